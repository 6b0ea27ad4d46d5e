#include "model/exchange/package/PackageShapes.h"

#include "model/exchange/DesignWriter.h"
#include "model/exchange/package/PackageJson.h"

#include <algorithm>
#include <filesystem>

// The description of every object of the package. A class that a field has here decides who may ever see it; free text
// cannot be classified and is `Internal`.
namespace colonnade::model::package {

using enum AudienceClass;

void JsonType<AnyValue>::write(JsonWriter& json, AnyValue any)
{
    std::visit(
        [&json](const auto& value) {
            using Value = std::remove_cvref_t<decltype(value)>;
            if constexpr (std::same_as<Value, std::vector<std::string>> || std::same_as<Value, std::vector<double>>)
                json.lineArray(value);
            else
                json.value(value);
        },
        *any.value);
}

namespace {

template <class E> std::vector<std::string> allWords()
{
    const auto all = words<E>();
    return {all.begin(), all.end()};
}

Word wordOf(auto value)
{
    return {word(value)};
}

std::vector<std::string> texts(const auto& ids)
{
    std::vector<std::string> out;
    for (const auto& id : ids)
        out.push_back(id.text());
    return out;
}

std::optional<std::string> textOf(const auto& id)
{
    return id ? std::optional{id->text()} : std::nullopt;
}

// Views: what has no struct of its own in the value.
struct ControlView {
    const Package* package;
};
struct DesignView {
    const Package* package;
};
struct EvaluationView {
    const Package* package;
};
struct ReliabilityView {
    const Package* package;
};
struct HallView {
    const Package* package;
};
struct FigureView {
    const Figure* figure;
};
struct EstimateView {
    const WorkloadPages* pages;
};
struct FindingView {
    const Finding* finding;
};
struct PartView {
    const PartType* part;
};
struct PlacementView {
    const Placement* placement;
};
struct PodPlacementView {
    const PodPlacement* placement;
};
struct BreakdownView {
    const StepTime* step;
};
struct MemoryView {
    const TrainingMemory* memory;
};
struct TrainingView {
    const TrainingJob* job;
};
template <class View> auto viewsOf(const auto& list)
{
    std::vector<View> out;
    for (const auto& item : list)
        out.push_back({&item});
    return out;
}
std::vector<FindingView> findingViews(const std::vector<Finding>& findings)
{
    return viewsOf<FindingView>(findings);
}

bool isPrice(const Figure& figure)
{
    return figure.kind->key.find("usd") != std::string_view::npos;
}
std::vector<FigureView> figuresOf(const PartType& part, bool prices)
{
    std::vector<FigureView> out;
    for (const Figure& figure : part.figures) {
        if (isPrice(figure) == prices)
            out.push_back({&figure});
    }
    return out;
}

std::string baseName(const std::string& path)
{
    return std::filesystem::path(path).filename().string();
}

} // namespace

// What the catalog knows.

template <> void describe(ObjectShape<FigureView>& shape)
{
    shape.line()
        .field("key", Public, "Key of the figure, with the unit.", [](const FigureView& f) { return f.figure->kind->key; })
        .field("label", Public, "For people.", [](const FigureView& f) { return f.figure->kind->label; })
        .field("value", Public, "Number, word, yes or no, or a list.", [](const FigureView& f) { return AnyValue{&f.figure->value}; })
        .field("unit", Public, "Unit; empty for counts and words.", [](const FigureView& f) { return f.figure->kind->unit; })
        .field("basis", Public, "Where it comes from.", [](const FigureView& f) { return wordOf(f.figure->basis); }, allWords<Basis>())
        .field("confidence", Public, "How far it may be trusted, where that differs from the part's.",
               [](const FigureView& f) {
                   return f.figure->confidence ? std::optional{wordOf(*f.figure->confidence)} : std::nullopt;
               })
        .field("source_ids", Public, "Documents; empty: those of the part.",
               [](const FigureView& f) { return texts(f.figure->sources); })
        .field("note", Public, "A condition or a conflict between sources.", [](const FigureView& f) { return f.figure->note; });
}

template <> void describe(ObjectShape<PartView>& shape)
{
    shape.field("id", Public, "Id in the catalog.", [](const PartView& p) { return p.part->id; })
        .field("maker", Public, "Vendor.", [](const PartView& p) { return p.part->vendor; })
        .field("model", Public, "Name.", [](const PartView& p) { return p.part->model; })
        .field("kind", Public, "Kind of part.", [](const PartView& p) { return wordOf(p.part->kind); }, allWords<PartKind>())
        .field("role", Public, "What it is for.", [](const PartView& p) { return wordOf(p.part->role); }, allWords<DeviceRole>())
        .field("availability", Public, "Whether it can be bought.",
               [](const PartView& p) { return wordOf(p.part->availability); }, allWords<Availability>())
        .field("since", Public, "Since or from when.", [](const PartView& p) { return p.part->since; })
        .field("confidence", Public, "How far its figures may be trusted.",
               [](const PartView& p) { return wordOf(p.part->confidence); }, allWords<Confidence>())
        .field("source_ids", Public, "Documents; empty: it has none.", [](const PartView& p) { return texts(p.part->sources); })
        .field("figures", Public, "All figures but prices.", [](const PartView& p) { return figuresOf(*p.part, false); })
        .field("prices", Price, "Prices in USD.", [](const PartView& p) { return figuresOf(*p.part, true); })
        .field("notes", Public, "Remarks of the catalog.", [](const PartView& p) { return p.part->notes; });
}

template <> void describe(ObjectShape<SourceLine>& shape)
{
    shape.line()
        .field("id", Public, "Id that parts and figures name.", [](const SourceLine& s) { return s.source.id; })
        .field("title", Public, "Document with revision or page.", [](const SourceLine& s) { return s.source.title; })
        .field("publisher", Public, "Who publishes it.", [](const SourceLine& s) { return s.source.publisher; })
        .field("date", Public, "ISO date of the document or of its reading.", [](const SourceLine& s) { return s.source.date; })
        .field("parts", Public, "Parts of this package with figures from it.", &SourceLine::parts);
}

template <> void describe(ObjectShape<UnsourcedFigure>& shape)
{
    shape.line()
        .field("part_id", Public, "Part.", &UnsourcedFigure::part)
        .field("figure", Public, "Figure.", &UnsourcedFigure::figure)
        .field("note", Public, "What the catalog says of it.", &UnsourcedFigure::note);
}

// Cover, control and summary.

template <> void describe(ObjectShape<ControlView>& shape)
{
    shape.field("id", Public, "UUID of design, audience and revision.", [](const ControlView& v) { return v.package->id; })
        .field("title", Internal, "Title.", [](const ControlView& v) { return v.package->control.title; })
        .field("revision", Public, "Revision.", [](const ControlView& v) { return v.package->control.revision; })
        .field("status", Public, "State of the document.", [](const ControlView& v) { return wordOf(v.package->control.status); },
               {"draft", "for_review", "issued", "superseded"})
        .field("issued_on", Scale, "ISO date; null: undated.",
               [](const ControlView& v) {
                   const std::string& date = v.package->control.issuedOn;
                   return date.empty() ? std::nullopt : std::optional{date};
               })
        .field("issuer", People, "Who issues it.", [](const ControlView& v) { return v.package->control.issuer; })
        .field("recipient", People, "Who receives it.", [](const ControlView& v) { return v.package->control.recipient; })
        .field("audience", Public, "Who it is made for.", [](const ControlView& v) { return wordOf(v.package->control.audience); },
               {"internal"})
        .field("marking", Public, "Marking of every page.", [](const ControlView& v) { return v.package->control.marking; });
}

template <> void describe(ObjectShape<DesignView>& shape)
{
    shape.field("sha256", Public, "SHA-256 of the canonical bytes of the design file.",
                [](const DesignView& v) { return v.package->designHash; })
        .field("name", Internal, "Name of the design.", [](const DesignView& v) { return v.package->designName; })
        .field("file", Internal, "Name of its file, without folder.", [](const DesignView& v) { return baseName(v.package->control.file); })
        .field("format", Public, "Format version of its file.", [](const DesignView&) { return designFormat; })
        .field("program_version", Public, "Version of Colonnade.", [](const DesignView& v) { return v.package->control.programVersion; })
        .field("profile", Public, "Rule profile.", [](const DesignView& v) { return v.package->profile; })
        .field("profile_title", Public, "Its name.", [](const DesignView& v) { return v.package->profileTitle; })
        .field("profile_sha256", Public, "SHA-256 of its settings.", [](const DesignView& v) { return v.package->profileHash; })
        .field("catalog_sha256", Public, "SHA-256 of the parts in use.", [](const DesignView& v) { return v.package->catalogHash; });
}

template <> void describe(ObjectShape<KeyFigure>& shape)
{
    shape.line()
        .field("key", Public, "Key of the figure, with the unit.", &KeyFigure::key)
        .field("label", Public, "For people.", &KeyFigure::label)
        .field("value", Scale, "In `unit`; null: not known.", &KeyFigure::value)
        .field("unit", Public, "Unit; empty for counts.", &KeyFigure::unit)
        .field("missing", Register, "Figures that the value leaves out.", &KeyFigure::missing)
        .field("note", Internal, "What it is compared with.", &KeyFigure::note)
        .field("audience_class", Public, "Class of this figure, where that is stricter than the field's.",
               [](const KeyFigure& f) { return wordOf(f.audience); },
               {audienceClassWords().begin(), audienceClassWords().end()});
}

template <> void describe(ObjectShape<OpenMatter>& shape)
{
    shape.line()
        .field("key", Public, "Kind of matter.", &OpenMatter::key)
        .field("label", Public, "For people.", &OpenMatter::label)
        .field("count", Register, "How many.", &OpenMatter::count);
}

template <> void describe(ObjectShape<FloorFacts>& shape)
{
    shape.field("racks", Scale, "Placed racks.", &FloorFacts::racks)
        .field("floor_units", Scale, "Placed CDUs, panels and other units on the floor.", &FloorFacts::units)
        .field("accelerators", Scale, "Accelerators.", &FloorFacts::accelerators)
        .sum("power_w", Scale, "Provisioned power.", &FloorFacts::provisioned)
        .sum("power_operation_w", Scale, "Sustained power.", &FloorFacts::operation)
        .sum("power_peak_w", Scale, "Short peak.", &FloorFacts::peak)
        .sum("heat_air_w", Scale, "Heat to air at provisioned power.", &FloorFacts::heatToAir)
        .sum("heat_liquid_w", Scale, "Heat to liquid at provisioned power.", &FloorFacts::heatToLiquid)
        .sum("mass_kg", Scale, "Mass without coolant and cables.", &FloorFacts::mass)
        .sum("flow_l_min", Scale, "Coolant at the makers' design points.", &FloorFacts::flow)
        .sum("price_usd", Price, "Planning estimate of racks and floor units, without cables.", &FloorFacts::price);
}

template <> void describe(ObjectShape<EvaluationView>& shape)
{
    shape.field("rules_known", Public, "Rules that the program has.", [](const EvaluationView& v) { return v.package->rulesKnown; })
        .field("rules_evaluated", Register, "Rules that had all inputs somewhere.",
               [](const EvaluationView& v) { return v.package->rulesEvaluated; })
        .field("checks", Register, "Places that the rules apply to.", [](const EvaluationView& v) { return v.package->checks; })
        .field("checks_evaluated", Register, "Those with all inputs.", [](const EvaluationView& v) { return v.package->checksEvaluated; });
}

// Workloads and estimates.

template <> void describe(ObjectShape<TransformerModel>& shape)
{
    using AudienceClass::Workload;
    shape.field("name", Workload, "Name.", &TransformerModel::name)
        .field("layers", Workload, "Layers.", &TransformerModel::layers)
        .field("hidden", Workload, "Hidden size.", &TransformerModel::hidden)
        .field("heads", Workload, "Attention heads.", &TransformerModel::heads)
        .field("key_value_heads", Workload, "Heads of keys and values.", &TransformerModel::keyValueHeads)
        .field("head_size", Workload, "Size of a head.", &TransformerModel::headSize)
        .field("mlp_width", Workload, "Width of the MLP.", &TransformerModel::mlpWidth)
        .field("vocabulary", Workload, "Vocabulary.", &TransformerModel::vocabulary)
        .field("gated_mlp", Workload, "Three matrices instead of two.", &TransformerModel::gatedMlp)
        .field("tied_head", Workload, "The head shares the embedding's weights.", &TransformerModel::tiedHead)
        .field("causal", Workload, "A token attends to earlier ones only.", &TransformerModel::causal);
}

template <> void describe(ObjectShape<ParallelLayout>& shape)
{
    using AudienceClass::Workload;
    shape.line()
        .field("tensor", Workload, "Tensor parallel ranks.", &ParallelLayout::tensor)
        .field("sequence_parallel", Workload, "Norms split along the sequence.", &ParallelLayout::sequenceParallel)
        .field("pipeline", Workload, "Pipeline stages.", &ParallelLayout::pipeline)
        .field("virtual_stages", Workload, "Model chunks of a stage.", &ParallelLayout::virtualStages)
        .field("context", Workload, "Context parallel ranks.", &ParallelLayout::context)
        .field("data", Workload, "Data parallel copies; 0: as many as fit.", &ParallelLayout::data);
}

template <> void describe(ObjectShape<TrainingView>& shape)
{
    using AudienceClass::Workload;
    shape.field("sequence", Workload, "Tokens of a sequence.", [](const TrainingView& t) { return t.job->sequence; })
        .field("global_batch", Workload, "Sequences of a step.", [](const TrainingView& t) { return t.job->globalBatch; })
        .field("microbatch", Workload, "Sequences at a time on one rank.", [](const TrainingView& t) { return t.job->microbatch; })
        .field("precision", Workload, "Number format.", [](const TrainingView& t) { return wordOf(t.job->precision); }, allWords<Precision>())
        .field("sharding", Workload, "What data parallel ranks divide.", [](const TrainingView& t) { return wordOf(t.job->sharding); },
               allWords<Sharding>())
        .field("recompute", Workload, "Activations that are computed again.", [](const TrainingView& t) { return wordOf(t.job->recompute); },
               allWords<Recompute>())
        .field("attention", Workload, "How attention is computed.", [](const TrainingView& t) { return wordOf(t.job->attention); },
               allWords<AttentionKernel>())
        .field("convention", Workload, "How FLOPs are counted.", [](const TrainingView& t) { return wordOf(t.job->convention); },
               allWords<FlopsConvention>())
        .field("accelerators", Workload, "Accelerators asked for; null: all.", [](const TrainingView& t) { return t.job->accelerators; })
        .field("layout", Workload, "Layout asked for; null: searched.", [](const TrainingView& t) { return t.job->layout; })
        .field("total_tokens", Workload, "Length of the training; null: open.", [](const TrainingView& t) { return t.job->totalTokens; });
}

template <> void describe(ObjectShape<WorkloadPages>& shape)
{
    using AudienceClass::Workload;
    shape.field("id", Workload, "Id.", [](const WorkloadPages& w) { return w.workload.id; })
        .field("name", Workload, "Name.", [](const WorkloadPages& w) { return w.workload.name; })
        .field("kind", Workload, "Kind of job.", [](const WorkloadPages& w) { return Word{w.workload.serving() ? "serving" : "training"}; },
               {"training", "serving"})
        .field("source", Workload, "Document that shape and job come from.", [](const WorkloadPages& w) { return w.workload.source; })
        .field("model", Workload, "The model's shape.", [](const WorkloadPages& w) { return w.workload.model; })
        .field("training", Workload, "The job.", [](const WorkloadPages& w) {
            const TrainingJob* job = w.workload.training();
            return job ? std::optional{TrainingView{job}} : std::nullopt;
        });
}

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
    shape.field("basis", Performance, "What the band rests on.", [](const E& e) { return wordOf(e.basis); }, {"calibrated", "extrapolated"})
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
        .field("time_to_train_s", Performance, "Before failures; null: open end.", &E::timeToTrain)
        .field("fits", Performance, "In the accelerator's memory; null: that is not known.", &E::fits)
        .field("memory_bytes", Performance, "Of the fullest accelerator.", [](const E& e) { return MemoryView{&e.figures.memory}; })
        .field("layout", Performance, "Layout.", [](const E& e) { return e.figures.layout; })
        .field("layout_searched", Performance, "It was found, not given.", &E::searched)
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

template <> void describe(ObjectShape<EstimateView>& shape)
{
    shape.field("id", Performance, "Id.", [](const EstimateView& v) { return "estimate/" + v.pages->workload.id.text(); })
        .field("workload_id", AudienceClass::Workload, "Workload.", [](const EstimateView& v) { return v.pages->workload.id; })
        .field("refusal", Performance, "Why there is no estimate; null: there is one.", [](const EstimateView& v) { return v.pages->refusal; })
        .field("machine", Performance, "The design as a workload sees it.", [](const EstimateView& v) { return v.pages->machine; })
        .field("training", Performance, "The estimate.", [](const EstimateView& v) { return v.pages->estimate; })
        .field("scaling", Performance, "Throughput on parts of the machine.", [](const EstimateView& v) { return v.pages->scaling; });
}

// Racks.

template <> void describe(ObjectShape<RackDevice>& shape)
{
    shape.line()
        .field("id", RackInternals, "Id within the rack design.", &RackDevice::id)
        .field("label", RackInternals, "Shown to people.", &RackDevice::label)
        .field("part_id", RackInternals, "Part.", [](const RackDevice& d) { return d.part->id; })
        .field("position", RackInternals, "Where it hangs, for people.", &RackDevice::position)
        .field("unit", RackInternals, "Lowest rack unit, from 1 at the floor; null: zero-U.", &RackDevice::unit)
        .field("units", RackInternals, "Height in rack units.", &RackDevice::units)
        .field("face", RackInternals, "Face.", &RackDevice::face)
        .field("slot", RackInternals, "Full width, left or right half.", &RackDevice::slot)
        .field("side", RackInternals, "Side of the feed that it takes; null: it takes none.", &RackDevice::side);
}

template <> void describe(ObjectShape<OpenUnits>& shape)
{
    shape.line()
        .field("unit", RackInternals, "Lowest rack unit.", &OpenUnits::unit)
        .field("units", RackInternals, "Height in rack units.", &OpenUnits::units);
}

template <> void describe(ObjectShape<RackPdu>& shape)
{
    shape.line()
        .field("device", RackInternals, "Id of the rack PDU.", &RackPdu::device)
        .field("side", RackInternals, "Side.", &RackPdu::side)
        .field("normal_w", Interface, "Load in normal state.", &RackPdu::normal)
        .field("worst_w", Interface, "Load with the worst other side lost.", &RackPdu::worst)
        .field("limit_w", Interface, "Usable continuously; null: the entry gives no rating.", &RackPdu::limit);
}

template <> void describe(ObjectShape<PerRole<int>>& shape)
{
    shape.line()
        .field("role", RackInternals, "Role.", &PerRole<int>::role)
        .field("count", RackInternals, "Logical ports.", &PerRole<int>::value);
}

template <> void describe(ObjectShape<PerRole<Watts>>& shape)
{
    shape.line()
        .field("role", RackInternals, "Kind of device.", &PerRole<Watts>::role)
        .field("power_w", RackInternals, "Provisioned, where known.", &PerRole<Watts>::value);
}

template <> void describe(ObjectShape<RackFacts>& shape)
{
    shape.sum("power_w", Interface, "Provisioned power.", &RackFacts::provisioned)
        .sum("power_operation_w", Interface, "Sustained power.", &RackFacts::operation)
        .sum("power_peak_w", Interface, "Short peak.", &RackFacts::peak)
        .sum("heat_air_w", Interface, "Heat to air at provisioned power.", &RackFacts::heatToAir)
        .sum("heat_liquid_w", Interface, "Heat to liquid at provisioned power.", &RackFacts::heatToLiquid)
        .sum("mass_kg", Interface, "Frame and devices, without coolant and cables.", &RackFacts::mass)
        .field("centre_of_gravity_mm", Interface, "Above the floor; null: a mass is not known.", &RackFacts::centreOfGravity)
        .sum("flow_l_min", Interface, "Coolant at the makers' design points.", &RackFacts::flow)
        .field("air_inlet_max_c", Interface, "The lowest limit of all devices; null: not known.", &RackFacts::airInletMax)
        .field("liquid_inlet_max_c", Interface, "The lowest limit of all devices; null: not known.", &RackFacts::liquidInletMax)
        .field("units", RackInternals, "Rack units of the frame.", [](const RackFacts& f) { return f.units.value(); })
        .field("free_units", RackInternals, "Not occupied at the front.", [](const RackFacts& f) { return f.free.value(); })
        .field("open_units", RackInternals, "Neither occupied nor blanked.", [](const RackFacts& f) { return f.open.value(); })
        .field("largest_free_run_units", RackInternals, "The most free units in a row.",
               [](const RackFacts& f) { return f.largestRun.value(); })
        .field("accelerators", RackInternals, "Accelerators.", &RackFacts::accelerators)
        .field("shelves", RackInternals, "Power shelves.", &RackFacts::shelves)
        .field("shelf_output_w", RackInternals, "Rated output of all power shelves.", &RackFacts::shelfOutput)
        .sum("price_usd", Price, "Planning estimate.", &RackFacts::price);
}

template <> void describe(ObjectShape<RackDesignPages>& shape)
{
    using R = RackDesignPages;
    shape.field("id", RackInternals, "Id.", [](const R& r) { return r.design->id(); })
        .field("name", Internal, "Name.", [](const R& r) { return r.design->name(); })
        .field("notes", Internal, "Remarks.", [](const R& r) { return r.design->notes(); })
        .field("frame_part_id", Interface, "Rack frame.", [](const R& r) { return r.design->frame()->id; })
        .field("system_part_id", RackInternals, "Rack-scale system that it is; null: none.",
               [](const R& r) { return r.design->system() ? std::optional{r.design->system()->id} : std::nullopt; })
        .field("width_mm", Interface, "Outside width.", [](const R& r) { return r.design->width(); })
        .field("depth_mm", Interface, "Outside depth.", [](const R& r) { return r.design->depth(); })
        .field("height_mm", Interface, "Outside height.", [](const R& r) { return r.design->height(); })
        .field("unit_pitch_mm", Interface, "Height of a rack unit.", [](const R& r) { return r.design->unitPitch(); })
        .field("power_cap_w", Interface, "What power capping keeps it below; null: not capped.",
               [](const R& r) { return r.design->powerCap(); })
        .field("placements", Scale, "How often it stands in the hall.", &R::placements)
        .field("devices", RackInternals, "From the floor up.", &R::devices)
        .field("open", RackInternals, "Front units with neither device nor blanking panel, from the floor up.", &R::open)
        .field("facts", Interface, "Derived figures of one rack.", [](const R& r) { return r.design->facts(); })
        .field("pdus", RackInternals, "Rack PDUs.", &R::pdus)
        .field("ports_by_role", RackInternals, "Logical ports.", &R::ports)
        .field("power_by_role", RackInternals, "Provisioned power by kind of device.", &R::powerByRole)
        .field("hand_cables", RackInternals, "Cables placed by hand inside.", &R::handCables);
}

// Floor.

template <> void describe(ObjectShape<Row>& shape)
{
    shape.line()
        .field("id", AudienceClass::Hall, "Id.", &Row::id)
        .field("name", Internal, "Name.", &Row::name);
}

template <> void describe(ObjectShape<Aisle>& shape)
{
    using AudienceClass::Hall;
    shape.line()
        .field("kind", Hall, "Kind.", [](const Aisle& a) { return wordOf(a.kind); }, {"cold", "hot", "service"})
        .field("x_mm", Hall, "Left edge.", [](const Aisle& a) { return a.area.at.x; })
        .field("y_mm", Hall, "Lower edge.", [](const Aisle& a) { return a.area.at.y; })
        .field("width_mm", Hall, "Along x.", [](const Aisle& a) { return a.area.size.width; })
        .field("depth_mm", Hall, "Along y.", [](const Aisle& a) { return a.area.size.depth; })
        .field("contained", Hall, "With containment.", &Aisle::contained);
}

template <> void describe(ObjectShape<SideFeed>& shape)
{
    using AudienceClass::Hall;
    shape.line()
        .field("side", Hall, "Side.", [](const SideFeed& f) { return std::string(1, letter(f.side)); })
        .field("feed", Hall, "Id of the feed.", &SideFeed::feed);
}

template <> void describe(ObjectShape<PlacementView>& shape)
{
    using AudienceClass::Hall;
    using P = PlacementView;
    shape.line()
        .field("id", Hall, "Id.", [](const P& p) { return p.placement->id; })
        .field("label", Internal, "Shown to people.", [](const P& p) { return p.placement->label; })
        .field("row", Hall, "Row; null: in none.", [](const P& p) { return textOf(p.placement->row); })
        .field("rack_design_id", Hall, "Rack design; null: a floor unit.",
               [](const P& p) { return p.placement->rack() ? std::optional{(*p.placement->rack())->id()} : std::nullopt; })
        .field("part_id", Hall, "Floor unit; null: a rack.",
               [](const P& p) { return p.placement->unit() ? std::optional{(*p.placement->unit())->id} : std::nullopt; })
        .field("x_mm", Hall, "South-west corner as turned.", [](const P& p) { return p.placement->at.x; })
        .field("y_mm", Hall, "South-west corner as turned.", [](const P& p) { return p.placement->at.y; })
        .field("rotation_deg", Hall, "Counter-clockwise; 0: the front faces south.", [](const P& p) { return degrees(p.placement->turn); })
        .field("feeds", Hall, "Which feed supplies each side.", [](const P& p) { return p.placement->feeds; })
        .field("loop", Hall, "Coolant loop; null: none.", [](const P& p) { return textOf(p.placement->loop); });
}

template <> void describe(ObjectShape<PodPages>& shape)
{
    using AudienceClass::Hall;
    shape.field("id", Hall, "Id.", [](const PodPages& p) { return p.design->id(); })
        .field("name", Internal, "Name.", [](const PodPages& p) { return p.design->name(); })
        .field("placements", Scale, "How often it stands in the hall.", &PodPages::placements)
        .field("rows", Hall, "Rows.", [](const PodPages& p) { return p.design->arrangement().rows; })
        .field("aisles", Hall, "Aisles.", [](const PodPages& p) { return p.design->arrangement().aisles; })
        .field("placed", Hall, "What stands in it.",
               [](const PodPages& p) { return viewsOf<PlacementView>(p.design->arrangement().placements); })
        .field("totals", Scale, "Of one of it.", [](const PodPages& p) { return p.design->facts(); });
}

template <> void describe(ObjectShape<Point>& shape)
{
    shape.line()
        .field("x_mm", AudienceClass::Hall, "To the east.", &Point::x)
        .field("y_mm", AudienceClass::Hall, "To the north.", &Point::y);
}

template <> void describe(ObjectShape<FloorRect>& shape)
{
    using AudienceClass::Hall;
    shape.line()
        .field("x_mm", Hall, "South-west corner.", [](const FloorRect& r) { return r.at.x; })
        .field("y_mm", Hall, "South-west corner.", [](const FloorRect& r) { return r.at.y; })
        .field("width_mm", Hall, "Along x.", [](const FloorRect& r) { return r.size.width; })
        .field("depth_mm", Hall, "Along y.", [](const FloorRect& r) { return r.size.depth; });
}

template <> void describe(ObjectShape<KeepOut>& shape)
{
    shape.line()
        .field("area", AudienceClass::Hall, "Where.", &KeepOut::area)
        .field("reason", Internal, "Why.", &KeepOut::reason);
}

template <> void describe(ObjectShape<Door>& shape)
{
    using AudienceClass::Hall;
    shape.line()
        .field("name", Internal, "Name.", &Door::name)
        .field("at", Hall, "Where.", &Door::at)
        .field("width_mm", Hall, "Clear width.", &Door::width)
        .field("height_mm", Hall, "Clear height.", &Door::height);
}

template <> void describe(ObjectShape<PodPlacementView>& shape)
{
    using AudienceClass::Hall;
    using P = PodPlacementView;
    shape.line()
        .field("id", Hall, "Id.", [](const P& p) { return p.placement->id; })
        .field("label", Internal, "Shown to people.", [](const P& p) { return p.placement->label; })
        .field("pod_design_id", Hall, "Pod design.", [](const P& p) { return p.placement->pod->id(); })
        .field("x_mm", Hall, "Origin of the pod design.", [](const P& p) { return p.placement->at.x; })
        .field("y_mm", Hall, "Origin of the pod design.", [](const P& p) { return p.placement->at.y; })
        .field("rotation_deg", Hall, "Counter-clockwise.", [](const P& p) { return degrees(p.placement->turn); });
}

template <> void describe(ObjectShape<HallView>& shape)
{
    using AudienceClass::Hall;
    using H = HallView;
    shape.field("name", Site, "Name.", [](const H& h) { return h.package->hall->name; })
        .field("outline", Hall, "Corners of the walls.", [](const H& h) { return h.package->hall->outline; })
        .field("area_m2", Hall, "Inside the walls; null: no walls are drawn.",
               [](const H& h) { return h.package->hallAreaM2 > 0 ? std::optional{h.package->hallAreaM2} : std::nullopt; })
        .field("height_mm", Hall, "Floor to ceiling.", [](const H& h) { return h.package->hall->height; })
        .field("tray_height_mm", Hall, "Cable trays above the floor.", [](const H& h) { return h.package->hall->trayHeight; })
        .field("grid_mm", Hall, "Pitch of the floor tiles.", [](const H& h) { return h.package->hall->tile; })
        .field("floor_rating_kpa", Hall, "Load that the floor takes; null: not known.", [](const H& h) { return h.package->hall->floorRating; })
        .field("altitude_m", Site, "Above the sea.", [](const H& h) { return h.package->hall->altitude; })
        .field("columns", Hall, "Columns.", [](const H& h) { return h.package->hall->columns; })
        .field("keep_outs", Hall, "Where nothing may stand.", [](const H& h) { return h.package->hall->keepOuts; })
        .field("doors", Hall, "Doors.", [](const H& h) { return h.package->hall->doors; })
        .field("pods", Hall, "Placed pods.", [](const H& h) { return viewsOf<PodPlacementView>(h.package->hall->pods); })
        .field("aisles", Hall, "Aisles of the hall itself.", [](const H& h) { return h.package->hall->arrangement.aisles; })
        .field("placed", Hall, "What stands alone.",
               [](const H& h) { return viewsOf<PlacementView>(h.package->hall->arrangement.placements); });
}

template <> void describe(ObjectShape<RowTotals>& shape)
{
    using AudienceClass::Hall;
    shape.field("pod_design_id", Hall, "Pod design; empty: the hall itself.", &RowTotals::podDesign)
        .field("row", Hall, "Row; empty: what stands in none.", &RowTotals::row)
        .field("name", Internal, "Name of the row.", &RowTotals::name)
        .field("placements", Scale, "How often the pod design stands.", &RowTotals::placements)
        .field("racks", Hall, "Racks of one.", &RowTotals::racks)
        .field("floor_units", Hall, "Floor units of one.", &RowTotals::units)
        .field("accelerators", Scale, "Accelerators of one.", &RowTotals::accelerators)
        .sum("power_w", Hall, "Provisioned power of one.", &RowTotals::power)
        .sum("heat_air_w", Hall, "Heat to air of one.", &RowTotals::heatToAir)
        .sum("heat_liquid_w", Hall, "Heat to liquid of one.", &RowTotals::heatToLiquid)
        .sum("mass_kg", Hall, "Mass of one.", &RowTotals::mass)
        .sum("flow_l_min", Hall, "Coolant of one.", &RowTotals::flow)
        .field("footprint_m2", Hall, "Of its racks and units alone.", &RowTotals::footprintM2);
}

template <> void describe(ObjectShape<Override>& shape)
{
    shape.line()
        .field("label", Internal, "Label.", &Override::label)
        .field("power_w", Interface, "Provisioned power instead of the design's; null: the design's.", &Override::provisioned)
        .field("note", Internal, "Remark.", &Override::note);
}

template <> void describe(ObjectShape<PlacedThing>& shape)
{
    using AudienceClass::Hall;
    using P = PlacedThing;
    shape.line()
        .field("path", Hall, "Instance path.", &P::path)
        .field("label", Internal, "Shown to people.", &P::label)
        .field("rack_design_id", Hall, "Rack design; null: a floor unit.", &P::rackDesign)
        .field("part_id", Hall, "Floor unit; null: a rack.", &P::part)
        .field("row", Hall, "Row; null: in none.", &P::row)
        .field("x_mm", Hall, "South-west corner in the hall.", [](const P& p) { return p.footprint.at.x; })
        .field("y_mm", Hall, "South-west corner in the hall.", [](const P& p) { return p.footprint.at.y; })
        .field("width_mm", Hall, "Along x.", [](const P& p) { return p.footprint.size.width; })
        .field("depth_mm", Hall, "Along y.", [](const P& p) { return p.footprint.size.depth; })
        .field("rotation_deg", Hall, "Counter-clockwise; 0: the front faces south.", [](const P& p) { return degrees(p.turn); })
        .field("feeds", Hall, "Which feed supplies each side.", &P::feeds)
        .field("loop", Hall, "Coolant loop; null: none.", &P::loop)
        .field("overrides", Hall, "What is special to it; null: nothing.", &P::special);
}

// Chains.

template <> void describe(ObjectShape<SideLine>& shape)
{
    using AudienceClass::Hall;
    shape.line()
        .field("side", Hall, "Side.", &SideLine::side)
        .field("normal_w", Hall, "Load in normal state.", &SideLine::normal)
        .field("limit_w", Hall, "Usable continuously.", &SideLine::limit)
        .field("feeds", Hall, "Feeds that hang on no other.", &SideLine::feeds);
}

template <> void describe(ObjectShape<FeedLine>& shape)
{
    using AudienceClass::Hall;
    using F = FeedLine;
    shape.field("id", Hall, "Feed.", &F::subject)
        .field("pod_design_id", Hall, "Pod design; empty: the hall.", &F::holder)
        .field("instance", Internal, "The one placement whose racks have other powers; empty: all others.", &F::instance)
        .field("placements", Scale, "How often it stands in the hall.", &F::placements)
        .field("name", Internal, "Name.", [](const F& f) { return f.feed.name; })
        .field("side", Hall, "Side.", [](const F& f) { return std::string(1, letter(f.feed.side)); })
        .field("voltage_v", Hall, "Line to line for three phases.", [](const F& f) { return f.feed.voltage; })
        .field("phases", Hall, "3, 1, or 0 for DC.", [](const F& f) { return f.feed.phases; })
        .field("rating_a", Hall, "Of the breaker.", [](const F& f) { return f.feed.rating; })
        .field("continuous_factor", Hall, "Share usable for continuous load.", &F::factor)
        .field("upstream", Hall, "Feed that it hangs on; null: none.", [](const F& f) { return textOf(f.feed.upstream); })
        .field("normal_w", Hall, "Load in normal state.", &F::normal)
        .field("worst_w", Hall, "Load in the worst state: normal, or with another feed lost.", &F::worst)
        .field("worst_loss", Hall, "Feed whose loss that is; null: normal state.", &F::worstLoss)
        .field("limit_w", Hall, "Usable continuously.", &F::limit)
        .field("consumers", Hall, "Racks and units on it.", &F::consumers)
        .field("accelerators_behind", Reliability, "In racks that hang on it.", &F::acceleratorsBehind)
        .field("accelerators_lost", Reliability, "That stop when it is lost.", &F::acceleratorsLost)
        .field("missing", Hall, "What its loads leave out.", &F::missing);
}

template <> void describe(ObjectShape<PowerPages>& shape)
{
    using AudienceClass::Hall;
    shape.field("continuous_factor", Public, "Of the profile.", [](const PowerPages& p) { return p.basis.continuousFactor; })
        .field("power_factor", Public, "Of the loads, by the profile.", [](const PowerPages& p) { return p.basis.powerFactor; })
        .field("sides", Hall, "Totals by side.", &PowerPages::sides)
        .field("feeds", Hall, "Feeds, each with its worst case.", &PowerPages::feeds)
        .field("unfed", Hall, "Sides of placements that no feed supplies.", &PowerPages::unfed);
}

template <> void describe(ObjectShape<LoopLine>& shape)
{
    using AudienceClass::Hall;
    using L = LoopLine;
    shape.field("id", Hall, "Loop.", &L::subject)
        .field("pod_design_id", Hall, "Pod design; empty: the hall.", &L::holder)
        .field("placements", Scale, "How often it stands in the hall.", &L::placements)
        .field("name", Internal, "Name.", [](const L& l) { return l.loop.name; })
        .field("medium", Interface, "Fluid.", [](const L& l) { return l.loop.fluid; })
        .field("facility_supply_c", Hall, "Facility water into the CDUs.", [](const L& l) { return l.loop.facilitySupply; })
        .field("supply_c", Interface, "Coolant into the racks; null: not known.", &L::supply)
        .field("inlet_max_c", Interface, "The lowest limit of what it cools; null: not known.", &L::inletMax)
        .field("inlet_max_of", Interface, "Which part that is.", &L::inletMaxOf)
        .field("rise_k", Interface, "Over the racks.", &L::rise)
        .field("flow_l_min", Interface, "Demand; null: the fluid is not known.", &L::flow)
        .field("flow_by_maker", Interface, "From the makers' design points, else from heat and rise.", &L::flowByMaker)
        .field("heat_w", Hall, "Of its racks at provisioned power.", &L::heat)
        .field("racks", Hall, "Racks.", &L::racks)
        .field("accelerators", Reliability, "In those racks.", &L::accelerators)
        .field("cdus", Hall, "CDUs.", &L::cdus)
        .field("capacity_w", Hall, "Of all CDUs.", &L::capacity)
        .field("capacity_one_lost_w", Hall, "With the spare ones, the largest, lost.", &L::capacityLess)
        .field("flow_one_lost_l_min", Hall, "That CDUs give with the spare ones lost; null: not known.", &L::cduFlowLess)
        .field("redundant", Reliability, "It carries its load with the spare CDUs lost, as far as is known.", &L::redundant)
        .field("missing", Hall, "What its figures leave out.", &L::missing);
}

template <> void describe(ObjectShape<AirCooling>& shape)
{
    using AudienceClass::Hall;
    shape.line()
        .field("units", Hall, "Air handlers.", &AirCooling::units)
        .field("spare", Hall, "Of those, not counted on.", &AirCooling::spare)
        .field("sensible_each_w", Hall, "Sensible capacity of one.", &AirCooling::sensibleEach)
        .field("supply_c", Hall, "Into the cold aisles; null: not known.", &AirCooling::supply);
}

template <> void describe(ObjectShape<CoolingPages>& shape)
{
    using AudienceClass::Hall;
    shape.field("loops", Hall, "Coolant loops, each with CDUs lost.", &CoolingPages::loops)
        .field("air", Hall, "Air handlers of the hall; null: none.", &CoolingPages::air)
        .field("air_capacity_w", Hall, "Of the air handlers without the spare ones.", &CoolingPages::airCapacityLess)
        .sum("heat_air_w", Hall, "What the room's air has to carry.", &CoolingPages::heatToAir);
}

template <> void describe(ObjectShape<FabricTierLine>& shape)
{
    using AudienceClass::Fabric;
    shape.line()
        .field("tier", Fabric, "1 leaf, 2 spine.", &FabricTierLine::tier)
        .field("part_id", Fabric, "Switch.", [](const FabricTierLine& t) { return t.part->id; })
        .field("count", Fabric, "How many.", &FabricTierLine::count)
        .field("ports", Fabric, "Usable ports of all of them.", &FabricTierLine::ports)
        .field("ports_down", Fabric, "In use away from the spines.", &FabricTierLine::down)
        .field("ports_up", Fabric, "In use towards the spines.", &FabricTierLine::up)
        .field("ports_free", Fabric, "Free.", &FabricTierLine::free);
}

template <> void describe(ObjectShape<MediumLine>& shape)
{
    using AudienceClass::Fabric;
    shape.line()
        .field("part_id", Fabric, "Cable or transceiver.", [](const MediumLine& m) { return m.part->id; })
        .field("count", Fabric, "How many.", &MediumLine::count)
        .field("length_m", Fabric, "Ordered length of all; 0 for transceivers.", &MediumLine::total)
        .field("shortest_m", Fabric, "Ordered.", &MediumLine::shortest)
        .field("longest_m", Fabric, "Ordered.", &MediumLine::longest);
}

template <> void describe(ObjectShape<LengthBand>& shape)
{
    shape.line()
        .field("up_to_m", AudienceClass::Fabric, "Routed length.", &LengthBand::upTo)
        .field("cables", AudienceClass::Fabric, "How many.", &LengthBand::cables);
}

template <> void describe(ObjectShape<MissingMedium>& shape)
{
    shape.line()
        .field("reason", AudienceClass::Fabric, "Why no medium was found.", &MissingMedium::reason)
        .field("cables", AudienceClass::Fabric, "How many.", &MissingMedium::cables);
}

template <> void describe(ObjectShape<FabricPages>& shape)
{
    using AudienceClass::Fabric;
    using F = FabricPages;
    shape.field("id", Fabric, "Fabric.", &F::subject)
        .field("pod_design_id", Fabric, "Pod design; empty: the hall.", &F::holder)
        .field("placements", Scale, "How often it stands in the hall.", &F::placements)
        .field("name", Internal, "Name.", &F::name)
        .field("role", Fabric, "What it carries.", &F::role)
        .field("recipe", Fabric, "Family.", &F::family)
        .field("rails", Fabric, "Rails; 0: not rail-optimised.", &F::rails)
        .field("planes", Fabric, "Planes that share no switch.", &F::planes)
        .field("oversubscription_wanted", Fabric, "Down over up capacity of a leaf that the recipe aims at.", &F::oversubscriptionWanted)
        .field("oversubscription", Fabric, "As built, the worst leaf; null: no uplinks.", &F::oversubscription)
        .field("refusal", Fabric, "Why the recipe is impossible; null: it is not.", &F::refusal)
        .field("conflicts", Fabric, "Exceptions by hand that no longer fit, a sentence each.", &F::conflicts)
        .field("tiers", Fabric, "Switches.", &F::tiers)
        .field("endpoint_devices", Fabric, "Devices.", &F::endpointDevices)
        .field("endpoint_ports", Fabric, "Their ports.", &F::endpointPorts)
        .field("unassigned_ports", Fabric, "Of those, without a link.", &F::unassigned)
        .field("endpoint_links", Fabric, "Links to leaves.", &F::endpointLinks)
        .field("spine_links", Fabric, "Links from leaves to spines.", &F::spineLinks)
        .field("core_links", Fabric, "Links from spines to cores.", &F::coreLinks)
        .field("other_links", Fabric, "Links beside the tiers.", &F::otherLinks)
        .field("endpoint_cables", Fabric, "Cables to leaves.", &F::endpointCables)
        .field("spine_cables", Fabric, "Cables from leaves to spines.", &F::spineCables)
        .field("core_cables", Fabric, "Cables from spines to cores.", &F::coreCables)
        .field("other_cables", Fabric, "Cables beside the tiers.", &F::otherCables)
        .field("hand_cables", Fabric, "Cables placed by hand.", &F::handCables)
        .field("without_medium", Fabric, "Cables for which no medium was found.", &F::withoutMedium)
        .field("estimated_lengths", Fabric, "Cables whose length goes by no tray that is drawn, but at right angles between the racks.", &F::estimatedLengths)
        .field("components", Fabric, "Parts that the switches do not join; 1: connected.", &F::components)
        .field("hops", Fabric, "Switches on the longest shortest path.", &F::hops)
        .field("bisection_gbit_s", Fabric, "Between two halves of the endpoints, one direction.", &F::bisection)
        .field("full_bisection_gbit_s", Fabric, "Half of what all endpoints can send.", &F::fullBisection)
        .field("bisection_exact", Fabric, "Else a bound, as its basis says.", &F::bisectionExact)
        .field("bisection_basis", Fabric, "exact, lower-bound, upper-bound.", &F::bisectionBasis)
        .field("media", Fabric, "Cables and transceivers.", &F::media)
        .field("lengths", Fabric, "Cables by routed length.", &F::lengths)
        .field("gaps", Fabric, "Cables without a medium.", &F::gaps);
}

// Loss, material, judgement.

template <> void describe(ObjectShape<LossLine>& shape)
{
    shape.line()
        .field("kind", Reliability, "What is lost.", &LossLine::kind)
        .field("subject", Reliability, "Which one.", &LossLine::subject)
        .field("name", Internal, "For people.", &LossLine::name)
        .field("accelerators", Reliability, "That stop.", &LossLine::accelerators)
        .field("of", Reliability, "All accelerators of the design.", &LossLine::of);
}

template <> void describe(ObjectShape<ReliabilityView>& shape)
{
    shape.field("losses", Reliability, "What is lost with what, most accelerators first.",
                [](const ReliabilityView& v) { return v.package->losses; });
}

template <> void describe(ObjectShape<BomLine>& shape)
{
    using B = BomLine;
    shape.line()
        .field("line", Public, "Number.", &B::line)
        .field("section", Public, "What it is for.", [](const B& b) { return wordOf(b.item.section); },
               {"systems", "devices", "frames", "floor units", "cables", "transceivers"})
        .field("part_id", Interface, "Part.", [](const B& b) { return b.item.part->id; })
        .field("length_m", Interface, "Of a cable, as ordered; null: no cable.", [](const B& b) { return b.item.length; })
        .field("total", Scale, "How many.", [](const B& b) { return b.item.count; })
        .field("covered", Price, "Of those, paid with a rack-scale system in another line.", [](const B& b) { return b.item.covered; })
        .field("unit_price_usd", Price, "Planning estimate; null: not known, or covered.", [](const B& b) { return b.item.price; })
        .field("price_usd", Price, "Of all that are not covered; null: not known.", [](const B& b) { return b.item.total(); });
}

template <> void describe(ObjectShape<BomSummary>& shape)
{
    shape.sum("price_usd", Price, "Planning estimate of all lines.", &BomSummary::price)
        .field("cables_without_medium", Register, "Cables for which no medium was found; in no line.", &BomSummary::cablesWithoutMedium)
        .field("fabrics_refused", Register, "Fabrics whose recipe is impossible; their cables are in no line.",
               &BomSummary::fabricsRefused);
}

template <> void describe(ObjectShape<FindingView>& shape)
{
    using F = FindingView;
    shape.field("key", Register, "Stable identity: rule and subjects.", [](const F& f) { return f.finding->key(); })
        .field("rule", Register, "Rule.", [](const F& f) { return f.finding->rule; })
        .field("severity", Register, "Severity.", [](const F& f) { return wordOf(f.finding->severity); },
               {"error", "warning", "info", "not-evaluated"})
        .field("waived", Register, "A waiver accepts it.", [](const F& f) { return f.finding->waived; })
        .field("waiver", People, "Author and reason, when waived.", [](const F& f) { return f.finding->waiver; })
        .field("subjects", Register, "What it is about.",
               [](const F& f) {
                   std::vector<std::string> out;
                   for (const Subject& subject : f.finding->subjects)
                       out.push_back(subject.text());
                   return out;
               })
        .field("placements", Scale, "How many instances it stands for.", [](const F& f) { return f.finding->placements; })
        .field("measured", Register, "In `unit`; null: not a number, or not evaluated.", [](const F& f) { return f.finding->measured; })
        .field("limit", Register, "In `unit`.", [](const F& f) { return f.finding->limit; })
        .field("unit", Public, "Unit.", [](const F& f) { return f.finding->unit; })
        .field("message", Register, "One sentence.", [](const F& f) { return f.finding->message; })
        .field("derivation", Register, "The formula with the numbers.", [](const F& f) { return f.finding->derivation; })
        .field("missing", Register, "Not evaluated: what is missing.", [](const F& f) { return f.finding->missing; })
        .field("fixes", Register, "Ways to mend it.", [](const F& f) {
            std::vector<std::string> out;
            for (const Fix& fix : f.finding->fixes)
                out.push_back(fix.text);
            return out;
        });
}

template <> void describe(ObjectShape<WaiverLine>& shape)
{
    using W = WaiverLine;
    shape.field("key", Register, "Key of the finding.", [](const W& w) { return w.waiver.key; })
        .field("author", People, "Who accepted it.", [](const W& w) { return w.waiver.author; })
        .field("reason", Internal, "Why.", [](const W& w) { return w.waiver.reason; })
        .field("date", Register, "When.", [](const W& w) { return w.waiver.date; })
        .field("expires_on", Register, "Until when; empty: 180 days.", [](const W& w) { return w.waiver.expires; })
        .field("value", Register, "Measured over limit when it was given; null: not a number.", [](const W& w) { return w.waiver.value; })
        .field("state", Register, "What became of it.", &W::state)
        .field("message", Register, "Of the finding, or why it does not hold.", &W::message);
}

template <> void describe(ObjectShape<RuleLine>& shape)
{
    shape.field("id", Public, "Id.", &RuleLine::id)
        .field("title", Public, "Title.", &RuleLine::title)
        .field("domain", Public, "Domain.", &RuleLine::domain)
        .field("formula", Public, "Formula.", &RuleLine::formula)
        .field("explanation", Public, "What it judges.", &RuleLine::explanation)
        .field("remedy", Public, "What usually mends it.", &RuleLine::remedy)
        .field("sources", Public, "Where it comes from.", &RuleLine::sources);
}

template <> void describe(ObjectShape<AssumptionLine>& shape)
{
    shape.line()
        .field("text", Internal, "What is assumed.", &AssumptionLine::text)
        .field("source", Internal, "Where it comes from.", &AssumptionLine::source)
        .field("origin", Register, "The design, or the workload whose estimate makes it.", &AssumptionLine::origin);
}

template <> void describe(ObjectShape<Redaction>& shape)
{
    shape.line()
        .field("pointer", Public, "JSON Pointer.", &Redaction::pointer)
        .field("kind", Public, "What was done.", &Redaction::kind)
        .field("reason", Public, "Why.", &Redaction::reason);
}

template <> void describe(ObjectShape<Package>& shape)
{
    using AudienceClass::Fabric, AudienceClass::Hall, AudienceClass::Workload;
    shape.field("format", Public, "Name of this format.", [](const Package&) { return Word{packageFormat}; }, {std::string(packageFormat)})
        .field("format_version", Public, "Version of this format.", [](const Package&) { return packageFormatVersion; })
        .field("package", Public, "Control of the document.", [](const Package& p) { return ControlView{&p}; })
        .field("design", Public, "What it was made of.", [](const Package& p) { return DesignView{&p}; })
        .field("purpose", Internal, "What the design is for.", &Package::purpose)
        .field("key_figures", Scale, "The summary.", &Package::keyFigures)
        .field("open_matters", Register, "What has to be settled.", &Package::openMatters)
        .field("totals", Scale, "Of the whole hall.", &Package::totals)
        .field("not_contained", Public, "Parts of a full package that this one does not have.", &Package::notContained)
        .field("workloads", Workload, "Jobs that the design is meant for.", &Package::workloads)
        .field("estimates", Performance, "Of each workload.", [](const Package& p) { return viewsOf<EstimateView>(p.workloads); })
        .field("parts", Public, "Catalog entries in use.",
               [](const Package& p) {
                   std::vector<PartView> out;
                   for (const PartRef& part : p.parts)
                       out.push_back({part.get()});
                   return out;
               })
        .field("rack_designs", Interface, "Racks, each as drawn once.", &Package::rackDesigns)
        .field("pods", Hall, "Pods, each as drawn once.", &Package::pods)
        .field("halls", Hall, "The room.", [](const Package& p) { return std::vector{HallView{&p}}; })
        .field("room_data", Hall, "By row of a pod design.", &Package::rows)
        .field("placements", Hall, "Everything on the floor.", &Package::placements)
        .field("power", Hall, "The power chain.", &Package::power)
        .field("cooling", Hall, "The cooling chain.", &Package::cooling)
        .field("fabrics", Fabric, "Networks.", &Package::fabrics)
        .field("reliability", Reliability, "Blast radius.", [](const Package& p) { return ReliabilityView{&p}; })
        .field("bom", Interface, "Bill of materials.", &Package::bom)
        .field("bom_summary", Scale, "What the bill comes to, and what is in no line.", &Package::bomSummary)
        .field("evaluation", Register, "How much the rules could judge.", [](const Package& p) { return EvaluationView{&p}; })
        .field("findings", Register, "Open findings, most severe first.", [](const Package& p) { return findingViews(p.findings); })
        .field("waived_findings", Register, "Findings that a waiver accepts.", [](const Package& p) { return findingViews(p.waived); })
        .field("not_evaluated", Register, "Places that a rule could not judge.", [](const Package& p) { return findingViews(p.notEvaluated); })
        .field("waivers", Register, "Decisions that a finding is accepted.", &Package::waivers)
        .field("rules", Public, "Rules that findings name.", &Package::rules)
        .field("assumptions", Internal, "What was assumed.", &Package::assumptions)
        .field("unsourced_figures", Public, "Figures of parts for which no source was found.", &Package::unsourced)
        .field("sources", Public, "Documents.", &Package::sources)
        .field("design_source_ids", Public, "Documents behind the design as a whole.", &Package::designSources)
        .field("redactions", Public, "What was changed or taken out for the reader.", &Package::redactions);
}

const ObjectShape<Package>& packageShape()
{
    return *shapeOf<Package>();
}

} // namespace colonnade::model::package
