#include "model/cooling/Air.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <string>

namespace colonnade::model {

namespace {

constexpr double cubicMetresPerCubicFoot = 0.028316846592;
constexpr double derateFrom = 900; // m

// Allowable dry bulb, dew point and derating of each class (design-rules.md, 3.4).
constexpr std::array<AirClassLimits, 5> classes{{{Celsius{15}, Celsius{32}, Celsius{17}, 300},
                                                 {Celsius{10}, Celsius{35}, Celsius{21}, 300},
                                                 {Celsius{5}, Celsius{40}, Celsius{24}, 175},
                                                 {Celsius{5}, Celsius{45}, Celsius{24}, 125},
                                                 {Celsius{5}, Celsius{25}, Celsius{17}, 500}}};

std::string lowered(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

bool movesAir(const PartType& part)
{
    switch (part.kind) {
    case PartKind::Server:
    case PartKind::Tray:
    case PartKind::RackScale:
    case PartKind::Storage:
    case PartKind::Switch: return true;
    default: return false;
    }
}

} // namespace

CubicMetresPerSecond airflowDemand(Watts heat, Kelvins rise, const Air& air)
{
    return CubicMetresPerSecond{heat.value() / (air.density * air.heatCapacity * rise.value())};
}

Kelvins airRise(Watts heat, CubicMetresPerSecond flow, const Air& air)
{
    return Kelvins{heat.value() / (air.density * air.heatCapacity * flow.value())};
}

double cubicFeetPerMinute(CubicMetresPerSecond flow)
{
    return flow.value() * 60 / cubicMetresPerCubicFoot;
}

CubicMetresPerSecond fromCubicFeetPerMinute(double cfm)
{
    return CubicMetresPerSecond{cfm * cubicMetresPerCubicFoot / 60};
}

double airflowDemandCfm(Watts heat, double riseFahrenheit)
{
    return 3.16 * heat.value() / riseFahrenheit;
}

double pressureRatio(Metres altitude)
{
    return std::pow(1 - 2.25577e-5 * altitude.value(), 5.25588);
}

const AirClassLimits& limitsOf(AirClass airClass)
{
    return classes[static_cast<std::size_t>(airClass)];
}

Celsius derated(Celsius highest, Metres altitude, double metresPerKelvin)
{
    return highest + Kelvins{-std::max(0.0, altitude.value() - derateFrom) / metresPerKelvin};
}

Celsius inletTemperature(Celsius supply, double recirculation, Kelvins rise)
{
    return supply + rise * recirculation;
}

Kelvins roomRise(Watts heat, double roomVolume, Seconds time, double solid, const Air& air)
{
    return Kelvins{heat.value() * time.value()
                   / (air.density * roomVolume * air.heatCapacity + solid)};
}

double supplyShare(CubicMetresPerSecond supply, double leakage, CubicMetresPerSecond demand)
{
    return (1 - leakage) * supply.value() / demand.value();
}

DoorAir behindDoor(Watts heat, Kelvins rise, Watts removed)
{
    const CubicMetresPerSecond flow = airflowDemand(heat, rise);
    return {flow, rise - airRise(removed, flow)};
}

std::optional<CubicMetresPerSecond> makersAirflow(const PartType& part)
{
    for (const std::string_view key : {"airflow_cfm_room_planning", "airflow_cfm"}) {
        if (const auto cfm = part.number(key))
            return fromCubicFeetPerMinute(*cfm);
    }
    return std::nullopt;
}

AirPaths airPaths(const PartType& part)
{
    AirPaths paths;
    const auto& cooling = part.cooling;
    if (!movesAir(part) || cooling.airflow == Airflow::LiquidOnly
        || cooling.airflow == Airflow::Passive || cooling.liquidFraction.value_or(0) >= 1) {
        paths.known = paths.none = true;
        return paths;
    }
    if (const Figure* said = part.figure("airflow_direction")) {
        if (const auto* text = std::get_if<std::string>(&said->value)) {
            const std::string words = lowered(*text);
            const auto has = [&](std::string_view word) {
                return words.find(word) != std::string::npos;
            };
            const bool either = has("reversible") || (has("afi") && has("afo"));
            paths.frontToRear = either || has("front-to-rear") || has("c2p");
            paths.rearToFront = either || has("rear-to-front") || has("p2c");
        }
    }
    if (!paths.frontToRear || !paths.rearToFront) {
        // Not both variants: what is typed holds.
        if (cooling.airflow == Airflow::FrontToRear || cooling.airflow == Airflow::RearToFront) {
            paths.frontToRear = cooling.airflow == Airflow::FrontToRear;
            paths.rearToFront = cooling.airflow == Airflow::RearToFront;
        }
        paths.side = cooling.airflow == Airflow::SideToRear;
    }
    paths.known = paths.frontToRear || paths.rearToFront || paths.side;
    if (!paths.known
        && (part.body.mounting == Mounting::MgxTray || part.body.mounting == Mounting::OpenRack21))
        paths.known = paths.frontToRear = true;
    return paths;
}

} // namespace colonnade::model
