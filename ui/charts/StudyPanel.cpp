#include "ui/charts/StudyPanel.h"

#include "model/edit/ChainEdits.h"
#include "model/units/Text.h"
#include "render/charts/DesignCharts.h"
#include "render/charts/MeasuredMarks.h"
#include "ui/charts/ChartCanvas.h"
#include "ui/charts/LayoutModel.h"
#include "ui/charts/MeasuredPanel.h"
#include "ui/charts/SearchBar.h"
#include "ui/charts/WorkloadTable.h"
#include "ui/document/Words.h"
#include "ui/style/Controls.h"
#include "ui/style/Style.h"

#include <QComboBox>
#include <QHeaderView>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>
#include <QtMath>

#include <algorithm>

namespace colonnade::ui {

namespace {

constexpr double margin = 12, between = 20;
constexpr double sideBySide = 560; // From this width on two charts have room beside one another.
constexpr double leastChart = 150; // Height at which a chart can still be read.
constexpr double threeBeside = 900, lowCost = 390; // The costs stand beside one another in a panel so wide and lower than that.

/// Two charts side by side where there is room, else one below the other.
struct Halves {
    QRectF first, second;
};
Halves halvesOf(QSizeF size, double share = 0.5)
{
    const QRectF all{margin, 8, size.width() - 2 * margin, size.height() - 16};
    if (all.width() > sideBySide) {
        const double left = (all.width() - between) * share;
        return {{all.left(), all.top(), left, all.height()}, {all.left() + left + between, all.top(), all.width() - left - between, all.height()}};
    }
    const double upper = (all.height() - between) / 2;
    return {{all.left(), all.top(), all.width(), upper}, {all.left(), all.top() + upper + between, all.width(), upper}};
}

template <class Row> std::vector<QString> rowTips(const std::vector<Row>& rows, auto tip)
{
    std::vector<QString> tips;
    for (const Row& row : rows)
        tips.push_back(tip(row));
    return tips;
}

PlacedChart placedWaterfall(const Study& study, const QRectF& area)
{
    const auto rows = static_cast<std::size_t>(std::max(4.0, (area.height() - 24) / 22)) - 1; // One for what is achieved.
    const auto steps = render::foldedWaterfall(study.waterfall, rows);
    render::WaterfallChart chart = render::waterfallChart(steps);
    auto tips = rowTips(steps, [](const model::WaterfallStep& step) {
        return StudyPanel::tr("%1: %2; then %3 of an accelerator")
            .arg(words(step.label), render::timeText(step.time), figureText(step.rate.value(), "FLOP/s", inspectorDigits));
    });
    return {std::move(chart), area, std::move(tips)};
}

QString tipOf(const Study& study, const model::ServingPoint& point)
{
    const model::ServingFigures& figures = point.figures;
    const auto perMegawatt = study.machine ? model::tokensPerSecondPerMegawatt(model::servedEnergyPerToken(*study.machine, figures)) : std::nullopt;
    return StudyPanel::tr("%1, %2 requests in flight: %3 tok/s per GPU, %4, %5 tok/s a user, first token after %6")
        .arg(words(model::instancesText(figures)), words(model::significant(figures.inFlight, stripDigits)),
             words(model::significant(figures.perAccelerator(), stripDigits)),
             perMegawatt ? StudyPanel::tr("%1 per MW").arg(figureText(*perMegawatt, "tok/s")) : StudyPanel::tr("per MW not evaluated"),
             words(model::significant(figures.perUser(), stripDigits)), render::timeText(figures.firstToken));
}

} // namespace

StudyPanel::StudyPanel(DesignSession& session, QWidget* parent) : QWidget(parent), m_session(session), m_study(session)
{
    setObjectName(QStringLiteral("study-panel"));
    m_views = new QComboBox(this);
    m_views->setObjectName(QStringLiteral("study-views"));
    m_views->setFixedHeight(20); // As what else stands among the tabs.
    m_views->setToolTip(tr("What is shown of the estimate"));
    const std::pair<QString, QString> views[] = {
        {tr("Why"), tr("From the peak to what is achieved of a step or an output token, and the kernels between the roofs")},
        {tr("What if"), tr("What 10 % more or less of each property of the machine would give")},
        {tr("Best"), tr("The best layouts, and what each loses by")},
        {tr("Latency"), tr("Of serving: throughput against latency, and against what a user sees")},
        {tr("Cost"), tr("Capital, a year, and an accelerator-hour, as bands")},
        {tr("Measured"), tr("Measured runs beside the estimate, and whether they calibrate it")},
        {tr("All"), tr("All workloads of the design, each with its change from the baseline")},
    };
    for (const auto& view : views) {
        m_views->addItem(view.first);
        m_views->setItemData(m_views->count() - 1, view.second, Qt::ToolTipRole);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_pages = new QStackedWidget(this);
    m_canvas = new ChartCanvas([this](QSizeF size) { return lay(size); }, m_pages);
    m_scroll = new QScrollArea(m_pages);
    m_scroll->setObjectName(QStringLiteral("study-scroll"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidgetResizable(true);
    m_scroll->setWidget(m_canvas);
    m_layouts = new LayoutModel(this);
    m_table = new QTableView(m_pages);
    m_table->setObjectName(QStringLiteral("layout-table"));
    m_table->setModel(m_layouts);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(space::row);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_workloads = new WorkloadTable(session, m_pages);
    m_empty = new EmptyState(m_pages);
    m_measured = new MeasuredPanel(session, m_pages);
    connect(m_measured, &MeasuredPanel::importWanted, this, &StudyPanel::importWanted);
    for (QWidget* page : {static_cast<QWidget*>(m_scroll), static_cast<QWidget*>(m_table), static_cast<QWidget*>(m_empty),
                          static_cast<QWidget*>(m_measured), static_cast<QWidget*>(m_workloads)})
        m_pages->addWidget(page);
    m_search = new SearchBar(session, m_study, this);
    column->addWidget(m_search);
    column->addWidget(m_pages);

    connect(m_views, &QComboBox::activated, this, [this](int index) { setView(static_cast<View>(index)); });
    connect(&m_study, &EstimateStudy::begun, this, [this] {
        if (!m_study.study()) // What was stopped is sought again.
            refresh();
    });
    connect(&m_study, &EstimateStudy::changed, this, [this] {
        m_layouts->show(m_study.study());
        refresh();
        fitColumns();
    });
    connect(&session, &DesignSession::judgementChanged, this, &StudyPanel::refresh);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& index) { takeLayout(index.row()); });
    refresh();
}

QWidget* StudyPanel::views() const
{
    return m_views;
}

void StudyPanel::setView(View view)
{
    m_view = view;
    m_views->setCurrentIndex(static_cast<int>(view));
    m_scroll->verticalScrollBar()->setValue(0);
    refresh();
}

void StudyPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_study.setWanted(true);
    QTimer::singleShot(0, this, [this] { // Once the pages have the panel's size.
        fitCanvas();
        fitColumns();
    });
}

void StudyPanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_study.setWanted(false);
}

void StudyPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitCanvas();
    QTimer::singleShot(0, this, &StudyPanel::fitColumns);
}

/// What has no room is scrolled to: charts are neither cut nor drawn over one another.
void StudyPanel::fitCanvas()
{
    m_canvas->setMinimumHeight(qCeil(leastHeight(m_scroll->viewport()->width())));
}

double StudyPanel::leastHeight(double width) const
{
    const auto study = m_study.study();
    if (!study || !missing().isEmpty())
        return 0;
    const bool beside = width - 2 * margin > sideBySide;
    switch (m_view) {
    case View::Why:
        if (study->waterfall.empty() || study->roofline.empty())
            return 16 + leastChart;
        [[fallthrough]];
    case View::Latency: return 16 + (beside ? leastChart : 2 * leastChart + between);
    case View::WhatIf: return 16 + render::heightOf(render::sensitivityChart(study->sensitivities, study->ofSpeed));
    case View::Cost: return width - 2 * margin >= threeBeside ? 2 * leastChart : beside ? 420 : 700;
    default: return 0;
    }
}

void StudyPanel::fitColumns()
{
    m_table->resizeColumnsToContents();
}

/// Gives the workload the layout of a row with what was chosen for it, as one undo step.
void StudyPanel::takeLayout(int row)
{
    const model::Workload* workload = m_session.workload();
    if (!workload || row < 0 || row >= m_layouts->rowCount())
        return;
    model::Workload changed = *workload;
    if (const model::ServingPoint* point = m_layouts->served(row)) {
        if (!workload->serving())
            return; // The table is still that of the workload before.
        model::ServingJob served = model::withoutLayout(*workload->serving());
        served.layout = point->job.layout;
        served.precision = point->job.precision;
        if (workload->serving()->free.has(model::FreeChoice::Pools))
            served.prefill = point->job.prefill;
        served.free = {};
        if (!served.requestRate)
            served.concurrency = point->job.concurrency; // Else as many as memory holds would come to it.
        changed.job = served;
        m_session.apply(tr("Set layout %1").arg(words(model::instancesText(point->figures))),
                        [changed](const model::Design& design) { return model::setWorkload(design, changed); });
        return;
    }
    if (!workload->training())
        return;
    model::TrainingJob job = model::with(*workload->training(), m_layouts->choice(row));
    job.layout = m_layouts->layout(row);
    changed.job = job;
    m_session.apply(tr("Set layout %1").arg(words(model::shortText(m_layouts->layout(row)))),
                    [changed](const model::Design& design) { return model::setWorkload(design, changed); });
}

