#include "model/performance/Estimate.h"
#include "tests/support/Machines.h"

#include <QTest>

#include <algorithm>
#include <cstdint>
#include <vector>

using namespace colonnade::test;

namespace {

/// A small mixture of experts.
TransformerModel mixture()
{
    TransformerModel model{"Mixture", 16, 2048, 16, 4, 128, 6144, 32000, true, false, true};
    model.experts = Experts{16, 2, 0, 1024, 0};
    return model;
}

struct Tried {
    std::int64_t count = 0;      ///< Layouts that run.
    double tokensPerSecond = 0;  ///< Of the fastest that fits; 0 where none does.
    double leastMemory = 0;      ///< Bytes, of all that run.
};

/// Whether stages of so many layers are equally long, with or without embedding and head as a layer each.
bool even(int layers, int pipeline)
{
    return layers % pipeline == 0 || (layers + 2) % pipeline == 0;
}

/// Every tuple of degrees up to the machine's accelerators in plain loops, each judged by its estimate alone: one that cannot
/// run has none. What the search leaves out on purpose is left out here by the words of its documentation: stages that are
/// not even, more than 16 chunks of a stage or chunks of unequal length, pieces of sequences below 4,096 tokens, context ranks
/// that are no power of two, experts split over anything but all tensor ranks.
Tried bruteForce(const ClusterView& view, const TransformerModel& model, const TrainingJob& open)
{
    Tried tried;
    const int all = view.accelerators;
    const int experts = model.experts ? model.experts->count : 1;
    const auto judge = [&](const ParallelLayout& layout) {
        TrainingJob given = open;
        given.layout = layout;
        const auto estimate = estimateTraining(view, workload(model, given));
        if (!estimate)
            return;
        ++tried.count;
        const double memory = estimate->figures.memory.total().value();
        tried.leastMemory = tried.count == 1 ? memory : std::min(tried.leastMemory, memory);
        if (estimate->fits.value_or(true))
            tried.tokensPerSecond = std::max(tried.tokensPerSecond, estimate->figures.tokensPerSecond);
    };
    for (int tensor = 1; tensor <= view.scaleUp.size; ++tensor) {
        for (int pipeline = 1; tensor * pipeline <= all && pipeline <= model.layers; ++pipeline) {
            if (!even(model.layers, pipeline))
                continue;
            const int perStage = (model.layers + pipeline - 1) / pipeline;
            for (int chunks = 1; chunks <= 16 && chunks <= (pipeline == 1 ? 1 : perStage); ++chunks) {
                if (perStage % chunks != 0)
                    continue;
                for (int context = 1; tensor * pipeline * context <= all; context *= 2) {
                    if (context > 1 && open.sequence / context < 4096)
                        continue;
                    for (int expert = 1; expert <= experts && expert <= all; ++expert) {
                        for (const int split : {1, tensor}) {
                            if (split > 1 && !model.experts)
                                continue;
                            judge({.tensor = tensor, .sequenceParallel = tensor > 1, .pipeline = pipeline, .virtualStages = chunks,
                                   .context = context, .data = 0, .expert = expert, .expertTensor = split});
                            if (tensor == 1)
                                break; // Both are the same.
                        }
                    }
                }
            }
        }
    }
    return tried;
}

struct Space {
    const char* name;
    ClusterView view;
    TransformerModel model;
    TrainingJob job;
};

std::vector<Space> spaces()
{
    std::vector<Space> all;
    all.push_back({"dense", h100(16), llama3_8b(), job(8192, 32)});
    ClusterView small = h100(16);
    small.memory = Bytes{24 * giga};
    all.push_back({"little memory", small, llama3_8b(), job(4096, 64)});
    ClusterView least = h100(8);
    least.memory = Bytes{2 * giga};
    all.push_back({"nothing fits", least, llama3_8b(), job(4096, 64)});
    all.push_back({"experts", h100(16), mixture(), job(4096, 64)});
    all.push_back({"an odd number of accelerators", a100(12), gpt("small", 24, 2048, 16), job(2048, 60)});
    return all;
}

} // namespace

/// The search for a layout against loops that know nothing of it: neither its list of layouts nor its bound.
class LayoutBruteForceTest : public QObject {
    Q_OBJECT
private slots:
    void theSearchFindsWhatPlainLoopsFind()
    {
        for (const Space& space : spaces()) {
            const Tried tried = bruteForce(space.view, space.model, space.job);
            QVERIFY2(tried.count > 10, space.name);
            const auto found = estimateTraining(space.view, workload(space.model, space.job));
            QVERIFY2(found.has_value(), space.name);
            QVERIFY2(found->layoutsTried == tried.count, qPrintable(QStringLiteral("%1: %2 tried, %3 by loops").arg(QLatin1StringView{space.name}).arg(found->layoutsTried).arg(tried.count)));
            QCOMPARE(found->fits.value(), tried.tokensPerSecond > 0);
            if (tried.tokensPerSecond > 0)
                QCOMPARE(found->figures.tokensPerSecond, tried.tokensPerSecond);
            else
                QCOMPARE(found->figures.memory.total().value(), tried.leastMemory);
        }
    }
};

QTEST_APPLESS_MAIN(LayoutBruteForceTest)
#include "tst_LayoutBruteForce.moc"
