#include "render/fabric/FabricIcons.h"

#include <QPolygonF>

namespace colonnade::render {

void paintSwitch(QPainter& painter, const QRectF& box)
{
    const double w = box.width(), h = box.height();
    const auto at = [&](double x, double y) { return box.topLeft() + QPointF{x * w, y * h}; };
    painter.drawRect(box);
    painter.drawLine(at(0.2, 0.32), at(0.8, 0.32));
    painter.drawPolyline(QPolygonF{{at(0.62, 0.18), at(0.8, 0.32), at(0.62, 0.46)}});
    painter.drawLine(at(0.2, 0.68), at(0.8, 0.68));
    painter.drawPolyline(QPolygonF{{at(0.38, 0.54), at(0.2, 0.68), at(0.38, 0.82)}});
}

void paintNode(QPainter& painter, const QRectF& box)
{
    painter.drawRect(box);
    for (const double y : {0.33, 0.66})
        painter.drawLine(QPointF{box.left(), box.top() + y * box.height()}, QPointF{box.right(), box.top() + y * box.height()});
}

void paintPin(QPainter& painter, const QRectF& box)
{
    const double w = box.width(), h = box.height();
    const auto at = [&](double x, double y) { return box.topLeft() + QPointF{x * w, y * h}; };
    painter.drawLine(at(0.3, 0.08), at(0.7, 0.08));
    painter.drawPolygon(QPolygonF{{at(0.38, 0.08), at(0.38, 0.42), at(0.2, 0.62), at(0.8, 0.62), at(0.62, 0.42), at(0.62, 0.08)}});
    painter.drawLine(at(0.5, 0.62), at(0.5, 0.98));
}

} // namespace colonnade::render
