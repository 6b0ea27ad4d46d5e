#include "model/exchange/package/ShapeViews.h"

namespace colonnade::model::package {

using enum AudienceClass;

namespace {

struct PlacementView {
    const Placement* placement;
};
struct PodPlacementView {
    const PodPlacement* placement;
};

} // namespace

template <> void describe(ObjectShape<Row>& shape)
{
    shape.line()
        .field("id", AudienceClass::Hall, "Id.", &Row::id)
        .field("name", Internal, "Name.", &Row::name);
}

template <> void describe(ObjectShape<Aisle>& shape)
{
    using AudienceClass::Hall;
    shape.line()
        .field("kind", Hall, "Kind.", [](const Aisle& a) { return wordOf(a.kind); }, {"cold", "hot", "service"})
        .field("x_mm", Hall, "Left edge.", [](const Aisle& a) { return a.area.at.x; })
        .field("y_mm", Hall, "Lower edge.", [](const Aisle& a) { return a.area.at.y; })
        .field("width_mm", Hall, "Along x.", [](const Aisle& a) { return a.area.size.width; })
        .field("depth_mm", Hall, "Along y.", [](const Aisle& a) { return a.area.size.depth; })
        .field("contained", Hall, "With containment.", &Aisle::contained);
}

template <> void describe(ObjectShape<SideFeed>& shape)
{
    using AudienceClass::Hall;
    shape.line()
        .field("side", Hall, "Side.", [](const SideFeed& f) { return std::string(1, letter(f.side)); })
        .field("feed", Hall, "Id of the feed.", &SideFeed::feed);
}

template <> void describe(ObjectShape<PlacementView>& shape)
{
    using AudienceClass::Hall;
    using P = PlacementView;
    shape.line()
        .field("id", Hall, "Id.", [](const P& p) { return p.placement->id; })
        .field("label", Internal, "Shown to people.", [](const P& p) { return p.placement->label; })
        .field("row", Hall, "Row; null: in none.", [](const P& p) { return textOf(p.placement->row); })
        .field("rack_design_id", Hall, "Rack design; null: a floor unit.",
               [](const P& p) { return p.placement->rack() ? std::optional{(*p.placement->rack())->id()} : std::nullopt; })
        .field("part_id", Hall, "Floor unit; null: a rack.",
               [](const P& p) { return p.placement->unit() ? std::optional{(*p.placement->unit())->id} : std::nullopt; })
        .field("x_mm", Hall, "South-west corner as turned.", [](const P& p) { return p.placement->at.x; })
        .field("y_mm", Hall, "South-west corner as turned.", [](const P& p) { return p.placement->at.y; })
        .field("rotation_deg", Hall, "Counter-clockwise; 0: the front faces south.", [](const P& p) { return degrees(p.placement->turn); })
        .field("feeds", Hall, "Which feed supplies each side.", [](const P& p) { return p.placement->feeds; })
        .field("loop", Hall, "Coolant loop; null: none.", [](const P& p) { return textOf(p.placement->loop); });
}

template <> void describe(ObjectShape<PodPages>& shape)
{
    using AudienceClass::Hall;
    shape.field("id", Hall, "Id.", [](const PodPages& p) { return p.design->id(); })
        .field("name", Internal, "Name.", [](const PodPages& p) { return p.design->name(); })
        .field("placements", Scale, "How often it stands in the hall.", &PodPages::placements)
        .field("rows", Hall, "Rows.", [](const PodPages& p) { return p.design->arrangement().rows; })
        .field("aisles", Hall, "Aisles.", [](const PodPages& p) { return p.design->arrangement().aisles; })
        .field("placed", Hall, "What stands in it.",
               [](const PodPages& p) { return viewsOf<PlacementView>(p.design->arrangement().placements); })
        .field("totals", Scale, "Of one of it.", [](const PodPages& p) { return p.design->facts(); });
}

template <> void describe(ObjectShape<Point>& shape)
{
    shape.line()
        .field("x_mm", AudienceClass::Hall, "To the east.", &Point::x)
        .field("y_mm", AudienceClass::Hall, "To the north.", &Point::y);
}

template <> void describe(ObjectShape<FloorRect>& shape)
{
    using AudienceClass::Hall;
    shape.line()
        .field("x_mm", Hall, "South-west corner.", [](const FloorRect& r) { return r.at.x; })
        .field("y_mm", Hall, "South-west corner.", [](const FloorRect& r) { return r.at.y; })
        .field("width_mm", Hall, "Along x.", [](const FloorRect& r) { return r.size.width; })
        .field("depth_mm", Hall, "Along y.", [](const FloorRect& r) { return r.size.depth; });
}

template <> void describe(ObjectShape<KeepOut>& shape)
{
    shape.line()
        .field("area", AudienceClass::Hall, "Where.", &KeepOut::area)
        .field("reason", Internal, "Why.", &KeepOut::reason);
}

template <> void describe(ObjectShape<Door>& shape)
{
    using AudienceClass::Hall;
    shape.line()
        .field("name", Internal, "Name.", &Door::name)
        .field("at", Hall, "Where.", &Door::at)
        .field("width_mm", Hall, "Clear width.", &Door::width)
        .field("height_mm", Hall, "Clear height.", &Door::height);
}

template <> void describe(ObjectShape<PodPlacementView>& shape)
{
    using AudienceClass::Hall;
    using P = PodPlacementView;
    shape.line()
        .field("id", Hall, "Id.", [](const P& p) { return p.placement->id; })
        .field("label", Internal, "Shown to people.", [](const P& p) { return p.placement->label; })
        .field("pod_design_id", Hall, "Pod design.", [](const P& p) { return p.placement->pod->id(); })
        .field("x_mm", Hall, "Origin of the pod design.", [](const P& p) { return p.placement->at.x; })
        .field("y_mm", Hall, "Origin of the pod design.", [](const P& p) { return p.placement->at.y; })
        .field("rotation_deg", Hall, "Counter-clockwise.", [](const P& p) { return degrees(p.placement->turn); });
}

template <> void describe(ObjectShape<HallView>& shape)
{
    using AudienceClass::Hall;
    using H = HallView;
    shape.field("name", Site, "Name.", [](const H& h) { return h.package->hall->name; })
        .field("outline", Hall, "Corners of the walls.", [](const H& h) { return h.package->hall->outline; })
        .field("area_m2", Hall, "Inside the walls; null: no walls are drawn.",
               [](const H& h) { return h.package->hallAreaM2 > 0 ? std::optional{h.package->hallAreaM2} : std::nullopt; })
        .field("height_mm", Hall, "Floor to ceiling.", [](const H& h) { return h.package->hall->height; })
        .field("tray_height_mm", Hall, "Cable trays above the floor.", [](const H& h) { return h.package->hall->trayHeight; })
        .field("grid_mm", Hall, "Pitch of the floor tiles.", [](const H& h) { return h.package->hall->tile; })
        .field("floor_rating_kpa", Hall, "Load that the floor takes; null: not known.", [](const H& h) { return h.package->hall->floorRating; })
        .field("altitude_m", Site, "Above the sea.", [](const H& h) { return h.package->hall->altitude; })
        .field("columns", Hall, "Columns.", [](const H& h) { return h.package->hall->columns; })
        .field("keep_outs", Hall, "Where nothing may stand.", [](const H& h) { return h.package->hall->keepOuts; })
        .field("doors", Hall, "Doors.", [](const H& h) { return h.package->hall->doors; })
        .field("structure", Hall, "What the building bears, and what passes over the floor.", [](const H& h) { return h.package->hall->structure; })
        .field("pods", Hall, "Placed pods.", [](const H& h) { return viewsOf<PodPlacementView>(h.package->hall->pods); })
        .field("aisles", Hall, "Aisles of the hall itself.", [](const H& h) { return h.package->hall->arrangement.aisles; })
        .field("placed", Hall, "What stands alone.",
               [](const H& h) { return viewsOf<PlacementView>(h.package->hall->arrangement.placements); });
}

template <> void describe(ObjectShape<RowTotals>& shape)
{
    using AudienceClass::Hall;
    shape.field("pod_design_id", Hall, "Pod design; empty: the hall itself.", &RowTotals::podDesign)
        .field("row", Hall, "Row; empty: what stands in none.", &RowTotals::row)
        .field("name", Internal, "Name of the row.", &RowTotals::name)
        .field("placements", Scale, "How often the pod design stands.", &RowTotals::placements)
        .field("racks", Hall, "Racks of one.", &RowTotals::racks)
        .field("floor_units", Hall, "Floor units of one.", &RowTotals::units)
        .field("accelerators", Scale, "Accelerators of one.", &RowTotals::accelerators)
        .sum("power_w", Hall, "Provisioned power of one.", &RowTotals::power)
        .sum("heat_air_w", Hall, "Heat to air of one.", &RowTotals::heatToAir)
        .sum("heat_liquid_w", Hall, "Heat to liquid of one.", &RowTotals::heatToLiquid)
        .sum("mass_kg", Hall, "Mass of one.", &RowTotals::mass)
        .sum("flow_l_min", Hall, "Coolant of one.", &RowTotals::flow)
        .field("footprint_m2", Hall, "Of its racks and units alone.", &RowTotals::footprintM2);
}

template <> void describe(ObjectShape<Override>& shape)
{
    shape.line()
        .field("label", Internal, "Label.", &Override::label)
        .field("power_w", Interface, "Provisioned power instead of the design's; null: the design's.", &Override::provisioned)
        .field("note", Internal, "Remark.", &Override::note);
}

template <> void describe(ObjectShape<PlacedThing>& shape)
{
    using AudienceClass::Hall;
    using P = PlacedThing;
    shape.line()
        .field("path", Hall, "Instance path.", &P::path)
        .field("label", Internal, "Shown to people.", &P::label)
        .field("rack_design_id", Hall, "Rack design; null: a floor unit.", &P::rackDesign)
        .field("part_id", Hall, "Floor unit; null: a rack.", &P::part)
        .field("row", Hall, "Row; null: in none.", &P::row)
        .field("x_mm", Hall, "South-west corner in the hall.", [](const P& p) { return p.footprint.at.x; })
        .field("y_mm", Hall, "South-west corner in the hall.", [](const P& p) { return p.footprint.at.y; })
        .field("width_mm", Hall, "Along x.", [](const P& p) { return p.footprint.size.width; })
        .field("depth_mm", Hall, "Along y.", [](const P& p) { return p.footprint.size.depth; })
        .field("rotation_deg", Hall, "Counter-clockwise; 0: the front faces south.", [](const P& p) { return degrees(p.turn); })
        .field("feeds", Hall, "Which feed supplies each side.", &P::feeds)
        .field("loop", Hall, "Coolant loop; null: none.", &P::loop)
        .field("overrides", Hall, "What is special to it; null: nothing.", &P::special);
}

} // namespace colonnade::model::package
