#pragma once

#include "model/design/RackDesign.h"
#include "render/elevation/DeviceFace.h"

#include <QPointF>
#include <QRectF>

#include <optional>
#include <vector>

namespace colonnade::render {

struct ElevationOptions {
    enum class Views { FrontAndRear, Front, Rear };
    Views views = Views::FrontAndRear;
    bool titles = true; ///< "Front", "Rear".
    bool rulers = true;
    bool brackets = true; ///< Runs of equal devices: "10 × trays".
    bool legend = true; ///< Scale bar and key.
    double textScale = 1; ///< Multiplies text and lines: 1 on the screen.
    std::optional<FaceDetail> detail; ///< Instead of the one that the scale gives.
};

/// What lies at a point of the drawing.
struct ElevationHit {
    FaceSide side = FaceSide::Front;
    double unit =
        1; ///< Height in rack units, from 1 at the lowest edge: 12.5 is the middle of U12.
    bool inOpening = false; ///< Between the posts.
    model::Slot half = model::Slot::Left; ///< Which half of the opening, as `Mount::slot` counts.
    std::optional<model::DeviceId> device; ///< The topmost drawn there.
};

/// Devices of one part, one above the other.
struct ElevationRun {
    model::PartRef part;
    model::RackUnit low; ///< Of the lowest.
    model::RackUnits height; ///< Of all.
    std::vector<const model::Device*> devices; ///< From below.
};
/// Runs on the front, from below; devices that stand alone are runs of one. Half-width devices are
/// left out.
std::vector<ElevationRun> runsOf(const model::RackDesign& rack);
/// Front units with neither device nor blanking panel, as intervals from below.
struct OpenInterval {
    model::RackUnit low;
    model::RackUnits height;
};
std::vector<OpenInterval> openIntervals(const model::RackDesign& rack);

/// Where everything of an elevation lies, in painter units. The same for drawing and for the mouse.
class ElevationLayout {
public:
    /// The largest that fits into `area`, in its middle.
    static ElevationLayout fitted(const model::RackDesign& rack, const QRectF& area,
                                  const ElevationOptions& options = {});
    /// At `scale` painter units per millimetre, from `topLeft`. For paper: points per millimetre
    /// over the ratio.
    static ElevationLayout scaled(const model::RackDesign& rack, QPointF topLeft, double scale,
                                  const ElevationOptions& options = {});

    [[nodiscard]] const ElevationOptions& options() const { return m_options; }
    [[nodiscard]] double scale() const { return m_scale; } ///< Painter units per millimetre.
    [[nodiscard]] double unitHeight() const; ///< Painter units per rack unit.
    [[nodiscard]] FaceDetail detail() const;
    [[nodiscard]] QRectF bounds() const { return m_bounds; } ///< All that is drawn.
    [[nodiscard]] bool shows(FaceSide side) const;
    [[nodiscard]] QRectF frame(FaceSide side) const; ///< The rack's outside.
    [[nodiscard]] QRectF opening(FaceSide side) const; ///< All units, between the posts.
    [[nodiscard]] QRectF
    ruler(FaceSide side) const; ///< The column of unit numbers beside the frame.
    [[nodiscard]] QRectF
    gutter() const; ///< The column of brackets beside the front; empty without.
    [[nodiscard]] QRectF legend() const;
    /// Of units `low` to `low + height`, across the opening.
    [[nodiscard]] QRectF units(FaceSide side, model::RackUnit low, model::RackUnits height) const;
    /// Of a part mounted so, as seen from `side`; empty where it cannot be seen from there.
    [[nodiscard]] QRectF place(const model::RackDesign& rack, const model::PartType& part,
                               const model::Mount& mount, FaceSide side) const;
    /// Nothing outside of the frames.
    [[nodiscard]] std::optional<ElevationHit> hit(const model::RackDesign& rack, QPointF at) const;
    /// The same layout moved.
    [[nodiscard]] ElevationLayout translated(QPointF by) const;

private:
    ElevationOptions m_options;
    double m_scale = 0.29;
    double m_units = 0, m_pitch = 44.45,
           m_bottom = 0; ///< Units; mm per unit; mm from the floor to the lowest unit.
    double m_width = 600, m_height = 2000, m_panel = 482.6;
    QRectF m_bounds, m_front, m_rear;
};

} // namespace colonnade::render
