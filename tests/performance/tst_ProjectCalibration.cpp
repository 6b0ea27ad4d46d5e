#include "model/edit/MeasurementEdits.h"
#include "model/performance/MeasuredRuns.h"
#include "tests/support/Machines.h"

#include <QTest>

#include <cmath>

using namespace colonnade::test;

namespace {

const ParallelLayout split{.tensor = 4, .sequenceParallel = true, .pipeline = 4, .virtualStages = 5, .context = 2};

Workload trained()
{
    return workload(llama3_70b(), job(8192, 512, split));
}

Workload served()
{
    ServingJob requests;
    requests.promptTokens = 1024;
    requests.outputTokens = 1024;
    requests.concurrency = 16;
    requests.layout = ServingLayout{.tensor = 8};
    requests.engine = ServingEngine::Vllm;
    return {.id = WorkloadId::literal("s"), .name = "s", .source = {}, .model = llama3_70b(), .job = requests};
}

Measurement measured(std::string_view id, std::string_view of, std::map<MeasuredFigure, double> values)
{
    return {.id = MeasurementId::literal(id), .workload = WorkloadId::literal(of), .date = "2026-11-22", .source = "bench",
            .author = {}, .note = {}, .under = {}, .values = std::move(values)};
}

Design designOf(std::vector<Measurement> runs, bool calibrate = true)
{
    return Design{}.withWorkloads({trained(), served()}).withMeasured({std::move(runs), calibrate});
}

TrainingEstimate trainingOn(const ClusterView& view, const Calibration& calibration = Calibration::builtIn())
{
    return estimateTraining(view, trained(), calibration).value();
}

/// Steps of the same job on fewer and more accelerators, as a machine would take them whose computing takes `computing` times
/// as long, and its traffic `traffic` times.
std::vector<Measurement> steps(double computing, double traffic)
{
    Calibration truth = Calibration::builtIn();
    truth.project.factors = {computing, traffic};
    std::vector<Measurement> out;
    for (const int accelerators : {128, 256, 512, 1024}) {
        for (const int tensor : {2, 4, 8}) {
            Measurement run = measured(fmt::format("r-{}-{}", accelerators, tensor), "w", {{MeasuredFigure::Iteration, 1}});
            ParallelLayout layout = split;
            layout.tensor = tensor;
            run.under.accelerators = accelerators;
            run.under.layout = layout;
            const auto estimate = estimateTraining(h100(1024), asMeasured(trained(), run).value(), truth);
            if (!estimate)
                continue;
            run.values[MeasuredFigure::Iteration] = estimate->figures.step.total().value();
            out.push_back(run);
        }
    }
    return out;
}

} // namespace

class ProjectCalibrationTest : public QObject {
    Q_OBJECT
private slots:
    void withoutTheSwitchEstimatesAreThoseOfPublishedRuns()
    {
        const double step = trainingOn(h100(1024)).figures.step.total().value();
        const ProjectCalibration calibration{designOf({measured("a", "w", {{MeasuredFigure::Iteration, step * 1.1}})}, false), h100(1024)};
        QCOMPARE(&calibration.training(), &Calibration::builtIn());
        QCOMPARE(&calibration.serving(), &ServingCalibration::builtIn());
    }

    void oneMeasurementShrinksAndNarrowsTheBand()
    {
        const TrainingEstimate before = trainingOn(h100(1024));
        const double step = before.figures.step.total().value();
        const ProjectCalibration calibration{designOf({measured("a", "w", {{MeasuredFigure::Iteration, step * 1.1}})}), h100(1024)};
        const TrainingEstimate after = trainingOn(h100(1024), calibration.training());
        const double moved = std::log(after.figures.step.total().value() / step) / std::log(1.1);
        QVERIFY2(moved > 0.2 && moved < 0.6, qPrintable(QString::number(moved)));
        QVERIFY(after.errorShare < before.errorShare);
        QCOMPARE(after.basis, EstimateBasis::Project);
        QVERIFY(std::any_of(after.assumptions.begin(), after.assumptions.end(),
                            [](const std::string& text) { return text.starts_with("Calibrated by 1 measured figure of this project: computing x 1.0"); }));
    }

