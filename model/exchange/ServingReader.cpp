#include "model/exchange/ServingReader.h"

#include "model/exchange/FreeChoicesYaml.h"
#include "model/exchange/YamlFields.h"
#include "model/performance/serving/ServingCalibration.h"

namespace colonnade::model {

namespace {

constexpr WholeRange degree = layoutDegree;
constexpr WholeRange tokens{1, 100'000'000};
constexpr NumberRange seconds{1e-6, 1e6};

PrefillPool readPool(YamlMap map)
{
    PrefillPool pool;
    if (auto layout = map.mapIf("layout"))
        pool.layout = readServingLayout(*std::move(layout));
    pool.instances = readWholeIf(map, "instances", degree, pool.instances);
    map.done();
    return pool;
}

} // namespace

ServingLayout readServingLayout(YamlMap map)
{
    ServingLayout layout;
    layout.tensor = readWholeIf(map, "tensor", degree, layout.tensor);
    layout.pipeline = readWholeIf(map, "pipeline", degree, layout.pipeline);
    layout.attentionData = readWholeIf(map, "attention_data", degree, layout.attentionData);
    layout.expertTensor = readWholeIf(map, "expert_tensor", degree, layout.expertTensor);
    layout.expert = readWholeIf(map, "expert", degree, layout.expert);
    map.done();
    return layout;
}

void writeServingLayout(YamlWriter& yaml, const ServingLayout& layout)
{
    const ServingLayout usual;
    yaml.key("layout");
    yaml.beginLineMap();
    yaml.entry("tensor", layout.tensor);
    entryIf(yaml, "pipeline", layout.pipeline, usual.pipeline);
    entryIf(yaml, "attention_data", layout.attentionData, usual.attentionData);
    entryIf(yaml, "expert_tensor", layout.expertTensor, usual.expertTensor);
    entryIf(yaml, "expert", layout.expert, usual.expert);
    yaml.end();
}

ServingJob readServing(YamlMap map)
{
    const std::size_t before = map.errors().count();
    ServingJob job;
    job.promptTokens = static_cast<int>(map.whole("prompt_tokens", tokens));
    job.outputTokens = static_cast<int>(map.whole("output_tokens", tokens));
    job.concurrency = readWholeIf(map, "concurrency", tokens);
    job.requestRate = map.numberIf("requests_per_s", {1e-9, 1e9});
    readWordIf(map, "precision", job.precision);
    job.cacheBytes = map.numberIf("cache_bytes", {0.25, 8}).value_or(job.cacheBytes);
    if (auto layout = map.mapIf("layout"))
        job.layout = readServingLayout(*std::move(layout));
    if (auto pool = map.mapIf("prefill"))
        job.prefill = readPool(*std::move(pool));
    job.instances = readWholeIf(map, "instances", degree, job.instances);
    job.accelerators = readWholeIf(map, "accelerators", tokens);
    readWordIf(map, "engine", job.engine);
    job.engineVersion = map.textIf("engine_version").value_or("");
    job.chunk = readWholeIf(map, "chunk", tokens);
    job.speculation = map.numberIf("speculation", {1, 100}).value_or(job.speculation);
    job.firstTokenGoal = map.quantityIf<Seconds>("first_token_goal_s", seconds);
    job.tokenGoal = map.quantityIf<Seconds>("token_goal_s", seconds);
    constexpr FreeChoice allowed[] = {FreeChoice::Precision, FreeChoice::Pools};
    job.free = readFree(map, allowed);
    map.done();
    if (map.errors().count() == before) {
        if (const auto wrong = fault(job))
            map.complain(wrong->text);
    }
    return job;
}

void writeServing(YamlWriter& yaml, const ServingJob& job)
{
    const ServingJob usual;
    yaml.key("serving");
    yaml.beginMap();
    yaml.entry("prompt_tokens", job.promptTokens);
    yaml.entry("output_tokens", job.outputTokens);
    if (job.concurrency)
        yaml.entry("concurrency", *job.concurrency);
    if (job.requestRate)
        yaml.entry("requests_per_s", *job.requestRate);
    yaml.entry("precision", word(job.precision));
    entryIf(yaml, "cache_bytes", job.cacheBytes, usual.cacheBytes);
    if (job.layout)
        writeServingLayout(yaml, *job.layout);
    if (job.prefill) {
        yaml.key("prefill");
        yaml.beginMap();
        writeServingLayout(yaml, job.prefill->layout);
        entryIf(yaml, "instances", job.prefill->instances, 0);
        yaml.end();
    }
    entryIf(yaml, "instances", job.instances, usual.instances);
    if (job.accelerators)
        yaml.entry("accelerators", *job.accelerators);
    yaml.entry("engine", word(job.engine));
    if (!job.engineVersion.empty())
        yaml.entry("engine_version", job.engineVersion);
    if (job.chunk)
        yaml.entry("chunk", *job.chunk);
    entryIf(yaml, "speculation", job.speculation, usual.speculation);
    if (job.firstTokenGoal)
        yaml.entry("first_token_goal_s", *job.firstTokenGoal);
    if (job.tokenGoal)
        yaml.entry("token_goal_s", *job.tokenGoal);
    writeFree(yaml, job.free);
    yaml.end();
}

} // namespace colonnade::model
