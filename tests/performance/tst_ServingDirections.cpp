#include "model/performance/serving/ServingEstimate.h"
#include "tests/support/Machines.h"

#include <QByteArray>
#include <QTest>

#include <limits>
#include <utility>
#include <vector>

using namespace colonnade::test;

namespace {

constexpr int machineSize = 32;

/// Four nodes of eight, joined by one tier.
ClusterView nodes(double portGigabytes = 50, Seconds latency = Seconds{5e-6}, double routing = 1)
{
    ClusterView view = machine("nvidia-h100-sxm5-80gb", machineSize, 989, 1979, 80, 3350, 8, 450, 50);
    view.tiers = {{.name = "leaf", .reach = machineSize, .bandwidth = ByteRate{portGigabytes * giga}, .latency = latency, .routing = routing}};
    return view;
}

TransformerModel mixture()
{
    TransformerModel model{"Mixture", 48, 2048, 32, 4, 128, 768, 151936, true, false, true};
    model.experts = Experts{128, 8, 0, 768, 0};
    return model;
}

struct Served {
    const char* name;
    TransformerModel model;
    ServingLayout layout;
};

/// Instances that are wider than a node.
std::vector<Served> acrossNodes()
{
    return {{"tensor ranks over two nodes", llama3_70b(), {.tensor = 16}},
            {"stages over two nodes", llama3_70b(), {.tensor = 8, .pipeline = 2}},
            {"experts over four nodes", mixture(), {.attentionData = 32, .expert = 32}}};
}

ServingJob requests(const ServingLayout& layout, int concurrency)
{
    ServingJob out;
    out.promptTokens = 2048;
    out.outputTokens = 512;
    out.concurrency = concurrency;
    out.layout = layout;
    out.engine = ServingEngine::Vllm;
    return out;
}

ServingFigures figuresOn(const ClusterView& view, const TransformerModel& model, const ServingJob& what,
                         ServingArrival arrival = ServingArrival::Closed)
{
    const auto estimate = estimateServing(view, model, what, view.accelerators, arrival);
    if (!estimate)
        qFatal("%s", estimate.error().text.c_str());
    return estimate->figures;
}

} // namespace

/// In which direction serving estimates move.
class ServingDirectionsTest : public QObject {
    Q_OBJECT
private slots:
    // `better` is faster than `worse`, and not just as fast: the instance spans nodes.
    void aBetterNetworkIsFasterWhereAnInstanceSpansNodes_data()
    {
        QTest::addColumn<double>("port");
        QTest::addColumn<double>("latency");
        QTest::addColumn<double>("routing");
        QTest::newRow("half of the bandwidth") << 25.0 << 5e-6 << 1.0;
        QTest::newRow("four times the latency") << 50.0 << 20e-6 << 1.0;
        QTest::newRow("half of the routes") << 50.0 << 5e-6 << 0.5;
    }
    void aBetterNetworkIsFasterWhereAnInstanceSpansNodes()
    {
        QFETCH(double, port);
        QFETCH(double, latency);
        QFETCH(double, routing);
        for (const Served& one : acrossNodes()) {
            const ServingJob job = requests(one.layout, 64);
            const ServingFigures better = figuresOn(nodes(), one.model, job);
            const ServingFigures worse = figuresOn(nodes(port, Seconds{latency}, routing), one.model, job);
            QVERIFY2(better.token < worse.token, one.name);
            // The first token alone may come later on the better network: requests that end sooner are followed sooner, and wait for
            // each other. The whole request does not.
            const auto whole = [&](const ServingFigures& figures) { return figures.firstToken + figures.token * job.outputTokens; };
            QVERIFY2(whole(better) < whole(worse), one.name);
            QVERIFY2(better.tokensPerSecond > worse.tokensPerSecond, one.name);
        }
    }

    void theNetworkIsNothingToAnInstanceWithinANode()
    {
        const ServingJob job = requests({.tensor = 8}, 64);
        QCOMPARE(figuresOn(nodes(), llama3_70b(), job).token.value(), figuresOn(nodes(5, Seconds{1e-3}, 0.1), llama3_70b(), job).token.value());
    }

