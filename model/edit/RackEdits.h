#pragma once

#include "model/design/Design.h"

#include <span>
#include <string>
#include <vector>

namespace colonnade::model {

/// Edits of one rack design. Each answers with the next design, or says why there is none; nothing is altered.
/// A rack is named by its design's id; see `UniqueEdits.h` for "only this placement".

struct PartAt {
    PartRef part;
    Mount mount;
};
/// Mounts new devices with fresh ids, labels and sides; all or none. `documents` brings the entries' sources along.
Result<Design> mountParts(const Design& design, const RackDesignId& rack, std::span<const PartAt> parts,
                          const Catalog& documents);

/// The parts stacked upward from `mount`, each right above the one before.
std::vector<PartAt> stacked(const PartRef& part, const Mount& mount, int count);

struct DeviceMove {
    DeviceId device;
    Mount to;
};
/// Moves devices within a rack; they may take places that others of them leave.
Result<Design> moveDevices(const Design& design, const RackDesignId& rack, std::span<const DeviceMove> moves);
/// Moves (or copies) devices to another rack. Ids that are taken there become fresh ones.
Result<Design> transferDevices(const Design& design, const RackDesignId& from, const RackDesignId& to,
                               std::span<const DeviceMove> moves, bool copy);
/// Mounts copies of devices that need not stand in the design any more (paste), with fresh ids.
Result<Design> pasteDevices(const Design& design, const RackDesignId& rack, std::span<const Device> devices,
                            const Catalog& documents);
/// Copies of the devices at the nearest free places above them.
Result<Design> duplicateDevices(const Design& design, const RackDesignId& rack, std::span<const DeviceId> devices);
/// `count` more copies of a device, each `step` above the one before ("Array").
Result<Design> arrayDevice(const Design& design, const RackDesignId& rack, const DeviceId& device, int count,
                           RackUnits step);
/// Shifts devices together by so many units (negative: down).
Result<Design> shiftDevices(const Design& design, const RackDesignId& rack, std::span<const DeviceId> devices, int units);
/// Moves the devices together to the next place in that direction (+1 up, -1 down) where all of them fit.
Result<Design> stepDevices(const Design& design, const RackDesignId& rack, std::span<const DeviceId> devices,
                           int direction);
/// Front to rear and back; zero-U left to right and back.
Result<Design> flipDevices(const Design& design, const RackDesignId& rack, std::span<const DeviceId> devices);
Result<Design> removeDevices(const Design& design, const RackDesignId& rack, std::span<const DeviceId> devices);
/// Another part in the same places.
Result<Design> replaceParts(const Design& design, const RackDesignId& rack, std::span<const DeviceId> devices,
                            const PartRef& part, const Catalog& documents);
/// Changes label, side, supplies, lock or mount of one device.
Result<Design> changeDevice(const Design& design, const RackDesignId& rack, Device device);
Result<Design> renameRackDesign(const Design& design, const RackDesignId& rack, std::string name);
/// Covers every open front unit with 1 U panels of this part.
Result<Design> fillWithBlanking(const Design& design, const RackDesignId& rack, const PartRef& panel,
                                const Catalog& documents);

} // namespace colonnade::model
