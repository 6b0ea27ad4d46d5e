#include "model/exchange/DesignReader.h"

#include "model/design/FeedCircle.h"
#include "model/design/Instance.h"
#include "model/exchange/CatalogReader.h"
#include "model/exchange/DesignWriter.h"
#include "model/exchange/LoopSection.h"
#include "model/exchange/Resources.h"
#include "model/exchange/SaveFile.h"
#include "model/exchange/StructureYaml.h"
#include "model/exchange/WorkloadReader.h"
#include "model/units/Dates.h"
#include "model/units/Text.h"

#include <charconv>
#include <filesystem>
#include <map>
#include <set>

namespace colonnade::model {

namespace {

// Bounds of what is sane; a number beyond them is a slip of the pen or of the unit.
constexpr WholeRange placeRange{-10'000'000, 10'000'000};   // mm
constexpr WholeRange sizeRange{1, 10'000'000};              // mm
constexpr NumberRange wattRange{0, 1e10};
constexpr NumberRange temperatureRange{-50, 150};

Millimetres millimetres(YamlMap& map, std::string_view key, WholeRange range)
{
    return Millimetres{map.whole(key, range)};
}

std::optional<Turn> turnFrom(std::string_view text)
{
    static constexpr std::array<std::string_view, 4> words{"0", "90", "180", "270"};
    const auto found = std::find(words.begin(), words.end(), text);
    return found == words.end() ? std::nullopt : std::optional{static_cast<Turn>(found - words.begin())};
}

template <class E> std::optional<E> amongWords(std::string_view text, std::initializer_list<E> values)
{
    for (const E value : values) {
        if (word(value) == text)
            return value;
    }
    return std::nullopt;
}

std::optional<Face> faceFrom(std::string_view text)
{
    return amongWords(text, {Face::Front, Face::Rear, Face::ZeroULeft, Face::ZeroURight});
}

std::optional<Slot> slotFrom(std::string_view text)
{
    return amongWords(text, {Slot::Full, Slot::Left, Slot::Right});
}

std::optional<FabricRole> fabricRoleFrom(std::string_view text)
{
    return amongWords(text, {FabricRole::ScaleUp, FabricRole::ScaleOut, FabricRole::Storage, FabricRole::Frontend,
                             FabricRole::Management, FabricRole::OutOfBand});
}

std::optional<FabricFamily> familyFrom(std::string_view text)
{
    return amongWords(text, {FabricFamily::SingleTier, FabricFamily::Clos, FabricFamily::RailOptimised, FabricFamily::Manual});
}

std::optional<Aisle::Kind> aisleFrom(std::string_view text)
{
    return amongWords(text, {Aisle::Kind::Cold, Aisle::Kind::Hot, Aisle::Kind::Service});
}

constexpr std::string_view sideWords = "one of A, B, C, D";

std::optional<int> supplyFrom(std::string_view text)
{
    int number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || end != text.data() + text.size() || number < 1 || number > 64)
        return std::nullopt;
    return number;
}

struct CordEnd {
    std::string pdu;
    int outlet = 1;
};

std::optional<CordEnd> cordEndFrom(std::string_view text)
{
    const auto slash = text.rfind('/');
    if (slash == std::string_view::npos)
        return std::nullopt;
    const std::string_view pdu = text.substr(0, slash);
    const auto outlet = supplyFrom(text.substr(slash + 1));
    if (!DeviceId::parse(pdu) || !outlet)
        return std::nullopt;
    return CordEnd{std::string(pdu), *outlet};
}

std::optional<std::string> curveFrom(std::string_view text)
{
    return text == "B" || text == "C" || text == "D" ? std::optional{std::string(text)} : std::nullopt;
}

/// Builds a design from its tree, part by part: what is used stands before what uses it.
class DesignBuilder {
public:
    DesignBuilder(const YamlTree& tree, YamlErrors& errors) : m_tree{tree}, m_errors{errors} { }

