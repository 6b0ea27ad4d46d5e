#include "ui/document/Subjects.h"
#include "ui/elevation/DragData.h"
#include "ui/elevation/VerdictTag.h"
#include "ui/plan/PlanView.h"
#include "ui/style/Style.h"
#include "ui/workbench/FiguresStrip.h"

#include "tests/support/SampleDesigns.h"
#include "tests/support/StructureDesigns.h"

#include <QCoreApplication>
#include <QEvent>
#include <QLatin1Char>
#include <QMimeData>
#include <QPoint>
#include <QPointF>
#include <QRectF>
#include <QSignalSpy>
#include <QStringLiteral>
#include <QTest>

#include <QApplication>
#include <QDragEnterEvent>
#include <QDropEvent>

using namespace colonnade;
using namespace colonnade::ui;
using model::FloorRect;
using model::Millimetres;
using model::Point;
using model::Subject;
using test::mm;

namespace {

struct Stage {
    Stage()
    {
        session.start(test::gb300Hall());
        // A rack that stands alone, east of the unit.
        const auto placed =
            model::placeRack(*session.design(), model::RackDesignId::literal("gb300"),
                             mm(8400, 1800), model::Turn::None);
        if (!placed)
            qFatal("%s", placed.error().text.c_str());
        alone = placed->path;
        session.start(placed->design);
        view.resize(760, 640);
        view.show();
        (void)QTest::qWaitForWindowExposed(&view);
    }
    [[nodiscard]] FloorRect footprint(const std::string& path) const
    {
        return view.index().item(path)->footprint;
    }
    [[nodiscard]] QPoint middle(const FloorRect& rect) const
    {
        return view.layoutOnScreen().toView(rect).center().toPoint();
    }
    [[nodiscard]] QPoint middle(const std::string& path) const { return middle(footprint(path)); }
    void moveTo(QPoint at, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QMouseEvent move(QEvent::MouseMove, at, view.mapToGlobal(at), Qt::NoButton, Qt::LeftButton,
                         modifiers);
        QCoreApplication::sendEvent(&view, &move);
    }
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::mousePress(&view, Qt::LeftButton, {}, from);
        moveTo(from + QPoint{3, 0});
        moveTo(from + QPoint{8, 0}, modifiers);
        moveTo(to, modifiers);
    }
    template <class Event> bool send(QPoint at, const QMimeData& mime)
    {
        Event event(at, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        event.ignore();
        QCoreApplication::sendEvent(&view, &event);
        return event.isAccepted();
    }

    DesignSession session;
    PlanView view{session};
    std::string alone;
};

} // namespace

class PlanViewTest : public QObject {
    Q_OBJECT
private slots:
    void aClickSelectsTheRackAndADoubleClickOpensIt()
    {
        Stage stage;
        QSignalSpy opened(&stage.view, &PlanView::openElevationRequested);
        QTest::mouseClick(&stage.view, Qt::LeftButton, {}, stage.middle("su-1/a03"));
        QVERIFY(stage.session.isSelected(Subject::instance("su-1/a03")));
        QTest::mouseDClick(&stage.view, Qt::LeftButton, {}, stage.middle("su-1/a05"));
        QCOMPARE(opened.size(), 1);
        QCOMPARE(stage.session.currentRack().text(), std::string{"su-1/a05"});
        if (const auto folder = qEnvironmentVariable("COLONNADE_PICTURES"); !folder.isEmpty())
            stage.view.grab().save(folder + "/view-plan.png");
    }

    void aDragMovesARackByTilesAndUndoBringsItBack()
    {
        Stage stage;
        const auto before = stage.session.design();
        const FloorRect from = stage.footprint(stage.alone);
        FloorRect to = from;
        to.at = to.at + mm(0, 1250);
        stage.drag(stage.middle(stage.alone), stage.middle(to));
        QVERIFY(stage.view.currentDrop());
        QVERIFY(!stage.view.currentDrop()->refusal);
        QVERIFY(stage.view.tag().isVisible());
        QVERIFY(!stage.view.currentDrop()->dimensions.empty());
        QTest::mouseRelease(&stage.view, Qt::LeftButton, {}, stage.middle(to));
        const FloorRect now = stage.footprint(stage.alone);
        QVERIFY(now.at != from.at);
        QCOMPARE(stage.session.historyIndex(), 1);
        QVERIFY(stage.session.undoName().startsWith(QStringLiteral("Move ")));
        stage.session.undo();
        QCOMPARE(stage.session.design(), before);
    }

