#include "model/design/RackDesign.h"

#include "model/catalog/PowerUse.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace colonnade::model {

namespace {

constexpr int zeroUPlaces = 2;

bool isZeroU(Face face)
{
    return face == Face::ZeroULeft || face == Face::ZeroURight;
}

/// What a device takes in a rack: an interval of half units on one or both faces, one or both slots.
struct Space {
    int low = 0, high = 0; ///< Half units, `high` excluded.
    bool front = false, rear = false;
    bool left = true, right = true;
    std::optional<Face> zeroU;

    [[nodiscard]] bool meets(const Space& other) const
    {
        if (zeroU || other.zeroU)
            return zeroU == other.zeroU && low == other.low;
        return low < other.high && other.low < high && ((front && other.front) || (rear && other.rear))
            && ((left && other.left) || (right && other.right));
    }
};

Space spaceOf(const RackDesign& rack, const PartType& part, const Mount& mount)
{
    Space space;
    space.low = mount.unit.halves();
    if (isZeroU(mount.face)) {
        space.zeroU = mount.face;
        return space;
    }
    space.high = space.low + part.body.height.value_or(RackUnits::whole(1)).halves();
    const bool both = rack.takesBothFaces(part);
    space.front = both || mount.face == Face::Front;
    space.rear = both || mount.face == Face::Rear;
    space.left = mount.slot != Slot::Right;
    space.right = mount.slot != Slot::Left;
    return space;
}

bool mayStandInARack(PartKind kind)
{
    switch (kind) {
    case PartKind::Server:
    case PartKind::Tray:
    case PartKind::Storage:
    case PartKind::Switch:
    case PartKind::PowerShelf:
    case PartKind::RackPdu:
    case PartKind::Cdu:
    case PartKind::Blanking:
    case PartKind::Manifold:
    case PartKind::PatchPanel: return true;
    default: return false;
    }
}

std::string spanText(RackUnit unit, RackUnits height)
{
    if (height <= RackUnits::whole(1))
        return text(unit);
    return fmt::format("{}–{}", text(unit), text(unit + height - RackUnits::whole(1)));
}

/// Air, unless the entry gives a fraction or speaks of a coolant without giving one.
std::optional<double> liquidShare(const PartType& part)
{
    if (part.cooling.liquidFraction)
        return part.cooling.liquidFraction;
    const bool speaksOfLiquid = !part.cooling.coolant.empty() || part.cooling.flow || !part.cooling.flowByInlet.empty()
        || part.cooling.liquidInletMax;
    return speaksOfLiquid ? std::nullopt : std::optional{0.0};
}

std::optional<LitresPerMinute> designFlow(const CoolingFigures& cooling)
{
    if (cooling.flow)
        return cooling.flow;
    if (!cooling.flowByInlet.empty())
        return cooling.flowByInlet.back().flow; // The warmest inlet asks for the most.
    return std::nullopt;
}

template <class Q> void lower(std::optional<Q>& least, const std::optional<Q>& other)
{
    if (other && (!least || *other < *least))
        least = other;
}

class FactsOfRack {
public:
    explicit FactsOfRack(const RackDesign& rack) : m_rack{rack} { }

    RackFacts operator()()
    {
        m_facts.units = m_rack.units();
        for (const Device& device : m_rack.devices())
            m_facts.accelerators += acceleratorsOf(*device.part);
        coverBySystem();
        for (const Device& device : m_rack.devices())
            addDevice(device);
        addRearDoor();
        addFrame();
        addSpace();
        applyCap();
        return m_facts;
    }

private:
    /// A rack-scale system's own figures hold for its contents, in proportion to the accelerators that are there.
    void coverBySystem()
    {
        const PartRef& system = m_rack.system();
        if (!system)
            return;
        for (const ContentItem& item : system->contents)
            m_covered.insert(item.type);
        const int whole = acceleratorsOf(*system);
        const double share = whole > 0 ? static_cast<double>(m_facts.accelerators) / whole : 1;
        m_powerCovered = system->power.forProvisioning().has_value();
        if (m_powerCovered)
            addPower(*system, share);
        if (system->body.mass) {
            m_massCovered = true;
            m_facts.mass.add(*system->body.mass * share);
            m_moment += system->body.mass->value() * share * static_cast<double>(m_rack.height().value()) / 2;
        }
        if (const auto flow = designFlow(system->cooling)) {
            m_flowCovered = true;
            m_facts.flow.add(*flow * share);
        }
        if (system->price) {
            m_priceCovered = true;
            m_facts.price.add(*system->price * share);
        }
        limits(*system);
    }

