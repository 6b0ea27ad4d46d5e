#include "render/charts/DesignCharts.h"
#include "render/charts/StudyCharts.h"
#include "render/report/ReportWriter.h"

#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::render {
namespace {

using namespace model;

/// "310 to 420"
QString between(const CostBand& band, double divisor = 1)
{
    return QStringLiteral("%1 to %2").arg(QString::fromStdString(significant(band.low / divisor, 3)), QString::fromStdString(significant(band.high / divisor, 3)));
}

QString typically(const CostBand& band, double divisor = 1)
{
    return QString::fromStdString(significant(band.typical / divisor, 3));
}

QString hours(Seconds time)
{
    return std::isfinite(time.value()) ? figure(std::optional{time.value() / 3600}, "h", 3) : QStringLiteral("never");
}

QString orDash(std::optional<double> value, int digits = 3)
{
    return value ? QString::fromStdString(significant(*value, digits)) : QStringLiteral("–");
}

} // namespace

void ReportWriter::reliability()
{
    if (m_package.losses.empty())
        return;
    Paper& paper = m_paper;
    paper.part(QStringLiteral("Reliability and service"));
    paper.paragraph(QStringLiteral("Accelerators that stop when one thing fails. Those that keep a port are degraded, not lost."));
    Table table;
    table.title = QStringLiteral("Blast radius of single failures");
    table.columns = {{QStringLiteral("Loss of"), Qt::AlignLeft, 0}, {QStringLiteral("Which"), Qt::AlignLeft, 1, 2}, {QStringLiteral("Subject"), Qt::AlignLeft, 0},
                     {QStringLiteral("Accelerators lost"), Qt::AlignRight, 0}, {QStringLiteral("Share"), Qt::AlignRight, 0}};
    for (const package::LossLine& loss : m_package.losses)
        table.rows.push_back({paperText(loss.kind), paperText(loss.name, 120), quiet(paperText(loss.subject, 60)), strong(count(loss.accelerators)),
                              loss.of > 0 ? percentOf(static_cast<double>(loss.accelerators) / loss.of) : QStringLiteral("–")});
    table.source = QStringLiteral("Of %1 accelerators; a pod design that stands many times loses one placement at a time.").arg(count(m_package.totals.accelerators));
    cutTable(table, 120, QStringLiteral("losses"));
    failures();
}

