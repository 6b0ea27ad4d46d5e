#include "model/exchange/package/PackageCabling.h"

#include "model/fabric/TrayUse.h"

#include <algorithm>

namespace colonnade::model::package {

namespace {

void addSection(FabricCabling& totals, const ScheduleSection& section)
{
    const FabricPlan& plan = *section.plan;
    for (std::uint32_t node = 0; node < plan.switchCount; ++node)
        totals.switches += plan.nodes[node].pod == 0 ? 1 : 0;
    totals.links += static_cast<std::int64_t>(plan.links.size());
    totals.cables += static_cast<std::int64_t>(plan.cables.size());
    totals.withoutMedium += plan.gaps;
    totals.estimatedLengths += plan.estimated;
    for (const float length : plan.cables.ordered)
        totals.ordered += Metres{static_cast<double>(length)};
}

std::vector<FabricCabling> fabricCablings(const CableSchedule& schedule, double spareShare)
{
    std::vector<FabricCabling> all;
    for (const std::string& path : schedule.fabrics()) {
        FabricCabling totals;
        totals.fabric = path;
        totals.places = 0;
        for (const ScheduleSection& section : schedule.sections()) {
            if (section.fabricPath != path)
                continue;
            ++totals.places;
            addSection(totals, section);
        }
        totals.stock = stockOf(schedule.ofFabric(path), spareShare);
        all.push_back(std::move(totals));
    }
    return all;
}

/// Adds the trays of one arrangement with what its own fabrics, or all of the hall's, lay into them.
void addTrays(CablingPages& pages, const std::vector<CableTray>& trays, const std::string& holder, int placements,
              const TrayUse& use, const TrayGraph& graph)
{
    const std::size_t first = pages.trays.size();
    for (const CableTray& tray : trays)
        pages.trays.push_back({holder, placements, tray});
    pages.unrouted += use.unrouted * placements;
    for (const TrayStretch& stretch : use.stretches) {
        const TrayGraph::Segment& segment = graph.segments()[stretch.segment];
        if (segment.isStep())
            continue;
        const std::string& path = graph.trays()[segment.tray].path;
        const auto line = std::find_if(pages.trays.begin() + static_cast<std::ptrdiff_t>(first), pages.trays.end(),
                                       [&](const TrayLine& each) { return each.tray.id.text() == path; });
        if (line == pages.trays.end())
            continue; // Of a placed pod: counted with its design.
        line->cables = std::max(line->cables, stretch.cables);
        const auto fill = use.fill(stretch, graph);
        if (fill && (!line->fill || *fill > *line->fill)) {
            line->fill = fill;
            line->withoutDiameter = stretch.withoutDiameter;
        }
    }
}

} // namespace

CablingPages cablingPages(const Design& design, double spareShare)
{
    CablingPages pages;
    pages.spareShare = spareShare;
    const std::shared_ptr<const Hall> hall = design.hall();
    for (const auto& [id, pod] : design.podDesigns()) {
        if (!pod->arrangement().trays.empty())
            addTrays(pages, pod->arrangement().trays, id.text(), design.placementsOf(id), *trayUse(pod, hall->trayHeight), *trayGraph(pod));
    }
    if (!hall->arrangement.trays.empty())
        addTrays(pages, hall->arrangement.trays, {}, 1, *trayUse(hall), *trayGraph(hall));
    const auto schedule = CableSchedule::create(design);
    if (!schedule) {
        pages.refusal = schedule.error().text;
        return pages;
    }
    pages.fabrics = fabricCablings(*schedule, spareShare);
    pages.stock = stockOf(*schedule, spareShare);
    pages.cables = schedule->size();
    if (pages.cables > mostCablesListed)
        return pages;
    for (std::size_t row = 0; row < pages.cables; ++row)
        pages.rows.push_back(schedule->row(row));
    return pages;
}

} // namespace colonnade::model::package
