#pragma once

#include "model/rules/Engine.h"

#include <QString>

namespace colonnade::ui {

/// How many findings that weigh, errors and warnings that no waiver accepts, come and go.
struct FindingsMoved {
    int gained = 0, lost = 0;
};
[[nodiscard]] FindingsMoved moved(const model::FindingDelta& delta);

/// What a change does to the findings, in the words of strip, card and lists of fixes: "Clears PWR-008 ×2, adds
/// nothing", "Adds THM-021", "Clears PWR-008, leaves 1 place not evaluated".
///
/// A finding that stays at its place and becomes milder or more severe is told as such: "eases PWR-008".
[[nodiscard]] QString deltaWords(const model::FindingDelta& delta);

} // namespace colonnade::ui
