#include "render/fabric/FabricPainter.h"
#include "render/report/ReportWriter.h"

#include <algorithm>

namespace colonnade::render {
namespace {

constexpr double fabricText = 0.75; ///< 10.5 px of the screen are 7.9 pt.

} // namespace

void ReportWriter::fabricDiagrams()
{
    Paper& paper = m_paper;
    for (const auto& network : fabricNetworks(std::make_shared<const model::Design>(m_design))) {
        paper.newPage();
        paper.section(network->title.left(160));
        const QRectF room = paper.room().adjusted(0, 0, 0, -24);
        FabricDiagramContent content;
        content.networks = {network};
        FabricDiagramOptions options;
        options.area = room.size();
        const FabricDiagram diagram = fabricDiagramOf(content, options);
        FabricMarks marks;
        addFindings(marks, diagram, m_package.findings);
        const double height = std::min(room.height(), diagram.extent.height() * std::min(room.width() / diagram.extent.width(), fabricText));
        const QString caption = QStringLiteral("Network from its topmost switches down to its nodes; a stack stands for several, and a line for as many links as it says. Bars: ports in use");
        paper.figure(height, caption, [&](QPainter& painter, const QRectF& area) {
            const auto window = DiagramWindow::fitted(diagram.extent, area, 0, fabricText);
            FabricPainter{paper.theme(), window, fabricText}.paint(painter, window.toView(diagram.extent) & area, diagram, marks);
        });
    }
}

} // namespace colonnade::render
