#include "model/fabric/FabricPlanner.h"

#include "model/fabric/planner/Unions.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace colonnade::model {

std::size_t FabricPlanner::cageOf(std::uint32_t node, std::uint16_t port) const
{
    return m_firstCage[node] + static_cast<std::size_t>(m_plan.port(node, port).cage);
}

CageForm FabricPlanner::formOf(std::uint32_t node, std::uint16_t port) const
{
    return plugCage(m_plan.part(node), m_plan.port(node, port).form);
}

void FabricPlanner::bundleLinks()
{
    LinkColumns& links = m_plan.links;
    const auto count = static_cast<std::uint32_t>(links.size());
    m_hasOptic.resize(m_inCage.size());
    m_plan.cables.reserve(count);
    m_plan.cables.firstLink.push_back(0);

    // Those by hand choose first what sits in their cages, and are numbered last: to add or remove one leaves the names of all
    // others as they are.
    const auto byHand = static_cast<std::uint32_t>(m_handOf.size());
    m_byHand.resize(byHand);
    for (std::uint32_t i = 0; i < byHand; ++i)
        decideByHand(i);

    for (std::uint32_t i = byHand; i < count; ++i) {
        ++m_inCage[cageOf(links.a[i], links.portA[i])];
        ++m_inCage[cageOf(links.b[i], links.portB[i])];
    }
    // Where no cage has two links, each is cabled by itself.
    if (byHand == 0 && std::all_of(m_inCage.begin(), m_inCage.end(), [](std::uint32_t inside) { return inside <= 1; })) {
        for (std::uint32_t i = 0; i < count; ++i)
            cableGroup({&i, 1}, {});
        return;
    }
    // Links whose cages hang together are cabled together: a cage holds one plug or one
    // transceiver.
    const std::vector<std::uint32_t> inOrder = linksInOrder();
    Unions cages{m_inCage.size()};
    for (const std::uint32_t link : inOrder) {
        const auto [a, b] = cagesOf(link);
        cages.join(a, b);
    }
    constexpr auto unseen = std::numeric_limits<std::uint32_t>::max();
    std::vector<std::uint32_t> groupOf(m_inCage.size(), unseen);
    std::vector<std::uint32_t> starts;
    std::vector<std::uint32_t> groups(inOrder.size());
    for (std::size_t i = 0; i < inOrder.size(); ++i) {
        std::uint32_t& group = groupOf[cages.root(cagesOf(inOrder[i]).front())];
        if (group == unseen) {
            group = static_cast<std::uint32_t>(starts.size());
            starts.push_back(0);
        }
        groups[i] = group;
        ++starts[group];
    }
    std::exclusive_scan(starts.begin(), starts.end(), starts.begin(), 0U);
    std::vector<std::uint32_t> order(groups.size());
    auto next = starts;
    for (std::size_t i = 0; i < order.size(); ++i)
        order[next[groups[i]]++] = inOrder[i];
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const auto group = std::span{order}.subspan(starts[i], next[i] - starts[i]);
        const auto ofRecipe = m_standIns.empty()
            ? group.begin()
            : std::stable_partition(group.begin(), group.end(), [&](std::uint32_t link) { return link < byHand; });
        const std::span<const std::uint32_t> standIns{group.begin(), ofRecipe};
        if (ofRecipe == group.end())
            cableByHand(standIns, cablesInPlaceOf(standIns));
        else
            cableGroup({ofRecipe, group.end()}, standIns);
    }
    // A rack design's own come before those of the fabric: a link that is added later is the last.
    for (const LinkOrigin origin : {LinkOrigin::RackByHand, LinkOrigin::FabricByHand}) {
        for (std::uint32_t i = 0; i < byHand; ++i) {
            if (links.origin[i] == origin)
                cableByHand(i);
        }
    }
}

