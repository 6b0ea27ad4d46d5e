#include "model/edit/ChainEdits.h"
#include "ui/charts/ChartCanvas.h"
#include "ui/charts/ChartPanels.h"
#include "ui/charts/LayoutModel.h"
#include "ui/charts/MeasuredModel.h"
#include "ui/charts/StudyPanel.h"
#include "ui/charts/WorkloadModel.h"
#include "ui/workbench/Commands.h"
#include "ui/workbench/CostDialog.h"
#include "ui/workbench/CostModel.h"
#include "ui/workbench/MainWindow.h"
#include "ui/workbench/MeasuredCommands.h"
#include "ui/workbench/PanelDock.h"
#include "ui/workbench/WorkloadDialog.h"

#include "tests/support/Shipped.h"

#include <QCoreApplication>
#include <QFile>
#include <QIODevice>
#include <QLatin1Char>
#include <QLatin1String>
#include <QLatin1StringView>
#include <QSet>
#include <QStringLiteral>
#include <QTest>

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>

#include <algorithm>

using namespace colonnade;
using namespace colonnade::ui;

namespace {

constexpr int patience = 60000; // ms, for a loaded machine

void keep(QWidget* widget, const char* name)
{
    if (const auto folder = qEnvironmentVariable("COLONNADE_PICTURES"); !folder.isEmpty())
        widget->grab().save(QDir{folder}.filePath(QStringLiteral("%1.png").arg(QLatin1StringView{name})));
}

/// Colours other than the ground, of a canvas that shows something.
int coloursOf(QWidget* widget)
{
    const QImage image = widget->grab().toImage();
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); y += 3) {
        for (int x = 0; x < image.width(); x += 3)
            colours.insert(image.pixel(x, y));
    }
    return static_cast<int>(colours.size());
}

} // namespace

