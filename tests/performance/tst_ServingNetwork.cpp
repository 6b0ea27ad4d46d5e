#include "model/performance/serving/ServingEstimate.h"
#include "model/performance/serving/ServingNetwork.h"
#include "model/performance/serving/ServingSearch.h"
#include "tests/support/Machines.h"

#include <QTest>

#include <cmath>

using namespace colonnade::test;

namespace {

constexpr ByteRate scaleUp{400 * giga};

/// Nodes of `domain` accelerators with a port of 50 GB/s each, of which messages reach 47.
ClusterView nodes(int count, int domain = 8, double oversubscription = 1)
{
    ClusterView view = machine("nvidia-h100-sxm5-80gb", count, 989, 1979, 80, 3350, domain, 450, 50);
    view.tiers = {{.name = "leaf", .reach = count, .bandwidth = ByteRate{50 * giga}, .latency = Seconds{5e-6},
                   .oversubscription = oversubscription}};
    return view;
}

std::optional<ServingNetwork> networkOf(const ClusterView& view)
{
    return servingNetwork(view);
}

bool near(double got, double want, double share)
{
    return std::abs(got / want - 1) < share;
}

ServingJob requests(ServingLayout layout, int concurrency)
{
    ServingJob out;
    out.promptTokens = 2048;
    out.outputTokens = 512;
    out.precision = Precision::Fp8;
    out.cacheBytes = 1;
    out.concurrency = concurrency;
    out.layout = layout;
    out.engine = ServingEngine::Vllm;
    return out;
}

ServingJob pooled(ServingLayout prompts, ServingLayout output)
{
    ServingJob out = requests(output, 16);
    out.instances = 1;
    out.prefill = PrefillPool{prompts, 1};
    return out;
}

TransformerModel mixture()
{
    TransformerModel model{"Mixture", 48, 2048, 32, 4, 128, 768, 151936, true, false, true};
    model.experts = Experts{128, 8, 0, 768, 0};
    return model;
}

ServingFigures figuresOn(const ClusterView& view, const ServingJob& what, const TransformerModel& model = llama3_70b())
{
    const auto estimate = estimateServing(view, model, what, view.accelerators, ServingArrival::Closed);
    if (!estimate)
        qFatal("%s", estimate.error().text.c_str());
    return estimate->figures;
}

} // namespace

/// What an instance sends beyond its scale-up domain, and from pool to pool, over the fabric as drawn.
class ServingNetworkTest : public QObject {
    Q_OBJECT
private slots:
    // 2048 tokens of 163,840 bytes over two ports of 47 GB/s: 3.57 ms, and 5 us of the way.
    void handingOverAPromptOverTwoPorts()
    {
        const PoolHandOff one = poolHandOff(*networkOf(nodes(16)), Bytes{163840.0 * 2048}, 2, 16, scaleUp, Seconds{0.1}, 80);
        QCOMPARE(one.over, std::string{"leaf"});
        QVERIFY(near(one.time.value(), 3.57e-3 + 5e-6, 1e-3));
        // 131 ms of computing hide all but the last of 80 layers.
        QVERIFY(near(one.shown.value(), 163840.0 * 2048 / 94e9 / 80 + 5e-6, 1e-9));
    }

    // 1 ms of computing hides little of 3.57 ms.
    void whatComputingDoesNotHideShows()
    {
        const double bytes = 163840.0 * 2048 / 94e9;
        const PoolHandOff one = poolHandOff(*networkOf(nodes(16)), Bytes{163840.0 * 2048}, 2, 16, scaleUp, Seconds{1e-3}, 80);
        QVERIFY(near(one.shown.value(), bytes - 1e-3 + bytes / 80 + 5e-6, 1e-9));
    }

    void halfOfTheUplinksDoubleTheHandOff()
    {
        const auto of = [](double oversubscription) {
            return figuresOn(nodes(16, 8, oversubscription), pooled({.tensor = 8}, {.tensor = 8}));
        };
        const ServingFigures whole = of(1), half = of(2);
        QVERIFY(whole.handOff && half.handOff);
        const double bytes = 163840.0 * 2048 / (8 * 47e9); // 0.892 ms on eight ports.
        QVERIFY(near(whole.handOff->time.value(), bytes + 5e-6, 1e-9));
        QVERIFY(near(half.handOff->time.value(), 2 * bytes + 5e-6, 1e-9));
        QVERIFY(near((half.firstToken - whole.firstToken).value(), bytes / 80, 1e-6)); // One layer of 80 shows.
        QCOMPARE(half.token.value(), whole.token.value());
    }

    void poolsInOneDomainNeedNoFabric()
    {
        const ServingFigures few = figuresOn(nodes(72, 72, 1), pooled({.tensor = 8}, {.tensor = 8}));
        const ServingFigures many = figuresOn(nodes(72, 72, 4), pooled({.tensor = 8}, {.tensor = 8}));
        QVERIFY(few.handOff->over.empty());
        QCOMPARE(few.handOff->time.value(), many.handOff->time.value());
        QCOMPARE(few.firstToken.value(), many.firstToken.value());
    }

