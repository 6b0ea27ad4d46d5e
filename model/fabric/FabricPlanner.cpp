#include "model/fabric/FabricPlanner.h"

#include "model/fabric/Recipe.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace colonnade::model {

namespace {

/// Pieces of equal speed that a port can be split into for links of that speed.
int splitFor(double portSpeed, double linkSpeed)
{
    for (const int pieces : {8, 4, 2}) {
        if (linkSpeed > 0 && portSpeed >= linkSpeed * pieces * (1 - 1e-9))
            return pieces;
    }
    return 1;
}

bool forManagement(PortRole role)
{
    return role == PortRole::Management || role == PortRole::Bmc;
}

std::uint64_t nodeKey(std::uint32_t placement, std::int32_t device)
{
    return static_cast<std::uint64_t>(placement) << 32U | static_cast<std::uint32_t>(device);
}

/// Joins things into sets.
class Unions {
public:
    explicit Unions(std::size_t size) : m_above(size)
    {
        std::iota(m_above.begin(), m_above.end(), 0U);
    }

    std::uint32_t root(std::uint32_t item)
    {
        while (m_above[item] != item)
            item = m_above[item] = m_above[m_above[item]];
        return item;
    }
    void join(std::uint32_t a, std::uint32_t b) { m_above[root(b)] = root(a); }

private:
    std::vector<std::uint32_t> m_above;
};

std::string_view plural(std::size_t count, std::string_view one, std::string_view many)
{
    return count == 1 ? one : many;
}

} // namespace

FabricPlanner::FabricPlanner(const Arrangement& arrangement, const Fabric& fabric,
                             const RouteRules& rules, const TrayGraph& trays)
    : m_arrangement{arrangement}, m_fabric{fabric}, m_rules{rules}, m_trays{trays}
{
}

FabricPlan FabricPlanner::operator()()
{
    m_plan.role = m_fabric.role;
    m_plan.family = m_fabric.family;
    m_plan.rails = m_fabric.family == FabricFamily::RailOptimised ? m_fabric.rails : 0;
    for (const PartRef& medium : m_fabric.media)
        m_plan.media.push_back(medium);
    m_placements.reserve(m_arrangement.placements.size());
    for (std::uint32_t i = 0; i < m_arrangement.placements.size(); ++i)
        m_placements.emplace(m_arrangement.placements[i].id.text(), i);

    findSwitches();
    findEndpoints();
    addByHand();
    const std::size_t byHand = m_plan.links.size();
    if (!m_plan.refusal)
        m_plan.refusal = addByRecipe();
    if (m_plan.refusal) {
        m_plan.refusal = m_plan.refusal->in(fmt::format("Fabric '{}'", m_fabric.id));
        LinkColumns& links = m_plan.links;
        for (auto* column : {&links.a, &links.b, &links.cable})
            column->resize(byHand);
        for (auto* column : {&links.portA, &links.portB})
            column->resize(byHand);
        for (auto* column : {&links.splitA, &links.splitB, &links.tier, &links.rail})
            column->resize(byHand);
        links.speed.resize(byHand);
        links.origin.resize(byHand);
        m_plan.unplaced = 0;
    }
    routeLinks();
    bundleLinks();
    count();
    measure();
    return std::move(m_plan);
}

// Who takes part

std::uint16_t FabricPlanner::partIndex(const PartRef& part)
{
    const auto [found, isNew] =
        m_partIndex.try_emplace(part.get(), static_cast<std::uint16_t>(m_plan.parts.size()));
    if (isNew) {
        m_plan.parts.push_back(part);
        m_plan.ports.push_back(portsOf(*part));
    }
    return found->second;
}

std::uint32_t FabricPlanner::addNode(std::uint32_t placement, std::int32_t device,
                                     const PartRef& part, std::uint8_t tier)
{
    const auto index = partIndex(part);
    const auto& ports = m_plan.ports[index];
    const auto node = static_cast<std::uint32_t>(m_plan.nodes.size());
    m_plan.nodes.push_back({placement, device, index, tier, 0});
    m_firstPort.push_back(m_taken.size());
    m_firstCage.push_back(m_inCage.size());
    m_taken.resize(m_taken.size() + ports.size());
    m_inCage.resize(m_inCage.size()
                    + (ports.empty() ? 0 : static_cast<std::size_t>(ports.back().cage) + 1));
    return node;
}

void FabricPlanner::findSwitches()
{
    for (const FabricSwitch& item : m_fabric.switches) {
        const std::string_view path = item.device;
        const auto slash = path.find('/');
        const auto placement = m_placements.find(path.substr(0, slash));
        const RackDesignRef* rack = placement == m_placements.end()
            ? nullptr
            : m_arrangement.placements[placement->second].rack();
        const Device* found = nullptr;
        std::int32_t number = 0;
        if (rack && slash != std::string_view::npos) {
            for (const Device& device : (*rack)->devices()) {
                if (device.id.text() == path.substr(slash + 1)) {
                    found = &device;
                    break;
                }
                ++number;
            }
        }
        if (!found) {
            if (!m_plan.refusal)
                m_plan.refusal = Error{fmt::format("its switch '{}' does not exist", shown(path))};
            continue;
        }
        if (item.tier != 1 && item.tier != 2 && m_fabric.family != FabricFamily::Manual
            && !m_plan.refusal)
            m_plan.refusal = Error{
                fmt::format("switch '{}' stands in tier {}; leaves are tier 1 and spines tier 2",
                            shown(path), item.tier)};
        const auto node = addNode(placement->second, number, found->part,
                                  static_cast<std::uint8_t>(std::clamp(item.tier, 1, 255)));
        m_plan.nodes[node].rail =
            static_cast<std::uint8_t>(std::clamp(item.rail.value_or(0), 0, 255));
        findUsablePorts(node);
    }
    m_plan.switchCount = static_cast<std::uint32_t>(m_plan.nodes.size());
}

