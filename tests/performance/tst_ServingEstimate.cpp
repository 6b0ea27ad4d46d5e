#include "model/performance/serving/ServingEstimate.h"
#include "model/performance/serving/ServingSearch.h"
#include "tests/support/Machines.h"

#include <QByteArray>
#include <QTest>

using namespace colonnade::test;

namespace {

ClusterView h100s(int count = 8)
{
    return machine("nvidia-h100-sxm5-80gb", count, 989, 1979, 80, 3350, 8, 450, 50);
}

ServingJob requests(int tensor, int concurrency)
{
    ServingJob out;
    out.promptTokens = 1024;
    out.outputTokens = 1024;
    out.concurrency = concurrency;
    out.layout = ServingLayout{.tensor = tensor};
    out.engine = ServingEngine::Vllm;
    return out;
}

ServingFigures figuresOn(const ClusterView& view, const ServingJob& what, const TransformerModel& model = llama3_70b())
{
    const auto estimate = estimateServing(view, model, what, view.accelerators, ServingArrival::Closed);
    if (!estimate)
        qFatal("%s", estimate.error().text.c_str());
    return estimate->figures;
}

TransformerModel mixture()
{
    TransformerModel model{"Mixture", 48, 2048, 32, 4, 128, 768, 151936, true, false, true};
    model.experts = Experts{128, 8, 0, 768, 0};
    return model;
}

Workload workload(ServingJob what, TransformerModel model = llama3_70b())
{
    return {.id = WorkloadId::literal("w"), .name = "w", .source = {}, .model = std::move(model), .job = std::move(what)};
}

void verifyNeverSlower(const ServingFigures& better, const ServingFigures& before)
{
    QVERIFY(better.token <= before.token);
    QVERIFY(better.firstToken <= before.firstToken);
    QVERIFY(better.tokensPerSecond >= before.tokensPerSecond);
}

} // namespace

class ServingEstimateTest : public QObject {
    Q_OBJECT
private slots:
    void betterHardwareIsNeverSlower()
    {
        for (const int concurrency : {1, 16, 128, 4000}) {
            for (const TransformerModel& model : {llama3_70b(), mixture()}) {
                const ServingJob what = requests(8, concurrency);
                const ServingFigures before = figuresOn(h100s(), what, model);
                ClusterView view = h100s();
                view.memoryBandwidth = ByteRate{view.memoryBandwidth->value() * 1.3};
                verifyNeverSlower(figuresOn(view, what, model), before);
                view = h100s();
                for (auto& peak : view.peak)
                    if (peak)
                        peak = FlopRate{peak->value() * 1.3};
                verifyNeverSlower(figuresOn(view, what, model), before);
                view = h100s();
                view.scaleUp.bandwidth = ByteRate{view.scaleUp.bandwidth->value() * 1.3};
                verifyNeverSlower(figuresOn(view, what, model), before);
            }
        }
    }

    void shorterContextsAreNeverSlower()
    {
        ServingJob what = requests(4, 64);
        const ServingFigures before = figuresOn(h100s(), what);
        what.promptTokens = 512;
        const ServingFigures after = figuresOn(h100s(), what);
        QVERIFY(after.token <= before.token);
        QVERIFY(after.firstToken <= before.firstToken);
        QVERIFY(after.room >= before.room);
    }

    void moreRequestsNeverLowerTheOutputBeforeMemoryEnds()
    {
        double before = 0;
        bool bound = false;
        for (int concurrency = 1; concurrency < 5000; concurrency *= 2) {
            const ServingFigures figures = figuresOn(h100s(), requests(8, concurrency));
            QVERIFY2(figures.tokensPerSecond >= before * (1 - 1e-9), QByteArray::number(concurrency));
            before = figures.tokensPerSecond;
            bound = figures.memoryBound;
        }
        QVERIFY(bound);
    }

    // Requests in flight are arrivals times the time they stay; nothing is lost on the way.
    void littlesLawHolds()
    {
        ServingJob what = requests(8, 1);
        what.concurrency.reset();
        what.requestRate = 2;
        const auto estimate = estimateServing(h100s(), workload(what));
        QVERIFY2(estimate.has_value(), estimate ? "" : estimate.error().text.c_str());
        const ServingFigures& figures = estimate->figures;
        QVERIFY(!figures.overloaded);
        QVERIFY(std::abs(figures.requestsPerSecond / 2 - 1) < 1e-3);
        QVERIFY(std::abs(figures.inFlight / (2 * 1024 * figures.token.value()) - 1) < 1e-3);
        QVERIFY(figures.firstTokenMedian <= figures.firstTokenLate);
        what.requestRate = 1000;
        const auto flooded = estimateServing(h100s(), workload(what));
        QVERIFY(flooded.has_value());
        QVERIFY(flooded->figures.overloaded);
        QVERIFY(flooded->bottleneck.find("without end") != std::string::npos);
    }