    // Ports that pass on fewer prompts than are computed bound the output.
    void portsThatAreTooSlowBoundTheRequests()
    {
        ServingJob what = pooled({.tensor = 8}, {.tensor = 8});
        what.concurrency = 64;
        const ServingFigures slow = figuresOn(nodes(16, 8, 2000), what);
        QVERIFY(near(slow.requestsPerSecond, 1 / slow.handOff->time.value(), 1e-9));
        QVERIFY(slow.tokensPerSecond < figuresOn(nodes(16), what).tokensPerSecond);
    }

    void anInstanceWithinADomainDoesNotSeeTheFabric()
    {
        ClusterView alone = nodes(8);
        alone.tiers.clear();
        for (const ServingLayout& layout : {ServingLayout{.tensor = 8}, ServingLayout{.tensor = 2, .pipeline = 4}}) {
            const ServingFigures none = figuresOn(alone, requests(layout, 32));
            for (const double oversubscription : {1.0, 8.0}) {
                const ServingFigures drawn = figuresOn(nodes(8, 8, oversubscription), requests(layout, 32));
                QCOMPARE(drawn.token.value(), none.token.value());
                QCOMPARE(drawn.firstToken.value(), none.firstToken.value());
            }
        }
        const ServingLayout experts{.tensor = 1, .attentionData = 8, .expert = 8};
        QCOMPARE(figuresOn(nodes(8, 8, 8), requests(experts, 32), mixture()).token.value(),
                 figuresOn(alone, requests(experts, 32), mixture()).token.value());
    }

    // Two domains of eight: 1 MB is reduced to 125 kB inside, which goes round a ring of two: 2 x 5 us + 125 kB / 47 GB/s.
    void aReductionOverTwoNodes()
    {
        QVERIFY(near(reduceAcross(networkOf(nodes(16)), 16, Bytes{1e6}).value(), 10e-6 + 125e3 / 47e9, 1e-9));
        QCOMPARE(reduceAcross(networkOf(nodes(16)), 8, Bytes{1e6}).value(), 0.0);
        QCOMPARE(reduceAcross(std::nullopt, 16, Bytes{1e6}).value(), 0.0);
        QCOMPARE(ranksInside(networkOf(nodes(16)), 16), 8);
        QCOMPARE(ranksInside(std::nullopt, 16), 16);
    }

    // 64 ranks on 8 nodes, 8 of their experts a token, 4096 tokens of 7168 bytes: 7 of 8 messages leave the node, 205 MB and 4.37 ms.
    void expertsOnEightNodes()
    {
        const Bytes token{4096.0 * 7168};
        const ExchangeTime direct = exchange(networkOf(nodes(64)), 64, 1, 8, token, Dispatch::Direct);
        QVERIFY(near(direct.across.value(), 4.37e-3 + 2 * 5e-6, 1e-3));
        QCOMPARE(direct.inside, 8 * 7.0 / 64);
        // Forwarded inside, a token goes once to each node with experts of it: 7 (1 - (7/8)^8) = 4.6 on average.
        const ExchangeTime forwarded = exchange(networkOf(nodes(64)), 64, 1, 8, token, Dispatch::Forwarded);
        QVERIFY(near(forwarded.across.value(), 7 * (1 - std::pow(7.0 / 8, 8)) * token.value() / 47e9 + 2 * 5e-6, 1e-9));
        QCOMPARE(exchange(std::nullopt, 64, 1, 8, token, Dispatch::Direct).inside, 8 * 63.0 / 64);
    }

    // Dispatch in FP8 is 4096 x 8 x 63/64 x 7168 = 231 MB, combine in BF16 462 MB. A router that keeps a token to 4 of the 8 nodes
    // sends at most 4 x 7/8 copies beyond its own: 103 MB and 2.19 ms at 47 GB/s, where the flat exchange takes 205 MB and 4.37 ms.
    void aRouterThatKeepsToFourNodes()
    {
        const double token = 4096.0 * 7168;
        const auto network = networkOf(nodes(64));
        const double all = exchange(std::nullopt, 64, 1, 8, Bytes{token}, Dispatch::Direct).inside * token;
        QVERIFY(near(all, 231e6, 2e-3));
        QVERIFY(near(2 * all, 462e6, 2e-3));
        const auto sent = [&](Dispatch dispatch, int nodeLimit) {
            return exchange(network, 64, 1, 8, Bytes{token}, dispatch, nodeLimit).across.value() - 2 * 5e-6;
        };
        QVERIFY(near(sent(Dispatch::Direct, 0) * 47e9, 205e6, 3e-3));
        QVERIFY(near(sent(Dispatch::Direct, 0), 4.37e-3, 1e-3));
        QVERIFY(near(sent(Dispatch::Forwarded, 4) * 47e9, 103e6, 3e-3));
        QVERIFY(near(sent(Dispatch::Forwarded, 4), 2.19e-3, 2e-3));
        // Messages to each expert are spared nothing.
        QCOMPARE(sent(Dispatch::Direct, 4), sent(Dispatch::Direct, 0));
    }

