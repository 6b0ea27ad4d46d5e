#include "model/performance/serving/ServingSearch.h"
#include "model/performance/serving/ServingWaterfall.h"
#include "tests/support/Machines.h"

#include <QTest>

#include <cmath>

using namespace colonnade::test;

namespace {

ServingJob requests(int concurrency)
{
    ServingJob out;
    out.promptTokens = 1024;
    out.outputTokens = 1024;
    out.concurrency = concurrency;
    return out;
}

Workload served(ServingJob what, TransformerModel model = llama3_70b())
{
    return {.id = WorkloadId::literal("w"), .name = "w", .source = {}, .model = std::move(model), .job = std::move(what)};
}

ServingEstimate estimateOf(const ClusterView& view, const Workload& workload)
{
    auto estimate = estimateServing(view, workload);
    if (!estimate)
        qFatal("%s", estimate.error().text.c_str());
    return *std::move(estimate);
}

TransformerModel mixture()
{
    TransformerModel model{"Mixture", 48, 2048, 32, 4, 128, 768, 151936, true, false, true};
    model.experts = Experts{128, 8, 0, 768, 0};
    return model;
}

const WaterfallStep* stepOf(const std::vector<WaterfallStep>& steps, std::string_view key)
{
    const auto found = std::find_if(steps.begin(), steps.end(), [&](const WaterfallStep& one) { return one.key == key; });
    return found == steps.end() ? nullptr : &*found;
}

} // namespace

/// What a serving leaves free, why it is no faster, and what more of each property would give.
class ServingChoicesTest : public QObject {
    Q_OBJECT
private slots:
    // Whatever is left free is at least as good as each of what it may become: prompts beside the output, and in a pool of any layout.
    void freePoolsAreAsGoodAsEachWayByItself()
    {
        for (const int users : {4, 256}) {
            ServingJob job = requests(users);
            job.promptTokens = 8192;
            job.free = FreeChoices{}.with(FreeChoice::Pools);
            const auto free = searchServing(h100(16), llama3_70b(), job, 16, ServingArrival::Closed);
            QVERIFY2(free.has_value(), free ? "" : free.error().text.c_str());
            job.free = {};
            const auto beside = searchServing(h100(16), llama3_70b(), job, 16, ServingArrival::Closed);
            QVERIFY(beside.has_value());
            double most = beside->ranked.front().figures.tokensPerSecond;
            int tried = beside->tried;
            for (const int tensor : {1, 2, 4, 8}) {
                job.prefill = PrefillPool{{.tensor = tensor}, 0};
                if (const auto pooled = searchServing(h100(16), llama3_70b(), job, 16, ServingArrival::Closed)) {
                    most = std::max(most, pooled->ranked.front().figures.tokensPerSecond);
                    tried += pooled->tried;
                }
            }
            QVERIFY(free->ranked.front().figures.tokensPerSecond >= most * (1 - 1e-9));
            QVERIFY(free->tried > beside->tried && free->tried <= tried);
        }
    }

    void whatWasFoundOfThePoolsIsSaid()
    {
        ServingJob job = requests(256);
        job.free = FreeChoices{}.with(FreeChoice::Pools);
        const ServingEstimate estimate = estimateOf(h100(16), served(job));
        const std::string wanted = estimate.figures.prefill ? "Left free, and found: prompts in a pool of " : "Left free, and found: prompts beside output tokens.";
        QVERIFY(std::any_of(estimate.assumptions.begin(), estimate.assumptions.end(),
                            [&](const std::string& one) { return one.rfind(wanted, 0) == 0; }));
        QCOMPARE(estimate.layout, instancesText(estimate.figures));
    }

