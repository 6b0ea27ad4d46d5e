#pragma once

#include "render/cables/CableOverlay.h"
#include "render/plan/PlanLayout.h"
#include "render/theme/Theme.h"

#include "model/design/Design.h"

#include <QPainter>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace colonnade::render {

/// A tray as it lies in the hall.
struct PlanTray {
    std::string subject; ///< "su/row-a", as `Subject` names a tray; the same for all placements of a pod design.
    model::CableTray tray;
    const model::PodPlacement* pod = nullptr; ///< Null: the hall's own.
};

/// A tray that is being drawn: its points so far, and where the next would be.
struct TraySketch {
    std::vector<model::Point> points;
    std::optional<model::Point> next;
    double width = 300; ///< mm
};

/// The trays of a hall and the cables that lie in them, ready to draw on its plan.
struct PlanCables {
    /// Cables of one arrangement, with the place of the pod that they lie in.
    struct Placed {
        std::shared_ptr<const CableLayer> layer;
        model::Point at;
        model::Turn turn = model::Turn::None;
        std::shared_ptr<const LayerStates> states = nullptr; ///< Of the overlay; null: it tells nothing of them.
    };
    std::vector<PlanTray> trays; ///< The hall's last: they are on top.
    std::vector<Placed> layers; ///< Empty while neither cables are shown nor an overlay tells of them.
    CableView view;
    TrayFillView fill;
    CableShow show = CableShow::Networks;
    std::shared_ptr<const HallCables> cables; ///< Of the overlay.

    /// Of the overlay; without a title where it tells nothing of cables.
    [[nodiscard]] Legend legend(const Theme& theme) const;
    /// Bundles lie over the racks, to be pointed at.
    [[nodiscard]] bool onTop() const { return view.shown || fill.shown || show == CableShow::Utilisation; }
    std::optional<std::string> selected; ///< Subject of a tray.
    std::optional<TraySketch> sketch;

    /// What an overlay tells of has been routed for it already; only the cables of a `view` or `fill` without one are routed here.
    static PlanCables of(const std::shared_ptr<const model::Hall>& hall, const CableView& view, const TrayFillView& fill = {},
                         const CableOverlay& overlay = {});

    /// The tray whose line passes under a point, the nearest; null where none is so near as `reach` or its own width.
    [[nodiscard]] const PlanTray* trayAt(model::Point point, model::Millimetres reach) const;
    /// The corner of the selected tray nearest to a point, within `reach`.
    struct Corner {
        const PlanTray* tray = nullptr;
        std::size_t number = 0;
    };
    [[nodiscard]] std::optional<Corner> cornerAt(model::Point point, model::Millimetres reach) const;
    /// "Compute: 128 cables, up to 67 % used, mean 50 %" under a point; empty where none lie.
    [[nodiscard]] QString wordsAt(model::Point point, model::Millimetres reach) const;
};

/// Trays, and the bundles in them where they are shown: as wide as their cross-section, with their count where there
/// is room.
void paintCables(QPainter& painter, const QRectF& area, const PlanCables& cables, const PlanLayout& layout,
                 const Theme& theme, double textScale);
/// The selected tray with its corners, and the one that is being drawn.
void paintTrayMarks(QPainter& painter, const PlanCables& cables, const PlanLayout& layout, const Theme& theme,
                    double textScale);

} // namespace colonnade::render
