#include "model/performance/serving/ServingCalibration.h"

#include "model/performance/serving/ServingShape.h"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace colonnade::model {

namespace {

constexpr std::array<std::string_view, 3> engines{"trtllm", "vllm", "sglang"};
constexpr std::array<std::string_view, 4> kinds{"any", "dense", "experts", "latent"};
constexpr std::array<std::string_view, 5> families{"small", "dense", "windowed", "experts", "latent"};
constexpr double smallModel = 15e9; ///< Weights in the layers.

std::string lowered(std::string_view text)
{
    std::string out{text};
    std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

bool bears(std::string_view name, std::string_view mark)
{
    return name.find(mark) != std::string_view::npos;
}

/// The generation of a part, or its nearest relative: the newest that has no format which the part lacks.
std::pair<const ServingPart*, bool> partOf(const ClusterView& view, const ServingCalibration& all)
{
    const std::string name = lowered(view.accelerator);
    for (const ServingPart& part : all.parts)
        for (const std::string& mark : part.marks)
            if (bears(name, mark))
                return {&part, true};
    const std::size_t relative = view.peakOf(Precision::Fp4) ? 2 : view.peakOf(Precision::Fp8) ? 1 : 0;
    return {&all.parts[std::min(relative, all.parts.size() - 1)], false};
}

/// The release by its version, without one that of the part's launch; of its kind of model before any.
const ServingRelease* releaseOf(const ServingCalibration& all, ServingEngine engine, std::string_view version, std::string_view part,
                                ServedKind kind)
{
    const std::string name = lowered(part);
    const ServingRelease* best = nullptr;
    // "GB200" bears "b200": the longest wins; then the kind of model.
    const auto better = [&](const ServingRelease& release) {
        if (!best || release.part.size() != best->part.size())
            return !best || release.part.size() > best->part.size();
        return best->kind == ServedKind::Any && release.kind != ServedKind::Any;
    };
    for (const ServingRelease& release : all.releases) {
        if (release.engine != engine || release.version != version)
            continue;
        if (release.kind != ServedKind::Any && release.kind != kind)
            continue;
        if (bears(name, lowered(release.part)) && better(release))
            best = &release;
    }
    return best;
}

} // namespace

Result<ServingConstants> servingConstants(const ClusterView& view, ServingEngine engine, std::string_view version,
                                          const ServingCalibration& all, ServedKind kind)
{
    const auto wide = view.peakOf(Precision::Bf16) ? view.peakOf(Precision::Bf16) : view.peakOf(Precision::Fp16);
    if (!wide)
        return fail("The 16-bit peak of '{}' is not known.", view.accelerator);
    if (!view.memoryBandwidth)
        return fail("The memory bandwidth of '{}' is not known.", view.accelerator);
    if (!view.memory)
        return fail("The memory of '{}' is not known.", view.accelerator);
    if (all.parts.empty())
        return fail("The calibration of serving knows no part.");
    ServingConstants out;
    out.all = &all;
    const auto [part, measured] = partOf(view, all);
    out.part = *part;
    out.partMeasured = measured;
    out.engine = all.engines[static_cast<std::size_t>(engine)];
    out.release.engine = engine;
    if (const ServingRelease* release = releaseOf(all, engine, version, view.accelerator, kind)) {
        out.release = *release;
        out.releaseMeasured = true;
    }
    out.release.pace *= all.project.factors[0];
    out.release.promptPace *= all.project.factors[1];
    out.wide = *wide;
    out.fp8 = view.peakOf(Precision::Fp8).value_or(out.wide);
    out.fp4 = view.peakOf(Precision::Fp4).value_or(out.wide);
    out.memoryBandwidth = *view.memoryBandwidth;
    out.memory = *view.memory;
    out.network = servingNetwork(view);
    // Where no scale-up network is known, one as slow as a good network port stands in.
    out.scaleUp = view.scaleUp.bandwidth.value_or(view.tiers.empty() ? ByteRate{50e9} : view.tiers.front().bandwidth);
    return out;
}

ServedKind servedKind(const TransformerModel& model)
{
    if (!model.experts)
        return ServedKind::Dense;
    return model.latent ? ServedKind::Latent : ServedKind::Experts;
}

ServedFamily servedFamily(const TransformerModel& model)
{
    if (model.window)
        return ServedFamily::Windowed;
    if (model.experts)
        return model.latent ? ServedFamily::Latent : ServedFamily::Experts;
    const ServingShape shape = servingShape(model, Precision::Bf16, 2);
    return shape.layers * shape.attentionSplit + shape.plainLayers * shape.mlp < smallModel ? ServedFamily::Small : ServedFamily::Dense;
}

ServingRelease releaseFor(const ServingConstants& constants, const TransformerModel& model, Precision precision)
{
    ServingRelease out = constants.release;
    const ServedFamily family = servedFamily(model);
    const int bits = precision == Precision::Fp4 ? 4 : precision == Precision::Fp8 ? 8 : 16;
    for (const ServingKernels& one : constants.all->kernels) {
        if (one.engine != out.engine || one.family != family || one.bits != bits || one.part != constants.part.name)
            continue;
        out.pace *= one.pace;
        out.promptPace *= one.promptPace;
    }
    return out;
}

std::string_view word(ServedKind value)
{
    return kinds[static_cast<std::size_t>(value)];
}
template <> std::optional<ServedKind> fromWord<ServedKind>(std::string_view text)
{
    for (std::size_t i = 0; i < kinds.size(); ++i)
        if (kinds[i] == text)
            return static_cast<ServedKind>(i);
    return std::nullopt;
}
template <> std::span<const std::string_view> words<ServedKind>()
{
    return kinds;
}

std::string_view word(ServedFamily value)
{
    return families[static_cast<std::size_t>(value)];
}
template <> std::optional<ServedFamily> fromWord<ServedFamily>(std::string_view text)
{
    for (std::size_t i = 0; i < families.size(); ++i)
        if (families[i] == text)
            return static_cast<ServedFamily>(i);
    return std::nullopt;
}
template <> std::span<const std::string_view> words<ServedFamily>()
{
    return families;
}

std::string_view word(ServingEngine value)
{
    return engines[static_cast<std::size_t>(value)];
}
template <> std::optional<ServingEngine> fromWord<ServingEngine>(std::string_view text)
{
    for (std::size_t i = 0; i < engines.size(); ++i)
        if (engines[i] == text)
            return static_cast<ServingEngine>(i);
    return std::nullopt;
}
template <> std::span<const std::string_view> words<ServingEngine>()
{
    return engines;
}

} // namespace colonnade::model
