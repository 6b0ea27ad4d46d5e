#include "model/power/CordLoads.h"

#include "model/catalog/PowerUse.h"
#include "model/units/AddOnce.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace colonnade::model {

namespace {

/// What a PDU's cords put on its lines in one state.
PerLine linesOf(const std::vector<const LoadedCord*>& cords, const PduLines& pdu,
                const RackPduFigures& figures, std::optional<Side> lost, double powerFactor)
{
    PerPhase single{}, even{};
    for (const LoadedCord* cord : cords) {
        const Watts load = cord->load(lost).value_or(Watts{});
        if (cord->lines == 3 || !cord->cord.phase) {
            for (Watts& phase : even)
                phase += load / 3.0;
        } else {
            single[*cord->cord.phase] += load;
        }
    }
    PerLine currents;
    if (!pdu.lineToLine) {
        for (std::size_t i = 0; i < 3; ++i)
            single[i] += even[i];
        return lineCurrents(single, figures.lineVoltage, powerFactor, false);
    }
    // A load on all lines alike is three equal loads between them.
    for (std::size_t i = 0; i < 3; ++i)
        currents[i] = supplyCurrent(single[i] + even[i], 1, figures.lineVoltage, powerFactor);
    return lineCurrents(currents);
}

} // namespace

std::optional<Watts> LoadedCord::load(std::optional<Side> lost) const
{
    if (!device)
        return std::nullopt;
    int living = std::accumulate(split.begin(), split.end(), 0);
    if (lost) {
        if (*lost == cord.side)
            return Watts{};
        living -= split[static_cast<std::size_t>(*lost)];
    }
    return living > 0 ? *device / static_cast<double>(living) : Watts{};
}

Volts outletVoltage(const RackPduFigures& pdu)
{
    return pdu.phases == 3 && !lineToLine(pdu) ? lineToNeutral(pdu.lineVoltage) : pdu.lineVoltage;
}

std::vector<LoadedCord> loadedCords(const RackDesign& rack, SideSet fallback)
{
    std::vector<LoadedCord> loaded;
    std::map<const Device*, std::array<int, sideCount>> splits;
    const auto plan = cordPlan(rack, fallback);
    for (const PlannedCord& cord : plan)
        ++splits[cord.device][static_cast<std::size_t>(cord.side)];
    loaded.reserve(plan.size());
    for (const PlannedCord& cord : plan) {
        const PartType& part = *cord.device->part;
        LoadedCord one;
        one.cord = cord;
        one.input = cordsOf(part);
        if (!one.input)
            continue;
        one.split = splits[cord.device];
        one.device = part.power.forProvisioning();
        one.lines = one.input->phases == 3 ? 3 : 1;
        if (cord.pdu && cord.pdu->part->pdu && cord.pdu->part->pdu->lineVoltage > Volts{}) {
            const RackPduFigures& pdu = *cord.pdu->part->pdu;
            one.voltage = one.lines == 3 ? pdu.lineVoltage : outletVoltage(pdu);
        }
        one.normal = one.load(std::nullopt);
        one.worst = one.normal;
        for (std::size_t i = 0; i < sideCount && one.worst; ++i) {
            const auto side = static_cast<Side>(i);
            if (one.split[i] == 0 || side == cord.side)
                continue;
            if (const auto then = one.load(side); *then > *one.worst) {
                one.worst = then;
                one.worstLoss = side;
            }
        }
        loaded.push_back(std::move(one));
    }
    return loaded;
}

std::vector<PduLines> pduLines(const RackDesign& rack, double powerFactor)
{
    std::vector<PduLines> all;
    std::map<const Device*, std::vector<const LoadedCord*>> byPdu;
    const auto cords = loadedCords(rack);
    for (const LoadedCord& cord : cords) {
        if (cord.cord.pdu)
            byPdu[cord.cord.pdu].push_back(&cord);
    }
    const auto sides = sidesOf(rack).list();
    for (const Device& device : rack.devices()) {
        const auto& figures = device.part->pdu;
        const auto& here = byPdu[&device];
        if (device.part->kind != PartKind::RackPdu || !figures || figures->phases != 3
            || here.empty())
            continue;
        PduLines pdu;
        pdu.pdu = &device;
        pdu.side = sideOf(rack, device);
        pdu.lineToLine = lineToLine(*figures);
        if (figures->rating && figures->lineVoltage > Volts{}) {
            pdu.rating = *figures->rating;
        } else {
            pdu.missing.push_back(fmt::format("voltage and rating of {}", device.part->model));
            all.push_back(std::move(pdu));
            continue;
        }
        for (const LoadedCord* cord : here) {
            if (!cord->device)
                addOnce(pdu.missing, fmt::format("power of {}", cord->cord.device->part->model));
            if (cord->lines == 3)
                continue;
            if (cord->cord.phase)
                ++pdu.cords[*cord->cord.phase];
            else
                addOnce(pdu.missing,
                        fmt::format("outlets for {} on {}", cord->cord.device->part->model,
                                    device.part->model));
        }
        pdu.normal = linesOf(here, pdu, *figures, std::nullopt, powerFactor);
        pdu.worst = pdu.normal;
        for (const Side lost : sides) {
            if (lost == pdu.side)
                continue;
            const PerLine then = linesOf(here, pdu, *figures, lost, powerFactor);
            if (then[hottest(then)].value() > pdu.worst[hottest(pdu.worst)].value() * (1 + 1e-9)) {
                pdu.worst = then;
                pdu.worstLoss = lost;
            }
        }
        all.push_back(std::move(pdu));
    }
    return all;
}

std::string_view lineName(std::size_t line)
{
    constexpr std::array<std::string_view, 3> names{"L1", "L2", "L3"};
    return names.at(line);
}

} // namespace colonnade::model
