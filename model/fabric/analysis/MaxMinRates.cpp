#include "model/fabric/analysis/MaxMinRates.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <queue>

namespace colonnade::model {

std::vector<double> maxMinRates(const FlowTable& flows, std::span<const double> capacities)
{
    const std::size_t edges = capacities.size();
    std::vector<double> demand(edges), taken(edges); // Of flows that still rise, per unit of rate; of those that stay.
    std::vector<std::size_t> firstFlow(edges + 1);
    for (std::size_t flow = 0; flow < flows.size(); ++flow) {
        for (std::size_t i = flows.first[flow]; i < flows.first[flow + 1]; ++i) {
            demand[flows.edges[i]] += flows.weights[flow] * static_cast<double>(flows.shares[i]);
            ++firstFlow[flows.edges[i] + 1];
        }
    }
    std::partial_sum(firstFlow.begin(), firstFlow.end(), firstFlow.begin());
    std::vector<std::uint32_t> flowsOf(flows.edges.size());
    std::vector<std::size_t> next(firstFlow.begin(), firstFlow.end() - 1);
    for (std::size_t flow = 0; flow < flows.size(); ++flow) {
        for (std::size_t i = flows.first[flow]; i < flows.first[flow + 1]; ++i)
            flowsOf[next[flows.edges[i]]++] = static_cast<std::uint32_t>(flow);
    }

    struct Full {
        double rate;
        std::uint32_t edge;
        bool operator>(const Full& other) const { return rate > other.rate; }
    };
    const auto fullAt = [&](std::size_t edge) { return std::max(0.0, capacities[edge] - taken[edge]) / demand[edge]; };
    std::priority_queue<Full, std::vector<Full>, std::greater<>> queue;
    // What is left of a demand by rounding is nothing.
    std::vector<double> none(edges);
    for (std::size_t edge = 0; edge < edges; ++edge) {
        none[edge] = demand[edge] * 1e-9;
        if (demand[edge] > 0)
            queue.push({fullAt(edge), static_cast<std::uint32_t>(edge)});
    }

    constexpr double rising = -1;
    std::vector<double> rates(flows.size(), rising);
    while (!queue.empty()) {
        const Full full = queue.top();
        queue.pop();
        if (demand[full.edge] <= none[full.edge])
            continue;
        const double rate = fullAt(full.edge);
        if (rate > full.rate * (1 + 1e-12)) { // Flows that stay have made room since.
            queue.push({rate, full.edge});
            continue;
        }
        for (std::size_t i = firstFlow[full.edge]; i < firstFlow[full.edge + 1]; ++i) {
            const std::uint32_t flow = flowsOf[i];
            if (rates[flow] != rising)
                continue;
            rates[flow] = rate;
            for (std::size_t used = flows.first[flow]; used < flows.first[flow + 1]; ++used) {
                const double part = flows.weights[flow] * static_cast<double>(flows.shares[used]);
                demand[flows.edges[used]] -= part;
                taken[flows.edges[used]] += part * rate;
            }
        }
    }
    for (double& rate : rates)
        rate = std::max(rate, 0.0);
    return rates;
}

} // namespace colonnade::model