void FabricPlanner::cableGroup(std::span<const std::uint32_t> group, std::span<const std::uint32_t> standIns)
{
    const LinkColumns& links = m_plan.links;
    const std::uint32_t first = group.front();
    const std::size_t cageA = cageOf(links.a[first], links.portA[first]);
    const std::size_t cageB = cageOf(links.b[first], links.portB[first]);
    const CageForm formA = formOf(links.a[first], links.portA[first]);
    const CageForm formB = formOf(links.b[first], links.portB[first]);
    bool oneA = true, oneB = true, alike = true;
    float longest = 0;
    for (const std::uint32_t link : group) {
        oneA &= cageOf(links.a[link], links.portA[link]) == cageA;
        oneB &= cageOf(links.b[link], links.portB[link]) == cageB;
        alike &= links.speed[link] == links.speed[first]
            && formOf(links.a[link], links.portA[link]) == formA
            && formOf(links.b[link], links.portB[link]) == formB;
        longest = std::max(longest, m_length[link]);
    }
    const Metres length{static_cast<double>(longest)};
    const auto count = static_cast<int>(group.size());
    const bool straight = oneA && oneB;
    const auto single = [&](bool atB) {
        return std::all_of(group.begin(), group.end(), [&](std::uint32_t link) {
            return m_inCage[atB ? cageOf(links.b[link], links.portB[link])
                                : cageOf(links.a[link], links.portA[link])]
                == 1;
        });
    };
    const bool fromB = !straight && oneB && single(false);
    const bool fromA = !straight && !fromB && oneA && single(true);
    if (!alike || (!straight && !fromA && !fromB)) {
        cableMesh(group, length);
        cableByHand(standIns, standIns.size());
        return;
    }
    Connection wanted;
    wanted.near = fromB ? formB : formA;
    wanted.far = fromB ? formA : formB;
    wanted.shape = straight ? CableShape::Straight : CableShape::FanOut;
    wanted.links = count;
    wanted.farLinks = straight ? count : 1;
    wanted.speed = GigabitsPerSecond{static_cast<double>(links.speed[first])};
    const auto connection = connectionIndex(wanted);
    const std::size_t firstCable = m_plan.cables.size();
    const auto placeStandIns = [&] {
        if (standIns.empty())
            return;
        wanted.links += static_cast<int>(standIns.size());
        wanted.farLinks = straight ? wanted.links : 1;
        const std::size_t alone = cablesFor(wanted, length), made = m_plan.cables.size() - firstCable;
        cableByHand(standIns, alone - std::min(alone, made));
    };
    const std::int32_t asked = mediumChoice(group);
    auto choice = asked < 0
        ? chosenMedium(m_plan.media, m_options[connection], length)
        : askedMedium(m_fabric.choices[static_cast<std::size_t>(asked)].medium, wanted, length);
    if (!choice.option) {
        // One plug for all would have been best; what is missing is reported for one assembly.
        addCable(group, connection, choice, -1);
        placeStandIns();
        return;
    }
    if (fromB)
        std::swap(choice.option->nearOptic, choice.option->farOptic);
    const auto chunk = static_cast<std::size_t>(choice.option->linksPerCable);
    for (std::size_t at = 0; at < group.size(); at += chunk) {
        for (int strand = 0; strand < choice.option->cablesPerLink; ++strand)
            addCable(group.subspan(at, std::min(chunk, group.size() - at)), connection, choice, -1);
    }
    placeStandIns();
}

void FabricPlanner::cableMesh(std::span<const std::uint32_t> group, Metres longest)
{
    const LinkColumns& links = m_plan.links;
    for (const std::uint32_t link : group) {
        Connection wanted;
        wanted.near = formOf(links.a[link], links.portA[link]);
        wanted.far = formOf(links.b[link], links.portB[link]);
        wanted.shape = CableShape::Mesh;
        wanted.links = static_cast<int>(m_inCage[cageOf(links.a[link], links.portA[link])]);
        wanted.farLinks = static_cast<int>(m_inCage[cageOf(links.b[link], links.portB[link])]);
        wanted.speed = GigabitsPerSecond{static_cast<double>(links.speed[link])};
        const auto connection = connectionIndex(wanted);
        // Transceivers are shared by the links of a cage, so the longest link decides for all.
        const std::int32_t asked = mediumChoice({&link, 1});
        const auto choice = asked < 0
            ? chosenMedium(m_plan.media, m_options[connection], longest)
            : askedMedium(m_fabric.choices[static_cast<std::size_t>(asked)].medium, wanted, longest);
        const int cables = choice.option ? choice.option->cablesPerLink : 1;
        for (int strand = 0; strand < cables; ++strand)
            addCable({&link, 1}, connection, choice, -1);
    }
}

