#include "model/fabric/FabricPlanner.h"

#include "model/fabric/Recipe.h"
#include "model/fabric/planner/Splits.h"

#include <algorithm>
#include <limits>

namespace colonnade::model {

std::optional<Error> FabricPlanner::joinSpines(const Leaves& leaves, const Leaves& spines)
{
    const auto spineCount = static_cast<int>(spines.size());
    double spineSpeed = std::numeric_limits<double>::max();
    for (const std::uint32_t spine : spines)
        spineSpeed = std::min(spineSpeed, m_switchPorts[spine].trunkSpeed);
    for (const std::uint32_t spine : spines) {
        if (m_switchPorts[spine].trunk.empty())
            return Error{fmt::format("spine '{}' has no ports that leaves could be joined to",
                                     m_plan.path(m_arrangement, spine))};
    }

    // Links of a leaf, and what all leaves together ask of a spine.
    std::vector<int> perPair;
    int asked = 0;
    for (const std::uint32_t leaf : leaves) {
        const SwitchPorts& own = m_switchPorts[leaf];
        const double speed = std::min(own.trunkSpeed, spineSpeed);
        const int uplinks =
            static_cast<int>(own.trunk.size() - own.down.end) * splitFor(own.trunkSpeed, speed);
        const auto spinePorts = [&](std::uint32_t spine) {
            return static_cast<int>(m_switchPorts[spine].trunk.size())
                * splitFor(m_switchPorts[spine].trunkSpeed, speed);
        };
        int fewest = std::numeric_limits<int>::max();
        for (const std::uint32_t spine : spines)
            fewest = std::min(fewest, spinePorts(spine));
        if (const auto fits =
                spinesFit(static_cast<int>(leaves.size()), uplinks, spineCount, fewest);
            !fits)
            return fits.error();
        perPair.push_back(uplinks / spineCount);
        asked += uplinks / spineCount;
        if (asked > fewest)
            return Error{
                fmt::format("the leaves ask {} ports of each spine, which has {}", asked, fewest)};
    }

    std::unordered_map<std::uint64_t, int> byHand;
    for (std::size_t i = 0; i < m_handOf.size(); ++i) {
        if (m_plan.links.tier[i] == 2)
            ++byHand[static_cast<std::uint64_t>(m_plan.links.a[i]) << 32U | m_plan.links.b[i]];
    }
    for (const std::uint32_t spine : spines)
        m_switchPorts[spine].down.end = m_switchPorts[spine].trunk.size();
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        SwitchPorts& own = m_switchPorts[leaves[i]];
        for (const std::uint32_t spine : spines) {
            SwitchPorts& far = m_switchPorts[spine];
            const double speed = std::min(own.trunkSpeed, far.trunkSpeed);
            int wanted = perPair[i];
            if (!byHand.empty()) {
                const auto hand = byHand.find(static_cast<std::uint64_t>(leaves[i]) << 32U | spine);
                wanted -= hand == byHand.end() ? 0 : hand->second;
            }
            for (; wanted > 0; --wanted) {
                auto port = take(leaves[i], own.trunk, own.up, speed);
                if (!port) // A cable by hand sits in an uplink port: a free one of the others will
                           // do.
                    port = take(leaves[i], own.trunk, own.down, speed);
                const auto farPort = port ? take(spine, far.trunk, far.down, speed) : std::nullopt;
                if (!farPort) {
                    m_plan.unplaced += wanted;
                    break;
                }
                addLink(leaves[i], *port, spine, *farPort, speed, LinkOrigin::Recipe);
            }
        }
    }
    return std::nullopt;
}

} // namespace colonnade::model
