#pragma once

#include "model/design/Design.h"
#include "model/fabric/Medium.h"
#include "model/fabric/Ports.h"
#include "model/fabric/Route.h"
#include "model/fabric/TrayGraph.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace colonnade::model {

struct FabricPlan;

/// A device, or floor unit, with ports in a fabric. By index, so that it means the same in every
/// arrangement that shares the plan.
struct FabricNode {
    std::uint32_t placement = 0; ///< In `Arrangement::placements`.
    std::int32_t device = -1; ///< In the rack design's `devices()`; -1: the floor unit itself.
    std::uint16_t part = 0; ///< In `FabricPlan::parts`.
    std::uint8_t tier = 0; ///< 0 endpoint, 1 leaf, 2 spine, 3 core.
    std::uint8_t rail = 0; ///< Of a leaf, from 1; 0 none.
    std::uint8_t plane = 0; ///< From 1; 0: it serves all planes, or there is one.
    std::uint32_t pod = 0; ///< In `FabricPlan::pods`, from 1, where it stands in a pod placed in the hall; 0: in the arrangement.
};

/// A pod whose switches a hall's fabric joins.
struct JoinedPod {
    PlacementId id; ///< Of the pod, in the hall.
    PodDesignRef pod;
    std::shared_ptr<const FabricPlan> plan; ///< Of the joined fabric within the pod; shared by its placements.
};

/// What a figure of the bisection is.
enum class BisectionBasis : std::uint8_t {
    Exact,
    LowerBound, ///< Leaves differ, or are odd in number and blocking.
    UpperBound  ///< Of one particular cut; a better one may exist.
};
std::string_view word(BisectionBasis); ///< "exact", "lower-bound", "upper-bound"

enum class LinkOrigin : std::uint8_t { Recipe, FabricByHand, RackByHand };

/// Logical links, one entry each in every column. `a` is the end farther from the spines.
struct LinkColumns {
    std::vector<std::uint32_t> a, b; ///< Nodes.
    std::vector<std::uint16_t> portA, portB; ///< In `FabricPlan::ports` of the node's part.
    std::vector<std::uint8_t> splitA, splitB; ///< Which piece of a port that is split, from 0.
    /// 1 endpoint to leaf, 2 leaf to spine, 3 spine to core; 0 any other: by hand, or of a family without tiers.
    std::vector<std::uint8_t> tier;
    std::vector<std::uint8_t> rail; ///< Of the endpoint's port, from 1; 0 none.
    std::vector<std::uint8_t> plane; ///< From 1; 0 none.
    std::vector<float> speed; ///< Gbit/s, one direction.
    std::vector<std::uint32_t>
        cable; ///< The cable that carries it; the first, where it takes several.
    std::vector<LinkOrigin> origin;
    [[nodiscard]] std::size_t size() const { return a.size(); }
    /// Room for so many, so that columns of millions are not copied as they grow.
    void reserve(std::size_t links);
};

/// Physical cables, one entry each in every column. A cable's number in a `Subject`
/// ("cable:su/compute/17") is its index here plus 1.
struct CableColumns {
    static constexpr std::uint16_t none = MediumOption::none;
    std::vector<std::uint32_t> firstLink; ///< In `linkOrder`; one entry more than cables.
    std::vector<std::uint32_t> linkOrder; ///< Links, cable by cable.
    std::vector<std::uint16_t> medium; ///< In `FabricPlan::media`; `none`: see `gap`.
    std::vector<std::uint16_t> opticA, opticB; ///< Transceivers of fibre, in `media`; else `none`.
    std::vector<std::uint16_t>
        connection; ///< In `FabricPlan::connections`: what the medium has to do.
    std::vector<MediumGap> gap;
    std::vector<float> routed; ///< Metres by CAB-007; the longest, where it fans out.
    std::vector<RouteBasis> basis; ///< Of `routed`; the least sure, where it fans out.
    std::vector<float> ordered; ///< Metres; `routed` where there is no medium.
    std::vector<std::int32_t>
        hand; ///< In `Fabric::links` or the rack design's `cables()`; -1: by the recipe.
    std::vector<std::int32_t> choice; ///< In `Fabric::choices`: what a person chose for it; -1: nothing.
    [[nodiscard]] std::size_t size() const { return medium.size(); }
    void reserve(std::size_t cables); ///< As that of `LinkColumns`; of `linkOrder` one link for each.
    [[nodiscard]] std::span<const std::uint32_t> links(std::size_t cable) const
    {
        return std::span{linkOrder}.subspan(firstLink[cable],
                                            firstLink[cable + 1] - firstLink[cable]);
    }
};

/// A transceiver in its cage.
struct PlacedOptic {
    std::uint32_t node = 0;
    std::uint16_t cage = 0;
    std::uint16_t part = 0; ///< In `FabricPlan::media`.
};

/// A cable whose length a person gave, and what its way would take.
struct GivenLength {
    std::uint32_t cable = 0;
    float routed = 0; ///< Metres by CAB-007.
    RouteBasis basis = RouteBasis::Estimated; ///< Of that.
};

/// What hangs on one switch.
struct SwitchUse {
    std::uint32_t node = 0;
    int ports = 0; ///< Usable for this fabric.
    int down = 0; ///< Ports with links away from the spines.
    int up = 0; ///< Ports with links towards the spines.
    int reservedDown = 0; ///< Kept by the recipe for endpoints; of a leaf.
    int linksDown = 0, linksUp = 0;
    GigabitsPerSecond capacityDown, capacityUp;
    [[nodiscard]] int free() const { return ports - down - up; }
    /// Down over up capacity as built; nothing without uplinks.
    [[nodiscard]] std::optional<double> oversubscription() const
    {
        return linksUp ? std::optional{capacityDown / capacityUp} : std::nullopt;
    }
};

