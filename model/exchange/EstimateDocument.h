#pragma once

#include "model/exchange/EstimateStory.h"
#include "model/exchange/JsonWriter.h"
#include "model/exchange/LayoutRanking.h"
#include "model/performance/ClusterView.h"
#include "model/performance/Estimate.h"

#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace colonnade::model {

/// What an estimate rests on: members `bottleneck`, `assumptions` and `formulas`, of the object that is open.
void writeGrounds(JsonWriter& json, std::string_view bottleneck, std::span<const std::string> assumptions,
                  std::span<const FigureText> formulas);

/// The document around the estimate of one workload: design, workload and machine, then `kind` ("estimate", "serving") with the
/// members that `write` writes, then the best layouts where there is a ranking, then the story.
std::string estimateDocument(std::string_view design, const Workload& workload, const ClusterView& view, std::string_view kind,
                             const std::function<void(JsonWriter&)>& write, const EstimateStory& story, const LayoutRanking* ranking = nullptr);

} // namespace colonnade::model
