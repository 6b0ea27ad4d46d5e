#include "model/rules/AllRules.h"
#include "model/rules/FloorPlaces.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>
#include <map>

namespace colonnade::model {

namespace {

constexpr Millimetres touches{100}; // As far from the edge of its aisle as a thing still closes it.

/// What closes one long side of an aisle, in order.
struct AisleSide {
    std::vector<const Placement*> things;
    Millimetres widest, total; ///< Of the gaps.
    std::string where;         ///< "between 'a03' and 'a04'"
};

bool alongX(const FloorRect& area)
{
    return area.size.width >= area.size.depth;
}

Millimetres low(const FloorRect& rect, bool x)
{
    return x ? rect.at.x : rect.at.y;
}

Millimetres high(const FloorRect& rect, bool x)
{
    return x ? rect.right() : rect.top();
}

Millimetres apart(Millimetres a, Millimetres b)
{
    return a < b ? b - a : a - b;
}

/// Walls of racks around a contained aisle have no holes.
class ContainmentRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "MEC-019",
            .title = "Containment continuity",
            .domain = Domain::Mechanical,
            .scopes = {Scope::PodDesign},
            .severity = Severity::Warning,
            .adjustable = Adjustable::Yes,
            .parameters = {{"gap", "mm", "Gap above which a warning is given.", 0, 1000},
                           {"height", "mm", "Difference of heights above which a warning is given.", 0, 1000}},
            .formula = "gap between neighbours ≤ 10 mm; heights within ±25 mm; no open position",
            .explanation =
                "What stands along the long sides of each contained aisle, from the aisle's one end to its other. A side on "
                "which nothing stands is taken as a wall of the containment, and filler panels close what the aisle says that they "
                "close. Racks of one frame are of one height.",
            .remedy = "Move the racks together, insert a filler, or shim the row.",
            .sources = {{"Polargy: US versus international racks", "A"}}};
        return info;
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        int number = 0;
        for (const Aisle& aisle : scope.arrangement.aisles) {
            ++number;
            if (!aisle.contained)
                continue;
            std::vector<AisleSide> sides{sideOf(scope.arrangement, aisle.area, false),
                                         sideOf(scope.arrangement, aisle.area, true)};
            std::erase_if(sides, [](const AisleSide& side) { return side.things.empty(); });
            if (sides.empty()) {
                findings.notEvaluated(scope.subject(), {fmt::format("racks along contained aisle {}", number)},
                                      fmt::format("aisle-{}", number));
                continue;
            }
            checkGaps(scope, aisle, sides, number, findings);
            checkHeights(scope, sides, number, findings);
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        constexpr double inch = 25.4;
        for (const auto& row : in.rows({{"gap_in"}, {"n", 1}})) {
            out.add("gap_mm", row[0] * inch);
            out.add("total_mm", row[0] * inch * row[1]);
            out.add("verdict", verdictWord(verdict(row[0] * inch, profile.parameter(info().id, "gap"))));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    static Verdict verdict(double value, double most)
    {
        return exceeds(value, most) ? Verdict{Severity::Warning} : std::nullopt;
    }

    static AisleSide sideOf(const Arrangement& arrangement, const FloorRect& area, bool upper)
    {
        const bool x = alongX(area);
        const Millimetres edge = upper ? high(area, !x) : low(area, !x);
        AisleSide side;
        for (const Placement& item : arrangement.placements) {
            const FloorRect rect = item.footprint();
            const Millimetres face = upper ? low(rect, !x) : high(rect, !x);
            if (apart(face, edge) <= touches && low(rect, x) < high(area, x) && low(area, x) < high(rect, x))
                side.things.push_back(&item);
        }
        std::sort(side.things.begin(), side.things.end(), [&](const Placement* a, const Placement* b) {
            return low(a->footprint(), x) < low(b->footprint(), x);
        });
        Millimetres at = low(area, x);
        std::string last = "the end of the aisle";
        const auto gap = [&](Millimetres to, const std::string& next) {
            const Millimetres width = to - at;
            if (width <= Millimetres{})
                return;
            side.total += width;
            if (width > side.widest) {
                side.widest = width;
                side.where = fmt::format("between {} and {}", last, next);
            }
        };
        for (const Placement* item : side.things) {
            const std::string name = fmt::format("'{}'", item->id);
            gap(low(item->footprint(), x), name);
            at = std::max(at, high(item->footprint(), x));
            last = name;
        }
        gap(high(area, x), "the end of the aisle");
        return side;
    }

    void checkGaps(const ArrangementScope& scope, const Aisle& aisle, const std::vector<AisleSide>& sides, int number,
                   Findings& findings) const
    {
        const AisleSide& worst = *std::max_element(
            sides.begin(), sides.end(), [](const AisleSide& a, const AisleSide& b) { return a.widest < b.widest; });
        Millimetres total;
        for (const AisleSide& side : sides)
            total += side.total;
        Finding finding;
        finding.subjects = {scope.subject()};
        finding.aspect = fmt::format("aisle-{}", number);
        finding.measured = static_cast<double>(worst.widest.value());
        finding.limit = scope.profile.parameter(info().id, "gap");
        finding.unit = "mm";
        finding.message = fmt::format("Contained aisle {} of {} is open by {} {}, by {} in all.", number, scope.name(),
                                      worst.widest, worst.where, total);
        finding.fixes = {{"Move the racks along the aisle together",
                          [holder = scope.holder(), area = aisle.area](const Design& design) {
                              return changed(design, holder, [&](Arrangement a) { return movedTogether(std::move(a), area); });
                          }},
                         {"Close what stands open with filler panels",
                          [holder = scope.holder(), area = aisle.area](const Design& design) {
                              return changed(design, holder, [&](Arrangement a) { return filled(std::move(a), area); });
                          }}};
        if (aisle.fillers)
            return findings.pass();
        findings.judge(verdict(*finding.measured, *finding.limit), std::move(finding));
    }

    void checkHeights(const ArrangementScope& scope, const std::vector<AisleSide>& sides, int number,
                      Findings& findings) const
    {
        std::map<TypeId, const Placement*> frames; // One rack of each.
        for (const AisleSide& side : sides) {
            for (const Placement* item : side.things) {
                if (item->rack())
                    frames.try_emplace((*item->rack())->frame()->id, item);
            }
        }
        if (frames.size() < 2)
            return findings.pass();
        const Placement *lowest = nullptr, *highest = nullptr;
        std::vector<std::string> missing;
        for (const auto& [id, item] : frames) {
            if (!(*item->rack())->frame()->body.heightMm) {
                missing.push_back(fmt::format("height of {}", (*item->rack())->frame()->model));
                continue;
            }
            if (!lowest || item->height() < lowest->height())
                lowest = item;
            if (!highest || item->height() > highest->height())
                highest = item;
        }
        if (!lowest)
            return findings.notEvaluated(scope.subject(), std::move(missing), fmt::format("aisle-{}-height", number));
        const Millimetres difference = highest->height() - lowest->height();
        Finding finding;
        finding.subjects = {scope.subject()};
        finding.aspect = fmt::format("aisle-{}-height", number);
        finding.measured = static_cast<double>(difference.value());
        finding.limit = scope.profile.parameter(info().id, "height");
        finding.unit = "mm";
        finding.message = fmt::format("Along contained aisle {} of {} '{}' is {} high and '{}' {}: the containment is open by {}.",
                                      number, scope.name(), highest->id, highest->height(), lowest->id, lowest->height(),
                                      difference);
        const Verdict found = verdict(*finding.measured, *finding.limit);
        if (!found && !missing.empty())
            return findings.notEvaluated(scope.subject(), std::move(missing), finding.aspect);
        findings.judge(found, std::move(finding));
    }

    /// The things along the aisle one after the other without gaps, from its one end; the aisle ends with them.
    static Arrangement movedTogether(Arrangement arrangement, const FloorRect& area)
    {
        const bool x = alongX(area);
        Millimetres end = low(area, x);
        for (const bool upper : {false, true}) {
            Millimetres at = low(area, x);
            for (const Placement* item : sideOf(arrangement, area, upper).things) {
                const auto own = std::find_if(arrangement.placements.begin(), arrangement.placements.end(),
                                              [&](const Placement& other) { return other.id == item->id; });
                const Millimetres by = low(own->footprint(), x) - at;
                if (by > Millimetres{})
                    (x ? own->at.x : own->at.y) -= by;
                at = std::max(at, high(own->footprint(), x));
            }
            end = std::max(end, at);
        }
        for (Aisle& aisle : arrangement.aisles) {
            if (aisle.area == area && end < high(area, x))
                (x ? aisle.area.size.width : aisle.area.size.depth) = end - low(area, x);
        }
        return arrangement;
    }

    static Arrangement filled(Arrangement arrangement, const FloorRect& area)
    {
        for (Aisle& aisle : arrangement.aisles)
            aisle.fillers = aisle.fillers || aisle.area == area;
        return arrangement;
    }

    template <class Change>
    static Result<Design> changed(const Design& design, const std::optional<PodDesignId>& holder, Change change)
    {
        if (holder)
            return design.changedPod(*holder,
                                     [&](const Arrangement& before) -> Result<Arrangement> { return change(before); });
        return design.changedHall([&](const Hall& before) -> Result<Hall> {
            Hall hall = before;
            hall.arrangement = change(before.arrangement);
            return hall;
        });
    }
};

} // namespace

MadeRule containmentRule()
{
    return std::make_unique<ContainmentRule>();
}

} // namespace colonnade::model
