#include "model/exchange/package/ShapeViews.h"

namespace colonnade::model::package {

using enum AudienceClass;

template <> void describe(ObjectShape<WeakZone>& shape)
{
    using AudienceClass::Hall;
    shape.line()
        .field("area", Hall, "Where.", &WeakZone::area)
        .field("floor_rating_kpa", Hall, "Distributed; null: as the hall.", &WeakZone::rating)
        .field("panel_load_n", Hall, "At a point; null: as the hall.", &WeakZone::panelLoad)
        .field("reason", Internal, "Why.", &WeakZone::reason);
}

template <> void describe(ObjectShape<Sprinklers>& shape)
{
    using AudienceClass::Hall;
    shape.line()
        .field("installed", Hall, "There are some.", &Sprinklers::installed)
        .field("deflector_mm", Hall, "Of the heads, above the floor; null: not known.", &Sprinklers::deflector);
}

template <> void describe(ObjectShape<RouteStep>& shape)
{
    using AudienceClass::Hall;
    shape.line()
        .field("kind", Hall, "Kind.", [](const RouteStep& r) { return wordOf(r.kind); }, {"door", "lift", "ramp"})
        .field("name", Internal, "Name.", &RouteStep::name)
        .field("width_mm", Hall, "Clear; null: not known.", &RouteStep::width)
        .field("height_mm", Hall, "Clear; null: not known.", &RouteStep::height)
        .field("rating_kg", Hall, "Of a lift; null: none, or not known.", &RouteStep::rating)
        .field("slope", Hall, "Of a ramp, rise over run; null: none, or not known.", &RouteStep::slope);
}

template <> void describe(ObjectShape<Delivery>& shape)
{
    using AudienceClass::Hall;
    shape.field("route", Hall, "From the dock on, without the hall's own doors.", &Delivery::route)
        .field("pallet_mm", Hall, "Under the rack on its way; null: the profile's.", &Delivery::pallet)
        .field("populated_on_site", Hall, "Racks come empty.", &Delivery::populatedOnSite);
}

template <> void describe(ObjectShape<Seismic>& shape)
{
    using AudienceClass::Hall;
    shape.line()
        .field("acceleration_g", Site, "S_DS of ASCE 7-16.", &Seismic::acceleration)
        .field("anchorage", Hall, "How the racks stand.", [](const Seismic& s) { return wordOf(s.anchorage); }, {"none", "anchored", "isolated"})
        .field("importance", Hall, "I_p; null: the profile's.", &Seismic::importance)
        .field("height_ratio", Hall, "Of the floor in the building; null: ground.", &Seismic::heightRatio);
}

template <> void describe(ObjectShape<Overhead>& shape)
{
    using AudienceClass::Hall;
    shape.line()
        .field("kind", Hall, "Kind.", [](const Overhead& o) { return wordOf(o.kind); }, {"pipe", "duct"})
        .field("name", Internal, "Name.", &Overhead::name)
        .field("area", Hall, "Where.", &Overhead::area)
        .field("bottom_mm", Hall, "Lowest edge above the floor.", &Overhead::bottom)
        .field("leak_protected", Hall, "Drip pan or jacket; null: taken as present.", &Overhead::leakProtected);
}

template <> void describe(ObjectShape<Structure>& shape)
{
    using AudienceClass::Hall;
    shape.field("raised_floor", Hall, "Panels on pedestals; null: not said.", &Structure::raisedFloor)
        .field("panel_load_n", Hall, "Design load at a point; null: not known.", &Structure::panelLoad)
        .field("wheel_load_n", Hall, "Rolling load of one wheel; null: not known.", &Structure::wheelLoad)
        .field("weak_zones", Hall, "Where the floor takes less.", &Structure::weakZones)
        .field("sprinklers", Hall, "Null: not said.", &Structure::sprinklers)
        .field("delivery", Hall, "Way of a rack from the dock; null: not said.", &Structure::delivery)
        .field("seismic", Hall, "Null: not screened.", &Structure::seismic)
        .field("overheads_drawn", Hall, "False: what passes over the floor is not known.",
               [](const Structure& s) { return s.overheads.has_value(); })
        .field("overheads", Hall, "What passes over the floor.",
               [](const Structure& s) { return s.overheads.value_or(std::vector<Overhead>{}); });
}

} // namespace colonnade::model::package
