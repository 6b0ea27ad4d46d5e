#include "model/units/Text.h"
#include "render/elevation/SidePainter.h"
#include "render/report/ReportWriter.h"

#include <algorithm>
#include <array>

namespace colonnade::render {
namespace {

constexpr double mm = pointsPerMillimetre;
constexpr double sideText = 0.7; ///< As the elevations.
constexpr std::array<int, 5> ratios{15, 20, 25, 30, 40};
constexpr double gap = 10 * mm, captionHeight = 20;

} // namespace

/// What devices, plugs and cables take of the depth of each rack design; as many on a page as have room side by side.
void ReportWriter::rackSides()
{
    Paper& paper = m_paper;
    const QRectF live = Paper::live();
    paper.newPage();
    paper.section(QStringLiteral("Racks from the side"));
    double x = live.left(), y = paper.y() + 2;
    for (const model::package::RackDesignPages& pages : m_package.rackDesigns) {
        const model::RackDesign& rack = *pages.design;
        const model::RackDepth depth = rackDepth(rack, m_package.depthBasis);
        const model::RackBalance balance = rackBalance(rack, depth);
        SideOptions options;
        options.textScale = sideText;
        SideLayout layout = SideLayout::scaled(rack, depth, {x, y}, mm / ratios.front(), options);
        int ratio = ratios.front();
        for (const int candidate : ratios) {
            options.textScale = std::min(sideText, rack.unitPitch() * mm / candidate / 12);
            layout = SideLayout::scaled(rack, depth, {x, y}, mm / candidate, options);
            ratio = candidate;
            if (y + layout.bounds().height() + captionHeight <= live.bottom())
                break;
        }
        if (x > live.left() && x + layout.bounds().width() > live.right()) {
            paper.newPage();
            x = live.left();
            y = paper.y() + 2;
            layout = SideLayout::scaled(rack, depth, {x, y}, mm / ratio, options);
        }
        ElevationContent content;
        content.rack = &rack;
        addFindings(content, m_package.findings, rack.id(), {});
        paper.setColumn(x, layout.bounds().width());
        paper.setY(y);
        paper.figure(layout.bounds().height(),
                     QStringLiteral("%1, scale 1 : %2").arg(paperText(model::labelOr(rack.name(), rack.id().text()), 60)).arg(ratio),
                     [&](QPainter& painter, const QRectF&) { SidePainter{m_paper.theme(), layout, depth, &balance}.paint(painter, content); });
        x = layout.bounds().right() + gap;
    }
    paper.setColumn(live.left(), live.width());
}

} // namespace colonnade::render
