#pragma once

#include "model/performance/Estimate.h"

#include <functional>
#include <stop_token>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// What a vendor could give more of.
enum class MachineProperty : std::uint8_t {
    MemoryBandwidth,
    ScaleUpBandwidth,
    NetworkBandwidth, ///< Of every tier of the fabric.
    ComputeRate,      ///< In all number formats.
    MemoryCapacity,
    Power             ///< Of an accelerator, which is to say its clock: power grows with the cube of it.
};
inline constexpr std::array<MachineProperty, 6> machineProperties{
    MachineProperty::MemoryBandwidth, MachineProperty::ScaleUpBandwidth, MachineProperty::NetworkBandwidth,
    MachineProperty::ComputeRate,     MachineProperty::MemoryCapacity,   MachineProperty::Power};

/// "Memory bandwidth"; for people.
std::string_view text(MachineProperty);
/// "memory_bandwidth"; of files.
std::string_view word(MachineProperty);

/// A machine with `factor` times as much of one property; what is unknown stays so.
ClusterView with(ClusterView, MachineProperty, double factor);

/// What more, and less, of one property does to a throughput.
struct Sensitivity {
    MachineProperty property = MachineProperty::ComputeRate;
    double more = 0; ///< Change of the throughput with more of it, as a share; 0.032 for 3.2 % faster.
    double less = 0; ///< With as much less; below 0.
    bool operator==(const Sensitivity&) const = default;
};

/// A workload's tokens per second on a machine; nothing where it cannot run there.
using Throughput = std::function<std::optional<double>(const ClusterView&)>;

/// A tornado: each property `share` more and less, the largest change first. A workload that cannot run with less of a
/// property loses all of its throughput. Empty where it cannot run at all.
std::vector<Sensitivity> sensitivities(const ClusterView&, const Throughput&, double share = 0.1);

/// Of a training. Where the workload names no layout, the best one is searched for each machine, so that capacity counts;
/// so is what it leaves free. Empty where it is stopped.
std::vector<Sensitivity> trainingSensitivities(const ClusterView&, const Workload&,
                                               const Calibration& = Calibration::builtIn(), double share = 0.1,
                                               const std::stop_token& stop = {});

} // namespace colonnade::model