    void theTruthBehindManyRunsIsFound()
    {
        const auto runs = steps(1.12, 1);
        QVERIFY(runs.size() >= 8);
        const ProjectCalibration calibration{designOf(runs), h100(1024)};
        QCOMPARE(calibration.training().project.measurements, static_cast<int>(runs.size()));
        QVERIFY2(std::abs(calibration.training().project.factors[0] / 1.12 - 1) < 0.015,
                 qPrintable(QString::number(calibration.training().project.factors[0])));
        // Runs that were not among them are met, too.
        Workload other = trained();
        std::get<TrainingJob>(other.job).globalBatch = 1024;
        Calibration truth = Calibration::builtIn();
        truth.project.factors = {1.12, 1};
        const auto expected = estimateTraining(h100(1024), other, truth), found = estimateTraining(h100(1024), other, calibration.training());
        QVERIFY(std::abs(found->figures.step.total() / expected->figures.step.total() - 1) < 0.015);
    }

    void whatEachFigureOfAStepSaysIsTheSame()
    {
        const TrainingEstimate before = trainingOn(h100(1024));
        const auto fitted = [&](MeasuredFigure figure, double value) {
            return ProjectCalibration{designOf({measured("a", "w", {{figure, value}})}), h100(1024)}.training().project.factors[0];
        };
        const double byTime = fitted(MeasuredFigure::Iteration, before.figures.step.total().value() * 1.1);
        for (const auto& [figure, value] : {std::pair{MeasuredFigure::TokensPerSecond, before.figures.tokensPerSecond / 1.1},
                                            std::pair{MeasuredFigure::TokensPerAccelerator, before.tokensPerSecondPerAccelerator / 1.1},
                                            std::pair{MeasuredFigure::ModelFlops, before.modelRate.value() / 1e12 / 1.1},
                                            std::pair{MeasuredFigure::ModelUtilisation, before.mfu * 100 / 1.1}})
            QVERIFY2(std::abs(fitted(figure, value) / byTime - 1) < 1e-6, std::string{word(figure)}.c_str());
    }

    void aRunFarOutIsToldAndNotCounted()
    {
        const double step = trainingOn(h100(1024)).figures.step.total().value();
        const Design design = designOf({measured("milliseconds", "w", {{MeasuredFigure::Iteration, step * 1000}})});
        const ProjectCalibration calibration{design, h100(1024)};
        QCOMPARE(calibration.training().project.measurements, 0);
        QCOMPARE(calibration.notes().size(), std::size_t{1});
        QVERIFY(calibration.notes().front().find("'milliseconds'") != std::string::npos);
        QVERIFY(comparedRuns(design, h100(1024), calibration).front().farOut);
    }

    void removingTheLastRunBringsTheEstimateBack()
    {
        const double step = trainingOn(h100(1024)).figures.step.total().value();
        const Design design = designOf({measured("a", "w", {{MeasuredFigure::Iteration, step * 1.1}})});
        const auto without = removeMeasurement(design, MeasurementId::literal("a"));
        QVERIFY(without.has_value());
        QVERIFY(without->measured().empty());
        const ProjectCalibration calibration{*without, h100(1024)};
        QCOMPARE(trainingOn(h100(1024), calibration.training()).figures.step.total().value(), step);
        QVERIFY(!calibrateByMeasured(*without, true));
    }

    void trainingAndServingAreNeverMixed()
    {
        const double step = trainingOn(h100(1024)).figures.step.total().value();
        const ProjectCalibration calibration{designOf({measured("a", "w", {{MeasuredFigure::Iteration, step * 1.1}})}), h100(1024)};
        QCOMPARE(&calibration.serving(), &ServingCalibration::builtIn());
        QVERIFY(!asMeasured(served(), measured("a", "s", {{MeasuredFigure::Iteration, 1}})));
        QVERIFY(fault(measured("a", "s", {{MeasuredFigure::Iteration, 1}, {MeasuredFigure::OutputToken, 20}})));
    }

