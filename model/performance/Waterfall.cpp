#include "model/performance/Waterfall.h"

#include "model/performance/Flops.h"

namespace colonnade::model {

std::vector<WaterfallStep> waterfallOf(const ClusterView& view, const Workload& workload, const TrainingEstimate& estimate)
{
    const TrainingJob* job = workload.training();
    const auto peak = job ? view.peakOf(estimate.figures.choice.precision) : std::nullopt;
    if (!peak)
        return {};
    const TrainingFigures& figures = estimate.figures;
    const ComputeTime& compute = figures.compute;
    const TrafficTime& traffic = figures.traffic;
    const double work = estimate.modelRate.value() * figures.step.total().value(); // FLOPs of an accelerator and step
    const Seconds ideal = Flops{work} / *peak;
    const Seconds kernels = compute.matrices + compute.attention + compute.ends;
    struct Loss {
        std::string_view key, label;
        Seconds time;
    };
    const Loss losses[] = {
        {"kernels", "Kernels below the peak", kernels - ideal},
        {"recompute", "Activations computed again", compute.recompute},
        {"elementwise", "Element-wise kernels", compute.elementwise},
        {"host", "Waiting for the host", compute.launching},
        {"tensor_traffic", "Tensor parallel traffic", traffic.tensor},
        {"context_traffic", "Context parallel traffic", traffic.context},
        {"expert_traffic", "Expert traffic", traffic.expert},
        {"pipeline_traffic", "Sends between stages", traffic.pipeline},
        {"bubble", "Pipeline bubble", figures.step.bubble},
        {"data_traffic", "Data parallel traffic", traffic.data},
        {"optimizer", "Optimizer and host, once per step", figures.step.other},
    };
    std::vector<WaterfallStep> steps{{"peak", "At the peak", ideal, *peak}};
    Seconds so = ideal;
    for (const Loss& loss : losses) {
        if (loss.time.value() == 0)
            continue;
        so += loss.time;
        steps.push_back({loss.key, loss.label, loss.time, FlopRate{work / so.value()}});
    }
    return steps;
}

} // namespace colonnade::model
