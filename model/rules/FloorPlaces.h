#pragma once

#include "model/rules/Scopes.h"
#include "model/units/Metres.h"

#include <string>

namespace colonnade::model {

/// "su-1/a04" of the hall.
Subject instanceOf(const Standing& one);
/// Where it was drawn: the placement of a pod design, or what stands alone.
Subject definitionOf(const Standing& one);
bool isRack(const Standing& one);
/// Floor-standing electrical gear: panels, distribution units.
bool isGear(const Standing& one);

/// The things of a run, as a rule tells of them: by pod design where all of them stand in one placed pod.
struct RunSubject {
    Subject subject;  ///< Of its first thing.
    std::string name; ///< "'su-1/a01' to 'su-1/a08'"
};
RunSubject subjectOf(const FloorRun& run, std::span<const Standing> standing);

/// Moves one thing by whole tiles until it is off the area.
Fix moveOffFix(const Standing& one, const FloorRect& area, std::string text);

/// The floor before one side of a footprint, so wide about its middle and so deep.
FloorRect floorBefore(const FloorRect& footprint, Towards side, Millimetres width, Millimetres depth);

} // namespace colonnade::model
