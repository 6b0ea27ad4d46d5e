#include "model/power/PowerNetwork.h"

#include <algorithm>
#include <cmath>
#include <queue>
#include <unordered_set>

namespace colonnade::model {

namespace {

using Index = std::size_t;
constexpr double equalEnough = 1 + 1e-9; // Sums of floating figures that should be equal.

Index index(Side side)
{
    return static_cast<Index>(side);
}

/// Real power, as a whole and by phase.
struct Load {
    Watts total;
    PerPhase phases{};

    void add(const Load& other, double sign = 1)
    {
        total += other.total * sign;
        for (Index i = 0; i < 3; ++i)
            phases[i] += other.phases[i] * sign;
    }
    [[nodiscard]] Load over(double efficiency) const
    {
        return {total / efficiency, {phases[0] / efficiency, phases[1] / efficiency, phases[2] / efficiency}};
    }
    /// What a three-phase breaker sees: three times its most loaded phase.
    [[nodiscard]] Watts seen(int ofPhases) const
    {
        return ofPhases == 3 ? std::max(total, *std::max_element(phases.begin(), phases.end()) * 3.0) : total;
    }
};

struct Node {
    const Feed* feed = nullptr;
    std::optional<Index> upstream, alternate;
    std::vector<Index> below;  ///< Nodes that may hang on it: by upstream or by alternate.
    std::vector<Index> groups; ///< Of consumers on it, directly.
    std::vector<Index> consumers; ///< Likewise.
    double efficiency = 1;
    double weight = 1; ///< Among several feeds of one side.
    Index rank = 0;    ///< Greater than that of all that it may hang on.
};

struct Consumer {
    PlacementId id;
    const Placement* placement = nullptr; ///< Null: a pod.
    const RackDraw* draw = nullptr;
    std::array<std::vector<Index>, sideCount> feeds; ///< By side.
    std::vector<Index> all;
    int accelerators = 0;
};

/// Consumers that draw alike from the same nodes: a chain is reckoned for one of them.
struct Group {
    Index first = 0; ///< One of them.
    double count = 0;
};

/// What one consumer puts on one node.
struct Share {
    Index node = 0;
    Load load;
};

/// How much of each node is alive, and what it hangs on.
struct Alivenesses {
    std::vector<double> alive;
    std::vector<bool> transferred;
};

void addOnce(std::vector<std::string>& list, const std::string& what)
{
    if (std::find(list.begin(), list.end(), what) == list.end())
        list.push_back(what);
}

/// Real power that a node may carry: of its breaker, and of its units less the spare ones.
Watts limitOf(const Feed& feed, const PowerBasis& basis)
{
    const Watts breaker = usablePower(feed, basis);
    const FeedEquipment& known = feed.equipment;
    if (!known.unitPower)
        return breaker;
    return std::min(breaker, *known.unitPower * static_cast<double>(known.units - known.spareUnits));
}

} // namespace

class PowerNetwork::Compiled {
public:
    Compiled(const Arrangement& arrangement, const PowerBasis& basis, const std::map<PlacementId, Watts>& provisioned,
             std::vector<PodConsumer> pods)
        : m_arrangement{arrangement}, m_basis{basis}, m_pods{std::move(pods)}
    {
        addNodes();
        for (const Placement& placement : arrangement.placements)
            addPlacement(placement, provisioned);
        for (const PodConsumer& pod : m_pods)
            addPod(pod);
        group();
        settleNormal();
    }

    [[nodiscard]] ArrangementState state(const ArrangementLoss& loss) const
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

    [[nodiscard]] PowerChain chain(bool sides) const
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