void ReportWriter::failures()
{
    const ReliabilityFacts& facts = m_package.reliability;
    if (facts.population.nodes == 0)
        return;
    Paper& paper = m_paper;
    paper.section(QStringLiteral("Failures and goodput"));
    paper.pairs({{QStringLiteral("Nodes, repaired as a whole"), count(static_cast<double>(facts.population.nodes))},
                 {QStringLiteral("Interruptions of a job on all nodes"), QStringLiteral("%1 a day").arg(orDash(facts.interruptionsPerDay))},
                 {QStringLiteral("Nodes in repair, on average"), orDash(facts.inRepair)},
                 {QStringLiteral("Spare nodes of the site"), facts.spareNodes ? count(*facts.spareNodes) : QStringLiteral("not said")},
                 {QStringLiteral("Spare nodes for the profile's target"), count(facts.spareNodesLikely.count)},
                 {QStringLiteral("Part failures"), QStringLiteral("%1 a year").arg(orDash(facts.failuresPerYear))}},
                2);
    Table jobs;
    jobs.title = QStringLiteral("Jobs with their checkpoints, failures and spares");
    jobs.columns = {{QStringLiteral("Job"), Qt::AlignLeft, 1, 2},        {QStringLiteral("Nodes"), Qt::AlignRight, 0},
                    {QStringLiteral("Spares"), Qt::AlignRight, 0},       {QStringLiteral("A node fails every"), Qt::AlignRight, 0},
                    {QStringLiteral("Checkpoint"), Qt::AlignRight, 0},   {QStringLiteral("every"), Qt::AlignRight, 0},
                    {QStringLiteral("Trains"), Qt::AlignRight, 0},       {QStringLiteral("Enough nodes"), Qt::AlignRight, 0},
                    {QStringLiteral("Gets on"), Qt::AlignRight, 0},      {QStringLiteral("Goodput"), Qt::AlignRight, 0}};
    const auto after = [&](const JobReliability& job) -> const AfterFailures* {
        const auto pages = std::ranges::find_if(m_package.workloads, [&](const auto& each) { return job.workload == each.workload.id; });
        return pages != m_package.workloads.end() && pages->story.afterFailures ? &*pages->story.afterFailures : nullptr;
    };
    for (const JobReliability& job : facts.jobs) {
        const AfterFailures* share = after(job);
        jobs.rows.push_back({paperText(job.name, 120), count(static_cast<double>(job.nodes)),
                             QStringLiteral("%1%2").arg(count(job.spareNodes), job.sparesAssumed ? QStringLiteral(" assumed") : QString{}),
                             hours(job.meanTimeToFailure), timeText(job.checkpoint.time), hours(job.interval),
                             share ? percentOf(share->effective) : QStringLiteral("–"), share ? percentOf(share->enoughNodes) : QStringLiteral("–"),
                             share ? percentOf(share->progress) : QStringLiteral("–"), strong(share ? percentOf(share->goodput) : QStringLiteral("–"))});
    }
    jobs.source = QStringLiteral("Interval by Young and Daly. Trains: what checkpoints, work done again and restarts leave of the time; enough nodes: the share of "
                                 "it in which no more nodes are in repair than there are spares; gets on: both together; goodput: of that the share of its nodes in "
                                 "its nodes and spares. All "
                                 "with failures of what nodes share, and “–” where the workload does not say what a checkpoint and a restart take.");
    if (!jobs.rows.empty())
        paper.table(jobs);
    Table classes;
    classes.title = QStringLiteral("Failures by kind of part, and spares on the shelf");
    classes.columns = {{QStringLiteral("Parts"), Qt::AlignLeft, 1},          {QStringLiteral("Number"), Qt::AlignRight, 0},
                       {QStringLiteral("Of one, a year"), Qt::AlignRight, 0}, {QStringLiteral("Of all, a year"), Qt::AlignRight, 0},
                       {QStringLiteral("Over the lead time"), Qt::AlignRight, 0}, {QStringLiteral("Spares"), Qt::AlignRight, 0}};
    for (const ClassFailures& one : facts.classes) {
        const bool known = one.annualRate.has_value();
        classes.rows.push_back({paperText(failureClassName(one.kind), 60), count(static_cast<double>(one.count)),
                                known ? percentOf(*one.annualRate) : QStringLiteral("–"), known ? orDash(one.perYear) : QStringLiteral("–"),
                                known ? orDash(one.overLead) : QStringLiteral("–"), known ? strong(count(one.spares.count)) : Cell{QStringLiteral("–")}});
    }
    classes.source = QStringLiteral("Rates of the profile %1.").arg(paperText(m_package.profileTitle));
    if (!classes.rows.empty())
        paper.table(classes);
}

