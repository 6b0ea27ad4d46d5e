#include "model/performance/LayoutSpace.h"

#include <atomic>
#include <limits>
#include <thread>

namespace colonnade::model {

namespace {

/// Runs `work(0)` to `work(count - 1)` on all cores, each once; the second argument numbers the core.
template <class Work> void onAllCores(std::size_t cores, std::size_t count, const std::stop_token& stop, const Work& work)
{
    std::atomic<std::size_t> next{0};
    const auto run = [&](std::size_t core) {
        for (std::size_t i = next++; i < count && !stop.stop_requested(); i = next++)
            work(i, core);
    };
    std::vector<std::jthread> helpers;
    for (std::size_t core = 1; core < cores; ++core)
        helpers.emplace_back([&run, core] { run(core); });
    run(0);
}

/// A layout that fits, with its place in the order of trying, which settles ties.
struct Candidate {
    TrainingFigures figures;
    std::size_t unit = 0, number = 0;
    [[nodiscard]] bool before(const Candidate& other) const
    {
        if (figures.tokensPerSecond != other.figures.tokensPerSecond)
            return figures.tokensPerSecond > other.figures.tokensPerSecond;
        return unit != other.unit ? unit < other.unit : number < other.number;
    }
};

/// The fastest, the best first.
class Best {
public:
    void keep(const Candidate& candidate, std::size_t most)
    {
        const auto place = std::upper_bound(m_all.begin(), m_all.end(), candidate,
                                            [](const Candidate& a, const Candidate& b) { return a.before(b); });
        if (static_cast<std::size_t>(place - m_all.begin()) >= most)
            return;
        m_all.insert(place, candidate);
        if (m_all.size() > most)
            m_all.pop_back();
    }
    [[nodiscard]] const std::vector<Candidate>& all() const { return m_all; }

private:
    std::vector<Candidate> m_all;
};

/// The pipelines of one split for one size of the microbatch.
struct Group {
    ParallelLayout split;
    int microbatch = 1;
    std::vector<ParallelLayout> pipelines;
};

/// A group in one number format and with one kind of recomputation: its layers take the same time in every pipeline.
struct Unit {
    std::size_t group = 0, precision = 0;
    Recompute recompute = Recompute::None;
    LayerTimes times;
    std::size_t order = 0; ///< Before sorting, so that ties do not depend on times of the machine.
    double least = 0;      ///< Seconds; none of its layouts takes fewer.
};

class Sweep {
public:
    Sweep(const ClusterView& view, const TransformerModel& model, const TrainingJob& job, const ChoiceSpace& space,
          const std::vector<TrainingKernels>& kernels, const Calibration& calibration, const SearchSettings& settings)
        : m_view{view}, m_model{model}, m_job{job}, m_space{space}, m_kernels{kernels}, m_calibration{calibration},
          m_settings{settings}, m_keep{static_cast<std::size_t>(std::max(1, settings.keep))}
    {
        const auto splits = job.layout ? std::vector{*job.layout} : layerSplits(view, model, job);
        for (const int microbatch : space.microbatches)
            for (const ParallelLayout& split : splits)
                m_groups.push_back({split, microbatch, {}});
        m_cores = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, std::max<std::size_t>(1, m_groups.size() / 4));
    }

    LayoutSearch run()
    {
        prepare();
        LayoutSearch search;
        search.tried = count();
        m_limit = knownLimit();
        std::vector<Best> found(m_cores);
        std::atomic<std::size_t> done{0};
        onAllCores(m_cores, m_units.size(), m_settings.stop, [&](std::size_t i, std::size_t core) {
            sweep(m_units[i], found[core]);
            if (m_settings.done)
                m_settings.done->store(static_cast<double>(++done) / static_cast<double>(m_units.size()), std::memory_order_relaxed);
        });
        Best all;
        for (const Best& each : found)
            for (const Candidate& candidate : each.all())
                all.keep(candidate, m_keep);
        for (const Candidate& candidate : all.all())
            search.best.push_back(candidate.figures);
        if (search.best.empty() && !m_settings.stop.stop_requested())
            search.leastMemory = smallest();
        return search;
    }

private:
    [[nodiscard]] TrainingJob jobOf(const Group& group, const Unit& unit, PipelineSchedule schedule) const
    {
        return with(m_job, {m_space.precisions[unit.precision], unit.recompute, schedule, group.microbatch});
    }

