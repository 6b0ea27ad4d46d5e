#pragma once

#include "model/design/RackDesign.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

enum class FabricRole : std::uint8_t { ScaleUp, ScaleOut, Storage, Frontend, Management, OutOfBand };
/// True for those that nodes reach storage by: of storage, and front-end.
constexpr bool reachesStorage(FabricRole role)
{
    return role == FabricRole::Storage || role == FabricRole::Frontend;
}
enum class FabricFamily : std::uint8_t {
    SingleTier, Clos, RailOptimised, Manual, RailOnly, Scheduled, Dragonfly, DragonflyPlus, Torus, HyperX, SlimFly, HammingMesh, ScaleUp
};
/// What the planes of a fabric are, which share no switch.
enum class PlaneMeaning : std::uint8_t {
    NicPort, ///< Every NIC has a port in each plane: twin-plane and multi-plane.
    Nic,     ///< A NIC as a whole belongs to a plane.
    DualTor  ///< As `NicPort` for leaves and the spines above them; cores that name no plane join both.
};
/// Where the recipe sets its switches out.
enum class SwitchSite : std::uint8_t { NetworkRacks, EndOfRow, MiddleOfRow, TopOfRack };
/// How switches choose among paths of equal length.
enum class FabricRouting : std::uint8_t {
    Static,  ///< By a hash of each flow (ECMP), or by tables that do not look at the load.
    Adaptive ///< By load, or packet by packet.
};
std::string_view word(FabricRole);
std::string_view word(FabricFamily);
std::string_view word(PlaneMeaning);
std::string_view word(SwitchSite);
std::string_view word(FabricRouting);

/// A switch of a fabric. One whose device is gone is kept, and told as a conflict.
struct FabricSwitch {
    std::string device;      ///< Path in the arrangement: "n01/leaf-1".
    int tier = 1;            ///< 1 leaf, 2 spine, 3 core.
    std::optional<int> rail; ///< From 1, for leaves of rail-optimised fabrics.
    std::optional<int> plane = {}; ///< From 1, where the fabric has planes.
    std::optional<int> group = {}; ///< From 1: of leaves and spines below a core tier.
    bool pinned = false;     ///< By a person: what sets switches out or deals them anew leaves its place and part as they are.
    bool operator==(const FabricSwitch&) const = default;
};

/// What a person chose for one cable of the recipe. Found by its two ports, in either order, after every regeneration; one
/// that no longer fits is kept, and told as a conflict.
struct CableChoice {
    PortRef a, b;
    PartRef medium{};               ///< Null: as the recipe chooses.
    std::optional<Metres> length{}; ///< To order. Absent: from the route.
    std::string reason{};
    [[nodiscard]] bool names(const PortRef& one, const PortRef& other) const
    {
        return (a == one && b == other) || (a == other && b == one);
    }
    bool operator==(const CableChoice& other) const;
};

/// What a person fixed beside the recipe of a fabric: by its place in `Fabric::switches`, `links` or `choices`.
struct FabricException {
    enum class Kind : std::uint8_t {
        Switch,
        Link,
        Choice,
        RackCable ///< Of a rack design, and not the fabric's.
    };
    Kind kind = Kind::Switch;
    std::size_t index = 0;
    bool operator==(const FabricException&) const = default;
};

/// One network: links follow from the recipe; what a person placed or chose is kept beside it.
struct Fabric {
    FabricId id;
    std::string name;
    FabricRole role = FabricRole::ScaleOut;
    FabricFamily family = FabricFamily::Clos;
    PortRole endpointPorts = PortRole::Compute; ///< Endpoints: these ports of all devices that are not its switches.
    int rails = 1;                 ///< Rail-optimised: ports 1..rails of a node go to rails 1..rails.
    double oversubscription = 1;   ///< Down over up capacity of a leaf that the recipe aims at.
    int firstPort = 1;             ///< Of each node's ports of that role, the first that belongs to this fabric ...
    int lastPort = 0;              ///< ... and the last; 0: all that follow.
    std::vector<FabricSwitch> switches{};
    std::vector<PartRef> media{};  ///< Cables and transceivers to choose from, in order of preference.
    std::vector<HandCable> links{}; ///< By hand; a port they take is not used by the recipe.
    double slack = 0.05;           ///< Added share of length (CAB-007).

    std::vector<CableChoice> choices{}; ///< By hand; of cables of the recipe.
    double spineOversubscription = 1; ///< Down over up capacity of a spine below cores.
    int planes = 1;                ///< Independent of rails.
    PlaneMeaning planesAre = PlaneMeaning::NicPort;
    /// What the family counts by. Dragonfly: switches of a group. Dragonfly+: leaves and spines of a group. Torus: chips by
    /// dimension. HyperX: switches by dimension. Slim Fly: q. HammingMesh: width and height of a board, of the grid of boards.
    /// Empty: the one that fits its switches.
    std::vector<int> size{};
    SwitchSite place = SwitchSite::NetworkRacks;
    /// Of a hall's fabric: free ports of the topmost switches of the fabrics of that id of the pods placed in the hall are
    /// its endpoints.
    std::optional<FabricId> joins{};
    /// As a person states it; absent: as is usual for the kind of switch.
    std::optional<FabricRouting> routing{};
    bool operator==(const Fabric& other) const;
};

} // namespace colonnade::model