    void addPower(const PartType& part, double share)
    {
        const auto scaled = [share](std::optional<Watts> watts) {
            return watts ? std::optional{*watts * share} : std::nullopt;
        };
        const auto provisioned = scaled(part.power.forProvisioning());
        const auto operation = scaled(part.power.forOperation());
        m_facts.provisioned.addIf(provisioned);
        m_facts.operation.addIf(operation);
        m_facts.peak.addIf(scaled(part.power.forPeak()));
        if (provisioned)
            m_facts.powerByRole[static_cast<std::size_t>(part.role)] += *provisioned;
        const auto liquid = liquidShare(part);
        if (provisioned && liquid) {
            m_facts.heatToLiquid.add(*provisioned * *liquid);
            m_facts.heatToAir.add(*provisioned * (1 - *liquid));
        } else {
            ++m_facts.heatToLiquid.missing;
            ++m_facts.heatToAir.missing;
        }
    }

    void addDevice(const Device& device)
    {
        const PartType& part = *device.part;
        const bool covered = m_covered.contains(part.id);
        if (drawsPower(part) && !(covered && m_powerCovered))
            addPower(part, 1);
        if (!(covered && m_massCovered) && part.kind != PartKind::Blanking) {
            m_facts.mass.addIf(part.body.mass);
            if (part.body.mass)
                m_moment += part.body.mass->value() * middle(device);
        }
        const auto liquid = liquidShare(part);
        if (!(covered && m_flowCovered) && drawsPower(part) && liquid.value_or(1) > 0) {
            const auto flow = designFlow(part.cooling);
            if (flow || !covered)
                m_facts.flow.addIf(flow);
        }
        if (!(covered && m_priceCovered) && part.kind != PartKind::Blanking)
            m_facts.price.addIf(part.price);
        for (const Cages& cages : part.cages)
            m_facts.ports[cages.role] += cages.ports();
        if (part.shelf) {
            ++m_facts.shelves;
            m_facts.shelfOutput += part.shelf->output;
        }
        limits(part);
    }

    void limits(const PartType& part)
    {
        lower(m_facts.airInletMax, part.cooling.airInletMax);
        lower(m_facts.liquidInletMax, part.cooling.liquidInletMax);
    }

    [[nodiscard]] double middle(const Device& device) const
    {
        if (device.zeroU())
            return static_cast<double>(m_rack.height().value()) / 2;
        return m_rack.unitBottom(device.mount.unit) + device.height().value() * m_rack.unitPitch() / 2;
    }

    /// Its fans leave their power in the air; what it takes out of the air is for the room (`AirChain`).
    void addRearDoor()
    {
        const PartRef& door = m_rack.rearDoor();
        if (!door)
            return;
        if (const auto power = door->power.forProvisioning()) {
            m_facts.provisioned.add(*power);
            m_facts.operation.addIf(door->power.forOperation());
            m_facts.peak.addIf(door->power.forPeak());
            m_facts.heatToAir.add(*power);
            m_facts.powerByRole[static_cast<std::size_t>(door->role)] += *power;
        }
        m_facts.mass.addIf(door->body.mass);
        if (door->body.mass)
            m_moment += door->body.mass->value() * static_cast<double>(m_rack.height().value()) / 2;
        m_facts.price.addIf(door->price);
    }

