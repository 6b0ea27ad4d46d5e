#include "model/exchange/package/ShapeViews.h"

namespace colonnade::model::package {

using enum AudienceClass;

namespace {

struct BreakdownView {
    const StepTime* step;
};
struct MemoryView {
    const TrainingMemory* memory;
};
struct ChoiceView {
    const TrainingChoice* choice;
};

} // namespace

template <> void describe(ObjectShape<FabricTier>& shape)
{
    shape.line()
        .field("name", Performance, "Tier.", &FabricTier::name)
        .field("reach", Performance, "Accelerators that talk through it and those below.", &FabricTier::reach)
        .field("bandwidth_byte_s", Performance, "Of one accelerator, one direction.", &FabricTier::bandwidth)
        .field("latency_s", Performance, "From accelerator to accelerator.", &FabricTier::latency)
        .field("oversubscription", Performance, "Capacity down over up.", &FabricTier::oversubscription)
        .field("routing", Performance, "Share of the bandwidth that path collisions leave.", &FabricTier::routing)
        .field("worst_share", Performance, "Share of accelerators that have no better figures.", &FabricTier::worstShare);
}

template <> void describe(ObjectShape<ClusterView>& shape)
{
    shape.field("accelerator", Performance, "Catalog entry or name.", &ClusterView::accelerator)
        .field("accelerators", Performance, "How many.", &ClusterView::accelerators)
        .field("memory_bytes", Performance, "Of one accelerator.", &ClusterView::memory)
        .field("scale_up_domain", Performance, "Accelerators of a scale-up network.", [](const ClusterView& v) { return v.scaleUp.size; })
        .field("scale_up_byte_s", Performance, "Of one accelerator, one direction.", [](const ClusterView& v) { return v.scaleUp.bandwidth; })
        .field("tiers", Performance, "The fabric as one accelerator sees it.", &ClusterView::tiers)
        .field("power_per_accelerator_w", Performance, "Of the whole design at full load.", &ClusterView::powerPerAccelerator)
        .field("missing", Performance, "What is not known of it.", &ClusterView::missing);
}

template <> void describe(ObjectShape<BreakdownView>& shape)
{
    shape.line()
        .field("compute", Performance, "Computing.", [](const BreakdownView& v) { return v.step->compute; })
        .field("scale_up", Performance, "Scale-up traffic that nothing hides.", [](const BreakdownView& v) { return v.step->scaleUp; })
        .field("scale_out", Performance, "Scale-out traffic that nothing hides.", [](const BreakdownView& v) { return v.step->scaleOut; })
        .field("bubble", Performance, "Waiting for the pipeline.", [](const BreakdownView& v) { return v.step->bubble; })
        .field("other", Performance, "Optimizer and host.", [](const BreakdownView& v) { return v.step->other; });
}

template <> void describe(ObjectShape<MemoryView>& shape)
{
    shape.line()
        .field("weights", Performance, "Weights.", [](const MemoryView& v) { return v.memory->weights; })
        .field("gradients", Performance, "Gradients.", [](const MemoryView& v) { return v.memory->gradients; })
        .field("optimizer", Performance, "Optimizer.", [](const MemoryView& v) { return v.memory->optimizer; })
        .field("gathered", Performance, "Layers held whole for the moment.", [](const MemoryView& v) { return v.memory->gathered; })
        .field("activations", Performance, "Activations.", [](const MemoryView& v) { return v.memory->activations; })
        .field("logits", Performance, "Logits.", [](const MemoryView& v) { return v.memory->logits; })
        .field("reserve", Performance, "Context, buffers, fragmentation.", [](const MemoryView& v) { return v.memory->reserve; })
        .field("total", Performance, "All of it.", [](const MemoryView& v) { return v.memory->total(); });
}

template <> void describe(ObjectShape<ChoiceView>& shape)
{
    using V = ChoiceView;
    shape.line()
        .field("precision", Performance, "Number format.", [](const V& v) { return wordOf(v.choice->precision); }, allWords<Precision>())
        .field("recompute", Performance, "Activations that are computed again.", [](const V& v) { return wordOf(v.choice->recompute); },
               allWords<Recompute>())
        .field("schedule", Performance, "Order of the passes in a pipeline.", [](const V& v) { return wordOf(v.choice->schedule); },
               allWords<PipelineSchedule>())
        .field("microbatch", Performance, "Sequences at a time on one rank.", [](const V& v) { return v.choice->microbatch; });
}

template <> void describe(ObjectShape<FigureText>& shape)
{
    shape.line()
        .field("key", Performance, "Key of the figure, with the unit.", &FigureText::key)
        .field("label", Performance, "For people.", &FigureText::label)
        .field("formula", Performance, "How it came about, with the numbers.", &FigureText::formula);
}

template <> void describe(ObjectShape<TrainingEstimate>& shape)
{
    using E = TrainingEstimate;
    shape.field("basis", Performance, "What the band rests on.", [](const E& e) { return wordOf(e.basis); }, allWords<EstimateBasis>())
        .field("basis_text", Performance, "What was measured.", &E::basisText)
        .field("step_s", Performance, "Time of one step.", [](const E& e) { return e.figures.step.total(); })
        .field("step_low_s", Performance, "Lower end of the band.", &E::stepLow)
        .field("step_high_s", Performance, "Upper end of the band.", &E::stepHigh)
        .field("error_share", Performance, "The band is the step time times 1 -+ this.", &E::errorShare)
        .field("breakdown_s", Performance, "Where the time goes; adds up to the step.",
               [](const E& e) { return BreakdownView{&e.figures.step}; })
        .field("hidden_scale_up_s", Performance, "Scale-up traffic behind computing.", [](const E& e) { return e.figures.hiddenScaleUp; })
        .field("hidden_scale_out_s", Performance, "Scale-out traffic behind computing.", [](const E& e) { return e.figures.hiddenScaleOut; })
        .field("tokens_per_s", Performance, "Throughput.", [](const E& e) { return e.figures.tokensPerSecond; })
        .field("tokens_per_s_low", Performance, "Lower end of the band.", &E::tokensPerSecondLow)
        .field("tokens_per_s_high", Performance, "Upper end of the band.", &E::tokensPerSecondHigh)
        .field("tokens_per_s_per_accelerator", Performance, "Over those in use.", &E::tokensPerSecondPerAccelerator)
        .field("accelerators", Performance, "In use.", [](const E& e) { return e.figures.accelerators; })
        .field("mfu", Performance, "Share of the peak, by the convention.", &E::mfu)
        .field("flops_convention", Performance, "How FLOPs are counted.", [](const E& e) { return wordOf(e.convention); },
               allWords<FlopsConvention>())
        .field("energy_j_per_token", Performance, "Null: the design's power is not known.", &E::energyPerToken)
        .field("tokens_per_s_per_mw", Performance, "Over the power that the energy counts; null: it is not known.",
               [](const E& e) { return e.perMegawatt(); })
        .field("time_to_train_s", Performance, "Before failures; null: open end.", &E::timeToTrain)
        .field("fits", Performance, "In the accelerator's memory; null: that is not known.", &E::fits)
        .field("memory_bytes", Performance, "Of the fullest accelerator.", [](const E& e) { return MemoryView{&e.figures.memory}; })
        .field("layout", Performance, "Layout.", [](const E& e) { return e.figures.layout; })
        .field("layout_searched", Performance, "It was found, not given.", &E::searched)
        .field("choice", Performance, "As the workload says, or found where it leaves it free.",
               [](const E& e) { return ChoiceView{&e.figures.choice}; })
        .field("bottleneck", Performance, "What limits it.", &E::bottleneck)
        .field("assumptions", Performance, "What was assumed.", &E::assumptions)
        .field("formulas", Performance, "How the figures came about.", &E::formulas);
}

template <> void describe(ObjectShape<ScalingPoint>& shape)
{
    shape.line()
        .field("accelerators", Performance, "So many of the machine.", &ScalingPoint::accelerators)
        .field("tokens_per_s", Performance, "Throughput.", &ScalingPoint::tokensPerSecond)
        .field("tokens_per_s_low", Performance, "Lower end of the band.", &ScalingPoint::low)
        .field("tokens_per_s_high", Performance, "Upper end of the band.", &ScalingPoint::high);
}

template <> void describe(ObjectShape<WaterfallStep>& shape)
{
    shape.line()
        .field("key", Performance, "Kind of loss.", [](const WaterfallStep& w) { return w.key; })
        .field("label", Performance, "For people.", [](const WaterfallStep& w) { return w.label; })
        .field("time_s", Performance, "That it adds to a step; of the first, the step at the peak.", &WaterfallStep::time)
        .field("rate_flop_s", Performance, "Of an accelerator once it is added.", &WaterfallStep::rate);
}

template <> void describe(ObjectShape<Sensitivity>& shape)
{
    shape.line()
        .field("property", Performance, "Of the machine.", [](const Sensitivity& s) { return wordOf(s.property); },
               {"memory_bandwidth", "scale_up_bandwidth", "network_bandwidth", "compute_rate", "memory_capacity", "power"})
        .field("with_10_pct_more", Performance, "Change of the throughput, as a share.", &Sensitivity::more)
        .field("with_10_pct_less", Performance, "Change of the throughput, as a share.", &Sensitivity::less);
}

template <> void describe(ObjectShape<AfterFailures>& shape)
{
    using A = AfterFailures;
    shape.field("progress", Performance, "Share of the time in which it gets on.", &A::progress)
        .field("goodput", Performance, "The same, of its nodes and the spare ones beside them.", &A::goodput)
        .field("time_to_train_s", Performance, "Null: open end.", &A::timeToTrain)
        .field("energy_j_per_token", Performance, "Null: the design's power is not known.", &A::energyPerToken)
        .field("usd_per_million_tokens", Price, "Null: no cost is known.", &A::perMillionTokens)
        .field("energy_usd_per_million_tokens", Price, "Of that, what goes to energy; null: no cost is known.", &A::energyPerMillionTokens)
        .field("run_energy_j", Performance, "Of all tokens; null: open end.", &A::runEnergy)
        .field("run_usd", Price, "Of all tokens; null: open end.", &A::runCost);
}

template <> void describe(ObjectShape<ComparedFigure>& shape)
{
    using F = ComparedFigure;
    shape.line()
        .field("key", Performance, "Figure, with its unit.", [](const F& f) { return wordOf(f.figure); }, allWords<MeasuredFigure>())
        .field("measured", Performance, "As measured.", &F::measured)
        .field("estimated", Performance, "By the estimate under the same conditions.", &F::estimated)
        .field("low", Performance, "Lower end of the band.", &F::low)
        .field("high", Performance, "Upper end of the band.", &F::high);
}

template <> void describe(ObjectShape<ComparedRun>& shape)
{
    using R = ComparedRun;
    shape.field("id", Performance, "Id of the run.", [](const R& r) { return r.run.id; })
        .field("date", Performance, "ISO date.", [](const R& r) { return r.run.date; })
        .field("source", Internal, "Where its figures come from.", [](const R& r) { return r.run.source; })
        .field("as_the_workload", Performance, "It ran as its workload says.", &R::asTheWorkload)
        .field("far_out", Performance, "So far from the estimate that no calibration counts it.", &R::farOut)
        .field("not_compared", Performance, "Why there is no estimate of it; null: there is.",
               [](const R& r) { return r.why ? std::optional{r.why->text} : std::nullopt; })
        .field("figures", Performance, "Measured beside estimated.", &R::figures);
}

template <> void describe(ObjectShape<EstimateView>& shape)
{
    shape.field("id", Performance, "Id.", [](const EstimateView& v) { return "estimate/" + v.pages->workload.id.text(); })
        .field("workload_id", AudienceClass::Workload, "Workload.", [](const EstimateView& v) { return v.pages->workload.id; })
        .field("refusal", Performance, "Why there is no estimate; null: there is one.", [](const EstimateView& v) { return v.pages->refusal; })
        .field("machine", Performance, "The design as a workload sees it.", [](const EstimateView& v) { return v.pages->machine; })
        .field("training", Performance, "The estimate of a training; null: it serves, or there is none.", [](const EstimateView& v) { return v.pages->estimate; })
        .field("serving", Performance, "The estimate of serving; null: it is a training, or there is none.", [](const EstimateView& v) { return v.pages->serving; })
        .field("scaling", Performance, "Throughput of a training on parts of the machine.", [](const EstimateView& v) { return v.pages->scaling; })
        .field("waterfall", Performance, "From the peak to what a training achieves.", [](const EstimateView& v) { return v.pages->story.waterfall; })
        .field("sensitivities", Performance, "What more and less of each property of the machine gives.", [](const EstimateView& v) { return v.pages->story.sensitivities; })
        .field("usd_per_million_tokens", Price, "Before losses to failures, of output tokens where it serves; null: no cost is known.",
               [](const EstimateView& v) { return v.pages->story.perMillionTokens; })
        .field("energy_usd_per_million_tokens", Price, "Of that, what goes to energy; null: no cost is known.",
               [](const EstimateView& v) { return v.pages->story.energyPerMillionTokens; })
        .field("after_failures", Performance, "A training with what failures, checkpoints and spares take; null: not evaluated.",
               [](const EstimateView& v) { return v.pages->story.afterFailures; })
        .field("after_failures_refusal", Performance, "Why that is not evaluated; empty: it is.",
               [](const EstimateView& v) { return v.pages->story.whyNotAfterFailures; })
        .field("measured", Performance, "Runs of the workload that were measured.", [](const EstimateView& v) { return v.pages->story.measured; })
        .field("calibrating_figures", Performance, "Measured figures that the estimate is calibrated by; 0: published runs alone.",
               [](const EstimateView& v) {
                   const ProjectCalibration& by = v.pages->story.calibration;
                   return v.pages->workload.serving() ? by.serving().project.measurements : by.training().project.measurements;
               });
}

} // namespace colonnade::model::package
