#pragma once

#include "model/design/RackDepth.h"

#include <QPointF>
#include <QRectF>

#include <optional>

namespace colonnade::render {

struct SideOptions {
    bool rulers = true;
    bool dimensions = true; ///< Above and below the rack.
    bool legend = true;
    double textScale = 1; ///< Multiplies text and lines: 1 on the screen.
};

/// Where everything of a side view lies, in painter units: a rack seen from its right, the front at the left. The same
/// for drawing and for the mouse.
class SideLayout {
public:
    /// The largest that fits into `area`, in its middle. `depth` is that of `rack`.
    static SideLayout fitted(const model::RackDesign& rack, const model::RackDepth& depth, const QRectF& area, const SideOptions& options = {});
    /// At `scale` painter units per millimetre, from `topLeft`.
    static SideLayout scaled(const model::RackDesign& rack, const model::RackDepth& depth, QPointF topLeft, double scale, const SideOptions& options = {});

    [[nodiscard]] const SideOptions& options() const { return m_options; }
    [[nodiscard]] double scale() const { return m_scale; } ///< Painter units per millimetre.
    [[nodiscard]] double unitHeight() const { return m_pitch * m_scale; } ///< Painter units per rack unit.
    [[nodiscard]] QRectF bounds() const { return m_bounds; } ///< All that is drawn.
    [[nodiscard]] QRectF frame() const { return m_frame; } ///< The rack's outside with its doors closed.
    [[nodiscard]] QRectF ruler() const; ///< Unit numbers, in front of the rack; empty without.
    [[nodiscard]] QRectF notes() const; ///< What is written behind the rack.
    [[nodiscard]] QRectF above() const; ///< Room of the title and the dimensions above.
    [[nodiscard]] QRectF below() const; ///< Room of the dimensions below the rack.
    [[nodiscard]] QRectF legend() const; ///< Empty without.
    /// Across `from` to `to`, counted from the outside of the front, and upright over the rack's height.
    [[nodiscard]] QRectF slice(model::Millimetres from, model::Millimetres to) const;
    [[nodiscard]] double x(model::Millimetres fromFront) const;
    [[nodiscard]] QRectF place(const model::RackBox& box) const;
    /// Behind the body of a device, or before it where it hangs at the rear: its plugs, then the bend of its cables.
    [[nodiscard]] QRectF plug(const model::DeviceDepth& device) const;
    [[nodiscard]] QRectF bend(const model::DeviceDepth& device) const;
    /// What is left from there to the door or to what hangs opposite. Where it is negative, what is too deep.
    [[nodiscard]] QRectF slack(const model::DeviceDepth& device) const;
    /// The device drawn at a point; what hangs upright where no other is.
    [[nodiscard]] std::optional<model::DeviceId> hit(const model::RackDepth& depth, QPointF at) const;
    /// The same layout moved.
    [[nodiscard]] SideLayout translated(QPointF by) const;

private:
    [[nodiscard]] QRectF strip(const model::RackBox& body, model::Millimetres from, model::Millimetres to) const;

    SideOptions m_options;
    double m_scale = 0.29;
    double m_pitch = 44.45;
    double m_low = 0, m_high = 2000; ///< Lowest and highest edge of the units above the floor, mm.
    QRectF m_bounds, m_frame;
};

} // namespace colonnade::render
