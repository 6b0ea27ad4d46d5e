#pragma once

#include "model/design/CostChoices.h"
#include "model/economics/CostBook.h"
#include "model/units/Result.h"

#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

/// What the design itself says of its cost, where it does.
struct CostPower {
    Watts itNameplate;
    std::optional<double> facilityFactor; ///< Of the design; nothing: the profile's range.
    std::optional<double> meanDraw;       ///< Average over nameplate; nothing: the book's range.
};

/// An input of the cost with what holds of it.
struct CostInputLine {
    CostInput input = CostInput::PerKwh;
    CostBand library;                ///< Where the project says nothing of its own.
    std::string origin;              ///< Of that, for people: titles of sources, the profile, or the design itself.
    std::string asOf;                ///< Of that; empty where it has no date.
    std::string unit;                ///< Of the book's range: "usd_per_kwh"; empty where it is none.
    std::optional<CostConfidence> confidence; ///< Of that; nothing where it is no figure of the book.
    std::optional<OwnFigure> own;

    /// What is reckoned with.
    [[nodiscard]] CostBand band() const;
};

/// The profile that the choices name; the usual one where they name none. Fails where the book has none of that name.
Result<const CostProfile*> profileOf(const CostChoices& choices, const CostBook& book);

/// The inputs of a project's cost in the order of reckoning: those with a band first. Without what does not concern it: rent of
/// what is owned, the price of what is rented, the learning rate where nothing is learned. Fails where the profile or a range
/// that is needed is not in the book.
Result<std::vector<CostInputLine>> costInputs(const CostChoices& choices, const CostPower& power, const CostBook& book);

/// Titles of a range's sources, one after the other; "our judgement" where it has none.
std::string sourcesText(const CostRange& range, const CostBook& book);

} // namespace colonnade::model
