#pragma once

#include <QPainter>
#include <QRectF>

namespace colonnade::render {

// Small pictures of the fabric diagram, in the painter's pen.

void paintSwitch(QPainter& painter, const QRectF& box); ///< Two arrows that cross.
void paintNode(QPainter& painter, const QRectF& box); ///< A case with its bays.
void paintPin(QPainter& painter, const QRectF& box); ///< A drawing pin, as the command's picture.

} // namespace colonnade::render
