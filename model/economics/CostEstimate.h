#pragma once

#include "model/design/Design.h"
#include "model/economics/CostBook.h"
#include "model/economics/Ownership.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

/// What capital is spent on.
enum class CostCategory : std::uint8_t { Compute, Network, CablesAndOptics, Storage, RacksAndPower, Cooling, Facility };
inline constexpr int costCategoryCount = 7;
std::string_view word(CostCategory);      ///< "compute", "network", "cables-and-optics", ...
std::string_view titleOf(CostCategory);   ///< "Compute", "Network", "Cables and optics", ...

/// Capital of one category.
struct CapitalLine {
    CostCategory category = CostCategory::Compute;
    CostBand usd;
    std::optional<CostConfidence> confidence; ///< The weakest of what is in it; nothing where nothing has a price.
    int unpriced = 0; ///< Pieces without any price; in no sum.
    int pieces = 0;
};

/// How far the cost of an accelerator-hour goes when one input goes from its low to its high, all others typical.
struct CostSwing {
    std::string input; ///< For people: "Useful life of the IT".
    std::string unit;
    CostBand band;         ///< Of the input.
    double atLow = 0, atHigh = 0; ///< USD per accelerator-hour.
    [[nodiscard]] double width() const { return atHigh > atLow ? atHigh - atLow : atLow - atHigh; }
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
    std::vector<CostSwing> tornado;   ///< The widest first.
    CostConfidence confidence = CostConfidence::Low; ///< The weakest of what is in it.
    int unpriced = 0;                 ///< Pieces without a price.
    std::string profile;              ///< Title of who owns what.
    std::string asOf;                 ///< Of the ranges.
    std::vector<std::string> assumptions; ///< One sentence each.
};

/// Power of the design as its accelerators draw it, and what the site says of its efficiency.
struct CostPower {
    Watts itNameplate;
    std::optional<double> facilityFactor; ///< Of the design; nothing: the profile's range.
    std::optional<double> meanDraw;       ///< Average over nameplate; nothing: the book's range.
};

/// Fails where the design has no accelerators, no price is known of any, or the profile that it names is none of the book's.
Result<CostEstimate> costOf(const Design& design, const CostPower& power, const CostBook& book);

} // namespace colonnade::model
