#pragma once

#include "model/performance/TrainingStep.h"

#include <atomic>
#include <span>
#include <stop_token>
#include <vector>

namespace colonnade::model {

/// All layouts that a job can run in on a machine, whether they fit its memory or not: tensor ranks
/// within a scale-up domain, context ranks where sequences are long, pipeline stages that divide
/// the layers (with or without embedding and head counted as layers), interleaving, expert ranks that divide the experts
/// (each expert whole, or split by the tensor ranks), and as many data parallel copies as there is room for. The job's own
/// precision, recomputation, schedule and microbatch hold, also where they are free.
std::vector<ParallelLayout> legalLayouts(const ClusterView&, const TransformerModel&,
                                         const TrainingJob&);

/// The outcome of trying every legal layout, each with every choice that the job leaves free.
struct LayoutSearch {
    std::vector<TrainingFigures> best; ///< Those that fit, the fastest first.
    std::optional<TrainingFigures> leastMemory; ///< What comes closest where none fits; else nothing.
    std::int64_t tried = 0; ///< Legal layouts times choices.
};

/// How a search is run. None of it changes what is found, but for `keep`.
struct SearchSettings {
    int keep = 10; ///< At least 1.
    std::stop_token stop = {};
    /// The best of a search that was much like this one, before an edit: they are worked out first, so that more of the
    /// others are ruled out at once.
    std::span<const TrainingFigures> known = {};
    std::atomic<double>* done = nullptr; ///< Is set to the share of the work that is done, 0 to 1, as it goes on.
};

/// Tries every legal layout, or the job's own where it names one, with every choice that the job leaves free, on all cores,
/// and keeps the fastest that fit. Equally fast ones keep the order in which they are tried. Where the machine's memory is
/// unknown, all count as fitting. Fails where the machine lacks a figure, where no layout can run at all, and where it is
/// stopped.
///
/// A layout whose least possible step (`leastStep` of LayoutSpace.h: a sum of parts of its step) is longer than the step of
/// the last of `keep` layouts that are known to fit is not worked out: at least `keep` others are faster, so that it cannot
/// be among the best. Layouts are tried in the order of their least steps, so the rest is ruled out together.
Result<LayoutSearch> searchLayouts(const ClusterView&, const TransformerModel&, const TrainingJob&,
                                   const Calibration&, const SearchSettings& = {});

/// By how much and by what a layout is slower than the best: one sentence.
std::string whyItLoses(const TrainingFigures& best, const TrainingFigures& other);

/// The fastest layout that fits; where none fits, the one that needs the least memory. `known` as of `SearchSettings`.
Result<TrainingFigures> bestLayout(const ClusterView&, const TransformerModel&, const TrainingJob&,
                                   const Calibration&, std::span<const TrainingFigures> known = {});

/// Figures of one given layout, its `data` filled in, with the job's own choices. Fails with the reason where it cannot run.
Result<TrainingFigures> figuresOf(const ClusterView&, const TransformerModel&, const TrainingJob&,
                                  ParallelLayout, const Calibration&);

/// "TP 8 with sequence parallelism, PP 4 x 5, DP 16"; for people.
std::string text(const ParallelLayout&);
/// "TP 8 · PP 4 × 5 · DP 16"; where there is little room.
std::string shortText(const ParallelLayout&);

} // namespace colonnade::model
