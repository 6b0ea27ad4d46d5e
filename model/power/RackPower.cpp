#include "model/power/RackPower.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <set>

namespace colonnade::model {

namespace {

constexpr double equalEnough = 1 + 1e-9; // Sums of floating figures that should be equal.

std::size_t index(Side side)
{
    return static_cast<std::size_t>(side);
}

/// Something with cords of its own.
struct Corded {
    Watts power;
    std::array<int, sideCount> split{};
    int accelerators = 0;
    std::optional<Watts> each;
    std::optional<int> needed;
};

const PowerInput* cords(const PartType& part)
{
    const auto found =
        std::find_if(part.inputs.begin(), part.inputs.end(), [](const PowerInput& input) {
            return input.kind == PowerInput::Kind::AcCord;
        });
    return found == part.inputs.end() ? nullptr : &*found;
}

std::array<int, sideCount> inTurn(int supplies, SideSet sides)
{
    std::array<int, sideCount> split{};
    const auto list = sides.list();
    for (int i = 0; i < supplies && !list.empty(); ++i)
        ++split[index(list[static_cast<std::size_t>(i) % list.size()])];
    return split;
}

/// Where the number of supplies is unknown: one on each side, as a redundant device would have.
std::array<int, sideCount> spread(std::array<int, sideCount> split, SideSet sides)
{
    if (std::accumulate(split.begin(), split.end(), 0) > 0)
        return split;
    return inTurn(sides.size(), sides);
}

void add(RackDraw& draw, const Corded& load)
{
    const int all = std::accumulate(load.split.begin(), load.split.end(), 0);
    for (unsigned lost = 0; lost < 16; ++lost) {
        int living = 0;
        for (std::size_t side = 0; side < sideCount; ++side)
            living += (lost >> side) & 1u ? 0 : load.split[side];
        const bool tooFew = living < all
            && (living == 0
                || (load.each
                    && *load.each * static_cast<double>(living) * equalEnough < load.power)
                || (load.needed && living < *load.needed));
        if (tooFew)
            draw.cordedDark[lost] += load.accelerators;
        for (std::size_t side = 0; side < sideCount && living > 0; ++side) {
            if (!((lost >> side) & 1u))
                draw.corded[lost][side] +=
                    load.power * (static_cast<double>(load.split[side]) / living);
        }
    }
}

void missing(RackDraw& draw, std::string what)
{
    if (std::find(draw.missing.begin(), draw.missing.end(), what) == draw.missing.end())
        draw.missing.push_back(std::move(what));
}

bool drawsPower(const PartType& part)
{
    switch (part.kind) {
    case PartKind::RackPdu:
    case PartKind::PowerShelf:
    case PartKind::Blanking:
    case PartKind::Manifold:
    case PartKind::PatchPanel: return false;
    default: return true;
    }
}

int acceleratorsOf(const PartType& part)
{
    return part.accelerator ? part.accelerator->count : 0;
}

bool isPdu(const Device& device)
{
    return device.part->kind == PartKind::RackPdu;
}

bool isShelf(const Device& device)
{
    return device.part->kind == PartKind::PowerShelf && isSource(*device.part);
}

bool isTaker(const Device& device)
{
    return isPdu(device) || isShelf(device);
}

double chance(unsigned lost, const Alive& alive)
{
    double share = 1;
    for (std::size_t side = 0; side < sideCount; ++side)
        share *= (lost >> side) & 1u ? 1 - alive[side] : alive[side];
    return share;
}

} // namespace

int SideSet::size() const
{
    return std::popcount(m_bits);
}

std::vector<Side> SideSet::list() const
{
    std::vector<Side> sides;
    for (unsigned i = 0; i < sideCount; ++i) {
        if (has(static_cast<Side>(i)))
            sides.push_back(static_cast<Side>(i));
    }
    return sides;
}

bool isSource(const PartType& shelf)
{
    return shelf.shelf && shelf.shelf->output > Watts{} && !shelf.figure("backup_s");
}

SideSet sidesOf(const RackDesign& rack, SideSet fallback)
{
    SideSet named;
    int unnamed = 0, takers = 0;
    for (const Device& device : rack.devices()) {
        for (const SupplyShare& share : device.supplies)
            named.add(share.side);
        if (!isTaker(device))
            continue;
        ++takers;
        if (device.side)
            named.add(*device.side);
        else
            ++unnamed;
    }
    if (takers == 0)
        return named.empty() ? fallback : named;
    if (unnamed == 0 || !named.empty())
        return named;
    if (!fallback.empty())
        return fallback;
    return SideSet{takers > 1 ? 3u : 1u};
}

Side sideOf(const RackDesign& rack, const Device& taker, SideSet fallback)
{
    if (taker.side)
        return *taker.side;
    const auto sides = sidesOf(rack, fallback).list();
    if (sides.empty())
        return Side::A;
    std::size_t before = 0;
    for (const Device& device : rack.devices()) {
        if (device.id == taker.id)
            break;
        before += device.part->kind == taker.part->kind && isTaker(device) && !device.side;
    }
    return sides[before % sides.size()];
}

std::array<int, sideCount> supplySplit(const Device& device, SideSet sides)
{
    if (device.supplies.empty()) {
        const PowerInput* input = cords(*device.part);
        return inTurn(input ? input->count : 0, sides);
    }
    std::array<int, sideCount> split{};
    for (const SupplyShare& share : device.supplies)
        split[index(share.side)] += share.supplies;
    return split;
}

PerSide RackDraw::load(const Alive& alive) const
{
    PerSide loads{};
    for (unsigned lost = 0; lost < 16; ++lost) {
        const double share = chance(lost, alive);
        if (share <= 0)
            continue;
        for (std::size_t side = 0; side < sideCount; ++side)
            loads[side] += corded[lost][side] * share;
    }
    Watts living;
    for (std::size_t side = 0; side < sideCount; ++side)
        living += shelfOutput[side] * alive[side];
    for (std::size_t side = 0; side < sideCount && living > Watts{}; ++side)
        loads[side] += shelfLoad * (shelfOutput[side] * alive[side] / living);
    return loads;
}

double RackDraw::dark(const Alive& alive) const
{
    double lostAccelerators = 0;
    for (unsigned lost = 1; lost < 16; ++lost)
        lostAccelerators += chance(lost, alive) * cordedDark[lost];
    Watts living;
    for (std::size_t side = 0; side < sideCount; ++side)
        living += shelfOutput[side] * alive[side];
    if (shelfAccelerators > 0 && living * equalEnough < shelfLoad)
        lostAccelerators += shelfAccelerators;
    return lostAccelerators;
}

RackDraw RackDraw::scaledTo(Watts provisioned) const
{
    RackDraw scaled = *this;
    scaled.missing.clear();
    scaled.total = provisioned;
    if (total > Watts{}) {
        const double factor = provisioned / total;
        scaled.shelfLoad = shelfLoad * factor;
        for (PerSide& loads : scaled.corded) {
            for (Watts& watts : loads)
                watts = watts * factor;
        }
        return scaled;
    }
    const bool byShelves =
        std::any_of(shelfOutput.begin(), shelfOutput.end(), [](Watts w) { return w > Watts{}; });
    if (byShelves)
        scaled.shelfLoad = provisioned;
    else
        add(scaled,
            {.power = provisioned,
             .split = spread({}, sides),
             .accelerators = 0,
             .each = {},
             .needed = {}});
    return scaled;
}

RackDraw rackDraw(const RackDesign& rack, SideSet fallback)
{
    RackDraw draw;
    draw.sides = sidesOf(rack, fallback);
    bool pdus = false, shelves = false;
    for (const Device& device : rack.devices()) {
        pdus = pdus || isPdu(device);
        if (!isShelf(device))
            continue;
        shelves = true;
        draw.shelfOutput[index(sideOf(rack, device, fallback))] += device.part->shelf->output;
    }

    const PartRef& system = rack.system();
    std::set<TypeId> covered;
    if (system && system->power.forProvisioning()) {
        for (const ContentItem& item : system->contents)
            covered.insert(item.type);
    }
    draw.total = rack.facts().provisioned.known;
    Watts apart; // Of the devices that the system's own figure does not cover.
    for (const Device& device : rack.devices()) {
        const PartType& part = *device.part;
        if (!drawsPower(part))
            continue;
        const bool onShelves = shelves && !(pdus && cords(part));
        const bool coveredHere = covered.contains(part.id);
        if (onShelves || coveredHere)
            draw.shelfAccelerators += shelves ? acceleratorsOf(part) : 0;
        if (coveredHere)
            continue;
        const auto power = part.power.forProvisioning();
        if (!power) {
            missing(draw, fmt::format("power of {}", part.model));
            continue;
        }
        apart += *power;
        if (onShelves) {
            draw.shelfLoad += *power;
            continue;
        }
        const PowerInput* input = cords(part);
        add(draw,
            {.power = *power,
             .split = spread(supplySplit(device, draw.sides), draw.sides),
             .accelerators = acceleratorsOf(part),
             .each = input ? input->each : std::nullopt,
             .needed = input ? input->needed : std::nullopt});
    }
    if (covered.empty() && !(system && system->power.forProvisioning()))
        return draw;
    const Watts whole = draw.total - apart; // The system's share, as the facts reckon it.
    if (shelves) {
        draw.shelfLoad += whole;
        return draw;
    }
    const PowerInput* input = cords(*system);
    add(draw,
        {.power = whole,
         .split = spread(inTurn(input ? input->count : 0, draw.sides), draw.sides),
         .accelerators = rack.facts().accelerators,
         .each = input ? input->each : std::nullopt,
         .needed = input ? input->needed : std::nullopt});
    return draw;
}

RackDraw unitDraw(const PartType& unit, SideSet sides)
{
    RackDraw draw;
    if (unit.kind == PartKind::FloorPower || unit.kind == PartKind::PowerShelf)
        return draw; // Passes power on.
    draw.sides = sides;
    const auto power = unit.power.forProvisioning();
    if (!power) {
        missing(draw, fmt::format("power of {}", unit.model));
        return draw;
    }
    draw.total = *power;
    const PowerInput* input = cords(unit);
    // A unit that hangs on two sides can live on either of them; its inlets are not known one by
    // one.
    add(draw,
        {.power = *power,
         .split = inTurn(sides.size(), sides),
         .accelerators = 0,
         .each = {},
         .needed = input && input->count > 1 ? input->needed : std::nullopt});
    return draw;
}

std::vector<PduLoad> pduLoads(const RackDesign& rack, const PowerBasis& basis)
{
    std::vector<PduLoad> loads;
    const RackDraw draw = rackDraw(rack);
    std::array<double, sideCount> weight{};
    const auto weigh = [](const PduLoad& load) { return load.limit ? load.limit->value() : 1.0; };
    for (const Device& device : rack.devices()) {
        if (!isPdu(device))
            continue;
        PduLoad load;
        load.pdu = &device;
        load.side = sideOf(rack, device);
        if (const auto& pdu = device.part->pdu) {
            load.voltage = pdu->lineVoltage;
            load.phases = pdu->phases;
            load.rating = pdu->rating;
            if (pdu->rating && pdu->lineVoltage > Volts{})
                load.limit = usablePower(pdu->lineVoltage, pdu->phases, *pdu->rating,
                                         basis.continuousFactor, basis.powerFactor);
            if (pdu->usable && (!load.limit || *pdu->usable < *load.limit))
                load.limit = pdu->usable;
        }
        loads.push_back(load);
    }
    // Without a rating for every PDU of a side they share alike.
    std::array<bool, sideCount> known{true, true, true, true};
    for (const PduLoad& load : loads)
        known[index(load.side)] = known[index(load.side)] && load.limit.has_value();
    for (const PduLoad& load : loads)
        weight[index(load.side)] += known[index(load.side)] ? weigh(load) : 1.0;
    for (PduLoad& load : loads) {
        const std::size_t side = index(load.side);
        const double share = (known[side] ? weigh(load) : 1.0) / weight[side];
        load.normal = draw.corded[0][side] * share;
        load.worst = load.normal;
        for (const Side lost : draw.sides.list()) {
            if (lost == load.side)
                continue;
            const Watts then = draw.corded[1u << index(lost)][side] * share;
            if (then.value() > load.worst.value() * equalEnough) {
                load.worst = then;
                load.worstLoss = lost;
            }
        }
    }
    return loads;
}

} // namespace colonnade::model