    void partsOfATokenAddUp()
    {
        const auto estimate = estimateServing(h100s(), mixture(), requests(8, 64), 8, ServingArrival::Closed);
        QVERIFY(estimate.has_value());
        Seconds sum;
        for (const ServingPartOfToken& part : estimate->token)
            sum += part.time;
        QVERIFY(std::abs(sum / estimate->figures.token - 1) < 1e-9);
        QVERIFY(estimate->figures.memory.total() <= Bytes{80 * giga});
        QVERIFY(!estimate->assumptions.empty());
        QVERIFY(estimate->formula("token_s"));
    }

    // No engine is faster than reading its weights once at the full bandwidth.
    void noEstimateBeatsTheRoofline()
    {
        for (const int tensor : {2, 4, 8}) {
            const ServingFigures figures = figuresOn(h100s(), requests(tensor, 1));
            QVERIFY(figures.token.value() > 70.55e9 / tensor / 3350e9);
        }
    }

    // One prompt of 8192 tokens begins every 1024/63 iterations, and an iteration holds one: 63/1024 of them carry a prompt.
    void piecesOfPromptsRideInAShareOfTheIterations()
    {
        ServingJob what = requests(8, 64);
        what.promptTokens = 8192;
        ServingCalibration all = ServingCalibration::builtIn();
        ServingSoftware& engine = all.engines[static_cast<std::size_t>(ServingEngine::Vllm)];
        engine.mixes = true;
        engine.interference = 1;
        all.kernels.clear();
        const auto token = [&] { return estimateServing(h100s(), llama3_70b(), what, 8, ServingArrival::Closed, all)->figures; };
        const ServingFigures mixed = token();
        const ServingConstants constants = servingConstants(h100s(), what.engine, "", all, ServedKind::Dense).value();
        const ServingShape shape = servingShape(llama3_70b(), what.precision, what.cacheBytes);
        const auto time = [&](double prompt) {
            return iterationTime(shape, *what.layout, constants,
                                 {.promptTokens = prompt, .promptLength = 8192, .sequences = 64, .context = 8704, .sampled = 64})
                .total();
        };
        const Seconds own = time(0) * constants.release.pace;
        const Seconds lost = (time(8192) * constants.release.promptPace - own) * (63.0 / 1024);
        QVERIFY(lost > Seconds{0});
        QVERIFY(std::abs(mixed.lost / lost - 1) < 1e-9);
        QVERIFY(std::abs(mixed.token / (own + lost) - 1) < 1e-9);
        // Iterations of their own read the weights once more.
        engine.mixes = false;
        QVERIFY(token().token > mixed.token);
    }

    void theFirstTokenIsAsSureAsTheSchedulerOfItsEngine()
    {
        const ServingCalibration& all = ServingCalibration::builtIn();
        for (const ServingEngine engine : {ServingEngine::TensorRtLlm, ServingEngine::Vllm, ServingEngine::Sglang}) {
            ServingJob what = requests(8, 16);
            what.engine = engine;
            const auto beside = estimateServing(h100s(16), llama3_70b(), what, 16, ServingArrival::Closed);
            QVERIFY(beside->firstTokenError == all.engines[static_cast<std::size_t>(engine)].firstToken);
            what.prefill = PrefillPool{{.tensor = 8}, 1};
            const auto pooled = estimateServing(h100s(16), llama3_70b(), what, 16, ServingArrival::Closed);
            QVERIFY(pooled->firstTokenError == all.pooledFirstToken);
        }
    }

    // Two workers for prompts: each is busy half as long, and a prompt waits as at a server of constant service time.
    void promptsWaitInFrontOfAKnownNumberOfWorkers()
    {
        ServingJob what = requests(8, 16);
        what.prefill = PrefillPool{ServingLayout{.tensor = 8}, 1};
        what.instances = 1;
        const auto figures = [&](int workers) {
            what.prefill->instances = workers;
            return estimateServing(h100s(32), llama3_70b(), what, 32, ServingArrival::Closed)->figures;
        };
        for (const int workers : {1, 2}) {
            const ServingFigures one = figures(workers);
            const double load = one.requestsPerSecond * one.promptShare.value() / workers;
            QVERIFY(load > 0.001 && load < 0.9);
            QVERIFY(std::abs(one.queue.value() / (one.promptShare.value() * load / (2 * (1 - load))) - 1) < 1e-9);
        }
        QVERIFY(figures(2).queue < figures(1).queue);
    }

