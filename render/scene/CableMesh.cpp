#include "render/scene/CableMesh.h"

#include <algorithm>
#include <cmath>

namespace colonnade::render {
namespace {

constexpr float wall = 14, bed = 10; // Thickness as drawn.
constexpr float rungPitch = 300;
constexpr float fillThick = 6;
constexpr float piece = 160; // Of what is lost, and of the gap after it.
constexpr int mostPieces = 60; // Of one line.
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

/// Along a line, with gaps as long as the pieces.
template <class Draw> void inPieces(QVector3D from, QVector3D to, Draw draw)
{
    const float length = (to - from).length();
    const int pieces = std::clamp(static_cast<int>(length / (2 * piece)), 1, mostPieces);
    const QVector3D step = (to - from) / static_cast<float>(2 * pieces);
    for (int i = 0; i < pieces; ++i)
        draw(from + step * static_cast<float>(2 * i), from + step * static_cast<float>(2 * i + 1));
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

void addCables(Mesh& mesh, const CableLayer& layer, const CableView& view, const ScenePalette& palette, const LayerStates* states, CableShow show)
{
    for (std::size_t i = 0; i < layer.lines.size(); ++i) {
        const CableLine& line = layer.lines[i];
        const auto look = cableLook(layer, i, states, show, view, palette.theme);
        if (!look)
            continue;
        const QColor colour = view.marked.empty() || look->marked ? look->colour : mixed(look->colour, palette.tray, 0.25);
        const float half = static_cast<float>(bundleWidth(line.cables)) / 2;
        // Along a tray they lie on its bed; a drop hangs in the middle of its line.
        const float low = line.isDrop ? -half : 0;
        const QVector3D from = inScene(line.from), to = inScene(line.to);
        if (look->lost)
            inPieces(from, to, [&](QVector3D a, QVector3D b) { bar(mesh, a, b, -half, half, low, low + half * 2, colour); });
        else
            bar(mesh, from, to, -half, half, low, low + half * 2, colour);
    }
}

void addFills(Mesh& mesh, const CableLayer& layer, const TrayFillView& limits, const ScenePalette& palette)
{
    for (const TrayFillLine& fill : layer.fills) {
        const float half = static_cast<float>(fill.width) / 2;
        const QColor colour = fillColour(palette.theme, fill, limits);
        const auto plate = [&](QVector3D a, QVector3D b) { bar(mesh, a, b, -half, half, 0, fillThick, colour); };
        if (fill.fill)
            plate(inScene(fill.from), inScene(fill.to));
        else
            inPieces(inScene(fill.from), inScene(fill.to), plate);
    }
}

} // namespace colonnade::render
