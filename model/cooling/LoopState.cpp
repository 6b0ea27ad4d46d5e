#include "model/cooling/LoopState.h"

#include "model/cooling/LoopFlow.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <numeric>

namespace colonnade::model {

namespace {

constexpr double starvedBelow = 0.95, deadBelow = 0.01; ///< Of the demand.

LitresPerMinute litres(double flow)
{
    return LitresPerMinute{flow * litresPerMinuteInCubicMetresPerSecond};
}

/// Heat of a CDU that is given `back`: C (T_back − T_facility − approach(heat)) = heat.
double cduHeat(const LoopCdu& cdu, double rate, double back, double facility)
{
    const double drive = back - facility;
    if (rate <= 0 || drive <= 0)
        return 0;
    if (cdu.capacity <= Watts{})
        return std::max(0.0, rate * (drive - cdu.approach.value()));
    if (cdu.part->cdu->approachByLoad.empty())
        return rate * drive / (1 + rate * cdu.approach.value() / cdu.capacity.value());
    // The approach is straight between its points, and so is what is left over.
    double heat = 0, left = rate * drive, perWatt = 0;
    for (const ApproachPoint& point : cdu.part->cdu->approachByLoad) {
        const double next = point.share * cdu.capacity.value();
        const double then = rate * (drive - point.approach.value()) - next;
        if (then <= 0)
            return heat + (next - heat) * left / (left - then);
        heat = next;
        left = then;
        perWatt = point.approach.value() / next;
    }
    return rate * drive / (1 + rate * perWatt);
}

/// The common return at which the CDUs take all the heat.
double commonReturn(const LoopNetwork& network, const std::vector<double>& rates, double heat)
{
    const double facility = network.facilitySupply.value();
    const auto taken = [&](double back) {
        double sum = 0;
        for (std::size_t i = 0; i < rates.size(); ++i)
            sum += cduHeat(network.cdus[i], rates[i], back, facility);
        return sum;
    };
    if (heat <= 0) {
        // A CDU whose capacity is known takes nothing at the facility's temperature; one of a fixed approach stays above it.
        double warmest = facility;
        for (std::size_t i = 0; i < rates.size(); ++i) {
            if (rates[i] > 0 && network.cdus[i].capacity > Watts{})
                return facility;
            if (rates[i] > 0)
                warmest = std::max(warmest, facility + network.cdus[i].approach.value());
        }
        return warmest;
    }
    double high = facility + 10;
    while (taken(high) < heat && high < facility + 1e7)
        high = facility + 2 * (high - facility);
    return reached(facility, high, heat, taken);
}

void judgeBranch(const LoopBranchNetwork& branch, BranchState& state)
{
    const bool still = state.flow.value() <= stillFlow * litresPerMinuteInCubicMetresPerSecond;
    if (branch.open <= 0)
        state.verdict = BranchVerdict::Closed;
    else if (still || state.flow < branch.demand * deadBelow)
        state.verdict = BranchVerdict::Dead;
    else if ((branch.pressureMax && state.pressure > *branch.pressureMax) || (branch.flowMax && state.flow > *branch.flowMax))
        state.verdict = BranchVerdict::OverPressured;
    else if (state.flow < branch.demand * starvedBelow)
        state.verdict = BranchVerdict::Starved;
}

/// Temperatures from where the pressure is high to where it is low; each node mixes what reaches it.
void warm(const LoopNetwork& network, const LoopFlow& flows, LoopState& state)
{
    const Coolant& fluid = network.hydraulics.coolant;
    const double carried = fluid.density * fluid.heatCapacity;
    const auto& edges = network.hydraulics.edges;
    std::vector<double> heats(edges.size(), 0.0);
    for (std::size_t i = 0; i < network.branches.size(); ++i) {
        if (state.branches[i].verdict != BranchVerdict::Dead && state.branches[i].verdict != BranchVerdict::Closed)
            heats[network.branches[i].edge] = network.branches[i].heat.value();
    }
    std::vector<std::size_t> order;
    std::vector<std::size_t> upstream(edges.size());
    for (std::size_t i = network.cdus.size(); i < edges.size(); ++i) {
        upstream[i] = flows.flows[i] >= 0 ? edges[i].from : edges[i].to;
        if (std::abs(flows.flows[i]) > 1e-9)
            order.push_back(i);
    }
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return flows.pressures[upstream[a]] > flows.pressures[upstream[b]];
    });
    std::vector<double> sum(network.hydraulics.nodes, 0.0), weight(network.hydraulics.nodes, 0.0);
    sum[1] = state.supply.value();
    weight[1] = 1;
    std::vector<std::optional<double>> entered(edges.size()), left(edges.size());
    for (const std::size_t i : order) {
        if (weight[upstream[i]] <= 0)
            continue;
        const double flow = std::abs(flows.flows[i]);
        entered[i] = sum[upstream[i]] / weight[upstream[i]];
        left[i] = *entered[i] + heats[i] / (carried * flow);
        const std::size_t downstream = edges[i].from == upstream[i] ? edges[i].to : edges[i].from;
        sum[downstream] += flow * *left[i];
        weight[downstream] += flow;
    }
    const auto celsius = [](const std::optional<double>& t) { return t ? std::optional{Celsius{*t}} : std::nullopt; };
    for (std::size_t i = 0; i < network.branches.size(); ++i) {
        BranchState& branch = state.branches[i];
        if (branch.verdict == BranchVerdict::Dead || branch.verdict == BranchVerdict::Closed)
            continue;
        branch.supply = celsius(entered[network.branches[i].edge]);
        branch.back = celsius(left[network.branches[i].edge]);
    }
    for (std::size_t i = 0; i < network.segments.size(); ++i)
        state.segments[i].temperature = celsius(entered[network.segments[i].edge]);
    if (weight[0] > 0)
        state.back = Celsius{sum[0] / weight[0]};
}

} // namespace

