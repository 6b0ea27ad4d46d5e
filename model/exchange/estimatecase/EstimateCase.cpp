#include "model/exchange/estimatecase/EstimateCase.h"

#include "model/exchange/estimatecase/CaseModel.h"
#include "model/exchange/estimatecase/CatalogCasePart.h"
#include "model/units/Text.h"

#include <algorithm>
#include <array>

namespace colonnade::model {

namespace {

constexpr double giga = 1e9;
constexpr double tera = 1e12;
constexpr std::size_t mostAsked = 1000;
constexpr int mostAccelerators = 100'000'000;

/// What the cases of a file share.
struct Shared {
    std::vector<CasePart> parts;
    std::vector<std::pair<std::string_view, YamlNode>> models;
};

std::string scalar(const YamlNode& map, std::string_view key)
{
    const auto node = map.find(key);
    return node && node->isScalar() ? std::string{node->text()} : std::string{};
}

/// A figure of a part in `scale` of its unit; nothing where it is missing or no positive number.
template <class Q> std::optional<Q> figure(const CaseInputs& peaks, std::string_view key, double scale)
{
    const auto number = peaks.number({key});
    return number && *number > 0 && *number <= 1e9 ? std::optional{Q{*number * scale}} : std::nullopt;
}

CasePart partOf(std::string_view name, const YamlNode& map)
{
    const CaseInputs peaks{map};
    CasePart part;
    part.name = name;
    part.bf16 = figure<FlopRate>(peaks, "bf16_tflops", tera);
    part.fp8 = figure<FlopRate>(peaks, "fp8_tflops", tera);
    part.fp4 = figure<FlopRate>(peaks, "fp4_tflops", tera);
    part.memoryBandwidth = figure<ByteRate>(peaks, "hbm_GBps", giga);
    part.memory = figure<Bytes>(peaks, "hbm_GB", giga);
    part.tdp = figure<Watts>(peaks, "tdp_w", 1);
    part.scaleUp = figure<ByteRate>(peaks, "nvlink_GBps_per_direction", giga);
    part.port = figure<ByteRate>(peaks, "nic_Gbps", giga / 8);
    return part;
}

/// The longest name that the hardware begins with; else the catalog's; else one of no figures with its first word.
CasePart partOf(std::string_view hardware, const std::vector<CasePart>& parts)
{
    const CasePart* best = nullptr;
    for (const CasePart& part : parts) {
        if (hardware.starts_with(part.name) && (!best || part.name.size() > best->name.size()))
            best = &part;
    }
    if (best)
        return *best;
    if (auto known = catalogCasePart(hardware))
        return *std::move(known);
    CasePart unknown;
    unknown.name = hardware.substr(0, hardware.find_first_of("-/ "));
    return unknown;
}

Result<Shared> readShared(const YamlNode& root)
{
    Shared shared;
    if (const auto peaks = root.find("hardware_peaks")) {
        if (!peaks->isMap())
            return tl::unexpected{peaks->mismatch("a map of parts")};
        for (const auto& entry : peaks->entries()) {
            if (!entry.value.isMap())
                return tl::unexpected{entry.value.mismatch("a map of figures")};
            shared.parts.push_back(partOf(entry.key.text(), entry.value));
        }
    }
    if (const auto models = root.find("models")) {
        if (!models->isMap())
            return tl::unexpected{models->mismatch("a map of models")};
        for (const auto& entry : models->entries()) {
            if (!entry.value.isMap())
                return tl::unexpected{entry.value.mismatch("a map of dimensions")};
            shared.models.emplace_back(entry.key.text(), entry.value);
        }
    }
    return shared;
}

/// Reads `key` as a map into `into`; the sentence where it is something else.
std::optional<Error> readMap(const YamlNode& node, std::string_view key, CaseInputs& into)
{
    const auto map = node.find(key);
    if (!map || map->kind() == YamlKind::Null)
        return std::nullopt;
    if (!map->isMap())
        return map->mismatch("a map");
    into = CaseInputs{map};
    return std::nullopt;
}

std::optional<Error> readModel(const YamlNode& node, const Shared& shared, EstimateCase& one)
{
    const auto described = node.find("model");
    if (!described || described->kind() == YamlKind::Null)
        return std::nullopt;
    std::optional<YamlNode> dimensions;
    if (described->isMap()) {
        one.product = CaseInputs{described};
        one.modelName = scalar(*described, "name");
        dimensions = *described;
    } else if (described->isScalar()) {
        one.modelName = described->text();
        const auto found = std::find_if(shared.models.begin(), shared.models.end(),
                                        [&](const auto& model) { return model.first == one.modelName; });
        if (found != shared.models.end())
            dimensions = found->second;
    } else {
        return described->mismatch("a model's name or its dimensions");
    }
    if (!dimensions)
        return std::nullopt;
    auto model = readCaseModel(*dimensions, one.modelName);
    if (!model)
        return model.error();
    one.model = *std::move(model);
    return std::nullopt;
}

std::optional<Error> readWanted(const YamlNode& node, EstimateCase& one)
{
    if (const auto ask = node.find("ask")) {
        if (!ask->isSequence() || ask->size() > mostAsked)
            return ask->mismatch(fmt::format("a list of at most {} keys", mostAsked));
        for (const YamlNode item : ask->items()) {
            if (!item.isScalar())
                return item.mismatch("a key");
            one.ask.emplace_back(item.text());
        }
    }
    if (const auto at = node.find("at")) {
        if (!at->isSequence() || at->size() > mostAsked)
            return at->mismatch(fmt::format("a list of at most {} sizes", mostAsked));
        for (const YamlNode item : at->items()) {
            const auto size = item.isScalar() ? numberFrom(item.text()) : std::nullopt;
            if (!size || *size <= 0 || *size > 1e18)
                return item.mismatch("a size above 0 and at most 1e18");
            one.at.push_back(*size);
        }
    }
    return std::nullopt;
}

std::optional<Error> readRest(const YamlNode& node, const Shared& shared, EstimateCase& one)
{
    if (one.hardware.empty())
        return node.wrong("a case needs 'hardware'");
    if (const auto count = node.find("accelerators")) {
        const auto number = count->isScalar() ? wholeFrom(count->text()) : std::nullopt;
        if (!number || *number < 1 || *number > mostAccelerators)
            return count->mismatch(fmt::format("a whole number from 1 to {}", mostAccelerators));
        one.accelerators = static_cast<int>(*number);
    }
    if (auto wrong = readMap(node, "parallelism", one.parallelism))
        return wrong;
    if (auto wrong = readMap(node, "batch", one.batch))
        return wrong;
    if (auto wrong = readMap(node, "workload", one.workload))
        return wrong;
    if (auto wrong = readWanted(node, one))
        return wrong;
    return readModel(node, shared, one);
}

Result<EstimateCase> readCase(const YamlNode& node, const Shared& shared)
{
    if (!node.isMap())
        return tl::unexpected{node.mismatch("a case, a map with 'id', 'kind' and 'hardware'")};
    EstimateCase one;
    one.id = scalar(node, "id");
    one.kind = scalar(node, "kind");
    if (one.id.empty() || one.kind.empty())
        return tl::unexpected{node.wrong("a case needs 'id' and 'kind'")};
    one.hardware = scalar(node, "hardware");
    one.part = partOf(one.hardware, shared.parts);
    one.precision = scalar(node, "precision");
    one.recompute = scalar(node, "recompute");
    one.software = scalar(node, "software");
    one.notes = scalar(node, "notes");
    one.fault = readRest(node, shared, one);
    return one;
}

} // namespace

std::optional<Precision> precisionOf(std::string_view words)
{
    std::string lower{words};
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    constexpr std::pair<std::string_view, Precision> known[] = {
        {"bf16", Precision::Bf16}, {"bfloat16", Precision::Bf16}, {"fp16", Precision::Fp16},
        {"float16", Precision::Fp16}, {"fp8", Precision::Fp8}, {"fp4", Precision::Fp4}};
    std::optional<Precision> found;
    std::size_t first = std::string::npos;
    for (const auto& [word, precision] : known) {
        // "bfloat16" holds "float16" one place further on, so the earliest word is the one meant.
        if (const auto at = lower.find(word); at < first) {
            first = at;
            found = precision;
        }
    }
    return found;
}

Result<EstimateCases> readEstimateCases(std::string_view text, std::string_view file)
{
    auto tree = readYaml(text, file, catalogLimits);
    if (!tree)
        return tl::unexpected{tree.error()};
    EstimateCases cases{*std::move(tree), {}, true};
    const YamlNode root = cases.tree.root();
    if (!root.isMap())
        return tl::unexpected{root.mismatch("a case, or a list of cases under 'oracles'")};
    const auto shared = readShared(root);
    if (!shared)
        return tl::unexpected{shared.error()};
    const auto list = root.find("oracles");
    if (list && !list->isSequence() && !list->isMap())
        return tl::unexpected{list->mismatch("a list of cases")};
    cases.list = list && list->isSequence();
    if (!cases.list) {
        auto one = readCase(list ? *list : root, *shared);
        if (!one)
            return tl::unexpected{one.error()};
        cases.cases.push_back(*std::move(one));
        return cases;
    }
    for (const YamlNode item : list->items()) {
        auto one = readCase(item, *shared);
        if (!one)
            return tl::unexpected{one.error()};
        cases.cases.push_back(*std::move(one));
    }
    return cases;
}

EstimateCaseAnswer answered(const EstimateCase& one, const Calibration& calibration, bool search)
{
    if (one.fault) {
        EstimateCaseAnswer answer;
        answer.error = one.fault;
        return answer;
    }
    constexpr std::array training{"train-step", "finetune-step", "lora-step", "train-memory", "time-to-train", "goodput"};
    constexpr std::array serving{"serve-latency", "serve-throughput", "serve-disagg"};
    const auto isOf = [&](const auto& kinds) { return std::find(kinds.begin(), kinds.end(), one.kind) != kinds.end(); };
    if (one.kind == "gemm")
        return productAnswer(one, calibration);
    if (one.kind == "collective")
        return collectiveAnswer(one, calibration);
    if (isOf(training))
        return trainingAnswer(one, calibration, search);
    if (isOf(serving))
        return servingAnswer(one, calibration, search);
    EstimateCaseAnswer answer;
    answer.error = fail("Case '{}' is of kind '{}', of which nothing is estimated", shown(one.id), shown(one.kind)).value();
    return answer;
}

} // namespace colonnade::model
