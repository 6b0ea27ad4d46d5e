#include "model/fabric/FabricPlanner.h"

#include <algorithm>
#include <numeric>

namespace colonnade::model {

FabricPlanner::PortRow FabricPlanner::rowFor(std::uint32_t node, const std::vector<std::uint16_t>& ports, Cursor& cursor, int wanted)
{
    const std::size_t begin = std::min(cursor.due.value_or(cursor.at), cursor.end);
    const std::size_t end = std::min(begin + static_cast<std::size_t>(std::max(wanted, 0)), cursor.end);
    cursor.due = end;
    return {node, ports, cursor, begin, end};
}

void FabricPlanner::keepPlaces(std::span<const std::uint32_t> links, const PortRow& near, const PortRow& far, std::uint32_t firstLink)
{
    const std::array rows{&near, &far};
    const LinkColumns& all = m_plan.links;
    // What is passed over is there for when nothing else is free.
    std::array<std::vector<std::uint16_t>, 2> passed;
    for (std::size_t side = 0; side < 2; ++side) {
        const PortRow& row = *rows[side];
        for (; row.cursor.at < row.end; ++row.cursor.at) {
            const std::uint16_t port = row.ports[row.cursor.at];
            if (m_taken[m_firstPort[row.node] + port])
                continue;
            passed[side].push_back(port);
            row.cursor.spare.push_back(port);
        }
    }
    std::array<std::size_t, 2> used{};
    for (const std::uint32_t link : links.first(std::min(links.size(), near.end - near.begin))) {
        StandIn place{static_cast<std::uint32_t>(all.size()), {}};
        bool known = true;
        for (std::size_t side = 2; known && side-- > 0;) {
            const PortRow& row = *rows[side];
            const bool isA = all.a[link] == row.node;
            std::uint16_t port = isA ? all.portA[link] : all.portB[link];
            const auto reach = std::span{row.ports}.subspan(row.begin, row.end - row.begin);
            if (std::find(reach.begin(), reach.end(), port) != reach.end()) {
                // It sits among them: behind those of the recipe that come before it there.
                place.before = firstLink;
                while (place.before < all.size() && (side == 0 ? all.portA : all.portB)[place.before] < port)
                    ++place.before;
            } else if (used[side] < passed[side].size()) {
                port = passed[side][used[side]++];
            } else {
                known = false; // Another link took its place.
            }
            place.ports[isA ? 0 : 1] = port;
        }
        if (known)
            m_standIns.emplace(link, place);
    }
}

std::vector<std::uint32_t> FabricPlanner::linksInOrder() const
{
    const auto byHand = static_cast<std::uint32_t>(m_handOf.size());
    std::vector<std::uint32_t> order(m_plan.links.size() - byHand);
    std::iota(order.begin(), order.end(), byHand);
    if (m_standIns.empty() || m_plan.refusal)
        return order;
    for (std::uint32_t link = 0; link < byHand; ++link) {
        if (m_standIns.contains(link))
            order.push_back(link);
    }
    const auto before = [&](std::uint32_t link) { return link < byHand ? m_standIns.at(link).before : link; };
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t one, std::uint32_t other) {
        const std::uint32_t a = before(one), b = before(other);
        return a != b ? a < b : one < byHand && other >= byHand;
    });
    return order;
}

std::array<std::uint32_t, 2> FabricPlanner::cagesOf(std::uint32_t link) const
{
    const LinkColumns& links = m_plan.links;
    std::array ports{links.portA[link], links.portB[link]};
    const std::array nodes{links.a[link], links.b[link]};
    if (link < m_handOf.size()) {
        const StandIn& place = m_standIns.at(link);
        for (std::size_t end = 0; end < 2; ++end) {
            // What was passed over may have been all that was left for another.
            if (!m_taken[m_firstPort[nodes[end]] + place.ports[end]])
                ports[end] = place.ports[end];
        }
    }
    return {static_cast<std::uint32_t>(cageOf(nodes[0], ports[0])), static_cast<std::uint32_t>(cageOf(nodes[1], ports[1]))};
}

} // namespace colonnade::model
