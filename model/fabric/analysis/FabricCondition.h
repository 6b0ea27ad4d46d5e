#pragma once

#include "model/fabric/analysis/FabricGraph.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// What a loss leaves of a fabric. Shares are of what there is normally; 1 is all.
struct FabricCondition {
    int endpoints = 0;        ///< Devices with ports in the fabric that have a link normally.
    int endpointsCut = 0;     ///< Of those, without any link left, the lost ones themselves not counted.
    int endpointsNarrowed = 0; ///< With some of their links left.
    int endpointsLost = 0;    ///< Those that have failed themselves.
    double endpointShare = 1; ///< Capacity of the links of endpoints that have not failed.
    double switchShare = 1;   ///< Capacity between switches; 1 where there is none.
    double worstLeafShare = 1; ///< Uplink capacity left to the worst leaf that still has endpoints; 0: it is cut off.
    double allToAllShare = 1; ///< Rate that all-to-all traffic over all shortest paths still has; by the endpoints that are left.
    bool allToAllEvaluated = false;
    int parts = 0;            ///< Groups of endpoints that reach each other; 1 in a whole fabric of one plane.
};

/// A fabric ready to have parts fail. Refers to the plan.
class FabricFailing {
public:
    explicit FabricFailing(const FabricPlan& plan);
    [[nodiscard]] FabricCondition with(const FabricLoss& loss) const;

private:
    const FabricPlan& m_plan;
    std::vector<int> m_linksOf;       ///< By node, normally: links to switches.
    std::vector<double> m_uplinks;    ///< By switch, normally: capacity to other switches.
    double m_endpointCapacity = 0, m_switchCapacity = 0;
    double m_allToAll = 0; ///< Least share of a port's speed, normally; 0: not evaluated.
};

/// The effect of one element failing alone, judged at one of all alike.
struct FabricElementLoss {
    enum class Kind : std::uint8_t { Switch, Cable, Rail, Plane, TraySection };
    Kind kind = Kind::Switch;
    std::uint32_t index = 0; ///< In `nodes`, `cables` or the sections that were given; of a rail or plane its number.
    int alike = 1;           ///< Elements with the same links, tier and effect.
    FabricCondition condition;
};
std::string_view word(FabricElementLoss::Kind); ///< "switch", "cable", "rail", "plane", "tray-section"

inline constexpr std::size_t mostSections = 16; ///< Of trays, that the analysis of one fabric judges.

/// Every switch, cable between switches and to endpoints, rail, plane and section of tray failing alone; those alike once.
/// The greatest loss of endpoint capacity first, then of capacity between switches.
///
/// `sections`: the links in each section of a tray, empty ones passed over. Sections through which the same links run are
/// alike; of the others those `mostSections` count that take the most capacity, of endpoints first.
std::vector<FabricElementLoss> singleElementLosses(const FabricPlan& plan, std::span<const std::vector<std::uint32_t>> sections = {});

/// Ports of a fabric's switches that are of no use, or left for growth.
struct PortUse {
    int ports = 0;    ///< Of all switches that this fabric may use.
    int down = 0, up = 0; ///< With links.
    int reserved = 0; ///< Free, kept for endpoints on leaves that have uplinks for them.
    int stranded = 0; ///< Free on a leaf whose uplinks are all in use and whose share of ports for endpoints is full, or on a switch that nothing joins.
    int growth = 0;   ///< Endpoint ports that could still be linked without a new switch.
    [[nodiscard]] int free() const { return ports - down - up; }
};
PortUse portUse(const FabricPlan& plan);

} // namespace colonnade::model
