#include "render/report/Paper.h"

#include "model/exchange/Quote.h"
#include "render/theme/Fonts.h"

#include <QFontMetricsF>
#include <QPdfWriter>
#include <QTextLayout>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace colonnade::render {
namespace {

constexpr double mm = pointsPerMillimetre;
constexpr double pageWidth = 297 * mm, pageHeight = 210 * mm;
constexpr double liveWidth = 255 * mm, liveHeight = 180 * mm;
constexpr double lineFactor = 1.35; ///< Line height over size of type.
constexpr double cellGap = 8, glyphWidth = 12, barWidth = 2.6, barGap = 5;
constexpr double rowPadding = 2.3, compactPadding = 1.3;
constexpr double headerRule = 12.5 * mm, headerBaseline = 10.2 * mm;
constexpr double footerRule = 197.5 * mm, footerBaseline = 201.6 * mm;

double firstBaseline(double top, double points)
{
    return top + points * 0.98;
}

double cellInset(const Cell& cell)
{
    return (cell.glyph ? glyphWidth : 0) + (cell.bar.isValid() ? barWidth + barGap : 0);
}

} // namespace

Cell strong(QString text)
{
    Cell cell{std::move(text)};
    cell.strong = true;
    return cell;
}

Cell quiet(QString text)
{
    Cell cell{std::move(text)};
    cell.quiet = true;
    return cell;
}

QString paperText(std::string_view utf8, qsizetype most)
{
    const std::string safe = model::quote::terminal(utf8);
    QString text = QString::fromUtf8(safe.data(), static_cast<qsizetype>(safe.size()));
    if (text.size() <= most)
        return text;
    qsizetype end = most;
    if (text.at(end - 1).isHighSurrogate())
        --end;
    return text.left(end) + QStringLiteral("…");
}

Paper::Paper(QPdfWriter& writer, QPainter& painter, const Theme& theme, PageFrame frame, Pass pass, int pages) :
    m_writer{writer}, m_painter{painter}, m_theme{theme}, m_frame{std::move(frame)}, m_pass{pass}, m_pages{pages}
{
    fullWidth();
}

QRectF Paper::live()
{
    return {(pageWidth - liveWidth) / 2, (pageHeight - liveHeight) / 2, liveWidth, liveHeight};
}

QRectF Paper::room() const
{
    return {m_left, m_y, m_width, live().bottom() - m_y};
}

void Paper::setColumn(double left, double width)
{
    m_left = left;
    m_width = width;
}

void Paper::fullWidth()
{
    m_left = live().left();
    m_width = live().width();
}

void Paper::newPage(Dress dress)
{
    if (m_page > 0) {
        finish();
        if (draws())
            m_writer.newPage();
    }
    ++m_page;
    m_dress = dress;
    m_y = live().top();
    fullWidth();
}

void Paper::finish()
{
    if (m_page == 0)
        return;
    if (m_dress == Dress::Full)
        paintFrame();
    if (pageDone && !pageDone(m_page))
        m_stopped = true;
}

void Paper::need(double height)
{
    if (m_y + height > live().bottom() + 0.01)
        newPage();
}

void Paper::paintFrame()
{
    const QRectF area = live();
    // The mark: an entablature on three columns.
    if (draws()) {
        const QRectF mark{area.left(), headerBaseline - 9, 11, 10};
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_theme.accent);
        m_painter.drawRect(QRectF{mark.left(), mark.top(), mark.width(), 1.6});
        m_painter.drawRect(QRectF{mark.left(), mark.bottom() - 1.6, mark.width(), 1.6});
        for (int i = 0; i < 3; ++i)
            m_painter.drawRect(QRectF{mark.left() + 1 + i * 3.6, mark.top() + 2.4, 1.8, mark.height() - 4.8});
    }
    const double third = area.width() / 3;
    text({area.left() + 16, headerBaseline}, m_frame.title, print::frame, m_theme.text2, QFont::Normal, Qt::AlignLeft, third * 1.6);
    if (!m_frame.marking.isEmpty())
        text({area.left() + third * 1.72, headerBaseline}, m_frame.marking, print::frame, m_theme.text, QFont::DemiBold, Qt::AlignLeft, third * 0.5);
    text({area.right(), headerBaseline}, m_partName, print::frame, m_theme.text2, QFont::Normal, Qt::AlignRight, third * 0.75);
    rule(area.left(), area.right(), headerRule, true);

    rule(area.left(), area.right(), footerRule, true);
    const double step = (area.width() - 40) / static_cast<double>(std::max<qsizetype>(1, m_frame.foot.size()));
    double x = area.left();
    for (const QString& item : m_frame.foot) {
        text({x, footerBaseline}, item, print::note, m_theme.text2, QFont::Normal, Qt::AlignLeft, step - cellGap);
        x += std::min(step, width(item, print::note) + 4 * cellGap);
    }
    text({area.right(), footerBaseline}, QStringLiteral("%1 / %2").arg(m_page).arg(m_pages > 0 ? m_pages : m_page), print::frame, m_theme.text,
         QFont::DemiBold, Qt::AlignRight);
}

