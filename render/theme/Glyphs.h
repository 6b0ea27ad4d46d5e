#pragma once

#include "model/rules/Finding.h"
#include "render/theme/Theme.h"

#include <QIcon>
#include <QPainter>
#include <QRectF>

namespace colonnade::render {

/// The marks of severity. Six outlines that differ at 10 px in grey: the shape carries the meaning,
/// not the colour.
enum class Glyph {
    Error, ///< Octagon with a cross.
    Warning, ///< Triangle with an exclamation mark.
    Info, ///< Disc with an i.
    Ok, ///< Disc with a tick.
    Waived, ///< Hollow diamond with a dash.
    NotEvaluated ///< Dashed ring with a question mark.
};

Glyph glyphOf(model::Severity severity);
/// A finding that a valid waiver accepts shows as waived.
Glyph glyphOf(const model::Finding& finding);
/// The worse of two, for one mark over many: error, warning, not evaluated, info, waived, ok.
Glyph worse(Glyph a, Glyph b);

/// Colour of text and outlines that go with the glyph.
QColor glyphColour(Glyph glyph, const Theme& theme);
/// Draws the glyph into the largest square in the middle of `box`.
void paintGlyph(QPainter& painter, Glyph glyph, const QRectF& box, const Theme& theme);
/// The glyph alone on a transparent ground.
QPixmap glyphPixmap(Glyph glyph, const Theme& theme, int pixels, double deviceRatio = 1);
/// Sharp at 1, 2 and 3 device pixels per pixel.
QIcon glyphIcon(Glyph glyph, const Theme& theme, int pixels = 16);

/// A filled triangle for the direction of a change: up for greater, down for less.
void paintDirection(QPainter& painter, bool up, const QRectF& box, const QColor& colour);

} // namespace colonnade::render
