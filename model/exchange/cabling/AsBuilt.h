#pragma once

#include "model/exchange/cabling/PointToPoint.h"

#include <string>
#include <vector>

namespace colonnade::model {

/// How cables in place differ from those of a design.
enum class AsBuiltKind : std::uint8_t {
    Missing,       ///< Designed, and not there.
    Extra,         ///< There, and not designed.
    Swapped,       ///< Two cables, exchanged at one end.
    WrongMedium,   ///< Right ports, another part.
    WrongPort,     ///< One end as designed, the other elsewhere.
    UnknownDevice, ///< A name that the design does not have, or that stands for several devices.
    UnknownPort,   ///< A port that its device does not have.
    DoubledPort    ///< A port that an earlier row of the list has taken.
};
std::string_view word(AsBuiltKind); ///< "missing", "wrong medium".

/// One such difference.
struct AsBuiltDifference {
    AsBuiltKind kind = AsBuiltKind::Missing;
    std::vector<std::uint32_t> cables; ///< Rows of the schedule: the cables that are concerned; two of a swap.
    std::vector<std::string> names;    ///< Of those cables.
    std::vector<std::uint32_t> lines;  ///< Of the list; empty where it has none.
    std::string designed, built;       ///< "n1:compute1 to leaf1:1.1", by labels; a part's id of a medium; may be empty.
    std::string message;               ///< One whole sentence.
};

/// What a list of cables in place says about a design.
struct AsBuiltReport {
    std::string file;
    std::size_t rows = 0;        ///< Links of the list.
    std::size_t cables = 0;      ///< Of the design, in the fabrics that were compared.
    std::size_t asDesigned = 0;  ///< Cables of those without a difference.
    std::size_t mediumUnsaid = 0; ///< Rows whose medium is not judged: they name no part, or the design has none there.
    std::vector<std::string> compared, notCompared; ///< Fabrics by place: "su-1/compute". The list has nothing of the latter.
    std::vector<AsBuiltDifference> differences;     ///< By kind, then by the design's order, then by line.
    std::vector<std::string> problems;              ///< Of reading the list.
    [[nodiscard]] std::size_t count(AsBuiltKind kind) const;
};

/// Compares a list with a schedule. Devices are known by the names that an export gives them, by their templates' names and by
/// their paths; ports by every way in which we write them.
///
/// A fabric of a placement is compared where some row joins two of its ports. A difference that is two things at once is told as the
/// first that explains it: a swap needs both cables; what is left has one end right, or is missing, or extra.
Result<AsBuiltReport> asBuiltReport(const CableSchedule& schedule, const PointToPoint& list, std::string file);

std::string asBuiltText(const AsBuiltReport& report);
/// Schema "as-built".
std::string asBuiltJson(const AsBuiltReport& report, std::string_view design);

} // namespace colonnade::model
