#include "model/rules/SourceDiversity.h"

#include "model/edit/ChainEdits.h"
#include "model/edit/PowerEdits.h"
#include "model/power/FeedTree.h"
#include "model/rules/Fixes.h"
#include "model/rules/PowerPlaces.h"
#include "model/units/Text.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <tuple>

namespace colonnade::model {

namespace {

/// Two feeds that supply two sides of one thing.
struct Sides {
    Side first = Side::A, second = Side::B;
    std::size_t firstFeed = 0, secondFeed = 0;
    bool operator<(const Sides& other) const
    {
        return std::tie(first, second, firstFeed, secondFeed)
            < std::tie(other.first, other.second, other.firstFeed, other.secondFeed);
    }
};

/// The nearest node, other than a utility, whose loss takes both; whether a UPS below it holds both up meanwhile.
struct SharedNode {
    std::size_t node = 0;
    bool aboveUps = false;
};
std::optional<SharedNode> sharedNode(const FeedTree& tree, std::size_t first, std::size_t second)
{
    const auto a = tree.vital(first), b = tree.vital(second);
    const auto hasUps = [&](const std::vector<std::size_t>& path, std::size_t upTo) {
        return std::any_of(path.begin(), std::find(path.begin(), path.end(), upTo),
                           [&](std::size_t node) { return tree.feed(node).kind == FeedKind::Ups; });
    };
    for (const std::size_t node : a) {
        if (tree.feed(node).kind != FeedKind::Utility && std::find(b.begin(), b.end(), node) != b.end())
            return SharedNode{node, hasUps(a, node) && hasUps(b, node)};
    }
    return std::nullopt;
}

/// What hangs so on one node.
struct Fallen {
    bool aboveUps = true;
    Sides sides;
    std::vector<std::string> names;
    std::vector<FeedSwap> direct; ///< Where both sides name the very node: the second side, to be moved.
};

bool isFreeOf(const FeedTree& tree, std::size_t candidate, std::size_t node)
{
    const auto path = tree.vital(candidate);
    return std::find(path.begin(), path.end(), node) == path.end();
}

/// Hangs the second side on another node of the kind, which does not fall with this one and has the room.
std::optional<Fix> rehung(const FeedTree& tree, const PowerChain& power, const std::optional<PodDesignId>& holder,
                          std::size_t node, const Fallen& fallen)
{
    const Feed& shared = tree.feed(node);
    const auto path = tree.path(fallen.sides.secondFeed);
    const auto at = std::find(path.begin(), path.end(), node);
    if (at == path.end())
        return std::nullopt;
    const bool direct = at == path.begin();
    const std::size_t child = direct ? node : *(at - 1);
    const Watts moves = power.feeds[child].worst;
    std::optional<std::size_t> best;
    Watts most;
    for (std::size_t i = 0; i < tree.feeds().size(); ++i) {
        const Feed& feed = tree.feed(i);
        if (i == node || feed.kind != shared.kind || feed.voltage != shared.voltage || feed.phases != shared.phases
            || !isFreeOf(tree, i, node) || !isFreeOf(tree, i, child))
            continue;
        if (direct && feed.side != fallen.sides.second)
            continue;
        // The load may come over as a whole when the other side is lost, unless it is there already.
        const Watts room = power.feeds[i].limit - power.feeds[i].worst - moves;
        if (room >= Watts{} && (!best || room > most)) {
            best = i;
            most = room;
        }
    }
    if (!best)
        return std::nullopt;
    const Feed& other = tree.feed(*best);
    if (direct) {
        std::vector<FeedSwap> swaps = fallen.direct;
        for (FeedSwap& swap : swaps)
            swap.to = other.id;
        return Fix{fmt::format("Hang side {} of {} on {}", letter(fallen.sides.second), someOf(fallen.names), nodeName(other)),
                   [holder, swaps](const Design& design) { return swapFeeds(design, holder, swaps); }};
    }
    Feed moved = tree.feed(child);
    moved.upstream = other.id;
    return Fix{fmt::format("Hang {} on {}", nodeName(moved), nodeName(other)),
               [holder, moved](const Design& design) { return setFeed(design, holder, moved); }};
}

/// One row for each node.
void report(const FeedTree& tree, const PowerChain& power, const std::optional<PodDesignId>& holder, const Profile& profile,
            const std::string& where, const std::map<std::size_t, Fallen>& shared,
            const std::function<Subject(const FeedId&)>& subject, Findings& findings)
{
    for (const auto& [node, fallen] : shared) {
        const Feed& feed = tree.feed(node);
        Finding finding;
        finding.subjects = {subject(feed.id)};
        finding.aspect = "sources";
        finding.measured = 1;
        finding.limit = 0;
        finding.message = fmt::format(
            "Sides {} and {} of {} both hang on {} of {}, whose loss takes both: 1 node in common, where 0 but a utility may "
            "be.",
            letter(fallen.sides.first), letter(fallen.sides.second), someOf(fallen.names), nodeName(feed), where);
        const auto path = [&](std::size_t from) {
            std::vector<std::string> names;
            for (const std::size_t one : tree.path(from))
                names.push_back(fmt::format("'{}'", tree.feed(one).name));
            return fmt::format("{}", fmt::join(names, " → "));
        };
        finding.derivation = fmt::format("{}: {}; {}: {}; both hold '{}'", letter(fallen.sides.first),
                                         path(fallen.sides.firstFeed), letter(fallen.sides.second),
                                         path(fallen.sides.secondFeed), feed.name);
        if (auto fix = rehung(tree, power, holder, node, fallen))
            finding.fixes.push_back(std::move(*fix));
        Verdict verdict = fallen.aboveUps ? Severity::Warning : Severity::Error;
        if (!profile.redundantPower)
            verdict = Severity::Info;
        findings.judge(verdict, std::move(finding));
    }
}

/// Pairs of sides of one thing that the arrangement's own feeds supply.
std::set<Sides> pairsOf(const FeedTree& tree, const std::vector<SideFeed>& feeds)
{
    std::set<Sides> pairs;
    for (std::size_t i = 0; i < feeds.size(); ++i) {
        for (std::size_t j = i + 1; j < feeds.size(); ++j) {
            const auto a = tree.indexOf(feeds[i].feed), b = tree.indexOf(feeds[j].feed);
            if (a && b && feeds[i].side != feeds[j].side)
                pairs.insert({feeds[i].side, feeds[j].side, *a, *b});
        }
    }
    return pairs;
}

void addTo(std::map<std::size_t, Fallen>& shared, const FeedTree& tree, const Sides& sides, const PlacementId& id)
{
    const auto found = sharedNode(tree, sides.firstFeed, sides.secondFeed);
    if (!found)
        return;
    Fallen& fallen = shared.try_emplace(found->node, Fallen{true, sides, {}, {}}).first->second;
    fallen.aboveUps = fallen.aboveUps && found->aboveUps;
    if (fallen.names.empty() || fallen.names.back() != id.text())
        fallen.names.push_back(id.text());
    const FeedId& feed = tree.feed(sides.secondFeed).id;
    if (sides.secondFeed == found->node)
        fallen.direct.push_back({id, feed, feed});
}

} // namespace

void checkShared(const ArrangementScope& scope, Findings& findings)
{
    const FeedTree tree{scope.arrangement.feeds};
    std::map<std::size_t, Fallen> shared;
    for (const Placement& placement : scope.arrangement.placements) {
        for (const Sides& sides : pairsOf(tree, placement.feeds))
            addTo(shared, tree, sides, placement.id);
    }
    report(tree, scope.power, scope.holder(), scope.profile, scope.name(), shared,
           [&](const FeedId& id) { return scope.feed(id); }, findings);
}

void checkSharedByPods(const HallScope& scope, Findings& findings)
{
    const auto own = std::find_if(scope.parts.begin(), scope.parts.end(), [](const HallPart& part) { return !part.pod; });
    if (own == scope.parts.end() || scope.hall.arrangement.feeds.empty())
        return;
    const FeedTree tree{scope.hall.arrangement.feeds};
    // By pod design: the sides of its roots that one placement in it has apart.
    std::map<const PodDesign*, std::set<std::pair<Side, Side>>> apart;
    std::map<std::size_t, Fallen> shared;
    for (const PodPlacement& placed : scope.hall.pods) {
        if (placed.feeds.size() < 2)
            continue;
        const auto [known, fresh] = apart.try_emplace(placed.pod.get());
        if (fresh) {
            const Arrangement& inside = placed.pod->arrangement();
            const FeedTree within{inside.feeds};
            for (const Placement& placement : inside.placements) {
                for (const Sides& sides : pairsOf(within, placement.feeds)) {
                    const std::size_t a = within.root(sides.firstFeed), b = within.root(sides.secondFeed);
                    if (a != b) // Else the pod design's own finding.
                        known->second.insert(std::minmax(within.feed(a).side, within.feed(b).side));
                }
            }
        }
        for (const Sides& sides : pairsOf(tree, placed.feeds)) {
            if (known->second.contains(std::minmax(sides.first, sides.second)))
                addTo(shared, tree, sides, placed.id);
        }
    }
    report(tree, *own->power, std::nullopt, scope.profile, "the hall", shared,
           [](const FeedId& id) { return Subject{Subject::Where::Feed, fmt::format("/{}", id)}; }, findings);
}

} // namespace colonnade::model
