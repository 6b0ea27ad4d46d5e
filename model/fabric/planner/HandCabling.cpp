#include "model/fabric/FabricPlanner.h"

#include <algorithm>

namespace colonnade::model {

void FabricPlanner::decideByHand(std::uint32_t link)
{
    const LinkColumns& links = m_plan.links;
    const bool ofRack = links.origin[link] == LinkOrigin::RackByHand;
    const auto number = static_cast<std::size_t>(m_handOf[link]);
    const Placement& placement = placementOf(links.a[link]);
    HandCable cable = ofRack ? (*placement.rack())->cables()[number] : m_fabric.links[number];
    const auto chosen = choiceOf(link);
    const CableChoice* const later = chosen ? &m_fabric.choices[static_cast<std::size_t>(*chosen)] : nullptr;
    if (later && later->medium)
        cable.medium = later->medium;
    if (later && later->length)
        cable.length = later->length;
    HandDecision& decision = m_byHand[link];
    if (cable.length) {
        decision.given = GivenLength{0, m_length[link], m_basis[link]};
        m_length[link] = static_cast<float>(cable.length->value());
        m_basis[link] = RouteBasis::Given;
    }

    Connection wanted;
    wanted.near = formOf(links.a[link], links.portA[link]);
    wanted.far = formOf(links.b[link], links.portB[link]);
    wanted.speed = GigabitsPerSecond{static_cast<double>(links.speed[link])};
    decision.connection = connectionIndex(wanted);
    const Metres length{static_cast<double>(m_length[link])};
    decision.choice = cable.medium ? askedMedium(cable.medium, wanted, length)
                                   : chosenMedium(m_plan.media, m_options[decision.connection], length);
    if (decision.choice.option)
        placeOptics({&link, 1}, *decision.choice.option);
}

void FabricPlanner::cableByHand(std::uint32_t link)
{
    HandDecision& decision = m_byHand[link];
    if (decision.cabled)
        return;
    decision.cabled = true;
    if (decision.given) {
        decision.given->cable = static_cast<std::uint32_t>(m_plan.cables.size());
        m_plan.given.push_back(*decision.given);
    }
    addCable({&link, 1}, decision.connection, decision.choice, m_handOf[link]);
    if (decision.given)
        m_plan.cables.ordered.back() = m_length[link];
}

void FabricPlanner::cableByHand(std::span<const std::uint32_t> standIns, std::size_t most)
{
    for (const std::uint32_t link : standIns.first(std::min(most, standIns.size())))
        cableByHand(link);
}

std::size_t FabricPlanner::cablesInPlaceOf(std::span<const std::uint32_t> standIns) const
{
    const std::uint32_t first = standIns.front();
    const auto alike = [&](std::uint32_t link) { return cagesOf(link) == cagesOf(first); };
    if (!std::all_of(standIns.begin(), standIns.end(), alike))
        return standIns.size();
    const LinkColumns& links = m_plan.links;
    Connection wanted;
    wanted.near = formOf(links.a[first], links.portA[first]);
    wanted.far = formOf(links.b[first], links.portB[first]);
    wanted.links = wanted.farLinks = static_cast<int>(standIns.size());
    wanted.speed = GigabitsPerSecond{static_cast<double>(links.speed[first])};
    const auto& given = m_byHand[first].given;
    return cablesFor(wanted, Metres{static_cast<double>(given ? given->routed : m_length[first])});
}

std::size_t FabricPlanner::cablesFor(const Connection& wanted, Metres length) const
{
    const auto listed = std::span<const PartRef>{m_plan.media}.first(m_fabric.media.size());
    const auto option = chosenMedium(listed, mediumOptions(listed, wanted), length).option;
    return option ? static_cast<std::size_t>((wanted.links + option->linksPerCable - 1) / option->linksPerCable * option->cablesPerLink) : 1;
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
