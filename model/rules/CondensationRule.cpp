#include "model/cooling/Psychrometrics.h"
#include "model/edit/ChainEdits.h"
#include "model/rules/AirPlaces.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

#include <cmath>

namespace colonnade::model {

namespace {

/// No coolant is so cold that the air of the room condenses on what carries it.
class CondensationRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "THM-008",
            .title = "Condensation margin on cold surfaces",
            .domain = Domain::Thermal,
            .scopes = {Scope::Loop, Scope::Hall},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"least_margin", "K", "Margin below which it is an error.", 0, 30},
                           {"warn_margin", "K", "Margin below which a warning is given.", 0, 30}},
            .formula = "m = T_supply − T_d,max ≥ 2 K",
            .explanation = "The coolant that a CDU supplies, and the facility water in front of it "
                           "where its pipes are not "
                           "insulated, against the highest dew point of the room: the one stated, "
                           "else that of dry bulb and "
                           "humidity at the design point. Facility water is taken at its coldest "
                           "point of the year; the coolant "
                           "as it is at the warmest, since the CDU holds its set-point.",
            .remedy = "A higher set-point, a set-point that follows the dew point, insulation, "
                      "drier air.",
            .sources = {
                {"HPE/Motivair door: 2 °C above the highest dew point (coolnetpower.com)", "B"},
                {"IBM 9009-22A: 18 °C for a dew point of 17 °C at most", "A"},
                {"CDU checklist: 2 to 3 °C (resistancezero.com)", "B"}}};
        return info;
    }

    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        const RoomAir& room = scope.hall.site.room;
        std::optional<Celsius> dew = room.dewPointMax;
        if (!dew && room.dryBulb && room.humidity)
            dew = dewPoint(*room.dryBulb, *room.humidity);
        for (const HallPart& part : scope.parts) {
            if (part.placements == 0)
                continue;
            for (const LoopLoad& loop : part.cooling->loops) {
                if (loop.racks > 0 || loop.cdus > 0)
                    checkLoop(scope, part, loop, dew, findings);
            }
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"Td"}, {"Ts"}})) {
            const Kelvins margin = difference(Celsius{row[1]}, Celsius{row[0]});
            out.add("m", margin.value());
            out.add("verdict", verdictWord(verdict(margin, profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    [[nodiscard]] Verdict verdict(Kelvins margin, const Profile& profile) const
    {
        return above(-margin.value(), -profile.parameter(info().id, "least_margin"),
                     -profile.parameter(info().id, "warn_margin"));
    }

    void checkLoop(const HallScope& scope, const HallPart& part, const LoopLoad& loop,
                   std::optional<Celsius> dew, Findings& findings) const
    {
        const Subject subject{
            Subject::Where::Loop,
            fmt::format("{}/{}", part.pod ? part.pod->id().text() : std::string{}, loop.loop.id)};
        if (!dew)
            return findings.notEvaluated(subject, {"dew point of the room"}, {}, {},
                                         part.placements);
        if (loop.facilityMissing)
            return findings.notEvaluated(subject, {fmt::format("facility water '{}'", *loop.loop.facility)}, {}, {},
                                         part.placements);
        const auto judge = [&](Celsius surface, std::string aspect, std::string what) {
            const Kelvins margin = difference(surface, *dew);
            const Verdict said = verdict(margin, scope.profile);
            Finding finding;
            finding.subjects = {subject};
            finding.aspect = std::move(aspect);
            finding.placements = part.placements;
            finding.lowerIsWorse = true;
            finding.measured = margin.value();
            finding.limit = scope.profile.parameter(
                info().id, said == Severity::Error ? "least_margin" : "warn_margin");
            finding.unit = "K";
            finding.message = fmt::format(
                "{} of loop '{}' is at {}; the dew point of the room comes to {}, which leaves {}.",
                what, loop.loop.name, surface, *dew, margin);
            finding.derivation = fmt::format("{} − {} = {}", surface, *dew, margin);
            // To half degrees; the same step lifts supply and facility water.
            const double lift =
                std::ceil(2 * (scope.profile.parameter(info().id, "warn_margin") - margin.value()))
                / 2;
            Loop warmer = loop.loop;
            warmer.facilitySupply = warmer.facilitySupply + Kelvins{lift};
            const bool bearable =
                !loop.inletMax || !loop.supply || *loop.supply + Kelvins{lift} <= *loop.inletMax;
            if (lift > 0 && bearable && !loop.loop.facility) {
                finding.fixes.push_back(
                    {fmt::format("Facility water of {} on loop '{}'", warmer.facilitySupply,
                                 warmer.name),
                     [holder = part.pod ? Holder{part.pod->id()} : Holder{},
                      warmer](const Design& design) { return setLoop(design, holder, warmer); }});
            }
            findings.judge(said, std::move(finding));
        };
        if (loop.supply)
            judge(*loop.supply, {}, "The coolant");
        if (!scope.hall.site.room.pipesInsulated.value_or(false))
            judge(loop.facility ? loop.facility->coldest() : loop.loop.facilitySupply, "facility",
                  "The facility water");
    }
};

} // namespace

MadeRule condensationRule()
{
    return std::make_unique<CondensationRule>();
}

} // namespace colonnade::model
