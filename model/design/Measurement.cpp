#include "model/design/Measurement.h"

namespace colonnade::model {

namespace {

struct FigureRow {
    std::string_view title, unit;
    bool serving = false;
    double most = 0;
};

constexpr std::array<std::string_view, measuredFigures.size()> keys{
    "iteration_s", "tokens_per_s_per_gpu", "tokens_per_s",        "model_tflops_per_gpu",       "mfu_pct",
    "ttft_ms",     "tpot_ms",              "output_tokens_per_s", "output_tokens_per_s_per_gpu"};

constexpr std::array<FigureRow, measuredFigures.size()> rows{{{"Time per step", "s", false, 1e6},
                                                              {"Tokens per second per accelerator", "tokens/s", false, 1e9},
                                                              {"Tokens per second", "tokens/s", false, 1e14},
                                                              {"Model FLOP/s per accelerator", "TFLOP/s", false, 1e6},
                                                              {"MFU", "%", false, 100},
                                                              {"Time to first token", "ms", true, 1e8},
                                                              {"Time per output token", "ms", true, 1e7},
                                                              {"Output tokens per second", "tokens/s", true, 1e14},
                                                              {"Output tokens per second per accelerator", "tokens/s", true, 1e9}}};

const FigureRow& rowOf(MeasuredFigure figure)
{
    return rows[static_cast<std::size_t>(figure)];
}

} // namespace

std::string_view word(MeasuredFigure figure)
{
    return keys[static_cast<std::size_t>(figure)];
}
template <> std::optional<MeasuredFigure> fromWord<MeasuredFigure>(std::string_view text)
{
    for (const MeasuredFigure figure : measuredFigures) {
        if (word(figure) == text)
            return figure;
    }
    return std::nullopt;
}
template <> std::span<const std::string_view> words<MeasuredFigure>()
{
    return keys;
}

std::string_view titleOf(MeasuredFigure figure)
{
    return rowOf(figure).title;
}
std::string_view unitOf(MeasuredFigure figure)
{
    return rowOf(figure).unit;
}
bool isOfServing(MeasuredFigure figure)
{
    return rowOf(figure).serving;
}
double mostOf(MeasuredFigure figure)
{
    return rowOf(figure).most;
}

std::optional<Error> fault(const Measurement& run)
{
    if (run.values.empty())
        return Error{fmt::format("it has no figure; expected at least one of '{}'", fmt::join(keys, "', '"))};
    const bool serving = run.isServing();
    for (const auto& [figure, value] : run.values) {
        if (isOfServing(figure) != serving)
            return Error{fmt::format("'{}' is of {} and '{}' of {}; a run is one of them", word(run.values.begin()->first),
                                     serving ? "serving" : "training", word(figure), serving ? "training" : "serving")};
    }
    if (!serving && (run.under.concurrency || run.under.requestRate))
        return Error{"'concurrency' and 'requests_per_s' are of serving; its figures are of training"};
    if (run.under.concurrency && run.under.requestRate)
        return Error{"'concurrency' and 'requests_per_s' exclude each other: one follows from the other"};
    if (run.under.layout && std::holds_alternative<ServingLayout>(*run.under.layout) != serving)
        return Error{"its layout is not of the kind of its figures"};
    return std::nullopt;
}

Result<Workload> asMeasured(const Workload& workload, const Measurement& run)
{
    if ((workload.serving() != nullptr) != run.isServing())
        return fail("The workload '{}' is {}, and what was measured is of {}.", workload.id, workload.serving() ? "serving" : "training",
                    run.isServing() ? "serving" : "training");
    Workload out = workload;
    const MeasuredConditions& under = run.under;
    if (auto* job = std::get_if<TrainingJob>(&out.job)) {
        if (under.accelerators) {
            job->accelerators = under.accelerators;
            if (job->layout)
                job->layout->data = 0; // As many copies as they allow.
        }
        if (under.layout)
            job->layout = std::get<ParallelLayout>(*under.layout);
        return out;
    }
    auto& job = std::get<ServingJob>(out.job);
    if (under.accelerators) {
        job.accelerators = under.accelerators;
        job.instances = 0; // As many as they allow.
        if (job.prefill)
            job.prefill->instances = 0;
    }
    if (under.layout) {
        job.layout = std::get<ServingLayout>(*under.layout);
        job.instances = 0;
    }
    if (under.concurrency) {
        job.concurrency = under.concurrency;
        job.requestRate.reset();
    }
    if (under.requestRate) {
        job.requestRate = under.requestRate;
        job.concurrency.reset();
    }
    return out;
}

} // namespace colonnade::model
