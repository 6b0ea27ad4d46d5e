#pragma once

#include "model/exchange/JsonWriter.h"
#include "model/performance/Estimate.h"
#include "model/performance/serving/ServingSearch.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace colonnade::model {

/// One of the best layouts that a search found.
struct RankedLayout {
    std::variant<TrainingFigures, ServingPoint> found;
    std::string why; ///< What it loses by, one sentence; empty of the best.
};

/// The best layouts of a search, ten at most, the best first.
struct LayoutRanking {
    std::vector<RankedLayout> best;
    std::int64_t tried = 0; ///< Layouts times choices.
};
LayoutRanking rankingOf(const LayoutSearch& search);
LayoutRanking rankingOf(const ServingSearchResult& search);

/// A training's estimate with the layouts that come after its own.
struct RankedEstimate {
    TrainingEstimate estimate;
    LayoutRanking ranking;
};
/// The estimate of a training that names no layout, as `estimateTraining` makes it, from a search that keeps ten.
Result<RankedEstimate> rankedTraining(const ClusterView& view, const Workload& workload, const Calibration& calibration);

/// Member `best_layouts`.
void writeRanking(JsonWriter& json, const LayoutRanking& ranking);

} // namespace colonnade::model
