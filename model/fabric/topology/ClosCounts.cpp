#include "model/fabric/topology/ClosTopology.h"

#include "model/fabric/topology/TopologyLimits.h"
#include "model/units/Text.h"
#include "model/units/Whole.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace colonnade::model {

namespace {

/// Cores of three tiers: the spines of a group fall into `classes`, each with `perClass` cores.
struct CoreChoice {
    int classes = 0, perClass = 0;
};

/// The fewest cores of `ports` that take `up` links of every spine alike; of equal choices the one with the thickest
/// bundles.
std::optional<CoreChoice> fewestCores(int groups, int spinesPerGroup, int up, int ports)
{
    std::optional<CoreChoice> best;
    for (int classes = spinesPerGroup; classes >= 1; --classes) {
        if (spinesPerGroup % classes != 0)
            continue;
        const int perClass = fewestSpines(groups * (spinesPerGroup / classes), up, ports);
        if (perClass > 0 && (!best || classes * perClass < best->classes * best->perClass))
            best = CoreChoice{classes, perClass};
    }
    return best;
}

class ClosCounting {
public:
    explicit ClosCounting(const ClosRecipe& recipe) : m_recipe{recipe} {}

    Result<ClosCounts> operator()()
    {
        if (const auto ports = sharePorts(); !ports)
            return tl::unexpected{ports.error()};
        if (const auto units = countUnits(); !units)
            return tl::unexpected{units.error()};
        const auto upper = m_counts.tiers == 1 ? Result<void>{} : m_counts.tiers == 2 ? countSpines() : countGroups();
        if (!upper)
            return tl::unexpected{upper.error()};
        m_counts.endpointsDown = m_counts.units * m_counts.nodesPerUnit * m_recipe.rails;
        return m_counts;
    }

private:
    [[nodiscard]] Result<void> bounded() const
    {
        const ClosRecipe& r = m_recipe;
        if (const auto sound = within({{"ports of a switch", r.switchPorts},
                                       {"ports of a spine", r.spinePorts},
                                       {"ports of a core", r.corePorts},
                                       {"ports down of a leaf", r.leaf.down},
                                       {"ports up of a leaf", r.leaf.up},
                                       {"ports down of a spine", r.spine.down},
                                       {"ports up of a spine", r.spine.up},
                                       {"rails", r.rails},
                                       {"planes", r.planes},
                                       {"spines", r.spines},
                                       {"links between a leaf and a spine", r.linksPerPair},
                                       {"uplinks of a leaf", static_cast<double>(r.spines) * r.linksPerPair}},
                                      topologylimits::ports);
            !sound)
            return sound;
        return within({{"endpoints", r.endpoints},
                       {"endpoints on all their planes", static_cast<double>(r.endpoints) * r.planes},
                       {"guests", r.guests},
                       {"leaves", r.leaves},
                       {"units", r.units},
                       {"nodes of all units",
                        static_cast<double>(r.units) * std::max(1, r.nodesPerUnit) * r.rails * r.planes}},
                      topologylimits::endpoints);
    }

    Result<void> sharePorts()
    {
        if (const auto sound = bounded(); !sound)
            return sound;
        if (m_recipe.rails < 1 || m_recipe.planes < 1 || m_recipe.tiers < 1 || m_recipe.tiers > 3)
            return fail("A folded Clos has at least one rail, one plane, and one to three tiers");
        const bool apart = m_recipe.railsMeet == RailMeeting::Nowhere;
        m_counts.guests = m_recipe.guests;
        m_counts.rails = m_recipe.rails;
        m_counts.planes = m_recipe.planes;
        m_counts.tiers = m_recipe.tiers;
        m_counts.trees = m_recipe.planes * (apart ? m_recipe.rails : 1);
        m_counts.treeRails = apart ? 1 : m_recipe.rails;
        m_counts.endpointSpeed = m_recipe.endpointSpeed;
        m_counts.spineSpeed = m_recipe.spineSpeed > 0 ? m_recipe.spineSpeed : m_recipe.endpointSpeed;
        m_counts.coreSpeed = m_recipe.coreSpeed > 0 ? m_recipe.coreSpeed : m_counts.spineSpeed;
        m_counts.leaf = m_recipe.leaf;
        if (m_counts.leaf.down == 0) {
            if (m_recipe.switchPorts < 1)
                return fail("How many ports a leaf has is not known");
            m_counts.leaf = m_recipe.tiers == 1 ? LeafSplit{m_recipe.switchPorts, 0}
                                                : leafSplit(m_recipe.switchPorts, m_recipe.leafRatio);
        }
        if (m_recipe.tiers > 1 && m_recipe.spines > 0 && m_recipe.linksPerPair > 0)
            m_counts.leaf.up = m_recipe.spines * m_recipe.linksPerPair;
        if (m_counts.leaf.down < 1 || (m_recipe.tiers > 1 && m_counts.leaf.up < 1))
            return fail("A {}-port switch cannot be split {}:1 into ports down and up", m_recipe.switchPorts,
                        shortest(m_recipe.leafRatio));
        m_spinePorts = m_recipe.spinePorts > 0 ? m_recipe.spinePorts : m_recipe.switchPorts;
        m_spine = m_recipe.spine;
        if (m_spine.down == 0)
            m_spine = m_recipe.tiers == 3 ? leafSplit(m_spinePorts, m_recipe.spineRatio) : LeafSplit{m_spinePorts, 0};
        return {};
    }