    Design build()
    {
        YamlMap top{m_tree.root(), m_errors};
        top.format(designFormat);
        if (!m_errors.empty()) {
            // Another format: whatever else it holds would only be noise.
            for (const YamlNode::Entry entry : m_tree.root().entries())
                (void)top.find(entry.key.text());
            return m_design;
        }
        m_design = m_design.named(top.text("name", {0, 4096}));
        if (const auto purpose = top.textIf("purpose", noteText))
            m_design = m_design.withPurpose(*purpose);
        m_design = m_design.withProfile(top.text("profile"));
        const auto sources = top.find("sources");
        if (sources)
            m_design = m_design.withSources(sources->ids<SourceTag>());
        readAssumptions(top);
        readWorkloads(top);
        const auto racks = top.itemsIf("rack_designs");
        const auto pods = top.itemsIf("pod_designs");
        const auto hall = top.find("hall");
        std::optional<YamlMap> room;
        if (hall)
            m_facilityWaters = readFacilityWaters(room.emplace(hall->map()));
        readWaivers(top);
        if (auto catalog = top.mapIf("catalog"))
            readCatalog(*catalog);
        for (const YamlValue& rack : racks)
            readRack(rack);
        for (const YamlValue& pod : pods)
            readPod(pod);
        if (room)
            readHall(*room);
        else
            (void)top.at("hall"); // Reports that it is missing.
        if (sources && m_errors.empty())
            checkSources(*sources);
        return m_design;
    }

private:
    void readAssumptions(YamlMap& top)
    {
        std::vector<Assumption> all;
        for (const YamlValue& value : top.itemsIf("assumptions")) {
            YamlMap map = value.map();
            Assumption item;
            item.text = map.text("text", noteText);
            item.source = map.textIf("source").value_or("");
            all.push_back(std::move(item));
        }
        m_design = m_design.withAssumptions(std::move(all));
    }

    void readWorkloads(YamlMap& top)
    {
        std::vector<Workload> all;
        std::set<WorkloadId> seen;
        for (const YamlValue& value : top.itemsIf("workloads")) {
            Workload workload = readWorkload(value);
            if (!seen.insert(workload.id).second)
                value.complain(fmt::format("there is a workload '{}' already", workload.id));
            all.push_back(std::move(workload));
        }
        m_design = m_design.withWorkloads(std::move(all));
    }

    void readWaivers(YamlMap& top)
    {
        std::vector<Waiver> all;
        std::set<std::string> seen;
        for (const YamlValue& value : top.itemsIf("waivers")) {
            YamlMap map = value.map();
            Waiver waiver;
            waiver.key = map.text("key");
            waiver.author = map.text("author");
            // As asked for in the window: a reason that says something, and days of the calendar.
            waiver.reason = map.text("reason", {15, noteText.most});
            waiver.date = readDate(map.at("date"));
            if (const auto expires = map.find("expires"))
                waiver.expires = readDate(*expires);
            waiver.value = map.numberIf("value");
            if (!seen.insert(waiver.key).second)
                value.complain(fmt::format("'{}' is waived already", shown(waiver.key)));
            all.push_back(std::move(waiver));
        }
        m_design = m_design.withWaivers(std::move(all));
    }

    static std::string readDate(const YamlValue& value)
    {
        std::string date = value.text();
        if (value.present() && !isIsoDate(date))
            value.refuse("a date as 2026-11-22");
        return date;
    }

    void readCatalog(YamlMap& map)
    {
        std::vector<YamlValue> parts;
        for (const YamlValue& value : map.itemsIf("sources")) {
            if (auto added = m_catalog.add(readSource(value)); !added)
                value.complain(added.error().text);
        }
        for (const YamlValue& value : map.itemsIf("parts")) {
            auto part = std::make_shared<PartType>(readPart(value));
            if (auto added = m_catalog.add(part); !added)
                value.complain(added.error().text);
            m_order.push_back(part);
        }
        for (const PartRef& part : m_order)
            m_design = m_design.withPart(part, m_catalog);
        for (const auto& [id, source] : m_catalog.sources())
            m_design = m_design.withSource(source);
    }

    PartRef part(const std::optional<YamlValue>& value)
    {
        if (!value)
            return nullptr;
        const auto id = value->id<PartTag>();
        PartRef found = m_catalog.part(id);
        if (!found && value->present())
            value->complain(fmt::format("the catalog of this design has no part '{}'", shown(id.text())));
        return found;
    }

    std::optional<Side> side(const std::optional<YamlValue>& value)
    {
        return value ? std::optional{value->parsed(sideFrom, sideWords)} : std::nullopt;
    }

    std::vector<std::pair<Side, YamlValue>> bySide(YamlMap& map, std::string_view key)
    {
        std::vector<std::pair<Side, YamlValue>> all;
        if (const auto value = map.find(key)) {
            for (const auto& [name, content] : value->entries())
                all.emplace_back(name.parsed(sideFrom, sideWords), content);
        }
        return all;
    }

