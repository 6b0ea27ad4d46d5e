#pragma once

#include "model/design/Design.h"
#include "model/exchange/cabling/PointToPoint.h"

#include <string>
#include <vector>

namespace colonnade::model {

/// A design made of a list, and what of it had no place there.
struct ListedDesign {
    Design design;
    std::vector<std::string> notes;
};

/// A hall with the racks of the list, a stand-in part for each kind of device in it, and one fabric by hand of all its links.
///
/// A list knows names and ports and nothing else: the stand-ins have so many ports of that speed and no other figure, one rack unit
/// each, and are marked as hypothetical. Devices without a rack are put into racks of their own. The names of cable parts are not
/// taken, for they are in no catalog. Fails where the list has no link, or more than a design may hold.
Result<ListedDesign> pointToPointDesign(const PointToPoint& list, std::string_view name);

} // namespace colonnade::model