    [[nodiscard]] RackDraw draw(const ArrangementLoss& base) const
    {
        RackDraw draw;
        draw.missing = m_plain.missing;
        for (const Node& node : m_nodes) {
            if (!node.upstream)
                draw.sides.add(node.feed->side);
        }
        draw.total = m_plain.load - m_withoutSides;
        for (unsigned lost = 0; lost < 16; ++lost) {
            if ((lost & ~draw.sides.bits()) != 0)
                continue; // A side on which it does not hang cannot be lost.
            ArrangementLoss loss = base;
            for (Index side = 0; side < sideCount; ++side)
                loss.supplied[side] = (lost >> side) & 1u ? 0 : 1;
            const ArrangementState then = state(loss);
            draw.corded[lost] = then.fromRoots;
            draw.cordedDark[lost] = static_cast<int>(std::ceil(then.acceleratorsLost - 1e-6));
            for (Index i = 0; i < m_nodes.size(); ++i) {
                const Node& node = m_nodes[i];
                if (node.upstream)
                    continue;
                for (Index phase = 0; phase < 3; ++phase)
                    draw.cordedByPhase[lost][index(node.feed->side)][phase] +=
                        then.nodes[i].byPhase[phase] / node.efficiency;
            }
        }
        return draw;
    }

    [[nodiscard]] Alive supplied(const std::vector<SideFeed>& feeds, const ArrangementState& state) const
    {
        std::array<double, sideCount> all{}, living{};
        for (const SideFeed& side : feeds) {
            const auto found = m_indexOf.find(side.feed);
            if (found == m_indexOf.end())
                continue;
            all[index(side.side)] += m_nodes[found->second].weight;
            living[index(side.side)] += m_nodes[found->second].weight * state.nodes[found->second].alive;
        }
        Alive alive = allAlive;
        for (Index side = 0; side < sideCount; ++side) {
            if (all[side] > 0)
                alive[side] = living[side] / all[side];
        }
        return alive;
    }

private:
    /// The normal state, from which others are reckoned by what differs.
    struct Normal {
        Alivenesses alive;
        std::vector<Load> loads; ///< Of each node, without what the nodes below it draw.
        Watts wanted, drawn, unfed;
        std::vector<PlacementState> affected;
    };

    void settleNormal()
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

    /// Consumers that this state may treat in another way than the normal one, in their order.
    [[nodiscard]] std::vector<Index> touchedBy(const ArrangementLoss& loss, const Alivenesses& now) const
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

    /// Takes out what a consumer puts in in normal state.
    void take(Index i, std::vector<Load>& loads, ArrangementState& state) const
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

    /// What every loss is reckoned against, and the scratch space that it leaves clean.
    struct Losing {
        const Alivenesses& normal;
        const std::vector<Load>& loads;
        Alivenesses now; ///< As `normal`, between two states.
        std::vector<Load> change;
        std::vector<bool> touched;
    };

    void addNodes()
    {
        const auto& feeds = m_arrangement.feeds;
        for (Index i = 0; i < feeds.size(); ++i)
            m_indexOf.emplace(feeds[i].id, i);
        m_nodes.resize(feeds.size());
        const auto named = [&](const std::optional<FeedId>& id) -> std::optional<Index> {
            const auto found = id ? m_indexOf.find(*id) : m_indexOf.end();
            return found == m_indexOf.end() ? std::nullopt : std::optional{found->second};
        };
        for (Index i = 0; i < feeds.size(); ++i) {
            Node& node = m_nodes[i];
            node.feed = &feeds[i];
            node.upstream = named(feeds[i].upstream);
            node.alternate = named(feeds[i].alternate);
            if (!node.upstream)
                std::swap(node.upstream, node.alternate);
            node.efficiency = feeds[i].equipment.efficiency.value_or(1);
            node.weight = std::max(ratedPower(feeds[i].voltage, feeds[i].phases, feeds[i].rating).value(), 1e-9);
            for (const auto& above : {node.upstream, node.alternate}) {
                if (above)
                    m_nodes[*above].below.push_back(i);
            }
            m_plain.feeds.push_back({.feed = feeds[i],
                                     .factor = feeds[i].continuousFactor.value_or(m_basis.continuousFactor),
                                     .normal = {},
                                     .worst = {},
                                     .worstLoss = {},
                                     .limit = limitOf(feeds[i], m_basis),
                                     .missing = {}});
        }
        sortFromAbove();
    }

