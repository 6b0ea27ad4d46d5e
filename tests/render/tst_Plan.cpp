#include "model/edit/FloorEdits.h"
#include "render/plan/PlanPainter.h"
#include "tests/support/Pictures.h"
#include "tests/support/SampleDesigns.h"

#include <QPointF>
#include <QRectF>
#include <QSize>
#include <QSizeF>
#include <QStringLiteral>
#include <QTest>

#include <QElapsedTimer>
#include <QGuiApplication>

using namespace colonnade;
using namespace colonnade::model;
using namespace colonnade::render;
using test::count;
using test::mm;
using test::picture;

namespace {

const Theme& light()
{
    return Theme::of(ThemeName::Light);
}

QImage plan(const char* name, const PlanContent& content, const PlanLayout& layout, QSize size,
            const Theme& theme = light())
{
    return picture(name, size, theme.canvas, [&](QPainter& painter) {
        PlanPainter{theme, layout}.paint(painter, QRectF{{}, QSizeF{size}}, content);
    });
}

PlanLayout all(const PlanIndex& index, QSize size)
{
    return PlanLayout::fitted(index.extent(), {{}, QSizeF{size}});
}

} // namespace

class PlanTest : public QObject {
    Q_OBJECT
private slots:
    void floorAndViewAreTheSamePlaces()
    {
        const PlanLayout layout{0.1, {50, 400}};
        QCOMPARE(layout.toView(mm(1000, 2000)), QPointF(150, 200));
        QCOMPARE(layout.toFloor(QPointF{150, 200}), mm(1000, 2000));
        const FloorRect rect = test::area(600, 1200, 600, 1068);
        QCOMPARE(layout.toFloor(layout.toView(rect)), rect);
    }

    void zoomKeepsThePointUnderTheCursor()
    {
        const PlanLayout layout{0.05, {40, 300}};
        const QPointF cursor{233, 127};
        const Point before = layout.toFloor(cursor);
        const PlanLayout zoomed = layout.zoomed(2, cursor);
        QCOMPARE(zoomed.scale(), 0.1);
        QCOMPARE(zoomed.toFloor(cursor), before);
        QVERIFY(layout.zoomed(1e9, cursor).scale() < 10);
    }

    void everyRackIsFoundWhereItStands()
    {
        const Design design = test::gb300Hall();
        const PlanIndex index{design.hall()};
        QCOMPARE(index.items().size(), std::size_t{8});
        for (const PlanItem& item : index.items()) {
            const Point middle{item.footprint.at.x + item.footprint.size.width / 2,
                               item.footprint.at.y + item.footprint.size.depth / 2};
            QCOMPARE(index.itemAt(middle), &item);
            const auto place = placeAt(design, item.path);
            QVERIFY(place);
            QVERIFY(place->instance.footprint == item.footprint);
            QCOMPARE(item.role, DeviceRole::Compute);
        }
        QVERIFY(!index.itemAt(mm(-500, -500)));
        QCOMPARE(index.podAt({index.items()[0].footprint.at})->path, std::string{"su-1"});
    }

    void aRowBecomesOneRibbonWithItsCount()
    {
        const PlanIndex index{test::gb300Hall().hall()};
        QCOMPARE(index.ribbons().size(), std::size_t{1});
        QCOMPARE(index.ribbons()[0].count, 8);
        QCOMPARE(index.rows().size(), std::size_t{1});
        QCOMPARE(index.rows()[0].name, std::string{"Row A"});
        QVERIFY(QString::fromStdString(index.ribbons()[0].text)
                    .startsWith(QStringLiteral("A01–A08, 8 × ")));
    }

    void aRowIsNamedWhereMostOfItStands()
    {
        const Design design = test::gb300Hall();
        const PlanIndex before{design.hall()};
        const auto moved = model::movePlacements(design, std::vector<std::string>{"su-1/a08"}, mm(2000, 4000));
        QVERIFY2(moved, moved ? "" : moved.error().text.c_str());
        const PlanIndex after{moved->hall()};
        const FloorRect was = before.rows()[0].footprint, is = after.rows()[0].footprint;
        QCOMPARE(is.at, was.at);
        QCOMPARE(is.size.depth, was.size.depth);
        QVERIFY(is.size.width < was.size.width);
    }