    void theWaterfallAddsUpToTheTimeOfAToken()
    {
        for (const int users : {1, 64, 512}) {
            for (const TransformerModel& model : {llama3_70b(), mixture()}) {
                ServingJob job = requests(users);
                job.layout = ServingLayout{.tensor = 4};
                const Workload workload = served(job, model);
                const ServingEstimate estimate = estimateOf(h100(8), workload);
                const auto steps = waterfallOf(h100(8), workload, estimate);
                QVERIFY(steps.size() > 5);
                Seconds sum;
                for (const WaterfallStep& step : steps) {
                    QVERIFY2(step.time.value() >= 0 || step.key == "pace", step.key.data());
                    sum += step.time;
                }
                QVERIFY(std::abs(sum / estimate.figures.token - 1) < 1e-9);
                QCOMPARE(steps.front().key, std::string_view{"peak"});
                QCOMPARE(steps.front().rate.value(), 1979 * tera);
                // The last rate is the model's work over the time that it takes.
                QVERIFY(std::abs(steps.back().rate.value() * sum.value() / (steps.front().rate.value() * steps.front().time.value()) - 1) < 1e-9);
            }
        }
    }

    // Llama 3 70B in FP8 on 4 accelerators for one user: 70.55e9 - 128256 x 8192 weights of one byte and the head's two over
    // 4 x 3.35 TB/s = 5.3 ms that reading takes, against 2 x 69.5e9 FLOPs / 4 / 1979e12 = 0.018 ms at the peak.
    void readingBoundsWhatOneUserSees()
    {
        ServingJob job = requests(1);
        job.layout = ServingLayout{.tensor = 4};
        const Workload workload = served(job);
        const auto steps = waterfallOf(h100(4), workload, estimateOf(h100(4), workload));
        const double layers = 80.0 * 855638016, head = 128256.0 * 8192;
        const double reading = (layers + 2 * head) / (4 * 3350 * giga);
        const double peak = 2 * (layers + head) / 4 / (1979 * tera);
        QVERIFY2(std::abs(stepOf(steps, "peak")->time.value() / peak - 1) < 0.04, qPrintable(QString::number(stepOf(steps, "peak")->time.value() / peak))); // And the scores of 1,536 tokens: 4 x 1536 x 8192 x 80.
        const double floor = stepOf(steps, "peak")->time.value() + stepOf(steps, "reading")->time.value();
        QVERIFY2(std::abs(floor / reading - 1) < 0.01, qPrintable(QString::number(floor / reading))); // And its own keys.
    }

    void aFreeFormatIsNeverSlowerAndSaysSo()
    {
        ServingJob fixed = requests(64);
        fixed.precision = Precision::Bf16;
        ServingJob free = fixed;
        free.free = FreeChoices{}.with(FreeChoice::Precision);
        const ServingEstimate before = estimateOf(b200(8), served(fixed));
        const ServingEstimate after = estimateOf(b200(8), served(free));
        QCOMPARE(before.precision, Precision::Bf16);
        QVERIFY(after.precision != Precision::Bf16);
        QVERIFY(after.figures.tokensPerSecond > before.figures.tokensPerSecond);
        const auto says = [&](std::string_view part) {
            return std::any_of(after.assumptions.begin(), after.assumptions.end(), [&](const std::string& one) { return one.find(part) != std::string::npos; });
        };
        QVERIFY(says("whether the answers are as good is not judged"));
        // Also in a layout that is given.
        free.layout = before.figures.layout;
        const ServingEstimate within = estimateOf(b200(8), served(free));
        QCOMPARE(within.figures.layout, before.figures.layout);
        QVERIFY(within.figures.tokensPerSecond > before.figures.tokensPerSecond);
        QVERIFY(within.searched);
    }