void Paper::setFont(double points, QFont::Weight weight)
{
    const auto [found, isNew] = m_fonts.try_emplace({static_cast<int>(std::lround(points * 100)), static_cast<int>(weight)});
    if (isNew)
        found->second = face(m_painter, points, weight);
    m_painter.setFont(found->second);
}

double Paper::width(const QString& words, double points, QFont::Weight weight)
{
    setFont(points, weight);
    return textWidth(m_painter, words);
}

void Paper::text(QPointF at, const QString& words, double points, const QColor& colour, QFont::Weight weight, Qt::Alignment align,
                 double width)
{
    if (words.isEmpty() || !draws())
        return;
    setFont(points, weight);
    const QString shown = width > 0 ? elided(m_painter, words, width) : words;
    m_painter.setPen(colour);
    drawText(m_painter, at, shown, align);
}

QStringList Paper::wrapped(const QString& words, double width, double points, int most, QFont::Weight weight)
{
    setFont(points, weight);
    if (words.isEmpty())
        return {};
    if (textWidth(m_painter, words) <= width)
        return {words};
    if (most <= 1)
        return {elided(m_painter, words, width)};
    QTextLayout layout{words, m_painter.font(), m_painter.device()};
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    QStringList lines;
    layout.beginLayout();
    for (;;) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(width);
        const int start = line.textStart();
        if (static_cast<int>(lines.size()) + 1 == most && start + line.textLength() < words.size()) {
            lines.append(elided(m_painter, words.mid(start).trimmed(), width));
            break;
        }
        lines.append(words.mid(start, line.textLength()).trimmed());
    }
    layout.endLayout();
    return lines;
}

void Paper::rule(double left, double right, double y, bool strong)
{
    if (!draws())
        return;
    m_painter.setPen({strong ? m_theme.text : m_theme.line, strong ? 0.6 : 0.4});
    m_painter.drawLine(QPointF{left, y}, QPointF{right, y});
}

void Paper::target(const QString& name)
{
    m_targets.try_emplace(name, Target{m_page, m_y});
}

void Paper::link(const QRectF& area, const QString& target)
{
    m_links.push_back({m_page, area, target});
}

void Paper::part(const QString& title, bool shown)
{
    m_section = 0;
    const QString number = m_appendix ? QString{QChar{static_cast<char16_t>(u'A' + m_letter++)}} : QString::number(++m_part);
    newPage(); // Before the name changes: the page that ends belongs to the part before.
    m_partName = QStringLiteral("%1 %2 %3").arg(m_appendix ? QStringLiteral("Appendix") : QStringLiteral("Part"), number, title);
    m_headings.push_back({1, number, title, m_page, m_y});
    if (!shown)
        return;
    text({m_left, firstBaseline(m_y, print::part)}, QStringLiteral("%1 %2").arg(number, title), print::part, m_theme.text, QFont::DemiBold,
         Qt::AlignLeft, m_width);
    m_y += print::part * lineFactor + 4;
}

void Paper::section(const QString& title, Size size, const QString& remark)
{
    const bool page = size == Size::Page;
    const double points = page ? print::part : print::section;
    if (!page) {
        space(m_y > live().top() + 1 ? 8 : 0);
        need(points * lineFactor + 40);
    }
    const QString partNumber = m_appendix ? QString{QChar{static_cast<char16_t>(u'A' + m_letter - 1)}} : QString::number(m_part);
    const QString number = QStringLiteral("%1.%2").arg(partNumber).arg(++m_section);
    m_headings.push_back({2, number, title, m_page, m_y});
    text({m_left, firstBaseline(m_y, points)}, QStringLiteral("%1 %2").arg(number, title), points, m_theme.text, QFont::DemiBold, Qt::AlignLeft,
         m_width);
    m_y += points * lineFactor;
    if (!remark.isEmpty()) {
        text({m_left, firstBaseline(m_y, print::body)}, remark, print::body, m_theme.text2, QFont::Normal, Qt::AlignLeft, m_width);
        m_y += print::body * lineFactor;
    }
    m_y += 2;
}

