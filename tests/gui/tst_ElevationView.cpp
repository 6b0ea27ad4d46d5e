#include "ui/document/Library.h"
#include "ui/document/RackEditing.h"
#include "ui/document/Subjects.h"
#include "ui/elevation/DragData.h"
#include "ui/elevation/ElevationView.h"
#include "ui/elevation/VerdictTag.h"
#include "ui/style/Style.h"

#include "tests/support/SampleDesigns.h"

#include <QCoreApplication>
#include <QEvent>
#include <QMimeData>
#include <QPoint>
#include <QRectF>
#include <QStringLiteral>
#include <QTest>

#include <QApplication>
#include <QDragEnterEvent>
#include <QDropEvent>

using namespace colonnade;
using namespace colonnade::ui;
using model::DeviceId;
using model::RackUnit;
using model::RackUnits;
using model::Subject;
using render::FaceSide;

namespace {

/// A session with one GB300 unit, its rack A04 on screen, in a window of the small screen's size.
struct Stage {
    Stage()
    {
        session.start(test::gb300Hall());
        session.showRack(Subject::instance("su-1/a04"));
        view.resize(512, 694);
        view.show();
        (void)QTest::qWaitForWindowExposed(&view);
    }
    [[nodiscard]] const model::RackDesign& rack() const
    {
        return *rackDesignOf(*session.design(), session.currentRack());
    }
    [[nodiscard]] QPoint placeOf(std::string_view id, FaceSide side = FaceSide::Front) const
    {
        const auto* device = rack().device(DeviceId::literal(id));
        if (!device)
            qFatal("no device '%s'", std::string{id}.c_str());
        return view.layoutOnScreen()
            .place(rack(), *device->part, device->mount, side)
            .center()
            .toPoint();
    }
    [[nodiscard]] QPoint unit(int unit) const
    {
        return view.layoutOnScreen()
            .units(FaceSide::Front, RackUnit::whole(unit), RackUnits::whole(1))
            .center()
            .toPoint();
    }
    [[nodiscard]] std::string deviceAt(int unit) const
    {
        const auto* device = rack().occupant(model::Face::Front, RackUnit::whole(unit));
        return device ? device->id.text() : std::string{};
    }
    void moveTo(QPoint at, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        // QTest sends moves without a pressed button; the hand holds the left one.
        QMouseEvent move(QEvent::MouseMove, at, view.mapToGlobal(at), Qt::NoButton, Qt::LeftButton,
                         modifiers);
        QCoreApplication::sendEvent(&view, &move);
    }
    void grab(QPoint from)
    {
        QTest::mousePress(&view, Qt::LeftButton, {}, from);
        moveTo(from + QPoint{0, 3});
        moveTo(from + QPoint{0, 6});
    }

    DesignSession session;
    ElevationView view{session};
};

/// A drag from another panel, without the window system.
struct Carry {
    Carry(QWidget& over, std::unique_ptr<QMimeData> data) : view{over}, mime{std::move(data)} {}
    void enter(QPoint at)
    {
        QDragEnterEvent event(at, Qt::CopyAction, mime.get(), Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&view, &event);
    }
    bool over(QPoint at)
    {
        QDragMoveEvent event(at, Qt::CopyAction, mime.get(), Qt::LeftButton, Qt::NoModifier);
        event.ignore();
        QCoreApplication::sendEvent(&view, &event);
        return event.isAccepted();
    }
    bool drop(QPoint at)
    {
        QDropEvent event(at, Qt::CopyAction, mime.get(), Qt::LeftButton, Qt::NoModifier);
        event.ignore();
        QCoreApplication::sendEvent(&view, &event);
        return event.isAccepted();
    }
    void leave()
    {
        QDragLeaveEvent event;
        QCoreApplication::sendEvent(&view, &event);
    }
    QWidget& view;
    std::unique_ptr<QMimeData> mime;
};

} // namespace

