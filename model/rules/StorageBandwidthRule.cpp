#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// Every accelerator has its share of the storage network.
class StorageBandwidthRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "NET-013",
            .title = "Storage bandwidth of an accelerator",
            .domain = Domain::Network,
            .scopes = {Scope::Fabric},
            .severity = Severity::Info,
            .adjustable = Adjustable::Yes,
            .parameters = {{"least", "Gbit/s", "Least storage bandwidth of an accelerator.", 0, 1e6}},
            .formula = "b_st = Σ BW_storage / N_accelerators; T = size / Σ BW",
            .explanation = "Links of storage and front-end fabrics to devices with accelerators, at line rate, over the accelerators "
                           "of the arrangement. Devices whose accelerators are not in the catalog are not evaluated. The time of a "
                           "checkpoint of a given size follows by `rules NET-013 --with`.",
            .remedy = "More ports to the storage network, or faster leaves.",
            .sources = {{"NVIDIA HGX reference: 2 × 200 GbE converged for a node", "A"}, {"Limit", "EJ"}}};
        return info;
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        double accelerators = 0;
        const auto count = [&](const PartType& part) { accelerators += part.accelerator ? part.accelerator->count : 0; };
        for (const Placement& placement : scope.arrangement.placements) {
            if (const RackDesignRef* rack = placement.rack()) {
                for (const Device& device : (*rack)->devices())
                    count(*device.part);
            } else {
                count(**placement.unit());
            }
        }
        if (accelerators == 0 || scope.arrangement.fabrics.empty())
            return;
        double gigabits = 0;
        bool any = false;
        for (std::size_t i = 0; i < scope.fabrics.size(); ++i) {
            if (!scope.fabrics[i] || !reachesStorage(scope.arrangement.fabrics[i].role))
                continue;
            any = true;
            gigabits += scope.fabrics[i]->toAccelerators().value();
        }
        const double each = perAccelerator(gigabits, accelerators);
        const double least = scope.profile.parameter(info().id, "least");
        Finding finding;
        finding.subjects = {scope.subject()};
        finding.measured = each;
        finding.limit = least;
        finding.unit = "Gbit/s";
        finding.lowerIsWorse = true;
        finding.message = any
            ? fmt::format("An accelerator of {} has {} of storage and front-end network; {} are wanted.", scope.name(),
                          GigabitsPerSecond{each}, GigabitsPerSecond{least})
            : fmt::format("The {} accelerators of {} have no storage or front-end network; {} each are wanted.",
                          shortest(accelerators), scope.name(), GigabitsPerSecond{least});
        finding.derivation = fmt::format("{} / {} = {}", GigabitsPerSecond{gigabits}, shortest(accelerators), GigabitsPerSecond{each});
        findings.judge(verdict(each, scope.profile), std::move(finding));
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        const bool sized = in.has("size_B");
        Answers out;
        for (const auto& row : in.rows({{"nics"}, {"G"}, {"gpus"}, {"nodes", 1.0}, {"size_B", 0.0}})) {
            const double each = perAccelerator(row[0] * row[1], row[2]);
            out.add("per_gpu", each);
            if (sized)
                out.add("T", row[4] * 8 / (row[3] * row[0] * row[1] * 1e9));
            out.add("verdict", verdictWord(verdict(each, profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    static double perAccelerator(double gigabits, double accelerators) { return accelerators > 0 ? gigabits / accelerators : 0; }

    Verdict verdict(double each, const Profile& profile) const
    {
        return exceeds(profile.parameter(info().id, "least"), each) ? Verdict{Severity::Info} : Verdict{};
    }
};

} // namespace

MadeRule storageBandwidthRule()
{
    return std::make_unique<StorageBandwidthRule>();
}

} // namespace colonnade::model