void Paper::subheading(const QString& title, const QString& right)
{
    space(m_y > live().top() + 1 ? 7 : 0);
    need(print::section * lineFactor + 30);
    text({m_left, firstBaseline(m_y, print::section)}, title, print::section, m_theme.text, QFont::DemiBold, Qt::AlignLeft, m_width * 0.8);
    if (!right.isEmpty())
        text({m_left + m_width, firstBaseline(m_y, print::section)}, right, print::note, m_theme.text2, QFont::Normal, Qt::AlignRight, m_width * 0.2);
    m_y += print::section * lineFactor + 1;
}

void Paper::paragraph(const QString& words, double points, const QColor& colour, int lines)
{
    const double height = points * lineFactor;
    for (const QString& line : wrapped(words, m_width, points, lines)) {
        need(height);
        text({m_left, firstBaseline(m_y, points)}, line, points, colour.isValid() ? colour : m_theme.text);
        m_y += height;
    }
}

void Paper::note(const QString& words, int lines)
{
    paragraph(words, print::note, m_theme.text2, lines);
}

std::vector<double> Paper::columnWidths(const Table& table, double width)
{
    std::vector<double> widths(table.columns.size(), 0);
    double shares = 0, taken = cellGap * static_cast<double>(table.columns.size() - 1);
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const Column& column = table.columns[c];
        if (column.share > 0) {
            shares += column.share;
            continue;
        }
        double widest = this->width(column.head, print::tableHead, QFont::DemiBold);
        for (const auto& row : table.rows) {
            if (c < row.size())
                widest = std::max(widest, this->width(row[c].text, print::body, row[c].strong ? QFont::DemiBold : QFont::Normal) + cellInset(row[c]));
        }
        widths[c] = std::min(widest + 0.5, width * 0.4);
        taken += widths[c];
    }
    // Where the plain columns leave too little for the others, they give way in proportion.
    const double least = shares > 0 ? width * 0.25 : 0;
    const double available = width - cellGap * static_cast<double>(table.columns.size() - 1);
    const double fixed = taken - cellGap * static_cast<double>(table.columns.size() - 1);
    if (fixed > available - least && fixed > 0) {
        const double factor = (available - least) / fixed;
        for (double& each : widths)
            each *= factor;
        taken = fixed * factor + cellGap * static_cast<double>(table.columns.size() - 1);
    }
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        if (table.columns[c].share > 0)
            widths[c] = std::max(10.0, (width - taken) * table.columns[c].share / shares);
    }
    return widths;
}

void Paper::tableHead(const Table& table, const std::vector<double>& widths, double left)
{
    double x = left;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const bool right = table.columns[c].align == Qt::AlignRight;
        text({right ? x + widths[c] : x, firstBaseline(m_y, print::tableHead)}, table.columns[c].head, print::tableHead, m_theme.text2,
             QFont::DemiBold, table.columns[c].align, widths[c] + 1);
        x += widths[c] + cellGap;
    }
    m_y += print::tableHead * lineFactor + 1;
    rule(left, left + m_width, m_y, true);
    m_y += 0.5;
}

