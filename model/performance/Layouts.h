#pragma once

#include "model/performance/TrainingStep.h"

#include <stop_token>
#include <vector>

namespace colonnade::model {

/// All layouts that a job can run in on a machine, whether they fit its memory or not: tensor ranks
/// within a scale-up domain, context ranks where sequences are long, pipeline stages that divide
/// the layers (with or without embedding and head counted as layers), interleaving, expert ranks that divide the experts
/// (each expert whole, or split by the tensor ranks), and as many data parallel copies as there is room for.
std::vector<ParallelLayout> legalLayouts(const ClusterView&, const TransformerModel&,
                                         const TrainingJob&);

/// The outcome of trying every legal layout.
struct LayoutSearch {
    std::vector<TrainingFigures> best; ///< Those that fit, the fastest first.
    std::optional<TrainingFigures> leastMemory; ///< What comes closest where none fits.
    int tried = 0;
    int fitting = 0;
};

/// Tries every legal layout, on all cores, and keeps the `keep` fastest that fit. A layout whose computing alone takes longer
/// than the `keep` best found so far is not worked out further; the outcome is the same as without. Where the machine's
/// memory is unknown, all count as fitting. Fails where the machine lacks a figure, where no layout can
/// run at all, and where it is stopped.
Result<LayoutSearch> searchLayouts(const ClusterView&, const TransformerModel&, const TrainingJob&,
                                   const Calibration&, int keep = 10, std::stop_token = {});

/// By how much and by what a layout is slower than the best: one sentence.
std::string whyItLoses(const TrainingFigures& best, const TrainingFigures& other);

/// The fastest layout that fits; where none fits, the one that needs the least memory.
Result<TrainingFigures> bestLayout(const ClusterView&, const TransformerModel&, const TrainingJob&,
                                   const Calibration&);

/// Figures of one given layout, its `data` filled in. Fails with the reason where it cannot run.
Result<TrainingFigures> figuresOf(const ClusterView&, const TransformerModel&, const TrainingJob&,
                                  ParallelLayout, const Calibration&);

/// "TP 8 with sequence parallelism, PP 4 x 5, DP 16"; for people.
std::string text(const ParallelLayout&);
/// "TP 8 · PP 4 × 5 · DP 16"; where there is little room.
std::string shortText(const ParallelLayout&);

} // namespace colonnade::model
