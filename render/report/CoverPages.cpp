#include "render/charts/DesignCharts.h"
#include "render/charts/StudyCharts.h"
#include "render/report/ReportWriter.h"

#include "model/units/Text.h"

#include <algorithm>
#include <array>

namespace colonnade::render {
namespace {

using namespace model;

constexpr double mm = pointsPerMillimetre;
constexpr double contentsLine = 14;
constexpr double chartScale = 0.75; ///< 12 px of the screen are 9 pt.

/// Entries that one page of contents holds, in two columns.
std::size_t contentsRows()
{
    return static_cast<std::size_t>((Paper::live().height() - 40) / contentsLine);
}

Glyph glyphOfMatter(const std::string& key, int count)
{
    if (count == 0)
        return Glyph::Ok;
    if (key == "errors")
        return Glyph::Error;
    if (key == "warnings" || key == "stale_waivers")
        return Glyph::Warning;
    if (key == "not_evaluated" || key == "unknown_figures" || key == "unpriced_pieces")
        return Glyph::NotEvaluated;
    return Glyph::Info;
}

QString orDash(const std::string& text)
{
    return text.empty() ? QStringLiteral("–") : paperText(text);
}

QString keyFigureText(const package::KeyFigure& figure, int digits)
{
    if (!figure.value)
        return QStringLiteral("–");
    const QString known = figure.unit.empty() ? count(*figure.value) : render::figure(figure.value, figure.unit, digits);
    return figure.missing > 0 ? QStringLiteral("≥ ") + known : known;
}

QString keyFigureNote(const package::KeyFigure& figure)
{
    QString note = paperText(figure.note);
    if (figure.missing > 0)
        note += QStringLiteral("%1%2 %3").arg(note.isEmpty() ? QString{} : QStringLiteral(", "), count(figure.missing),
                                              figure.audience == AudienceClass::Price ? QStringLiteral("pieces without a price")
                                                                                               : QStringLiteral("unknown"));
    return note;
}

} // namespace

int ReportWriter::contentsPagesFor(std::size_t entries)
{
    const std::size_t perPage = 2 * contentsRows();
    return static_cast<int>(std::max<std::size_t>(1, (entries + perPage - 1) / perPage));
}

void ReportWriter::paintFloorPicture(QPainter& painter, const QRectF& area) const
{
    const Theme& theme = m_paper.theme();
    if (m_options.floor.isNull()) {
        painter.setPen({theme.line, 0.6});
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(area);
        const QString why = m_options.whyNoFloor.isEmpty() ? QStringLiteral("No 3D picture was made.")
                                                           : QStringLiteral("No 3D picture: %1").arg(m_options.whyNoFloor);
        double y = area.center().y();
        for (const QString& line : m_paper.wrapped(why, area.width() - 40, print::body, 4)) {
            m_paper.text({area.center().x(), y}, line, print::body, theme.text2, QFont::Normal, Qt::AlignHCenter);
            y += print::body * 1.4;
        }
        return;
    }
    // The largest part of the picture of the area's proportions, from its middle.
    const QSizeF size = m_options.floor.size();
    const double proportion = area.width() / area.height();
    QSizeF part = size.width() / size.height() > proportion ? QSizeF{size.height() * proportion, size.height()}
                                                             : QSizeF{size.width(), size.width() / proportion};
    const QRect source{QPoint{static_cast<int>((size.width() - part.width()) / 2), static_cast<int>((size.height() - part.height()) / 2)},
                       part.toSize()};
    painter.drawImage(area, source == m_options.floor.rect() ? m_options.floor : m_options.floor.copy(source));
    painter.setPen({theme.line, 0.4});
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(area);
}

void ReportWriter::cover()
{
    Paper& paper = m_paper;
    const Theme& theme = paper.theme();
    paper.newPage(Paper::Dress::Plain);
    const QRectF live = Paper::live();
    const PackageOptions& control = m_package.control;

    // Left: what it is.
    const double leftWidth = 104 * mm;
    paper.setColumn(live.left(), leftWidth);
    paper.setY(live.top() + 4);
    if (paper.draws()) {
        QPainter& painter = paper.painter();
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.accent);
        const QRectF mark{live.left(), live.top(), 26, 24};
        painter.drawRect(QRectF{mark.left(), mark.top(), mark.width(), 3.6});
        painter.drawRect(QRectF{mark.left(), mark.bottom() - 3.6, mark.width(), 3.6});
        for (int i = 0; i < 3; ++i)
            painter.drawRect(QRectF{mark.left() + 2.4 + i * 8.6, mark.top() + 5.4, 4, mark.height() - 10.8});
    }
    paper.text({live.left() + 36, live.top() + 16}, QStringLiteral("Reference package"), 12, theme.text2, QFont::Medium);
    paper.setY(live.top() + 42);
    const QString title = control.title.empty() ? QStringLiteral("Untitled design") : paperText(control.title, 300);
    for (const QString& line : paper.wrapped(title, leftWidth, 24, 3, QFont::DemiBold)) {
        paper.text({live.left(), paper.y() + 24}, line, 24, theme.text, QFont::DemiBold);
        paper.space(31);
    }
    paper.space(8);
    paper.paragraph(paperText(m_package.purpose), 10, theme.text, 11);
    if (!control.marking.empty()) {
        paper.space(8);
        paper.text({live.left(), paper.y() + 10}, paperText(control.marking, 60), 10, theme.error, QFont::DemiBold, Qt::AlignLeft, leftWidth);
    }

