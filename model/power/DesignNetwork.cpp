#include "model/power/DesignNetwork.h"

#include "model/power/PodPower.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_map>

namespace colonnade::model {

namespace {

using Overrides = std::map<std::string, std::map<PlacementId, Watts>>;

const std::map<PlacementId, Watts>& of(const Overrides& overrides, const std::string& pod)
{
    static const std::map<PlacementId, Watts> none;
    const auto found = overrides.find(pod);
    return found == overrides.end() ? none : found->second;
}

Watts sum(const PerSide& sides)
{
    Watts all;
    for (const Watts side : sides)
        all += side;
    return all;
}

} // namespace

DesignNetwork::DesignNetwork(const Design& design, const PowerBasis& basis) : m_hall{design.hall()}
{
    const Overrides overrides = provisionedOverrides(*m_hall);
    for (const PodPlacement& placement : m_hall->pods)
        m_pods.push_back(podPower(placement.pod, basis, of(overrides, placement.id.text())));
    const auto power = hallPower(*m_hall, basis);
    m_network = {power, &power->network};
    settlePods();
}

void DesignNetwork::settlePods()
{
    std::unordered_map<std::string_view, std::size_t> indexOf;
    for (std::size_t i = 0; i < m_hall->arrangement.feeds.size(); ++i)
        indexOf.emplace(m_hall->arrangement.feeds[i].id.text(), i);
    for (std::size_t i = 0; i < m_pods.size(); ++i) {
        const PodPlacement& placement = m_hall->pods[i];
        auto& nodes = m_nodes.emplace_back();
        for (const SideFeed& side : placement.feeds) {
            if (const auto found = indexOf.find(side.feed.text()); found != indexOf.end())
                nodes.push_back(found->second);
        }
        m_normalPods.pods.push_back({&placement, m_pods[i]->normal, true});
        count(i, m_normalPods.pods.back(), *m_pods[i]->draw, false, allAlive, 1, m_normalPods);
    }
}

DesignPowerState DesignNetwork::state(const DesignLoss& loss) const
{
    DesignPowerState state = m_normalPods;
    ArrangementLoss hall = loss.hall;
    if (!loss.pods.empty()) {
        for (std::size_t i = 0; i < m_pods.size(); ++i) {
            const PodPlacement& placement = m_hall->pods[i];
            const auto own = loss.pods.find(placement.id);
            if (own != loss.pods.end() && !own->second.empty() && !placement.feeds.empty())
                hall.pods.emplace(placement.id, std::make_shared<const RackDraw>(m_pods[i]->network.draw(own->second)));
        }
    }
    state.hall = m_network->state(hall);
    for (const PlacementState& one : state.hall.affected) {
        if (m_hall->arrangement.placement(one.placement))
            state.acceleratorsLost += one.acceleratorsLost;
    }
    state.wanted += state.hall.wanted;
    state.drawn += state.hall.drawn;
    state.conversion += state.hall.conversion;
    state.unfed += state.hall.unfed;
    state.fromSources += sum(state.hall.fromRoots);

    Met met;
    const std::set<PlacementId> lost{loss.hall.placements.begin(), loss.hall.placements.end()};
    for (std::size_t i = 0; i < m_pods.size(); ++i) {
        const auto& nodes = m_nodes[i];
        const bool reached = std::any_of(nodes.begin(), nodes.end(), [&](std::size_t node) { return state.hall.nodes[node].alive != 1; });
        const PlacementId& id = m_hall->pods[i].id;
        const bool whole = !lost.empty() && lost.contains(id);
        if (!reached && !whole && (loss.pods.empty() || !loss.pods.contains(id)))
            continue;
        const Alive supplied = m_hall->pods[i].feeds.empty() ? allAlive : m_network->supplied(m_hall->pods[i].feeds, state.hall);
        const auto special = hall.pods.find(id);
        DesignPowerState::Pod& pod = state.pods[i];
        count(i, pod, *m_pods[i]->draw, false, allAlive, -1, state);
        pod = podIn(i, loss, whole, supplied, met);
        count(i, pod, special == hall.pods.end() ? *m_pods[i]->draw : *special->second, whole, supplied, 1, state);
    }
    return state;
}

DesignPowerState::Pod DesignNetwork::podIn(std::size_t at, const DesignLoss& loss, bool whole, const Alive& supplied, Met& met) const
{
    const PodPlacement& placement = m_hall->pods[at];
    const auto& power = m_pods[at];
    ArrangementLoss own;
    if (const auto found = loss.pods.find(placement.id); found != loss.pods.end())
        own = found->second;
    if (whole) {
        for (const Placement& inside : placement.pod->arrangement().placements)
            own.placements.push_back(inside.id);
    }
    const bool plain = own.empty();
    own.supplied = supplied;
    DesignPowerState::Pod pod{&placement, power->normal, own.empty()};
    if (plain && !pod.normal) {
        auto& known = met[{power.get(), supplied}];
        if (!known)
            known = std::make_shared<const ArrangementState>(power->network.state(own));
        pod.state = known;
    } else if (!pod.normal) {
        pod.state = std::make_shared<const ArrangementState>(power->network.state(own));
    }
    return pod;
}

void DesignNetwork::count(std::size_t at, const DesignPowerState::Pod& pod, const RackDraw& draw, bool whole,
                          const Alive& supplied, double sign, DesignPowerState& state) const
{
    const ArrangementState& here = *pod.state;
    state.acceleratorsLost += here.acceleratorsLost * sign;
    state.conversion += here.conversion * sign;
    state.unfed += here.unfed * sign;
    state.wanted += here.wanted * sign;
    state.drawn += here.drawn * sign;
    if (pod.placement->feeds.empty()) {
        state.fromSources += sum(here.fromRoots) * sign;
        return;
    }
    // The hall counted the pod as one consumer, with its losses and without what no feed supplies.
    if (!whole)
        state.drawn -= sum(draw.load(supplied)) * sign;
    state.wanted -= m_pods[at]->draw->total * sign;
}

} // namespace colonnade::model
