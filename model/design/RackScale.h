#pragma once

#include "model/design/RackDesign.h"

#include <functional>

namespace colonnade::model {

/// A rack-scale part opened to its trays: a design in its frame with its contents at their places.
/// `part` finds the frame and the contents by id. Fails where the catalog does not know where they stand.
Result<RackDesign> openedRackScale(const PartRef& system, RackDesignId id,
                                   const std::function<PartRef(const TypeId&)>& part);

} // namespace colonnade::model
