#include "ui/document/FailureWhatIf.h"
#include "ui/fabric/FabricPage.h"
#include "ui/ports/PortMapView.h"
#include "ui/ports/PortsPanel.h"
#include "ui/schedule/ScheduleModel.h"
#include "ui/schedule/SchedulePanel.h"
#include "ui/style/Controls.h"
#include "ui/style/Style.h"
#include "ui/workbench/Commands.h"
#include "ui/workbench/MainWindow.h"
#include "ui/workbench/PanelDock.h"
#include "ui/workbench/Perspectives.h"

#include "tests/support/Shipped.h"

#include <QCoreApplication>
#include <QEvent>
#include <QLatin1String>
#include <QLatin1StringView>
#include <QPoint>
#include <QStringList>
#include <QStringLiteral>
#include <QTest>

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QHeaderView>
#include <QMouseEvent>
#include <QLabel>
#include <QLineEdit>
#include <QStackedWidget>
#include <QTableView>
#include <QTemporaryDir>

using namespace colonnade;
using namespace colonnade::ui;
using model::Subject;
using Kind = render::FabricBox::Kind;

namespace {

constexpr int patience = 60000; // ms, for a loaded machine

void keep(QWidget* widget, const char* name)
{
    if (const auto folder = qEnvironmentVariable("COLONNADE_PICTURES"); !folder.isEmpty())
        widget->grab().save(QDir{folder}.filePath(QStringLiteral("%1.png").arg(QLatin1StringView{name})));
}

} // namespace

