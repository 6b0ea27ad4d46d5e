#pragma once

#include <QColor>
#include <QRectF>
#include <QVector2D>
#include <QVector3D>
#include <QVector4D>

#include <array>
#include <cstdint>
#include <vector>

namespace colonnade::render {

/// A box along the axes of the scene, in millimetres: x to the east, y up, z to the south.
struct Bounds {
    QVector3D low, high;

    [[nodiscard]] QVector3D centre() const { return (low + high) / 2; }
    [[nodiscard]] QVector3D size() const { return high - low; }
    [[nodiscard]] Bounds united(const Bounds& other) const;
    [[nodiscard]] Bounds grown(float by) const;
    [[nodiscard]] std::array<QVector3D, 8> corners() const;
    /// Where a ray first meets the box, in lengths of `direction`; 0 from within; negative where it
    /// misses.
    [[nodiscard]] float meets(QVector3D origin, QVector3D direction) const;
};

/// As it goes to the graphics card: 48 bytes, all of them 32-bit floats.
struct Vertex {
    QVector3D position;
    QVector3D normal;
    QVector4D colour;
    QVector2D uv;
};
static_assert(sizeof(Vertex) == 48);

/// Sides of a box.
enum Side : unsigned {
    LeftSide = 1, ///< Towards -x.
    RightSide = 2,
    BottomSide = 4,
    TopSide = 8,
    RearSide = 16, ///< Towards -z.
    FrontSide = 32,
    AllSides = 63
};

/// Triangles with a normal, a colour and a place in a picture at each corner. A value.
class Mesh {
public:
    /// Corners counter-clockwise as seen from outside, the first at the lower left of `picture` (0
    /// to 1, from the upper left).
    void quad(const std::array<QVector3D, 4>& corners, const QColor& colour,
              const QRectF& picture = {0, 0, 1, 1});
    /// As `quad`, with a colour for each corner.
    void shadedQuad(const std::array<QVector3D, 4>& corners,
                    const std::array<QVector4D, 4>& colours);
    void box(const Bounds& box, const QColor& colour, unsigned sides = AllSides);
    /// The top of a box with a border of another colour, `border` wide.
    void borderedTop(const Bounds& box, float border, const QColor& rim, const QColor& inner);
    /// An upright round pipe would cost too much in software; this is a bar of eight sides along x
    /// or z.
    void bar(QVector3D from, QVector3D to, float radius, const QColor& colour);
    void triangle(QVector3D a, QVector3D b, QVector3D c, const QColor& colour, float uvPerLength);
    void append(const Mesh& other, QVector3D offset = {});

    [[nodiscard]] const std::vector<Vertex>& vertices() const { return m_vertices; }
    [[nodiscard]] const std::vector<std::uint32_t>& indices() const { return m_indices; }
    [[nodiscard]] std::size_t triangles() const { return m_indices.size() / 3; }
    [[nodiscard]] bool empty() const { return m_indices.empty(); }
    [[nodiscard]] Bounds bounds() const; ///< Both corners at the origin where the mesh is empty.

private:
    std::vector<Vertex> m_vertices;
    std::vector<std::uint32_t> m_indices;
};

QVector4D vectorOf(const QColor& colour);

} // namespace colonnade::render