void FabricPlanner::findUsablePorts(std::uint32_t node)
{
    const auto& ports = m_plan.ports[m_plan.nodes[node].part];
    // The management port of a switch carries no traffic of a fabric, unless it is a fabric for
    // that and the switch has no other ports.
    const bool plain = std::any_of(ports.begin(), ports.end(),
                                   [](const Port& p) { return !forManagement(p.role); });
    const auto usable = [&](const Port& port) {
        return !forManagement(port.role) || (!plain && forManagement(m_fabric.endpointPorts));
    };
    struct Kind {
        CageForm form;
        GigabitsPerSecond speed;
        double carried;
    };
    std::vector<Kind> kinds;
    for (const Port& port : ports) {
        if (!usable(port) || port.form == CageForm::Rj45)
            continue;
        auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& item) {
            return item.form == port.form && item.speed == port.speed;
        });
        if (kind == kinds.end())
            kind = kinds.insert(kind, {port.form, port.speed, 0});
        kind->carried += port.speed.value();
    }
    const auto trunk =
        std::max_element(kinds.begin(), kinds.end(),
                         [](const Kind& a, const Kind& b) { return a.carried < b.carried; });
    SwitchPorts found;
    for (std::size_t i = 0; i < ports.size(); ++i) {
        const Port& port = ports[i];
        if (!usable(port))
            continue;
        if (port.form == CageForm::Rj45) {
            found.copper.push_back(static_cast<std::uint16_t>(i));
            found.copperSpeed = port.speed.value();
        } else if (port.form == trunk->form && port.speed == trunk->speed) {
            found.trunk.push_back(static_cast<std::uint16_t>(i));
            found.trunkSpeed = port.speed.value();
        }
    }
    found.rj45.end = found.copper.size();
    found.down.end = found.trunk.size();
    found.up.at = found.up.end = found.trunk.size();
    m_switchPorts.push_back(std::move(found));
}

void FabricPlanner::findEndpoints()
{
    std::vector<std::vector<std::uint16_t>> wanted; // By part: ports of the role.
    std::vector<std::uint64_t> switches;
    for (std::uint32_t i = 0; i < m_plan.switchCount; ++i)
        switches.push_back(nodeKey(m_plan.nodes[i].placement, m_plan.nodes[i].device));
    std::sort(switches.begin(), switches.end());

    const auto consider = [&](std::uint32_t placement, std::int32_t device, const PartRef& part) {
        if (part->cages.empty())
            return;
        const auto index = partIndex(part);
        while (wanted.size() < m_plan.parts.size()) {
            wanted.emplace_back();
            const auto& ports = m_plan.ports[wanted.size() - 1];
            for (std::size_t i = 0; i < ports.size(); ++i) {
                const Port& port = ports[i];
                if (port.role == m_fabric.endpointPorts && port.index >= m_fabric.firstPort
                    && (m_fabric.lastPort == 0 || port.index <= m_fabric.lastPort))
                    wanted.back().push_back(static_cast<std::uint16_t>(i));
            }
        }
        if (wanted[index].empty()
            || std::binary_search(switches.begin(), switches.end(), nodeKey(placement, device)))
            return;
        const auto node = addNode(placement, device, part, 0);
        ++m_plan.endpointDevices;
        for (std::size_t rank = 0; rank < wanted[index].size(); ++rank) {
            const auto number = wanted[index][rank];
            const Port& port = m_plan.ports[index][number];
            m_endpoints.push_back({node, number, static_cast<std::uint16_t>(rank),
                                   port.form == CageForm::Rj45, port.speed.value()});
        }
    };
    for (std::uint32_t i = 0; i < m_arrangement.placements.size(); ++i) {
        const Placement& placement = m_arrangement.placements[i];
        if (const PartRef* unit = placement.unit()) {
            consider(i, -1, *unit);
            continue;
        }
        std::int32_t number = 0;
        for (const Device& device : (*placement.rack())->devices())
            consider(i, number++, device.part);
    }
    m_plan.endpointPorts = static_cast<int>(m_endpoints.size());

    m_rail.resize(m_taken.size());
    if (m_plan.rails < 1 || m_plan.rails > 255)
        return;
    const auto rails = static_cast<std::size_t>(m_plan.rails);
    for (std::size_t first = 0; first < m_endpoints.size();) {
        std::size_t last = first;
        while (last < m_endpoints.size() && m_endpoints[last].node == m_endpoints[first].node)
            ++last;
        // Ports beyond a whole number of rails belong to none.
        const std::size_t whole = (last - first) / rails * rails;
        for (std::size_t i = 0; i < whole; ++i) {
            const Endpoint& end = m_endpoints[first + i];
            m_rail[m_firstPort[end.node] + end.port] = static_cast<std::uint8_t>(i % rails + 1);
        }
        first = last;
    }
}

// Links by hand

std::optional<std::uint32_t> FabricPlanner::nodeOf(std::uint32_t placement, std::int32_t device,
                                                   const PartRef& part)
{
    const auto [found, isNew] = m_nodeAt.try_emplace(nodeKey(placement, device), 0U);
    if (isNew) {
        found->second = addNode(placement, device, part, 0);
        m_rail.resize(m_taken.size());
    }
    return found->second;
}

