#include "tests/support/Designs.h"

#include <algorithm>
#include <stdexcept>

namespace colonnade::test {

using namespace model;

namespace {

template <class T> T must(Result<T> result)
{
    if (!result)
        throw std::runtime_error(result.error().text);
    return std::move(*result);
}

template <class Q> std::optional<Q> maybe(std::optional<double> value)
{
    return value ? std::optional{Q{*value}} : std::nullopt;
}

PartType part(std::string_view id, PartKind kind)
{
    PartType made{TypeId::literal(id)};
    made.vendor = "Test";
    made.model = id;
    made.kind = kind;
    return made;
}

PartRef shared(PartType made)
{
    return std::make_shared<const PartType>(std::move(made));
}

PowerInput cords(int count, std::optional<double> watts, std::optional<int> needed)
{
    PowerInput input;
    input.count = count;
    input.each = maybe<Watts>(watts);
    input.needed = needed;
    return input;
}

/// "A=a B=b"
std::vector<SideFeed> sideFeeds(std::string_view text)
{
    std::vector<SideFeed> feeds;
    while (!text.empty()) {
        const auto space = text.find(' ');
        const std::string_view one = text.substr(0, space);
        feeds.push_back({sideFrom(one.substr(0, 1)).value(), FeedId::literal(one.substr(2))});
        text = space == std::string_view::npos ? std::string_view{} : text.substr(space + 1);
    }
    return feeds;
}

} // namespace

PartRef tinyFrame(const FrameSpec& spec)
{
    PartType frame = part("frame", PartKind::RackFrame);
    frame.rack = RackFrameFigures{};
    frame.rack->units = RackUnits::whole(spec.units);
    frame.rack->maxLoad = maybe<Kilograms>(spec.maxLoadKg);
    frame.rack->emptyMass = maybe<Kilograms>(spec.massKg);
    frame.body.widthMm = Millimetres{spec.widthMm};
    frame.body.depthMm = Millimetres{spec.depthMm};
    frame.body.heightMm = Millimetres{2300};
    return shared(std::move(frame));
}

PartRef tinyServer(const ServerSpec& spec)
{
    PartType server = part(spec.id, PartKind::Server);
    server.role = DeviceRole::Compute;
    server.body.mounting = Mounting::Rack19;
    server.body.height = RackUnits::whole(spec.units);
    server.body.mass = maybe<Kilograms>(spec.massKg);
    if (spec.depthMm)
        server.body.depthMm = Millimetres{*spec.depthMm};
    server.power.provisioned = maybe<Watts>(spec.watts);
    server.cooling.liquidFraction = spec.liquid;
    server.cooling.liquidInletMax = maybe<Celsius>(spec.inletMaxC);
    if (!spec.liquid)
        server.cooling.coolant = "PG25";
    PowerInput input = cords(spec.supplies, spec.supplyWatts, spec.needed);
    if (spec.busbar) {
        input = PowerInput{};
        input.kind = PowerInput::Kind::Busbar48;
        input.count = 1;
    }
    server.inputs.push_back(std::move(input));
    if (spec.accelerators > 0) {
        server.accelerator = AcceleratorFigures{};
        server.accelerator->count = spec.accelerators;
    }
    return shared(std::move(server));
}

PartRef tinyShelf(double watts, int rectifiers)
{
    PartType shelf = part("shelf", PartKind::PowerShelf);
    shelf.role = DeviceRole::Power;
    shelf.body.mounting = Mounting::Rack19;
    shelf.body.height = RackUnits::whole(1);
    shelf.body.mass = Kilograms{30};
    shelf.shelf = PowerShelfFigures{};
    shelf.shelf->output = Watts{watts};
    shelf.shelf->rectifiers = rectifiers;
    shelf.shelf->rectifier = Watts{watts / rectifiers};
    return shared(std::move(shelf));
}

PartRef tinyPdu(double volts, int phases, std::optional<double> amperes)
{
    PartType pdu = part("pdu", PartKind::RackPdu);
    pdu.role = DeviceRole::Power;
    pdu.body.mounting = Mounting::ZeroU;
    pdu.body.mass = Kilograms{10};
    pdu.pdu = RackPduFigures{};
    pdu.pdu->lineVoltage = Volts{volts};
    pdu.pdu->phases = phases;
    pdu.pdu->rating = maybe<Amperes>(amperes);
    return shared(std::move(pdu));
}

PartRef tinyCdu(const CduSpec& spec)
{
    PartType cdu = part(spec.id, PartKind::Cdu);
    cdu.role = DeviceRole::Cooling;
    cdu.body.mounting = Mounting::Floor;
    cdu.body.widthMm = Millimetres{600};
    cdu.body.depthMm = Millimetres{1200};
    cdu.body.heightMm = Millimetres{2300};
    cdu.body.mass = maybe<Kilograms>(spec.massKg);
    cdu.power.provisioned = maybe<Watts>(spec.powerWatts);
    cdu.cdu = CduFigures{};
    cdu.cdu->capacity = Watts{spec.watts};
    cdu.cdu->flow = maybe<LitresPerMinute>(spec.litresPerMinute);
    cdu.cdu->approach = maybe<Kelvins>(spec.approachK);
    cdu.cdu->head = maybe<Kilopascals>(spec.headKpa);
    cdu.cdu->pumps = spec.pumps;
    cdu.cdu->sparePumps = spec.sparePumps;
    cdu.cdu->pumpRedundancy = spec.redundancy;
    return shared(std::move(cdu));
}

PartRef tinyPanel()
{
    PartType panel = part("panel", PartKind::FloorPower);
    panel.role = DeviceRole::Power;
    panel.body.mounting = Mounting::Floor;
    panel.body.widthMm = Millimetres{600};
    panel.body.depthMm = Millimetres{600};
    panel.body.heightMm = Millimetres{2000};
    panel.body.mass = Kilograms{300};
    return shared(std::move(panel));
}

PartRef tinyBlanking()
{
    PartType blank = part("blank", PartKind::Blanking);
    blank.body.mounting = Mounting::Rack19;
    blank.body.height = RackUnits::whole(1);
    blank.body.mass = Kilograms{0.5};
    return shared(std::move(blank));
}

TinyRack::TinyRack(std::string_view id, const FrameSpec& frame)
    : m_rack{must(RackDesign::create(RackDesignId::literal(id), std::string(id), tinyFrame(frame)))}
{
}

TinyRack& TinyRack::add(const PartRef& part, int count, std::vector<SupplyShare> supplies)
{
    for (int i = 0; i < count; ++i) {
        Device device{DeviceId::literal(fmt::format("d{:02}", ++m_devices)),
                      part,
                      {},
                      {},
                      {},
                      supplies,
                      false};
        if (part->body.mounting == Mounting::ZeroU) {
            device.mount.face = m_zeroU % 2 == 0 ? Face::ZeroULeft : Face::ZeroURight;
            device.mount.unit = RackUnit::whole(m_zeroU / 2 + 1);
            ++m_zeroU;
        } else {
            device.mount.unit = RackUnit::whole(m_unit);
            m_unit += part->body.height->halves() / 2;
        }
        m_rack = must(m_rack.mounted(std::move(device)));
    }
    return *this;
}

TinyRack& TinyRack::add(const PartRef& part, Side side)
{
    add(part);
    Device device = *m_rack.device(DeviceId::literal(fmt::format("d{:02}", m_devices)));
    device.side = side;
    m_rack = must(m_rack.replaced(std::move(device)));
    return *this;
}

RackDesignRef TinyRack::made() const
{
    return std::make_shared<const RackDesign>(m_rack);
}

Feed tinyFeed(std::string_view id, Side side, double volts, double amperes,
              std::optional<std::string_view> upstream)
{
    Feed feed{
        FeedId::literal(id), std::string(id), side, Volts{volts}, 3, Amperes{amperes}, {}, {}};
    if (upstream)
        feed.upstream = FeedId::literal(*upstream);
    return feed;
}

Loop tinyLoop(std::string_view id, double facilityC, std::optional<double> riseK)
{
    return {LoopId::literal(id), std::string(id),       "PG25",
            Celsius{facilityC},  maybe<Kelvins>(riseK), {}};
}

void TinyFloor::place(std::string_view id, std::variant<RackDesignRef, PartRef> what,
                      std::string_view feeds, std::string_view loop)
{
    Placement placement{
        PlacementId::literal(id), std::string(id), {}, std::move(what), {}, {}, {}, {}, false};
    placement.at = {Millimetres{600 * static_cast<std::int64_t>(arrangement.placements.size())},
                    Millimetres{0}};
    placement.feeds = sideFeeds(feeds);
    if (!loop.empty())
        placement.loop = LoopId::literal(loop);
    arrangement.placements.push_back(std::move(placement));
}

TinyFloor& TinyFloor::rack(std::string_view id, const RackDesignRef& design, std::string_view feeds,
                           std::string_view loop)
{
    place(id, design, feeds, loop);
    return *this;
}

TinyFloor& TinyFloor::unit(std::string_view id, const PartRef& part, std::string_view feeds,
                           std::string_view loop)
{
    place(id, part, feeds, loop);
    return *this;
}

TinyFloor& TinyFloor::at(std::string_view id, int xMm, int yMm, Turn turn)
{
    for (Placement& placement : arrangement.placements) {
        if (placement.id.text() == id) {
            placement.at = {Millimetres{xMm}, Millimetres{yMm}};
            placement.turn = turn;
        }
    }
    return *this;
}

namespace {

Design withDefinitions(Design design, const Arrangement& arrangement)
{
    for (const Placement& placement : arrangement.placements) {
        if (const RackDesignRef* rack = placement.rack()) {
            for (const Device& device : (*rack)->devices())
                design = design.withPart(device.part, Catalog{});
            design = design.withPart((*rack)->frame(), Catalog{});
        } else {
            design = design.withPart(*placement.unit(), Catalog{});
        }
    }
    for (const Placement& placement : arrangement.placements) {
        if (const RackDesignRef* rack = placement.rack(); rack && !design.rackDesign((*rack)->id()))
            design = design.withRackDesign(**rack);
    }
    return design;
}

/// The arrangement with the rack designs as the design holds them.
Arrangement adopted(Arrangement arrangement, const Design& design)
{
    for (Placement& placement : arrangement.placements) {
        if (placement.rack())
            placement.what = design.rackDesign((*placement.rack())->id());
    }
    return arrangement;
}

Hall roomy()
{
    Hall hall;
    hall.floorRating = Kilopascals{12};
    hall.air = AirCooling{100, 1, Watts{1e6}, Celsius{24}};
    return hall;
}

} // namespace

Design tinyDesign(const Arrangement& arrangement, int times)
{
    Design design = withDefinitions(Design{}.named("tiny"), arrangement);
    design = design.withPodDesign(
        must(PodDesign::create(PodDesignId::literal("su"), "SU", adopted(arrangement, design))));
    Hall hall = roomy();
    const PodDesignRef pod = design.podDesign(PodDesignId::literal("su"));
    const Millimetres pitch = pod->facts().extent.size.width + Millimetres{3000};
    for (int i = 0; i < times; ++i) {
        PodPlacement placement{
            PlacementId::literal(fmt::format("su-{}", i + 1)), {}, pod, {}, Turn::None, false};
        placement.at = {pitch * i, Millimetres{0}};
        hall.pods.push_back(std::move(placement));
    }
    return design.withHall(std::move(hall));
}

Design tinyHall(const Arrangement& arrangement)
{
    const Design design = withDefinitions(Design{}.named("tiny"), arrangement);
    Hall hall = roomy();
    hall.arrangement = adopted(arrangement, design);
    return design.withHall(std::move(hall));
}

} // namespace colonnade::test
