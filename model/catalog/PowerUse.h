#pragma once

#include "model/catalog/PartType.h"

namespace colonnade::model {

/// False for what has no load of its own: PDUs and power shelves pass power on, panels and manifolds take none.
bool drawsPower(const PartType& part);

/// Accelerators in one piece of it.
int acceleratorsOf(const PartType& part);

} // namespace colonnade::model
