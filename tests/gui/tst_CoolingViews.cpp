#include "ui/elevation/ElevationPages.h"
#include "ui/elevation/ElevationView.h"
#include "ui/elevation/SideView.h"
#include "ui/floor/FloorView.h"
#include "ui/loops/LoopsView.h"
#include "ui/plan/PlanView.h"
#include "ui/style/Controls.h"
#include "ui/style/Style.h"
#include "ui/workbench/Commands.h"
#include "ui/workbench/FiguresStrip.h"
#include "ui/workbench/MainWindow.h"
#include "ui/workbench/PanelDock.h"

#include "tests/support/Pictures.h"
#include "tests/support/SampleDesigns.h"

#include <QCoreApplication>
#include <QLatin1Char>
#include <QLatin1String>
#include <QLatin1StringView>
#include <QLineF>
#include <QPoint>
#include <QPointF>
#include <QRectF>
#include <QStringLiteral>
#include <QTest>

#include <QAbstractButton>
#include <QDir>
#include <QLabel>
#include <QTemporaryDir>

#include <set>

using namespace colonnade;
using namespace colonnade::ui;
using model::Subject;
using render::FloorOverlay;

namespace {

constexpr int patience = 60000; // ms, for a loaded machine

int coloursOf(QWidget* widget)
{
    const QImage image = widget->grab().toImage();
    std::set<QRgb> colours;
    for (int y = 0; y < image.height(); y += 2) {
        for (int x = 0; x < image.width(); x += 2)
            colours.insert(image.pixel(x, y));
    }
    return static_cast<int>(colours.size());
}

void keep(QWidget* widget, const char* name)
{
    if (const auto folder = qEnvironmentVariable("COLONNADE_PICTURES"); !folder.isEmpty())
        widget->grab().save(QDir{folder}.filePath(QStringLiteral("%1.png").arg(QLatin1StringView{name})));
}

} // namespace

/// How cooling and structure are seen: loops, the side of a rack, overlays, inspector and strip.
class CoolingViewsTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_home;
    std::unique_ptr<MainWindow> m_window;

    DesignSession& session() { return m_window->session(); }
    void trigger(const char* id) { m_window->commands().find(QLatin1String(id))->trigger(); }
    LoopsView* loops() { return m_window->findChild<LoopsView*>(); }
    void waitForCooling()
    {
        QTRY_VERIFY_WITH_TIMEOUT(session().judgement().design == session().design() && session().judgement().cooling, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!session().judging(), patience);
    }
    void setOverlay(FloorOverlay overlay) { trigger(qPrintable(QStringLiteral("view.overlay%1").arg(static_cast<int>(overlay)))); }
    QPoint middleOf(const Subject& subject)
    {
        const auto boxes = loops()->diagram().boxesOf(subject);
        return boxes.empty() ? QPoint(-1, -1) : loops()->windowOnScreen().toView(loops()->diagram().boxes[boxes.front()].body).center().toPoint();
    }

