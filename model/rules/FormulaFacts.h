#pragma once

#include "model/rules/Scopes.h"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace colonnade::model {

/// What a formula of a profile may name. The lists are closed: they are part of the format of profiles.
struct FactName {
    std::string_view name; ///< "power_w"
    std::string_view unit; ///< "W"; empty for counts and shares.
    std::string_view description; ///< Half a sentence, from the trade.
};

inline constexpr std::array formulaPlaces{FormulaRule::On::RackDesign, FormulaRule::On::Feed,
                                          FormulaRule::On::PodDesign, FormulaRule::On::Hall};

/// In the order in which the manual and `colonnade rules --facts` show them.
std::span<const FactName> factNames(FormulaRule::On on);
/// Where the name stands in that list.
std::optional<std::size_t> factIndex(FormulaRule::On on, std::string_view name);
/// The name of the list that differs from `name` by the fewest letters; nothing where all differ by more than half.
std::optional<std::string_view> nearestFact(FormulaRule::On on, std::string_view name);

/// A unit that a formula may name to give a number one: `power_w > 5 * kW`.
struct FormulaConstant {
    std::string_view name;
    double value = 1; ///< In `unit`.
    std::string_view unit;
};
std::span<const FormulaConstant> formulaConstants();

/// A fact of one place.
struct FactValue {
    std::optional<double> value; ///< In the fact's unit.
    std::string missing; ///< Where there is no value: what is not known, "mass of SN2201".
};
/// One feed with its load.
struct FeedPlace {
    const ArrangementScope& scope;
    const FeedLoad& load;
};
FactValue factValue(const RackScope& rack, std::size_t index);
FactValue factValue(const FeedPlace& feed, std::size_t index);
FactValue factValue(const ArrangementScope& pod, std::size_t index); ///< Of a pod design.
FactValue factValue(const HallScope& hall, std::size_t index);

} // namespace colonnade::model
