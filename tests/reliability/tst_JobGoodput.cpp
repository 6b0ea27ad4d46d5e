#include "tests/support/Shipped.h"

#include "model/exchange/FailuresJson.h"
#include "model/reliability/Failures.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <cmath>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

bool near(double a, double b)
{
    return std::abs(a - b) <= 1e-9 * std::max(1.0, std::abs(b));
}

/// 6.5 failures of a node in 1,000 days, each repaired in two.
const FailureBasis basis;
constexpr double rate = 0.0065, repair = 2; // per node-day, d

/// Sixteen nodes of eight accelerators, one of them spare, and one training.
std::shared_ptr<const Design> sixteen(std::optional<int> accelerators, std::optional<double> checkpoint, std::optional<double> restart)
{
    const Design design = reference("mi355x-128-ethernet");
    Workload workload = design.workloads().front();
    std::get<TrainingJob>(workload.job).accelerators = accelerators;
    workload.checkpoint = checkpoint ? std::optional{Seconds{*checkpoint}} : std::nullopt;
    workload.restart = restart ? std::optional{Seconds{*restart}} : std::nullopt;
    return std::make_shared<const Design>(design.withWorkloads({workload}));
}

/// REL-007 for nodes, a checkpoint of 60 s and a restart of 300 s, written out anew.
double effective(double nodes)
{
    const double mttf = 86'400 / (nodes * rate), interval = std::sqrt(2 * 60 * mttf);
    return 1 - 60 / interval - (interval / 2 + 300) / mttf;
}

/// That at most one of so many nodes is in repair.
double atMostOne(double nodes)
{
    const double mean = nodes * rate * repair;
    return std::exp(-mean) * (1 + mean);
}

JobGoodput after(const std::shared_ptr<const Design>& design, const std::vector<std::string>& paths)
{
    static std::vector<std::unique_ptr<Failures>> kept;
    kept.push_back(std::make_unique<Failures>(design, basis));
    return kept.back()->of(paths).value().goodput.front();
}

} // namespace

/// Expected goodput with spares and repair, normally and once parts have failed.
class JobGoodputTest : public QObject {
    Q_OBJECT
private slots:
    // 120 accelerators whose steps are spread by 3 %: the slowest takes 0.03 sqrt(2 ln 120) = 9.28 % longer, normally and, on as
    // many of the nodes that are left, after a failure.
    void stragglersTakeFromTheGoodput()
    {
        const auto even = sixteen(120, 60, 300);
        Workload workload = even->workloads().front();
        workload.stepSpread = 0.03;
        const auto spread = std::make_shared<const Design>(even->withWorkloads({workload}));
        const double slower = 0.03 * std::sqrt(2 * std::log(120.0));
        QVERIFY(std::abs(slower - 0.0928) < 5e-5);
        const JobGoodput before = Failures{even, basis}.goodputNormally().front(), now = Failures{spread, basis}.goodputNormally().front();
        QVERIFY(near(now.normally->goodput * (1 + slower), before.normally->goodput));
        QVERIFY(near(now.normally->effective * (1 + slower), before.normally->effective));
        QCOMPARE(now.normally->enoughNodes, before.normally->enoughNodes);
        const JobGoodput without = after(even, {"pod-1/a01/n1"}), slow = after(spread, {"pod-1/a01/n1"});
        QVERIFY(near(slow.now->goodput * (1 + slower), without.now->goodput));
    }

    // 15 nodes train, one is spare: 15/16 · 0.98803 · 0.98115 = 0.9088 of what sixteen could compute.
    void aSpareNodeHoldsTheJobUntilItIsUsedUp()
    {
        const auto design = sixteen(120, 60, 300);
        const JobGoodput whole = Failures{design, basis}.goodputNormally().front();
        QVERIFY(near(whole.normally->goodput, 15.0 / 16 * effective(15) * atMostOne(16)));
        QVERIFY(std::abs(whole.normally->goodput - 0.9088) < 1e-4);
        QCOMPARE(whole.normally->nodes, 15);
        QCOMPARE(whole.normally->spareNodes, 1);
        // The spare one steps in: the next failure finds none.
        const JobGoodput one = after(design, {"pod-1/a01/n1"});
        QCOMPARE(one.now->nodes, 15);
        QCOMPARE(one.now->spareNodes, 0);
        QVERIFY(near(one.now->goodput, 15.0 / 16 * effective(15) * std::exp(-15 * rate * repair)));
        QVERIFY(near(one.normally->goodput, whole.normally->goodput));
        // Two are too many.
        const JobGoodput two = after(design, {"pod-1/a01/n1", "pod-1/a02/n2"});
        QCOMPARE(two.now->nodes, 0);
        QCOMPARE(two.now->goodput, 0.0);
        QVERIFY2(two.why.find("waits for the repair") != std::string::npos, two.why.c_str());
    }