private slots:
    void initTestCase()
    {
        qputenv("XDG_STATE_HOME", m_home.path().toUtf8());
        qputenv("XDG_CONFIG_HOME", m_home.path().toUtf8());
    }

    void init()
    {
        m_window = std::make_unique<MainWindow>();
        m_window->resize(1440, 900);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        QVERIFY(m_window->openReference("gb300-nvl72-su"));
    }

    void cleanup()
    {
        session().close(true);
        m_window.reset();
    }

    void theLoopTabDrawsTheLoopOfTheDesign()
    {
        trigger("view.loops");
        waitForCooling();
        QVERIFY(loops()->isVisible());
        QCOMPARE(loops()->diagram().sheets.size(), std::size_t{1});
        QCOMPARE(loops()->diagram().sheets.front().racks, 8);
        QCOMPARE(loops()->diagram().sheets.front().cdus, 2);
        QVERIFY(coloursOf(loops()) > 30);
        const QImage image = loops()->grab().toImage();
        QVERIFY(test::count(image, image.rect(), theme().supply, 20) > 100);
        QVERIFY(test::count(image, image.rect(), theme().returnPipe, 20) > 100);
        keep(m_window.get(), "window-loops");
    }

    void aClickSelectsInAllViewsAndWhatIsSelectedElsewhereIsOutlined()
    {
        trigger("view.loops");
        waitForCooling();
        QTest::mouseClick(loops(), Qt::LeftButton, {}, middleOf(Subject::instance("su-1/a03")));
        QVERIFY(session().isSelected(Subject::instance("su-1/a03")));
        session().clearSelection();
        const QImage before = loops()->grab().toImage();
        session().select({Subject::instance("su-1/cdu-2")});
        const QImage after = loops()->grab().toImage();
        QVERIFY(test::count(after, after.rect(), theme().accent, 10) > test::count(before, before.rect(), theme().accent, 10) + 100);
        QTest::mouseClick(loops(), Qt::LeftButton, {}, QPoint(3, loops()->height() - 3));
        QVERIFY(session().selection().empty());
    }

    void theWheelZoomsTheLoopsAndHomeShowsAll()
    {
        trigger("view.loops");
        waitForCooling();
        const QPointF at{200, 200};
        const double scale = loops()->windowOnScreen().scale();
        const QPointF before = loops()->windowOnScreen().toDiagram(at);
        QWheelEvent wheel(at, loops()->mapToGlobal(at), {}, {0, 240}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(loops(), &wheel);
        QVERIFY(loops()->windowOnScreen().scale() > scale * 1.4);
        QVERIFY(QLineF(loops()->windowOnScreen().toDiagram(at), before).length() < 0.01);
        session().frame({});
        QVERIFY(QRectF(loops()->rect()).contains(loops()->windowOnScreen().toView(loops()->diagram().extent)));
    }

    void withoutALoopItSaysWhereOneComesFrom()
    {
        session().start(test::gb300Hall());
        trigger("view.loops");
        auto* empty = loops()->findChild<QWidget*>(QStringLiteral("loops-empty"));
        QVERIFY(empty && empty->isVisible());
        const auto labels = empty->findChildren<QLabel*>();
        QVERIFY(std::ranges::any_of(labels, [](const QLabel* label) { return label->text() == QStringLiteral("The design has no coolant loop."); }));
        QVERIFY(coloursOf(loops()) > 3);
        keep(m_window.get(), "window-loops-empty");
        empty->findChild<QAbstractButton*>()->click();
        QVERIFY(!session().design()->hall()->arrangement.loops.empty() || !session().design()->podDesigns().begin()->second->arrangement().loops.empty());
        QVERIFY(!loops()->diagram().empty());
        QVERIFY(!empty->isVisible());
    }

    void theElevationTurnsToItsSideAndBack()
    {
        auto* pages = m_window->findChild<ElevationPages*>();
        session().showRack(Subject::instance("su-1/a04"));
        trigger("view.elevation");
        QVERIFY(pages->faces().isVisible());
        trigger("view.side");
        QVERIFY(pages->side().isVisible());
        QVERIFY(!pages->faces().isVisible());
        QVERIFY(coloursOf(&pages->side()) > 15);
        keep(m_window.get(), "window-side");
        // A click selects the device.
        const auto first = pages->side().depth().devices.front();
        QTest::mouseClick(&pages->side(), Qt::LeftButton, {}, pages->side().layoutOnScreen().place(first.body).center().toPoint());
        QCOMPARE(session().selection().size(), std::size_t{1});
        QVERIFY(session().selection().front().path.ends_with("/" + first.device->id.text()));
        auto* faces = m_window->findChild<Segments*>(QStringLiteral("elevation-faces"));
        QVERIFY(faces && faces->isVisible());
        QCOMPARE(faces->current(), 1);
        trigger("view.elevation");
        QVERIFY(pages->faces().isVisible());
        QCOMPARE(faces->current(), 0);
    }

    void theSideViewOfAnEmptyHallOffersAStep()
    {
        m_window->openEmptyHall();
        trigger("view.side");
        auto* empty = m_window->findChild<QWidget*>(QStringLiteral("elevation-side-empty"));
        QVERIFY(empty && empty->isVisible());
        QVERIFY(empty->findChild<QAbstractButton*>());
    }

    void everyOverlayIsDrawnInPlanAndSpaceWithTheSameValues()
    {
        trigger("view.plan");
        waitForCooling();
        auto* plan = m_window->findChild<PlanView*>();
        auto* floor = m_window->findChild<FloorView*>();
        const QImage plain = plan->grab().toImage();
        for (const FloorOverlay overlay : render::floorOverlays) {
            setOverlay(overlay);
            QCOMPARE(plan->overlay(), overlay);
            QCOMPARE(floor->overlay(), overlay);
            if (overlay == FloorOverlay::None)
                continue;
            const auto title = floor->stage().overlay().legend.title;
            QVERIFY2(!title.isEmpty(), qPrintable(render::word(overlay)));
            QVERIFY(plan->grab().toImage() != plain);
            keep(m_window.get(), qPrintable(QStringLiteral("window-overlay-") + render::word(overlay).replace(QLatin1Char(' '), QLatin1Char('-'))));
        }
    }

    void aFailedCduShowsNewTemperaturesInTheOverlayThatIsOn()
    {
        trigger("view.plan");
        waitForCooling();
        setOverlay(FloorOverlay::CoolantSupply);
        session().select({Subject::instance("su-1/cdu-2")});
        trigger("check.fail");
        QTRY_VERIFY_WITH_TIMEOUT(session().failureState(), patience);
        auto* plan = m_window->findChild<PlanView*>();
        QCOMPARE(plan->overlay(), FloorOverlay::CoolantSupply);
        keep(m_window.get(), "window-failed-cdu-plan");
        trigger("view.loops");
        keep(m_window.get(), "window-failed-cdu-loops");
        const auto boxes = loops()->diagram().boxesOf(Subject::instance("su-1/cdu-2"));
        QCOMPARE(boxes.size(), std::size_t{1});
        QVERIFY(!loops()->diagram().state.isEmpty());
        QVERIFY(loops()->diagram().boxes[boxes.front()].lost);
    }

    void theStripHasFlowRiseAndFloorLoad()
    {
        waitForCooling();
        auto* strip = m_window->findChild<FiguresStrip*>();
        for (const char* id : {"coolant-flow", "coolant-rise", "floor-load"}) {
            const auto& figures = strip->figures();
            const auto found = std::ranges::find(figures, QLatin1String(id), &KeyFigure::id);
            QVERIFY2(found != figures.end(), id);
            QVERIFY2(!found->pending, id);
            QVERIFY2(found->known || found->incomplete, id);
        }
    }

    void theInspectorTellsHowARackAndALoopAreCooled()
    {
        waitForCooling();
        auto* inspector = m_window->dock(QStringLiteral("inspector"));
        inspector->bringForward();
        const auto says = [&](const QString& text) {
            const auto labels = inspector->findChildren<QLabel*>();
            return std::ranges::any_of(labels, [&](const QLabel* label) { return label->text() == text; });
        };
        session().select({Subject::instance("su-1/a04")});
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("Coolant flow")) && says(QStringLiteral("Tip angle")) && says(QStringLiteral("Floor load")), patience);
        keep(m_window.get(), "window-inspector-rack");
        session().select({Subject::instance("su-1/cdu-1")});
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("Coolant supply")), patience);
        session().select({Subject{Subject::Where::Loop, "su/tcs-1"}});
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("At work")), patience);
        keep(m_window.get(), "window-inspector-loop");
    }

    void allOfItIsReadableInBothThemesOnALargeScreen()
    {
        m_window->resize(1920, 1200);
        trigger("view.power");
        waitForCooling();
        for (const auto name : {render::ThemeName::Light, render::ThemeName::Dark}) {
            applyTheme(name);
            trigger("view.loops");
            QVERIFY(coloursOf(loops()) > 30);
            keep(m_window.get(), qPrintable(QStringLiteral("large-loops-%1").arg(QString::fromStdString(std::string{render::word(name)}))));
            trigger("view.side");
            QVERIFY(coloursOf(m_window->findChild<SideView*>()) > 15);
            keep(m_window.get(), qPrintable(QStringLiteral("large-side-%1").arg(QString::fromStdString(std::string{render::word(name)}))));
            trigger("view.plan");
            setOverlay(FloorOverlay::CoolantFlow);
            keep(m_window.get(), qPrintable(QStringLiteral("large-flow-%1").arg(QString::fromStdString(std::string{render::word(name)}))));
            setOverlay(FloorOverlay::FloorLoad);
            keep(m_window.get(), qPrintable(QStringLiteral("large-floor-load-%1").arg(QString::fromStdString(std::string{render::word(name)}))));
        }
        applyTheme(render::ThemeName::Light);
    }
};

QTEST_MAIN(CoolingViewsTest)
#include "tst_CoolingViews.moc"
