#include "model/power/DesignNetwork.h"

#include "model/power/PodPower.h"

#include <algorithm>

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
    m_network = std::make_shared<const PowerNetwork>(m_hall->arrangement, basis, of(overrides, {}),
                                                     podConsumers(*m_hall, basis));
}

DesignPowerState DesignNetwork::state(const DesignLoss& loss) const
{
    DesignPowerState state;
    ArrangementLoss hall = loss.hall;
    for (std::size_t i = 0; i < m_pods.size(); ++i) {
        const PodPlacement& placement = m_hall->pods[i];
        const auto own = loss.pods.find(placement.id);
        if (own != loss.pods.end() && !own->second.empty() && !placement.feeds.empty())
            hall.pods.emplace(placement.id, std::make_shared<const RackDraw>(m_pods[i]->network.draw(own->second)));
    }
    state.hall = m_network->state(hall);
    for (const PlacementState& one : state.hall.affected) {
        if (m_hall->arrangement.placement(one.placement))
            state.acceleratorsLost += one.acceleratorsLost;
    }
    state.wanted = state.hall.wanted;
    state.drawn = state.hall.drawn;
    state.conversion = state.hall.conversion;
    state.unfed = state.hall.unfed;
    state.fromSources = sum(state.hall.fromRoots);

    Met met;
    for (std::size_t i = 0; i < m_pods.size(); ++i)
        addPod(i, loss, hall, met, state);
    return state;
}

void DesignNetwork::addPod(std::size_t at, const DesignLoss& loss, const ArrangementLoss& hallLoss, Met& met,
                           DesignPowerState& state) const
{
    const PodPlacement& placement = m_hall->pods[at];
    const auto& power = m_pods[at];
    const auto& lost = loss.hall.placements;
    const bool whole = std::find(lost.begin(), lost.end(), placement.id) != lost.end();
    ArrangementLoss own;
    if (const auto found = loss.pods.find(placement.id); found != loss.pods.end())
        own = found->second;
    if (whole) {
        for (const Placement& inside : placement.pod->arrangement().placements)
            own.placements.push_back(inside.id);
    }
    own.supplied = placement.feeds.empty() ? allAlive : m_network->supplied(placement.feeds, state.hall);

    DesignPowerState::Pod pod{&placement, power->normal, own.empty()};
    const Alive supplied = own.supplied;
    own.supplied = allAlive;
    if (own.empty() && !pod.normal) {
        auto& known = met[{power.get(), supplied}];
        if (!known) {
            own.supplied = supplied;
            known = std::make_shared<const ArrangementState>(power->network.state(own));
        }
        pod.state = known;
    } else if (!pod.normal) {
        own.supplied = supplied;
        pod.state = std::make_shared<const ArrangementState>(power->network.state(own));
    }
    const ArrangementState& here = *pod.state;
    state.acceleratorsLost += here.acceleratorsLost;
    state.conversion += here.conversion;
    state.unfed += here.unfed;
    if (placement.feeds.empty()) {
        state.wanted += here.wanted;
        state.drawn += here.drawn;
        state.fromSources += sum(here.fromRoots);
    } else {
        // The hall counted the pod as one consumer, with its losses and without what no feed supplies.
        const auto special = hallLoss.pods.find(placement.id);
        const RackDraw& draw = special == hallLoss.pods.end() ? *power->draw : *special->second;
        if (!whole) {
            for (const Watts side : draw.load(supplied))
                state.drawn -= side;
        }
        state.wanted += here.wanted - power->draw->total;
        state.drawn += here.drawn;
    }
    state.pods.push_back(std::move(pod));
}

} // namespace colonnade::model
