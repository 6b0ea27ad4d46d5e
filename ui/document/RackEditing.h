#pragma once

#include "ui/document/DesignSession.h"

#include <functional>
#include <vector>

namespace colonnade::ui {

/// Devices of one rack that are selected together.
struct RackDevices {
    model::Subject rack; ///< "su-1/a04" or "rack:gb300".
    std::vector<model::DeviceId> devices;
};

using RackChange = std::function<model::Result<model::Design>(const model::Design& design,
                                                              const model::RackDesignId& rack)>;

/// An edit inside a rack. With scope `OnlyThis` a placed rack whose design stands elsewhere too is first made unique,
/// in the same step.
[[nodiscard]] Edit inRack(const model::Subject& rack, DesignSession::Scope scope, RackChange change);
[[nodiscard]] Edit inRack(const DesignSession& session, const model::Subject& rack,
                          RackChange change);

/// The selected devices, by rack, in the order of the selection.
[[nodiscard]] std::vector<RackDevices> devicesOf(const model::Design& design,
                                                 const std::vector<model::Subject>& selection);
/// Paths of the selected pods, racks and floor units.
[[nodiscard]] std::vector<std::string> placementsOf(const model::Design& design,
                                                    const std::vector<model::Subject>& selection);
/// "C5", "4 devices", "A04", "3 racks": for the names of undo steps.
[[nodiscard]] QString described(const model::Design& design,
                                const std::vector<model::Subject>& subjects);

} // namespace colonnade::ui
