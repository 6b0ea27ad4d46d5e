#include "model/exchange/ServingCalibrationReader.h"

#include "model/exchange/YamlReader.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

constexpr int newestFormat = 1;
constexpr std::size_t mostEntries = 1000;
constexpr NumberRange share{1e-6, 10};
constexpr NumberRange factor{0, 100};
constexpr NumberRange seconds{0, 10};
constexpr WholeRange count{1, 100'000'000};

template <class Owner> struct Share {
    std::string_view key;
    double Owner::*member;
};
template <class Owner> struct Time {
    std::string_view key;
    Seconds Owner::*member;
};

constexpr Share<ServingCalibration> commonShares[] = {
    {"imbalance", &ServingCalibration::imbalance}, {"expert_padding", &ServingCalibration::expertPadding},
    {"spread", &ServingCalibration::spread},       {"passes", &ServingCalibration::passes},
    {"memory_used", &ServingCalibration::memoryUsed}, {"held", &ServingCalibration::held},
    {"pool_growth", &ServingCalibration::poolGrowth},
};
constexpr Share<ServingPart> partShares[] = {
    {"memory", &ServingPart::weightMemory}, {"expert_memory", &ServingPart::expertMemory}, {"cache_memory", &ServingPart::cacheMemory},
    {"wide", &ServingPart::wide},           {"fp8", &ServingPart::fp8},                    {"fp4", &ServingPart::fp4},
    {"experts", &ServingPart::experts},     {"attention", &ServingPart::attention},        {"cache_compute", &ServingPart::cacheCompute},
    {"link", &ServingPart::link},
};
constexpr Time<ServingSoftware> softwareTimes[] = {
    {"layer_s", &ServingSoftware::layer},
    {"expert_layer_s", &ServingSoftware::expertLayer},
    {"prompt_layer_s", &ServingSoftware::promptLayer},
    {"latent_prompt_layer_s", &ServingSoftware::latentPromptLayer},
    {"iteration_s", &ServingSoftware::iteration},
    {"stream_s", &ServingSoftware::stream},
    {"prompt_s", &ServingSoftware::prompt},
    {"pool_start_s", &ServingSoftware::poolStart},
};
constexpr Share<ServingSoftware> softwareShares[] = {
    {"wave", &ServingSoftware::wave},          {"interference", &ServingSoftware::interference}, {"kernels", &ServingSoftware::kernels},
    {"pool_wave", &ServingSoftware::poolWave}, {"pool_pace", &ServingSoftware::poolPace},
};
constexpr Share<ServingRelease> releaseShares[] = {
    {"pace", &ServingRelease::pace}, {"prompt_pace", &ServingRelease::promptPace}, {"wave", &ServingRelease::wave}};

template <class Owner, std::size_t N> void readShares(YamlMap& map, Owner& owner, const Share<Owner> (&shares)[N], NumberRange range)
{
    for (const auto& one : shares)
        owner.*one.member = map.number(one.key, range);
}

ServingError readError(YamlMap map)
{
    ServingError out;
    out.mean = map.number("mean", factor);
    out.low = map.number("low", {0, 1});
    out.high = map.number("high", {1, 100});
    map.done();
    return out;
}

ServingEngine readEngine(YamlMap& map, std::string_view key)
{
    const std::string name = map.text(key);
    if (const auto engine = fromWord<ServingEngine>(name))
        return *engine;
    map.at(key).refuse(fmt::format("one of '{}'", fmt::join(words<ServingEngine>(), "', '")));
    return ServingEngine::TensorRtLlm;
}

ServedKind readKind(YamlMap& map)
{
    const std::string name = map.textIf("kind").value_or("any");
    if (const auto kind = fromWord<ServedKind>(name))
        return *kind;
    map.at("kind").refuse(fmt::format("one of '{}'", fmt::join(words<ServedKind>(), "', '")));
    return ServedKind::Any;
}

