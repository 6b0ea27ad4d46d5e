#include "model/power/Plant.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// A room that claims Article 645 has what the article asks for.
class EquipmentRoomRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "PWR-026",
            .title = "NEC Article 645 room conditions",
            .domain = Domain::Power,
            .scopes = {Scope::Hall},
            .severity = Severity::Error,
            .adjustable = Adjustable::ByProfile,
            .parameters = {{"conductor_factor", "", "Ampacity of a branch circuit over its connected load.", 1, 2}},
            .formula = "disconnects for equipment and air handling, grouped; fire-stopped; listed equipment; "
                "I_conductor ≥ 1.25 · I_connected",
            .explanation =
                "Only where the site says that the hall is a room under the article. The conductors of "
                "a branch circuit are taken to be as great as its breaker, and its connected load is "
                "all that it carries in its worst state.",
            .remedy = "Add the disconnecting means, fire-stop the penetrations; or do not claim the article.",
            .sources = {{"NEC 645.5, 645.10", "C"}}
        };
        return info;
    }

    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        const auto& room = scope.hall.site.equipmentRoom;
        if (!room)
            return;
        const Subject hall{Subject::Where::Hall, {}};
        const auto absent = absentIn(*room);
        Finding finding;
        finding.subjects = {hall};
        finding.aspect = "room";
        finding.measured = static_cast<double>(absent.size());
        finding.limit = 0;
        finding.message = fmt::format("The room claims Article 645, but {} of the 5 conditions are not met: {}.", absent.size(),
                                      fmt::join(absent, ", "));
        finding.derivation = fmt::format("5 − {} = {} of 5 conditions", absent.size(), 5 - absent.size());
        if (!absent.empty()) {
            finding.fixes.push_back({"Do not claim Article 645 for the room", [](const Design& design) {
                                         return withRoom(design, std::nullopt);
                                     }});
            finding.fixes.push_back({fmt::format("Provide what is missing: {}", fmt::join(absent, ", ")),
                                     [](const Design& design) {
                                         return withRoom(design, EquipmentRoom{true, true, true, true, true});
                                     }});
        }
        findings.judge(absent.empty() ? std::nullopt : Verdict{Severity::Error}, std::move(finding));
        checkConductors(scope, findings);
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row :
             in.rows({{"I"}, {"factor", profile.parameter(info().id, "conductor_factor")}, {"I_conductor", 0}})) {
            const Amperes least = feederSize(Amperes{row[0]}, Amperes{}, row[1], {}).least;
            out.add("I_cond", least.value());
            if (in.has("I_conductor"))
                out.add("verdict", verdictWord(above(least.value(), row[2])));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    static std::vector<std::string> absentIn(const EquipmentRoom& room)
    {
        std::vector<std::string> absent;
        if (!room.equipmentDisconnect)
            absent.push_back("a disconnecting means for the equipment");
        if (!room.coolingDisconnect)
            absent.push_back("a disconnecting means for the air handling");
        if (!room.grouped)
            absent.push_back("both grouped and marked");
        if (!room.fireStopped)
            absent.push_back("penetrations fire-stopped");
        if (!room.listed)
            absent.push_back("only listed equipment");
        return absent;
    }

    static Result<Design> withRoom(const Design& design, std::optional<EquipmentRoom> room)
    {
        return design.changedHall([&](const Hall& before) -> Result<Hall> {
            Hall hall = before;
            hall.site.equipmentRoom = room;
            return hall;
        });
    }

    /// All branch circuits of the room in one row: the one that is worst off, and how many more.
    void checkConductors(const HallScope& scope, Findings& findings) const
    {
        const double factor = scope.profile.parameter(info().id, "conductor_factor");
        const Feed* worst = nullptr;
        Amperes most;
        int circuits = 0, tooSmall = 0;
        for (const HallPart& part : scope.parts) {
            if (!part.power || part.placements == 0)
                continue;
            for (const FeedLoad& node : part.power->feeds) {
                if (node.consumers == 0 || node.worst <= Watts{})
                    continue;
                const double powerFactor = node.feed.phases == 0 ? 1 : scope.profile.power.powerFactor;
                const Amperes current =
                    lineCurrent(VoltAmperes{node.worst.value() / powerFactor}, node.feed.voltage, node.feed.phases);
                const Amperes least = feederSize(current, Amperes{}, factor, {}).least;
                ++circuits;
                tooSmall += exceeds(least.value(), node.feed.rating.value()) ? 1 : 0;
                if (!worst || least / node.feed.rating > most / worst->rating) {
                    worst = &node.feed;
                    most = least;
                }
            }
        }
        if (!worst)
            return;
        Finding finding;
        finding.subjects = {Subject{Subject::Where::Hall, {}}};
        finding.aspect = "conductors";
        finding.measured = most.value();
        finding.limit = worst->rating.value();
        finding.unit = "A";
        finding.message = fmt::format(
            "Of {} branch circuits of the room {} have conductors below {} of their connected load; '{}' asks for {} and has {}.",
            circuits, tooSmall, percent(factor), worst->name, most, worst->rating);
        finding.derivation = fmt::format("{} · {} = {} against {}", factor, most / factor, most, worst->rating);
        findings.judge(tooSmall > 0 ? Verdict{Severity::Error} : std::nullopt, std::move(finding));
    }
};

} // namespace

MadeRule equipmentRoomRule()
{
    return std::make_unique<EquipmentRoomRule>();
}

} // namespace colonnade::model