    // Right: the floor.
    const QRectF picture{live.left() + leftWidth + 8 * mm, live.top(), live.width() - leftWidth - 8 * mm, 92 * mm};
    if (paper.draws())
        paintFloorPicture(paper.painter(), picture);

    // Eight key figures.
    const double top = live.top() + 98 * mm, cellWidth = live.width() / 4, cellHeight = 17 * mm;
    std::size_t shown = 0;
    for (const package::KeyFigure& figure : m_package.keyFigures) {
        if (shown == 8)
            break;
        const double x = live.left() + static_cast<double>(shown % 4) * cellWidth;
        const double y = top + static_cast<double>(shown / 4) * cellHeight;
        paper.rule(x, x + cellWidth - 10, y, true);
        paper.text({x, y + 11}, paperText(figure.label), print::frame, theme.text2, QFont::Normal, Qt::AlignLeft, cellWidth - 12);
        paper.text({x, y + 30}, keyFigureText(figure, 3), 17, theme.text, QFont::DemiBold, Qt::AlignLeft, cellWidth - 12);
        paper.text({x, y + 41}, keyFigureNote(figure), print::note, theme.text2, QFont::Normal, Qt::AlignLeft, cellWidth - 12);
        ++shown;
    }

    // Below: control and open matters.
    const double below = top + 2 * cellHeight + 4 * mm;
    paper.setColumn(live.left(), 150 * mm);
    paper.setY(below);
    paper.text({live.left(), below + 9}, QStringLiteral("Control"), print::section, theme.text, QFont::DemiBold);
    paper.setY(below + 14);
    const QString audience = QString::fromUtf8(word(control.audience).data());
    QString status = QString::fromUtf8(word(control.status).data());
    status.replace(QLatin1Char('_'), QLatin1Char(' '));
    std::vector<Paper::Pair> pairs{
        {QStringLiteral("Revision"), QStringLiteral("%1, %2").arg(paperText(control.revision, 40), status)},
        {QStringLiteral("Date"), control.issuedOn.empty() ? QStringLiteral("undated") : longDate(control.issuedOn)},
        {QStringLiteral("Issuer"), orDash(control.issuer)},
        {QStringLiteral("Recipient"), orDash(control.recipient)},
        {QStringLiteral("Audience"), audience},
        {QStringLiteral("File"), orDash(control.file)},
        {QStringLiteral("Design, SHA-256"), shortHash(m_package.designHash, 4)},
        {QStringLiteral("Rule profile"), paperText(m_package.profileTitle)},
    };
    paper.pairs(pairs, 2);
    paper.note(QStringLiteral("Package %1").arg(QString::fromStdString(m_package.id)), 1);