    void addFrame()
    {
        const PartType& frame = *m_rack.frame();
        const auto mass = frame.rack->emptyMass ? frame.rack->emptyMass : frame.body.mass;
        m_facts.mass.addIf(mass);
        if (mass)
            m_moment += mass->value() * static_cast<double>(m_rack.height().value()) / 2;
        if (!m_priceCovered)
            m_facts.price.addIf(frame.price);
        if (m_facts.mass.complete() && m_facts.mass.known > Kilograms{})
            m_facts.centreOfGravity
                = Millimetres{static_cast<std::int64_t>(std::lround(m_moment / m_facts.mass.known.value()))};
    }

    void applyCap()
    {
        const auto cap = m_rack.powerCap();
        if (cap)
            m_facts.operation.known = std::min(m_facts.operation.known, *cap);
        if (!cap || m_facts.provisioned.known <= *cap)
            return;
        const double share = *cap / m_facts.provisioned.known;
        m_facts.provisioned.known = *cap;
        m_facts.heatToAir.known = m_facts.heatToAir.known * share;
        m_facts.heatToLiquid.known = m_facts.heatToLiquid.known * share;
        for (Watts& watts : m_facts.powerByRole)
            watts = watts * share;
    }

    void addSpace()
    {
        const int halves = m_rack.units().halves();
        std::vector<char> front(static_cast<std::size_t>(halves), 0), any = front, covered = front;
        for (const Device& device : m_rack.devices()) {
            const Space space = spaceOf(m_rack, *device.part, device.mount);
            if (space.zeroU)
                continue;
            for (int half = std::max(space.low, 2); half < std::min(space.high, halves + 2); ++half) {
                const auto i = static_cast<std::size_t>(half - 2);
                if (device.part->kind == PartKind::Blanking) {
                    covered[i] = 1;
                    continue;
                }
                any[i] = 1;
                front[i] = static_cast<char>(front[i] | static_cast<char>(space.front));
            }
        }
        int free = 0, open = 0, run = 0, largest = 0;
        for (std::size_t i = 0; i < front.size(); ++i) {
            free += front[i] == 0;
            open += front[i] == 0 && covered[i] == 0;
            run = any[i] ? 0 : run + 1;
            largest = std::max(largest, run);
        }
        m_facts.free = RackUnits::ofHalves(free);
        m_facts.open = RackUnits::ofHalves(open);
        m_facts.largestRun = RackUnits::ofHalves(largest);
    }

    const RackDesign& m_rack;
    RackFacts m_facts;
    std::set<TypeId> m_covered;
    bool m_powerCovered = false, m_massCovered = false, m_flowCovered = false, m_priceCovered = false;
    double m_moment = 0; ///< kg mm.
};

} // namespace

std::optional<Side> sideFrom(std::string_view text)
{
    if (text.size() == 1 && text[0] >= 'A' && text[0] <= 'D')
        return static_cast<Side>(text[0] - 'A');
    return std::nullopt;
}

std::string_view word(Face face)
{
    switch (face) {
    case Face::Front: return "front";
    case Face::Rear: return "rear";
    case Face::ZeroULeft: return "zero-u-left";
    case Face::ZeroURight: return "zero-u-right";
    }
    return {};
}

std::string_view word(Slot slot)
{
    switch (slot) {
    case Slot::Full: return "full";
    case Slot::Left: return "left";
    case Slot::Right: return "right";
    }
    return {};
}

std::string text(const Mount& mount)
{
    if (isZeroU(mount.face))
        return fmt::format("zero-U {} {}", mount.face == Face::ZeroULeft ? "left" : "right", shortest(mount.unit.value()));
    std::string out = text(mount.unit);
    if (mount.face == Face::Rear)
        out += " rear";
    if (mount.slot != Slot::Full)
        out += fmt::format(" {}", word(mount.slot));
    return out;
}

std::string text(const PortRef& port)
{
    return fmt::format("{}:{}/{}", port.device, word(port.role), port.index);
}

