#pragma once

#include "model/design/CostChoices.h"
#include "model/economics/BillOfMaterials.h"
#include "model/economics/CostBook.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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
    double planned = 0; ///< Of the typical USD: what rests on planning figures, not on the project's own prices.
};

/// Price of one piece, where it comes from, and how far it can be trusted.
struct PiecePrice {
    CostBand usd;
    CostConfidence confidence = CostConfidence::Low;
    bool own = false;                 ///< The project's; else a planning figure.
    const CostRange* range = nullptr; ///< Of the book that says how wide the band is; null where none does.
};
/// A project's price wins over the catalog's figure, and that over the book's range, which then only says how wide the band is.
/// Coolant distribution units that neither prices cost what the book says of one of their place per kW of their capacity.
std::optional<PiecePrice> priceOf(const BillLine& line, const CostChoices& choices, const CostBook& book);
/// Without what the project says.
std::optional<PiecePrice> plannedPrice(const BillLine& line, const CostBook& book);

/// A bill by category, in their order; without categories that it has nothing of. Parts of one category rise and fall together.
std::vector<CapitalLine> capitalOf(const BillOfMaterials& bill, const CostChoices& choices, const CostBook& book);

/// Cost of a plant by the power that it serves.
struct PlantCost {
    double total = 0;         ///< USD, with contingency.
    double perItKw = 0;       ///< Over the nameplate power of the IT.
    double perFacilityKw = 0; ///< Over the power of the whole facility.
};
/// `subtotal` in USD, `contingency` as a share of it; powers in kW, above 0.
PlantCost plantCost(double subtotal, double contingency, double itKw, double facilityKw);

/// The price of a piece once its maker has made `ratio` times as many as when it was `price`:
/// price * ratio ^ (ln(1 - rate) / ln 2) (Wright, 1936), `rate` what each doubling takes off, below 1; `ratio` above 0.
double learnedPrice(double price, double ratio, double rate);

/// Tiers that a non-blocking back-end of 64-port switches needs for so many accelerators, each with a port: 0 to 3, as the
/// published table of network cost per accelerator has them (16, 512, 16,384 and more).
int backendTiers(double accelerators);
/// Of that table: switches, optics and cables per accelerator. Null where the book has none.
const CostRange* backendNetworkPerAccelerator(const CostBook& book, double accelerators);

} // namespace colonnade::model
