#include "model/edit/FloorEdits.h"
#include "model/rules/AllRules.h"
#include "model/rules/FloorLoads.h"
#include "model/rules/FloorPlaces.h"
#include "model/rules/Inputs.h"
#include "model/rules/Mechanics.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>
#include <map>

namespace colonnade::model {

namespace {

constexpr int mostTold = 1000; // Of what stands on weak parts.

Metres metres(Millimetres length)
{
    return Metres{metresOf(length)};
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
                           "floor's rating is the hall's. What stands on a weak part of the floor, if only with an "
                           "edge, is judged by itself, against the rating of that part.",
            .remedy = "Spread the racks, add spreader plates, stand the row on the slab, or move off a weak part.",
            .sources = {{"IBM floor-loading formula", "A"}, {"TIA-942 Rated-3: 12 kPa", "B"}}};
        return info;
    }

    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        // The worst place of everything that is alike: where least is clear.
        const auto kinds = scope.clearances.kinds();
        const auto basis = basisOf(scope.profile);
        const double half = basis.halfClearance.value();
        std::vector<std::size_t> worst(kinds.size());
        std::vector<double> least(kinds.size(), 1e300);
        const auto standing = scope.clearances.standing();
        for (std::size_t i = 0; i < standing.size(); ++i) {
            const Clearance& clearance = scope.clearances.of(i);
            const double clear = std::min(metresOf(clearance.front) / 2, half) + std::min(metresOf(clearance.rear) / 2, half);
            const std::size_t kind = scope.clearances.kindOf(i);
            if (clear < least[kind]) {
                least[kind] = clear;
                worst[kind] = i;
            }
        }
        std::map<std::string, std::size_t> inOrder; // For a stable order.
        for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
            const Placement& placement = *standing[worst[kind]].placement;
            inOrder.emplace(placement.rack() ? "rack:" + (*placement.rack())->id().text()
                                             : "unit:" + (*placement.unit())->id.text(),
                            kind);
        }
        for (const auto& [name, kind] : inOrder)
            checkOne(scope, worst[kind], kinds[kind].count, nullptr, findings);
        int told = 0;
        for (const auto& [thing, zone] : scope.clearances.survey().inZone) {
            const WeakZone& weak = scope.hall.structure.weakZones[zone];
            if (weak.rating && ++told <= mostTold)
                checkOne(scope, thing, 1, &weak, findings);
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
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
            RuleValue verdicts = RuleValue::object();
            for (const double rating : ratings)
                verdicts.put(shortest(rating), verdictWord(above(load.pressure.value(), rating)));
            out.add("verdict", std::move(verdicts));
        }
        return in.finish(out.value(in.listed()));
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

    /// At a place of the floor, or where `weak` is given, on that part of it.
    void checkOne(const HallScope& scope, std::size_t at, int count, const WeakZone* weak, Findings& findings) const
    {
        const Standing& place = scope.clearances.standing()[at];
        const FloorLoadBasis basis = basisOf(scope.profile);
        auto [subject, name, mass, missing] = standingMass(*place.placement, scope.profile);
        std::string aspect;
        if (weak) {
            subject = instanceOf(place);
            aspect = "zone";
        }
        if (!weak && !scope.hall.floorRating) {
            missing.emplace_back("floor rating of the hall");
            return findings.notEvaluated(std::move(subject), std::move(missing), {},
                                         presets(scope.profile));
        }
        const Clearance& clearance = scope.clearances.of(at);
        const FloorSize size = place.size();
        const FloorLoad load = floorLoad(mass, metres(size.width), metres(size.depth),
                                         metres(clearance.front), metres(clearance.rear), basis);
        const Kilopascals rating = weak ? *weak->rating : *scope.hall.floorRating;
        Finding finding;
        finding.subjects = {std::move(subject)};
        finding.aspect = aspect;
        finding.placements = count;
        finding.measured = load.pressure.value();
        finding.limit = rating.value();
        finding.unit = "kPa";
        finding.message = weak
            ? fmt::format("{} at '{}' stands on a weak part of the floor{} and loads it with {}; it takes {}.", name,
                          place.path(), weak->reason.empty() ? std::string{} : fmt::format(" ({})", weak->reason),
                          load.pressure, rating)
            : fmt::format("{} at '{}' loads the floor with {}; it takes {}.", name, place.path(), load.pressure, rating);
        if (weak)
            finding.fixes = {moveOffFix(place, weak->area, fmt::format("Move '{}' off the weak part", place.path()))};
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
