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
            return static_cast<int>(m_switchPorts[spine].down.end)
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

    for (std::size_t i = 0; i < leaves.size(); ++i) {
        for (const std::uint32_t spine : spines)
            joinSwitches(leaves[i], spine, perPair[i]);
    }
    return std::nullopt;
}

void FabricPlanner::countHandLinks()
{
    for (std::size_t i = 0; i < m_handOf.size(); ++i) {
        const LinkColumns& links = m_plan.links;
        if (links.a[i] < m_plan.switchCount && links.b[i] < m_plan.switchCount)
            ++m_handLinks[static_cast<std::uint64_t>(links.a[i]) << 32U | links.b[i]];
    }
}

void FabricPlanner::joinSwitches(std::uint32_t below, std::uint32_t above, int wanted)
{
    SwitchPorts& own = m_switchPorts[below];
    SwitchPorts& far = m_switchPorts[above];
    const double speed = std::min(own.trunkSpeed, far.trunkSpeed);
    if (!m_handLinks.empty()) {
        const auto hand = m_handLinks.find(static_cast<std::uint64_t>(below) << 32U | above);
        wanted -= hand == m_handLinks.end() ? 0 : hand->second;
    }
    for (; wanted > 0; --wanted) {
        auto port = take(below, own.trunk, own.up, speed);
        if (!port) // A cable by hand sits in an uplink port: a free one of the others will do.
            port = take(below, own.trunk, own.down, speed);
        const auto farPort = port ? take(above, far.trunk, far.down, speed) : std::nullopt;
        if (!farPort) {
            m_plan.unplaced += wanted;
            return;
        }
        addLink(below, *port, above, *farPort, speed, LinkOrigin::Recipe);
    }
}

} // namespace colonnade::model
