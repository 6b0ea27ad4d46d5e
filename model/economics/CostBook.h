#pragma once

#include "model/units/Id.h"
#include "model/units/Quantity.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// How far a figure of cost can be trusted, the weakest first.
enum class CostConfidence : std::uint8_t {
    Low,    ///< One source that nobody checked, or judgement.
    Medium, ///< Press or a second party that quotes an analyst, or a worked bill of quantities.
    High    ///< Read at its publisher.
};
std::string_view word(CostConfidence); ///< "low", "medium", "high"

/// A figure as a planning band: low and high are about the 10th and the 90th of a hundred.
struct CostBand {
    double low = 0, typical = 0, high = 0;
    bool operator==(const CostBand&) const = default;
};

/// One figure of the book.
struct CostRange {
    std::string id;    ///< "gb300-nvl72-rack", "electricity-us-industrial".
    std::string group; ///< "compute-systems", "finance".
    std::string unit;  ///< "usd", "usd_per_it_kw", "usd_per_kwh", "share", "years".
    CostBand band;
    std::optional<TypeId> part; ///< Of the catalog, whose price it is.
    std::string asOf;           ///< Year or years.
    std::string basis;          ///< "quoted", "derived", "estimate".
    CostConfidence confidence = CostConfidence::Low;
    std::vector<std::string> sources; ///< Of the book's list; empty: judgement.
    bool operator==(const CostRange&) const = default;
};

/// Who owns what, and for how long.
struct CostProfile {
    std::string id, title;
    std::string facility; ///< Range of what the facility costs: to build per kW of IT, or to rent per kW and month.
    std::string pue;      ///< Range of the facility factor, where the design does not say its own.
    double itYears = 5;
    std::optional<double> facilityYears; ///< Absent: rented.
    double costOfCapital = 0.1;  ///< Per year.
    double itMaintenance = 0.02; ///< Of the IT's price, per year.
    double utilisation = 0.9;    ///< Share of its hours in which an accelerator is used.
    bool operator==(const CostProfile&) const = default;
};

struct CostSource {
    std::string id, title, where, kind;
    bool operator==(const CostSource&) const = default;
};

/// Planning figures of cost, with where each comes from.
struct CostBook {
    std::string currency = "USD";
    std::string asOf; ///< When it was compiled, ISO.
    std::vector<CostSource> sources;
    std::vector<CostRange> ranges;
    std::vector<CostProfile> profiles; ///< The first is the usual one.

    /// Null where there is none.
    [[nodiscard]] const CostRange* range(std::string_view id) const;
    [[nodiscard]] const CostRange* priceOf(const TypeId& part) const; ///< In USD a piece.
    [[nodiscard]] const CostProfile* profile(std::string_view id) const;
    bool operator==(const CostBook&) const = default;
};

} // namespace colonnade::model
