#include "model/fabric/TrayUse.h"

#include "model/design/RememberedBeside.h"
#include "model/units/Text.h"

#include <algorithm>
#include <map>
#include <numbers>
#include <unordered_map>

namespace colonnade::model {

namespace {

constexpr double deepest = 150; // mm of the depth of a tray that count for its fill (CAB-010).

/// Cables of one fabric by their two places and their part.
class Gathering {
public:
    Gathering(TrayUse& use, const Hall* hall) : m_use{use}, m_parts{use.parts}, m_hall{hall} { }

    void add(const FabricPlan& plan, std::uint16_t fabric, std::vector<CableBundle>& bundles)
    {
        std::unordered_map<std::uint64_t, std::size_t> at; // Bundles by their places.
        std::vector<std::uint16_t> partOf(plan.media.size(), 0);
        for (std::size_t i = 0; i < plan.media.size(); ++i)
            partOf[i] = partIndex(plan.media[i]);
        const std::uint16_t unknown = plan.gaps > 0 ? partIndex(nullptr) : std::uint16_t{0};
        const std::size_t first = bundles.size();
        std::uint64_t lastPair = 0;
        std::size_t last = bundles.size();
        for (std::size_t cable = 0; cable < plan.cables.size(); ++cable) {
            const std::uint32_t link = plan.cables.links(cable).front();
            const std::uint32_t a = placeOf(plan, plan.links.a[link]);
            const std::uint32_t b = placeOf(plan, plan.links.b[link]);
            if (a == b)
                continue;
            const std::uint64_t pair = static_cast<std::uint64_t>(std::min(a, b)) << 32U | std::max(a, b);
            if (last == bundles.size() || pair != lastPair) {
                const auto [found, isNew] = at.emplace(pair, bundles.size());
                if (isNew)
                    bundles.push_back({fabric, std::min(a, b), std::max(a, b), {}, 0, {}});
                last = found->second;
                lastPair = pair;
            }
            const std::uint16_t medium = plan.cables.medium[cable];
            count(bundles[last], fabric, medium == CableColumns::none ? unknown : partOf[medium]);
        }
        std::sort(bundles.begin() + static_cast<std::ptrdiff_t>(first), bundles.end(),
                  [](const CableBundle& one, const CableBundle& other) {
                      return std::pair{one.a, one.b} < std::pair{other.a, other.b};
                  });
    }

private:
    std::uint32_t placeOf(const FabricPlan& plan, std::uint32_t number)
    {
        const FabricNode& node = plan.nodes[number];
        if (node.pod == 0)
            return node.placement;
        const JoinedPod& joined = plan.pods[node.pod - 1];
        const auto [found, isNew] = m_inPods.try_emplace({joined.id, node.placement}, static_cast<std::uint32_t>(m_use.places.size()));
        if (isNew) {
            const Placement& inside = joined.pod->arrangement().placements[node.placement];
            const PodPlacement* stands = m_hall ? m_hall->pod(joined.id) : nullptr;
            m_use.places.push_back({stands ? stands->footprint(inside) : inside.footprint(), inside.height()});
            m_use.paths.push_back(fmt::format("{}/{}", joined.id, inside.id));
        }
        return found->second;
    }

    std::uint16_t partIndex(const PartRef& part)
    {
        const auto index = std::find(m_parts.begin(), m_parts.end(), part) - m_parts.begin();
        if (static_cast<std::size_t>(index) == m_parts.size())
            m_parts.push_back(part);
        return static_cast<std::uint16_t>(index);
    }

    static void count(CableBundle& bundle, std::uint16_t fabric, std::uint16_t part)
    {
        ++bundle.cables;
        auto found = std::find_if(bundle.of.begin(), bundle.of.end(), [&](const CableCount& one) { return one.part == part; });
        if (found == bundle.of.end())
            found = bundle.of.insert(found, {fabric, part, 0});
        ++found->cables;
    }

