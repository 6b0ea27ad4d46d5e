#pragma once

#include "model/catalog/PartType.h"

namespace colonnade::model {

/// False for what has no load of its own: PDUs and power shelves pass power on, panels and manifolds take none.
bool drawsPower(const PartType& part);

/// Accelerators in one piece of it.
int acceleratorsOf(const PartType& part);

/// Its supplies that have a cord each; null where it has none.
const PowerInput* cordsOf(const PartType& part);

/// Outlets of a rack PDU; 0 for all else, and where its entry does not list them.
int outletCount(const PartType& pdu);

} // namespace colonnade::model
