#include "model/exchange/package/PackagePieces.h"

#include "model/power/RackPower.h"

#include <algorithm>

namespace colonnade::model::package {

namespace {

constexpr double squareMillimetres = 1e6; ///< In a square metre.

std::vector<OpenUnits> openUnits(const RackDesign& rack)
{
    std::vector<OpenUnits> runs;
    const int units = static_cast<int>(rack.units().value());
    for (int unit = 1; unit <= units; ++unit) {
        if (rack.occupant(Face::Front, RackUnit::whole(unit)))
            continue;
        if (!runs.empty() && runs.back().unit + runs.back().units == unit)
            runs.back().units += 1;
        else
            runs.push_back({static_cast<double>(unit), 1});
    }
    return runs;
}

} // namespace

RackDesignPages rackPages(const RackDesignRef& rack, int placements, const PowerBasis& basis)
{
    RackDesignPages pages;
    pages.design = rack;
    pages.placements = placements;
    for (const Device& device : rack->devices()) {
        RackDevice line{device.id.text(), device.label, device.part, text(device.mount), {}, device.height().value(),
                        std::string(word(device.mount.face)), std::string(word(device.mount.slot)), {}};
        if (!device.zeroU())
            line.unit = device.mount.unit.value();
        if (device.takesFeed())
            line.side = std::string(1, letter(sideOf(*rack, device)));
        pages.devices.push_back(std::move(line));
    }
    pages.open = openUnits(*rack);
    for (const PduLoad& load : pduLoads(*rack, basis))
        pages.pdus.push_back({load.pdu->id.text(), std::string(1, letter(load.side)), load.normal, load.worst, load.limit,
                              phaseShare(load.worst, load.worstByPhase, load.limit.value_or(Watts{}))});
    for (const auto& [role, count] : rack->facts().ports)
        pages.ports.push_back({std::string(word(role)), count});
    const auto& power = rack->facts().powerByRole;
    for (std::size_t role = 0; role < power.size(); ++role) {
        if (power[role] > Watts{})
            pages.powerByRole.push_back({std::string(word(static_cast<DeviceRole>(role))), power[role]});
    }
    pages.handCables = static_cast<int>(rack->cables().size());
    return pages;
}

namespace {

void addPlacement(RowTotals& row, const Placement& placement)
{
    const FloorSize size = placement.footprint().size;
    row.footprintM2 += static_cast<double>(size.width.value()) * static_cast<double>(size.depth.value()) / squareMillimetres;
    if (const RackDesignRef* rack = placement.rack()) {
        const RackFacts& facts = (*rack)->facts();
        ++row.racks;
        row.accelerators += facts.accelerators;
        row.power += facts.provisioned;
        row.heatToAir += facts.heatToAir;
        row.heatToLiquid += facts.heatToLiquid;
        row.mass += facts.mass;
        row.flow += facts.flow;
        return;
    }
    const PartType& unit = **placement.unit();
    ++row.units;
    row.mass.addIf(unit.body.mass);
    if (unit.kind == PartKind::FloorPower)
        return; // Passes power on.
    row.power.addIf(unit.power.forProvisioning());
    row.heatToAir.addIf(unit.power.forProvisioning());
}

} // namespace

void addRows(std::vector<RowTotals>& out, const Arrangement& arrangement, const PodDesign* pod, int placements)
{
    std::vector<RowTotals> rows;
    for (const Row& row : arrangement.rows)
        rows.push_back({holderOf(pod), row.id.text(), row.name, placements});
    rows.push_back({holderOf(pod), {}, {}, placements});
    for (const Placement& placement : arrangement.placements) {
        auto row = std::ranges::find_if(rows, [&](const RowTotals& each) {
            return placement.row ? each.row == placement.row->text() : each.row.empty();
        });
        if (row == rows.end())
            row = rows.end() - 1;
        addPlacement(*row, placement);
    }
    std::erase_if(rows, [](const RowTotals& row) { return row.racks + row.units == 0; });
    out.insert(out.end(), rows.begin(), rows.end());
}

std::vector<PlacedThing> placedThings(const Hall& hall)
{
    std::vector<PlacedThing> things;
    forEachInstance(hall, [&](const Instance& instance) {
        PlacedThing thing;
        thing.path = instance.path;
        thing.label = instance.placement->label;
        if (const RackDesignRef* rack = instance.placement->rack())
            thing.rackDesign = (*rack)->id().text();
        else
            thing.part = (*instance.placement->unit())->id.text();
        if (instance.placement->row)
            thing.row = instance.placement->row->text();
        thing.footprint = instance.footprint;
        thing.turn = instance.turn;
        thing.feeds = instance.placement->feeds;
        if (instance.placement->loop)
            thing.loop = instance.placement->loop->text();
        if (const auto special = hall.overrides.find(instance.path); special != hall.overrides.end())
            thing.special = special->second;
        things.push_back(std::move(thing));
    });
    return things;
}

} // namespace colonnade::model::package
