#pragma once

#include "model/exchange/network/NetworkExport.h"
#include "model/exchange/package/Package.h"

namespace colonnade::model {

/// A package as a folder: `package.json`, and beside it the cable schedule, port maps, cut sheets and stock list as CSV, which its
/// `files` name with size, SHA-256 and rows. A design without cables has the first alone, and a note that says so.
NetworkExport packageFolder(Package package, const Design& design);

} // namespace colonnade::model
