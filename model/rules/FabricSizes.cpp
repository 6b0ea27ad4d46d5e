#include "model/rules/FabricSizes.h"

#include "model/fabric/Recipe.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

double tierCapacity(int tiers, double ports, double down)
{
    switch (tiers) {
    case 1: return ports;
    case 2: return ports * down;
    case 3: return ports * down * ports / 2;
    default: return 0;
    }
}

TierCounts tierCounts(double endpoints, double ports, double down)
{
    if (down <= 0 || ports <= 0)
        return {};
    TierCounts counts;
    counts.leaves = std::ceil(endpoints / down - 1e-9);
    counts.links = counts.leaves * (ports - down);
    counts.spines = std::ceil(counts.links / ports - 1e-9);
    return counts;
}

double serversPerUnit(double leafPorts)
{
    return std::floor(leafPorts / 2);
}

Bisection twoTierBisection(double endpoints, double speed, double uplinks, double leaves)
{
    Bisection bisection{endpoints * speed / 2, leaves * uplinks * speed / 2};
    bisection.cut = std::min(bisection.cut, bisection.full);
    return bisection;
}

double pathLatency(double switches, double switchNs, double metres, double nsPerMetre)
{
    return switches * switchNs + metres * nsPerMetre;
}

HashSpread hashSpread(double flows, double links)
{
    HashSpread spread;
    if (links <= 0)
        return {0, 0};
    spread.idle = links * std::pow(1 - 1 / links, flows);
    if (flows > links)
        spread.noCollision = 0;
    else // By logarithms of factorials, so that hundreds of flows do not overflow.
        spread.noCollision = std::exp(std::lgamma(links + 1) - std::lgamma(links - flows + 1) - flows * std::log(links));
    return spread;
}

double pauseHeadroom(double bitsPerSecond, double metres, double frameBytes, double responseBits)
{
    constexpr double pauseFrame = 84;
    constexpr double secondsPerMetre = 5e-9;
    return 2 * frameBytes + bitsPerSecond * 2 * metres * secondsPerMetre / 8 + responseBits / 8 + pauseFrame;
}

double portsTaken(const FabricPlan& plan, int tier)
{
    double ports = 0;
    for (std::size_t link = 0; link < plan.links.size(); ++link) {
        if (plan.links.tier[link] != tier)
            continue;
        const double whole = plan.port(plan.links.b[link], plan.links.portB[link]).speed.value();
        const double speed = static_cast<double>(plan.links.speed[link]);
        // A port that is faster than what is plugged in, but cannot be split among several, is taken as a whole.
        ports += whole > speed && speed > 0 ? 1 / std::floor(whole / speed + 1e-6) : 1;
    }
    return ports;
}

std::optional<SwitchShape> switchShape(const FabricPlan& plan, double oversubscription)
{
    SwitchShape shape;
    int spinePorts = 0;
    for (const SwitchUse& use : plan.switches) {
        const int tier = plan.nodes[use.node].tier;
        shape.tiers = std::max(shape.tiers, tier);
        if (tier <= 1) {
            shape.alike &= shape.leaves == 0 || use.ports == shape.leafPorts;
            shape.leafPorts = shape.leaves == 0 ? use.ports : std::min(shape.leafPorts, use.ports);
            ++shape.leaves;
        } else {
            shape.alike &= shape.above == 0 || use.ports == spinePorts;
            spinePorts = use.ports;
            ++shape.above;
        }
    }
    if (shape.leaves == 0 || shape.leafPorts == 0)
        return std::nullopt;
    shape.leafDown = shape.above > 0 ? leafSplit(shape.leafPorts, oversubscription).down : shape.leafPorts;
    return shape;
}

} // namespace colonnade::model