    const double right = live.left() + 162 * mm;
    paper.text({right, below + 9}, QStringLiteral("Open matters"), print::section, theme.text, QFont::DemiBold);
    double y = below + 15;
    for (const package::OpenMatter& matter : m_package.openMatters) {
        if (paper.draws())
            paintGlyph(paper.painter(), glyphOfMatter(matter.key, matter.count), {right, y + 1, 9.5, 9.5}, theme);
        paper.text({right + 15, y + 9}, paperText(matter.label), print::body, theme.text);
        paper.text({live.right(), y + 9}, count(matter.count), print::body, theme.text, QFont::DemiBold, Qt::AlignRight);
        y += 12.6;
        paper.rule(right, live.right(), y - 0.6);
    }
}

void ReportWriter::contents()
{
    Paper& paper = m_paper;
    const Theme& theme = paper.theme();
    const std::size_t rows = contentsRows();
    const QRectF live = Paper::live();
    const double columnWidth = (live.width() - 12 * mm) / 2;
    std::size_t entry = 0;
    for (int page = 0; page < m_contentsPages; ++page) {
        paper.newPage();
        paper.text({live.left(), live.top() + print::part}, QStringLiteral("Contents"), print::part, theme.text, QFont::DemiBold);
        for (int column = 0; column < 2; ++column) {
            const double left = live.left() + column * (columnWidth + 12 * mm);
            double y = live.top() + 36;
            for (std::size_t row = 0; row < rows && entry < m_contents.size(); ++row, ++entry) {
                const Heading& heading = m_contents[entry];
                const bool part = heading.level == 1;
                const QFont::Weight weight = part ? QFont::DemiBold : QFont::Normal;
                const double inset = part ? 0 : 18;
                paper.text({left + inset, y + 9}, heading.number, print::body, theme.text, weight);
                const double numberWidth = part ? 18 : 26;
                const QString page2 = QString::number(heading.page);
                const double room = columnWidth - inset - numberWidth - 26;
                paper.text({left + inset + numberWidth, y + 9}, heading.title, print::body, theme.text, weight, Qt::AlignLeft, room);
                paper.text({left + columnWidth, y + 9}, page2, print::body, theme.text, weight, Qt::AlignRight);
                paper.rule(left, left + columnWidth, y + contentsLine - 1);
                paper.link({left, y, columnWidth, contentsLine}, QStringLiteral("heading:%1").arg(heading.number));
                y += contentsLine;
            }
        }
    }
}

void ReportWriter::summary()
{
    Paper& paper = m_paper;
    paper.part(QStringLiteral("Summary"));
    const QRectF live = Paper::live();
    const double leftWidth = 140 * mm;
    const double top = paper.y();
    paper.setColumn(live.left(), leftWidth);
    Table table;
    table.title = QStringLiteral("Key figures");
    table.columns = {{QStringLiteral("Figure"), Qt::AlignLeft, 0.8, 2},
                     {QStringLiteral("Value"), Qt::AlignRight, 0},
                     {QStringLiteral("Compared with"), Qt::AlignLeft, 1, 2}};
    for (const package::KeyFigure& figure : m_package.keyFigures)
        table.rows.push_back({paperText(figure.label), strong(keyFigureText(figure, 4)), quiet(keyFigureNote(figure))});
    table.source = QStringLiteral("Derived from the design with the profile %1. “Unknown” counts figures that a total leaves out.")
                       .arg(paperText(m_package.profileTitle));
    paper.table(table);

    Table open;
    open.title = QStringLiteral("Open matters");
    open.columns = {{QStringLiteral("Matter"), Qt::AlignLeft, 1}, {QStringLiteral("Count"), Qt::AlignRight, 0}};
    for (const package::OpenMatter& matter : m_package.openMatters) {
        Cell cell{paperText(matter.label)};
        cell.glyph = glyphOfMatter(matter.key, matter.count);
        open.rows.push_back({cell, strong(count(matter.count))});
    }
    open.source = QStringLiteral("%1 of %2 rules evaluated; %3 of %4 checks had all their inputs.")
                      .arg(count(m_package.rulesEvaluated), count(m_package.rulesKnown), count(m_package.checksEvaluated),
                           count(m_package.checks));
    paper.table(open);

    paper.setColumn(live.left() + leftWidth + 8 * mm, live.width() - leftWidth - 8 * mm);
    paper.setY(top);
    addChart(paper, powerChart(m_package.totals, paper.theme()), QStringLiteral("Provisioned power by kind of hardware"));
    const auto first = std::ranges::find_if(m_package.workloads, [](const auto& pages) { return pages.estimate || pages.serving; });
    if (first == m_package.workloads.end())
        return;
    paper.space(8);
    const QString name = paperText(first->workload.name, 80);
    if (first->serving) {
        addChart(paper, tokenChart(*first->serving, paper.theme()), QStringLiteral("One output token of %1").arg(name));
        return;
    }
    addChart(paper, stepChart(*first->estimate, paper.theme()), QStringLiteral("One step of %1").arg(name));
    if (first->scaling.size() > 1) {
        const LineChart scaling = scalingChart(first->scaling, *first->estimate);
        paper.space(6);
        paper.figure(46 * mm, QStringLiteral("Throughput on parts of the machine"), [&](QPainter& painter, const QRectF& area) {
            paintChart(painter, area, scaling, paper.theme(), chartScale);
        });
    }
}

