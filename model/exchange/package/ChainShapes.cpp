#include "model/exchange/package/ShapeViews.h"

namespace colonnade::model::package {

using enum AudienceClass;

template <> void describe(ObjectShape<SideLine>& shape)
{
    using AudienceClass::Hall;
    shape.line()
        .field("side", Hall, "Side.", &SideLine::side)
        .field("normal_w", Hall, "Load in normal state.", &SideLine::normal)
        .field("limit_w", Hall, "Usable continuously.", &SideLine::limit)
        .field("feeds", Hall, "Feeds that hang on no other.", &SideLine::feeds);
}

template <> void describe(ObjectShape<FeedLine>& shape)
{
    using AudienceClass::Hall;
    using F = FeedLine;
    shape.field("id", Hall, "Feed.", &F::subject)
        .field("pod_design_id", Hall, "Pod design; empty: the hall.", &F::holder)
        .field("instance", Internal, "The one placement whose racks have other powers; empty: all others.", &F::instance)
        .field("placements", Scale, "How often it stands in the hall.", &F::placements)
        .field("name", Internal, "Name.", [](const F& f) { return f.feed.name; })
        .field("side", Hall, "Side.", [](const F& f) { return std::string(1, letter(f.feed.side)); })
        .field("voltage_v", Hall, "Line to line for three phases.", [](const F& f) { return f.feed.voltage; })
        .field("phases", Hall, "3, 1, or 0 for DC.", [](const F& f) { return f.feed.phases; })
        .field("rating_a", Hall, "Of the breaker.", [](const F& f) { return f.feed.rating; })
        .field("continuous_factor", Hall, "Share usable for continuous load.", &F::factor)
        .field("upstream", Hall, "Feed that it hangs on; null: none.", [](const F& f) { return textOf(f.feed.upstream); })
        .field("normal_w", Hall, "Load in normal state.", &F::normal)
        .field("worst_w", Hall, "Load in the worst state: normal, or with another feed lost.", &F::worst)
        .field("worst_loss", Hall, "Feed whose loss that is; null: normal state.", &F::worstLoss)
        .field("limit_w", Hall, "Usable continuously.", &F::limit)
        .field("consumers", Hall, "Racks and units on it.", &F::consumers)
        .field("accelerators_behind", Reliability, "In racks that hang on it.", &F::acceleratorsBehind)
        .field("accelerators_lost", Reliability, "That stop when it is lost.", &F::acceleratorsLost)
        .field("missing", Hall, "What its loads leave out.", &F::missing);
}

template <> void describe(ObjectShape<PowerPages>& shape)
{
    using AudienceClass::Hall;
    shape.field("continuous_factor", Public, "Of the profile.", [](const PowerPages& p) { return p.basis.continuousFactor; })
        .field("power_factor", Public, "Of the loads, by the profile.", [](const PowerPages& p) { return p.basis.powerFactor; })
        .field("sides", Hall, "Totals by side.", &PowerPages::sides)
        .field("feeds", Hall, "Feeds, each with its worst case.", &PowerPages::feeds)
        .field("unfed", Hall, "Sides of placements that no feed supplies.", &PowerPages::unfed);
}

template <> void describe(ObjectShape<LoopLine>& shape)
{
    using AudienceClass::Hall;
    using L = LoopLine;
    shape.field("id", Hall, "Loop.", &L::subject)
        .field("pod_design_id", Hall, "Pod design; empty: the hall.", &L::holder)
        .field("placements", Scale, "How often it stands in the hall.", &L::placements)
        .field("name", Internal, "Name.", [](const L& l) { return l.loop.name; })
        .field("medium", Interface, "Fluid.", [](const L& l) { return l.loop.fluid; })
        .field("facility_supply_c", Hall, "Facility water into the CDUs.", [](const L& l) { return l.loop.facilitySupply; })
        .field("supply_c", Interface, "Coolant into the racks; null: not known.", &L::supply)
        .field("inlet_max_c", Interface, "The lowest limit of what it cools; null: not known.", &L::inletMax)
        .field("inlet_max_of", Interface, "Which part that is.", &L::inletMaxOf)
        .field("rise_k", Interface, "Over the racks.", &L::rise)
        .field("flow_l_min", Interface, "Demand; null: the fluid is not known.", &L::flow)
        .field("flow_by_maker", Interface, "From the makers' design points, else from heat and rise.", &L::flowByMaker)
        .field("heat_w", Hall, "Of its racks at provisioned power.", &L::heat)
        .field("racks", Hall, "Racks.", &L::racks)
        .field("accelerators", Reliability, "In those racks.", &L::accelerators)
        .field("cdus", Hall, "CDUs.", &L::cdus)
        .field("capacity_w", Hall, "Of all CDUs.", &L::capacity)
        .field("capacity_one_lost_w", Hall, "With the spare ones, the largest, lost.", &L::capacityLess)
        .field("flow_one_lost_l_min", Hall, "That CDUs give with the spare ones lost; null: not known.", &L::cduFlowLess)
        .field("redundant", Reliability, "It carries its load with the spare CDUs lost, as far as is known.", &L::redundant)
        .field("missing", Hall, "What its figures leave out.", &L::missing);
}

template <> void describe(ObjectShape<AirCooling>& shape)
{
    using AudienceClass::Hall;
    shape.line()
        .field("units", Hall, "Air handlers.", &AirCooling::units)
        .field("spare", Hall, "Of those, not counted on.", &AirCooling::spare)
        .field("sensible_each_w", Hall, "Sensible capacity of one.", &AirCooling::sensibleEach)
        .field("supply_c", Hall, "Into the cold aisles; null: not known.", &AirCooling::supply);
}

template <> void describe(ObjectShape<CoolingPages>& shape)
{
    using AudienceClass::Hall;
    shape.field("loops", Hall, "Coolant loops, each with CDUs lost.", &CoolingPages::loops)
        .field("air", Hall, "Air handlers of the hall; null: none.", &CoolingPages::air)
        .field("air_capacity_w", Hall, "Of the air handlers without the spare ones.", &CoolingPages::airCapacityLess)
        .sum("heat_air_w", Hall, "What the room's air has to carry.", &CoolingPages::heatToAir);
}

} // namespace colonnade::model::package
