#include "ui/workbench/FiguresStrip.h"

#include "render/theme/Glyphs.h"
#include "ui/document/FailureWhatIf.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/style/Style.h"

#include <QHelpEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace colonnade::ui {

namespace {

constexpr double leastCell = 92, mostCell = 156, cellStep = 8; ///< px; by steps, so that cells rarely move.
constexpr double overflowCell = 44;
constexpr double inset = 9, cellMargin = 3;
constexpr int twoFrames = 33; // ms that an answer may take before "…" stands in its place

void drawLine(QPainter& painter, QPointF at, double room, const QString& text, double pixels,
              QFont::Weight weight, const QColor& colour)
{
    painter.setFont(textFont(pixels, weight));
    painter.setPen(colour);
    render::drawText(painter, at,
                     QFontMetricsF(painter.font()).elidedText(text, Qt::ElideRight, room));
}

void drawDashedRing(QPainter& painter, QPointF middle, const QColor& colour)
{
    QPen pen(colour, 1.0);
    pen.setDashPattern({1.6, 1.2});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(middle, 3.2, 3.2);
}

using Verdict = FiguresStrip::Verdict;

render::Glyph worstOf(const std::vector<model::Finding>& findings)
{
    render::Glyph worst = render::Glyph::Ok;
    for (const auto& finding : findings) {
        if (!finding.waived)
            worst = render::worse(worst, render::glyphOf(finding));
    }
    return worst;
}

/// With more digits than the strip has room for; empty where there are none.
QString exactText(const KeyFigure& figure)
{
    if (!figure.number || figure.unit.empty() || figure.unit == "%")
        return {};
    const QString exact = std::abs(*figure.number) >= 9999.5
        ? countText(static_cast<qint64>(std::llround(*figure.number))) + QChar(0xa0) + words(figure.unit)
        : figureText(*figure.number, figure.unit, inspectorDigits);
    return exact == figure.value || figureText(*figure.number, figure.unit, inspectorDigits) == figure.value ? QString() : exact;
}

/// How many more placed parts there are than now whose power nobody knows, so that no rule judges it.
int moreUnknown(const DesignSession& session, const Judgement& after)
{
    const auto unknown = [](const model::Design& design) { return design.facts().provisioned.missing; };
    return after.design ? std::max(0, unknown(*after.design) - unknown(*session.design())) : 0;
}

Verdict verdictOf(const DesignSession& session)
{
    Verdict verdict;
    if (const auto& preview = session.currentPreview()) {
        verdict.title = preview->title;
        if (preview->refusal) {
            verdict.glyph = render::Glyph::Error;
            verdict.title = FiguresStrip::tr("Refused");
            verdict.reason = words(preview->refusal->text);
            return verdict;
        }
        const auto* rack = rackDesignOf(*session.design(), session.currentRack());
        const int placed = rack ? session.design()->placementsOf(rack->id()) : 0;
        const bool inRack = rack && preview->after.design
            && preview->after.design->rackDesign(rack->id()).get() != rack;
        if (placed > 1 && (inRack || session.scope() == DesignSession::Scope::OnlyThis)) {
            verdict.place = session.scope() == DesignSession::Scope::All
                ? FiguresStrip::tr("In the rack design, placed %1\u00a0×").arg(countText(placed))
                : FiguresStrip::tr("Only in %1").arg(nameOf(*session.design(), session.currentRack()));
        }
        if (!preview->after.evaluation) {
            verdict.reason = QStringLiteral("…");
            verdict.answered = false;
            return verdict;
        }
        const auto& delta = preview->delta;
        verdict.glyph = worstOf(delta.added);
        verdict.reason = deltaWords(delta);
        if (const int unknown = moreUnknown(session, preview->after); unknown > 0) {
            verdict.glyph = render::worse(verdict.glyph, render::Glyph::NotEvaluated);
            verdict.reason += FiguresStrip::tr(", %1 without power").arg(countText(unknown));
        }
        return verdict;
    }
    const Judgement& judgement = session.judgement();
    if (!judgement.evaluation) {
        verdict.glyph = render::Glyph::NotEvaluated;
        verdict.title = FiguresStrip::tr("Evaluating…");
        return verdict;
    }
    const model::Evaluation& all = *judgement.evaluation;
    verdict.glyph = worstOf(all.findings);
    const int errors = all.count(model::Severity::Error);
    const int warnings = all.count(model::Severity::Warning);
    if (errors > 0)
        verdict.title = countOf(errors, FiguresStrip::tr("error"), FiguresStrip::tr("errors"));
    else if (warnings > 0)
        verdict.title = FiguresStrip::tr("No errors");
    else
        verdict.title = FiguresStrip::tr("No findings");
    const model::FloorFacts& facts = judgement.design->facts();
    if (verdict.glyph == render::Glyph::Ok && facts.racks == 0 && facts.units == 0) {
        verdict.glyph = render::Glyph::NotEvaluated; // That nothing is wrong says nothing of an empty hall.
        verdict.title = FiguresStrip::tr("Nothing to judge yet");
    }
    if (warnings > 0)
        verdict.reason
            = countOf(warnings, FiguresStrip::tr("warning"), FiguresStrip::tr("warnings"));
    if (all.waived() > 0) {
        verdict.reason += verdict.reason.isEmpty() ? QString() : QStringLiteral(", ");
        verdict.reason += FiguresStrip::tr("%1 waived").arg(countText(all.waived()));
    }
    if (verdict.reason.isEmpty())
        verdict.reason = FiguresStrip::tr("%1 of %2 rules evaluated")
                             .arg(all.rulesEvaluated)
                             .arg(all.rulesKnown);
    QStringList place;
    if (facts.racks > 0)
        place << countOf(facts.racks, FiguresStrip::tr("rack"), FiguresStrip::tr("racks"));
    if (facts.accelerators > 0)
        place << countText(facts.accelerators) + QChar(0xa0) + FiguresStrip::tr("GPUs");
    if (session.failures().active()) {
        verdict.place = FiguresStrip::tr("Of the whole design");
        return verdict;
    }
    verdict.place = place.isEmpty() ? FiguresStrip::tr("Nothing placed yet")
                                    : place.join(QStringLiteral(", "));
    return verdict;
}

} // namespace

