#pragma once

#include "model/fabric/FabricLinks.h"
#include "model/fabric/TrayRoutes.h"
#include "model/fabric/topology/Bisection.h"
#include "model/fabric/topology/Topology.h"

#include <array>
#include <unordered_map>

namespace colonnade::model {

/// Works out one fabric: who takes part, the links by hand, those of the recipe, and the cables
/// that carry them. Used once.
class FabricPlanner {
public:
    FabricPlanner(const Arrangement& arrangement, const Fabric& fabric, const RouteRules& rules,
                  const TrayGraph& trays);
    /// A fabric of the hall, which may join fabrics of its pods.
    FabricPlanner(const Hall& hall, const Fabric& fabric, const RouteRules& rules,
                  const TrayGraph& trays);
    FabricPlan operator()();

private:
    /// A row of ports of one switch that links are taken from, first to last.
    struct Cursor {
        std::size_t at = 0, end = 0;
        std::uint16_t open = 0; ///< A port that is split and has pieces left.
        int left = 0, split = 1;
        double speed = 0; ///< Of the pieces.
        std::vector<std::uint16_t> spare; ///< Passed over; for when nothing else is free.
        std::optional<std::size_t> due; ///< Where it would stand if no link were there by hand.
    };
    /// The ports of a switch that this fabric may use.
    struct SwitchPorts {
        std::vector<std::uint16_t> trunk; ///< Of the kind that carries most.
        std::vector<std::uint16_t> copper; ///< RJ45.
        double trunkSpeed = 0, copperSpeed = 0;
        Cursor down, up, rj45; ///< `down` and `up` share out `trunk`.
    };
    struct Endpoint {
        std::uint32_t node;
        std::uint16_t port;
        std::uint16_t rank; ///< Among the ports of its device.
        bool copper;
        double speed;
    };
    struct Taken {
        std::uint16_t port;
        std::uint8_t piece;
    };
    using Leaves = std::vector<std::uint32_t>;

    /// Of a device in a placement; of a joined pod's, with the pod's number from 1.
    static std::uint64_t nodeKey(std::uint32_t placement, std::int32_t device, std::uint32_t pod = 0)
    {
        return static_cast<std::uint64_t>(pod) << 40U | static_cast<std::uint64_t>(placement) << 16U
            | (static_cast<std::uint32_t>(device) & 0xffffU);
    }

    void findSwitches();
    void findEndpoints();
    void nameEndpointPorts(); ///< Their rails and planes.
    std::uint32_t addNode(std::uint32_t placement, std::int32_t device, const PartRef& part,
                          std::uint8_t tier);
    std::uint16_t partIndex(const PartRef& part);
    void findUsablePorts(std::uint32_t node);

    void addByHand();
    std::optional<Error> addCableByHand(const HandCable& cable, std::int32_t number,
                                        std::optional<std::uint32_t> rackAt);
    /// What a port reference names: in the arrangement, or in a joined pod.
    struct Located {
        std::uint32_t pod = 0; ///< As `FabricNode::pod`.
        std::uint32_t placement = 0;
        std::int32_t device = -1;
        PartRef part;
        Port port;
    };
    [[nodiscard]] Result<Located> locate(const PortRef& port) const;
    std::uint32_t nodeOf(const Located& place);
    void indexNodes();
    struct NodePort {
        std::uint32_t node = 0;
        std::uint16_t port = 0;
    };
    /// The node and port that a reference names. Fails where there are none in this fabric.
    [[nodiscard]] Result<NodePort> placeOf(const PortRef& port) const;

    /// The switches of a family of tiers, by tier.
    struct Tiers {
        Leaves leaves, spines, cores;
    };
    /// Leaves with the spines that are theirs alone, below cores.
    struct SpineGroup {
        Leaves leaves, spines;
    };