void ReportWriter::scope()
{
    Paper& paper = m_paper;
    paper.part(QStringLiteral("Purpose and scope"));
    paper.section(QStringLiteral("Purpose"));
    paper.paragraph(m_package.purpose.empty() ? QStringLiteral("The design does not say what it is for.") : paperText(m_package.purpose));

    paper.section(QStringLiteral("What this package does not have"));
    for (const std::string& absent : m_package.notContained)
        paper.paragraph(QStringLiteral("–  %1").arg(paperText(absent)));

    paper.section(QStringLiteral("Not validated"));
    paper.paragraph(QStringLiteral("Nothing here was measured on built hardware. %1 of %2 rules were evaluated; %3 of %4 checks lacked an input and "
                                   "are listed as not evaluated, which is neither a pass nor a failure. Estimates carry their error band and "
                                   "what it rests on.")
                        .arg(count(m_package.rulesEvaluated), count(m_package.rulesKnown), count(m_package.checks - m_package.checksEvaluated),
                             count(m_package.checks)));

    paper.section(QStringLiteral("Conventions"));
    for (const char* line :
         {"Rack units are counted from 1 at the floor; a position names the lowest unit. Zero-U places are counted from the rear.",
          "Sides A, B, C, D are independent supplies. “One feed lost” is the worst single loss.",
          "Power is provisioned power unless it says otherwise; heat is that of operation; masses are without coolant and cables.",
          "Places are in millimetres, x to the east and y to the north; at 0° a front faces south; turns are counter-clockwise.",
          "Bandwidths are of one direction. Bytes and bits: B/s within a scale-up domain, bit/s on ports.",
          "“–” is a figure that nobody knows. It is never counted as zero and never as a pass."})
        paper.paragraph(QStringLiteral("–  %1").arg(QString::fromUtf8(line)));

    if (!m_package.designSources.empty()) {
        Table table;
        table.title = QStringLiteral("Documents behind the design");
        table.columns = {{QStringLiteral("Id"), Qt::AlignLeft, 0}, {QStringLiteral("Document"), Qt::AlignLeft, 1, 2},
                         {QStringLiteral("Publisher"), Qt::AlignLeft, 0}, {QStringLiteral("Date"), Qt::AlignLeft, 0}};
        for (const std::string& id : m_package.designSources) {
            const auto found = std::ranges::find_if(m_package.sources, [&](const auto& each) { return each.source.id.text() == id; });
            if (found == m_package.sources.end())
                table.rows.push_back({paperText(id), quiet(QStringLiteral("not in the catalog of this design")), QString{}, QString{}});
            else
                table.rows.push_back({paperText(id), paperText(found->source.title), paperText(found->source.publisher), paperText(found->source.date)});
        }
        paper.table(table);
    }
}

