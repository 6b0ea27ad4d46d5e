#include "tests/support/Print.h"
#include "tests/support/Shipped.h"

#include "model/edit/MeasurementEdits.h"
#include "model/exchange/DesignWriter.h"
#include "model/exchange/MeasurementImport.h"

#include <QTest>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

const Design& gb300()
{
    static const Design design = reference("gb300-nvl72-su");
    return design;
}

MeasurementImport taken(std::string_view text, const Design& design = gb300())
{
    auto read = readMeasurements(text, "runs", design);
    if (!read)
        qFatal("%s", read.error().text.c_str());
    return *std::move(read);
}

QString refusal(std::string_view text)
{
    const auto read = readMeasurements(text, "runs", gb300());
    return read ? QString{} : QString::fromStdString(read.error().text);
}

} // namespace

/// Measured results as files, and as a part of the design.
class MeasurementImportTest : public QObject {
    Q_OBJECT
private slots:
    void csvIsTakenByItsKeys()
    {
        const auto import = taken("workload,date,source,author,iteration_s,mfu_pct,accelerators,tensor,pipeline,sequence_parallel\n"
                                  "llama-3-405b,2026-11-22,\"bench 7, run 3\",Ada,10.25,41,1024,8,4,true\n");
        QVERIFY2(import.notTaken.empty(), import.notTaken.empty() ? "" : import.notTaken.front().c_str());
        QCOMPARE(import.taken.size(), std::size_t{1});
        const Measurement& run = import.taken.front();
        QCOMPARE(run.id.text(), std::string{"llama-3-405b-2026-11-22"});
        QCOMPARE(run.source, std::string{"bench 7, run 3"});
        QCOMPARE(run.values.at(MeasuredFigure::Iteration), 10.25);
        QCOMPARE(run.values.at(MeasuredFigure::ModelUtilisation), 41.0);
        QCOMPARE(*run.under.accelerators, 1024);
        QCOMPARE(std::get<ParallelLayout>(*run.under.layout), (ParallelLayout{.tensor = 8, .sequenceParallel = true, .pipeline = 4}));
    }