void readCommon(YamlMap map, ServingCalibration& all)
{
    readShares(map, all, commonShares, factor);
    all.reserve = Bytes{map.number("reserve_bytes", {0, 1e12})};
    all.sequences = static_cast<int>(map.whole("sequences", count));
    all.chunk = static_cast<int>(map.whole("chunk", count));
    all.sampling = Seconds{map.number("sampling_s", seconds)};
    map.done();
}

ServingPart readPart(YamlMap map)
{
    ServingPart out;
    out.name = map.text("name");
    out.marks = map.textsIf("marks");
    readShares(map, out, partShares, share);
    out.reduce = Seconds{map.number("reduce_s", seconds)};
    map.done();
    return out;
}

void readSoftware(YamlMap map, ServingCalibration& all)
{
    ServingSoftware& out = all.engines[static_cast<std::size_t>(readEngine(map, "name"))];
    for (const auto& one : softwareTimes)
        out.*one.member = Seconds{map.number(one.key, seconds)};
    readShares(map, out, softwareShares, share);
    out.mixes = map.flag("mixes");
    out.firstToken = readError(map.map("first_token"));
    map.done();
}

ServingRelease readRelease(YamlMap map)
{
    ServingRelease out;
    out.engine = readEngine(map, "engine");
    out.version = map.textIf("version", TextRange{0, 100}).value_or("");
    out.part = map.textIf("part").value_or("");
    out.kind = readKind(map);
    readShares(map, out, releaseShares, share);
    out.router = Seconds{map.numberIf("router_s", seconds).value_or(0)};
    map.wholeIf("runs", {0, 1'000'000}); // for readers of the file
    map.done();
    return out;
}

ServedFamily readFamily(YamlMap& map)
{
    const std::string name = map.text("family");
    if (const auto family = fromWord<ServedFamily>(name))
        return *family;
    map.at("family").refuse(fmt::format("one of '{}'", fmt::join(words<ServedFamily>(), "', '")));
    return ServedFamily::Dense;
}

ServingKernels readKernels(YamlMap map)
{
    ServingKernels out;
    out.engine = readEngine(map, "engine");
    out.family = readFamily(map);
    out.bits = static_cast<int>(map.whole("bits", {4, 16}));
    out.part = map.text("part");
    out.pace = map.number("pace", share);
    out.promptPace = map.number("prompt_pace", share);
    map.wholeIf("runs", {0, 1'000'000}); // for readers of the file
    map.done();
    return out;
}

} // namespace

Result<ServingCalibration> readServingCalibration(std::string_view text, std::string_view file)
{
    const auto tree = readYaml(text, file, deviceTypeLimits);
    if (!tree)
        return tl::unexpected<Error>{tree.error()};
    YamlErrors errors;
    YamlMap map{tree->root(), errors};
    map.format(newestFormat);
    map.text("source", noteText);
    map.textIf("fitted_by");
    ServingCalibration all;
    readCommon(map.map("common"), all);
    YamlMap bands = map.map("errors");
    all.token = readError(bands.map("token"));
    all.firstToken = readError(bands.map("first_token"));
    all.throughput = readError(bands.map("throughput"));
    all.pooledToken = readError(bands.map("pooled_token"));
    all.pooledFirstToken = readError(bands.map("pooled_first_token"));
    bands.done();
    for (const YamlValue& part : map.items("parts"))
        if (all.parts.size() < mostEntries)
            all.parts.push_back(readPart(part.map()));
    for (const YamlValue& engine : map.items("engines"))
        readSoftware(engine.map(), all);
    for (const YamlValue& release : map.itemsIf("releases"))
        if (all.releases.size() < mostEntries)
            all.releases.push_back(readRelease(release.map()));
    for (const YamlValue& kernels : map.itemsIf("kernels"))
        if (all.kernels.size() < mostEntries)
            all.kernels.push_back(readKernels(kernels.map()));
    map.done();
    if (!errors.empty())
        return errors.first();
    if (all.parts.empty())
        return fail("'{}' calibrates no part.", shown(file));
    return all;
}

} // namespace colonnade::model
