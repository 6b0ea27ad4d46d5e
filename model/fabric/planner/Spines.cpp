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
        if (links.a[i] < m_podSwitches && links.b[i] < m_podSwitches)
            m_handLinks[static_cast<std::uint64_t>(links.a[i]) << 32U | links.b[i]].push_back(static_cast<std::uint32_t>(i));
    }
}

std::span<const std::uint32_t> FabricPlanner::handLinksBetween(std::uint32_t a, std::uint32_t b) const
{
    if (m_handLinks.empty())
        return {};
    const auto found = m_handLinks.find(static_cast<std::uint64_t>(a) << 32U | b);
    return found == m_handLinks.end() ? std::span<const std::uint32_t>{} : std::span{found->second};
}

void FabricPlanner::joinSwitches(std::uint32_t below, std::uint32_t above, int wanted)
{
    SwitchPorts& own = m_switchPorts[below];
    SwitchPorts& far = m_switchPorts[above];
    const double speed = std::min(own.trunkSpeed, far.trunkSpeed);
    const auto byHand = handLinksBetween(below, above);
    const PortRow near = rowFor(below, own.trunk, own.up, wanted), row = rowFor(above, far.trunk, far.down, wanted);
    const auto firstLink = static_cast<std::uint32_t>(m_plan.links.size());
    wanted -= static_cast<int>(byHand.size());
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
    if (own.trunkSpeed != speed || far.trunkSpeed != speed) // Pieces of split ports are taken, which are not counted.
        own.up.due = far.down.due = std::nullopt;
    else if (!byHand.empty())
        keepPlaces(byHand, near, row, firstLink);
}

} // namespace colonnade::model
