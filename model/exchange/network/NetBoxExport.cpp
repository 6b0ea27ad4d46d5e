#include "model/exchange/network/NetworkExport.h"

#include "model/design/Instance.h"
#include "model/exchange/Quote.h"
#include "model/exchange/YamlWriter.h"
#include "model/exchange/cabling/ScheduleDevices.h"
#include "model/exchange/network/NetBoxWords.h"
#include "model/units/Text.h"

#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

namespace colonnade::model {

namespace {

/// Lengths of names in NetBox 4.6.8.
constexpr std::size_t longestDevice = 64, longestRack = 100, longestLabel = 100, longestModel = 100;

std::string row(std::initializer_list<std::string_view> cells)
{
    std::string out;
    bool begun = false;
    for (const std::string_view cell : cells) {
        out += begun ? "," : "";
        out += quote::csvRawCell(cell);
        begun = true;
    }
    return out + '\n';
}

std::string slugOf(std::string_view text)
{
    return fittedName(text, {.longest = 100});
}

std::string vendorOf(const PartType& part)
{
    return part.vendor.empty() ? std::string{"Unknown"} : part.vendor.substr(0, longestModel);
}

std::string modelOf(const PartType& part)
{
    return (part.model.empty() ? part.id.text() : part.model).substr(0, longestModel);
}

/// Gathers what a hall holds and writes it kind by kind, in the order in which NetBox takes them.
class NetBoxWriter {
public:
    NetBoxWriter(const CableSchedule& schedule, const FabricFilter& filter) : m_schedule{schedule}, m_filter{filter}, m_devices{schedule} { }

    Result<NetworkExport> operator()()
    {
        const Hall& hall = *m_schedule.design().hall();
        m_site = m_schedule.design().name().empty() ? "Colonnade" : m_schedule.design().name().substr(0, longestRack);
        m_location = hall.name.empty() ? "hall" : hall.name.substr(0, longestRack);
        markInfiniBand();
        forEachInstance(hall, [&](const Instance& instance) { addInstance(instance); });
        if (m_wrong)
            return tl::unexpected{*m_wrong};
        addCables();
        if (m_wrong)
            return tl::unexpected{*m_wrong};
        std::string manufacturers = "name,slug\n", roles = "name,slug,color\n";
        for (const std::string& vendor : m_vendors)
            manufacturers += row({vendor, slugOf(vendor)});
        for (const std::string_view role : m_roles)
            roles += row({role, slugOf(role), "9e9e9e"});
        NetworkExport out;
        out.files = {{"manufacturers.csv", std::move(manufacturers)},
                     {"device-roles.csv", std::move(roles)},
                     {"sites.csv", "name,slug,status\n" + row({m_site, slugOf(m_site), "planned"})},
                     {"locations.csv", "site,name,slug,status\n" + row({m_site, m_location, slugOf(m_location), "planned"})},
                     {"racks.csv", "site,location,name,status,width,u_height,facility_id,desc_units\n" + m_racks},
                     {"device-types.yaml", deviceTypes()},
                     {"devices.csv", "name,role,manufacturer,device_type,site,location,rack,position,face,status\n" + m_placed},
                     {"interfaces.csv", "device,name,type\n" + m_interfaces},
                     {"cables.csv",
                      "side_a_site,side_a_device,side_a_type,side_a_name,side_b_site,side_b_device,side_b_type,side_b_name,type,status,label,length,length_unit\n"
                          + m_cables}};
        if (m_unplaced > 0)
            m_notes.push_back(fmt::format("{} devices stand in their rack without a position: NetBox has none for half widths and beside the posts", m_unplaced));
        if (m_several > 0)
            m_notes.push_back(fmt::format("{} cables carry several links and have a row for each: a row of NetBox's import has one port a side", m_several));
        if (m_openRacks > 0)
            m_notes.push_back(fmt::format("{} racks count Open Rack units of 48 mm, which NetBox has no word for; positions are theirs", m_openRacks));
        out.notes = std::move(m_notes);
        return out;
    }

private:
    void markInfiniBand()
    {
        const auto sections = m_schedule.sections();
        for (std::size_t at = 0; at < sections.size(); ++at) {
            if (!isInfiniBand(sections[at]))
                continue;
            const FabricPlan& plan = *sections[at].plan;
            for (std::size_t link = 0; link < plan.links.size(); ++link) {
                for (const LinkEnd& end : {nearEnd(plan, link), farEnd(plan, link)})
                    m_infiniBand.insert({plan.parts[plan.nodes[end.node].part]->id, end.port});
            }
        }
    }