/// The network in the window: diagram, cable schedule and port map, and what they tell one another.
class FabricViewsTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_home;
    std::unique_ptr<MainWindow> m_window;

    DesignSession& session() { return m_window->session(); }
    FabricView& view() { return m_window->findChild<FabricPage*>()->view(); }
    const render::FabricDiagram& diagram() { return view().diagram(); }
    SchedulePanel* schedule() { return m_window->findChild<SchedulePanel*>(); }
    QTableView* table() { return m_window->findChild<QTableView*>(QStringLiteral("schedule-table")); }
    const ScheduleModel& rows() { return schedule()->model(); }
    void trigger(const char* id) { m_window->commands().find(QLatin1String(id))->trigger(); }
    void open(const char* reference)
    {
        QVERIFY(m_window->openReference(QLatin1String(reference)));
        m_window->setPerspective(QStringLiteral("network"));
        QTRY_VERIFY_WITH_TIMEOUT(view().gathered() && view().gathered()->design == session().design() && !diagram().empty(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(rows().answer() && rows().answer()->design == session().design() && rows().rowCount() > 0, patience);
    }
    QPoint middleOf(std::size_t box) { return view().windowOnScreen().toView(diagram().boxes[box].body.center()).toPoint(); }
    std::optional<std::size_t> groupOf(int tier)
    {
        for (std::size_t i = 0; i < diagram().boxes.size(); ++i) {
            if (diagram().boxes[i].opens && diagram().boxes[i].tier == tier)
                return i;
        }
        return std::nullopt;
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_home.isValid());
        qputenv("XDG_CONFIG_HOME", m_home.filePath(QStringLiteral("config")).toUtf8());
        qputenv("XDG_STATE_HOME", m_home.filePath(QStringLiteral("state")).toUtf8());
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
        session().close(true);
        m_window.reset();
    }

    void thePerspectiveShowsDiagramScheduleAndPorts()
    {
        QVERIFY(m_window->openReference(QStringLiteral("gb300-nvl72-su")));
        QApplication::setActiveWindow(m_window.get()); // No window manager does it here.
        QTest::keyClick(m_window.get(), Qt::Key_F6);
        QTRY_VERIFY_WITH_TIMEOUT(!diagram().empty(), patience);
        QCOMPARE(m_window->perspective(), QStringLiteral("network"));
        QCOMPARE(m_window->findChild<TabStrip*>(QStringLiteral("centre-tabs"))->current(), fabricTab);
        QVERIFY(view().isVisible());
        QTRY_VERIFY(table()->isVisible());
        QVERIFY(!m_window->dock(QStringLiteral("ports"))->visibleRegion().isEmpty());
        // The schedule has the whole width of the window, at its bottom.
        QTRY_VERIFY(m_window->dock(QStringLiteral("schedule"))->width() > m_window->width() * 9 / 10);
        QTRY_COMPARE_WITH_TIMEOUT(rows().rowCount() > 1000, true, patience);
        QTest::qWait(200);
        keep(m_window.get(), "network-light");
        // All fabrics of the design, each with all its switches.
        QCOMPARE(diagram().sheets.size(), model::fabricFacts(*session().design()).size());
    }

    void anEmptyHallOffersAFabric()
    {
        m_window->openEmptyHall();
        m_window->setPerspective(QStringLiteral("network"));
        auto* empty = view().findChild<EmptyState*>(QStringLiteral("fabric-empty"));
        QTRY_VERIFY_WITH_TIMEOUT(view().gathered() && empty->isVisible(), patience);
        QStringList said;
        for (const QLabel* label : empty->findChildren<QLabel*>())
            said << label->text();
        QVERIFY2(said.join(' ').contains(QStringLiteral("No network yet")), qPrintable(said.join(' ')));
        QVERIFY(empty->findChild<QAbstractButton*>());
        QTRY_VERIFY(m_window->findChild<EmptyState*>(QStringLiteral("schedule-empty"))->isVisible());
    }

    void aDoubleClickOpensAGroupAndBackspaceClosesIt()
    {
        open("gb300-nvl72-su");
        const auto group = groupOf(0);
        QVERIFY(group);
        const std::size_t before = diagram().boxes.size();
        const std::string key = diagram().openKey(*group);
        const QPoint at = middleOf(*group);
        QTest::mouseDClick(&view(), Qt::LeftButton, {}, at);
        QVERIFY(diagram().boxes.size() > before);
        const auto member = std::ranges::find_if(diagram().boxes, [&](const render::FabricBox& box) {
            return diagram().closeKey(static_cast<std::size_t>(&box - diagram().boxes.data())) == key;
        });
        QVERIFY(member != diagram().boxes.end());
        const auto index = static_cast<std::size_t>(member - diagram().boxes.begin());
        session().select(diagram().subjectsOf(index));
        view().setFocus();
        QTest::keyClick(&view(), Qt::Key_Backspace);
        QCOMPARE(diagram().boxes.size(), before);
    }

    void enterOpensAndArrowsStep()
    {
        open("gb300-nvl72-su");
        const auto group = groupOf(0);
        QVERIFY(group);
        const std::size_t before = diagram().boxes.size();
        session().select(diagram().subjectsOf(*group));
        view().setFocus();
        QTest::keyClick(&view(), Qt::Key_Up);
        const auto above = session().selection();
        QVERIFY(!above.empty() && above != diagram().subjectsOf(*group));
        session().select(diagram().subjectsOf(*group));
        QTest::keyClick(&view(), Qt::Key_Return);
        QVERIFY(diagram().boxes.size() > before);
    }

    void aClickOnTheTitleOfAFabricSelectsIt()
    {
        open("gb300-nvl72-su");
        const render::FabricSheet& sheet = diagram().sheets.front();
        const Subject fabric = sheet.network->subject;
        const QPoint title = render::FabricPainter{theme(), view().windowOnScreen()}.titleArea(sheet.frame, sheet.title, &view()).center().toPoint();
        QVERIFY(view().rect().contains(title));
        // Given to the view: the display's own pointer need not follow without a window manager.
        const auto moveTo = [this](QPoint at) {
            QMouseEvent event{QEvent::MouseMove, at, view().mapToGlobal(at), Qt::NoButton, Qt::NoButton, Qt::NoModifier};
            QCoreApplication::sendEvent(&view(), &event);
        };
        moveTo(title);
        QCOMPARE(session().hovered().value_or(Subject{}), fabric);
        QCOMPARE(view().cursor().shape(), Qt::PointingHandCursor);
        QTest::mouseClick(&view(), Qt::LeftButton, {}, title);
        QCOMPARE(session().selection(), std::vector{fabric});
        // Beside it is empty ground.
        moveTo(title + QPoint{0, -40});
        QVERIFY(view().cursor().shape() != Qt::PointingHandCursor);
    }

    void theUpArrowReachesTheTitleOfAFabricAndDownLeavesIt()
    {
        open("gb300-nvl72-su");
        const Subject fabric = diagram().sheets.front().network->subject;
        std::size_t top = 0;
        for (std::size_t i = 0; i < diagram().boxes.size(); ++i) {
            if (diagram().boxes[i].sheet == 0 && diagram().boxes[i].body.top() < diagram().boxes[top].body.top())
                top = i;
        }
        session().select(diagram().subjectsOf(top));
        view().setFocus();
        for (int i = 0; i < 8 && session().selection() != std::vector{fabric}; ++i)
            QTest::keyClick(&view(), Qt::Key_Up);
        QCOMPARE(session().selection(), std::vector{fabric});
        QTest::keyClick(&view(), Qt::Key_Down);
        QVERIFY(!session().selection().empty() && session().selection() != std::vector{fabric});
    }

    void theNextOverlayIsThatOfTheDiagramWhileItIsShown()
    {
        open("dgx-h100-superpod-su");
        view().setFocus();
        const auto shown = [&] { return m_window->findChild<Segments*>(QStringLiteral("fabric-show"))->current(); };
        const auto floor = [&] { return m_window->commands().find(QStringLiteral("view.overlay%1").arg(static_cast<int>(render::FloorOverlay::None)))->isChecked(); };
        QCOMPARE(shown(), 0);
        trigger("view.nextOverlay");
        QCOMPARE(shown(), 1);
        QVERIFY(m_window->findChild<QComboBox*>(QStringLiteral("fabric-traffic"))->isVisible());
        trigger("view.nextOverlay");
        QCOMPARE(shown(), 2);
        QTRY_COMPARE(diagram().show, render::FabricShow::Failure);
        trigger("view.nextOverlay");
        QCOMPARE(shown(), 0);
        trigger("view.nextOverlay");
        trigger("view.noOverlay");
        QCOMPARE(shown(), 0);
        QVERIFY(floor()); // Plan and 3D have kept their colours.
    }

    void aCableOfTheScheduleIsSelectedInTheDiagram()
    {
        open("gb300-nvl72-su");
        const int all = rows().rowCount();
        auto* field = m_window->findChild<QLineEdit*>(QStringLiteral("schedule-search"));
        field->setText(QStringLiteral("n01/leaf1"));
        QTRY_VERIFY_WITH_TIMEOUT(rows().answer()->query.text == "n01/leaf1", patience);
        QVERIFY(rows().rowCount() > 0 && rows().rowCount() < all);
        for (int row = 0; row < std::min(rows().rowCount(), 50); ++row) {
            const model::CableRow& cable = rows().at(row);
            QVERIFY2(cable.from.portPath.find("n01/leaf1") != std::string::npos || cable.to.portPath.find("n01/leaf1") != std::string::npos, cable.name.c_str());
        }
        table()->selectRow(2);
        const Subject cable = rows().subject(2);
        QCOMPARE(session().selection(), std::vector<Subject>{cable});
        const auto bundle = diagram().bundleOf(cable);
        QVERIFY(bundle);
        QVERIFY(!diagram().boxesOf(cable).empty());
        QTest::qWait(100);
        keep(m_window.get(), "network-search");

        // And back: what is selected elsewhere is selected in the schedule.
        session().select({rows().subject(5)});
        const auto chosen = table()->selectionModel()->selectedRows();
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.front().row(), 5);
    }

    void theScheduleSortsFiltersAndCopies()
    {
        open("gb300-nvl72-su");
        QAbstractItemModelTester tester{const_cast<ScheduleModel*>(&rows())};
        const int all = rows().rowCount();
        auto* header = table()->horizontalHeader();
        const auto click = [&](int column) {
            table()->scrollTo(rows().index(0, column));
            QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, {header->sectionViewportPosition(column) + 20, 10});
        };
        click(ScheduleModel::LengthColumn);
        QTRY_VERIFY_WITH_TIMEOUT(rows().answer()->query.order == model::ScheduleOrder::Length, patience);
        QVERIFY(rows().at(0).ordered <= rows().at(all - 1).ordered);
        for (int row = 1; row < all; row += 97)
            QVERIFY(rows().at(row - 1).ordered <= rows().at(row).ordered);
        click(ScheduleModel::LengthColumn);
        QTRY_VERIFY_WITH_TIMEOUT(rows().answer()->query.descending, patience);
        QVERIFY(rows().at(0).ordered >= rows().at(all - 1).ordered);

        auto* fabrics = m_window->findChild<QComboBox*>(QStringLiteral("schedule-fabric"));
        QVERIFY(fabrics->count() > 2);
        fabrics->setCurrentIndex(1);
        QTRY_VERIFY_WITH_TIMEOUT(rows().answer()->query.fabric, patience);
        QVERIFY(rows().rowCount() < all);
        const std::string fabric = rows().at(0).fabricPath;
        QCOMPARE(QString::fromStdString(rows().at(rows().rowCount() - 1).fabricPath), QString::fromStdString(fabric));
        auto* count = m_window->findChild<QLabel*>(QStringLiteral("schedule-count"));
        QVERIFY2(count->text().contains(QStringLiteral("of")), qPrintable(count->text()));

        table()->selectRow(0);
        table()->setFocus();
        QTest::keyClick(table(), Qt::Key_C, Qt::ControlModifier);
        const QStringList copied = QApplication::clipboard()->text().split('\n');
        QCOMPARE(copied.size(), 2);
        QCOMPARE(copied.at(1).section('\t', 0, 0), QString::fromStdString(rows().at(0).name));
    }

    void aSearchWithoutResultOffersTheWayBack()
    {
        open("mi355x-128-ethernet");
        const int all = rows().rowCount();
        m_window->findChild<QLineEdit*>(QStringLiteral("schedule-search"))->setText(QStringLiteral("no such cable"));
        auto* empty = m_window->findChild<EmptyState*>(QStringLiteral("schedule-empty"));
        QTRY_VERIFY_WITH_TIMEOUT(empty->isVisible(), patience);
        QTest::mouseClick(empty->findChild<QAbstractButton*>(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(rows().rowCount(), all, patience);
    }

    void thePortMapFollowsTheSelectedSwitch()
    {
        open("gb300-nvl72-su");
        PortMapView& ports = m_window->findChild<PortsPanel*>()->view();
        const render::FabricNetwork& network = *view().gathered()->whole.front();
        session().select({network.subjectOf(0)});
        QTRY_VERIFY_WITH_TIMEOUT(ports.map(), patience);
        const render::PortMap& map = *ports.map();
        QCOMPARE(map.title, network.name(0));
        const model::SwitchUse& use = network.plan->switches[0];
        QCOMPARE(map.down + map.beside, static_cast<std::size_t>(use.down));
        QCOMPARE(map.up, static_cast<std::size_t>(use.up));
        QCOMPARE(map.free, map.ports.size() - static_cast<std::size_t>(use.down + use.up));
        QTest::qWait(50);
        keep(m_window.get(), "network-ports");

        // A click on a port selects its cable, and the map stays.
        const auto linked = std::ranges::find_if(map.ports, [](const render::MappedPort& port) { return port.links > 0; });
        QVERIFY(linked != map.ports.end());
        const auto index = static_cast<std::size_t>(linked - map.ports.begin());
        const Subject cable = linked->cables.front();
        QTest::mouseClick(&ports, Qt::LeftButton, {}, ports.middleOf(index).toPoint());
        QVERIFY(session().isSelected(cable));
        QVERIFY(ports.map());
        QCOMPARE(ports.map()->title, network.name(0));
        QVERIFY(rows().rowOf(cable) >= 0);
    }

    void chipsShowOneFabric()
    {
        open("gb300-nvl72-su");
        const std::size_t all = diagram().sheets.size();
        QVERIFY(all > 1);
        auto* chip = m_window->findChild<Chip*>(QStringLiteral("fabric-chip-0"));
        QVERIFY(chip);
        chip->click();
        QTRY_COMPARE_WITH_TIMEOUT(diagram().sheets.size(), std::size_t{1}, patience);
        keep(m_window.get(), "network-one-fabric");
        chip->click();
        QTRY_COMPARE_WITH_TIMEOUT(diagram().sheets.size(), all, patience);
    }

    void aSearchInTheDiagramOpensTheWayToASwitch()
    {
        open("gb300-nvl72-su");
        auto* field = m_window->findChild<QLineEdit*>(QStringLiteral("fabric-search"));
        field->setText(QStringLiteral("a03"));
        QTRY_VERIFY(!view().marks().found.empty());
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(session().selection().size(), std::size_t{1});
        const Subject found = session().selection().front();
        QVERIFY2(found.path.find("a03") != std::string::npos, found.path.c_str());
        const auto boxes = diagram().boxesOf(found);
        QCOMPARE(boxes.size() >= 1, true);
        QVERIFY(diagram().boxes[boxes.front()].vertex);
    }

    void aFailedLeafIsStruckOutInTheDiagram()
    {
        open("gb300-nvl72-su");
        const render::FabricNetwork& network = *view().gathered()->whole.front();
        QVERIFY(session().failures().set({network.subjectOf(0).path}));
        QTRY_VERIFY_WITH_TIMEOUT(!diagram().state.isEmpty(), patience);
        const auto box = diagram().boxOf(0, 0);
        QVERIFY(box);
        QVERIFY(diagram().boxes[*box].lost >= 1);
        std::uint64_t lost = 0;
        for (const render::FabricBundle& bundle : diagram().bundles)
            lost += diagram().boxes[bundle.from].sheet == 0 ? bundle.lost : 0;
        QVERIFY(lost >= static_cast<std::uint64_t>(network.plan->switches[0].linksDown));
        QTest::qWait(100);
        keep(m_window.get(), "network-failure");
        session().failures().clear();
        QTRY_VERIFY_WITH_TIMEOUT(diagram().state.isEmpty(), patience);
    }

    void utilisationColoursTheLinksAndFollowsAFailure()
    {
        open("gb300-nvl72-su");
        auto* show = m_window->findChild<Segments*>(QStringLiteral("fabric-show"));
        auto* traffic = m_window->findChild<QComboBox*>(QStringLiteral("fabric-traffic"));
        QVERIFY(show->isVisible() && !traffic->isVisible());
        show->setFocus();
        QTest::keyClick(show, Qt::Key_Right);
        QVERIFY(traffic->isVisible());
        QCOMPARE(diagram().show, render::FabricShow::Utilisation);
        const auto known = [&] {
            return static_cast<std::size_t>(std::ranges::count_if(diagram().bundles, [](const render::FabricBundle& bundle) { return bundle.load.has_value(); }));
        };
        QTRY_COMPARE_WITH_TIMEOUT(known(), diagram().bundles.size(), patience);
        QCOMPARE(diagram().measure, QStringLiteral("all-to-all, spread"));
        QTest::qWait(100);
        keep(m_window.get(), "network-utilisation");

        // The same figures as the model has, on what the failure leaves.
        const auto network = view().gathered()->whole.front();
        QVERIFY(session().failures().set({network->subjectOf(0).path}));
        QTRY_VERIFY_WITH_TIMEOUT(!diagram().state.isEmpty(), patience);
        const model::FabricGraph left{*network->plan, {{network->planNodes[0]}, {}}};
        const model::TrafficRates rates = model::trafficRates(left, model::TrafficPattern::AllToAll, model::PathChoice::EvenSplit);
        double most = 0, drawn = 0;
        for (const float use : rates.use)
            most = std::max(most, static_cast<double>(use));
        for (const render::FabricBundle& bundle : diagram().bundles)
            drawn = std::max(drawn, diagram().boxes[bundle.from].sheet == 0 ? bundle.load.value_or(0) : 0);
        QCOMPARE(drawn, most);

        traffic->setCurrentIndex(1);
        QTRY_COMPARE_WITH_TIMEOUT(diagram().measure, QStringLiteral("ring, spread"), patience);
        QTest::keyClick(show, Qt::Key_Right);
        QCOMPARE(diagram().show, render::FabricShow::Failure);
        QVERIFY(!traffic->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(std::ranges::any_of(diagram().boxes, [](const render::FabricBox& box) { return box.narrowed > 0; }), patience);
        QTest::qWait(100);
        keep(m_window.get(), "network-failure-overlay");
        session().failures().clear();
        QTRY_VERIFY_WITH_TIMEOUT(diagram().state.isEmpty(), patience);
        QTest::keyClick(show, Qt::Key_Left);
        QTest::keyClick(show, Qt::Key_Left);
        QCOMPARE(diagram().show, render::FabricShow::Cables);
    }

    void theDarkThemeIsDrawnToo()
    {
        open("dgx-h100-superpod-su");
        m_window->chooseTheme(ThemeChoice::Dark);
        QTest::qWait(300);
        keep(m_window.get(), "network-dark");
        const QImage image = view().grab().toImage();
        QVERIFY(qGray(image.pixel(image.width() - 3, image.height() - 3)) < 80);
        m_window->chooseTheme(ThemeChoice::Light);
    }
};

QTEST_MAIN(FabricViewsTest)
#include "tst_FabricViews.moc"
