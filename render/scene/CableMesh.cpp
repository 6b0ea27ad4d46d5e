#include "render/scene/CableMesh.h"

#include "render/cables/FabricColour.h"

#include <algorithm>
#include <cmath>

namespace colonnade::render {
namespace {

constexpr float wall = 14, bed = 10; // Thickness as drawn.
constexpr float rungPitch = 300;
constexpr double manyRungs = 400; // Metres of ladder in one arrangement above which rungs are not drawn.

/// From east, north, up to the axes of the scene.
QVector3D inScene(QVector3D at)
{
    return {at.x(), at.z(), -at.y()};
}

QVector3D pointAt(model::Point point, model::Millimetres height)
{
    return inScene({static_cast<float>(point.x.value()), static_cast<float>(point.y.value()), static_cast<float>(height.value())});
}

/// A box along a line in any direction: from `left` to `right` across it, from `low` to `high` above it.
void bar(Mesh& mesh, QVector3D from, QVector3D to, float left, float right, float low, float high, const QColor& colour, bool ends = true)
{
    const QVector3D along = (to - from).normalized();
    if (along.isNull())
        return;
    const QVector3D up = std::abs(along.y()) > 0.9F ? QVector3D{1, 0, 0} : QVector3D{0, 1, 0};
    const QVector3D across = QVector3D::crossProduct(along, up).normalized(); // To the right, seen along the line.
    const QVector3D above = QVector3D::crossProduct(across, along);
    const auto corner = [&](QVector3D at, float side, float height) { return at + across * side + above * height; };
    const std::array a{corner(from, left, low), corner(from, right, low), corner(from, right, high), corner(from, left, high)};
    const std::array b{corner(to, left, low), corner(to, right, low), corner(to, right, high), corner(to, left, high)};
    mesh.quad({a[3], a[2], b[2], b[3]}, colour); // Above.
    mesh.quad({a[0], b[0], b[1], a[1]}, colour); // Below.
    mesh.quad({a[1], b[1], b[2], a[2]}, colour); // Right.
    mesh.quad({a[0], a[3], b[3], b[0]}, colour); // Left.
    if (!ends)
        return;
    mesh.quad({a[0], a[1], a[2], a[3]}, colour);
    mesh.quad({b[1], b[0], b[3], b[2]}, colour);
}

void addLeg(Mesh& mesh, const model::CableTray& tray, QVector3D from, QVector3D to, bool rungs, const ScenePalette& palette)
{
    const float half = static_cast<float>(tray.width.value()) / 2;
    const float depth = static_cast<float>(tray.depth.value());
    bar(mesh, from, to, -half - wall, -half, 0, depth, palette.tray);
    bar(mesh, from, to, half, half + wall, 0, depth, palette.tray);
    if (!rungs) {
        bar(mesh, from, to, -half, half, -bed, 0, palette.trayLine, false);
        return;
    }
    const float length = (to - from).length();
    const QVector3D along = (to - from) / length;
    for (float at = rungPitch / 2; at < length; at += rungPitch)
        bar(mesh, from + along * (at - 13), from + along * (at + 13), -half, half, -bed, 0, palette.trayLine, false);
}

} // namespace

void addTrays(Mesh& mesh, std::span<const model::CableTray> trays, const ScenePalette& palette)
{
    double metres = 0;
    for (const model::CableTray& tray : trays)
        metres += tray.length().value();
    for (const model::CableTray& tray : trays) {
        const bool rungs = tray.kind == model::CableTray::Kind::Ladder && metres < manyRungs;
        for (std::size_t i = 1; i < tray.points.size(); ++i)
            addLeg(mesh, tray, pointAt(tray.points[i - 1], tray.height), pointAt(tray.points[i], tray.height), rungs, palette);
    }
}

void addCables(Mesh& mesh, const CableLayer& layer, const CableView& view, const ScenePalette& palette)
{
    for (const CableLine& line : layer.lines) {
        const CableLayer::Network& network = layer.networks[line.network];
        if (!view.shows(network.role))
            continue;
        QColor colour = fabricColour(palette.theme, network.role);
        if (!view.marked.empty() && view.marked != network.subject)
            colour = mixed(colour, palette.tray, 0.25);
        const float half = static_cast<float>(bundleWidth(line.cables)) / 2;
        // Along a tray they lie on its bed; a drop hangs in the middle of its line.
        const float low = line.isDrop ? -half : 0;
        bar(mesh, inScene(line.from), inScene(line.to), -half, half, low, low + half * 2, colour);
    }
}

} // namespace colonnade::render