QString StudyPanel::missing() const
{
    const model::FloorFacts& facts = m_session.design()->facts();
    if (facts.accelerators == 0)
        return tr("What stands behind the estimate. It needs accelerators: nothing that computes is placed yet.");
    if (m_view == View::Workloads)
        return m_session.design()->workloads().empty() ? tr("The estimate needs a workload.") : QString();
    const auto study = m_study.study();
    if (!study)
        return m_study.givenUp() ? tr("The search was stopped. The next edit begins it anew.") : tr("Working out what stands behind the estimate…");
    if (m_view == View::Cost)
        return study->cost && !*study->cost ? words(study->cost->error().text) : QString();
    if (!m_session.workload())
        return tr("The estimate needs a workload.");
    switch (m_view) {
    case View::Why: return study->waterfall.empty() && study->roofline.empty() ? tr("There is no estimate to explain.") : QString();
    case View::WhatIf: return study->sensitivities.empty() ? tr("There is no estimate to vary.") : QString();
    case View::Choices: return study->layouts.empty() && study->served.empty() ? tr("No layout fits the machine.") : QString();
    case View::Latency:
        if (!m_session.workload()->serving())
            return tr("Throughput against latency is shown of serving; '%1' is a training.").arg(words(m_session.workload()->name));
        return study->points.empty() ? tr("No layout fits the machine.") : QString();
    default: return {};
    }
}