class ElevationViewTest : public QObject {
    Q_OBJECT
private slots:
    void a48UnitRackFitsWithEveryUnitLabelled()
    {
        Stage stage;
        QVERIFY(stage.view.layoutOnScreen().unitHeight() > 12);
        QCOMPARE(stage.view.layoutOnScreen().detail(), render::FaceDetail::Faces);
        QVERIFY(QRectF(stage.view.rect()).contains(stage.view.layoutOnScreen().bounds()));
        if (const auto folder = qEnvironmentVariable("COLONNADE_PICTURES"); !folder.isEmpty())
            stage.view.grab().save(folder + "/view-elevation.png");
    }

    void aClickSelectsAndAnotherOneWithControlAdds()
    {
        Stage stage;
        const auto& devices = stage.rack().devices();
        const std::string first = devices[4].id.text(), second = devices[9].id.text();
        QTest::mouseClick(&stage.view, Qt::LeftButton, {}, stage.placeOf(first));
        QCOMPARE(stage.session.selection().size(), std::size_t{1});
        QCOMPARE(stage.session.selection()[0].text(), "su-1/a04/" + first);
        QTest::mouseClick(&stage.view, Qt::LeftButton, Qt::ControlModifier, stage.placeOf(second));
        QCOMPARE(stage.session.selection().size(), std::size_t{2});
        QTest::mouseClick(&stage.view, Qt::LeftButton, Qt::ControlModifier, stage.placeOf(first));
        QCOMPARE(stage.session.selection().size(), std::size_t{1});
        QTest::mouseClick(&stage.view, Qt::LeftButton, {}, stage.unit(46));
        QVERIFY(stage.session.selection().empty());
    }

    void aDoubleClickSelectsAllOfTheKind()
    {
        Stage stage;
        QTest::mouseDClick(&stage.view, Qt::LeftButton, {}, stage.placeOf(stage.deviceAt(8)));
        QCOMPARE(stage.session.selection().size(), std::size_t{18});
    }

    void aFrameFromTheRightTakesWhatItTouches()
    {
        Stage stage;
        const QRectF opening = stage.view.layoutOnScreen().opening(FaceSide::Front);
        const QPoint high{static_cast<int>(opening.right()) + 20, stage.unit(12).y()};
        const QPoint low{static_cast<int>(opening.center().x()), stage.unit(10).y()};
        QTest::mousePress(&stage.view, Qt::LeftButton, {}, high);
        stage.moveTo(high - QPoint{10, 0});
        stage.moveTo(low);
        QTest::mouseRelease(&stage.view, Qt::LeftButton, {}, low);
        QCOMPARE(stage.session.selection().size(), std::size_t{3});
        // From the left, only what lies inside whole: here nothing does.
        QTest::mousePress(&stage.view, Qt::LeftButton, {},
                          {static_cast<int>(opening.left()) - 40, high.y()});
        stage.moveTo({static_cast<int>(opening.left()) - 30, high.y()});
        stage.moveTo(low);
        QTest::mouseRelease(&stage.view, Qt::LeftButton, {}, low);
        QVERIFY(stage.session.selection().empty());
    }

    void aDragOverATakenUnitIsRefusedWithTheReasonAndChangesNothing()
    {
        Stage stage;
        const auto before = stage.session.design();
        const std::string shelf = stage.deviceAt(36);
        stage.grab(stage.placeOf(shelf));
        stage.moveTo(stage.unit(20));
        QVERIFY(stage.view.currentDrop());
        QVERIFY(stage.view.currentDrop()->refusal);
        QVERIFY(stage.view.tag().isVisible());
        QVERIFY2(stage.view.tag().words().title.startsWith(QStringLiteral("U20 is taken by ")),
                 qPrintable(stage.view.tag().words().title));
        QVERIFY2(stage.view.tag().words().title.contains(QStringLiteral("Nearest free: ")),
                 qPrintable(stage.view.tag().words().title));
        QCOMPARE(stage.view.tag().words().style.verdict, render::Verdict::Refused);
        QVERIFY(stage.session.currentPreview() && stage.session.currentPreview()->refusal);
        QTest::mouseRelease(&stage.view, Qt::LeftButton, {}, stage.unit(20));
        QCOMPARE(stage.session.design(), before);
        QVERIFY(!stage.view.tag().isVisible());
        QVERIFY(!stage.session.currentPreview());
    }