    /// Ranks from the sources down. What hangs on itself, which no valid arrangement has, comes last.
    void sortFromAbove()
    {
        std::vector<Index> waiting(m_nodes.size());
        std::vector<Index> order;
        for (Index i = 0; i < m_nodes.size(); ++i) {
            waiting[i] = (m_nodes[i].upstream ? 1u : 0u) + (m_nodes[i].alternate ? 1u : 0u);
            if (waiting[i] == 0)
                order.push_back(i);
        }
        for (Index at = 0; at < order.size(); ++at) {
            for (const Index below : m_nodes[order[at]].below) {
                if (--waiting[below] == 0)
                    order.push_back(below);
            }
        }
        for (Index i = 0; i < order.size(); ++i)
            m_nodes[order[i]].rank = i;
        m_fromBelow.assign(order.rbegin(), order.rend());
    }

    void addPlacement(const Placement& placement, const std::map<PlacementId, Watts>& provisioned)
    {
        SideSet fed;
        for (const SideFeed& side : placement.feeds)
            fed.add(side.side);
        const RackDraw* draw = drawOf(placement, fed, provisioned);
        add({.id = placement.id,
             .placement = &placement,
             .draw = draw,
             .feeds = {},
             .all = {},
             .accelerators = placement.rack() ? (*placement.rack())->facts().accelerators : 0},
            placement.feeds);
    }

    void addPod(const PodConsumer& pod)
    {
        add({.id = pod.id, .placement = nullptr, .draw = pod.draw.get(), .feeds = {}, .all = {}, .accelerators = pod.accelerators},
            pod.feeds);
    }

    const RackDraw* drawOf(const Placement& placement, SideSet fed, const std::map<PlacementId, Watts>& provisioned)
    {
        const auto make = [&] {
            return placement.rack() ? rackDraw(**placement.rack(), fed) : unitDraw(**placement.unit(), fed);
        };
        if (const auto special = provisioned.find(placement.id); special != provisioned.end()) {
            m_special.push_back(std::make_unique<RackDraw>(make().scaledTo(special->second)));
            return m_special.back().get();
        }
        const void* what = placement.rack() ? static_cast<const void*>(placement.rack()->get())
                                            : static_cast<const void*>(placement.unit()->get());
        const auto key = std::pair{what, fed.bits()};
        auto found = m_draws.find(key);
        if (found == m_draws.end())
            found = m_draws.emplace(key, std::make_unique<RackDraw>(make())).first;
        return found->second.get();
    }

    void add(Consumer consumer, const std::vector<SideFeed>& feeds)
    {
        const RackDraw& draw = *consumer.draw;
        const bool pod = !consumer.placement;
        if (!pod)
            m_plain.load += draw.total;
        m_plain.accelerators += pod ? 0 : consumer.accelerators;
        for (const std::string& what : draw.missing) {
            if (!pod)
                addOnce(m_plain.missing, what);
        }
        if (draw.total <= Watts{} && draw.missing.empty())
            return;
        if (draw.sides.empty()) {
            if (pod)
                return;
            m_plain.withoutSides.push_back(consumer.id);
            m_withoutSides += draw.total;
            m_unsided.push_back(consumer.placement);
            return;
        }
        for (const SideFeed& side : feeds) {
            const auto node = m_indexOf.find(side.feed);
            if (node == m_indexOf.end() || !draw.sides.has(side.side))
                continue;
            consumer.feeds[index(side.side)].push_back(node->second);
            if (std::find(consumer.all.begin(), consumer.all.end(), node->second) == consumer.all.end())
                consumer.all.push_back(node->second);
        }
        for (const Side side : draw.sides.list()) {
            if (consumer.feeds[index(side)].empty())
                m_plain.unfed.push_back({consumer.id, side});
        }
        for (const Index node : consumer.all) {
            ++m_plain.feeds[node].consumers;
            m_plain.feeds[node].acceleratorsBehind += consumer.accelerators;
            for (std::optional<Index> at = node; at; at = m_nodes[*at].upstream) {
                for (const std::string& what : draw.missing)
                    addOnce(m_plain.feeds[*at].missing, what);
            }
        }
        m_consumers.push_back(std::move(consumer));
    }

