#pragma once

#include "model/design/Sum.h"
#include "model/fabric/FabricLinks.h"
#include "model/fabric/TrayRoutes.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace colonnade::model {

/// Cables of one kind of one fabric, side by side.
struct CableCount {
    std::uint16_t fabric = 0; ///< Among the plans that were given.
    std::uint16_t part = 0; ///< In `TrayUse::parts`.
    int cables = 0;
    bool operator==(const CableCount&) const = default;
};

/// The cables of one fabric between two places. They lie side by side all the way.
struct CableBundle {
    std::uint16_t fabric = 0;
    std::uint32_t a = 0, b = 0; ///< In `TrayUse::places`; `a` is the lower number.
    TrayWay way; ///< From `a` to `b`.
    int cables = 0;
    std::vector<CableCount> of; ///< By part.
};

/// A piece of a segment of the tray graph along which the same cables lie.
struct TrayStretch {
    std::uint32_t segment = 0;
    double from = 0, to = 0; ///< Metres from node `a` of the segment.
    int cables = 0;
    std::vector<CableCount> of; ///< By fabric, then part.
    double area = 0; ///< Cross-section of the cables whose diameter is known, in mm².
    int withoutDiameter = 0; ///< Cables that `area` leaves out.
    Sum<KilogramsPerMetre> mass;
};

/// What lies in the trays of an arrangement: every bundle with its way, and every stretch of tray with its load.
///
/// A cable that fans out is counted on the way of its first link.
struct TrayUse {
    /// Where bundles end: the placements of the arrangement in their order, then those in pods that its fabrics join.
    std::vector<TrayPlace> places;
    std::vector<std::string> paths; ///< Of the places: "a04", or "su-1/a04" in a joined pod.
    std::vector<PartRef> parts; ///< Media that lie there. Null: cables for which no medium is found.
    std::vector<CableBundle> bundles; ///< By fabric, then places.
    std::vector<TrayStretch> stretches; ///< By segment, from its node `a` on. None where nothing lies.
    int unrouted = 0; ///< Cables between racks that no trays join: they lie in none.

    /// Share of the usable cross-section of its tray (CAB-010): sum of pi d²/4 over width times depth, of which no more
    /// than 150 mm count. Nothing where no diameter is known, or on a step between trays. A lower bound where some of
    /// them are not known.
    [[nodiscard]] std::optional<double> fill(const TrayStretch& stretch, const TrayGraph& graph) const;
};

/// `plans`: of the arrangement's fabrics, in their order; null ones are passed over. `hall`: where the arrangement is
/// the hall's, whose fabrics may join pods.
TrayUse trayUse(const TrayGraph& graph, const Arrangement& arrangement,
                std::span<const std::shared_ptr<const FabricPlan>> plans, const Hall* hall = nullptr);

/// All fabrics of a pod design, or of the hall itself; remembered as `fabricPlan` is. Safe to use from several threads.
std::shared_ptr<const TrayUse> trayUse(const PodDesignRef& pod, Millimetres trayHeight = Millimetres{2700});
std::shared_ptr<const TrayUse> trayUse(const std::shared_ptr<const Hall>& hall);

} // namespace colonnade::model
