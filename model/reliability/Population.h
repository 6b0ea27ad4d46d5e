#pragma once

#include "model/design/Design.h"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// Kinds of parts that a failure rate is known for (design-rules.md, 3.11).
enum class FailureClass : std::uint8_t {
    Gpu,
    Switch,
    Optics,
    ActiveCopper,
    PassiveCopper,
    Supply,
    Pump,
    Pdu,
    Ups,
    AirUnit
};
inline constexpr std::size_t failureClassCount = 10;
inline constexpr std::array failureClasses{FailureClass::Gpu,           FailureClass::Switch,
                                           FailureClass::Optics,        FailureClass::ActiveCopper,
                                           FailureClass::PassiveCopper, FailureClass::Supply,
                                           FailureClass::Pump,          FailureClass::Pdu,
                                           FailureClass::Ups,           FailureClass::AirUnit};
std::string_view word(
    FailureClass); ///< "gpu", "switch", "optics", "aec", "dac", "psu", "pump", "pdu", "ups", "air"
std::string_view failureClassName(FailureClass); ///< For people, in the plural: "optical modules".
std::optional<FailureClass> failureClassFrom(std::string_view word);

/// What a network has that fails.
struct FabricPopulation {
    const Fabric* fabric = nullptr; ///< Of the pod design or hall that was counted.
    const PodDesign* pod = nullptr; ///< Null: of the hall.
    int placements = 1;
    std::int64_t optics =
        0; ///< Transceivers, and the ends of active optical cables; in all placements, as below.
    std::int64_t activeCopper = 0, passiveCopper = 0;
    ByteRate toNodes; ///< Of storage and front-end fabrics: line rate of the links to nodes, one direction.
};

/// How many there are of what fails.
///
/// Where an entry does not say how many supplies, rectifiers or pumps a part has, the fewest that
/// it can have are counted.
struct Population {
    /// What is repaired as a whole and takes its job along: servers and trays with accelerators.
    std::int64_t nodes = 0;
    std::int64_t accelerators = 0;
    ByteRate storageNetwork; ///< Of all nodes, one direction, at line rate (NET-013); 0: none is drawn.
    std::array<std::int64_t, failureClassCount> parts{};
    std::vector<FabricPopulation> fabrics;
    std::map<TypeId, PartRef> inUse; ///< Every catalog entry that stands, hangs or runs somewhere.

    [[nodiscard]] std::int64_t count(FailureClass kind) const
    {
        return parts[static_cast<std::size_t>(kind)];
    }
};

/// Of all that stands in the hall. Racks and pod designs are counted once and remembered. Points
/// into the design.
Population populationOf(const Design& design);

/// Pumps of a CDU that its entry speaks of: their number, or the fewest of its redundancy.
int pumpsOf(const PartType& cdu);

} // namespace colonnade::model
