#include "model/edit/RearDoorEdits.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// A rear door takes as much heat out of the air as the rack puts in.
class RearDoorRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "THM-018",
            .title = "Rear-door heat exchanger capacity",
            .domain = Domain::Thermal,
            .scopes = {Scope::RackDesign},
            .severity = Severity::Warning,
            .adjustable = Adjustable::Yes,
            .parameters = {{"neutral", "K",
                            "Rise behind the door up to which the rack does not heat the room.", 0,
                            30},
                           {"most_passive", "W", "Greatest heat for a door without fans.", 0, 1e6},
                           {"most_active", "W", "Greatest heat for a door with fans.", 0, 1e6}},
            .formula = "T_o = T_in + ΔT − Q_door / (ρ c_p V), V = Q / (ρ c_p ΔT); T_o ≤ T_in + 1 K",
            .explanation =
                "What leaves the door, above what the rack draws in. The door removes its rated "
                "capacity, or all the "
                "heat that there is: ratings are for the maker's water and air, so colder water "
                "than his gives more "
                "and warmer gives less. A door that draws power counts as one with fans.",
            .remedy = "A door with fans in place of one without, colder water, more flow; or cold "
                      "plates.",
            .sources = {{"HPE bands of 14 to 75 kW (coolnetpower.com)", "B"},
                        {"Passive 10 to 30, active 40 to 75 kW (aidatacenterguide.com)", "B"},
                        {"IBM POWER8 door: 55 to 85 % at 20 to 32 kW", "A"}}};
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        const PartRef& door = scope.rack.rearDoor();
        if (!door)
            return;
        const RackAir air = rackAir(scope.rack, scope.profile.airRise);
        if (air.heat <= Watts{} && air.missing.empty())
            return;
        std::vector<std::string> missing = air.missing;
        if (door->cdu->capacity <= Watts{})
            missing.push_back(fmt::format("capacity of {}", door->model));
        if (door->cdu->capacity <= Watts{} || air.heat <= Watts{})
            return findings.notEvaluated(scope.subject(), std::move(missing));
        const Kelvins left = behindDoor(air.heat, air.rise, air.removed).above;
        Finding finding;
        finding.subjects = {scope.subject()};
        finding.measured = left.value();
        finding.limit = scope.profile.parameter(info().id, "neutral");
        finding.unit = "K";
        finding.message = fmt::format("{} takes {} of the {} that rack design '{}' leaves in the "
                                      "air, {}; what leaves it is {} warmer than what came.",
                                      door->model, air.removed, air.heat, scope.rack.id(),
                                      percent(air.removed / air.heat), left);
        finding.derivation =
            fmt::format("{} − {} / ({} · {} · {}) = {}", air.rise, air.removed,
                        shortest(airDensity), shortest(airHeatCapacity), air.flow, left);
        addFixes(scope, air.heat, finding);
        findings.judge(neutral(left, scope.profile), std::move(finding), missing);

        const Watts most = mostFor(*door, scope.profile);
        Finding kind;
        kind.subjects = {scope.subject()};
        kind.aspect = "kind";
        kind.measured = air.heat.value();
        kind.limit = most.value();
        kind.unit = "W";
        kind.message = fmt::format(
            "Rack design '{}' leaves {} in the air; a rear door {} fans is good for {}.",
            scope.rack.id(), air.heat, hasFans(*door) ? "with" : "without", most);
        findings.judge(exceeds(air.heat.value(), most.value()) ? Verdict{Severity::Warning}
                                                               : std::nullopt,
                       std::move(kind), missing);
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        constexpr double wattsPerKilowatt = 1000;
        for (const auto& row :
             in.rows({{"Q"}, {"dT", profile.airRise.value()}, {"Q_door"}, {"T_in"}})) {
            const DoorAir behind = behindDoor(Watts{row[0] * wattsPerKilowatt}, Kelvins{row[1]},
                                              Watts{row[2] * wattsPerKilowatt});
            out.add("V_m3s", behind.flow.value());
            out.add("T_o", row[3] + behind.above.value());
            out.add("verdict", verdictWord(neutral(behind.above, profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    [[nodiscard]] Verdict neutral(Kelvins left, const Profile& profile) const
    {
        return exceeds(left.value(), profile.parameter(info().id, "neutral"))
            ? Verdict{Severity::Warning}
            : std::nullopt;
    }
    static bool hasFans(const PartType& door)
    {
        return door.power.forProvisioning().has_value() || !door.inputs.empty();
    }
    [[nodiscard]] Watts mostFor(const PartType& door, const Profile& profile) const
    {
        return Watts{profile.parameter(info().id, hasFans(door) ? "most_active" : "most_passive")};
    }

    /// The least door of the library that takes all the heat.
    void addFixes(const RackScope& scope, Watts heat, Finding& finding) const
    {
        PartRef best;
        if (!scope.library)
            return;
        for (const auto& [id, part] : scope.library->parts()) {
            if (part->cdu && part->cdu->type == CduFigures::Type::RearDoor
                && part->cdu->capacity >= heat && mostFor(*part, scope.profile) >= heat
                && (!best || part->cdu->capacity < best->cdu->capacity))
                best = part;
        }
        if (best && best->id != scope.rack.rearDoor()->id) {
            finding.fixes.push_back(
                {fmt::format("Take {} in the place of {}", best->model,
                             scope.rack.rearDoor()->model),
                 [id = scope.rack.id(), best, library = scope.library](const Design& design) {
                     return setRearDoor(design, id, best, *library);
                 }});
        }
    }
};

} // namespace

MadeRule rearDoorRule()
{
    return std::make_unique<RearDoorRule>();
}

} // namespace colonnade::model