    void aPlaceThatIsTakenOrOutsideIsRefusedWithTheReason()
    {
        Stage stage;
        const auto before = stage.session.design();
        stage.drag(stage.middle(stage.alone), stage.middle("su-1/a05"));
        QVERIFY(stage.view.currentDrop()->refusal);
        QVERIFY2(stage.view.tag().words().title.contains(QStringLiteral("stands there")),
                 qPrintable(stage.view.tag().words().title));
        QVERIFY(!stage.view.currentDrop()->obstacles.empty());
        // On the column, in the keep-out, through the wall.
        const auto over = [&](const FloorRect& place) {
            stage.moveTo(stage.middle(place));
            return stage.view.currentDrop()->refusal ? stage.view.tag().words().title : QString{};
        };
        QVERIFY(over(stage.view.index().hall()->columns[0]).contains(QStringLiteral("column")));
        QVERIFY(over(stage.view.index().hall()->keepOuts[0].area)
                    .contains(QStringLiteral("fire pump")));
        QVERIFY(over({mm(-200, 3000), {Millimetres{10}, Millimetres{10}}})
                    .contains(QStringLiteral("outside")));
        QTest::mouseRelease(&stage.view, Qt::LeftButton, {}, stage.middle({mm(-200, 3000), {}}));
        QCOMPARE(stage.session.design(), before);
    }

    void itSnapsEdgeToEdgeWithItsNeighbour()
    {
        Stage stage;
        const FloorRect last = stage.footprint("su-1/a08"), own = stage.footprint(stage.alone);
        // 70 mm away from being flush with the last rack of the row, 50 mm off its line.
        FloorRect near = own;
        near.at = {last.right() + Millimetres{70}, last.at.y + Millimetres{50}};
        stage.drag(stage.middle(stage.alone), stage.middle(near));
        QVERIFY(!stage.view.currentDrop()->refusal);
        QCOMPARE(stage.view.currentDrop()->items[0].footprint.at, (Point{last.right(), last.at.y}));
        QTest::keyClick(&stage.view, Qt::Key_Escape);
        QVERIFY(!stage.view.currentDrop());
    }

    /// Into the swing of a door, under a weak part of the floor, into working clearance: each says so before the drop.
    void aDragTellsOfDoorsWeakFloorsAndWorkingSpace()
    {
        Stage stage;
        model::Hall hall = *stage.session.design()->hall();
        hall.doors[0].swing = model::Door::Swing::Inward; // 1,200 mm at 8,400 mm in the south wall.
        hall.structure.weakZones = {{test::area(8400, 4200, 1200, 1200), model::Kilopascals{2}, {}, "old slab"}};
        hall.arrangement.placements.push_back({model::PlacementId::literal("rpp"),
                                               "RPP",
                                               {},
                                               test::withFigures(test::tinyPanel(), {{"line_voltage_v", 480}}),
                                               mm(7200, 5400),
                                               model::Turn::None,
                                               {},
                                               {},
                                               false});
        stage.session.start(stage.session.design()->withHall(hall));
        FiguresStrip strip{stage.session};
        const FloorRect own = stage.footprint(stage.alone);
        const auto tag = [&] { return stage.view.tag().words().lines.join(QLatin1Char('\n')); };
        const auto answered = [&] {
            return stage.session.currentPreview() && stage.session.currentPreview()->after.evaluation && strip.verdict().answered;
        };
        const auto over = [&](Point at) {
            FloorRect to = own;
            to.at = at;
            stage.moveTo(stage.middle(to));
        };
        stage.drag(stage.middle(stage.alone), stage.middle(own) + QPoint{0, 12});

        over(mm(8400, 900)); // 900 mm before the door, whose leaf takes 1,200.
        QVERIFY2(!stage.view.currentDrop()->refusal, qPrintable(stage.view.tag().words().title));
        QTRY_VERIFY2(answered() && tag().contains(QStringLiteral("MEC-013")), qPrintable(tag()));
        QVERIFY2(tag().contains(QStringLiteral("Door 1")), qPrintable(tag()));
        QCOMPARE(strip.verdict().glyph, render::Glyph::Error);
        QVERIFY(!strip.verdict().reason.isEmpty());
        if (const auto folder = qEnvironmentVariable("COLONNADE_PICTURES"); !folder.isEmpty())
            stage.view.grab().save(folder + "/drag-door.png");

        over(mm(8400, 4200));
        QVERIFY2(!stage.view.currentDrop()->refusal, qPrintable(stage.view.tag().words().title));
        QTRY_VERIFY2(answered() && tag().contains(QStringLiteral("old slab")), qPrintable(tag()));
        QVERIFY2(tag().contains(QStringLiteral("MEC-007")), qPrintable(tag()));
        QCOMPARE(strip.verdict().glyph, render::Glyph::Error);
        if (const auto folder = qEnvironmentVariable("COLONNADE_PICTURES"); !folder.isEmpty())
            stage.view.grab().save(folder + "/drag-weak-floor.png");

        over(mm(7200, 3600)); // Its rear ends 732 mm before the panel, which takes 1.07 m.
        QVERIFY2(!stage.view.currentDrop()->refusal, qPrintable(stage.view.tag().words().title));
        QTRY_VERIFY2(answered() && tag().contains(QStringLiteral("MEC-014")), qPrintable(tag()));
        QCOMPARE(strip.verdict().glyph, render::Glyph::Error);
        if (const auto folder = qEnvironmentVariable("COLONNADE_PICTURES"); !folder.isEmpty())
            stage.view.grab().save(folder + "/drag-working-space.png");

        // Where it stood none of them is said.
        over(own.at + mm(0, 600));
        QTRY_VERIFY2(answered() && !tag().contains(QStringLiteral("MEC-0")), qPrintable(tag()));
        QTest::keyClick(&stage.view, Qt::Key_Escape);
    }