    void theServingSearchFindsWhatTryingAllFinds()
    {
        ServingJob free = requests(64);
        free.free = FreeChoices{}.with(FreeChoice::Precision);
        double most = 0;
        for (const Precision precision : {Precision::Bf16, Precision::Fp8}) {
            for (const int tensor : {1, 2, 4, 8}) {
                ServingJob fixed = requests(64);
                fixed.precision = precision;
                fixed.layout = ServingLayout{.tensor = tensor};
                const double weights = 70.55e9 * (precision == Precision::Fp8 ? 1 : 2) / tensor;
                if (weights > 75 * giga)
                    continue; // Does not fit.
                const auto one = estimateServing(h100(8), served(fixed));
                if (one)
                    most = std::max(most, one->figures.tokensPerSecond);
            }
        }
        QCOMPARE(estimateOf(h100(8), served(free)).figures.tokensPerSecond, most);
    }

    void instancesThatTheMachineDoesNotHoldAreRefused()
    {
        ServingJob four = requests(64);
        four.layout = ServingLayout{.tensor = 4};
        four.instances = 4;
        const auto refused = estimateServing(h100(8), served(four));
        QVERIFY(!refused);
        QCOMPARE(refused.error().text, std::string{"4 instances of 4 accelerators need 16; there are 8."});
        four.instances = 1;
        four.prefill = PrefillPool{{.tensor = 4}, 2};
        QCOMPARE(estimateServing(h100(8), served(four)).error().text,
                 std::string{"1 instance of 4 accelerators and 2 of 4 for prompts need 12; there are 8."});
        // The search finds what there is room for.
        ServingJob open = requests(64);
        open.instances = 4;
        QCOMPARE(estimateOf(h100(8), served(open)).figures.accelerators, 8);
        const auto points = servingPoints(h100(8), llama3_70b(), open, 8);
        QVERIFY(points);
        QVERIFY(!points->empty());
        for (const ServingPoint& point : *points)
            QVERIFY(point.figures.accelerators <= 8);
    }

    void layoutsOfAnySizeAreRefusedInWords()
    {
        ServingJob job = requests(64);
        for (const ServingLayout& layout : {ServingLayout{.tensor = 65536, .pipeline = 65536}, ServingLayout{.tensor = 100'000, .pipeline = 100'000, .attentionData = 100'000}}) {
            job.layout = layout;
            QVERIFY(!estimateServing(h100(8), served(job)));
            job.layout = ServingLayout{.tensor = 8};
            job.prefill = PrefillPool{layout, 100'000};
            QVERIFY(!estimateServing(h100(8), served(job)));
            job.prefill.reset();
        }
    }

    void aLayoutThatCannotRunIsToldAsSuchWhereTheFormatIsFree()
    {
        ServingJob job = requests(64);
        job.layout = ServingLayout{.tensor = 16};
        job.free = FreeChoices{}.with(FreeChoice::Precision);
        QCOMPARE(estimateServing(h100(8), served(job)).error().text, std::string{"An instance of 16 accelerators does not fit into 8."});
    }

    void moreOfAPropertyIsNeverSlower()
    {
        for (const bool byRate : {false, true}) {
            ServingJob job = requests(64);
            job.layout = ServingLayout{.tensor = 4};
            if (byRate) {
                job.concurrency.reset();
                job.requestRate = 0.5;
            }
            const auto all = servingSensitivities(h100(8), served(job));
            QCOMPARE(all.size(), machineProperties.size());
            double bandwidth = 0;
            for (const Sensitivity& one : all) {
                QVERIFY2(one.more >= -1e-12 && one.less <= 1e-12, text(one.property).data());
                if (one.property == MachineProperty::MemoryBandwidth)
                    bandwidth = one.more;
            }
            // At a given rate the output cannot grow; the answers still come sooner.
            QVERIFY(bandwidth > 0.01);
        }
    }

    void aStoppedStudyOfWhatMoreWouldGiveIsEmpty()
    {
        std::stop_source source;
        source.request_stop();
        QVERIFY(servingSensitivities(h100(8), served(requests(8)), ServingCalibration::builtIn(), 0.1, source.get_token()).empty());
    }
};

QTEST_APPLESS_MAIN(ServingChoicesTest)
#include "tst_ServingChoices.moc"
