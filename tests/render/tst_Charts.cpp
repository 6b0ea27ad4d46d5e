#include "render/charts/Charts.h"
#include "render/charts/DesignCharts.h"
#include "render/charts/StudyCharts.h"
#include "render/theme/Fonts.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QPointF>
#include <QRectF>
#include <QTest>

#include <cmath>
#include <thread>

using namespace colonnade::render;

namespace {

const QColor red{200, 30, 30}, green{30, 160, 40}, blue{40, 60, 200};
const QRectF area{20, 10, 500, 160};

template <class Chart> QImage pictureOf(const Chart& chart, double scale = 1)
{
    QImage image{560, 200, QImage::Format_RGB32};
    image.fill(Qt::white);
    QPainter painter{&image};
    painter.setRenderHint(QPainter::Antialiasing);
    paintChart(painter, area, chart, Theme::of(ThemeName::Light), scale);
    return image;
}

/// Pixels of just this colour in the row at `y`.
int widthOf(const QColor& colour, const QImage& image, double y)
{
    int count = 0;
    for (int x = 0; x < image.width(); ++x)
        count += image.pixelColor(x, qRound(y)) == colour;
    return count;
}

BarChart bars()
{
    return {"Power by kind, kW", 1, {{"Compute", 100, red, "100"}, {"Scale-out", 50, green, "50"}, {"Hosts", 10, blue, "10"}}, "Total 160 kW"};
}

StackChart stack()
{
    StackChart chart;
    chart.title = "Step time 10 s";
    chart.pieces = {{"Compute", 6, red, "6 s"}, {"Scale-up", 3, green, "3 s"}, {"Bubble", 1, blue, "1 s"}};
    chart.total = "10 s";
    return chart;
}

LineChart line()
{
    LineChart chart;
    chart.title = "Throughput, k tok/s";
    chart.points = {{8, 1, 0.8, 1.2}, {16, 1.9, 1.6, 2.2}, {32, 3.4, 3, 4}};
    chart.last = "3.40";
    return chart;
}

} // namespace