    void controlCopies()
    {
        Stage stage;
        const auto count = stage.view.index().items().size();
        FloorRect to = stage.footprint(stage.alone);
        to.at = to.at + mm(0, 1800);
        stage.drag(stage.middle(stage.alone), stage.middle(to), Qt::ControlModifier);
        QTest::mouseRelease(&stage.view, Qt::LeftButton, Qt::ControlModifier, stage.middle(to));
        QCOMPARE(stage.view.index().items().size(), count + 1);
        QCOMPARE(stage.session.selection().size(), std::size_t{1});
    }

    void aSelectedPodMovesWhole()
    {
        Stage stage;
        stage.session.select({Subject::instance("su-1")});
        const FloorRect before = stage.footprint("su-1/a03");
        FloorRect to = before;
        to.at = to.at + mm(0, 600);
        stage.drag(stage.middle("su-1/a03"), stage.middle(to));
        QCOMPARE(stage.view.currentDrop()->items.size(), std::size_t{8});
        QVERIFY2(!stage.view.currentDrop()->refusal, qPrintable(stage.view.tag().words().title));
        QTest::mouseRelease(&stage.view, Qt::LeftButton, {}, stage.middle(to));
        QCOMPARE(stage.footprint("su-1/a03").at.y, before.at.y + Millimetres{600});
        QCOMPARE(stage.footprint("su-1/a08").at.y, before.at.y + Millimetres{600});
        QCOMPARE(stage.session.historyIndex(), 1);
    }

    void aRackScaleSystemOfTheCatalogIsPlacedAndOpened()
    {
        Stage stage;
        const auto racks = stage.view.index().items().size();
        const auto mime = mimeOf(*test::part("nvidia-gb300-nvl72"));
        const FloorRect there = test::area(8400, 3600, 600, 1200);
        stage.send<QDragEnterEvent>(stage.middle("su-1/a02"), *mime);
        QVERIFY(!stage.send<QDragMoveEvent>(stage.middle("su-1/a02"), *mime));
        QVERIFY(stage.send<QDragMoveEvent>(stage.middle(there), *mime));
        QVERIFY(stage.send<QDropEvent>(stage.middle(there), *mime));
        QCOMPARE(stage.view.index().items().size(), racks + 1);
        QCOMPARE(stage.session.selection().size(), std::size_t{1});
        const auto* rack = rackDesignOf(*stage.session.design(), stage.session.selection()[0]);
        QVERIFY(rack && rack->devices().size() > 30);
        QVERIFY(stage.session.undoName().startsWith(QStringLiteral("Place ")));
        stage.session.undo();
        QCOMPARE(stage.view.index().items().size(), racks);
    }

