#include "model/power/CompiledNetwork.h"

#include "model/units/AddOnce.h"

#include <algorithm>

namespace colonnade::model {

namespace {

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

PowerNetwork::Compiled::Compiled(const Arrangement& arrangement, const PowerBasis& basis,
                                 const std::map<PlacementId, Watts>& provisioned, std::vector<PodConsumer> pods)
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

void PowerNetwork::Compiled::addNodes()
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

void PowerNetwork::Compiled::sortFromAbove()
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

void PowerNetwork::Compiled::addPlacement(const Placement& placement, const std::map<PlacementId, Watts>& provisioned)
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

void PowerNetwork::Compiled::addPod(const PodConsumer& pod)
{
    add({.id = pod.id, .placement = nullptr, .draw = pod.draw.get(), .feeds = {}, .all = {}, .accelerators = pod.accelerators},
        pod.feeds);
}

const RackDraw* PowerNetwork::Compiled::drawOf(const Placement& placement, SideSet fed,
                                                const std::map<PlacementId, Watts>& provisioned)
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

void PowerNetwork::Compiled::add(Consumer consumer, const std::vector<SideFeed>& feeds)
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

void PowerNetwork::Compiled::group()
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

} // namespace colonnade::model
