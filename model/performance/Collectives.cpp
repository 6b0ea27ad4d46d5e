#include "model/performance/Collectives.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

double busFactor(Collective kind, int ranks)
{
    const double n = ranks;
    return (kind == Collective::AllReduce ? 2 : 1) * (n - 1) / n;
}

ByteRate busBandwidth(Collective kind, int ranks, Bytes data, Seconds time)
{
    return data * busFactor(kind, ranks) / time;
}

Seconds ringAllReduce(Bytes data, int ranks, Link link)
{
    return ringAllGather(data, ranks, link) * 2;
}

Seconds ringAllGather(Bytes data, int ranks, Link link)
{
    return link.latency * (ranks - 1)
        + data * busFactor(Collective::AllGather, ranks) / link.bandwidth;
}

Seconds treeAllReduce(Bytes data, int ranks, Link link)
{
    return link.latency * (2 * std::log2(ranks)) + data * 2 / link.bandwidth;
}

Seconds inSwitchAllReduce(Bytes data, Link link)
{
    return link.latency + data / link.bandwidth;
}

double otherDomains(double domains, double chosen, int nodeLimit)
{
    if (domains <= 1)
        return 0;
    const double even = (domains - 1) * (1 - std::pow(1 - 1 / domains, chosen));
    return nodeLimit > 0 ? std::min(even, nodeLimit * (domains - 1) / domains) : even;
}

Seconds allToAll(Bytes data, int ranks, Link link)
{
    return link.latency * (ranks - 1)
        + data * busFactor(Collective::AllToAll, ranks) / link.bandwidth;
}

HierarchicalTime hierarchicalAllReduce(Bytes data, int islands, int perIsland, Link inside,
                                       Link across, double oversubscription)
{
    const Seconds local = ringAllGather(data, perIsland, inside);
    return {local, ringAllReduce(data / perIsland, islands, across) * oversubscription, local};
}

Seconds exposed(Seconds traffic, Seconds window, double stolen, Seconds edge)
{
    // What shows can be no more than all of it.
    return std::min(traffic, std::max(Seconds{}, traffic - window * (1 - stolen)) + edge);
}

} // namespace colonnade::model
