#include "model/exchange/package/ShapeViews.h"

namespace colonnade::model::package {

using enum AudienceClass;

template <> void describe(ObjectShape<RackDevice>& shape)
{
    shape.line()
        .field("id", RackInternals, "Id within the rack design.", &RackDevice::id)
        .field("label", RackInternals, "Shown to people.", &RackDevice::label)
        .field("part_id", RackInternals, "Part.", [](const RackDevice& d) { return d.part->id; })
        .field("position", RackInternals, "Where it hangs, for people.", &RackDevice::position)
        .field("unit", RackInternals, "Lowest rack unit, from 1 at the floor; null: zero-U.", &RackDevice::unit)
        .field("units", RackInternals, "Height in rack units.", &RackDevice::units)
        .field("face", RackInternals, "Face.", &RackDevice::face)
        .field("slot", RackInternals, "Full width, left or right half.", &RackDevice::slot)
        .field("side", RackInternals, "Side of the feed that it takes; null: it takes none.", &RackDevice::side);
}

template <> void describe(ObjectShape<OpenUnits>& shape)
{
    shape.line()
        .field("unit", RackInternals, "Lowest rack unit.", &OpenUnits::unit)
        .field("units", RackInternals, "Height in rack units.", &OpenUnits::units);
}

template <> void describe(ObjectShape<RackPdu>& shape)
{
    shape.line()
        .field("device", RackInternals, "Id of the rack PDU.", &RackPdu::device)
        .field("side", RackInternals, "Side.", &RackPdu::side)
        .field("normal_w", Interface, "Load in normal state.", &RackPdu::normal)
        .field("worst_w", Interface, "Load with the worst other side lost.", &RackPdu::worst)
        .field("limit_w", Interface, "Usable continuously; null: the entry gives no rating.", &RackPdu::limit);
}

template <> void describe(ObjectShape<PerRole<int>>& shape)
{
    shape.line()
        .field("role", RackInternals, "Role.", &PerRole<int>::role)
        .field("count", RackInternals, "Logical ports.", &PerRole<int>::value);
}

template <> void describe(ObjectShape<PerRole<Watts>>& shape)
{
    shape.line()
        .field("role", RackInternals, "Kind of device.", &PerRole<Watts>::role)
        .field("power_w", RackInternals, "Provisioned, where known.", &PerRole<Watts>::value);
}

template <> void describe(ObjectShape<RackFacts>& shape)
{
    shape.sum("power_w", Interface, "Provisioned power.", &RackFacts::provisioned)
        .sum("power_operation_w", Interface, "Sustained power.", &RackFacts::operation)
        .sum("power_peak_w", Interface, "Short peak.", &RackFacts::peak)
        .sum("heat_air_w", Interface, "Heat to air at provisioned power.", &RackFacts::heatToAir)
        .sum("heat_liquid_w", Interface, "Heat to liquid at provisioned power.", &RackFacts::heatToLiquid)
        .sum("mass_kg", Interface, "Frame and devices, without coolant and cables.", &RackFacts::mass)
        .field("centre_of_gravity_mm", Interface, "Above the floor; null: a mass is not known.", &RackFacts::centreOfGravity)
        .sum("flow_l_min", Interface, "Coolant at the makers' design points.", &RackFacts::flow)
        .field("air_inlet_max_c", Interface, "The lowest limit of all devices; null: not known.", &RackFacts::airInletMax)
        .field("liquid_inlet_max_c", Interface, "The lowest limit of all devices; null: not known.", &RackFacts::liquidInletMax)
        .field("units", RackInternals, "Rack units of the frame.", [](const RackFacts& f) { return f.units.value(); })
        .field("free_units", RackInternals, "Not occupied at the front.", [](const RackFacts& f) { return f.free.value(); })
        .field("open_units", RackInternals, "Neither occupied nor blanked.", [](const RackFacts& f) { return f.open.value(); })
        .field("largest_free_run_units", RackInternals, "The most free units in a row.",
               [](const RackFacts& f) { return f.largestRun.value(); })
        .field("accelerators", RackInternals, "Accelerators.", &RackFacts::accelerators)
        .field("shelves", RackInternals, "Power shelves.", &RackFacts::shelves)
        .field("shelf_output_w", RackInternals, "Rated output of all power shelves.", &RackFacts::shelfOutput)
        .sum("price_usd", Price, "Planning estimate.", &RackFacts::price);
}

template <> void describe(ObjectShape<RackDesignPages>& shape)
{
    using R = RackDesignPages;
    shape.field("id", RackInternals, "Id.", [](const R& r) { return r.design->id(); })
        .field("name", Internal, "Name.", [](const R& r) { return r.design->name(); })
        .field("notes", Internal, "Remarks.", [](const R& r) { return r.design->notes(); })
        .field("frame_part_id", Interface, "Rack frame.", [](const R& r) { return r.design->frame()->id; })
        .field("system_part_id", RackInternals, "Rack-scale system that it is; null: none.",
               [](const R& r) { return r.design->system() ? std::optional{r.design->system()->id} : std::nullopt; })
        .field("width_mm", Interface, "Outside width.", [](const R& r) { return r.design->width(); })
        .field("depth_mm", Interface, "Outside depth.", [](const R& r) { return r.design->depth(); })
        .field("height_mm", Interface, "Outside height.", [](const R& r) { return r.design->height(); })
        .field("unit_pitch_mm", Interface, "Height of a rack unit.", [](const R& r) { return r.design->unitPitch(); })
        .field("power_cap_w", Interface, "What power capping keeps it below; null: not capped.",
               [](const R& r) { return r.design->powerCap(); })
        .field("placements", Scale, "How often it stands in the hall.", &R::placements)
        .field("devices", RackInternals, "From the floor up.", &R::devices)
        .field("open", RackInternals, "Front units with neither device nor blanking panel, from the floor up.", &R::open)
        .field("facts", Interface, "Derived figures of one rack.", [](const R& r) { return r.design->facts(); })
        .field("pdus", RackInternals, "Rack PDUs.", &R::pdus)
        .field("ports_by_role", RackInternals, "Logical ports.", &R::ports)
        .field("power_by_role", RackInternals, "Provisioned power by kind of device.", &R::powerByRole)
        .field("hand_cables", RackInternals, "Cables placed by hand inside.", &R::handCables);
}

} // namespace colonnade::model::package