void StudyPanel::refresh()
{
    const model::Workload* workload = m_session.workload();
    const bool noLatency = m_view == View::Latency && workload && !workload->serving();
    m_search->setVisible((m_view == View::Choices || m_view == View::Latency) && workload && !noLatency);
    if (m_view == View::Measured) {
        m_pages->setCurrentWidget(m_measured);
        return;
    }
    const QString why = missing();
    const auto study = m_study.study();
    m_empty->clearSteps();
    if (!why.isEmpty()) {
        m_empty->setMessage(why);
        if ((!workload || noLatency) && m_session.design()->facts().accelerators > 0) {
            auto* step = m_empty->addStep(tr("Choose a workload…"));
            connect(step, &QAbstractButton::clicked, this, [this, step] { emit workloadWanted(step->mapToGlobal(step->rect().bottomLeft())); });
        }
        m_pages->setCurrentWidget(m_empty);
        return;
    }
    if (m_view == View::Workloads) {
        m_pages->setCurrentWidget(m_workloads);
        return;
    }
    const bool table = m_view == View::Choices;
    m_pages->setCurrentWidget(table ? static_cast<QWidget*>(m_table) : static_cast<QWidget*>(m_scroll));
    if (table)
        return;
    fitCanvas();
    m_canvas->refresh();
}

std::vector<PlacedChart> StudyPanel::lay(QSizeF size) const
{
    const auto study = m_study.study();
    if (!study || !missing().isEmpty() || size.width() < 120 || size.height() < 60)
        return {};
    switch (m_view) {
    case View::Why: return layWhy(*study, size);
    case View::WhatIf: {
        const QString of = study->ofSpeed ? tr("of a request's speed") : tr("of throughput");
        auto tips = rowTips(study->sensitivities, [&of](const model::Sensitivity& one) {
            return tr("%1: with 10 % more %2 %4, with 10 % less %3")
                .arg(words(model::text(one.property)), signedText(one.more * 100, "%"), signedText(one.less * 100, "%"), of);
        });
        return {{render::sensitivityChart(study->sensitivities, study->ofSpeed), {margin, 8, size.width() - 2 * margin, size.height() - 16}, std::move(tips)}};
    }
    case View::Choices: break; // A table.
    case View::Latency: return layLatency(*study, size);
    case View::Cost: return layCost(*study, size);
    case View::Measured: break;
    case View::Workloads: break; // A table.
    }
    return {};
}

std::vector<PlacedChart> StudyPanel::layWhy(const Study& study, QSizeF size) const
{
    std::vector<PlacedChart> charts;
    const bool both = !study.waterfall.empty() && !study.roofline.empty();
    const Halves halves = halvesOf(size);
    const QRectF whole{margin, 8, size.width() - 2 * margin, size.height() - 16};
    if (!study.waterfall.empty())
        charts.push_back(placedWaterfall(study, both ? halves.first : whole));
    if (!study.roofline.empty()) {
        std::vector<QString> tips(3); // Of the roof's corners: nothing to say.
        for (const render::RoofedKernel& kernel : study.roofline)
            tips.push_back(tr("%1: %2 at %3 FLOP per byte").arg(kernel.name, figureText(kernel.rate, "FLOP/s"), words(model::significant(kernel.intensity, stripDigits))));
        charts.push_back({render::rooflineChart(study.roofRate, study.roofBandwidth, study.roofline, theme()), both ? halves.second : whole, std::move(tips)});
    }
    return charts;
}

std::vector<PlacedChart> StudyPanel::layLatency(const Study& study, QSizeF size) const
{
    const auto& answer = m_session.judgement().serving;
    const model::ServingFigures* now = answer && *answer ? &(*answer)->figures : nullptr;
    const Halves halves = halvesOf(size);
    std::vector<QString> tips;
    for (const auto* points : {&study.points, &study.front}) {
        for (const model::ServingPoint& point : *points)
            tips.push_back(tipOf(study, point));
    }
    std::vector<PlacedChart> charts;
    charts.push_back({render::paretoChart(study.points, study.front, now, theme()), halves.first, std::move(tips)});
    if (now) {
        render::XyChart latency = render::latencyChart(study.points, **answer, theme());
        std::vector<QString> latencyTips;
        for (const render::XySeries& series : latency.series)
            latencyTips.resize(latencyTips.size() + series.points.size());
        for (QString& tip : render::addMeasured(latency, m_session.judgement().measured, theme()))
            latencyTips.push_back(std::move(tip));
        charts.push_back({std::move(latency), halves.second, std::move(latencyTips)});
    }
    return charts;
}