    std::optional<Error> addByRecipe();
    std::optional<Error> addByTiers();
    std::optional<Error> addByTopology();
    /// Families whose endpoints hang on switches that are joined among themselves.
    std::optional<Error> joinGroups(const Topology& topology, const std::vector<std::uint32_t>& nodeOfSwitch, const Leaves& leaves);
    /// Families whose endpoints have a link for each of their ports.
    std::optional<Error> joinChips(const Topology& topology, const std::vector<std::uint32_t>& nodeOfSwitch, const Leaves& circuits);
    void joinEqual(std::uint32_t a, std::uint32_t b, int wanted);
    void findPods();
    std::optional<Error> joinPods();
    void measurePods();
    [[nodiscard]] std::optional<Error> soundTiers(const Tiers& tiers) const;
    std::optional<Error> dealEndpoints(const Tiers& tiers);
    std::optional<Error> joinTiers(const Tiers& tiers);
    void splitLeaves(const Leaves& leaves, bool hasSpines);
    void splitSpines(const Leaves& spines, bool hasCores);
    /// Those of the endpoint ports of that plane that are free.
    std::optional<Error> dealEvenly(const Leaves& leaves, int plane);
    std::optional<Error> dealClass(const Leaves& leaves, std::vector<Endpoint> ports);
    std::optional<Error> dealRails(const Leaves& leaves, int plane);
    void dealGuests(const Leaves& leaves);
    std::optional<Error> nameRails(const Leaves& leaves);
    /// Gives switches of a tier that name no plane one in turn, `stride` neighbours to the same.
    std::optional<Error> namePlanes(const Leaves& tier, std::size_t stride, bool mayServeAll);
    std::optional<Error> joinSpines(const Leaves& leaves, const Leaves& spines);
    /// As the switches name them, or the largest that can be cabled evenly.
    Result<std::vector<SpineGroup>> spineGroups(const Tiers& tree) const;
    std::optional<Error> joinCores(const std::vector<SpineGroup>& groups, const Leaves& cores);
    /// Joins two switches by `wanted` links of the recipe, less those by hand.
    void joinSwitches(std::uint32_t below, std::uint32_t above, int wanted);
    void countHandLinks();
    [[nodiscard]] std::span<const std::uint32_t> handLinksBetween(std::uint32_t a, std::uint32_t b) const;
    /// Ports of a switch that links to one other switch are taken from.
    struct PortRow {
        std::uint32_t node;
        const std::vector<std::uint16_t>& ports;
        Cursor& cursor;
        std::size_t begin, end; ///< Those that the recipe alone would have taken.
    };
    static PortRow rowFor(std::uint32_t node, const std::vector<std::uint16_t>& ports, Cursor& cursor, int wanted);
    /// Leaves the ports that the recipe would have taken for `links` by hand, so that those that follow keep theirs; and notes
    /// where their cables would be. `firstLink` is the recipe's first between the two.
    void keepPlaces(std::span<const std::uint32_t> links, const PortRow& near, const PortRow& far, std::uint32_t firstLink);
    [[nodiscard]] bool onRails() const
    {
        return m_fabric.family == FabricFamily::RailOptimised || m_fabric.family == FabricFamily::RailOnly;
    }
    bool connect(const Endpoint& endpoint, std::uint32_t leaf);
    [[nodiscard]] std::size_t room(std::uint32_t leaf, const Endpoint& kind) const;
    std::optional<Taken> take(std::uint32_t node, const std::vector<std::uint16_t>& ports,
                              Cursor& cursor, double speed);
    void addLink(std::uint32_t a, Taken portA, std::uint32_t b, Taken portB, double speed,
                 LinkOrigin origin);
    [[nodiscard]] Error shortOfLeaves(const Leaves& leaves, const Endpoint& kind, std::size_t ports,
                                      std::size_t fit) const;

    /// Keeps the sentence about an exception that no longer fits.
    void tell(FabricException::Kind kind, std::size_t index, std::string sentence)
    {
        m_plan.conflicts.push_back(std::move(sentence));
        m_plan.conflictAt.push_back({kind, index});
    }
    void findChoices();
    [[nodiscard]] std::optional<std::int32_t> choiceOf(std::uint32_t link) const;
    /// The choice that decides for the medium of links whose cages hang together; -1: none does. Others that ask for another
    /// medium are told.
    std::int32_t mediumChoice(std::span<const std::uint32_t> group);
    static std::string choiceText(const CableChoice& choice);
    /// What was asked for is taken, and why it does not fit is told.
    MediumChoice askedMedium(const PartRef& medium, const Connection& wanted, Metres length);

