#include "model/exchange/package/ShapeViews.h"

namespace colonnade::model::package {

using enum AudienceClass;

template <> void describe(ObjectShape<StockItem>& shape)
{
    using AudienceClass::Fabric;
    shape.line()
        .field("part_id", Fabric, "Cable or transceiver.", [](const StockItem& s) { return s.part->id; })
        .field("medium", Fabric, "Its kind: of a cable the medium.", [](const StockItem& s) {
            return s.part->cable ? wordOf(s.part->cable->medium) : wordOf(s.part->kind);
        })
        .field("length_m", Fabric, "Of one cable, as ordered; null: a transceiver.", [](const StockItem& s) { return s.length; })
        .field("count", Fabric, "Built in.", &StockItem::count)
        .field("spares", Fabric, "To keep beside them.", &StockItem::spares);
}

template <> void describe(ObjectShape<FabricCabling>& shape)
{
    using AudienceClass::Fabric;
    shape.field("fabric_id", Fabric, "Pod design and fabric; without a pod design: of the hall.", [](const FabricCabling& f) { return f.fabric; })
        .field("places", Scale, "How often it stands in the hall; all figures are of these together.", &FabricCabling::places)
        .field("switches", Fabric, "Its own; those of pods that it joins stand with the pods' fabrics.", &FabricCabling::switches)
        .field("links", Fabric, "Logical links.", &FabricCabling::links)
        .field("cables", Fabric, "Physical cables.", &FabricCabling::cables)
        .field("without_medium", Fabric, "Of those, with no medium found; in no stock item.", &FabricCabling::withoutMedium)
        .field("estimated_lengths", Fabric, "Of those, whose length goes by no tray that is drawn.", &FabricCabling::estimatedLengths)
        .field("length_m", Fabric, "Of all cables as ordered, of those without a medium as routed.", &FabricCabling::ordered)
        .field("stock", Fabric, "Cables by part and length, then transceivers.", &FabricCabling::stock);
}

template <> void describe(ObjectShape<TrayLine>& shape)
{
    using AudienceClass::Hall;
    using T = TrayLine;
    shape.field("id", Hall, "Id within its pod design or the hall.", [](const T& t) { return t.tray.id; })
        .field("pod_design_id", Hall, "Pod design; empty: the hall.", &T::holder)
        .field("placements", Scale, "How often it stands in the hall.", &T::placements)
        .field("name", Internal, "Name.", [](const T& t) { return t.tray.name; })
        .field("kind", Hall, "Kind.", [](const T& t) { return wordOf(t.tray.kind); }, {"tray", "ladder", "underfloor"})
        .field("points", Hall, "Corners of its middle line, in the axes of its pod design or the hall.", [](const T& t) { return t.tray.points; })
        .field("length_m", Hall, "Along its middle line.", [](const T& t) { return t.tray.length(); })
        .field("height_mm", Hall, "Of its bed above the floor.", [](const T& t) { return t.tray.height; })
        .field("width_mm", Hall, "Usable.", [](const T& t) { return t.tray.width; })
        .field("depth_mm", Hall, "Usable.", [](const T& t) { return t.tray.depth; })
        .field("cables", Hall, "Of fabrics of the same pod design or hall, where most lie side by side.", &T::cables)
        .field("fill", Hall, "Share of its usable cross-section at its fullest; null: no diameter is known.", &T::fill)
        .field("without_diameter", Hall, "Cables there that the fill leaves out.", &T::withoutDiameter);
}

template <> void describe(ObjectShape<CableRow>& shape)
{
    using AudienceClass::Fabric;
    using R = CableRow;
    shape.line()
        .field("id", Fabric, "Name of the cable.", &R::name)
        .field("fabric_id", Fabric, "Fabric.", &R::fabricPath)
        .field("from", Fabric, "Port of the end farther from the spines; of the first link where it fans out.", [](const R& r) { return r.from.portPath; })
        .field("to", Fabric, "Port of the other end.", [](const R& r) { return r.to.portPath; })
        .field("label_from", Internal, "Printed at that end.", [](const R& r) { return r.from.label; })
        .field("label_to", Internal, "Printed at the other end.", [](const R& r) { return r.to.label; })
        .field("part_id", Fabric, "Cable; null: none was found.", [](const R& r) { return r.medium ? std::optional{r.medium->id} : std::nullopt; })
        .field("optic_from_id", Fabric, "Transceiver; null: the cable has its own plug.",
               [](const R& r) { return r.from.optic ? std::optional{r.from.optic->id} : std::nullopt; })
        .field("optic_to_id", Fabric, "Transceiver; null: the cable has its own plug.",
               [](const R& r) { return r.to.optic ? std::optional{r.to.optic->id} : std::nullopt; })
        .field("links", Fabric, "Logical links that it carries.", &R::links)
        .field("strand", Fabric, "Which of the cables of a link.", &R::strand)
        .field("rail", Fabric, "0: none.", &R::rail)
        .field("plane", Fabric, "0: none.", &R::plane)
        .field("speed_gbit_s", Fabric, "Of one link.", &R::speed)
        .field("routed_m", Fabric, "Routed length.", &R::routed)
        .field("ordered_m", Fabric, "Ordered length.", &R::ordered)
        .field("length_basis", Fabric, "What the routed length goes by.", [](const R& r) { return wordOf(r.basis); })
        .field("by_hand", Fabric, "A person drew it, not the recipe.", &R::byHand);
}

template <> void describe(ObjectShape<CablingPages>& shape)
{
    using AudienceClass::Fabric, AudienceClass::Hall;
    using C = CablingPages;
    shape.field("spare_share", Fabric, "Share of each stock item that is kept as spares, 0 to 1, rounded up.", &C::spareShare)
        .field("fabrics", Fabric, "Totals of each fabric, all its places together.", &C::fabrics)
        .field("stock", Fabric, "Of all fabrics together.", &C::stock)
        .field("trays", Hall, "Trays, ladders and baskets, each as drawn once.", &C::trays)
        .field("cables_in_no_tray", Fabric, "Cables between racks that no trays join.", &C::unrouted)
        .field("cable_count", Fabric, "Cables in all.", &C::cables)
        .field("cables", Fabric, fmt::format("Every cable; none where there are more than {}: then 'cables.csv' of the folder has them.", mostCablesListed), &C::rows)
        .field("refusal", Fabric, "Why there are no totals and no list; null: there are.", &C::refusal);
}

} // namespace colonnade::model::package
