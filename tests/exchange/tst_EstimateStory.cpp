#include "model/exchange/CostJson.h"
#include "model/exchange/EstimateStory.h"
#include "model/exchange/MeasurementJson.h"
#include "model/performance/Energy.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <cmath>

using namespace colonnade::model;

namespace {

bool near(double got, double want, double share)
{
    return std::abs(got / want - 1) < share;
}

/// 1,024 H100 at 1,619 tokens/s each: nodes of eight of 10.2 kW at 90 %, a facility factor of 1.2.
TrainingEstimate training()
{
    TrainingEstimate out;
    out.tokensPerSecondPerAccelerator = 1619;
    out.figures.tokensPerSecond = 1619.0 * 1024;
    out.figures.accelerators = 1024;
    out.energyPerToken = energyPerToken(Watts{10'200}, 0.9, 1.2, 1619.0 * 8);
    return out;
}

CostEstimate costOf(double perHour)
{
    CostEstimate cost;
    cost.perAcceleratorHour = {perHour * 0.8, perHour, perHour * 1.3};
    cost.energyPerAcceleratorHour = {perHour * 0.04, perHour * 0.05, perHour * 0.1};
    return cost;
}

} // namespace

/// What failures take of a training's time, energy and cost.
class EstimateStoryTest : public QObject {
    Q_OBJECT
private slots:
    // performance-model, section 10: 0.851 J a token and 0.236 kWh a million before failures, 15e12 tokens in 104.7 days.
    void withoutFailuresTheWorkedNumbersStand()
    {
        TrainingJob job;
        job.totalTokens = 15e12;
        const AfterFailures whole = afterFailures(job, training(), costOf(2.5), {128, 0, 1, 1, 1});
        QVERIFY(near(whole.energyPerToken->value(), 0.851, 1e-3));
        QVERIFY(near(kilowattHoursPerMillionTokens(*whole.energyPerToken), 0.236, 2e-3));
        QVERIFY(near(whole.timeToTrain->value() / 86'400, 104.7, 1e-3));
        QVERIFY(near(whole.perMillionTokens->typical, 2.5 / (3600 * 1619) * 1e6, 1e-12));
    }

    // Goodput 85.2 % of nodes without spares: 122.9 days, 0.9985 J, 0.5034 USD a million. Fifteen nodes with one spare: cost
    // also for the idle one, time and energy not.
    void goodputLengthensAndMakesDearer()
    {
        TrainingJob job;
        job.totalTokens = 15e12;
        const AfterFailures some = afterFailures(job, training(), costOf(2.5), {128, 0, 0.852, 1, 0.852});
        QVERIFY(near(some.timeToTrain->value() / 86'400, 104.7 / 0.852, 1e-3));
        QVERIFY(near(some.energyPerToken->value(), 0.851 / 0.852, 1e-3));
        QVERIFY(near(some.perMillionTokens->typical, 0.5034, 1e-3));
        QVERIFY(near(some.perMillionTokens->low, 0.5034 * 0.8, 1e-3));
        QVERIFY(near(some.energyPerMillionTokens->typical, 0.5034 * 0.05, 1e-3)); // Of the whole, not beside it.
        QVERIFY(near(some.runCost->high, 0.5034 * 1.3 * 15e6, 1e-3));
        QVERIFY(near(some.runEnergy->value(), 0.851 / 0.852 * 15e12, 1e-3));

        const AfterFailures spare = afterFailures(job, training(), costOf(2.5), {15, 1, 0.96, 0.98, 0.96 * 0.98 * 15 / 16});
        QVERIFY(near(spare.progress, 0.96 * 0.98, 1e-12));
        QCOMPARE(spare.effective, 0.96);
        QCOMPARE(spare.enoughNodes, 0.98);
        QVERIFY(near(spare.timeToTrain->value() / 86'400, 104.7 / (0.96 * 0.98), 1e-3));
        QVERIFY(near(spare.perMillionTokens->typical, 2.5 / (3600 * 1619) * 1e6 / (0.96 * 0.98) * 16 / 15, 1e-12));
    }

    void whatIsNotKnownStaysSo()
    {
        TrainingEstimate unknown = training();
        unknown.energyPerToken.reset();
        const AfterFailures out = afterFailures({}, unknown, std::nullopt, {128, 0, 0.9, 1, 0.9});
        QVERIFY(!out.energyPerToken && !out.perMillionTokens && !out.timeToTrain && !out.runCost && !out.runEnergy);
        QCOMPARE(out.goodput, 0.9);
    }

    void aCategoryWithoutAPriceHasNoSumAndSaysWhy()
    {
        CostEstimate cost = costOf(2.5);
        cost.capital = {{CostCategory::Compute, {1, 2, 3}, CostConfidence::High, 0, 4}, {CostCategory::Storage, {}, {}, 5, 5}};
        JsonWriter json;
        writeCost(json, cost);
        const auto capital = nlohmann::json::parse(json.finish())["capital"];
        QCOMPARE(capital[0]["usd"]["typical"].get<double>(), 2.0);
        QVERIFY(capital[0]["why"].get<std::string>().empty());
        QVERIFY(capital[1]["usd"].is_null() && capital[1]["confidence"].is_null());
        QCOMPARE(capital[1]["why"].get<std::string>(), std::string{"None of its 5 pieces has a price."});
    }

    void whatLiesOutsideOfPublishedClustersIsSaidSo()
    {
        CostEstimate cost = costOf(2.5);
        cost.checks = {{"IT per accelerator", "USD", 44'000, {40'600, 43'000, 45'400}, "2026", "A spreadsheet"},
                       {"Share of the networks in the IT", "share", 0.3, {0.1, 0.15, 0.19}, "2026", "A paper"}};
        JsonWriter json;
        writeCost(json, cost);
        const auto out = nlohmann::json::parse(json.finish());
        QVERIFY(out["checks"][0]["within"].get<bool>());
        QVERIFY(!out["checks"][1]["within"].get<bool>());
        QCOMPARE(out["checks"][1]["published"]["high"].get<double>(), 0.19);
        QCOMPARE(out["energy_usd_per_accelerator_hour"]["typical"].get<double>(), 0.125);
    }

    void aStoryWithoutACostSaysWhy()
    {
        EstimateStory story;
        story.whyNoCost = "No price is known of any accelerator.";
        JsonWriter json;
        json.beginObject();
        writeStory(json, story);
        json.end();
        const auto out = nlohmann::json::parse(json.finish());
        QVERIFY(out["energy_usd_per_million_tokens"].is_null());
        QVERIFY(out["cost"].is_null() && out["calibration"].is_null());
        QCOMPARE(out["cost_refusal"].get<std::string>(), story.whyNoCost);
    }

    void measurementsThatDoNotCountAreToldWhereNoneDoes()
    {
        Measurement run{.id = MeasurementId::literal("a"), .workload = WorkloadId::literal("gone"), .date = "2026-11-22", .source = "bench",
                        .author = {}, .note = {}, .under = {}, .values = {{MeasuredFigure::Iteration, 8}}};
        const ProjectCalibration calibration{Design{}.withMeasured({{run}, true}), ClusterView{}};
        JsonWriter json;
        json.beginObject();
        writeMeasured(json, {}, calibration, false);
        json.end();
        const auto out = nlohmann::json::parse(json.finish());
        QCOMPARE(out["calibration"]["measured_figures"].get<int>(), 0);
        QCOMPARE(out["calibration"]["not_counted"].size(), std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(EstimateStoryTest)
#include "tst_EstimateStory.moc"
