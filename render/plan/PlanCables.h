#pragma once

#include "render/cables/CableLayer.h"
#include "render/plan/PlanLayout.h"
#include "render/theme/Theme.h"

#include "model/design/Design.h"
#include "model/rules/Profile.h"

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

/// Whether trays take the colours of their fill, and the shares of their section at which these change.
struct TrayFillView {
    bool shown = false;
    std::optional<double> design, most; ///< Nothing: no rule is in force, and a fill has no verdict.

    /// Shown by the limits of CAB-010 as a profile sets them.
    static TrayFillView of(const model::Profile& profile);
};

/// The trays of a hall and the cables that lie in them, ready to draw on its plan.
struct PlanCables {
    /// Cables of one arrangement, with the place of the pod that they lie in.
    struct Placed {
        std::shared_ptr<const CableLayer> layer;
        model::Point at;
        model::Turn turn = model::Turn::None;
    };
    std::vector<PlanTray> trays; ///< The hall's last: they are on top.
    std::vector<Placed> layers; ///< Empty while cables are not shown.
    CableView view;
    TrayFillView fill;
    std::optional<std::string> selected; ///< Subject of a tray.
    std::optional<TraySketch> sketch;

    static PlanCables of(const std::shared_ptr<const model::Hall>& hall, const CableView& view, const TrayFillView& fill = {});

    /// The tray whose line passes under a point, the nearest; null where none is so near as `reach` or its own width.
    [[nodiscard]] const PlanTray* trayAt(model::Point point, model::Millimetres reach) const;
    /// The corner of the selected tray nearest to a point, within `reach`.
    struct Corner {
        const PlanTray* tray = nullptr;
        std::size_t number = 0;
    };
    [[nodiscard]] std::optional<Corner> cornerAt(model::Point point, model::Millimetres reach) const;
    /// "Compute: 128 cables" under a point; empty where none lie.
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
