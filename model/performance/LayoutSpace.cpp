#include "model/performance/LayoutSpace.h"

#include "model/performance/Pipeline.h"

#include <atomic>
#include <limits>
#include <thread>

namespace colonnade::model {

namespace {

/// Sequences are cut into pieces of at least so many tokens; shorter ones are not used in practice.
constexpr int leastPiece = 4096;

/// A layout that fits, with its place in the order of trying, which settles ties.
struct Candidate {
    TrainingFigures figures;
    std::size_t split = 0, pipeline = 0;
    [[nodiscard]] bool before(const Candidate& other) const
    {
        if (figures.tokensPerSecond != other.figures.tokensPerSecond)
            return figures.tokensPerSecond > other.figures.tokensPerSecond;
        return split != other.split ? split < other.split : pipeline < other.pipeline;
    }
};

/// What one core has found.
struct Found {
    std::vector<Candidate> best;
    std::optional<ParallelLayout> smallest; ///< Of the least memory, the first of them.
    std::size_t smallestSplit = 0;
    Bytes least;
    int tried = 0;
    int fitting = 0;

    void keep(const Candidate& candidate, std::size_t most)
    {
        const auto place = std::upper_bound(best.begin(), best.end(), candidate,
                                            [](const Candidate& a, const Candidate& b) { return a.before(b); });
        if (static_cast<std::size_t>(place - best.begin()) >= most)
            return;
        best.insert(place, candidate);
        if (best.size() > most)
            best.pop_back();
    }
};

class Search {
public:
    Search(const ClusterView& view, const TransformerModel& model, const TrainingJob& job, const TrainingKernels& kernels,
           const Calibration& calibration, int keep, const std::stop_token& stop)
        : m_view{view}, m_model{model}, m_job{job}, m_kernels{kernels}, m_calibration{calibration},
          m_keep{static_cast<std::size_t>(std::max(0, keep))}, m_stop{stop}, m_splits{layerSplits(view, model, job)}
    {
    }

    LayoutSearch run()
    {
        const std::size_t cores = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, std::max<std::size_t>(1, m_splits.size() / 4));
        std::vector<Found> found(cores);
        {
            std::vector<std::jthread> helpers;
            for (std::size_t i = 1; i < cores; ++i)
                helpers.emplace_back([this, &found, i] { work(found[i]); });
            work(found[0]);
        }
        return merged(found);
    }

private:
    void work(Found& found)
    {
        for (std::size_t split = m_next++; split < m_splits.size() && !m_stop.stop_requested(); split = m_next++)
            trySplit(split, found);
    }

    void trySplit(std::size_t split, Found& found)
    {
        const LayerTimes times = layerTimes(m_model, m_job, m_splits[split], m_kernels, m_calibration);
        const Seconds layer = times.forward.total() + times.backward.total() + times.recompute;
        std::size_t number = 0;
        eachPipeline(m_model, m_job, m_splits[split], m_view, [&](const ParallelLayout& whole) {
            ++number;
            ++found.tried;
            const Bytes memory = trainingMemory(m_model, m_job, whole, m_calibration).total();
            if (!found.smallest || memory < found.least) {
                found.smallest = whole;
                found.least = memory;
                found.smallestSplit = split;
            }
            if (m_view.memory && memory > *m_view.memory)
                return;
            ++found.fitting;
            // A step computes its layers at least; what does so for longer than the best ones take is none of them.
            const auto stage = stageLayers(m_model.layers, whole.pipeline, whole.virtualStages);
            if (layer.value() * stage.most * microbatchesOf(m_job, whole) > m_limit.load(std::memory_order_relaxed))
                return;
            const auto figures = trainingFigures(m_view, m_model, m_job, whole, times, m_kernels, m_calibration);
            if (!figures)
                return;
            found.keep({*figures, split, number}, m_keep);
            if (m_keep > 0 && found.best.size() == m_keep)
                lower(found.best.back().figures.step.total().value());
        });
    }

    /// A core's `keep` best are no better than the best of all cores.
    void lower(double step)
    {
        double limit = m_limit.load(std::memory_order_relaxed);
        while (step < limit && !m_limit.compare_exchange_weak(limit, step, std::memory_order_relaxed)) { }
    }

    [[nodiscard]] LayoutSearch merged(std::vector<Found>& found) const
    {
        Found all;
        for (const Found& each : found) {
            all.tried += each.tried;
            all.fitting += each.fitting;
            for (const Candidate& candidate : each.best)
                all.keep(candidate, m_keep);
            const bool less = each.smallest
                && (!all.smallest || each.least < all.least
                    || (each.least == all.least && each.smallestSplit < all.smallestSplit));
            if (less) {
                all.smallest = each.smallest;
                all.least = each.least;
                all.smallestSplit = each.smallestSplit;
            }
        }
        LayoutSearch search;
        search.tried = all.tried;
        search.fitting = all.fitting;
        for (const Candidate& candidate : all.best)
            search.best.push_back(candidate.figures);
        if (all.smallest)
            search.leastMemory =
                trainingFigures(m_view, m_model, m_job, *all.smallest,
                                layerTimes(m_model, m_job, *all.smallest, m_kernels, m_calibration), m_kernels, m_calibration);
        return search;
    }

    const ClusterView& m_view;
    const TransformerModel& m_model;
    const TrainingJob& m_job;
    const TrainingKernels& m_kernels;
    const Calibration& m_calibration;
    std::size_t m_keep;
    std::stop_token m_stop;
    std::vector<ParallelLayout> m_splits;
    std::atomic<std::size_t> m_next{0};
    std::atomic<double> m_limit{std::numeric_limits<double>::infinity()};
};

} // namespace

std::vector<ParallelLayout> layerSplits(const ClusterView& view, const TransformerModel& model, const TrainingJob& job)
{
    std::vector<ParallelLayout> splits;
    const int mostTensor = std::min(view.scaleUp.size, model.heads);
    const int experts = model.experts ? model.experts->count : 1;
    const int ranks = usableAccelerators(view, job, 1);
    for (int tensor = 1; tensor <= mostTensor; ++tensor) {
        if (model.heads % tensor != 0)
            continue;
        for (int context = 1; context == 1 || job.sequence / context >= leastPiece; context *= 2) {
            for (int expert = 1; expert <= std::min(experts, ranks); ++expert) {
                if (experts % expert != 0)
                    continue;
                ParallelLayout split{.tensor = tensor, .sequenceParallel = tensor > 1, .context = context, .expert = expert};
                splits.push_back(split);
                if (model.experts && tensor > 1) {
                    split.expertTensor = tensor;
                    splits.push_back(split);
                }
            }
        }
    }
    return splits;
}

LayoutSearch searchAll(const ClusterView& view, const TransformerModel& model, const TrainingJob& job,
                       const TrainingKernels& kernels, const Calibration& calibration, int keep, const std::stop_token& stop)
{
    return Search{view, model, job, kernels, calibration, keep, stop}.run();
}

} // namespace colonnade::model
