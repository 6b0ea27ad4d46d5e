#include "model/rules/AllRules.h"
#include "model/rules/FabricPlaces.h"
#include "model/rules/Fixes.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

#include <algorithm>
#include <map>
#include <set>

namespace colonnade::model {

namespace {

/// The two ports of a dual-homed node share neither a switch nor a feed.
class PlaneDisjointRule final : public FabricRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "NET-006",
            .title = "Disjoint planes and dual leaves",
            .domain = Domain::Network,
            .scopes = {Scope::Fabric},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"allowed_nodes", "", "Nodes whose ports may share a leaf or a feed.", 0, 1e6}},
            .formula = "V(plane 0) ∩ V(plane 1) = ∅ but for endpoints; feeds likewise",
            .explanation = "Storage, front-end and management fabrics of several leaves, and all with planes, for nodes with two ports "
                           "and more in them: a switch of one plane that carries a link of another is an error; all ports on one leaf are an error, leaves that hang on one feed alone a warning. Where all nodes have "
                           "one port in a fabric there is nothing to be disjoint, and rails have each a leaf of their own by intent "
                           "(NET-004). Paths over trays are CAB-016's, sources behind the feeds PWR-009's.",
            .remedy = "Put the second port on the other leaf; feed the leaves from different sides.",
            .sources = {{"Alibaba HPN (SIGCOMM 2024): dual leaves without stacking, two planes", "B"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile&) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const RuleValue& one : in.cases("cases")) {
            const std::string shared = one.isText() ? one.text() : std::string{};
            if (shared != "same_ToR" && shared != "same_PDU" && shared != "disjoint") {
                in.refuse("NET-006 takes cases of same_ToR, same_PDU or disjoint.");
                break;
            }
            out.add("verdict", verdictWord(verdict(shared == "same_ToR", shared == "same_PDU")));
        }
        return in.finish(out.value(true));
    }

protected:
    void checkFabric(const PlannedFabric& place, Findings& findings) const override
    {
        const FabricPlan& plan = *place.plan;
        if (!promisesTwoHomes(place.fabric.role) && plan.planes < 2)
            return;
        judgePlanes(place, findings);
        const auto leaves = std::count_if(plan.switches.begin(), plan.switches.end(), [&](const SwitchUse& use) {
            return plan.nodes[use.node].tier <= 1;
        });
        if (leaves < 2)
            return;
        std::map<std::uint32_t, Homes> homes; // By node with links.
        for (std::size_t link = 0; link < plan.links.size(); ++link) {
            if (plan.links.a[link] < plan.switchCount || plan.links.b[link] >= plan.switchCount)
                continue;
            Homes& its = homes[plan.links.a[link]];
            ++its.ports;
            its.leaves.insert(plan.links.b[link]);
        }
        std::vector<std::string> oneLeaf, oneFeed;
        int dual = 0;
        std::map<std::set<std::uint32_t>, bool> sharing; // By leaves: all of them hang on one feed.
        for (const auto& [node, its] : homes) {
            if (its.ports < 2)
                continue;
            ++dual;
            if (its.leaves.size() == 1) {
                oneLeaf.push_back(place.switchName(node));
            } else {
                const auto [known, isNew] = sharing.try_emplace(its.leaves, false);
                if (isNew)
                    known->second = shareFeed(place, its.leaves);
                if (known->second)
                    oneFeed.push_back(place.switchName(node));
            }
        }
        if (dual == 0)
            return;
        tell(place, oneLeaf, "leaf", "on one leaf", true, findings);
        tell(place, oneFeed, "feed", "on leaves that hang on one feed", false, findings);
    }

private:
    /// A switch of one plane carries no link of another. Switches without a plane (cores that join both) are left out.
    static void judgePlanes(const PlannedFabric& place, Findings& findings)
    {
        const FabricPlan& plan = *place.plan;
        if (plan.planes < 2)
            return;
        std::set<std::uint32_t> mixed;
        for (std::size_t link = 0; link < plan.links.size(); ++link) {
            for (const std::uint32_t node : {plan.links.a[link], plan.links.b[link]}) {
                const int plane = plan.nodes[node].plane;
                if (node < plan.switchCount && plane > 0 && plan.links.plane[link] > 0 && plane != plan.links.plane[link])
                    mixed.insert(node);
            }
        }
        std::vector<std::string> names;
        for (const std::uint32_t node : mixed)
            names.push_back(place.switchName(node));
        Finding finding;
        finding.subjects = {place.subject()};
        finding.aspect = "planes";
        finding.measured = static_cast<double>(names.size());
        finding.limit = 0;
        finding.unit = "switches";
        finding.message = names.empty() ? fmt::format("The {} planes of fabric '{}' share no switch.", plan.planes, place.fabric.name)
                                        : fmt::format("Switches of one plane of fabric '{}' carry links of another: {}.",
                                                      place.fabric.name, someOf(names));
        if (auto fix = linksToRecipe(place.scope, place.fabric); fix && !names.empty())
            finding.fixes.push_back(std::move(*fix));
        findings.judge(names.empty() ? Verdict{} : verdict(true, false), std::move(finding));
    }

    struct Homes {
        int ports = 0;
        std::set<std::uint32_t> leaves = {};
    };

    static Verdict verdict(bool sameLeaf, bool sameFeed)
    {
        if (sameLeaf)
            return Severity::Error;
        return sameFeed ? Verdict{Severity::Warning} : Verdict{};
    }

    /// True where each of the switches hangs on one feed only, and all on the same.
    static bool shareFeed(const PlannedFabric& place, const std::set<std::uint32_t>& leaves)
    {
        std::set<FeedId> all;
        for (const std::uint32_t leaf : leaves) {
            const auto feeds = feedsOf(place.scope, *place.plan, leaf);
            if (feeds.size() != 1)
                return false; // On several, or on none that is known: that is PWR-009's and DQ-004's.
            all.insert(*feeds.begin());
        }
        return all.size() == 1;
    }

    void tell(const PlannedFabric& place, const std::vector<std::string>& nodes, std::string_view aspect, std::string_view where, bool leaf,
              Findings& findings) const
    {
        const double count = static_cast<double>(nodes.size());
        const double allowed = place.scope.profile.parameter(info().id, "allowed_nodes");
        Finding finding;
        finding.subjects = {place.subject()};
        finding.aspect = aspect;
        finding.measured = count;
        finding.limit = allowed;
        finding.unit = "nodes";
        finding.message = nodes.empty() ? fmt::format("No node of fabric '{}' has all its ports {}.", place.fabric.name, where)
                                        : fmt::format("In fabric '{}', all ports of {} are {}; {} may be.", place.fabric.name,
                                                      someOf(nodes), where, shortest(allowed));
        if (auto fix = linksToRecipe(place.scope, place.fabric); fix && leaf)
            finding.fixes.push_back(std::move(*fix));
        findings.judge(exceeds(count, allowed) ? verdict(leaf, !leaf) : Verdict{}, std::move(finding));
    }
};

} // namespace

MadeRule planeDisjointRule()
{
    return std::make_unique<PlaneDisjointRule>();
}

} // namespace colonnade::model
