#pragma once

#include "model/exchange/EstimateStory.h"
#include "model/exchange/LayoutRanking.h"
#include "model/exchange/estimatecase/EstimateCase.h"

#include <string>

namespace colonnade::cli {

// What `estimate` says in words and tables; empty where there is nothing to say.
std::string asText(const model::Workload& workload, const model::ClusterView& view, const model::TrainingEstimate& estimate);
std::string asText(const model::Workload& workload, const model::ClusterView& view, const model::ServingEstimate& estimate);
std::string asText(const model::LayoutRanking& ranking, model::FreeChoices free);
std::string asText(const model::EstimateStory& story);
std::string asText(const model::EstimateCase& one, const model::EstimateCaseAnswer& answer);

} // namespace colonnade::cli
