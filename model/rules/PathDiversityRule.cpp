#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Pathways.h"
#include "model/rules/TrayPlaces.h"
#include "model/units/Text.h"

#include <algorithm>
#include <map>

namespace colonnade::model {

namespace {

/// The two ways of a redundant pair of links share no tray.
class PathDiversityRule final : public TrayRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "CAB-016",
            .title = "Diversity of ways A and B",
            .domain = Domain::Cabling,
            .scopes = {Scope::Cable},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"warn_share", "", "Share of the shorter way that two may have in common.", 0, 1},
                           {"error_share", "", "The share from which it is an error.", 0, 1}},
            .formula = "ψ = L_shared / min(L_A, L_B)",
            .explanation = "Nodes of storage, front-end and management fabrics with links to several leaves, where the arrangement "
                           "has trays of two sides that are kept apart: the ways of every pair of their bundles to the leaves. Leaves "
                           "in one rack are reached over one way, which is all shared. Without trays of two sides no diversity is "
                           "promised, and nothing is judged.",
            .remedy = "Send one of the two over the other side's trays; put the second leaf in another rack.",
            .sources = {{"ANSI/BICSI 002-2011: redundant pathways physically separated", "B"}, {"Limits", "EJ"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"shared"}, {"LA"}, {"LB"}})) {
            const double share = sharedShare(row[0], row[1], row[2]);
            out.add("psi", share);
            out.add("verdict", verdictWord(verdict(share, profile)));
        }
        return in.finish(out.value(in.listed()));
    }

protected:
    void checkTrays(const Place& place, Findings& findings) const override
    {
        const auto& trays = place.scope.arrangement.trays;
        const auto has = [&](Side side) {
            return std::any_of(trays.begin(), trays.end(), [&](const CableTray& tray) { return tray.side == side; });
        };
        if (!has(Side::A) || !has(Side::B))
            return;
        // Bundles of the arrangement's own placements end at places of the same number (`TrayUse::places`).
        for (std::size_t i = 0; i < place.scope.fabrics.size(); ++i) {
            const Fabric& fabric = place.scope.arrangement.fabrics[i];
            if (place.scope.fabrics[i] && promisesTwoHomes(fabric.role))
                judgeFabric(place, i, fabric, *place.scope.fabrics[i], findings);
        }
    }

private:
    Verdict verdict(double share, const Profile& profile) const
    {
        return above(share, profile.parameter(info().id, "error_share"), profile.parameter(info().id, "warn_share"));
    }

    struct Worst {
        double share = 0, shared = 0;
        std::uint32_t node = 0, one = 0, other = 0; ///< Placements of the leaves.
        int pairs = 0, over = 0;
    };

    void judgeFabric(const Place& place, std::size_t index, const Fabric& fabric, const FabricPlan& plan, Findings& findings) const
    {
        std::map<std::pair<std::uint32_t, std::uint32_t>, const CableBundle*> bundles;
        for (const CableBundle& bundle : place.use.bundles) {
            if (bundle.fabric == index)
                bundles[{bundle.a, bundle.b}] = &bundle;
        }
        std::map<std::uint32_t, std::vector<std::uint32_t>> leaves; // Of each endpoint with links.
        for (std::size_t link = 0; link < plan.links.size(); ++link) {
            const bool here = plan.nodes[plan.links.a[link]].pod == 0 && plan.nodes[plan.links.b[link]].pod == 0;
            if (here && plan.links.a[link] >= plan.switchCount && plan.links.b[link] < plan.switchCount)
                leaves[plan.links.a[link]].push_back(plan.links.b[link]);
        }
        Worst worst;
        for (auto& [node, its] : leaves) {
            std::sort(its.begin(), its.end());
            its.erase(std::unique(its.begin(), its.end()), its.end());
            for (std::size_t one = 0; one < its.size(); ++one) {
                for (std::size_t other = one + 1; other < its.size(); ++other)
                    judgePair(place, plan, bundles, node, its[one], its[other], worst);
            }
        }
        if (worst.pairs == 0)
            return;
        Finding finding;
        finding.subjects = {place.scope.fabric(fabric.id)};
        finding.measured = worst.share * 100;
        finding.limit = place.scope.profile.parameter(info().id, "warn_share") * 100;
        finding.unit = "%";
        const auto name = [&](std::uint32_t placement) { return place.use.paths[placement]; };
        finding.message = fmt::format("The two ways of '{}' in fabric '{}', to '{}' and to '{}', share {} of tray, {} of the shorter; {} of {} "
                                      "pairs share some.",
                                      plan.path(place.scope.arrangement, worst.node), fabric.name, name(worst.one), name(worst.other),
                                      Metres{worst.shared}, percent(worst.share), worst.over, worst.pairs);
        finding.derivation = fmt::format("{} shared = {}", Metres{worst.shared}, percent(worst.share));
        findings.judge(verdict(worst.share, place.scope.profile), std::move(finding));
    }

    void judgePair(const Place& place, const FabricPlan& plan,
                   const std::map<std::pair<std::uint32_t, std::uint32_t>, const CableBundle*>& bundles, std::uint32_t node,
                   std::uint32_t one, std::uint32_t other, Worst& worst) const
    {
        const std::uint32_t from = plan.nodes[node].placement, a = plan.nodes[one].placement, b = plan.nodes[other].placement;
        const auto of = [&](std::uint32_t to) -> const CableBundle* {
            const auto found = bundles.find(std::minmax({from, to}));
            return found == bundles.end() ? nullptr : found->second;
        };
        const CableBundle* wayA = of(a);
        const CableBundle* wayB = of(b);
        if (from == a || from == b || !wayA || !wayB)
            return; // Within the rack, or over no tray.
        const Metres shared = a == b ? wayA->way.length() : sharedLength(wayA->way, wayB->way);
        const double share = sharedShare(shared.value(), wayA->way.length().value(), wayB->way.length().value());
        ++worst.pairs;
        worst.over += verdict(share, place.scope.profile) ? 1 : 0;
        if (worst.pairs == 1 || share > worst.share) {
            worst.share = share;
            worst.shared = shared.value();
            worst.node = node;
            worst.one = a;
            worst.other = b;
        }
    }
};

} // namespace

MadeRule pathDiversityRule()
{
    return std::make_unique<PathDiversityRule>();
}

} // namespace colonnade::model