FiguresStrip::FiguresStrip(DesignSession& session, QWidget* parent) :
    QWidget(parent),
    m_session(session)
{
    setObjectName(QStringLiteral("figures-strip"));
    setFixedHeight(50);
    setMouseTracking(true);
    m_late.setSingleShot(true);
    m_late.setInterval(twoFrames);
    connect(&m_late, &QTimer::timeout, this, &FiguresStrip::refresh);
    connect(&session, &DesignSession::judgementChanged, this, &FiguresStrip::refresh);
    connect(&session, &DesignSession::designChanged, this, &FiguresStrip::refresh);
    connect(&session, &DesignSession::previewChanged, this, &FiguresStrip::refresh);
    connect(&session, &DesignSession::currentRackChanged, this, &FiguresStrip::refresh);
    connect(&session, &DesignSession::scopeChanged, this, &FiguresStrip::refresh);
    connect(&session, &DesignSession::profileChanged, this, &FiguresStrip::refresh);
    connect(&session, &DesignSession::failureChanged, this, &FiguresStrip::refresh);
    refresh();
}

void FiguresStrip::refresh()
{
    // At rest: the newest design that was judged, so that no cell blinks between an edit and its verdict.
    Judgement shown = m_session.judgement();
    if (!shown.design)
        shown.design = m_session.design();
    std::vector<KeyFigure> before = keyFigures(shown, m_session.currentRack());
    if (m_session.failures().active()) {
        for (KeyFigure& figure : before)
            figure.formula += QLatin1Char('\n') + tr("Of the whole design: what is lost in the what-if is still in it.");
    }
    keepWhilePending(before, m_before);
    m_before = std::move(before);
    const auto& preview = m_session.currentPreview();
    const bool wasPreviewing = std::exchange(m_previewing, preview && !preview->refusal);
    std::vector<KeyFigure> now = m_previewing ? keyFigures(preview->after, m_session.currentRack()) : m_before;
    Verdict verdict = verdictOf(m_session);
    if (m_previewing && preview->after.design != m_awaited) {
        m_awaited = preview->after.design;
        m_late.start();
    } else if (!m_previewing) {
        m_awaited.reset();
        m_late.stop();
    }
    if (m_previewing && wasPreviewing && m_late.isActive()) {
        // The mouse has moved on and the answer is on its way: what was there stays for two frames.
        keepWhilePending(now, m_now);
        if (!preview->after.evaluation) {
            verdict.glyph = m_verdict.glyph;
            verdict.reason = m_verdict.reason;
            verdict.answered = m_verdict.answered;
        }
    }
    m_now = std::move(now);
    m_verdict = std::move(verdict);
    measure();
    m_moved = m_previewing && preview->after.evaluation ? moved(preview->delta) : m_previewing ? m_moved : FindingsMoved{};
    update();
}

