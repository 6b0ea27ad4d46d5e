#pragma once

#include "model/design/Design.h"

namespace colonnade::model {

/// Gives everything that waits for power its feeds: racks those of their pod or hall (`assignFeeds`), then pods those of
/// the hall (`assignPodFeeds`). What hangs on a feed already stays there. Fails where nothing waits for a feed that is
/// there, and where a rack has a side that no feed of its pod or hall has.
Result<Design> assignSupplies(const Design& design);

} // namespace colonnade::model