void FabricPlanner::addByHand()
{
    const bool inRacks = std::any_of(
        m_arrangement.placements.begin(), m_arrangement.placements.end(),
        [](const Placement& item) { return item.rack() && !(*item.rack())->cables().empty(); });
    if (m_fabric.links.empty() && !inRacks)
        return;
    for (std::uint32_t i = 0; i < m_plan.nodes.size(); ++i)
        m_nodeAt.emplace(nodeKey(m_plan.nodes[i].placement, m_plan.nodes[i].device), i);

    for (std::size_t i = 0; i < m_fabric.links.size(); ++i) {
        if (auto wrong =
                addCableByHand(m_fabric.links[i], static_cast<std::int32_t>(i), std::nullopt))
            m_plan.conflicts.push_back(std::move(wrong->text));
    }
    for (std::uint32_t i = 0; inRacks && i < m_arrangement.placements.size(); ++i) {
        const RackDesignRef* rack = m_arrangement.placements[i].rack();
        if (!rack)
            continue;
        const auto cables = (*rack)->cables();
        for (std::size_t number = 0; number < cables.size(); ++number) {
            if (auto wrong = addCableByHand(cables[number], static_cast<std::int32_t>(number), i))
                m_plan.conflicts.push_back(std::move(wrong->text));
        }
    }
}

std::optional<Error> FabricPlanner::addCableByHand(const HandCable& cable, std::int32_t number,
                                                   std::optional<std::uint32_t> rackAt)
{
    struct End {
        std::uint32_t node = 0;
        std::uint16_t port = 0;
    };
    std::array<End, 2> ends;
    bool ofThisFabric = !rackAt.has_value();
    for (std::size_t i = 0; i < 2; ++i) {
        const PortRef& ref = i == 0 ? cable.from : cable.to;
        PortRef full = ref;
        if (rackAt)
            full.device = fmt::format("{}/{}", m_arrangement.placements[*rackAt].id, ref.device);
        const auto place = portAt(m_arrangement, full);
        if (!place)
            return place.error().in(fmt::format("Cable '{}'", cable.id));
        const auto placement =
            static_cast<std::uint32_t>(place->placement - m_arrangement.placements.data());
        const auto device = place->device ? static_cast<std::int32_t>(
                                place->device - (*place->placement->rack())->devices().data())
                                          : -1;
        if (rackAt) {
            // A rack's own cables belong to the fabric whose switch they lead to.
            const auto known = m_nodeAt.find(nodeKey(placement, device));
            ofThisFabric |= known != m_nodeAt.end() && known->second < m_plan.switchCount;
            if (i == 1 && !ofThisFabric)
                return std::nullopt;
        }
        ends[i].node = *nodeOf(placement, device, place->part);
        const auto& ports = m_plan.ports[m_plan.nodes[ends[i].node].part];
        const auto found = std::find(ports.begin(), ports.end(), place->port);
        ends[i].port = static_cast<std::uint16_t>(found - ports.begin());
    }
    if (ends[0].node == ends[1].node)
        return Error{
            fmt::format("Cable '{}' joins '{}' with itself", cable.id, shown(cable.from.device))};
    for (std::size_t i = 0; i < 2; ++i) {
        if (m_taken[m_firstPort[ends[i].node] + ends[i].port])
            return Error{fmt::format("Cable '{}' ends at '{}', which another cable takes", cable.id,
                                     shown(text(i == 0 ? cable.from : cable.to)))};
    }
    if (m_plan.nodes[ends[0].node].tier > m_plan.nodes[ends[1].node].tier)
        std::swap(ends[0], ends[1]);
    for (const End& end : ends)
        m_taken[m_firstPort[end.node] + end.port] = 1;
    const double speed = std::min(m_plan.port(ends[0].node, ends[0].port).speed.value(),
                                  m_plan.port(ends[1].node, ends[1].port).speed.value());
    addLink(ends[0].node, {ends[0].port, 0}, ends[1].node, {ends[1].port, 0}, speed,
            rackAt ? LinkOrigin::RackByHand : LinkOrigin::FabricByHand);
    m_handOf.push_back(number);
    return std::nullopt;
}

// Links of the recipe

std::optional<FabricPlanner::Taken> FabricPlanner::take(std::uint32_t node,
                                                        const std::vector<std::uint16_t>& ports,
                                                        Cursor& cursor, double speed)
{
    if (cursor.left > 0 && cursor.speed == speed) {
        --cursor.left;
        return Taken{cursor.open, static_cast<std::uint8_t>(cursor.split - cursor.left - 1)};
    }
    // Both halves of a twin-port cage are split alike (CAB-003): another speed begins a new cage,
    // and what is left of the old one waits until nothing else is free.
    const bool changes = cursor.speed != 0 && cursor.speed != speed;
    while (changes && cursor.at < cursor.end && m_plan.port(node, ports[cursor.at]).place != 0)
        cursor.spare.push_back(ports[cursor.at++]);
    std::optional<std::uint16_t> free;
    while (!free && cursor.at < cursor.end) {
        if (!m_taken[m_firstPort[node] + ports[cursor.at]])
            free = ports[cursor.at];
        ++cursor.at;
    }
    while (!free && !cursor.spare.empty()) {
        if (!m_taken[m_firstPort[node] + cursor.spare.back()])
            free = cursor.spare.back();
        cursor.spare.pop_back();
    }
    if (!free)
        return std::nullopt;
    m_taken[m_firstPort[node] + *free] = 1;
    const Port& port = m_plan.port(node, *free);
    cursor.open = *free;
    cursor.split = port.form == CageForm::Rj45 ? 1 : splitFor(port.speed.value(), speed);
    cursor.left = cursor.split - 1;
    cursor.speed = speed;
    return Taken{*free, 0};
}