void FiguresStrip::keepWhilePending(std::vector<KeyFigure>& figures, const std::vector<KeyFigure>& before)
{
    for (KeyFigure& figure : figures) {
        const auto known = std::ranges::find(before, figure.id, &KeyFigure::id);
        if (figure.pending && known != before.end() && !known->pending)
            figure = *known;
    }
}

double FiguresStrip::verdictWidth() const
{
    return width() >= 1400 ? 232 : width() >= 1200 ? 208 : 184;
}

void FiguresStrip::measure()
{
    const QFontMetricsF small(textFont(render::type::axis)), strong(textFont(render::type::strip, QFont::DemiBold));
    m_wishes.clear();
    for (std::size_t i = 0; i < m_now.size(); ++i) {
        // Of the figures at rest: what a preview says is as short, and nothing moves under the mouse.
        const KeyFigure& figure = i < m_before.size() ? m_before[i] : m_now[i];
        const double text = std::max({small.horizontalAdvance(figure.label), strong.horizontalAdvance(figure.value),
                                      small.horizontalAdvance(figure.note) + (figure.incomplete ? 11 : 0)});
        m_wishes.push_back(std::clamp(std::ceil((text + inset + cellMargin + 1) / cellStep) * cellStep, leastCell, mostCell));
    }
}

std::vector<std::size_t> FiguresStrip::byRank() const
{
    std::vector<std::size_t> figures(m_now.size());
    for (std::size_t i = 0; i < figures.size(); ++i)
        figures[i] = i;
    std::stable_sort(figures.begin(), figures.end(), [this](std::size_t a, std::size_t b) { return m_now[a].rank < m_now[b].rank; });
    return figures;
}

int FiguresStrip::cellsShown() const
{
    const double room = width() - verdictWidth();
    double taken = 0;
    int fitting = 0; // With the cell that has the rest.
    for (const std::size_t figure : byRank()) {
        taken += m_wishes[figure];
        fitting += taken <= room - overflowCell ? 1 : 0;
    }
    const int all = static_cast<int>(m_now.size());
    return taken <= room ? all : std::clamp(fitting, std::min(1, all), all);
}

std::vector<std::size_t> FiguresStrip::order() const
{
    std::vector<std::size_t> figures = byRank();
    const auto shown = figures.begin() + cellsShown();
    std::sort(figures.begin(), shown);
    std::sort(shown, figures.end());
    return figures;
}

