#include "model/exchange/EstimateJson.h"

#include "model/exchange/EstimateDocument.h"
#include "model/exchange/LayoutJson.h"

namespace colonnade::model {

void writeEstimate(JsonWriter& json, const TrainingEstimate& estimate)
{
    constexpr auto line = JsonWriter::Layout::Line;
    const TrainingFigures& figures = estimate.figures;
    json.entry("basis", word(estimate.basis));
    json.entry("basis_text", estimate.basisText);
    json.entry("step_s", figures.step.total());
    json.entry("step_low_s", estimate.stepLow);
    json.entry("step_high_s", estimate.stepHigh);
    json.key("breakdown_s");
    json.beginObject(line);
    json.entry("compute", figures.step.compute);
    json.entry("scale_up", figures.step.scaleUp);
    json.entry("scale_out", figures.step.scaleOut);
    json.entry("bubble", figures.step.bubble);
    json.entry("other", figures.step.other);
    json.end();
    json.key("hidden_s");
    json.beginObject(line);
    json.entry("scale_up", figures.hiddenScaleUp);
    json.entry("scale_out", figures.hiddenScaleOut);
    json.end();
    json.entry("tokens_per_s", figures.tokensPerSecond);
    json.entry("tokens_per_s_low", estimate.tokensPerSecondLow);
    json.entry("tokens_per_s_high", estimate.tokensPerSecondHigh);
    json.entry("tokens_per_s_per_accelerator", estimate.tokensPerSecondPerAccelerator);
    json.entry("accelerators", figures.accelerators);
    json.entry("mfu", estimate.mfu);
    json.entry("flops_convention", word(estimate.convention));
    json.entry("energy_j_per_token", estimate.energyPerToken);
    json.entry("tokens_per_s_per_mw", estimate.perMegawatt());
    json.entry("time_to_train_s", estimate.timeToTrain);
    json.entry("fits", estimate.fits);
    json.key("memory_bytes");
    json.beginObject(line);
    json.entry("weights", figures.memory.weights);
    json.entry("gradients", figures.memory.gradients);
    json.entry("optimizer", figures.memory.optimizer);
    json.entry("gathered", figures.memory.gathered);
    json.entry("activations", figures.memory.activations);
    json.entry("logits", figures.memory.logits);
    json.entry("reserve", figures.memory.reserve);
    json.entry("total", figures.memory.total());
    json.end();
    json.key("layout");
    json.beginObject(line);
    writeDegrees(json, figures.layout);
    json.entry("searched", estimate.searched);
    json.end();
    json.key("choice");
    json.beginObject(line);
    writeChoice(json, figures.choice);
    json.key("free");
    json.beginArray();
    for (const std::string_view text : words<FreeChoice>()) {
        if (estimate.free.has(*fromWord<FreeChoice>(text)))
            json.value(text);
    }
    json.end();
    json.end();
    writeGrounds(json, estimate.bottleneck, estimate.assumptions, estimate.formulas);
}

std::string estimateJson(std::string_view design, const Workload& workload, const ClusterView& view,
                         const TrainingEstimate& estimate, const EstimateStory& story, const LayoutRanking* ranking)
{
    return estimateDocument(
        design, workload, view, "estimate", [&](JsonWriter& json) { writeEstimate(json, estimate); }, story, ranking);
}

} // namespace colonnade::model
