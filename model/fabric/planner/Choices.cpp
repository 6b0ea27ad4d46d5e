#include "model/fabric/FabricPlanner.h"

#include "model/units/Text.h"

#include <algorithm>
#include <array>

namespace colonnade::model {

void FabricPlanner::findChoices()
{
    // Without its links a refused recipe has nothing that a choice could fit; the refusal is what is told.
    if (m_fabric.choices.empty() || m_plan.refusal)
        return;
    indexNodes();
    // Links at the ports that choices name, in one pass.
    std::unordered_map<std::uint64_t, std::uint32_t> linkAt;
    const auto portKey = [](std::uint32_t node, std::uint16_t port) { return static_cast<std::uint64_t>(node) << 16U | port; };
    constexpr auto none = std::numeric_limits<std::uint32_t>::max();
    struct Named {
        std::array<std::uint32_t, 2> node{};
        std::array<std::uint16_t, 2> port{};
    };
    std::vector<std::optional<Named>> named(m_fabric.choices.size());
    for (std::size_t i = 0; i < named.size(); ++i) {
        const CableChoice& choice = m_fabric.choices[i];
        const auto a = placeOf(choice.a);
        const auto b = placeOf(choice.b);
        if (!a || !b) {
            tell(FabricException::Kind::Choice, i, fmt::format("{} fits no cable: {}", choiceText(choice), (a ? b : a).error().text));
            continue;
        }
        named[i] = Named{{a->node, b->node}, {a->port, b->port}};
        linkAt.emplace(portKey(a->node, a->port), none);
        linkAt.emplace(portKey(b->node, b->port), none);
    }
    const LinkColumns& links = m_plan.links;
    std::unordered_multimap<std::uint64_t, std::uint32_t> linksOf;
    for (std::uint32_t link = 0; link < links.size(); ++link) {
        for (const auto key : {portKey(links.a[link], links.portA[link]), portKey(links.b[link], links.portB[link])}) {
            if (linkAt.contains(key))
                linksOf.emplace(key, link);
        }
    }
    for (std::size_t i = 0; i < named.size(); ++i) {
        if (!named[i])
            continue;
        const Named& ends = *named[i];
        const CableChoice& choice = m_fabric.choices[i];
        const auto [first, last] = linksOf.equal_range(portKey(ends.node[0], ends.port[0]));
        std::optional<std::uint32_t> found, elsewhere;
        for (auto one = first; one != last; ++one) {
            const std::uint32_t link = one->second;
            const bool atA = links.a[link] == ends.node[0] && links.portA[link] == ends.port[0];
            const bool fits = (atA ? links.b[link] : links.a[link]) == ends.node[1]
                && (atA ? links.portB[link] : links.portA[link]) == ends.port[1];
            (fits ? found : elsewhere) = link;
        }
        if (found) {
            m_choiceOf.emplace(*found, static_cast<std::int32_t>(i));
        } else if (elsewhere) {
            const bool atA = links.a[*elsewhere] == ends.node[0] && links.portA[*elsewhere] == ends.port[0];
            const PortRef far = atA ? m_plan.portRef(m_arrangement, links.b[*elsewhere], links.portB[*elsewhere])
                                    : m_plan.portRef(m_arrangement, links.a[*elsewhere], links.portA[*elsewhere]);
            tell(FabricException::Kind::Choice, i,
                 fmt::format("{} fits no cable: the first port now leads to '{}'", choiceText(choice), shown(text(far))));
        } else {
            tell(FabricException::Kind::Choice, i, fmt::format("{} fits no cable: no link ends at the first port", choiceText(choice)));
        }
    }
}

Result<FabricPlanner::NodePort> FabricPlanner::placeOf(const PortRef& port) const
{
    const auto place = locate(port);
    if (!place)
        return tl::unexpected{place.error()};
    const auto node = m_nodeAt.find(nodeKey(place->placement, place->device, place->pod));
    if (node == m_nodeAt.end())
        return fail("'{}' takes no part in the fabric", shown(port.device));
    const auto& ports = m_plan.ports[m_plan.nodes[node->second].part];
    const auto found = std::find(ports.begin(), ports.end(), place->port);
    return NodePort{node->second, static_cast<std::uint16_t>(found - ports.begin())};
}

std::optional<std::int32_t> FabricPlanner::choiceOf(std::uint32_t link) const
{
    if (m_choiceOf.empty())
        return std::nullopt;
    const auto found = m_choiceOf.find(link);
    return found == m_choiceOf.end() ? std::nullopt : std::optional{found->second};
}

std::int32_t FabricPlanner::mediumChoice(std::span<const std::uint32_t> group)
{
    std::int32_t decides = -1;
    if (m_choiceOf.empty())
        return decides;
    for (const std::uint32_t link : group) {
        const auto one = choiceOf(link);
        if (!one || !m_fabric.choices[static_cast<std::size_t>(*one)].medium)
            continue;
        const CableChoice& choice = m_fabric.choices[static_cast<std::size_t>(*one)];
        if (decides < 0)
            decides = *one;
        else if (const CableChoice& first = m_fabric.choices[static_cast<std::size_t>(decides)];
                 first.medium->id != choice.medium->id)
            tell(FabricException::Kind::Choice, static_cast<std::size_t>(*one),
                 fmt::format("{} asks for '{}', but its cages take '{}', which is chosen for '{}' to '{}'", choiceText(choice), choice.medium->id,
                             first.medium->id, shown(text(first.a)), shown(text(first.b))));
    }
    return decides;
}

std::string FabricPlanner::choiceText(const CableChoice& choice)
{
    return fmt::format("The choice for '{}' to '{}'", shown(text(choice.a)), shown(text(choice.b)));
}

} // namespace colonnade::model
