#include "render/scene/Mesh.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace colonnade::render {

Bounds Bounds::united(const Bounds& other) const
{
    const auto least = [](QVector3D a, QVector3D b) {
        return QVector3D{std::min(a.x(), b.x()), std::min(a.y(), b.y()), std::min(a.z(), b.z())};
    };
    const auto most = [](QVector3D a, QVector3D b) {
        return QVector3D{std::max(a.x(), b.x()), std::max(a.y(), b.y()), std::max(a.z(), b.z())};
    };
    return {least(low, other.low), most(high, other.high)};
}

Bounds Bounds::grown(float by) const
{
    const QVector3D all{by, by, by};
    return {low - all, high + all};
}

std::array<QVector3D, 8> Bounds::corners() const
{
    std::array<QVector3D, 8> corners;
    for (unsigned i = 0; i < 8; ++i)
        corners[i] = {i & 1U ? high.x() : low.x(), i & 2U ? high.y() : low.y(),
                      i & 4U ? high.z() : low.z()};
    return corners;
}

float Bounds::meets(QVector3D origin, QVector3D direction) const
{
    float enter = 0;
    float leave = std::numeric_limits<float>::max();
    for (int axis = 0; axis < 3; ++axis) {
        if (std::abs(direction[axis]) < 1e-9F) {
            if (origin[axis] < low[axis] || origin[axis] > high[axis])
                return -1;
            continue;
        }
        float a = (low[axis] - origin[axis]) / direction[axis];
        float b = (high[axis] - origin[axis]) / direction[axis];
        if (a > b)
            std::swap(a, b);
        enter = std::max(enter, a);
        leave = std::min(leave, b);
        if (enter > leave)
            return -1;
    }
    return enter;
}

QVector4D vectorOf(const QColor& colour)
{
    return {colour.redF(), colour.greenF(), colour.blueF(), colour.alphaF()};
}

void Mesh::quad(const std::array<QVector3D, 4>& corners, const QColor& colour,
                const QRectF& picture)
{
    const QVector4D each = vectorOf(colour);
    shadedQuad(corners, {each, each, each, each});
    const auto left = static_cast<float>(picture.left());
    const auto right = static_cast<float>(picture.right());
    const auto top = static_cast<float>(picture.top());
    const auto bottom = static_cast<float>(picture.bottom());
    const std::array<QVector2D, 4> uv{QVector2D{left, bottom}, QVector2D{right, bottom},
                                      QVector2D{right, top}, QVector2D{left, top}};
    for (std::size_t i = 0; i < 4; ++i)
        m_vertices[m_vertices.size() - 4 + i].uv = uv[i];
}

void Mesh::shadedQuad(const std::array<QVector3D, 4>& corners,
                      const std::array<QVector4D, 4>& colours)
{
    const QVector3D normal =
        QVector3D::crossProduct(corners[1] - corners[0], corners[3] - corners[0]).normalized();
    const auto first = static_cast<std::uint32_t>(m_vertices.size());
    for (std::size_t i = 0; i < 4; ++i)
        m_vertices.push_back({corners[i], normal, colours[i], {}});
    for (const std::uint32_t corner : {0U, 1U, 2U, 0U, 2U, 3U})
        m_indices.push_back(first + corner);
}

void Mesh::box(const Bounds& box, const QColor& colour, unsigned sides)
{
    const auto [x0, y0, z0] = std::array{box.low.x(), box.low.y(), box.low.z()};
    const auto [x1, y1, z1] = std::array{box.high.x(), box.high.y(), box.high.z()};
    using Corners = std::array<QVector3D, 4>;
    if (sides & FrontSide)
        quad(Corners{{{x0, y0, z1}, {x1, y0, z1}, {x1, y1, z1}, {x0, y1, z1}}}, colour);
    if (sides & RearSide)
        quad(Corners{{{x1, y0, z0}, {x0, y0, z0}, {x0, y1, z0}, {x1, y1, z0}}}, colour);
    if (sides & LeftSide)
        quad(Corners{{{x0, y0, z0}, {x0, y0, z1}, {x0, y1, z1}, {x0, y1, z0}}}, colour);
    if (sides & RightSide)
        quad(Corners{{{x1, y0, z1}, {x1, y0, z0}, {x1, y1, z0}, {x1, y1, z1}}}, colour);
    if (sides & TopSide)
        quad(Corners{{{x0, y1, z1}, {x1, y1, z1}, {x1, y1, z0}, {x0, y1, z0}}}, colour);
    if (sides & BottomSide)
        quad(Corners{{{x0, y0, z0}, {x1, y0, z0}, {x1, y0, z1}, {x0, y0, z1}}}, colour);
}

