#include "render/report/PdfFile.h"

#include "model/units/Text.h"

#include <cmath>
#include <optional>

namespace colonnade::render {
namespace {

/// A text string of PDF: UTF-16 with its mark, in hexadecimal, so that nothing in it can end it.
QByteArray hexText(const QString& text)
{
    QByteArray out{"<FEFF"};
    static constexpr char digits[] = "0123456789ABCDEF";
    for (const QChar c : text) {
        const char16_t unit = c.unicode();
        for (int shift = 12; shift >= 0; shift -= 4)
            out += digits[(unit >> shift) & 0xf];
    }
    return out + '>';
}

QByteArray number(double value)
{
    return QByteArray::fromStdString(model::shortest(std::round(value * 100) / 100));
}

/// The whole number right after `key`, looked for from `from` on.
std::optional<qsizetype> numberAfter(const QByteArray& pdf, const char* key, qsizetype from = 0)
{
    const qsizetype at = pdf.indexOf(key, from);
    if (at < 0)
        return std::nullopt;
    qsizetype i = at + static_cast<qsizetype>(qstrlen(key));
    while (i < pdf.size() && (pdf[i] == ' ' || pdf[i] == '\n'))
        ++i;
    qsizetype value = 0, digits = 0;
    for (; i < pdf.size() && pdf[i] >= '0' && pdf[i] <= '9'; ++i, ++digits)
        value = value * 10 + (pdf[i] - '0');
    return digits > 0 ? std::optional{value} : std::nullopt;
}

/// What stands between "N 0 obj" and "endobj". Objects are found by the table at the end of the file, not by search.
class Objects {
public:
    static model::Result<Objects> of(const QByteArray& pdf)
    {
        Objects objects{pdf};
        const qsizetype start = pdf.lastIndexOf("startxref");
        const auto table = start < 0 ? std::nullopt : numberAfter(pdf, "startxref", start);
        if (!table || *table >= pdf.size() || !pdf.mid(*table, 4).startsWith("xref"))
            return model::fail("The PDF has no table of objects");
        objects.m_table = *table;
        const qsizetype trailer = pdf.indexOf("trailer", *table);
        const auto size = numberAfter(pdf, "/Size", trailer), root = numberAfter(pdf, "/Root", trailer), info = numberAfter(pdf, "/Info", trailer);
        if (trailer < 0 || !size || !root || !info)
            return model::fail("The PDF has no trailer");
        objects.m_size = *size;
        objects.m_root = *root;
        objects.m_info = *info;
        // "xref\n0 N\n" and then a line of 20 bytes for each object.
        qsizetype line = pdf.indexOf('\n', *table) + 1;
        line = pdf.indexOf('\n', line) + 1;
        for (qsizetype i = 0; i < *size; ++i, line += 20) {
            const auto offset = numberAfter(pdf.mid(line, 10), "");
            if (!offset || *offset >= pdf.size())
                return model::fail("The PDF's table of objects is damaged");
            objects.m_offsets.push_back(*offset);
        }
        return objects;
    }

    [[nodiscard]] QByteArray content(qsizetype object) const
    {
        if (object <= 0 || object >= m_size)
            return {};
        const qsizetype begin = m_pdf.indexOf("obj", m_offsets[static_cast<std::size_t>(object)]);
        const qsizetype end = m_pdf.indexOf("endobj", begin);
        return begin < 0 || end < 0 ? QByteArray{} : m_pdf.mid(begin + 3, end - begin - 3).trimmed();
    }
    [[nodiscard]] qsizetype size() const { return m_size; }
    [[nodiscard]] qsizetype root() const { return m_root; }
    [[nodiscard]] qsizetype info() const { return m_info; }
    [[nodiscard]] qsizetype table() const { return m_table; }

    /// The pages in their order.
    [[nodiscard]] std::vector<qsizetype> pages() const
    {
        std::vector<qsizetype> list;
        const auto tree = numberAfter(content(m_root), "/Pages");
        if (!tree)
            return list;
        const QByteArray pages = content(*tree);
        const qsizetype kids = pages.indexOf("/Kids"), open = pages.indexOf('[', kids), close = pages.indexOf(']', open);
        if (kids < 0 || open < 0 || close < 0)
            return list;
        const QList<QByteArray> words = pages.mid(open + 1, close - open - 1).simplified().split(' ');
        for (qsizetype i = 0; i + 2 < words.size(); i += 3)
            list.push_back(words[i].toLongLong());
        return list;
    }

private:
    explicit Objects(const QByteArray& pdf) : m_pdf{pdf} { }
    const QByteArray& m_pdf;
    qsizetype m_table = 0, m_size = 0, m_root = 0, m_info = 0;
    std::vector<qsizetype> m_offsets;
};

/// Objects added behind the end of a file.
class Update {
public:
    explicit Update(qsizetype firstNew) : m_next{firstNew} { }

