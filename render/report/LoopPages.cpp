#include "render/loops/LoopLayout.h"
#include "render/loops/LoopPainter.h"
#include "render/report/ReportWriter.h"

#include <algorithm>

namespace colonnade::render {
namespace {

constexpr double loopText = 0.75; ///< 10.5 px of the screen are 7.9 pt.
constexpr double leastLoop = 0.5; ///< Smaller, figures would be left out: then one loop a page.

} // namespace

void ReportWriter::loops()
{
    const model::DesignCooling cooling = designCooling(m_design, m_package.cooling.basis);
    LoopDiagramContent content;
    content.design = &m_design;
    content.cooling = &cooling;
    LoopDiagramOptions options;
    options.area = Paper::live().size();
    const LoopDiagram diagram = loopDiagramOf(content, options);
    if (diagram.empty())
        return;
    Paper& paper = m_paper;
    paper.newPage();
    paper.section(QStringLiteral("Coolant loops"));
    LoopMarks marks;
    marks.findings = loopFindings(diagram, m_package.findings);
    const auto draw = [&](const QRectF& part, const QString& caption) {
        const QRectF room = paper.room().adjusted(0, 0, 0, -24);
        const double height = std::min(room.height(), part.height() * std::min(room.width() / part.width(), loopText));
        paper.figure(height, caption, [&, part](QPainter& painter, const QRectF& area) {
            const auto window = DiagramWindow::fitted(part, area, 0, loopText);
            LoopPainter{paper.theme(), window, loopText}.paint(painter, window.toView(part) & area, diagram, marks);
        });
    };
    const QString key = QStringLiteral("Supply single, return double, facility water dashed; bars: of capacity, and flow of what is asked for; ≈ rests on an assumption");
    const QRectF room = paper.room().adjusted(0, 0, 0, -24);
    const double whole = std::min(room.width() / diagram.extent.width(), room.height() / diagram.extent.height());
    if (whole >= leastLoop || diagram.sheets.size() == 1) {
        draw(diagram.extent, QStringLiteral("Coolant from the facility water to the racks. %1").arg(key));
        return;
    }
    for (std::size_t i = 0; i < diagram.sheets.size(); ++i) {
        if (i > 0)
            paper.newPage();
        const LoopSheet& sheet = diagram.sheets[i];
        draw(sheet.frame, QStringLiteral("%1, %2. %3").arg(sheet.title.left(80), sheet.remark.left(120), key));
    }
}

} // namespace colonnade::render