    void thePaceOfServingIsFound()
    {
        const ClusterView view = h100(8);
        ServingCalibration truth = ServingCalibration::builtIn();
        truth.project.factors = {1.25, 1};
        std::vector<Measurement> runs;
        for (const int concurrency : {1, 2, 4, 8, 16, 32, 64}) {
            Measurement run = measured(fmt::format("c-{}", concurrency), "s", {{MeasuredFigure::OutputToken, 1}});
            run.under.concurrency = concurrency;
            const auto estimate = estimateServing(view, asMeasured(served(), run).value(), truth);
            QVERIFY2(estimate.has_value(), estimate ? "" : estimate.error().text.c_str());
            run.values[MeasuredFigure::OutputToken] = estimate->figures.token.value() * 1e3;
            runs.push_back(run);
        }
        const ProjectCalibration calibration{designOf(runs), view};
        QCOMPARE(&calibration.training(), &Calibration::builtIn());
        const double found = calibration.serving().project.factors[0];
        QVERIFY2(std::abs(found / 1.25 - 1) < 0.03, qPrintable(QString::number(found)));
        const auto before = estimateServing(view, served()).value(), after = estimateServing(view, served(), calibration.serving()).value();
        QCOMPARE(after.basis, EstimateBasis::Project);
        QVERIFY(after.tokenError.high < before.tokenError.high && after.tokenError.low > before.tokenError.low);
    }

    // What is found where the workload leaves it free ran; not what the workload names beside it.
    void aRunThatMeetsTheEstimateMovesNothingWhereChoicesAreFree()
    {
        Workload open = trained();
        auto& training = std::get<TrainingJob>(open.job);
        training.recompute = Recompute::Full;
        training.microbatch = 1;
        training.free = FreeChoices{}.with(FreeChoice::Precision).with(FreeChoice::Recompute).with(FreeChoice::Microbatch);
        const auto found = estimateTraining(h100(1024), open);
        QVERIFY(found && found->figures.choice != choiceOf(training));
        Workload formats = served();
        auto& serving = std::get<ServingJob>(formats.job);
        serving.precision = Precision::Bf16;
        serving.accelerators = 8;
        serving.free = FreeChoices{}.with(FreeChoice::Precision);
        const auto answer = estimateServing(h100(1024), formats);
        QVERIFY(answer && answer->precision != serving.precision);
        const Design design = Design{}.withWorkloads({open, formats}).withMeasured(
            {{measured("a", "w", {{MeasuredFigure::Iteration, found->figures.step.total().value()}}),
              measured("b", "s", {{MeasuredFigure::OutputToken, answer->figures.token.value() * 1e3}})},
             true});
        const ProjectCalibration calibration{design, h100(1024)};
        for (const FactorFit& fit : {calibration.training().project, calibration.serving().project}) {
            QCOMPARE(fit.measurements, 1);
            QVERIFY2(std::abs(fit.factors[0] - 1) < 1e-6 && std::abs(fit.factors[1] - 1) < 1e-6, qPrintable(QString::number(fit.factors[0])));
        }
    }

    void aRunIsComparedUnderItsOwnConditions()
    {
        Measurement half = measured("half", "w", {{MeasuredFigure::Iteration, 10}});
        half.under.accelerators = 512;
        const Design design = designOf({half, measured("same", "w", {{MeasuredFigure::Iteration, 10}}), measured("z", "gone", {{MeasuredFigure::Iteration, 10}})}, false);
        const auto runs = comparedRuns(design, h100(1024), {});
        QCOMPARE(runs.size(), std::size_t{3});
        const double whole = trainingOn(h100(1024)).figures.step.total().value();
        QVERIFY(!runs[0].asTheWorkload && runs[1].asTheWorkload);
        QVERIFY(runs[0].figures[0].estimated > 1.5 * whole);
        QCOMPARE(runs[1].figures[0].estimated, whole);
        QVERIFY(std::abs(runs[1].figures[0].deviation() - (10 / whole - 1)) < 1e-12);
        QVERIFY(runs[2].why && runs[2].why->text.find("'gone'") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(ProjectCalibrationTest)
#include "tst_ProjectCalibration.moc"