    Result<void> countUnits()
    {
        const int nodes = ceilOver(m_recipe.endpoints, m_recipe.rails);
        m_counts.nodesPerUnit = m_recipe.nodesPerUnit > 0 ? m_recipe.nodesPerUnit : m_counts.leaf.down;
        if (m_counts.nodesPerUnit > m_counts.leaf.down)
            return fail("{} nodes of a scalable unit do not fit the {} ports down of a leaf; the most is {}",
                        m_counts.nodesPerUnit, m_counts.leaf.down, m_counts.leaf.down);
        // One switch is enough for what it holds; it needs no uplinks.
        if (m_counts.tiers == 2 && m_counts.treeRails == 1 && m_recipe.endpoints > 0 && m_recipe.switchPorts > 0
            && m_recipe.units == 0 && m_recipe.leaves == 0 && m_recipe.leaf.down == 0
            && nodes + m_recipe.guests <= m_recipe.switchPorts) {
            m_counts.tiers = 1;
            m_counts.leaf = {m_recipe.switchPorts, 0};
            m_counts.nodesPerUnit = m_recipe.switchPorts;
        }
        m_counts.leavesPerGroup = 1;
        m_counts.units = std::max(m_recipe.units, ceilOver(nodes, m_counts.nodesPerUnit));
        if (m_recipe.leaves > 0) {
            if (m_recipe.leaves < m_counts.units * m_counts.treeRails)
                return fail("{} endpoints need {} leaves with {} ports down each, and there are {}", m_recipe.endpoints,
                            m_counts.units * m_counts.treeRails, m_counts.leaf.down, m_recipe.leaves);
            m_counts.units = ceilOver(m_recipe.leaves, m_counts.treeRails);
        }
        if (m_counts.units == 0) {
            if (m_counts.tiers > 1 && m_spine.down < 1)
                return fail("Neither the endpoints nor the ports of a spine are known");
            const int corePorts = m_recipe.corePorts > 0 ? m_recipe.corePorts : m_spinePorts;
            const int most = m_counts.tiers == 1 ? m_counts.treeRails
                : m_counts.tiers == 2            ? m_spine.down
                                                 : m_spine.down * corePorts;
            m_counts.units = std::max(1, most / m_counts.treeRails);
        }
        const auto places = [&] { return static_cast<std::int64_t>(m_counts.units) * m_counts.leaf.down; };
        while (m_recipe.guests > (places() - nodes) * m_counts.treeRails)
            ++m_counts.units;
        const double all = static_cast<double>(places()) * m_recipe.rails * m_recipe.planes;
        if (const auto sound = within({{"places for endpoints", all}}, 1 << 28); !sound)
            return sound;
        m_counts.endpoints
            = m_recipe.endpoints > 0 ? m_recipe.endpoints : m_counts.units * m_counts.nodesPerUnit * m_recipe.rails;
        if (m_counts.tiers == 1) {
            if (m_counts.treeRails == 1 && m_counts.units > 1)
                return fail("{} endpoints are more than one switch of {} ports joins; the most is {}, or two tiers",
                            nodes, m_counts.leaf.down, m_counts.leaf.down);
            m_counts.leavesPerGroup = m_counts.units * m_counts.treeRails;
        }
        return {};
    }

    Result<void> countSpines()
    {
        m_counts.leavesPerGroup = m_counts.units * m_counts.treeRails;
        const int leaves = m_counts.leavesPerGroup;
        int spines = m_recipe.spines;
        if (spines == 0) {
            if (m_spine.down < 1)
                return fail("How many ports a spine has is not known");
            spines = fewestSpines(leaves, m_counts.leaf.up, m_spine.down);
            if (spines == 0)
                return fail("{} endpoint ports are more than two tiers of {}-port switches join at {}:1; the most is {}, "
                            "or three tiers",
                            m_counts.endpoints * m_counts.planes / m_counts.trees, m_spine.down,
                            shortest(m_recipe.leafRatio), static_cast<std::int64_t>(m_counts.leaf.down) * m_spine.down);
        } else {
            const auto fits = spinesFit(leaves, m_counts.leaf.up, spines, m_spine.down > 0 ? m_spine.down : 1 << 16);
            if (!fits)
                return fits;
        }
        m_counts.spinesPerGroup = spines;
        m_counts.linksPerPair = m_counts.leaf.up / spines;
        m_counts.spine = {leaves * m_counts.linksPerPair, m_spine.up};
        return {};
    }

