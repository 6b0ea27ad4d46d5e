#pragma once

#include "model/units/Id.h"
#include "model/units/Quantity.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// How warm facility water is at one named point of the year: "summer peak", "mean", "winter".
struct FacilityPoint {
    std::string name;
    Celsius supply;
    bool operator==(const FacilityPoint&) const = default;
};

/// What gives the heat of the facility water away, as one group of equal units.
struct HeatRejection {
    enum class Kind : std::uint8_t { Chiller, DryCooler, Tower };
    Kind kind = Kind::DryCooler;
    int units = 1;
    int spare = 0;                  ///< Of `units`, those not counted on ("N+1": 1).
    std::optional<Watts> capacity;  ///< Of one unit, at the warmest point of the year.
    /// Of the units that are counted on; nothing where one unit's is unknown.
    [[nodiscard]] std::optional<Watts> usable() const
    {
        return capacity ? std::optional{*capacity * static_cast<double>(units > spare ? units - spare : 0)} : std::nullopt;
    }
    bool operator==(const HeatRejection&) const = default;
};
std::string_view word(HeatRejection::Kind); ///< "chiller", "dry-cooler", "tower"
std::optional<HeatRejection::Kind> heatRejectionFrom(std::string_view word);

/// Facility water: the circuit of the building that takes the heat of the CDUs. An object of the hall, which loops
/// of the hall and of the pods in it may name.
struct FacilityWater {
    FacilityWaterId id;
    std::string name = {};
    std::string fluid = "water";                ///< As of a loop.
    std::vector<FacilityPoint> points = {};     ///< One at least; loops are reckoned at the warmest.
    std::optional<int> waterClass = {};         ///< Highest supply temperature of its ASHRAE class: 17, 27, 32, 40, 45; above 45: W+ (design-rules.md, 3.6).
    std::optional<LitresPerMinute> flow = {};   ///< Available for all loops together.
    std::optional<Kilopascals> differential = {}; ///< Pressure between its supply and return at the CDUs.
    std::optional<Kelvins> rise = {};           ///< Over the CDUs; absent: the profile's.
    std::optional<HeatRejection> rejection = {};

    [[nodiscard]] Celsius warmest() const;
    [[nodiscard]] Celsius coldest() const;
    bool operator==(const FacilityWater&) const = default;
};

/// The class of facility water that is this warm at most: "W32", "W+" above 45 °C.
std::string waterClassName(int highestSupply);

/// Null where there is none of this id.
const FacilityWater* facilityWater(std::span<const FacilityWater> all, const FacilityWaterId& id);

} // namespace colonnade::model
