#include "model/exchange/WorkloadReader.h"

#include "model/exchange/FreeChoicesYaml.h"
#include "model/exchange/Resources.h"
#include "model/exchange/ServingReader.h"
#include "model/exchange/YamlFields.h"

namespace colonnade::model {

namespace {

constexpr int newestFormat = 1;
constexpr WholeRange degree = layoutDegree;
constexpr WholeRange count{1, 100'000'000};

int readWhole(YamlMap& map, std::string_view key, WholeRange range)
{
    return static_cast<int>(map.whole(key, range));
}

/// Adds what `fault` says of a value that was read without complaint until here.
template <class T> void judge(const YamlMap& map, const T& value, std::size_t errorsBefore)
{
    if (map.errors().count() != errorsBefore)
        return;
    if (const auto wrong = fault(value))
        map.complain(wrong->text);
}

Experts readExperts(YamlMap map)
{
    Experts experts;
    experts.count = readWhole(map, "count", count);
    experts.perToken = readWhole(map, "per_token", count);
    experts.shared = readWholeIf(map, "shared", {0, 1000}, experts.shared);
    experts.width = readWhole(map, "width", count);
    experts.denseLayers = readWholeIf(map, "dense_layers", {0, 100'000}, experts.denseLayers);
    experts.nodeLimit = readWholeIf(map, "node_limit", {0, 1'000'000}, experts.nodeLimit);
    map.done();
    return experts;
}

LatentAttention readLatent(YamlMap map)
{
    LatentAttention latent;
    latent.queryRank = readWholeIf(map, "query_rank", {0, 1'000'000}, latent.queryRank);
    latent.keyValueRank = readWhole(map, "key_value_rank", count);
    latent.ropeSize = readWholeIf(map, "rope_size", {0, 10'000}, latent.ropeSize);
    latent.plainSize = readWhole(map, "plain_size", count);
    latent.valueSize = readWhole(map, "value_size", count);
    map.done();
    return latent;
}

SlidingWindow readWindow(YamlMap map)
{
    SlidingWindow window;
    window.tokens = readWhole(map, "tokens", count);
    window.fullEvery = readWholeIf(map, "full_every", {0, 10'000}, window.fullEvery);
    map.done();
    return window;
}

TransformerModel readModel(YamlMap map)
{
    const std::size_t before = map.errors().count();
    TransformerModel model;
    model.name = map.text("name");
    model.layers = readWhole(map, "layers", count);
    model.hidden = readWhole(map, "hidden", count);
    model.heads = readWhole(map, "heads", count);
    model.keyValueHeads = readWhole(map, "key_value_heads", count);
    model.headSize = readWhole(map, "head_size", count);
    model.mlpWidth = readWhole(map, "mlp_width", count);
    model.vocabulary = readWhole(map, "vocabulary", count);
    model.gatedMlp = map.flag("gated_mlp");
    model.tiedHead = map.flagIf("tied_head").value_or(model.tiedHead);
    model.causal = map.flagIf("causal").value_or(model.causal);
    if (auto experts = map.mapIf("experts"))
        model.experts = readExperts(*std::move(experts));
    if (auto latent = map.mapIf("latent_attention"))
        model.latent = readLatent(*std::move(latent));
    if (auto window = map.mapIf("window"))
        model.window = readWindow(*std::move(window));
    model.predictionLayers = readWholeIf(map, "prediction_layers", {0, 100}, model.predictionLayers);
    map.done();
    judge(map, model, before);
    return model;
}

StateBytes readState(YamlMap map)
{
    constexpr NumberRange bytes{0, 64};
    StateBytes state;
    state.weights = map.number("weights", bytes);
    state.gradients = map.number("gradients", bytes);
    state.optimizer = map.number("optimizer", bytes);
    map.done();
    return state;
}

Overlap readOverlap(YamlMap map)
{
    Overlap overlap;
    overlap.gradients = map.flagIf("gradients").value_or(overlap.gradients);
    overlap.pipeline = map.flagIf("pipeline").value_or(overlap.pipeline);
    overlap.tensorHidden = map.numberIf("tensor_hidden", {0, 1}).value_or(overlap.tensorHidden);
    map.done();
    return overlap;
}

TrainingJob readTraining(YamlMap map)
{
    const std::size_t before = map.errors().count();
    TrainingJob job;
    job.sequence = readWhole(map, "sequence", count);
    job.globalBatch = readWhole(map, "global_batch", count);
    job.microbatch = readWholeIf(map, "microbatch", count, job.microbatch);
    readWordIf(map, "precision", job.precision);
    if (auto layout = map.mapIf("layout"))
        job.layout = readParallelLayout(*std::move(layout));
    job.accelerators = readWholeIf(map, "accelerators", count);
    readWordIf(map, "sharding", job.sharding);
    readWordIf(map, "recompute", job.recompute);
    readWordIf(map, "attention", job.attention);
    readWordIf(map, "convention", job.convention);
    if (auto state = map.mapIf("state_bytes"))
        job.state = readState(*std::move(state));
    if (auto overlap = map.mapIf("overlap"))
        job.overlap = readOverlap(*std::move(overlap));
    job.totalTokens = map.numberIf("total_tokens", {1, 1e18});
    readWordIf(map, "schedule", job.schedule);
    readWordIf(map, "tuning", job.tuning);
    readWordIf(map, "software", job.software);
    readWordIf(map, "scaling", job.scaling);
    readWordIf(map, "context_exchange", job.contextExchange);
    constexpr FreeChoice allowed[] = {FreeChoice::Precision, FreeChoice::Recompute, FreeChoice::Schedule, FreeChoice::Microbatch};
    job.free = readFree(map, allowed);
    map.done();
    judge(map, job, before);
    return job;
}

Workload readEntries(YamlMap& map)
{
    Workload workload{.id = map.id<WorkloadTag>("id"),
                      .name = map.text("name"),
                      .source = {},
                      .model = {},
                      .job = {}};
    workload.source = map.textIf("source", noteText).value_or("");
    workload.model = readModel(map.map("model"));
    if (auto serving = map.mapIf("serving"))
        workload.job = readServing(*std::move(serving));
    else
        workload.job = readTraining(map.map("training"));
    workload.checkpoint = map.quantityIf<Seconds>("checkpoint_s", {0, 1e6});
    if (const auto gigabytes = map.numberIf("checkpoint_storage_gb_s", {1e-6, 1e9}))
        workload.storageWrite = ByteRate{*gigabytes * 1e9};
    workload.restart = map.quantityIf<Seconds>("restart_s", {0, 1e6});
    workload.stepSpread = map.numberIf("step_spread", {0, 1});
    return workload;
}

void writeExperts(YamlWriter& yaml, const Experts& experts)
{
    yaml.key("experts");
    yaml.beginLineMap();
    yaml.entry("count", experts.count);
    yaml.entry("per_token", experts.perToken);
    entryIf(yaml, "shared", experts.shared, 0);
    yaml.entry("width", experts.width);
    entryIf(yaml, "dense_layers", experts.denseLayers, 0);
    entryIf(yaml, "node_limit", experts.nodeLimit, 0);
    yaml.end();
}

void writeLatent(YamlWriter& yaml, const LatentAttention& latent)
{
    yaml.key("latent_attention");
    yaml.beginLineMap();
    entryIf(yaml, "query_rank", latent.queryRank, 0);
    yaml.entry("key_value_rank", latent.keyValueRank);
    entryIf(yaml, "rope_size", latent.ropeSize, 0);
    yaml.entry("plain_size", latent.plainSize);
    yaml.entry("value_size", latent.valueSize);
    yaml.end();
}

void writeModel(YamlWriter& yaml, const TransformerModel& model)
{
    const TransformerModel usual;
    yaml.key("model");
    yaml.beginMap();
    yaml.entry("name", model.name);
    yaml.entry("layers", model.layers);
    yaml.entry("hidden", model.hidden);
    yaml.entry("heads", model.heads);
    yaml.entry("key_value_heads", model.keyValueHeads);
    yaml.entry("head_size", model.headSize);
    yaml.entry("mlp_width", model.mlpWidth);
    yaml.entry("vocabulary", model.vocabulary);
    yaml.entry("gated_mlp", model.gatedMlp);
    entryIf(yaml, "tied_head", model.tiedHead, usual.tiedHead);
    entryIf(yaml, "causal", model.causal, usual.causal);
    if (model.experts)
        writeExperts(yaml, *model.experts);
    if (model.latent)
        writeLatent(yaml, *model.latent);
    if (model.window) {
        yaml.key("window");
        yaml.beginLineMap();
        yaml.entry("tokens", model.window->tokens);
        entryIf(yaml, "full_every", model.window->fullEvery, 0);
        yaml.end();
    }
    entryIf(yaml, "prediction_layers", model.predictionLayers, usual.predictionLayers);
    yaml.end();
}

void writeTraining(YamlWriter& yaml, const TrainingJob& job)
{
    const TrainingJob usual;
    yaml.key("training");
    yaml.beginMap();
    yaml.entry("sequence", job.sequence);
    yaml.entry("global_batch", job.globalBatch);
    yaml.entry("microbatch", job.microbatch);
    yaml.entry("precision", word(job.precision));
    if (job.layout)
        writeParallelLayout(yaml, *job.layout);
    if (job.accelerators)
        yaml.entry("accelerators", *job.accelerators);
    yaml.entry("sharding", word(job.sharding));
    yaml.entry("recompute", word(job.recompute));
    yaml.entry("attention", word(job.attention));
    yaml.entry("convention", word(job.convention));
    if (job.state != usual.state) {
        yaml.key("state_bytes");
        yaml.beginLineMap();
        yaml.entry("weights", job.state.weights);
        yaml.entry("gradients", job.state.gradients);
        yaml.entry("optimizer", job.state.optimizer);
        yaml.end();
    }
    if (job.overlap != usual.overlap) {
        yaml.key("overlap");
        yaml.beginLineMap();
        yaml.entry("gradients", job.overlap.gradients);
        yaml.entry("pipeline", job.overlap.pipeline);
        entryIf(yaml, "tensor_hidden", job.overlap.tensorHidden, usual.overlap.tensorHidden);
        yaml.end();
    }
    if (job.totalTokens)
        yaml.entry("total_tokens", *job.totalTokens);
    entryIf(yaml, "schedule", word(job.schedule), word(usual.schedule));
    entryIf(yaml, "tuning", word(job.tuning), word(usual.tuning));
    entryIf(yaml, "software", word(job.software), word(usual.software));
    entryIf(yaml, "scaling", word(job.scaling), word(usual.scaling));
    entryIf(yaml, "context_exchange", word(job.contextExchange), word(usual.contextExchange));
    writeFree(yaml, job.free);
    yaml.end();
}

void writeEntries(YamlWriter& yaml, const Workload& workload)
{
    yaml.entry("id", workload.id);
    yaml.entry("name", workload.name);
    if (!workload.source.empty())
        yaml.entry("source", workload.source);
    writeModel(yaml, workload.model);
    if (const TrainingJob* job = workload.training())
        writeTraining(yaml, *job);
    if (const ServingJob* job = workload.serving())
        writeServing(yaml, *job);
    if (workload.checkpoint)
        yaml.entry("checkpoint_s", *workload.checkpoint);
    if (workload.storageWrite)
        yaml.entry("checkpoint_storage_gb_s", workload.storageWrite->value() / 1e9);
    if (workload.restart)
        yaml.entry("restart_s", *workload.restart);
    if (workload.stepSpread)
        yaml.entry("step_spread", *workload.stepSpread);
}

} // namespace

ParallelLayout readParallelLayout(YamlMap map)
{
    ParallelLayout layout;
    layout.tensor = readWholeIf(map, "tensor", degree, layout.tensor);
    layout.sequenceParallel = map.flagIf("sequence_parallel").value_or(layout.sequenceParallel);
    layout.pipeline = readWholeIf(map, "pipeline", degree, layout.pipeline);
    layout.virtualStages = readWholeIf(map, "virtual_stages", degree, layout.virtualStages);
    layout.context = readWholeIf(map, "context", degree, layout.context);
    layout.data = readWholeIf(map, "data", count, layout.data);
    layout.expert = readWholeIf(map, "expert", degree, layout.expert);
    layout.expertTensor = readWholeIf(map, "expert_tensor", degree, layout.expertTensor);
    map.done();
    return layout;
}

void writeParallelLayout(YamlWriter& yaml, const ParallelLayout& layout)
{
    const ParallelLayout usual;
    yaml.key("layout");
    yaml.beginLineMap();
    yaml.entry("tensor", layout.tensor);
    entryIf(yaml, "sequence_parallel", layout.sequenceParallel, usual.sequenceParallel);
    yaml.entry("pipeline", layout.pipeline);
    entryIf(yaml, "virtual_stages", layout.virtualStages, usual.virtualStages);
    entryIf(yaml, "context", layout.context, usual.context);
    entryIf(yaml, "data", layout.data, usual.data);
    entryIf(yaml, "expert", layout.expert, usual.expert);
    entryIf(yaml, "expert_tensor", layout.expertTensor, usual.expertTensor);
    yaml.end();
}

Workload readWorkload(const YamlValue& value)
{
    YamlMap map = value.map();
    return readEntries(map);
}

void writeWorkload(YamlWriter& yaml, const Workload& workload)
{
    yaml.beginMap();
    writeEntries(yaml, workload);
    yaml.end();
}

Result<Workload> readWorkloadFile(std::string_view text, std::string_view file)
{
    const auto tree = readYaml(text, file, deviceTypeLimits);
    if (!tree)
        return tl::unexpected<Error>{tree.error()};
    YamlErrors errors;
    YamlMap map{tree->root(), errors};
    map.format(newestFormat);
    Workload workload = readEntries(map);
    map.done();
    if (!errors.empty())
        return errors.first();
    return workload;
}

std::string workloadFile(const Workload& workload)
{
    YamlWriter yaml;
    yaml.beginMap();
    yaml.entry("format", newestFormat);
    writeEntries(yaml, workload);
    yaml.end();
    return yaml.finish();
}

Result<std::vector<Workload>> shippedWorkloads()
{
    std::vector<Workload> workloads;
    for (const auto& path : resourceFiles("workloads", ".yaml")) {
        const auto text = readResource(path);
        if (!text)
            return tl::unexpected<Error>{text.error()};
        auto workload = readWorkloadFile(*text, path.filename().string());
        if (!workload)
            return tl::unexpected<Error>{workload.error().in("Cannot read a shipped workload")};
        workloads.push_back(*std::move(workload));
    }
    return workloads;
}

} // namespace colonnade::model