    void aDragToAFreeUnitMovesAndUndoBringsItBack()
    {
        Stage stage;
        const auto before = stage.session.design();
        const std::string shelf = stage.deviceAt(36);
        stage.grab(stage.placeOf(shelf));
        stage.moveTo(stage.unit(45));
        QVERIFY(!stage.view.currentDrop()->refusal);
        QCOMPARE(stage.view.currentDrop()->place, QStringLiteral("U45"));
        QVERIFY(
            stage.view.tag().words().title.startsWith(QStringLiteral("U45, free front and rear")));
        QTest::mouseRelease(&stage.view, Qt::LeftButton, {}, stage.unit(45));
        QCOMPARE(stage.deviceAt(45), shelf);
        QCOMPARE(stage.deviceAt(36), std::string{});
        QVERIFY(stage.session.undoName().startsWith(QStringLiteral("Move PS")));
        QVERIFY(stage.session.undoName().endsWith(QStringLiteral(" to U45")));
        stage.session.undo();
        QCOMPARE(stage.session.design(), before);
    }

    void escapeCancelsADrag()
    {
        Stage stage;
        const auto before = stage.session.design();
        stage.grab(stage.placeOf(stage.deviceAt(36)));
        stage.moveTo(stage.unit(45));
        QTest::keyClick(&stage.view, Qt::Key_Escape);
        QVERIFY(!stage.view.currentDrop());
        QTest::mouseRelease(&stage.view, Qt::LeftButton, {}, stage.unit(45));
        QCOMPARE(stage.session.design(), before);
    }

    void spaceGoesToTheNearestFreePlace()
    {
        Stage stage;
        const std::string shelf = stage.deviceAt(36);
        stage.grab(stage.placeOf(shelf));
        stage.moveTo(stage.unit(30));
        QVERIFY(stage.view.currentDrop()->nearest);
        const RackUnit nearest = *stage.view.currentDrop()->nearest;
        QTest::keyClick(&stage.view, Qt::Key_Space);
        QVERIFY(!stage.view.currentDrop()->refusal);
        QCOMPARE(stage.view.currentDrop()->mounts[0].unit, nearest);
        QTest::mouseRelease(&stage.view, Qt::LeftButton, {}, stage.unit(30));
        QCOMPARE(stage.rack().device(DeviceId::literal(shelf))->mount.unit, nearest);
    }

    void controlCopiesInsteadOfMoving()
    {
        Stage stage;
        const auto count = stage.rack().devices().size();
        const std::string shelf = stage.deviceAt(36);
        stage.grab(stage.placeOf(shelf));
        stage.moveTo(stage.unit(44), Qt::ControlModifier);
        QTest::mouseRelease(&stage.view, Qt::LeftButton, Qt::ControlModifier, stage.unit(44));
        QCOMPARE(stage.rack().devices().size(), count + 1);
        QCOMPARE(stage.deviceAt(36), shelf);
        QVERIFY(!stage.deviceAt(44).empty());
        QVERIFY(stage.session.undoName().startsWith(QStringLiteral("Copy ")));
    }

    void severalMoveAsOneAndOneThatCannotRefusesAll()
    {
        Stage stage;
        const std::string low = stage.deviceAt(37), high = stage.deviceAt(38);
        stage.session.select(
            {Subject::instance("su-1/a04/" + low), Subject::instance("su-1/a04/" + high)});
        stage.grab(stage.placeOf(low));
        stage.moveTo(stage.unit(43));
        QVERIFY(!stage.view.currentDrop()->refusal);
        QCOMPARE(stage.view.currentDrop()->place, QStringLiteral("U43–U44"));
        // The upper one would stick out at the top.
        stage.moveTo(stage.unit(48) - QPoint{0, 40});
        QVERIFY(stage.view.currentDrop()->refusal);
        stage.moveTo(stage.unit(43));
        QTest::mouseRelease(&stage.view, Qt::LeftButton, {}, stage.unit(43));
        QCOMPARE(stage.deviceAt(43), low);
        QCOMPARE(stage.deviceAt(44), high);
        QCOMPARE(stage.session.historyIndex(), 1);
    }

