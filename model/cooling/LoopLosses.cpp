#include "model/cooling/LoopState.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

constexpr double cubicMetresPerLitre = 1e-3;
constexpr double moreHeat = 1.001; ///< Of what a CDU carried before.

std::optional<Celsius> lowestInletLimit(const LoopNetwork& network)
{
    std::optional<Celsius> limit;
    for (const LoopBranchNetwork& branch : network.branches) {
        if (branch.open > 0 && branch.inletMax && (!limit || *branch.inletMax < *limit))
            limit = branch.inletMax;
    }
    return limit;
}

/// With no flow left all heat warms what is there; with some the loop nears its new supply by e to the power of −t/τ,
/// τ = M c_p / G, G being what the CDUs take for each kelvin between return and facility water.
void rideThrough(const LoopNetwork& network, const LoopState& normal, Celsius limit, LoopLossState& after)
{
    const Coolant& fluid = network.hydraulics.coolant;
    const Kelvins allowed = difference(limit, normal.supply);
    const double stored = network.volumeLitres * cubicMetresPerLitre * fluid.density * fluid.heatCapacity; // J/K
    if (allowed <= Kelvins{}) {
        after.rideThrough = Seconds{0};
        after.rideThroughHow = fmt::format("the supply of {} is at its limit of {} already", normal.supply, limit);
        return;
    }
    if (!after.state) {
        if (normal.heat <= Watts{})
            return;
        after.rideThrough = thermalRideThrough(network.volumeLitres, fluid, allowed, normal.heat);
        after.rideThroughHow =
            fmt::format("{} L · {} kg/m³ · {} J/(kg K) · {} / {} = {}", significant(network.volumeLitres, 4),
                        significant(fluid.density, 5), significant(fluid.heatCapacity, 4), allowed, normal.heat,
                        *after.rideThrough);
        return;
    }
    const LoopState& settled = *after.state;
    if (settled.supply <= limit || settled.heat <= Watts{})
        return;
    const double perKelvin = settled.heat.value() / difference(settled.back, network.facilitySupply).value();
    const double constant = stored / perKelvin;
    const double still = difference(settled.supply, normal.supply).value();
    const double left = difference(settled.supply, limit).value();
    after.rideThrough = Seconds{constant * std::log(still / left)};
    after.rideThroughHow = fmt::format("τ = {} L · {} kg/m³ · {} J/(kg K) / {} W/K = {}; τ ln({} K / {} K) = {}",
                                       significant(network.volumeLitres, 4), significant(fluid.density, 5),
                                       significant(fluid.heatCapacity, 4), significant(perKelvin, 4), Seconds{constant},
                                       significant(still, 3), significant(left, 3), *after.rideThrough);
}

} // namespace

Seconds thermalRideThrough(double volumeLitres, const Coolant& coolant, Kelvins allowed, Watts heat)
{
    return Seconds{volumeLitres * cubicMetresPerLitre * coolant.density * coolant.heatCapacity * allowed.value()
                   / heat.value()};
}

std::vector<LoopLoss> singleLosses(const LoopNetwork& network)
{
    std::vector<LoopLoss> losses;
    for (std::size_t i = 0; i < network.cdus.size(); ++i)
        losses.push_back({.cdus = {i}, .pumps = {}});
    for (std::size_t i = 0; i < network.cdus.size(); ++i)
        losses.push_back({.cdus = {}, .pumps = {i}});
    return losses;
}

LoopLossState loopWithout(const LoopNetwork& network, const LoopState& normal, const LoopLoss& loss)
{
    LoopLossState after;
    after.loss = loss;
    auto state = loopState(network, loss, FormerLoop{&network, &normal});
    if (!state)
        after.without = state.error().text;
    else
        after.state = std::move(*state);
    const auto limit = lowestInletLimit(network);
    if (after.state) {
        const LoopState& settled = *after.state;
        after.supply = settled.supply;
        for (std::size_t i = 0; i < network.cdus.size(); ++i) {
            if (settled.cdus[i].heat > normal.cdus[i].heat * moreHeat)
                after.takeOver.push_back(i);
            if (network.cdus[i].capacity > Watts{} && settled.cdus[i].heat > network.cdus[i].capacity)
                after.overloaded.push_back(i);
        }
        const auto lacking = [](const LoopState& one) {
            return one.count(BranchVerdict::Starved) + one.count(BranchVerdict::Dead);
        };
        after.holds = after.overloaded.empty() && lacking(settled) <= lacking(normal) && (!limit || settled.supply <= *limit);
    }
    if (limit)
        rideThrough(network, normal, *limit, after);
    return after;
}

} // namespace colonnade::model
