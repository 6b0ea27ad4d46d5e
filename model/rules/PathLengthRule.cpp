#include "model/rules/AllRules.h"
#include "model/rules/FabricPlaces.h"
#include "model/rules/FabricSizes.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// A path goes through no more switches than its tiers need.
class PathLengthRule final : public FabricRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "NET-009",
            .title = "Path length and latency",
            .domain = Domain::Network,
            .scopes = {Scope::Fabric},
            .severity = Severity::Info,
            .adjustable = Adjustable::Yes,
            .parameters = {{"one_tier", "", "Most switches on a path of one tier.", 1, 64},
                           {"two_tiers", "", "The same of two tiers.", 1, 64},
                           {"three_tiers", "", "The same of three tiers.", 1, 64},
                           {"ns_per_metre", "ns", "Time over a metre of cable.", 1, 20}},
            .formula = "h = switches on the longest shortest path; t = h · t_sw + Σ L · 5 ns/m",
            .explanation = "The longest of all shortest paths between endpoints, against one switch within a leaf, three over two "
                           "tiers and five over three. The time takes the slowest switch and the longest cable of each tier, so "
                           "it is an upper bound; without latencies in the catalog the place is not evaluated.",
            .remedy = "A recipe with fewer tiers, or the links by hand given back.",
            .sources = {{"NVIDIA InfiniBand cluster bring-up, DGX SuperPOD networks: one switch within a rail", "A"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"h"}, {"t_sw"}, {"L"}, {"tiers", 2.0}})) {
            out.add("ns", pathLatency(row[0], row[1], row[2], profile.parameter(info().id, "ns_per_metre")));
            out.add("verdict", verdictWord(verdict(row[0], mostSwitches(static_cast<int>(std::clamp(row[3], 1.0, 3.0)), profile))));
        }
        return in.finish(out.value(in.listed()));
    }

protected:
    void checkFabric(const PlannedFabric& place, Findings& findings) const override
    {
        const FabricPlan& plan = *place.plan;
        const Profile& profile = place.scope.profile;
        if (plan.switchHops == 0 || !hasTiers(place.fabric.family))
            return; // Other families have longer paths by intent.
        int tiers = 1;
        double slowest = 0;
        Missing missing;
        for (std::uint32_t node = 0; node < plan.switchCount; ++node) {
            tiers = std::max<int>(tiers, plan.nodes[node].tier);
            const PartType& part = plan.part(node);
            if (part.switching && part.switching->latencyNs)
                slowest = std::max(slowest, *part.switching->latencyNs);
            else
                missing.insert(fmt::format("latency of {}", part.model));
        }
        double ends = 0, between = 0;
        const auto kinds = cableKinds(place.plan);
        for (const CableKind& kind : *kinds) {
            const std::uint32_t link = plan.cables.links(kind.longest).front();
            double& longest = plan.links.tier[link] == 1 ? ends : between;
            longest = std::max(longest, orderedLength(plan, kind.longest).value());
        }
        const double metres = 2 * ends + (plan.switchHops - 1) * between;
        const double nanoseconds = pathLatency(plan.switchHops, slowest, metres, profile.parameter(info().id, "ns_per_metre"));
        const double most = mostSwitches(tiers, profile);
        Finding finding;
        finding.subjects = {place.subject()};
        finding.measured = plan.switchHops;
        finding.limit = most;
        finding.unit = "switches";
        finding.message = fmt::format("The longest path of fabric '{}' goes through {} switches and up to {} of cable, {} ns together; {} are "
                                      "enough for {}.",
                                      place.fabric.name, plan.switchHops, Metres{metres}, significant(nanoseconds, 4), shortest(most),
                                      tiers == 1 ? std::string{"one tier"} : fmt::format("{} tiers", tiers));
        finding.derivation = fmt::format("{} · {} ns + {} · {} ns/m = {} ns", plan.switchHops, shortest(slowest), Metres{metres},
                                         shortest(profile.parameter(info().id, "ns_per_metre")), significant(nanoseconds, 4));
        findings.judge(verdict(plan.switchHops, most), std::move(finding), {missing.begin(), missing.end()});
    }

private:
    double mostSwitches(int tiers, const Profile& profile) const
    {
        return profile.parameter(info().id, tiers <= 1 ? "one_tier" : tiers == 2 ? "two_tiers" : "three_tiers");
    }

    static Verdict verdict(double switches, double most) { return exceeds(switches, most) ? Verdict{Severity::Info} : Verdict{}; }
};

} // namespace

MadeRule pathLengthRule()
{
    return std::make_unique<PathLengthRule>();
}

} // namespace colonnade::model
