#include "tests/support/Shipped.h"

#include "model/edit/ChainEdits.h"
#include "model/edit/RackEdits.h"
#include "ui/charts/LayoutModel.h"
#include "ui/charts/WorkloadModel.h"
#include "ui/document/EstimateStudy.h"
#include "ui/document/Estimating.h"
#include "ui/document/Words.h"
#include "ui/document/WorkloadFigures.h"

#include <QLatin1Char>
#include <QStringLiteral>
#include <QSignalSpy>
#include <QTest>

#include <QAbstractItemModelTester>

using namespace colonnade;
using namespace colonnade::ui;

namespace {

constexpr int patience = 60'000; // ms, for a loaded machine

const model::Design& unit()
{
    static const model::Design design = test::reference("gb300-nvl72-su");
    return design;
}

model::WorkloadId training()
{
    return model::WorkloadId::literal("llama-3-405b");
}
model::WorkloadId served()
{
    return model::WorkloadId::literal("deepseek-v3-serving");
}

Judgement judged(const model::Design& design, const model::WorkloadId& workload, EstimateMemory& memory)
{
    Judgement judgement;
    judgement.design = std::make_shared<const model::Design>(design);
    estimate(judgement, workload, memory);
    judgement.estimated = true;
    return judgement;
}

/// The design with another job in its training.
model::Design withJob(const model::Design& design, const std::function<void(model::TrainingJob&)>& change)
{
    for (model::Workload workload : design.workloads()) {
        if (workload.id != training())
            continue;
        change(std::get<model::TrainingJob>(workload.job));
        return model::setWorkload(design, workload).value();
    }
    return design;
}

} // namespace

/// What stands behind an estimate, from one edit to the next.
class EstimateStudyTest : public QObject {
    Q_OBJECT
private slots:
    void anEditThatLeavesTheMachineNeedsNoNewEstimate()
    {
        EstimateMemory memory;
        const Judgement before = judged(unit(), training(), memory);
        QVERIFY(before.estimate && before.estimate->has_value());
        const Judgement after = judged(unit(), training(), memory);
        QCOMPARE(after.estimate, before.estimate);
        QCOMPARE(after.machine, before.machine);
        const Judgement other = judged(withJob(unit(), [](model::TrainingJob& job) { job.globalBatch *= 2; }), training(), memory);
        QVERIFY(other.estimate != before.estimate);
        const Judgement serving = judged(unit(), served(), memory);
        QVERIFY(serving.serving && serving.serving->has_value() && !serving.estimate);
        // Back again: it is still known.
        QCOMPARE(judged(unit(), training(), memory).estimate, before.estimate);
    }

    void whatIsRememberedNeverChangesAnAnswer()
    {
        EstimateMemory warm;
        judged(unit(), training(), warm);
        for (const auto recompute : {model::Recompute::Full, model::Recompute::None}) {
            const model::Design edited = withJob(unit(), [&](model::TrainingJob& job) {
                job.layout.reset();
                job.recompute = recompute;
            });
            EstimateMemory cold;
            const Judgement fresh = judged(edited, training(), cold), again = judged(edited, training(), warm);
            QCOMPARE((*again.estimate)->figures.tokensPerSecond, (*fresh.estimate)->figures.tokensPerSecond);
            QCOMPARE((*again.estimate)->figures.layout, (*fresh.estimate)->figures.layout);
            QCOMPARE(again.scaling, fresh.scaling);
        }
    }

    void aStudyThatTakesOverIsTheSameAsAFreshOne()
    {
        EstimateMemory memory;
        const Judgement first = judged(unit(), training(), memory);
        const Study before = studied(first, training());
        QVERIFY(!before.layouts.empty() && !before.sensitivities.empty() && before.cost);
        const Judgement edited = judged(withJob(unit(), [](model::TrainingJob& job) { job.globalBatch *= 2; }), training(), memory);
        for (const Judgement& judgement : {first, edited}) {
            const Study fresh = studied(judgement, training());
            const Study warm = studied(judgement, training(), &before);
            QCOMPARE(warm.design, judgement.design);
            QCOMPARE(warm.layouts.size(), fresh.layouts.size());
            for (std::size_t i = 0; i < fresh.layouts.size(); ++i) {
                QCOMPARE(warm.layouts[i].figures.layout, fresh.layouts[i].figures.layout);
                QCOMPARE(warm.layouts[i].figures.tokensPerSecond, fresh.layouts[i].figures.tokensPerSecond);
                QCOMPARE(warm.layouts[i].why, fresh.layouts[i].why);
            }
            QCOMPARE(warm.layoutsTried, fresh.layoutsTried);
            QCOMPARE(warm.sensitivities, fresh.sensitivities);
            QCOMPARE(warm.waterfall, fresh.waterfall);
            QVERIFY(warm.cost && warm.cost->has_value());
        }
    }