void FabricPlanner::addLink(std::uint32_t a, Taken portA, std::uint32_t b, Taken portB,
                            double speed, LinkOrigin origin)
{
    LinkColumns& links = m_plan.links;
    const auto tierA = m_plan.nodes[a].tier;
    const auto tierB = m_plan.nodes[b].tier;
    links.a.push_back(a);
    links.b.push_back(b);
    links.portA.push_back(portA.port);
    links.portB.push_back(portB.port);
    links.splitA.push_back(portA.piece);
    links.splitB.push_back(portB.piece);
    links.tier.push_back(tierB == tierA + 1 && tierB <= 2 ? tierB : std::uint8_t{0});
    links.rail.push_back(tierA == 0 ? m_rail[m_firstPort[a] + portA.port] : std::uint8_t{0});
    links.speed.push_back(static_cast<float>(speed));
    links.cable.push_back(0);
    links.origin.push_back(origin);
}

std::size_t FabricPlanner::room(std::uint32_t leaf, const Endpoint& kind) const
{
    const SwitchPorts& own = m_switchPorts[leaf];
    const auto& ports = kind.copper ? own.copper : own.trunk;
    const Cursor& cursor = kind.copper ? own.rj45 : own.down;
    const double portSpeed = kind.copper ? own.copperSpeed : own.trunkSpeed;
    const double speed = std::min(kind.speed, portSpeed);
    std::size_t free = 0;
    for (std::size_t i = cursor.at; i < cursor.end; ++i)
        free += m_taken[m_firstPort[leaf] + ports[i]] ? 0 : 1;
    for (const std::uint16_t port : cursor.spare)
        free += m_taken[m_firstPort[leaf] + port] ? 0 : 1;
    if (!kind.copper)
        free *= static_cast<std::size_t>(splitFor(portSpeed, speed));
    return free + (cursor.speed == speed ? static_cast<std::size_t>(cursor.left) : 0);
}

bool FabricPlanner::connect(const Endpoint& endpoint, std::uint32_t leaf)
{
    SwitchPorts& own = m_switchPorts[leaf];
    const double speed =
        std::min(endpoint.speed, endpoint.copper ? own.copperSpeed : own.trunkSpeed);
    const auto port = endpoint.copper ? take(leaf, own.copper, own.rj45, speed)
                                      : take(leaf, own.trunk, own.down, speed);
    if (!port)
        return false;
    m_taken[m_firstPort[endpoint.node] + endpoint.port] = 1;
    addLink(endpoint.node, {endpoint.port, 0}, leaf, *port, speed, LinkOrigin::Recipe);
    return true;
}

Error FabricPlanner::shortOfLeaves(const Leaves& leaves, const Endpoint& kind, std::size_t ports,
                                   std::size_t fit) const
{
    const SwitchPorts& own = m_switchPorts[leaves.front()];
    const std::size_t fresh = kind.copper ? own.copper.size()
                                          : own.down.end
            * static_cast<std::size_t>(splitFor(own.trunkSpeed,
                                                std::min(kind.speed, own.trunkSpeed)));
    const GigabitsPerSecond speed{kind.speed};
    if (fresh == 0)
        return {fmt::format("its leaves have no {} ports down for {} endpoint ports of {}",
                            kind.copper ? "RJ45" : "fast", ports, speed)};
    const std::size_t needed = leaves.size() + (ports - fit + fresh - 1) / fresh;
    return {fmt::format(
        "{} endpoint ports of {} do not fit the {} that are free on {} {}; the nearest is {} "
        "leaves",
        ports, speed, fit, leaves.size(), plural(leaves.size(), "leaf", "leaves"), needed)};
}

std::optional<Error> FabricPlanner::addByRecipe()
{
    if (m_fabric.family == FabricFamily::Manual)
        return std::nullopt;
    Leaves leaves, spines;
    for (std::uint32_t i = 0; i < m_plan.switchCount; ++i)
        (m_plan.nodes[i].tier == 1 ? leaves : spines).push_back(i);
    if (leaves.empty())
        return Error{m_endpoints.empty()
                         ? std::string{"it has no leaf switch"}
                         : fmt::format("it has no leaf switch for its {} endpoint ports",
                                       m_endpoints.size())};
    if (m_fabric.family == FabricFamily::SingleTier && !spines.empty())
        return Error{fmt::format("it has a single tier, but {} {}; the nearest is a two-tier Clos",
                                 spines.size(), plural(spines.size(), "spine", "spines"))};
    if (m_fabric.family == FabricFamily::Clos && spines.empty() && leaves.size() > 1)
        return Error{fmt::format(
            "{} leaves need spines to join them; the nearest without is a single tier of separate "
            "switches",
            leaves.size())};
    if (!(m_fabric.oversubscription > 0))
        return Error{fmt::format("an oversubscription of {} is not above 0",
                                 shortest(m_fabric.oversubscription))};

    splitLeaves(leaves, !spines.empty());
    auto wrong =
        m_fabric.family == FabricFamily::RailOptimised ? dealRails(leaves) : dealEvenly(leaves);
    if (!wrong && !spines.empty())
        wrong = joinSpines(leaves, spines);
    return wrong;
}

