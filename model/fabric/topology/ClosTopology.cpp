#include "model/fabric/topology/ClosTopology.h"

#include "model/fabric/topology/TopologyLimits.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// Builds what `closCounts` counted. Leaves of meeting rails stand in the order unit, plane, rail; others tree by tree.
class ClosBuild {
public:
    ClosBuild(const ClosRecipe& recipe, const ClosCounts& counts) :
        m_recipe{recipe},
        m_counts{counts},
        m_assembly{"clos", static_cast<std::uint32_t>(counts.endpoints + counts.guests)}
    {
    }

    Topology operator()()
    {
        Topology& topology = m_assembly.topology();
        topology.guests = static_cast<std::uint32_t>(m_counts.guests);
        topology.endpointsPerNode = m_counts.rails;
        const int spinePorts = m_recipe.spinePorts > 0 ? m_recipe.spinePorts : m_recipe.switchPorts;
        topology.portsOfTier = {m_counts.planes, std::max(m_recipe.switchPorts, m_counts.leaf.down + m_counts.leaf.up),
                                spinePorts, m_recipe.corePorts > 0 ? m_recipe.corePorts : spinePorts};
        m_endpointLink = m_assembly.addKind("endpoint_leaf", m_counts.endpointSpeed, m_recipe.linksPerEndpointCable);
        if (m_counts.tiers > 1)
            m_spineLink = m_assembly.addKind(m_recipe.scheduled ? "leaf_fabric" : "leaf_spine", m_counts.spineSpeed,
                                             m_recipe.linksPerSpineCable);
        if (m_counts.tiers > 2)
            m_coreLink = m_assembly.addKind("spine_core", m_counts.coreSpeed, m_recipe.linksPerSpineCable);
        m_assembly.reserve(static_cast<std::size_t>(m_counts.switches()),
                           static_cast<std::size_t>(m_counts.endpointLinks())
                               + static_cast<std::size_t>(m_counts.leaves()) * static_cast<std::size_t>(m_counts.spinesPerGroup)
                               + static_cast<std::size_t>(m_counts.spines()) * static_cast<std::size_t>(m_counts.coresPerClass));
        addSwitches();
        joinEndpoints();
        if (m_counts.tiers > 1)
            joinSpines();
        if (m_counts.tiers > 2)
            joinCores();
        return m_assembly.finish();
    }

private:
    [[nodiscard]] bool apart() const { return m_recipe.railsMeet == RailMeeting::Nowhere; }
    [[nodiscard]] std::uint32_t leaf(int plane, int rail, int unit) const
    {
        const int index = apart() ? (plane * m_counts.rails + rail) * m_counts.units + unit
                                  : (unit * m_counts.planes + plane) * m_counts.rails + rail;
        return m_firstLeaf + static_cast<std::uint32_t>(index);
    }
    [[nodiscard]] std::uint32_t spine(int tree, int group, int number) const
    {
        return m_firstSpine + static_cast<std::uint32_t>((tree * m_counts.groups + group) * m_counts.spinesPerGroup + number);
    }

    void addSwitches()
    {
        m_firstLeaf = m_assembly.topology().vertices();
        const auto addLeaf = [&](int plane, int rail, int unit) {
            m_assembly.addSwitch(1, static_cast<std::uint32_t>(unit), m_counts.rails > 1 ? rail + 1 : 0,
                                 m_counts.planes > 1 ? plane + 1 : 0);
        };
        const int planes = m_counts.planes, rails = m_counts.rails, units = m_counts.units;
        if (apart()) {
            for (int leafOf = 0; leafOf < planes * rails * units; ++leafOf)
                addLeaf(leafOf / units / rails, leafOf / units % rails, leafOf % units);
        } else {
            for (int leafOf = 0; leafOf < planes * rails * units; ++leafOf)
                addLeaf(leafOf / rails % planes, leafOf % rails, leafOf / rails / planes);
        }
        m_firstSpine = m_assembly.topology().vertices();
        const int groupsOfRail = std::max(1, m_counts.groups / m_counts.treeRails);
        for (int tree = 0; tree < m_counts.trees; ++tree) {
            for (int group = 0; group < m_counts.groups; ++group) {
                const int rail = apart() ? tree % rails + 1 : m_counts.tiers > 2 && rails > 1 ? group / groupsOfRail + 1 : 0;
                for (int number = 0; number < m_counts.spinesPerGroup; ++number)
                    m_assembly.addSwitch(2, static_cast<std::uint32_t>(group), rails > 1 ? rail : 0, planeOf(tree));
            }
        }
        m_firstCore = m_assembly.topology().vertices();
        for (int tree = 0; tree < m_counts.trees; ++tree) {
            for (int number = 0; number < m_counts.coresPerTree(); ++number)
                m_assembly.addSwitch(3, static_cast<std::uint32_t>(number / m_counts.coresPerClass), apart() ? tree % rails + 1 : 0,
                                     planeOf(tree));
        }
    }