    void theBestLayoutsOfServingStandInTheTableOfATraining()
    {
        EstimateMemory memory;
        const auto study = std::make_shared<const Study>(studied(judged(unit(), served(), memory), served()));
        QVERIFY(study->served.size() > 1 && study->served.size() <= 10 && study->layouts.empty());
        QVERIFY(study->served.front().why.isEmpty());
        QVERIFY(study->layoutsTried >= static_cast<std::int64_t>(study->served.size()));
        LayoutModel model;
        QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
        model.show(study);
        QCOMPARE(model.rowCount(), static_cast<int>(study->served.size()));
        const auto shown = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(shown(1, LayoutModel::WhyColumn), study->served[1].why);
        QVERIFY(!shown(0, LayoutModel::WhyColumn).isEmpty());
        QVERIFY(shown(0, LayoutModel::LayoutColumn) != shown(1, LayoutModel::LayoutColumn));
        QVERIFY(model.served(0) && !model.served(static_cast<int>(study->served.size())));
        QCOMPARE(model.headerData(LayoutModel::StepColumn, Qt::Horizontal).toString(), QStringLiteral("Token"));
        std::stop_source source;
        source.request_stop();
        const Study stopped = studied(judged(unit(), served(), memory), served(), nullptr, source.get_token());
        QVERIFY(stopped.served.empty() && stopped.points.empty());
    }

    void aStoppedStudyHasNoSearch()
    {
        EstimateMemory memory;
        std::stop_source source;
        source.request_stop();
        const Study study = studied(judged(unit(), training(), memory), training(), nullptr, source.get_token());
        QVERIFY(study.layouts.empty() && study.sensitivities.empty() && !study.cost);
    }

    void aFirstStudyThatIsGivenUpSaysSoUntilTheNextEdit()
    {
        DesignSession session;
        session.start(unit());
        EstimateStudy study{session};
        auto giveUp = connect(&study, &EstimateStudy::begun, &study, &EstimateStudy::cancel);
        QSignalSpy changed{&study, &EstimateStudy::changed};
        study.setWanted(true);
        QVERIFY(!study.givenUp()); // It has not begun: there is no estimate yet.
        QTRY_COMPARE_WITH_TIMEOUT(changed.count(), 1, patience);
        QVERIFY(study.givenUp() && !study.study() && !study.busy());
        disconnect(giveUp);
        const auto edited = withJob(unit(), [](model::TrainingJob& job) { job.globalBatch *= 2; });
        QVERIFY(session.apply(QStringLiteral("Double the batch"), [&](const model::Design&) -> model::Result<model::Design> { return edited; }));
        QTRY_VERIFY_WITH_TIMEOUT(study.study(), patience);
        QVERIFY(!study.givenUp());
    }

    void aStudyIsNeverOfAnotherWorkloadThanItsEstimate()
    {
        DesignSession session;
        session.start(unit());
        QTRY_VERIFY_WITH_TIMEOUT(session.judgement().estimated && !session.judging(), patience);
        EstimateStudy study{session};
        QCOMPARE(session.workload()->id, training());
        session.chooseWorkload(served()); // The judgement is still that of the training.
        study.setWanted(true);
        QVERIFY(!study.busy());
        QTRY_VERIFY_WITH_TIMEOUT(study.study(), patience);
        QCOMPARE(study.study()->workload, std::optional{served()});
        QVERIFY(!study.study()->points.empty());
    }

