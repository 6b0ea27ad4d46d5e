#include "model/power/CompiledNetwork.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

ArrangementState PowerNetwork::Compiled::state(const ArrangementLoss& loss) const
{
    std::vector<Index> lost;
    for (const FeedId& id : loss.feeds) {
        if (const auto found = m_indexOf.find(id); found != m_indexOf.end())
            lost.push_back(found->second);
    }
    const Alivenesses now = aliveness(lost, loss.supplied);
    ArrangementState state;
    std::vector<Load> loads;
    if (loss.supplied == allAlive && m_normal.affected.empty()) {
        state.unfed = m_normal.unfed;
        state.wanted = m_normal.wanted;
        state.drawn = m_normal.drawn;
        loads = m_normal.loads;
        for (const Index i : touchedBy(loss, now)) {
            take(i, loads, state);
            put(m_consumers[i], loss, now, loads, state);
        }
    } else {
        loads.resize(m_nodes.size());
        state.unfed = state.wanted = state.drawn = m_withoutSides;
        for (const Consumer& consumer : m_consumers)
            put(consumer, loss, now, loads, state);
    }
    for (const Placement* placement : m_unsided)
        loseUnsided(*placement, loss, state);
    state.nodes.resize(m_nodes.size());
    settle(loads, now, state);
    return state;
}

void PowerNetwork::Compiled::settleNormal()
{
    m_normal.alive = aliveness({}, allAlive);
    m_normal.loads.resize(m_nodes.size());
    ArrangementState state;
    state.unfed = state.wanted = state.drawn = m_withoutSides;
    for (const Consumer& consumer : m_consumers)
        put(consumer, {}, m_normal.alive, m_normal.loads, state);
    m_normal.wanted = state.wanted;
    m_normal.drawn = state.drawn;
    m_normal.unfed = state.unfed;
    m_normal.affected = std::move(state.affected);
}

auto PowerNetwork::Compiled::touchedBy(const ArrangementLoss& loss, const Alivenesses& now) const -> std::vector<Index>
{
    std::vector<Index> touched;
    for (Index i = 0; i < m_nodes.size(); ++i) {
        if (now.alive[i] != m_normal.alive.alive[i])
            touched.insert(touched.end(), m_nodes[i].consumers.begin(), m_nodes[i].consumers.end());
    }
    const auto add = [&](const PlacementId& id) {
        if (const auto [first, last] = m_consumerOf.equal_range(id); first != last) {
            for (auto at = first; at != last; ++at)
                touched.push_back(at->second);
        }
    };
    for (const PlacementId& id : loss.placements)
        add(id);
    for (const auto& [id, inside] : loss.inside)
        add(id);
    for (const auto& [id, draw] : loss.pods)
        add(id);
    std::sort(touched.begin(), touched.end());
    touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
    return touched;
}

void PowerNetwork::Compiled::take(Index i, std::vector<Load>& loads, ArrangementState& state) const
{
    const Consumer& consumer = m_consumers[i];
    Watts drawn, fed;
    for (const Watts load : consumer.draw->load(aliveOf(consumer, m_normal.alive.alive)))
        drawn += load;
    for (const Share& share : sharesOf(*consumer.draw, consumer, m_normal.alive.alive)) {
        Load& on = loads[share.node];
        const Load whole = m_normal.loads[share.node];
        on.add(share.load, -1);
        // What is left of a sum without its parts is nothing.
        if (std::abs(on.total.value()) <= whole.total.value() * 1e-12)
            on = {};
        fed += share.load.total;
    }
    state.wanted -= consumer.draw->total;
    state.drawn -= drawn;
    state.unfed -= drawn - fed;
}

auto PowerNetwork::Compiled::aliveness(const std::vector<Index>& lost, const Alive& supplied) const -> Alivenesses
{
    Alivenesses now{std::vector<double>(m_nodes.size()), std::vector<bool>(m_nodes.size())};
    for (auto at = m_fromBelow.rbegin(); at != m_fromBelow.rend(); ++at) {
        if (std::find(lost.begin(), lost.end(), *at) == lost.end())
            revive(*at, supplied, now);
    }
    return now;
}

void PowerNetwork::Compiled::revive(Index at, const Alive& supplied, Alivenesses& now) const
{
    const Node& node = m_nodes[at];
    now.alive[at] = node.upstream ? now.alive[*node.upstream] : supplied[index(node.feed->side)];
    now.transferred[at] = now.alive[at] <= 0 && node.alternate && now.alive[*node.alternate] > 0;
    if (now.transferred[at])
        now.alive[at] = now.alive[*node.alternate];
}