    void routeLinks();
    [[nodiscard]] FloorRect footprintOf(std::uint32_t node) const;
    void bundleLinks();
    [[nodiscard]] std::vector<std::uint32_t> linksInOrder() const; ///< Those of the recipe, and those by hand that stand in for one.
    /// Where a link's cable is plugged in; of one that stands in, where the recipe's would be.
    [[nodiscard]] std::array<std::uint32_t, 2> cagesOf(std::uint32_t link) const;
    /// Cables links of the recipe whose cages hang together, and those by hand that stand in for others of them.
    void cableGroup(std::span<const std::uint32_t> group, std::span<const std::uint32_t> standIns);
    void cableMesh(std::span<const std::uint32_t> group, Metres longest);
    void decideByHand(std::uint32_t link);
    void cableByHand(std::uint32_t link);
    void cableByHand(std::span<const std::uint32_t> standIns, std::size_t most); ///< So many; the rest come last.
    /// The recipe's cables for links that are all there by hand.
    [[nodiscard]] std::size_t cablesInPlaceOf(std::span<const std::uint32_t> standIns) const;
    [[nodiscard]] std::size_t cablesFor(const Connection& wanted, Metres length) const; ///< By the recipe's media.
    /// Opens a cable that carries `links`.
    void addCable(std::span<const std::uint32_t> links, std::uint16_t connection,
                  const MediumChoice& choice, std::int32_t hand);
    std::uint16_t connectionIndex(const Connection& connection);
    void placeOptics(std::span<const std::uint32_t> links, const MediumOption& option);
    void placeOptic(std::uint32_t node, const Port& port, std::uint16_t optic);
    [[nodiscard]] std::size_t cageOf(std::uint32_t node, std::uint16_t port) const;
    [[nodiscard]] CageForm formOf(std::uint32_t node, std::uint16_t port) const;

    void count();
    void measure();
    void measureTiers();
    [[nodiscard]] const Placement& placementOf(std::uint32_t node) const;

    const Hall* m_hall = nullptr; ///< Of a fabric that joins pods.
    const Arrangement& m_arrangement;
    const Fabric& m_fabric;
    const RouteRules& m_rules;
    const TrayGraph& m_trays;
    FabricPlan m_plan;

    std::unordered_map<const PartType*, std::uint16_t> m_partIndex;
    std::unordered_map<std::string_view, std::uint32_t> m_placements;
    std::vector<std::size_t> m_firstPort, m_firstCage; ///< Of each node in the tables below.
    std::vector<std::uint8_t> m_taken; ///< By port: something is plugged in.
    std::vector<std::uint8_t> m_rail; ///< By port of an endpoint; 0 none.
    std::vector<std::uint8_t> m_planeOf; ///< By port of an endpoint; 0 none.
    std::vector<double> m_speedBelow; ///< By switch node: of its links to the tier below, Gbit/s.
    std::vector<const PodPlacement*> m_placedPods; ///< As `FabricPlan::pods`.
    std::uint32_t m_podSwitches = 0; ///< Past the last node that is a switch of a pod.
    int m_topTier = 0; ///< Of the pods' switches.
    std::vector<double> m_capacityUp; ///< By node, of links to a higher tier, Gbit/s; of a fabric that joins pods.
    std::optional<Bisection> m_cut; ///< Of a family without tiers.
    std::vector<int> m_group; ///< By switch node, from 1; 0 none.
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> m_handLinks; ///< Between two switches, by both.
    /// Where the recipe's link would be that a link by hand stands in for.
    struct StandIn {
        std::uint32_t before = 0; ///< The link of the recipe that would follow.
        std::array<std::uint16_t, 2> ports{}; ///< That it would be plugged into, at the link's `a` and `b`.
    };
    std::unordered_map<std::uint32_t, StandIn> m_standIns; ///< By link.
    std::vector<SwitchPorts> m_switchPorts; ///< By switch node.
    std::vector<Endpoint> m_endpoints;
    std::unordered_map<std::uint64_t, std::uint32_t>
        m_nodeAt; ///< Only where a person made or chose cables.
    std::unordered_map<std::uint32_t, std::int32_t> m_choiceOf; ///< In `Fabric::choices`, by link.

    std::vector<float> m_length; ///< Routed, by link.
    std::vector<RouteBasis> m_basis; ///< Of that length.
    std::vector<std::int32_t>
        m_handOf; ///< Number of the cable by hand, by link, for the first links.
    /// What is settled for a link by hand before cables are numbered.
    struct HandDecision {
        std::uint16_t connection = 0;
        MediumChoice choice;
        std::optional<GivenLength> given; ///< Its way, where a person gave the length.
        bool cabled = false;
    };
    std::vector<HandDecision> m_byHand; ///< As `m_handOf`.
    std::vector<MediumOptions> m_options; ///< As `FabricPlan::connections`.
    std::vector<std::uint32_t> m_inCage; ///< Links by cage.
    std::vector<std::uint8_t> m_hasOptic; ///< By cage.
};

} // namespace colonnade::model
