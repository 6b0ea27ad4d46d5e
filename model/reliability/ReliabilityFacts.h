#pragma once

#include "model/reliability/CheckpointTime.h"
#include "model/reliability/Population.h"
#include "model/reliability/Reliability.h"
#include "model/reliability/ReliabilityFormulas.h"

#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

/// What fails of one kind of part, and what has to lie on the shelf for it.
struct ClassFailures {
    FailureClass kind = FailureClass::Gpu;
    std::int64_t count = 0;
    std::optional<double>
        annualRate; ///< Absent: the profile gives none; then the rest is not known.
    double perYear = 0; ///< Failures of all of them.
    double overLead = 0; ///< Failures until a replacement is delivered (REL-005).
    Spares spares; ///< For the profile's target.
};

/// One job on the machine: a training that the design names, or one on all nodes.
struct JobReliability {
    std::optional<WorkloadId> workload; ///< Absent: the design names no training.
    std::string name; ///< For messages: "Llama 3.1 405B pre-training", "a job on all nodes".
    std::int64_t nodes = 0; ///< That it runs on.
    int spareNodes = 0; ///< Kept beside it.
    bool sparesAssumed = false; ///< The site names none: as many as last with the profile's target.
    Seconds meanTimeToFailure; ///< Of one of its nodes (REL-001).
    CheckpointTime checkpoint; ///< That the job waits for.
    Seconds restart; ///< The workload's own, or the profile's.
    Seconds interval; ///< Between checkpoints, by Young and Daly (REL-006).
    double overhead = 0; ///< Checkpoints and lost work, share of time (REL-006).
    double slower = 0; ///< By how much a step that waits for the slowest accelerator takes longer, as the workload's spread says.
    double effective = 0; ///< Effective training time ratio, 0 to 1 (REL-007), over 1 + `slower`.
    double enoughNodes = 1; ///< That no more nodes are in repair than there are spares.
    /// Share of what its nodes and their spares could compute that becomes progress:
    /// `effective` x `enoughNodes` x nodes / (nodes + spares). A job that lacks a node waits for
    /// it.
    double goodput = 0;
};

/// How often things fail in a design, and what that costs its jobs.
struct ReliabilityFacts {
    Population population;
    std::vector<ClassFailures>
        classes; ///< Those that the design has, in the order of `failureClasses`.
    double failuresPerYear = 0; ///< Of parts, all classes with a rate.
    std::vector<FailureClass> withoutRate;
    double interruptionsPerDay = 0; ///< All nodes, all causes.
    Seconds meanTimeToFailure; ///< Of a job on all nodes.
    Seconds meanTimeOfParts; ///< Between failures of any part, by class.
    double inRepair = 0; ///< Nodes in repair on average.
    int spareNodesMean = 0; ///< As many, rounded up (REL-010).
    Spares spareNodesLikely; ///< As many as last with the profile's target.
    std::optional<int> spareNodes; ///< That the site keeps; absent: not said.
    std::vector<JobReliability> jobs; ///< Empty without nodes.
};

/// Parts that several nodes share and that take them along when they fail: the blast radius of the design as drawn.
struct SharedFailures {
    struct Part {
        double perDay = 0; ///< Failures of all alike.
        std::int64_t nodes = 1; ///< That one takes with it.
    };
    std::vector<Part> parts;
    [[nodiscard]] double perDay() const;
    [[nodiscard]] std::int64_t mostNodes() const; ///< 0 without any.
    /// Of a share of the nodes; each failure still takes as many.
    [[nodiscard]] SharedFailures of(double share) const;
};

/// A job on so many nodes with so many spare ones beside it, without its names. `shared`: failures that come on top of
/// those of its nodes by themselves. `slower`: by how much its steps take longer for waiting.
JobReliability jobReliability(std::int64_t nodes, int spareNodes, const CheckpointTime& checkpoint, Seconds restart,
                              const ReliabilityBasis& basis, const SharedFailures& shared = {}, double slower = 0);

/// How much longer a training on so many nodes of the design takes for waiting for the slowest of their accelerators.
double slowerFor(const Workload&, std::int64_t nodes, const Population&);

/// The profile's rates on the design as it stands in the hall; cheap where only the hall differs.
ReliabilityFacts reliabilityFacts(const Design& design, const ReliabilityBasis& basis);

} // namespace colonnade::model
