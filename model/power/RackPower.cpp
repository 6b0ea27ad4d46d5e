#include "model/power/RackPower.h"

#include "model/catalog/PowerUse.h"
#include "model/power/Cords.h"
#include "model/units/AddOnce.h"

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

/// How many supplies of each side hang on each phase; empty rows: alike on all.
using PhaseShares = std::array<std::array<double, 3>, sideCount>;

/// Something with cords of its own.
struct Corded {
    Watts power;
    std::array<int, sideCount> split{};
    PhaseShares phases{};
    int gone = 0; ///< Supplies that are lost in every state.
    int accelerators = 0;
    std::optional<Watts> each;
    std::optional<int> needed;
};

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
    const int all = std::accumulate(load.split.begin(), load.split.end(), 0) + load.gone;
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
            if ((lost >> side) & 1u || load.split[side] == 0)
                continue;
            const Watts part = load.power * (static_cast<double>(load.split[side]) / living);
            draw.corded[lost][side] += part;
            const auto& phases = load.phases[side];
            const double known = phases[0] + phases[1] + phases[2];
            for (std::size_t phase = 0; phase < 3; ++phase)
                draw.cordedByPhase[lost][side][phase] += part * (known > 0 ? phases[phase] / known : 1.0 / 3);
        }
    }
}

/// Supplies of each device by side and phase, from the plan of its cords.
std::map<const Device*, PhaseShares> phasesOf(const RackDesign& rack, SideSet fallback)
{
    std::map<const Device*, PhaseShares> shares;
    for (const PlannedCord& cord : cordPlan(rack, fallback)) {
        if (!cord.phase || !cord.pdu || !cord.pdu->part->pdu)
            continue;
        auto& onSide = shares[cord.device][index(cord.side)];
        if (lineToLine(*cord.pdu->part->pdu)) {
            onSide[*cord.phase] += 0.5;
            onSide[(*cord.phase + 1) % 3] += 0.5;
        } else {
            onSide[*cord.phase] += 1;
        }
    }
    return shares;
}

void missing(RackDraw& draw, std::string what)
{
    addOnce(draw.missing, std::move(what));
}

double chance(unsigned lost, const Alive& alive)
{
    double share = 1;
    for (std::size_t side = 0; side < sideCount && share > 0; ++side)
        share *= (lost >> side) & 1u ? 1 - alive[side] : alive[side];
    return share;
}

/// The sides as corded loads see them: through the rack's PDUs.
Alive throughPdus(const Alive& alive, const Alive& pdus)
{
    Alive both;
    for (std::size_t side = 0; side < sideCount; ++side)
        both[side] = alive[side] * pdus[side];
    return both;
}

/// What of the rack's PDUs is left on each side, by rating; alike where a rating is not known.
Alive livingPdus(const RackDesign& rack, SideSet fallback, const RackLoss& loss)
{
    std::array<double, sideCount> all{}, living{};
    std::array<bool, sideCount> known{true, true, true, true};
    const auto rated = [](const Device& device) {
        const auto& pdu = device.part->pdu;
        return pdu && pdu->rating && pdu->lineVoltage > Volts{}
            ? ratedPower(pdu->lineVoltage, pdu->phases, *pdu->rating).value()
            : 0;
    };
    for (const Device& device : rack.devices()) {
        if (isPdu(device))
            known[index(sideOf(rack, device, fallback))] &= rated(device) > 0;
    }
    for (const Device& device : rack.devices()) {
        if (!isPdu(device))
            continue;
        const std::size_t side = index(sideOf(rack, device, fallback));
        const double weight = known[side] ? rated(device) : 1;
        all[side] += weight;
        living[side] += loss.takes(device.id) ? 0 : weight;
    }
    Alive alive = allAlive;
    for (std::size_t side = 0; side < sideCount; ++side) {
        if (all[side] > 0)
            alive[side] = living[side] / all[side];
    }
    return alive;
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

bool isSourceShelf(const Device& device)
{
    return device.part->kind == PartKind::PowerShelf && isSource(*device.part);
}

bool isPdu(const Device& device)
{
    return device.part->kind == PartKind::RackPdu;
}

bool isTaker(const Device& device)
{
    return isPdu(device) || isSourceShelf(device);
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
        const PowerInput* input = cordsOf(*device.part);
        return inTurn(input ? input->count : 0, sides);
    }
    std::array<int, sideCount> split{};
    for (const SupplyShare& share : device.supplies)
        split[index(share.side)] += share.supplies;
    return split;
}

PerPhase balanced(Watts load)
{
    return {load / 3.0, load / 3.0, load / 3.0};
}

bool RackLoss::takes(const DeviceId& device) const
{
    return std::find(devices.begin(), devices.end(), device) != devices.end();
}

