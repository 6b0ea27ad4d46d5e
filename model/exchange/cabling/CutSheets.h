#pragma once

#include "model/exchange/cabling/CableSchedule.h"

#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

/// One thing to take from stock: a cable of a length, or a transceiver.
struct StockItem {
    PartRef part;
    std::optional<Metres> length; ///< Of cables, as ordered.
    int count = 0;                ///< That are built in.
    int spares = 0;               ///< To keep beside them: the share of the count, rounded up.
    bool operator==(const StockItem&) const = default;
};

/// Totals by part and length: cables before transceivers, in the order of their models, short before long. `spareShare`, 0 to 1, of
/// each item is kept as spares.
std::vector<StockItem> stockOf(const CableSchedule& schedule, double spareShare = 0);

/// Rows of the schedule in the order in which one who dresses racks needs them: rack by rack as people count, within it by device and
/// port. A cable between two racks stands in both; one within a rack once.
struct RackCut {
    std::string rack;                ///< "su-1/n01".
    std::vector<std::uint32_t> rows; ///< From this rack's ends.
};
std::vector<RackCut> cutSheetByRack(const CableSchedule& schedule);

/// Cables that one walk pulls together: all from one rack to another, the longest first.
struct PathCut {
    std::string from, to;            ///< Racks; the same for cables that stay in one.
    Metres longest;                  ///< Ordered.
    std::vector<std::uint32_t> rows;
};
/// By the near rack as people count, then by the far one: an installer works along the row.
std::vector<PathCut> cutSheetByPath(const CableSchedule& schedule);

/// CSV of the schedule (interop.md, cable schedule), a row for each leg of a cable that fans out.
std::string scheduleCsv(const CableSchedule& schedule);
/// CSV of every port of every switch, free ones too. `fabric`: of the switches of this one alone, by its path or id; a port that
/// another fabric takes is in use all the same.
std::string portMapCsv(const CableSchedule& schedule, const std::optional<std::string>& fabric = {});
std::string cutSheetByRackCsv(const CableSchedule& schedule);
std::string cutSheetByPathCsv(const CableSchedule& schedule);
std::string stockCsv(const CableSchedule& schedule, double spareShare);

} // namespace colonnade::model