void FabricPlanner::splitLeaves(const Leaves& leaves, bool hasSpines)
{
    const bool onTrunk = std::any_of(m_endpoints.begin(), m_endpoints.end(),
                                     [](const Endpoint& end) { return !end.copper; });
    for (const std::uint32_t leaf : leaves) {
        SwitchPorts& own = m_switchPorts[leaf];
        const auto ports = static_cast<int>(own.trunk.size());
        // Leaves that serve RJ45 only have all other ports for uplinks.
        const int down = !hasSpines ? ports
            : onTrunk               ? leafSplit(ports, m_fabric.oversubscription).down
                                    : 0;
        own.down.end = own.up.at = static_cast<std::size_t>(down);
    }
}

std::optional<Error> FabricPlanner::dealEvenly(const Leaves& leaves)
{
    // By class: ports of one kind and speed. Those that cables by hand take are out.
    std::vector<Endpoint> open;
    for (const Endpoint& end : m_endpoints) {
        if (!m_taken[m_firstPort[end.node] + end.port])
            open.push_back(end);
    }
    const auto sameClass = [](const Endpoint& a, const Endpoint& b) {
        return a.copper == b.copper && a.speed == b.speed;
    };
    while (!open.empty()) {
        const Endpoint kind = open.front();
        const auto rest = std::stable_partition(
            open.begin(), open.end(), [&](const Endpoint& end) { return sameClass(end, kind); });
        std::vector<Endpoint> ports{open.begin(), rest};
        open.erase(open.begin(), rest);
        if (auto wrong = dealClass(leaves, std::move(ports)))
            return wrong;
    }
    return std::nullopt;
}

std::optional<Error> FabricPlanner::dealClass(const Leaves& leaves, std::vector<Endpoint> ports)
{
    const Endpoint kind = ports.front();
    std::size_t free = 0;
    for (const std::uint32_t leaf : leaves)
        free += room(leaf, kind);
    if (ports.size() > free)
        return shortOfLeaves(leaves, kind, ports.size(), free);

    if (m_fabric.role == FabricRole::Storage || m_fabric.role == FabricRole::Frontend) {
        // The first ports of all nodes before the second ones: those of one node then end on
        // different leaves.
        std::stable_sort(ports.begin(), ports.end(),
                         [](const Endpoint& a, const Endpoint& b) { return a.rank < b.rank; });
    } else {
        // A leaf in the rack of the endpoint comes first.
        std::unordered_map<std::uint32_t, Leaves> inRack;
        for (const std::uint32_t leaf : leaves)
            inRack[m_plan.nodes[leaf].placement].push_back(leaf);
        std::erase_if(ports, [&](const Endpoint& end) {
            const auto near = inRack.find(m_plan.nodes[end.node].placement);
            if (near == inRack.end())
                return false;
            return std::any_of(near->second.begin(), near->second.end(),
                               [&](std::uint32_t leaf) { return connect(end, leaf); });
        });
    }

    // The rest in equal shares, in order, so that neighbours share a leaf.
    std::vector<std::size_t> rooms;
    for (const std::uint32_t leaf : leaves)
        rooms.push_back(room(leaf, kind));
    std::size_t later = std::accumulate(rooms.begin(), rooms.end(), std::size_t{0});
    std::size_t next = 0;
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        later -= rooms[i];
        const std::size_t rest = ports.size() - next;
        const std::size_t among = leaves.size() - i;
        std::size_t share = std::min((rest + among - 1) / among, rooms[i]);
        if (rest - share > later)
            share = std::min(rest - later, rooms[i]);
        for (std::size_t taken = 0; taken < share; ++taken)
            connect(ports[next++], leaves[i]);
    }
    return std::nullopt;
}

std::optional<Error> FabricPlanner::nameRails(const Leaves& leaves)
{
    const int rails = m_fabric.rails;
    if (rails < 1 || rails > 255)
        return Error{fmt::format("{} rails are out of range; 1 to 255 can be", rails)};
    const auto named = std::count_if(leaves.begin(), leaves.end(), [&](std::uint32_t leaf) {
        return m_plan.nodes[leaf].rail != 0;
    });
    if (named == 0) {
        for (std::size_t i = 0; i < leaves.size(); ++i)
            m_plan.nodes[leaves[i]].rail =
                static_cast<std::uint8_t>(i % static_cast<std::size_t>(rails) + 1);
    }
    for (const std::uint32_t leaf : leaves) {
        const int rail = m_plan.nodes[leaf].rail;
        if (rail == 0)
            return Error{fmt::format("leaf '{}' names no rail, as others do",
                                     m_plan.path(m_arrangement, leaf))};
        if (rail > rails)
            return Error{fmt::format("leaf '{}' is for rail {} of {}",
                                     m_plan.path(m_arrangement, leaf), rail, rails)};
    }
    return std::nullopt;
}

