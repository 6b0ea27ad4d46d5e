#include "model/fabric/FabricPlanner.h"

#include <algorithm>

namespace colonnade::model {

void FabricPlanner::cableByHand(std::uint32_t link, std::int32_t number)
{
    const LinkColumns& links = m_plan.links;
    const bool ofRack = links.origin[link] == LinkOrigin::RackByHand;
    const Placement& placement = m_arrangement.placements[m_plan.nodes[links.a[link]].placement];
    HandCable cable = ofRack
        ? (*placement.rack())->cables()[static_cast<std::size_t>(number)]
        : m_fabric.links[static_cast<std::size_t>(number)];
    const auto chosen = choiceOf(link);
    const CableChoice* const later = chosen ? &m_fabric.choices[static_cast<std::size_t>(*chosen)] : nullptr;
    if (later && later->medium)
        cable.medium = later->medium;
    if (later && later->length)
        cable.length = later->length;
    if (cable.length) {
        m_plan.given.push_back({static_cast<std::uint32_t>(m_plan.cables.size()), m_length[link], m_basis[link]});
        m_length[link] = static_cast<float>(cable.length->value());
        m_basis[link] = RouteBasis::Given;
    }

    Connection wanted;
    wanted.near = formOf(links.a[link], links.portA[link]);
    wanted.far = formOf(links.b[link], links.portB[link]);
    wanted.speed = GigabitsPerSecond{static_cast<double>(links.speed[link])};
    const auto connection = connectionIndex(wanted);
    const Metres length{static_cast<double>(m_length[link])};
    const auto choice = cable.medium ? askedMedium(cable.medium, wanted, length)
                                     : chosenMedium(m_plan.media, m_options[connection], length);
    addCable({&link, 1}, connection, choice, number);
    if (cable.length)
        m_plan.cables.ordered.back() = m_length[link];
}

MediumChoice FabricPlanner::askedMedium(const PartRef& asked, const Connection& wanted, Metres length)
{
    auto found = std::find(m_plan.media.begin(), m_plan.media.end(), asked);
    if (found == m_plan.media.end())
        found = m_plan.media.insert(found, asked);
    const auto medium = static_cast<std::uint16_t>(found - m_plan.media.begin());
    MediumOptions options = mediumOptions(m_plan.media, wanted);
    std::erase_if(options.options, [&](const MediumOption& option) { return option.medium != medium; });
    if (options.options.empty() && options.gap == MediumGap::None)
        options.gap = MediumGap::Cage;
    auto choice = chosenMedium(m_plan.media, options, length);
    if (!choice.option) {
        MediumOption taken;
        taken.medium = medium;
        choice.option = taken;
    }
    return choice;
}

} // namespace colonnade::model
