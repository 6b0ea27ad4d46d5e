#include "model/exchange/network/NetworkExport.h"

#include "model/exchange/cabling/ScheduleDevices.h"
#include "model/exchange/network/HostList.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace colonnade::model {

namespace {

/// Sets that grow together.
class Groups {
public:
    explicit Groups(std::size_t count) : m_parent(count) { std::iota(m_parent.begin(), m_parent.end(), std::size_t{0}); }
    std::size_t root(std::size_t item)
    {
        while (m_parent[item] != item)
            item = m_parent[item] = m_parent[m_parent[item]];
        return item;
    }
    /// The lower number stays.
    void join(std::size_t a, std::size_t b)
    {
        a = root(a);
        b = root(b);
        m_parent[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<std::size_t> m_parent;
};

/// A switch of the tree, or several that Slurm has to see as one.
struct TreeSwitch {
    std::string name;
    std::vector<std::string> nodes, children;
};

/// The tree of switches above the hosts of scale-out fabrics.
class SlurmTree {
public:
    SlurmTree(const CableSchedule& schedule, const FabricFilter& filter, const std::vector<std::string>& names, const ScheduleDevices& devices)
        : m_names{names}, m_devices{devices}, m_groups{devices.all().size()}, m_connected{devices.all().size()}, m_isHost(devices.all().size()), m_tier(devices.all().size())
    {
        const auto sections = schedule.sections();
        for (std::size_t at = 0; at < sections.size(); ++at) {
            if (sections[at].fabric->role == FabricRole::ScaleOut && filter.takes(sections[at]))
                readSection(sections[at], at);
        }
    }

    std::vector<TreeSwitch> build(std::vector<std::string>& notes);
    [[nodiscard]] bool empty() const { return m_up.empty(); }

private:
    void readSection(const ScheduleSection& section, std::size_t at)
    {
        const FabricPlan& plan = *section.plan;
        for (std::uint32_t node = 0; node < plan.nodes.size(); ++node) {
            const std::size_t device = m_devices.index(at, node);
            m_tier[device] = std::max<int>(m_tier[device], plan.nodes[node].tier);
        }
        for (std::size_t link = 0; link < plan.links.size(); ++link) {
            std::size_t low = m_devices.index(at, plan.links.a[link]), high = m_devices.index(at, plan.links.b[link]);
            if (m_tier[low] > m_tier[high])
                std::swap(low, high);
            m_connected.join(low, high);
            if (m_tier[low] == m_tier[high])
                continue; // Links within a tier make no tree.
            m_up.emplace(low, high);
            if (m_tier[low] == 0)
                m_isHost[low] = true;
        }
    }

    const std::vector<std::string>& m_names;
    const ScheduleDevices& m_devices;
    Groups m_groups;    ///< Switches that stand as one.
    Groups m_connected; ///< Devices that some way joins.
    std::vector<bool> m_isHost;
    std::vector<int> m_tier;
    std::set<std::pair<std::size_t, std::size_t>> m_up; ///< Lower and upper device.
};

std::vector<TreeSwitch> SlurmTree::build(std::vector<std::string>& notes)
{
    const bool someCompute = std::any_of(m_isHost.begin(), m_isHost.end(), [](bool host) { return host; })
        && [&] {
               for (std::size_t i = 0; i < m_isHost.size(); ++i) {
                   if (m_isHost[i] && m_devices.all()[i].place.part()->accelerator)
                       return true;
               }
               return false;
           }();
    std::size_t left = 0;
    for (std::size_t i = 0; i < m_isHost.size(); ++i) {
        if (m_isHost[i] && someCompute && !m_devices.all()[i].place.part()->accelerator) {
            m_isHost[i] = false;
            ++left;
        }
    }
    if (left > 0)
        notes.push_back(fmt::format("{} devices without accelerators are left out of the tree", left));

    // Switches that one thing below hangs on are one for Slurm, from the leaves up.
    const int top = *std::max_element(m_tier.begin(), m_tier.end());
    for (int tier = 0; tier < top; ++tier) {
        std::map<std::size_t, std::size_t> above; // The first upper switch of each lower group.
        for (const auto& [low, high] : m_up) {
            if (m_tier[low] != tier || (tier == 0 && !m_isHost[low]))
                continue;
            const auto [at, isNew] = above.emplace(m_groups.root(low), high);
            if (!isNew)
                m_groups.join(at->second, high);
        }
    }
    std::map<std::size_t, std::size_t> members; // By the group's first switch.
    for (std::size_t i = 0; i < m_tier.size(); ++i) {
        if (m_tier[i] > 0)
            ++members[m_groups.root(i)];
    }
    std::set<std::string> taken(m_names.begin(), m_names.end());
    std::map<std::size_t, std::string> called;
    std::map<int, int> numbers;
    std::size_t collapsed = 0;
    for (const auto& [group, count] : members) {
        if (count == 1) {
            called[group] = m_names[group];
            continue;
        }
        ++collapsed;
        std::string name;
        do {
            name = fmt::format("{}-group-{}", m_tier[group] == 1 ? "leaf" : m_tier[group] == 2 ? "spine" : "core", ++numbers[m_tier[group]]);
        } while (!taken.insert(name).second);
        called[group] = name;
    }
    if (collapsed > 0)
        notes.push_back(fmt::format("Slurm's tree has one switch above each node, so {} groups of switches that share what is below them stand as one switch each", collapsed));

    std::map<std::size_t, TreeSwitch> tree;
    std::set<std::pair<std::size_t, std::size_t>> below;
    for (const auto& [low, high] : m_up) {
        const std::size_t group = m_groups.root(high);
        if (m_tier[low] == 0 && !m_isHost[low])
            continue;
        if (!below.emplace(m_groups.root(low), group).second)
            continue;
        TreeSwitch& item = tree[group];
        item.name = called.at(group);
        (m_tier[low] == 0 ? item.nodes : item.children).push_back(m_tier[low] == 0 ? m_names[low] : called.at(m_groups.root(low)));
    }
    std::vector<std::pair<int, std::size_t>> order;
    for (const auto& [group, item] : tree)
        order.emplace_back(m_tier[group], group);
    std::sort(order.begin(), order.end());
    // Networks without a top, as a dragonfly's groups, get one, so that jobs may span them.
    std::map<std::size_t, std::vector<std::string>> roots;
    for (const auto& [tier, group] : order) {
        if (std::none_of(below.begin(), below.end(), [&, root = group](const auto& pair) { return pair.first == root; }))
            roots[m_connected.root(group)].push_back(tree[group].name);
    }
    std::vector<TreeSwitch> out;
    for (const auto& [tier, group] : order)
        out.push_back(std::move(tree[group]));
    int number = 0;
    for (const auto& [first, names] : roots) {
        if (names.size() < 2)
            continue;
        TreeSwitch& above = out.emplace_back();
        do {
            above.name = fmt::format("network-{}", ++number);
        } while (!taken.insert(above.name).second);
        above.children = names;
        notes.push_back(fmt::format("'{}' stands for the links between {} switches without one above them", above.name, names.size()));
    }
    return out;
}

} // namespace

/// interop.md 4.2: names of at most 64 characters, every node below exactly one leaf switch.
Result<NetworkExport> slurmExport(const CableSchedule& schedule, const FabricFilter& filter, bool yaml)
{
    const ScheduleDevices devices{schedule};
    const auto names = externalNames(schedule, devices, {});
    if (!names)
        return tl::unexpected{names.error()};
    SlurmTree tree{schedule, filter, *names, devices};
    if (tree.empty())
        return fail("There is no scale-out fabric whose nodes a scheduler could place jobs by");
    NetworkExport out;
    const std::vector<TreeSwitch> switches = tree.build(out.notes);
    std::string text;
    if (yaml)
        text = "---\n- topology: fabric\n  cluster_default: true\n  tree:\n    switches:\n";
    else
        for (const std::string& note : out.notes)
            text += fmt::format("# {}.\n", note);
    for (const TreeSwitch& item : switches) {
        if (yaml) {
            text += fmt::format("    - switch: \"{}\"\n", item.name);
            if (!item.children.empty())
                text += fmt::format("      children: \"{}\"\n", hostList(item.children));
            if (!item.nodes.empty())
                text += fmt::format("      nodes: \"{}\"\n", hostList(item.nodes));
            continue;
        }
        text += "SwitchName=" + item.name;
        if (!item.children.empty())
            text += " Switches=" + hostList(item.children);
        if (!item.nodes.empty())
            text += " Nodes=" + hostList(item.nodes);
        text += '\n';
    }
    out.files.push_back({yaml ? "topology.yaml" : "topology.conf", std::move(text)});
    return out;
}

} // namespace colonnade::model
