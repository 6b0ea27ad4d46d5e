#pragma once

#include "model/design/Arrangement.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace colonnade::model {

/// One logical port of a part. A twin-port cage carries two of them.
struct Port {
    PortRole role = PortRole::Any;
    int index = 1; ///< From 1 among the part's ports of this role, over all its rows of cages.
    CageForm form = CageForm::Other;
    GigabitsPerSecond speed;
    int cage = 0; ///< From 0 over all cages of the part.
    int place = 0; ///< From 0 within its cage.
    int shared = 1; ///< Logical ports that the cage carries.
    bool operator==(const Port&) const = default;
};

/// All logical ports of a part, row by row as in the catalog, cage by cage.
std::vector<Port> portsOf(const PartType& part);
/// The port of that role with that number from 1; nothing where the part has none.
std::optional<Port> portOf(const PartType& part, PortRole role, int index);
int portCount(const PartType& part, PortRole role);

/// Ports of a switch that a fabric can use, by their index in `portsOf`.
struct UsablePorts {
    std::vector<std::uint16_t> trunk; ///< Of the cage and speed that carry most.
    std::vector<std::uint16_t> copper; ///< RJ45.
    GigabitsPerSecond trunkSpeed, copperSpeed; ///< Of one port.
};
/// Management ports carry no traffic of a fabric, unless it is one for `endpointPorts` of that kind and the switch has no others.
UsablePorts usablePorts(std::span<const Port> ports, PortRole endpointPorts);

/// The cage as a plug meets it. OSFP cages of servers, trays, NICs and liquid-cooled switches take
/// flat (RHS) modules only, those of air-cooled switches finned ones only, whatever the data sheet
/// calls them (NVIDIA LinkX 100G-PAM4 user guide, connectors and cages).
CageForm plugCage(const PartType& holder, CageForm form);

/// True where a plug made for `plug` goes into a cage, as `plugCage` gives it. QSFP cages take the
/// slower QSFP plugs, SFP56 takes SFP28; finned single-port and twin-port OSFP cages have the same
/// eight lanes.
bool accepts(CageForm cage, CageForm plug);

/// What a port reference names.
struct PortPlace {
    const Placement* placement = nullptr; ///< Null inside a rack design.
    const Device* device = nullptr; ///< Null for a floor unit.
    PartRef part;
    Port port;
};
/// Fails with the part of the reference that names nothing.
Result<PortPlace> portAt(const Arrangement& arrangement, const PortRef& port);
Result<PortPlace> portAt(const RackDesign& rack, const PortRef& port);

} // namespace colonnade::model
