#pragma once

#include "model/rules/Finding.h"
#include "render/diagram/DiagramPainter.h"
#include "render/oneline/OneLine.h"
#include "render/theme/Glyphs.h"
#include "render/theme/Theme.h"

#include <QPainter>

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace colonnade::render {

using OneLineWindow = DiagramWindow;
using OneLinePlacedText = PlacedText;

/// What changes with the findings and with the mouse: by index of the box.
struct OneLineMarks {
    std::map<std::size_t, Glyph> findings;
    std::set<std::size_t> selected;
    std::optional<std::size_t> hovered;
};

/// The worst of what the rules of power and reliability found at each box; waived and informative findings have no mark.
std::map<std::size_t, Glyph> oneLineFindings(const OneLine& diagram, const std::vector<model::Finding>& findings);

/// Draws the diagram.
class OneLinePainter : public DiagramPainter {
public:
    /// `textScale`: of the sizes of type, 1 on the screen.
    OneLinePainter(const Theme& theme, OneLineWindow window, double textScale = 1);

    void paint(QPainter& painter, const QRectF& area, const OneLine& diagram, const OneLineMarks& marks) const;
    /// Only the outlines of what is selected and under the mouse.
    void paintMarks(QPainter& painter, const OneLine& diagram, const OneLineMarks& marks) const;
    /// The words of a box as they are drawn.
    [[nodiscard]] std::vector<OneLinePlacedText> textsOf(const OneLineBox& box, const QPainter& painter) const;

private:
    void paintWire(QPainter& painter, const OneLineWire& wire) const;
    void paintNode(QPainter& painter, const OneLineBox& box) const;
    void paintLoad(QPainter& painter, const OneLineBox& box) const;
    void paintWords(QPainter& painter, const OneLineBox& box) const;
    void paintBar(QPainter& painter, const QRectF& area, const OneLineBox& box) const;
    void paintTag(QPainter& painter, const OneLineTag& tag) const;
};

} // namespace colonnade::render
