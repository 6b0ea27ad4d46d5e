#pragma once

#include "render/diagram/DiagramWindow.h"
#include "render/theme/Theme.h"

#include <QFont>
#include <QPainter>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace colonnade::render {

/// A line of words in a box, or its bar.
struct DiagramText {
    enum class Look { Name, Plain, Quiet, Note, Alarm };
    QString text; ///< Empty: the bar.
    QStringList briefer = {}; ///< Ways to say it in less room, longest first.
    Look look = Look::Plain;
    int rank = 0; ///< Where there is little room, the greatest goes first.
    [[nodiscard]] bool isBar() const { return text.isEmpty(); }
};

/// A line of words where it is drawn, in painter units; or the bar, whose text is empty.
struct PlacedText {
    QRectF area;
    QString text;
    QFont font;
    DiagramText::Look look = DiagramText::Look::Plain;
    bool cut = false; ///< Shortened with "…".
};

/// What painters of diagrams share: one for the screen, the PDF page and SVG. Text is never below the floor of its
/// medium: where there is no room for a line, it is said in fewer words, and then left out.
class DiagramPainter {
public:
    /// `textScale`: of the sizes of type, 1 on the screen.
    DiagramPainter(const Theme& theme, DiagramWindow window, double textScale) : m_theme{theme}, m_window{window}, m_text{textScale} {}

    /// The lines as they fit into `room`, which is in units of the diagram; from its top, or about its `middle`. `most`: the
    /// height that they may take, in painter units, where that is not the room's.
    [[nodiscard]] std::vector<PlacedText> placed(const std::vector<DiagramText>& texts, const QRectF& room, bool middle, const QPainter& painter,
                                                 std::optional<double> most = {}) const;

    /// Where the title of a sheet stands, in painter units; `frame` is in units of the diagram.
    [[nodiscard]] QRectF titleArea(const QRectF& frame, const QString& title, const QPaintDevice* device) const;

protected:
    /// The ground of a chain with its title; `frame` is in units of the diagram.
    void paintSheet(QPainter& painter, const QRectF& frame, const QString& title, const QString& remark) const;
    void paintLine(QPainter& painter, const PlacedText& text, bool quiet) const;
    /// A bar up to the limit, which is a tick; beyond it hatched. `worst`: a paler part up to there; 0 for none.
    void paintShare(QPainter& painter, const QRectF& area, double share, double worst) const;
    /// "State: CDU 2 lost" over the picture.
    void paintState(QPainter& painter, const QRectF& area, const QString& state) const;
    /// Of what is selected (`strong`) or under the mouse; in painter units.
    void paintOutline(QPainter& painter, const QRectF& rect, bool strong) const;
    [[nodiscard]] QFont textFont(const QPainter& painter, double pixels, QFont::Weight weight = QFont::Normal) const;
    /// Size of type on the device: as large as the drawing, but not below the floor.
    [[nodiscard]] double pixelsOf(double size) const;
    /// Width of lines, which do not shrink to nothing.
    [[nodiscard]] double stroke(double width) const;

private:
    /// Where the line of a sheet's title begins, and how much room there is for it; in painter units.
    struct TitleLine {
        double pixels, left, base, room;
    };
    [[nodiscard]] TitleLine titleLine(const QRectF& frame) const;
    struct Line {
        const DiagramText* text = nullptr;
        PlacedText placed;
        double height = 0;
    };
    /// In as many words as fit the width, or cut.
    [[nodiscard]] Line lineOf(const DiagramText& text, double width, const QPainter& painter) const;
    /// `wrap`: a name that does not fit stands on two lines.
    [[nodiscard]] std::vector<Line> linesOf(const std::vector<DiagramText>& texts, double width, bool wrap, const QPainter& painter) const;

protected:
    const Theme& m_theme;
    DiagramWindow m_window;
    double m_text;
};

} // namespace colonnade::render
