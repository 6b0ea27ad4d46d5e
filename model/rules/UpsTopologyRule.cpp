#include "model/power/Plant.h"
#include "model/rules/AllRules.h"
#include "model/rules/Fixes.h"
#include "model/rules/Inputs.h"
#include "model/rules/PowerPlaces.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>
#include <map>
#include <set>

namespace colonnade::model {

namespace {

/// UPS blocks that carry a load together still carry it when any one of them, or any other node, is lost.
class UpsTopologyRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "PWR-018",
            .title = "UPS redundancy topology",
            .domain = Domain::Power,
            .scopes = {Scope::Feed},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"warn_share", "", "Share of a block after a loss above which a warning is given.", 0, 1}},
            .formula = "N+1: P ≤ (n − r) · P_m; 2N: ≤ 50 % each; n-make-(n − 1): normal ≤ (n − 1) / n; after "
                "every loss each block ≤ 100 %",
            .explanation =
                "UPS blocks that share loads, or one of which takes over from others (a catcher), are "
                "one system and one row. Each block is judged with its real load after every single "
                "loss, not with the average: what hangs on a pair moves to its partner. A block gives "
                "its units less the spare ones.",
            .remedy = "Balance the pairs of blocks, add modules, or take load off the worst pair.",
            .sources = {{"Schneider Electric White Paper 75", "A"},
                        {"An Introduction to UPS Redundancy (feace.com)", "B"}}
        };
        return info;
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        std::vector<std::size_t> blocks;
        for (std::size_t i = 0; i < scope.power.feeds.size(); ++i) {
            if (scope.power.feeds[i].feed.kind == FeedKind::Ups)
                blocks.push_back(i);
        }
        if (blocks.empty())
            return;
        const FeedTree tree{scope.arrangement.feeds};
        std::set<std::size_t> catchers;
        for (std::size_t i = 0; i < tree.feeds().size(); ++i) {
            if (const auto alternate = tree.alternate(i))
                catchers.insert(*alternate);
        }
        for (const auto& [first, system] : systems(scope, tree, blocks))
            judge(scope, tree, system, catchers, findings);
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"n"}, {"P_m"}, {"loads"}})) {
            const int blocks = static_cast<int>(std::clamp(row[0], 1.0, 1e6));
            const UpsShares shares = upsShares(Watts{row[2]}, blocks, Watts{row[1]});
            out.add("normal", shares.normal);
            out.add("after", blocks > 1 ? RuleValue(shares.after) : RuleValue());
            out.add("verdict", verdictWord(verdict(blocks > 1 ? shares.after : shares.normal, profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    Verdict verdict(double share, const Profile& profile) const
    {
        return above(share, 1, profile.parameter(info().id, "warn_share"));
    }

    /// Blocks by the first of those that they share loads with, or take over from.
    static std::map<std::size_t, std::vector<std::size_t>> systems(const ArrangementScope& scope, const FeedTree& tree,
                                                                   const std::vector<std::size_t>& blocks)
    {
        std::map<std::size_t, std::size_t> leader;
        for (const std::size_t block : blocks)
            leader[block] = block;
        const auto of = [&](std::size_t block) {
            while (leader[block] != block)
                block = leader[block];
            return block;
        };
        const auto join = [&](std::size_t a, std::size_t b) {
            const std::size_t x = of(a), y = of(b);
            leader[std::max(x, y)] = std::min(x, y);
        };
        // The UPS on the way to each feed, by its own source and by its alternate.
        const auto upsOf = [&](std::size_t feed) {
            std::vector<std::size_t> found;
            for (const std::size_t node : tree.path(feed)) {
                if (tree.feed(node).kind == FeedKind::Ups) {
                    found.push_back(node);
                    break;
                }
            }
            return found;
        };
        for (std::size_t i = 0; i < tree.feeds().size(); ++i) {
            const auto alternate = tree.alternate(i);
            if (!alternate)
                continue;
            const auto here = upsOf(i), there = upsOf(*alternate);
            if (!here.empty() && !there.empty())
                join(here.front(), there.front());
        }
        for (const Hanging& one : hangingIn(scope)) {
            std::optional<std::size_t> before;
            for (const SideFeed& supply : *one.feeds) {
                const auto feed = tree.indexOf(supply.feed);
                for (const std::size_t block : feed ? upsOf(*feed) : std::vector<std::size_t>{}) {
                    if (before)
                        join(*before, block);
                    before = block;
                }
            }
        }
        std::map<std::size_t, std::vector<std::size_t>> systems;
        for (const std::size_t block : blocks)
            systems[of(block)].push_back(block);
        return systems;
    }

    /// `catchers`: nodes that take over from others.
    static std::string topologyOf(const FeedTree& tree, const std::vector<std::size_t>& system, const std::set<std::size_t>& catchers)
    {
        const Feed& first = tree.feed(system.front());
        const auto count = static_cast<int>(system.size());
        if (count == 1)
            return first.equipment.spareUnits > 0
                ? fmt::format("N+{} within the block", first.equipment.spareUnits)
                : "N, one block";
        if (std::any_of(system.begin(), system.end(), [&](std::size_t block) { return catchers.contains(block); }))
            return fmt::format("block redundant, {} blocks with a catcher", count);
        if (count == 2)
            return "2N";
        return fmt::format("{} blocks that make {}", count, count - 1);
    }

    void judge(const ArrangementScope& scope, const FeedTree& tree, const std::vector<std::size_t>& system,
               const std::set<std::size_t>& catchers, Findings& findings) const
    {
        std::vector<std::string> missing, without;
        Watts load, capacity;
        const FeedLoad* worst = nullptr;
        for (const std::size_t block : system) {
            const FeedLoad& node = scope.power.feeds[block];
            if (!node.feed.equipment.unitPower)
                without.push_back(node.feed.name);
            for (const std::string& what : node.missing) {
                if (std::find(missing.begin(), missing.end(), what) == missing.end())
                    missing.push_back(what);
            }
            load += node.normal;
            capacity += node.limit;
            if (!worst || node.worstShare() > worst->worstShare())
                worst = &node;
        }
        if (!without.empty())
            missing.push_back(fmt::format("unit power of {}", someOf(without)));
        if (load <= Watts{} && missing.empty())
            return;
        Verdict verdict = this->verdict(worst->worstShare(), scope.profile);
        if (verdict && !scope.profile.redundantPower && !exceeds(worst->normalShare(), 1))
            verdict = Severity::Info;
        if (findings.passesUnremarked(verdict, worst->worst.value(), worst->limit.value(), missing))
            return;
        Finding finding;
        finding.subjects = {scope.feed(worst->feed.id)};
        for (const std::size_t block : system) {
            if (tree.feed(block).id != worst->feed.id)
                finding.subjects.push_back(scope.feed(tree.feed(block).id));
        }
        const WorstState state = worstState(tree, *worst);
        const std::string topology = topologyOf(tree, system, catchers);
        finding.measured = worst->worst.value();
        finding.limit = worst->limit.value();
        finding.unit = "W";
        finding.message = fmt::format("{} of {} ({}) carries {} {}, {} of the {} that it gives.", nodeName(worst->feed),
                                      scope.name(), topology, worst->worst, state.text, percent(worst->worstShare()),
                                      worst->limit);
        std::vector<std::string> each;
        for (const std::size_t block : system) {
            const FeedLoad& node = scope.power.feeds[block];
            each.push_back(fmt::format("'{}' {} normally, {} {}", node.feed.name, percent(node.normalShare()),
                                       percent(node.worstShare()), worstState(tree, node).text));
        }
        finding.derivation = fmt::format(
            "{}: {} of {} in normal state, {} (balanced blocks: at most {}); {}", topology, load, capacity,
            capacity > Watts{} ? percent(load / capacity) : std::string{"nothing given"},
            percent(normalLimit(static_cast<int>(system.size()))), fmt::join(each, "; "));
        if (verdict) {
            const double within = scope.profile.parameter(info().id, "warn_share");
            if (auto fix = enlargedFix(scope, *worst, worst->worst / within))
                finding.fixes.push_back(std::move(*fix));
        }
        findings.judge(verdict, std::move(finding), missing);
    }
};

} // namespace

MadeRule upsTopologyRule()
{
    return std::make_unique<UpsTopologyRule>();
}

} // namespace colonnade::model
