#pragma once

#include "model/exchange/cabling/ScheduleDevices.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace colonnade::model {

/// A host or switch of a point-to-point list.
struct PointToPointNode {
    enum class Kind : std::uint8_t { Unknown, Host, Switch };
    std::string name;
    Kind kind = Kind::Unknown;
    std::string rack, unit; ///< Empty where the list does not say.
    bool operator==(const PointToPointNode&) const = default;
};

/// One link of it.
struct PointToPointLink {
    std::uint32_t a = 0, z = 0;      ///< In `PointToPoint::nodes`.
    std::string portA, portZ;
    std::uint32_t medium = 0;        ///< In `PointToPoint::media`.
    std::optional<float> speed = {}; ///< Gbit/s.
    std::optional<float> length = {}; ///< Metres.
    std::uint32_t line = 0;          ///< Of the file that it was read from; 0: of none.
};

/// A point-to-point list: the links of a network as a cabling crew and NVIDIA's Cable Validation Tool write them, one a row.
struct PointToPoint {
    std::vector<PointToPointNode> nodes;
    std::vector<std::string> media{std::string{}}; ///< The first is empty: not said.
    std::vector<PointToPointLink> links;
    std::vector<std::string> problems;             ///< What was left out in reading, a sentence each.

    /// The node of that name, new where there is none.
    std::uint32_t node(std::string_view name);
    std::uint32_t mediumIndex(std::string_view name);

private:
    std::unordered_map<std::string, std::uint32_t> m_nodeAt, m_mediumAt;
};

/// The links of a schedule. Only those that `wanted` takes, by section and link of its plan; null: all. Fails where two devices would have one name.
Result<PointToPoint> pointToPoint(const CableSchedule& schedule, const std::function<bool(const ScheduleSection&, std::size_t)>& wanted = {});

/// A port as the lists write it. A switch: its cage from 1, then the place in it where it carries several, then the piece where it
/// is split, from 1, apart by '/'; a host: its number among all its ports, from 1. Ports of a switch that are for its management
/// are called as in the schedule.
std::string pointToPointPort(const PartType& part, const PortPiece& piece, std::size_t portIndex);

/// CSV with the columns of the Cable Validation Tool first ("A-Node Name", "A-Type", "A-Port", "Z-Node Name", "Z-Type", "Z-Port"),
/// then rack, unit, speed, cable and length.
std::string pointToPointCsv(const PointToPoint& list);

/// Reads such a list. Columns are known by their heads, whatever their order, case and punctuation; "Name" and "Port" twice, as in
/// sheets of InfiniBand networks, are the A and the Z side. What else there is, is passed over. A row without a name or a port is left out and told.
Result<PointToPoint> readPointToPoint(std::string_view text, std::string_view file);

} // namespace colonnade::model
