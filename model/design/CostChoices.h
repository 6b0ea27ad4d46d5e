#pragma once

#include "model/units/Id.h"
#include "model/units/Quantity.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace colonnade::model {

/// What a project may know better than the planning figures of cost, besides prices.
enum class CostInput : std::uint8_t {
    PerKwh,
    ItYears,
    CostOfCapital,
    Utilisation,
    FacilityPerKw,  ///< Of a facility that is owned.
    RentPerKwMonth, ///< Of one that is rented.
    FacilityYears,
    FacilityFactor, ///< PUE.
    MeanDraw,
    Operation,
    ItMaintenance,
    Insurance,
    Contingency, ///< On what an owned facility costs.
    Residual,
    VolumeDoublings, ///< Of the cumulative output, from the prices of the planning figures to the order.
    LearningRate     ///< That prices fall by with each of those.
};
inline constexpr int costInputCount = 16;

/// How an input is called and what it may be.
struct CostInputWords {
    std::string_view key;   ///< In files: "per_kwh_usd".
    std::string_view title; ///< For people: "Electricity per kWh".
    std::string_view unit;  ///< "USD/kWh"; empty of a plain share.
    double least = 0, most = 0;
    bool ranged = true; ///< It may have a low and a high; else it is one number.
};
const CostInputWords& wordsOf(CostInput input);

/// A figure of a project's own: a quote, a contract, a site's tariff.
struct OwnFigure {
    double typical = 0;
    std::optional<double> low = {}, high = {}; ///< Absent: `typical` holds on that side.
    std::string source = {}; ///< Who says so; may be empty.
    std::string asOf = {};   ///< Its date; may be empty.
    bool operator==(const OwnFigure&) const = default;
};

/// What a project knows better than the planning figures of cost. Absent: as those say.
struct CostChoices {
    std::string profile;                   ///< Who owns what: "owner-hyperscale"; empty: the usual one.
    std::map<TypeId, OwnFigure> prices;    ///< USD, of one piece.
    std::map<CostInput, OwnFigure> inputs;
    [[nodiscard]] bool empty() const { return *this == CostChoices{}; }
    bool operator==(const CostChoices&) const = default;
};

} // namespace colonnade::model
