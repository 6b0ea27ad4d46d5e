#include "model/fabric/TrayLinks.h"

#include "model/design/RememberedBeside.h"
#include "model/fabric/PlacesInUse.h"

#include <algorithm>
#include <map>
#include <set>

namespace colonnade::model {

namespace {

constexpr double touching = 1e-6; // Metres.

/// Metres along its tray at which each segment begins; segments of a tray follow one another.
std::vector<double> startsOf(const TrayGraph& graph)
{
    std::vector<double> starts;
    double along = 0;
    std::uint32_t tray = TrayGraph::none;
    for (const TrayGraph::Segment& segment : graph.segments()) {
        if (segment.tray != tray)
            along = 0;
        tray = segment.tray;
        starts.push_back(along);
        along += segment.length;
    }
    return starts;
}

} // namespace

std::vector<TraySection> sectionsOf(const TrayGraph& graph, std::uint32_t tray)
{
    std::vector<TraySection> all;
    double along = 0;
    for (const TrayGraph::Segment& segment : graph.segments()) {
        if (segment.tray != tray)
            continue;
        all.push_back({tray, static_cast<int>(all.size()) + 1, along, along + segment.length});
        along += segment.length;
    }
    return all;
}

std::vector<TraySection> sectionsOf(const TrayGraph& graph)
{
    std::vector<TraySection> all;
    for (const TrayGraph::Segment& segment : graph.segments()) {
        if (segment.isStep())
            continue;
        const bool goesOn = !all.empty() && all.back().tray == segment.tray;
        const double from = goesOn ? all.back().to : 0;
        all.push_back({segment.tray, goesOn ? all.back().number + 1 : 1, from, from + segment.length});
    }
    return all;
}

std::optional<std::uint32_t> trayAt(const TrayGraph& graph, std::string_view path)
{
    for (std::uint32_t i = 0; i < graph.trays().size(); ++i) {
        if (graph.trays()[i].path == path)
            return i;
    }
    return std::nullopt;
}

TrayLinks::TrayLinks(const FabricPlan& plan, const TrayGraph& graph, const TrayUse& use)
{
    const std::vector<double> starts = startsOf(graph);
    TrayRoutes routes{graph, use.places};
    PlacesInUse places{plan, use};
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> known;
    for (std::uint32_t link = 0; link < plan.links.size(); ++link) {
        const auto a = places.of(plan.links.a[link]), b = places.of(plan.links.b[link]);
        if (!a || !b || *a == *b)
            continue;
        const auto [at, isNew] = known.try_emplace(std::minmax(*a, *b), m_bundles.size());
        if (isNew) {
            Bundle& bundle = m_bundles.emplace_back();
            const auto way = routes.way(std::min(*a, *b), std::max(*a, *b));
            for (const TrayStep& step : way ? way->steps : std::vector<TrayStep>{}) {
                const TrayGraph::Segment& segment = graph.segments()[step.segment];
                if (!segment.isStep())
                    bundle.runs.push_back({segment.tray, starts[step.segment] + std::min(step.from, step.to),
                                           starts[step.segment] + std::max(step.from, step.to)});
            }
        }
        m_bundles[at->second].links.push_back(link);
    }
    std::erase_if(m_bundles, [](const Bundle& bundle) { return bundle.runs.empty(); });
}

std::vector<std::uint32_t> TrayLinks::through(std::uint32_t tray, double from, double to) const
{
    std::vector<std::uint32_t> links;
    for (const Bundle& bundle : m_bundles) {
        const bool runs = std::any_of(bundle.runs.begin(), bundle.runs.end(), [&](const Run& run) {
            return run.tray == tray && std::min(run.to, to) - std::max(run.from, from) > touching;
        });
        if (runs)
            links.insert(links.end(), bundle.links.begin(), bundle.links.end());
    }
    std::sort(links.begin(), links.end());
    return links;
}

std::shared_ptr<const std::vector<TrayLinks>> trayLinks(const PodDesignRef& pod, Millimetres trayHeight)
{
    static RememberedBeside<PodDesign, Millimetres, std::vector<TrayLinks>> remembered;
    return remembered.get(pod, trayHeight, [&] {
        std::vector<TrayLinks> all;
        const auto use = trayUse(pod, trayHeight);
        for (const Fabric& fabric : pod->arrangement().fabrics)
            all.emplace_back(*fabricPlan(pod, fabric.id, trayHeight), *trayGraph(pod), *use);
        return all;
    });
}

std::shared_ptr<const std::vector<TrayLinks>> trayLinks(const std::shared_ptr<const Hall>& hall)
{
    static RememberedBeside<Hall, int, std::vector<TrayLinks>> remembered;
    return remembered.get(hall, 0, [&] {
        std::vector<TrayLinks> all;
        const auto use = trayUse(hall);
        for (const Fabric& fabric : hall->arrangement.fabrics)
            all.emplace_back(*fabricPlan(hall, fabric.id), *trayGraph(hall), *use);
        return all;
    });
}

int cablesOf(const FabricPlan& plan, const std::vector<std::uint32_t>& links)
{
    std::set<std::uint32_t> cables;
    for (const std::uint32_t link : links)
        cables.insert(plan.links.cable[link]);
    return static_cast<int>(cables.size());
}

} // namespace colonnade::model
