#pragma once

#include "model/design/Geometry.h"

#include <QPointF>
#include <QRectF>

namespace colonnade::render {

/// How much of the floor is drawn, by scale.
enum class PlanDetail {
    Ribbons, ///< Below 0.03 px/mm: rows with counts.
    Footprints, ///< 0.03 to 0.10: footprints, row names, tint.
    Full ///< From 0.10: front edges, doors, names, marks.
};

/// The window onto the floor: millimetres (x east, y north) to painter units (y down) and back.
class PlanLayout {
public:
    PlanLayout() = default;
    /// `origin` is where the floor's (0, 0) lies in painter units; `scale` is painter units per
    /// millimetre.
    PlanLayout(double scale, QPointF origin) : m_scale{scale}, m_origin{origin} {}
    /// All of `extent` in the middle of `area`.
    static PlanLayout fitted(const model::FloorRect& extent, const QRectF& area,
                             double margin = 24);

    [[nodiscard]] double scale() const { return m_scale; }
    [[nodiscard]] PlanDetail detail(double textScale = 1) const;
    [[nodiscard]] QPointF toView(model::Point point) const;
    [[nodiscard]] QRectF toView(const model::FloorRect& rect) const;
    [[nodiscard]] model::Point toFloor(QPointF at) const; ///< To the nearest millimetre.
    [[nodiscard]] model::FloorRect toFloor(const QRectF& rect) const;
    [[nodiscard]] PlanLayout translated(QPointF by) const { return {m_scale, m_origin + by}; }
    /// `factor` times larger, with the point under `at` staying there. Bounded to what a hall
    /// needs.
    [[nodiscard]] PlanLayout zoomed(double factor, QPointF at) const;

private:
    double m_scale = 0.05;
    QPointF m_origin;
};

} // namespace colonnade::render