std::optional<Error> FabricPlanner::dealRails(const Leaves& leaves)
{
    if (auto wrong = nameRails(leaves))
        return wrong;
    const auto rails = static_cast<std::size_t>(m_fabric.rails);
    std::vector<Leaves> byRail(rails);
    for (const std::uint32_t leaf : leaves)
        byRail[m_plan.nodes[leaf].rail - 1U].push_back(leaf);

    // A group is one port on every rail; guests have no rail.
    std::vector<std::size_t> groups;
    std::vector<Endpoint> guests;
    for (std::size_t i = 0; i < m_endpoints.size(); ++i) {
        const auto rail = m_rail[m_firstPort[m_endpoints[i].node] + m_endpoints[i].port];
        if (rail == 1)
            groups.push_back(i);
        else if (rail == 0)
            guests.push_back(m_endpoints[i]);
    }
    std::size_t units = leaves.size();
    for (const Leaves& rail : byRail)
        units = std::min(units, rail.size());
    if (units == 0) {
        const auto bare = std::find_if(byRail.begin(), byRail.end(),
                                       [](const Leaves& rail) { return rail.empty(); });
        return Error{
            fmt::format("rail {} has no leaf; the nearest is one leaf for each of {} rails",
                        bare - byRail.begin() + 1, rails)};
    }
    if (!groups.empty()) {
        // Slots of a scalable unit: what its smallest leaf takes. Whole units first (NVIDIA DGX
        // SuperPOD).
        const Endpoint& kind = m_endpoints[groups.front()];
        std::vector<std::size_t> slots(units);
        for (std::size_t unit = 0; unit < units; ++unit) {
            slots[unit] = std::numeric_limits<std::size_t>::max();
            for (const Leaves& rail : byRail) {
                const SwitchPorts& own = m_switchPorts[rail[unit]];
                const std::size_t count = kind.copper ? own.copper.size()
                                                      : own.down.end
                        * static_cast<std::size_t>(splitFor(own.trunkSpeed,
                                                            std::min(kind.speed, own.trunkSpeed)));
                slots[unit] = std::min(slots[unit], count);
            }
        }
        const std::size_t fit = std::accumulate(slots.begin(), slots.end(), std::size_t{0});
        if (groups.size() > fit) {
            const std::size_t perUnit = std::max<std::size_t>(1, fit / units);
            const std::size_t needed = (groups.size() + perUnit - 1) / perUnit;
            return Error{fmt::format("{} nodes need {} leaves on each of {} rails, with {} ports "
                                     "down each, and there {} {}; "
                                     "the nearest is {} leaves, or {} nodes",
                                     groups.size(), needed, rails, perUnit,
                                     plural(units, "is", "are"), units, needed * rails, fit)};
        }
        std::size_t unit = 0, filled = 0;
        for (const std::size_t first : groups) {
            while (filled >= slots[unit]) {
                ++unit;
                filled = 0;
            }
            ++filled;
            for (std::size_t rail = 0; rail < rails; ++rail) {
                const Endpoint& end = m_endpoints[first + rail];
                if (!m_taken[m_firstPort[end.node] + end.port] && !connect(end, byRail[rail][unit]))
                    ++m_plan.unplaced;
            }
        }
    }
    for (const Endpoint& guest : guests) {
        if (m_taken[m_firstPort[guest.node] + guest.port])
            continue;
        const auto roomiest =
            std::max_element(leaves.begin(), leaves.end(), [&](std::uint32_t a, std::uint32_t b) {
                return room(a, guest) < room(b, guest);
            });
        // Where no leaf has room left, it stays without a link and is counted.
        connect(guest, *roomiest);
    }
    return std::nullopt;
}

std::optional<Error> FabricPlanner::joinSpines(const Leaves& leaves, const Leaves& spines)
{
    const auto spineCount = static_cast<int>(spines.size());
    double spineSpeed = std::numeric_limits<double>::max();
    for (const std::uint32_t spine : spines)
        spineSpeed = std::min(spineSpeed, m_switchPorts[spine].trunkSpeed);
    for (const std::uint32_t spine : spines) {
        if (m_switchPorts[spine].trunk.empty())
            return Error{fmt::format("spine '{}' has no ports that leaves could be joined to",
                                     m_plan.path(m_arrangement, spine))};
    }

    // Links of a leaf, and what all leaves together ask of a spine.
    std::vector<int> perPair;
    int asked = 0;
    for (const std::uint32_t leaf : leaves) {
        const SwitchPorts& own = m_switchPorts[leaf];
        const double speed = std::min(own.trunkSpeed, spineSpeed);
        const int uplinks =
            static_cast<int>(own.trunk.size() - own.down.end) * splitFor(own.trunkSpeed, speed);
        const auto spinePorts = [&](std::uint32_t spine) {
            return static_cast<int>(m_switchPorts[spine].trunk.size())
                * splitFor(m_switchPorts[spine].trunkSpeed, speed);
        };
        int fewest = std::numeric_limits<int>::max();
        for (const std::uint32_t spine : spines)
            fewest = std::min(fewest, spinePorts(spine));
        if (const auto fits =
                spinesFit(static_cast<int>(leaves.size()), uplinks, spineCount, fewest);
            !fits)
            return fits.error();
        perPair.push_back(uplinks / spineCount);
        asked += uplinks / spineCount;
        if (asked > fewest)
            return Error{
                fmt::format("the leaves ask {} ports of each spine, which has {}", asked, fewest)};
    }

    std::unordered_map<std::uint64_t, int> byHand;
    for (std::size_t i = 0; i < m_handOf.size(); ++i) {
        if (m_plan.links.tier[i] == 2)
            ++byHand[static_cast<std::uint64_t>(m_plan.links.a[i]) << 32U | m_plan.links.b[i]];
    }
    for (const std::uint32_t spine : spines)
        m_switchPorts[spine].down.end = m_switchPorts[spine].trunk.size();
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        SwitchPorts& own = m_switchPorts[leaves[i]];
        for (const std::uint32_t spine : spines) {
            SwitchPorts& far = m_switchPorts[spine];
            const double speed = std::min(own.trunkSpeed, far.trunkSpeed);
            int wanted = perPair[i];
            if (!byHand.empty()) {
                const auto hand = byHand.find(static_cast<std::uint64_t>(leaves[i]) << 32U | spine);
                wanted -= hand == byHand.end() ? 0 : hand->second;
            }
            for (; wanted > 0; --wanted) {
                auto port = take(leaves[i], own.trunk, own.up, speed);
                if (!port) // A cable by hand sits in an uplink port: a free one of the others will
                           // do.
                    port = take(leaves[i], own.trunk, own.down, speed);
                const auto farPort = port ? take(spine, far.trunk, far.down, speed) : std::nullopt;
                if (!farPort) {
                    m_plan.unplaced += wanted;
                    break;
                }
                addLink(leaves[i], *port, spine, *farPort, speed, LinkOrigin::Recipe);
            }
        }
    }
    return std::nullopt;
}