Alive PowerNetwork::Compiled::aliveOf(const Consumer& consumer, const std::vector<double>& nodes) const
{
    Alive alive = allAlive;
    for (Index side = 0; side < sideCount; ++side) {
        double all = 0, living = 0;
        for (const Index node : consumer.feeds[side]) {
            all += m_nodes[node].weight;
            living += m_nodes[node].weight * nodes[node];
        }
        if (all > 0)
            alive[side] = living / all;
    }
    return alive;
}

auto PowerNetwork::Compiled::sharesOf(const RackDraw& draw, const Consumer& consumer,
                                        const std::vector<double>& nodes) const -> std::vector<Share>
{
    std::vector<Share> shares;
    const Alive alive = aliveOf(consumer, nodes);
    const PerSide loads = draw.load(alive);
    const auto phases = draw.loadByPhase(alive);
    for (Index side = 0; side < sideCount; ++side) {
        double living = 0;
        for (const Index node : consumer.feeds[side])
            living += m_nodes[node].weight * nodes[node];
        for (const Index node : consumer.feeds[side]) {
            if (nodes[node] <= 0)
                continue;
            const double part = m_nodes[node].weight * nodes[node] / living;
            shares.push_back({node, {loads[side] * part, {phases[side][0] * part, phases[side][1] * part, phases[side][2] * part}}});
        }
    }
    return shares;
}

void PowerNetwork::Compiled::put(const Consumer& consumer, const ArrangementLoss& loss, const Alivenesses& now,
                                 std::vector<Load>& loads, ArrangementState& state) const
{
    const Watts wanted = consumer.draw->total;
    state.wanted += wanted;
    PlacementState here{consumer.id, 0, wanted, {}};
    if (std::find(loss.placements.begin(), loss.placements.end(), consumer.id) != loss.placements.end()) {
        here.acceleratorsLost = consumer.accelerators;
    } else {
        RackDraw special;
        const RackDraw* draw = consumer.draw;
        if (const auto pod = loss.pods.find(consumer.id); pod != loss.pods.end() && !consumer.placement)
            draw = pod->second.get();
        if (const auto inside = loss.inside.find(consumer.id); inside != loss.inside.end() && consumer.placement
            && consumer.placement->rack() && !inside->second.empty()) {
            SideSet fed;
            for (const SideFeed& side : consumer.placement->feeds)
                fed.add(side.side);
            special = rackDraw(**consumer.placement->rack(), fed, inside->second);
            // An override of the provisioned power holds for what is left of the rack, too.
            if (const Watts plain = rackDraw(**consumer.placement->rack(), fed).total;
                plain > Watts{} && consumer.draw->total != plain) {
                const int gone = special.acceleratorsGone;
                special = special.scaledTo(special.total * (consumer.draw->total / plain));
                special.acceleratorsGone = gone;
            }
            draw = &special;
        }
        const Alive alive = aliveOf(consumer, now.alive);
        for (const Watts load : draw->load(alive))
            here.drawn += load;
        Watts fed;
        for (const Share& share : sharesOf(*draw, consumer, now.alive)) {
            loads[share.node].add(share.load);
            fed += share.load.total;
        }
        state.unfed += here.drawn - fed;
        here.acceleratorsLost = std::max(0.0, draw->dark(alive) - consumer.draw->dark(allAlive));
    }
    state.drawn += here.drawn;
    state.acceleratorsLost += here.acceleratorsLost;
    if (here.acceleratorsLost > 1e-9 || here.drawn.value() * equalEnough() < wanted.value())
        state.affected.push_back(here);
}

void PowerNetwork::Compiled::loseUnsided(const Placement& placement, const ArrangementLoss& loss, ArrangementState& state)
{
    if (std::find(loss.placements.begin(), loss.placements.end(), placement.id) == loss.placements.end())
        return;
    const int accelerators = placement.rack() ? (*placement.rack())->facts().accelerators : 0;
    const Watts wanted = placement.rack() ? rackDraw(**placement.rack()).total : unitDraw(**placement.unit(), {}).total;
    state.drawn -= wanted;
    state.unfed -= wanted;
    state.acceleratorsLost += accelerators;
    state.affected.push_back({placement.id, static_cast<double>(accelerators), wanted, {}});
}

void PowerNetwork::Compiled::settle(std::vector<Load>& loads, const Alivenesses& now, ArrangementState& state) const
{
    for (const Index at : m_fromBelow) {
        const Node& node = m_nodes[at];
        NodeState& to = state.nodes[at];
        const Load input = loads[at].over(node.efficiency);
        to.load = loads[at].total;
        to.byPhase = loads[at].phases;
        to.input = input.total;
        to.alive = now.alive[at];
        to.dead = now.alive[at] <= 0;
        to.transferred = now.transferred[at];
        state.conversion += to.input - to.load;
        if (const auto up = parent(at, now))
            loads[*up].add(input);
        else
            state.fromRoots[index(node.feed->side)] += to.input;
    }
}

} // namespace colonnade::model
