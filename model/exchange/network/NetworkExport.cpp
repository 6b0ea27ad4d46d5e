#include "model/exchange/network/NetworkExport.h"

#include "model/exchange/cabling/CutSheets.h"
#include "model/exchange/cabling/PointToPoint.h"
#include "model/units/Text.h"

#include <algorithm>
#include <array>

namespace colonnade::model {

namespace {

constexpr std::array<std::string_view, 8> kinds{"csv", "dot", "slurm", "containerlab", "astra-sim", "netbox", "nvidia-p2p", "topo"};

} // namespace

std::span<const std::string_view> networkExportKinds()
{
    return kinds;
}

bool isInfiniBand(const ScheduleSection& section)
{
    for (std::uint32_t node = 0; node < section.plan->switchCount; ++node) {
        const PartType& part = section.plan->part(node);
        if (part.switching && part.switching->fabric.find("InfiniBand") != std::string::npos)
            return true;
    }
    return false;
}

Result<NetworkExport> networkExport(const Design& design, std::string_view kind, const NetworkExportOptions& options)
{
    if (kind == "astra-sim")
        return astraSimExport(design);
    const auto schedule = CableSchedule::create(design, options.naming);
    if (!schedule)
        return tl::unexpected{schedule.error()};
    const FabricFilter filter{options.fabric};
    const auto sections = schedule->sections();
    if (sections.empty() && kind != "netbox")
        return fail("The design '{}' has no cables", shown(design.name()));
    if (options.fabric && std::none_of(sections.begin(), sections.end(), [&](const ScheduleSection& section) { return filter.takes(section); }))
        return fail("The design has no fabric '{}' with cables; there are {}", shown(*options.fabric), fmt::join(schedule->fabrics(), ", "));
    if (kind == "csv")
        return cablingCsv(*schedule, options.fabric, options.spareShare);
    if (kind == "dot")
        return dotExport(*schedule, filter);
    if (kind == "slurm")
        return slurmExport(*schedule, filter, options.slurmYaml);
    if (kind == "containerlab")
        return containerlabExport(*schedule, filter);
    if (kind == "netbox")
        return netBoxExport(*schedule, filter);
    if (kind == "nvidia-p2p")
        return pointToPointExport(*schedule, filter);
    if (kind == "topo")
        return topoExport(*schedule, filter);
    return fail("There is no export of a network to '{}'; there are {}", shown(kind), fmt::join(kinds, ", "));
}

Result<NetworkExport> cablingCsv(const CableSchedule& schedule, const std::optional<std::string>& fabric, double spareShare)
{
    const CableSchedule wanted = fabric ? schedule.ofFabric(*fabric) : schedule;
    NetworkExport out;
    out.files = {{"cables.csv", scheduleCsv(wanted)},
                 {"port-maps.csv", portMapCsv(schedule, fabric)},
                 {"cut-sheet-racks.csv", cutSheetByRackCsv(wanted)},
                 {"cut-sheet-walks.csv", cutSheetByPathCsv(wanted)},
                 {"stock.csv", stockCsv(wanted, spareShare)}};
    return out;
}

Result<NetworkExport> pointToPointExport(const CableSchedule& schedule, const FabricFilter& filter)
{
    const auto list = pointToPoint(schedule, [&](const ScheduleSection& section, std::size_t) { return filter.takes(section); });
    if (!list)
        return tl::unexpected{list.error()};
    NetworkExport out;
    out.files.push_back({"p2p.csv", pointToPointCsv(*list)});
    return out;
}

} // namespace colonnade::model
