#pragma once

#include "model/exchange/estimatecase/EstimateCase.h"
#include "model/performance/serving/ServingFigures.h"

#include <string>
#include <vector>

namespace colonnade::model {

/// A published serving run as jobs that may have been meant. A table's row seldom says all: where it leaves the layout of
/// the pools open, or states one that cannot run, the candidates are those that could, and the fastest is taken.
struct ServingCase {
    ClusterView view;
    std::vector<ServingJob> candidates; ///< The first is the row as stated, where that can run.
    ServingArrival arrival = ServingArrival::Closed;
    int accelerators = 1; ///< In all candidates.
    bool pooled = false;
    bool searched = false; ///< The row names no layout.
    std::vector<std::string> assumptions;
};
Result<ServingCase> servingCaseOf(const EstimateCase&);

} // namespace colonnade::model