void Mesh::borderedTop(const Bounds& box, float border, const QColor& rim, const QColor& inner)
{
    const float y = box.high.y();
    const auto flat = [&](float x0, float x1, float z0, float z1, const QColor& colour) {
        this->box({{x0, y, z0}, {x1, y, z1}}, colour, TopSide);
    };
    const auto [x0, z0] = std::array{box.low.x(), box.low.z()};
    const auto [x1, z1] = std::array{box.high.x(), box.high.z()};
    flat(x0, x0 + border, z0, z1, rim);
    flat(x1 - border, x1, z0, z1, rim);
    flat(x0 + border, x1 - border, z0, z0 + border, rim);
    flat(x0 + border, x1 - border, z1 - border, z1, rim);
    flat(x0 + border, x1 - border, z0 + border, z1 - border, inner);
}

void Mesh::bar(QVector3D from, QVector3D to, float radius, const QColor& colour)
{
    const QVector3D along = (to - from).normalized();
    const QVector3D up{0, 1, 0};
    const QVector3D side = QVector3D::crossProduct(along, up).normalized();
    constexpr int sides = 8;
    const QVector4D each = vectorOf(colour);
    for (int i = 0; i < sides; ++i) {
        const auto spoke = [&](int corner) {
            const float angle = 2 * std::numbers::pi_v<float> * static_cast<float>(corner) / sides;
            return radius * (std::cos(angle) * side + std::sin(angle) * up);
        };
        shadedQuad({from + spoke(i), from + spoke(i + 1), to + spoke(i + 1), to + spoke(i)},
                   {each, each, each, each});
        // Round in the light, though flat in shape.
        for (const std::size_t back : {4U, 1U})
            m_vertices[m_vertices.size() - back].normal = spoke(i).normalized();
        for (const std::size_t back : {3U, 2U})
            m_vertices[m_vertices.size() - back].normal = spoke(i + 1).normalized();
    }
    const auto cap = [&](QVector3D at, QVector3D outward) {
        for (int i = 0; i < sides; i += 2) {
            const auto spoke = [&](int corner) {
                const float angle =
                    2 * std::numbers::pi_v<float> * static_cast<float>(corner) / sides;
                return at + radius * (std::cos(angle) * side + std::sin(angle) * up);
            };
            shadedQuad({at, spoke(i), spoke(i + 1), spoke(i + 2)}, {each, each, each, each});
            for (std::size_t back = 1; back <= 4; ++back)
                m_vertices[m_vertices.size() - back].normal = outward;
        }
    };
    cap(from, -along);
    cap(to, along);
}

void Mesh::triangle(QVector3D a, QVector3D b, QVector3D c, const QColor& colour, float uvPerLength)
{
    const QVector3D normal = QVector3D::crossProduct(b - a, c - a).normalized();
    for (const QVector3D& corner : {a, b, c}) {
        m_indices.push_back(static_cast<std::uint32_t>(m_vertices.size()));
        m_vertices.push_back(
            {corner, normal, vectorOf(colour), QVector2D{corner.x(), corner.z()} * uvPerLength});
    }
}

void Mesh::append(const Mesh& other, QVector3D offset)
{
    const auto first = static_cast<std::uint32_t>(m_vertices.size());
    for (Vertex vertex : other.m_vertices) {
        vertex.position += offset;
        m_vertices.push_back(vertex);
    }
    for (const std::uint32_t index : other.m_indices)
        m_indices.push_back(first + index);
}

Bounds Mesh::bounds() const
{
    if (m_vertices.empty())
        return {};
    Bounds all{m_vertices.front().position, m_vertices.front().position};
    for (const Vertex& vertex : m_vertices)
        all = all.united({vertex.position, vertex.position});
    return all;
}

} // namespace colonnade::render