    void jsonSaysTheSame()
    {
        const auto csv = taken("workload,date,source,tpot_ms,concurrency,tensor,attention_data,expert\n"
                               "deepseek-v3-serving,2026-11-22,bench,21.5,64,1,16,16\n");
        const auto json = taken(R"([{"workload": "deepseek-v3-serving", "date": "2026-11-22", "source": "bench", "tpot_ms": 21.5,
                                     "concurrency": 64, "layout": {"tensor": 1, "attention_data": 16, "expert": 16}}])");
        QVERIFY(csv.notTaken.empty() && json.notTaken.empty());
        QVERIFY(csv.taken == json.taken);
        QVERIFY(csv.taken.front().isServing());
    }

    void whatIsWrongIsToldWithItsPlaceAndTheRestIsTaken()
    {
        const auto import = taken("workload,date,source,iteration_s,gpus\n"
                                  "llama-3-405b,22.11.2026,bench,10,1024\n"
                                  "llama-3-405b,2026-11-22,bench,ten,1024\n"
                                  "nothing,2026-11-22,bench,10,1024\n"
                                  "deepseek-v3-serving,2026-11-22,bench,10,1024\n"
                                  "llama-3-405b,2026-11-22,bench,10,1024\n");
        QCOMPARE(import.taken.size(), std::size_t{1});
        QCOMPARE(takenText(import, "runs"), std::string{"1 of 5 measurements of 'runs' taken"});
        const std::vector<std::string> expected{
            "File 'runs', line 2, column 'date': found '22.11.2026', expected a date as 2026-11-22",
            "File 'runs', line 3, column 'iteration_s': found 'ten', expected a number from 1e-09 to 1000000",
            "File 'runs', line 4: the design has no workload 'nothing'",
            "File 'runs', line 5: The workload 'deepseek-v3-serving' is serving, and what was measured is of training."};
        QCOMPARE(import.notTaken.size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i)
            QCOMPARE(QString::fromStdString(import.notTaken[i]), QString::fromStdString(expected[i]));
        QCOMPARE(import.notes.size(), std::size_t{1}); // The column that is not known.
        QVERIFY(import.notes.front().find("'gpus'") != std::string::npos);
    }

    void aDegreeThatNoDesignFileReadsBackIsNotTaken()
    {
        const auto import = taken("workload,date,source,iteration_s,tensor,data\n"
                                  "llama-3-405b,2026-11-22,bench,10,200000,\n"
                                  "llama-3-405b,2026-11-22,bench,10,100000,200000\n");
        QCOMPARE(import.notTaken.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(import.notTaken.front()),
                 QStringLiteral("File 'runs', line 2, column 'tensor': found '200000', expected a whole number from 1 to 100000"));
        const auto design = addMeasurements(gb300(), import.taken);
        QVERIFY2(design, errorOf(design));
        const auto back = readDesign(designText(*design), "back");
        QVERIFY2(back, errorOf(back));
        QVERIFY(back->measured() == design->measured());
    }

    void aByteOrderMarkHidesNoKind()
    {
        const auto json = taken("\xEF\xBB\xBF[{\"workload\": \"llama-3-405b\", \"date\": \"2026-11-22\", \"source\": \"b\", \"mfu_pct\": 41}]");
        QCOMPARE(json.taken.size(), std::size_t{1});
        QCOMPARE(taken("\xEF\xBB\xBFworkload,date,source,mfu_pct\nllama-3-405b,2026-11-22,b,41\n").taken.size(), std::size_t{1});
    }

    void jsonTellsTheKeyAndThePlace()
    {
        const auto import = taken("[\n {\"workload\": \"llama-3-405b\", \"date\": \"2026-11-22\", \"source\": \"b\", \"mfu_pct\": 141},\n"
                                  " {\"workload\": \"llama-3-405b\", \"date\": \"2026-11-22\", \"source\": \"b\", \"mfu\": 41}\n]");
        QVERIFY(import.taken.empty());
        QCOMPARE(import.found, std::size_t{2});
        QVERIFY(import.notTaken[0].find("line 2") != std::string::npos && import.notTaken[0].find("mfu_pct") != std::string::npos
                && import.notTaken[0].find("141") != std::string::npos);
        QVERIFY(import.notTaken[1].find("line 3") != std::string::npos);
    }

    void filesThatAreNoneAreRefused()
    {
        QVERIFY(refusal("").contains("empty"));
        QVERIFY(refusal("a,b\n1,2\n").contains("no column 'workload'"));
        QVERIFY(refusal("{\"workload\": 1}").contains("a list of objects"));
        QVERIFY(!refusal("[{]").isEmpty());
        QVERIFY(refusal(std::string(measurementBytes + 1, ' ') + "x").contains("larger"));
    }

    void theSameRunIsNotTakenTwiceAndACorrectedOneTakesItsPlace()
    {
        const std::string_view text = "id,workload,date,source,iteration_s\nfirst,llama-3-405b,2026-11-22,bench,10\n";
        const auto design = addMeasurements(gb300(), taken(text).taken);
        QVERIFY2(design, errorOf(design));
        const auto again = taken(text, *design);
        QVERIFY(again.taken.empty());
        QVERIFY(again.notTaken.front().find("the same run is there already, as 'first'") != std::string::npos);
        const auto corrected = taken("id,workload,date,source,iteration_s\nfirst,llama-3-405b,2026-11-22,bench,11\n", *design);
        QCOMPARE(corrected.notes.size(), std::size_t{1});
        const auto next = addMeasurements(*design, corrected.taken);
        QCOMPARE(next->measured().runs.size(), std::size_t{1});
        QCOMPARE(next->measured().runs.front().values.at(MeasuredFigure::Iteration), 11.0);
    }

    void aDesignCarriesItsRunsThroughItsFile()
    {
        const auto import = taken("workload,date,source,note,tpot_ms,ttft_ms,requests_per_s,accelerators,iteration_s,tensor,data\n"
                                  "deepseek-v3-serving,2026-11-22,bench,cold,21.5,900,12.5,32,,,\n"
                                  "llama-3-405b,2026-11-23,bench,,,,,1024,10.25,8,4\n");
        QVERIFY2(import.notTaken.empty(), import.notTaken.empty() ? "" : import.notTaken.front().c_str());
        auto design = addMeasurements(gb300(), import.taken);
        design = calibrateByMeasured(*design, true);
        QVERIFY2(design, errorOf(design));
        const std::string text = designText(*design);
        const auto read = readDesign(text, "x");
        QVERIFY2(read, errorOf(read));
        QVERIFY(*read == *design);
        QVERIFY(designText(*read) == text);
        QVERIFY(text.find("calibrate: measured\n") != std::string::npos);
        QVERIFY(designText(gb300()).find("calibrate") == std::string::npos);
        std::string wrong = text;
        wrong.replace(wrong.find("calibrate: measured"), 19, "calibrate: fully   ");
        QVERIFY(!readDesign(wrong, "x"));
    }
};

QTEST_APPLESS_MAIN(MeasurementImportTest)
#include "tst_MeasurementImport.moc"
