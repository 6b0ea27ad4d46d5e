#include "model/exchange/JsonWriter.h"
#include "model/exchange/network/NetworkExport.h"

#include "model/performance/ClusterViewOfDesign.h"
#include "model/units/Text.h"

#include <cmath>

namespace colonnade::model {

namespace {

/// A dimension of the analytical network.
struct Dimension {
    std::string_view topology = "Switch";
    int npus = 0;
    double bandwidth = 0; ///< GB/s of one link and direction.
    double latency = 0;   ///< ns of one link; a transfer through a switch takes two.
    std::string remark;
};

constexpr double assumedLatency = 500; ///< ns of one link where the design says nothing.

template <class Text> std::string listOf(const std::vector<Dimension>& dimensions, const Text& text)
{
    std::string out;
    for (const Dimension& dimension : dimensions)
        out += fmt::format("{}{}", out.empty() ? "[ " : ", ", text(dimension));
    return out + " ]";
}

} // namespace

/// interop.md 3.1 and 3.2: four lists of one length, innermost first, the product of `npus_count` is the number of accelerators. A tapered
/// tier becomes a lower bandwidth.
Result<NetworkExport> astraSimExport(const Design& design)
{
    const auto view = clusterViewOf(design);
    if (!view)
        return tl::unexpected{view.error()};
    NetworkExport out;
    std::vector<Dimension> dimensions;
    int joined = 1;
    if (view->scaleUp.size > 1) {
        if (!view->scaleUp.bandwidth)
            return fail("The catalog does not know the bandwidth of the scale-up network of '{}'", shown(view->accelerator));
        Dimension inner;
        inner.npus = view->scaleUp.size;
        inner.bandwidth = view->scaleUp.bandwidth->value() / 1e9;
        inner.latency = view->scaleUp.latency ? view->scaleUp.latency->value() * 1e9 / 2 : assumedLatency;
        inner.remark = "scale-up domain";
        if (!view->scaleUp.latency)
            out.notes.push_back(fmt::format("The latency of the scale-up network is not known; {} ns of a link are assumed", assumedLatency));
        dimensions.push_back(std::move(inner));
        joined = view->scaleUp.size;
    }
    double taper = 1;
    for (const FabricTier& tier : view->tiers) {
        taper *= std::max(tier.oversubscription, 1.0);
        const int groups = tier.reach / joined;
        if (groups < 2)
            continue;
        if (groups * joined != tier.reach)
            out.notes.push_back(fmt::format("Tier '{}' joins {} accelerators, which is no multiple of {}; {} are written", tier.name, tier.reach,
                                            joined, groups * joined));
        Dimension outer;
        outer.npus = groups;
        outer.bandwidth = tier.bandwidth.value() / 1e9 / taper;
        outer.latency = tier.latency.value() * 1e9 / 2;
        outer.remark = tier.name;
        if (taper > 1)
            out.notes.push_back(fmt::format("Tier '{}' is oversubscribed {}:1, which the format has no word for; its bandwidth is lowered", tier.name,
                                            shortest(taper)));
        dimensions.push_back(std::move(outer));
        joined *= groups;
    }
    if (dimensions.empty())
        return fail("The design has no network between its accelerators");
    if (joined != view->accelerators)
        out.notes.push_back(fmt::format("{} of {} accelerators are written", joined, view->accelerators));
    for (const std::string& missing : view->missing)
        out.notes.push_back(missing);

    std::string network = fmt::format("# {} accelerators, innermost dimension first; GB/s per direction, ns per link.\n", joined);
    for (const std::string& note : out.notes)
        network += fmt::format("# {}\n", note);
    network += fmt::format("topology: {}\n", listOf(dimensions, [](const Dimension& d) { return std::string{d.topology}; }));
    network += fmt::format("npus_count: {}\n", listOf(dimensions, [](const Dimension& d) { return fmt::format("{}", d.npus); }));
    const auto number = [](double value) {
        const std::string text = shortest(std::round(value * 1000) / 1000);
        return text.find('.') == std::string::npos ? text + ".0" : text;
    };
    network += fmt::format("bandwidth: {}\n", listOf(dimensions, [&](const Dimension& d) { return number(d.bandwidth); }));
    network += fmt::format("latency: {}\n", listOf(dimensions, [&](const Dimension& d) { return number(d.latency); }));

    JsonWriter system;
    system.beginObject();
    system.entry("scheduling-policy", "LIFO");
    system.entry("endpoint-delay", 10);
    system.entry("active-chunks-per-dimension", 1);
    system.entry("preferred-dataset-splits", 4);
    for (const char* collective : {"all-reduce-implementation", "all-gather-implementation", "reduce-scatter-implementation", "all-to-all-implementation"}) {
        system.key(collective);
        const bool direct = std::string_view{collective}.starts_with("all-to-all");
        // Through a switch every rank reaches every other at once: halving and doubling needs powers of two, so it is not the default.
        system.lineArray(std::vector<std::string>(dimensions.size(), direct ? "direct" : "ring"));
    }
    system.entry("collective-optimization", "localBWAware");
    if (view->memoryBandwidth)
        system.entry("local-mem-bw", view->memoryBandwidth->value() / 1e9);
    if (const auto peak = view->peakOf(Precision::Bf16))
        system.entry("peak-perf", peak->value() / 1e12);
    system.end();
    out.files = {{"network.yml", std::move(network)}, {"system.json", system.finish()}};
    return out;
}

} // namespace colonnade::model
