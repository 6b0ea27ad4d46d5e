#include "model/performance/Estimate.h"
#include "model/performance/LayoutSpace.h"
#include "tests/support/Machines.h"

#include <QTest>

#include <set>

using namespace colonnade::test;

namespace {

const Calibration& calibration()
{
    return Calibration::builtIn();
}

FreeChoices allFree()
{
    FreeChoices free;
    for (const FreeChoice choice : {FreeChoice::Precision, FreeChoice::Recompute, FreeChoice::Schedule, FreeChoice::Microbatch})
        free = free.with(choice);
    return free;
}

/// A small mixture of experts.
TransformerModel mixture()
{
    TransformerModel model{"Mixture", 16, 2048, 16, 4, 128, 6144, 32000, true, false, true};
    model.experts = Experts{16, 2, 0, 1024, 0};
    return model;
}

/// Every legal layout with every choice, worked out one by one by the function that estimates a given layout; those that
/// fit, the fastest first.
std::vector<TrainingFigures> exhaustive(const ClusterView& view, const TransformerModel& model, const TrainingJob& free, std::int64_t& tried)
{
    std::vector<TrainingFigures> all;
    tried = 0;
    for (const TrainingChoice& choice : allChoices(choiceSpace(view, free))) {
        TrainingJob fixed = with(free, choice);
        const auto layouts = free.layout ? std::vector{*free.layout} : legalLayouts(view, model, fixed);
        for (const ParallelLayout& layout : layouts) {
            // One stage runs the same in all schedules.
            if (layout.pipeline == 1 && choice.schedule != free.schedule)
                continue;
            const auto figures = figuresOf(view, model, fixed, layout, Calibration::builtIn());
            if (!figures)
                continue;
            ++tried;
            if (!view.memory || figures->memory.total() <= *view.memory)
                all.push_back(*figures);
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.tokensPerSecond > b.tokensPerSecond; });
    return all;
}

struct Space {
    const char* name;
    ClusterView view;
    TransformerModel model;
    TrainingJob job;
};

std::vector<Space> smallSpaces()
{
    std::vector<Space> spaces;
    TrainingJob dense = job(8192, 32);
    dense.free = allFree();
    spaces.push_back({"dense", h100(16), llama3_8b(), dense});
    TrainingJob tight = job(4096, 64);
    tight.free = allFree();
    ClusterView small = h100(16);
    small.memory = Bytes{24 * giga};
    spaces.push_back({"little memory", small, llama3_8b(), tight});
    TrainingJob unfused = job(2048, 64);
    unfused.attention = AttentionKernel::Unfused;
    unfused.free = FreeChoices{}.with(FreeChoice::Recompute).with(FreeChoice::Microbatch);
    spaces.push_back({"unfused", a100(16), gpt("small", 24, 2048, 16), unfused});
    TrainingJob experts = job(4096, 64);
    experts.free = FreeChoices{}.with(FreeChoice::Schedule).with(FreeChoice::Recompute);
    spaces.push_back({"experts", h100(16), mixture(), experts});
    TrainingJob within = job(8192, 64, ParallelLayout{.tensor = 2, .sequenceParallel = true, .pipeline = 4});
    within.free = allFree();
    spaces.push_back({"one layout", h100(16), llama3_8b(), within});
    TrainingJob nothing = job(8192, 32);
    spaces.push_back({"nothing free", h100(32), llama3_8b(), nothing});
    return spaces;
}

TrainingJob open(int batch, FreeChoices free = allFree())
{
    TrainingJob out = job(8192, batch);
    out.free = free;
    return out;
}

/// The least step over the step itself, on 32 accelerators; 0 where the layout does not run.
double shareOfLeast(const TransformerModel& model, PipelineSchedule schedule, const ParallelLayout& layout)
{
    TrainingJob training = job(4096, 128);
    training.schedule = schedule;
    const auto figures = figuresOf(h100(32), model, training, layout, calibration());
    if (!figures)
        return 0;
    const auto kernels = trainingKernels(h100(32), model, training, calibration());
    return leastStep(model, training, layout, layerTimes(model, training, layout, *kernels, calibration())) / figures->step.total();
}

} // namespace

