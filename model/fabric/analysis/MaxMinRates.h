#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace colonnade::model {

/// Flows over shared links, in flat columns: flow f uses the edges `edges[first[f]]` to before `edges[first[f + 1]]`, of each the
/// share of itself that `shares` says beside it.
struct FlowTable {
    std::vector<std::size_t> first{0};
    std::vector<std::uint32_t> edges;
    std::vector<float> shares;
    std::vector<double> weights; ///< By flow: how many alike it stands for.
    [[nodiscard]] std::size_t size() const { return weights.size(); }
    /// Ends the flow whose edges were put in.
    void close(double weight = 1)
    {
        weights.push_back(weight);
        first.push_back(edges.size());
    }
    void use(std::uint32_t edge, double share = 1)
    {
        edges.push_back(edge);
        shares.push_back(static_cast<float>(share));
    }
};

/// Rates of flows that share edges fairly: no flow can have more without one that has no more than it having less. All
/// rise together until an edge is full, whose flows then stay (progressive filling; Bertsekas and Gallager, Data Networks,
/// section 6.5.2). In the unit of the capacities, beside the flows. A flow without edges gets 0.
std::vector<double> maxMinRates(const FlowTable& flows, std::span<const double> capacities);

} // namespace colonnade::model
