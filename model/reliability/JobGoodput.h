#pragma once

#include "model/reliability/ReliabilityFacts.h"

#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

struct WorkloadFit;

/// Which share of what its nodes and their spares could compute becomes progress of a training, on average over the
/// failures and repairs that a profile expects: normally, and once parts have failed and before they are repaired.
///
/// Only of a training that says itself how long a checkpoint (or by how fast a storage) and a restart take; for any other it is not
/// evaluated.
struct JobGoodput {
    struct State {
        std::int64_t nodes = 0;  ///< That the job runs on; 0: it waits for the repair.
        int spareNodes = 0;      ///< Living ones beside it.
        double effective = 0;    ///< Effective training time ratio, 0 to 1 (REL-007).
        double enoughNodes = 0;  ///< That no more nodes are in repair than there are spares.
        double goodput = 0;      ///< Of what its nodes and spares could compute normally, 0 to 1.
        /// Share of the time in which it makes progress on its nodes.
        [[nodiscard]] double progress() const { return effective * enoughNodes; }
    };
    const Workload* workload = nullptr; ///< Null: the design names no training.
    std::optional<State> normally, now; ///< Absent: not evaluated.
    CheckpointTime checkpoint;          ///< Normally.
    bool sparesAssumed = false;         ///< The site names none: as many as last with the profile's target.
    std::vector<std::string> missing;   ///< Where one is not evaluated.
    std::string why;                    ///< For people: how `now` came about; one sentence, or what is missing.
};

/// Of each training of the design, in its order, with nothing failed: `now` is as normally. One without a workload where
/// the design has none.
std::vector<JobGoodput> jobGoodputs(const Design& design, const ReliabilityFacts& facts);
/// The same with failures of parts that nodes share on top of those of nodes by themselves, of all nodes of the design.
std::vector<JobGoodput> jobGoodputs(const Design& design, const ReliabilityFacts& facts, const ReliabilityBasis& basis,
                                    const SharedFailures& shared);

/// The same job once so many accelerators are lost. `fit`: what is left of its normal throughput, by whole copies of the
/// model; one that finds too few accelerators waits, one whose fit is not known is not evaluated.
JobGoodput goodputWithout(const JobGoodput& normally, double acceleratorsLost, const WorkloadFit& fit,
                          const ReliabilityFacts& facts, const ReliabilityBasis& basis, const SharedFailures& shared = {});

} // namespace colonnade::model