    // The small all-reduce of a part was fitted on runs in its domain, and its relative's stands in where none were published:
    // the latency of the domain's switches is in it, and to add the machine's would count it twice.
    void theLatencyOfADomainIsInTheMeasuredReduction()
    {
        for (const char* part : {"nvidia-h100-sxm5-80gb", "amd-instinct-mi355x"}) {
            ClusterView quick = nodes(), slow = nodes();
            quick.accelerator = slow.accelerator = part;
            quick.scaleUp.latency = Seconds{0.5e-6};
            slow.scaleUp.latency = Seconds{5e-6};
            const ServingJob job = requests({.tensor = 8}, 64);
            QCOMPARE(figuresOn(quick, llama3_70b(), job).token.value(), figuresOn(slow, llama3_70b(), job).token.value());
        }
        // It is read where it matters: a slower small reduction makes a token slower.
        ServingCalibration all = ServingCalibration::builtIn();
        for (ServingPart& part : all.parts)
            part.reduce = part.reduce * 2;
        const ServingJob job = requests({.tensor = 8}, 64);
        const auto slower = estimateServing(nodes(), llama3_70b(), job, machineSize, ServingArrival::Closed, all);
        QVERIFY(slower && slower->figures.token > figuresOn(nodes(), llama3_70b(), job).token);
    }

    void memoryFallsWithEveryKindOfSplitting()
    {
        const std::vector<std::pair<const char*, std::vector<Served>>> kinds{
            {"tensor",
             {{"1", llama3_70b(), {.tensor = 1}}, {"2", llama3_70b(), {.tensor = 2}}, {"4", llama3_70b(), {.tensor = 4}},
              {"8", llama3_70b(), {.tensor = 8}}, {"16", llama3_70b(), {.tensor = 16}}}},
            {"pipeline",
             {{"1", llama3_70b(), {.tensor = 8}}, {"2", llama3_70b(), {.tensor = 8, .pipeline = 2}},
              {"4", llama3_70b(), {.tensor = 8, .pipeline = 4}}}},
            {"experts",
             {{"2", mixture(), {.attentionData = 2, .expert = 2}}, {"4", mixture(), {.attentionData = 4, .expert = 4}},
              {"8", mixture(), {.attentionData = 8, .expert = 8}}, {"16", mixture(), {.attentionData = 16, .expert = 16}},
              {"32", mixture(), {.attentionData = 32, .expert = 32}}}},
            {"tensor ranks of experts",
             {{"2", mixture(), {.tensor = 2, .expertTensor = 2}}, {"4", mixture(), {.tensor = 4, .expertTensor = 4}},
              {"8", mixture(), {.tensor = 8, .expertTensor = 8}}}},
        };
        for (const auto& kind : kinds) {
            double before = std::numeric_limits<double>::infinity();
            for (const Served& one : kind.second) {
                ServingJob job = requests(one.layout, 4);
                job.instances = 1;
                const ServingFigures figures = figuresOn(nodes(), one.model, job);
                const double now = figures.memory.total().value();
                QVERIFY2(now < before, QByteArray(kind.first) + ' ' + one.name);
                before = now;
            }
        }
    }

    void theLateFirstTokenGrowsWithTheRate()
    {
        for (const bool pooled : {false, true}) {
            Seconds before;
            for (const double rate : {0.2, 0.5, 1.0, 2.0}) {
                ServingJob job = requests({.tensor = 8}, 1);
                job.concurrency.reset();
                job.requestRate = rate;
                job.instances = 1;
                if (pooled)
                    job.prefill = PrefillPool{{.tensor = 8}, 1};
                const ServingFigures figures = figuresOn(nodes(), llama3_70b(), job, ServingArrival::Random);
                QVERIFY(!figures.overloaded);
                QVERIFY2(figures.firstTokenLate > before, QByteArray::number(rate));
                QVERIFY(figures.firstTokenMedian <= figures.firstTokenLate);
                before = figures.firstTokenLate;
            }
        }
    }
};

QTEST_APPLESS_MAIN(ServingDirectionsTest)
#include "tst_ServingDirections.moc"