std::string_view word(BranchVerdict verdict)
{
    switch (verdict) {
    case BranchVerdict::Balanced: return "balanced";
    case BranchVerdict::Closed: return "closed";
    case BranchVerdict::OverPressured: return "over-pressured";
    case BranchVerdict::Starved: return "starved";
    case BranchVerdict::Dead: return "dead";
    }
    return {};
}

int LoopState::count(BranchVerdict verdict) const
{
    return static_cast<int>(std::count_if(branches.begin(), branches.end(),
                                          [&](const BranchState& branch) { return branch.verdict == verdict; }));
}

std::optional<std::size_t> LoopState::worstBranch(const LoopNetwork& network) const
{
    std::optional<std::size_t> worst;
    const auto share = [&](std::size_t i) { return branches[i].flow / network.branches[i].demand; };
    for (std::size_t i = 0; i < branches.size(); ++i) {
        if (branches[i].verdict != BranchVerdict::Closed && network.branches[i].demand > LitresPerMinute{}
            && (!worst || share(i) < share(*worst)))
            worst = i;
    }
    return worst;
}

Result<LoopState> loopState(const LoopNetwork& network, const LoopLoss& loss, const std::optional<FormerLoop>& former)
{
    const auto without = [&](std::string_view why) {
        return fail("Loop '{}' has no solution: {}", shown(network.name.empty() ? network.loop.text() : network.name), why);
    };
    if (network.cdus.empty())
        return without("it has no CDU");
    if (!network.missing.empty())
        return without(fmt::format("the {} is not known", fmt::join(network.missing, ", the ")));
    if (std::none_of(network.branches.begin(), network.branches.end(), [](const auto& branch) { return branch.open > 0; }))
        return without(network.branches.empty() ? "it has no rack" : "every branch of it is closed");
    const auto solution = loopFlow(network, loss, former);
    if (!solution) {
        std::string why = solution.error().text;
        why.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(why.front())));
        return without(why);
    }

    LoopState state;
    const Coolant& fluid = network.hydraulics.coolant;
    state.iterations = solution->iterations;
    state.flows = solution->flows;
    state.head = Kilopascals{solution->head / 1000};
    state.asked = litres(solution->wanted);
    state.headAsked = Kilopascals{solution->asked / 1000};
    state.headAvailable = Kilopascals{std::max(0.0, solution->available / 1000)};
    state.fallsShort = solution->fallsShort;
    for (std::size_t i = 0; i < network.branches.size(); ++i) {
        const LoopBranchNetwork& branch = network.branches[i];
        const HydraulicEdge& edge = network.hydraulics.edges[branch.edge];
        const double flow = std::max(0.0, solution->flows[branch.edge]);
        BranchState now;
        now.flow = litres(flow);
        now.drop = Kilopascals{(solution->pressures[edge.from] - solution->pressures[edge.to]) / 1000};
        now.pressure = network.fill + Kilopascals{solution->pressures[edge.from] / 1000};
        now.hoseVelocity = pipeFlow(branch.hose, now.flow, fluid).velocity;
        judgeBranch(branch, now);
        const bool cooled = now.verdict != BranchVerdict::Dead && now.verdict != BranchVerdict::Closed;
        (cooled ? state.heat : state.heatStranded) += branch.heat;
        state.branches.push_back(now);
    }
    for (const LoopSegment& segment : network.segments) {
        const LitresPerMinute flow = litres(solution->flows[segment.edge]);
        state.segments.push_back({flow, pipeFlow(segment.pipe, flow, fluid), {}});
    }

    std::vector<double> rates; // W/K
    for (std::size_t i = 0; i < network.cdus.size(); ++i) {
        rates.push_back(solution->cduFlows[i] * fluid.density * fluid.heatCapacity);
        state.flow += litres(solution->cduFlows[i]);
    }
    const double back = commonReturn(network, rates, state.heat.value());
    const double rate = std::accumulate(rates.begin(), rates.end(), 0.0);
    state.back = Celsius{back};
    state.supply = Celsius{back - state.heat.value() / rate};
    for (std::size_t i = 0; i < network.cdus.size(); ++i) {
        const LoopCdu& cdu = network.cdus[i];
        CduState now;
        now.lost = std::find(loss.cdus.begin(), loss.cdus.end(), i) != loss.cdus.end();
        now.running = solution->running[i];
        now.speed = solution->speeds[i];
        now.flow = litres(solution->cduFlows[i]);
        state.speed = std::max(state.speed, now.speed);
        if (rates[i] > 0) {
            now.heat = Watts{cduHeat(cdu, rates[i], back, network.facilitySupply.value())};
            now.supply = Celsius{back - now.heat.value() / rates[i]};
            now.approach = difference(*now.supply, network.facilitySupply);
            if (cdu.toRoomAir)
                state.heatToRoom += now.heat;
            else if (network.facilityWater.density > 0)
                now.facilityFlow = flowDemand(now.heat, network.facilityWater, network.facilityRise);
            state.facilityFlow += now.facilityFlow;
        }
        state.cdus.push_back(now);
    }
    warm(network, *solution, state);
    return state;
}

} // namespace colonnade::model
