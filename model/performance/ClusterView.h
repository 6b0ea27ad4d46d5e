#pragma once

#include "model/design/Workload.h"
#include "model/performance/Collectives.h"
#include "model/units/Rates.h"
#include "model/units/Result.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

/// The accelerators of one scale-up network (NVLink, Infinity Fabric, UALink).
struct ScaleUpDomain {
    int size = 1; ///< Accelerators that it joins.
    std::optional<ByteRate>
        bandwidth; ///< Of one accelerator, one direction. In an uneven design: the worst.
    std::optional<Seconds>
        latency; ///< Of one hop; nothing: as measured on the part or its nearest relative.
    bool operator==(const ScaleUpDomain&) const = default;
};

/// One level of the scale-out fabric, as one accelerator sees it.
struct FabricTier {
    std::string name; ///< "leaf", "spine": for people.
    int reach = 0; ///< Accelerators that can talk through this tier and those below it.
    ByteRate bandwidth; ///< Of one accelerator, one direction, before oversubscription; all its
                        ///< planes together.
    Seconds latency; ///< From accelerator to accelerator across this tier.
    double oversubscription = 1; ///< Capacity down over capacity up; 1 does not block.
    double routing =
        1; ///< Share of the bandwidth that path collisions leave; 1 with adaptive routing.
    /// In an uneven design the figures above are those of the worst accelerator, which a
    /// synchronous job waits for; this is the share of accelerators that are no better off. 1 in an
    /// even design.
    double worstShare = 1;
    bool operator==(const FabricTier&) const = default;
};

/// The machine as a workload sees it: a small value made from a drawn design, or from a published
/// cluster's figures without any drawing. What is unknown is absent, and named in `missing`.
struct ClusterView {
    std::string name; ///< For people.
    std::string accelerator; ///< The catalog entry or the part's name; picks the calibration:
                             ///< "nvidia-h100-sxm5-80gb".
    int accelerators = 0;
    std::array<std::optional<FlopRate>, 4> peak; ///< Dense peak of one accelerator, by `Precision`.
    std::optional<Bytes> memory; ///< HBM of one accelerator.
    std::optional<ByteRate> memoryBandwidth;
    std::optional<Watts> tdp; ///< Of one accelerator.
    ScaleUpDomain scaleUp;
    std::vector<FabricTier> tiers; ///< From the innermost; `reach` rises.
    /// Kinds of traffic that run at the same time share the ports: those that wait for computing first, gradients in what time
    /// is left. So of drawn designs; the constants of published runs were fitted without it.
    bool portsShared = false;
    /// Power of the whole design at full load over its accelerators: host, network and losses
    /// included.
    std::optional<Watts> powerPerAccelerator;
    std::optional<double>
        facilityFactor; ///< Facility power over IT power (PUE), where cooling is not in the above.
    std::vector<std::string> missing; ///< What the source did not say, one sentence each.

    [[nodiscard]] std::optional<FlopRate> peakOf(Precision precision) const
    {
        return peak[static_cast<std::size_t>(precision)];
    }
    bool operator==(const ClusterView&) const = default;
};

/// How a group of ranks lies in the machine: `count` levels, each with the number of members that
/// it joins. The first is the scale-up domain, the others are tiers of the fabric.
struct GroupPath {
    static constexpr std::size_t most = 8;
    struct Level {
        int members = 1; ///< Groups of the level below that are joined here.
        Link link; ///< After oversubscription and routing; unused on the first level.
    };
    std::array<Level, most> levels;
    std::size_t count = 0;
    bool joined = false; ///< False where no tier reaches all of the group.
};

/// The path of a group of `ranks` accelerators that stand `stride` apart in rank order, ranks being
/// numbered along the domains and tiers, `domainRanks` of each domain in use. `portShare` is the
/// share of a port's rate that messages reach.
GroupPath pathOf(const ClusterView&, int ranks, int stride, int domainRanks, double portShare);

/// Nothing if the view can carry an estimate; else what is wrong with it.
std::optional<Error> fault(const ClusterView&);

} // namespace colonnade::model
