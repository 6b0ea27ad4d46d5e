#pragma once

#include "model/edit/FloorEdits.h"

namespace colonnade::model {

/// Gathers racks and units that stand alone in the hall into a pod design, which stands in their place: to be placed many
/// times. Rows, feeds, loops and fabrics that only they use go along; a feed, loop or row that others use too stays
/// behind, and a copy goes along. A fabric that reaches beyond them is left as it is, without their devices.
///
/// Fails where there is nothing to gather, or a path names something in a pod.
Result<Placed> gatheredInPod(const Design& design, std::span<const std::string> paths, std::string name);

} // namespace colonnade::model