// Cables

std::size_t FabricPlanner::cageOf(std::uint32_t node, std::uint16_t port) const
{
    return m_firstCage[node] + static_cast<std::size_t>(m_plan.port(node, port).cage);
}

CageForm FabricPlanner::formOf(std::uint32_t node, std::uint16_t port) const
{
    return plugCage(m_plan.part(node), m_plan.port(node, port).form);
}

void FabricPlanner::routeLinks()
{
    std::vector<Metres> ports; // Heights, by node.
    ports.reserve(m_plan.nodes.size());
    for (const FabricNode& node : m_plan.nodes) {
        const Placement& placement = m_arrangement.placements[node.placement];
        const Device* device = node.device < 0
            ? nullptr
            : &(*placement.rack())->devices()[static_cast<std::size_t>(node.device)];
        ports.push_back(portHeight(placement, device));
    }
    TrayRoutes routes{m_trays, m_arrangement.placements};
    const LinkColumns& links = m_plan.links;
    m_length.resize(links.size());
    m_basis.resize(links.size());
    for (std::size_t i = 0; i < links.size(); ++i) {
        const std::uint32_t a = links.a[i], b = links.b[i];
        const Route route = routes.route(m_plan.nodes[a].placement, ports[a],
                                         m_plan.nodes[b].placement, ports[b], m_rules);
        m_length[i] = static_cast<float>(route.length().value());
        m_basis[i] = route.basis;
    }
}

void FabricPlanner::bundleLinks()
{
    LinkColumns& links = m_plan.links;
    const auto count = static_cast<std::uint32_t>(links.size());
    m_hasOptic.resize(m_inCage.size());
    m_plan.cables.firstLink.push_back(0);
    m_plan.cables.linkOrder.reserve(count);

    const auto byHand = static_cast<std::uint32_t>(m_handOf.size());
    for (std::uint32_t i = 0; i < byHand; ++i)
        cableByHand(i, m_handOf[i]);

    // Links whose cages hang together are cabled together: a cage holds one plug or one
    // transceiver.
    Unions cages{m_inCage.size()};
    for (std::uint32_t i = byHand; i < count; ++i) {
        const auto a = static_cast<std::uint32_t>(cageOf(links.a[i], links.portA[i]));
        const auto b = static_cast<std::uint32_t>(cageOf(links.b[i], links.portB[i]));
        ++m_inCage[a];
        ++m_inCage[b];
        cages.join(a, b);
    }
    constexpr auto unseen = std::numeric_limits<std::uint32_t>::max();
    std::vector<std::uint32_t> groupOf(m_inCage.size(), unseen);
    std::vector<std::uint32_t> starts;
    std::vector<std::uint32_t> groups(count - byHand);
    for (std::uint32_t i = byHand; i < count; ++i) {
        std::uint32_t& group =
            groupOf[cages.root(static_cast<std::uint32_t>(cageOf(links.a[i], links.portA[i])))];
        if (group == unseen) {
            group = static_cast<std::uint32_t>(starts.size());
            starts.push_back(0);
        }
        groups[i - byHand] = group;
        ++starts[group];
    }
    std::exclusive_scan(starts.begin(), starts.end(), starts.begin(), 0U);
    std::vector<std::uint32_t> order(groups.size());
    auto next = starts;
    for (std::uint32_t i = 0; i < order.size(); ++i)
        order[next[groups[i]]++] = i + byHand;
    for (std::size_t i = 0; i < starts.size(); ++i)
        cableGroup(std::span{order}.subspan(starts[i], next[i] - starts[i]));
}

void FabricPlanner::cableGroup(std::span<const std::uint32_t> group)
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
    auto choice = chosenMedium(m_plan.media, m_options[connection], length);
    if (!choice.option) {
        // One plug for all would have been best; what is missing is reported for one assembly.
        addCable(group, connection, choice, -1);
        return;
    }
    if (fromB)
        std::swap(choice.option->nearOptic, choice.option->farOptic);
    const auto chunk = static_cast<std::size_t>(choice.option->linksPerCable);
    for (std::size_t at = 0; at < group.size(); at += chunk) {
        for (int strand = 0; strand < choice.option->cablesPerLink; ++strand)
            addCable(group.subspan(at, std::min(chunk, group.size() - at)), connection, choice, -1);
    }
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
        const auto choice = chosenMedium(m_plan.media, m_options[connection], longest);
        const int cables = choice.option ? choice.option->cablesPerLink : 1;
        for (int strand = 0; strand < cables; ++strand)
            addCable({&link, 1}, connection, choice, -1);
    }
}

