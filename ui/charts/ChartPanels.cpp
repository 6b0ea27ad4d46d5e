#include "ui/charts/ChartPanels.h"

#include "model/performance/Layouts.h"
#include "model/units/Text.h"
#include "render/charts/DesignCharts.h"
#include "render/charts/MeasuredMarks.h"
#include "render/charts/StudyCharts.h"
#include "ui/charts/ChartCanvas.h"
#include "ui/document/Estimating.h"
#include "ui/document/FailureWhatIf.h"
#include "ui/document/Words.h"
#include "ui/style/Controls.h"
#include "ui/style/Style.h"

#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace colonnade::ui {

namespace {

constexpr double margin = 12;
constexpr double between = 14;
constexpr std::size_t mostFeeds = 8;

std::vector<QString> tipsOf(const std::vector<render::ChartPiece>& pieces)
{
    double all = 0;
    for (const auto& piece : pieces)
        all += piece.value;
    std::vector<QString> tips;
    for (const auto& piece : pieces)
        tips.push_back(QStringLiteral("%1: %2%3")
                           .arg(piece.label, piece.text,
                                all > 0 ? QStringLiteral(" (%1)").arg(percentText(piece.value / all))
                                        : QString()));
    return tips;
}

PlacedChart placed(render::StackChart chart, const QRectF& area)
{
    auto tips = tipsOf(chart.pieces);
    for (auto mark = chart.marks.rbegin(); mark != chart.marks.rend(); ++mark)
        tips.insert(tips.begin(), mark->label);
    return {std::move(chart), area, std::move(tips)};
}

PlacedChart placed(render::BarChart chart, const QRectF& area)
{
    auto tips = tipsOf(chart.bars);
    return {std::move(chart), area, std::move(tips)};
}

PlacedChart powerByKind(const DesignSession& session, const QRectF& area)
{
    const model::FloorFacts& facts = session.design()->facts();
    render::BarChart chart = render::powerChart(facts, theme());
    // The smallest are put together where the panel is too low for all of them.
    while (chart.bars.size() > 2 && render::heightOf(chart) > area.height()) {
        auto last = std::move(chart.bars.back());
        chart.bars.pop_back();
        auto& rest = chart.bars.back();
        rest.value += last.value;
        rest.label = EstimatePanel::tr("Rest");
        rest.colour = theme().kind(model::DeviceRole::Passive);
        rest.text = words(model::significant(rest.value / chart.divisor, 3));
    }
    return placed(std::move(chart), area);
}

} // namespace

ChartPanel::ChartPanel(DesignSession& session, QWidget* parent) : QWidget(parent), m_session(session)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_pages = new QStackedWidget(this);
    m_canvas = new ChartCanvas([this](QSizeF size) { return lay(size); }, m_pages);
    m_pages->addWidget(m_canvas);
    m_empty = new EmptyState(m_pages);
    m_pages->addWidget(m_empty);
    column->addWidget(m_pages);
    connect(&session, &DesignSession::judgementChanged, this, &ChartPanel::refresh);
    connect(&session, &DesignSession::designChanged, this, &ChartPanel::refresh);
    connect(&session, &DesignSession::baselineChanged, this, &ChartPanel::refresh);
    connect(&session, &DesignSession::failureChanged, this, &ChartPanel::refresh);
}

void ChartPanel::refresh()
{
    const QString why = missing();
    if (why.isEmpty()) {
        m_pages->setCurrentIndex(0);
        m_canvas->refresh();
        return;
    }
    m_empty->clearSteps();
    m_empty->setMessage(why);
    if (!m_session.workload() && m_session.design()->facts().accelerators > 0) {
        auto* step = m_empty->addStep(tr("Choose a workload…"));
        connect(step, &QAbstractButton::clicked, this, [this, step] {
            emit workloadWanted(step->mapToGlobal(step->rect().bottomLeft()));
        });
    }
    m_pages->setCurrentIndex(1);
}

const model::TrainingEstimate* ChartPanel::estimate() const
{
    const auto& answer = m_session.judgement().estimate;
    return answer && *answer ? &**answer : nullptr;
}

const model::ServingEstimate* ChartPanel::serving() const
{
    const auto& answer = m_session.judgement().serving;
    return answer && *answer ? &**answer : nullptr;
}

