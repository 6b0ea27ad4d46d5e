#pragma once

#include "model/exchange/package/Package.h"
#include "model/units/Result.h"

#include <QByteArray>
#include <QImage>
#include <QString>

#include <functional>

namespace colonnade::render {

struct ReportOptions {
    QImage floor;       ///< The hall in 3D; null: `whyNoFloor` stands in its place.
    QString whyNoFloor; ///< One sentence.
    /// Told the share that is done, 0 to 1, after each page; answers false to stop.
    std::function<bool(double)> progress = {};
};

struct Report {
    QByteArray bytes; ///< A whole PDF file.
    int pages = 0;
};

/// Writes a package as PDF, A4 landscape, in the colours of the light theme: text that can be searched, contents with
/// page numbers, bookmarks and links. `design` is what the package was made of; drawings come from it.
///
/// Equal input gives equal bytes: the date inside is the package's own, and no name of a user, host or folder is
/// written. Needs a QApplication (for Qt Charts) whose fonts were loaded (`loadFonts`); may run on any thread. Fails with
/// "cancelled" where `progress` said so.
model::Result<Report> writePdf(const model::Package& package, const model::Design& design,
                               const ReportOptions& options);

/// The size in pixels in which the picture of the floor should be drawn.
QSize reportFloorPictureSize();

} // namespace colonnade::render