    void aPartOfTheCatalogIsRefusedMountedAndUndone()
    {
        Stage stage;
        const auto before = stage.session.design();
        const auto count = stage.rack().devices().size();
        Carry carry{stage.view, mimeOf(*test::part("nvidia-mgx-33kw-power-shelf"))};
        carry.enter(stage.unit(20));
        QVERIFY(!carry.over(stage.unit(20)));
        QVERIFY(stage.view.tag().words().title.contains(QStringLiteral("is taken by")));
        QVERIFY(carry.over(stage.unit(42)));
        QTRY_VERIFY(stage.session.currentPreview()
                    && stage.session.currentPreview()->after.evaluation);
        QVERIFY(carry.drop(stage.unit(42)));
        QCOMPARE(stage.rack().devices().size(), count + 1);
        QCOMPARE(stage.session.selection().size(), std::size_t{1});
        QVERIFY(stage.session.undoName().startsWith(QStringLiteral("Mount MGX 33 kW power shelf")));
        QVERIFY(stage.session.undoName().endsWith(QStringLiteral(" at U42")));
        // All eight placements have it.
        QCOMPARE(
            rackDesignOf(*stage.session.design(), Subject::instance("su-1/a01"))->devices().size(),
            count + 1);
        stage.session.undo();
        QCOMPARE(*stage.session.design(), *before);
    }

    void aDragThatLeavesChangesNothing()
    {
        Stage stage;
        Carry carry{stage.view, mimeOf(*test::part("nvidia-mgx-33kw-power-shelf"))};
        carry.enter(stage.unit(42));
        carry.over(stage.unit(42));
        carry.leave();
        QVERIFY(!stage.view.currentDrop());
        QVERIFY(!stage.session.currentPreview());
        QCOMPARE(stage.session.historyIndex(), 0);
    }

    void onlyThisRackIsMadeUniqueInTheSameStep()
    {
        Stage stage;
        const auto count = stage.rack().devices().size();
        stage.session.setScope(DesignSession::Scope::OnlyThis);
        Carry carry{stage.view, mimeOf(*test::part("nvidia-mgx-33kw-power-shelf"))};
        carry.enter(stage.unit(42));
        QVERIFY(carry.over(stage.unit(42)));
        QVERIFY(carry.drop(stage.unit(42)));
        QCOMPARE(stage.session.historyIndex(), 1);
        QCOMPARE(
            rackDesignOf(*stage.session.design(), Subject::instance("su-1/a04"))->devices().size(),
            count + 1);
        QCOMPARE(
            rackDesignOf(*stage.session.design(), Subject::instance("su-1/a01"))->devices().size(),
            count);
    }

    void whatIsNotMountedInARackSaysSo()
    {
        Stage stage;
        Carry carry{stage.view, mimeOf(*test::part("apc-ar3157"))};
        carry.enter(stage.unit(42));
        QVERIFY(!carry.over(stage.unit(42)));
        QVERIFY(stage.view.tag().words().title.contains(QStringLiteral("not mounted in a rack")));
    }

    void theTagNeverCoversTheTarget()
    {
        Stage stage;
        Carry carry{stage.view, mimeOf(*test::part("nvidia-mgx-33kw-power-shelf"))};
        carry.enter(stage.unit(42));
        for (const int unit : {1, 2, 3, 41, 43, 48}) {
            carry.over(stage.unit(unit));
            const auto& drop = *stage.view.currentDrop();
            const QRectF target = stage.view.layoutOnScreen().place(
                stage.rack(), *test::part("nvidia-mgx-33kw-power-shelf"), drop.mounts[0],
                FaceSide::Front);
            QVERIFY(!stage.view.tag().geometry().intersects(target.toAlignedRect()));
            QVERIFY(stage.view.rect().contains(stage.view.tag().geometry()));
        }
        if (const auto folder = qEnvironmentVariable("COLONNADE_PICTURES"); !folder.isEmpty()) {
            carry.over(stage.unit(42));
            QTRY_VERIFY(stage.session.currentPreview()
                        && stage.session.currentPreview()->after.evaluation);
            stage.view.grab().save(folder + "/view-drag.png");
        }
    }

