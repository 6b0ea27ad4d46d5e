#pragma once

#include "model/reliability/Population.h"
#include "model/reliability/Reliability.h"

#include <string>

namespace colonnade::model {

/// How long one write of a training's state holds it up, and what says so.
struct CheckpointTime {
    enum class By : std::uint8_t {
        Workload, ///< It says so itself.
        Storage,  ///< `size` / `rate`, the rate at which the storage takes it.
        Network,  ///< The same, but the nodes' links to the storage are slower.
        Profile   ///< Nothing is known of this job.
    };
    Seconds time;
    By by = By::Profile;
    Bytes size = {};    ///< Of what is written; by the storage or its network.
    ByteRate rate = {}; ///< As above.
    bool operator==(const CheckpointTime&) const = default;
};

/// Of a job on so many of the nodes. A job that says nothing itself, but at which rate its storage takes writes, takes
/// C = size / rate (performance-model.md, 9), with 14 bytes for each parameter, and no more than its share of the drawn storage
/// network carries (NET-013). A job of adapters writes little that is not known; so it is with the profile's time.
CheckpointTime checkpointTime(const Workload&, std::int64_t nodes, const Population&, const ReliabilityBasis&);

/// What says so, for people: "5.68 TB at 400 GB/s of the storage". Empty: the time is given as such.
std::string reasonOf(const CheckpointTime&);

} // namespace colonnade::model
