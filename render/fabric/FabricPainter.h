#pragma once

#include "render/fabric/FabricDiagram.h"
#include "render/theme/Glyphs.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace colonnade::render {

/// What changes with the findings and with the mouse: by index of the box.
struct FabricMarks {
    std::map<std::size_t, Glyph> findings;
    std::map<std::size_t, Glyph> sheets; ///< Findings of a whole fabric, by sheet.
    std::set<std::size_t> selected;
    std::optional<std::size_t> hovered;
    std::set<std::size_t> found; ///< Boxes with what a search has found.
    std::set<std::size_t> pinned{}; ///< Boxes with a switch that a person has pinned.
    std::set<std::size_t> selectedSheets{}; ///< Whose fabric is selected: their titles are outlined.
    std::optional<std::size_t> hoveredSheet{};
};

/// The worst finding at each box; waived and informative ones have no mark. Those of a fabric stand at its sheet.
void addFindings(FabricMarks& marks, const FabricDiagram& diagram, const std::vector<model::Finding>& findings);

/// The kind of device whose colour a fabric of this role has.
model::DeviceRole kindOf(model::FabricRole role);

/// Draws the diagrams of networks.
class FabricPainter : public DiagramPainter {
public:
    /// `textScale`: of the sizes of type, 1 on the screen.
    FabricPainter(const Theme& theme, DiagramWindow window, double textScale = 1);

    void paint(QPainter& painter, const QRectF& area, const FabricDiagram& diagram, const FabricMarks& marks) const;
    /// Where the names of fabrics, tiers and opened groups stand, in painter units.
    [[nodiscard]] std::vector<QRectF> namePlaces(QPainter& painter, const FabricDiagram& diagram) const;
    /// Labels that are drawn, with their plates in painter units. From far away words are larger than their place: what would lie
    /// over a name, a symbol or a label before it is left out.
    [[nodiscard]] std::vector<std::pair<std::size_t, QRectF>> labelPlaces(QPainter& painter, const FabricDiagram& diagram, const QRectF& area) const;
    /// Only the outlines of what is selected and under the mouse, with the bundles that meet there.
    void paintMarks(QPainter& painter, const FabricDiagram& diagram, const FabricMarks& marks) const;

private:
    void paintSheetOf(QPainter& painter, const FabricSheet& sheet, std::optional<Glyph> glyph) const;
    void paintFrame(QPainter& painter, const FabricDiagram& diagram, const FabricFrame& frame) const;
    /// The name of an opened group as it is drawn, in painter units.
    struct FrameName {
        QString title, remark;
        double pixels = 0;
        QPointF at, remarkAt; ///< Left ends of the base lines.
        QRectF ground;
    };
    [[nodiscard]] std::optional<FrameName> nameOf(QPainter& painter, const FabricFrame& frame) const;
    /// A tier's name at the left of its row.
    struct RowName {
        QString text;
        QPointF at;
        QRectF ground;
    };
    [[nodiscard]] std::vector<RowName> rowNames(QPainter& painter, const FabricSheet& sheet) const;
    /// Of tiers and opened groups: over the lines, each on a ground of its own.
    void paintNames(QPainter& painter, const FabricDiagram& diagram, const QRectF& area) const;
    /// A label on its plate, which is no larger than what is on it.
    struct Plate {
        QRectF body;
        std::vector<PlacedText> texts;
    };
    [[nodiscard]] std::optional<Plate> plateOf(const QPainter& painter, const FabricBox& label) const;
    void paintBundle(QPainter& painter, const FabricDiagram& diagram, const FabricBundle& bundle, const QPen& pen) const;
    /// `wider`: by so much on the screen than its links ask for.
    void paintTrunk(QPainter& painter, const FabricDiagram& diagram, const FabricTrunk& trunk, const QColor& ink, double wider = 0) const;
    /// In the colours of what the diagram shows: those of utilisation between dark edges, as the busiest are bright.
    void paintLines(QPainter& painter, const FabricDiagram& diagram, const QRectF& area) const;
    void paintSymbol(QPainter& painter, const FabricDiagram& diagram, const FabricBox& box) const;
    void paintLabels(QPainter& painter, const FabricDiagram& diagram, const QRectF& area) const;
    /// Colour and pattern of a fabric's lines.
    [[nodiscard]] QPen penOf(const FabricNetwork& network, std::uint64_t links, bool lost) const;
    [[nodiscard]] QColor colourOf(const FabricNetwork& network) const;
    [[nodiscard]] QColor groundOf(const FabricNetwork& network) const;
    [[nodiscard]] bool readable(const QRectF& room) const;
};

} // namespace colonnade::render
