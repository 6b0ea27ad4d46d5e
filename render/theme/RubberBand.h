#pragma once

#include "render/theme/Theme.h"

#include <QPainter>
#include <QRectF>

namespace colonnade::render {

/// The frame that a hand draws to select: dashed where it takes what it touches, else what it encloses. Nothing where it is empty.
void paintRubberBand(QPainter& painter, const QRectF& band, bool touching, const Theme& theme, double textScale);

} // namespace colonnade::render