    HandCable readCable(const YamlValue& value)
    {
        YamlMap map = value.map();
        HandCable cable{map.id<CableTag>("id"), readPort(map.at("from")), readPort(map.at("to")), nullptr, {}};
        cable.medium = part(map.find("medium"));
        cable.length = map.quantityIf<Metres>("length_m", {0, 1e5});
        return cable;
    }

    PortRef readPort(const YamlValue& value)
    {
        auto port = portFrom(value.text());
        if (port)
            return *port;
        value.complain(port.error().text);
        return {};
    }

    void readRack(const YamlValue& value)
    {
        YamlMap map = value.map();
        const auto id = map.id<RackDesignTag>("id");
        const std::string name = map.text("name", {0, 4096});
        const PartRef frame = part(map.at("frame"));
        const PartRef system = part(map.find("system"));
        const auto rearDoor = map.find("rear_door");
        const auto notes = map.textIf("notes", noteText);
        const auto cap = map.quantityIf<Watts>("power_cap_w", wattRange);
        const auto devices = map.itemsIf("devices");
        const auto cables = map.itemsIf("cables");
        if (m_design.rackDesign(id))
            value.complain(fmt::format("there is a rack design '{}' already", id));
        if (!frame)
            return;
        auto rack = RackDesign::create(id, name, frame, system);
        if (!rack) {
            value.complain(rack.error().text);
            return;
        }
        std::vector<std::pair<Device, YamlValue>> corded; // Their PDUs may come later.
        for (const YamlValue& item : devices) {
            if (auto device = readDevice(item)) {
                if (!device->cords.empty())
                    corded.emplace_back(*device, item);
                if (auto next = rack->mounted(std::move(*device)))
                    rack = std::move(next);
                else
                    item.complain(next.error().text);
            }
        }
        for (auto& [device, item] : corded) {
            for (const Cord& cord : device.cords) {
                const Device* pdu = rack->device(cord.pdu);
                if (!pdu || pdu->part->kind != PartKind::RackPdu)
                    item.complain(fmt::format("'cords' names the rack PDU '{}', which is not in this rack", cord.pdu));
            }
            if (rack->device(device.id)) {
                if (auto next = rack->replaced(std::move(device)))
                    rack = std::move(next);
            }
        }
        if (rearDoor) {
            if (auto next = rack->withRearDoor(part(rearDoor)))
                rack = std::move(next);
            else
                rearDoor->complain(next.error().text);
        }
        if (notes)
            rack = rack->withNotes(*notes);
        rack = rack->withPowerCap(cap);
        for (const YamlValue& item : cables) {
            if (auto next = rack->withCable(readCable(item)))
                rack = std::move(next);
            else
                item.complain(next.error().text);
        }
        m_design = m_design.withRackDesign(std::move(*rack));
    }

    std::optional<Device> readDevice(const YamlValue& value)
    {
        YamlMap map = value.map();
        const auto id = map.id<DeviceTag>("id");
        const PartRef type = part(map.at("type"));
        Device device{id, type, {}, {}, std::nullopt, {}, false};
        if (const auto face = map.find("face"))
            device.mount.face = face->parsed(faceFrom, "one of front, rear, zero-u-left, zero-u-right");
        const YamlValue unit = map.at("unit");
        const double at = unit.number({1, 200});
        if (at * 2 != static_cast<int>(at * 2))
            unit.refuse("a unit in halves, as 12 or 12.5");
        device.mount.unit = RackUnit::ofHalves(static_cast<int>(at * 2));
        if (const auto slot = map.find("slot"))
            device.mount.slot = slot->parsed(slotFrom, "one of full, left, right");
        device.label = map.textIf("label", {0, 4096}).value_or("");
        device.side = side(map.find("side"));
        for (const auto& [onSide, count] : bySide(map, "supplies"))
            device.supplies.push_back({onSide, static_cast<int>(count.whole({0, 64}))});
        device.locked = map.flagIf("locked").value_or(false);
        if (const auto cords = map.find("cords")) {
            for (const auto& [supply, outlet] : cords->entries()) {
                const CordEnd end = outlet.parsed(cordEndFrom, "an outlet of a rack PDU, as pdu1/4");
                const int number = supply.parsed(supplyFrom, "the number of a supply, from 1");
                if (auto pdu = DeviceId::parse(end.pdu)) // It was refused already where there is none.
                    device.cords.push_back({number, *std::move(pdu), end.outlet});
            }
        }
        return type ? std::optional{std::move(device)} : std::nullopt;
    }

    FloorRect readRect(YamlMap& map)
    {
        FloorRect rect;
        rect.at = {millimetres(map, "x_mm", placeRange), millimetres(map, "y_mm", placeRange)};
        rect.size = {millimetres(map, "width_mm", sizeRange), millimetres(map, "depth_mm", sizeRange)};
        return rect;
    }