/// What Qt Charts draws stands where the layout says, in its colour and its length.
class ChartsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { loadFonts(); }

    void barsAreAsLongAsTheirValues()
    {
        const BarChart chart = bars();
        const QImage image = pictureOf(chart);
        const std::array colours{red, green, blue};
        const double longest = barPlace(chart, area, 0).width();
        for (std::size_t bar = 0; bar < chart.bars.size(); ++bar) {
            const QRectF place = barPlace(chart, area, bar);
            const int width = widthOf(colours[bar], image, place.center().y());
            QVERIFY2(std::abs(width - longest * chart.bars[bar].value / 100) < 2.5, qPrintable(QString::number(width)));
            QCOMPARE(image.pixelColor(qRound(place.left()) + 3, qRound(place.center().y())), colours[bar]);
        }
    }

    // 0.851 J a token are 0.236 kWh a million: 60, 15 and 25 % of it.
    void theEnergyOfATokenIsToldByKindAndWithoutItWhyNot()
    {
        using colonnade::model::EnergyKind;
        const colonnade::model::EnergySplit split{{{EnergyKind::Accelerators, 0.6}, {EnergyKind::OtherIt, 0.15}, {EnergyKind::Cooling, 0.25}}, {}};
        const Theme theme = Theme::of(ThemeName::Light);
        const StackChart chart = energyChart(colonnade::model::Joules{0.851}, split, 0.0196, theme);
        QCOMPARE(chart.pieces.size(), std::size_t{3});
        QVERIFY(std::abs(chart.pieces[0].value - 0.5106) < 1e-9);
        double sum = 0;
        for (const ChartPiece& piece : chart.pieces)
            sum += piece.value;
        QVERIFY(std::abs(sum - 0.851) < 1e-12);
        QVERIFY(chart.remark.startsWith("0.236 kWh") && chart.remark.contains("0.0196 USD"));
        QVERIFY(chart.pieces[0].colour != chart.pieces[2].colour);
        QVERIFY(energyChart(colonnade::model::Joules{0.851}, split, {}, theme, "The GPUs in use at 70 % load").note.startsWith("The GPUs in use at 70 % load"));
        const StackChart none = energyChart({}, split, {}, theme);
        QVERIFY(none.pieces.empty() && none.remark.startsWith("not evaluated"));
        QVERIFY(!pictureOf(none).isNull());
    }

    void timesAreToldInTheUnitThatFitsThem()
    {
        using colonnade::model::Seconds;
        const QString space{QChar{0x00a0}};
        QCOMPARE(timeText(Seconds{16.14}), "16.1" + space + "s");
        QCOMPARE(timeText(Seconds{0.0144}, 4), "14.40" + space + "ms");
        QCOMPARE(timeText(Seconds{0.0000102}), "10.2" + space + "µs");
        QCOMPARE(timeText(Seconds{0.9996}), "1.00" + space + "s");
        QCOMPARE(timeText(Seconds{}), "0" + space + "s");
    }

    void everyPieceWithoutRoomForItsNameIsInALegend()
    {
        StackChart chart;
        chart.title = "Time per output token 22 ms";
        const double before = heightOf(stack(), area.width(), 1);
        for (int i = 0; i < 9; ++i)
            chart.pieces.push_back({QString("Part with a long name %1").arg(i), i == 3 ? 20.0 : 0.5, QColor{20 * i, 90, 250 - 20 * i}, "500 µs"});
        const double height = heightOf(chart, area.width(), 1);
        QVERIFY2(height > before + 20, qPrintable(QString::number(height)));
        const QImage image = pictureOf(chart);
        const double bottom = piecePlace(chart, area, 0).bottom();
        for (std::size_t piece = 0; piece < chart.pieces.size(); ++piece) {
            int rows = 0;
            for (double y = bottom + 6; y < area.top() + height; ++y)
                rows += widthOf(chart.pieces[piece].colour, image, y) >= 6;
            QCOMPARE(rows > 4, piece != 3); // It stands within its piece.
        }
    }

    void theLimitHasWordsAndGoesThroughNone()
    {
        StackChart chart = stack();
        chart.limit = 10.3;
        const double without = heightOf(chart, area.width(), 1);
        const QImage bare = pictureOf(chart);
        chart.limitText = "limit 10.3 s";
        QCOMPARE(heightOf(chart, area.width(), 1), without);
        const QImage image = pictureOf(chart);
        QVERIFY(image != bare);
        // Only the mark is dark where it stands, with nothing at its sides.
        const QRectF bar = piecePlace(chart, area, 0);
        const double x = bar.left() + bar.width() / 6 * 10.3;
        for (double y = bar.top(); y < bar.bottom(); ++y) {
            QVERIFY(image.pixelColor(qRound(x) + 4, qRound(y)).lightness() > 250);
            QVERIFY(image.pixelColor(qRound(x) - 4, qRound(y)).lightness() > 250);
        }
    }

    void aBaselineTakesNoHeight()
    {
        StackChart chart = stack();
        const double before = heightOf(chart, area.width(), 1);
        chart.baseline = chart.pieces;
        QCOMPARE(heightOf(chart, area.width(), 1), before);
    }

    void aLossOfTheWaterfallIsTheSameHoweverManyAreTold()
    {
        using namespace colonnade::model;
        std::vector<WaterfallStep> steps{{"peak", "Peak", Seconds{1}, FlopRate{100e12}}};
        double time = 1;
        for (const double more : {0.4, 0.1, 0.3, 0.05, 0.2}) {
            time += more;
            steps.push_back({"loss", "Loss", Seconds{more}, FlopRate{100e12 / time}});
        }
        const auto few = foldedWaterfall(steps, 4);
        QCOMPARE(few.size(), std::size_t{4}); // The peak, the two greatest losses and the rest.
        QCOMPARE(few[1].rate.value() - few[0].rate.value(), steps[1].rate.value() - steps[0].rate.value());
        QCOMPARE(few[2].rate.value() - few[1].rate.value(), steps[3].rate.value() - steps[2].rate.value());
        QCOMPARE(few.back().rate.value(), steps.back().rate.value());
        QCOMPARE(few.back().time.value(), 0.1 + 0.05 + 0.2);
        QCOMPARE(foldedWaterfall(steps, 6).size(), steps.size());
    }

    void rowsOfATornadoThatFitLeaveRoomForItsNote()
    {
        SwingChart chart;
        chart.note = "Hatched: the input at its low";
        chart.rows.resize(swingRows(area.height()));
        QVERIFY(heightOf(chart) <= area.height());
        chart.rows.resize(chart.rows.size() + 1);
        QVERIFY(heightOf(chart) > area.height());
    }

    void aSmallAmountIsSeen()
    {
        BarChart chart = bars();
        chart.bars[2].value = 0.001;
        QVERIFY(widthOf(blue, pictureOf(chart), barPlace(chart, area, 2).center().y()) >= 1);
    }

    void piecesFollowOneAnotherFromTheLeft()
    {
        const StackChart chart = stack();
        const QImage image = pictureOf(chart);
        const double y = piecePlace(chart, area, 0).top() + 3;
        const int a = widthOf(red, image, y), b = widthOf(green, image, y), c = widthOf(blue, image, y);
        QVERIFY(std::abs(a - 2 * b) < 4);
        QVERIFY(std::abs(b - 3 * c) < 4);
        for (std::size_t piece = 0; piece < 3; ++piece)
            QCOMPARE(image.pixelColor(qRound(piecePlace(chart, area, piece).center().x()), qRound(y)), chart.pieces[piece].colour);
    }

    void aHeadingMovesTheBarDown()
    {
        StackChart chart = stack();
        const double before = piecePlace(chart, area, 0).top(), height = heightOf(chart, area.width(), 1);
        chart.heading = "Llama";
        const double moved = piecePlace(chart, area, 0).top() - before;
        QVERIFY(moved > 10);
        QCOMPARE(heightOf(chart, area.width(), 1) - height, moved);
        QCOMPARE(pictureOf(chart).pixelColor(40, qRound(piecePlace(chart, area, 0).top()) + 3), red);
    }

    void aCurveGoesThroughItsPoints()
    {
        const LineChart chart = line();
        const QImage image = pictureOf(chart);
        const QColor colour = Theme::of(ThemeName::Light).kind(colonnade::model::DeviceRole::Compute);
        for (std::size_t point = 0; point < chart.points.size(); ++point) {
            const QPointF at = pointPlace(chart, area, point);
            QCOMPARE(image.pixelColor(qRound(at.x()), qRound(at.y())), colour);
        }
        // The mark of the last one is whole, to the right of its place too.
        const QPointF last = pointPlace(chart, area, 2);
        QCOMPARE(image.pixelColor(qRound(last.x()) + 2, qRound(last.y())), colour);
        QVERIFY(pointPlace(chart, area, 1).x() > pointPlace(chart, area, 0).x());
        QVERIFY(pointPlace(chart, area, 1).y() < pointPlace(chart, area, 0).y());
    }

    void theGridIsDrawnAtItsNumbers()
    {
        const LineChart chart = line();
        const QImage image = pictureOf(chart);
        // Between two points at the left of the first one, only grid lines differ from white.
        const int x = qRound(pointPlace(chart, area, 0).x()) - 25;
        int lines = 0;
        bool on = false;
        for (int y = qRound(area.top()) + 22; y < qRound(area.bottom()); ++y) {
            const bool line = image.pixelColor(x, y).lightness() < 250;
            lines += line && !on;
            on = line;
        }
        QCOMPARE(lines, static_cast<int>(axisTicks(4).size()));
    }

    void nothingToShowIsNoFault()
    {
        (void)pictureOf(BarChart{});
        (void)pictureOf(StackChart{});
        (void)pictureOf(LineChart{});
        BarChart none = bars();
        for (ChartPiece& bar : none.bars)
            bar.value = 0;
        QCOMPARE(widthOf(red, pictureOf(none), barPlace(none, area, 0).center().y()), 0);
    }

    /// A report is painted on a worker while the window paints its own charts.
    void twoThreadsPaintAtOnce()
    {
        const QImage expected = pictureOf(bars());
        std::atomic<int> wrong = 0;
        std::thread worker{[&] {
            for (int i = 0; i < 40; ++i)
                wrong += pictureOf(bars()) != expected;
        }};
        for (int i = 0; i < 40; ++i)
            wrong += pictureOf(bars()) != expected;
        worker.join();
        QCOMPARE(wrong.load(), 0);
    }
};

QTEST_MAIN(ChartsTest)
#include "tst_Charts.moc"