    void aTurnedPodTakesItsAislesAlong()
    {
        Design design = test::gb300Hall();
        Hall hall = *design.hall();
        hall.pods[0].turn = Turn::Quarter;
        hall.pods[0].at = mm(5000, 1000);
        design = design.withHall(hall);
        const PlanIndex index{design.hall()};
        QCOMPARE(index.aisles().size(), std::size_t{2});
        for (const PlanAisle& aisle : index.aisles()) {
            QVERIFY(aisle.area.size.depth > aisle.area.size.width);
            const bool touches = std::ranges::any_of(index.items(), [&](const PlanItem& item) {
                return aisle.area.right() == item.footprint.at.x
                    || aisle.area.at.x == item.footprint.right();
            });
            QVERIFY(touches);
        }
    }

    void wallsTilesAislesAndRacksAreDrawn()
    {
        const PlanIndex index{test::gb300Hall().hall()};
        PlanContent content;
        content.index = &index;
        const QSize size{900, 640};
        const PlanLayout layout = all(index, size);
        const QImage image = plan("plan-light", content, layout, size);
        for (const PlanItem& item : index.items()) {
            const QRectF place = layout.toView(item.footprint);
            QVERIFY(count(image, place, mixed(light().kind(item.role), light().face, 0.26)) > 200);
            // The front edge is thick and faces the cold aisle, to the south.
            QVERIFY(count(image, {place.left(), place.bottom() - 4, place.width(), 4},
                          light().kind(item.role), 20)
                    > count(image, {place.left(), place.top(), place.width(), 4},
                            light().kind(item.role), 20));
        }
        QVERIFY(count(image, layout.toView(index.aisles()[0].area), light().cold) > 2000);
        QVERIFY(count(image, layout.toView(index.aisles()[1].area), light().hot) > 2000);
        QVERIFY(count(image, layout.toView(index.aisles()[0].area), light().onCold, 40) > 20);
        QVERIFY(count(image, layout.toView(index.hall()->columns[0]), light().column) > 50);
        QVERIFY(count(image, image.rect(), light().tile) > 1000);
        QVERIFY(count(image, image.rect(), light().frame) > 1000);
    }

    void detailFollowsTheScale()
    {
        QCOMPARE(PlanLayout(0.12, {}).detail(), PlanDetail::Full);
        QCOMPARE(PlanLayout(0.05, {}).detail(), PlanDetail::Footprints);
        QCOMPARE(PlanLayout(0.02, {}).detail(), PlanDetail::Ribbons);
        QCOMPARE(PlanLayout(0.12, {}).detail(2), PlanDetail::Footprints);
    }

    void marksOfFindingsAndSelectionStandAtTheirRacks()
    {
        const PlanIndex index{test::gb300Hall().hall()};
        PlanContent content;
        content.index = &index;
        content.findings["su-1/a03"] = Glyph::Error;
        content.findings["su-1"] = Glyph::Warning;
        content.selected = {"su-1/a05"};
        content.hovered = "su-1/a06";
        content.unlike = {"su-1/a07"};
        const QSize size{900, 640};
        const PlanLayout layout = all(index, size);
        const QImage image = plan("plan-marks", content, layout, size);
        QVERIFY(count(image, layout.toView(index.item("su-1/a03")->footprint), light().error, 30)
                > 20);
        QCOMPARE(count(image, layout.toView(index.item("su-1/a01")->footprint), light().error, 30),
                 0);
        QVERIFY(count(image,
                      layout.toView(index.item("su-1/a05")->footprint).adjusted(-3, -3, 3, 3),
                      light().accent, 30)
                > 150);
        QVERIFY(count(image, layout.toView(index.item("su-1/a07")->footprint), light().accent, 40)
                > 10);
    }

