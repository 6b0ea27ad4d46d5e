#include "model/exchange/estimatecase/TrainingCase.h"

#include "model/design/ModelShape.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

constexpr double giga = 1e9;
constexpr double gigabit = 1e9 / 8;

bool has(std::string_view text, std::string_view word)
{
    return text.find(word) != std::string_view::npos;
}

TrainingSoftware softwareOf(const EstimateCase& one)
{
    const std::string sharding = one.parallelism.text({"fsdp"});
    if (has(one.part.name, "TPU") || has(one.hardware, "A3-GCP") || has(one.software, "MaxText"))
        return TrainingSoftware::Xla;
    if (has(one.hardware, "FSDP") || has(sharding, "SHARD") || sharding == "full"
        || one.parallelism.whole({"zero"}) == 3 || has(one.software, "FSDP"))
        return TrainingSoftware::FullySharded;
    return has(one.part.name, "A100") ? TrainingSoftware::MegatronClassic : TrainingSoftware::MegatronCore;
}

Sharding shardingOf(const EstimateCase& one, TrainingSoftware software)
{
    const std::string words = one.parallelism.text({"fsdp"});
    if (has(words, "SHARD_GRAD_OP") || has(words, "grads"))
        return Sharding::Gradients;
    if (has(words, "FULL_SHARD") || words == "full" || has(words, "within") || one.parallelism.whole({"fsdp"}) > 0)
        return Sharding::Weights;
    if (one.parallelism.has("zero")) {
        constexpr Sharding stages[] = {Sharding::None, Sharding::Optimizer, Sharding::Gradients, Sharding::Weights};
        return stages[std::clamp(one.parallelism.whole({"zero"}), 0, 3)];
    }
    switch (software) {
    case TrainingSoftware::MegatronCore: return Sharding::Optimizer;
    case TrainingSoftware::MegatronClassic: return Sharding::None;
    case TrainingSoftware::FullySharded:
    case TrainingSoftware::Xla: return Sharding::Weights;
    }
    return Sharding::Optimizer;
}

Recompute recomputeOf(const EstimateCase& one)
{
    if (has(one.recompute, "full"))
        return Recompute::Full;
    return has(one.recompute, "selective") ? Recompute::Selective : Recompute::None;
}

int sequenceOf(const EstimateCase& one)
{
    if (const int stated = one.batch.whole({"seq"}); stated > 0)
        return stated;
    if (has(one.modelName, "llama3"))
        return 8192;
    return has(one.modelName, "llama2") || has(one.modelName, "mixtral") ? 4096 : 2048;
}

/// What a source leaves out of its batch: as many microbatches that a pipeline idles a fifth of the time at most.
int batchOf(const EstimateCase& one, int sequence, int copies, int pipeline, int microbatch)
{
    if (const int stated = one.batch.whole({"global"}); stated > 0)
        return stated;
    if (const auto tokens = one.batch.number({"global_tokens", "tokens"}); tokens && *tokens > 0)
        return static_cast<int>(std::clamp(*tokens / sequence, 1.0, 1e8));
    const double most = static_cast<double>(copies) * microbatch * (pipeline > 1 ? 4 * pipeline : 1);
    return static_cast<int>(std::min(most, 1e8));
}

/// Chunks of a pipeline rank where a source that interleaves does not say how many: as few as keep the bubble below a
/// quarter of the ideal time.
int chunksFor(int layers, int pipeline, int microbatches)
{
    const int perStage = (layers + pipeline - 1) / pipeline;
    for (int chunks = 1; chunks <= perStage; ++chunks) {
        if (perStage % chunks == 0 && (pipeline - 1.0) / (static_cast<double>(microbatches) * chunks) <= 0.25)
            return chunks;
    }
    return perStage;
}

ParallelLayout layoutOf(const EstimateCase& one, TrainingCase& made)
{
    const CaseInputs& in = one.parallelism;
    ParallelLayout layout;
    layout.tensor = std::max(1, in.whole({"tp"}, 1));
    layout.pipeline = std::max(1, in.whole({"pp"}, 1));
    layout.context = std::max(1, in.whole({"cp"}, 1));
    layout.virtualStages = std::max(1, in.whole({"vpp"}, 1));
    layout.expert = made.model.experts ? std::max(1, in.whole({"ep"}, 1)) : 1;
    layout.expertTensor = made.model.experts ? std::max(1, in.whole({"etp"}, 1)) : 1;
    layout.data = std::max(1, one.accelerators / layout.modelRanks());
    const bool core = made.job.software != TrainingSoftware::MegatronClassic;
    layout.sequenceParallel =
        layout.tensor > 1 && in.flag({"sp"}).value_or(core || has(one.recompute, "sequence"));
    return layout;
}

