#pragma once

#include "model/design/Workload.h"

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace colonnade::model {

/// What can be measured of a run; named as estimates of cases name the same.
enum class MeasuredFigure : std::uint8_t {
    Iteration,            ///< One training step, s.
    TokensPerAccelerator, ///< Trained tokens per second of one accelerator in use.
    TokensPerSecond,      ///< Trained tokens per second of the whole job.
    ModelFlops,           ///< Model TFLOP/s of one accelerator, by the workload's convention.
    ModelUtilisation,     ///< MFU, % of the peak of the workload's number format.
    FirstToken,           ///< Mean time to first token (TTFT), ms.
    OutputToken,          ///< Mean time per output token after the first (TPOT), ms.
    Output,               ///< Output tokens per second of the whole job.
    OutputPerAccelerator  ///< Output tokens per second of one accelerator in use.
};
inline constexpr std::array<MeasuredFigure, 9> measuredFigures{
    MeasuredFigure::Iteration,  MeasuredFigure::TokensPerAccelerator, MeasuredFigure::TokensPerSecond,
    MeasuredFigure::ModelFlops, MeasuredFigure::ModelUtilisation,     MeasuredFigure::FirstToken,
    MeasuredFigure::OutputToken, MeasuredFigure::Output,              MeasuredFigure::OutputPerAccelerator};

std::string_view word(MeasuredFigure); ///< "iteration_s", "mfu_pct", "tpot_ms": of files.
template <> std::optional<MeasuredFigure> fromWord<MeasuredFigure>(std::string_view);
template <> std::span<const std::string_view> words<MeasuredFigure>();
std::string_view titleOf(MeasuredFigure); ///< "Time per step": for people.
std::string_view unitOf(MeasuredFigure);  ///< "s", "tokens/s", "TFLOP/s", "%", "ms".
bool isOfServing(MeasuredFigure);
/// Largest value that is no slip of the pen or of the unit; the least is above 0.
double mostOf(MeasuredFigure);

/// Where and how a run was measured, as far as that differs from what its workload says.
struct MeasuredConditions {
    std::optional<int> accelerators;
    std::optional<std::variant<ParallelLayout, ServingLayout>> layout; ///< Of the kind of the workload.
    std::optional<int> concurrency;    ///< Requests in flight; of serving.
    std::optional<double> requestRate; ///< Requests per second; of serving, in place of `concurrency`.
    bool operator==(const MeasuredConditions&) const = default;
};

/// A run of one of the design's workloads that somebody measured. Part of the design.
///
/// Its figures are of one kind, all of training or all of serving. The workload may be gone: then it is kept, and compared
/// with nothing.
struct Measurement {
    MeasurementId id;
    WorkloadId workload;
    std::string date;   ///< ISO.
    std::string source; ///< Document, log or bench that the figures come from.
    std::string author; ///< Who measured; may be empty.
    std::string note;   ///< May be empty.
    MeasuredConditions under;
    std::map<MeasuredFigure, double> values; ///< At least one, each above 0, in the unit of its word.

    [[nodiscard]] bool isServing() const { return !values.empty() && isOfServing(values.begin()->first); }
    bool operator==(const Measurement&) const = default;
};

/// All that a design knows of its own runs.
struct MeasuredResults {
    std::vector<Measurement> runs; ///< By id.
    bool calibrate = false;        ///< The estimates of the design are calibrated by them.
    [[nodiscard]] bool empty() const { return runs.empty() && !calibrate; }
    bool operator==(const MeasuredResults&) const = default;
};

/// Nothing if the figures and conditions of a run go together; else the sentence that says what is wrong.
std::optional<Error> fault(const Measurement&);

/// The workload as it ran; fails where the run is not of its kind (training or serving).
Result<Workload> asMeasured(const Workload&, const Measurement&);

} // namespace colonnade::model
