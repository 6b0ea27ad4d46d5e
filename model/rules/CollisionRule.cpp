#include "model/rules/AllRules.h"
#include "model/rules/FloorPlaces.h"
#include "model/rules/Inputs.h"
#include "model/rules/Mechanics.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <set>

namespace colonnade::model {

namespace {

/// No two things take the same space: devices in a rack, racks and units on the floor.
class CollisionRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{.id = "MEC-001",
                                   .title = "Collision in the rack and on the floor",
                                   .domain = Domain::Mechanical,
                                   .scopes = {Scope::RackDesign, Scope::Hall},
                                   .severity = Severity::Error,
                                   .adjustable = Adjustable::No,
                                   .parameters = {},
                                   .formula = "[u, u+h) overlap and slots overlap and (same face "
                                              "or depth front + depth rear > depth of the frame); "
                                              "on the floor: footprints share area, or reach beyond the walls",
                                   .explanation =
                                       "An edit that would make two devices collide is refused, so "
                                       "in a rack this speaks only where a newer catalog entry "
                                       "is deeper or higher than the one that was mounted. On the "
                                       "floor it finds racks, units and columns in one place, and "
                                       "what stands outside the walls: a file that was written by "
                                       "hand, a wall that was moved, a rack design that got wider.",
                                   .remedy = "Move one of them to the nearest free place.",
                                   .sources = {{"Rack unit of 44.45 mm (interfacebus.com)", "B"},
                                               {"NetBox: occupancy in half units", "A"}}};
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        const auto list = collisions(scope.rack.devices(), scope.rack.depth());
        if (list.empty())
            return findings.pass();
        for (const Collision& collision : list) {
            const Device& a = *collision.first;
            const Device& b = *collision.second;
            Finding finding;
            finding.severity = Severity::Error;
            finding.subjects = {scope.subject(a), scope.subject(b)};
            finding.measured = collision.units;
            finding.limit = 0;
            finding.unit = "U";
            finding.message = fmt::format(
                "'{}' ({}) and '{}' ({}) of rack design '{}' take the same space at {}.", a.id,
                a.part->model, b.id, b.part->model, scope.rack.id(), text(b.mount));
            finding.derivation =
                fmt::format("{} of {} U and {} of {} U share {} U", text(a.mount), text(a.height()),
                            text(b.mount), text(b.height()), shortest(collision.units));
            findings.add(std::move(finding));
        }
    }

    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        const auto& clashes = scope.clearances.clashes();
        const auto& outside = scope.clearances.outside();
        if (clashes.empty() && outside.empty())
            return findings.pass();
        const auto standing = scope.clearances.standing();
        std::set<std::string> told; // Two things in one pod design clash in each of its placements: that is told once.
        for (const auto& clash : clashes) {
            const Standing& a = standing[clash.first];
            const Standing* b = clash.second < standing.size() ? &standing[clash.second] : nullptr;
            const bool inside = b && a.pod && b->pod == a.pod;
            Finding finding;
            finding.severity = Severity::Error;
            finding.aspect = b ? "floor" : "column";
            finding.subjects = {inside ? definitionOf(a) : instanceOf(a)};
            if (b)
                finding.subjects.push_back(inside ? definitionOf(*b) : instanceOf(*b));
            finding.measured = squareMetres(clash.shared);
            finding.limit = 0;
            finding.unit = "m²";
            finding.message = b
                ? fmt::format("'{}' and '{}' stand in one place: they share {} m² of floor.", a.path(), b->path(),
                              significant(squareMetres(clash.shared), 3))
                : fmt::format("'{}' stands where the building has a column: they share {} m² of floor.", a.path(),
                              significant(squareMetres(clash.shared), 3));
            finding.fixes.push_back(moveOffFix(b ? *b : a, b ? a.footprint : scope.clearances.index().things()[clash.second].footprint,
                                               fmt::format("Move '{}' to the next free tile", b ? b->path() : a.path())));
            if (told.insert(finding.key()).second)
                findings.add(std::move(finding));
        }
        for (const std::size_t at : outside) {
            Finding finding;
            finding.severity = Severity::Error;
            finding.aspect = "walls";
            finding.subjects = {Subject::instance(standing[at].path())};
            finding.message = fmt::format("'{}' stands outside the walls of the hall, or through them.", standing[at].path());
            findings.add(std::move(finding));
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile&) const override
    {
        Inputs in{info(), given};
        const auto a = in.numbers("A");
        std::vector<RuleValue> others = in.cases("B");
        const bool listed = !others.empty() && others.front().isList();
        if (!listed)
            others = {RuleValue(others)};
        Answers out;
        for (const RuleValue& other : others) {
            if (a.size() != 2 || other.size() != 2 || !other[0].isNumber()
                || !other[1].isNumber()) {
                in.refuse("MEC-001 takes 'A' and each of 'B' as [lowest unit, height].");
                return in.finish({});
            }
            const double overlap =
                unitOverlap(a[0], a[1], other[0].number(), other[1].number());
            out.add("overlap", overlap);
            out.add("verdict", verdictWord(above(overlap, 0)));
        }
        return in.finish(out.value(listed));
    }

private:
    static double squareMetres(const FloorRect& rect)
    {
        return static_cast<double>(rect.size.width.value()) / 1000 * static_cast<double>(rect.size.depth.value()) / 1000;
    }
};

} // namespace

MadeRule collisionRule()
{
    return std::make_unique<CollisionRule>();
}

} // namespace colonnade::model