void completeInterleaving(const EstimateCase& one, TrainingCase& made)
{
    ParallelLayout& layout = *made.job.layout;
    const int microbatches = std::max(1, made.job.globalBatch / std::max(1, made.job.microbatch * layout.data));
    if (!one.parallelism.has("vpp") && !made.model.experts && made.job.software == TrainingSoftware::MegatronCore
        && layout.pipeline > 1 && layout.pipeline - 1 > microbatches / 4) {
        layout.virtualStages = chunksFor(made.model.layers, layout.pipeline, microbatches);
        made.assumptions.push_back(fmt::format("The source does not say how its pipeline is interleaved: {} times.", layout.virtualStages));
    }
    if (layout.virtualStages > 1 && microbatches % layout.pipeline != 0) {
        made.assumptions.push_back(fmt::format("{} microbatches are no multiple of the {} stages: not interleaved.", microbatches, layout.pipeline));
        layout.virtualStages = 1;
    }
}

Result<TransformerModel> modelOf(const EstimateCase& one, TrainingCase& made)
{
    if (one.model)
        return *one.model;
    const auto parameters = parametersInName(one.modelName);
    if (!parameters)
        return fail("Case '{}' has no dimensions of model '{}', nor its size in its name", shown(one.id), shown(one.modelName));
    made.modelAssumed = true;
    made.assumptions.push_back(fmt::format("Of model '{}' only the size is known: a dense decoder in the proportions of GPT-3.", one.modelName));
    return decoderOf(one.modelName, *parameters);
}

} // namespace

std::optional<double> parametersInName(std::string_view name)
{
    for (std::size_t end = name.size(); end-- > 1;) {
        if (name[end] != 'b' && name[end] != 'B')
            continue;
        std::size_t begin = end;
        while (begin > 0 && (std::isdigit(static_cast<unsigned char>(name[begin - 1])) != 0 || name[begin - 1] == '.'))
            --begin;
        if (const auto number = numberFrom(name.substr(begin, end - begin)); begin < end && number && *number > 0 && *number < 1e5)
            return *number * 1e9;
    }
    return std::nullopt;
}

TransformerModel decoderOf(std::string name, double parameters)
{
    // GPT-3 175B has 96 layers of 12288: a layer for every 128 of the width, 12 h^2 weights each.
    const double layers = std::max(1.0, std::round(std::cbrt(parameters / (12.0 * 128 * 128))));
    const int heads = std::max(1, static_cast<int>(std::round(std::sqrt(parameters / (12 * layers)) / 128)));
    TransformerModel model;
    model.name = std::move(name);
    model.layers = static_cast<int>(layers);
    model.heads = model.keyValueHeads = heads;
    model.headSize = 128;
    model.hidden = heads * 128;
    model.mlpWidth = 4 * model.hidden;
    model.vocabulary = 51200;
    model.gatedMlp = false;
    return model;
}

