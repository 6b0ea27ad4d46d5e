#include "model/exchange/cabling/PointToPointDesign.h"

#include "model/exchange/cabling/NodeOrder.h"
#include "model/units/Text.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace colonnade::model {

namespace {

constexpr int rackUnits = 48;
constexpr std::size_t mostLinks = 200'000; ///< By hand in one fabric: more than that is no list of one network.

PartRef frame()
{
    PartType part{TypeId::literal("listed-rack")};
    part.vendor = "Unknown";
    part.model = "Rack of a cable list";
    part.kind = PartKind::RackFrame;
    part.availability = Availability::Hypothetical;
    part.confidence = Confidence::Low;
    part.notes = {"Stands in for a rack that a list of cables names; the list knows none of its figures."};
    part.body.mounting = Mounting::Floor;
    part.rack = RackFrameFigures{};
    part.rack->units = RackUnits::whole(rackUnits);
    return std::make_shared<const PartType>(std::move(part));
}

/// What stands in for a device that is known by its ports alone.
PartRef standIn(bool isSwitch, int ports, double speed)
{
    PartType part{TypeId::literal(fmt::format("listed-{}-{}x{}", isSwitch ? "switch" : "host", ports, static_cast<int>(speed)))};
    part.vendor = "Unknown";
    part.model = fmt::format("{} of a cable list, {} ports of {} Gbit/s", isSwitch ? "Switch" : "Host", ports, shortest(speed));
    part.kind = isSwitch ? PartKind::Switch : PartKind::Server;
    part.role = isSwitch ? DeviceRole::ScaleOutSwitch : DeviceRole::Compute;
    part.availability = Availability::Hypothetical;
    part.confidence = Confidence::Low;
    part.notes = {"Stands in for a device that a list of cables names; the list knows its ports and nothing else."};
    part.body.mounting = Mounting::Rack19;
    part.body.height = RackUnits::whole(1);
    part.cages = {{isSwitch ? PortRole::Any : PortRole::Compute, CageForm::Other, ports, 1, GigabitsPerSecond{speed}, {}}};
    return std::make_shared<const PartType>(std::move(part));
}

/// Ids made of names, each once.
class Ids {
public:
    std::string add(std::string_view name)
    {
        const std::string stem = fittedName(name, {.longest = 100, .hostName = false});
        std::string id = stem;
        for (int number = 2; !m_taken.insert(id).second; ++number)
            id = fmt::format("{}-{}", stem, number);
        return id;
    }

private:
    std::set<std::string> m_taken;
};

/// Takes a list apart into racks, devices and cables.
class Builder {
public:
    Builder(const PointToPoint& list, std::string_view name) : m_list{list}, m_name{name} { }

    Result<ListedDesign> operator()()
    {
        if (m_list.links.empty())
            return fail("'{}' lists no cable", shown(m_name));
        if (m_list.links.size() > mostLinks)
            return fail("'{}' lists {} cables; a fabric by hand is made of at most {}", shown(m_name), m_list.links.size(), mostLinks);
        readPorts();
        if (auto placed = placeDevices(); !placed)
            return tl::unexpected{placed.error()};
        addFabric();
        m_hall.name = "hall";
        m_hall.arrangement = std::move(m_arrangement);
        if (auto wrong = m_hall.arrangement.defect())
            return tl::unexpected{*wrong};
        m_out.design = m_out.design.named(fmt::format("Network of {}", m_name.substr(m_name.rfind('/') + 1))).withHall(std::move(m_hall));
        if (m_list.media.size() > 1)
            m_out.notes.push_back(fmt::format("{} kinds of cable are named, which no catalog is looked up for; the cables have no part", m_list.media.size() - 1));
        return std::move(m_out);
    }

private:
    struct Node {
        std::map<std::string, int> ports; ///< By key of the port's name; its number from 1.
        double speed = 0;                 ///< The fastest of its ports.
        std::string path;
    };

    void readPorts()
    {
        m_nodes.resize(m_list.nodes.size());
        for (const PointToPointLink& link : m_list.links) {
            for (const auto& [node, port] : {std::pair{link.a, &link.portA}, std::pair{link.z, &link.portZ}}) {
                m_nodes[node].ports.emplace(naturalKey(*port), 0);
                m_nodes[node].speed = std::max(m_nodes[node].speed, static_cast<double>(link.speed.value_or(0)));
            }
        }
        // Keys sort as people count ports.
        for (Node& node : m_nodes) {
            int number = 0;
            for (auto& [key, index] : node.ports)
                index = ++number;
        }
    }

    [[nodiscard]] bool isSwitch(std::size_t node) const { return m_list.nodes[node].kind == PointToPointNode::Kind::Switch; }

