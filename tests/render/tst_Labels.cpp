#include "render/charts/Labels.h"

#include <QLineF>
#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QStringLiteral>
#include <QTest>

#include <algorithm>
#include <random>

using namespace colonnade::render;

namespace {

constexpr QRectF plot{0, 0, 400, 200};
constexpr QSizeF words{80, 12};
constexpr double gap = 7;

std::vector<PointLabel> labelsAt(std::initializer_list<QPointF> points)
{
    std::vector<PointLabel> labels;
    for (const QPointF& point : points)
        labels.push_back({point, words});
    return labels;
}

std::vector<QPointF> dotsOf(const std::vector<PointLabel>& labels)
{
    std::vector<QPointF> dots;
    for (const PointLabel& label : labels)
        dots.push_back(label.point);
    return dots;
}

} // namespace

class LabelsTest : public QObject {
    Q_OBJECT
private slots:
    void aLabelStandsRightOfItsPoint()
    {
        const auto labels = labelsAt({{100, 100}});
        const auto dots = dotsOf(labels);
        const auto places = labelPlaces(labels, {plot, dots, {}, gap});
        QCOMPARE(places.at(0).value(), QRectF(107, 94, 80, 12));
    }

    void atTheRightEdgeItStandsLeft()
    {
        const auto labels = labelsAt({{380, 100}});
        const auto dots = dotsOf(labels);
        const auto places = labelPlaces(labels, {plot, dots, {}, gap});
        QCOMPARE(places.at(0).value(), QRectF(293, 94, 80, 12));
    }

    void aLabelGivesWayToALine()
    {
        const auto labels = labelsAt({{100, 100}});
        const auto dots = dotsOf(labels);
        const std::vector<QLineF> roof{{{100, 98}, {400, 98}}};
        const auto places = labelPlaces(labels, {plot, dots, roof, gap});
        QVERIFY(places.at(0).has_value());
        QCOMPARE(places[0]->right(), 93.0);
        // With lines all over, words over a line are better than none.
        std::vector<QLineF> grid;
        for (int y = 0; y < 200; y += 5)
            grid.push_back({{0.0, static_cast<double>(y)}, {400.0, static_cast<double>(y)}});
        QCOMPARE(labelPlaces(labels, {plot, dots, grid, gap}).at(0).value(), QRectF(107, 94, 80, 12));
    }

    void pointsCloseTogetherAllGetTheirWords()
    {
        // As the products of a layer lie below the roof: five within a few pixels.
        const auto labels = labelsAt({{200, 100}, {203, 101}, {206, 99}, {209, 102}, {212, 100}});
        const auto dots = dotsOf(labels);
        for (const auto& place : labelPlaces(labels, {plot, dots, {}, gap}))
            QVERIFY(place.has_value());
    }

    void wordsWithoutALineStandNearestToTheirOwnPoint()
    {
        // As few requests in flight lie on a curve of throughput: one above the other.
        std::vector<PointLabel> labels;
        for (const double y : {100.0, 116.0, 124.0, 129.0})
            labels.push_back({QPointF{200 - y / 20, y}, QSizeF{22, 12}});
        const auto dots = dotsOf(labels);
        const auto places = labelPlaces(labels, {plot, dots, {}, gap});
        const auto far = [](const QRectF& box, QPointF point) {
            return QLineF{point, {std::clamp(point.x(), box.left(), box.right()), std::clamp(point.y(), box.top(), box.bottom())}}.length();
        };
        for (std::size_t i = 0; i < places.size(); ++i) {
            QVERIFY(places[i].has_value());
            const double own = far(*places[i], labels[i].point);
            if (own > 2 * gap)
                continue; // A line leads to it.
            for (const QPointF& dot : dots)
                QVERIFY(far(*places[i], dot) >= own - 1e-6);
        }
    }

    void noLabelCoversAnotherOrAPoint()
    {
        std::mt19937 random{7};
        int placed = 0, all = 0;
        for (int scene = 0; scene < 100; ++scene) {
            std::vector<PointLabel> labels;
            for (int i = 0; i < 12; ++i)
                labels.push_back({QPointF{static_cast<double>(random() % 400), static_cast<double>(random() % 200)}, words});
            const auto dots = dotsOf(labels);
            const auto places = labelPlaces(labels, {plot, dots, {}, gap});
            QCOMPARE(places.size(), labels.size());
            for (std::size_t i = 0; i < places.size(); ++i) {
                ++all;
                if (!places[i])
                    continue;
                ++placed;
                QVERIFY(plot.contains(*places[i]));
                for (const QPointF& dot : dots)
                    QVERIFY(!places[i]->contains(dot));
                for (std::size_t k = 0; k < i; ++k)
                    QVERIFY(!places[k] || !places[k]->intersects(*places[i]));
            }
        }
        QVERIFY2(placed > all * 9 / 10, qPrintable(QStringLiteral("%1 of %2").arg(placed).arg(all)));
    }

    void wordsWithoutRoomAreLeftOut()
    {
        const auto labels = labelsAt({{10, 5}});
        QVERIFY(!labelPlaces(labels, {QRectF{0, 0, 60, 10}, {}, {}, gap}).at(0).has_value());
    }
};

QTEST_APPLESS_MAIN(LabelsTest)
#include "tst_Labels.moc"