QRectF FiguresStrip::cellRect(int cell) const
{
    if (cell < 0)
        return {0, 0, verdictWidth(), 50};
    const int shown = cellsShown();
    const bool overflow = shown < static_cast<int>(m_now.size());
    if (cell == shown)
        return {width() - overflowCell, 0, overflowCell, 50};
    double wished = 0, before = 0;
    const std::vector<std::size_t> figures = order();
    for (int i = 0; i < shown; ++i) {
        const double wish = m_wishes[figures[static_cast<std::size_t>(i)]];
        wished += wish;
        before += i < cell ? wish : 0;
    }
    // What is left over is shared out.
    const double more = (width() - verdictWidth() - (overflow ? overflowCell : 0) - wished) / std::max(1, shown);
    return {verdictWidth() + before + cell * more, 0, m_wishes[figures[static_cast<std::size_t>(cell)]] + more, 50};
}

int FiguresStrip::cellAt(QPoint at) const
{
    const int shown = cellsShown();
    const int last = shown < static_cast<int>(m_now.size()) ? shown : shown - 1;
    for (int cell = -1; cell <= last; ++cell) {
        if (cellRect(cell).contains(at))
            return cell;
    }
    return -2;
}

void FiguresStrip::paintEvent(QPaintEvent*)
{
    const render::Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Verdict& verdict = m_verdict;
    QColor ground = t.panel;
    if (m_session.currentPreview() && verdict.answered) {
        const QColor edge = verdict.glyph == render::Glyph::Ok
            ? t.ok
            : render::glyphColour(verdict.glyph, t);
        ground = render::mixed(edge, t.panel, 0.07);
        painter.fillRect(rect(), ground);
        painter.fillRect(QRect(0, 0, 4, height()), edge);
    } else {
        painter.fillRect(rect(), ground);
    }
    painter.fillRect(QRect(0, height() - 1, width(), 1), t.line);
    paintVerdict(painter);
    const int shown = cellsShown();
    for (int cell = 0; cell < shown; ++cell)
        paintCell(painter, cell);
    if (shown < static_cast<int>(m_now.size())) {
        const QRectF box = cellRect(shown);
        painter.fillRect(QRectF(box.left(), 7, 1, 36), t.line);
        painter.setFont(textFont(render::type::strip, QFont::DemiBold));
        painter.setPen(t.accent);
        painter.drawText(box, Qt::AlignCenter,
                         QStringLiteral("+%1").arg(static_cast<int>(m_now.size()) - shown));
    }
}

void FiguresStrip::paintVerdict(QPainter& painter) const
{
    const render::Theme& t = theme();
    const Verdict& verdict = m_verdict;
    const double room = verdictWidth() - 40 - cellMargin;
    render::paintGlyph(painter, verdict.glyph, QRectF(16, 8.5, 16, 16), t);
    drawLine(painter, {40, 15.5}, room, verdict.title, render::type::strip, QFont::DemiBold, t.text);
    const QColor reason = m_session.currentPreview() && verdict.glyph == render::Glyph::Ok ? t.ok
        : m_session.currentPreview() ? render::glyphColour(verdict.glyph, t)
                                     : t.text;
    drawLine(painter, {40, 30.5}, room, verdict.reason, render::type::head, QFont::Medium, reason);
    drawLine(painter, {40, 43.5}, room, verdict.place, render::type::axis, QFont::Normal, t.text2);
}

