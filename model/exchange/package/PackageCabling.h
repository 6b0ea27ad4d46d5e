#pragma once

#include "model/exchange/cabling/CutSheets.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model::package {

/// A package with more cables than this lists none of them itself; they are in `cables.csv` of its folder.
inline constexpr std::size_t mostCablesListed = 10'000;

/// A fabric as it is bought and laid: all its places in the hall together.
struct FabricCabling {
    std::string fabric; ///< "su/compute"; "/oob" of the hall.
    int places = 1;
    std::int64_t switches = 0; ///< Its own: those of pods that it joins are counted with the pods' fabrics.
    std::int64_t links = 0, cables = 0, withoutMedium = 0, estimatedLengths = 0;
    Metres ordered{}; ///< Of all cables together; those without a medium as routed.
    std::vector<StockItem> stock;
};

/// A tray of a pod design, or of the hall itself, and what lies in it of the fabrics of the same pod design or hall.
struct TrayLine {
    std::string holder; ///< Pod design; empty: the hall.
    int placements = 1;
    CableTray tray;
    int cables = 0;             ///< Where most lie side by side.
    std::optional<double> fill{}; ///< Share of its usable cross-section at its fullest; nothing where no diameter is known.
    int withoutDiameter = 0;    ///< Of the cables there, those that `fill` leaves out.
};

struct CablingPages {
    double spareShare = 0;            ///< Of each stock item, 0 to 1.
    std::vector<FabricCabling> fabrics;
    std::vector<StockItem> stock;     ///< Of all fabrics together.
    std::vector<TrayLine> trays;
    int unrouted = 0;                 ///< Cables that no trays carry, by arrangement.
    std::size_t cables = 0;           ///< In all.
    std::vector<CableRow> rows;       ///< Every cable, or none where there are more than `mostCablesListed`.
    std::optional<std::string> refusal; ///< Why there is no schedule: a template of names that is at fault.
};

/// Totals, trays and the schedule of a design's cables, by the design's own names.
CablingPages cablingPages(const Design& design, double spareShare);

} // namespace colonnade::model::package
