#include "model/performance/serving/ServingEstimate.h"
#include "model/performance/serving/ServingQueue.h"
#include "model/performance/serving/ServingSearch.h"
#include "tests/support/Machines.h"

#include <QByteArray>
#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <random>
#include <vector>

using namespace colonnade::test;

namespace {

ServingJob arriving(double rate)
{
    ServingJob out;
    out.promptTokens = 1024;
    out.outputTokens = 1024;
    out.requestRate = rate;
    out.layout = ServingLayout{.tensor = 8};
    out.engine = ServingEngine::Vllm;
    return out;
}

Result<ServingEstimate> estimateOf(const ServingJob& job, ClusterView view = h100(8))
{
    return estimateServing(view, {.id = WorkloadId::literal("w"), .name = "w", .source = {}, .model = llama3_70b(), .job = job});
}

/// Seconds of a token among n, of a made-up instance.
double tokenOf(int n)
{
    return 0.05 + 0.005 * n;
}

/// Shares of tokens by the number of requests that they are made among, counted while requests of equal length come by chance at
/// one per second. All that are in get on equally fast, so that they leave in the order in which they came.
std::vector<double> simulated(int requests, double tokens)
{
    std::mt19937 random{7};
    const auto wait = [&] { return -std::log((static_cast<double>(random()) + 0.5) / 4294967296.0); };
    std::vector<double> made(200);
    std::deque<double> ends; // In tokens that each has been given since the beginning.
    double given = 0, next = wait(), sum = 0;
    for (int come = 0; come < requests;) {
        const auto n = static_cast<int>(ends.size());
        const double untilEnd = n > 0 ? (ends.front() - given) * tokenOf(n) : next + 1;
        const double time = std::min(next, untilEnd);
        if (n > 0) {
            given += time / tokenOf(n);
            made.at(static_cast<std::size_t>(n)) += n * time / tokenOf(n);
            sum += n * time / tokenOf(n);
        }
        next -= time;
        if (untilEnd <= time) {
            ends.pop_front();
        } else {
            ends.push_back(given + tokens);
            next = wait();
            ++come;
        }
    }
    for (double& one : made)
        one /= sum;
    return made;
}

} // namespace

/// How the time of an output token varies with the batch, where requests come by chance, and what of it a megawatt gives.
class ServingSpreadTest : public QObject {
    Q_OBJECT
private slots:
    // Where a token takes the same among any number, as of M/G/infinity, an arrival finds a Poisson number.
    void aConstantTokenGivesPoisson()
    {
        constexpr double load = 12;
        for (const int near : {1, 12, 40}) {
            const BatchShares batches = batchShares(1000, near, [](int n) { return load / n; });
            double poisson = std::exp(-load);
            for (int n = 0; n < 40; ++n) {
                const int at = n + 1 - batches.first;
                if (at >= 0 && at < static_cast<int>(batches.shares.size()))
                    QVERIFY2(std::abs(batches.shares[static_cast<std::size_t>(at)] - poisson) < 1e-7, QByteArray::number(n));
                else
                    QVERIFY(poisson < 1e-7);
                poisson *= load / (n + 1);
            }
            QCOMPARE(batches.quantile(0.5), 13); // The median of Poisson(12) is 12.
        }
    }

    // Of M/M/c with c = 4 and a load of 3: p(n) = 3^n/n! p(0) up to 4, then times 3/4 each.
    void theLargestBatchServesWhileOthersWait()
    {
        const BatchShares batches = batchShares(4, 3, [](int n) { return 3.0 / n; });
        QCOMPARE(batches.first, 1);
        QCOMPARE(batches.shares.size(), std::size_t{4});
        // Tokens among b are made with the probability of b - 1 in it: 1, 3, 4.5, and 4.5 (1 + 3/4 + ...).
        const std::array<double, 4> shares{1, 3, 4.5, 4.5 / (1 - 0.75)};
        double sum = 0;
        for (const double one : shares)
            sum += one;
        for (std::size_t i = 0; i < shares.size(); ++i)
            QVERIFY(std::abs(batches.shares[i] - shares[i] / sum) < 1e-12);
    }

