#include "model/reliability/HallNetwork.h"

#include "model/fabric/planner/Unions.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// Numbers for the parts of the hall and of all pods, and for the hall's devices.
class Elements {
public:
    Elements(const HallNetwork::Place& hall, std::span<const HallNetwork::Place> pods) : m_hall{hall}, m_pods{pods}
    {
        m_count = static_cast<std::uint32_t>(hall.network->parts.size());
        for (const HallNetwork::Place& pod : pods) {
            m_first.push_back(m_count);
            m_count += static_cast<std::uint32_t>(pod.network->parts.size());
        }
        m_devices = m_count;
        m_count += static_cast<std::uint32_t>(hall.scaleOut->numbers().size());
    }

    [[nodiscard]] std::uint32_t count() const { return m_count; }
    /// Of a device of the hall (no pod) or of the part that a device of a pod belongs to; `noPart`: of none.
    [[nodiscard]] std::uint32_t of(std::optional<std::size_t> pod, std::size_t number) const
    {
        if (!pod)
            return m_devices + static_cast<std::uint32_t>(number);
        const std::uint32_t part = m_pods[*pod].network->partOf[number];
        return part == NetworkOutage::noPart ? part : m_first[*pod] + part;
    }
    /// The hall's devices hang on the parts of its own fabrics.
    void joinHall(Unions& sets) const
    {
        for (std::uint32_t number = 0; number < m_count - m_devices; ++number) {
            const std::uint32_t part = m_hall.network->partOf[number];
            if (part != NetworkOutage::noPart)
                sets.join(m_devices + number, part);
        }
    }
    [[nodiscard]] int largestSet(Unions& sets) const
    {
        std::vector<int> accelerators(m_count);
        for (std::uint32_t part = 0; part < m_hall.network->parts.size(); ++part)
            accelerators[sets.root(part)] += m_hall.network->parts[part];
        for (std::size_t pod = 0; pod < m_pods.size(); ++pod) {
            for (std::uint32_t part = 0; part < m_pods[pod].network->parts.size(); ++part)
                accelerators[sets.root(m_first[pod] + part)] += m_pods[pod].network->parts[part];
        }
        return accelerators.empty() ? 0 : *std::max_element(accelerators.begin(), accelerators.end());
    }

private:
    const HallNetwork::Place& m_hall;
    std::span<const HallNetwork::Place> m_pods;
    std::vector<std::uint32_t> m_first;
    std::uint32_t m_devices = 0, m_count = 0;
};

bool isDark(const HallNetwork::Place& place, std::size_t number)
{
    return place.dark && !place.dark->empty() && (*place.dark)[number];
}

} // namespace

HallNetwork::HallNetwork(const Hall& hall, const std::vector<ScaleOut::FabricOf>& fabrics)
{
    for (const ScaleOut::FabricOf& fabric : fabrics) {
        if (fabric.plan->pods.empty())
            continue;
        auto& numbers = m_pods.emplace_back();
        for (const JoinedPod& pod : fabric.plan->pods) {
            const auto found = std::find_if(hall.pods.begin(), hall.pods.end(), [&](const PodPlacement& each) { return each.id == pod.id; });
            numbers.push_back(static_cast<std::size_t>(found - hall.pods.begin()));
        }
        m_fabrics.push_back(fabric);
    }
}

HallNetwork::Outage HallNetwork::with(const Place& hall, std::span<const Place> pods, const std::vector<LostLinks>& links) const
{
    Outage out;
    const Elements elements{hall, pods};
    Unions sets{elements.count()};
    elements.joinHall(sets);
    for (std::size_t f = 0; f < m_fabrics.size(); ++f) {
        const FabricPlan& plan = *m_fabrics[f].plan;
        const std::vector<bool> cut = lostLinksOf(m_fabrics[f], links);
        const auto podOf = [&](std::uint32_t node) {
            const std::uint32_t pod = plan.nodes[node].pod;
            return pod == 0 ? std::optional<std::size_t>{} : std::optional{m_pods[f][pod - 1]};
        };
        double all = 0, left = 0;
        for (std::size_t link = 0; link < plan.links.size(); ++link) {
            bool lives = cut.empty() || !cut[link], runs = true;
            std::uint32_t ends[2] = {};
            for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
                const std::uint32_t node = side == 0 ? plan.links.a[link] : plan.links.b[link];
                const auto pod = podOf(node);
                const Place& place = pod ? pods[*pod] : hall;
                const std::size_t number = place.scaleOut->numbers().of(plan.nodes[node].placement, plan.nodes[node].device);
                lives &= !isDark(place, number);
                runs &= !pod || place.network->domainsWhole > 0;
                ends[side] = elements.of(pod, number);
            }
            if (!runs) // Nobody in that pod is left to use it.
                continue;
            const auto speed = static_cast<double>(plan.links.speed[link]);
            all += speed;
            left += lives ? speed : 0;
            if (lives && ends[0] != NetworkOutage::noPart && ends[1] != NetworkOutage::noPart)
                sets.join(ends[0], ends[1]);
        }
        out.fabrics.push_back({m_fabrics[f].name, 1, all > 0 ? left / all : 1});
    }
    out.largestJob = elements.largestSet(sets);
    return out;
}

} // namespace colonnade::model
