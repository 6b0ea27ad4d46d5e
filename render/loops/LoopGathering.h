#pragma once

#include "render/loops/LoopLayout.h"

namespace colonnade::render {

/// What a sheet draws, before it has places.
struct LoopPlan {
    struct Row {
        LoopBox box; ///< Its mains and headers.
        std::vector<LoopBox> racks; ///< As they stand along it.
    };
    LoopSheet sheet;
    LoopBox facility, header;
    std::vector<LoopBox> cdus;
    std::vector<Row> rows;
};

/// One loop of an arrangement with its figures. `after` null: the normal state; `load` null: no figures.
LoopPlan loopPlan(const model::Arrangement& arrangement, const std::string& podDesign, const model::Loop& loop, const model::LoopLoad* load,
                  const model::LoopLossState* after, const LoopDiagramOptions& options);

} // namespace colonnade::render
