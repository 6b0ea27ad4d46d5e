#include "model/design/RackDepth.h"
#include "model/edit/FloorEdits.h"
#include "model/rules/Aisles.h"
#include "model/rules/AllRules.h"
#include "model/rules/FloorPlaces.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace colonnade::model {

namespace {

constexpr std::size_t mostTold = 1000;

/// What one rack design asks of the aisles in front and behind.
struct RackNeed {
    AisleNeed front, rear;      ///< With doors as the frame says, or without.
    Metres frontLeaf, rearLeaf; ///< The widest leaf that it may have.
    bool doorsKnown = true;
    std::vector<std::string> missing; ///< "depth of X", for the front.
};

/// People, devices and doors find room between the rows, and before every door of the hall.
class AisleWidthRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "MEC-013",
            .title = "Aisle width and ways out",
            .domain = Domain::Mechanical,
            .scopes = {Scope::PodDesign, Scope::Hall},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"cold", "m", "Least width of a cold aisle.", 0, 10},
                           {"hot", "m", "Less than this behind a rack is a warning.", 0, 10},
                           {"hot_least", "m", "Less than this behind a rack is an error.", 0, 10},
                           {"slide", "m", "Added to the deepest device that slides into the aisle.", 0, 5},
                           {"escape", "m", "Left beside an open door of a rack.", 0, 5},
                           {"circulation", "m", "Less than this of a service aisle is a warning.", 0, 10},
                           {"circulation_height", "m", "Clear height over a service aisle.", 0, 10},
                           {"accessible", "m", "Less than this of a service aisle, or before a door of the hall, is an error.",
                            0, 5}},
            .formula = "w ≥ max(w_min of the kind, deepest device + 200 mm on the slide side, door swing + 600 mm); before a "
                       "door of the hall: what its leaves sweep, and 0.915 m",
            .explanation =
                "Clear floor in front of and behind each rack, from the plan, over all pods, columns and walls; one finding "
                "for each row and side. Where the catalog does not say how a rack's doors swing, only the "
                "widest leaf that it could have lets the aisle pass. A thing that stands where a door of the hall swings, or in "
                "the way through it, is told by itself.",
            .remedy = "Move the row to the next tile, turn the rack, or clear the door.",
            .sources = {{"TIA-942-A: cold aisle of 1.2 m", "B"},
                        {"RISA directive: circulation of 1.2 m by 2.4 m", "A"},
                        {"Accessible width of 36 in", "C"}}};
        return info;
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        int number = 0;
        for (const Aisle& aisle : scope.arrangement.aisles) {
            ++number;
            if (aisle.kind != Aisle::Kind::Service)
                continue;
            const double width = metresOf(std::min(aisle.area.size.width, aisle.area.size.depth));
            const double least = scope.profile.parameter(info().id, "accessible");
            const double wanted = scope.profile.parameter(info().id, "circulation");
            const Verdict found = above(-width, -least, -wanted);
            Finding finding;
            finding.subjects = {scope.subject()};
            finding.aspect = fmt::format("service-{}", number);
            finding.measured = width;
            finding.limit = found == Severity::Error ? least : wanted;
            finding.unit = "m";
            finding.lowerIsWorse = true;
            finding.message = fmt::format("Service aisle {} of {} is {} m wide; circulation asks for {} m.", number,
                                          scope.name(), significant(width, 3), significant(*finding.limit, 3));
            findings.judge(found, std::move(finding));
            checkHeight(scope, number, findings);
        }
    }

    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        checkRows(scope, findings);
        checkDoors(scope, findings);
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"w"}, {"dev", 0}, {"door", 0}, {"hot", 0}})) {
            AisleNeed need = row[3] > 0 ? rearNeed(profile) : frontNeed(profile);
            need.deepest = Metres{row[1]};
            need.door = Metres{row[2]};
            out.add("need", need.needed().value());
            out.add("verdict", verdictWord(row[3] > 0 ? rearVerdict(row[0], need, profile) : frontVerdict(row[0], need)));
        }
        RuleValue answered = out.value(in.listed());
        if (in.listed() && answered.find("need") && !in.isList("dev") && !in.isList("door") && !in.isList("hot"))
            answered.put("need", answered.find("need")->front()); // One aisle of several widths.
        return in.finish(std::move(answered));
    }

