#include "model/power/CompiledNetwork.h"

#include <algorithm>
#include <cmath>
#include <queue>
#include <unordered_set>

namespace colonnade::model {

/// What every loss is reckoned against, and the scratch space that it leaves clean.
struct PowerNetwork::Compiled::Losing {
    const Alivenesses& normal;
    const std::vector<Load>& loads;
    Alivenesses now; ///< As `normal`, between two states.
    std::vector<Load> change;
    std::vector<bool> touched;
};

PowerChain PowerNetwork::Compiled::chain(bool sides) const
{
    PowerChain chain = m_plain;
    const Alivenesses& normal = m_normal.alive;
    std::vector<Load> loads = m_normal.loads;
    for (const Index at : m_fromBelow) {
        if (const auto up = parent(at, normal))
            loads[*up].add(loads[at].over(m_nodes[at].efficiency));
    }
    for (Index i = 0; i < m_nodes.size(); ++i) {
        FeedLoad& load = chain.feeds[i];
        load.normal = load.worst = loads[i].total;
        load.normalByPhase = load.worstByPhase = loads[i].phases;
    }
    chain.index();
    Losing losing{normal, loads, normal, std::vector<Load>(m_nodes.size()), std::vector<bool>(m_nodes.size())};
    for (Index i = 0; i < m_nodes.size(); ++i)
        lose({i}, losing, chain);
    if (sides) {
        for (unsigned side = 0; side < sideCount; ++side)
            loseSide(static_cast<Side>(side), losing, chain);
    }
    return chain;
}

auto PowerNetwork::Compiled::belowOf(const std::vector<Index>& lost) const -> std::vector<Index>
{
    std::vector<Index> list = lost;
    std::unordered_set<Index> met{lost.begin(), lost.end()};
    for (Index at = 0; at < list.size(); ++at) {
        for (const Index below : m_nodes[list[at]].below) {
            if (met.insert(below).second)
                list.push_back(below);
        }
    }
    std::sort(list.begin(), list.end(), [&](Index a, Index b) { return m_nodes[a].rank < m_nodes[b].rank; });
    return list;
}

template <class Touch>
void PowerNetwork::Compiled::carryUp(Index at, const Alivenesses& now, Losing& losing, Touch touch) const
{
    Load then = losing.loads[at];
    then.add(losing.change[at]);
    const double efficiency = m_nodes[at].efficiency;
    if (const auto before = parent(at, losing.normal)) {
        losing.change[*before].add(losing.loads[at].over(efficiency), -1);
        touch(*before);
    }
    if (const auto after = parent(at, now); after && now.alive[at] > 0) {
        losing.change[*after].add(then.over(efficiency));
        touch(*after);
    }
}

void PowerNetwork::Compiled::lose(const std::vector<Index>& lost, Losing& losing, PowerChain& chain,
                                  std::optional<Side> side) const
{
    Alivenesses& now = losing.now;
    std::vector<Index> affected;
    const auto below = belowOf(lost);
    for (const Index at : below) {
        now.alive[at] = 0;
        now.transferred[at] = false;
        if (std::find(lost.begin(), lost.end(), at) == lost.end())
            revive(at, allAlive, now);
        if (now.alive[at] != losing.normal.alive[at])
            affected.insert(affected.end(), m_nodes[at].groups.begin(), m_nodes[at].groups.end());
    }
    std::sort(affected.begin(), affected.end());
    affected.erase(std::unique(affected.begin(), affected.end()), affected.end());

    const auto deeper = [&](Index a, Index b) { return m_nodes[a].rank < m_nodes[b].rank; };
    std::priority_queue<Index, std::vector<Index>, decltype(deeper)> open{deeper};
    const auto touch = [&](Index at) {
        if (!losing.touched[at]) {
            losing.touched[at] = true;
            open.push(at);
        }
    };
    double dark = 0;
    for (const Index i : affected) {
        const Consumer& consumer = m_consumers[m_groups[i].first];
        const auto move = [&](const std::vector<double>& alive, double times) {
            for (const Share& share : sharesOf(*consumer.draw, consumer, alive)) {
                losing.change[share.node].add(share.load, times);
                touch(share.node);
            }
        };
        move(losing.normal.alive, -m_groups[i].count);
        move(now.alive, m_groups[i].count);
        dark += m_groups[i].count
            * std::max(0.0, consumer.draw->dark(aliveOf(consumer, now.alive)) - consumer.draw->dark(allAlive));
    }
    for (const Index at : below) {
        if (now.transferred[at] != losing.normal.transferred[at])
            touch(at);
    }
    const int darkWhole = static_cast<int>(std::ceil(dark - 1e-6));
    if (side)
        chain.acceleratorsLostWithSide[index(*side)] = darkWhole;
    else
        chain.feeds[lost.front()].acceleratorsLost = darkWhole;
    while (!open.empty()) {
        const Index at = open.top();
        open.pop();
        carryUp(at, now, losing, touch);
        note(at, now, losing, chain, lost, side);
        losing.change[at] = {};
        losing.touched[at] = false;
    }
    for (const Index at : below) {
        now.alive[at] = losing.normal.alive[at];
        now.transferred[at] = losing.normal.transferred[at];
    }
}

void PowerNetwork::Compiled::note(Index at, const Alivenesses& now, const Losing& losing, PowerChain& chain,
                                  const std::vector<Index>& lost, std::optional<Side> side) const
{
    if (now.alive[at] <= 0)
        return;
    FeedLoad& load = chain.feeds[at];
    Load then = losing.loads[at];
    then.add(losing.change[at]);
    const Load worst{load.worst, load.worstByPhase};
    if (then.seen(load.feed.phases) <= worst.seen(load.feed.phases) * equalEnough())
        return;
    load.worst = then.total;
    load.worstByPhase = then.phases;
    load.worstLoss = side ? std::nullopt : std::optional{chain.feeds[lost.front()].feed.id};
    load.worstSide = side;
}

void PowerNetwork::Compiled::loseSide(Side side, Losing& losing, PowerChain& chain) const
{
    std::vector<Index> roots;
    for (Index i = 0; i < m_nodes.size(); ++i) {
        if (!m_nodes[i].upstream && m_nodes[i].feed->side == side)
            roots.push_back(i);
    }
    if (roots.size() > 1)
        lose(roots, losing, chain, side);
    else if (roots.size() == 1)
        chain.acceleratorsLostWithSide[index(side)] = chain.feeds[roots.front()].acceleratorsLost;
}

} // namespace colonnade::model
