#pragma once

#include "model/cooling/CoolingChain.h"
#include "model/cooling/LoopState.h"
#include "render/elevation/FailureMarks.h"
#include "render/loops/LoopDiagram.h"

#include <QSizeF>

#include <vector>

namespace colonnade::render {

/// A loop that has lost CDUs or pumps, of one placement of its pod design or of the hall.
struct LoopInState {
    const model::PodPlacement* pod = nullptr; ///< Null: the hall.
    model::LoopId loop;
    const model::LoopLossState* after = nullptr;
};

/// What flow diagrams are drawn from.
struct LoopDiagramContent {
    const model::Design* design = nullptr;
    const model::DesignCooling* cooling = nullptr; ///< Null: figures are not known yet.
    std::vector<LoopInState> states; ///< Of a failure that is looked at. Empty: the normal state.
    const PlaceStates* places = nullptr; ///< What became of racks and units in it, by instance path; null: all as normally.
    QString stateName; ///< "CDU-2 lost"
    std::string only; ///< A loop's subject, "loop:su/tcs-1": no other is drawn. Empty: all.
};

struct LoopDiagramOptions {
    /// Racks of one row that are drawn one by one; above it equal neighbours are drawn once with their count.
    std::size_t most = 8;
    std::size_t mostCdus = 6; ///< The same of CDUs.
    /// Rows that are drawn one by one; above it equal ones are drawn once.
    std::size_t mostRows = 6;
    QSizeF area{1600, 1000}; ///< That it will be shown in: sheets stand side by side so that it fits best.
};

/// A sheet for each loop of the hall and of each pod design; pods in another state have their own.
LoopDiagram loopDiagramOf(const LoopDiagramContent& content, const LoopDiagramOptions& options = {});

} // namespace colonnade::render
