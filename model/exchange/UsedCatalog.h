#pragma once

#include "model/design/Design.h"

namespace colonnade::model {

/// The parts that a design uses, with the parts that these name, and the documents behind them.
Catalog usedCatalog(const Design& design);

} // namespace colonnade::model
