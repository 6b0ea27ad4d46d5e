#include "render/cables/CableStates.h"

#include "model/fabric/PlacesInUse.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace colonnade::render {
namespace {

using model::CableBundle;
using model::FabricPlan;

constexpr double touching = 1e-6; // Metres.

/// What cables come to together.
struct Sum {
    float most = CableState::noLoad;
    double load = 0;
    int loaded = 0; ///< Links.
    int cables = 0, lost = 0;

    void add(const Sum& other)
    {
        most = std::max(most, other.most);
        load += other.load;
        loaded += other.loaded;
        cables += other.cables;
        lost += other.lost;
    }
    [[nodiscard]] CableState state() const
    {
        return {most, loaded > 0 ? static_cast<float>(load / loaded) : CableState::noLoad, cables, lost};
    }
};

Sum ofCable(const FabricPlan& plan, const LinkStates& links, std::size_t cable)
{
    Sum sum;
    sum.cables = 1;
    bool works = false;
    for (const std::uint32_t link : plan.cables.links(cable)) {
        works = works || links.lost.empty() || !links.lost[link];
        const float load = links.load.empty() ? CableState::noLoad : links.load[link];
        if (load < 0)
            continue;
        sum.most = std::max(sum.most, load);
        sum.load += static_cast<double>(load);
        ++sum.loaded;
    }
    sum.lost = works ? 0 : 1;
    return sum;
}

std::uint64_t pairOf(std::uint32_t a, std::uint32_t b)
{
    return static_cast<std::uint64_t>(std::min(a, b)) << 32U | std::max(a, b);
}

class Telling {
public:
    Telling(const CableLayer& layer, const model::TrayUse& use) : m_layer{layer}, m_use{use}, m_bundles(use.bundles.size()), m_lines(layer.lines.size()) { }

    /// The cables of one fabric into the bundles that they lie in.
    void add(std::uint16_t fabric, const FabricPlan& plan, const LinkStates& links)
    {
        std::unordered_map<std::uint64_t, std::size_t> at;
        for (std::size_t i = 0; i < m_use.bundles.size(); ++i) {
            if (m_use.bundles[i].fabric == fabric)
                at.emplace(pairOf(m_use.bundles[i].a, m_use.bundles[i].b), i);
        }
        if (at.empty())
            return;
        model::PlacesInUse places{plan, m_use};
        std::uint64_t lastPair = 0;
        auto last = at.end();
        for (std::size_t cable = 0; cable < plan.cables.size(); ++cable) {
            const std::uint32_t first = plan.cables.links(cable).front();
            const auto a = places.of(plan.links.a[first]), b = places.of(plan.links.b[first]);
            if (!a || !b || *a == *b)
                continue;
            const std::uint64_t pair = pairOf(*a, *b);
            if (last == at.end() || pair != lastPair)
                last = at.find(pair);
            lastPair = pair;
            if (last != at.end()) // Else no tray joins the two.
                m_bundles[last->second].add(ofCable(plan, links, cable));
        }
    }

    std::vector<CableState> operator()()
    {
        sortLines();
        for (std::size_t i = 0; i < m_bundles.size(); ++i) {
            const CableBundle& bundle = m_use.bundles[i];
            for (const model::TrayStep& step : bundle.way.steps)
                addAlong({step.segment, bundle.fabric}, std::min(step.from, step.to), std::max(step.from, step.to), m_bundles[i]);
            m_drops[{bundle.fabric, bundle.a, bundle.way.from.segment, bundle.way.from.at}].add(m_bundles[i]);
            m_drops[{bundle.fabric, bundle.b, bundle.way.to.segment, bundle.way.to.at}].add(m_bundles[i]);
        }
        std::vector<CableState> states;
        states.reserve(m_lines.size());
        for (std::size_t i = 0; i < m_lines.size(); ++i) {
            const CableLine& line = m_layer.lines[i];
            if (line.isDrop) {
                const auto found = m_drops.find({line.network, line.place, line.segment, line.begin});
                states.push_back(found == m_drops.end() ? CableState{} : found->second.state());
            } else {
                states.push_back(m_lines[i].state());
            }
        }
        return states;
    }

private:
    using Lane = std::pair<std::uint32_t, std::uint16_t>; // Segment and fabric.

    void sortLines()
    {
        for (std::size_t i = 0; i < m_layer.lines.size(); ++i) {
            const CableLine& line = m_layer.lines[i];
            if (!line.isDrop)
                m_lanes[{line.segment, line.network}].push_back(i);
        }
        for (auto& [lane, lines] : m_lanes)
            std::sort(lines.begin(), lines.end(), [this](std::size_t a, std::size_t b) { return m_layer.lines[a].begin < m_layer.lines[b].begin; });
    }

    void addAlong(const Lane& lane, double from, double to, const Sum& sum)
    {
        const auto found = m_lanes.find(lane);
        if (found == m_lanes.end())
            return;
        // Lines of one lane do not overlap: their ends rise as their beginnings do.
        const std::vector<std::size_t>& lines = found->second;
        auto line = std::partition_point(lines.begin(), lines.end(), [&](std::size_t i) { return m_layer.lines[i].end <= from + touching; });
        for (; line != lines.end() && m_layer.lines[*line].begin < to - touching; ++line)
            m_lines[*line].add(sum);
    }

    const CableLayer& m_layer;
    const model::TrayUse& m_use;
    std::vector<Sum> m_bundles, m_lines;
    std::map<Lane, std::vector<std::size_t>> m_lanes;
    std::map<std::tuple<std::uint16_t, std::uint32_t, std::uint32_t, double>, Sum> m_drops;
};

} // namespace

std::vector<CableState> cableStates(const CableLayer& layer, const model::TrayUse& use,
                                    std::span<const std::shared_ptr<const FabricPlan>> plans, std::span<const LinkStates> links)
{
    Telling telling{layer, use};
    for (std::size_t i = 0; i < plans.size() && i < links.size(); ++i) {
        if (plans[i])
            telling.add(static_cast<std::uint16_t>(i), *plans[i], links[i]);
    }
    return telling();
}

std::shared_ptr<const LayerStates> HallCables::of(const model::PodPlacement& pod) const
{
    const auto found = pods.find(pod.id);
    return found != pods.end() && found->second.pod == pod.pod ? found->second.states : nullptr;
}

std::shared_ptr<const LayerStates> HallCables::of(const std::shared_ptr<const model::Hall>& which) const
{
    return which == hall ? own : nullptr;
}

} // namespace colonnade::render
