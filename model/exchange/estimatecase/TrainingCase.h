#pragma once

#include "model/exchange/estimatecase/EstimateCase.h"
#include "model/performance/ClusterView.h"

#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

/// A training that a case describes, completed with what its source leaves out.
struct TrainingCase {
    ClusterView machine;
    TransformerModel model;
    TrainingJob job;
    bool modelAssumed = false;   ///< Only the number of parameters is known, from the name.
    bool layoutStated = false;   ///< Else it is to be searched.
    bool countsRecomputed = false; ///< The source's FLOPs are those of the hardware (Megatron-LM of 2021).
    std::vector<std::string> assumptions; ///< One sentence each.
};

/// Fails with what is missing without which nothing can be said.
Result<TrainingCase> readTrainingCase(const EstimateCase&);

/// The machine that a case's hardware names: scale-up domains and network by its words, a network that does not block.
ClusterView machineOf(const EstimateCase&, std::vector<std::string>& assumptions);

/// A dense decoder of so many parameters, in the proportions of GPT-3: for models of which only the size is known.
TransformerModel decoderOf(std::string name, double parameters);
/// Parameters that a name tells: 22e9 of "maxtext-22b"; nothing where it tells none.
std::optional<double> parametersInName(std::string_view name);

} // namespace colonnade::model
