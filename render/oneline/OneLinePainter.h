#pragma once

#include "model/rules/Finding.h"
#include "render/oneline/OneLine.h"
#include "render/theme/Glyphs.h"
#include "render/theme/Theme.h"

#include <QFont>
#include <QPainter>

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace colonnade::render {

/// The window onto a diagram: its units to painter units and back.
class OneLineWindow {
public:
    OneLineWindow() = default;
    OneLineWindow(double scale, QPointF origin) : m_scale{scale}, m_origin{origin} {}
    /// All of `extent` in the middle of `area`, and from its top; no larger than drawn.
    static OneLineWindow fitted(const QRectF& extent, const QRectF& area, double margin = 12, double most = 1);

    [[nodiscard]] double scale() const { return m_scale; }
    [[nodiscard]] QPointF toView(QPointF at) const { return m_origin + at * m_scale; }
    [[nodiscard]] QRectF toView(const QRectF& rect) const { return {toView(rect.topLeft()), rect.size() * m_scale}; }
    [[nodiscard]] QPointF toDiagram(QPointF at) const { return (at - m_origin) / m_scale; }
    [[nodiscard]] OneLineWindow translated(QPointF by) const { return {m_scale, m_origin + by}; }
    /// `factor` times larger, with the point under `at` staying there. Bounded to what a person reads.
    [[nodiscard]] OneLineWindow zoomed(double factor, QPointF at) const;

private:
    double m_scale = 1;
    QPointF m_origin;
};

/// What changes with the findings and with the mouse: by index of the box.
struct OneLineMarks {
    std::map<std::size_t, Glyph> findings;
    std::set<std::size_t> selected;
    std::optional<std::size_t> hovered;
};

/// The worst of what the rules of power and reliability found at each box; waived and informative findings have no mark.
std::map<std::size_t, Glyph> oneLineFindings(const OneLine& diagram, const std::vector<model::Finding>& findings);

/// A line of words where it is drawn, in painter units; or the bar, whose text is empty.
struct OneLinePlacedText {
    QRectF area;
    QString text;
    QFont font;
    OneLineText::Look look = OneLineText::Look::Plain;
    bool cut = false; ///< Shortened with "…".
};

/// Draws the diagram: one painter for the screen, the PDF page and SVG. Text is never below the floor of its medium:
/// where there is no room for a line, it is said in fewer words, and then left out.
class OneLinePainter {
public:
    /// `textScale`: of the sizes of type, 1 on the screen.
    OneLinePainter(const Theme& theme, OneLineWindow window, double textScale = 1);

    void paint(QPainter& painter, const QRectF& area, const OneLine& diagram, const OneLineMarks& marks) const;
    /// Only the outlines of what is selected and under the mouse.
    void paintMarks(QPainter& painter, const OneLine& diagram, const OneLineMarks& marks) const;
    /// The words of a box as they are drawn.
    [[nodiscard]] std::vector<OneLinePlacedText> textsOf(const OneLineBox& box, const QPainter& painter) const;

private:
    struct Line {
        const OneLineText* text = nullptr;
        OneLinePlacedText placed;
        double height = 0;
    };
    /// In as many words as fit the width, or cut.
    [[nodiscard]] Line lineOf(const OneLineText& text, double width, const QPainter& painter) const;
    /// `wrap`: a name that does not fit stands on two lines.
    [[nodiscard]] std::vector<Line> linesOf(const OneLineBox& box, double width, bool wrap, const QPainter& painter) const;
    void paintSheet(QPainter& painter, const OneLineSheet& sheet) const;
    void paintWire(QPainter& painter, const OneLineWire& wire) const;
    void paintNode(QPainter& painter, const OneLineBox& box) const;
    void paintLoad(QPainter& painter, const OneLineBox& box) const;
    void paintWords(QPainter& painter, const OneLineBox& box) const;
    void paintBar(QPainter& painter, const QRectF& area, const OneLineBox& box) const;
    void paintTag(QPainter& painter, const OneLineTag& tag) const;
    void paintState(QPainter& painter, const QRectF& area, const OneLine& diagram) const;
    void paintOutline(QPainter& painter, const QRectF& rect, bool strong) const;
    [[nodiscard]] QFont textFont(const QPainter& painter, double pixels, QFont::Weight weight = QFont::Normal) const;
    /// Size of type on the device: as large as the drawing, but not below the floor.
    [[nodiscard]] double pixelsOf(double size) const;
    /// Width of lines, which do not shrink to nothing.
    [[nodiscard]] double stroke(double width) const;

    const Theme& m_theme;
    OneLineWindow m_window;
    double m_text;
};

} // namespace colonnade::render