    /// Ids of one kind in one arrangement, to name a doubled one and one of nothing at its own place in the file.
    template <class Tag> class Names {
    public:
        explicit Names(std::string_view kind) : m_kind{kind} { }
        void add(const Id<Tag>& id, const YamlValue& value)
        {
            if (!m_ids.insert(id.text()).second)
                value.complain(fmt::format("there is a {} '{}' already", m_kind, shown(id.text())));
        }
        void expect(const Id<Tag>& id, const YamlValue& value) const
        {
            if (value.present() && !m_ids.contains(id.text()))
                value.complain(fmt::format("there is no {} '{}' here", m_kind, shown(id.text())));
        }

    private:
        std::string_view m_kind;
        std::set<std::string, std::less<>> m_ids;
    };
    struct ArrangementNames {
        Names<RowTag> rows{"row"};
        Names<FeedTag> feeds{"feed"};
        Names<LoopTag> loops{"loop"};
        Names<PlacementTag> placements{"placement"};
        Names<FabricTag> fabrics{"fabric"};
    };

    Arrangement readArrangement(YamlMap& map)
    {
        Arrangement all;
        ArrangementNames names;
        for (const YamlValue& value : map.itemsIf("rows")) {
            YamlMap row = value.map();
            const auto id = row.id<RowTag>("id");
            names.rows.add(id, value);
            all.rows.push_back({id, row.text("name", {0, 4096})});
        }
        for (const YamlValue& value : map.itemsIf("aisles")) {
            YamlMap aisle = value.map();
            Aisle item;
            item.kind = aisle.at("kind").parsed(aisleFrom, "one of cold, hot, service");
            item.area = readRect(aisle);
            item.contained = aisle.flagIf("contained").value_or(false);
            item.supply = aisle.quantityIf<CubicMetresPerSecond>("supply_m3_per_s", {0.001, 100'000});
            item.fillers = aisle.flagIf("fillers").value_or(false);
            all.aisles.push_back(item);
        }
        std::vector<Hanging> hanging; // May name a feed that comes later.
        for (const YamlValue& value : map.itemsIf("feeds")) {
            all.feeds.push_back(readFeed(value, hanging));
            names.feeds.add(all.feeds.back().id, value);
        }
        for (const Hanging& each : hanging)
            names.feeds.expect(each.on, each.at);
        if (const auto circle = feedCircle(all.feeds)) {
            for (const Hanging& each : hanging) {
                if (each.feed == circle->feed && each.on == circle->by)
                    each.at.complain(fmt::format("feed '{}' hangs on itself by '{}'", each.feed, each.on));
            }
        }
        std::vector<std::pair<PlacementId, YamlValue>> branches; // Their racks come later.
        for (const YamlValue& value : map.itemsIf("loops")) {
            all.loops.push_back(readLoop(value, m_facilityWaters, branches));
            names.loops.add(all.loops.back().id, value);
        }
        for (const YamlValue& value : map.itemsIf("placements")) {
            if (auto item = readPlacement(value, names)) {
                names.placements.add(item->id, value);
                all.placements.push_back(std::move(*item));
            }
        }
        for (const YamlValue& value : map.itemsIf("wet_segments"))
            all.wetSegments.push_back(readWetSegment(value));
        for (const auto& [id, value] : branches)
            names.placements.expect(id, value);
        std::map<std::string, const Device*, std::less<>> devices;
        for (const Placement& item : all.placements) {
            if (!item.rack())
                continue;
            for (const Device& device : (*item.rack())->devices())
                devices.emplace(fmt::format("{}/{}", item.id, device.id), &device);
        }
        std::map<std::string, FabricId, std::less<>> switches;
        for (const YamlValue& value : map.itemsIf("fabrics")) {
            all.fabrics.push_back(readFabric(value, devices, switches));
            names.fabrics.add(all.fabrics.back().id, value);
        }
        return all;
    }

    /// Where a feed names what it hangs on.
    struct Hanging {
        FeedId feed, on;
        YamlValue at;
    };

    Feed readFeed(const YamlValue& value, std::vector<Hanging>& hanging)
    {
        YamlMap map = value.map();
        Feed feed{map.id<FeedTag>("id"), {}, Side::A, {}, 3, {}, {}, {}};
        if (const auto kind = map.find("kind"))
            feed.kind = kind->parsed(feedKindFrom, "one of feed, busway, panel, transformer, switchboard, ups, generator, utility");
        feed.name = map.textIf("name").value_or("");
        feed.side = map.at("side").parsed(sideFrom, sideWords);
        feed.voltage = map.quantity<Volts>("voltage_v", {1, 1'000'000});
        const YamlValue phases = map.at("phases");
        feed.phases = static_cast<int>(phases.whole({0, 3}));
        if (feed.phases == 2)
            phases.refuse("3, 1, or 0 for direct current");
        feed.rating = map.quantity<Amperes>("rating_a", {0.1, 100'000});
        feed.continuousFactor = map.numberIf("continuous_factor", {0.1, 1});
        if (const auto upstream = map.find("upstream")) {
            feed.upstream = upstream->id<FeedTag>();
            hanging.push_back({feed.id, *feed.upstream, *upstream});
        }
        if (const auto alternate = map.find("alternate")) {
            feed.alternate = alternate->id<FeedTag>();
            hanging.push_back({feed.id, *feed.alternate, *alternate});
        }
        if (auto equipment = map.mapIf("equipment"))
            feed.equipment = readEquipment(*equipment);
        return feed;
    }

    static FeedEquipment readEquipment(YamlMap& map)
    {
        FeedEquipment known;
        known.efficiency = map.numberIf("efficiency", {0.05, 1});
        known.units = static_cast<int>(map.wholeIf("units", {1, 1000}).value_or(1));
        known.spareUnits = static_cast<int>(map.wholeIf("spare_units", {0, known.units}).value_or(0));
        known.unitPower = map.quantityIf<Watts>("unit_power_w", {1, 1e10});
        known.autonomy = map.quantityIf<Seconds>("autonomy_s", {0, 1e7});
        known.start = map.quantityIf<Seconds>("start_s", {0, 1e5});
        known.rated = map.quantityIf<VoltAmperes>("rated_va", {1, 1e10});
        known.impedance = map.numberIf("impedance", {0.001, 1});
        known.shortCircuit = map.quantityIf<Amperes>("short_circuit_a", {1, 1e6});
        known.ohmPerMetre = map.numberIf("ohm_per_m", {0, 10});
        known.reactancePerMetre = map.numberIf("reactance_ohm_per_m", {0, 10});
        known.length = map.quantityIf<Metres>("length_m", {0, 1e5});
        known.neutral = map.quantityIf<Amperes>("neutral_a", {0.1, 1e5});
        known.thirdHarmonic = map.numberIf("third_harmonic", {0, 1});
        if (const auto curve = map.find("curve"))
            known.curve = curve->parsed(curveFrom, "one of B, C, D");
        return known;
    }

    Turn readTurn(YamlMap& map)
    {
        const auto turn = map.find("turn_deg");
        return turn ? turn->parsed(turnFrom, "one of 0, 90, 180, 270") : Turn::None;
    }

    std::optional<Placement> readPlacement(const YamlValue& value, const ArrangementNames& names)
    {
        YamlMap map = value.map();
        Placement item{map.id<PlacementTag>("id"), {}, {}, PartRef{}, {}, Turn::None, {}, {}, false};
        item.label = map.textIf("label", {0, 4096}).value_or("");
        if (const auto row = map.find("row")) {
            item.row = row->id<RowTag>();
            names.rows.expect(*item.row, *row);
        }
        const auto rack = map.find("rack");
        const auto unit = map.find("unit");
        if (rack.has_value() == unit.has_value())
            value.complain("a placement is of a 'rack' or of a 'unit': one of the two");
        bool known = false;
        if (rack) {
            const auto id = rack->id<RackDesignTag>();
            const RackDesignRef design = m_design.rackDesign(id);
            if (!design)
                rack->complain(fmt::format("there is no rack design '{}'", shown(id.text())));
            known = design != nullptr;
            item.what = design;
        } else if (unit) {
            const PartRef type = part(unit);
            known = type != nullptr;
            item.what = type;
        }
        item.at = {millimetres(map, "x_mm", placeRange), millimetres(map, "y_mm", placeRange)};
        item.turn = readTurn(map);
        for (const auto& [onSide, feed] : bySide(map, "feeds")) {
            item.feeds.push_back({onSide, feed.id<FeedTag>()});
            names.feeds.expect(item.feeds.back().feed, feed);
        }
        if (const auto loop = map.find("loop")) {
            item.loop = loop->id<LoopTag>();
            names.loops.expect(*item.loop, *loop);
        }
        item.locked = map.flagIf("locked").value_or(false);
        return known ? std::optional{std::move(item)} : std::nullopt;
    }

    Fabric readFabric(const YamlValue& value, const std::map<std::string, const Device*, std::less<>>& devices,
                      std::map<std::string, FabricId, std::less<>>& switches)
    {
        YamlMap map = value.map();
        Fabric fabric{map.id<FabricTag>("id"), {}};
        fabric.name = map.textIf("name").value_or("");
        fabric.role = map.at("role").parsed(
            fabricRoleFrom, "one of scale-up, scale-out, storage, front-end, management, out-of-band");
        fabric.family = map.at("family").parsed(familyFrom, "one of single-tier, clos, rail-optimised, manual");
        fabric.endpointPorts = map.at("endpoints").parsed(fromWord<PortRole>, "a role of ports, as compute or storage");
        if (const auto ports = map.find("endpoint_ports")) {
            const auto range = ports->items();
            if (range.size() == 2) {
                fabric.firstPort = static_cast<int>(range[0].whole({1, 4096}));
                fabric.lastPort = static_cast<int>(range[1].whole({fabric.firstPort, 4096}));
            } else {
                ports->refuse("the first and the last port, as [1, 2]");
            }
        }
        fabric.rails = static_cast<int>(map.whole("rails", {1, 1024}));
        fabric.oversubscription = map.number("oversubscription", {0.01, 1000});
        fabric.slack = map.number("slack", {0, 1});
        for (const YamlValue& item : map.itemsIf("switches")) {
            YamlMap one = item.map();
            FabricSwitch made;
            const YamlValue device = one.at("device");
            made.device = device.text();
            if (device.present() && m_errors.empty() && !devices.contains(made.device))
                device.complain(fmt::format("there is no device '{}' here", shown(made.device)));
            if (const auto [at, isNew] = switches.emplace(made.device, fabric.id); device.present() && !isNew)
                device.complain(fmt::format("'{}' is a switch of fabric '{}' already", shown(made.device), at->second));
            made.tier = static_cast<int>(one.whole("tier", {1, 8}));
            if (const auto rail = one.wholeIf("rail", {1, 1024}))
                made.rail = static_cast<int>(*rail);
            fabric.switches.push_back(std::move(made));
        }
        for (const YamlValue& item : map.itemsIf("media")) {
            if (PartRef medium = part(item))
                fabric.media.push_back(std::move(medium));
        }
        for (const YamlValue& item : map.itemsIf("links"))
            fabric.links.push_back(readCable(item));
        return fabric;
    }

    void readPod(const YamlValue& value)
    {
        YamlMap map = value.map();
        const auto id = map.id<PodDesignTag>("id");
        const std::string name = map.text("name", {0, 4096});
        Arrangement arrangement = readArrangement(map);
        if (m_design.podDesign(id))
            value.complain(fmt::format("there is a pod design '{}' already", id));
        if (!m_errors.empty())
            return; // A part that was refused leaves names of nothing behind; they are no defects of their own.
        auto pod = PodDesign::create(id, name, std::move(arrangement));
        if (pod)
            m_design = m_design.withPodDesign(std::move(*pod));
        else
            value.complain(pod.error().text);
    }

    void readHall(YamlMap& map)
    {
        Hall hall;
        hall.name = map.text("name", {0, 4096});
        if (const auto outline = map.find("outline_mm")) {
            for (const YamlValue& corner : outline->items()) {
                const auto xy = corner.items();
                if (xy.size() == 2)
                    hall.outline.push_back({Millimetres{xy[0].whole(placeRange)}, Millimetres{xy[1].whole(placeRange)}});
                else
                    corner.refuse("a corner as [x, y]");
            }
            if (hall.outline.size() < 3)
                outline->refuse("at least three corners");
        }
        hall.height = millimetres(map, "height_mm", {1000, 100'000});
        hall.trayHeight = millimetres(map, "tray_height_mm", {0, 100'000});
        hall.tile = millimetres(map, "tile_mm", {10, 10'000});
        hall.floorRating = map.quantityIf<Kilopascals>("floor_rating_kpa", {0.1, 1000});
        hall.altitude = map.quantity<Metres>("altitude_m", {-500, 9000});
        for (const YamlValue& value : map.itemsIf("columns")) {
            YamlMap column = value.map();
            hall.columns.push_back(readRect(column));
        }
        for (const YamlValue& value : map.itemsIf("keep_outs")) {
            YamlMap area = value.map();
            KeepOut item;
            item.area = readRect(area);
            item.reason = area.textIf("reason").value_or("");
            hall.keepOuts.push_back(std::move(item));
        }
        for (const YamlValue& value : map.itemsIf("doors")) {
            YamlMap door = value.map();
            Door item;
            item.name = door.textIf("name").value_or("");
            item.at = {millimetres(door, "x_mm", placeRange), millimetres(door, "y_mm", placeRange)};
            item.width = millimetres(door, "width_mm", sizeRange);
            item.height = millimetres(door, "height_mm", sizeRange);
            readSwing(door, item);
            hall.doors.push_back(std::move(item));
        }
        if (auto structure = map.mapIf("structure"))
            hall.structure = readStructure(*structure);
        if (auto air = map.mapIf("air_cooling")) {
            AirCooling cooling;
            cooling.units = static_cast<int>(air->whole("units", {0, 100'000}));
            cooling.spare = static_cast<int>(air->whole("spare", {0, 100'000}));
            cooling.sensibleEach = air->quantity<Watts>("sensible_each_w", wattRange);
            cooling.supply = air->quantityIf<Celsius>("supply_c", temperatureRange);
            cooling.flowEach = air->quantityIf<CubicMetresPerSecond>("flow_each_m3_per_s", {0.001, 10'000});
            cooling.leakage = air->numberIf("leakage", {0, 0.99});
            cooling.onUps = air->flagIf("on_ups");
            cooling.restart = air->quantityIf<Seconds>("restart_s", {0, 86'400});
            hall.air = cooling;
        }
        hall.facilityWaters = m_facilityWaters;
        if (auto site = map.mapIf("site"))
            hall.site = readSite(*site);
        std::set<std::string> names;
        std::vector<std::pair<FeedId, YamlValue>> podFeeds; // The hall's feeds are read after its pods.
        for (const YamlValue& value : map.itemsIf("pods")) {
            YamlMap item = value.map();
            PodPlacement pod{item.id<PlacementTag>("id"), {}, nullptr, {}, Turn::None, false};
            pod.label = item.textIf("label", {0, 4096}).value_or("");
            const YamlValue of = item.at("pod");
            const auto id = of.id<PodDesignTag>();
            pod.pod = m_design.podDesign(id);
            pod.at = {millimetres(item, "x_mm", placeRange), millimetres(item, "y_mm", placeRange)};
            pod.turn = readTurn(item);
            pod.locked = item.flagIf("locked").value_or(false);
            for (const auto& [onSide, feed] : bySide(item, "feeds")) {
                pod.feeds.push_back({onSide, feed.id<FeedTag>()});
                podFeeds.emplace_back(pod.feeds.back().feed, feed);
            }
            if (!names.insert(pod.id.text()).second)
                value.complain(fmt::format("there is a placement '{}' already", pod.id));
            if (pod.pod)
                hall.pods.push_back(std::move(pod));
            else if (m_errors.empty())
                of.complain(fmt::format("there is no pod design '{}'", shown(id.text())));
        }
        hall.arrangement = readArrangement(map);
        for (const auto& [id, value] : podFeeds) {
            if (value.present() && !hall.arrangement.feed(id))
                value.complain(fmt::format("the hall has no feed '{}'", shown(id.text())));
        }
        for (const Placement& item : hall.arrangement.placements) {
            if (names.contains(item.id.text()))
                map.complain(fmt::format("a pod and a placement are both named '{}'", item.id));
        }
        const auto overrides = map.itemsIf("overrides");
        if (m_errors.empty()) {
            if (const auto wrong = hall.arrangement.defect())
                map.complain(wrong->text);
        }
        m_design = m_design.withHall(hall);
        readOverrides(overrides, std::move(hall));
    }

    static RoomAir readRoomAir(YamlMap& map)
    {
        RoomAir room;
        room.dryBulb = map.quantityIf<Celsius>("dry_bulb_c", temperatureRange);
        room.humidity = map.numberIf("humidity", {0, 1});
        room.dewPointMax = map.quantityIf<Celsius>("dew_point_max_c", temperatureRange);
        if (const auto airClass = map.find("class"))
            room.airClass = airClass->parsed(airClassFrom, "one of A1, A2, A3, A4, H1");
        if (const auto coupons = map.find("coupons"))
            room.coupons = coupons->parsed(couponsFrom, "one of clean, corrosive");
        room.tape = map.flagIf("tape");
        room.pipesInsulated = map.flagIf("pipes_insulated");
        return room;
    }

    WetSegment readWetSegment(const YamlValue& value)
    {
        YamlMap map = value.map();
        WetSegment segment;
        segment.name = map.textIf("name", {0, 4096}).value_or("");
        segment.area = readRect(map);
        segment.height = millimetres(map, "height_mm", {0, 100'000});
        segment.tray = map.flagIf("tray");
        segment.sensor = map.flagIf("sensor");
        return segment;
    }

    static Site readSite(YamlMap& map)
    {
        Site site;
        site.mechanicalShare = map.numberIf("mechanical_share", {0, 10});
        site.other = map.quantityIf<Watts>("other_w", wattRange);
        site.waterPerYear = map.numberIf("water_m3_per_year", {0, 1e9});
        site.carbonPerKwh = map.numberIf("carbon_kg_per_kwh", {0, 10});
        site.heatReuse = map.quantityIf<Watts>("heat_reuse_w", wattRange);
        site.loadStep = map.quantityIf<Watts>("load_step_w", wattRange);
        if (const auto spare = map.wholeIf("spare_nodes", {0, 10'000'000}))
            site.spareNodes = static_cast<int>(*spare);
        if (auto room = map.mapIf("equipment_room")) {
            EquipmentRoom known;
            known.equipmentDisconnect = room->flagIf("equipment_disconnect").value_or(false);
            known.coolingDisconnect = room->flagIf("cooling_disconnect").value_or(false);
            known.grouped = room->flagIf("grouped").value_or(false);
            known.fireStopped = room->flagIf("fire_stopped").value_or(false);
            known.listed = room->flagIf("listed").value_or(false);
            site.equipmentRoom = known;
        }
        if (auto room = map.mapIf("room_air"))
            site.room = readRoomAir(*room);
        return site;
    }

    void readOverrides(const std::vector<YamlValue>& values, Hall hall)
    {
        for (const YamlValue& value : values) {
            YamlMap map = value.map();
            const YamlValue path = map.at("path");
            Override special;
            special.label = map.textIf("label", {0, 4096}).value_or("");
            special.provisioned = map.quantityIf<Watts>("provisioned_w", wattRange);
            special.note = map.textIf("note", noteText).value_or("");
            const std::string name = path.text();
            if (m_errors.empty()) {
                if (const auto place = placeAt(m_design, name); !place)
                    path.complain(place.error().text);
            }
            if (!hall.overrides.emplace(name, std::move(special)).second)
                path.complain(fmt::format("'{}' has an override already", shown(name)));
        }
        if (!values.empty())
            m_design = m_design.withHall(std::move(hall));
    }

    void checkSources(const YamlValue& sources)
    {
        for (const YamlValue& item : sources.items()) {
            if (!m_catalog.source(item.id<SourceTag>()))
                item.complain(fmt::format("the design names the source '{}', which its catalog does not have", shown(item.text())));
        }
    }

    const YamlTree& m_tree;
    YamlErrors& m_errors;
    Design m_design;
    Catalog m_catalog;
    std::vector<PartRef> m_order;
    std::vector<FacilityWater> m_facilityWaters; ///< Of the hall; read before the loops that name them.
};

} // namespace

Result<Design> readDesign(std::string_view text, std::string_view file, std::vector<Error>* all,
                          const ReadProgress& progress)
{
    const auto tree = readYaml(text, file, designLimits, EndMark::Required, progress);
    if (!tree)
        return tl::unexpected<Error>{tree.error()};
    YamlErrors errors;
    Design design = DesignBuilder{*tree, errors}.build();
    if (all)
        *all = errors.list();
    if (!errors.empty())
        return errors.first();
    return design;
}

Result<Design> loadDesign(const std::string& path, std::vector<Error>* all)
{
    const auto file = readFile(path, designLimits.bytes);
    if (!file)
        return tl::unexpected<Error>{file.error()};
    return readDesign(file->bytes, path, all);
}

std::vector<ReferenceDesign> referenceDesigns()
{
    std::vector<ReferenceDesign> all;
    for (const std::filesystem::path& path : resourceFiles("designs", ".colonnade")) {
        const auto design = loadDesign(path.string());
        if (design)
            all.push_back({path.stem().string(), design->name(), design->purpose(), path.string()});
    }
    return all;
}

Result<Design> loadReference(std::string_view name)
{
    const auto paths = resourceFiles("designs", ".colonnade");
    std::string known;
    for (const std::filesystem::path& path : paths) {
        if (path.stem().string() == name)
            return loadDesign(path.string());
        known += (known.empty() ? "" : ", ") + path.stem().string();
    }
    return fail("There is no reference design '{}'; there are: {}", shown(name), known.empty() ? "none" : known);
}

} // namespace colonnade::model
