#pragma once

#include "model/exchange/package/Package.h"
#include "model/exchange/package/PackageShape.h"

namespace colonnade::model::package {

/// The description of the whole document.
const ObjectShape<Package>& packageShape();

} // namespace colonnade::model::package
