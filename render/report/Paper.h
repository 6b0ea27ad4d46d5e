#pragma once

#include "render/theme/Glyphs.h"
#include "render/theme/Theme.h"

#include <QFont>
#include <QPainter>
#include <QString>

#include <functional>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

class QPdfWriter;

namespace colonnade::render {

inline constexpr double pointsPerMillimetre = 72 / 25.4;

/// Sizes of type on paper, in points.
namespace print {
inline constexpr double part = 18, section = 11, small = 9;
inline constexpr double body = 9, tableHead = 8, note = 7.5, frame = 8;
} // namespace print

/// What stands on every page around its content.
struct PageFrame {
    QString title, marking;
    QStringList foot; ///< File name, design hash, profile, date, audience.
    QString revision; ///< In the corner of every figure.
};

/// An entry of the contents.
struct Heading {
    int level = 1;  ///< 1 part, 2 section.
    QString number; ///< "3.1"
    QString title;
    int page = 0;   ///< From 1.
    double y = 0;   ///< Points from the top of the page.
};

struct Link {
    int page = 0;
    QRectF area;    ///< Points from the top left.
    QString target;
};
struct Target {
    int page = 0;
    double y = 0;
};

/// A cell of a table.
struct Cell {
    Cell() = default;
    Cell(QString content) : text{std::move(content)} { }
    Cell(const char* content) : text{QString::fromUtf8(content)} { }

    QString text;
    bool strong = false, quiet = false;
    std::optional<Glyph> glyph;
    QColor bar;     ///< Of a kind of device, at the cell's left; invalid: none.
    QString link;   ///< Target; empty: none.
};
Cell strong(QString text);
Cell quiet(QString text);

struct Column {
    QString head;
    Qt::Alignment align = Qt::AlignLeft;
    double share = 0; ///< Of the width that is left; 0: as wide as its content.
    int lines = 1;    ///< A text is wrapped into at most so many, then shortened.
};
struct Table {
    QString title;  ///< Numbered by the paper; empty: no caption.
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;
    QString source; ///< A line below; empty: none.
    bool compact = false;
};

/// Lays content on pages from top to bottom, in points, and draws it, or only measures it: both passes run the same
/// code, so that the contents of the first hold for the second. Text is shortened before it is drawn; nothing is
/// clipped or covered.
class Paper {
public:
    enum class Pass { Measure, Draw };
    /// `painter` paints on `writer` in points.
    Paper(QPdfWriter& writer, QPainter& painter, const Theme& theme, PageFrame frame, Pass pass, int pages);

    /// Called after each page; answers false to stop.
    std::function<bool(int)> pageDone;
    [[nodiscard]] bool stopped() const { return m_stopped; }

    [[nodiscard]] QPainter& painter() { return m_painter; }
    [[nodiscard]] const Theme& theme() const { return m_theme; }
    [[nodiscard]] int page() const { return m_page; }
    [[nodiscard]] bool draws() const { return m_pass == Pass::Draw && !m_stopped; }

    /// All of a page that content may take: 255 x 180 mm.
    [[nodiscard]] static QRectF live();
    /// Where content goes now: the flow's column, from the cursor down.
    [[nodiscard]] QRectF room() const;
    [[nodiscard]] double y() const { return m_y; }
    void setY(double y) { m_y = y; }
    void space(double points) { m_y += points; }
    /// Content flows in this column until the next page.
    void setColumn(double left, double width);
    void fullWidth();

    /// `plain`: no header and footer (the cover).
    enum class Dress { Full, Plain };
    void newPage(Dress dress = Dress::Full);
    /// A new page where less than `height` is left.
    void need(double height);

    /// Begins a numbered part on a new page. Without `shown` it stands in the contents and the header only.
    void part(const QString& title, bool shown = true);
    /// Parts from here on are lettered: A, B, ...
    void beginAppendix() { m_appendix = true; }
    enum class Size { Page, Section };
    /// A numbered section of the part; `Page` is as large as a part's heading.
    void section(const QString& title, Size size = Size::Section, const QString& remark = {});
    /// An unnumbered heading within a section; `right` stands at the right edge, small.
    void subheading(const QString& title, const QString& right = {});

    void paragraph(const QString& text, double points = print::body, const QColor& colour = {}, int lines = 40);
    void note(const QString& text, int lines = 6);
    void table(const Table& table);
    /// Pairs of a label and a value, in `columns` columns side by side, hairlines between.
    struct Pair {
        QString label, value;
        QString note = {};
    };
    void pairs(const std::vector<Pair>& pairs, int columns);
    /// Reserves a place of the flow for a drawing and draws it. `caption` is numbered as a figure.
    void figure(double height, const QString& caption, const std::function<void(QPainter&, const QRectF&)>& draw);
    void target(const QString& name);
    void link(const QRectF& area, const QString& target);

    // Text of one line, at a place.
    void text(QPointF at, const QString& words, double points, const QColor& colour, QFont::Weight weight = QFont::Normal,
              Qt::Alignment align = Qt::AlignLeft, double width = 0);
    [[nodiscard]] double width(const QString& words, double points, QFont::Weight weight = QFont::Normal);
    /// The lines of a text in a column of `width`; the last is shortened where there are more than `most`.
    [[nodiscard]] QStringList wrapped(const QString& words, double width, double points, int most,
                                      QFont::Weight weight = QFont::Normal);
    void rule(double left, double right, double y, bool strong = false);

    [[nodiscard]] const std::vector<Heading>& headings() const { return m_headings; }
    [[nodiscard]] const std::vector<Link>& links() const { return m_links; }
    [[nodiscard]] const std::map<QString, Target>& targets() const { return m_targets; }

    /// Ends the last page.
    void finish();

private:
    void paintFrame();
    void setFont(double points, QFont::Weight weight);
    [[nodiscard]] std::vector<double> columnWidths(const Table& table, double width);
    void tableHead(const Table& table, const std::vector<double>& widths, double left);

    QPdfWriter& m_writer;
    QPainter& m_painter;
    const Theme& m_theme;
    PageFrame m_frame;
    Pass m_pass;
    int m_pages;
    int m_page = 0;
    bool m_stopped = false, m_appendix = false;
    Dress m_dress = Dress::Full;
    double m_y = 0, m_left = 0, m_width = 0;
    int m_part = 0, m_letter = 0, m_section = 0, m_tables = 0, m_figures = 0;
    QString m_partName;
    std::vector<Heading> m_headings;
    std::vector<Link> m_links;
    std::map<QString, Target> m_targets;
    std::map<std::pair<int, int>, QFont> m_fonts;
};

/// Text of a design for paper: control and bidirectional characters are shown as `\u{...}`, at most `most` characters.
QString paperText(std::string_view utf8, qsizetype most = 2000);

} // namespace colonnade::render
