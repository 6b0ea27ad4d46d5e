#include "model/design/Instance.h"
#include "model/edit/FloorEdits.h"
#include "ui/elevation/ElevationView.h"
#include "ui/floor/FloorView.h"
#include "ui/inspector/InspectorPanel.h"
#include "ui/plan/PlanView.h"
#include "ui/style/Controls.h"
#include "ui/style/Style.h"
#include "ui/workbench/CommandPalette.h"
#include "ui/workbench/Commands.h"
#include "ui/workbench/FiguresStrip.h"
#include "ui/workbench/MainWindow.h"
#include "ui/workbench/PanelDock.h"

#include <QSize>
#include <QStringLiteral>
#include <QTest>

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTreeView>

#include <set>

using namespace colonnade;
using namespace colonnade::ui;

namespace {

constexpr int patience = 60000; // ms, for a loaded machine

/// How many different colours a widget shows; a blank one has very few.
std::size_t coloursOf(QWidget* widget)
{
    const QImage picture = widget->grab().toImage().convertToFormat(QImage::Format_RGB32);
    std::set<QRgb> colours;
    for (int y = 0; y < picture.height(); y += 2) {
        for (int x = 0; x < picture.width(); x += 2)
            colours.insert(picture.pixel(x, y));
    }
    return colours.size();
}

} // namespace

class MainWindowTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_home;
    std::unique_ptr<MainWindow> m_window;

    void waitForVerdict()
    {
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session().judgementIsCurrent() && !m_window->session().judging(),
                                 patience);
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
    }

    void cleanup()
    {
        m_window->session().close(true);
        m_window.reset();
    }

    void startsWithAPageToBeginFrom()
    {
        auto* page = m_window->findChild<QWidget*>("start-page");
        QVERIFY(page && page->isVisible());
        QVERIFY(page->findChild<QWidget*>("reference-gb300-nvl72-su"));
        QVERIFY(page->findChild<QWidget*>("empty-hall"));
        QVERIFY(coloursOf(page) > 20);
    }

    void showsNoBlankPanelOnAReferenceDesign()
    {
        QVERIFY(m_window->openReference("gb300-nvl72-su"));
        waitForVerdict();
        for (const char* name : {"catalog", "history", "estimate", "inspector", "findings"}) {
            auto* dock = m_window->dock(name);
            QVERIFY2(dock->isVisible(), name);
            QVERIFY2(coloursOf(dock->widget()) > 8, name);
        }
        QVERIFY(coloursOf(m_window->findChild<ElevationView*>()) > 20);
        QVERIFY(coloursOf(m_window->findChild<FiguresStrip*>()) > 8);
    }

    void keepsEveryDockInsideTheWindowAtEverySize_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("desk") << QSize(1440, 900);
        QTest::newRow("laptop") << QSize(1280, 720);
        QTest::newRow("least") << QSize(1024, 640);
    }
    void keepsEveryDockInsideTheWindowAtEverySize()
    {
        QFETCH(QSize, size);
        QVERIFY(m_window->openReference("gb300-nvl72-su"));
        m_window->resize(size);
        QTRY_COMPARE(m_window->size(), size);
        QTest::qWait(50);
        for (const char* name : {"catalog", "floor", "inspector", "findings"}) {
            auto* dock = m_window->dock(name);
            if (dock->visibleRegion().isEmpty())
                continue; // behind another tab
            QVERIFY2(m_window->rect().contains(dock->geometry()), name);
        }
        QVERIFY(m_window->centralWidget()->width() >= 420);
    }

    void theTabsOfADockStandAlikeWhicheverIsChosen()
    {
        QVERIFY(m_window->openReference("gb300-nvl72-su"));
        QTest::qWait(50);
        std::set<int> widths;
        for (const char* name : {"findings", "rules", "schedule", "study"}) {
            m_window->dock(name)->bringForward();
            QTest::qWait(50);
            widths.insert(m_window->dock(name)->findChild<TabStrip*>()->tabsWidth());
        }
        QCOMPARE(widths.size(), std::size_t{1});
    }

    void aSmallWindowKeepsWhatStandsInTheHeadsOfItsPanels()
    {
        QVERIFY(m_window->openReference("gb300-nvl72-su"));
        m_window->resize(1100, 700);
        QTRY_COMPARE(m_window->size(), QSize(1100, 700));
        const std::pair<const char*, const char*> heads[]
            = {{"findings", "findings-field"}, {"rules", "rules-domain"}, {"rules", "rules-field"},
               {"schedule", "schedule-search"}, {"study", "study-views"}};
        for (const auto& [name, control] : heads) {
            auto* dock = m_window->dock(name);
            dock->bringForward();
            auto* widget = dock->findChild<QWidget*>(QLatin1String(control));
            QVERIFY2(widget, control);
            QTRY_VERIFY2(widget->isVisible() && widget->visibleRegion().boundingRect() == widget->rect(), control);
            QVERIFY2(widget->width() >= widget->minimumWidth(), control);
        }
    }

    void nothingInTheHeadOfAPanelMovesUnderTheMouse()
    {
        QVERIFY(m_window->openReference("gb300-nvl72-su"));
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session().judgementIsCurrent() && !m_window->session().judging(), 20'000); // Counts take room, too.
        auto* dock = m_window->dock("findings");
        dock->bringForward();
        QTest::qWait(50);
        auto* field = dock->findChild<QLineEdit*>("findings-field");
        const QRect before(field->mapTo(dock, QPoint()), field->size());
        QEvent enter(QEvent::HoverEnter);
        QCoreApplication::sendEvent(dock, &enter);
        QTest::qWait(50);
        QCOMPARE(QRect(field->mapTo(dock, QPoint()), field->size()), before);
    }

    void panelsStayWhereTheyWereLeft()
    {
        QVERIFY(m_window->openReference("gb300-nvl72-su"));
        QTest::qWait(50);
        m_window->dock("history")->close();
        QVERIFY(!m_window->dock("history")->isVisible());
        // Another perspective has places of its own, and a resize is nobody's wish.
        m_window->setPerspective("power");
        QVERIFY(m_window->dock("history")->isVisible());
        m_window->setPerspective("draw");
        QVERIFY(!m_window->dock("history")->isVisible());
        m_window->resize(1040, 660);
        QTRY_VERIFY(m_window->width() < 1100);
        m_window->resize(1440, 900);
        QTRY_VERIFY(m_window->width() > 1400);
        QTest::qWait(50);
        QVERIFY(!m_window->dock("history")->isVisible());
        cleanup();
        init();
        QVERIFY(m_window->openReference("gb300-nvl72-su"));
        QTest::qWait(50);
        QVERIFY(!m_window->dock("history")->isVisible());
        m_window->commands().find("view.reset")->trigger();
        QVERIFY(m_window->dock("history")->isVisible());
    }

    void everyCommandOfThePaletteIsInAMenuToo()
    {
        std::set<QAction*> inMenus;
        for (auto* menu : m_window->findChildren<QMenu*>()) {
            for (QAction* action : menu->actions())
                inMenus.insert(action);
        }
        for (QAction* action : m_window->commands().all())
            QVERIFY2(inMenus.contains(action), qPrintable(action->objectName()));
    }

    void noTwoCommandsShareAKey()
    {
        std::map<QString, QString> taken;
        for (QAction* action : m_window->commands().all()) {
            for (const QKeySequence& key : action->shortcuts()) {
                const QString text = key.toString();
                QVERIFY2(!taken.contains(text),
                         qPrintable(action->objectName() + " and " + taken[text] + " share " + text));
                taken[text] = action->objectName();
            }
        }
    }

    void undoIsNamedAndBringsTheDesignBack()
    {
        QVERIFY(m_window->openReference("gb300-nvl72-su"));
        const auto before = m_window->session().design();
        QVERIFY(m_window->session().apply("Rename it", [](const model::Design& d) -> model::Result<model::Design> {
            return d.named("Other");
        }));
        auto* undo = m_window->commands().find("edit.undo");
        QVERIFY(undo->text().contains("Rename it"));
        undo->trigger();
        QCOMPARE(m_window->session().design(), before);
    }

    void deletingIsOneStepThroughTheKey()
    {
        QVERIFY(m_window->openReference("gb300-nvl72-su"));
        auto& session = m_window->session();
        m_window->commands().find("edit.selectAll")->trigger();
        const auto count = session.selection().size();
        QVERIFY(count > 10);
        m_window->commands().find("edit.delete")->trigger();
        QCOMPARE(session.history().size(), 2);
        QVERIFY(session.selection().empty());
        session.undo();
        QVERIFY(!session.isModified());
    }

    void thePaletteFindsACommandByLetters()
    {
        QVERIFY(m_window->openReference("gb300-nvl72-su"));
        m_window->commands().find("edit.palette")->trigger();
        auto* palette = m_window->findChild<CommandPalette*>();
        QVERIFY(palette->isVisible());
        auto* field = palette->findChild<QLineEdit*>("palette-field");
        QTest::keyClicks(field, "> frame every");
        QCOMPARE(palette->count(), 1);
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!palette->isVisible());
    }

    void selectionIsTheSameInTreeAndInspector()
    {
        QVERIFY(m_window->openReference("gb300-nvl72-su"));
        auto& session = m_window->session();
        session.select({session.currentRack()});
        auto* tree = m_window->findChild<QTreeView*>("structure-tree");
        QTRY_COMPARE(tree->selectionModel()->selectedIndexes().size(), 1);
        auto* inspector = m_window->findChild<InspectorPanel*>();
        QTRY_VERIFY(inspector->findChild<QLineEdit*>("placement-label"));
    }

    void theInspectorOutlivesItsOwnEdits()
    {
        // An edit rebuilds the form that the edited field stands in.
        QVERIFY(m_window->openReference("gb300-nvl72-su"));
        auto& session = m_window->session();
        const model::Subject rack = session.currentRack();
        session.select({rack});
        auto* inspector = m_window->findChild<InspectorPanel*>();
        for (const char* label : {"North 1", "North 2", "North 3"}) {
            QTRY_VERIFY(inspector->findChild<QLineEdit*>("placement-label"));
            auto* field = inspector->findChild<QLineEdit*>("placement-label");
            field->setFocus();
            field->selectAll();
            QTest::keyClicks(field, label);
            QTest::keyClick(field, Qt::Key_Return);
            QTRY_COMPARE(model::placeAt(*session.design(), rack.path)->placement->label, std::string(label));
            QVERIFY(inspector->isVisible());
            QTest::qWait(20);
        }
        QCOMPARE(session.history().size(), 4);
        session.undo();
        QTRY_COMPARE(inspector->findChild<QLineEdit*>("placement-label")->text(), QStringLiteral("North 2"));
    }

    void anOverlayIsOfPlanAndFloorAlike()
    {
        QVERIFY(m_window->openReference("gb300-nvl72-su"));
        auto* plan = m_window->findChild<PlanView*>();
        auto* floor = m_window->findChild<FloorView*>();
        m_window->commands().find("view.nextOverlay")->trigger();
        QCOMPARE(plan->overlay(), render::FloorOverlay::Findings);
        QCOMPARE(floor->overlay(), render::FloorOverlay::Findings);
        floor->nextOverlay();
        QCOMPARE(plan->overlay(), render::FloorOverlay::Power);
        m_window->commands().find("view.noOverlay")->trigger();
        QCOMPARE(floor->overlay(), render::FloorOverlay::None);
        m_window->setPerspective("power");
        QCOMPARE(plan->overlay(), render::FloorOverlay::Power);
        m_window->setPerspective("draw");
        QCOMPARE(plan->overlay(), render::FloorOverlay::None);
    }

    void feedsLoopsRowsAndNetworksAreMadeFromTheMenu()
    {
        QVERIFY(m_window->openReference("gb300-nvl72-su"));
        auto& session = m_window->session();
        const auto su = [&]() -> const model::Arrangement& {
            return session.design()->podDesigns().begin()->second->arrangement();
        };
        const auto feeds = su().feeds.size(), loops = su().loops.size(), rows = su().rows.size();
        m_window->commands().find("design.newFeed")->trigger();
        QCOMPARE(su().feeds.size(), feeds + 1);
        QCOMPARE(session.selection().size(), 1U);
        QCOMPARE(session.selection().front().where, model::Subject::Where::Feed);
        m_window->commands().find("design.newLoop")->trigger();
        QCOMPARE(su().loops.size(), loops + 1);
        QVERIFY(!m_window->commands().find("design.newRow")->isEnabled());
        session.select({session.currentRack()});
        m_window->commands().find("design.newRow")->trigger();
        QCOMPARE(su().rows.size(), rows + 1);
        QCOMPARE(model::placeAt(*session.design(), session.currentRack().path)->placement->row, su().rows.back().id);
        // Networks: what stands is taken out, and made again by its recipe.
        const auto pod = session.design()->podDesigns().begin()->first;
        QVERIFY(session.apply("Take the networks out", [pod](const model::Design& design) {
            return design.changedPod(pod, [](const model::Arrangement& before) -> model::Result<model::Arrangement> {
                model::Arrangement next = before;
                next.fabrics.clear();
                return next;
            });
        }));
        m_window->commands().find("design.newFabric")->trigger();
        auto* dialog = m_window->findChild<QDialog*>("fabric-dialog");
        QVERIFY(dialog && dialog->isVisible());
        auto* outcome = dialog->findChild<QLabel*>("fabric-outcome");
        QTRY_VERIFY2(outcome->text().contains("are joined"), qPrintable(outcome->text()));
        dialog->findChild<QSpinBox*>("fabric-leaves")->setValue(0);
        QTRY_VERIFY2(!outcome->text().contains("are joined"), qPrintable(outcome->text()));
        dialog->accept(); // Nothing that can be made.
        QVERIFY(dialog->isVisible());
        QCOMPARE(su().fabrics.size(), 0U);
        dialog->findChild<QComboBox*>("fabric-family")->setCurrentIndex(1);
        dialog->accept(); // Before there is an answer.
        QVERIFY2(outcome->text().contains("are joined"), qPrintable(outcome->text()));
        QCOMPARE(su().fabrics.size(), 1U);
        session.goTo(0);
        QVERIFY(!session.isModified());
    }

    void aFabricIsAsItWasWhereNothingIsChangedInItsDialog()
    {
        QVERIFY(m_window->openReference("gb300-nvl72-su"));
        auto& session = m_window->session();
        const auto pod = session.design()->podDesigns().begin()->first;
        const auto fabrics = [&] { return session.design()->podDesign(pod)->arrangement().fabrics; };
        const auto before = fabrics();
        for (const model::Fabric& fabric : before) {
            session.select({model::Subject{model::Subject::Where::Fabric, pod.text() + '/' + fabric.id.text()}});
            m_window->commands().find("design.editFabric")->trigger();
            const auto dialogs = m_window->findChildren<QDialog*>("fabric-dialog");
            QVERIFY(!dialogs.isEmpty());
            dialogs.last()->accept();
        }
        QVERIFY(fabrics() == before);
    }

    void aPartPlacedByThePaletteIsSelected()
    {
        m_window->openEmptyHall();
        auto& session = m_window->session();
        auto* palette = m_window->findChild<CommandPalette*>();
        emit palette->partChosen(QStringLiteral("apc-ar3357"));
        const model::Subject rack = session.currentRack();
        QCOMPARE(session.selection(), std::vector{rack});
        for (const auto& [id, part] : session.catalog().parts()) {
            if (part->body.mounting == model::Mounting::Rack19 && part->body.height == model::RackUnits::whole(1)
                && session.history().size() == 2)
                emit palette->partChosen(QString::fromStdString(id.text()));
        }
        QCOMPARE(session.history().size(), 3);
        QCOMPARE(session.selection().size(), 1U);
        QVERIFY2(session.selection().front().path.starts_with(rack.path + '/'), session.selection().front().path.c_str());
    }

    void thePaletteOffersFirstWhatCanBePlaced()
    {
        m_window->openEmptyHall();
        auto* palette = m_window->findChild<CommandPalette*>();
        palette->open(QStringLiteral("+ nvl72"));
        QTest::keyClick(palette->findChild<QLineEdit*>("palette-field"), Qt::Key_Return);
        QCOMPARE(m_window->session().history().size(), 2); // A rack stands, whatever its name.
    }

    void theViewMenuMarksWhatIsShown()
    {
        QVERIFY(m_window->openReference("gb300-nvl72-su"));
        const auto marked = [&](const char* id) { return m_window->commands().find(QLatin1String(id))->isChecked(); };
        m_window->commands().find("view.plan")->trigger();
        QVERIFY(marked("view.plan") && !marked("view.elevation") && marked("view.draw"));
        m_window->commands().find("view.plan")->trigger();
        QVERIFY(marked("view.plan"));
        m_window->setPerspective("power");
        QVERIFY(marked("view.power") && !marked("view.draw") && marked("view.oneLine"));
        m_window->setPerspective("draw");
    }

    void whatWasCopiedOnAnotherFloorIsNotPasted()
    {
        QVERIFY(m_window->openReference("gb300-nvl72-su"));
        auto& session = m_window->session();
        session.select({session.currentRack()});
        m_window->commands().find("edit.copy")->trigger();
        QVERIFY(m_window->commands().find("edit.paste")->isEnabled());
        m_window->openEmptyHall();
        QVERIFY(!m_window->commands().find("edit.paste")->isEnabled());
    }

    void racksOfTheHallAreGatheredInAPod()
    {
        m_window->openEmptyHall();
        auto& session = m_window->session();
        QCOMPARE(m_window->focusWidget(), m_window->findChild<PlanView*>());
        const auto frame = session.catalog().part(model::TypeId::literal("apc-ar3357"));
        QVERIFY(session.apply("Place a rack", [&](const model::Design& design) -> model::Result<model::Design> {
            auto placed = model::placePart(design, frame, {model::Millimetres{0}, model::Millimetres{0}}, model::Turn::None, session.catalog());
            if (!placed)
                return tl::unexpected(placed.error());
            return placed->design;
        }));
        m_window->commands().find("edit.selectAll")->trigger();
        m_window->commands().find("design.makePod")->trigger();
        QCOMPARE(session.design()->podDesigns().size(), 1U);
        QVERIFY(session.design()->hall()->arrangement.placements.empty());
        QCOMPARE(session.selection().size(), 1U);
        m_window->commands().find("edit.duplicate")->trigger();
        QCOMPARE(session.design()->hall()->pods.size(), 2U);
    }

    void aFindingLeadsToItsPlace()
    {
        QVERIFY(m_window->openReference("gb300-nvl72-su"));
        waitForVerdict();
        QSignalSpy framed(&m_window->session(), &DesignSession::framed);
        m_window->commands().find("check.next")->trigger();
        QCOMPARE(framed.size(), 1);
    }

    void everyThemeAndPerspectiveIsDrawn()
    {
        QVERIFY(m_window->openReference("gb300-nvl72-su"));
        waitForVerdict();
        for (const ThemeChoice choice : {ThemeChoice::Dark, ThemeChoice::HighContrast, ThemeChoice::Light}) {
            m_window->chooseTheme(choice);
            const QImage picture = m_window->findChild<FiguresStrip*>()->grab().toImage();
            const QColor ground = picture.pixelColor(picture.width() - 3, 3);
            QCOMPARE(ground.name(), theme().panel.name());
        }
        m_window->setPerspective("power");
        QVERIFY(m_window->dock("power")->isVisible());
        QTRY_VERIFY(coloursOf(m_window->dock("power")->widget()) > 8);
        m_window->setPerspective("draw");
    }
};

QTEST_MAIN(MainWindowTest)
#include "tst_MainWindow.moc"