    void addInstance(const Instance& instance)
    {
        if (m_wrong)
            return;
        const RackDesign* rack = instance.rack();
        if (!rack) {
            addDevice({instance.pod, &instance.arrangement(*m_schedule.design().hall()), instance.placement, nullptr}, {});
            return;
        }
        const std::string name = instance.path.substr(0, longestRack);
        if (!m_rackNames.insert(name).second) {
            m_wrong = Error{fmt::format("Two racks would both be called '{}' in NetBox", name)};
            return;
        }
        const bool open = rack->frame()->rack && rack->frame()->rack->holds == Mounting::OpenRack21;
        m_openRacks += open ? 1 : 0;
        m_racks += row({m_site, m_location, name, "planned", open ? "21" : "19", fmt::format("{}", static_cast<int>(rack->units().value())),
                        instance.placement->label.substr(0, 50), "false"});
        for (const Device& device : rack->devices()) {
            if (device.part->kind != PartKind::Blanking)
                addDevice({instance.pod, &instance.arrangement(*m_schedule.design().hall()), instance.placement, &device}, name, rack);
        }
    }

    void addDevice(const DevicePlace& place, std::string_view rackName, const RackDesign* rack = nullptr)
    {
        const std::string wanted = m_schedule.names().device(place);
        const std::string name = wanted.size() <= longestDevice ? wanted : fittedName(wanted, {.longest = longestDevice});
        if (!m_deviceNames.emplace(place.path(), name).second || !m_takenNames.insert(name).second) {
            m_wrong = Error{fmt::format("Two devices would both be called '{}' in NetBox; a naming with more in its device names tells them apart", name)};
            return;
        }
        const PartType& part = *place.part();
        m_vendors.insert(vendorOf(part));
        const std::string_view role = word(part.role);
        m_roles.insert(role);
        Type& type = m_types[{vendorOf(part), modelOf(part)}];
        if (type.part && type.part->id != part.id) {
            m_wrong = Error{fmt::format("'{}' and '{}' are one device type for NetBox: '{}'", type.part->id, part.id, modelOf(part))};
            return;
        }
        type.part = place.part();
        type.halfDepth |= rack && !rack->takesBothFaces(part);
        std::string position, face;
        if (place.device && !place.device->zeroU() && place.device->mount.slot == Slot::Full && place.device->height() > RackUnits{}) {
            position = fmt::format("{}", place.device->mount.unit.value());
            face = place.device->mount.face == Face::Rear ? "rear" : "front";
        } else if (place.device) {
            ++m_unplaced;
        }
        m_placed += row({name, role, vendorOf(part), modelOf(part), m_site, m_location, rackName, position, face, "planned"});
    }

    void addCables()
    {
        const auto sections = m_schedule.sections();
        std::set<std::pair<std::string, std::string>> pieces;
        for (std::size_t at = 0; at < sections.size(); ++at) {
            const ScheduleSection& section = sections[at];
            if (!m_filter.takes(section))
                continue;
            const FabricPlan& plan = *section.plan;
            for (std::size_t cable = 0; cable < plan.cables.size(); ++cable) {
                m_several += plan.cables.links(cable).size() > 1 ? 1U : 0U;
                if (strandOf(plan.cables, cable) > 1)
                    continue; // One row joins the two ports, however many fibres do.
                for (const std::uint32_t link : plan.cables.links(cable))
                    addLink(section, at, cable, link, pieces);
            }
        }
    }

