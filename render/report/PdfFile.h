#pragma once

#include "model/units/Result.h"
#include "render/report/Paper.h"

#include <QByteArray>

#include <map>
#include <string>
#include <vector>

namespace colonnade::render {

/// What Qt's PDF writer leaves out: bookmarks, links within the file, and a date that does not come from the clock.
struct PdfExtras {
    std::string date; ///< ISO; empty: the file has no date.
    std::vector<Heading> bookmarks;
    std::vector<Link> links;            ///< To targets; those to none are left out.
    std::map<QString, Target> targets;
    double pageHeight = 595;            ///< Points; places above count from the top.
};

/// The file with these added as an incremental update, so that what Qt has written stays as it is. Fails where `pdf` is
/// not built as Qt 6 builds it.
model::Result<QByteArray> finishedPdf(QByteArray pdf, const PdfExtras& extras);

} // namespace colonnade::render
