#include "model/rules/AllRules.h"
#include "model/rules/FabricPlaces.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace colonnade::model {

namespace {

/// A switch has as many links of one speed to each switch of the tier above that it shares with its neighbours.
class UplinkEvennessRule final : public FabricRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "NET-003",
            .title = "Evenness of uplinks",
            .domain = Domain::Network,
            .scopes = {Scope::Fabric},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"allowed_difference", "", "Links by which two pairs may differ.", 0, 1000}},
            .formula = "max links(l, s) − min links(l, s) = 0; uplinks mod spines = 0",
            .explanation = "Equal-cost paths share the load evenly only where every switch has as many links, of one speed, to "
                           "every switch of the tier above. Switches are compared within the group that links of two tiers join: a "
                           "rail, a plane, a pod. One finding for a fabric, which names the most uneven pair. Fabrics of equal "
                           "tiers (dragonfly, torus) have none.",
            .remedy = "A number of uplinks that the spines divide, or the links by hand given back to the recipe.",
            .sources = {{"Alibaba HPN (SIGCOMM 2024): polarisation of ECMP", "B"}, {"losslessnetwork.com: load balancing and failover", "B"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"up"}, {"spines"}})) {
            const double each = row[1] > 0 ? row[0] / row[1] : 0;
            out.add("per", each);
            out.add("verdict", verdictWord(verdict(std::ceil(each - 1e-9) - std::floor(each + 1e-9), profile)));
        }
        return in.finish(out.value(in.listed()));
    }

protected:
    void checkFabric(const PlannedFabric& place, Findings& findings) const override
    {
        const FabricPlan& plan = *place.plan;
        std::map<std::pair<std::uint32_t, std::uint32_t>, Pair> pairs; // By lower and higher switch.
        Groups groups{plan.switchCount};
        for (std::size_t link = 0; link < plan.links.size(); ++link) {
            std::uint32_t low = plan.links.a[link], high = plan.links.b[link];
            if (low >= plan.switchCount || high >= plan.switchCount)
                continue;
            if (plan.nodes[low].tier > plan.nodes[high].tier)
                std::swap(low, high);
            if (plan.nodes[low].tier + 1 != plan.nodes[high].tier)
                continue;
            pairs[{low, high}].add(plan.links.speed[link]);
            groups.join(low, high, plan.nodes[low].tier);
        }
        if (pairs.empty())
            return;
        // Upper switches by group, so that a pair without any link is seen too.
        std::map<std::uint32_t, std::vector<std::uint32_t>> above;
        for (const auto& [pair, its] : pairs) {
            auto& list = above[groups.root(pair.first, plan.nodes[pair.first].tier)];
            list.push_back(pair.second);
        }
        for (auto& [root, list] : above) {
            std::sort(list.begin(), list.end());
            list.erase(std::unique(list.begin(), list.end()), list.end());
        }
        Worst worst;
        int uneven = 0, mixed = 0;
        std::uint32_t mixedLow = 0, mixedHigh = 0;
        for (auto first = pairs.begin(); first != pairs.end();) {
            const std::uint32_t low = first->first.first;
            auto last = first;
            int most = 0, least = 0, met = 0;
            std::uint32_t fullest = 0, emptiest = 0;
            const float speed = first->second.speed;
            for (; last != pairs.end() && last->first.first == low; ++last, ++met) {
                const Pair& its = last->second;
                if (its.mixed || its.speed != speed) {
                    mixedLow = mixed++ == 0 ? low : mixedLow;
                    mixedHigh = mixed == 1 ? last->first.second : mixedHigh;
                }
                if (its.links > most) {
                    most = its.links;
                    fullest = last->first.second;
                }
                if (met == 0 || its.links < least) {
                    least = its.links;
                    emptiest = last->first.second;
                }
            }
            const auto& all = above[groups.root(low, plan.nodes[low].tier)];
            if (static_cast<std::size_t>(met) < all.size()) {
                least = 0;
                emptiest = *std::find_if(all.begin(), all.end(), [&](std::uint32_t high) { return !pairs.contains({low, high}); });
            }
            if (verdict(most - least, place.scope.profile))
                ++uneven;
            if (most - least > worst.most - worst.least)
                worst = {low, fullest, emptiest, most, least};
            first = last;
        }
        tell(place, worst, uneven, findings);
        if (mixed > 0) {
            Finding finding;
            finding.severity = Severity::Error;
            finding.subjects = {place.subject()};
            finding.aspect = "speed";
            finding.measured = mixed;
            finding.limit = 0;
            finding.unit = "pairs";
            finding.message = fmt::format("Uplinks of fabric '{}' differ in speed on {} pairs of switches, as between '{}' and '{}'.",
                                          place.fabric.name, mixed, place.switchName(mixedLow), place.switchName(mixedHigh));
            findings.add(std::move(finding));
        }
    }

