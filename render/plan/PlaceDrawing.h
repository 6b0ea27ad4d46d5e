#pragma once

#include "model/design/Geometry.h"

#include <QLineF>
#include <QPainter>
#include <QRectF>
#include <QString>

namespace colonnade::render {

// How a rack or unit is drawn on the plan, whether it stands there or a hand drags it.

/// The edge in which a turned thing's front lies, from its hinge to the free end of a door, as seen
/// from above.
QLineF frontOf(const QRectF& rect, model::Turn turn);

inline constexpr double frontEdge = 3; ///< Width of the strip that marks a front, in painter units.
/// The strip of this width along that edge.
QRectF frontStrip(const QRectF& rect, model::Turn turn, double width);

/// Words in the middle of a box, upright where the box is, cut where they do not fit. True if
/// something was written.
bool writeIn(QPainter& painter, const QRectF& box, const QString& words, double pixels);

} // namespace colonnade::render