    TrayUse& m_use;
    std::vector<PartRef>& m_parts;
    const Hall* m_hall;
    std::map<std::pair<PlacementId, std::uint32_t>, std::uint32_t> m_inPods;
};

/// Where along a segment so many cables more or fewer lie than before.
struct Change {
    double at;
    CableCount by;
};

void measure(TrayStretch& stretch, const std::vector<PartRef>& parts)
{
    for (const CableCount& one : stretch.of) {
        stretch.cables += one.cables;
        const PartRef& part = parts[one.part];
        const CableFigures* figures = part && part->cable ? &*part->cable : nullptr;
        if (figures && figures->diameterMm)
            stretch.area += one.cables * std::numbers::pi * *figures->diameterMm * *figures->diameterMm / 4;
        else
            stretch.withoutDiameter += one.cables;
        stretch.mass.addIf(figures ? figures->mass : std::nullopt, one.cables);
    }
}

void addStretches(std::uint32_t segment, std::vector<Change> changes, TrayUse& use)
{
    std::sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) { return a.at < b.at; });
    std::map<std::pair<std::uint16_t, std::uint16_t>, int> lying;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const CableCount& by = changes[i].by;
        int& count = lying[{by.fabric, by.part}];
        count += by.cables;
        if (count == 0)
            lying.erase({by.fabric, by.part});
        const bool isLast = i + 1 == changes.size();
        if (isLast || lying.empty() || !(changes[i + 1].at > changes[i].at))
            continue;
        TrayStretch stretch{segment, changes[i].at, changes[i + 1].at, 0, {}, 0, 0, {}};
        for (const auto& [which, cables] : lying)
            stretch.of.push_back({which.first, which.second, cables});
        if (!use.stretches.empty()) { // One that ends as another begins changes nothing.
            TrayStretch& before = use.stretches.back();
            if (before.segment == segment && before.to == stretch.from && before.of == stretch.of) {
                before.to = stretch.to;
                continue;
            }
        }
        measure(stretch, use.parts);
        use.stretches.push_back(std::move(stretch));
    }
}

} // namespace

std::optional<double> TrayUse::fill(const TrayStretch& stretch, const TrayGraph& graph) const
{
    const TrayGraph::Segment& segment = graph.segments()[stretch.segment];
    if (segment.isStep() || stretch.withoutDiameter == stretch.cables)
        return std::nullopt;
    const CableTray& tray = graph.trays()[segment.tray].tray;
    const double depth = std::min(static_cast<double>(tray.depth.value()), deepest);
    return stretch.area / (static_cast<double>(tray.width.value()) * depth);
}

TrayUse trayUse(const TrayGraph& graph, const Arrangement& arrangement,
                std::span<const std::shared_ptr<const FabricPlan>> plans, const Hall* hall)
{
    TrayUse use;
    use.places = trayPlaces(arrangement.placements);
    for (const Placement& one : arrangement.placements)
        use.paths.push_back(one.id.text());
    Gathering gathering{use, hall};
    for (std::size_t i = 0; i < plans.size(); ++i) {
        if (plans[i])
            gathering.add(*plans[i], static_cast<std::uint16_t>(i), use.bundles);
    }
    TrayRoutes routes{graph, use.places};
    std::map<std::uint32_t, std::vector<Change>> bySegment;
    std::vector<CableBundle> routed;
    routed.reserve(use.bundles.size());
    for (CableBundle& bundle : use.bundles) {
        auto way = routes.way(bundle.a, bundle.b);
        if (!way) {
            use.unrouted += bundle.cables;
            continue;
        }
        bundle.way = std::move(*way);
        for (const TrayStep& step : bundle.way.steps) {
            auto& changes = bySegment[step.segment];
            for (const CableCount& one : bundle.of) {
                changes.push_back({std::min(step.from, step.to), one});
                changes.push_back({std::max(step.from, step.to), {one.fabric, one.part, -one.cables}});
            }
        }
        routed.push_back(std::move(bundle));
    }
    use.bundles = std::move(routed);
    for (auto& [segment, changes] : bySegment)
        addStretches(segment, std::move(changes), use);
    return use;
}

std::shared_ptr<const TrayUse> trayUse(const PodDesignRef& pod, Millimetres trayHeight)
{
    static RememberedBeside<PodDesign, Millimetres, TrayUse> remembered;
    return remembered.get(pod, trayHeight, [&] {
        std::vector<std::shared_ptr<const FabricPlan>> plans;
        for (const Fabric& fabric : pod->arrangement().fabrics)
            plans.push_back(fabricPlan(pod, fabric.id, trayHeight));
        return trayUse(*trayGraph(pod), pod->arrangement(), plans);
    });
}

std::shared_ptr<const TrayUse> trayUse(const std::shared_ptr<const Hall>& hall)
{
    static RememberedBeside<Hall, int, TrayUse> remembered;
    return remembered.get(hall, 0, [&] {
        std::vector<std::shared_ptr<const FabricPlan>> plans;
        for (const Fabric& fabric : hall->arrangement.fabrics)
            plans.push_back(fabricPlan(hall, fabric.id));
        return trayUse(*trayGraph(hall), hall->arrangement, plans, hall.get());
    });
}

} // namespace colonnade::model