    Result<void> placeDevices()
    {
        // Racks as they are named first; devices without one fill racks of their own.
        std::vector<std::string> racks;
        std::map<std::string, std::vector<std::size_t>> inRack;
        std::size_t unnamed = 0;
        for (std::size_t i = 0; i < m_nodes.size(); ++i) {
            if (m_nodes[i].ports.empty())
                continue;
            std::string rack = m_list.nodes[i].rack;
            if (rack.empty())
                rack = fmt::format("listed-{:03}", unnamed++ / rackUnits + 1);
            auto& devices = inRack[rack];
            if (devices.empty())
                racks.push_back(rack);
            devices.push_back(i);
        }
        if (unnamed > 0)
            m_out.notes.push_back(fmt::format("{} devices have no rack in the list and stand in racks of their own", unnamed));
        const PartRef rackFrame = frame();
        std::map<std::tuple<bool, int, double>, PartRef> parts;
        Ids placements;
        for (const std::string& name : racks) {
            const auto& devices = inRack[name];
            for (std::size_t from = 0; from < devices.size(); from += rackUnits) {
                const std::string id = placements.add(name);
                auto rack = RackDesign::create(RackDesignId::literal(id), name, rackFrame);
                Ids deviceIds;
                for (std::size_t i = from; i < std::min(devices.size(), from + rackUnits) && rack; ++i) {
                    Node& node = m_nodes[devices[i]];
                    const bool ofFabric = isSwitch(devices[i]);
                    PartRef& part = parts[{ofFabric, static_cast<int>(node.ports.size()), node.speed}];
                    if (!part)
                        part = standIn(ofFabric, static_cast<int>(node.ports.size()), node.speed);
                    Device device{DeviceId::literal(deviceIds.add(m_list.nodes[devices[i]].name)), part, {}, m_list.nodes[devices[i]].name, {}, {}, false};
                    const auto unit = wholeFrom(m_list.nodes[devices[i]].unit);
                    const bool sane = unit && *unit >= 1 && *unit <= rackUnits;
                    const auto free = rack->nearestFreeUnit(*part, Face::Front, RackUnit::whole(sane ? static_cast<int>(*unit) : 1));
                    if (!free)
                        return fail("Rack '{}' has no room for '{}'", shown(name), shown(m_list.nodes[devices[i]].name));
                    device.mount.unit = *free;
                    node.path = fmt::format("{}/{}", id, device.id);
                    rack = rack->mounted(std::move(device));
                }
                if (!rack)
                    return tl::unexpected{rack.error()};
                addPlacement(id, name, std::move(*rack));
            }
        }
        return {};
    }

    void addPlacement(const std::string& id, const std::string& label, RackDesign rack)
    {
        // Rows of twenty racks, 3 m apart: the list does not say where they stand.
        const auto count = static_cast<std::int64_t>(m_arrangement.placements.size());
        Placement placement{PlacementId::literal(id), label, {}, std::make_shared<const RackDesign>(std::move(rack)), {}, Turn::None, {}, {}, false};
        const RackDesign& design = **placement.rack();
        placement.at = {design.width() * (count % 20), Millimetres{3000} * (count / 20)};
        m_out.design = m_out.design.withRackDesign(design);
        m_arrangement.placements.push_back(std::move(placement));
    }

    void addFabric()
    {
        Fabric fabric{FabricId::literal("as-built"), "As built"};
        fabric.family = FabricFamily::Manual;
        for (std::size_t i = 0; i < m_nodes.size(); ++i) {
            if (isSwitch(i) && !m_nodes[i].path.empty())
                fabric.switches.push_back({m_nodes[i].path, 1, std::nullopt});
        }
        const auto end = [&](std::uint32_t node, const std::string& port) {
            return PortRef{m_nodes[node].path, isSwitch(node) ? PortRole::Any : PortRole::Compute, m_nodes[node].ports.at(naturalKey(port))};
        };
        int number = 0;
        for (const PointToPointLink& link : m_list.links) {
            HandCable cable{CableId::literal(fmt::format("c{}", ++number)), end(link.a, link.portA), end(link.z, link.portZ), nullptr, std::nullopt};
            if (link.length && *link.length > 0)
                cable.length = Metres{static_cast<double>(*link.length)};
            fabric.links.push_back(std::move(cable));
        }
        m_arrangement.fabrics.push_back(std::move(fabric));
    }

    const PointToPoint& m_list;
    std::string m_name;
    std::vector<Node> m_nodes;
    Arrangement m_arrangement;
    Hall m_hall;
    ListedDesign m_out;
};

} // namespace

Result<ListedDesign> pointToPointDesign(const PointToPoint& list, std::string_view name)
{
    return Builder{list, name}();
}

} // namespace colonnade::model
