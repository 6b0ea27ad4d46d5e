#pragma once

#include "model/design/Design.h"
#include "model/design/Subject.h"
#include "model/fabric/FabricLinks.h"

#include <memory>
#include <vector>

namespace colonnade::model {

/// A fabric of a design with its plan, and how often it stands in the hall.
struct FabricFacts {
    PodDesignRef pod; ///< Null: of the hall itself.
    const Fabric* fabric = nullptr;
    std::shared_ptr<const FabricPlan> plan;
    int placements = 1;
    const Arrangement* arrangement = nullptr; ///< That it stands in: the pod design's or the hall's.

    [[nodiscard]] Subject subject() const;
    /// Switches of tier 1, 2, and so on.
    [[nodiscard]] std::vector<int> switchesByTier() const;
};

/// All fabrics of a design, those of its pod designs first. They point into the design.
std::vector<FabricFacts> fabricFacts(const Design& design);

} // namespace colonnade::model
