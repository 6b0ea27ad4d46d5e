#pragma once

#include "render/elevation/FailureMarks.h"
#include "render/elevation/Ghost.h"
#include "render/overlay/FloorFigures.h"
#include "render/plan/PlanCables.h"
#include "render/plan/PlanIndex.h"
#include "render/plan/PlanLayout.h"
#include "render/theme/Theme.h"

#include <QPainter>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace colonnade::render {

/// A rack, unit or pod that is being dragged, where it would stand.
struct PlanGhostItem {
    model::FloorRect footprint;
    model::Turn turn = model::Turn::None;
    QString label;
};
struct PlanGhost {
    std::vector<PlanGhostItem> items;
    GhostStyle style;
    std::vector<model::FloorRect> obstacles; ///< What is in the way, outlined.
};

/// A measured distance between two things.
struct PlanDimension {
    model::Point from, to;
    QString text; ///< "1,200 mm"
};

/// What a plan shows beside the hall itself.
struct PlanContent {
    const PlanIndex* index = nullptr; ///< Must outlive the painting.
    std::map<std::string, Glyph> findings; ///< The worst per instance path.
    std::set<std::string> selected; ///< Paths of racks, units and pods.
    std::optional<std::string> hovered;
    std::set<std::string> leaving; ///< Being dragged: their places keep a dashed outline.
    std::set<std::string> unlike; ///< Made unique: marked "◇".
    std::shared_ptr<const FloorFigures> figures; ///< Colours of an overlay; null: by kind.
    bool failure = false; ///< The overlay of a what-if: colours by `states`.
    const PlaceStates* states = nullptr; ///< Null: nothing has failed. Marked over any overlay. Must outlive the painting.
    std::shared_ptr<const PlanCables> cables; ///< Null: no trays are drawn.
    std::optional<PlanGhost> ghost;
    std::vector<PlanDimension> dimensions;
    QRectF rubberBand; ///< In painter units; empty: none.
    bool touching = false;
};

struct PlanOptions {
    bool tiles = true;
    bool scaleBar = true;
    bool labels = true; ///< Names, and the letters of aisles; a small picture has no room for them.
    double textScale = 1;
    std::optional<PlanDetail> detail; ///< Instead of the one that the scale gives.
};

/// Draws the hall in true scale: one painter for the screen, the PDF page and SVG.
class PlanPainter {
public:
    PlanPainter(const Theme& theme, PlanLayout layout, PlanOptions options = {});

    /// All within `area`, in painter units.
    void paint(QPainter& painter, const QRectF& area, const PlanContent& content) const;
    /// What changes only with the design, its findings and the window onto it.
    void paintFloor(QPainter& painter, const QRectF& area, const PlanContent& content) const;
    /// What changes with the mouse.
    void paintMarks(QPainter& painter, const QRectF& area, const PlanContent& content) const;

private:
    void paintHall(QPainter& painter, const QRectF& area, const model::Hall& hall) const;
    void paintTiles(QPainter& painter, const QRectF& area, const model::Hall& hall) const;
    void paintWeakZones(QPainter& painter, const QRectF& area, const model::Hall& hall) const;
    void paintDoor(QPainter& painter, const model::Hall& hall, const model::Door& door) const;
    void paintAisles(QPainter& painter, const QRectF& area, const PlanContent& content) const;
    struct ItemLook;
    [[nodiscard]] ItemLook lookOf(const PlanItem& item, const PlanContent& content) const;
    void paintItem(QPainter& painter, const PlanItem& item, const PlanContent& content) const;
    /// Its mark and its name, above trays that run over it.
    void paintItemWords(QPainter& painter, const PlanItem& item, const PlanContent& content) const;
    [[nodiscard]] QRectF podNameRect(QPainter& painter, const PlanPod& pod, const PlanContent& content) const;
    void paintRibbon(QPainter& painter, const PlanRibbon& ribbon) const;
    void paintRowNames(QPainter& painter, const QRectF& area, const PlanIndex& index) const;
    void paintPod(QPainter& painter, const PlanPod& pod, const PlanContent& content) const;
    void paintRibbonFigures(QPainter& painter, const QRectF& area, const PlanContent& content) const;
    void paintRibbonStates(QPainter& painter, const QRectF& area, const PlanContent& content) const;
    void paintOutline(QPainter& painter, const QRectF& rect, bool strong) const;
    void paintDimension(QPainter& painter, const PlanDimension& dimension) const;
    [[nodiscard]] QFont textFont(const QPainter& painter, double pixels,
                                 QFont::Weight weight = QFont::Normal) const;

    const Theme& m_theme;
    PlanLayout m_layout;
    PlanOptions m_options;
    PlanDetail m_detail;
};

} // namespace colonnade::render