    /// The counts with so many units (without rails: leaves) to a group; nothing where that cannot be cabled evenly.
    [[nodiscard]] std::optional<ClosCounts> grouped(int unitsPerGroup) const
    {
        ClosCounts counts = m_counts;
        const int groupsOfRail = ceilOver(counts.units, unitsPerGroup);
        counts.units = groupsOfRail * unitsPerGroup;
        counts.groups = groupsOfRail * counts.treeRails;
        counts.leavesPerGroup = unitsPerGroup;
        counts.spinesPerGroup = fewestSpines(unitsPerGroup, counts.leaf.up, m_spine.down);
        if (counts.spinesPerGroup == 0)
            return std::nullopt;
        counts.linksPerPair = counts.leaf.up / counts.spinesPerGroup;
        counts.spine.down = unitsPerGroup * counts.linksPerPair;
        counts.spine.up = m_recipe.spine.up > 0
            ? m_recipe.spine.up
            : std::max(1, static_cast<int>(std::ceil(counts.spine.down / m_recipe.spineRatio - 1e-9)));
        const auto cores = fewestCores(counts.groups, counts.spinesPerGroup, counts.spine.up,
                                       m_recipe.corePorts > 0 ? m_recipe.corePorts : m_spinePorts);
        if (!cores)
            return std::nullopt;
        counts.coreClasses = cores->classes;
        counts.coresPerClass = cores->perClass;
        counts.linksPerCorePair = counts.spine.up / cores->perClass;
        return counts;
    }

    Result<void> countGroups()
    {
        if (m_spine.down < 1 || m_spine.up < 1)
            return fail("A {}-port spine cannot be split {}:1 into ports down and up", m_spinePorts,
                        shortest(m_recipe.spineRatio));
        std::optional<ClosCounts> best;
        if (m_recipe.unitsPerGroup > 0) {
            best = grouped(m_recipe.unitsPerGroup);
        } else if (m_counts.treeRails > 1 && m_counts.units % unitsOfPod == 0 && (best = grouped(unitsOfPod))) {
            // As the published units are joined.
        } else {
            for (int size = std::min(m_counts.units, m_spine.down); size >= 1; --size) {
                const auto counts = grouped(size);
                if (counts && (!best || counts->switches() < best->switches()))
                    best = counts;
            }
        }
        if (!best)
            return fail("{} endpoint ports are more than three tiers of {}-port switches join; the most at 1:1 is {}",
                        m_counts.endpoints, m_spinePorts,
                        static_cast<std::int64_t>(m_counts.leaf.down) * m_spine.down * m_spinePorts);
        m_counts = *best;
        return {};
    }

    /// NVIDIA draws four scalable units as a SuperPOD; larger systems join several of them.
    static constexpr int unitsOfPod = 4;

    const ClosRecipe& m_recipe;
    ClosCounts m_counts;
    LeafSplit m_spine;
    int m_spinePorts = 0;
};

double ratio(double down, double downSpeed, double up, double upSpeed)
{
    const bool known = downSpeed > 0 && upSpeed > 0;
    return up <= 0 ? 0 : known ? down * downSpeed / (up * upSpeed) : down / up;
}

} // namespace

std::int64_t ClosCounts::endpointLinks() const
{
    return static_cast<std::int64_t>(endpoints) * planes + guests;
}

std::int64_t ClosCounts::leafSpineLinks() const
{
    return tiers > 1 ? static_cast<std::int64_t>(leaves()) * leaf.up : 0;
}

std::int64_t ClosCounts::spineCoreLinks() const
{
    return tiers > 2 ? static_cast<std::int64_t>(spines()) * spine.up : 0;
}

double ClosCounts::leafOversubscription() const
{
    return ratio(leaf.down, endpointSpeed, leaf.up, spineSpeed);
}

double ClosCounts::spineOversubscription() const
{
    return ratio(spine.down, spineSpeed, spine.up, coreSpeed);
}

Result<ClosCounts> closCounts(const ClosRecipe& recipe)
{
    return ClosCounting{recipe}();
}

Bisection bisection(const ClosCounts& counts)
{
    const double leaves = counts.leaves();
    const double below = leaves * counts.nodesPerUnit;
    if (counts.tiers == 1)
        return {below / 2, below / 2 * counts.endpointSpeed, Bisection::Basis::Exact};
    double links = std::min(below, leaves * counts.leaf.up);
    double speed = std::min(below * counts.endpointSpeed, leaves * counts.leaf.up * counts.spineSpeed);
    bool tapered = links < below;
    bool halves = counts.leavesPerTree() % 2 == 0;
    if (counts.tiers == 3) {
        const double up = static_cast<double>(counts.spines()) * counts.spine.up;
        tapered = tapered || up < links;
        halves = counts.groups % 2 == 0;
        links = std::min(links, up);
        speed = std::min(speed, up * counts.coreSpeed);
    }
    return {links / 2, speed / 2, !tapered || halves ? Bisection::Basis::Exact : Bisection::Basis::UpperBound};
}

} // namespace colonnade::model