void ReportWriter::cost()
{
    Paper& paper = m_paper;
    paper.part(QStringLiteral("Energy and cost"));
    energy();
    paper.section(QStringLiteral("Cost over the life"));
    if (!m_package.cost) {
        paper.paragraph(QStringLiteral("Not evaluated: %1").arg(paperText(m_package.whyNoCost)));
        return;
    }
    const CostEstimate& cost = *m_package.cost;
    Table table;
    table.title = QStringLiteral("Planning estimate, USD, figures of %1").arg(paperText(cost.asOf, 20));
    table.columns = {{QStringLiteral("Of"), Qt::AlignLeft, 1},               {QStringLiteral("Typical"), Qt::AlignRight, 0},
                     {QStringLiteral("Low to high"), Qt::AlignRight, 0},     {QStringLiteral("Unit"), Qt::AlignLeft, 0},
                     {QStringLiteral("Confidence"), Qt::AlignLeft, 0},       {QStringLiteral("Pieces"), Qt::AlignRight, 0},
                     {QStringLiteral("No price or range"), Qt::AlignRight, 0}};
    const QString millions = QStringLiteral("M USD");
    const QString none = QStringLiteral("–");
    for (const CapitalLine& line : cost.capital)
        table.rows.push_back({paperText(titleOf(line.category)), line.confidence ? typically(line.usd, 1e6) : none,
                              line.confidence ? between(line.usd, 1e6) : none, millions,
                              line.confidence ? paperText(word(*line.confidence)) : none, count(line.pieces), count(line.unpriced)});
    const auto total = [&](const QString& name, const CostBand& band, double divisor, const QString& unit) {
        table.rows.push_back({strong(name + QStringLiteral(", median")), strong(typically(band, divisor)), strong(between(band, divisor)), unit, QString{}, QString{}, QString{}});
    };
    total(QStringLiteral("Capital of the IT"), cost.itCapital, 1e6, millions);
    if (cost.facilityCapital.typical > 0)
        total(QStringLiteral("Capital of the facility"), cost.facilityCapital, 1e6, millions);
    total(QStringLiteral("Capital per accelerator"), cost.capitalPerAccelerator, 1, QStringLiteral("USD"));
    total(QStringLiteral("A year, all of it"), cost.perYear, 1e6, millions);
    total(QStringLiteral("An accelerator-hour in use"), cost.perAcceleratorHour, 1, QStringLiteral("USD"));
    total(QStringLiteral("Of that, energy"), cost.energyPerAcceleratorHour, 1, QStringLiteral("USD"));
    table.source = QStringLiteral("%1. Of kinds: every input at its typical; of sums: the median of draws from all ranges, which are skewed, so that it is not the sum of what is typical. Low and high are about the 10th and the 90th of a hundred; confidence is that of the weakest figure, on the whole %2.")
                       .arg(paperText(cost.profile, 120), paperText(word(cost.confidence)));
    paper.table(table);
    paper.space(6);
    addChart(paper, yearChart(cost, paper.theme()), QStringLiteral("A year with all inputs typical; beside it the median of the draws"));
    paper.space(6);
    addChart(paper, costSwingChart(cost), QStringLiteral("What moves the cost of an accelerator-hour most"), 0.8);
}

void ReportWriter::energy()
{
    const SustainabilityFacts& energy = m_package.energy;
    m_paper.section(QStringLiteral("Energy"));
    std::vector<Paper::Pair> pairs{
        {QStringLiteral("IT, provisioned"), figure(energy.it)},
        {QStringLiteral("Lost in the power chain"), figure(energy.conversion)},
        {QStringLiteral("Cooling units of the hall"), figure(energy.ownCooling)},
        {QStringLiteral("Cooling plant of the site"), figure(energy.mechanical)},
        {QStringLiteral("Other loads of the site"), figure(energy.other)},
        {QStringLiteral("Site, together"), figure(energy.siteTotal)},
        {QStringLiteral("IT energy of a year"), figure(std::optional{energy.itEnergy / 1e6}, "GWh", 3)},
        {QStringLiteral("PUE at full load"), orDash(energy.pue)},
        {QStringLiteral("Water, WUE"), energy.wue ? figure(energy.wue, "L/kWh", 3) : QStringLiteral("–")},
        {QStringLiteral("Carbon, CUE"), energy.cue ? figure(energy.cue, "kg/kWh", 3) : QStringLiteral("–")},
    };
    m_paper.pairs(pairs, 2);
    if (!energy.missing.empty())
        m_paper.note(QStringLiteral("PUE lacks %1.").arg(joined(energy.missing)));
}

} // namespace colonnade::render
