#include "render/charts/Series.h"

#include <QAreaSeries>
#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QGraphicsLayout>
#include <QGraphicsScene>
#include <QHorizontalStackedBarSeries>
#include <QLineSeries>
#include <QScatterSeries>
#include <QValueAxis>

#include <algorithm>
#include <mutex>

namespace colonnade::render {
namespace {

/// A chart without anything but its plot, as large as the plot, in a scene of its own.
class Plot {
public:
    Plot(QSizeF size) : m_lock{oneAtATime()}, m_size{size}, m_chart{new QChart}
    {
        m_scene.setItemIndexMethod(QGraphicsScene::NoIndex);
        m_scene.addItem(m_chart);
        m_chart->setBackgroundVisible(false);
        m_chart->setMargins({});
        m_chart->legend()->hide();
        m_chart->resize(size);
        m_chart->setPlotArea({{}, size});
    }

    [[nodiscard]] QChart& chart() { return *m_chart; }

    /// An axis without marks.
    QValueAxis* axis(Qt::Alignment side, double from, double to)
    {
        auto* axis = new QValueAxis;
        axis->setRange(from, to);
        axis->setVisible(false);
        m_chart->addAxis(axis, side);
        return axis;
    }
    void add(QAbstractSeries* series, QAbstractAxis* x, QAbstractAxis* y)
    {
        m_chart->addSeries(series);
        series->attachAxis(x);
        series->attachAxis(y);
    }
    void paint(QPainter& painter, const QRectF& place)
    {
        m_chart->layout()->activate();
        painter.save();
        m_scene.render(&painter, place, {{}, m_size}, Qt::IgnoreAspectRatio);
        painter.restore();
    }

private:
    /// The application keeps a list of its scenes that is made for one thread; a report is painted on another one than
    /// the window.
    static std::unique_lock<std::mutex> oneAtATime()
    {
        static std::mutex mutex;
        return std::unique_lock{mutex};
    }

    std::unique_lock<std::mutex> m_lock;
    QSizeF m_size;
    QGraphicsScene m_scene;
    QChart* m_chart; ///< Of the scene.
};

/// Each piece is a set of its own, since a set has one colour; `rows` puts it into its row.
void paintSets(QPainter& painter, const QRectF& place, const std::vector<ChartPiece>& pieces, double most, bool rows,
               double thickness, double least)
{
    if (pieces.empty() || !(most > 0) || place.isEmpty())
        return;
    Plot plot{place.size()};
    auto* series = new QHorizontalStackedBarSeries;
    series->setBarWidth(thickness);
    const qsizetype count = rows ? static_cast<qsizetype>(pieces.size()) : 1;
    for (qsizetype piece = 0; piece < static_cast<qsizetype>(pieces.size()); ++piece) {
        const ChartPiece& one = pieces[static_cast<std::size_t>(piece)];
        auto* set = new QBarSet(QString{});
        for (qsizetype row = 0; row < count; ++row)
            // The lowest row is Qt's first.
            set->append(!rows || row == count - 1 - piece ? std::max(one.value, least / place.width() * most) : 0);
        set->setColor(one.colour);
        set->setPen(Qt::NoPen);
        series->append(set);
    }
    QStringList names;
    for (qsizetype row = 0; row < count; ++row)
        names << QString::number(row);
    auto* categories = new QBarCategoryAxis;
    categories->setCategories(names);
    categories->setVisible(false);
    plot.chart().addAxis(categories, Qt::AlignLeft);
    plot.add(series, plot.axis(Qt::AlignBottom, 0, most), categories);
    plot.paint(painter, place);
}

QLineSeries* lineOf(const std::vector<LinePoint>& points, double LinePoint::*y)
{
    auto* line = new QLineSeries;
    for (const LinePoint& point : points)
        line->append(point.x, point.*y);
    return line;
}

} // namespace

void paintStackedBar(QPainter& painter, const QRectF& place, const std::vector<ChartPiece>& pieces, double most)
{
    paintSets(painter, place, pieces, most, false, 1, 0);
}

void paintBars(QPainter& painter, const QRectF& place, const std::vector<ChartPiece>& bars, double most, double thickness,
               double least)
{
    paintSets(painter, place, bars, most, true, thickness, least);
}

void paintCurves(QPainter& painter, const QRectF& plot, const LineChart& chart, double mostX, double mostY, double beyond,
                 const Theme& theme, double scale)
{
    if (plot.isEmpty() || !(mostX > 0) || !(mostY > 0))
        return;
    // Room for whole marks at the edges, as Qt Charts cuts off what leaves its plot.
    const double edge = 5 * scale;
    const QRectF place = plot.adjusted(-edge, -edge, beyond, edge);
    const double perX = mostX / plot.width(), perY = mostY / plot.height();
    Plot curves{place.size()};
    auto* x = curves.axis(Qt::AlignBottom, -edge * perX, mostX + beyond * perX);
    auto* y = curves.axis(Qt::AlignLeft, -edge * perY, mostY + edge * perY);
    const std::vector<double> ticks = axisTicks(mostY);
    y->setTickType(QValueAxis::TicksDynamic);
    y->setTickAnchor(0);
    y->setTickInterval(ticks[1] - ticks[0]);
    y->setVisible(true);
    y->setLabelsVisible(false);
    y->setLineVisible(false);
    y->setGridLinePen({theme.line, 0.8 * scale});

    const QColor colour = theme.kind(model::DeviceRole::Compute);
    if (chart.points.size() > 1) {
        auto* band = new QAreaSeries(lineOf(chart.points, &LinePoint::high), lineOf(chart.points, &LinePoint::low));
        band->upperSeries()->setParent(band);
        band->lowerSeries()->setParent(band);
        band->setPen(Qt::NoPen);
        band->setBrush(mixed(colour, theme.panel, 0.2));
        curves.add(band, x, y);
    }
    if (!chart.points.empty() && chart.ideal && chart.points.front().x > 0 && chart.points.size() > 1) {
        const LinePoint& first = chart.points.front();
        const double reach = std::min(mostX, first.y > 0 ? mostY / first.y * first.x : mostX);
        auto* ideal = lineOf({first, {reach, first.y / first.x * reach, 0, 0}}, &LinePoint::y);
        QPen dotted{theme.text2, 1.2 * scale, Qt::CustomDashLine, Qt::RoundCap};
        dotted.setDashPattern({0.1, 2.5});
        ideal->setPen(dotted);
        curves.add(ideal, x, y);
    }
    if (!chart.baseline.empty()) {
        auto* baseline = lineOf(chart.baseline, &LinePoint::y);
        baseline->setPen({theme.strong, scale});
        curves.add(baseline, x, y);
    }
    if (!chart.points.empty()) {
        auto* line = lineOf(chart.points, &LinePoint::y);
        QPen pen{colour, 2 * scale};
        pen.setJoinStyle(Qt::RoundJoin);
        if (chart.extrapolated)
            pen.setDashPattern({4, 2});
        line->setPen(pen);
        curves.add(line, x, y);
        for (const bool last : {false, true}) {
            auto* marks = new QScatterSeries;
            for (std::size_t point = 0; point < chart.points.size(); ++point) {
                if ((point + 1 == chart.points.size()) == last)
                    marks->append(chart.points[point].x, chart.points[point].y);
            }
            marks->setMarkerSize((last ? 8 : 6) * scale);
            marks->setColor(colour);
            marks->setBorderColor(Qt::transparent);
            curves.add(marks, x, y);
        }
    }
    curves.paint(painter, place);
}

} // namespace colonnade::render
