#pragma once

#include "model/catalog/PartType.h"
#include "model/design/RoomAir.h"

#include <optional>

namespace colonnade::model {

/// Air at sea level (novtriq.tech, thermal load tool notes).
inline constexpr double airDensity = 1.2; ///< kg/m³
inline constexpr double airHeatCapacity = 1006; ///< J/(kg K)

struct Air {
    double density = airDensity; ///< kg/m³
    double heatCapacity = airHeatCapacity; ///< J/(kg K)
};

/// THM-002: V = Q / (rho cp dT).
CubicMetresPerSecond airflowDemand(Watts heat, Kelvins rise, const Air& air = {});
/// The rise of the air that carries this heat away in this flow: dT = Q / (rho cp V).
Kelvins airRise(Watts heat, CubicMetresPerSecond flow, const Air& air = {});
/// The same flow as United States sheets have it.
double cubicFeetPerMinute(CubicMetresPerSecond flow);
CubicMetresPerSecond fromCubicFeetPerMinute(double cfm);
/// THM-002 in its United States form, 3.16 W / dT[°F] (bearingsasia.com, insidehpc.com).
double airflowDemandCfm(Watts heat, double riseFahrenheit);

/// THM-003: pressure over that at sea level, (1 − 2.25577e-5 h)^5.25588 (ISA). Air is thinner by
/// that at equal temperature, and fans must move more of it by its inverse.
double pressureRatio(Metres altitude);

/// The limits of an ASHRAE class for the air at the inlet (design-rules.md, 3.4).
struct AirClassLimits {
    Celsius low, high; ///< Allowable dry bulb.
    Celsius dewPointMax; ///< Allowable.
    double metresPerKelvin; ///< Above 900 m the highest dry bulb falls by 1 K for each.
};
const AirClassLimits& limitsOf(AirClass airClass);

/// THM-005: the highest dry bulb at this altitude, 1 K less for each `metresPerKelvin` above 900 m
/// (ASHRAE TC 9.9, recalled).
Celsius derated(Celsius highest, Metres altitude, double metresPerKelvin);

/// THM-004: T_in = T_supply + r · dT. Mixing at the inlet with a share `recirculation` of the
/// rack's own exhaust, as a first-order model: it knows no height in the rack, no end of a row and
/// no jets; a study of the flow field does.
Celsius inletTemperature(Celsius supply, double recirculation, Kelvins rise);

/// THM-006: what a change does to electronics and media.
struct TemperatureChange {
    Kelvins rise;
    double hours = 0; ///< In which it happens; a step is within the shortest interval that counts.
    [[nodiscard]] double perHour() const { return hours > 0 ? rise.value() / hours : 0; }
};

/// How much the air of a room warms in a time without cooling: dT = Q t / (M cp), M the air's mass
/// and, where `solid` is given, J/K of what warms with it. All heat stays in the room and the air
/// is mixed: with `solid` 0 it is an upper bound, since walls and iron take heat, too.
Kelvins roomRise(Watts heat, double roomVolume, Seconds time, double solid = 0,
                 const Air& air = {});

/// THM-017: psi = (1 − leakage) V_supply / V_demand.
double supplyShare(CubicMetresPerSecond supply, double leakage, CubicMetresPerSecond demand);

/// THM-018: what leaves a rear door that removes so much: T_o = T_in + dT − Q_door / (rho cp V), V
/// = Q / (rho cp dT).
struct DoorAir {
    CubicMetresPerSecond flow;
    Kelvins above; ///< T_o − T_in.
};
DoorAir behindDoor(Watts heat, Kelvins rise, Watts removed);

/// The air that a part moves by its maker: the figure for planning a room where there is one.
/// Nothing where there is none.
std::optional<CubicMetresPerSecond> makersAirflow(const PartType& part);

/// The ways that air goes through a part, by its entry.
struct AirPaths {
    bool known = false;
    bool none = false; ///< It moves no air, or does not matter.
    bool frontToRear = false; ///< It is sold so.
    bool rearToFront = false; ///< Likewise; both: the variant is chosen with the order.
    bool side = false; ///< It draws from its side.
};
/// By the typed airflow; else by the words of the maker: P2C (power to connector) blows out where
/// the ports are, C2P the other way; "reversible" and a list of both are both. Trays of MGX racks
/// and of Open Racks breathe from the front, since their rear is busbar and manifolds.
AirPaths airPaths(const PartType& part);

} // namespace colonnade::model