void FabricPlanner::cableByHand(std::uint32_t link, std::int32_t number)
{
    const LinkColumns& links = m_plan.links;
    const bool ofRack = links.origin[link] == LinkOrigin::RackByHand;
    const Placement& placement = m_arrangement.placements[m_plan.nodes[links.a[link]].placement];
    const HandCable& cable = ofRack
        ? (*placement.rack())->cables()[static_cast<std::size_t>(number)]
        : m_fabric.links[static_cast<std::size_t>(number)];
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
    float ordered = routed;
    if (choice.option && choice.gap == MediumGap::None) {
        const CableFigures& figures = *m_plan.media[option.medium]->cable;
        const Metres length{std::max(static_cast<double>(routed), option.reachMin.value())};
        auto order = orderLength(figures, length).value_or(choice.order);
        if (figures.stockLengths.empty())
            order = std::min(order, option.reachMax);
        ordered = static_cast<float>(order.value());
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
    if (choice.gap != MediumGap::None)
        ++m_plan.gaps;
    if (basis == RouteBasis::Estimated)
        ++m_plan.estimated;
    if (option.nearOptic == MediumOption::none)
        return;
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
    m_plan.optics.push_back({node, static_cast<std::uint16_t>(port.cage), optic});
}

// Counts and measures

void FabricPlanner::count()
{
    const LinkColumns& links = m_plan.links;
    for (std::uint32_t i = 0; i < m_plan.switchCount; ++i) {
        SwitchUse use;
        use.node = i;
        use.ports =
            static_cast<int>(m_switchPorts[i].trunk.size() + m_switchPorts[i].copper.size());
        if (m_plan.nodes[i].tier == 1)
            use.reservedDown =
                static_cast<int>(m_switchPorts[i].down.end + m_switchPorts[i].copper.size());
        m_plan.switches.push_back(use);
    }
    std::vector<std::uint8_t> seen(m_taken.size());
    const auto touch = [&](std::uint32_t node, std::uint16_t port) {
        std::uint8_t& mark = seen[m_firstPort[node] + port];
        const bool isNew = mark == 0;
        mark = 1;
        return isNew ? 1 : 0;
    };
    for (std::size_t i = 0; i < links.size(); ++i) {
        const GigabitsPerSecond speed{static_cast<double>(links.speed[i])};
        const int newA = touch(links.a[i], links.portA[i]);
        const int newB = touch(links.b[i], links.portB[i]);
        if (links.a[i] < m_plan.switchCount) {
            SwitchUse& use = m_plan.switches[links.a[i]];
            use.up += newA;
            ++use.linksUp;
            use.capacityUp += speed;
        }
        if (links.b[i] < m_plan.switchCount) {
            SwitchUse& use = m_plan.switches[links.b[i]];
            use.down += newB;
            ++use.linksDown;
            use.capacityDown += speed;
        }
        m_plan.endpointLinks += links.tier[i] == 1 ? 1 : 0;
        m_plan.spineLinks += links.tier[i] == 2 ? 1 : 0;
    }
    for (const Endpoint& end : m_endpoints)
        m_plan.unassigned += seen[m_firstPort[end.node] + end.port] ? 0 : 1;
    for (std::size_t i = 0; i < m_plan.cables.size(); ++i) {
        const auto tier = links.tier[m_plan.cables.links(i).front()];
        m_plan.endpointCables += tier == 1 ? 1 : 0;
        m_plan.spineCables += tier == 2 ? 1 : 0;
    }
}

void FabricPlanner::measure()
{
    const LinkColumns& links = m_plan.links;
    Unions joined{m_plan.switchCount};
    double all = 0;
    bool regular = true; // No link beside the two tiers.
    for (std::size_t i = 0; i < links.size(); ++i) {
        if (links.a[i] < m_plan.switchCount && links.b[i] < m_plan.switchCount)
            joined.join(links.a[i], links.b[i]);
        if (links.a[i] >= m_plan.switchCount && links.b[i] < m_plan.switchCount)
            all += static_cast<double>(links.speed[i]);
        regular &= links.tier[i] != 0;
    }
    m_plan.fullBisection = GigabitsPerSecond{all / 2};

    // By part that the switches join: its leaves with endpoints, and what can leave them.
    struct Part {
        int leaves = 0;
        double down = 0, through = 0, firstDown = 0, firstUp = 0;
        bool alike = true, blocks = false;
    };
    std::unordered_map<std::uint32_t, Part> parts;
    for (const SwitchUse& use : m_plan.switches) {
        if (m_plan.nodes[use.node].tier != 1 || use.linksDown == 0)
            continue;
        Part& part = parts[joined.root(use.node)];
        const double down = use.capacityDown.value();
        const double up = use.capacityUp.value();
        if (part.leaves++ == 0) {
            part.firstDown = down;
            part.firstUp = up;
        }
        part.alike &= down == part.firstDown && up == part.firstUp;
        part.blocks |= up < down;
        part.down += down;
        part.through += std::min(down, up);
    }
    double cut = 0;
    bool alikeParts = true;
    for (const auto& [root, part] : parts) {
        // One leaf: the cut goes through its endpoint links. Several: through endpoint links or
        // uplinks of each.
        cut += (part.leaves == 1 ? part.down : part.through) / 2;
        if (part.leaves > 1 && part.blocks)
            m_plan.bisectionExact &= part.alike && part.leaves % 2 == 0;
        alikeParts &= part.down == parts.begin()->second.down;
        m_plan.switchHops = std::max(m_plan.switchHops, part.leaves > 1 ? 3 : 1);
    }
    m_plan.components = static_cast<int>(parts.size());
    if (parts.size() > 1 && m_plan.rails == 0) {
        // Halves can be chosen along the parts.
        cut = 0;
        m_plan.bisectionExact = alikeParts && parts.size() % 2 == 0;
    }
    m_plan.bisectionExact &= regular;
    m_plan.bisection = GigabitsPerSecond{cut};
}

} // namespace colonnade::model