Result<PortRef> portFrom(std::string_view text)
{
    const auto colon = text.rfind(':');
    const auto slash = text.rfind('/');
    if (colon == std::string_view::npos || slash == std::string_view::npos || slash < colon || colon == 0)
        return fail("'{}' is no port: expected a device, ':', a role, '/' and a number, as in 'a01/c05:compute/3'",
                    shown(text));
    const auto role = fromWord<PortRole>(text.substr(colon + 1, slash - colon - 1));
    const auto index = wholeFrom(text.substr(slash + 1));
    if (!role)
        return fail("'{}' names no role of ports: '{}'", shown(text), shown(text.substr(colon + 1, slash - colon - 1)));
    if (!index || *index < 1 || *index > 4096)
        return fail("'{}' ends in no port number from 1 to 4096", shown(text));
    return PortRef{std::string(text.substr(0, colon)), *role, static_cast<int>(*index)};
}

bool Device::operator==(const Device& other) const
{
    return id == other.id && (part == other.part || *part == *other.part) && mount == other.mount && label == other.label
        && side == other.side && supplies == other.supplies && locked == other.locked && cords == other.cords;
}

bool HandCable::operator==(const HandCable& other) const
{
    const bool sameMedium = medium == other.medium || (medium && other.medium && *medium == *other.medium);
    return id == other.id && from == other.from && to == other.to && sameMedium && length == other.length;
}

Result<RackDesign> RackDesign::create(RackDesignId id, std::string name, PartRef frame, PartRef system)
{
    if (!frame || frame->kind != PartKind::RackFrame || !frame->rack)
        return fail("Rack design '{}' stands in '{}', which is no rack frame with known units", id,
                    frame ? frame->id.text() : "nothing");
    if (system && system->kind != PartKind::RackScale)
        return fail("Rack design '{}' is of '{}', which is no rack-scale system", id, system->id);
    return RackDesign{std::move(id), std::move(name), std::move(frame), std::move(system)};
}

RackDesign::RackDesign(RackDesignId id, std::string name, PartRef frame, PartRef system) :
    m_id{std::move(id)},
    m_name{std::move(name)},
    m_frame{std::move(frame)},
    m_system{std::move(system)}
{
}

RackUnits RackDesign::units() const
{
    const RackFrameFigures& frame = *m_frame->rack;
    return frame.holds == Mounting::OpenRack21 && frame.openUnits ? RackUnits::whole(*frame.openUnits) : frame.units;
}

double RackDesign::unitPitch() const
{
    const RackFrameFigures& frame = *m_frame->rack;
    return frame.holds == Mounting::OpenRack21 && frame.openUnits ? openUnitMillimetres : rackUnitMillimetres;
}

Millimetres RackDesign::height() const
{
    const double inside = units().value() * unitPitch();
    return m_frame->body.heightMm.value_or(Millimetres{static_cast<std::int64_t>(std::ceil(inside)) + 150});
}

double RackDesign::unitBottom(RackUnit unit) const
{
    const double inside = units().value() * unitPitch();
    const double plinth = std::max(0.0, (static_cast<double>(height().value()) - inside) / 2);
    return (m_frame->body.heightMm ? plinth : 100.0) + (unit.value() - 1) * unitPitch();
}

const Device* RackDesign::device(const DeviceId& id) const
{
    const auto found = std::find_if(m_devices.begin(), m_devices.end(), [&](const Device& d) { return d.id == id; });
    return found == m_devices.end() ? nullptr : &*found;
}

bool RackDesign::takesBothFaces(const PartType& part) const
{
    if (part.kind == PartKind::Blanking || part.kind == PartKind::PatchPanel)
        return false;
    return !part.body.depthMm || part.body.depthMm->value() * 2 > depth().value();
}

const Device* RackDesign::occupant(Face face, RackUnit unit, Slot slot) const
{
    Space wanted;
    wanted.low = unit.halves();
    wanted.high = wanted.low + 1;
    wanted.front = face == Face::Front;
    wanted.rear = face == Face::Rear;
    wanted.left = slot != Slot::Right;
    wanted.right = slot != Slot::Left;
    if (isZeroU(face))
        wanted.zeroU = face;
    for (const Device& device : m_devices) {
        if (spaceOf(*this, *device.part, device.mount).meets(wanted))
            return &device;
    }
    return nullptr;
}

