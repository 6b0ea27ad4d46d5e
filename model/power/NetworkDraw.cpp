#include "model/power/CompiledNetwork.h"

#include <cmath>

namespace colonnade::model {

RackDraw PowerNetwork::Compiled::draw(const ArrangementLoss& base) const
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

Alive PowerNetwork::Compiled::supplied(const std::vector<SideFeed>& feeds, const ArrangementState& state) const
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

} // namespace colonnade::model
