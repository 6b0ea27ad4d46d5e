#pragma once

#include "model/edit/RackEdits.h"
#include "render/elevation/ElevationLayout.h"
#include "ui/document/DesignSession.h"
#include "ui/document/RackEditing.h"
#include "ui/elevation/DragData.h"

#include <QString>

#include <optional>
#include <vector>

namespace colonnade::ui {

/// What a hand holds over a rack: parts of the catalog, or devices that stand somewhere already.
struct RackDrag {
    struct Piece {
        model::PartRef part;
        model::Mount mount; ///< Where it comes from; parts of the catalog: front, U1 and above.
        std::optional<model::DeviceId> device; ///< Nothing for parts of the catalog.
        QString label;
    };
    std::optional<model::Subject> from; ///< The rack that they leave.
    std::vector<Piece> pieces;
    std::size_t grabbed = 0; ///< The piece under the hand.
    double grip = 0.5; ///< Units from the lower edge of that piece to the hand.
    render::FaceSide side = render::FaceSide::Front; ///< Of the view in which it was grabbed.
};
[[nodiscard]] RackDrag dragOf(const model::PartRef& part);
/// Pieces in the order given; the first is the one under the hand. Without pieces where the rack or
/// a device is gone.
[[nodiscard]] RackDrag dragOf(const model::Design& design, const DevicesInHand& devices);

/// Where the hand points to.
struct RackAim {
    render::FaceSide side = render::FaceSide::Front;
    double unit = 1; ///< Height of the hand, in units as `ElevationHit::unit`.
    model::Slot half = model::Slot::Left;
    double reach = 0; ///< Units within which a legal place attracts.
    bool copy = false; ///< Leaves the originals where they are.
    bool halves = false; ///< Half units too, and no attraction.
    bool sameUnit = false; ///< Stays at its height.
    std::optional<model::RackUnit>
        jump; ///< Right there instead: the lowest unit of the grabbed piece.
};

/// What a release at this place would do.
struct RackDrop {
    std::vector<model::Mount> mounts; ///< One per piece.
    std::optional<model::Error>
        refusal; ///< Why it cannot; names the piece where there are several.
    std::optional<model::RackUnit>
        nearest; ///< Where the grabbed piece would have to go so that all fit.
    QString place; ///< "U41–U42"
    QString room; ///< "free front and rear"
    QString name; ///< Of the undo step: "Mount MGX 33 kW power shelf at U41".
    RackChange change;
    /// "U12 is taken by C5 (GB300 compute tray). Nearest free: U41"
    [[nodiscard]] QString refusalText() const;
};
[[nodiscard]] RackDrop dropOf(const model::Design& design, const model::Subject& rack,
                              const RackDrag& drag, const RackAim& aim,
                              const model::Catalog& documents);

/// A device of a rack on screen: "su-1/a04/c05", "rack:gb300/c05".
[[nodiscard]] model::Subject deviceIn(const model::Subject& rack, const model::DeviceId& device);

} // namespace colonnade::ui
