#pragma once

#include "model/fabric/FabricLinks.h"

#include <optional>

namespace colonnade::model {

/// NET-002: endpoint ports of a fabric of equal switches with `ports` ports, of which a leaf gives `down` to endpoints: one
/// tier all ports, two tiers ports · down (k²/2 at 1:1), three tiers ports · down · ports/2 (k³/4). 0 for other tiers.
double tierCapacity(int tiers, double ports, double down);

/// NET-014: what a two-tier fabric takes for so many endpoint ports: leaves = ⌈endpoints/down⌉, spines = ⌈leaves·up/ports⌉,
/// links = leaves·up.
struct TierCounts {
    double leaves = 0, spines = 0, links = 0;
};
TierCounts tierCounts(double endpoints, double ports, double down);

/// NET-005: servers of a scalable unit, whose rails each have one leaf that gives half of its ports to them.
double serversPerUnit(double leafPorts);

/// NET-008: half of what all endpoints send, and what crosses between two halves of the leaves of a two-tier fabric. Both
/// in the unit of `speed`.
struct Bisection {
    double full = 0, cut = 0;
    [[nodiscard]] double share() const { return full > 0 ? cut / full : 1; }
};
Bisection twoTierBisection(double endpoints, double speed, double uplinks, double leaves);

/// NET-009: time through `switches` switches and over that much cable, in ns.
double pathLatency(double switches, double switchNs, double metres, double nsPerMetre);

/// NET-010: chance that n flows on m links do not meet, m! / ((m − n)! mⁿ), and how many links stay idle, m (1 − 1/m)ⁿ.
struct HashSpread {
    double noCollision = 1, idle = 0;
};
HashSpread hashSpread(double flows, double links);

/// NET-011: bytes that arrive after a pause was asked for: two frames, the round trip over the cable at 5 ns/m, the
/// response of the peer in bit times, and 84 bytes for the pause frame itself.
double pauseHeadroom(double bitsPerSecond, double metres, double frameBytes, double responseBits);

/// What the leaves of a plan have in common: ports of the smallest and what it keeps for endpoints, and the highest tier.
struct SwitchShape {
    int tiers = 1;
    int leafPorts = 0, leafDown = 0;
    int leaves = 0, above = 0; ///< Switches of tier 1, and of the others.
    bool alike = true;         ///< All leaves have as many ports, and all switches of one tier too.
};
/// Links of a tier in ports of the switch above them: a link of half of the port's speed takes half of it.
double portsTaken(const FabricPlan& plan, int tier);
/// Nothing without leaves.
std::optional<SwitchShape> switchShape(const FabricPlan& plan, double oversubscription);

} // namespace colonnade::model
