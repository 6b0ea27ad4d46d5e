#pragma once

#include "model/design/Design.h"

namespace colonnade::model {

/// Hangs a heat exchanger in the place of the rear door of a rack design, or, with null, takes it
/// off. Fails where the part is none, or there is no such rack design. `documents` brings the
/// entry's sources along.
Result<Design> setRearDoor(const Design& design, const RackDesignId& rack, const PartRef& door,
                           const Catalog& documents);

} // namespace colonnade::model