    // A job on half of the machine has nodes beside it that need not be spare.
    void nodesThatTheJobDoesNotUseReplaceWhatIsLost()
    {
        const auto design = sixteen(64, 60, 300);
        const JobGoodput one = after(design, {"pod-1/a01/n1"});
        QCOMPARE(one.now->nodes, 8);
        QCOMPARE(one.now->spareNodes, 1);
        QVERIFY(near(one.now->goodput, one.normally->goodput));
        const JobGoodput rack = after(design, {"pod-1/a01", "pod-1/a02"});
        QCOMPARE(rack.now->spareNodes, 0);
        QVERIFY(rack.now->goodput < one.now->goodput && rack.now->goodput > 0);
    }

    void moreTimeForCheckpointAndRestartIsNeverBetter()
    {
        double before = 1;
        for (const double seconds : {30.0, 60.0, 120.0, 600.0}) {
            const double now = Failures{sixteen(120, seconds, 5 * seconds), basis}.goodputNormally().front().normally->goodput;
            QVERIFY(now < before);
            before = now;
        }
    }

    void withoutItsFiguresATrainingIsNotEvaluated()
    {
        const JobGoodput neither = after(sixteen(120, {}, {}), {"pod-1/a01/n1"});
        QVERIFY(!neither.normally && !neither.now);
        QCOMPARE(neither.missing.size(), std::size_t{2});
        QCOMPARE(neither.why, std::string("Not evaluated: missing how long a checkpoint takes, how long a restart takes."));
        const JobGoodput restart = after(sixteen(120, 60, {}), {"pod-1/a01/n1"});
        QCOMPARE(restart.missing, std::vector<std::string>{"how long a restart takes"});
        // Whether a searched layout fits on less is for the estimate.
        const JobGoodput searched = after(sixteen({}, 60, 300), {"pod-1/a01/n1"});
        QVERIFY(searched.normally && !searched.now);
        QCOMPARE(searched.missing, std::vector<std::string>{"a layout for the accelerators that are left"});
    }

    void aDesignWithoutATrainingSaysSo()
    {
        const auto design = std::make_shared<const Design>(reference("mi355x-128-ethernet").withWorkloads({}));
        const JobGoodput none = after(design, {"pod-1/a01/n1"});
        QVERIFY(!none.workload && !none.normally && !none.now);
        QCOMPARE(none.missing, std::vector<std::string>{"a training among the workloads"});
    }

    void machinesReadItBesideTheFailure()
    {
        const auto design = sixteen(120, 60, 300);
        const Failures failures{design, basis};
        const std::vector<std::string> paths{"pod-1/a01/n1"};
        const auto json = nlohmann::json::parse(failureJson(failures.of(paths).value(), *design, "us-nec"));
        QCOMPARE(json["goodput"].size(), std::size_t{1});
        QCOMPARE(json["goodput"][0]["workload"].get<std::string>(), design->workloads().front().id.text());
        QCOMPARE(json["goodput"][0]["now"]["spare_nodes"].get<int>(), 0);
        QVERIFY(json["goodput"][0]["now"]["goodput"] < json["goodput"][0]["normally"]["goodput"]);
        const auto all = nlohmann::json::parse(singleFailuresJson({}, failures, "us-nec"));
        QVERIFY(all["goodput"][0]["now"] == all["goodput"][0]["normally"]);
        const Failures silent{sixteen(120, {}, {}), basis};
        const auto unknown = nlohmann::json::parse(singleFailuresJson({}, silent, "us-nec"));
        QVERIFY(unknown["goodput"][0]["now"].is_null());
        QCOMPARE(unknown["goodput"][0]["missing"].size(), std::size_t{2});
    }
};

QTEST_APPLESS_MAIN(JobGoodputTest)
#include "tst_JobGoodput.moc"