    void aReleaseIsThatOfItsKindOfModelWhereSuchRunsWerePublished()
    {
        ServingCalibration all = ServingCalibration::builtIn();
        all.releases = {{ServingEngine::Vllm, ServedKind::Any, "1", "", 2, 1, 1, Seconds{}},
                        {ServingEngine::Vllm, ServedKind::Experts, "1", "", 3, 1, 1, Seconds{}}};
        const auto pace = [&](ServedKind kind) { return servingConstants(h100s(), ServingEngine::Vllm, "1", all, kind)->release.pace; };
        QCOMPARE(pace(ServedKind::Experts), 3.0);
        QCOMPARE(pace(ServedKind::Latent), 2.0);
        QCOMPARE(pace(ServedKind::Any), 2.0);
        QCOMPARE(servedKind(mixture()), ServedKind::Experts);
        QCOMPARE(servedKind(llama3_70b()), ServedKind::Dense);
    }

    void aPoolOfItsOwnSparesTheOutput()
    {
        ServingJob beside = requests(8, 64);
        beside.promptTokens = 8192;
        ServingJob pooled = beside;
        pooled.instances = 1;
        pooled.prefill = PrefillPool{{.tensor = 8}, 1};
        QVERIFY(figuresOn(h100s(16), beside).lost > Seconds{0});
        const auto estimate = estimateServing(h100s(16), llama3_70b(), pooled, 16, ServingArrival::Closed);
        QVERIFY(estimate.has_value());
        QCOMPARE(estimate->figures.lost.value(), 0.0);
        QVERIFY(estimate->figures.handOff && estimate->figures.handOff->time > Seconds{0});
        QCOMPARE(estimate->figures.accelerators, 16);
    }

    // One instance for long prompts beside fifteen that decode: it computes 1/t_prompt prompts a second, and no more leave. What is
    // in flight and does not decode waits: N = rate x (TTFT + osl TPOT).
    void aPoolForPromptsThatDoesNotKeepUpBoundsTheRequests()
    {
        ServingJob what = requests(1, 4096);
        what.promptTokens = 8192;
        what.prefill = PrefillPool{{.tensor = 1}, 1};
        what.instances = 15;
        const ClusterView view = h100s(16);
        const auto all = estimateServing(view, llama3_8b(), what, 16, ServingArrival::Closed);
        QVERIFY2(all.has_value(), all ? "" : all.error().text.c_str());
        const ServingFigures& bound = all->figures;
        QVERIFY(bound.promptBound);
        QVERIFY(std::abs(bound.requestsPerSecond * bound.promptShare.value() - 1) < 1e-9);
        const double time = bound.firstToken.value() + what.outputTokens * bound.token.value();
        QVERIFY2(std::abs(bound.requestsPerSecond * time / 4096 - 1) < 0.02, qPrintable(QString::number(bound.requestsPerSecond * time)));
        // Fewer in flight keep it as busy, and wait less; with one at a time nothing is held.
        what.concurrency = 2048;
        const auto fewer = estimateServing(view, llama3_8b(), what, 16, ServingArrival::Closed);
        QVERIFY(fewer && fewer->figures.promptBound);
        QVERIFY(std::abs(fewer->figures.requestsPerSecond / bound.requestsPerSecond - 1) < 1e-9);
        QVERIFY(fewer->figures.firstToken < bound.firstToken);
        what.concurrency = 1;
        const auto one = estimateServing(view, llama3_8b(), what, 16, ServingArrival::Closed);
        QVERIFY(one && !one->figures.promptBound);
        // A second instance for prompts in place of one that decodes lets twice as many through.
        what.concurrency = 4096;
        what.instances = 14;
        what.prefill->instances = 2;
        const auto two = estimateServing(view, llama3_8b(), what, 16, ServingArrival::Closed);
        QVERIFY(two && two->figures.promptBound);
        QVERIFY(std::abs(two->figures.requestsPerSecond / bound.requestsPerSecond - 2) < 1e-6);
    }

