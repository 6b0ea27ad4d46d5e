#include "model/cooling/LoopFlow.h"

#include <map>
#include <numeric>

namespace colonnade::model {

namespace {

class Pumps {
public:
    Pumps(const LoopNetwork& network, const LoopLoss& loss) : m_network{network}
    {
        for (std::size_t i = 0; i < network.cdus.size(); ++i) {
            const LoopCdu& cdu = network.cdus[i];
            const bool lost = std::find(loss.cdus.begin(), loss.cdus.end(), i) != loss.cdus.end();
            const auto pumpsLost = static_cast<int>(std::count(loss.pumps.begin(), loss.pumps.end(), i));
            running.push_back(lost ? 0 : std::clamp(cdu.pumps - pumpsLost, 0, cdu.pumps - cdu.spare));
        }
    }

    [[nodiscard]] bool any() const
    {
        return std::any_of(running.begin(), running.end(), [](int count) { return count > 0; });
    }
    [[nodiscard]] double flowOf(std::size_t cdu, double head, double speed) const
    {
        if (running[cdu] == 0 || speed <= 0)
            return 0;
        return running[cdu] * speed * m_network.cdus[cdu].pump.flowAt(head / (speed * speed));
    }
    /// All together at this head.
    [[nodiscard]] double flow(double head, double speed) const
    {
        double sum = 0;
        for (std::size_t i = 0; i < running.size(); ++i)
            sum += flowOf(i, head, speed);
        return sum;
    }
    /// That they hold at full speed with this flow.
    [[nodiscard]] double head(double wanted) const
    {
        double greatest = 0;
        for (std::size_t i = 0; i < running.size(); ++i) {
            if (running[i] > 0)
                greatest = std::max(greatest, m_network.cdus[i].pump.shutOff());
        }
        return -reached(-greatest, 0, wanted, [&](double negative) { return flow(-negative, 1); });
    }

