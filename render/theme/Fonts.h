#pragma once

#include <QFont>
#include <QPaintDevice>
#include <QString>

class QPainter;

namespace colonnade::render {

/// Sizes of type at 100 %, in pixels of 1/96 inch.
namespace type {
inline constexpr double axis = 10.5; ///< The floor in the window.
inline constexpr double head = 11.5;
inline constexpr double body = 12;
inline constexpr double strip = 13;
inline constexpr double panelTitle = 14;
inline constexpr double dialogTitle = 18;
inline constexpr double faceLabel = 9; ///< On device faces; smaller ones vanish.
} // namespace type

/// Makes the shipped faces of Inter known to Qt, once. Returns the family to use: "Inter", or the
/// system's sans where the shipped files cannot be loaded. Needs a QGuiApplication.
const QString& loadFonts();

/// The house face at `pixels` (fractions allowed) of the device's own pixels before any painter
/// scaling.
QFont face(const QPaintDevice* device, double pixels, QFont::Weight weight = QFont::Normal);
/// For text drawn with `painter`; the size counts in the painter's units.
QFont face(const QPainter& painter, double pixels, QFont::Weight weight = QFont::Normal);

/// Width of `text` in the painter's units in its present font.
double textWidth(const QPainter& painter, const QString& text);
/// Width of `text` at `pixels`, without a painter: where a place is worked out before it is painted on.
double textWidth(const QString& text, double pixels, QFont::Weight weight = QFont::Normal);
/// Text on one line with its baseline's left, centre or right end at `at`.
void drawText(QPainter& painter, QPointF at, const QString& text,
              Qt::Alignment horizontal = Qt::AlignLeft);
/// The text cut at the right with "…" to at most `width`; empty where not even that fits.
QString elided(const QPainter& painter, const QString& text, double width);
/// As `elided`, but cut in the middle, so that names that differ at their ends stay apart.
QString elidedInside(const QPainter& painter, const QString& text, double width);

} // namespace colonnade::render