    // Of all ways to divide sixteen accelerators, none serves more than that which is found. With few output tokens it is the ports
    // of those that decode that hold requests back.
    void poolsAreDividedSoThatNoOtherDivisionServesMore()
    {
        const ClusterView view = h100s(16);
        for (const auto& [prompt, output] : {std::pair{128, 1024}, {1024, 1024}, {8192, 1024}, {8192, 32}, {512, 4}}) {
            for (const int users : {16, 256, 4096}) {
                ServingJob what = requests(1, users);
                what.promptTokens = prompt;
                what.outputTokens = output;
                what.prefill = PrefillPool{{.tensor = 1}, 0};
                what.instances = 0;
                const auto constants = servingConstants(view, what.engine, what.engineVersion);
                QVERIFY(constants.has_value());
                const auto served = [&](const ServingJob& job) {
                    const auto figures = servingFigures(llama3_8b(), job, *constants, 16, ServingArrival::Closed);
                    return figures ? figures->requestsPerSecond : -1;
                };
                const ServingJob found = sized(what, llama3_8b(), *constants, 16, ServingArrival::Closed);
                QVERIFY(found.prefill && found.prefill->instances >= 1);
                double most = 0;
                for (int count = 1; count <= 15; ++count) {
                    ServingJob other = what;
                    other.prefill->instances = count;
                    most = std::max(most, served(other));
                }
                QVERIFY2(served(found) >= most * (1 - 1e-9),
                         qPrintable(QStringLiteral("%1 and %2 tokens, %3 users: %4 of %5").arg(prompt).arg(output).arg(users).arg(served(found)).arg(most)));
            }
        }
    }

    void acceptedDraftsShortenATokenByTheirNumber()
    {
        ServingJob what = requests(8, 1);
        const Seconds plain = figuresOn(h100s(), what).token;
        what.speculation = 2;
        QVERIFY(std::abs(plain / figuresOn(h100s(), what).token - 2) < 0.01);
    }

    void theFrontHasNoPointThatAnotherBeats()
    {
        ServingJob open = requests(1, 1);
        open.layout.reset();
        open.concurrency.reset();
        const auto points = servingPoints(h100s(), llama3_8b(), open, 8);
        QVERIFY(points.has_value());
        const auto front = paretoFront(*points);
        QVERIFY(front.size() > 3);
        QVERIFY(front.size() < points->size());
        for (const ServingPoint& kept : front)
            for (const ServingPoint& other : *points)
                QVERIFY(other.figures.perUser() <= kept.figures.perUser()
                        || other.figures.perAccelerator() <= kept.figures.perAccelerator());
        for (std::size_t i = 1; i < front.size(); ++i)
            QVERIFY(front[i - 1].figures.perUser() < front[i].figures.perUser());
    }

    void theSearchKeepsThePromisesAndNothingDoesBetter()
    {
        ServingJob open = requests(1, 1);
        open.layout.reset();
        open.concurrency.reset();
        open.tokenGoal = Seconds{0.02};
        open.firstTokenGoal = Seconds{1};
        const auto found = searchServing(h100s(), llama3_70b(), open, 8, ServingArrival::Saturated);
        QVERIFY2(found.has_value(), found ? "" : found.error().text.c_str());
        const auto figures = figuresOn(h100s(), found->best);
        QVERIFY(meetsGoals(figures, open));
        const auto points = servingPoints(h100s(), llama3_70b(), open, 8);
        for (const ServingPoint& point : *points)
            QVERIFY(!meetsGoals(point.figures, open) || point.figures.tokensPerSecond <= figures.tokensPerSecond * (1 + 1e-9));
        const auto estimate = estimateServing(h100s(), workload(open));
        QVERIFY(estimate.has_value());
        QVERIFY(estimate->searched);
        QCOMPARE(estimate->meetsGoals, std::optional{true});
    }

    void whatWasNeverMeasuredSaysSoAndIsWider()
    {
        const ClusterView unknown = machine("amd-instinct-mi355x", 8, 2500, 5000, 288, 8000, 8, 538, 50);
        const auto guess = estimateServing(unknown, llama3_70b(), requests(8, 16), 8, ServingArrival::Closed);
        const auto known = estimateServing(h100s(), llama3_70b(), requests(8, 16), 8, ServingArrival::Closed);
        QVERIFY(guess.has_value() && known.has_value());
        QCOMPARE(guess->basis, EstimateBasis::Extrapolated);
        QCOMPARE(known->basis, EstimateBasis::Calibrated);
        QVERIFY(guess->tokenError.high > known->tokenError.high);
        QVERIFY(guess->tokenError.low < known->tokenError.low);
    }

    void whatCannotBeServedIsSaidInASentence()
    {
        ClusterView view = h100s();
        view.memoryBandwidth.reset();
        const auto blind = estimateServing(view, llama3_70b(), requests(8, 16), 8, ServingArrival::Closed);
        QVERIFY(!blind.has_value());
        QVERIFY(blind.error().text.find("bandwidth") != std::string::npos);
        QVERIFY(!estimateServing(h100s(), llama3_70b(), requests(16, 16), 8, ServingArrival::Closed).has_value());
        ServingJob open = requests(1, 1);
        open.layout.reset();
        QVERIFY(!estimateServing(h100s(1), workload(open, llama3_405b())).has_value());
    }
};

QTEST_APPLESS_MAIN(ServingEstimateTest)
#include "tst_ServingEstimate.moc"
