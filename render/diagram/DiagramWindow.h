#pragma once

#include <QPointF>
#include <QRectF>

namespace colonnade::render {

/// The window onto a diagram: its units to painter units and back.
class DiagramWindow {
public:
    DiagramWindow() = default;
    DiagramWindow(double scale, QPointF origin) : m_scale{scale}, m_origin{origin} {}
    /// All of `extent` in the middle of `area`, and from its top; no larger than drawn.
    static DiagramWindow fitted(const QRectF& extent, const QRectF& area, double margin = 12, double most = 1);

    [[nodiscard]] double scale() const { return m_scale; }
    [[nodiscard]] QPointF toView(QPointF at) const { return m_origin + at * m_scale; }
    [[nodiscard]] QRectF toView(const QRectF& rect) const { return {toView(rect.topLeft()), rect.size() * m_scale}; }
    [[nodiscard]] QPointF toDiagram(QPointF at) const { return (at - m_origin) / m_scale; }
    [[nodiscard]] DiagramWindow translated(QPointF by) const { return {m_scale, m_origin + by}; }
    /// `factor` times larger, with the point under `at` staying there. Bounded to what a person reads.
    [[nodiscard]] DiagramWindow zoomed(double factor, QPointF at) const;

private:
    double m_scale = 1;
    QPointF m_origin;
};

} // namespace colonnade::render
