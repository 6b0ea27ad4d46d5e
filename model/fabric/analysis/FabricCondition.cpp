#include "model/fabric/analysis/FabricCondition.h"

#include "model/fabric/analysis/TrafficRates.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace colonnade::model {

namespace {

double shareOf(double left, double all)
{
    return all > 0 ? left / all : 1;
}

/// Least share of its speed that a port sends in all-to-all traffic; 0 where it is not evaluated.
double allToAll(const FabricGraph& graph)
{
    const TrafficRates rates = trafficRates(graph, TrafficPattern::AllToAll, PathChoice::EvenSplit);
    return rates.evaluated() ? rates.least : 0;
}

/// Elements that differ in nothing a loss would show: the same tier, rail and numbers of links by their ends' tiers.
using Likeness = std::tuple<int, int, int, std::vector<int>>;

Likeness likenessOfSwitch(const FabricPlan& plan, std::uint32_t node, const std::vector<std::vector<std::uint32_t>>& linksOf)
{
    std::map<std::pair<int, std::uint32_t>, int> byOther; // Links to each neighbour; endpoints all together.
    for (const std::uint32_t link : linksOf[node]) {
        const std::uint32_t other = plan.links.a[link] == node ? plan.links.b[link] : plan.links.a[link];
        const bool endpoint = other >= plan.switchCount;
        ++byOther[{endpoint ? 0 : plan.nodes[other].tier, endpoint ? 0 : other}];
    }
    std::vector<int> shape;
    for (const auto& [key, count] : byOther)
        shape.insert(shape.end(), {key.first, count});
    return {0, plan.nodes[node].tier, 0, std::move(shape)};
}

/// Sections of trays with the same links.
struct SectionLoss {
    std::uint32_t index = 0; ///< Of the first.
    int alike = 1;
    double endpoints = 0, all = 0; ///< Capacity of the links, Gbit/s.
};

/// Those that take most, first by what endpoints lose.
std::vector<SectionLoss> worstSections(const FabricPlan& plan, std::span<const std::vector<std::uint32_t>> sections)
{
    const auto earlier = [](const std::vector<std::uint32_t>* a, const std::vector<std::uint32_t>* b) { return *a < *b; };
    std::map<const std::vector<std::uint32_t>*, SectionLoss, decltype(earlier)> known{earlier};
    for (std::uint32_t i = 0; i < sections.size(); ++i) {
        if (sections[i].empty())
            continue;
        const auto [found, isNew] = known.try_emplace(&sections[i], SectionLoss{i, 0, 0, 0});
        SectionLoss& loss = found->second;
        ++loss.alike;
        if (!isNew)
            continue;
        for (const std::uint32_t link : sections[i]) {
            const auto speed = static_cast<double>(plan.links.speed[link]);
            loss.all += speed;
            loss.endpoints += plan.links.a[link] >= plan.switchCount ? speed : 0;
        }
    }
    std::vector<SectionLoss> worst;
    for (const auto& entry : known)
        worst.push_back(entry.second);
    std::sort(worst.begin(), worst.end(), [](const SectionLoss& a, const SectionLoss& b) {
        return std::tuple{-a.endpoints, -a.all, a.index} < std::tuple{-b.endpoints, -b.all, b.index};
    });
    worst.resize(std::min(worst.size(), mostSections));
    return worst;
}

} // namespace

FabricFailing::FabricFailing(const FabricPlan& plan) : m_plan{plan}, m_linksOf(plan.nodes.size()), m_uplinks(plan.switchCount)
{
    for (std::size_t link = 0; link < plan.links.size(); ++link) {
        const std::uint32_t a = plan.links.a[link], b = plan.links.b[link];
        const auto speed = static_cast<double>(plan.links.speed[link]);
        if (b >= plan.switchCount)
            continue;
        if (a >= plan.switchCount) {
            ++m_linksOf[a];
            m_endpointCapacity += speed;
        } else {
            m_uplinks[a] += speed;
            m_switchCapacity += speed;
        }
    }
    m_allToAll = allToAll(FabricGraph{plan});
}