    // Nothing is assumed here of the distribution: requests come and go one by one.
    void theSharesAreThoseOfASimulation()
    {
        const std::vector<double> counted = simulated(200'000, 100);
        const BatchShares batches = batchShares(150, 10, [](int n) { return 100 * tokenOf(n) / n; });
        double ours = 0, theirs = 0;
        for (int b = 1; b < 60; ++b) {
            const int at = b - batches.first;
            ours += at >= 0 && at < static_cast<int>(batches.shares.size()) ? batches.shares[static_cast<std::size_t>(at)] : 0;
            theirs += counted[static_cast<std::size_t>(b)];
            QVERIFY2(std::abs(ours - theirs) < 0.02, QByteArray::number(b) + ": " + QByteArray::number(ours) + " and " + QByteArray::number(theirs));
        }
    }

    void lateTokensTakeLongerAndLongerWithTheRate()
    {
        Seconds late, first;
        int batch = 0;
        for (const double rate : {0.05, 0.2, 0.5, 1.0, 2.0}) {
            const auto estimate = estimateOf(arriving(rate));
            QVERIFY(estimate && estimate->spread);
            const TokenSpread& spread = *estimate->spread;
            QVERIFY(spread.median <= spread.late && spread.batchMedian <= spread.batchLate);
            QVERIFY(spread.mean >= estimate->figures.decode.total() * 0.5);
            QVERIFY(spread.late >= late && spread.batchLate >= batch);
            QVERIFY(estimate->figures.firstTokenLate >= first);
            late = spread.late;
            batch = spread.batchLate;
            first = estimate->figures.firstTokenLate;
        }
        QVERIFY(batch > 10);
    }

    // One in a thousand seconds: most tokens are made alone, as with a single request in flight.
    void fewRequestsAreServedAlone()
    {
        const auto rare = estimateOf(arriving(0.001));
        QVERIFY(rare && rare->spread);
        QCOMPARE(rare->spread->batchMedian, 1);
        ServingJob one = arriving(1);
        one.requestRate.reset();
        one.concurrency = 1;
        const auto alone = estimateOf(one);
        QVERIFY(alone.has_value());
        QVERIFY(std::abs(rare->spread->median / alone->figures.token - 1) < 1e-9);
    }

    void whereNothingVariesTheEstimateSaysSo()
    {
        ServingJob fixed = arriving(1);
        fixed.requestRate.reset();
        fixed.concurrency = 16;
        const auto closed = estimateOf(fixed);
        QVERIFY(closed && !closed->spread);
        QVERIFY(closed->spreadText.find("not evaluated") != std::string::npos);
        const auto flooded = estimateOf(arriving(1000));
        QVERIFY(flooded && !flooded->spread);
        QVERIFY(flooded->spreadText.find("without end") != std::string::npos);
        const auto open = estimateOf(arriving(0.5));
        QVERIFY(std::find(open->assumptions.begin(), open->assumptions.end(), open->spreadText) != open->assumptions.end());
        QVERIFY(open->formula("token_p99_s"));
    }

    // 1.275 kW an accelerator at 0.7 of it and 1.2 for the facility; the four that an instance leaves idle are not counted.
    void aMegawattCountsTheAcceleratorsInUse()
    {
        ServingJob job = arriving(0.2);
        job.layout = ServingLayout{.tensor = 4};
        job.instances = 1;
        ClusterView view = h100(8);
        QVERIFY(!estimateOf(job, view)->perMegawatt());
        view.powerPerAccelerator = Watts{1275};
        view.facilityFactor = 1.2;
        const auto estimate = estimateOf(job, view);
        QVERIFY(estimate && estimate->perMegawatt());
        const double megawatts = 1275.0 * 4 * 0.7 * 1.2 / 1e6;
        QVERIFY(std::abs(*estimate->perMegawatt() * megawatts / estimate->figures.tokensPerSecond - 1) < 1e-12);
        QVERIFY(estimate->formula("tokens_per_s_per_mw")->formula.find("the facility's mean power") != std::string::npos);
        view.facilityFactor.reset();
        const auto bare = estimateOf(job, view);
        QVERIFY(std::abs(*bare->perMegawatt() / *estimate->perMegawatt() - 1.2) < 1e-12);
        QVERIFY(bare->formula("tokens_per_s_per_mw")->formula.find("without cooling") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(ServingSpreadTest)
#include "tst_ServingSpread.moc"