const Device* RackDesign::obstacle(const PartType& part, const Mount& mount, std::span<const DeviceId> except) const
{
    const Space wanted = spaceOf(*this, part, mount);
    for (const Device& device : m_devices) {
        if (std::find(except.begin(), except.end(), device.id) != except.end())
            continue;
        if (device.part->kind == PartKind::Blanking && part.kind != PartKind::Blanking)
            continue; // Blanking panels give way.
        if (spaceOf(*this, *device.part, device.mount).meets(wanted))
            return &device;
    }
    return nullptr;
}

bool RackDesign::isRackOf(const PartType& part) const
{
    if (part.kind != PartKind::Tray || part.fitsOnlyIn.empty())
        return true;
    if (!m_system && part.body.mounting == Mounting::MgxTray && m_frame->rack->holds == Mounting::MgxTray)
        return true;
    return std::any_of(part.fitsOnlyIn.begin(), part.fitsOnlyIn.end(),
                       [&](const TypeId& id) { return id == m_frame->id || (m_system && id == m_system->id); });
}

std::optional<Error> RackDesign::refusal(const PartType& part, const Mount& mount,
                                         std::span<const DeviceId> except) const
{
    const auto no = [](std::string sentence) { return std::optional{Error{std::move(sentence)}}; };
    if (!mayStandInARack(part.kind) || part.body.mounting == Mounting::Floor || part.body.mounting == Mounting::RearDoor)
        return no(fmt::format("{} is not mounted in a rack", part.model));
    if (isZeroU(mount.face) != (part.body.mounting == Mounting::ZeroU))
        return no(part.body.mounting == Mounting::ZeroU
                      ? fmt::format("{} hangs at the rear sides of a rack, in no unit", part.model)
                      : fmt::format("{} takes units; only zero-U parts hang at the rear sides", part.model));
    if (isZeroU(mount.face)) {
        if (mount.unit.halves() % 2 != 0 || mount.unit < RackUnit::whole(1) || mount.unit > RackUnit::whole(zeroUPlaces))
            return no(fmt::format("A rear side has {} zero-U places", zeroUPlaces));
    } else {
        if (!part.body.height || *part.body.height <= RackUnits{})
            return no(fmt::format("The catalog does not know the height of {}", part.model));
        const Mounting held = m_frame->rack->holds;
        if (part.body.mounting == Mounting::OpenRack21 && held != Mounting::OpenRack21)
            return no(fmt::format("{} needs a 21-inch Open Rack frame", part.model));
        if (part.body.mounting == Mounting::Rack19 && held == Mounting::OpenRack21)
            return no(fmt::format("{} is a 19-inch part; '{}' holds 21-inch parts", part.model, m_frame->model));
        if (!isRackOf(part))
            return no(fmt::format("{} fits only in '{}'", part.model, part.fitsOnlyIn.front()));
        if (mount.slot != Slot::Full && !part.body.halfWidth)
            return no(fmt::format("{} takes the whole width", part.model));
        if (mount.unit < RackUnit::whole(1) || mount.unit + *part.body.height > RackUnit::whole(1) + units())
            return no(fmt::format("{} is outside the {} U of '{}'", spanText(mount.unit, *part.body.height),
                                  text(units()), m_name));
    }
    if (const Device* other = obstacle(part, mount, except))
        return no(fmt::format("{} is taken by {} ({})", text(mount), other->label.empty() ? other->id.text() : other->label,
                              other->part->model));
    return std::nullopt;
}

std::optional<RackUnit> RackDesign::nearestFreeUnit(const PartType& part, Face face, RackUnit wanted,
                                                    std::span<const DeviceId> except) const
{
    const int places = isZeroU(face) ? zeroUPlaces : static_cast<int>(units().value());
    std::optional<RackUnit> best;
    for (int unit = 1; unit <= places; ++unit) {
        const RackUnit candidate = RackUnit::whole(unit);
        const auto distance = [&](RackUnit u) { return std::abs(u.halves() - wanted.halves()); };
        if (best && distance(*best) <= distance(candidate))
            continue;
        if (!refusal(part, {face, candidate, Slot::Full}, except))
            best = candidate;
    }
    return best;
}

