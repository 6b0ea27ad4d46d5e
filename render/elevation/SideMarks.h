#pragma once

#include "model/units/Quantity.h"

#include <QPainter>
#include <QRectF>
#include <QString>

namespace colonnade::render {

/// "1,200 mm"
QString lengthText(model::Millimetres length);

/// A quarter of a circle in which a cord turns down behind its plug, in the painter's pen.
void paintBend(QPainter& painter, const QRectF& place, bool towardsRear, double width);

} // namespace colonnade::render