    std::vector<int> running; ///< Pumps, beside the CDUs.

private:
    const LoopNetwork& m_network;
};

/// The former flows of what is still there.
std::vector<double> started(const LoopNetwork& network, const std::optional<FormerLoop>& former)
{
    if (!former)
        return {};
    const LoopNetwork& before = *former->network;
    const std::vector<double>& flows = former->state->flows;
    if (flows.size() != before.hydraulics.edges.size())
        return {};
    std::vector<double> start(network.hydraulics.edges.size(), 0.0);
    std::map<std::string_view, double> cdus;
    for (std::size_t i = 0; i < before.cdus.size(); ++i)
        cdus.emplace(before.cdus[i].path, flows[i]);
    for (std::size_t i = 0; i < network.cdus.size(); ++i) {
        if (const auto found = cdus.find(network.cdus[i].path); found != cdus.end())
            start[i] = found->second;
    }
    // Mostly nothing has moved; else by what they lead to.
    const auto take = [&](const auto& now, const auto& then, auto same, auto key) {
        std::map<decltype(key(now.front())), double> by;
        for (std::size_t i = 0; i < now.size(); ++i) {
            if (i < then.size() && same(now[i], then[i])) {
                start[now[i].edge] = flows[then[i].edge];
                continue;
            }
            if (by.empty()) {
                for (const auto& one : then)
                    by.emplace(key(one), flows[one.edge]);
            }
            if (const auto found = by.find(key(now[i])); found != by.end())
                start[now[i].edge] = found->second;
        }
    };
    if (!network.segments.empty())
        take(network.segments, before.segments,
             [](const LoopSegment& a, const LoopSegment& b) { return a.kind == b.kind && a.to == b.to; },
             [](const LoopSegment& one) { return std::pair{one.kind, one.to}; });
    if (!network.branches.empty())
        take(network.branches, before.branches,
             [](const LoopBranchNetwork& a, const LoopBranchNetwork& b) { return a.placement == b.placement; },
             [](const LoopBranchNetwork& one) { return one.placement; });
    return start;
}

/// Flows as they would be if every open branch had its demand, all together `wanted` m³/s: near the answer for most.
std::vector<double> startedByDemand(const LoopNetwork& network, double wanted)
{
    std::vector<double> start(network.hydraulics.edges.size(), 0.0);
    const double demand = network.demand().value() / litresPerMinuteInCubicMetresPerSecond;
    if (demand <= 0 || wanted <= 0)
        return start;
    std::map<PlacementId, double> asked;
    for (const LoopBranchNetwork& branch : network.branches) {
        const double flow = branch.open > 0 ? branch.demand.value() / litresPerMinuteInCubicMetresPerSecond * (wanted / demand) : 0;
        asked.emplace(branch.placement, flow);
        start[branch.edge] = flow;
    }
    // Segments stand row by row, the main first; what a header carries on is for the racks behind.
    using Kind = LoopSegment::Kind;
    const auto& segments = network.segments;
    for (std::size_t first = 0; first < segments.size();) {
        std::size_t end = first + 1;
        double row = asked.at(*segments[first].to);
        for (; end < segments.size() && segments[end].kind != Kind::Main; ++end) {
            if (segments[end].kind == Kind::Header)
                row += asked.at(*segments[end].to);
        }
        double before = asked.at(*segments[first].to); // Of the racks up to here.
        for (std::size_t i = first; i < end; ++i) {
            const LoopSegment& segment = segments[i];
            const HydraulicEdge& edge = network.hydraulics.edges[segment.edge];
            if (segment.kind == Kind::Main || segment.kind == Kind::ReturnMain) {
                start[segment.edge] = row;
                continue;
            }
            const bool onwards = segment.kind == Kind::ReturnHeader && edge.from < edge.to; // Reverse return.
            start[segment.edge] = onwards ? before : row - before;
            const bool rackDone = i + 1 == end || segments[i + 1].to != segment.to;
            if (rackDone)
                before += asked.at(*segment.to);
        }
        first = end;
    }
    return start;
}

} // namespace

Result<LoopFlow> loopFlow(const LoopNetwork& network, const LoopLoss& loss, const std::optional<FormerLoop>& former)
{
    Pumps pumps{network, loss};
    if (!pumps.any())
        return fail("no pump runs");
    const double wanted = network.setFlow.value_or(network.demand()).value() / litresPerMinuteInCubicMetresPerSecond;
    std::vector<double> start = started(network, former);
    if (start.empty())
        start = startedByDemand(network, std::min(wanted, pumps.flow(0, 1) / 2));
    const std::vector<double>* from = &start;

    LoopFlow result;
    result.running = pumps.running;
    result.speeds.assign(network.cdus.size(), 0.0);
    result.cduFlows.assign(network.cdus.size(), 0.0);
    const auto finish = [&](HydraulicSolution solution) {
        result.flows = std::move(solution.flows);
        result.pressures = std::move(solution.pressures);
        result.head = result.pressures[1] - result.pressures[0];
        for (std::size_t i = 0; i < result.cduFlows.size(); ++i)
            result.flows[i] = result.cduFlows[i];
        const double flow = std::accumulate(result.cduFlows.begin(), result.cduFlows.end(), 0.0);
        if (result.wanted <= 0)
            result.wanted = flow;
        if (result.asked <= 0) // Not solved for: nearly square.
            result.asked = result.head * (result.wanted / flow) * (result.wanted / flow);
        result.available = pumps.head(result.wanted);
        return std::move(result);
    };

    if (wanted > stillFlow)
        result.wanted = wanted;
    // Far beyond the pumps its pressures would be beyond all numbers.
    if (wanted > stillFlow && wanted <= pumps.flow(0, 1)) {
        auto slow = solvedForFlow(network.hydraulics, 1, 0, wanted, from);
        if (!slow)
            return tl::unexpected<Error>{slow.error()};
        result.iterations += slow->iterations;
        const double head = slow->pressures[1] - slow->pressures[0];
        result.asked = head;
        if (pumps.flow(head, 1) >= wanted) {
            const double speed = reached(0, 1, wanted, [&](double share) { return pumps.flow(head, share); });
            double sum = 0;
            for (std::size_t i = 0; i < result.cduFlows.size(); ++i) {
                result.cduFlows[i] = pumps.flowOf(i, head, speed);
                result.speeds[i] = pumps.running[i] > 0 ? speed : 0;
                sum += result.cduFlows[i];
            }
            for (double& flow : result.cduFlows)
                flow *= wanted / sum; // The rest of the halving.
            return finish(std::move(*slow));
        }
    }

    result.fullSpeed = true;
    HydraulicNetwork full = network.hydraulics;
    for (std::size_t i = 0; i < network.cdus.size(); ++i) {
        full.edges[i].pumps = pumps.running[i];
        full.edges[i].open = pumps.running[i] > 0;
    }
    for (;;) {
        auto solution = solved(full, from);
        if (!solution)
            return tl::unexpected<Error>{solution.error()};
        result.iterations += solution->iterations;
        bool shut = false;
        for (std::size_t i = 0; i < network.cdus.size(); ++i) {
            if (full.edges[i].open && solution->flows[i] <= stillFlow) {
                full.edges[i].open = false; // The others hold its check valve shut.
                pumps.running[i] = 0;
                shut = true;
            }
        }
        if (shut)
            continue;
        for (std::size_t i = 0; i < network.cdus.size(); ++i) {
            result.cduFlows[i] = solution->flows[i];
            result.speeds[i] = pumps.running[i] > 0 ? 1 : 0;
        }
        result.running = pumps.running;
        const double flow = std::accumulate(result.cduFlows.begin(), result.cduFlows.end(), 0.0);
        result.fallsShort = flow < wanted * (1 - 1e-6);
        return finish(std::move(*solution));
    }
}

} // namespace colonnade::model
