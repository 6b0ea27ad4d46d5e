#pragma once

#include "model/rules/Finding.h"
#include "render/loops/LoopDiagram.h"
#include "render/theme/Glyphs.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace colonnade::render {

/// What changes with the findings and with the mouse: by index of the box.
struct LoopMarks {
    std::map<std::size_t, Glyph> findings;
    std::set<std::size_t> selected;
    std::optional<std::size_t> hovered;
};

/// True for what the flow diagram marks: heat and coolant, and their redundancy.
bool isOfLoops(const model::Finding& finding);
/// The worst of that at each box; waived and informative findings have no mark.
std::map<std::size_t, Glyph> loopFindings(const LoopDiagram& diagram, const std::vector<model::Finding>& findings);

/// Draws the flow diagrams of loops.
class LoopPainter : public DiagramPainter {
public:
    /// `textScale`: of the sizes of type, 1 on the screen.
    LoopPainter(const Theme& theme, DiagramWindow window, double textScale = 1);

    void paint(QPainter& painter, const QRectF& area, const LoopDiagram& diagram, const LoopMarks& marks) const;
    /// Only the outlines of what is selected and under the mouse.
    void paintMarks(QPainter& painter, const LoopDiagram& diagram, const LoopMarks& marks) const;
    /// The words of a box as they are drawn.
    [[nodiscard]] std::vector<PlacedText> textsOf(const LoopBox& box, const QPainter& painter) const;

private:
    void paintPipe(QPainter& painter, const LoopPipe& pipe) const;
    void paintBox(QPainter& painter, const LoopBox& box) const;
    void paintSymbol(QPainter& painter, const LoopBox& box) const;
    void paintWords(QPainter& painter, const LoopBox& box) const;
    void paintProblem(QPainter& painter, const LoopSheet& sheet) const;
};

} // namespace colonnade::render