/// The search over layouts and what is left free with them, against trying all of it.
class LayoutSearchTest : public QObject {
    Q_OBJECT
private slots:
    void theSearchNeverBeatsAndNeverLosesToTryingAll()
    {
        for (const Space& space : smallSpaces()) {
            std::int64_t tried = 0;
            const auto all = exhaustive(space.view, space.model, space.job, tried);
            for (const int keep : {1, 10}) {
                const auto search = searchLayouts(space.view, space.model, space.job, calibration(), {.keep = keep});
                QVERIFY2(search.has_value(), space.name);
                QCOMPARE(search->tried, tried);
                QCOMPARE(search->best.size(), std::min(all.size(), static_cast<std::size_t>(keep)));
                for (std::size_t i = 0; i < search->best.size(); ++i)
                    QCOMPARE(search->best[i].tokensPerSecond, all[i].tokensPerSecond);
            }
        }
    }

    void whatWasFoundIsWhatItsChoiceAndLayoutGive()
    {
        const TrainingJob free = open(64);
        const auto search = searchLayouts(h100(16), llama3_8b(), free, calibration());
        QVERIFY(search.has_value());
        for (const TrainingFigures& one : search->best) {
            const auto again = figuresOf(h100(16), llama3_8b(), with(free, one.choice), one.layout, calibration());
            QVERIFY(again.has_value());
            QCOMPARE(again->tokensPerSecond, one.tokensPerSecond);
            QVERIFY(again->choice == one.choice);
        }
    }

    // What rules a layout out: no step of it can be shorter.
    void noStepIsShorterThanTheLeast()
    {
        double closest = 0;
        for (const TransformerModel& model : {mixture(), llama3_8b()}) {
            const std::vector<ParallelLayout> layouts = legalLayouts(h100(32), model, job(4096, 128));
            QVERIFY(layouts.size() > 50);
            for (const ParallelLayout& layout : layouts) {
                for (const auto schedule : {PipelineSchedule::OneForwardOneBackward, PipelineSchedule::ZeroBubble, PipelineSchedule::DualPipe})
                    closest = std::max(closest, shareOfLeast(model, schedule, layout));
            }
        }
        QVERIFY2(closest <= 1, qPrintable(QString::number(closest)));
        QVERIFY2(closest > 0.5, qPrintable(QString::number(closest))); // And it is not idle: it comes near.
    }

    void whatIsKnownChangesNothingThatIsFound()
    {
        const TrainingJob free = open(128);
        const ClusterView before = gb200(144);
        ClusterView after = before;
        after.tiers[0].bandwidth = after.tiers[0].bandwidth * 0.5;
        after.tiers[1].bandwidth = after.tiers[1].bandwidth * 0.5;
        const auto known = searchLayouts(before, llama3_70b(), free, calibration());
        const auto fresh = searchLayouts(after, llama3_70b(), free, calibration());
        const auto warm = searchLayouts(after, llama3_70b(), free, calibration(), {.known = known->best});
        QVERIFY(fresh.has_value() && warm.has_value());
        QCOMPARE(warm->tried, fresh->tried);
        QCOMPARE(warm->best.size(), fresh->best.size());
        for (std::size_t i = 0; i < fresh->best.size(); ++i) {
            QCOMPARE(warm->best[i].layout, fresh->best[i].layout);
            QVERIFY(warm->best[i].choice == fresh->best[i].choice);
            QCOMPARE(warm->best[i].tokensPerSecond, fresh->best[i].tokensPerSecond);
        }
        // Known layouts that are not of the space, or twice the same, prove nothing.
        std::vector<TrainingFigures> odd(10, known->best.front());
        odd[0].layout.tensor = 7;
        const auto misled = searchLayouts(after, llama3_70b(), free, calibration(), {.known = odd});
        QCOMPARE(misled->best.size(), fresh->best.size());
        QCOMPARE(misled->best.back().tokensPerSecond, fresh->best.back().tokensPerSecond);
    }

    void moreFreedomIsNeverSlower()
    {
        double before = 0;
        FreeChoices free;
        for (const FreeChoice choice : {FreeChoice::Microbatch, FreeChoice::Schedule, FreeChoice::Recompute, FreeChoice::Precision}) {
            const auto search = searchLayouts(h100(64), llama3_70b(), open(256, free), calibration(), {.keep = 1});
            QVERIFY(search.has_value() && !search->best.empty());
            QVERIFY(search->best.front().tokensPerSecond >= before);
            before = search->best.front().tokensPerSecond;
            free = free.with(choice);
        }
        const auto all = searchLayouts(h100(64), llama3_70b(), open(256), calibration(), {.keep = 1});
        QVERIFY(all->best.front().tokensPerSecond > before); // FP8 pays.
        QCOMPARE(all->best.front().choice.precision, Precision::Fp8);
    }

