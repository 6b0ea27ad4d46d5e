#pragma once

#include "model/economics/CostBook.h"
#include "model/units/Result.h"

#include <string_view>

namespace colonnade::model {

/// Reads planning figures of cost. Fails with the first thing that is wrong: a source or range that is named and not there,
/// an id given twice, a band that is not in order. `file` is for messages.
Result<CostBook> readCostBook(std::string_view text, std::string_view file);

/// Those that the program carries (`economics/costs.yaml`), read once.
const Result<CostBook>& carriedCostBook();

} // namespace colonnade::model
