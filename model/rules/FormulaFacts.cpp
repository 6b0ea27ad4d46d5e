#include "model/rules/FormulaFacts.h"

#include "model/rules/FormulaTotals.h"
#include "model/units/Metres.h"
#include "model/units/Text.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace colonnade::model {

namespace {

template <class Scope> struct Fact {
    FactName name;
    FactValue (*value)(const Scope&);
};

FactValue known(double value)
{
    return {value, {}};
}

template <class Q> FactValue given(const std::optional<Q>& quantity, std::string what)
{
    return quantity ? known(static_cast<double>(quantity->value())) : FactValue{std::nullopt, std::move(what)};
}

FactValue given(const std::optional<double>& number, std::string what)
{
    return number ? known(*number) : FactValue{std::nullopt, std::move(what)};
}

/// A total of which nothing is unknown; else the parts without the figure, of which `holder` is made.
template <class Q, class Holder> FactValue total(const Sum<Q>& sum, const Holder& holder, Total which)
{
    return sum.complete() ? known(sum.known.value()) : FactValue{std::nullopt, unknownIn(holder, which)};
}

double squareMetres(const FloorSize& size)
{
    return metresOf(size.width) * metresOf(size.depth);
}

double switchPower(const std::array<Watts, deviceRoleCount>& byRole)
{
    return (byRole[static_cast<std::size_t>(DeviceRole::ScaleUpSwitch)]
            + byRole[static_cast<std::size_t>(DeviceRole::ScaleOutSwitch)])
        .value();
}

using Rack = RackScope;
const RackFacts& facts(const Rack& scope)
{
    return scope.rack.facts();
}

constexpr std::array rackFacts{
    Fact<Rack>{{"accelerators", "", "accelerators in the rack"},
               [](const Rack& s) { return known(facts(s).accelerators); }},
    Fact<Rack>{{"devices", "", "devices, without blanking panels"},
               [](const Rack& s) {
                   return known(static_cast<double>(
                       std::count_if(s.rack.devices().begin(), s.rack.devices().end(), [](const Device& device) {
                           return device.part->kind != PartKind::Blanking;
                       })));
               }},
    Fact<Rack>{{"units", "", "rack units of the frame"}, [](const Rack& s) { return known(facts(s).units.value()); }},
    Fact<Rack>{{"free_units", "", "rack units without a device at the front"},
               [](const Rack& s) { return known(facts(s).free.value()); }},
    Fact<Rack>{{"open_units", "", "rack units with neither device nor blanking panel at the front"},
               [](const Rack& s) { return known(facts(s).open.value()); }},
    Fact<Rack>{{"largest_run_units", "", "the most free rack units in a row, full depth"},
               [](const Rack& s) { return known(facts(s).largestRun.value()); }},
    Fact<Rack>{{"power_w", "W", "provisioned power, for which feeds are sized"},
               [](const Rack& s) { return total(facts(s).provisioned, s.rack, Total::Provisioned); }},
    Fact<Rack>{{"operation_w", "W", "power in operation, for energy"},
               [](const Rack& s) { return total(facts(s).operation, s.rack, Total::Operation); }},
    Fact<Rack>{{"peak_w", "W", "peak power"},
               [](const Rack& s) { return total(facts(s).peak, s.rack, Total::Peak); }},
    Fact<Rack>{{"switch_power_w", "W", "provisioned power of switches, where known"},
               [](const Rack& s) { return known(switchPower(facts(s).powerByRole)); }},
    Fact<Rack>{{"power_cap_w", "W", "what power capping keeps the rack below"},
               [](const Rack& s) {
                   return given(s.rack.powerCap(), fmt::format("power cap of rack design '{}'", s.rack.id()));
               }},
    Fact<Rack>{{"heat_to_air_w", "W", "heat to the air of the room"},
               [](const Rack& s) { return total(facts(s).heatToAir, s.rack, Total::HeatToAir); }},
    Fact<Rack>{{"heat_to_liquid_w", "W", "heat to liquid"},
               [](const Rack& s) { return total(facts(s).heatToLiquid, s.rack, Total::HeatToLiquid); }},
    Fact<Rack>{{"flow_l_min", "L/min", "coolant flow of its devices at their design points"},
               [](const Rack& s) { return total(facts(s).flow, s.rack, Total::Flow); }},
    Fact<Rack>{{"air_inlet_max_c", "°C", "lowest air inlet limit of its devices"},
               [](const Rack& s) {
                   return given(facts(s).airInletMax, fmt::format("air inlet limit in rack design '{}'", s.rack.id()));
               }},
    Fact<Rack>{{"liquid_inlet_max_c", "°C", "lowest coolant inlet limit of its devices"},
               [](const Rack& s) {
                   return given(facts(s).liquidInletMax,
                                fmt::format("coolant inlet limit in rack design '{}'", s.rack.id()));
               }},
    Fact<Rack>{{"mass_kg", "kg", "frame and devices, without coolant and cables"},
               [](const Rack& s) { return total(facts(s).mass, s.rack, Total::Mass); }},
    Fact<Rack>{{"load_limit_kg", "kg", "what the frame carries standing"},
               [](const Rack& s) {
                   return given(s.rack.frame()->rack->maxLoad,
                                fmt::format("static load rating of {}", s.rack.frame()->model));
               }},
    Fact<Rack>{{"centre_of_gravity_m", "m", "height of the centre of gravity"},
               [](const Rack& s) {
                   const auto& height = facts(s).centreOfGravity;
                   return height ? known(metresOf(*height))
                                 : FactValue{std::nullopt, unknownIn(s.rack, Total::Mass)};
               }},
    Fact<Rack>{{"width_m", "m", "width of the frame"}, [](const Rack& s) { return known(metresOf(s.rack.width())); }},
    Fact<Rack>{{"depth_m", "m", "depth of the frame"}, [](const Rack& s) { return known(metresOf(s.rack.depth())); }},
    Fact<Rack>{{"height_m", "m", "height of the frame"}, [](const Rack& s) { return known(metresOf(s.rack.height())); }},
    Fact<Rack>{{"price_usd", "USD", "price of frame and devices, without cables"},
               [](const Rack& s) { return total(facts(s).price, s.rack, Total::Price); }},
    Fact<Rack>{{"shelves", "", "power shelves"}, [](const Rack& s) { return known(facts(s).shelves); }},
    Fact<Rack>{{"shelf_output_w", "W", "rated output of all power shelves"},
               [](const Rack& s) { return known(facts(s).shelfOutput.value()); }},
};

using Place = FeedPlace;

FactValue loaded(const Place& place, Watts load)
{
    return place.load.missing.empty() ? known(load.value())
                                      : FactValue{std::nullopt, fmt::format("{}", fmt::join(place.load.missing, ", "))};
}
std::string ofFeed(const Place& place, std::string_view what)
{
    return fmt::format("{} of feed '{}'", what, place.load.feed.name);
}

constexpr std::array feedFacts{
    Fact<Place>{{"load_w", "W", "load in normal state"}, [](const Place& p) { return loaded(p, p.load.normal); }},
    Fact<Place>{{"worst_w", "W", "load in the worst state in which it lives"},
                [](const Place& p) { return loaded(p, p.load.worst); }},
    Fact<Place>{{"limit_w", "W", "real power that it may carry continuously"},
                [](const Place& p) { return known(p.load.limit.value()); }},
    Fact<Place>{{"rating_a", "A", "rating of its breaker"},
                [](const Place& p) { return known(p.load.feed.rating.value()); }},
    Fact<Place>{{"voltage_v", "V", "line to line for three phases"},
                [](const Place& p) { return known(p.load.feed.voltage.value()); }},
    Fact<Place>{{"phases", "", "3, 1, or 0 for DC"}, [](const Place& p) { return known(p.load.feed.phases); }},
    Fact<Place>{{"continuous_factor", "", "share of the breaker that continuous load may use"},
                [](const Place& p) { return known(p.load.factor); }},
    Fact<Place>{{"consumers", "", "racks, units and pods right on it"},
                [](const Place& p) { return known(p.load.consumers); }},
    Fact<Place>{{"accelerators_lost", "", "accelerators that stop when it is lost"},
                [](const Place& p) { return known(p.load.acceleratorsLost); }},
    Fact<Place>{{"accelerators_behind", "", "accelerators in racks right on it"},
                [](const Place& p) { return known(p.load.acceleratorsBehind); }},
    Fact<Place>{{"accelerators_total", "", "accelerators of the pod design or of the hall's own racks"},
                [](const Place& p) { return known(p.scope.power.accelerators); }},
    Fact<Place>{{"equipment_units", "", "equal modules or sets side by side"},
                [](const Place& p) { return known(p.load.feed.equipment.units); }},
    Fact<Place>{{"spare_units", "", "of these, the ones not counted on"},
                [](const Place& p) { return known(p.load.feed.equipment.spareUnits); }},
    Fact<Place>{{"unit_power_w", "W", "rated real output of each module or set"},
                [](const Place& p) { return given(p.load.feed.equipment.unitPower, ofFeed(p, "unit power")); }},
    Fact<Place>{{"efficiency", "", "output over input"},
                [](const Place& p) { return given(p.load.feed.equipment.efficiency, ofFeed(p, "efficiency")); }},
    Fact<Place>{{"autonomy_s", "s", "of its store at rated load"},
                [](const Place& p) { return given(p.load.feed.equipment.autonomy, ofFeed(p, "autonomy")); }},
    Fact<Place>{{"length_m", "m", "one way, from what it hangs on to its middle load"},
                [](const Place& p) { return given(p.load.feed.equipment.length, ofFeed(p, "length")); }},
    Fact<Place>{{"short_circuit_a", "A", "short-circuit current rating"},
                [](const Place& p) {
                    return given(p.load.feed.equipment.shortCircuit, ofFeed(p, "short-circuit current rating"));
                }},
};

using Pod = ArrangementScope;
const FloorFacts& facts(const Pod& scope)
{
    return scope.pod->facts();
}
const Arrangement& holder(const Pod& scope)
{
    return scope.arrangement;
}

using Room = HallScope;
const FloorFacts& facts(const Room& scope)
{
    return scope.design.facts();
}
const Hall& holder(const Room& scope)
{
    return scope.hall;
}

/// What a pod design and the hall have in common.
template <class Scope> constexpr std::array floorFacts{
    Fact<Scope>{{"racks", "", "racks"}, [](const Scope& s) { return known(facts(s).racks); }},
    Fact<Scope>{{"floor_units", "", "floor units, such as CDUs and panels"},
                [](const Scope& s) { return known(facts(s).units); }},
    Fact<Scope>{{"accelerators", "", "accelerators"}, [](const Scope& s) { return known(facts(s).accelerators); }},
    Fact<Scope>{{"power_w", "W", "provisioned power"},
                [](const Scope& s) { return total(facts(s).provisioned, holder(s), Total::Provisioned); }},
    Fact<Scope>{{"operation_w", "W", "power in operation, for energy"},
                [](const Scope& s) { return total(facts(s).operation, holder(s), Total::Operation); }},
    Fact<Scope>{{"peak_w", "W", "peak power"},
                [](const Scope& s) { return total(facts(s).peak, holder(s), Total::Peak); }},
    Fact<Scope>{{"switch_power_w", "W", "provisioned power of switches, where known"},
                [](const Scope& s) { return known(switchPower(facts(s).powerByRole)); }},
    Fact<Scope>{{"heat_to_air_w", "W", "heat to the air of the room"},
                [](const Scope& s) { return total(facts(s).heatToAir, holder(s), Total::HeatToAir); }},
    Fact<Scope>{{"heat_to_liquid_w", "W", "heat to liquid"},
                [](const Scope& s) { return total(facts(s).heatToLiquid, holder(s), Total::HeatToLiquid); }},
    Fact<Scope>{{"flow_l_min", "L/min", "coolant flow of the racks at their design points"},
                [](const Scope& s) { return total(facts(s).flow, holder(s), Total::Flow); }},
    Fact<Scope>{{"mass_kg", "kg", "racks and floor units, without coolant and cables"},
                [](const Scope& s) { return total(facts(s).mass, holder(s), Total::Mass); }},
    Fact<Scope>{{"price_usd", "USD", "price of racks and floor units, without cables"},
                [](const Scope& s) { return total(facts(s).price, holder(s), Total::Price); }},
    Fact<Scope>{{"extent_m2", "m²", "rectangle around all that stands there"},
                [](const Scope& s) { return known(squareMetres(facts(s).extent.size)); }},
};

Watts coolingCapacity(const CoolingChain& chain)
{
    return std::accumulate(chain.loops.begin(), chain.loops.end(), Watts{},
                           [](Watts sum, const LoopLoad& loop) { return sum + loop.capacity; });
}
Watts coolingCapacityLess(const CoolingChain& chain)
{
    return std::accumulate(chain.loops.begin(), chain.loops.end(), Watts{},
                           [](Watts sum, const LoopLoad& loop) { return sum + loop.capacityLess; });
}

constexpr std::array podOnlyFacts{
    Fact<Pod>{{"feeds", "", "feeds of the pod design"},
              [](const Pod& s) { return known(static_cast<double>(s.arrangement.feeds.size())); }},
    Fact<Pod>{{"loops", "", "coolant loops"},
              [](const Pod& s) { return known(static_cast<double>(s.arrangement.loops.size())); }},
    Fact<Pod>{{"fabrics", "", "networks"},
              [](const Pod& s) { return known(static_cast<double>(s.arrangement.fabrics.size())); }},
    Fact<Pod>{{"cooling_capacity_w", "W", "capacity of the CDUs of all loops"},
              [](const Pod& s) { return known(coolingCapacity(s.cooling).value()); }},
    Fact<Pod>{{"cooling_capacity_less_w", "W", "the same with the spare CDUs lost"},
              [](const Pod& s) { return known(coolingCapacityLess(s.cooling).value()); }},
};

constexpr std::array hallOnlyFacts{
    Fact<Room>{{"pods", "", "placed pods"}, [](const Room& s) { return known(static_cast<double>(s.hall.pods.size())); }},
    Fact<Room>{{"area_m2", "m²", "area within the walls"},
               [](const Room& s) {
                   return s.hall.outline.empty() ? FactValue{std::nullopt, "outline of the hall"}
                                                 : known(area(s.hall.outline) / 1e6);
               }},
    Fact<Room>{{"height_m", "m", "floor to ceiling"}, [](const Room& s) { return known(metresOf(s.hall.height)); }},
    Fact<Room>{{"altitude_m", "m", "above sea level"}, [](const Room& s) { return known(s.hall.altitude.value()); }},
    Fact<Room>{{"floor_rating_kpa", "kPa", "distributed load that the floor takes"},
               [](const Room& s) { return given(s.hall.floorRating, "floor rating of the hall"); }},
    Fact<Room>{{"air_capacity_w", "W", "sensible capacity of the air handlers without the spare ones"},
               [](const Room& s) {
                   const auto& air = s.hall.air;
                   return air ? known((air->sensibleEach * (air->units - air->spare)).value())
                              : FactValue{std::nullopt, "air handlers of the hall"};
               }},
};

template <class Scope, std::size_t A, std::size_t B>
constexpr std::array<Fact<Scope>, A + B> joined(const std::array<Fact<Scope>, A>& a, const std::array<Fact<Scope>, B>& b)
{
    std::array<Fact<Scope>, A + B> all{};
    for (std::size_t i = 0; i < A; ++i)
        all[i] = a[i];
    for (std::size_t i = 0; i < B; ++i)
        all[A + i] = b[i];
    return all;
}
constexpr auto podFacts = joined(floorFacts<Pod>, podOnlyFacts);
constexpr auto hallFacts = joined(floorFacts<Room>, hallOnlyFacts);

template <class Scope, std::size_t N> constexpr std::array<FactName, N> names(const std::array<Fact<Scope>, N>& all)
{
    std::array<FactName, N> list{};
    for (std::size_t i = 0; i < N; ++i)
        list[i] = all[i].name;
    return list;
}
constexpr auto rackNames = names(rackFacts);
constexpr auto feedNames = names(feedFacts);
constexpr auto podNames = names(podFacts);
constexpr auto hallNames = names(hallFacts);

constexpr std::array<FormulaConstant, 11> constants{{{"pi", 3.14159265358979323846, ""},
                                                     {"W", 1, "W"},
                                                     {"kW", 1e3, "W"},
                                                     {"MW", 1e6, "W"},
                                                     {"A", 1, "A"},
                                                     {"V", 1, "V"},
                                                     {"kg", 1, "kg"},
                                                     {"m", 1, "m"},
                                                     {"s", 1, "s"},
                                                     {"K", 1, "K"},
                                                     {"USD", 1, "USD"}}};

} // namespace

