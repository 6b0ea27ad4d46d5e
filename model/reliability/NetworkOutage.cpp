#include "model/reliability/NetworkOutage.h"

#include "model/reliability/RackOutage.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace colonnade::model {

namespace {

/// Sets that grow together.
class Islands {
public:
    explicit Islands(std::size_t size) : m_parent(size) { std::iota(m_parent.begin(), m_parent.end(), std::size_t{0}); }
    std::size_t of(std::size_t item)
    {
        while (m_parent[item] != item) {
            m_parent[item] = m_parent[m_parent[item]];
            item = m_parent[item];
        }
        return item;
    }
    void join(std::size_t a, std::size_t b) { m_parent[of(a)] = of(b); }

private:
    std::vector<std::size_t> m_parent;
};

double shareOf(double left, double all)
{
    return all > 0 ? left / all : 1;
}

} // namespace

std::vector<bool> lostLinksOf(const ScaleOut::FabricOf& fabric, const std::vector<LostLinks>& all)
{
    const FabricPlan& plan = *fabric.plan;
    std::vector<bool> out;
    const auto lose = [&](std::size_t link) {
        out.resize(plan.links.size());
        out[link] = true;
    };
    for (const LostLinks& lost : all) {
        if (lost.fabric != fabric.id)
            continue;
        if (lost.cable) {
            for (const std::uint32_t link : plan.cables.links(static_cast<std::size_t>(*lost.cable) - 1))
                lose(link);
        }
        for (const std::uint32_t link : lost.links)
            lose(link);
        for (std::size_t link = 0; (lost.rail || lost.plane) && link < plan.links.size(); ++link) {
            const FabricNode& leaf = plan.nodes[plan.links.a[link] < plan.switchCount ? plan.links.a[link] : plan.links.b[link]];
            if ((lost.rail && (plan.links.rail[link] == *lost.rail || (leaf.tier == 1 && leaf.rail == *lost.rail)))
                || (lost.plane && plan.links.plane[link] == *lost.plane))
                lose(link);
        }
    }
    return out;
}

ScaleOut::ScaleOut(const Arrangement& arrangement, std::vector<FabricOf> fabrics, const Catalog& catalog)
    : m_numbers{arrangement}, m_fabrics{std::move(fabrics)}, m_domains{scaleUpGroups(arrangement, m_numbers, catalog)}
{
    for (const FabricOf& fabric : m_fabrics) {
        if (!fabric.plan->pods.empty())
            m_overPods.push_back(fabric.id);
    }
    std::erase_if(m_fabrics, [](const FabricOf& fabric) { return !fabric.plan->pods.empty(); });
    for (const FabricOf& fabric : m_fabrics) {
        auto& numbers = m_nodes.emplace_back();
        numbers.reserve(fabric.plan->nodes.size());
        for (const FabricNode& node : fabric.plan->nodes)
            numbers.push_back(m_numbers.of(node.placement, node.device));
    }
}

bool ScaleOut::isOverPods(const FabricId& fabric) const
{
    return std::find(m_overPods.begin(), m_overPods.end(), fabric) != m_overPods.end();
}

NetworkOutage ScaleOut::with(const std::vector<bool>& dark, const std::vector<LostLinks>& links) const
{
    NetworkOutage out;
    Islands islands{m_numbers.size()};
    std::vector<bool> without(m_numbers.size());
    for (std::size_t f = 0; f < m_fabrics.size(); ++f) {
        const FabricPlan& plan = *m_fabrics[f].plan;
        const auto& numbers = m_nodes[f];
        const std::vector<bool> cut = lostLinksOf(m_fabrics[f], links);
        std::vector<int> normally(plan.nodes.size()), now(plan.nodes.size());
        double endpoints = 0, endpointsLeft = 0, spines = 0, spinesLeft = 0;
        for (std::size_t link = 0; link < plan.links.size(); ++link) {
            const std::uint32_t a = plan.links.a[link], b = plan.links.b[link];
            const bool lives = !dark[numbers[a]] && !dark[numbers[b]] && (cut.empty() || !cut[link]);
            if (lives)
                islands.join(numbers[a], numbers[b]);
            const auto speed = static_cast<double>(plan.links.speed[link]);
            const bool fromEndpoint = a >= plan.switchCount && b < plan.switchCount;
            if (!fromEndpoint) {
                spines += speed;
                spinesLeft += lives ? speed : 0;
                continue;
            }
            if (dark[numbers[a]] || acceleratorsOf(plan.part(a)) == 0)
                continue;
            ++normally[a];
            now[a] += lives;
            endpoints += speed;
            endpointsLeft += lives ? speed : 0;
        }
        out.fabrics.push_back({m_fabrics[f].name, shareOf(endpointsLeft, endpoints), shareOf(spinesLeft, spines)});
        for (std::size_t node = plan.switchCount; node < plan.nodes.size(); ++node) {
            if (normally[node] == 0 || now[node] == normally[node])
                continue;
            const std::size_t number = numbers[node];
            if (now[node] > 0) {
                out.thinned.push_back(number);
            } else if (!without[number]) {
                without[number] = true;
                out.cut.push_back({number, acceleratorsOf(plan.part(static_cast<std::uint32_t>(node)))});
            }
        }
    }

    std::map<std::size_t, int> joined; // Accelerators of whole domains, by island.
    for (const ScaleUpGroup& domain : m_domains) {
        ++out.domains;
        const auto lost = [&](std::size_t number) { return dark[number] || without[number]; };
        if (std::any_of(domain.devices.begin(), domain.devices.end(), lost)
            || std::any_of(domain.switches.begin(), domain.switches.end(), lost))
            continue;
        ++out.domainsWhole;
        out.domainAccelerators += domain.accelerators;
        for (const std::size_t device : domain.devices)
            islands.join(device, domain.devices.front());
    }
    for (const ScaleUpGroup& domain : m_domains) {
        const auto lost = [&](std::size_t number) { return dark[number] || without[number]; };
        if (std::none_of(domain.devices.begin(), domain.devices.end(), lost)
            && std::none_of(domain.switches.begin(), domain.switches.end(), lost))
            joined[islands.of(domain.devices.front())] += domain.accelerators;
    }
    std::map<std::size_t, std::uint32_t> partOfIsland;
    for (const auto& [island, accelerators] : joined) {
        out.largestJob = std::max(out.largestJob, accelerators);
        partOfIsland.emplace(island, static_cast<std::uint32_t>(out.parts.size()));
        out.parts.push_back(accelerators);
    }
    out.partOf.reserve(m_numbers.size());
    for (std::size_t number = 0; number < m_numbers.size(); ++number) {
        const auto part = partOfIsland.find(islands.of(number));
        out.partOf.push_back(part == partOfIsland.end() ? NetworkOutage::noPart : part->second);
    }
    return out;
}

} // namespace colonnade::model
