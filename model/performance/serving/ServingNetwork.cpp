#include "model/performance/serving/ServingNetwork.h"

#include "model/performance/Collectives.h"
#include "model/performance/serving/ServingShape.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

/// Ranks of a domain that groups of `width` fill whole.
int usedOf(const ServingNetwork& network, int width)
{
    const int size = network.view.scaleUp.size;
    return width >= size ? size : size / width * width;
}

GroupPath pathIn(const ServingNetwork& network, int ranks, int width)
{
    return pathOf(network.view, ranks, width, usedOf(network, width), network.portShare);
}

Seconds treeOrRing(Bytes data, int members, Link link)
{
    const Seconds ring = ringAllReduce(data, members, link);
    const Seconds tree = link.latency * (2 * std::ceil(std::log2(members))) + data * 2 / link.bandwidth;
    return std::min(ring, tree);
}

} // namespace

std::optional<ServingNetwork> servingNetwork(const ClusterView& view)
{
    if (view.tiers.empty())
        return std::nullopt;
    ServingNetwork network;
    network.view.scaleUp = view.scaleUp;
    network.view.scaleUp.size = std::max(1, view.scaleUp.size);
    network.view.tiers = view.tiers;
    return network;
}

std::optional<Error> unjoined(const std::optional<ServingNetwork>& network, const ServingLayout& layout)
{
    if (!network || pathIn(*network, layout.ranks(), 1).joined)
        return std::nullopt;
    return Error{fmt::format("No network joins the {} accelerators of an instance: a scale-up domain has {}, the fabric reaches {}.",
                             layout.ranks(), network->view.scaleUp.size, network->view.tiers.back().reach)};
}

int ranksInside(const std::optional<ServingNetwork>& network, int ranks)
{
    return network ? std::min(ranks, network->view.scaleUp.size) : ranks;
}

Seconds reduceAcross(const std::optional<ServingNetwork>& network, int ranks, Bytes data)
{
    Seconds sum;
    if (!network || ranks <= network->view.scaleUp.size)
        return sum;
    const GroupPath path = pathIn(*network, ranks, 1);
    Bytes left = data / path.levels[0].members;
    for (std::size_t i = 1; i < path.count; ++i) {
        sum += treeOrRing(left, path.levels[i].members, path.levels[i].link);
        left = left / path.levels[i].members;
    }
    return sum;
}

ExchangeTime exchange(const std::optional<ServingNetwork>& network, int ranks, int width, double chosen, Bytes token, Dispatch dispatch,
                      int nodeLimit)
{
    const double all = ranks;
    const double reached = std::min<double>(chosen, all);
    ExchangeTime out{reached * (1 - 1 / all), {}};
    if (!network)
        return out;
    const GroupPath path = pathIn(*network, ranks, width);
    if (path.count == 1)
        return out;
    const double inside = path.levels[0].members;
    const double domains = all / inside;
    const double direct = reached * (1 - inside / all);
    const double hit = otherDomains(domains, reached, nodeLimit);
    const bool forwarded = dispatch == Dispatch::Forwarded && hit < direct;
    if (!forwarded)
        out.inside = reached * (inside - 1) / all;
    const double crossing = forwarded ? hit : direct;
    double below = inside;
    for (std::size_t i = 1; i < path.count; ++i) {
        // Of what leaves the domain, the share that goes beyond the tiers below this one.
        const double share = (all - below) / (all - inside);
        out.across = std::max(out.across, token * (crossing * share) / path.levels[i].link.bandwidth + path.levels[i].link.latency * 2);
        below = std::min(all, below * path.levels[i].members);
    }
    return out;
}

int stagesAcross(const std::optional<ServingNetwork>& network, int stages, int width)
{
    if (!network)
        return 0;
    const int size = network->view.scaleUp.size;
    int across = 0;
    for (int stage = 1; stage < stages; ++stage)
        across += stage * width / size > (stage - 1) * width / size ? 1 : 0;
    return across;
}

Seconds messageAcross(const std::optional<ServingNetwork>& network, int width, Bytes data)
{
    if (!network)
        return {};
    const GroupPath path = pathIn(*network, 2, std::max(width, network->view.scaleUp.size));
    const Link& link = path.levels[path.count - 1].link;
    return path.count > 1 ? link.latency + data / link.bandwidth : Seconds{};
}

PoolHandOff poolHandOff(const ServingNetwork& network, Bytes cache, int ports, int accelerators, ByteRate scaleUp, Seconds computing,
                        double layers)
{
    PoolHandOff out;
    Seconds latency;
    if (accelerators <= network.view.scaleUp.size) {
        out.port = scaleUp;
    } else {
        const auto& tiers = network.view.tiers;
        const auto found = std::find_if(tiers.begin(), tiers.end(), [&](const FabricTier& tier) { return tier.reach >= accelerators; });
        const FabricTier& tier = found == tiers.end() ? tiers.back() : *found;
        out.over = tier.name;
        out.port = tier.bandwidth * (network.portShare * tier.routing / tier.oversubscription);
        latency = tier.latency;
    }
    const Seconds bytes = handOff(cache, 1, out.port, std::max(1, ports));
    out.time = bytes + latency;
    out.shown = exposed(bytes, computing, 0, bytes / std::max(1.0, layers)) + latency;
    return out;
}

} // namespace colonnade::model
