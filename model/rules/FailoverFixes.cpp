#include "model/rules/FailoverFixes.h"

#include "model/edit/PowerEdits.h"
#include "model/rules/Fixes.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cctype>
#include <limits>

namespace colonnade::model {

namespace {

/// Real power that the node would need as its limit.
Watts needed(const FeedLoad& node, double share)
{
    return node.limit * (phaseShare(node).share / share);
}

/// One thing that hangs on both nodes of a pair: by which feeds.
struct Paired {
    const Hanging* what = nullptr;
    std::size_t onNode = 0, onLost = 0; ///< The feeds that it hangs on directly.
    Side nodeSide = Side::A, lostSide = Side::B;
};

class Mover {
public:
    Mover(const ArrangementScope& scope, const FeedTree& tree, double share)
        : m_scope{scope}, m_tree{tree}, m_share{share}
    {
    }

    std::optional<Fix> operator()(const std::vector<Hanging>& hanging, const FeedLoad& node, const FeedLoad& lost) const
    {
        const auto nodeAt = m_tree.indexOf(node.feed.id), lostAt = m_tree.indexOf(lost.feed.id);
        if (!nodeAt || !lostAt)
            return std::nullopt;
        const Watts excess = needed(node, 1) - node.limit * m_share;
        const auto chosen = fewest(pairedOn(hanging, *nodeAt, *lostAt), excess);
        if (chosen.empty())
            return std::nullopt;
        Watts moved;
        for (const Paired& one : chosen)
            moved += one.what->load;
        const auto target = roomiest(chosen.front(), *nodeAt, *lostAt, moved);
        if (!target)
            return std::nullopt;
        std::vector<FeedSwap> swaps;
        std::vector<std::string> names;
        for (const Paired& one : chosen) {
            swaps.push_back({one.what->id, m_tree.feed(one.onNode).id, m_tree.feed(target->first).id});
            swaps.push_back({one.what->id, m_tree.feed(one.onLost).id, m_tree.feed(target->second).id});
            names.push_back(one.what->id.text());
        }
        if (!clears(swaps, node))
            return std::nullopt;
        return Fix{fmt::format("Move {} to '{}' and '{}'", someOf(names), m_tree.feed(target->first).name,
                               m_tree.feed(target->second).name),
                   [holder = m_scope.holder(), swaps](const Design& design) { return swapFeeds(design, holder, swaps); }};
    }

private:
    [[nodiscard]] bool isBelow(std::size_t feed, std::size_t node) const
    {
        const auto path = m_tree.path(feed);
        return std::find(path.begin(), path.end(), node) != path.end();
    }

    [[nodiscard]] std::vector<Paired> pairedOn(const std::vector<Hanging>& hanging, std::size_t node, std::size_t lost) const
    {
        std::vector<Paired> list;
        for (const Hanging& one : hanging) {
            Paired paired{&one, 0, 0, Side::A, Side::B};
            int onNode = 0, onLost = 0;
            for (const SideFeed& supply : *one.feeds) {
                const auto feed = m_tree.indexOf(supply.feed);
                if (feed && isBelow(*feed, node)) {
                    ++onNode;
                    paired.onNode = *feed;
                    paired.nodeSide = supply.side;
                } else if (feed && isBelow(*feed, lost)) {
                    ++onLost;
                    paired.onLost = *feed;
                    paired.lostSide = supply.side;
                }
            }
            if (onNode == 1 && onLost == 1 && one.load > Watts{})
                list.push_back(paired);
        }
        return list;
    }

    /// Those on one pair of feeds that together draw at least `excess`: the smallest that does alone, or the largest ones.
    static std::vector<Paired> fewest(std::vector<Paired> from, Watts excess)
    {
        std::stable_sort(from.begin(), from.end(),
                         [](const Paired& a, const Paired& b) { return a.what->load < b.what->load; });
        for (const Paired& one : from) {
            if (one.what->load >= excess)
                return {one};
        }
        std::vector<Paired> chosen;
        Watts sum;
        for (auto one = from.rbegin(); one != from.rend() && sum < excess; ++one) {
            // Only what leaves the same two circuits goes to the same two others.
            if (!chosen.empty() && (one->nodeSide != chosen.front().nodeSide || one->lostSide != chosen.front().lostSide))
                continue;
            chosen.push_back(*one);
            sum += one->what->load;
        }
        if (sum < excess)
            chosen.clear();
        return chosen;
    }

