#include "model/fabric/FreePorts.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>

namespace colonnade::model {

namespace {

using DeviceKey = std::tuple<std::uint32_t, std::uint32_t, std::int32_t>; ///< Joined pod of the fabric from 1, placement, device.

DeviceKey keyOf(const FabricNode& node)
{
    return {node.pod, node.placement, node.device};
}

/// Gathers what is free for one fabric. Used once.
class Gathering {
public:
    Gathering(const Design& design, const PodDesignRef& pod, const FabricId& fabric)
        : m_hall{design.hall()}, m_pod{pod}, m_arrangement{pod ? pod->arrangement() : m_hall->arrangement}, m_plan{planOf(fabric)}
    {
    }

    std::vector<FreePort> operator()()
    {
        if (!m_plan)
            return {};
        for (const Fabric& other : m_arrangement.fabrics)
            takeAll(*planOf(other.id));
        if (m_pod)
            takeJoined();
        for (std::uint32_t i = 0; i < m_plan->pods.size(); ++i) // What pods use within.
            take(*m_plan->pods[i].plan, [i](const FabricNode& node) { return std::optional{DeviceKey{i + 1, node.placement, node.device}}; });
        for (const FabricNode& node : m_plan->nodes)
            add(keyOf(node), m_plan->path(m_arrangement, static_cast<std::uint32_t>(&node - m_plan->nodes.data())), m_plan->parts[node.part],
                node.tier);
        addOthers();
        return std::move(m_free);
    }

private:
    [[nodiscard]] std::shared_ptr<const FabricPlan> planOf(const FabricId& fabric) const
    {
        return m_pod ? fabricPlan(m_pod, fabric, m_hall->trayHeight) : fabricPlan(m_hall, fabric);
    }

    /// The ports of a plan's links at devices to which `keyFor` gives a key.
    template <class KeyFor> void take(const FabricPlan& plan, KeyFor keyFor)
    {
        const LinkColumns& links = plan.links;
        for (std::size_t i = 0; i < links.size(); ++i) {
            if (const auto key = keyFor(plan.nodes[links.a[i]]))
                m_taken[*key].insert(links.portA[i]);
            if (const auto key = keyFor(plan.nodes[links.b[i]]))
                m_taken[*key].insert(links.portB[i]);
        }
    }
    void takeAll(const FabricPlan& plan)
    {
        // Pods are numbered as the fabric in question joins them.
        std::vector<std::uint32_t> number(plan.pods.size() + 1);
        for (std::size_t i = 0; i < plan.pods.size(); ++i) {
            const auto same = std::find_if(m_plan->pods.begin(), m_plan->pods.end(), [&](const JoinedPod& one) { return one.id == plan.pods[i].id; });
            number[i + 1] = same == m_plan->pods.end() ? none : static_cast<std::uint32_t>(same - m_plan->pods.begin()) + 1;
        }
        take(plan, [&](const FabricNode& node) {
            return number[node.pod] == none ? std::nullopt : std::optional{DeviceKey{number[node.pod], node.placement, node.device}};
        });
    }
    /// What fabrics of the hall take of any placement of this pod.
    void takeJoined()
    {
        for (const Fabric& other : m_hall->arrangement.fabrics) {
            if (!other.joins)
                continue;
            const auto plan = fabricPlan(m_hall, other.id);
            take(*plan, [&](const FabricNode& node) {
                const bool here = node.pod > 0 && plan->pods[node.pod - 1].pod->id() == m_pod->id();
                return here ? std::optional{DeviceKey{0, node.placement, node.device}} : std::nullopt;
            });
        }
    }

    void add(const DeviceKey& key, const std::string& path, const PartRef& part, int tier)
    {
        if (!m_known.insert(key).second)
            return;
        const std::set<std::uint16_t>& taken = m_taken[key];
        std::uint16_t index = 0;
        for (const Port& port : portsOf(*part)) {
            if (!taken.contains(index++))
                m_free.push_back({{path, port.role, port.index}, part, port, tier});
        }
    }
    void addOthers()
    {
        for (std::uint32_t i = 0; i < m_arrangement.placements.size(); ++i) {
            const Placement& item = m_arrangement.placements[i];
            if (const PartRef* unit = item.unit())
                add({0, i, -1}, item.id.text(), *unit, -1);
            std::int32_t number = 0;
            if (const RackDesignRef* rack = item.rack()) {
                for (const Device& device : (*rack)->devices())
                    add({0, i, number++}, fmt::format("{}/{}", item.id, device.id), device.part, -1);
            }
        }
    }

    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
    std::shared_ptr<const Hall> m_hall;
    PodDesignRef m_pod;
    const Arrangement& m_arrangement;
    std::shared_ptr<const FabricPlan> m_plan;
    std::map<DeviceKey, std::set<std::uint16_t>> m_taken;
    std::set<DeviceKey> m_known;
    std::vector<FreePort> m_free;
};

} // namespace

std::vector<FreePort> freePorts(const Design& design, const PodDesignRef& pod, const FabricId& fabric)
{
    return Gathering{design, pod, fabric}();
}

Connection connectionBetween(const FreePort& a, const FreePort& b)
{
    Connection wanted;
    wanted.near = plugCage(*a.part, a.port.form);
    wanted.far = plugCage(*b.part, b.port.form);
    wanted.speed = std::min(a.port.speed, b.port.speed);
    return wanted;
}

} // namespace colonnade::model
