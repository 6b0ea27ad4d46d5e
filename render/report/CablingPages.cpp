#include "render/charts/Charts.h"
#include "render/report/ReportWriter.h"

#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::render {
namespace {

using namespace model;

constexpr std::size_t mostStock = 200, mostGaps = 60, mostTrays = 120;

QString nameOf(const package::FabricPages& pages)
{
    return pages.name.empty() ? paperText(pages.id) : paperText(pages.name, 80);
}

QString stockKind(const PartType& part)
{
    return paperText(part.cable ? word(part.cable->medium) : word(part.kind), 30);
}

} // namespace

void ReportWriter::cabling()
{
    if (m_package.fabrics.empty())
        return;
    Paper& paper = m_paper;
    paper.part(QStringLiteral("Cabling"));
    paper.paragraph(QStringLiteral("Routed lengths follow the trays and drop from them at both ends, with side runs, service loops and slack. Ordered lengths "
                                   "are the next in stock. Totals are of all placements in the hall."));
    int estimated = 0;
    for (const package::FabricPages& pages : m_package.fabrics)
        estimated += pages.estimatedLengths;
    if (estimated > 0)
        paper.note(QStringLiteral("≈ The lengths of %1 cables are estimates, at right angles between the racks: no trays are drawn that join these.").arg(count(estimated)));
    cablingTotals();
    lengths();
    trays();
}

void ReportWriter::cablingTotals()
{
    const package::CablingPages& cabling = m_package.cabling;
    if (cabling.refusal) {
        m_paper.paragraph(QStringLiteral("Totals were not evaluated: %1").arg(paperText(*cabling.refusal)));
        return;
    }
    Table fabrics;
    fabrics.title = QStringLiteral("Totals by fabric, all its places together");
    fabrics.columns = {{QStringLiteral("Fabric"), Qt::AlignLeft, 1, 2},       {QStringLiteral("Places"), Qt::AlignRight, 0},
                       {QStringLiteral("Switches"), Qt::AlignRight, 0},       {QStringLiteral("Links"), Qt::AlignRight, 0},
                       {QStringLiteral("Cables"), Qt::AlignRight, 0},         {QStringLiteral("Length"), Qt::AlignRight, 0},
                       {QStringLiteral("Without medium"), Qt::AlignRight, 0}, {QStringLiteral("Length estimated"), Qt::AlignRight, 0}};
    for (const package::FabricCabling& fabric : cabling.fabrics)
        fabrics.rows.push_back({paperText(fabric.fabric, 120), count(fabric.places), count(static_cast<double>(fabric.switches)),
                                count(static_cast<double>(fabric.links)), strong(count(static_cast<double>(fabric.cables))),
                                figure(fabric.ordered), count(static_cast<double>(fabric.withoutMedium)),
                                count(static_cast<double>(fabric.estimatedLengths))});
    fabrics.source = QStringLiteral("Switches of pods that a fabric of the hall joins stand with the pods' fabrics. Length as ordered.");
    m_paper.table(fabrics);

    Table stock;
    stock.title = QStringLiteral("Stock list: cables by part and length, then transceivers");
    stock.columns = {{QStringLiteral("Part"), Qt::AlignLeft, 1, 2},  {QStringLiteral("Catalog id"), Qt::AlignLeft, 0.6, 2},
                     {QStringLiteral("Medium"), Qt::AlignLeft, 0},   {QStringLiteral("Length"), Qt::AlignRight, 0},
                     {QStringLiteral("Built in"), Qt::AlignRight, 0}, {QStringLiteral("Spares"), Qt::AlignRight, 0},
                     {QStringLiteral("Together"), Qt::AlignRight, 0}};
    for (const StockItem& item : cabling.stock)
        stock.rows.push_back({paperText(item.part->model, 120), quiet(paperText(item.part->id.text(), 80)), stockKind(*item.part),
                              item.length ? figure(*item.length, 3) : QString{}, count(item.count), count(item.spares),
                              strong(count(item.count + item.spares))});
    stock.source = cabling.spareShare > 0 ? QStringLiteral("Spares: %1 of each line, rounded up.").arg(percentOf(cabling.spareShare))
                                          : QStringLiteral("No spares are asked for.");
    cutTable(stock, mostStock, QStringLiteral("lines"));

    Table gaps;
    gaps.title = QStringLiteral("Cables without a medium: of one placement");
    gaps.columns = {{QStringLiteral("Fabric"), Qt::AlignLeft, 0.5, 2}, {QStringLiteral("Why"), Qt::AlignLeft, 1, 3}, {QStringLiteral("Cables"), Qt::AlignRight, 0}};
    for (const package::FabricPages& pages : m_package.fabrics) {
        for (const package::MissingMedium& gap : pages.gaps)
            gaps.rows.push_back({nameOf(pages), paperText(gap.reason, 400), strong(count(gap.cables))});
    }
    if (!gaps.rows.empty())
        cutTable(gaps, mostGaps, QStringLiteral("gaps"));
}

