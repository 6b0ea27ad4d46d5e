#include "app/cli/EstimateText.h"

#include "app/cli/Terminal.h"

#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::cli {

using namespace model;

namespace {

constexpr std::string_view noMegawatt = "\nThroughput per megawatt: not evaluated, the design's power is unknown\n";

std::string asText(const AfterFailures& after)
{
    std::vector<std::vector<std::string>> rows{{"goodput", significant(100 * after.goodput, 4) + " %"},
                                               {"time that gets on", significant(100 * after.progress, 4) + " %"}};
    if (after.timeToTrain)
        rows.push_back({"time to train", significant(after.timeToTrain->value() / 86'400, 4) + " d"});
    if (after.energyPerToken)
        rows.push_back({"energy per token", withUnit(after.energyPerToken->value(), "J", 4)});
    if (after.runEnergy)
        rows.push_back({"energy of the run", significant(after.runEnergy->value() / 3.6e9, 4) + " MWh"});
    return '\n' + table({"after failures", ">value"}, rows);
}

/// Measured beside estimated; empty where nothing was measured.

std::string asText(const std::vector<ComparedRun>& runs)
{
    std::vector<std::vector<std::string>> rows;
    std::string remarks;
    for (const ComparedRun& one : runs) {
        const std::string name = fmt::format("{} ({})", one.run.id, one.run.date);
        for (const ComparedFigure& figure : one.figures) {
            const double percent = figure.deviation() * 100;
            rows.push_back({name, std::string{word(figure.figure)}, significant(figure.measured, 4), significant(figure.estimated, 4),
                            significant(figure.low, 3), significant(figure.high, 3),
                            fmt::format("{}{}", percent < 0 ? "" : "+", significant(percent, 2))});
        }
        if (one.why)
            remarks += fmt::format("{}: not compared. {}\n", name, one.why->text);
        if (one.farOut)
            remarks += fmt::format("{}: more than three times its band from the estimate by published constants; see its unit and its conditions.\n", name);
        else if (!one.why && !one.asTheWorkload)
            remarks += fmt::format("{}: ran otherwise than the workload says; the estimate beside it is of the run's own conditions.\n", name);
    }
    std::string out;
    if (!rows.empty())
        out = '\n' + table({"run", "figure", ">measured", ">estimated", ">low", ">high", ">deviation, %"}, rows);
    return out + remarks;
}

/// What is not known of the machine and not said among the assumptions.
std::string unknown(const ClusterView& view, const std::vector<std::string>& assumptions)
{
    std::string out;
    for (const std::string& missing : view.missing) {
        if (std::find(assumptions.begin(), assumptions.end(), missing) == assumptions.end())
            out += "- Not known: " + missing + '\n';
    }
    return out;
}

} // namespace

std::string asText(const Workload& workload, const ClusterView& view, const TrainingEstimate& estimate)
{
    const TrainingFigures& figures = estimate.figures;
    std::vector<std::vector<std::string>> rows;
    for (const FigureText& formula : estimate.formulas)
        rows.push_back({formula.label, formula.formula});
    const std::string found = freeText(figures.choice, estimate.free);
    std::string out = fmt::format("{} on {} x {}\n{}{}{}; {}\n", shown(workload.name, 400), view.accelerators, view.accelerator,
                                  text(figures.layout), found.empty() ? "" : ", ", found, estimate.basisText);
    const auto seconds = [](Seconds time) { return withUnit(time.value(), "s", 4); };
    out += '\n'
        + table({"step", ">time"},
                {{"compute", seconds(figures.step.compute)},
                 {"scale-up", seconds(figures.step.scaleUp)},
                 {"scale-out", seconds(figures.step.scaleOut)},
                 {"bubble", seconds(figures.step.bubble)},
                 {"other", seconds(figures.step.other)},
                 {"total", seconds(figures.step.total())}});
    out += '\n' + table({"figure", "how"}, rows);
    if (!estimate.perMegawatt())
        out += noMegawatt;
    if (!estimate.fits)
        out += "\nMemory: not evaluated, the accelerator's is unknown\n";
    else
        out += fmt::format("\nMemory: {} per accelerator, {}\n", model::memoryText(figures.memory.total(), 4),
                           *estimate.fits ? "fits" : "does not fit");
    out += estimate.bottleneck + '\n';
    for (const std::string& assumption : estimate.assumptions)
        out += "- " + assumption + '\n';
    out += unknown(view, estimate.assumptions);
    return out;
}

std::string asText(const Workload& workload, const ClusterView& view, const ServingEstimate& estimate)
{
    const ServingFigures& figures = estimate.figures;
    std::string out = fmt::format("{} on {} x {}\n{}; {}\n", shown(workload.name, 400), view.accelerators, view.accelerator,
                                  estimate.layout, estimate.basisText);
    const auto banded = [](std::string name, double value, std::string_view unit, const ServingError& error) {
        return std::vector<std::string>{std::move(name), withUnit(value, unit, 4), withUnit(value * error.low, unit, 3),
                                        withUnit(value * error.high, unit, 3)};
    };
    out += '\n'
        + table({"figure", ">value", ">low", ">high"},
                {banded("time per output token", figures.token.value(), "s", estimate.tokenError),
                 banded("time to first token", figures.firstToken.value(), "s", estimate.firstTokenError),
                 banded("output", figures.tokensPerSecond, "tokens/s", estimate.throughputError),
                 banded("output per accelerator", figures.perAccelerator(), "tokens/s", estimate.throughputError)});
    std::vector<std::vector<std::string>> rows;
    for (const ServingPartOfToken& part : estimate.token)
        if (part.time.value() > 0)
            rows.push_back({part.label, withUnit(part.time.value(), "s", 3)});
    out += '\n' + table({"of an output token", ">time"}, rows);
    rows.clear();
    for (const FigureText& formula : estimate.formulas)
        rows.push_back({formula.label, formula.formula});
    out += '\n' + table({"figure", "how"}, rows);
    if (!estimate.perMegawatt())
        out += noMegawatt;
    if (!estimate.spread)
        out += '\n' + estimate.spreadText + '\n';
    if (estimate.meetsGoals)
        out += *estimate.meetsGoals ? "\nKeeps the promised times\n" : "\nDoes not keep the promised times\n";
    out += estimate.bottleneck + '\n';
    for (const std::string& assumption : estimate.assumptions)
        out += "- " + assumption + '\n';
    out += unknown(view, estimate.assumptions);
    return out;
}

/// The best layouts, with what each loses by.

std::string asText(const LayoutRanking& ranking, FreeChoices free)
{
    std::vector<std::vector<std::string>> rows;
    for (const RankedLayout& one : ranking.best) {
        if (const auto* training = std::get_if<TrainingFigures>(&one.found)) {
            const std::string chosen = freeText(training->choice, free);
            rows.push_back({chosen.empty() ? text(training->layout) : fmt::format("{}, {}", text(training->layout), chosen), withUnit(training->step.total().value(), "s", 4),
                            significant(training->tokensPerSecond / training->accelerators, 4),
                            model::memoryText(training->memory.total(), 4)});
        } else {
            const auto& point = std::get<ServingPoint>(one.found);
            rows.push_back({fmt::format("{}, {}, {} in flight", instancesText(point.figures), text(point.job.precision),
                                        significant(point.figures.inFlight, 3)),
                            withUnit(point.figures.token.value(), "s", 4), significant(point.figures.perAccelerator(), 4),
                            model::memoryText(point.figures.memory.total(), 4)});
        }
        rows.back().push_back(one.why);
    }
    if (rows.empty())
        return {};
    const bool serves = std::holds_alternative<ServingPoint>(ranking.best.front().found);
    return '\n' + table({"best layouts", serves ? ">output token" : ">step", ">tokens/s each", ">memory", "why it loses"}, rows);
}

/// What failures, checkpoints and spares take of a training.

std::string asText(const EstimateStory& story)
{
    const auto change = [](double share) { return fmt::format("{}{} %", share < 0 ? "-" : "+", significant(std::abs(share) * 100, 2)); };
    std::vector<std::vector<std::string>> rows;
    for (const WaterfallStep& step : story.waterfall)
        rows.push_back({std::string(step.label), withUnit(step.time.value(), "s", 4), withUnit(step.rate.value(), "FLOP/s", 4)});
    std::string out = asText(story.measured);
    if (!rows.empty())
        out += '\n' + table({"from peak to achieved", ">time", ">then"}, rows);
    rows.clear();
    for (const Sensitivity& one : story.sensitivities)
        rows.push_back({std::string(text(one.property)), change(one.more), change(one.less)});
    if (!rows.empty())
        out += '\n' + table({story.ofSpeed ? "speed of a request with" : "throughput with", ">10 % more", ">10 % less"}, rows);
    out += story.afterFailures ? asText(*story.afterFailures) : fmt::format("\nAfter failures: {}\n", story.whyNotAfterFailures);
    if (!story.cost)
        return out + fmt::format("\nCost: not evaluated. {}\n", story.whyNoCost);
    const CostEstimate& cost = *story.cost;
    rows.clear();
    const auto banded = [&](std::string name, const CostBand& band) {
        rows.push_back({std::move(name), significant(band.low, 3), significant(band.typical, 3), significant(band.high, 3)});
    };
    for (const CapitalLine& line : cost.capital) {
        const std::string name = fmt::format("{}, M USD", titleOf(line.category));
        if (line.confidence)
            banded(name, {line.usd.low / 1e6, line.usd.typical / 1e6, line.usd.high / 1e6});
        else
            rows.push_back({name, "no price", "no price", "no price"});
    }
    banded("capital per accelerator, USD", cost.capitalPerAccelerator);
    banded("a year, M USD", {cost.perYear.low / 1e6, cost.perYear.typical / 1e6, cost.perYear.high / 1e6});
    banded("accelerator-hour, USD", cost.perAcceleratorHour);
    banded("of it energy, USD", cost.energyPerAcceleratorHour);
    if (story.perMillionTokens)
        banded("million tokens, USD", *story.perMillionTokens);
    if (story.energyPerMillionTokens)
        banded("of it energy, USD", *story.energyPerMillionTokens);
    if (story.afterFailures && story.afterFailures->perMillionTokens)
        banded("million tokens after failures, USD", *story.afterFailures->perMillionTokens);
    if (story.afterFailures && story.afterFailures->energyPerMillionTokens)
        banded("of it energy, USD", *story.afterFailures->energyPerMillionTokens);
    if (story.afterFailures && story.afterFailures->runCost) {
        const CostBand& run = *story.afterFailures->runCost;
        banded("the run after failures, M USD", {run.low / 1e6, run.typical / 1e6, run.high / 1e6});
    }
    out += '\n' + table({"cost", ">low", ">typical", ">high"}, rows);
    out += fmt::format("{}; figures of {}, confidence {}", cost.profile, cost.asOf, word(cost.confidence));
    out += cost.unpriced > 0 ? fmt::format("; {} pieces without a price are in no sum\n", cost.unpriced) : "\n";
    rows.clear();
    for (const CostCheck& check : cost.checks)
        rows.push_back({fmt::format("{}, {}", check.name, check.unit), significant(check.value, 3), significant(check.published.low, 3),
                        significant(check.published.high, 3), check.within() ? "within" : "outside", check.asOf});
    if (!rows.empty())
        out += '\n' + table({"beside published clusters", ">typical", ">low", ">high", "it is", "of"}, rows);
    return out;
}

std::string asText(const EstimateCase& one, const EstimateCaseAnswer& answer)
{
    std::string out = fmt::format("{} ({})\n", shown(one.id), shown(one.kind));
    if (answer.error)
        return out + "Not evaluated: " + shown(answer.error->text, 400) + '\n';
    std::vector<std::vector<std::string>> rows;
    for (const BandedFigure& figure : answer.figures)
        rows.push_back({figure.key, significant(figure.value, 4), significant(figure.low, 4), significant(figure.high, 4)});
    for (const auto& [size, time] : answer.table)
        rows.push_back({fmt::format("{} at {}", answer.tableKey, significant(size, 6)), significant(time, 4),
                        significant(time / (1 + answer.tableBand), 4), significant(time * (1 + answer.tableBand), 4)});
    out += table({"figure", ">value", ">low", ">high"}, rows);
    rows.clear();
    for (const auto& [part, time] : answer.breakdown)
        rows.push_back({part, withUnit(time, "s", 4)});
    if (!rows.empty())
        out += '\n' + table({"time", ">of it"}, rows);
    rows.clear();
    for (const auto& [kind, bytes] : answer.memory)
        rows.push_back({kind, model::memoryText(Bytes{bytes}, 4)});
    if (!rows.empty())
        out += '\n' + table({"memory", ">per accelerator"}, rows);
    out += answer.extrapolated ? "Extrapolated\n" : "Calibrated\n";
    if (!answer.layout.empty())
        out += answer.layout + '\n';
    out += asText(answer.ranking, {});
    if (!answer.bottleneck.empty())
        out += answer.bottleneck + '\n';
    for (const std::string& assumption : answer.assumptions)
        out += "- " + assumption + '\n';
    return out;
}

} // namespace colonnade::cli