std::span<const FactName> factNames(FormulaRule::On on)
{
    switch (on) {
    case FormulaRule::On::RackDesign: return rackNames;
    case FormulaRule::On::Feed: return feedNames;
    case FormulaRule::On::PodDesign: return podNames;
    case FormulaRule::On::Hall: return hallNames;
    }
    return {};
}

std::optional<std::size_t> factIndex(FormulaRule::On on, std::string_view name)
{
    const auto all = factNames(on);
    const auto found = std::find_if(all.begin(), all.end(), [&](const FactName& one) { return one.name == name; });
    return found == all.end() ? std::nullopt : std::optional{static_cast<std::size_t>(found - all.begin())};
}

std::optional<std::string_view> nearestFact(FormulaRule::On on, std::string_view name)
{
    constexpr std::size_t longest = 64; // Longer than any name: nothing is near to it.
    if (name.size() > longest)
        return std::nullopt;
    std::optional<std::string_view> nearest;
    std::size_t least = name.size() / 2 + 1;
    for (const FactName& fact : factNames(on)) {
        const std::size_t here = editDistance(name, fact.name);
        if (here < least) {
            least = here;
            nearest = fact.name;
        }
    }
    return nearest;
}

std::span<const FormulaConstant> formulaConstants()
{
    return constants;
}

FactValue factValue(const RackScope& rack, std::size_t index)
{
    return rackFacts[index].value(rack);
}

FactValue factValue(const FeedPlace& feed, std::size_t index)
{
    return feedFacts[index].value(feed);
}

FactValue factValue(const ArrangementScope& pod, std::size_t index)
{
    return podFacts[index].value(pod);
}

FactValue factValue(const HallScope& hall, std::size_t index)
{
    return hallFacts[index].value(hall);
}

} // namespace colonnade::model