void ReportWriter::architecture()
{
    Paper& paper = m_paper;
    paper.part(QStringLiteral("Architecture"));
    const FloorFacts& totals = m_package.totals;
    paper.paragraph(QStringLiteral("%1 holds %2 racks and %3 floor units with %4 accelerators, drawn from %5 rack designs%6.")
                        .arg(paperText(m_package.hall->name, 120), count(totals.racks), count(totals.units), count(totals.accelerators),
                             count(static_cast<double>(m_package.rackDesigns.size())),
                             m_package.pods.empty() ? QString{}
                                                    : QStringLiteral(" and %1 pod designs").arg(count(static_cast<double>(m_package.pods.size())))));

    Table units;
    units.title = QStringLiteral("Pod designs: of one, and of all that are placed");
    units.columns = {{QStringLiteral("Pod design"), Qt::AlignLeft, 1, 2}, {QStringLiteral("Placed"), Qt::AlignRight, 0},
                     {QStringLiteral("Racks"), Qt::AlignRight, 0},        {QStringLiteral("Floor units"), Qt::AlignRight, 0},
                     {QStringLiteral("Accelerators"), Qt::AlignRight, 0}, {QStringLiteral("Power"), Qt::AlignRight, 0},
                     {QStringLiteral("Heat to liquid"), Qt::AlignRight, 0}, {QStringLiteral("Heat to air"), Qt::AlignRight, 0},
                     {QStringLiteral("Mass"), Qt::AlignRight, 0}};
    const auto line = [&](const QString& name, const QString& placed, const FloorFacts& facts, bool total) {
        std::vector<Cell> row{name, placed, count(facts.racks), count(facts.units), count(facts.accelerators), figure(facts.provisioned),
                              figure(facts.heatToLiquid), figure(facts.heatToAir), figure(facts.mass)};
        if (total) {
            for (Cell& cell : row)
                cell.strong = true;
        }
        units.rows.push_back(std::move(row));
    };
    for (const package::PodPages& pod : m_package.pods)
        line(paperText(pod.design->name(), 120), QStringLiteral("%1 ×").arg(count(pod.placements)), pod.design->facts(), false);
    line(QStringLiteral("Hall, all placed"), QString{}, totals, true);
    paper.table(units);

    Table racks;
    racks.title = QStringLiteral("Rack designs");
    racks.columns = {{QStringLiteral("Rack design"), Qt::AlignLeft, 1, 2}, {QStringLiteral("Id"), Qt::AlignLeft, 0},
                     {QStringLiteral("Frame"), Qt::AlignLeft, 1, 2},       {QStringLiteral("Placed"), Qt::AlignRight, 0},
                     {QStringLiteral("Devices"), Qt::AlignRight, 0},       {QStringLiteral("Accelerators"), Qt::AlignRight, 0},
                     {QStringLiteral("Power"), Qt::AlignRight, 0},         {QStringLiteral("Mass"), Qt::AlignRight, 0},
                     {QStringLiteral("Free"), Qt::AlignRight, 0}};
    for (const package::RackDesignPages& rack : m_package.rackDesigns) {
        const RackFacts& facts = rack.design->facts();
        Cell name{paperText(rack.design->name(), 120)};
        name.link = QStringLiteral("rack:%1").arg(QString::fromStdString(rack.design->id().text()));
        const auto real = std::ranges::count_if(rack.devices, [](const auto& device) { return device.part->kind != PartKind::Blanking; });
        racks.rows.push_back({name, paperText(rack.design->id().text()), paperText(rack.design->frame()->model),
                              QStringLiteral("%1 ×").arg(count(rack.placements)), count(static_cast<double>(real)), count(facts.accelerators),
                              figure(facts.provisioned), figure(facts.mass), QStringLiteral("%1 U").arg(QString::fromStdString(text(facts.free)))});
    }
    racks.source = QStringLiteral("Of one rack. Devices without blanking panels.");
    paper.table(racks);
    paper.note(QStringLiteral("An instance has a path: placed pod, place in the pod, device, as su-1/a04/c05. What is drawn once and placed many times "
                              "is described once."));
}

} // namespace colonnade::render
