#pragma once

#include "model/units/Id.h"
#include "model/units/Quantity.h"

#include <map>
#include <optional>
#include <string>

namespace colonnade::model {

/// What a project knows better than the planning ranges of cost. Absent: as the ranges say.
struct CostChoices {
    std::string profile;              ///< Who owns what: "owner-hyperscale"; empty: the usual one.
    std::map<TypeId, Dollars> prices; ///< Quoted, of one piece.
    std::optional<double> perKwh;          ///< USD.
    std::optional<double> itYears;         ///< Useful life of the IT.
    std::optional<double> costOfCapital;   ///< Per year.
    std::optional<double> utilisation;     ///< Share of its hours in which an accelerator is used.
    std::optional<double> facilityPerKw;   ///< USD per kW of IT, to build.
    [[nodiscard]] bool empty() const { return *this == CostChoices{}; }
    bool operator==(const CostChoices&) const = default;
};

} // namespace colonnade::model