    void addLink(const ScheduleSection& section, std::size_t at, std::size_t cable, std::uint32_t link, std::set<std::pair<std::string, std::string>>& pieces)
    {
        const FabricPlan& plan = *section.plan;
        const LinkEnd near = nearEnd(plan, link), far = farEnd(plan, link);
        const auto device = [&](const LinkEnd& end) -> const std::string& { return m_deviceNames.at(m_devices.all()[m_devices.index(at, end.node)].place.path()); };
        const auto port = [&](const LinkEnd& end) {
            std::string name = CableNames::portText(pieceOf(plan, end));
            if (end.split && pieces.emplace(device(end), name).second)
                m_interfaces += row({device(end), name, "other"});
            return name;
        };
        const auto label = [&](const LinkEnd& end) { return m_schedule.names().port(placeOf(section, end.node), pieceOf(plan, end)); };
        const std::string name = m_schedule.names().cable(section.pod, *section.fabric, cable + 1);
        const std::string whole = m_schedule.names().label(label(near), label(far), name, 1);
        const std::uint16_t medium = plan.cables.medium[cable];
        const PartRef part = medium == CableColumns::none ? nullptr : plan.media[medium];
        const std::string length = shortest(std::round(static_cast<double>(plan.cables.ordered[cable]) * 100) / 100);
        m_cables += row({m_site, device(near), "dcim.interface", port(near), m_site, device(far), "dcim.interface", port(far),
                         part && part->cable ? netBoxCableType(part->cable->medium) : std::string_view{}, "planned",
                         whole.size() <= longestLabel ? whole : name.substr(0, longestLabel), length, "m"});
    }

    std::string deviceTypes() const
    {
        std::string out;
        for (const auto& [key, type] : m_types) {
            const PartType& part = *type.part;
            YamlWriter yaml;
            yaml.beginMap();
            yaml.entry("manufacturer", key.first);
            yaml.entry("model", key.second);
            yaml.entry("slug", slugOf(fmt::format("{}-{}", key.first, part.id.text())));
            const bool zero = !part.body.height;
            yaml.entry("u_height", zero ? 0.0 : part.body.height->value());
            yaml.entry("is_full_depth", !type.halfDepth && !zero);
            const std::vector<Port> ports = portsOf(part);
            if (!ports.empty()) {
                yaml.key("interfaces");
                yaml.beginList();
                for (std::size_t i = 0; i < ports.size(); ++i) {
                    yaml.beginLineMap();
                    yaml.entry("name", CableNames::portText({&ports[i], 0, false}));
                    yaml.entry("type", netBoxInterfaceType(ports[i], m_infiniBand.contains({part.id, static_cast<std::uint16_t>(i)})));
                    if (ports[i].role == PortRole::Management || ports[i].role == PortRole::Bmc)
                        yaml.entry("mgmt_only", true);
                    yaml.end();
                }
                yaml.end();
            }
            yaml.end();
            // Documents of one stream: each begins with three dashes.
            std::string text = yaml.finish();
            if (text.ends_with("...\n"))
                text.resize(text.size() - 4);
            out += "---\n" + text;
        }
        return out;
    }

    struct Type {
        PartRef part;
        bool halfDepth = false; ///< Stands somewhere with its back free.
    };
    const CableSchedule& m_schedule;
    const FabricFilter& m_filter;
    ScheduleDevices m_devices;
    std::string m_site, m_location, m_racks, m_placed, m_interfaces, m_cables;
    std::set<std::string> m_vendors, m_rackNames, m_takenNames;
    std::set<std::string_view> m_roles;
    std::map<std::pair<std::string, std::string>, Type> m_types;
    std::unordered_map<std::string, std::string> m_deviceNames; ///< By path.
    std::set<std::pair<TypeId, std::uint16_t>> m_infiniBand;    ///< Ports of parts that an InfiniBand fabric uses.
    std::vector<std::string> m_notes;
    std::optional<Error> m_wrong;
    std::size_t m_unplaced = 0, m_several = 0, m_openRacks = 0;
};

} // namespace

/// interop.md 2: bulk import of NetBox 4.6.8, one file a kind, every reference by name in an earlier file.
Result<NetworkExport> netBoxExport(const CableSchedule& schedule, const FabricFilter& filter)
{
    return NetBoxWriter{schedule, filter}();
}

} // namespace colonnade::model
