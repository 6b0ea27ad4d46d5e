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

/// True where words of the painter's font, `pixels` high, fit into a box, level or upright.
bool fitsIn(const QPainter& painter, const QRectF& box, const QString& words, double pixels);

/// Words in the middle of a box, upright where the box is, cut where they do not fit; on `ground`, where that is valid. True
/// if something was written.
bool writeIn(QPainter& painter, const QRectF& box, const QString& words, double pixels, const QColor& ground = {});

} // namespace colonnade::render
