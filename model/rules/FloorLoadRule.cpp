#include "model/edit/FloorEdits.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Mechanics.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace colonnade::model {

namespace {

Metres metres(Millimetres length)
{
    return Metres{static_cast<double>(length.value()) / 1000};
}

/// Every rack and unit, with its share of the clear floor around it, loads the floor no more than
/// it takes.
class FloorLoadRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "MEC-007",
            .title = "Distributed floor load",
            .domain = Domain::Mechanical,
            .scopes = {Scope::Hall},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"people", "kg/m²", "Load of people on the service clearances.", 0,
                            1000},
                           {"floor", "kg/m²", "Load of raised floor and cable.", 0, 1000},
                           {"half_clearance", "m", "The most that half a clearance counts.", 0,
                            10}},
            .formula = "q = (m + q_s · A_svc / 2 + q_rf · A) / A, A = w · d + A_svc / 2; p = q · g",
            .explanation = "One finding for each rack design and each kind of floor unit, for the "
                           "place with the least clearance, "
                           "which is taken from the plan, over all pods, columns and walls. The "
                           "floor's rating is the hall's.",
            .remedy = "Spread the racks, add spreader plates, or stand the row on the slab.",
            .sources = {{"IBM floor-loading formula", "A"}, {"TIA-942 Rated-3: 12 kPa", "B"}}};
        return info;
    }

    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        // The worst place of everything that looks alike.
        struct Worst {
            std::size_t at = 0;
            double clear = 1e300;
            int count = 0;
        };
        std::unordered_map<const void*, Worst> worstOf;
        const auto basis = basisOf(scope.profile);
        const auto standing = scope.clearances.standing();
        for (std::size_t i = 0; i < standing.size(); ++i) {
            const Placement& placement = *standing[i].placement;
            const void* what = placement.rack() ? static_cast<const void*>(placement.rack()->get())
                                                : static_cast<const void*>(placement.unit()->get());
            Worst& worst = worstOf[what];
            ++worst.count;
            const Clearance& clearance = scope.clearances.of(i);
            const double half = basis.halfClearance.value();
            const double clear = std::min(metres(clearance.front).value() / 2, half)
                + std::min(metres(clearance.rear).value() / 2, half);
            if (clear < worst.clear) {
                worst.clear = clear;
                worst.at = i;
            }
        }
        std::map<std::string, Worst> inOrder; // For a stable order.
        for (const auto& [what, worst] : worstOf) {
            const Placement& placement = *standing[worst.at].placement;
            inOrder.emplace(placement.rack() ? "rack:" + (*placement.rack())->id().text()
                                             : "unit:" + (*placement.unit())->id.text(),
                            worst);
        }
        for (const auto& [name, worst] : inOrder)
            checkOne(scope, worst.at, worst.count, basis, findings);
    }

    Result<Json> answer(const Json& json, const Profile& profile) const override
    {
        Inputs in{info(), json};
        const auto clearances = in.numbers("cl");
        if (clearances.size() != 2)
            in.wrong("cl", "the clearances in front and behind");
        std::vector<double> ratings;
        if (in.has("rating"))
            ratings = in.numbers("rating");
        else
            std::transform(profile.floorPresets.begin(), profile.floorPresets.end(),
                           std::back_inserter(ratings),
                           [](Kilopascals preset) { return preset.value(); });
        const auto rows = in.rows({{"m"}, {"w"}, {"d"}});
        if (!in.good())
            return in.finish({});
        Answers out;
        for (const auto& row : rows) {
            const FloorLoad load =
                floorLoad(Kilograms{row[0]}, Metres{row[1]}, Metres{row[2]}, Metres{clearances[0]},
                          Metres{clearances[1]}, basisOf(profile));
            out.add("A", load.area);
            out.add("q", load.kilogramsPerArea);
            out.add("kPa", load.pressure.value());
            Json verdicts = Json::object();
            for (const double rating : ratings)
                verdicts[shortest(rating)] = verdictWord(above(load.pressure.value(), rating));
            out.add("verdict", std::move(verdicts));
        }
        return in.finish(out.json(in.listed()));
    }

private:
    FloorLoadBasis basisOf(const Profile& profile) const
    {
        return {profile.parameter(info().id, "people"), profile.parameter(info().id, "floor"),
                Metres{profile.parameter(info().id, "half_clearance")}};
    }

    static std::vector<Fix> presets(const Profile& profile)
    {
        std::vector<Fix> fixes;
        for (const Kilopascals preset : profile.floorPresets) {
            fixes.push_back(
                {fmt::format("Take a floor of {}", preset), [preset](const Design& design) {
                     Hall hall = *design.hall();
                     hall.floorRating = preset;
                     return changeHall(design, std::move(hall));
                 }});
        }
        return fixes;
    }

    static void checkOne(const HallScope& scope, std::size_t at, int count,
                         const FloorLoadBasis& basis, Findings& findings)
    {
        const Standing& place = scope.clearances.standing()[at];
        const Placement& placement = *place.placement;
        const RackDesignRef* rack = placement.rack();
        Subject subject;
        std::string name;
        Kilograms mass;
        std::vector<std::string> missing;
        if (rack) {
            const RackMass of = rackMass(**rack, scope.profile.cableMassShare);
            subject = Subject::rack((*rack)->id().text());
            name = (*rack)->name().empty() ? fmt::format("Rack design '{}'", (*rack)->id()) : (*rack)->name();
            mass = of.whole.known;
            missing = of.missing;
            if (of.frameUnknown && !((*rack)->system() && (*rack)->system()->body.mass))
                missing.push_back(fmt::format("mass of {}", (*rack)->frame()->model));
        } else {
            const PartType& unit = **placement.unit();
            subject = {Subject::Where::Part, unit.id.text()};
            name = unit.model;
            mass = unit.body.mass.value_or(Kilograms{});
            if (!unit.body.mass)
                missing.push_back(fmt::format("mass of {}", unit.model));
        }
        if (!scope.hall.floorRating) {
            missing.emplace_back("floor rating of the hall");
            return findings.notEvaluated(std::move(subject), std::move(missing), {},
                                         presets(scope.profile));
        }
        const Clearance& clearance = scope.clearances.of(at);
        const FloorSize size = place.size();
        const FloorLoad load = floorLoad(mass, metres(size.width), metres(size.depth),
                                         metres(clearance.front), metres(clearance.rear), basis);
        const Kilopascals rating = *scope.hall.floorRating;
        Finding finding;
        finding.subjects = {std::move(subject)};
        finding.placements = count;
        finding.measured = load.pressure.value();
        finding.limit = rating.value();
        finding.unit = "kPa";
        finding.message = fmt::format("{} at '{}' loads the floor with {}; it takes {}.", name,
                                      place.path(), load.pressure, rating);
        finding.derivation =
            fmt::format("{} on {} m by {} m, clear {} m in front and {} m behind: A = {} m², q = "
                        "{} kg/m², p = {}",
                        mass, significant(metres(size.width).value(), 3),
                        significant(metres(size.depth).value(), 3),
                        significant(metres(clearance.front).value(), 3),
                        significant(metres(clearance.rear).value(), 3), significant(load.area, 4),
                        significant(load.kilogramsPerArea, 4), load.pressure);
        findings.judge(above(load.pressure.value(), rating.value()), std::move(finding), missing);
    }
};

} // namespace

MadeRule floorLoadRule()
{
    return std::make_unique<FloorLoadRule>();
}

} // namespace colonnade::model