    /// The schedules that a pipeline can run in; one stage runs the same in all of them.
    template <class Visit> void eachSchedule(const TrainingJob& job, const ParallelLayout& layout, Visit visit) const
    {
        if (layout.pipeline == 1) {
            visit(m_space.schedules.front());
            return;
        }
        for (const PipelineSchedule schedule : m_space.schedules) {
            if (suits(schedule, layout, microbatchesOf(job, layout)))
                visit(schedule);
        }
    }

    void listPipelines(Group& group) const
    {
        TrainingJob job = with(m_job, {m_job.precision, m_job.recompute, PipelineSchedule::OneForwardOneBackward, group.microbatch});
        const auto add = [&](const ParallelLayout& whole) { group.pipelines.push_back(whole); };
        if (!m_job.layout) {
            eachPipeline(m_model, job, group.split, m_view, add);
            return;
        }
        const ParallelLayout whole = filled(m_view, job, group.split);
        if (faultOf(m_view, m_model, job, whole) == LayoutFault::None)
            add(whole);
    }

    /// Lists the units by what they take at least, so that the best are likely to come early.
    void prepare()
    {
        std::vector<std::vector<Unit>> units(m_groups.size());
        onAllCores(m_cores, m_groups.size(), m_settings.stop, [&](std::size_t i, std::size_t) {
            Group& group = m_groups[i];
            listPipelines(group);
            if (group.pipelines.empty())
                return;
            for (std::size_t precision = 0; precision < m_space.precisions.size(); ++precision)
                for (const Recompute recompute : m_space.recomputes)
                    units[i].push_back(made(i, precision, recompute));
        });
        for (const auto& each : units)
            m_units.insert(m_units.end(), each.begin(), each.end());
        for (std::size_t i = 0; i < m_units.size(); ++i)
            m_units[i].order = i;
        std::stable_sort(m_units.begin(), m_units.end(), [](const Unit& a, const Unit& b) { return a.least < b.least; });
    }

    [[nodiscard]] Unit made(std::size_t number, std::size_t precision, Recompute recompute) const
    {
        const Group& group = m_groups[number];
        Unit unit{.group = number, .precision = precision, .recompute = recompute, .times = {}};
        TrainingJob job = jobOf(group, unit, m_space.schedules.front());
        unit.times = layerTimes(m_model, job, group.split, m_kernels[precision], m_calibration);
        unit.least = std::numeric_limits<double>::infinity();
        for (const ParallelLayout& layout : group.pipelines) {
            eachSchedule(job, layout, [&](PipelineSchedule schedule) {
                job.schedule = schedule;
                unit.least = std::min(unit.least, leastStep(m_model, job, layout, unit.times).value());
            });
        }
        return unit;
    }

    [[nodiscard]] std::int64_t count() const
    {
        std::int64_t all = 0;
        for (const Group& group : m_groups) {
            TrainingJob job = m_job;
            job.microbatch = group.microbatch;
            for (const ParallelLayout& layout : group.pipelines)
                eachSchedule(job, layout, [&](PipelineSchedule) { ++all; });
        }
        return all * static_cast<std::int64_t>(m_space.precisions.size() * m_space.recomputes.size());
    }

    /// Rounding may put a sum below one of its parts by some units in the last place.
    [[nodiscard]] bool tooSlow(double least) const { return least * (1 - 1e-9) > m_limit.load(std::memory_order_relaxed); }

    void sweep(const Unit& unit, Best& best)
    {
        if (tooSlow(unit.least))
            return;
        const Group& group = m_groups[unit.group];
        TrainingJob job = jobOf(group, unit, m_space.schedules.front());
        std::size_t number = 0;
        for (const ParallelLayout& layout : group.pipelines) {
            eachSchedule(job, layout, [&](PipelineSchedule schedule) {
                ++number;
                job.schedule = schedule;
                if (tooSlow(leastStep(m_model, job, layout, unit.times).value()))
                    return;
                if (const auto figures = fitting(job, layout, unit.times, unit.precision))
                    best.keep({*figures, unit.order, number}, m_keep);
            });
        }
        // The best of one core are no better than the best of all.
        if (best.all().size() == m_keep)
            lower(best.all().back().figures.step.total().value());
    }