const model::TrainingEstimate* ChartPanel::baseline() const
{
    const Judgement& pinned = m_session.baseline();
    const bool same = pinned.design == m_session.judgement().design;
    return !same && pinned.estimate && *pinned.estimate ? &**pinned.estimate : nullptr;
}

QString ChartPanel::whyNoEstimate() const
{
    if (estimate() || serving())
        return {};
    if (m_session.design()->facts().accelerators == 0)
        return tr("The estimate needs accelerators: nothing that computes is placed yet.");
    if (!m_session.workload())
        return tr("The estimate needs a workload.");
    const auto& answer = m_session.judgement().estimate;
    if (answer && !*answer)
        return words(answer->error().text);
    if (const auto& served = m_session.judgement().serving; served && !*served)
        return words(served->error().text);
    return tr("Estimating…");
}

EstimatePanel::EstimatePanel(DesignSession& session, QWidget* parent) : ChartPanel(session, parent)
{
    setObjectName(QStringLiteral("estimate-panel"));
    refresh();
}

QString EstimatePanel::missing() const
{
    return whyNoEstimate();
}

std::vector<PlacedChart> EstimatePanel::lay(QSizeF size) const
{
    std::vector<PlacedChart> charts;
    const double width = size.width() - 2 * margin;
    const auto sayPart = [this](QString& note) {
        if (m_session.failures().active())
            note.prepend(tr("Of the whole design") + QStringLiteral(" · "));
        if (const QString part = partInUse(m_session.judgement()); !part.isEmpty())
            note.prepend(part + QStringLiteral(" · "));
    };
    if (const auto* served = serving()) {
        render::StackChart token = render::tokenChart(*served, theme());
        if (const auto* workload = m_session.workload())
            token.heading = words(workload->name);
        token.headingRemark = words(served->layout);
        sayPart(token.note);
        render::addMeasured(token, m_session.judgement().measured, theme());
        const double height = std::min(render::heightOf(token, width, 1), size.height() - 2 * margin);
        charts.push_back(placed(std::move(token), {margin, 8, width, height}));
        if (const double left = size.height() - 8 - height - between - 8; left >= 70)
            charts.push_back(powerByKind(m_session, {margin, 8 + height + between, width, left}));
        return charts;
    }
    const auto* now = estimate();
    if (!now)
        return charts;
    render::StackChart step = render::stepChart(*now, theme(), baseline());
    if (const auto* workload = m_session.workload())
        step.heading = words(workload->name);
    step.headingRemark = words(model::shortText(now->figures.layout));
    if (const std::string found = model::freeText(now->figures.choice, now->free); !found.empty())
        step.headingRemark += QStringLiteral(" · ") + words(found);
    sayPart(step.note);
    render::addMeasured(step, m_session.judgement().measured, theme());
    const double stepHeight = std::min(render::heightOf(step, width, 1), size.height() - 2 * margin);
    charts.push_back(placed(std::move(step), {margin, 8, width, stepHeight}));
    const double top = 8 + stepHeight + between;
    const double left = size.height() - top - 8;
    if (left < 70)
        return charts;
    const double half = (width - 2 * between) / 2;
    charts.push_back(powerByKind(m_session, {margin, top, half, left}));
    render::LineChart scaling = render::scalingChart(
        m_session.judgement().scaling, *now,
        baseline() ? std::span<const model::ScalingPoint>(m_session.baseline().scaling)
                   : std::span<const model::ScalingPoint>());
    PlacedChart line{std::move(scaling), {margin + half + 2 * between, top, half, left}, {}};
    for (const auto& point : m_session.judgement().scaling)
        line.tips.push_back(tr("%1 GPUs: %2, %3 to %4")
                                .arg(countText(point.accelerators),
                                     figureText(point.tokensPerSecond, "tok/s", inspectorDigits),
                                     figureText(point.low, "tok/s"), figureText(point.high, "tok/s")));
    charts.push_back(std::move(line));
    return charts;
}

PowerPanel::PowerPanel(DesignSession& session, QWidget* parent) : ChartPanel(session, parent)
{
    setObjectName(QStringLiteral("power-panel"));
    refresh();
}

QString PowerPanel::missing() const
{
    const auto& facts = m_session.design()->facts();
    return facts.racks + facts.units == 0 ? tr("Power by kind and by feed. Nothing is placed yet.")
                                          : QString();
}