QString StudyPanel::energyBasis() const
{
    const Judgement& judgement = m_session.judgement();
    const auto percent = [](double load) { return words(model::withUnit(load * 100, "%", 2)); };
    return judgement.serving ? tr("GPUs in use and their share of the site at %1 load").arg(percent(model::servingLoad))
                             : tr("The whole site at %1 load").arg(percent(judgement.calibration.training().load));
}

std::vector<PlacedChart> StudyPanel::layCost(const Study& study, QSizeF size) const
{
    if (!study.cost || !*study.cost)
        return {};
    const model::CostEstimate& cost = **study.cost;
    std::vector<PlacedChart> charts;
    const double width = size.width() - 2 * margin;
    // In a low panel all three stand beside one another.
    const bool low = size.height() < lowCost && width >= threeBeside;
    const double first = low ? width * 0.3 : width;
    render::StackChart year = render::yearChart(cost, theme());
    const double high = std::min(render::heightOf(year, first, 1), size.height() - 16);
    std::vector<QString> tips;
    for (const render::ChartPiece& piece : year.pieces)
        tips.push_back(tr("%1: %2 a year").arg(piece.label, piece.text));
    charts.push_back({std::move(year), {margin, 8, first, high}, std::move(tips)});
    // The energy of a token stands below the year, where there is room for both.
    double energyHeight = 0;
    if (study.job) {
        render::StackChart energy = render::energyChart(study.energyPerToken, study.energy, study.energyDollarsPerMillion, theme(), energyBasis());
        const double wanted = render::heightOf(energy, first, 1);
        if (8 + high + between / 2 + wanted + (low ? 8 : 200) <= size.height()) {
            std::vector<QString> energyTips;
            for (const render::ChartPiece& piece : energy.pieces)
                energyTips.push_back(tr("%1: %2 of a token's %3").arg(piece.label, piece.text, energy.total));
            charts.push_back({std::move(energy), {margin, 8 + high + between / 2, first, wanted}, std::move(energyTips)});
            energyHeight = wanted + between / 2;
        }
    }
    const QPointF down = low ? QPointF{first + between, 0} : QPointF{0, high + energyHeight + between};
    const QSizeF left{size.width() - down.x(), size.height() - down.y()};
    if (left.height() < 60)
        return charts;
    const Halves halves = halvesOf(left, 0.42);
    render::BarChart capital = render::capitalChart(cost, theme());
    std::vector<QString> capitalTips;
    for (const model::CapitalLine& line : cost.capital) {
        const auto millions = [](double usd) { return words(model::significant(usd / 1e6, stripDigits)); };
        if (line.usd.typical > 0)
            capitalTips.push_back(tr("%1: %2 to %3, typically %4 M USD")
                                      .arg(words(titleOf(line.category)), millions(line.usd.low), millions(line.usd.high), millions(line.usd.typical)));
    }
    charts.push_back({std::move(capital), halves.first.translated(down), std::move(capitalTips)});
    render::SwingChart swing = render::costSwingChart(cost, render::swingRows(halves.second.height()));
    std::vector<QString> swingTips;
    for (std::size_t i = 0; i < swing.rows.size(); ++i) {
        const model::CostSwing& one = cost.tornado[i];
        swingTips.push_back(tr("%1 from %2 to %3 (%4): %5 to %6 USD per accelerator-hour")
                                .arg(words(one.input), words(model::significant(one.band.low, stripDigits)), words(model::significant(one.band.high, stripDigits)),
                                     words(one.unit), swing.rows[i].lowText, swing.rows[i].highText));
    }
    charts.push_back({std::move(swing), halves.second.translated(down), std::move(swingTips)});
    return charts;
}

} // namespace colonnade::ui