    void anotherProfileMakesTheFiguresOfAllWorkloadsAnew()
    {
        DesignSession session;
        session.start(unit());
        WorkloadStudy study{session};
        study.setWanted(true);
        QTRY_VERIFY_WITH_TIMEOUT(study.figures(), patience);
        const auto before = study.figures();
        model::Profile other = session.profile();
        other.title += " as tried";
        session.setProfile(QStringLiteral("Try other rules"), other);
        QTRY_VERIFY_WITH_TIMEOUT(study.figures() != before, patience);
        QCOMPARE(study.figures()->size(), before->size());
    }

    void everyWorkloadHasFiguresOrSaysWhy()
    {
        const auto all = workloadFigures(unit(), {});
        QCOMPARE(all.size(), unit().workloads().size());
        EstimateMemory memory;
        for (const WorkloadFigures& one : all) {
            QVERIFY2(one.why.isEmpty(), qPrintable(one.why));
            QVERIFY(one.accelerators > 0 && one.accelerators <= one.ofAccelerators);
            QVERIFY(one.seconds && one.tokensPerSecond && one.perAccelerator && one.joulesPerToken && one.perMegawatt && one.dollarsPerMillion);
            QCOMPARE(one.firstToken.has_value(), one.serving);
            QCOMPARE(one.spread.isEmpty(), !one.serving);
            const Judgement judgement = judged(unit(), one.id, memory);
            QCOMPARE(*one.tokensPerSecond,
                     one.serving ? (*judgement.serving)->figures.tokensPerSecond : (*judgement.estimate)->figures.tokensPerSecond);
        }
    }

    void theTableTellsTheChangeFromTheBaseline()
    {
        WorkloadFigures before{.id = training(), .name = QStringLiteral("A")};
        before.seconds = 8.0;
        before.tokensPerSecond = 1000;
        before.joulesPerToken = 2;
        before.accelerators = 32;
        before.ofAccelerators = 576;
        WorkloadFigures now = before;
        now.seconds = 10.0;
        now.tokensPerSecond = 800;
        WorkloadModel model;
        QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
        const auto list = [](const WorkloadFigures& one) { return std::make_shared<const std::vector<WorkloadFigures>>(1, one); };
        model.show(list(now), list(before));
        const auto shown = [&](int column, int role = Qt::DisplayRole) { return model.index(0, column).data(role).toString(); };
        QVERIFY2(shown(WorkloadModel::TimeColumn).contains(signedText(25, "%")), qPrintable(shown(WorkloadModel::TimeColumn)));
        QVERIFY2(shown(WorkloadModel::RateColumn).contains(signedText(-20, "%")), qPrintable(shown(WorkloadModel::RateColumn)));
        QVERIFY(!shown(WorkloadModel::EnergyColumn).contains(QLatin1Char('%'))); // As before.
        QCOMPARE(shown(WorkloadModel::FirstTokenColumn), unknownText());
        QCOMPARE(shown(WorkloadModel::AcceleratorsColumn), QStringLiteral("32 of 576"));
        QVERIFY(shown(WorkloadModel::TimeColumn, Qt::ToolTipRole).contains(QStringLiteral("baseline 8")));
        model.show(list(now), nullptr);
        QVERIFY(!shown(WorkloadModel::TimeColumn).contains(QLatin1Char('%')));
        now.seconds = 0.0144;
        model.show(list(now), nullptr);
        QCOMPARE(shown(WorkloadModel::TimeColumn), QStringLiteral("14.40\u00a0ms"));
        WorkloadFigures none{.id = training(), .name = QStringLiteral("A")};
        none.why = QStringLiteral("There is no memory bandwidth.");
        model.show(list(none), list(before));
        QCOMPARE(shown(WorkloadModel::LayoutColumn), none.why);
        QCOMPARE(shown(WorkloadModel::RateColumn), unknownText());
        for (int column = 0; column < WorkloadModel::ColumnCount; ++column) {
            QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
            QCOMPARE(model.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole), model.index(0, column).data(Qt::TextAlignmentRole));
        }
    }
};

QTEST_GUILESS_MAIN(EstimateStudyTest)
#include "tst_EstimateStudy.moc"