    void aGhostShowsItsVerdictAndItsObstacle()
    {
        const PlanIndex index{test::gb300Hall().hall()};
        PlanContent content;
        content.index = &index;
        const FloorRect there = index.items()[2].footprint;
        content.ghost =
            PlanGhost{{{there, Turn::None, "X01"}}, {Verdict::Refused, Glyph::Error}, {there}};
        content.dimensions = {{mm(0, 900), mm(1800, 900), "1,800 mm"}};
        const QSize size{900, 640};
        const PlanLayout layout = all(index, size);
        const QImage refused = plan("plan-refused", content, layout, size);
        QVERIFY(count(refused, layout.toView(there).adjusted(-2, -2, 2, 2), light().error, 60)
                > 200);
        content.ghost = PlanGhost{{{test::area(7800, 3000, 600, 1068), Turn::None, "X01"}},
                                  {Verdict::Fits, Glyph::Ok},
                                  {}};
        const QImage fits = plan("plan-fits", content, layout, size);
        QVERIFY(count(fits, layout.toView(test::area(7800, 3000, 600, 1068)), light().ok, 40)
                > 100);
    }

    void overlaysTintAndLabelsStayReadable()
    {
        const PlanIndex index{test::gb300Hall().hall()};
        PlanContent content;
        content.index = &index;
        auto figures = std::make_shared<FloorFigures>();
        figures->overlay = FloorOverlay::CoolantFlow;
        figures->scale = {100, 107, std::nullopt};
        for (std::size_t i = 0; i < 8; ++i) {
            PlaceFigure figure;
            figure.state = PlaceFigure::State::Known;
            figure.value = 100 + static_cast<double>(i);
            figures->places.emplace(index.items()[i].path, figure);
        }
        content.figures = figures;
        const QSize size{900, 640};
        const PlanLayout layout = all(index, size);
        const QImage image = plan("plan-overlay", content, layout, size);
        QVERIFY(count(image, layout.toView(index.items()[0].footprint), light().sequential.front())
                > 500);
        QVERIFY(count(image, layout.toView(index.items()[7].footprint), light().sequential.back())
                > 500);
        QVERIFY(count(image, layout.toView(index.items()[0].footprint), Qt::white, 40) > 15);
    }

    void aHundredThousandAcceleratorsAreDrawnQuickly()
    {
        const Design design = test::gb300Hall(174); // 174 units of 576: 100,224.
        QElapsedTimer timer;
        timer.start();
        const PlanIndex index{design.hall()};
        const auto indexed = timer.elapsed();
        QCOMPARE(index.items().size(), std::size_t{174 * 8});
        PlanContent content;
        content.index = &index;
        const QSize size{1000, 700};
        timer.restart();
        const QImage image = plan("plan-100k", content, all(index, size), size);
        const auto painted = timer.elapsed();
        QCOMPARE(all(index, size).detail(), PlanDetail::Ribbons);
        QVERIFY(test::drawn(image, image.rect(), light().floor) > 50000);
        timer.restart();
        const PlanLayout near = all(index, size).zoomed(8, {500, 350});
        const QImage zoomed = plan("plan-100k-near", content, near, size);
        qInfo("index %lld ms, all %lld ms, near %lld ms", indexed, painted, timer.elapsed());
        QVERIFY2(indexed < 500 && painted < 1500, "far above the budget of a frame");
    }

    void anEmptyHallStillHasAnExtent()
    {
        const PlanIndex index{std::make_shared<const Hall>()};
        QVERIFY(index.empty());
        QVERIFY(index.extent().size.width > Millimetres{});
    }

    void darkThemeDrawsTheSame()
    {
        const PlanIndex index{test::gb300Hall().hall()};
        PlanContent content;
        content.index = &index;
        const Theme& dark = Theme::of(ThemeName::Dark);
        const QSize size{1300, 900};
        const PlanLayout layout = all(index, size);
        const QImage image = plan("plan-dark", content, layout, size, dark);
        QVERIFY(count(image, layout.toView(index.items()[0].footprint),
                      mixed(dark.kind(DeviceRole::Compute), dark.face, 0.26))
                > 500);
    }
};

int main(int argc, char** argv)
{
    QGuiApplication application{argc, argv};
    PlanTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_Plan.moc"