std::vector<PlacedChart> PowerPanel::lay(QSizeF size) const
{
    std::vector<PlacedChart> charts;
    if (!missing().isEmpty())
        return charts;
    const double height = size.height() - 16;
    const double half = (size.width() - 2 * margin - 2 * between) / 2;
    charts.push_back(powerByKind(m_session, {margin, 8, half, height}));

    render::BarChart feeds;
    feeds.title = tr("Feeds, worst state and phase, % of limit");
    std::vector<QString> tips;
    std::vector<const model::FeedLoad*> loads;
    if (const auto& power = m_session.judgement().power) {
        for (const auto& part : power->parts) {
            for (const auto& feed : part.chain->feeds)
                loads.push_back(&feed);
        }
    }
    std::stable_sort(loads.begin(), loads.end(),
                     [](const auto* a, const auto* b) { return model::phaseShare(*a).share > model::phaseShare(*b).share; });
    const auto room = static_cast<std::size_t>(std::max(1.0, (height - 40) / 22)); // A folded panel has less than none.
    const std::size_t shown = std::min({loads.size(), mostFeeds, room});
    for (std::size_t i = 0; i < shown; ++i) {
        const model::FeedLoad& load = *loads[i];
        const model::PhaseShare worst = model::phaseShare(load); // As PWR-004 and PWR-008 judge it.
        const double share = worst.share;
        feeds.bars.push_back({words(model::labelOr(load.feed.name, load.feed.id.text())),
                              share * 100, share > 1 ? theme().error : theme().kind(model::DeviceRole::Power),
                              words(model::significant(share * 100, stripDigits))});
        QString tip = tr("%1: %2 of %3 (%4)")
                          .arg(words(load.feed.name),
                               figureText(load.worst.value(), "W", inspectorDigits),
                               figureText(load.limit.value(), "W", inspectorDigits), percentText(load.worstShare()));
        if (load.worstLoss)
            tip += tr(", with %1 lost").arg(words(load.worstLoss->text()));
        if (worst.phase)
            tip += QLatin1Char('\n')
                + tr("Most on %1: %2 of %3 (%4)")
                      .arg(words(model::phaseName(*worst.phase)), figureText(worst.load.value(), "W", inspectorDigits),
                           figureText(worst.limit.value(), "W", inspectorDigits), percentText(share));
        tip += QLatin1Char('\n')
            + tr("Normally %1").arg(figureText(load.normal.value(), "W", inspectorDigits));
        tips.push_back(tip);
    }
    if (!m_session.judgement().power)
        feeds.note = tr("Working out the feeds…");
    else if (loads.empty())
        feeds.note = tr("No feeds are drawn yet.");
    else if (shown < loads.size())
        feeds.note = tr("the %1 fullest of %2 feeds").arg(shown).arg(loads.size());
    charts.push_back({std::move(feeds), {margin + half + 2 * between, 8, half, height}, std::move(tips)});
    return charts;
}

MemoryPanel::MemoryPanel(DesignSession& session, QWidget* parent) : ChartPanel(session, parent)
{
    setObjectName(QStringLiteral("memory-panel"));
    refresh();
}

QString MemoryPanel::missing() const
{
    return whyNoEstimate();
}

std::vector<PlacedChart> MemoryPanel::lay(QSizeF size) const
{
    std::vector<PlacedChart> charts;
    const auto* now = estimate();
    const auto* served = serving();
    if (!now && !served)
        return charts;
    const auto& machine = m_session.judgement().machine;
    const auto capacity = machine ? machine->memory : std::nullopt;
    render::StackChart stack = served ? render::memoryChart(*served, capacity, theme()) : render::memoryChart(*now, capacity, theme());
    const double width = size.width() - 2 * margin;
    const double stackHeight = std::min(render::heightOf(stack, width, 1), size.height() - 16);
    render::BarChart bars;
    bars.title = tr("By kind, GiB");
    for (const auto& piece : stack.pieces) {
        constexpr double gibibyte = 1024.0 * 1024 * 1024;
        bars.bars.push_back({piece.label, piece.value / gibibyte, piece.colour, words(model::significant(piece.value / gibibyte, stripDigits))});
    }
    charts.push_back(placed(std::move(stack), {margin, 8, width, stackHeight}));
    const double top = 8 + stackHeight + between;
    if (size.height() - top > render::heightOf(bars))
        charts.push_back(placed(std::move(bars), {margin, top, width, size.height() - top - 8}));
    return charts;
}

} // namespace colonnade::ui
