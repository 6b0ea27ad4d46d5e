#include "model/performance/NodeNetwork.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

NodeCollectiveTime acrossNodes(Collective operation, int ranks, Bytes data, const CollectiveCurve& inside, const NodeNetwork& network)
{
    const double n = ranks;
    const double perNode = std::min(network.perNode, ranks);
    const double nodes = std::ceil(n / perNode);
    const ByteRate ports = network.ports * (network.portShare * network.stageShare / network.oversubscription);
    const Bytes traffic = data * busFactor(operation, ranks);
    NodeCollectiveTime time;
    if (operation == Collective::AllToAll) {
        const double local = perNode / n;
        time.start = network.hop * std::ceil(std::log2(nodes)) + Seconds{inside.latency};
        time.inside = data * local / ByteRate{inside.rate};
        time.across = data * ((1 - local) * perNode) / ports;
        return time;
    }
    time.inside = traffic / ByteRate{inside.rate};
    time.across = traffic / ports;
    const Seconds ring = network.hop * (n - 1);
    const Seconds tree = network.hop * (2 * std::ceil(std::log2(nodes))) + Seconds{inside.latency};
    time.start = operation == Collective::AllReduce ? std::min(ring * 2, tree) : ring;
    return time;
}

} // namespace colonnade::model
