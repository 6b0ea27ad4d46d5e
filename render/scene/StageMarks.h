#pragma once

#include "render/scene/StageContent.h"
#include "render/scene/StageParts.h"

#include <vector>

namespace colonnade::render {

/// What is drawn over the things of a scene, without light.
struct StageMarks {
    std::vector<InstanceTable::InstanceTableEntry> outlines; ///< Bars along edges, and round what an overlay marks.
    std::vector<InstanceTable::InstanceTableEntry> tints;
};
/// Of what is selected, pointed at or dragged, and of what has failed or is beyond its limit.
[[nodiscard]] StageMarks marksOf(const StageContent& content);

} // namespace colonnade::render
