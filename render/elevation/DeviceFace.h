#pragma once

#include "model/catalog/PartType.h"
#include "render/theme/Glyphs.h"
#include "render/theme/Theme.h"

#include <QPainter>
#include <QRectF>
#include <QString>

#include <optional>

namespace colonnade::render {

/// A side of a rack or of a device, as one looks at it.
enum class FaceSide { Front, Rear };

/// How much of a device is drawn, by the height of one rack unit on the screen.
enum class FaceDetail {
    Column, ///< Below 4 px: one tinted column.
    Blocks, ///< 4 to 8: kind bars and blocks.
    Runs, ///< 8 to 12: one label per run of equal devices.
    Faces, ///< 12 to 28: labels, cages, vents, modules.
    Full ///< From 28: everything, with port numbers.
};
FaceDetail detailFor(double unitPixels);

/// How one device is drawn. Lengths in painter units.
struct FaceStyle {
    double scale = 0.29; ///< Painter units per millimetre.
    double textScale = 1; ///< Multiplies text, lines and marks; 1 on the screen.
    FaceDetail detail = FaceDetail::Faces;
    QString label; ///< Short: "C18".
    bool judged = false; ///< Rules have seen it: the lamp is lit.
    std::optional<Glyph> finding; ///< The worst one here, in the place of the lamp.
};

/// Draws a device's face from its catalog entry alone, at its place `rect`.
///
/// The catalog does not say on which side the ports are: switches, trays and patch panels are drawn
/// with them in front, servers and storage with them at the rear, beside their supplies. An entry
/// that names no ports where there must be some gets a dashed inner frame.
void paintFace(QPainter& painter, const QRectF& rect, const model::PartType& part, FaceSide side,
               const Theme& theme, const FaceStyle& style);

/// A part alone, at true proportions in the middle of `box`: for cards, the inspector and tables.
/// Parts that take no rack units are drawn by their outside measures.
void paintPart(QPainter& painter, const QRectF& box, const model::PartType& part,
               const Theme& theme, FaceSide side = FaceSide::Front, const QString& label = {});

/// Width and height of what `paintPart` draws, in millimetres; the usual measures of the kind where the catalog knows none.
QSizeF outsideMm(const model::PartType& part);

/// Outside width of a face in a rack that holds such parts, in millimetres: 482.6 (EIA-310) or 537
/// (Open Rack V3).
double panelWidth(model::Mounting holds);

/// Width and height of a cage's opening in millimetres.
QSizeF cageSize(model::CageForm form);

/// Text of a design for a picture: control and bidirectional characters made visible, of a bounded
/// length.
QString plain(std::string_view text);

} // namespace colonnade::render
