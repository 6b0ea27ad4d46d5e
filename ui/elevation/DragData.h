#pragma once

#include "model/catalog/Catalog.h"
#include "model/design/RackDesign.h"
#include "model/design/Subject.h"

#include <QDrag>
#include <QMimeData>

#include <memory>
#include <optional>
#include <vector>

namespace colonnade::ui {

/// What is dragged between panels. The catalog starts drags of parts, the structure tree those of
/// rack designs, the elevation those of devices that leave it.
inline constexpr auto partMimeType = "application/x-colonnade-part"; ///< The id of a catalog entry.
inline constexpr auto devicesMimeType =
    "application/x-colonnade-devices"; ///< JSON: rack and device ids.
inline constexpr auto rackDesignMimeType =
    "application/x-colonnade-rack-design"; ///< The id of a rack design.

/// Devices that are taken out of a rack.
struct DevicesInHand {
    model::Subject rack;
    std::vector<model::DeviceId> devices;
};

[[nodiscard]] std::unique_ptr<QMimeData> mimeOf(const model::PartType& part);
[[nodiscard]] std::unique_ptr<QMimeData> mimeOf(const DevicesInHand& devices);
[[nodiscard]] std::unique_ptr<QMimeData> mimeOf(const model::RackDesign& rack);

/// Null where the data names no part of the catalog.
[[nodiscard]] model::PartRef partIn(const QMimeData& data, const model::Catalog& catalog);
[[nodiscard]] std::optional<DevicesInHand> devicesIn(const QMimeData& data);
[[nodiscard]] std::optional<model::RackDesignId> rackDesignIn(const QMimeData& data);

/// Leaves the cursor alone: the views draw the thing in the hand themselves, at its true size and with its name. What is
/// left is one dot at the tip of the cursor, since Qt draws a box of its own where there is no picture.
void showNothingInHand(QDrag& drag);

} // namespace colonnade::ui