/// One fabric of an arrangement: every link and every cable. Immutable; made once and shared.
struct FabricPlan {
    FabricRole role = FabricRole::ScaleOut;
    FabricFamily family = FabricFamily::Clos;
    int rails = 0; ///< Of a rail-optimised or rail-only fabric; else 0.
    int planes = 1; ///< That share no switch.
    std::optional<Error> refusal; ///< Why the recipe is impossible, with the nearest one; then only
                                  ///< links by hand are here.
    std::vector<std::string>
        conflicts; ///< What a person made or chose that no longer fits: switches that are gone, cables by hand that name
                   ///< nothing or a port twice, choices whose cable is no more. One sentence each.
    std::vector<FabricException> conflictAt; ///< As `conflicts`: what each is about.

    std::vector<PartRef> parts; ///< Of the nodes.
    std::vector<std::vector<Port>> ports; ///< Of each of `parts`, as `portsOf`.
    std::vector<FabricNode> nodes; ///< The switches in the fabric's order, then the endpoints.
    std::uint32_t switchCount = 0; ///< The first so many nodes.
    std::vector<JoinedPod> pods; ///< Whose switches are among the nodes; of a hall's fabric that joins pods.
    LinkColumns links;
    CableColumns cables;
    std::vector<PartRef> media; ///< The fabric's list, then what hands chose. Never null.
    std::vector<Connection> connections; ///< Distinct ones.
    std::vector<PlacedOptic> optics;
    std::vector<GivenLength> given; ///< By number of the cable.
    std::vector<SwitchUse> switches; ///< As the first nodes.

    int endpointDevices = 0;
    int endpointPorts = 0; ///< Ports of the fabric's role on devices that are not its switches.
    int unassigned = 0; ///< Of those, without a link.
    int unplaced = 0; ///< Links of the recipe that hand-made cables left no port for.
    int endpointLinks = 0, spineLinks = 0, coreLinks = 0; ///< Links by tier; 3 and above are cores'.
    int otherLinks = 0; ///< Between switches or endpoints of families without tiers, and by hand beside the tiers.
    int endpointCables = 0, spineCables = 0, coreCables = 0, otherCables = 0; ///< Cables by tier of their first link.
    int gaps = 0; ///< Cables without a medium.
    int estimated = 0; ///< Cables whose length goes by no tray that is drawn.
    int components = 0; ///< Parts that the switches do not join: 1 in a connected fabric.

    /// Capacity between two halves of the endpoints, one direction; of separate rails: their sum,
    /// halved by nodes.
    GigabitsPerSecond bisection;
    GigabitsPerSecond fullBisection; ///< Half of what all linked endpoints can send.
    bool bisectionExact = true; ///< Else a bound, as `bisectionBasis` says.
    BisectionBasis bisectionBasis = BisectionBasis::Exact;
    int switchHops =
        0; ///< Switches on the longest shortest path between endpoints that are joined.
    int linkHops = 0; ///< Links on it, those of the endpoints counted.

    [[nodiscard]] std::optional<double>
    worstOversubscription(int tier = 1) const; ///< Of all leaves with uplinks; with 2 of all spines.
    /// Line rate of all links to devices with accelerators, one direction.
    [[nodiscard]] GigabitsPerSecond toAccelerators() const;
    [[nodiscard]] const PartType& part(std::uint32_t node) const
    {
        return *parts[nodes[node].part];
    }
    [[nodiscard]] const Port& port(std::uint32_t node, std::uint16_t index) const
    {
        return ports[nodes[node].part][index];
    }
    /// Where a node stands: in the arrangement that the plan was made for, or in its pod.
    [[nodiscard]] const Placement& placement(const Arrangement& arrangement, std::uint32_t node) const;
    /// "n01/leaf-1", in the arrangement that the plan was made for; of a joined pod "p07/n01/leaf-1".
    [[nodiscard]] std::string path(const Arrangement& arrangement, std::uint32_t node) const;
    [[nodiscard]] PortRef portRef(const Arrangement& arrangement, std::uint32_t node,
                                  std::uint16_t index) const;
    /// "n01/leaf-1:any/33 to n02/spine-1:any/1".
    [[nodiscard]] std::string linkText(const Arrangement& arrangement, std::size_t link) const;
    /// Why a cable has no medium, as a clause.
    [[nodiscard]] std::string gapText(std::size_t cable) const;
    /// Bytes that the columns take.
    [[nodiscard]] std::size_t memory() const;
};

/// Works out a fabric of an arrangement, over its own trays or those given.
FabricPlan plannedFabric(const Arrangement& arrangement, const Fabric& fabric,
                         const RouteRules& rules);
FabricPlan plannedFabric(const Arrangement& arrangement, const Fabric& fabric,
                         const RouteRules& rules, const TrayGraph& trays);

/// Works out a fabric of the hall, which may join fabrics of the pods that stand in it (`Fabric::joins`): their plans are shared.
FabricPlan plannedFabric(const Hall& hall, const Fabric& fabric, const RouteRules& rules);
FabricPlan plannedFabric(const Hall& hall, const Fabric& fabric, const RouteRules& rules, const TrayGraph& trays);

/// The same, remembered for as long as the pod design or hall lives. Null where it has no such
/// fabric. Safe to use from several threads.
std::shared_ptr<const FabricPlan> fabricPlan(const PodDesignRef& pod, const FabricId& fabric,
                                             Millimetres trayHeight = Millimetres{2700});
std::shared_ptr<const FabricPlan> fabricPlan(const std::shared_ptr<const Hall>& hall,
                                             const FabricId& fabric);

} // namespace colonnade::model
