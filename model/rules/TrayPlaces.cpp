#include "model/rules/TrayPlaces.h"

namespace colonnade::model {

bool leavesRacks(const ArrangementScope& scope)
{
    for (const auto& plan : scope.fabrics) {
        if (!plan)
            continue;
        for (std::size_t link = 0; link < plan->links.size(); ++link) {
            const FabricNode& a = plan->nodes[plan->links.a[link]];
            const FabricNode& b = plan->nodes[plan->links.b[link]];
            if (a.placement != b.placement || a.pod != b.pod)
                return true;
        }
    }
    return false;
}

void TrayRule::checkArrangement(const ArrangementScope& scope, Findings& findings) const
{
    if (!leavesRacks(scope))
        return;
    if (!scope.trayGraph || !scope.trays || scope.trayGraph->empty()) {
        findings.notEvaluated(scope.subject(), {fmt::format("cable trays of {}", scope.name())}, "trays");
        return;
    }
    checkTrays({scope, *scope.trayGraph, *scope.trays}, findings);
    if (scope.trays->unrouted > 0)
        findings.notEvaluated(scope.subject(), {fmt::format("trays that join the racks of {} cables in {}", scope.trays->unrouted, scope.name())},
                              "unrouted");
}

std::vector<TrayLoadPlace> loadedTrays(const TrayGraph& graph, const TrayUse& use)
{
    std::vector<TrayLoadPlace> all(graph.trays().size());
    for (const TrayStretch& stretch : use.stretches) {
        const TrayGraph::Segment& segment = graph.segments()[stretch.segment];
        if (segment.isStep() || stretch.cables == 0)
            continue;
        all[segment.tray].tray = &graph.trays()[segment.tray];
        all[segment.tray].stretches.push_back(&stretch);
    }
    std::erase_if(all, [](const TrayLoadPlace& place) { return !place.tray; });
    return all;
}

} // namespace colonnade::model