    /// What a feed and all above it may still take on in their worst states, other than where the load hangs already.
    [[nodiscard]] Watts room(std::size_t feed, std::size_t from) const
    {
        Watts least{std::numeric_limits<double>::max()};
        for (const std::size_t node : m_tree.path(feed)) {
            if (isBelow(from, node))
                continue;
            const FeedLoad& load = m_scope.power.feeds[node];
            least = std::min(least, load.limit * (m_share - phaseShare(load).share));
        }
        return least;
    }

    [[nodiscard]] std::vector<std::size_t> candidates(std::size_t like, Side side, std::size_t node) const
    {
        std::vector<std::size_t> list;
        const Feed& pattern = m_tree.feed(like);
        for (std::size_t i = 0; i < m_tree.feeds().size(); ++i) {
            const Feed& feed = m_tree.feed(i);
            if (feed.side == side && feed.voltage == pattern.voltage && feed.phases == pattern.phases
                && feed.kind == pattern.kind && m_tree.children(i).empty() && !isBelow(i, node))
                list.push_back(i);
        }
        return list;
    }

    [[nodiscard]] std::optional<std::pair<std::size_t, std::size_t>> roomiest(const Paired& like, std::size_t node,
                                                                              std::size_t lost, Watts moved) const
    {
        std::optional<std::pair<std::size_t, std::size_t>> best;
        Watts most = moved;
        for (const std::size_t a : candidates(like.onNode, like.nodeSide, node)) {
            const Watts roomHere = room(a, like.onNode);
            if (roomHere < moved)
                continue;
            for (const std::size_t b : candidates(like.onLost, like.lostSide, lost)) {
                const auto shared = m_tree.vital(a);
                if (std::find(shared.begin(), shared.end(), b) != shared.end())
                    continue;
                const Watts both = std::min(roomHere, room(b, like.onLost));
                if (both >= most) {
                    most = both;
                    best = {a, b};
                }
            }
        }
        return best;
    }

    /// The chain worked again with the placements moved. Pods in a hall are taken by the sums above.
    [[nodiscard]] bool clears(const std::vector<FeedSwap>& swaps, const FeedLoad& node) const
    {
        if (!m_scope.pods.empty())
            return true;
        Arrangement next = m_scope.arrangement;
        for (const FeedSwap& swap : swaps) {
            for (Placement& placement : next.placements) {
                for (SideFeed& supply : placement.feeds) {
                    if (placement.id == swap.placement && supply.feed == swap.from)
                        supply.feed = swap.to;
                }
            }
        }
        const PowerChain after = powerChain(next, m_scope.profile.power);
        const FeedLoad* const mended = after.feed(node.feed.id);
        if (!mended || exceeds(phaseShare(*mended).share, m_share))
            return false;
        for (std::size_t i = 0; i < after.feeds.size(); ++i) {
            const double now = phaseShare(after.feeds[i]).share;
            if (exceeds(now, m_share) && exceeds(now, phaseShare(m_scope.power.feeds[i]).share))
                return false;
        }
        return true;
    }

    const ArrangementScope& m_scope;
    const FeedTree& m_tree;
    double m_share;
};

} // namespace

std::optional<Fix> enlargedPair(const ArrangementScope& scope, const FeedLoad& node, const FeedLoad& other, double share)
{
    if (!exceeds(phaseShare(other).share, share))
        return std::nullopt;
    const auto first = enlarged(scope, node, needed(node, share)), second = enlarged(scope, other, needed(other, share));
    if (!first || !second)
        return std::nullopt;
    std::string text = enlargement(other.feed, *second);
    text.front() = static_cast<char>(std::tolower(text.front()));
    return Fix{fmt::format("{}, and {}", enlargement(node.feed, *first), text),
               [holder = scope.holder(), first = *first, second = *second](const Design& design) -> Result<Design> {
                   auto next = setFeed(design, holder, first);
                   return next ? setFeed(*next, holder, second) : next;
               }};
}

std::optional<Fix> movedToOtherPair(const ArrangementScope& scope, const FeedTree& tree,
                                    const std::vector<Hanging>& hanging, const FeedLoad& node, const FeedLoad& lost,
                                    double share)
{
    return Mover{scope, tree, share}(hanging, node, lost);
}

} // namespace colonnade::model
