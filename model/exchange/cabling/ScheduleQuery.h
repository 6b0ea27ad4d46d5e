#pragma once

#include "model/units/Id.h"

#include <optional>
#include <string>

namespace colonnade::model {

/// By what the rows of a schedule are sorted; rows that are equal there keep the order of the plan.
enum class ScheduleOrder : std::uint8_t {
    Plan,   ///< As the fabrics were planned: placement by placement.
    Label,  ///< By the near end, then by the far one, as people count: port 2 before port 10.
    From,   ///< By the near end alone.
    To,     ///< By the far end alone.
    Length, ///< As ordered.
    Medium  ///< By the name of the cable's part; those without one last.
};

/// What is asked of a cable schedule. Empty: every row as planned.
struct ScheduleQuery {
    std::optional<std::string> fabric = {}; ///< Path of a fabric: "su/compute"; "/oob" of the hall.
    std::optional<TypeId> medium = {};      ///< Only cables of this part.
    bool withoutMedium = false;             ///< Only cables that no medium was found for; `medium` is not looked at.
    /// Only rows with this in a label, in the path of an end ("su-1/a04/c05:compute/1") or in the cable's name; upper and
    /// lower case are one. Empty: all.
    std::string text = {};
    ScheduleOrder order = ScheduleOrder::Plan;
    bool descending = false;
    bool operator==(const ScheduleQuery&) const = default;
};

} // namespace colonnade::model