    void theWheelZoomsAtTheCursorAndFitBringsItBack()
    {
        Stage stage;
        const double before = stage.view.layoutOnScreen().unitHeight();
        const QPoint cursor = stage.unit(30);
        const auto wheel = [&](int steps) {
            QWheelEvent event(cursor, stage.view.mapToGlobal(cursor), {}, {0, steps * 120},
                              Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(&stage.view, &event);
        };
        wheel(3);
        QVERIFY(stage.view.layoutOnScreen().unitHeight() > before * 1.8);
        const auto hit = stage.view.layoutOnScreen().hit(stage.rack(), cursor);
        QVERIFY(hit && std::abs(hit->unit - 30.5) < 0.6);
        stage.session.frame({});
        QCOMPARE(stage.view.layoutOnScreen().unitHeight(), before);
    }

    void arrowsMoveTheSelectionToTheNextFreePlace()
    {
        Stage stage;
        const std::string top = stage.deviceAt(40);
        QTest::mouseClick(&stage.view, Qt::LeftButton, {}, stage.placeOf(top));
        QTest::keyClick(&stage.view, Qt::Key_Up);
        QCOMPARE(stage.deviceAt(41), top);
        QCOMPARE(stage.session.historyIndex(), 1);
    }

    void hoverIsSharedWithTheOtherViews()
    {
        Stage stage;
        const std::string id = stage.deviceAt(10);
        QTest::mouseMove(&stage.view, stage.placeOf(id));
        QTRY_VERIFY(stage.session.hovered() == Subject::instance("su-1/a04/" + id));
    }

    void whatIsTriedOutElsewhereStandsHereAsAGhost()
    {
        Stage stage;
        const QImage before = stage.view.grab().toImage();
        stage.session.preview(QStringLiteral("Move it"), inRack(stage.session, stage.session.currentRack(), [](const model::Design& design, const auto& rack) {
            return design.changedRack(rack, [](const model::RackDesign& old) {
                return old.mounted(test::device("ps9", "nvidia-mgx-33kw-power-shelf", test::at(42), "PS9"));
            });
        }));
        QTRY_VERIFY(stage.view.grab().toImage() != before);
        QVERIFY(!stage.view.currentDrop());
        stage.session.endPreview();
        QTRY_VERIFY(stage.view.grab().toImage() == before);
    }

    void aDragEndsWhenTheViewIsHidden()
    {
        Stage stage;
        const auto design = stage.session.design();
        QTest::mousePress(&stage.view, Qt::LeftButton, {}, stage.placeOf(stage.deviceAt(10)));
        for (const int unit : {20, 30, 42}) {
            const QPoint at = stage.unit(unit);
            QMouseEvent move(QEvent::MouseMove, at, stage.view.mapToGlobal(at), Qt::NoButton, Qt::LeftButton, {});
            QCoreApplication::sendEvent(&stage.view, &move);
        }
        QVERIFY(stage.view.currentDrop());
        stage.view.hide();
        QVERIFY(!stage.view.currentDrop());
        QVERIFY(!stage.session.currentPreview());
        stage.view.show();
        QTest::mouseRelease(&stage.view, Qt::LeftButton, {}, stage.unit(42));
        QCOMPARE(stage.session.design(), design);
    }

    void withoutARackItSaysWhatItIsFor()
    {
        Stage stage;
        stage.session.start(model::Design{});
        auto* empty = stage.view.findChild<QWidget*>(QStringLiteral("elevation-empty"));
        QVERIFY(empty && empty->isVisible());
    }
};

int main(int argc, char** argv)
{
    QApplication application{argc, argv};
    applyTheme(render::ThemeName::Light);
    ElevationViewTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_ElevationView.moc"
