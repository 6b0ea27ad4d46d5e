#include "model/fabric/FabricPlanner.h"

#include "model/fabric/DrawnRecipe.h"
#include "model/fabric/planner/Splits.h"
#include "model/fabric/topology/TopologyAnalysis.h"

#include <algorithm>
#include <limits>

namespace colonnade::model {

namespace {

/// Endpoints that forward for one another, or whose links are dealt to switches one by one: every port of theirs has its own
/// place in the topology.
bool isDirect(FabricFamily family)
{
    return family == FabricFamily::Torus || family == FabricFamily::HammingMesh || family == FabricFamily::ScaleUp;
}

/// Links across one particular cut: the first half of the endpoints (where `direct`) or of the switches, and every other switch
/// with the most of its neighbours below.
double halvedLinks(const Topology& topology, bool direct)
{
    std::vector<int> leaning(topology.vertices());
    if (direct) {
        for (std::uint32_t i = 0; i < topology.endpoints; ++i)
            leaning[i] = i < topology.endpoints / 2 ? -1 : 1;
    } else {
        for (std::size_t i = 0; i < topology.switches.size(); ++i)
            leaning[topology.vertexOfSwitch(i)] = i < topology.switches.size() / 2 ? -1 : 1;
    }
    const TopologyLinks& links = topology.links;
    for (int tier = 1; direct && tier <= 3; ++tier) {
        for (std::size_t i = 0; i < links.size(); ++i) {
            const std::uint32_t above = links.b[i];
            if (topology.isSwitch(above) && topology.switches.tier[above - topology.endpoints] == tier)
                leaning[above] += leaning[links.a[i]] < 0 ? -links.count[i] : links.count[i];
        }
    }
    double cut = 0;
    for (std::size_t i = 0; i < links.size(); ++i) {
        const bool between = direct || (topology.isSwitch(links.a[i]) && topology.isSwitch(links.b[i]));
        if (between && (leaning[links.a[i]] < 0) != (leaning[links.b[i]] < 0))
            cut += links.count[i];
    }
    return cut;
}

/// Links on the longest shortest path between endpoints, from all of them, or from 64 spread over them where they are many.
int longestPath(const Topology& topology, bool relay)
{
    const TopologyGraph graph{topology};
    const double work = static_cast<double>(topology.endpoints) * static_cast<double>(topology.links.size());
    const std::uint32_t step = work > 2e7 ? std::max(topology.endpoints / 64, 1U) : 1;
    std::uint32_t longest = 0;
    for (std::uint32_t from = 0; from < topology.endpoints; from += step) {
        const auto distances = graph.distances(from, topology.endpoints, relay);
        for (std::uint32_t to = 0; to < topology.endpoints; ++to) {
            if (distances[to] != TopologyGraph::unreached)
                longest = std::max(longest, distances[to]);
        }
    }
    return static_cast<int>(longest);
}

} // namespace

std::optional<Error> FabricPlanner::addByTopology()
{
    DrawnCounts counts;
    std::array<Leaves, 3> tiers; // Endpoints have none.
    double trunkSpeed = std::numeric_limits<double>::max();
    for (std::uint32_t i = 0; i < m_plan.switchCount; ++i) {
        const int tier = m_plan.nodes[i].tier;
        if (tier > 2)
            return Error{fmt::format("switch '{}' stands in tier {}; a {} fabric has tier 1{}", m_plan.path(m_arrangement, i), tier,
                                     word(m_fabric.family), m_fabric.family == FabricFamily::DragonflyPlus ? " and 2" : "")};
        tiers[static_cast<std::size_t>(tier)].push_back(i);
        trunkSpeed = std::min(trunkSpeed, m_switchPorts[i].trunkSpeed);
    }
    for (Leaves& tier : tiers) // As the groups are named.
        std::stable_sort(tier.begin(), tier.end(), [&](std::uint32_t a, std::uint32_t b) { return m_group[a] < m_group[b]; });
    counts.leaves = static_cast<int>(tiers[1].size());
    counts.spines = static_cast<int>(tiers[2].size());
    counts.endpointPorts = static_cast<int>(m_endpoints.size());
    counts.speed = m_endpoints.empty() ? 0 : m_endpoints.front().speed;
    for (const Endpoint& end : m_endpoints)
        counts.portsPerDevice += end.node == m_endpoints.front().node ? 1 : 0;
    if (m_plan.switchCount > 0) {
        counts.speed = std::min(counts.speed, trunkSpeed);
        counts.switchPorts = std::numeric_limits<int>::max();
        for (std::uint32_t i = 0; i < m_plan.switchCount; ++i)
            counts.switchPorts = std::min(counts.switchPorts,
                                          static_cast<int>(m_switchPorts[i].trunk.size()) * splitFor(m_switchPorts[i].trunkSpeed, counts.speed));
    } else if (m_fabric.family == FabricFamily::HammingMesh) {
        counts.switchPorts = 64;
    }
    const auto recipe = drawnRecipe(m_fabric, counts);
    if (!recipe)
        return recipe.error();
    auto topology = built(*recipe);
    if (!topology)
        return topology.error();

    // Switches of the topology, tier by tier, are those of the fabric in their order.
    const bool direct = isDirect(m_fabric.family);
    std::vector<std::uint32_t> nodeOfSwitch(topology->switches.size());
    std::array<std::size_t, 3> used{};
    for (std::size_t i = 0; i < nodeOfSwitch.size(); ++i) {
        const std::size_t tier = std::min<std::size_t>(topology->switches.tier[i], 2);
        if (used[tier] < tiers[tier].size())
            nodeOfSwitch[i] = tiers[tier][used[tier]];
        ++used[tier];
    }
    if (topology->circuitSwitches > 0)
        used[1] = static_cast<std::size_t>(topology->circuitSwitches);
    if (used[1] != tiers[1].size() || used[2] != tiers[2].size())
        return Error{fmt::format("it needs {} switches of tier 1 and {} of tier 2, and there are {} and {}; the nearest is {}", used[1], used[2],
                                 tiers[1].size(), tiers[2].size(), used[1] + used[2])};
    countHandLinks();
    if (auto wrong = direct ? joinChips(*topology, nodeOfSwitch, tiers[1]) : joinGroups(*topology, nodeOfSwitch, tiers[1]))
        return wrong;

    const auto closed = closedBisection(*recipe);
    const Bisection cut = closed.value_or(
        Bisection{halvedLinks(*topology, direct), halvedLinks(*topology, direct) * counts.speed, Bisection::Basis::UpperBound});
    m_cut = cut;
    const auto* ring = std::get_if<TorusRecipe>(&*recipe);
    const bool relays = direct && m_fabric.family != FabricFamily::ScaleUp;
    m_plan.linkHops = ring ? torusDiameter(*ring) : longestPath(*topology, relays);
    m_plan.switchHops = direct ? (m_fabric.family == FabricFamily::ScaleUp && counts.leaves > 0 ? 1 : 0) : m_plan.linkHops - 1;
    if (m_fabric.family == FabricFamily::HammingMesh) // Along a row and along a column, each through a tree.
        m_plan.switchHops = 2 * (counts.spines > 0 ? 3 : 1);
    return std::nullopt;
}

std::optional<Error> FabricPlanner::joinGroups(const Topology& topology, const std::vector<std::uint32_t>& nodeOfSwitch,
                                               const Leaves& leaves)
{
    const TopologyLinks& links = topology.links;
    std::vector<int> between(m_plan.switchCount); // Links to other switches, by node.
    for (std::size_t i = 0; i < links.size(); ++i) {
        if (!topology.isSwitch(links.a[i]) || !topology.isSwitch(links.b[i]))
            continue;
        between[nodeOfSwitch[links.a[i] - topology.endpoints]] += links.count[i];
        between[nodeOfSwitch[links.b[i] - topology.endpoints]] += links.count[i];
    }
    for (std::uint32_t one = 0; one < m_plan.switchCount; ++one) {
        SwitchPorts& own = m_switchPorts[one];
        if (between[one] > static_cast<int>(own.trunk.size()))
            return Error{fmt::format("switch '{}' has {} ports, and {} links to other switches", m_plan.path(m_arrangement, one),
                                     own.trunk.size(), between[one])};
        own.down.end = own.up.at = own.trunk.size() - static_cast<std::size_t>(between[one]);
    }
    if (auto wrong = dealEvenly(leaves, 0))
        return wrong;
    for (std::size_t i = 0; i < links.size(); ++i) {
        if (!topology.isSwitch(links.a[i]) || !topology.isSwitch(links.b[i]))
            continue;
        const std::uint32_t a = nodeOfSwitch[links.a[i] - topology.endpoints];
        const std::uint32_t b = nodeOfSwitch[links.b[i] - topology.endpoints];
        joinEqual(a, b, links.count[i]);
    }
    return std::nullopt;
}

void FabricPlanner::joinEqual(std::uint32_t a, std::uint32_t b, int wanted)
{
    SwitchPorts& own = m_switchPorts[a];
    SwitchPorts& far = m_switchPorts[b];
    const double speed = std::min(own.trunkSpeed, far.trunkSpeed);
    const auto oneWay = handLinksBetween(a, b), otherWay = handLinksBetween(b, a);
    std::vector<std::uint32_t> byHand{oneWay.begin(), oneWay.end()};
    byHand.insert(byHand.end(), otherWay.begin(), otherWay.end());
    const PortRow near = rowFor(a, own.trunk, own.up, wanted), row = rowFor(b, far.trunk, far.up, wanted);
    const auto firstLink = static_cast<std::uint32_t>(m_plan.links.size());
    wanted -= static_cast<int>(byHand.size());
    const auto takeOf = [&](std::uint32_t node, SwitchPorts& ports) {
        auto port = take(node, ports.trunk, ports.up, speed);
        return port ? port : take(node, ports.trunk, ports.down, speed);
    };
    for (; wanted > 0; --wanted) {
        const auto port = takeOf(a, own);
        const auto farPort = port ? takeOf(b, far) : std::nullopt;
        if (!farPort) {
            m_plan.unplaced += wanted;
            return;
        }
        addLink(a, *port, b, *farPort, speed, LinkOrigin::Recipe);
    }
    if (own.trunkSpeed != speed || far.trunkSpeed != speed) // Pieces of split ports are taken, which are not counted.
        own.up.due = far.up.due = std::nullopt;
    else if (!byHand.empty())
        keepPlaces(byHand, near, row, firstLink);
}

std::optional<Error> FabricPlanner::joinChips(const Topology& topology, const std::vector<std::uint32_t>& nodeOfSwitch,
                                              const Leaves& circuits)
{
    const auto degree = static_cast<std::size_t>(topology.portsOfTier.front());
    for (std::uint32_t chip = 0; chip < topology.endpoints; ++chip) {
        const std::size_t first = chip * degree;
        if (first + degree > m_endpoints.size() || m_endpoints[first].node != m_endpoints[first + degree - 1].node)
            return Error{fmt::format("an accelerator takes {} ports of one device, and '{}' has another number of them", degree,
                                     m_plan.path(m_arrangement, m_endpoints[std::min(first, m_endpoints.size() - 1)].node))};
    }
    for (std::uint32_t one = 0; one < m_plan.switchCount; ++one) {
        SwitchPorts& own = m_switchPorts[one];
        own.down.end = own.up.at = own.trunk.size(); // What goes up takes from below, too.
    }
    struct End {
        std::uint32_t node;
        std::optional<Taken> port;
        double speed;
    };
    const auto chipEnd = [&](std::uint32_t chip, std::uint32_t port) {
        const Endpoint& end = m_endpoints[chip * degree + port];
        std::uint8_t& taken = m_taken[m_firstPort[end.node] + end.port];
        const bool free = taken == 0;
        taken = 1;
        return End{end.node, free ? std::optional{Taken{end.port, 0}} : std::nullopt, end.speed};
    };
    const auto switchEnd = [&](std::uint32_t node, double speed) {
        SwitchPorts& own = m_switchPorts[node];
        return End{node, take(node, own.trunk, own.down, std::min(speed, own.trunkSpeed)), own.trunkSpeed};
    };
    const auto join = [&](const End& a, const End& b) {
        if (a.port && b.port)
            addLink(a.node, *a.port, b.node, *b.port, std::min(a.speed, b.speed), LinkOrigin::Recipe);
        else
            ++m_plan.unplaced;
    };
    const TopologyLinks& links = topology.links;
    for (std::size_t i = 0; i < links.size(); ++i) {
        const bool aIsChip = !topology.isSwitch(links.a[i]);
        const bool bIsChip = !topology.isSwitch(links.b[i]);
        for (std::uint32_t k = 0; k < links.count[i]; ++k) {
            const double speed = aIsChip ? m_endpoints[links.a[i] * degree + links.portA[i] + k].speed : std::numeric_limits<double>::max();
            const End a = aIsChip ? chipEnd(links.a[i], links.portA[i] + k) : switchEnd(nodeOfSwitch[links.a[i] - topology.endpoints], speed);
            const std::uint16_t circuit = links.circuit.empty() ? std::uint16_t{0} : links.circuit[i];
            if (circuit != 0) {
                // A fibre run from either cube to the circuit switch.
                const End b = chipEnd(links.b[i], links.portB[i] + k);
                join(a, switchEnd(circuits[circuit - 1U], a.speed));
                join(b, switchEnd(circuits[circuit - 1U], b.speed));
                continue;
            }
            const End b = bIsChip ? chipEnd(links.b[i], links.portB[i] + k)
                                  : switchEnd(nodeOfSwitch[links.b[i] - topology.endpoints], std::min(speed, a.speed));
            join(a, b);
        }
    }
    return std::nullopt;
}

} // namespace colonnade::model
