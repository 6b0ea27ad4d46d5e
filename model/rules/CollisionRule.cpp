#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Mechanics.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// No two devices take the same space in a rack.
class CollisionRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{.id = "MEC-001",
                                   .title = "U collision",
                                   .domain = Domain::Mechanical,
                                   .scopes = {Scope::RackDesign},
                                   .severity = Severity::Error,
                                   .adjustable = Adjustable::No,
                                   .parameters = {},
                                   .formula = "[u, u+h) overlap and slots overlap and (same face "
                                              "or depth front + depth rear > depth of the frame)",
                                   .explanation =
                                       "An edit that would make two devices collide is refused, so "
                                       "this speaks only where a newer catalog entry "
                                       "is deeper or higher than the one that was mounted.",
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

    Result<Json> answer(const Json& json, const Profile&) const override
    {
        Inputs in{info(), json};
        const auto a = in.numbers("A");
        std::vector<Json> others = in.cases("B");
        const bool listed = !others.empty() && others.front().is_array();
        if (!listed)
            others = {Json(others)};
        Answers out;
        for (const Json& other : others) {
            if (a.size() != 2 || other.size() != 2 || !other[0].is_number()
                || !other[1].is_number()) {
                in.refuse("MEC-001 takes 'A' and each of 'B' as [lowest unit, height].");
                return in.finish({});
            }
            const double overlap =
                unitOverlap(a[0], a[1], other[0].get<double>(), other[1].get<double>());
            out.add("overlap", overlap);
            out.add("verdict", verdictWord(above(overlap, 0)));
        }
        return in.finish(out.json(listed));
    }
};

} // namespace

MadeRule collisionRule()
{
    return std::make_unique<CollisionRule>();
}

} // namespace colonnade::model
