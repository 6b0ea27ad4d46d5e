#include "ui/document/FailureWhatIf.h"
#include "ui/elevation/ElevationView.h"
#include "ui/failures/FailureBar.h"
#include "ui/failures/FailuresPanel.h"
#include "ui/failures/OutageModel.h"
#include "ui/failures/SingleFailureModel.h"
#include "ui/floor/FloorView.h"
#include "ui/plan/PlanView.h"
#include "ui/workbench/Commands.h"
#include "ui/workbench/FiguresStrip.h"
#include "ui/workbench/MainWindow.h"
#include "ui/workbench/PanelDock.h"

#include <QLatin1String>
#include <QModelIndex>
#include <QStringList>
#include <QStringLiteral>
#include <QTest>

#include <QAbstractItemModelTester>
#include <QTableView>
#include <QTemporaryDir>

using namespace colonnade;
using namespace colonnade::ui;
using model::PlaceState;
using model::Subject;

namespace {

constexpr int patience = 60000; // ms, for a loaded machine

} // namespace

/// What-if in the window: one set of failed parts for all views.
class FailureViewsTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_home;
    std::unique_ptr<MainWindow> m_window;

    FailureWhatIf& whatIf() { return m_window->session().failures(); }
    const std::shared_ptr<const FailureState>& state() { return m_window->session().failureState(); }
    void trigger(const char* id) { m_window->commands().find(QLatin1String(id))->trigger(); }

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
        m_window->session().close(true);
        m_window.reset();
    }

    void theSelectionFailsInEveryViewUntilEscape()
    {
        auto* plan = m_window->findChild<PlanView*>();
        auto* floor = m_window->findChild<FloorView*>();
        auto* bar = m_window->findChild<FailureBar*>();
        trigger("view.plan");
        const QImage before = plan->grab().toImage();
        QVERIFY(!bar->isVisible());
        m_window->session().select({Subject::instance("su-1/a04")});
        trigger("check.fail");
        QVERIFY(bar->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(state(), patience);
        QCOMPARE(state()->failure.lost.itself, 72.0);
        QCOMPARE(state()->places.at("su-1/a04"), PlaceState::Failed);
        QVERIFY(bar->text().contains("A04") && bar->text().contains("72"));
        const auto* strip = m_window->findChild<FiguresStrip*>();
        QTRY_COMPARE_WITH_TIMEOUT(strip->verdict().place, QStringLiteral("Of the whole design"), patience);
        QCOMPARE(plan->overlay(), render::FloorOverlay::Failure);
        QCOMPARE(floor->overlay(), render::FloorOverlay::Failure);
        QVERIFY(plan->grab().toImage() != before);
        const auto& overlay = floor->stage().overlay();
        QCOMPARE(overlay.legend.entries.front().text, QStringLiteral("failed"));
        QCOMPARE(overlay.legend.entries.front().count, 1);
        // Escape clears the selection, then ends the what-if.
        QAction* escape = nullptr;
        for (QAction* action : m_window->actions()) {
            if (action->shortcut() == QKeySequence(Qt::Key_Escape))
                escape = action;
        }
        QVERIFY(escape);
        escape->trigger();
        QVERIFY(m_window->session().selection().empty() && whatIf().active());
        escape->trigger();
        QVERIFY(!whatIf().active());
        QVERIFY(!bar->isVisible());
        QVERIFY(strip->verdict().place != QStringLiteral("Of the whole design"));
        QCOMPARE(plan->overlay(), render::FloorOverlay::None);
    }

    void severalPartsFailTogetherAndOneRunsAgain()
    {
        m_window->session().select({Subject{Subject::Where::Feed, "su/bus-a"}, Subject::instance("su-1/a04/ps2")});
        trigger("check.fail");
        QTRY_VERIFY_WITH_TIMEOUT(state() && state()->failure.lost.total() == 72, patience);
        QCOMPARE(whatIf().paths(), (std::vector<std::string>{"su-1/bus-a", "su-1/a04/ps2"}));
        m_window->session().select({Subject::instance("su-1/a04/ps2")});
        trigger("check.fail");
        QTRY_VERIFY_WITH_TIMEOUT(state() && state()->failure.lost.total() == 0, patience);
        QVERIFY(whatIf().has("su-1/bus-a"));
    }

    void aSelectedTrayFailsWithItsCables()
    {
        const auto& pods = m_window->session().design()->podDesigns();
        const model::CableTray& tray = pods.begin()->second->arrangement().trays.front();
        m_window->session().select({Subject{Subject::Where::Tray, "su/" + tray.id.text()}});
        QVERIFY(m_window->commands().find(QStringLiteral("check.fail"))->isEnabled());
        trigger("check.fail");
        QTRY_VERIFY_WITH_TIMEOUT(state() != nullptr, patience);
        QCOMPARE(state()->failure.set.parts.front().kind, model::FailedPart::Kind::Tray);
        QCOMPARE(state()->failure.set.parts.front().path, "tray:su-1/" + tray.id.text());
    }

    void aNetworkAsAWholeIsNotOfferedToFail()
    {
        m_window->session().select({Subject{Subject::Where::Fabric, "su/compute"}});
        QVERIFY(!m_window->commands().find(QStringLiteral("check.fail"))->isEnabled());
    }

    void theElevationMarksWhatIsDark()
    {
        auto* elevation = m_window->findChild<ElevationView*>();
        m_window->session().showRack(Subject::instance("su-1/a04"));
        const QImage before = elevation->grab().toImage();
        QVERIFY(whatIf().set({"su-1/bus-a", "su-1/a04/ps2"}));
        QTRY_VERIFY_WITH_TIMEOUT(state(), patience);
        const auto devices = state()->devicesOf("su-1/a04");
        QCOMPARE(devices.at(model::DeviceId::literal("ps2")), PlaceState::Failed);
        QCOMPARE(devices.at(model::DeviceId::literal("c1")), PlaceState::Dark);
        QVERIFY(!devices.contains(model::DeviceId::literal("ps4")));
        QVERIFY(elevation->grab().toImage() != before);
        QVERIFY(state()->devicesOf("su-1/a05").empty());
    }

    void aWhatIfFollowsEditsAndForgetsWhatIsGone()
    {
        QVERIFY(whatIf().set({"su-1/a04"}));
        QTRY_VERIFY_WITH_TIMEOUT(state(), patience);
        m_window->session().select({Subject::instance("su-1/a04")});
        trigger("edit.delete");
        QTRY_VERIFY_WITH_TIMEOUT(!whatIf().active(), patience);
        QVERIFY(!state());
        QVERIFY(!whatIf().set({"su-1/a04"}));
        m_window->session().undo();
        QVERIFY(whatIf().set({"su-1/a04"}));
    }

    void thePanelListsTheWorstFirstAndSteps()
    {
        m_window->dock("failures")->bringForward();
        auto* panel = m_window->findChild<FailuresPanel*>();
        auto* table = panel->findChild<QTableView*>("failures-table");
        QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > 10, patience);
        const auto lost = [&](int row) {
            return table->model()->index(row, SingleFailureModel::LostColumn).data(SingleFailureModel::SortRole).toDouble();
        };
        for (int row = 1; row < table->model()->rowCount(); ++row)
            QVERIFY(lost(row - 1) >= lost(row));
        const QModelIndex first = table->model()->index(0, 0);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(first).center());
        QCOMPARE(whatIf().paths().size(), std::size_t{1});
        QCOMPARE(whatIf().paths().front(), first.data(SingleFailureModel::PathRole).toString().toStdString());
        QTRY_VERIFY_WITH_TIMEOUT(state() && state()->failure.lost.total() == lost(0), patience);
        auto* outage = panel->findChild<QTableView*>("outage-table");
        QTRY_VERIFY(outage->model()->rowCount() > 1);
        QTest::keyClick(table, Qt::Key_PageDown);
        QCOMPARE(whatIf().paths().front(), table->model()->index(1, 0).data(SingleFailureModel::PathRole).toString().toStdString());
        QTest::keyClick(table, Qt::Key_P);
        QCOMPARE(whatIf().paths().front(), first.data(SingleFailureModel::PathRole).toString().toStdString());
        trigger("check.failEnd");
        QVERIFY(!whatIf().active());
    }

    void theModelsKeepTheirPromises()
    {
        SingleFailureModel singles;
        OutageModel outage;
        QAbstractItemModelTester testSingles(&singles, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QAbstractItemModelTester testOutage(&outage, QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_window->dock("failures")->bringForward();
        QTRY_VERIFY_WITH_TIMEOUT(whatIf().singles(), patience);
        singles.show(whatIf().singles());
        QVERIFY(whatIf().set({"su-1/bus-b", "su-1/cdu-1"}));
        QTRY_VERIFY_WITH_TIMEOUT(state(), patience);
        outage.show(state().get());
        QVERIFY(singles.rowCount() > 10 && outage.rowCount() > 2);
        QStringList goodput;
        for (int row = 0; row < outage.rowCount(); ++row) {
            if (outage.index(row, OutageModel::WhatColumn).data().toString().startsWith("Goodput of "))
                goodput << outage.index(row, OutageModel::HowColumn).data().toString();
        }
        QCOMPARE(goodput.size(), 1);
        QVERIFY2(!goodput.front().startsWith("Not evaluated"), qPrintable(goodput.front())); // Nothing is lost with these two.
        QCOMPARE(singles.rowOf("nowhere"), -1);
        singles.show(nullptr);
        outage.show(nullptr);
        QCOMPARE(singles.rowCount() + outage.rowCount(), 0);
    }
};

QTEST_MAIN(FailureViewsTest)
#include "tst_FailureViews.moc"
