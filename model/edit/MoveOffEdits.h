#pragma once

#include "model/design/Design.h"

#include <string>

namespace colonnade::model {

/// Moves a rack or unit by whole tiles, the least way on which it leaves `area` and stands free. Fails where no way of
/// at most `farthest` does.
Result<Design> moveOff(const Design& design, const std::string& path, const FloorRect& area,
                       Millimetres farthest = Millimetres{6000});

} // namespace colonnade::model
