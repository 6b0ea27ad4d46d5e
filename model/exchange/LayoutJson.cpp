#include "model/exchange/LayoutJson.h"

namespace colonnade::model {

void writeDegrees(JsonWriter& json, const ParallelLayout& layout)
{
    json.entry("tensor", layout.tensor);
    json.entry("sequence_parallel", layout.sequenceParallel);
    json.entry("pipeline", layout.pipeline);
    json.entry("virtual_stages", layout.virtualStages);
    json.entry("context", layout.context);
    json.entry("expert", layout.expert);
    json.entry("expert_tensor", layout.expertTensor);
    json.entry("data", layout.data);
}

void writeDegrees(JsonWriter& json, const ServingLayout& layout, int instances)
{
    json.entry("instances", instances);
    json.entry("tensor", layout.tensor);
    json.entry("pipeline", layout.pipeline);
    json.entry("attention_data", layout.attentionData);
    json.entry("expert_tensor", layout.expertTensor);
    json.entry("expert", layout.expert);
}

void writeChoice(JsonWriter& json, const TrainingChoice& choice)
{
    json.entry("precision", word(choice.precision));
    json.entry("recompute", word(choice.recompute));
    json.entry("schedule", word(choice.schedule));
    json.entry("microbatch", choice.microbatch);
}

} // namespace colonnade::model
