#pragma once

#include "model/design/Design.h"
#include "model/economics/Capital.h"
#include "model/economics/CostBook.h"
#include "model/economics/CostInputs.h"
#include "model/economics/Ownership.h"

#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

/// How far the cost of an accelerator-hour goes when one input goes from its low to its high, all others typical.
struct CostSwing {
    std::string input; ///< For people: "Useful life of the IT".
    std::string unit;
    CostBand band;         ///< Of the input.
    double atLow = 0, atHigh = 0; ///< USD per accelerator-hour.
    [[nodiscard]] double width() const { return atHigh > atLow ? atHigh - atLow : atLow - atHigh; }
};

/// A figure of the design beside the same of published clusters.
struct CostCheck {
    std::string name; ///< For people: "All capital per kW of IT".
    std::string unit; ///< "USD/kW", "share".
    double value = 0; ///< Typical, of the design.
    CostBand published;
    std::string asOf, sources; ///< Of what is published.
    [[nodiscard]] bool within() const { return published.low <= value && value <= published.high; }
};

/// What a design costs to buy and to run, as low, typical and high: the 10th, the 50th and the 90th of a hundred draws, each
/// range a triangle; prices of one category rise and fall together, categories and other inputs by themselves.
struct CostEstimate {
    std::vector<CapitalLine> capital; ///< In the order of the categories; without what a design has not.
    CostBand itCapital, facilityCapital; ///< USD; the facility's is 0 where it is rented.
    CostBand capitalPerAccelerator;
    CostBand perYear;                 ///< All of it.
    OwnershipCost typical;            ///< Of a year, with all inputs typical; where bands are skewed not quite their middle.
    CostBand perAcceleratorHour;
    CostBand energyPerAcceleratorHour; ///< Of that, what goes to energy.
    std::vector<CostCheck> checks;    ///< Those that fit the design; no figure rests on them.
    std::vector<CostSwing> tornado;   ///< The widest first.
    CostConfidence confidence = CostConfidence::Low; ///< The weakest of what is in it.
    int unpriced = 0;                 ///< Pieces with neither a price of their own nor a range of the book.
    std::string profile;              ///< Title of who owns what.
    std::string asOf;                 ///< Of the ranges.
    std::vector<std::string> assumptions; ///< One sentence each.
};

/// Fails where the design has no accelerators, no price is known of any, or the profile that it names is none of the book's.
Result<CostEstimate> costOf(const Design& design, const CostPower& power, const CostBook& book);

} // namespace colonnade::model