void Paper::table(const Table& table)
{
    const double padding = table.compact ? compactPadding : rowPadding;
    const double line = print::body * (table.compact ? 1.2 : lineFactor);
    const double headHeight = print::tableHead * lineFactor + 2;
    const QString caption = table.title.isEmpty() ? QString{} : QStringLiteral("Table %1  %2").arg(++m_tables).arg(table.title);
    if (!caption.isEmpty()) {
        space(m_y > live().top() + 1 ? 5 : 0);
        need(print::small * lineFactor + headHeight + 2 * (line + 2 * padding));
        text({m_left, firstBaseline(m_y, print::small)}, caption, print::small, m_theme.text, QFont::DemiBold, Qt::AlignLeft, m_width);
        m_y += print::small * lineFactor + 2;
    }
    need(headHeight + line + 2 * padding);
    std::vector<double> widths = columnWidths(table, m_width);
    tableHead(table, widths, m_left);
    if (table.rows.empty()) {
        text({m_left, firstBaseline(m_y + padding, print::body)}, QStringLiteral("None"), print::body, m_theme.text2);
        m_y += line + 2 * padding;
        rule(m_left, m_left + m_width, m_y);
    }
    for (const auto& row : table.rows) {
        const auto cellLines = [&] {
            std::vector<QStringList> all;
            for (std::size_t c = 0; c < row.size(); ++c)
                all.push_back(wrapped(row[c].text, widths[c] - cellInset(row[c]), print::body, table.columns[c].lines,
                                      row[c].strong ? QFont::DemiBold : QFont::Normal));
            return all;
        };
        auto lines = cellLines();
        const auto heightOf = [&] {
            qsizetype most = 1;
            for (const QStringList& each : lines)
                most = std::max(most, each.size());
            return static_cast<double>(most) * line + 2 * padding;
        };
        double height = heightOf();
        if (m_y + height > live().bottom() + 0.01) {
            newPage();
            if (!caption.isEmpty()) {
                text({m_left, firstBaseline(m_y, print::small)}, caption + QStringLiteral(", continued"), print::small, m_theme.text2, QFont::DemiBold,
                     Qt::AlignLeft, m_width);
                m_y += print::small * lineFactor + 2;
            }
            widths = columnWidths(table, m_width);
            tableHead(table, widths, m_left);
            lines = cellLines();
            height = heightOf();
        }
        double x = m_left;
        for (std::size_t c = 0; c < row.size(); ++c) {
            const Cell& cell = row[c];
            const double inset = cellInset(cell);
            const double top = m_y + padding;
            if (draws() && cell.bar.isValid())
                m_painter.fillRect(QRectF{x, m_y + 0.8, barWidth, height - 1.6}, cell.bar);
            if (draws() && cell.glyph)
                paintGlyph(m_painter, *cell.glyph, {x + inset - glyphWidth, top + 1, 9, 9}, m_theme);
            const bool right = table.columns[c].align == Qt::AlignRight;
            for (qsizetype i = 0; i < lines[c].size(); ++i) {
                const QPointF at{right ? x + widths[c] : x + inset, firstBaseline(top + static_cast<double>(i) * line, print::body)};
                text(at, lines[c][i], print::body, cell.quiet ? m_theme.text2 : cell.link.isEmpty() ? m_theme.text : m_theme.accent,
                     cell.strong ? QFont::DemiBold : QFont::Normal, table.columns[c].align);
            }
            if (!cell.link.isEmpty())
                link({x, m_y, widths[c], height}, cell.link);
            x += widths[c] + cellGap;
        }
        m_y += height;
        rule(m_left, m_left + m_width, m_y);
    }
    if (!table.source.isEmpty()) {
        m_y += 2;
        note(table.source, 3);
    }
    m_y += 3;
}

void Paper::pairs(const std::vector<Pair>& pairs, int columns)
{
    const double gap = 16;
    const double width = (m_width - gap * (columns - 1)) / columns;
    const double height = print::body * lineFactor + 2 * compactPadding;
    const std::size_t rows = (pairs.size() + static_cast<std::size_t>(columns) - 1) / static_cast<std::size_t>(columns);
    need(std::min(height * static_cast<double>(rows), live().height() * 0.5));
    for (std::size_t row = 0; row < rows; ++row) {
        need(height);
        for (int column = 0; column < columns; ++column) {
            const std::size_t index = row + static_cast<std::size_t>(column) * rows;
            if (index >= pairs.size())
                continue;
            const Pair& pair = pairs[index];
            const double left = m_left + column * (width + gap);
            const double baseline = firstBaseline(m_y + compactPadding, print::body);
            const double wanted = this->width(pair.value, print::body, QFont::DemiBold);
            const double label = std::min(this->width(pair.label, print::body), std::max(width * 0.3, width - wanted - cellGap));
            text({left, baseline}, pair.label, print::body, m_theme.text2, QFont::Normal, Qt::AlignLeft, label + 1);
            text({left + width, baseline}, pair.value, print::body, m_theme.text, QFont::DemiBold, Qt::AlignRight, width - label - cellGap);
            rule(left, left + width, m_y + height);
        }
        m_y += height;
    }
    m_y += 3;
}

void Paper::figure(double height, const QString& caption, const std::function<void(QPainter&, const QRectF&)>& draw)
{
    const double below = caption.isEmpty() ? 0 : print::note * lineFactor + 3;
    need(height + below);
    const QRectF area{m_left, m_y, m_width, height};
    if (draws()) {
        m_painter.save();
        draw(m_painter, area);
        m_painter.restore();
    }
    m_y += height;
    if (!caption.isEmpty()) {
        const double revision = m_frame.revision.isEmpty() ? 0 : width(m_frame.revision, print::note) + cellGap;
        m_y += 2;
        text({m_left, firstBaseline(m_y, print::note)}, QStringLiteral("Figure %1  %2").arg(++m_figures).arg(caption), print::note, m_theme.text2,
             QFont::Normal, Qt::AlignLeft, m_width - revision);
        text({m_left + m_width, firstBaseline(m_y, print::note)}, m_frame.revision, print::note, m_theme.text2, QFont::Normal, Qt::AlignRight);
        m_y += print::note * lineFactor + 1;
    }
}

} // namespace colonnade::render
