#include "model/rules/AllRules.h"
#include "model/rules/FabricPlaces.h"
#include "model/rules/Inputs.h"
#include "model/rules/Optics.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// Every plug goes into the cage that it meets.
class PlugFormRule final : public FabricRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "CAB-001",
            .title = "Plug and cage",
            .domain = Domain::Cabling,
            .scopes = {Scope::Cable},
            .severity = Severity::Error,
            .adjustable = Adjustable::No,
            .parameters = {},
            .formula = "cage(port) accepts plug",
            .explanation = "Finned (IHS) OSFP plugs go into air-cooled switch cages alone, flat (RHS) ones into those of NICs, of "
                           "servers and of liquid-cooled switches; a QSFP112 cage takes slower QSFP plugs; no QSFP plug goes into "
                           "an OSFP cage. Both ends of every cable, or its transceivers, as the catalog gives their cages. Cables "
                           "of one kind are told of together.",
            .remedy = "Take the part with the other plug: -FLT for flat cages.",
            .sources = {{"NVIDIA LinkX: connectors and cages; 100G-PAM4 product line", "A"},
                        {"Ascent Optics: OSFP flat top and finned top", "B"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile&) const override
    {
        return verdictsOfPairs(
            info(), given,
            [](const std::string& one, const std::string& other) -> std::optional<Verdict> {
                const auto a = cageOfName(one), b = cageOfName(other);
                return a && b ? std::optional{verdict(accepts(*b, *a))} : std::nullopt;
            },
            "CAB-001 takes cases of [plug, cage], as OSFP_IHS, OSFP_RHS, QSFP112, QSFP56 or QSFP28 into "
            "OSFP_twin_cage, OSFP_RHS_cage or QSFP112_cage.");
    }

protected:
    void checkFabric(const PlannedFabric& place, Findings& findings) const override
    {
        const FabricPlan& plan = *place.plan;
        JudgedKinds judged;
        const auto kinds = cableKinds(place.plan);
        for (const CableKind& kind : *kinds) {
            const PartType* medium = mediumOf(plan, kind.medium);
            if (!medium)
                continue; // CAB-008 tells of links without one.
            const CableEnds ends = endsOf(plan, kind.first);
            std::string misfit;
            if (isFibre(*medium)) {
                const PartType* a = mediumOf(plan, kind.optics.a);
                const PartType* b = mediumOf(plan, kind.optics.b);
                if (!a || !b)
                    judged.missing.insert(fmt::format("transceivers of {}", medium->model));
                else if (!accepts(ends.cageA, a->transceiver->cage))
                    misfit = a->model;
                else if (!accepts(ends.cageB, b->transceiver->cage))
                    misfit = b->model;
                else
                    judged.good = true;
            } else if (medium->cable->near.empty() && medium->cable->far.empty()) {
                judged.missing.insert(fmt::format("plugs of {}", medium->model));
            } else if (!fits(ends, *medium->cable)) {
                misfit = medium->model;
            } else {
                judged.good = true;
            }
            if (!misfit.empty())
                addKind(judged.bad, medium->id.text(), kind, misfit);
        }
        tellKinds(place, judged, findings, [&](const KindGroup& group) {
            const CableEnds ends = endsOf(plan, group.kind->first);
            return fmt::format("{} of fabric '{}' cannot be plugged in: {} does not go into the {} and {} cages of {}.",
                               counted(group.count, "cable", "cables"), place.fabric.name, group.what, word(ends.cageA),
                               word(ends.cageB), place.cableText(group.kind->first));
        });
    }

private:
    static Verdict verdict(bool fits) { return fits ? Verdict{} : Verdict{Severity::Error}; }

    static bool goesInto(CageForm cage, const std::vector<CageForm>& plugs)
    {
        return std::any_of(plugs.begin(), plugs.end(), [cage](CageForm plug) { return accepts(cage, plug); });
    }

    static bool fits(const CableEnds& ends, const CableFigures& cable)
    {
        return (goesInto(ends.cageA, cable.near) && goesInto(ends.cageB, cable.far))
            || (goesInto(ends.cageA, cable.far) && goesInto(ends.cageB, cable.near));
    }
};

} // namespace

MadeRule plugFormRule()
{
    return std::make_unique<PlugFormRule>();
}

} // namespace colonnade::model