    void group()
    {
        using Key = std::pair<const RackDraw*, std::array<std::vector<Index>, sideCount>>;
        std::map<Key, Index> groups;
        for (Index i = 0; i < m_consumers.size(); ++i) {
            m_consumerOf.emplace(m_consumers[i].id, i);
            for (const Index node : m_consumers[i].all)
                m_nodes[node].consumers.push_back(i);
            const auto [at, isNew] = groups.emplace(Key{m_consumers[i].draw, m_consumers[i].feeds}, m_groups.size());
            if (isNew) {
                m_groups.push_back({i, 0});
                for (const Index node : m_consumers[i].all)
                    m_nodes[node].groups.push_back(at->second);
            }
            ++m_groups[at->second].count;
        }
    }

    [[nodiscard]] Alivenesses aliveness(const std::vector<Index>& lost, const Alive& supplied) const
    {
        Alivenesses now{std::vector<double>(m_nodes.size()), std::vector<bool>(m_nodes.size())};
        for (auto at = m_fromBelow.rbegin(); at != m_fromBelow.rend(); ++at) {
            if (std::find(lost.begin(), lost.end(), *at) == lost.end())
                revive(*at, supplied, now);
        }
        return now;
    }

    /// A node that is not lost itself: as alive as what it hangs on, or as what takes over from that.
    void revive(Index at, const Alive& supplied, Alivenesses& now) const
    {
        const Node& node = m_nodes[at];
        now.alive[at] = node.upstream ? now.alive[*node.upstream] : supplied[index(node.feed->side)];
        now.transferred[at] = now.alive[at] <= 0 && node.alternate && now.alive[*node.alternate] > 0;
        if (now.transferred[at])
            now.alive[at] = now.alive[*node.alternate];
    }

    [[nodiscard]] std::optional<Index> parent(Index at, const Alivenesses& now) const
    {
        return now.transferred[at] ? m_nodes[at].alternate : m_nodes[at].upstream;
    }

    /// A side that no feed supplies is taken as alive: it is reported, not guessed at.
    [[nodiscard]] Alive aliveOf(const Consumer& consumer, const std::vector<double>& nodes) const
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

    std::vector<Share> sharesOf(const RackDraw& draw, const Consumer& consumer, const std::vector<double>& nodes) const
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

    /// One consumer in one state: its shares on the nodes, and what it loses.
    void put(const Consumer& consumer, const ArrangementLoss& loss, const Alivenesses& now, std::vector<Load>& loads,
             ArrangementState& state) const
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
        if (here.acceleratorsLost > 1e-9 || here.drawn.value() * equalEnough < wanted.value())
            state.affected.push_back(here);
    }

    /// What hangs on no side has only itself to lose.
    static void loseUnsided(const Placement& placement, const ArrangementLoss& loss, ArrangementState& state)
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

    /// Carries the loads of the nodes up to the roots.
    void settle(std::vector<Load>& loads, const Alivenesses& now, ArrangementState& state) const
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

    /// The nodes below some lost ones, these included, by rank.
    [[nodiscard]] std::vector<Index> belowOf(const std::vector<Index>& lost) const
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

    /// The state in which these nodes are lost: only what hangs below them moves its load.
    void lose(const std::vector<Index>& lost, Losing& losing, PowerChain& chain, std::optional<Side> side = {}) const
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

