#pragma once

#include "model/design/RackDesign.h"
#include "model/rules/Finding.h"
#include "render/cables/CableView.h"
#include "render/cables/RackCables.h"
#include "render/elevation/ElevationLayout.h"
#include "render/elevation/FailureMarks.h"
#include "render/elevation/Ghost.h"

#include <QPainter>

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace colonnade::render {

/// What an elevation shows beside the rack itself.
struct ElevationContent {
    const model::RackDesign* rack = nullptr; ///< Must outlive the painting.
    bool judged = false; ///< The rules have seen this design: lamps are lit.
    std::map<model::DeviceId, Glyph> findings; ///< The worst per device.
    std::map<model::DeviceId, model::PlaceState> states; ///< What became of devices in a what-if.
    QString openNote; ///< Rule that speaks of the open units: "THM-021"; may be empty.

    std::shared_ptr<const RackCables> cables; ///< At its rear, as `cableView` shows them; null: none.
    CableView cableView;

    std::set<model::DeviceId> selected;
    std::optional<model::DeviceId> hovered;
    std::set<model::DeviceId> leaving; ///< Dragged away: their places keep a dashed outline.
    std::optional<ElevationGhost> ghost;
    QRectF rubberBand; ///< Empty: none.
    bool touching =
        false; ///< The rubber band takes what it touches (dashed), else what it encloses.
};

/// The marks of devices and of open units that a list of findings gives for one rack design, as
/// placed at `instance` ("su-1/a04"; empty for the design wherever placed).
void addFindings(ElevationContent& content, const std::vector<model::Finding>& findings,
                 const model::RackDesignId& rack, std::string_view instance);

/// Draws front and rear of a rack at true proportions: one painter for the screen, the PDF page,
/// SVG and textures.
class ElevationPainter {
public:
    ElevationPainter(const Theme& theme, ElevationLayout layout)
        : m_theme{theme}, m_layout{std::move(layout)}
    {
    }

    [[nodiscard]] const ElevationLayout& layout() const { return m_layout; }

    void paint(QPainter& painter, const ElevationContent& content) const;
    /// What changes only with the design and its findings; may be kept as a picture.
    void paintRack(QPainter& painter, const ElevationContent& content) const;
    /// What changes with the mouse: selection, hover, ghost, rubber band.
    void paintMarks(QPainter& painter, const ElevationContent& content) const;

private:
    static constexpr double everyNumberFrom = 10.5; ///< Height of a unit, in pixels, from which a ruler names every one.

    void paintFrame(QPainter& painter, const model::RackDesign& rack, FaceSide side) const;
    void paintRuler(QPainter& painter, const model::RackDesign& rack, FaceSide side) const;
    void paintOpenUnits(QPainter& painter, const ElevationContent& content) const;
    void paintDevices(QPainter& painter, const ElevationContent& content, FaceSide side) const;
    void paintStates(QPainter& painter, const ElevationContent& content, FaceSide side) const;
    /// The name of a device over what tells its state. Returns where it stands; empty where it has no room.
    QRectF paintStateName(QPainter& painter, const model::Device& device, const QRectF& place, FaceSide side) const;
    void paintRunLabels(QPainter& painter, const ElevationContent& content, FaceSide side) const;
    void paintRearInfrastructure(QPainter& painter, const model::RackDesign& rack) const;
    void paintBrackets(QPainter& painter, const model::RackDesign& rack) const;
    void paintLegend(QPainter& painter, const model::RackDesign& rack) const;
    void paintLeaving(QPainter& painter, const ElevationContent& content) const;
    void paintGhosts(QPainter& painter, const ElevationContent& content) const;

    const Theme& m_theme;
    ElevationLayout m_layout;
};

} // namespace colonnade::render
