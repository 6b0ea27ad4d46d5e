#pragma once

#include "model/exchange/cabling/CableSchedule.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// A file of an export, by its name in a folder.
struct ExportFile {
    std::string name;
    std::string bytes;
    bool operator==(const ExportFile&) const = default;
};

/// What leaves for another tool. The same design gives the same bytes.
struct NetworkExport {
    std::vector<ExportFile> files; ///< One, or several in the order in which the tool takes them.
    std::vector<std::string> notes; ///< What was left out or had no word there, a sentence each.
};

struct NetworkExportOptions {
    std::optional<CableNaming> naming = {}; ///< Instead of the design's own.
    std::optional<std::string> fabric = {}; ///< Only fabrics of this path ("su/compute") or id.
    double spareShare = 0;                  ///< Of the stock list, 0 to 1.
    bool slurmYaml = false;                 ///< `topology.yaml` instead of `topology.conf`.
};

/// Kinds by name: "csv", "dot", "slurm", "containerlab", "astra-sim", "netbox", "nvidia-p2p", "topo".
std::span<const std::string_view> networkExportKinds();

/// Fails where the design has nothing that the tool could take, or where two devices would have one name there.
Result<NetworkExport> networkExport(const Design& design, std::string_view kind, const NetworkExportOptions& options = {});

/// One format each, of all fabrics that `wanted` takes.
class FabricFilter {
public:
    explicit FabricFilter(std::optional<std::string> fabric = {}) : m_fabric{std::move(fabric)} { }
    [[nodiscard]] bool takes(const ScheduleSection& section) const
    {
        return !m_fabric || section.isOf(*m_fabric);
    }

private:
    std::optional<std::string> m_fabric;
};
Result<NetworkExport> cablingCsv(const CableSchedule& schedule, const std::optional<std::string>& fabric, double spareShare);
Result<NetworkExport> dotExport(const CableSchedule& schedule, const FabricFilter& filter);
Result<NetworkExport> slurmExport(const CableSchedule& schedule, const FabricFilter& filter, bool yaml);
Result<NetworkExport> containerlabExport(const CableSchedule& schedule, const FabricFilter& filter);
Result<NetworkExport> astraSimExport(const Design& design);
Result<NetworkExport> netBoxExport(const CableSchedule& schedule, const FabricFilter& filter);
Result<NetworkExport> pointToPointExport(const CableSchedule& schedule, const FabricFilter& filter);
Result<NetworkExport> topoExport(const CableSchedule& schedule, const FabricFilter& filter);

/// True where the section's switches are InfiniBand.
bool isInfiniBand(const ScheduleSection& section);

} // namespace colonnade::model
