#include "model/edit/FabricEdits.h"
#include "model/edit/RackEdits.h"
#include "model/fabric/FreePorts.h"
#include "ui/fabric/FabricPage.h"
#include "ui/fabric/LinkDialog.h"
#include "ui/fabric/PortPicker.h"
#include "ui/inspector/PropertyForm.h"
#include "ui/ports/PortMapView.h"
#include "ui/ports/PortsPanel.h"
#include "ui/schedule/ScheduleModel.h"
#include "ui/schedule/SchedulePanel.h"
#include "ui/workbench/Commands.h"
#include "ui/workbench/FabricDialog.h"
#include "ui/workbench/MainWindow.h"
#include "ui/workbench/PanelDock.h"

#include <QLatin1StringView>
#include <QPoint>
#include <QStringLiteral>
#include <QTest>
#include <QTimer>

#include <QCheckBox>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>

using namespace colonnade;
using namespace colonnade::ui;
using model::Subject;

namespace {

constexpr int patience = 60000; // ms, for a loaded machine

/// Waits for the menu that `open` brings up, and triggers the entry that `pick` finds in it. False where there is none.
bool chooseInMenu(const std::function<void()>& open, const std::function<QAction*(const QMenu&)>& pick)
{
    bool done = false;
    QTimer::singleShot(0, qApp, [&] {
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        if (!menu)
            return;
        if (QAction* action = pick(*menu); action && action->isEnabled()) {
            done = true;
            action->trigger();
        }
        menu->close();
    });
    open();
    return done;
}
std::function<QAction*(const QMenu&)> named(const char* name)
{
    return [name](const QMenu& menu) { return menu.findChild<QAction*>(QLatin1StringView{name}); };
}
void askForMenu(QWidget& widget, QPoint at)
{
    QContextMenuEvent event{QContextMenuEvent::Mouse, at, widget.mapToGlobal(at)};
    QApplication::sendEvent(&widget, &event);
}

} // namespace