FabricCondition FabricFailing::with(const FabricLoss& loss) const
{
    const FabricPlan& plan = m_plan;
    const FabricGraph graph{plan, loss};
    std::vector<bool> dead(plan.nodes.size());
    for (const std::uint32_t node : loss.nodes)
        dead[node] = true;

    FabricCondition out;
    std::vector<int> left(plan.nodes.size());
    std::vector<double> up(plan.switchCount);
    double endpoints = 0, switches = 0, own = 0;
    std::vector<bool> serves(plan.switchCount);
    for (const FabricGraph::Bundle& bundle : graph.bundles()) {
        if (bundle.b >= plan.switchCount)
            continue;
        if (bundle.a >= plan.switchCount) {
            left[bundle.a] += static_cast<int>(bundle.links);
            endpoints += bundle.capacity;
            serves[bundle.b] = true;
        } else {
            up[bundle.a] += bundle.capacity;
            switches += bundle.capacity;
        }
    }
    for (std::size_t link = 0; link < plan.links.size(); ++link) {
        if (plan.links.a[link] >= plan.switchCount && dead[plan.links.a[link]])
            own += static_cast<double>(plan.links.speed[link]);
    }
    for (std::uint32_t node = plan.switchCount; node < plan.nodes.size(); ++node) {
        if (m_linksOf[node] == 0)
            continue;
        ++out.endpoints;
        out.endpointsLost += dead[node];
        out.endpointsCut += !dead[node] && left[node] == 0;
        out.endpointsNarrowed += !dead[node] && left[node] > 0 && left[node] < m_linksOf[node];
    }
    out.endpointShare = shareOf(endpoints, m_endpointCapacity - own);
    out.switchShare = shareOf(switches, m_switchCapacity);
    for (std::uint32_t node = 0; node < plan.switchCount; ++node) {
        if (serves[node] && m_uplinks[node] > 0)
            out.worstLeafShare = std::min(out.worstLeafShare, up[node] / m_uplinks[node]);
    }
    if (m_allToAll > 0) {
        out.allToAllEvaluated = true;
        out.allToAllShare = allToAll(graph) / m_allToAll;
    }
    const auto parts = graph.parts();
    std::set<std::uint32_t> joined;
    for (std::uint32_t node = 0; node < plan.switchCount; ++node) {
        if (serves[node])
            joined.insert(parts[node]);
    }
    out.parts = static_cast<int>(joined.size());
    return out;
}

std::string_view word(FabricElementLoss::Kind kind)
{
    switch (kind) {
    case FabricElementLoss::Kind::Switch: return "switch";
    case FabricElementLoss::Kind::Cable: return "cable";
    case FabricElementLoss::Kind::Rail: return "rail";
    case FabricElementLoss::Kind::Plane: return "plane";
    case FabricElementLoss::Kind::TraySection: return "tray-section";
    }
    return {};
}

std::vector<FabricElementLoss> singleElementLosses(const FabricPlan& plan, std::span<const std::vector<std::uint32_t>> sections)
{
    using Kind = FabricElementLoss::Kind;
    const FabricFailing failing{plan};
    std::vector<std::vector<std::uint32_t>> linksOf(plan.nodes.size());
    for (std::uint32_t link = 0; link < plan.links.size(); ++link) {
        linksOf[plan.links.a[link]].push_back(link);
        linksOf[plan.links.b[link]].push_back(link);
    }

    std::map<Likeness, std::size_t> known;
    std::vector<FabricElementLoss> all;
    const auto add = [&](Kind kind, std::uint32_t index, const Likeness& likeness, auto lossOf) {
        const auto [found, isNew] = known.try_emplace(likeness, all.size());
        if (!isNew) {
            ++all[found->second].alike;
            return;
        }
        all.push_back({kind, index, 1, failing.with(lossOf())});
    };
    for (std::uint32_t node = 0; node < plan.switchCount; ++node) {
        if (!linksOf[node].empty())
            add(Kind::Switch, node, likenessOfSwitch(plan, node, linksOf), [&] { return FabricLoss{{node}, {}}; });
    }
    for (std::uint32_t cable = 0; cable < plan.cables.size(); ++cable) {
        std::vector<int> shape;
        for (const std::uint32_t link : plan.cables.links(cable)) {
            const std::uint32_t a = plan.links.a[link];
            // Where an end has no other link, more is lost than where it has.
            shape.insert(shape.end(), {plan.links.tier[link], a >= plan.switchCount ? static_cast<int>(linksOf[a].size()) : 0,
                                       static_cast<int>(plan.links.speed[link])});
        }
        std::sort(shape.begin(), shape.end());
        add(Kind::Cable, cable, {1, 0, 0, std::move(shape)}, [&] { return lossOfCable(plan, cable); });
    }
    for (int rail = 1; rail <= plan.rails; ++rail)
        add(Kind::Rail, static_cast<std::uint32_t>(rail), {2, 0, 0, {}}, [&] { return lossOfRail(plan, rail); });
    for (int plane = 1; plan.planes > 1 && plane <= plan.planes; ++plane)
        add(Kind::Plane, static_cast<std::uint32_t>(plane), {3, 0, 0, {}}, [&] { return lossOfPlane(plan, plane); });
    for (const SectionLoss& section : worstSections(plan, sections)) {
        all.push_back({Kind::TraySection, section.index, section.alike, failing.with({{}, sections[section.index]})});
    }
    std::stable_sort(all.begin(), all.end(), [](const FabricElementLoss& a, const FabricElementLoss& b) {
        return std::pair{a.condition.endpointShare, a.condition.switchShare} < std::pair{b.condition.endpointShare, b.condition.switchShare};
    });
    return all;
}

PortUse portUse(const FabricPlan& plan)
{
    PortUse out;
    for (const SwitchUse& use : plan.switches) {
        out.ports += use.ports;
        out.down += use.down;
        out.up += use.up;
        const int free = use.free();
        const bool leaf = plan.nodes[use.node].tier == 1;
        const int reserved = leaf ? std::clamp(use.reservedDown - use.down, 0, std::max(free, 0)) : 0;
        out.reserved += reserved;
        out.growth += reserved;
        if (leaf)
            out.stranded += std::max(free, 0) - reserved;
        else if (use.down == 0)
            out.stranded += std::max(free, 0);
    }
    return out;
}

} // namespace colonnade::model
