#pragma once

#include "model/performance/Collectives.h"

#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// How long a collective takes among accelerators of one scale-up domain, over the bytes and the number of ranks.
///
/// NCCL sends small messages by a protocol that starts quickly and large ones by one that starts slowly and runs at the full
/// rate. Fitted by tests/calibration/fit_collectives.py; resources/calibration/collectives.yaml holds the constants. With n
/// ranks, r = n / 4, B bytes of the whole buffer and W bytes of bus traffic (`busFactor`):
///
///     latency  = latency r^latencyGrowth
///     rate     = link rate (1 - rankLoss / n) r^-pathLoss [n > 4: inSwitch]
///     small(B) = latency + step B / (B + stepSize) + W / (rate smallRate r^smallGrowth)
///     bulk(B)  = latency (1 + bulkStart r^bulkGrowth) + W / rate
///     time     = small below, bulk above switchSize r^switchGrowth bytes, and never less than small at that size
///
/// Beyond the eight ranks that were measured, the growths of the small rate, of the bulk start and of the switch stop.
struct CollectiveLaw {
    std::string link;   ///< "nvlink4".
    std::string parts;  ///< Words of the names of parts that have it, lower case, a space between them.
    Collective operation = Collective::AllReduce;
    double nominal = 0; ///< Bandwidth of the link in one direction, B/s.
    double latency = 0; ///< s
    double latencyGrowth = 0;
    double rate = 1;    ///< Share of the nominal bandwidth.
    double rankLoss = 0;
    double smallRate = 1;
    double smallGrowth = 0;
    double bulkStart = 0;
    double bulkGrowth = 0;
    double step = 0;     ///< s
    double stepSize = 1; ///< bytes
    double switchSize = 0; ///< bytes
    double switchGrowth = 0;
    double pathLoss = 0; ///< Of ranks that share a path through the host.
    double inSwitch = 1; ///< Of a reduction in the switches (NVLS), which NCCL takes for more than four ranks.
    int rows = 0;        ///< Measured times of this operation on this link; 0: it follows from its link and its operation.
    double error = 0;    ///< Mean error on tables that were left out of the fit, as a share.
    bool operator==(const CollectiveLaw&) const = default;
};

/// The laws that the program ships.
const std::vector<CollectiveLaw>& shippedCollectiveLaws();

struct CollectiveChoice {
    const CollectiveLaw* law = nullptr; ///< Owned by the laws; null where there are none of the operation.
    bool measured = false; ///< On this part's link.
};
/// The law of the link that the part has; else of the link of the nearest bandwidth.
CollectiveChoice collectiveLawFor(const std::vector<CollectiveLaw>& laws, std::string_view part, Collective operation, ByteRate link);

/// A law for one number of ranks, worked out once before many sizes.
struct CollectiveCurve {
    double busFactor = 0;
    double latency = 0, step = 0, stepSize = 1; ///< s, s, bytes
    double smallRate = 1;   ///< B/s
    double bulkLatency = 0; ///< s
    double rate = 1;        ///< B/s
    double switchSize = 0;  ///< bytes
    /// Never less for more data or a slower link.
    [[nodiscard]] Seconds time(Bytes data) const;
};
/// Needs two ranks or more, and a link with a bandwidth.
CollectiveCurve curveOf(const CollectiveLaw& law, int ranks, ByteRate link);

} // namespace colonnade::model
