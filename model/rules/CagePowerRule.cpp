#include "model/rules/AllRules.h"
#include "model/rules/FabricPlaces.h"
#include "model/rules/Inputs.h"
#include "model/rules/Optics.h"
#include "model/units/Text.h"

#include <map>
#include <unordered_map>

namespace colonnade::model {

namespace {

/// A module draws no more than its cage gives and cools.
class CagePowerRule final : public FabricRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "CAB-022",
            .title = "Power class of cages and heat of modules",
            .domain = Domain::Cabling,
            .scopes = {Scope::Cable},
            .severity = Severity::Error,
            .adjustable = Adjustable::No,
            .parameters = {},
            .formula = "P_module ≤ P_cage; Σ P_modules = n · P_module",
            .explanation = "Transceivers and the ends of active cables in the cages of each model, at their maximum and not their "
                           "typical power, against the power class of the cage. The sum over all cages of a device is told beside "
                           "it: it comes on top of the device's own power where that was stated with passive cables. A model "
                           "whose entry gives no power class is not evaluated.",
            .remedy = "Modules that draw less: another PMD, linear optics, or copper.",
            .sources = {{"NVIDIA: 15 W multimode and 17 W single-mode twin-port modules", "A"},
                        {"100gmodules.com: 14 W on the data sheet, 17 to 19 W drawn", "B"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile&) const override
    {
        Inputs in{info(), given};
        Answers out;
        const bool judged = in.has("P_cage");
        for (const auto& row : in.rows({{"n"}, {"P"}, {"P_cage", 0.0}})) {
            out.add("W", modulePower(row[0], row[1]));
            if (judged)
                out.add("verdict", verdictWord(above(row[1], row[2])));
        }
        return in.finish(out.value(in.listed()));
    }

protected:
    void checkFabric(const PlannedFabric& place, Findings& findings) const override
    {
        const FabricPlan& plan = *place.plan;
        Uses uses;
        for (const PlacedOptic& optic : plan.optics)
            uses[{plan.nodes[optic.node].part, optic.part}].add(optic.node);
        addCableEnds(place, uses);
        Missing missing;
        for (const auto& [key, use] : uses) {
            const PartType& holder = *plan.parts[key.first];
            const PartType& module = *plan.media[key.second];
            const auto drawn = powerOf(module);
            const auto most = holder.number("cage_power_w");
            if (!drawn)
                missing.insert(fmt::format("power of {}", module.model));
            if (!most)
                missing.insert(fmt::format("power class of the cages of {}", holder.model));
            if (!drawn || !most)
                continue;
            Finding finding;
            finding.subjects = {place.subject()};
            finding.aspect = fmt::format("{}+{}", holder.id, module.id);
            finding.measured = *drawn;
            finding.limit = *most;
            finding.unit = "W";
            finding.message = fmt::format("{} draws {} in a cage of {}, which gives {}; '{}' holds {} of them, {} together.",
                                          module.model, Watts{*drawn}, holder.model, Watts{*most},
                                          place.switchName(use.fullest), use.most, Watts{modulePower(use.most, *drawn)});
            finding.derivation = fmt::format("{} · {} = {}", use.most, Watts{*drawn}, Watts{modulePower(use.most, *drawn)});
            findings.judge(above(*drawn, *most), std::move(finding));
        }
        tellMissing(place, missing, findings);
    }

private:
    /// Modules of one part in the cages of one model.
    struct Use {
        std::uint32_t fullest = 0; ///< The device with most of them.
        int most = 0;
        std::unordered_map<std::uint32_t, int> byDevice = {};
        void add(std::uint32_t device)
        {
            if (const int here = ++byDevice[device]; here > most) {
                most = here;
                fullest = device;
            }
        }
    };
    using Uses = std::map<std::pair<std::uint16_t, std::uint16_t>, Use>; ///< By part of the device, and of the module.

    static double modulePower(double count, double each) { return count * each; }

    static std::optional<double> powerOf(const PartType& module)
    {
        if (module.transceiver)
            return module.transceiver->power ? std::optional{module.transceiver->power->value()} : std::nullopt;
        return module.number("power_max_w_per_end");
    }

    /// Active cables; passive copper draws nothing to speak of, and twisted pair is no module.
    static void addCableEnds(const PlannedFabric& place, Uses& uses)
    {
        const FabricPlan& plan = *place.plan;
        for (std::size_t cable = 0; cable < plan.cables.size(); ++cable) {
            const PartType* medium = mediumOf(plan, plan.cables.medium[cable]);
            if (!medium
                || (medium->cable->medium != CableFigures::Medium::Acc && medium->cable->medium != CableFigures::Medium::Aec
                    && medium->cable->medium != CableFigures::Medium::Aoc))
                continue;
            std::uint32_t lastA = 0, lastB = 0;
            bool first = true;
            for (const std::uint32_t link : plan.cables.links(cable)) {
                const std::uint32_t a = plan.links.a[link], b = plan.links.b[link];
                if (first || a != lastA)
                    uses[{plan.nodes[a].part, plan.cables.medium[cable]}].add(a);
                if (first || b != lastB)
                    uses[{plan.nodes[b].part, plan.cables.medium[cable]}].add(b);
                lastA = a;
                lastB = b;
                first = false;
            }
        }
    }
};

} // namespace

MadeRule cagePowerRule()
{
    return std::make_unique<CagePowerRule>();
}

} // namespace colonnade::model