void ReportWriter::lengths()
{
    Paper& paper = m_paper;
    for (const package::FabricPages& pages : m_package.fabrics) {
        BarChart chart;
        chart.title = QStringLiteral("Cables by routed length");
        double before = 0;
        for (const package::LengthBand& band : pages.lengths) {
            if (band.cables > 0 || !chart.bars.empty())
                chart.bars.push_back({QStringLiteral("%1–%2 m").arg(QString::fromStdString(shortest(before)), QString::fromStdString(shortest(band.upTo.value()))),
                                      static_cast<double>(band.cables), paper.theme().kind(DeviceRole::ScaleOutSwitch), count(band.cables)});
            before = band.upTo.value();
        }
        if (chart.bars.empty())
            continue;
        paper.space(8);
        addChart(paper, chart, QStringLiteral("Cables of %1 by routed length, of one placement").arg(nameOf(pages)), 0.65);
    }
}

void ReportWriter::trays()
{
    const package::CablingPages& cabling = m_package.cabling;
    if (cabling.trays.empty())
        return;
    Table trays;
    trays.title = QStringLiteral("Trays and ladders");
    trays.columns = {{QStringLiteral("Tray"), Qt::AlignLeft, 0.6, 2},   {QStringLiteral("Name"), Qt::AlignLeft, 1, 2},
                     {QStringLiteral("In"), Qt::AlignLeft, 0},          {QStringLiteral("Placed"), Qt::AlignRight, 0},
                     {QStringLiteral("Kind"), Qt::AlignLeft, 0},        {QStringLiteral("Length"), Qt::AlignRight, 0},
                     {QStringLiteral("Width"), Qt::AlignRight, 0},      {QStringLiteral("Height"), Qt::AlignRight, 0},
                     {QStringLiteral("Most cables"), Qt::AlignRight, 0}, {QStringLiteral("Fullest"), Qt::AlignRight, 0}};
    const auto millimetres = [](Millimetres length) { return QStringLiteral("%1 mm").arg(count(static_cast<double>(length.value()))); };
    for (const package::TrayLine& line : cabling.trays)
        trays.rows.push_back({paperText(line.tray.id.text(), 60), paperText(line.tray.name, 80), holderText(line.holder), timesText(line.placements),
                              paperText(trayKindName(line.tray.kind), 30), figure(line.tray.length(), 3), millimetres(line.tray.width),
                              millimetres(line.tray.height), count(line.cables),
                              line.fill ? strong(line.withoutDiameter > 0 ? QStringLiteral("at least %1").arg(percentOf(*line.fill)) : percentOf(*line.fill))
                                        : Cell{QStringLiteral("–")}});
    trays.source = QStringLiteral("Height of the bed above the floor. Fullest: cross-section of the cables of the same pod design or hall over that of the tray, where most of it is taken.");
    cutTable(trays, mostTrays, QStringLiteral("trays"));
    if (cabling.unrouted > 0)
        m_paper.note(QStringLiteral("%1 cables run between racks that no trays join; they lie in none.").arg(count(cabling.unrouted)));
}

} // namespace colonnade::render
