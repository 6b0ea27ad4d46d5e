#pragma once

#include "model/units/Result.h"

#include <QByteArray>
#include <QColor>
#include <QImage>
#include <QPainter>
#include <QRectF>
#include <QSize>

#include <functional>

namespace colonnade::render {

/// Draws into an area, in pixels.
using Drawing = std::function<void(QPainter&, const QRectF&)>;

/// A PNG file of a drawing on a ground. Carries no text of its own.
model::Result<QByteArray> pngOf(const Drawing& drawing, QSize size, const QColor& ground);
model::Result<QByteArray> pngOf(const QImage& image);

/// An SVG file of a drawing on a ground, read back once to prove that it is well formed: fails where it is not. Neither
/// title nor description nor ids come from the drawing.
model::Result<QByteArray> svgOf(const Drawing& drawing, QSize size, const QColor& ground);

} // namespace colonnade::render