    [[nodiscard]] int planeOf(int tree) const
    {
        return m_counts.planes > 1 ? tree / (apart() ? m_counts.rails : 1) + 1 : 0;
    }

    void joinEndpoints()
    {
        std::vector<int> used(static_cast<std::size_t>(m_counts.leaves()));
        const auto join = [&](std::uint32_t endpoint, std::uint32_t to) {
            m_assembly.join(endpoint, to, 1, m_endpointLink);
            ++used[to - m_firstLeaf];
        };
        for (int endpoint = 0; endpoint < m_counts.endpoints; ++endpoint) {
            const int node = endpoint / m_counts.rails;
            for (int plane = 0; plane < m_counts.planes; ++plane)
                join(static_cast<std::uint32_t>(endpoint), leaf(plane, endpoint % m_counts.rails, node / m_counts.nodesPerUnit));
        }
        // Fabric managers take what is free, from the last leaf on.
        int guest = 0;
        for (int leafOf = m_counts.leaves() - 1; leafOf >= 0 && guest < m_counts.guests; --leafOf) {
            while (used[static_cast<std::size_t>(leafOf)] < m_counts.leaf.down && guest < m_counts.guests)
                join(static_cast<std::uint32_t>(m_counts.endpoints + guest++), m_firstLeaf + static_cast<std::uint32_t>(leafOf));
        }
        for (int leafOf = 0; leafOf < m_counts.leaves(); ++leafOf)
            m_assembly.skipTo(m_firstLeaf + static_cast<std::uint32_t>(leafOf), m_counts.leaf.down);
    }

    void joinSpines()
    {
        for (int tree = 0; tree < m_counts.trees; ++tree) {
            const int plane = apart() ? tree / m_counts.rails : tree;
            for (int treeRail = 0; treeRail < m_counts.treeRails; ++treeRail) {
                const int rail = apart() ? tree % m_counts.rails : treeRail;
                for (int unit = 0; unit < m_counts.units; ++unit) {
                    const int group = m_counts.tiers == 2
                        ? 0
                        : treeRail * (m_counts.groups / m_counts.treeRails) + unit / m_counts.leavesPerGroup;
                    for (int number = 0; number < m_counts.spinesPerGroup; ++number)
                        m_assembly.join(leaf(plane, rail, unit), spine(tree, group, number), m_counts.linksPerPair, m_spineLink);
                }
            }
        }
    }

    void joinCores()
    {
        const int perClass = m_counts.spinesPerGroup / m_counts.coreClasses;
        for (int tree = 0; tree < m_counts.trees; ++tree) {
            for (int group = 0; group < m_counts.groups; ++group) {
                for (int number = 0; number < m_counts.spinesPerGroup; ++number) {
                    const int first = tree * m_counts.coresPerTree() + number / perClass * m_counts.coresPerClass;
                    for (int core = 0; core < m_counts.coresPerClass; ++core)
                        m_assembly.join(spine(tree, group, number), m_firstCore + static_cast<std::uint32_t>(first + core),
                                        m_counts.linksPerCorePair, m_coreLink);
                }
            }
        }
    }

    const ClosRecipe& m_recipe;
    const ClosCounts& m_counts;
    TopologyAssembly m_assembly;
    std::uint8_t m_endpointLink = 0, m_spineLink = 0, m_coreLink = 0;
    std::uint32_t m_firstLeaf = 0, m_firstSpine = 0, m_firstCore = 0;
};

} // namespace

Result<Topology> built(const ClosRecipe& recipe)
{
    const auto counts = closCounts(recipe);
    if (!counts)
        return tl::unexpected{counts.error()};
    const double bundles = static_cast<double>(counts->endpointLinks())
        + static_cast<double>(counts->leaves()) * counts->spinesPerGroup
        + static_cast<double>(counts->spines()) * counts->coresPerClass;
    if (const auto sound = within({{"bundles of links", bundles}}, topologylimits::bundles); !sound)
        return tl::unexpected{sound.error()};
    return ClosBuild{recipe, *counts}();
}

} // namespace colonnade::model
