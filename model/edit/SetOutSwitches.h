#pragma once

#include "model/edit/ChainEdits.h"

namespace colonnade::model {

/// Switches that a recipe needs, all of one model.
struct SwitchesWanted {
    PartRef part;
    int leaves = 0, spines = 0, cores = 0;
};

/// Mounts the switches that a fabric lacks, and enters them in it: in racks as `Fabric::place` says, at the top of racks of
/// endpoints (`TopOfRack`, leaves only), else from the floor up; in the next racks with room where those are full. What stands
/// stays; more of a tier than wanted leave the fabric, pinned ones never. A rack design that stands elsewhere too is made one of
/// its own, unless each of its placements gets the same. New leaves take the rail and the plane that have fewest.
///
/// Fails where the racks have too few units, saying how many are short and where.
Result<Design> setOutSwitches(const Design& design, const Holder& pod, const FabricId& fabric, const SwitchesWanted& wanted,
                              const Catalog& documents = {});

} // namespace colonnade::model