PerSide RackDraw::load(const Alive& alive) const
{
    PerSide loads{};
    const Alive cords = throughPdus(alive, pdus);
    for (unsigned lost = 0; lost < 16; ++lost) {
        const double share = chance(lost, cords);
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

std::array<PerPhase, sideCount> RackDraw::loadByPhase(const Alive& alive) const
{
    std::array<PerPhase, sideCount> loads{};
    const Alive cords = throughPdus(alive, pdus);
    for (unsigned lost = 0; lost < 16; ++lost) {
        const double share = chance(lost, cords);
        if (share <= 0)
            continue;
        for (std::size_t side = 0; side < sideCount; ++side) {
            for (std::size_t phase = 0; phase < 3; ++phase)
                loads[side][phase] += cordedByPhase[lost][side][phase] * share;
        }
    }
    Watts living;
    for (std::size_t side = 0; side < sideCount; ++side)
        living += shelfOutput[side] * alive[side];
    for (std::size_t side = 0; side < sideCount && living > Watts{}; ++side) {
        const Watts third = shelfLoad * (shelfOutput[side] * alive[side] / living) / 3.0;
        for (Watts& phase : loads[side])
            phase += third;
    }
    return loads;
}

double RackDraw::dark(const Alive& alive) const
{
    double lostAccelerators = acceleratorsGone;
    const Alive cords = throughPdus(alive, pdus);
    for (unsigned lost = 0; lost < 16; ++lost) {
        if (cordedDark[lost] > 0)
            lostAccelerators += chance(lost, cords) * cordedDark[lost];
    }
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
        for (auto& bySide : scaled.cordedByPhase) {
            for (PerPhase& phases : bySide) {
                for (Watts& watts : phases)
                    watts = watts * factor;
            }
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
             .phases = {},
             .gone = 0,
             .accelerators = 0,
             .each = {},
             .needed = {}});
    return scaled;
}

RackDraw rackDraw(const RackDesign& rack, SideSet fallback, const RackLoss& loss)
{
    RackDraw draw;
    draw.sides = sidesOf(rack, fallback);
    draw.pdus = loss.empty() ? allAlive : livingPdus(rack, fallback, loss);
    const auto phases = phasesOf(rack, fallback);
    bool pdus = false, shelves = false;
    for (const Device& device : rack.devices()) {
        pdus = pdus || isPdu(device);
        if (!isSourceShelf(device))
            continue;
        shelves = true;
        if (loss.takes(device.id))
            continue;
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
    Watts gone;  // Of those that are lost, where it is known; what is not known is still counted as drawn.
    for (const Device& device : rack.devices()) {
        const PartType& part = *device.part;
        if (!drawsPower(part))
            continue;
        const bool onShelves = shelves && !(pdus && cordsOf(part));
        const bool coveredHere = covered.contains(part.id);
        const bool lost = loss.takes(device.id);
        if (lost)
            draw.acceleratorsGone += acceleratorsOf(part);
        else if (onShelves || coveredHere)
            draw.shelfAccelerators += shelves ? acceleratorsOf(part) : 0;
        if (coveredHere) {
            gone += lost ? part.power.forProvisioning().value_or(Watts{}) : Watts{};
            continue;
        }
        const auto power = part.power.forProvisioning();
        if (!power) {
            missing(draw, fmt::format("power of {}", part.model));
            continue;
        }
        apart += *power;
        if (lost) {
            draw.total = draw.total - *power;
            continue;
        }
        if (onShelves) {
            draw.shelfLoad += *power;
            continue;
        }
        const PowerInput* input = cordsOf(part);
        auto split = spread(supplySplit(device, draw.sides), draw.sides);
        int suppliesGone = 0;
        if (const auto failed = loss.supplies.find(device.id); failed != loss.supplies.end()) {
            for (std::size_t side = 0; side < sideCount; ++side) {
                const int fewer = std::min(split[side], failed->second[side]);
                split[side] -= fewer;
                suppliesGone += fewer;
            }
        }
        const auto onPhases = phases.find(&device);
        add(draw,
            {.power = *power,
             .split = split,
             .phases = onPhases == phases.end() ? PhaseShares{} : onPhases->second,
             .gone = suppliesGone,
             .accelerators = acceleratorsOf(part),
             .each = input ? input->each : std::nullopt,
             .needed = input ? input->needed : std::nullopt});
    }
    if (covered.empty() && !(system && system->power.forProvisioning()))
        return draw;
    // The system's share, as the facts reckon it, less its parts that are lost.
    const Watts whole = std::max(Watts{}, rack.facts().provisioned.known - apart - gone);
    draw.total = draw.total - std::min(gone, draw.total);
    if (shelves) {
        draw.shelfLoad += whole;
        return draw;
    }
    const PowerInput* input = cordsOf(*system);
    add(draw,
        {.power = whole,
         .split = spread(inTurn(input ? input->count : 0, draw.sides), draw.sides),
         .phases = {},
         .gone = 0,
         .accelerators = rack.facts().accelerators - draw.acceleratorsGone,
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
    const PowerInput* input = cordsOf(unit);
    // A unit that hangs on two sides can live on either of them; its inlets are not known one by
    // one.
    add(draw,
        {.power = *power,
         .split = inTurn(sides.size(), sides),
         .phases = {},
         .gone = 0,
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
        unsigned worst = 0;
        for (const Side lost : draw.sides.list()) {
            if (lost == load.side)
                continue;
            const Watts then = draw.corded[1u << index(lost)][side] * share;
            if (then.value() > load.worst.value() * equalEnough) {
                load.worst = then;
                load.worstLoss = lost;
                worst = 1u << index(lost);
            }
        }
        for (std::size_t phase = 0; phase < 3 && load.phases == 3; ++phase) {
            load.normalByPhase[phase] = draw.cordedByPhase[0][side][phase] * share;
            load.worstByPhase[phase] = draw.cordedByPhase[worst][side][phase] * share;
        }
    }
    return loads;
}

} // namespace colonnade::model
