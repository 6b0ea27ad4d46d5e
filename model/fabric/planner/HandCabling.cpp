#include "model/fabric/FabricPlanner.h"

#include <algorithm>

namespace colonnade::model {

void FabricPlanner::cableByHand(std::uint32_t link, std::int32_t number)
{
    const LinkColumns& links = m_plan.links;
    const bool ofRack = links.origin[link] == LinkOrigin::RackByHand;
    const Placement& placement = m_arrangement.placements[m_plan.nodes[links.a[link]].placement];
    const HandCable& cable = ofRack
        ? (*placement.rack())->cables()[static_cast<std::size_t>(number)]
        : m_fabric.links[static_cast<std::size_t>(number)];
    if (cable.length)
        m_length[link] = static_cast<float>(cable.length->value());

    Connection wanted;
    wanted.near = formOf(links.a[link], links.portA[link]);
    wanted.far = formOf(links.b[link], links.portB[link]);
    wanted.speed = GigabitsPerSecond{static_cast<double>(links.speed[link])};
    const auto connection = connectionIndex(wanted);
    const Metres length{static_cast<double>(m_length[link])};
    MediumChoice choice;
    if (!cable.medium) {
        choice = chosenMedium(m_plan.media, m_options[connection], length);
    } else {
        auto found = std::find(m_plan.media.begin(), m_plan.media.end(), cable.medium);
        if (found == m_plan.media.end())
            found = m_plan.media.insert(found, cable.medium);
        const auto medium = static_cast<std::uint16_t>(found - m_plan.media.begin());
        MediumOptions options = mediumOptions(m_plan.media, wanted);
        std::erase_if(options.options,
                      [&](const MediumOption& option) { return option.medium != medium; });
        if (options.options.empty() && options.gap == MediumGap::None)
            options.gap = MediumGap::Cage;
        choice = chosenMedium(m_plan.media, options, length);
        if (!choice.option) { // What was asked for is taken, and why it does not fit is told.
            MediumOption asked;
            asked.medium = medium;
            choice.option = asked;
        }
    }
    addCable({&link, 1}, connection, choice, number);
    if (cable.length)
        m_plan.cables.ordered.back() = m_length[link];
}

} // namespace colonnade::model
