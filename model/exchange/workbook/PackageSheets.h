#pragma once

#include "model/design/Design.h"
#include "model/exchange/package/Package.h"
#include "model/exchange/workbook/Sheet.h"

#include <cstddef>
#include <vector>

namespace colonnade::model {

/// A workbook with more cables than this has none of them; `export --to csv` writes them all.
inline constexpr std::size_t mostCablesInWorkbook = 100'000;

/// The tables of a package for people who go on with them: "Summary", "Bill of materials", "Power", "Cabling", "Cable stock",
/// "Findings", "Estimates", always all of them. The figures are those of the package; cables are read from the design, as a
/// package lists few. Pure: equal input gives equal sheets.
std::vector<Sheet> packageSheets(const Package& package, const Design& design);

} // namespace colonnade::model