    /// Figures of a layout that fits; nothing where it does not.
    [[nodiscard]] std::optional<TrainingFigures> fitting(const TrainingJob& job, const ParallelLayout& layout, const LayerTimes& times,
                                                         std::size_t precision) const
    {
        if (m_view.memory && trainingMemory(m_model, job, layout, m_calibration).total() > *m_view.memory)
            return std::nullopt;
        return trainingFigures(m_view, m_model, job, layout, times, m_kernels[precision], m_calibration);
    }

    void lower(double step)
    {
        double limit = m_limit.load(std::memory_order_relaxed);
        while (step < limit && !m_limit.compare_exchange_weak(limit, step, std::memory_order_relaxed)) { }
    }

    /// The longest step of the known layouts, where there are as many as are to be kept and all are of this space and fit:
    /// the best ones are then no slower. Else no limit.
    [[nodiscard]] double knownLimit() const
    {
        Best best;
        for (const Unit& unit : m_units) {
            const Group& group = m_groups[unit.group];
            const auto ofUnit = [&](const TrainingFigures& one) {
                return one.choice.microbatch == group.microbatch && one.choice.recompute == unit.recompute
                    && one.choice.precision == m_space.precisions[unit.precision] && one.layout.tensor == group.split.tensor;
            };
            if (std::none_of(m_settings.known.begin(), m_settings.known.end(), ofUnit))
                continue;
            TrainingJob job = jobOf(group, unit, m_space.schedules.front());
            std::size_t number = 0;
            for (const ParallelLayout& layout : group.pipelines) {
                eachSchedule(job, layout, [&](PipelineSchedule schedule) {
                    ++number;
                    job.schedule = schedule;
                    if (!known(layout, choiceOf(job)))
                        return;
                    if (const auto figures = fitting(job, layout, unit.times, unit.precision))
                        best.keep({*figures, unit.order, number}, m_keep);
                });
            }
        }
        return best.all().size() == m_keep ? best.all().back().figures.step.total().value() : std::numeric_limits<double>::infinity();
    }

    [[nodiscard]] bool known(ParallelLayout layout, const TrainingChoice& choice) const
    {
        return std::any_of(m_settings.known.begin(), m_settings.known.end(), [&](const TrainingFigures& one) {
            layout.data = one.layout.data; // There may be more or fewer accelerators now.
            return one.choice == choice && one.layout == layout;
        });
    }

    /// What comes closest where none fits. Nothing was ruled out then, since there was nothing to rule it out by.
    [[nodiscard]] std::optional<TrainingFigures> smallest() const
    {
        const Unit* smallest = nullptr;
        TrainingJob job;
        ParallelLayout least;
        Bytes memory;
        std::size_t order = 0;
        for (const Unit& unit : m_units) {
            const Group& group = m_groups[unit.group];
            TrainingJob tried = jobOf(group, unit, m_space.schedules.front());
            for (const ParallelLayout& layout : group.pipelines) {
                eachSchedule(tried, layout, [&](PipelineSchedule schedule) {
                    tried.schedule = schedule;
                    const Bytes needed = trainingMemory(m_model, tried, layout, m_calibration).total();
                    if (smallest && (needed > memory || (needed == memory && unit.order >= order)))
                        return;
                    smallest = &unit;
                    job = tried;
                    least = layout;
                    memory = needed;
                    order = unit.order;
                });
            }
        }
        if (!smallest)
            return std::nullopt;
        return trainingFigures(m_view, m_model, job, least, smallest->times, m_kernels[smallest->precision], m_calibration);
    }

    const ClusterView& m_view;
    const TransformerModel& m_model;
    const TrainingJob& m_job;
    const ChoiceSpace& m_space;
    const std::vector<TrainingKernels>& m_kernels;
    const Calibration& m_calibration;
    const SearchSettings& m_settings;
    std::size_t m_keep, m_cores = 1;
    std::vector<Group> m_groups;
    std::vector<Unit> m_units;
    std::atomic<double> m_limit{std::numeric_limits<double>::infinity()};
};

} // namespace

LayoutSearch searchAll(const ClusterView& view, const TransformerModel& model, const TrainingJob& job, const ChoiceSpace& space,
                       const std::vector<TrainingKernels>& kernels, const Calibration& calibration, const SearchSettings& settings)
{
    return Sweep{view, model, job, space, kernels, calibration, settings}.run();
}

} // namespace colonnade::model