private:
    struct Pair {
        int links = 0;
        float speed = 0;
        bool mixed = false;
        void add(float its)
        {
            mixed |= links > 0 && its != speed;
            speed = its;
            ++links;
        }
    };
    struct Worst {
        std::uint32_t low = 0, fullest = 0, emptiest = 0;
        int most = 0, least = 0;
    };

    /// Switches that links between two neighbouring tiers join; a switch is in one group with those above and another with
    /// those below.
    class Groups {
    public:
        explicit Groups(std::uint32_t switches) : m_parent(2 * std::size_t{switches})
        {
            for (std::size_t i = 0; i < m_parent.size(); ++i)
                m_parent[i] = static_cast<std::uint32_t>(i);
        }
        void join(std::uint32_t low, std::uint32_t high, int tier) { m_parent[find(at(low, tier))] = find(at(high, tier)); }
        std::uint32_t root(std::uint32_t node, int lowerTier) { return find(at(node, lowerTier)); }

    private:
        /// One half of the table for even lower tiers, one for odd ones: a switch meets two neighbouring pairs of tiers.
        [[nodiscard]] std::uint32_t at(std::uint32_t node, int lowerTier) const
        {
            return node + (lowerTier % 2 == 0 ? static_cast<std::uint32_t>(m_parent.size() / 2) : 0);
        }
        std::uint32_t find(std::uint32_t item)
        {
            while (m_parent[item] != item)
                item = m_parent[item] = m_parent[m_parent[item]];
            return item;
        }
        std::vector<std::uint32_t> m_parent;
    };

    Verdict verdict(double difference, const Profile& profile) const
    {
        return above(difference, profile.parameter(info().id, "allowed_difference"));
    }

    void tell(const PlannedFabric& place, const Worst& worst, int uneven, Findings& findings) const
    {
        const int difference = worst.most - worst.least;
        Finding finding;
        finding.subjects = {place.subject()};
        finding.measured = difference;
        finding.limit = place.scope.profile.parameter(info().id, "allowed_difference");
        finding.unit = "links";
        finding.message = difference == 0
            ? fmt::format("Every switch of fabric '{}' has as many links to each switch above it.", place.fabric.name)
            : fmt::format("Uplinks of fabric '{}' are uneven on {}: '{}' has {} links to '{}' and {} to '{}'.", place.fabric.name,
                          uneven == 1 ? std::string{"one switch"} : fmt::format("{} switches", uneven), place.switchName(worst.low),
                          worst.most, place.switchName(worst.fullest), worst.least, place.switchName(worst.emptiest));
        finding.derivation = fmt::format("{} − {} = {}", worst.most, worst.least, difference);
        if (auto fix = linksToRecipe(place.scope, place.fabric); fix && difference > 0)
            finding.fixes.push_back(std::move(*fix));
        findings.judge(verdict(difference, place.scope.profile), std::move(finding));
    }
};

} // namespace

MadeRule uplinkEvennessRule()
{
    return std::make_unique<UplinkEvennessRule>();
}

} // namespace colonnade::model
