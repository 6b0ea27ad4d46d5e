#include "model/exchange/network/NetworkExport.h"

#include "model/exchange/Quote.h"
#include "model/exchange/cabling/PointToPoint.h"

#include <map>

namespace colonnade::model {

namespace {

std::string_view roleOf(const ScheduleDevice& device)
{
    if (!device.isSwitch)
        return "host";
    return device.tier <= 1 ? "leaf" : device.tier == 2 ? "spine" : "super_spine";
}

} // namespace

/// The dialect that Cumulus' prescriptive topology manager and NVIDIA's cable validation read (interop.md 4.1), with the racks as clusters
/// for Graphviz. Ports are written as in point-to-point lists.
Result<NetworkExport> dotExport(const CableSchedule& schedule, const FabricFilter& filter)
{
    const ScheduleDevices devices{schedule};
    const auto names = externalNames(schedule, devices, {});
    if (!names)
        return tl::unexpected{names.error()};
    std::vector<std::string> quoted;
    for (const std::string& name : *names)
        quoted.push_back(quote::dot(name));
    const auto sections = schedule.sections();
    std::vector<bool> wanted(devices.all().size());
    for (std::size_t at = 0; at < sections.size(); ++at) {
        for (std::uint32_t node = 0; filter.takes(sections[at]) && node < sections[at].plan->nodes.size(); ++node)
            wanted[devices.index(at, node)] = true;
    }
    std::vector<std::string> racks; // In the order of their first device.
    std::map<std::string, std::vector<std::size_t>> inRack;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (!wanted[i])
            continue;
        const DevicePlace& place = devices.all()[i].place;
        const std::string rack = place.pod ? fmt::format("{}/{}", place.pod->id, place.placement->id) : place.placement->id.text();
        if (inRack[rack].empty())
            racks.push_back(rack);
        inRack[rack].push_back(i);
    }
    std::string out = "graph network {\n";
    for (const std::string& rack : racks) {
        out += fmt::format("  subgraph {} {{\n    label={};\n", quote::dot("cluster_" + rack), quote::dot(rack));
        for (const std::size_t i : inRack[rack]) {
            const ScheduleDevice& device = devices.all()[i];
            out += fmt::format("    {} [label={} role=\"{}\"];\n", quoted[i], quote::dot(schedule.names().device(device.place)), roleOf(device));
        }
        out += "  }\n";
    }
    for (std::size_t at = 0; at < sections.size(); ++at) {
        if (!filter.takes(sections[at]))
            continue;
        const FabricPlan& plan = *sections[at].plan;
        for (std::size_t link = 0; link < plan.links.size(); ++link) {
            // The upper switch first, as in the dialect's own samples.
            const LinkEnd low = nearEnd(plan, link), high = farEnd(plan, link);
            const auto port = [&](const LinkEnd& end) { return quote::dot(pointToPointPort(plan.part(end.node), pieceOf(plan, end), end.port)); };
            out += fmt::format("  {}:{} -- {}:{};\n", quoted[devices.index(at, high.node)], port(high), quoted[devices.index(at, low.node)], port(low));
        }
    }
    out += "}\n";
    NetworkExport result;
    result.files.push_back({"network.dot", std::move(out)});
    return result;
}

} // namespace colonnade::model