    void aDeviceOfTheElevationDropsOntoARack()
    {
        Stage stage;
        (void)stage.session.apply(
            "Place", [](const model::Design& d) -> model::Result<model::Design> {
                auto placed = model::placeRack(d.withRackDesign(test::emptyRack()),
                                               model::RackDesignId::literal("empty"),
                                               test::mm(8400, 4200), model::Turn::None);
                if (!placed)
                    return tl::unexpected(placed.error());
                return placed->design;
            });
        const std::string target = stage.view.index().items().back().path;
        const auto* source = rackDesignOf(*stage.session.design(), Subject::instance("su-1/a01"));
        const auto* shelf = source->occupant(model::Face::Front, model::RackUnit::whole(39));
        QVERIFY(shelf);
        const auto mime = mimeOf(DevicesInHand{Subject::instance("su-1/a01"), {shelf->id}});
        stage.send<QDragEnterEvent>(stage.middle(target), *mime);
        QVERIFY(stage.send<QDragMoveEvent>(stage.middle(target), *mime));
        QVERIFY(stage.send<QDropEvent>(stage.middle(target), *mime));
        QCOMPARE(rackDesignOf(*stage.session.design(), Subject::instance(target))->devices().size(),
                 std::size_t{1});
    }

    void aRubberBandSelectsWhatItEncloses()
    {
        Stage stage;
        const QRectF first = stage.view.layoutOnScreen().toView(stage.footprint("su-1/a01"));
        const QRectF third = stage.view.layoutOnScreen().toView(stage.footprint("su-1/a03"));
        const QPoint from = (first.topLeft() - QPointF{30, 60}).toPoint(),
                     to = (third.bottomRight() + QPointF{6, 12}).toPoint();
        QTest::mousePress(&stage.view, Qt::LeftButton, {}, from);
        stage.moveTo(from + QPoint{10, 10});
        stage.moveTo(to);
        QTest::mouseRelease(&stage.view, Qt::LeftButton, {}, to);
        QCOMPARE(stage.session.selection().size(), std::size_t{3});
    }

    void theWheelZoomsAtTheCursorAndTheMiddleButtonPans()
    {
        Stage stage;
        const QPoint cursor = stage.middle("su-1/a04");
        const Point before = stage.view.layoutOnScreen().toFloor(cursor);
        QWheelEvent wheel(cursor, stage.view.mapToGlobal(cursor), {}, {0, 240}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&stage.view, &wheel);
        const Point after = stage.view.layoutOnScreen().toFloor(cursor);
        QVERIFY(std::abs((after.x - before.x).value()) < 30
                && std::abs((after.y - before.y).value()) < 30);
        QTest::mousePress(&stage.view, Qt::MiddleButton, {}, cursor);
        QMouseEvent move(QEvent::MouseMove, cursor + QPoint{50, 20}, stage.view.mapToGlobal(cursor),
                         Qt::NoButton, Qt::MiddleButton, {});
        QCoreApplication::sendEvent(&stage.view, &move);
        QTest::mouseRelease(&stage.view, Qt::MiddleButton, {}, cursor + QPoint{50, 20});
        const Point moved = stage.view.layoutOnScreen().toFloor(cursor + QPoint{50, 20});
        QVERIFY(std::abs((moved.x - after.x).value()) < 30);
        stage.session.frame({});
        QVERIFY(QRectF(stage.view.rect())
                    .contains(stage.view.layoutOnScreen().toView(stage.view.index().extent())));
    }

    void arrowsMoveByATile()
    {
        Stage stage;
        stage.session.select({Subject::instance(stage.alone)});
        const auto before = stage.footprint(stage.alone);
        QTest::keyClick(&stage.view, Qt::Key_Up);
        QCOMPARE(stage.footprint(stage.alone).at, before.at + mm(0, 600));
        QTest::keyClick(&stage.view, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(stage.footprint(stage.alone).at, before.at + mm(0, 601));
    }

    void whatIsTriedOutStandsAsAGhost()
    {
        Stage stage;
        const QImage before = stage.view.grab().toImage();
        stage.session.preview(QStringLiteral("Copy it"), [path = stage.alone](const model::Design& design) -> model::Result<model::Design> {
            auto made = model::duplicatePlacements(design, std::vector{path});
            if (!made)
                return tl::unexpected(made.error());
            return made->design;
        });
        QTRY_VERIFY(stage.view.grab().toImage() != before);
        stage.session.endPreview();
        QTRY_VERIFY(stage.view.grab().toImage() == before);
    }

    void everyOverlayIsDrawn()
    {
        Stage stage;
        const QImage plain = stage.view.grab().toImage();
        for (const auto overlay : render::floorOverlays) {
            stage.view.setOverlay(overlay);
            QCOMPARE(stage.view.overlay(), overlay);
            QCOMPARE(stage.view.grab().toImage() == plain, overlay == render::FloorOverlay::None);
        }
    }
};

int main(int argc, char** argv)
{
    QApplication application{argc, argv};
    applyTheme(render::ThemeName::Light);
    PlanViewTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_PlanView.moc"
