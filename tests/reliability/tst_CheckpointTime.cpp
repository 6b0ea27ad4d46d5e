#include "tests/support/Shipped.h"

#include "model/design/ModelShape.h"
#include "model/exchange/WorkloadReader.h"
#include "model/reliability/Failures.h"

#include <QTest>

#include <cmath>
#include <stdexcept>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

bool near(double a, double b)
{
    return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b));
}

Workload trainingOf(const Design& design)
{
    for (const Workload& workload : design.workloads()) {
        if (workload.training())
            return workload;
    }
    throw std::runtime_error("The design names no training.");
}

Workload stored(const Design& design, double gigabytes)
{
    Workload workload = trainingOf(design);
    workload.checkpoint.reset();
    workload.storageWrite = ByteRate{gigabytes * 1e9};
    return workload;
}

} // namespace

class CheckpointTimeTest : public QObject {
    Q_OBJECT
private slots:
    // Llama 3.1 405B writes 14 x 405.853e9 B = 5.682 TB; at 400 GB/s that takes 14.2 s.
    void aCheckpointIsItsSizeOverTheRateOfTheStorage()
    {
        const Design design = reference("gb300-nvl72-su");
        const CheckpointTime time = checkpointTime(stored(design, 400), 143, populationOf(design), {});
        QCOMPARE(time.by, CheckpointTime::By::Storage);
        QVERIFY2(std::abs(time.time.value() - 14.205) < 5e-3, qPrintable(QString::number(time.time.value())));
        QCOMPARE(reasonOf(time), std::string("5.68\u00a0TB at 400\u00a0GB/s of the storage"));
    }

    // 144 trays of four links of 200 Gbit/s each to the converged network: 14.4 TB/s, of which a job on half of the trays has half.
    void noMoreThanTheNetworkCarriesIsWritten()
    {
        const Design design = reference("gb300-nvl72-su");
        const Population population = populationOf(design);
        QCOMPARE(population.nodes, std::int64_t{144});
        double gigabits = 0;
        for (const Fabric& fabric : design.hall()->pods.front().pod->arrangement().fabrics) {
            if (fabric.role != FabricRole::Storage && fabric.role != FabricRole::Frontend)
                continue;
            const auto plan = fabricPlan(design.hall()->pods.front().pod, fabric.id, design.hall()->trayHeight);
            for (std::size_t link = 0; link < plan->links.size(); ++link) {
                if (plan->links.a[link] >= plan->switchCount && plan->part(plan->links.a[link]).accelerator)
                    gigabits += static_cast<double>(plan->links.speed[link]);
            }
        }
        QVERIFY(gigabits > 0);
        QVERIFY(near(population.storageNetwork.value(), gigabits * 125e6));
        const Workload fast = stored(design, 1e6);
        const CheckpointTime all = checkpointTime(fast, 144, population, {}), half = checkpointTime(fast, 72, population, {});
        QCOMPARE(all.by, CheckpointTime::By::Network);
        QVERIFY(near(all.time.value(), 14 * parameterCount(fast.model) / (gigabits * 125e6)));
        QVERIFY(near(half.time.value(), 2 * all.time.value()));
        QVERIFY(reasonOf(all).find("links") != std::string::npos);
    }

    void fasterStorageIsNeverSlower()
    {
        const Design design = reference("gb300-nvl72-su");
        const Population population = populationOf(design);
        double before = 1e30;
        for (const double gigabytes : {1.0, 10.0, 100.0, 1e3, 1e4, 1e5, 1e6}) {
            const double now = checkpointTime(stored(design, gigabytes), 144, population, {}).time.value();
            QVERIFY(now <= before);
            before = now;
        }
        QVERIFY(before < 5.7); // Else the network was not reached.
    }

    void aTimeOfItsOwnGoesBeforeTheStorage()
    {
        const Design design = reference("gb300-nvl72-su");
        Workload workload = stored(design, 400);
        workload.checkpoint = Seconds{5};
        const CheckpointTime own = checkpointTime(workload, 144, populationOf(design), {});
        QCOMPARE(own.by, CheckpointTime::By::Workload);
        QCOMPARE(own.time.value(), 5.0);
        QVERIFY(reasonOf(own).empty());
    }

    void adaptersAloneAreNotTheWholeState()
    {
        const Design design = reference("gb300-nvl72-su");
        Workload workload = stored(design, 400);
        std::get<TrainingJob>(workload.job).tuning = Tuning::LowRank;
        QCOMPARE(checkpointTime(workload, 144, populationOf(design), {}).by, CheckpointTime::By::Profile);
    }

    // The design of 16 nodes draws no storage network: its storage alone counts, as a time that is typed in.
    void goodputIsAsWithTheSameTimeTypedIn()
    {
        const FailureBasis basis;
        const Design design = reference("mi355x-128-ethernet");
        Workload workload = stored(design, 50);
        workload.restart = Seconds{300};
        Workload typed = workload;
        typed.storageWrite.reset();
        typed.checkpoint = Seconds{14 * parameterCount(workload.model) / 50e9};
        const auto goodput = [&](const Workload& one) {
            return Failures{std::make_shared<const Design>(design.withWorkloads({one})), basis}.goodputNormally().front();
        };
        const JobGoodput stored = goodput(workload), given = goodput(typed);
        QVERIFY2(stored.normally && given.normally, stored.why.c_str());
        QVERIFY(near(stored.normally->goodput, given.normally->goodput));
        QVERIFY2(stored.why.find("50.0\u00a0GB/s of the storage") != std::string::npos, stored.why.c_str());
        QVERIFY(given.why.find("storage") == std::string::npos);
    }

    void theRateIsKeptInTheFile()
    {
        const Workload workload = stored(reference("gb300-nvl72-su"), 412.5);
        const std::string file = workloadFile(workload);
        QVERIFY2(file.find("checkpoint_storage_gb_s: 412.5\n") != std::string::npos, file.c_str());
        const auto read = readWorkloadFile(file, "own");
        QVERIFY2(read.has_value(), read ? "" : read.error().text.c_str());
        QVERIFY(*read == workload);
    }
};

QTEST_APPLESS_MAIN(CheckpointTimeTest)
#include "tst_CheckpointTime.moc"
