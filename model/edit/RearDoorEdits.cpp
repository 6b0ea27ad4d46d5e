#include "model/edit/RearDoorEdits.h"

namespace colonnade::model {

Result<Design> setRearDoor(const Design& design, const RackDesignId& rack, const PartRef& door,
                           const Catalog& documents)
{
    const Design known = door ? design.withPart(door, documents) : design;
    return known.changedRack(rack,
                             [&](const RackDesign& before) { return before.withRearDoor(door); });
}

} // namespace colonnade::model
