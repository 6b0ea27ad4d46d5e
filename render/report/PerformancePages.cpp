#include "render/charts/DesignCharts.h"
#include "render/charts/StudyCharts.h"
#include "render/report/ReportWriter.h"

#include "model/exchange/CostJson.h"
#include "model/performance/Layouts.h"
#include "model/units/Text.h"

#include <cmath>

namespace colonnade::render {
namespace {

using namespace model;

constexpr double mm = pointsPerMillimetre;

QString seconds(Seconds time)
{
    return timeText(time, 4);
}

QString duration(Seconds time)
{
    constexpr double day = 86400;
    return time.value() > 2 * day ? QStringLiteral("%1 days").arg(QString::fromStdString(significant(time.value() / day, 3))) : seconds(time);
}

/// "1.20 s (1.00 s to 1.50 s)"
QString banded(Seconds time, const ServingError& error)
{
    return QStringLiteral("%1 (%2 to %3)").arg(timeText(time), timeText(time * error.low), timeText(time * error.high));
}

/// "1,200 tok/s (1,000 tok/s to 1,500 tok/s)"
QString banded(double value, const ServingError& error, std::string_view unit)
{
    return QStringLiteral("%1 (%2 to %3)").arg(figure(std::optional{value}, unit, 3), figure(std::optional{value * error.low}, unit, 3),
                                               figure(std::optional{value * error.high}, unit, 3));
}

QString perMillion(const std::optional<CostBand>& usd)
{
    return usd ? QStringLiteral("%1 USD").arg(paperText(bandText(*usd))) : QStringLiteral("–");
}

/// What failures leave of a training: figures, or why there are none.
void addAfterFailures(std::vector<Paper::Pair>& pairs, const EstimateStory& story)
{
    if (!story.afterFailures) {
        pairs.push_back({QStringLiteral("With failures"), QStringLiteral("not evaluated, see below")});
        return;
    }
    const AfterFailures& after = *story.afterFailures;
    pairs.push_back({QStringLiteral("Goodput, with failures and spares"), percentOf(after.goodput)});
    pairs.push_back({QStringLiteral("Time to train, with failures"), after.timeToTrain ? duration(*after.timeToTrain) : QStringLiteral("–")});
    pairs.push_back({QStringLiteral("Energy per token, with failures"), figure(after.energyPerToken, 3)});
    pairs.push_back({QStringLiteral("A million tokens, with failures"), perMillion(after.perMillionTokens)});
    if (after.runCost)
        pairs.push_back({QStringLiteral("The whole run, with failures"), QStringLiteral("%1 M USD").arg(paperText(bandText({after.runCost->low / 1e6, after.runCost->typical / 1e6, after.runCost->high / 1e6})))});
}

} // namespace

void ReportWriter::performance()
{
    if (m_package.workloads.empty())
        return;
    Paper& paper = m_paper;
    paper.part(QStringLiteral("Performance"));
    bool first = true;
    for (const package::WorkloadPages& pages : m_package.workloads) {
        if (!first)
            paper.newPage();
        first = false;
        paper.section(paperText(pages.workload.name, 160));
        if (pages.estimate)
            training(pages);
        else if (pages.serving)
            serving(pages);
        else
            paper.paragraph(QStringLiteral("Not evaluated: %1").arg(paperText(pages.refusal.value_or("there is no estimate"))));
    }
}

void ReportWriter::training(const package::WorkloadPages& pages)
{
    Paper& paper = m_paper;
    const TrainingEstimate& estimate = *pages.estimate;
    const ClusterView& machine = *pages.machine;
    paper.paragraph(paperText(estimate.basisText), print::body, paper.theme().text2, 3);
    paper.paragraph(paperText(estimate.bottleneck), print::body, {}, 3);
    paper.space(4);
    std::vector<Paper::Pair> pairs{
        {QStringLiteral("Throughput"), QStringLiteral("%1 (%2 to %3)").arg(figure(std::optional{estimate.figures.tokensPerSecond}, "tok/s", 3), figure(std::optional{estimate.tokensPerSecondLow}, "tok/s", 3), figure(std::optional{estimate.tokensPerSecondHigh}, "tok/s", 3))},
        {QStringLiteral("Time per step"), QStringLiteral("%1 (%2 to %3)").arg(seconds(estimate.figures.step.total()), seconds(estimate.stepLow), seconds(estimate.stepHigh))},
        {QStringLiteral("Accelerators in use"), QStringLiteral("%1 of %2").arg(count(estimate.figures.accelerators), count(machine.accelerators))},
        {QStringLiteral("Layout"), QStringLiteral("%1%2").arg(paperText(shortText(estimate.figures.layout)), estimate.searched ? QStringLiteral(" (searched)") : QString{})},
        {QStringLiteral("MFU"), QStringLiteral("%1, %2").arg(percentOf(estimate.mfu), paperText(word(estimate.convention)))},
        {QStringLiteral("Energy per token"), figure(estimate.energyPerToken, 3)},
        {QStringLiteral("Throughput per megawatt"), figure(estimate.perMegawatt(), "tok/s", 3)},
        {QStringLiteral("Time to train, without failures"), estimate.timeToTrain ? duration(*estimate.timeToTrain) : QStringLiteral("–")},
        {QStringLiteral("A million tokens, without failures"), perMillion(pages.story.perMillionTokens)},
        {QStringLiteral("Memory"), estimate.fits ? (*estimate.fits ? QStringLiteral("fits") : QStringLiteral("does not fit")) : QStringLiteral("not evaluated")},
    };
    if (const std::string found = freeText(estimate.figures.choice, estimate.free); !found.empty())
        pairs.push_back({QStringLiteral("Found for what was left free"), paperText(found, 120)});
    addAfterFailures(pairs, pages.story);
    paper.pairs(pairs, 2);
    paper.note(pages.story.afterFailures ? QStringLiteral("Goodput: %1").arg(paperText(pages.story.afterFailures->why, 600))
                                         : paperText(pages.story.whyNotAfterFailures, 400));
    paper.space(6);
    addChart(paper, stepChart(estimate, paper.theme()), QStringLiteral("Where the time of a step goes"));
    paper.space(6);
    addChart(paper, memoryChart(estimate, machine.memory, paper.theme()), QStringLiteral("Memory of the fullest accelerator"));
    if (pages.scaling.size() > 1) {
        paper.space(6);
        const LineChart scaling = scalingChart(pages.scaling, estimate);
        paper.figure(56 * mm, QStringLiteral("Throughput on parts of the machine, the same job"), [&](QPainter& painter, const QRectF& area) {
            paintChart(painter, area.adjusted(0, 0, -area.width() * 0.4, 0), scaling, paper.theme(), 0.75);
        });
    }
    grounds(pages, estimate.formulas);
}

void ReportWriter::serving(const package::WorkloadPages& pages)
{
    Paper& paper = m_paper;
    const ServingEstimate& estimate = *pages.serving;
    const ServingFigures& figures = estimate.figures;
    paper.paragraph(paperText(estimate.basisText), print::body, paper.theme().text2, 3);
    paper.paragraph(paperText(estimate.bottleneck), print::body, {}, 3);
    paper.space(4);
    std::vector<Paper::Pair> pairs{
        {QStringLiteral("Output of all instances"), banded(figures.tokensPerSecond, estimate.throughputError, "tok/s")},
        {QStringLiteral("Output per accelerator"), banded(figures.perAccelerator(), estimate.throughputError, "tok/s")},
        {QStringLiteral("Time to the first token, mean"), banded(figures.firstToken, estimate.firstTokenError)},
        {QStringLiteral("Half, and 99 of 100, get it within"), QStringLiteral("%1, %2").arg(timeText(figures.firstTokenMedian), timeText(figures.firstTokenLate))},
        {QStringLiteral("Time per further token, mean"), banded(figures.token, estimate.tokenError)},
        {QStringLiteral("Half, and 99 of 100 further tokens, take at most"),
         estimate.spread ? QStringLiteral("%1, %2").arg(timeText(estimate.spread->median), timeText(estimate.spread->late)) : QStringLiteral("not evaluated")},
        {QStringLiteral("Output that a user sees"), figure(std::optional{figures.perUser()}, "tok/s", 3)},
        {QStringLiteral("Requests in flight, room for"), QStringLiteral("%1, %2").arg(count(std::floor(figures.inFlight)), count(std::floor(figures.room * figures.instances)))},
        {QStringLiteral("Requests served"), QStringLiteral("%1/s%2").arg(QString::fromStdString(significant(figures.requestsPerSecond, 3)), figures.overloaded ? QStringLiteral(", more arrive") : QString{})},
        {QStringLiteral("Accelerators in use"), QStringLiteral("%1 of %2").arg(count(figures.accelerators), count(pages.machine->accelerators))},
        {QStringLiteral("Layout"), QStringLiteral("%1%2").arg(paperText(estimate.layout, 120), estimate.searched ? QStringLiteral(" (searched)") : QString{})},
        {QStringLiteral("Promised times"), !estimate.meetsGoals ? QStringLiteral("none") : *estimate.meetsGoals ? QStringLiteral("kept") : QStringLiteral("not kept")},
        {QStringLiteral("Energy per output token"), figure(estimate.energyPerToken, 3)},
        {QStringLiteral("Output per megawatt"), figure(estimate.perMegawatt(), "tok/s", 3)},
        {QStringLiteral("A million output tokens, without failures"), perMillion(pages.story.perMillionTokens)},
    };
    if (!pages.workload.serving()->free.none())
        pairs.push_back({QStringLiteral("Found for what was left free"), paperText(text(estimate.precision), 120)});
    if (figures.handOff)
        pairs.push_back({QStringLiteral("Hand-off of a prompt between pools"), QStringLiteral("%1, of it not hidden %2").arg(timeText(figures.handOff->time), timeText(figures.handOff->shown))});
    paper.pairs(pairs, 2);
    paper.space(6);
    addChart(paper, tokenChart(estimate, paper.theme()), QStringLiteral("Where the time of an output token goes"));
    paper.space(6);
    addChart(paper, memoryChart(estimate, pages.machine->memory, paper.theme()), QStringLiteral("Memory of an accelerator"));
    grounds(pages, estimate.formulas);
}

void ReportWriter::measured(const package::WorkloadPages& pages)
{
    Table table;
    table.title = QStringLiteral("Measured runs beside the estimate of each");
    table.columns = {{QStringLiteral("Run"), Qt::AlignLeft, 0},        {QStringLiteral("Date"), Qt::AlignLeft, 0},
                     {QStringLiteral("Source"), Qt::AlignLeft, 1, 2},  {QStringLiteral("Figure"), Qt::AlignLeft, 0},
                     {QStringLiteral("Measured"), Qt::AlignRight, 0},  {QStringLiteral("Estimated"), Qt::AlignRight, 0},
                     {QStringLiteral("Band"), Qt::AlignRight, 0},      {QStringLiteral("Off"), Qt::AlignRight, 0}};
    for (const ComparedRun& run : pages.story.measured) {
        const Cell id = paperText(run.run.id.text(), 40), date = paperText(run.run.date, 20), source = paperText(run.run.source, 160);
        if (run.figures.empty())
            table.rows.push_back({id, date, source, quiet(QStringLiteral("not compared")), QString{}, QString{}, QString{}, QString{}});
        for (const ComparedFigure& one : run.figures) {
            const auto of = [&](double value) { return figure(std::optional{value}, unitOf(one.figure), 3); };
            table.rows.push_back({id, date, source, paperText(titleOf(one.figure), 60), strong(of(one.measured)), of(one.estimated),
                                  QStringLiteral("%1 to %2").arg(of(one.low), of(one.high)), percentOf(one.deviation())});
        }
    }
    if (!table.rows.empty())
        cutTable(table, 60, QStringLiteral("figures"));
}

void ReportWriter::grounds(const package::WorkloadPages& pages, const std::vector<FigureText>& formulas)
{
    Paper& paper = m_paper;
    if (!pages.story.waterfall.empty()) {
        paper.space(6);
        addChart(paper, waterfallChart(pages.story.waterfall), QStringLiteral("From the peak of an accelerator to what it achieves"), 0.8);
    }
    if (!pages.story.sensitivities.empty()) {
        paper.space(6);
        addChart(paper, sensitivityChart(pages.story.sensitivities, pages.story.ofSpeed), QStringLiteral("What more, and less, of each property of the machine gives"), 0.8);
    }
    measured(pages);
    Table table;
    table.title = QStringLiteral("How the figures came about");
    table.columns = {{QStringLiteral("Figure"), Qt::AlignLeft, 0}, {QStringLiteral("Formula with its numbers"), Qt::AlignLeft, 1, 3}};
    for (const FigureText& formula : formulas)
        table.rows.push_back({paperText(formula.label, 80), quiet(paperText(formula.formula, 500))});
    paper.table(table);
    if (!pages.machine->missing.empty())
        paper.note(QStringLiteral("Not known of the machine: %1").arg(joined(pages.machine->missing)));
}

} // namespace colonnade::render
