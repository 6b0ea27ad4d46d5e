#include "model/power/PowerNetwork.h"

#include "model/power/CompiledNetwork.h"

#include <algorithm>

namespace colonnade::model {

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