/// What stands behind an estimate, in the window, and a workload of one's own.
class EstimateViewsTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_home;
    std::unique_ptr<MainWindow> m_window;

    DesignSession& session() { return m_window->session(); }
    StudyPanel* study() { return m_window->findChild<StudyPanel*>(); }
    ChartCanvas* canvas() { return study()->findChild<ChartCanvas*>(); }
    void trigger(const char* id) { m_window->commands().find(QLatin1String(id))->trigger(); }
    template <class Chart> bool shows()
    {
        for (const PlacedChart& placed : canvas()->charts()) {
            if (std::holds_alternative<Chart>(placed.chart))
                return true;
        }
        return false;
    }
    void look(StudyPanel::View view)
    {
        study()->setView(view);
        QCoreApplication::processEvents();
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_home.isValid());
        qputenv("XDG_CONFIG_HOME", m_home.filePath(QStringLiteral("config")).toUtf8());
        qputenv("XDG_STATE_HOME", m_home.filePath(QStringLiteral("state")).toUtf8());
        m_window = std::make_unique<MainWindow>();
        m_window->resize(1440, 900);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        QVERIFY(m_window->openReference(QStringLiteral("gb300-nvl72-su")));
        QTRY_VERIFY_WITH_TIMEOUT(session().judgement().estimated, patience);
        trigger("estimate.study");
    }

    void cleanupTestCase()
    {
        session().close(true);
        m_window.reset();
    }

    void theFallFromThePeakAndTheRooflineAreDrawn()
    {
        look(StudyPanel::View::Why);
        QTRY_VERIFY_WITH_TIMEOUT(shows<render::WaterfallChart>(), patience);
        QVERIFY(shows<render::XyChart>());
        QVERIFY(coloursOf(canvas()) > 8);
        keep(m_window.get(), "study-why");
    }

    void aSmallWindowScrollsToChartsThatItHasNoRoomFor()
    {
        look(StudyPanel::View::Why);
        m_window->resize(1100, 700);
        QTRY_COMPARE(m_window->size(), QSize(1100, 700));
        m_window->dock(QStringLiteral("study"))->bringForward();
        QTRY_VERIFY_WITH_TIMEOUT(canvas()->isVisible() && canvas()->charts().size() == 2 && canvas()->height() > study()->height(), patience);
        for (const PlacedChart& placed : canvas()->charts())
            QVERIFY(placed.area.height() >= 100);
        QVERIFY(!canvas()->charts()[0].area.intersects(canvas()->charts()[1].area));
        keep(m_window.get(), "study-why-small");
        m_window->resize(1440, 900);
        QTRY_COMPARE(m_window->size(), QSize(1440, 900));
        trigger("estimate.study");
    }

    void whatMoreOfEachPropertyGivesIsDrawn()
    {
        look(StudyPanel::View::WhatIf);
        QTRY_VERIFY_WITH_TIMEOUT(shows<render::SwingChart>(), patience);
        // Its note is not cut in a panel that is too low for it: that scrolls.
        const auto whole = [this] {
            const auto& placed = canvas()->charts();
            return placed.size() == 1 && render::heightOf(std::get<render::SwingChart>(placed.front().chart)) <= placed.front().area.height() + 0.5;
        };
        QTRY_VERIFY(whole());
        keep(m_window.get(), "study-what-if");
    }

    void theCostIsDrawnAsBands()
    {
        look(StudyPanel::View::Cost);
        QTRY_VERIFY_WITH_TIMEOUT(shows<render::SwingChart>() && shows<render::StackChart>(), patience);
        QVERIFY(canvas()->csv().contains(QStringLiteral("A year")));
        keep(m_window.get(), "study-cost");
    }

    void theEnergyOfATokenIsDrawnByKindBesideTheCost()
    {
        look(StudyPanel::View::Cost);
        QTRY_VERIFY_WITH_TIMEOUT(study()->study() && study()->study()->energy, patience);
        const auto& parts = study()->study()->energy->parts;
        QCOMPARE(parts.front().kind, model::EnergyKind::Accelerators);
        QVERIFY(parts.size() > 1);
        QVERIFY(study()->study()->energyDollarsPerMillion.value_or(0) > 0);
        const auto shown = [this] { // A year, the energy and the capital.
            const auto& charts = canvas()->charts();
            return std::ranges::count_if(charts, [](const PlacedChart& one) { return std::holds_alternative<render::StackChart>(one.chart); })
                + std::ranges::count_if(charts, [](const PlacedChart& one) { return std::holds_alternative<render::BarChart>(one.chart); });
        };
        QTRY_VERIFY(shown() == 3);
    }

    void aPriceOfTheProjectsOwnIsTypedInTheWindowAndUndoTakesItBack()
    {
        const auto before = session().design();
        trigger("design.costs");
        auto* dialog = m_window->findChild<CostDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        auto* outcome = dialog->findChild<QLabel*>(QStringLiteral("cost-outcome"));
        QTRY_VERIFY_WITH_TIMEOUT(outcome->text().contains(QStringLiteral("Accelerator-hour")), patience);
        const QString usual = outcome->text();
        CostModel* costs = dialog->model();
        const int row = costs->rowOf(model::CostInput::PerKwh);
        QVERIFY(costs->setData(costs->index(row, CostModel::OwnTypicalColumn), QStringLiteral("0.30")));
        QTRY_VERIFY_WITH_TIMEOUT(!dialog->busy() && outcome->text() != usual, patience);
        keep(dialog, "costs");
        QCOMPARE(session().design(), before); // Nothing is changed before it is asked for.
        dialog->findChild<QPushButton*>(QStringLiteral("cost-make"))->click();
        QCOMPARE(session().design()->costs().inputs.at(model::CostInput::PerKwh).typical, 0.3);
        session().undo();
        QCOMPARE(session().design(), before);
        QTRY_VERIFY(!m_window->findChild<CostDialog*>());
    }

    void aLayoutOfTheTableBecomesTheWorkloadsAndUndoTakesItBack()
    {
        look(StudyPanel::View::Choices);
        auto* table = study()->findChild<QTableView*>(QStringLiteral("layout-table"));
        QAbstractItemModelTester tester{table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest};
        QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > 1, patience);
        keep(m_window.get(), "study-layouts");
        const auto before = session().design();
        const auto wanted = qobject_cast<LayoutModel*>(table->model())->layout(1);
        table->setFocus();
        table->selectRow(1);
        QTest::keyClick(table, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(session().design() != before, patience);
        QCOMPARE(*session().workload()->training()->layout, wanted);
        trigger("edit.undo");
        QCOMPARE(session().design(), before);
    }

    void measuredRunsAreListedLaidOverTheStepAndCalibrate()
    {
        const QString path = m_home.filePath(QStringLiteral("runs.csv"));
        const double step = (*session().judgement().estimate)->figures.step.total().value();
        QFile file{path};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QStringLiteral("workload,date,source,iteration_s\n%1,2026-11-22,bench 7,%2\n")
                       .arg(QString::fromStdString(session().workload()->id.text()))
                       .arg(step * 1.05)
                       .toUtf8());
        file.close();
        const auto before = session().design();
        const auto done = m_window->findChild<MeasuredCommands*>()->importFile(path);
        QVERIFY2(done.has_value(), done ? "" : done.error().text.c_str());
        QCOMPARE(study()->view(), StudyPanel::View::Measured);
        auto* table = study()->findChild<QTableView*>(QStringLiteral("measured-table"));
        QAbstractItemModelTester tester{table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest};
        QTRY_VERIFY_WITH_TIMEOUT(table->model()->index(0, MeasuredModel::DeviationColumn).data().toString().startsWith(QStringLiteral("+5")), patience);
        QVERIFY(table->model()->index(0, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("bench 7")));
        auto* estimate = m_window->findChild<EstimatePanel*>()->findChild<ChartCanvas*>();
        estimate->refresh();
        QVERIFY(estimate->csv().contains(QStringLiteral("\"measured\",")));
        auto* calibrate = study()->findChild<QCheckBox*>(QStringLiteral("measured-calibrate"));
        calibrate->click();
        QTRY_VERIFY_WITH_TIMEOUT(session().judgement().calibration.training().project.measurements == 1, patience);
        QVERIFY((*session().judgement().estimate)->figures.step.total().value() > step);
        QVERIFY(study()->findChild<QLabel*>(QStringLiteral("measured-remark"))->text().startsWith(QStringLiteral("Calibrated by 1 measured figure")));
        keep(m_window.get(), "study-measured");
        trigger("edit.undo");
        QTRY_VERIFY_WITH_TIMEOUT(!calibrate->isChecked(), patience);
        // With something selected in the drawing, which Del would take out there.
        session().select({model::Subject::instance(session().design()->hall()->pods.front().id.text())});
        QVERIFY(m_window->commands().find(QStringLiteral("edit.delete"))->isEnabled());
        table->setFocus();
        table->selectRow(0);
        QTest::keyClick(table, Qt::Key_Delete);
        QTRY_VERIFY_WITH_TIMEOUT(session().design()->measured().empty(), patience);
        QCOMPARE(session().design()->hall(), before->hall());
        session().clearSelection();
        trigger("edit.undo");
        trigger("edit.undo");
        QCOMPARE(session().design(), before);
    }

    void whatIsLeftFreeIsOneUndoStepAndWidensTheSearch()
    {
        look(StudyPanel::View::Choices);
        auto* table = study()->findChild<QTableView*>(QStringLiteral("layout-table"));
        auto* box = study()->findChild<QCheckBox*>(QStringLiteral("free-recompute"));
        auto* tried = study()->findChild<QLabel*>(QStringLiteral("search-progress"));
        QVERIFY(box && box->isVisible() && !box->isChecked() && !box->toolTip().isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(!tried->text().isEmpty(), patience);
        const QString before = tried->text();
        const auto design = session().design();
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(session().design() != design, patience);
        QVERIFY(session().workload()->training()->free.has(model::FreeChoice::Recompute));
        QVERIFY(box->isChecked());
        QTRY_VERIFY_WITH_TIMEOUT(tried->text() != before, patience);
        QTRY_VERIFY_WITH_TIMEOUT(table->model()->index(0, 0).data().toString().contains(QStringLiteral("recomputation")), patience);
        keep(m_window.get(), "study-free");
        // A row that is taken fixes what was found.
        table->selectRow(0);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(session().workload()->training()->free.none(), patience);
        trigger("edit.undo");
        trigger("edit.undo");
        QCOMPARE(session().design(), design);
        QTRY_VERIFY_WITH_TIMEOUT(!box->isChecked(), patience);
    }

    void allWorkloadsStandBesideTheBaseline()
    {
        QTRY_VERIFY_WITH_TIMEOUT(session().judgement().estimated && session().judgementIsCurrent(), patience);
        session().pinBaseline();
        look(StudyPanel::View::Workloads);
        auto* table = study()->findChild<QTableView*>(QStringLiteral("workload-table"));
        QVERIFY(table && table->isVisible());
        QAbstractItemModelTester tester{table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest};
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), static_cast<int>(session().design()->workloads().size()), patience);
        QVERIFY(table->model()->rowCount() > 1);
        const auto rate = [&] { return table->model()->index(0, WorkloadModel::RateColumn).data().toString(); };
        QVERIFY(rate().contains(QStringLiteral("tok/s")) && !rate().contains(QLatin1Char('%')));
        const auto pinned = session().design();
        model::Workload changed = session().design()->workloads().front();
        QVERIFY(changed.training());
        std::get<model::TrainingJob>(changed.job).recompute = model::Recompute::Full;
        QVERIFY(session().apply(QStringLiteral("Compute again"), [&](const model::Design& design) { return model::setWorkload(design, changed); }));
        QTRY_VERIFY_WITH_TIMEOUT(rate().contains(QLatin1Char('%')), patience);
        QVERIFY(table->model()->index(0, WorkloadModel::RateColumn).data(Qt::ToolTipRole).toString().contains(QStringLiteral("baseline")));
        keep(m_window.get(), "study-workloads");
        trigger("edit.undo");
        QCOMPARE(session().design(), pinned);
        QTRY_VERIFY_WITH_TIMEOUT(!rate().contains(QLatin1Char('%')), patience);
        session().unpinBaseline();
    }

    void aWorkloadIsTakenFromAConfigFileAndServed()
    {
        const QString path = m_home.filePath(QStringLiteral("config.json"));
        QFile file{path};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"_name_or_path": "Small-8B", "model_type": "llama", "hidden_size": 4096, "intermediate_size": 14336,
                       "num_attention_heads": 32, "num_hidden_layers": 32, "num_key_value_heads": 8, "vocab_size": 128256})");
        file.close();
        trigger("estimate.new");
        auto* dialog = m_window->findChild<WorkloadDialog*>();
        QVERIFY(dialog);
        dialog->importConfig(path);
        QCOMPARE(dialog->findChild<QSpinBox*>(QStringLiteral("shape-layers"))->value(), 32);
        QVERIFY(dialog->findChild<QLabel*>(QStringLiteral("workload-outcome"))->text().contains(QStringLiteral("8.03")));
        dialog->findChild<QLineEdit*>(QStringLiteral("workload-name"))->setText(QStringLiteral("Small model served"));
        dialog->findChild<QComboBox*>(QStringLiteral("workload-task"))->setCurrentIndex(1);
        keep(dialog, "workload-dialog");
        dialog->findChild<QPushButton*>(QStringLiteral("workload-make"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(session().judgement().serving && session().judgement().estimated, patience);
        QVERIFY2(*session().judgement().serving, session().judgement().serving->has_value() ? "" : session().judgement().serving->error().text.c_str());
        QVERIFY((*session().judgement().serving)->figures.tokensPerSecond > 0);
        look(StudyPanel::View::Latency);
        QTRY_VERIFY_WITH_TIMEOUT(shows<render::XyChart>(), patience);
        keep(m_window.get(), "study-pareto");
        look(StudyPanel::View::Choices);
        auto* table = study()->findChild<QTableView*>(QStringLiteral("layout-table"));
        QTRY_VERIFY_WITH_TIMEOUT(table->isVisible() && table->model()->rowCount() > 1, patience);
        const auto* layouts = qobject_cast<LayoutModel*>(table->model());
        QVERIFY(layouts->served(1));
        QVERIFY(table->model()->index(1, LayoutModel::WhyColumn).data().toString().endsWith(QLatin1Char('.')));
        keep(m_window.get(), "study-served-layouts");
        const auto wanted = layouts->served(1)->job.layout;
        const auto before = session().design();
        table->setFocus();
        table->selectRow(1);
        QTest::keyClick(table, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(session().design() != before, patience);
        QCOMPARE(session().workload()->serving()->layout, wanted);
        trigger("edit.undo");
        QCOMPARE(session().design(), before);
        QVERIFY(study()->findChild<QCheckBox*>(QStringLiteral("free-precision"))->isVisible());
        QVERIFY(!study()->findChild<QCheckBox*>(QStringLiteral("free-schedule"))->isVisible());
        look(StudyPanel::View::Why);
        QTRY_VERIFY_WITH_TIMEOUT(shows<render::WaterfallChart>(), patience);
        keep(m_window.get(), "study-why-serving");
    }

    void whatCannotBeIsSaidWhileItIsTypedAndNothingIsLost()
    {
        const auto before = session().design();
        trigger("estimate.new");
        WorkloadDialog* dialog = nullptr;
        for (auto* each : m_window->findChildren<WorkloadDialog*>()) {
            if (each->isVisible())
                dialog = each;
        }
        QVERIFY(dialog);
        auto* heads = dialog->findChild<QSpinBox*>(QStringLiteral("shape-kv-heads"));
        auto* make = dialog->findChild<QPushButton*>(QStringLiteral("workload-make"));
        auto* outcome = dialog->findChild<QLabel*>(QStringLiteral("workload-outcome"));
        const int good = heads->value();
        const QString layers = dialog->findChild<QSpinBox*>(QStringLiteral("shape-layers"))->text();
        QVERIFY(make->isEnabled());
        heads->setValue(7);
        QVERIFY(!make->isEnabled());
        QVERIFY2(outcome->text().contains(QStringLiteral("'key_value_heads' is 7")), qPrintable(outcome->text()));
        QCOMPARE(dialog->findChild<QSpinBox*>(QStringLiteral("shape-layers"))->text(), layers);
        heads->setValue(good);
        QVERIFY(make->isEnabled());
        // A layout that the design cannot run is said, and may be kept for another design.
        auto* layout = dialog->findChild<QComboBox*>(QStringLiteral("training-layout"));
        layout->setCurrentIndex(layout->findData(1));
        dialog->findChild<QSpinBox*>(QStringLiteral("training-data"))->setValue(1'000'000);
        QVERIFY(make->isEnabled());
        QVERIFY2(outcome->text().contains(QStringLiteral("Not on this design")), qPrintable(outcome->text()));
        dialog->findChild<QSpinBox*>(QStringLiteral("training-data"))->setValue(0);
        keep(dialog, "workload-layout");
        make->click();
        QTRY_VERIFY_WITH_TIMEOUT(session().workload() && session().workload()->training() && session().workload()->training()->layout, patience);
        trigger("edit.undo"); // One step.
        QCOMPARE(session().design(), before);
    }

    void aConfigThatSaysNothingIsRefusedInOneSentence()
    {
        const QString path = m_home.filePath(QStringLiteral("wrong.json"));
        QFile file{path};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{}");
        file.close();
        trigger("estimate.new");
        WorkloadDialog* dialog = nullptr;
        for (auto* each : m_window->findChildren<WorkloadDialog*>()) {
            if (each->isVisible())
                dialog = each;
        }
        QVERIFY(dialog);
        dialog->importConfig(path);
        QVERIFY(dialog->findChild<QLabel*>(QStringLiteral("workload-outcome"))->text().contains(QStringLiteral("num_hidden_layers")));
        dialog->reject();
    }
};

QTEST_MAIN(EstimateViewsTest)
#include "tst_EstimateViews.moc"