private:
    double of(const Profile& profile, std::string_view key) const { return profile.parameter(info().id, key); }
    AisleNeed frontNeed(const Profile& profile) const
    {
        return {Metres{of(profile, "cold")}, {}, Metres{of(profile, "slide")}, {}, Metres{of(profile, "escape")}};
    }
    AisleNeed rearNeed(const Profile& profile) const
    {
        return {Metres{of(profile, "hot")}, {}, Metres{of(profile, "slide")}, {}, Metres{of(profile, "escape")}};
    }
    static Verdict frontVerdict(double clear, const AisleNeed& need) { return above(-clear, -need.needed().value()); }
    Verdict rearVerdict(double clear, const AisleNeed& need, const Profile& profile) const
    {
        return above(-clear, -std::max(of(profile, "hot_least"), need.door.value()), -need.needed().value());
    }

    void checkHeight(const ArrangementScope& scope, int number, Findings& findings) const
    {
        const double height = metresOf(scope.trayHeight), least = of(scope.profile, "circulation_height");
        Finding finding;
        finding.subjects = {scope.subject()};
        finding.aspect = fmt::format("service-{}-height", number);
        finding.measured = height;
        finding.limit = least;
        finding.unit = "m";
        finding.lowerIsWorse = true;
        finding.message = fmt::format("Cable trays leave {} m over service aisle {} of {}; circulation asks for {} m.",
                                      significant(height, 3), number, scope.name(), significant(least, 3));
        findings.judge(exceeds(least, height) ? Verdict{Severity::Warning} : std::nullopt, std::move(finding));
    }

    RackNeed needOf(const RackDesign& rack, const Profile& profile) const
    {
        RackNeed need{frontNeed(profile), rearNeed(profile), Metres{metresOf(rack.width())}, Metres{metresOf(rack.width())},
                      true, {}};
        for (const Device& device : rack.devices()) {
            const PartType& part = *device.part;
            if (device.zeroU() || part.kind == PartKind::Blanking || part.kind == PartKind::PatchPanel)
                continue;
            AisleNeed& side = device.mount.face == Face::Rear ? need.rear : need.front;
            if (part.body.depthMm)
                side.deepest = std::max(side.deepest, Metres{metresOf(*part.body.depthMm)});
            else if (auto what = fmt::format("depth of {}", part.model);
                     std::find(need.missing.begin(), need.missing.end(), what) == need.missing.end())
                need.missing.push_back(std::move(what));
        }
        const RackDoorSwing swing = doorSwing(rack);
        need.doorsKnown = swing.front && swing.rear;
        if (swing.front)
            need.front.door = need.frontLeaf = Metres{metresOf(*swing.front)};
        if (swing.rear)
            need.rear.door = need.rearLeaf = Metres{metresOf(*swing.rear)};
        return need;
    }

    void checkRows(const HallScope& scope, Findings& findings) const
    {
        const auto standing = scope.clearances.standing();
        std::vector<std::optional<RackNeed>> needs;
        for (const StandingKind& kind : scope.clearances.kinds()) {
            const RackDesignRef* rack = standing[kind.first].placement->rack();
            needs.push_back(rack ? std::optional{needOf(**rack, scope.profile)} : std::nullopt);
        }
        Told told;
        for (const FloorRun& run : scope.clearances.survey().runs) {
            for (const bool front : {true, false})
                checkSide(scope, run, needs, front, told, findings);
        }
    }

    struct Told {
        std::set<std::string> keys; ///< A row of a pod design is told once for all its placements.
        double nearest = -1e300;    ///< What the best passing row so far has used of its width.
    };

    struct Side {
        std::size_t thing = 0;
        double clear = 0, slack = 1e300;
        AisleNeed need;
        int count = 0; ///< Racks that are short of it.
    };

    /// The rack of a row that has the least of what it needs on one side.
    void checkSide(const HallScope& scope, const FloorRun& run, const std::vector<std::optional<RackNeed>>& needs,
                   bool front, Told& told, Findings& findings) const
    {
        constexpr double endless = FloorClearances::farthest.value() / 1000.0;
        std::optional<Side> worst;
        std::set<std::string> missing;
        int lacking = 0;
        for (const std::uint32_t thing : run.things) {
            const auto& need = needs[scope.clearances.kindOf(thing)];
            if (!need)
                continue;
            const Clearance& clearance = scope.clearances.of(thing);
            const double clear = metresOf(front ? clearance.front : clearance.rear);
            const AisleNeed& side = front ? need->front : need->rear;
            const double slack = clear >= endless ? 1e299 : clear - side.needed().value();
            lacking += exceeds(0, slack) ? 1 : 0;
            if (!worst || slack < worst->slack)
                worst = Side{thing, clear, slack, side, 0};
            if (clear >= endless)
                continue;
            AisleNeed widest = side;
            widest.door = front ? need->frontLeaf : need->rearLeaf;
            if (!need->doorsKnown && exceeds(widest.needed().value(), clear))
                missing.insert(fmt::format(
                    "doors of {}", (*scope.clearances.standing()[thing].placement->rack())->frame()->model));
            if (front) {
                // A device no deeper than its rack: where that fits, its depth does not matter.
                widest.deepest = Metres{metresOf(scope.clearances.standing()[thing].size().depth)};
                if (exceeds(widest.needed().value(), clear))
                    missing.insert(need->missing.begin(), need->missing.end());
            }
        }
        if (!worst)
            return;
        worst->count = lacking;
        report(scope, run, *worst, front, {missing.begin(), missing.end()}, told, findings);
    }

    void report(const HallScope& scope, const FloorRun& run, const Side& worst, bool front,
                const std::vector<std::string>& missing, Told& told, Findings& findings) const
    {
        if (worst.slack > 1e298)
            return findings.pass();
        const Verdict found = front ? frontVerdict(worst.clear, worst.need)
                                    : rearVerdict(worst.clear, worst.need, scope.profile);
        if (!found && missing.empty()) {
            const double used = -worst.slack / worst.need.needed().value();
            if (used <= told.nearest)
                return findings.pass(); // Of many alike, one is put into words.
            told.nearest = used;
        }
        const RunSubject row = subjectOf(run, scope.clearances.standing());
        Finding finding;
        finding.subjects = {row.subject};
        finding.aspect = front ? "front" : "rear";
        if ((found || !missing.empty()) && (told.keys.size() >= mostTold || !told.keys.insert(finding.key()).second))
            return;
        finding.placements = std::max(worst.count, 1);
        finding.measured = worst.clear;
        finding.limit = worst.need.needed().value();
        finding.unit = "m";
        finding.lowerIsWorse = true;
        const Standing& rack = scope.clearances.standing()[worst.thing];
        finding.message = fmt::format("'{}' has {} m clear {}; it needs {} m{}.", rack.path(), significant(worst.clear, 3),
                                      front ? "in front" : "behind", significant(*finding.limit, 3), why(worst.need));
        finding.derivation = fmt::format("max({} m, {}{}) = {} m", significant(worst.need.least.value(), 3),
                                         slideText(worst.need), doorText(worst.need), significant(*finding.limit, 3));
        if (found)
            finding.fixes = {widened(scope, run, rack, front, *finding.limit - worst.clear)};
        findings.judge(found, std::move(finding), missing);
    }

    /// The whole row by as many tiles as are short, away from what stands there.
    static Fix widened(const HallScope& scope, const FloorRun& run, const Standing& rack, bool front, double lacking)
    {
        const std::int64_t tile = std::max<std::int64_t>(scope.hall.tile.value(), 1);
        const Millimetres by{(std::llround(lacking * 1000) + tile - 1) / tile * tile}, none{};
        Point way;
        switch (front ? frontSide(rack.turn) : rearSide(rack.turn)) {
        case Towards::South: way = {none, by}; break;
        case Towards::North: way = {none, -by}; break;
        case Towards::East: way = {-by, none}; break;
        case Towards::West: way = {by, none}; break;
        }
        std::vector<std::string> paths;
        for (const std::uint32_t thing : run.things)
            paths.push_back(scope.clearances.standing()[thing].path());
        return {fmt::format("Move the row by {} to widen the aisle {}", by, front ? "in front" : "behind"),
                [paths = std::move(paths), way](const Design& design) { return movePlacements(design, paths, way); }};
    }

    static std::string slideText(const AisleNeed& need)
    {
        return fmt::format("{} m of device + {} m", significant(need.deepest.value(), 3), significant(need.slide.value(), 2));
    }
    static std::string doorText(const AisleNeed& need)
    {
        return need.door > Metres{} ? fmt::format(", {} m of door + {} m", significant(need.door.value(), 3),
                                                  significant(need.escape.value(), 2))
                                    : std::string{};
    }
    static std::string why(const AisleNeed& need)
    {
        const Metres most = need.needed();
        if (need.door > Metres{} && most == need.door + need.escape)
            return " to open its door and pass";
        return need.deepest > Metres{} && most == need.deepest + need.slide ? " to pull its deepest device out" : "";
    }

    void checkDoors(const HallScope& scope, Findings& findings) const
    {
        const Millimetres accessible{std::llround(of(scope.profile, "accessible") * 1000)};
        const auto standing = scope.clearances.standing();
        const auto& near = scope.clearances.survey().beforeDoor;
        for (std::size_t d = 0; d < scope.hall.doors.size(); ++d) {
            const Door& door = scope.hall.doors[d];
            const auto swept = sweptDepth(door);
            const Millimetres leaf = door.width / door.leaves;
            bool clear = true;
            for (const DoorObstacle& obstacle : near) {
                if (obstacle.door != d)
                    continue;
                const bool inSwing = swept && obstacle.away < *swept;
                const bool inWay = obstacle.away < accessible;
                const bool unknown = !swept && !inWay && obstacle.away < leaf;
                if (!inSwing && !inWay && !unknown)
                    continue;
                clear = false;
                const Standing& thing = standing[obstacle.thing];
                const std::string name = door.name.empty() ? fmt::format("door {}", d + 1) : fmt::format("door '{}'", door.name);
                if (unknown) {
                    findings.notEvaluated(instanceOf(thing), {fmt::format("way that {} swings", name)},
                                          fmt::format("door-{}", d + 1));
                    continue;
                }
                Finding finding;
                finding.severity = Severity::Error;
                finding.subjects = {instanceOf(thing)};
                finding.aspect = fmt::format("door-{}", d + 1);
                finding.measured = metresOf(obstacle.away);
                const Millimetres limit = inSwing ? std::max(*swept, accessible) : accessible;
                finding.limit = metresOf(limit);
                finding.unit = "m";
                finding.lowerIsWorse = true;
                finding.message = inSwing
                    ? fmt::format("'{}' stands {} m before {}, whose leaves sweep {} m of the floor.", thing.path(),
                                  significant(*finding.measured, 3), name, significant(metresOf(*swept), 3))
                    : fmt::format("'{}' stands {} m before {}; the way through it takes {} m.", thing.path(),
                                  significant(*finding.measured, 3), name, significant(*finding.limit, 3));
                finding.fixes = {moveOffFix(thing, floorInside(openingOf(scope.hall, door), limit),
                                            fmt::format("Move '{}' out of the way of {}", thing.path(), name))};
                findings.add(std::move(finding));
            }
            if (clear)
                findings.pass();
        }
    }
};

} // namespace

MadeRule aisleWidthRule()
{
    return std::make_unique<AisleWidthRule>();
}

} // namespace colonnade::model