    void onlyFormatsOfTheMachineAreTried()
    {
        const ChoiceSpace space = choiceSpace(a100(8), open(8));
        QVERIFY(space.precisions == std::vector{Precision::Bf16});
        QVERIFY(choiceSpace(h100(8), open(8)).precisions == (std::vector{Precision::Bf16, Precision::Fp8}));
        QVERIFY(choiceSpace(h100(8), open(8)).microbatches == (std::vector{1, 2, 4, 8}));
        // Fused attention keeps no scores: "selective" would be "none" again.
        QVERIFY(choiceSpace(h100(8), open(8)).recomputes == (std::vector{Recompute::None, Recompute::Full}));
        TrainingJob unfused = open(8);
        unfused.attention = AttentionKernel::Unfused;
        QCOMPARE(choiceSpace(h100(8), unfused).recomputes.size(), std::size_t{3});
        QCOMPARE(allChoices(choiceSpace(h100(8), job(8192, 8))).size(), std::size_t{1});
    }

    void dualPipeAsksForAnEvenPipelineAndEnoughMicrobatches()
    {
        QVERIFY(suits(PipelineSchedule::DualPipe, {.pipeline = 4}, 8));
        QVERIFY(!suits(PipelineSchedule::DualPipe, {.pipeline = 4}, 7));
        QVERIFY(!suits(PipelineSchedule::DualPipe, {.pipeline = 3}, 64));
        QVERIFY(!suits(PipelineSchedule::DualPipe, {.pipeline = 4, .virtualStages = 2}, 64));
        QVERIFY(suits(PipelineSchedule::ZeroBubble, {.pipeline = 3}, 3));
        TrainingJob training = job(8192, 32, ParallelLayout{.pipeline = 8});
        training.schedule = PipelineSchedule::DualPipe;
        const auto refused = figuresOf(h100(64), llama3_8b(), training, *training.layout, calibration());
        QVERIFY(!refused.has_value());
        QVERIFY(refused.error().text.find("twice as many microbatches; there are 8 stages, interleaved 1 times, and 4") != std::string::npos);
    }

    void thePredictionLayerCountsWhereLayersAreDividedOverStages()
    {
        TransformerModel model{"DeepSeek-V3", 61, 7168, 128, 128, 192, 18432, 129280, true, false, true};
        QVERIFY(!dividesLayers(model, 16));
        model.predictionLayers = 1;
        QVERIFY(dividesLayers(model, 16)); // 61 + 2 + 1, as it was trained.
    }

    void anEstimateSaysWhatWasChosenAndWhatThatDoesNotSay()
    {
        Workload free = workload(llama3_70b(), open(256));
        const auto estimate = estimateTraining(h100(64), free);
        QVERIFY(estimate.has_value());
        QVERIFY(estimate->searched && estimate->layoutsTried > 1000);
        const auto says = [&](std::string_view part) {
            return std::any_of(estimate->assumptions.begin(), estimate->assumptions.end(), [&](const std::string& one) { return one.find(part) != std::string::npos; });
        };
        QVERIFY(says("Left free, and found: FP8, "));
        QVERIFY(says("FP8 computes other numbers than the BF16 that the workload names"));
        // The figures are those of the choice: the share of FP8's peak, not of BF16's.
        QCOMPARE(estimate->mfu, estimate->modelRate.value() / (1979 * tera));
        Workload fixed = free;
        fixed.job = with(*free.training(), estimate->figures.choice);
        std::get<TrainingJob>(fixed.job).layout = estimate->figures.layout;
        const auto given = estimateTraining(h100(64), fixed);
        QCOMPARE(given->mfu, estimate->mfu);
        QVERIFY(!given->searched);
    }

    void whatNeedsTheLeastMemoryStandsWhereNothingFits()
    {
        ClusterView view = h100(8);
        const auto search = searchLayouts(view, llama3_405b(), open(64), calibration());
        QVERIFY(search.has_value() && search->best.empty() && search->leastMemory.has_value());
        std::int64_t tried = 0;
        view.memory.reset();
        for (const TrainingFigures& one : exhaustive(view, llama3_405b(), open(64), tried))
            QVERIFY(one.memory.total() >= search->leastMemory->memory.total());
        QVERIFY(tried > 0);
    }

    void theSearchTellsHowFarItIs()
    {
        std::atomic<double> done{0};
        QVERIFY(searchLayouts(h100(256), llama3_70b(), job(8192, 512), calibration(), {.done = &done}).has_value());
        QCOMPARE(done.load(), 1.0);
    }
};

QTEST_APPLESS_MAIN(LayoutSearchTest)
#include "tst_LayoutSearch.moc"