    /// Takes the old input of a node off what it hung on and puts the new one onto what it hangs on.
    template <class Touch> void carryUp(Index at, const Alivenesses& now, Losing& losing, Touch touch) const
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

    void note(Index at, const Alivenesses& now, const Losing& losing, PowerChain& chain, const std::vector<Index>& lost,
              std::optional<Side> side) const
    {
        if (now.alive[at] <= 0)
            return;
        FeedLoad& load = chain.feeds[at];
        Load then = losing.loads[at];
        then.add(losing.change[at]);
        const Load worst{load.worst, load.worstByPhase};
        if (then.seen(load.feed.phases) <= worst.seen(load.feed.phases) * equalEnough)
            return;
        load.worst = then.total;
        load.worstByPhase = then.phases;
        load.worstLoss = side ? std::nullopt : std::optional{chain.feeds[lost.front()].feed.id};
        load.worstSide = side;
    }

    /// All roots of one side at once, where they are more than one: what a hall can take from a pod.
    void loseSide(Side side, Losing& losing, PowerChain& chain) const
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

    const Arrangement& m_arrangement;
    PowerBasis m_basis;
    std::vector<PodConsumer> m_pods;
    PowerChain m_plain; ///< What holds in every state.
    std::map<FeedId, Index> m_indexOf;
    std::vector<Node> m_nodes;
    std::vector<Index> m_fromBelow; ///< Loads before sources.
    std::map<std::pair<const void*, unsigned>, std::unique_ptr<RackDraw>> m_draws;
    std::vector<std::unique_ptr<RackDraw>> m_special;
    std::vector<Consumer> m_consumers;
    std::multimap<PlacementId, Index> m_consumerOf; ///< A pod may have the name of a rack.
    std::vector<Group> m_groups;
    Normal m_normal;
    std::vector<const Placement*> m_unsided;
    Watts m_withoutSides;
};

PowerNetwork::PowerNetwork(const Arrangement& arrangement, const PowerBasis& basis,
                           const std::map<PlacementId, Watts>& provisioned, std::vector<PodConsumer> pods)
    : m_compiled{std::make_unique<const Compiled>(arrangement, basis, provisioned, std::move(pods))}
{
}
PowerNetwork::~PowerNetwork() = default;
PowerNetwork::PowerNetwork(PowerNetwork&&) noexcept = default;
PowerNetwork& PowerNetwork::operator=(PowerNetwork&&) noexcept = default;

ArrangementState PowerNetwork::state(const ArrangementLoss& loss) const
{
    return m_compiled->state(loss);
}

PowerChain PowerNetwork::chain(bool sides) const
{
    return m_compiled->chain(sides);
}

RackDraw PowerNetwork::draw(const ArrangementLoss& loss) const
{
    return m_compiled->draw(loss);
}

Alive aliveSides(const std::vector<SideFeed>& feeds, const Arrangement& arrangement,
                 const std::map<FeedId, std::size_t>& numbers, const ArrangementState& state)
{
    std::array<double, sideCount> all{}, living{};
    for (const SideFeed& side : feeds) {
        const auto feed = numbers.find(side.feed);
        if (feed == numbers.end() || feed->second >= state.nodes.size())
            continue;
        const Feed& of = arrangement.feeds[feed->second];
        const double weight = std::max(ratedPower(of.voltage, of.phases, of.rating).value(), 1e-9);
        all[static_cast<std::size_t>(side.side)] += weight;
        living[static_cast<std::size_t>(side.side)] += weight * state.nodes[feed->second].alive;
    }
    Alive alive = allAlive;
    for (std::size_t i = 0; i < sideCount; ++i)
        alive[i] = all[i] > 0 ? living[i] / all[i] : 1;
    return alive;
}

Alive PowerNetwork::supplied(const std::vector<SideFeed>& feeds, const ArrangementState& state) const
{
    return m_compiled->supplied(feeds, state);
}

} // namespace colonnade::model
