#pragma once

#include "model/reliability/ArrangementFailure.h"
#include "model/reliability/FailureSet.h"
#include "model/reliability/HallNetwork.h"
#include "model/reliability/JobGoodput.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

/// What the figures of a failure rest on besides the design: from a rule profile.
struct FailureBasis {
    PowerBasis power;
    CoolingBasis cooling;
    ReliabilityBasis reliability;
    bool operator==(const FailureBasis&) const = default;
};

/// Whether a workload of the design still finds the accelerators that it asks for.
struct WorkloadFit {
    enum class Fit : std::uint8_t { Fits, TooFew, Unknown };
    const Workload* workload = nullptr;
    Fit fit = Fit::Unknown;
    int wanted = 0; ///< Accelerators: those it asks for, or of one copy of the model where it takes all; 0: not known.
    double share = 0;    ///< Of its normal throughput, by whole copies of the model; 0 unless it fits.
    std::string why;     ///< For people, one sentence.
};

/// What a set of failures does to a design. Its pointers live as long as the design that it was judged for.
struct Failure {
    FailureSet set;
    DesignPowerState power;
    std::shared_ptr<const ArrangementFailure> hall; ///< Of what stands in the hall by itself; null: nothing.
    std::vector<std::shared_ptr<const ArrangementFailure>> pods; ///< Beside the pods of the hall; null: as normally.

    LostAccelerators lost;
    int accelerators = 0; ///< Of the design.
    int domains = 0, domainsWhole = 0;  ///< Scale-up domains.
    double capacityShare = 1;           ///< Accelerators in whole domains, of those normally.
    int largestJob = 0, largestJobNormally = 0; ///< Most accelerators of whole domains that one network joins.
    double bandwidthShare = 1; ///< The worst of the scale-out fabrics, for the accelerators that still run.
    int endpointsCut = 0, endpointsNarrowed = 0; ///< Devices with accelerators that run without, or with fewer, of their linked ports.
    std::vector<WorkloadFit> workloads; ///< Beside those of the design.
    std::vector<JobGoodput> goodput;    ///< Of its trainings.
    std::vector<std::string> unknown;   ///< What the figures leave out; a sentence each.

    /// The node, PDU or bank of shelves with the greatest share of its limit, of those that carry more than normally.
    struct Worst {
        const PodPlacement* pod = nullptr;
        const LoadedNode* node = nullptr; ///< Null: none carries more, or no limit is known.
    };
    [[nodiscard]] Worst worst() const;
    [[nodiscard]] int overloads() const; ///< How many carry more than they may.
    /// Of a pod, by its number in the hall, or of the hall's own arrangement (nothing); null: as normally.
    [[nodiscard]] const ArrangementFailure* of(std::optional<std::size_t> pod) const;
};

/// "Feed B", "PDU A of A04", "Living shelves of A04".
std::string nameOf(const LoadedNode& node, const Arrangement& arrangement);
/// "Feed B of SU-1", "PDU A of A04, SU-1", "Living shelves of A04, SU-1".
std::string nameOf(const LoadedNode& node, const Hall& hall, const PodPlacement* pod);
/// "su-1/bus-b", "su-1/a04/pdu1"; of shelves, the rack's.
std::string pathOf(const LoadedNode& node, const Hall& hall, const PodPlacement* pod);

/// "su-1/a04", "su-1/a04/c05".
std::string pathOf(const DarkPlace& place, const Hall& hall, const PodPlacement* pod);

/// Visits what has failed: of the hall itself, with a null pod, then of each pod. `visit(pod, arrangement, failure)`.
template <class Visit> void forEachPart(const Failure& failure, const Hall& hall, Visit visit)
{
    const PodPlacement* const none = nullptr;
    if (failure.hall)
        visit(none, hall.arrangement, *failure.hall);
    for (std::size_t i = 0; i < failure.pods.size(); ++i) {
        if (failure.pods[i])
            visit(&hall.pods[i], hall.pods[i].pod->arrangement(), *failure.pods[i]);
    }
}

/// A design ready to have parts fail: networks are compiled once, and a pod design only once however often it stands.
///
/// Safe to ask from several threads.
class Failures {
public:
    Failures(std::shared_ptr<const Design> design, const FailureBasis& basis);
    ~Failures();
    Failures(const Failures&) = delete;
    Failures& operator=(const Failures&) = delete;

    [[nodiscard]] const Design& design() const;
    [[nodiscard]] const FailureBasis& basis() const;
    /// Of the design's trainings while nothing has failed, with failures of the parts that their nodes share
    /// (`sharedFailures`). Judges every single failure when first asked.
    [[nodiscard]] const std::vector<JobGoodput>& goodputNormally() const;
    /// Of a set made for the same design.
    [[nodiscard]] Failure of(FailureSet set) const;
    /// The same without the goodput of its trainings.
    [[nodiscard]] Failure stateOf(FailureSet set) const;
    /// Fails as `failureSet` does.
    [[nodiscard]] Result<Failure> of(std::span<const std::string> paths) const;
    /// True where fabrics of the hall join those of its pods: what fails in one then touches jobs in all.
    [[nodiscard]] bool joinsPods() const;
    /// The pod's arrangement with its normal state; the hall's own for nothing.
    [[nodiscard]] const ArrangementFailing& failing(std::optional<std::size_t> pod) const;

private:
    class Ready;
    std::unique_ptr<const Ready> m_ready;
};

} // namespace colonnade::model
