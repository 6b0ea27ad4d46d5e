#pragma once

#include "model/performance/Energy.h"
#include "model/performance/Layouts.h"

#include <string>
#include <vector>

namespace colonnade::model {

/// What an estimate's error band rests on.
enum class EstimateBasis : std::uint8_t {
    Calibrated, ///< The accelerator's kernels were measured in this number format.
    Project, ///< The project's own measurements set factors on the model.
    Extrapolated ///< Those of its nearest relative stand in; the band is twice as wide.
};
std::string_view word(EstimateBasis); ///< "calibrated", "calibrated to the project", "extrapolated"
template <> std::span<const std::string_view> words<EstimateBasis>();

/// Memory as it is shown everywhere, in the unit in which accelerators have it: "71.2 GiB".
std::string memoryText(Bytes bytes, int digits = 3);

/// Whose mean power a throughput per megawatt is over: the facility's, where the machine says what it adds; else the design's.
std::string_view powerBasis(const ClusterView&);

/// How a figure came about, with the numbers filled in; for tooltips and reports.
struct FigureText {
    std::string key; ///< Stable, with the unit: "step_s", "tokens_per_s", "mfu", "memory_bytes".
    std::string label; ///< "Time per step".
    std::string formula; ///< "2,048 sequences x 8,192 tokens / 8.10 s = 2.07 M tokens/s".
    bool operator==(const FigureText&) const = default;
};

/// One workload on one machine, with all that is needed to defend the figures.
struct TrainingEstimate {
    TrainingFigures figures;
    bool searched = false; ///< The layout was found, not given.
    std::int64_t layoutsTried = 0; ///< Where it was found: layouts times choices.
    FreeChoices free; ///< What the workload left free beside the layout; `figures.choice` says what was found.
    double tokensPerSecondPerAccelerator = 0; ///< Over those in use.
    FlopRate modelRate; ///< Model FLOPs of one accelerator in use.
    double mfu = 0; ///< `modelRate` over the peak, by `convention`.
    FlopsConvention convention = FlopsConvention::CausalHalf;
    std::optional<bool> fits; ///< Nothing where the accelerator's memory is unknown.
    std::optional<Joules> energyPerToken; ///< Nothing where the design's power is unknown.
    std::optional<Seconds> timeToTrain; ///< Before failures; nothing where the workload has no end.
    EstimateBasis basis = EstimateBasis::Calibrated;
    std::string basisText; ///< One sentence: what was measured, and how wide the band is.
    double errorShare = 0; ///< The band is the step time times 1 -+ this; about 80 % of the
                           ///< published runs of the family lie within theirs.
    Seconds stepLow, stepHigh;
    double tokensPerSecondLow = 0, tokensPerSecondHigh = 0;
    std::string bottleneck; ///< One sentence.
    std::vector<std::string> assumptions; ///< One sentence each.
    std::vector<FigureText> formulas;

    /// Tokens per second of a megawatt of the power that `energyPerToken` counts; nothing where it is unknown.
    [[nodiscard]] std::optional<double> perMegawatt() const { return tokensPerSecondPerMegawatt(energyPerToken); }
    /// Null where there is no such figure.
    [[nodiscard]] const FigureText* formula(std::string_view key) const;
};

/// Estimates a training on a machine: in the workload's layout, or in the best that fits where it
/// names none; what the workload leaves free is chosen with it. A layout that does not fit is estimated all the same and says so. Fails where a
/// figure is missing without which nothing can be said, where the layout cannot run, and where the
/// workload is no training.
/// Of `SearchSettings` only `keep` has no meaning: the best alone is wanted.
Result<TrainingEstimate> estimateTraining(const ClusterView&, const Workload&,
                                          const Calibration& = Calibration::builtIn(), SearchSettings = {});

/// Everything that follows from one layout's figures. `searched` is how many layouts were tried for
/// it; 0: it was given.
Result<TrainingEstimate> explained(const ClusterView&, const Workload&, const TrainingFigures&,
                                   std::int64_t searched, const Calibration& = Calibration::builtIn());

} // namespace colonnade::model
