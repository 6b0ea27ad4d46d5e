#include "model/rules/AllRules.h"
#include "model/rules/FloorPlaces.h"
#include "model/rules/Inputs.h"
#include "model/rules/Mechanics.h"
#include "model/rules/Scopes.h"
#include "model/units/Metres.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace colonnade::model {

namespace {

/// People can stand and work in front of live electrical gear.
class WorkingSpaceRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "MEC-014",
            .title = "Working space at electrical gear",
            .domain = Domain::Mechanical,
            .scopes = {Scope::Hall},
            .severity = Severity::Error,
            .adjustable = Adjustable::No,
            .parameters = {},
            .formula =
                "depth ≥ table(V_LL / √3, condition); width ≥ max(0.762 m, gear); height ≥ 1.98 m",
            .explanation = "Panels and distribution units that stand on the floor, against what "
                           "the plan has in front of them: "
                           "other live gear is condition 3, racks, columns and walls are grounded "
                           "and condition 2, open floor is "
                           "condition 1. The voltage is that of the feeds, else of the entry. This "
                           "is about life safety: the "
                           "authority having jurisdiction decides.",
            .remedy = "Move the panel, or clear the floor in front of it.",
            .sources = {{"NEC Table 110.26(A)(1), WAC 296-24-95703 Table S-1", "A"},
                        {"Electrical Contractor, July 2016", "B"},
                        {"WAC 296-800-28027: width, height, doors", "A"}}};
        return info;
    }

    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        struct Place {
            std::size_t at = 0;
            int count = 0;
            ClearAhead ahead;
        };
        std::map<std::string, Place>
            worst; // By definition: pod design and placement, or the path itself.
        const auto standing = scope.clearances.standing();
        for (std::size_t i = 0; i < standing.size(); ++i) {
            if (!isGear(standing[i]))
                continue;
            const Standing& gear = standing[i];
            const Millimetres least{std::lround(scope.profile.workingWidth.value() * 1000)};
            const ClearAhead ahead = scope.clearances.ahead(i, std::max(gear.size().width, least));
            const std::string key = gear.pod
                ? Subject::pod(gear.pod->pod->id().text(), gear.placement->id.text()).text()
                : gear.placement->id.text();
            auto [found, fresh] = worst.try_emplace(key, Place{i, 0, ahead});
            ++found->second.count;
            if (!fresh && ahead.depth < found->second.ahead.depth) {
                found->second.at = i;
                found->second.ahead = ahead;
            }
        }
        for (const auto& [key, place] : worst)
            checkOne(scope, Subject::parse(key), place.at, place.count, place.ahead, findings);
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        const bool judged = in.has("have");
        for (const auto& row : in.rows({{"V_LL"}, {"cond"}, {"have", 0}})) {
            const auto depth =
                workingDepth(profile.workingSpace, Volts{row[0]}, static_cast<int>(row[1]));
            out.add("depth", depth ? RuleValue(depth->value()) : RuleValue());
            if (judged)
                out.add("verdict",
                        depth ? verdictWord(above(depth->value(), row[2]))
                              : std::string_view{"not evaluated"});
        }
        return in.finish(out.value(in.listed()));
    }

private:
    static std::optional<Volts> voltageOf(const HallScope& scope, const Standing& gear)
    {
        const Arrangement& arrangement =
            gear.pod ? gear.pod->pod->arrangement() : scope.hall.arrangement;
        std::optional<Volts> highest;
        for (const SideFeed& side : gear.placement->feeds) {
            if (const Feed* feed = arrangement.feed(side.feed);
                feed && (!highest || feed->voltage > *highest))
                highest = feed->voltage;
        }
        if (highest)
            return highest;
        const PartType& unit = **gear.placement->unit();
        if (const auto volts = unit.number("line_voltage_v"))
            return Volts{*volts};
        return std::nullopt;
    }

    static void checkOne(const HallScope& scope, const Subject& subject, std::size_t at, int count,
                         const ClearAhead& ahead, Findings& findings)
    {
        const Standing& gear = scope.clearances.standing()[at];
        const PartType& unit = **gear.placement->unit();
        const auto voltage = voltageOf(scope, gear);
        if (!voltage)
            return findings.notEvaluated(subject, {fmt::format("voltage of {}", unit.model)});
        const bool live = ahead.what == Ahead::Thing && !ahead.column
            && isGear(scope.clearances.standing()[ahead.thing]);
        const int condition = ahead.what == Ahead::Open ? 1 : live ? 3 : 2;
        const auto needed = workingDepth(scope.profile.workingSpace, *voltage, condition);
        if (!needed)
            return findings.notEvaluated(subject, {fmt::format("working space at {}", *voltage)});
        const Metres have{metresOf(ahead.depth)};
        Finding finding;
        finding.subjects = {subject};
        finding.placements = count;
        finding.measured = needed->value();
        finding.limit = have.value();
        finding.unit = "m";
        const std::string opposite = ahead.what == Ahead::Wall ? "a wall"
            : ahead.column                                     ? "a column"
            : ahead.what == Ahead::Thing
            ? fmt::format("'{}'", scope.clearances.standing()[ahead.thing].path())
            : std::string{"nothing"};
        finding.message = fmt::format("{} at '{}' has {} clear in front, to {}; {} needs {}.",
                                      unit.model, gear.path(), have, opposite, *voltage, *needed);
        finding.derivation =
            fmt::format("{} to ground, condition {}: {}", Volts{voltage->value() / std::sqrt(3.0)},
                        condition, *needed);
        if (ahead.what == Ahead::Thing && !ahead.column) {
            const Millimetres deep{std::lround(needed->value() * 1000)};
            const Millimetres wide =
                std::max(gear.size().width, Millimetres{std::lround(scope.profile.workingWidth.value() * 1000)});
            const Standing& other = scope.clearances.standing()[ahead.thing];
            finding.fixes = {moveOffFix(other, floorBefore(gear.footprint, frontSide(gear.turn), wide, deep),
                                        fmt::format("Move '{}' out of the working space", other.path()))};
        }
        findings.judge(above(needed->value(), have.value()), std::move(finding));

        const Metres height{metresOf(scope.hall.height)};
        Finding low;
        low.subjects = {subject};
        low.aspect = "height";
        low.placements = count;
        low.measured = scope.profile.workingHeight.value();
        low.limit = height.value();
        low.unit = "m";
        low.message = fmt::format("The hall is {} high; working space at electrical gear needs {}.",
                                  height, scope.profile.workingHeight);
        findings.judge(above(scope.profile.workingHeight.value(), height.value()), std::move(low));
    }
};

} // namespace

MadeRule workingSpaceRule()
{
    return std::make_unique<WorkingSpaceRule>();
}

} // namespace colonnade::model