std::optional<RackUnit> RackDesign::firstFreeUnit(const PartType& part, Face face, std::span<const DeviceId> except) const
{
    return nearestFreeUnit(part, face, RackUnit::whole(1), except);
}

Result<RackDesign> RackDesign::mounted(Device device) const
{
    std::vector<Device> one;
    one.push_back(std::move(device));
    return mounted(std::move(one));
}

Result<RackDesign> RackDesign::mounted(std::vector<Device> devices, std::span<const DeviceId> removing) const
{
    RackDesign next = *this;
    std::erase_if(next.m_devices, [&](const Device& device) {
        return std::find(removing.begin(), removing.end(), device.id) != removing.end();
    });
    for (Device& device : devices) {
        if (!device.part)
            return fail("Device '{}' names no part", device.id);
        if (next.device(device.id))
            return fail("Rack design '{}' has a device '{}' already", m_id, device.id);
        if (const auto why = next.refusal(*device.part, device.mount))
            return tl::unexpected<Error>{*why};
        if (device.part->kind != PartKind::Blanking) {
            const Space space = spaceOf(next, *device.part, device.mount);
            std::erase_if(next.m_devices, [&](const Device& other) {
                return other.part->kind == PartKind::Blanking && spaceOf(next, *other.part, other.mount).meets(space);
            });
        }
        next.m_devices.push_back(std::move(device));
    }
    next.dropLooseCords();
    std::sort(next.m_devices.begin(), next.m_devices.end(), [](const Device& a, const Device& b) {
        return std::tuple(a.zeroU(), a.mount.unit, a.mount.face, a.id) < std::tuple(b.zeroU(), b.mount.unit, b.mount.face, b.id);
    });
    return next;
}

RackDesign RackDesign::without(std::span<const DeviceId> devices) const
{
    RackDesign next = *this;
    std::erase_if(next.m_devices, [&](const Device& device) {
        return std::find(devices.begin(), devices.end(), device.id) != devices.end();
    });
    next.dropLooseCords();
    return next;
}

void RackDesign::dropLooseCords()
{
    for (Device& device : m_devices) {
        if (device.cords.empty())
            continue;
        std::erase_if(device.cords, [&](const Cord& cord) {
            const Device* pdu = this->device(cord.pdu);
            return !pdu || pdu->part->kind != PartKind::RackPdu;
        });
    }
}

Result<RackDesign> RackDesign::replaced(Device device) const
{
    if (!this->device(device.id))
        return fail("Rack design '{}' has no device '{}'", m_id, device.id);
    const DeviceId id = device.id;
    std::vector<Device> one;
    one.push_back(std::move(device));
    return mounted(std::move(one), std::span(&id, 1));
}

RackDesign RackDesign::renamed(RackDesignId id, std::string name) const
{
    RackDesign next = *this;
    next.m_id = std::move(id);
    next.m_name = std::move(name);
    return next;
}

RackDesign RackDesign::withNotes(std::string notes) const
{
    RackDesign next = *this;
    next.m_notes = std::move(notes);
    return next;
}

RackDesign RackDesign::withPowerCap(std::optional<Watts> cap) const
{
    RackDesign next = *this;
    next.m_powerCap = cap;
    return next;
}

Result<RackDesign> RackDesign::withRearDoor(PartRef door) const
{
    if (door && !(door->cdu && door->cdu->type == CduFigures::Type::RearDoor))
        return fail("'{}' is no rear-door heat exchanger", door->id);
    RackDesign next = *this;
    next.m_rearDoor = std::move(door);
    return next;
}