ClusterView machineOf(const EstimateCase& one, std::vector<std::string>& assumptions)
{
    const CasePart& part = one.part;
    ClusterView view;
    view.name = one.hardware;
    view.accelerator = part.name;
    view.accelerators = one.accelerators;
    view.peak[static_cast<std::size_t>(Precision::Bf16)] = part.bf16;
    view.peak[static_cast<std::size_t>(Precision::Fp16)] = part.bf16;
    view.peak[static_cast<std::size_t>(Precision::Fp8)] = part.fp8;
    view.peak[static_cast<std::size_t>(Precision::Fp4)] = part.fp4;
    view.memory = part.memory;
    view.memoryBandwidth = part.memoryBandwidth;
    view.tdp = part.tdp;

    const std::string_view words = one.hardware;
    const bool tpu = has(part.name, "TPU");
    int domain = 8;
    ByteRate inside = part.scaleUp.value_or(ByteRate{(has(part.name, "A100") ? 300 : 450) * giga});
    // Of one accelerator, one direction.
    ByteRate port = part.port.value_or(ByteRate{(has(part.name, "A100") ? 200 : has(part.name, "B300") ? 800 : 400) * gigabit});
    if (has(words, "NVL72")) {
        domain = 64;
        assumptions.emplace_back("Of each NVL72 rack the 64 accelerators of 16 trays are in use.");
    }
    if (has(words, "800Gbps"))
        port = ByteRate{100 * gigabit}; // of a node of 8
    else if (has(words, "RoCE1600"))
        port = ByteRate{200 * gigabit};
    else if (has(words, "A3-GCP"))
        port = ByteRate{100 * gigabit};
    else if (has(words, "OPA"))
        port = ByteRate{50 * gigabit};
    else if (has(words, "HDR") || has(words, "IB200"))
        port = ByteRate{200 * gigabit};
    else if (has(words, "NDR") || has(words, "400"))
        port = ByteRate{400 * gigabit};
    if (tpu) {
        // One way over all links of a chip: six of 45 GB/s (v4), four of 45 (v5e), six of 90 (v5p), four of 90 (v6e).
        const bool wide = has(part.name, "v5p") || has(part.name, "v6");
        const bool cube = has(part.name, "v4") || has(part.name, "v5p");
        inside = ByteRate{(cube ? 6 : 4) * (wide ? 90 : 45) * giga};
        port = ByteRate{25 * gigabit}; // 100 Gbit/s of a host of four chips
        domain = has(words, "2-pod") ? one.accelerators / 2 : has(words, "multislice") ? (cube ? 64 : 256) : one.accelerators;
        assumptions.emplace_back("A slice is one scale-up domain; slices are joined by 25 Gbit/s of a chip.");
    }
    view.scaleUp = {std::max(1, std::min(domain, one.accelerators)), inside, {}};
    view.tiers = {{.name = "network", .reach = std::max(one.accelerators, domain), .bandwidth = port, .latency = Seconds{8e-6}}};
    return view;
}

Result<TrainingCase> readTrainingCase(const EstimateCase& one)
{
    TrainingCase made;
    made.machine = machineOf(one, made.assumptions);
    auto model = modelOf(one, made);
    if (!model)
        return tl::unexpected<Error>{model.error()};
    made.model = *std::move(model);

    TrainingJob& job = made.job;
    job.software = softwareOf(one);
    job.sharding = shardingOf(one, job.software);
    job.sequence = sequenceOf(one);
    job.microbatch = std::max(1, one.batch.whole({"micro"}, 1));
    job.precision = one.precision.empty() ? Precision::Bf16 : precisionOf(one.precision).value_or(Precision::Bf16);
    job.scaling = has(one.precision, "mx") ? ScaleGrain::Block : ScaleGrain::Tensor;
    job.recompute = recomputeOf(one);
    job.tuning = one.kind == "lora-step" ? Tuning::LowRank : Tuning::Full;
    const bool classic = job.software == TrainingSoftware::MegatronClassic;
    job.attention = classic && !one.recompute.empty() ? AttentionKernel::Unfused : AttentionKernel::Flash;
    job.convention = job.software == TrainingSoftware::MegatronCore ? FlopsConvention::CausalHalf : FlopsConvention::FullSquare;
    made.countsRecomputed = classic && job.recompute == Recompute::Full;
    job.state.gradients = job.precision == Precision::Fp16 || job.software != TrainingSoftware::MegatronClassic ? 2 : 4;
    job.overlap.gradients = true;
    job.overlap.pipeline = !classic;
    job.accelerators = one.accelerators;
    if (has(made.model.name, "deepseek-v3") && job.software == TrainingSoftware::MegatronCore) {
        made.model.predictionLayers = 1;
        made.assumptions.emplace_back("By its name the model trains one layer that predicts a second token (MTP); the case does not say so.");
    }

    made.layoutStated = one.parallelism.has("tp") || one.parallelism.has("pp") || one.parallelism.has("dp");
    if (made.layoutStated || job.software == TrainingSoftware::Xla) {
        ParallelLayout layout = layoutOf(one, made);
        job.globalBatch = batchOf(one, job.sequence, layout.data, layout.pipeline, job.microbatch);
        job.layout = layout;
        completeInterleaving(one, made);
    } else {
        job.globalBatch = batchOf(one, job.sequence, one.accelerators, 1, job.microbatch);
        made.assumptions.emplace_back("The source gives no layout: the best that fits is searched.");
    }
    if (!one.batch.has("micro"))
        made.assumptions.emplace_back("The source gives no microbatch: one sequence.");
    if (one.recompute.empty() || one.recompute == "not stated")
        made.assumptions.emplace_back("The source does not say what is computed again: nothing.");
    if (const auto tokens = one.batch.number({"tokens_total"}))
        job.totalTokens = *tokens;
    if (has(one.notes, "DualPipe"))
        job.schedule = PipelineSchedule::DualPipe;
    return made;
}

} // namespace colonnade::model
