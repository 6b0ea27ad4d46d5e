#pragma once

#include "model/design/Design.h"

namespace colonnade::model {

/// Moves what hangs in a rack so that the heaviest is at the bottom: full-width devices that are not locked, each
/// on its face. Blanking panels fill what is left. Fails where nothing would move.
Result<Design> sortByMass(const Design& design, const RackDesignId& rack);

} // namespace colonnade::model
