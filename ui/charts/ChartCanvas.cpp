#include "ui/charts/ChartCanvas.h"

#include "model/units/Text.h"
#include "ui/document/Words.h"
#include "ui/style/Style.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QPainter>
#include <QToolTip>

namespace colonnade::ui {

namespace {

constexpr double pointReach = 9; // px around a point that count as on it

/// A cell that no table program takes for a formula (RFC 4180, and the guard of the CSV exports).
QString cell(QString text)
{
    static const QString triggers = QStringLiteral("=+-@\t\r");
    if (!text.isEmpty() && triggers.contains(text.front()))
        text.prepend(QLatin1Char('\''));
    text.replace(QLatin1Char('"'), QStringLiteral("\"\""));
    return QLatin1Char('"') + text + QLatin1Char('"');
}

QString number(double value)
{
    return words(model::shortest(value));
}

template <class Chart> void addRows(QString& out, const Chart& chart)
{
    out += cell(chart.title) + QStringLiteral("\r\n");
    if constexpr (std::is_same_v<Chart, render::LineChart>) {
        for (const auto& point : chart.points)
            out += number(point.x) + QLatin1Char(',') + number(point.y) + QLatin1Char(',')
                + number(point.low) + QLatin1Char(',') + number(point.high) + QStringLiteral("\r\n");
    } else if constexpr (std::is_same_v<Chart, render::SwingChart>) {
        for (const auto& row : chart.rows)
            out += cell(row.label) + QLatin1Char(',') + number(row.low) + QLatin1Char(',') + number(row.high) + QStringLiteral("\r\n");
    } else if constexpr (std::is_same_v<Chart, render::WaterfallChart>) {
        for (const auto& row : chart.rows)
            out += cell(row.label) + QLatin1Char(',') + number(row.value) + QStringLiteral("\r\n");
    } else if constexpr (std::is_same_v<Chart, render::XyChart>) {
        for (const auto& series : chart.series) {
            for (const QPointF& point : series.points)
                out += cell(series.name) + QLatin1Char(',') + number(point.x()) + QLatin1Char(',') + number(point.y()) + QStringLiteral("\r\n");
        }
    } else if constexpr (std::is_same_v<Chart, render::StackChart>) {
        for (const auto& piece : chart.pieces)
            out += cell(piece.label) + QLatin1Char(',') + number(piece.value) + QStringLiteral("\r\n");
        for (const auto& mark : chart.marks)
            out += cell(QStringLiteral("measured")) + QLatin1Char(',') + number(mark.value) + QStringLiteral("\r\n");
    } else {
        for (const auto& bar : chart.bars)
            out += cell(bar.label) + QLatin1Char(',') + number(bar.value) + QStringLiteral("\r\n");
    }
}

} // namespace

ChartCanvas::ChartCanvas(Lay lay, QWidget* parent) : QWidget(parent), m_lay(std::move(lay))
{
    setMouseTracking(true);
    connect(&StyleNotice::instance(), &StyleNotice::themeChanged, this, &ChartCanvas::refresh);
}

void ChartCanvas::refresh()
{
    m_charts = m_lay(size());
    update();
}

QString ChartCanvas::csv() const
{
    QString out;
    for (const PlacedChart& placed : m_charts)
        std::visit([&](const auto& chart) { addRows(out, chart); }, placed.chart);
    return out;
}

void ChartCanvas::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), theme().panel);
    for (const PlacedChart& placed : m_charts)
        std::visit([&](const auto& chart) { render::paintChart(painter, placed.area, chart, theme()); },
                   placed.chart);
}

void ChartCanvas::resizeEvent(QResizeEvent*)
{
    refresh();
}

/// Of the point of all series that lies nearest, if one is near enough.
QString ChartCanvas::tipOf(const render::XyChart& chart, const PlacedChart& placed, QPointF at)
{
    QString tip;
    double nearest = pointReach;
    std::size_t number = 0;
    for (std::size_t series = 0; series < chart.series.size(); ++series) {
        for (std::size_t i = 0; i < chart.series[series].points.size(); ++i, ++number) {
            const auto place = render::pointPlace(chart, placed.area, series, i);
            const double far = place ? QLineF(*place, at).length() : nearest;
            if (far < nearest && number < placed.tips.size()) {
                nearest = far;
                tip = placed.tips[number];
            }
        }
    }
    return tip;
}

QString ChartCanvas::tipAt(QPointF at) const
{
    for (const PlacedChart& placed : m_charts) {
        if (const auto* curves = std::get_if<render::XyChart>(&placed.chart)) {
            if (const QString tip = tipOf(*curves, placed, at); !tip.isEmpty())
                return tip;
            continue;
        }
        for (std::size_t i = 0; i < placed.tips.size(); ++i) {
            bool hit = false;
            if (const auto* stack = std::get_if<render::StackChart>(&placed.chart)) {
                const bool mark = i < stack->marks.size(); // Their tips stand before those of the pieces.
                hit = mark ? render::markPlace(*stack, placed.area, i).contains(at)
                           : render::piecePlace(*stack, placed.area, i - stack->marks.size()).contains(at);
            } else if (const auto* bars = std::get_if<render::BarChart>(&placed.chart)) {
                const QRectF bar = render::barPlace(*bars, placed.area, i);
                hit = QRectF(placed.area.left(), bar.top() - 3, placed.area.width(), bar.height() + 6)
                          .contains(at);
            } else if (const auto* swing = std::get_if<render::SwingChart>(&placed.chart)) {
                hit = render::rowPlace(*swing, placed.area, i).contains(at);
            } else if (const auto* fall = std::get_if<render::WaterfallChart>(&placed.chart)) {
                hit = render::rowPlace(*fall, placed.area, i).contains(at);
            } else if (const auto* line = std::get_if<render::LineChart>(&placed.chart)) {
                const QPointF point = render::pointPlace(*line, placed.area, i);
                hit = QLineF(point, at).length() <= pointReach;
            }
            if (hit)
                return placed.tips[i];
        }
    }
    return {};
}

void ChartCanvas::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu;
    menu.addAction(tr("Copy picture"), this, [this] {
        QPixmap picture(size() * 2);
        picture.setDevicePixelRatio(2);
        render(&picture);
        QApplication::clipboard()->setPixmap(picture);
    });
    menu.addAction(tr("Copy CSV"), this, [this] { QApplication::clipboard()->setText(csv()); });
    menu.exec(event->globalPos());
}

bool ChartCanvas::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const QString tip = tipAt(help->pos());
        if (tip.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(),
                               tip.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")),
                               this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace colonnade::ui