std::uint16_t FabricPlanner::connectionIndex(const Connection& connection)
{
    const auto found = std::find(m_plan.connections.begin(), m_plan.connections.end(), connection);
    if (found == m_plan.connections.end()) {
        m_plan.connections.push_back(connection);
        // The media that hands chose are not for the recipe.
        const auto listed = std::span<const PartRef>{m_plan.media}.first(m_fabric.media.size());
        m_options.push_back(mediumOptions(listed, connection));
        return static_cast<std::uint16_t>(m_plan.connections.size() - 1);
    }
    return static_cast<std::uint16_t>(found - m_plan.connections.begin());
}

void FabricPlanner::addCable(std::span<const std::uint32_t> links, std::uint16_t connection,
                             const MediumChoice& choice, std::int32_t hand)
{
    CableColumns& cables = m_plan.cables;
    LinkColumns& all = m_plan.links;
    const auto number = static_cast<std::uint32_t>(cables.size());
    float routed = 0;
    RouteBasis basis = RouteBasis::Given;
    for (const std::uint32_t link : links) {
        routed = std::max(routed, m_length[link]);
        basis = std::min(basis, m_basis[link]); // As sure as the least sure of its ends.
        const auto before = cables.linkOrder.empty() || cables.linkOrder.back() != link;
        if (before) // Of several strands the first stands for the link.
            all.cable[link] = number;
        cables.linkOrder.push_back(link);
    }
    const MediumOption option = choice.option.value_or(MediumOption{});
    std::int32_t chosen = -1;
    std::optional<Metres> given;
    for (const std::uint32_t link : links) {
        const auto one = choiceOf(link);
        if (!one)
            continue;
        chosen = chosen < 0 ? *one : chosen;
        if (const auto asked = m_fabric.choices[static_cast<std::size_t>(*one)].length; asked && !given) {
            given = asked;
            chosen = *one;
        }
    }
    float ordered = routed;
    if (choice.option && choice.gap == MediumGap::None) {
        const CableFigures& figures = *m_plan.media[option.medium]->cable;
        const Metres length{std::max(static_cast<double>(routed), option.reachMin.value())};
        auto order = orderLength(figures, length).value_or(choice.order);
        if (figures.stockLengths.empty())
            order = std::min(order, option.reachMax);
        ordered = static_cast<float>(order.value());
    }
    if (given) {
        ordered = static_cast<float>(given->value());
        if (hand < 0)
            m_plan.given.push_back({number, routed, basis});
        basis = RouteBasis::Given;
    }
    cables.firstLink.push_back(static_cast<std::uint32_t>(cables.linkOrder.size()));
    cables.medium.push_back(option.medium);
    cables.opticA.push_back(option.nearOptic);
    cables.opticB.push_back(option.farOptic);
    cables.connection.push_back(connection);
    cables.gap.push_back(choice.gap);
    cables.routed.push_back(routed);
    cables.basis.push_back(basis);
    cables.ordered.push_back(ordered);
    cables.hand.push_back(hand);
    cables.choice.push_back(chosen);
    if (choice.gap != MediumGap::None)
        ++m_plan.gaps;
    if (basis == RouteBasis::Estimated)
        ++m_plan.estimated;
    placeOptics(links, option);
}

void FabricPlanner::placeOptics(std::span<const std::uint32_t> links, const MediumOption& option)
{
    if (option.nearOptic == MediumOption::none)
        return;
    const LinkColumns& all = m_plan.links;
    for (const std::uint32_t link : links) {
        placeOptic(all.a[link], m_plan.port(all.a[link], all.portA[link]), option.nearOptic);
        placeOptic(all.b[link], m_plan.port(all.b[link], all.portB[link]), option.farOptic);
    }
}

void FabricPlanner::placeOptic(std::uint32_t node, const Port& port, std::uint16_t optic)
{
    std::uint8_t& has = m_hasOptic[m_firstCage[node] + static_cast<std::size_t>(port.cage)];
    if (has)
        return;
    has = 1;
    if (m_plan.optics.empty())
        m_plan.optics.reserve(m_inCage.size()); // One in each cage at most.
    m_plan.optics.push_back({node, static_cast<std::uint16_t>(port.cage), optic});
}

} // namespace colonnade::model
