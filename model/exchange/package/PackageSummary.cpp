#include "model/exchange/package/PackagePieces.h"

#include "model/rules/Waivers.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model::package {

namespace {

template <class Q> KeyFigure sumFigure(std::string key, std::string label, const Sum<Q>& sum)
{
    return {std::move(key), std::move(label), static_cast<double>(sum.known.value()), std::string(Q::symbol()), sum.missing, {},
            AudienceClass::Scale};
}

const FeedLine* worstFeed(const PowerPages& power)
{
    const auto share = [](const FeedLine& line) { return line.judged.share; };
    const auto worst = std::ranges::max_element(power.feeds, {}, share);
    return worst == power.feeds.end() || worst->limit <= Watts{} ? nullptr : &*worst;
}

/// The first training and the first serving with an estimate.
void addThroughputs(Package& package)
{
    const auto& all = package.workloads;
    const auto percent = [](double share) { return shortest(std::round(100 * share)); };
    const auto training = std::ranges::find_if(all, [](const WorkloadPages& pages) { return pages.estimate.has_value(); });
    if (training != all.end())
        package.keyFigures.push_back({"tokens_per_s", "Training", training->estimate->figures.tokensPerSecond, "tok/s", 0,
                                      fmt::format("±{} %, {}", percent(training->estimate->errorShare), training->workload.model.name),
                                      AudienceClass::Performance});
    const auto serving = std::ranges::find_if(all, [](const WorkloadPages& pages) { return pages.serving.has_value(); });
    if (serving == all.end())
        return;
    const ServingError& error = serving->serving->throughputError;
    package.keyFigures.push_back({"output_tokens_per_s", "Serving, output", serving->serving->figures.tokensPerSecond, "tok/s", 0,
                                  fmt::format("−{} to +{} %, {}", percent(1 - error.low), percent(error.high - 1), serving->workload.model.name),
                                  AudienceClass::Performance});
}

void addWorstLoop(Package& package)
{
    const auto byLoad = [](const LoopLine& line) { return line.capacityLess > Watts{} ? line.heat / line.capacityLess : 0; };
    const auto loop = std::ranges::max_element(package.cooling.loops, {}, byLoad);
    if (loop == package.cooling.loops.end() || loop->capacityLess <= Watts{})
        return;
    package.keyFigures.push_back({"worst_loop_percent", "Worst loop, CDU lost", 100 * byLoad(*loop), "%",
                                  static_cast<int>(loop->missing.size()),
                                  fmt::format("{} of {} on {}", text(loop->heat), text(loop->capacityLess), loop->loop.name),
                                  AudienceClass::Hall});
}

} // namespace

void addKeyFigures(Package& package)
{
    const FloorFacts& totals = package.totals;
    auto& figures = package.keyFigures;
    figures.push_back({"accelerators", "Accelerators", totals.accelerators, {}, 0, {}, AudienceClass::Scale});
    figures.push_back({"racks", "Racks", totals.racks, {}, 0,
                       totals.units ? fmt::format("and {} floor units", totals.units) : std::string{}, AudienceClass::Scale});
    figures.push_back(sumFigure("power_w", "Power, provisioned", totals.provisioned));
    if (totals.peak.known > totals.provisioned.known)
        figures.back().note = fmt::format("peak {}", text(totals.peak.known));
    if (const FeedLine* feed = worstFeed(package.power)) {
        figures.push_back({"worst_feed_percent", feed->worstLoss ? "Worst: one feed lost" : "Worst feed", 100 * feed->judged.share,
                           "%", static_cast<int>(feed->missing.size()),
                           fmt::format("{} of {} on {}{}", text(feed->judged.load), text(feed->judged.limit),
                                       feed->judged.phase ? phaseName(*feed->judged.phase) + " of " : "", feed->feed.name),
                           AudienceClass::Hall});
    }
    addThroughputs(package);
    figures.push_back(sumFigure("price_usd", "Price with cables, planning", package.bomSummary.price));
    figures.back().audience = AudienceClass::Price;
    figures.push_back(sumFigure("heat_liquid_w", "Heat to liquid", totals.heatToLiquid));
    figures.push_back(sumFigure("heat_air_w", "Heat to air", totals.heatToAir));
    if (package.cooling.air)
        figures.back().note = fmt::format("room air gives {}", text(package.cooling.airCapacityLess));
    addWorstLoop(package);
    figures.push_back(sumFigure("mass_kg", "Mass", totals.mass));
    if (package.cost) {
        const CostBand& hour = package.cost->perAcceleratorHour;
        figures.push_back({"usd_per_accelerator_hour", "Accelerator-hour, median cost", hour.typical, "USD", package.cost->unpriced,
                           fmt::format("{} to {} USD, as of {}", significant(hour.low, 3), significant(hour.high, 3), package.cost->asOf),
                           AudienceClass::Price});
    }
}

void addOpenMatters(Package& package, const Evaluation& evaluation)
{
    const FloorFacts& totals = package.totals;
    const int unknown = totals.provisioned.missing + totals.heatToAir.missing + totals.heatToLiquid.missing + totals.mass.missing;
    const int stale = static_cast<int>(std::ranges::count_if(
        evaluation.findings, [](const Finding& finding) { return finding.rule == staleWaivers && !finding.waived; }));
    const auto add = [&](std::string key, std::string label, int count) {
        package.openMatters.push_back({std::move(key), std::move(label), count, AudienceClass::Register});
    };
    add("errors", "Errors", evaluation.count(Severity::Error));
    add("warnings", "Warnings", evaluation.count(Severity::Warning));
    add("not_evaluated", "Places not evaluated", evaluation.count(Severity::NotEvaluated));
    add("unknown_figures", "Figures missing in totals", unknown);
    add("unpriced_pieces", "Pieces without a price", package.bomSummary.price.missing);
    add("unsourced_figures", "Figures without a source", static_cast<int>(package.unsourced.size()));
    add("stale_waivers", "Stale waivers", stale);
}

std::vector<std::string> absentParts(const Package& package)
{
    std::vector<std::string> absent{"What changed since the last revision", "Requirements"};
    if (package.workloads.empty())
        absent.emplace_back("Workload and performance");
    if (package.fabrics.empty())
        absent.emplace_back("Fabrics and cabling");
    if (!package.cost)
        absent.emplace_back("Cost over the life");
    for (const char* part : {"Options and decisions", "Technology and gaps", "Interfaces", "Responsibility",
                             "Verification and acceptance", "Risks and open items"})
        absent.emplace_back(part);
    return absent;
}

} // namespace colonnade::model::package
