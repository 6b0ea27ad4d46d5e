#pragma once

#include "model/catalog/PartType.h"
#include "model/design/Sum.h"
#include "model/units/Quantity.h"
#include "model/units/RackUnit.h"

#include <array>
#include <map>
#include <optional>

namespace colonnade::model {

class RackDesign;

/// Derived figures of one rack design. Of one rack, whatever the number of placements.
struct RackFacts {
    RackUnits units;        ///< Of the frame.
    RackUnits free;         ///< Not occupied at the front.
    RackUnits open;         ///< Neither occupied nor blanked at the front.
    RackUnits largestRun;   ///< The most free units in a row, full depth.
    int accelerators = 0;
    Sum<Watts> provisioned; ///< For sizing feeds (`PowerFigures::forProvisioning`).
    Sum<Watts> operation;   ///< Sustained load, for energy.
    Sum<Watts> peak;
    Sum<Watts> heatToAir;   ///< All provisioned power becomes heat in the rack (THM-001).
    Sum<Watts> heatToLiquid;
    Sum<Kilograms> mass;    ///< Frame and devices, without coolant, cables and blanking panels.
    std::optional<Millimetres> centreOfGravity; ///< Height above the floor; only where every mass is known.
    Sum<LitresPerMinute> flow;                  ///< Of the liquid-cooled devices, at their design points.
    std::optional<Celsius> airInletMax;         ///< The lowest of all devices.
    std::optional<Celsius> liquidInletMax;
    Sum<Dollars> price;
    std::array<Watts, deviceRoleCount> powerByRole{}; ///< Provisioned, where known.
    std::map<PortRole, int> ports;
    Watts shelfOutput;                          ///< Rated output of all power shelves.
    int shelves = 0;
};
/// Reckoned anew; `RackDesign::facts` remembers them.
RackFacts factsOf(const RackDesign& rack);

} // namespace colonnade::model