void FiguresStrip::paintCell(QPainter& painter, int cell) const
{
    const render::Theme& t = theme();
    const std::size_t at = order()[static_cast<std::size_t>(cell)];
    const KeyFigure& figure = m_now[at];
    const QRectF box = cellRect(cell);
    if (cell == m_hovered)
        painter.fillRect(box.adjusted(1, 0, 0, -1), t.hover);
    painter.fillRect(QRectF(box.left(), 7, 1, 36), t.line);
    const double x = box.left() + inset, room = box.width() - inset - cellMargin;
    drawLine(painter, {x, 15}, room, figure.label, render::type::axis, QFont::Normal, t.text2);
    const bool refused = m_session.currentPreview() && m_session.currentPreview()->refusal;
    const QString value = figure.pending ? QStringLiteral("…") : figure.value;
    const bool over = figure.share && *figure.share > 1;
    drawLine(painter, {x, 30}, room, value, render::type::strip, QFont::DemiBold,
             !figure.known ? t.text2 : over ? t.error : t.text);
    if (refused)
        return;
    if (m_previewing) {
        const FigureChange changed = figure.id == QLatin1String("findings") && !figure.pending
            ? findingsChange(m_moved)
            : change(m_before, figure);
        const QColor colour = !changed.better ? (changed.direction != 0 ? t.text : t.text2)
            : *changed.better                 ? t.ok
                                              : t.error;
        double left = x;
        if (changed.direction != 0) {
            render::paintDirection(painter, changed.direction > 0, QRectF(x, 36.5, 7, 6), colour);
            left += 11;
        }
        drawLine(painter, {left, 43.5}, room - (left - x), changed.text, 11,
                 changed.direction != 0 ? QFont::DemiBold : QFont::Normal, colour);
        return;
    }
    double left = x;
    if (figure.incomplete) {
        drawDashedRing(painter, {x + 3.5, 40}, t.text2);
        left += 11;
    }
    drawLine(painter, {left, 43.5}, room - (left - x), figure.note, render::type::axis, QFont::Normal,
             over ? t.error : t.text2);
}

void FiguresStrip::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const int cell = cellAt(event->pos());
    const int shown = cellsShown();
    if (cell == -1) {
        emit opened(QStringLiteral("findings"));
    } else if (cell == shown && shown < static_cast<int>(m_now.size())) {
        QMenu rest;
        const std::vector<std::size_t> cells = order();
        for (std::size_t i = static_cast<std::size_t>(shown); i < m_now.size(); ++i) {
            const KeyFigure& figure = m_now[cells[i]];
            QString text = figure.label + QStringLiteral(": ") + figure.value;
            if (!figure.note.isEmpty())
                text += QStringLiteral(" (%1)").arg(figure.note);
            rest.addAction(text, this, [this, id = figure.id] { emit opened(id); });
        }
        rest.exec(mapToGlobal(cellRect(shown).bottomLeft().toPoint()));
    } else if (cell >= 0) {
        emit opened(m_now[order()[static_cast<std::size_t>(cell)]].id);
    }
}

void FiguresStrip::mouseMoveEvent(QMouseEvent* event)
{
    const int cell = cellAt(event->pos());
    if (cell == m_hovered)
        return;
    m_hovered = cell;
    update();
}

void FiguresStrip::leaveEvent(QEvent*)
{
    m_hovered = -2;
    update();
}

QString FiguresStrip::toolTipOf(int cell) const
{
    if (cell < 0 || cell >= static_cast<int>(m_now.size()))
        return {};
    const KeyFigure& figure = m_now[order()[static_cast<std::size_t>(cell)]];
    QString text = figure.label + QStringLiteral(": ") + figure.value;
    if (const QString exact = exactText(figure); !exact.isEmpty())
        text += QStringLiteral(" (%1)").arg(exact);
    if (!figure.note.isEmpty())
        text += QStringLiteral(", ") + figure.note;
    return text + QLatin1Char('\n') + figure.formula;
}

bool FiguresStrip::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const int cell = cellAt(help->pos());
        if (cell == -1) {
            const Verdict& verdict = m_verdict;
            QToolTip::showText(help->globalPos(),
                               (verdict.title + QLatin1Char('\n') + verdict.reason)
                                   .toHtmlEscaped()
                                   .replace(QLatin1Char('\n'), QStringLiteral("<br>")),
                               this);
        } else if (const QString tip = toolTipOf(cell); !tip.isEmpty()) {
            QToolTip::showText(help->globalPos(),
                               tip.toHtmlEscaped().replace(QLatin1Char('\n'),
                                                           QStringLiteral("<br>")),
                               this, cellRect(cell).toAlignedRect());
        }
        return true;
    }
    return QWidget::event(event);
}

} // namespace colonnade::ui
