#pragma once

#include "model/design/Design.h"
#include "model/units/Result.h"

#include <string>
#include <string_view>

namespace colonnade::cli {

/// A rack to be drawn.
struct ChosenRack {
    model::RackDesignRef design;
    std::string instance; ///< Empty for a design by its id.
};

/// The rack that `path` names: an instance, or a rack design by its id ("rack:gb300"). Empty: the rack design that stands most
/// often. Fails where there is no such rack.
model::Result<ChosenRack> rackAt(const model::Design& design, std::string_view path);

} // namespace colonnade::cli