    qsizetype reserve() { return m_next++; }
    void put(qsizetype object, QByteArray content) { m_objects[object] = std::move(content); }

    [[nodiscard]] QByteArray appended(const QByteArray& pdf, const Objects& before) const
    {
        QByteArray out = pdf;
        if (!out.endsWith('\n'))
            out += '\n';
        QByteArray table{"xref\n"};
        for (const auto& [object, content] : m_objects) {
            const QByteArray offset = QByteArray::number(out.size()).rightJustified(10, '0');
            table += QByteArray::number(object) + " 1\n" + offset + " 00000 n \n";
            out += QByteArray::number(object) + " 0 obj\n" + content + "\nendobj\n";
        }
        const QByteArray start = QByteArray::number(out.size());
        out += table + "trailer\n<<\n/Size " + QByteArray::number(m_next) + "\n/Info " + QByteArray::number(before.info()) + " 0 R\n/Root "
            + QByteArray::number(before.root()) + " 0 R\n/Prev " + QByteArray::number(before.table()) + "\n>>\nstartxref\n" + start + "\n%%EOF\n";
        return out;
    }

private:
    qsizetype m_next;
    std::map<qsizetype, QByteArray> m_objects;
};

QByteArray reference(qsizetype object)
{
    return QByteArray::number(object) + " 0 R";
}

QByteArray destination(qsizetype page, double y, double pageHeight)
{
    return "[" + reference(page) + " /XYZ 0 " + number(pageHeight - y + 4) + " null]";
}

/// Two levels of bookmarks: parts, and their sections below them. Answers the root of the outline.
qsizetype addBookmarks(Update& update, const std::vector<Heading>& headings, const std::vector<qsizetype>& pages, double pageHeight)
{
    struct Item {
        qsizetype object = 0;
        const Heading* heading = nullptr;
        std::vector<Item> children;
    };
    std::vector<Item> parts;
    const qsizetype root = update.reserve();
    for (const Heading& heading : headings) {
        if (heading.page < 1 || static_cast<std::size_t>(heading.page) > pages.size())
            continue;
        Item item{update.reserve(), &heading, {}};
        if (heading.level == 1 || parts.empty())
            parts.push_back(std::move(item));
        else
            parts.back().children.push_back(std::move(item));
    }
    const auto write = [&](const std::vector<Item>& items, qsizetype parent, const auto& self) -> void {
        for (std::size_t i = 0; i < items.size(); ++i) {
            const Item& item = items[i];
            QByteArray content = "<<\n/Title " + hexText(item.heading->number + QLatin1Char(' ') + item.heading->title) + "\n/Parent " + reference(parent)
                + "\n/Dest " + destination(pages[static_cast<std::size_t>(item.heading->page) - 1], item.heading->y, pageHeight);
            if (i > 0)
                content += "\n/Prev " + reference(items[i - 1].object);
            if (i + 1 < items.size())
                content += "\n/Next " + reference(items[i + 1].object);
            if (!item.children.empty()) {
                // Closed at first: the count is negative.
                content += "\n/First " + reference(item.children.front().object) + "\n/Last " + reference(item.children.back().object) + "\n/Count -"
                    + QByteArray::number(static_cast<qsizetype>(item.children.size()));
            }
            update.put(item.object, content + "\n>>");
            self(item.children, item.object, self);
        }
    };
    write(parts, root, write);
    if (parts.empty())
        update.put(root, "<<\n/Type /Outlines\n/Count 0\n>>");
    else
        update.put(root, "<<\n/Type /Outlines\n/First " + reference(parts.front().object) + "\n/Last " + reference(parts.back().object) + "\n/Count "
                       + QByteArray::number(static_cast<qsizetype>(parts.size())) + "\n>>");
    return root;
}

void addLinks(Update& update, const Objects& objects, const PdfExtras& extras, const std::vector<qsizetype>& pages)
{
    std::map<int, QByteArray> byPage;
    for (const Link& link : extras.links) {
        const auto target = extras.targets.find(link.target);
        if (target == extras.targets.end() || link.page < 1 || static_cast<std::size_t>(link.page) > pages.size() || target->second.page < 1
            || static_cast<std::size_t>(target->second.page) > pages.size())
            continue;
        const qsizetype object = update.reserve();
        update.put(object, "<<\n/Type /Annot\n/Subtype /Link\n/Border [0 0 0]\n/Rect [" + number(link.area.left()) + " "
                       + number(extras.pageHeight - link.area.bottom()) + " " + number(link.area.right()) + " "
                       + number(extras.pageHeight - link.area.top()) + "]\n/Dest "
                       + destination(pages[static_cast<std::size_t>(target->second.page) - 1], target->second.y, extras.pageHeight) + "\n>>");
        byPage[link.page] += reference(object) + ' ';
    }
    for (const auto& [page, list] : byPage) {
        // Qt gives every page a list of annotations of its own; a full one takes its place.
        const auto annotations = numberAfter(objects.content(pages[static_cast<std::size_t>(page) - 1]), "/Annots");
        if (annotations)
            update.put(*annotations, "[" + list + "]");
    }
}

/// The description of the file with this date, or with none.
QByteArray dated(QByteArray info, const std::string& date)
{
    const qsizetype at = info.indexOf("/CreationDate");
    if (at < 0)
        return info;
    const qsizetype end = info.indexOf(')', at);
    if (end < 0)
        return info;
    QByteArray entry;
    if (!date.empty()) {
        QByteArray digits = QByteArray::fromStdString(date);
        digits.replace("-", "");
        entry = "/CreationDate (D:" + digits + "000000Z)";
    }
    return info.replace(at, end + 1 - at, entry);
}

/// Takes what Qt's part of the file says of the clock out of it. The text of the date is as long as the time zone's
/// name, so the places of all objects behind it move.
void removeClock(QByteArray& pdf)
{
    const qsizetype at = pdf.indexOf("/CreationDate (D:"), end = pdf.indexOf(')', at);
    const qsizetype start = pdf.lastIndexOf("startxref");
    const auto table = start < 0 ? std::nullopt : numberAfter(pdf, "startxref", start);
    if (at < 0 || end < 0 || !table || *table <= at || *table >= pdf.size())
        return;
    const QByteArray entry{"/CreationDate (D:20000101000000Z)"};
    const qsizetype moved = entry.size() - (end + 1 - at);
    qsizetype line = pdf.indexOf('\n', pdf.indexOf('\n', *table) + 1) + 1;
    constexpr qsizetype lineLength = 20, digits = 10;
    for (; line > 0 && line + lineLength <= pdf.size() && pdf.mid(line, lineLength).endsWith('\n') && pdf[line] >= '0' && pdf[line] <= '9';
         line += lineLength) {
        const auto offset = numberAfter(pdf.mid(line, digits), "");
        if (offset && *offset > at)
            pdf.replace(line, digits, QByteArray::number(*offset + moved).rightJustified(digits, '0'));
    }
    const qsizetype number = pdf.indexOf('\n', start) + 1;
    pdf.replace(number, pdf.size() - number, QByteArray::number(*table + moved) + "\n%%EOF\n");
    pdf.replace(at, end + 1 - at, entry);
}

} // namespace

model::Result<QByteArray> finishedPdf(QByteArray pdf, const PdfExtras& extras)
{
    removeClock(pdf);
    const auto objects = Objects::of(pdf);
    if (!objects)
        return tl::unexpected{objects.error()};
    const std::vector<qsizetype> pages = objects->pages();
    if (pages.empty())
        return model::fail("The PDF has no pages");
    Update update{objects->size()};
    const qsizetype outline = addBookmarks(update, extras.bookmarks, pages, extras.pageHeight);
    QByteArray catalog = objects->content(objects->root());
    const qsizetype end = catalog.lastIndexOf(">>");
    if (end < 0)
        return model::fail("The PDF has no catalog");
    catalog.insert(end, "/Outlines " + reference(outline) + "\n/PageMode /UseOutlines\n");
    update.put(objects->root(), catalog);
    update.put(objects->info(), dated(objects->content(objects->info()), extras.date));
    addLinks(update, *objects, extras, pages);
    return update.appended(pdf, *objects);
}

} // namespace colonnade::render
