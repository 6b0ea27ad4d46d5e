#pragma once

#include "model/catalog/PartType.h"
#include "model/design/RackDesign.h"

#include <QString>

namespace colonnade::ui {

/// "Power shelf", "Compute tray": the kind in words for people.
[[nodiscard]] QString kindText(model::PartKind kind);
[[nodiscard]] QString availabilityText(model::Availability availability);
/// The figures by which one chooses, in one line: "1 U · 33 kW · 6 × 5.5 kW".
[[nodiscard]] QString keyFigureLine(const model::PartType& part);
/// "Copper 0.5–2 m", "8 × 400 Gbit/s OSFP": the ports of a part in words.
[[nodiscard]] QString portsText(const model::PartType& part);
/// Why a part cannot stand in a rack of this frame ("needs a 21-inch frame"); empty where it can, or where it is not
/// mounted in racks at all.
[[nodiscard]] QString misfit(const model::PartType& part, const model::RackDesign& rack);
/// Racks and floor units; all else goes into a rack, or is no thing to place by itself.
[[nodiscard]] bool standsOnFloor(const model::PartType& part);
/// Why a part can be placed neither on the floor nor in the rack on screen (null: there is none); empty where it can, if
/// there is room.
[[nodiscard]] QString whyNotPlaced(const model::PartType& part, const model::RackDesign* rack);

} // namespace colonnade::ui
