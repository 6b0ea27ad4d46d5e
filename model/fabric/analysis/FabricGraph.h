#pragma once

#include "model/fabric/FabricLinks.h"

#include <cstdint>
#include <span>
#include <vector>

namespace colonnade::model {

/// What of a fabric has failed: whole devices, and links by themselves.
struct FabricLoss {
    std::vector<std::uint32_t> nodes; ///< In `FabricPlan::nodes`.
    std::vector<std::uint32_t> links; ///< In `FabricPlan::links`.
    [[nodiscard]] bool empty() const { return nodes.empty() && links.empty(); }
    bool operator==(const FabricLoss&) const = default;
};
/// The links that a cable carries.
FabricLoss lossOfCable(const FabricPlan& plan, std::size_t cable);
/// All links of a rail, and the leaves of it; rails count from 1.
FabricLoss lossOfRail(const FabricPlan& plan, int rail);
/// All links of a plane, and the switches that serve no other; planes count from 1.
FabricLoss lossOfPlane(const FabricPlan& plan, int plane);

/// The links of a fabric that work, those between the same two nodes taken together. Refers to nothing.
class FabricGraph {
public:
    explicit FabricGraph(const FabricPlan& plan, const FabricLoss& loss = {});

    /// All working links between two nodes.
    struct Bundle {
        std::uint32_t a = 0, b = 0; ///< Nodes; `a` is the end farther from the spines.
        std::uint32_t links = 0;
        double capacity = 0; ///< Gbit/s, one direction.
    };
    struct Neighbour {
        std::uint32_t node = 0;
        std::uint32_t bundle = 0;
    };
    [[nodiscard]] std::span<const Bundle> bundles() const { return m_bundles; }
    [[nodiscard]] std::span<const Neighbour> of(std::uint32_t node) const
    {
        return std::span{m_neighbours}.subspan(m_first[node], m_first[node + 1] - m_first[node]);
    }
    [[nodiscard]] std::uint32_t nodes() const { return static_cast<std::uint32_t>(m_first.size() - 1); }
    /// The first so many nodes are switches; the others do not forward.
    [[nodiscard]] std::uint32_t switches() const { return m_switches; }

    static constexpr std::uint32_t unreached = 0xffffffff;
    /// By node: the number of the part of the graph that it hangs in, from 0. What nothing joins is a part of its own.
    [[nodiscard]] std::vector<std::uint32_t> parts() const;

private:
    std::uint32_t m_switches = 0;
    std::vector<Bundle> m_bundles;
    std::vector<std::size_t> m_first;
    std::vector<Neighbour> m_neighbours;
};

} // namespace colonnade::model
