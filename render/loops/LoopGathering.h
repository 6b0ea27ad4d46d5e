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

/// What is known of a loop besides its arrangement.
struct LoopOf {
    const model::Loop& loop;
    std::string podDesign; ///< Empty: the hall.
    const model::LoopLoad* load = nullptr; ///< Null: no figures.
    const model::LoopLossState* after = nullptr; ///< Null: the normal state.
    const PlaceStates* places = nullptr; ///< What became of racks, by path ...
    std::string holder; ///< ... that begins so: "su-1/"; empty in the hall.
};
/// One loop of an arrangement with its figures.
LoopPlan loopPlan(const model::Arrangement& arrangement, const LoopOf& of, const LoopDiagramOptions& options);

} // namespace colonnade::render
