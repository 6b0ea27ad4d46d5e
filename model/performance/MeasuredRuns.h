#pragma once

#include "model/performance/ProjectCalibration.h"

#include <string>
#include <vector>

namespace colonnade::model {

/// A measured figure beside what the estimate says of it, in the unit of its word.
struct ComparedFigure {
    MeasuredFigure figure = MeasuredFigure::Iteration;
    double measured = 0, estimated = 0, low = 0, high = 0; ///< The band of four of five.
    /// Measured over estimated, less 1: 0.05 where 5 % more was measured.
    [[nodiscard]] double deviation() const { return measured / estimated - 1; }
    [[nodiscard]] bool isInBand() const { return measured >= low && measured <= high; }
};

/// A measured run beside the estimate of it, under its own conditions.
struct ComparedRun {
    Measurement run;
    std::vector<ComparedFigure> figures;
    std::optional<Error> why;    ///< There is no estimate: the workload is gone, or it cannot run so.
    bool asTheWorkload = false; ///< It ran as its workload says; the figures can be laid over the workload's estimate.
    bool farOut = false;         ///< A figure lies so far from the published constants' estimate that no calibration counts the run.
};

/// The measured runs of one workload beside its estimates; of all, where none is named.
std::vector<ComparedRun> comparedRuns(const Design& design, const ClusterView& machine, const ProjectCalibration& calibration,
                                      const std::optional<WorkloadId>& workload = {});

/// "Time per step: 8.31 s measured, 7.90 s estimated (+5.2 %)": for people.
std::string text(const ComparedFigure&);

} // namespace colonnade::model