/// What a person does to networks by hand in the window.
class FabricEditsTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_home;
    std::unique_ptr<MainWindow> m_window;

    DesignSession& session() { return m_window->session(); }
    FabricView& view() { return m_window->findChild<FabricPage*>()->view(); }
    const render::FabricDiagram& diagram() { return view().diagram(); }
    QTableView* table() { return m_window->findChild<QTableView*>(QStringLiteral("schedule-table")); }
    const ScheduleModel& rows() { return m_window->findChild<SchedulePanel*>()->model(); }
    QAction* command(const char* id) { return m_window->commands().find(QLatin1StringView{id}); }
    model::PodDesignId pod() { return session().design()->podDesigns().begin()->first; }
    const model::Fabric& fabric() { return session().design()->podDesigns().begin()->second->arrangement().fabrics.front(); }
    std::shared_ptr<const model::FabricPlan> plan()
    {
        return model::fabricPlan(session().design()->podDesign(pod()), fabric().id, session().design()->hall()->trayHeight);
    }
    void settled()
    {
        QTRY_VERIFY_WITH_TIMEOUT(view().gathered() && view().gathered()->design == session().design() && !diagram().empty(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(rows().answer() && rows().answer()->design == session().design(), patience);
    }
    void open(const char* reference)
    {
        QVERIFY(m_window->openReference(QLatin1StringView{reference}));
        m_window->setPerspective(QStringLiteral("network"));
        settled();
    }
    /// A switch of the first fabric, as its instance in the hall.
    Subject switchAt(std::size_t index)
    {
        return Subject::instance(session().design()->hall()->pods.front().id.text() + '/' + fabric().switches[index].device);
    }
    /// Two free ports of switches of the fabric that a cable could join; nothing where there are none.
    std::optional<std::pair<model::FreePort, model::FreePort>> freePair()
    {
        const auto ports = model::freePorts(*session().design(), session().design()->podDesign(pod()), fabric().id);
        for (const model::FreePort& a : ports) {
            for (const model::FreePort& b : ports) {
                if (a.tier > 0 && b.tier > 0 && a.ref.device != b.ref.device && !model::fittingMedia(fabric().media, model::connectionBetween(a, b)).empty())
                    return std::pair{a, b};
            }
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

    void aSwitchIsPinnedThroughTheMenuOfTheDiagram()
    {
        open("gb300-nvl72-su");
        const auto before = session().design();
        const Subject leaf = switchAt(0);
        session().select({leaf});
        session().frame({leaf});
        const auto boxes = diagram().boxesOf(leaf);
        QVERIFY(!boxes.empty());
        QCOMPARE(diagram().boxes[boxes.front()].count, 1U);
        QVERIFY(view().marks().pinned.empty());
        const QPoint at = view().windowOnScreen().toView(diagram().boxes[boxes.front()].body.center()).toPoint();
        QVERIFY(chooseInMenu([&] { askForMenu(view(), at); }, named("pin-switch")));
        QVERIFY(fabric().switches.front().pinned);
        QVERIFY(!fabric().switches.back().pinned);
        settled();
        const auto now = diagram().boxesOf(leaf);
        QVERIFY(!now.empty() && view().marks().pinned.contains(now.front()));
        // Inspector, port map and command say the same.
        QTRY_VERIFY(m_window->findChild<QCheckBox*>(QStringLiteral("switch-pinned")));
        QVERIFY(m_window->findChild<QCheckBox*>(QStringLiteral("switch-pinned"))->isChecked());
        QTRY_VERIFY(m_window->findChild<QToolButton*>(QStringLiteral("ports-pin"))->isChecked());
        QVERIFY(Commands::plainText(command("design.pinSwitch")).startsWith(QStringLiteral("Leave")));
        session().undo();
        QVERIFY(session().design() == before);
        settled();
        QVERIFY(view().marks().pinned.empty());
        QTRY_VERIFY(!m_window->findChild<QToolButton*>(QStringLiteral("ports-pin"))->isChecked());
        // And by the command, for several at once.
        session().select({leaf, switchAt(1)});
        command("design.pinSwitch")->trigger();
        QVERIFY(fabric().switches[0].pinned && fabric().switches[1].pinned);
        command("design.pinSwitch")->trigger();
        QVERIFY(fabric() == before->podDesign(pod())->arrangement().fabrics.front());
    }

    void aLinkIsAddedThroughTheDialogAndTakenOutThroughTheSchedule()
    {
        open("dgx-h100-superpod-su");
        const auto pair = freePair();
        QVERIFY(pair);
        const std::size_t cables = plan()->cables.size();
        command("design.addLink")->trigger();
        auto* dialog = m_window->findChild<LinkDialog*>(QStringLiteral("link-dialog"));
        QVERIFY(dialog && dialog->isVisible());
        auto* from = dialog->findChild<PortPicker*>(QStringLiteral("link-from"));
        auto* to = dialog->findChild<PortPicker*>(QStringLiteral("link-to"));
        QTRY_VERIFY_WITH_TIMEOUT(!dialog->busy(), patience);
        QVERIFY(dialog->findChild<QLabel*>(QStringLiteral("link-outcome"))->text().contains(QStringLiteral("each end")));
        from->choose(pair->first.ref);
        // Only ports of the device that is sought are offered.
        auto* search = to->findChild<QLineEdit*>(QStringLiteral("link-to-search"));
        auto* list = to->findChild<QListView*>(QStringLiteral("link-to-list"));
        const int all = list->model()->rowCount();
        search->setText(QString::fromStdString(pair->second.ref.device));
        QVERIFY(list->model()->rowCount() > 0 && list->model()->rowCount() < all);
        to->choose(pair->second.ref);
        auto* medium = dialog->findChild<QComboBox*>(QStringLiteral("link-medium"));
        QVERIFY(medium->count() > 1);
        medium->setCurrentIndex(1);
        dialog->findChild<QDoubleSpinBox*>(QStringLiteral("link-length"))->setValue(7.5);
        QTRY_VERIFY_WITH_TIMEOUT(!dialog->busy(), patience);
        const QString outcome = dialog->findChild<QLabel*>(QStringLiteral("link-outcome"))->text();
        QVERIFY2(outcome.contains(QStringLiteral("7.5 m to order")), qPrintable(outcome));
        dialog->accept();
        QCOMPARE(fabric().links.size(), std::size_t{1});
        const model::HandCable& link = fabric().links.front();
        QVERIFY(link.from == pair->first.ref && link.to == pair->second.ref);
        QVERIFY(link.medium);
        QCOMPARE(QString::fromStdString(link.medium->model), medium->itemText(1));
        QCOMPARE(link.length->value(), 7.5);
        QVERIFY(plan()->conflicts.empty());
        settled();
        // Its cable can be taken out where it is listed.
        const auto hand = std::find_if(plan()->cables.hand.begin(), plan()->cables.hand.end(), [](std::int32_t one) { return one >= 0; });
        QVERIFY(hand != plan()->cables.hand.end());
        const auto number = hand - plan()->cables.hand.begin();
        const Subject cable{Subject::Where::Cable, fmt::format("{}/{}/{}", pod(), fabric().id, number + 1)};
        session().select({cable});
        QVERIFY(command("design.removeLink")->isEnabled());
        command("design.removeLink")->trigger();
        QVERIFY(fabric().links.empty());
        QCOMPARE(plan()->cables.size(), cables);
        session().undo();
        QCOMPARE(fabric().links.size(), std::size_t{1});
        session().undo();
        QVERIFY(fabric().links.empty());
    }

    void aFreePortOfThePortMapBeginsALink()
    {
        open("dgx-h100-superpod-su");
        const auto pair = freePair();
        QVERIFY(pair);
        PortMapView& ports = m_window->findChild<PortsPanel*>()->view();
        session().select({Subject::instance(session().design()->hall()->pods.front().id.text() + '/' + pair->first.ref.device)});
        QTRY_VERIFY_WITH_TIMEOUT(ports.map(), patience);
        const auto free = std::ranges::find_if(ports.map()->ports, [&](const render::MappedPort& port) {
            return port.links == 0 && port.number == pair->first.ref.index && port.role == QString::fromUtf8(model::word(pair->first.ref.role).data());
        });
        QVERIFY(free != ports.map()->ports.end());
        const QPoint at = ports.middleOf(static_cast<std::size_t>(free - ports.map()->ports.begin())).toPoint();
        QVERIFY(chooseInMenu([&] { askForMenu(ports, at); }, named("add-link")));
        auto* dialog = m_window->findChild<LinkDialog*>(QStringLiteral("link-dialog"));
        QVERIFY(dialog);
        QTRY_VERIFY_WITH_TIMEOUT(!dialog->busy(), patience);
        const auto chosen = dialog->findChild<PortPicker*>(QStringLiteral("link-from"))->chosen();
        QVERIFY(chosen && chosen->ref == pair->first.ref);
        dialog->reject();
        QVERIFY(fabric().links.empty());
    }

    void exceptionsStayWhenTheOversubscriptionChangesAndWhatIsGoneIsListed()
    {
        open("dgx-h100-superpod-su");
        const auto pair = freePair();
        QVERIFY(pair);
        const auto plain = session().design();
        const model::FabricPlan& first = *plan();
        const auto& arrangement = session().design()->podDesign(pod())->arrangement();
        const model::CableChoice choice{first.portRef(arrangement, first.links.a[0], first.links.portA[0]), first.portRef(arrangement, first.links.b[0], first.links.portB[0]),
                                        nullptr, model::Metres{33}, {}};
        const model::HandCable link{model::CableId::literal("own"), pair->first.ref, pair->second.ref, nullptr, {}};
        const model::Holder here = pod();
        QVERIFY(session().apply("By hand", [&](const model::Design& design) -> model::Result<model::Design> {
            auto next = model::pinSwitch(design, here, fabric().id, fabric().switches.front().device);
            next = next ? model::setLink(*next, here, fabric().id, link) : next;
            return next ? model::chooseCable(*next, here, fabric().id, choice) : next;
        }));
        const Subject own{Subject::Where::Fabric, fmt::format("{}/{}", pod(), fabric().id)};
        session().select({own});
        QTRY_VERIFY(m_window->findChild<QLineEdit*>(QStringLiteral("fabric-oversubscription")));
        settled();
        QTRY_VERIFY_WITH_TIMEOUT(session().judgementIsCurrent(), patience); // The form is made anew when a judgement comes in.
        auto* ratio = m_window->findChild<QLineEdit*>(QStringLiteral("fabric-oversubscription"));
        ratio->setFocus();
        ratio->selectAll();
        QTest::keyClicks(ratio, QStringLiteral("2"));
        QTest::keyClick(ratio, Qt::Key_Return);
        QTRY_COMPARE(fabric().oversubscription, 2.0);
        QCOMPARE(fabric().links.size(), std::size_t{1});
        QCOMPARE(fabric().choices.size(), std::size_t{1});
        QVERIFY(fabric().switches.front().pinned);

        // The device at one end goes: what was made by hand is told, and taken out when it is meant.
        session().undo();
        const std::size_t fits = plan()->conflicts.size();
        const auto slash = pair->second.ref.device.find('/');
        const auto placement = model::PlacementId::parse(pair->second.ref.device.substr(0, slash));
        QVERIFY(placement);
        QVERIFY(session().apply("Take a rack out", [&](const model::Design& design) {
            return design.changedPod(*here, [&](const model::Arrangement& before) -> model::Result<model::Arrangement> {
                model::Arrangement next = before;
                std::erase_if(next.placements, [&](const model::Placement& one) { return one.id == *placement; });
                next.dropLooseEnds();
                return next;
            });
        }));
        QVERIFY(plan()->conflicts.size() > fits);
        const auto told = plan()->conflicts;
        session().select({own});
        const auto gone = [&] { return m_window->findChild<QAbstractButton*>(QStringLiteral("fabric-remove-gone")); };
        settled();
        QTRY_VERIFY_WITH_TIMEOUT(session().judgementIsCurrent(), patience);
        QTRY_VERIFY(gone());
        gone()->click();
        QTRY_VERIFY(fabric().links.empty());
        for (const std::string& sentence : told)
            QVERIFY2(std::ranges::find(plan()->conflicts, sentence) == plan()->conflicts.end(), sentence.c_str());
        QVERIFY(fabric().links.empty());
        session().undo();
        QCOMPARE(fabric().links.size(), std::size_t{1});
        session().undo();
        session().undo();
        QVERIFY(session().design() == plain);
    }

    void theScheduleSwapsTheMediumOfACable()
    {
        open("gb300-nvl72-su");
        const auto& answer = *rows().answer();
        int row = -1;
        for (int i = 0; i < rows().rowCount() && row < 0; ++i) {
            const std::size_t at = answer.rows[static_cast<std::size_t>(i)];
            const auto& section = answer.schedule->sectionOf(at);
            const auto& connection = section.plan->connections[section.plan->cables.connection[at - section.firstRow]];
            if (section.plan->cables.hand[at - section.firstRow] < 0 && model::fittingMedia(section.plan->media, connection).size() > 1)
                row = i;
        }
        QVERIFY(row >= 0);
        const Subject cable = rows().subject(row);
        const auto medium = [&] { return rows().at(rows().rowOf(cable)).medium; };
        const auto before = medium();
        table()->scrollTo(rows().index(row, 0));
        table()->selectRow(row);
        const QPoint at = table()->visualRect(rows().index(row, 0)).center();
        QString other;
        QVERIFY(chooseInMenu([&] { emit table()->customContextMenuRequested(at); }, [&](const QMenu& menu) -> QAction* {
            for (const QAction* action : menu.actions()) {
                if (!action->menu() || !action->text().contains(QStringLiteral("&medium")))
                    continue;
                for (QAction* one : action->menu()->actions()) {
                    if (one->isChecked())
                        continue;
                    other = one->text();
                    return one;
                }
            }
            return nullptr;
        }));
        settled();
        QVERIFY(medium() && medium()->id != before->id);
        QVERIFY2(other.startsWith(QString::fromStdString(medium()->model)), qPrintable(other));
        session().undo();
        settled();
        QCOMPARE(QString::fromStdString(medium()->id.text()), QString::fromStdString(before->id.text()));
    }

    void theDialogSetsOutTheSwitchesThatAreMissing()
    {
        QVERIFY(m_window->openReference("mi355x-128-ethernet"));
        const model::Holder here = pod();
        // No switch is left anywhere.
        QVERIFY(session().apply("Take the networks out", [&](const model::Design& design) -> model::Result<model::Design> {
            model::Result<model::Design> next = design.changedPod(*here, [](const model::Arrangement& before) -> model::Result<model::Arrangement> {
                model::Arrangement bare = before;
                bare.fabrics.clear();
                return bare;
            });
            const auto racks = design.rackDesigns();
            for (const auto& [id, rack] : racks) {
                std::vector<model::DeviceId> switches;
                for (const model::Device& device : rack->devices()) {
                    if (device.part->kind == model::PartKind::Switch)
                        switches.push_back(device.id);
                }
                if (next && !switches.empty())
                    next = model::removeDevices(*next, id, switches);
            }
            return next;
        }));
        const auto before = session().design();
        session().select({Subject::pod(here->text())});
        command("design.newFabric")->trigger();
        auto* dialog = m_window->findChild<FabricDialog*>(QStringLiteral("fabric-dialog"));
        QVERIFY(dialog);
        QTRY_VERIFY_WITH_TIMEOUT(!dialog->busy(), patience);
        QVERIFY(dialog->findChild<QCheckBox*>(QStringLiteral("fabric-set-out"))->isChecked());
        auto* model = dialog->findChild<QComboBox*>(QStringLiteral("fabric-model"));
        auto* outcome = dialog->findChild<QLabel*>(QStringLiteral("fabric-outcome"));
        for (int i = 0; i < model->count() && !outcome->text().contains(QStringLiteral("set out now")); ++i) {
            model->setCurrentIndex(i);
            QTRY_VERIFY_WITH_TIMEOUT(!dialog->busy(), patience);
        }
        QVERIFY2(outcome->text().contains(QStringLiteral("set out now")), qPrintable(outcome->text()));
        const int leaves = dialog->findChild<QSpinBox*>(QStringLiteral("fabric-leaves"))->value();
        const int spines = dialog->findChild<QSpinBox*>(QStringLiteral("fabric-spines"))->value();
        QVERIFY(leaves > 0);
        const int steps = session().historyIndex();
        dialog->accept();
        QCOMPARE(session().historyIndex(), steps + 1);
        QCOMPARE(static_cast<int>(fabric().switches.size()), leaves + spines);
        const model::Arrangement& there = session().design()->podDesign(pod())->arrangement();
        for (const model::FabricSwitch& one : fabric().switches)
            QVERIFY(there.device(one.device));
        QVERIFY2(!plan()->refusal, plan()->refusal ? plan()->refusal->text.c_str() : "");
        QCOMPARE(plan()->unassigned, 0);
        session().undo();
        QVERIFY(session().design() == before);
    }
};

QTEST_MAIN(FabricEditsTest)
#include "tst_FabricEdits.moc"
