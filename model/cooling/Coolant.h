#pragma once

#include "model/units/Quantity.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// What every figure of the cooling chain rests on besides the design: from a rule profile.
struct CoolingBasis {
    Kelvins rise{10}; ///< Of the coolant over the racks, where the loop names none.
    Kelvins liquidApproach{4}; ///< CDU with facility water, where the entry gives none (THM-011).
    Kelvins airApproach{15}; ///< CDU that rejects to room air.
    Kelvins facilityRise{10}; ///< Of facility water over the CDUs, where it names none (THM-013).
    int spareCdus = 1; ///< Worst units that must not be needed (THM-012).
    bool operator==(const CoolingBasis&) const = default;
};

/// What a coolant is like at one temperature.
struct Coolant {
    double density = 0; ///< kg/m³
    double heatCapacity = 0; ///< J/(kg K)
    double viscosity = 0; ///< Dynamic, Pa s
};
/// Properties at a mean temperature, interpolated between the rows of the Airedale glycol table
/// (design-rules.md, 3.5) and held beyond its ends. Viscosity: water and glycol by the ASHRAE
/// Handbook of Fundamentals, recalled and not read again. Nothing for a fluid that the table does
/// not have.
std::optional<Coolant> coolant(std::string_view fluid, Celsius mean);

/// THM-001: all electrical power becomes heat in the rack.
struct HeatSplit {
    Watts liquid, air;
};
HeatSplit heatSplit(Watts heat, double liquidFraction);

/// THM-009: V = 60,000 Q / (rho cp dT) in litres per minute.
LitresPerMinute flowDemand(Watts heat, const Coolant& coolant, Kelvins rise);

/// THM-011: what is left between the coolant's supply temperature and the lowest inlet limit.
struct Approach {
    Celsius supply;
    Kelvins margin;
};
Approach approach(Celsius facilitySupply, Kelvins approach, Celsius inletMax);

/// THM-012, THM-016: the sum of a group with its `spare` largest units removed.
double remaining(std::span<const double> units, int spare);

} // namespace colonnade::model