    void aLimitOfNodesNeverSlowsTheExchange()
    {
        const auto network = networkOf(nodes(64));
        const auto of = [&](int nodeLimit) { return exchange(network, 64, 1, 8, Bytes{1e6}, Dispatch::Forwarded, nodeLimit).across.value(); };
        for (int limit = 1; limit < 8; ++limit)
            QVERIFY(of(limit) <= of(limit + 1));
        QVERIFY(of(4) < of(0));
        QCOMPARE(of(8), of(0));
        QCOMPARE(of(256), of(0));
    }

    // Prompts are forwarded: an instance over four nodes answers sooner with a limit of two, and as before with one of four.
    void aLimitOfNodesHastensPrompts()
    {
        const auto first = [](int nodeLimit) {
            TransformerModel model = mixture();
            model.experts->nodeLimit = nodeLimit;
            return figuresOn(nodes(32), requests({.tensor = 1, .pipeline = 1, .attentionData = 32, .expertTensor = 1, .expert = 32}, 64), model).firstToken.value();
        };
        QVERIFY(first(2) < first(0));
        QCOMPARE(first(4), first(0));
    }

    void stagesCrossWhereADomainEnds()
    {
        QCOMPARE(stagesAcross(networkOf(nodes(32)), 4, 8), 3);
        QCOMPARE(stagesAcross(networkOf(nodes(32)), 8, 4), 3);
        QCOMPARE(stagesAcross(networkOf(nodes(32)), 2, 4), 0);
        QCOMPARE(stagesAcross(std::nullopt, 4, 8), 0);
        QVERIFY(near(messageAcross(networkOf(nodes(32)), 8, Bytes{47e6}).value(), 1e-3 + 5e-6, 1e-9));
    }

    void fewerUplinksAreNeverFaster_data()
    {
        QTest::addColumn<int>("tensor");
        QTest::addColumn<int>("pipeline");
        QTest::addColumn<int>("attention");
        QTest::newRow("tensor ranks over two nodes") << 16 << 1 << 1;
        QTest::newRow("stages over two nodes") << 8 << 2 << 1;
        QTest::newRow("experts over four nodes") << 1 << 1 << 32;
    }

    void fewerUplinksAreNeverFaster()
    {
        QFETCH(int, tensor);
        QFETCH(int, pipeline);
        QFETCH(int, attention);
        const ServingLayout layout{.tensor = tensor, .pipeline = pipeline, .attentionData = attention, .expertTensor = 1,
                                   .expert = attention};
        const TransformerModel model = attention > 1 ? mixture() : llama3_70b();
        ServingFigures before = figuresOn(nodes(32), requests(layout, 64), model);
        for (const double oversubscription : {1.5, 2.0, 4.0, 16.0}) {
            const ServingFigures now = figuresOn(nodes(32, 8, oversubscription), requests(layout, 64), model);
            QVERIFY(now.token > before.token);
            QVERIFY(now.firstToken > before.firstToken);
            QVERIFY(now.tokensPerSecond < before.tokensPerSecond);
            before = now;
        }
    }

    // 405e9 weights of two bytes are 812 GB: 11 or more of 80 GB. Eight of a domain do not hold them, sixteen of two do.
    void aModelThatOneDomainDoesNotHoldTakesTwo()
    {
        ServingJob what = requests({}, 4);
        what.precision = Precision::Bf16;
        what.layout.reset();
        const auto constants = servingConstants(nodes(64), what.engine, what.engineVersion);
        QVERIFY(constants.has_value());
        const auto layouts = servingLayouts(nodes(64), llama3_405b(), what, *constants, 64);
        QCOMPARE(layouts.size(), std::size_t{2});
        for (const ServingLayout& layout : layouts)
            QCOMPARE(layout.ranks(), 16);
        ClusterView alone = nodes(64);
        alone.tiers.clear();
        const auto without = servingConstants(alone, what.engine, what.engineVersion);
        QVERIFY(servingLayouts(alone, llama3_405b(), what, *without, 64).empty());
    }

    void anInstanceThatNothingJoinsIsRefused()
    {
        ClusterView view = nodes(32);
        view.tiers.front().reach = 8;
        const auto estimate = estimateServing(view, llama3_70b(), requests({.tensor = 16}, 8), 32, ServingArrival::Closed);
        QVERIFY(!estimate);
        QVERIFY2(estimate.error().text.find("No network joins the 16 accelerators") != std::string::npos, estimate.error().text.c_str());
    }

    void whereItIsHandedOverIsSaid()
    {
        const auto estimate = estimateServing(nodes(16), llama3_70b(), pooled({.tensor = 8}, {.tensor = 8}), 16, ServingArrival::Closed);
        QVERIFY(estimate.has_value());
        const bool said = std::any_of(estimate->assumptions.begin(), estimate->assumptions.end(), [](const std::string& one) {
            return one.find("over the tier 'leaf', 47.0 GB/s an accelerator") != std::string::npos;
        });
        QVERIFY(said);
    }
};

QTEST_APPLESS_MAIN(ServingNetworkTest)
#include "tst_ServingNetwork.moc"
