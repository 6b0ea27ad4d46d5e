#pragma once

#include "model/performance/CollectiveLaw.h"

#include <algorithm>

namespace colonnade::model {

/// Ports of the network that nodes (scale-up domains) of accelerators share.
struct NodeNetwork {
    int perNode = 8;      ///< Accelerators of a node.
    ByteRate ports;       ///< Of all ports of a node in one direction.
    Seconds hop{15e-6};   ///< Between two nodes, with the software at both ends.
    double portShare = 0.94; ///< Of a port's rate that messages reach: 47 of 50 GB/s.
    /// Of what is left, that a collective through many nodes keeps: 340 of 376 GB/s on 256 H100, 86 of 94 on two nodes of A100.
    double stageShare = 0.91;
    double oversubscription = 1; ///< Down over up, of the traffic between nodes.
};

struct NodeCollectiveTime {
    Seconds start, inside, across; ///< Hops; bytes over the links of a node; bytes over its ports.
    [[nodiscard]] Seconds total() const { return start + std::max(inside, across); }
    [[nodiscard]] bool portsLimit() const { return across > inside; }
};

/// A collective over more accelerators than a node has. `inside` is the curve among those of one node.
///
/// All-gather and reduce-scatter go round a ring, each of whose n - 1 steps waits for the slowest hop, so for one between
/// nodes. An all-reduce takes the faster of a ring and a double tree of nodes. An all-to-all sends (n - g) / n of its data
/// through the ports, the rest inside.
NodeCollectiveTime acrossNodes(Collective operation, int ranks, Bytes data, const CollectiveCurve& inside, const NodeNetwork& network);

} // namespace colonnade::model