Result<RackDesign> RackDesign::withCable(HandCable cable) const
{
    const auto taken = [&](const HandCable& other) { return other.id == cable.id; };
    if (std::any_of(m_cables.begin(), m_cables.end(), taken))
        return fail("Rack design '{}' has a cable '{}' already", m_id, cable.id);
    for (const PortRef& end : {cable.from, cable.to}) {
        const auto id = DeviceId::parse(end.device);
        if (!id || !device(*id))
            return fail("Cable '{}' ends at '{}', but rack design '{}' has no such device", cable.id, shown(end.device),
                        m_id);
    }
    RackDesign next = *this;
    next.m_cables.push_back(std::move(cable));
    return next;
}

RackDesign RackDesign::withoutCable(const CableId& id) const
{
    RackDesign next = *this;
    std::erase_if(next.m_cables, [&](const HandCable& cable) { return cable.id == id; });
    return next;
}

DeviceId RackDesign::freshId(std::string_view stem) const
{
    for (int number = 1;; ++number) {
        const DeviceId id = DeviceId::literal(fmt::format("{}{}", stem, number));
        if (!device(id))
            return id;
    }
}

const RackFacts& RackDesign::facts() const
{
    return m_facts.get([this] { return FactsOfRack{*this}(); });
}

bool RackDesign::operator==(const RackDesign& other) const
{
    const auto same = [](const PartRef& a, const PartRef& b) { return a == b || (a && b && *a == *b); };
    return m_id == other.m_id && m_name == other.m_name && same(m_frame, other.m_frame) && same(m_system, other.m_system)
        && same(m_rearDoor, other.m_rearDoor)
        && m_notes == other.m_notes && m_powerCap == other.m_powerCap && m_devices == other.m_devices && m_cables == other.m_cables;
}

namespace {

std::string_view stemFor(DeviceRole role)
{
    switch (role) {
    case DeviceRole::Compute: return "c";
    case DeviceRole::ScaleUpSwitch: return "s";
    case DeviceRole::ScaleOutSwitch: return "l";
    case DeviceRole::Management: return "m";
    case DeviceRole::Power: return "ps";
    case DeviceRole::Cooling: return "k";
    case DeviceRole::StorageRole: return "st";
    case DeviceRole::Host: return "h";
    case DeviceRole::Passive: return "d";
    }
    return "d";
}

} // namespace

Device freshDevice(const RackDesign& rack, PartRef part, const Mount& mount)
{
    const DeviceId id = rack.freshId(part->kind == PartKind::RackPdu ? "pdu" : stemFor(part->role));
    std::string label = id.text();
    std::transform(label.begin(), label.end(), label.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    Device device{id, std::move(part), mount, std::move(label), std::nullopt, {}, false};
    if (device.takesFeed()) {
        // Sides in turn: the one that has fewer so far.
        const auto on = [&](Side side) {
            return std::count_if(rack.devices().begin(), rack.devices().end(), [&](const Device& other) {
                return other.part->kind == device.part->kind && other.side == side;
            });
        };
        device.side = on(Side::A) <= on(Side::B) ? Side::A : Side::B;
    }
    return device;
}

Result<RackDesign> openedRackScale(const PartRef& system, RackDesignId id,
                                   const std::function<PartRef(const TypeId&)>& part)
{
    if (system->layout.empty() || !system->frame)
        return fail("The catalog does not know where the trays of '{}' stand in its frame", system->id);
    const PartRef frame = part(*system->frame);
    if (!frame)
        return fail("'{}' comes in frame '{}', which the catalog does not have", system->id, *system->frame);
    auto rack = RackDesign::create(std::move(id), system->model, frame, system);
    for (const ContentRun& run : system->layout) {
        const PartRef tray = part(run.type);
        if (!tray)
            return fail("'{}' contains '{}', which the catalog does not have", system->id, run.type);
        RackUnit unit = run.unit;
        for (int i = 0; i < run.count && rack; ++i) {
            rack = rack->mounted(freshDevice(*rack, tray, {Face::Front, unit, Slot::Full}));
            unit = unit + tray->body.height.value_or(RackUnits::whole(1));
        }
        if (!rack)
            return tl::unexpected<Error>{rack.error().in(fmt::format("Cannot open '{}'", system->id))};
    }
    return rack;
}

} // namespace colonnade::model
