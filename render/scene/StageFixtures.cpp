#include "render/scene/StageFixtures.h"

#include <QPainter>
#include <QPen>

#include <algorithm>

namespace colonnade::render {

QImage tilePicture(const ScenePalette& palette)
{
    constexpr int side = 256;
    QImage picture{side, side, QImage::Format_RGBA8888};
    picture.fill(palette.floor);
    QPainter painter{&picture};
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen{palette.tileLine, 4});
    painter.drawLine(QPointF{0, 0}, QPointF{side, 0});
    painter.drawLine(QPointF{0, side}, QPointF{side, side});
    painter.drawLine(QPointF{0, 0}, QPointF{0, side});
    painter.drawLine(QPointF{side, 0}, QPointF{side, side});
    return picture;
}

Mesh rowBoxMesh(const ScenePalette& palette)
{
    Mesh row;
    const Bounds unit{{-0.5F, -0.5F, -0.5F}, {0.5F, 0.5F, 0.5F}};
    row.box(unit, Qt::white, FrontSide | RearSide | LeftSide | RightSide);
    row.box(unit, palette.roof, TopSide);
    return row;
}

Mesh axisCubeMesh(const ScenePalette& palette)
{
    const Theme& theme = palette.theme;
    Mesh mesh;
    const Bounds box{{-0.5F, -0.5F, -0.5F}, {0.5F, 0.5F, 0.5F}};
    const QColor light = theme.dark ? theme.panel.lighter(150) : QColor{Qt::white};
    mesh.box(box, theme.strong);
    for (int axis = 0; axis < 3; ++axis) {
        for (const float side : {-1.0F, 1.0F}) {
            Bounds face = box.grown(-0.045F);
            face.low[axis] = std::min(0.0F, side * 0.51F);
            face.high[axis] = std::max(0.0F, side * 0.51F);
            const unsigned sides[3][2] = {
                {LeftSide, RightSide}, {BottomSide, TopSide}, {RearSide, FrontSide}};
            // The front is where cold air goes in; it is marked so that one knows how the floor is
            // turned.
            const bool front = axis == 2 && side > 0;
            mesh.box(face, front ? mixed(theme.accent, light, 0.35) : light,
                     sides[axis][side > 0 ? 1 : 0]);
        }
    }
    return mesh;
}

} // namespace colonnade::render
