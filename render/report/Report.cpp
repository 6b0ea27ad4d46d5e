#include "render/report/Report.h"

#include "render/report/Paper.h"
#include "render/report/PdfFile.h"
#include "render/report/ReportWriter.h"
#include "render/theme/Fonts.h"

#include <QBuffer>
#include <QPageLayout>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>

namespace colonnade::render {
namespace {

constexpr int dotsPerInch = 1200; ///< Fine enough that no line and no letter moves by what one sees.
constexpr double pageHeight = 595; ///< As Qt writes it: whole points.

PageFrame frameOf(const model::Package& package)
{
    const model::PackageOptions& control = package.control;
    PageFrame frame;
    frame.title = QStringLiteral("Reference package: %1").arg(paperText(control.title, 200));
    frame.marking = paperText(control.marking, 40);
    if (!control.file.empty())
        frame.foot.append(paperText(control.file, 80));
    frame.foot.append(QStringLiteral("design %1").arg(shortHash(package.designHash)));
    frame.foot.append(QStringLiteral("profile %1").arg(paperText(package.profileTitle, 60)));
    frame.foot.append(control.issuedOn.empty() ? QStringLiteral("undated") : longDate(control.issuedOn));
    frame.foot.append(QStringLiteral("Revision %1").arg(paperText(control.revision, 20)));
    frame.foot.append(QStringLiteral("Audience: %1").arg(paperText(word(control.audience))));
    frame.revision = QStringLiteral("design %1").arg(shortHash(package.designHash, 2));
    return frame;
}

/// One run over all pages.
struct Outcome {
    QByteArray bytes;
    int pages = 0;
    bool stopped = false;
    std::vector<Heading> headings;
    std::vector<Link> links;
    std::map<QString, Target> targets;
};

Outcome run(const model::Package& package, const model::Design& design, const ReportOptions& options, Paper::Pass pass,
            const std::vector<Heading>& contents, int contentsPages, int pages)
{
    Outcome outcome;
    QBuffer buffer{&outcome.bytes};
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer{&buffer};
    writer.setResolution(dotsPerInch);
    writer.setPageLayout({QPageSize{QPageSize::A4}, QPageLayout::Landscape, QMarginsF{}});
    writer.setTitle(paperText(package.control.title, 200));
    writer.setCreator({});
    QPainter painter{&writer};
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(dotsPerInch / 72.0, dotsPerInch / 72.0);
    Paper paper{writer, painter, Theme::of(ThemeName::Light), frameOf(package), pass, pages};
    if (pass == Paper::Pass::Draw && options.progress)
        paper.pageDone = [&](int page) { return options.progress(pages > 0 ? static_cast<double>(page) / pages : 1); };
    ReportWriter{package, design, options, paper, contents, contentsPages}.write();
    painter.end();
    outcome.pages = paper.page();
    outcome.stopped = paper.stopped();
    outcome.headings = paper.headings();
    outcome.links = paper.links();
    outcome.targets = paper.targets();
    return outcome;
}

} // namespace

QSize reportFloorPictureSize()
{
    return {2000, 1320}; // 200 dots per inch over the width of the page's content.
}

model::Result<Report> writePdf(const model::Package& package, const model::Design& design, const ReportOptions& options)
{
    // The first pass finds where everything stands; the second prints the contents and draws.
    const Outcome measured = run(package, design, options, Paper::Pass::Measure, {}, 1, 0);
    const int contentsPages = ReportWriter::contentsPagesFor(measured.headings.size());
    std::vector<Heading> contents = measured.headings;
    for (Heading& heading : contents)
        heading.page += contentsPages - 1;
    const int pages = measured.pages + contentsPages - 1;
    Outcome drawn = run(package, design, options, Paper::Pass::Draw, contents, contentsPages, pages);
    if (drawn.stopped)
        return model::fail("cancelled");

    PdfExtras extras;
    extras.date = package.control.issuedOn;
    extras.bookmarks = drawn.headings;
    extras.links = std::move(drawn.links);
    extras.targets = std::move(drawn.targets);
    for (const Heading& heading : drawn.headings)
        extras.targets.try_emplace(QStringLiteral("heading:%1").arg(heading.number), Target{heading.page, heading.y});
    extras.pageHeight = pageHeight;
    auto bytes = finishedPdf(std::move(drawn.bytes), extras);
    if (!bytes)
        return tl::unexpected{bytes.error()};
    return Report{std::move(*bytes), drawn.pages};
}

} // namespace colonnade::render
