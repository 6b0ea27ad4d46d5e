#include "render/charts/Charts.h"
#include "render/oneline/OneLineLayout.h"
#include "render/oneline/OneLinePainter.h"
#include "render/plan/PlanPainter.h"
#include "render/report/DrawingMarks.h"
#include "render/report/ReportWriter.h"

#include "model/units/Text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace colonnade::render {
namespace {

using namespace model;

constexpr double mm = pointsPerMillimetre;
constexpr double planText = 0.75; ///< 12 px of the screen are 9 pt.
constexpr std::array<int, 16> planRatios{20, 25, 50, 75, 100, 125, 150, 200, 250, 300, 400, 500, 750, 1000, 1500, 2000};
constexpr std::size_t chartBars = 12;
constexpr double oneLineText = 0.75; ///< 10.5 px of the screen are 7.9 pt.
constexpr double leastOneLine = 0.36; ///< Smaller, figures would be left out: then one chain a page.

/// "L1 125 %": of the most loaded phase where the phases differ.
QString phasePercent(const PhaseShare& share)
{
    const QString phase = share.phase ? QString::fromStdString(phaseName(*share.phase)) + QChar{0xa0} : QString{};
    return phase + percentOf(share.share);
}

} // namespace

void ReportWriter::floor()
{
    m_paper.part(QStringLiteral("Pod and floor"));
    plan();
    roomData();
    if (!m_options.floor.isNull()) {
        m_paper.newPage();
        m_paper.figure(Paper::live().height() - 20, QStringLiteral("The hall in 3D"),
                       [&](QPainter& painter, const QRectF& area) { paintFloorPicture(painter, area); });
    }
}

void ReportWriter::plan()
{
    Paper& paper = m_paper;
    const Hall& hall = *m_package.hall;
    const PlanIndex index{m_design.hall()};
    const FloorRect extent = index.extent();
    const double margin = 26;
    const QRectF room = paper.room().adjusted(0, 0, 0, -18);
    const double width = static_cast<double>(extent.size.width.value()), depth = static_cast<double>(extent.size.depth.value());
    int ratio = 0;
    double scale = 0;
    for (const int candidate : planRatios) {
        ratio = candidate;
        scale = mm / candidate;
        if (width * scale + 2 * margin <= room.width() && depth * scale + 2 * margin <= room.height())
            break;
    }
    if (width * scale + 2 * margin > room.width() || depth * scale + 2 * margin > room.height()) {
        scale = std::min((room.width() - 2 * margin) / width, (room.height() - 2 * margin) / depth);
        ratio = static_cast<int>(std::ceil(mm / scale));
    }
    const double height = std::min(room.height(), depth * scale + 2 * margin);
    const QString outline = m_package.hallAreaM2 > 0 ? QStringLiteral(", %1 m² inside the walls").arg(count(std::round(m_package.hallAreaM2)))
                                                     : QString{};
    paper.figure(height, QStringLiteral("%1 to scale, 1 : %2%3; thick edges are fronts").arg(paperText(hall.name, 80), count(ratio), outline),
                 [&](QPainter& painter, const QRectF& area) {
                     const QPointF middle = area.center();
                     const double x = static_cast<double>(extent.at.x.value()) + width / 2, y = static_cast<double>(extent.at.y.value()) + depth / 2;
                     const PlanLayout layout{scale, {middle.x() - x * scale, middle.y() + y * scale}};
                     PlanContent content;
                     content.index = &index;
                     content.cables = std::make_shared<const PlanCables>(PlanCables::of(m_package.hall, {}));
                     std::vector<Finding> all = m_package.findings;
                     all.insert(all.end(), m_package.notEvaluated.begin(), m_package.notEvaluated.end());
                     content.findings = planFindings(index, all);
                     PlanOptions options;
                     options.textScale = planText;
                     PlanPainter{m_paper.theme(), layout, options}.paintFloor(painter, area, content);
                 });
}

void ReportWriter::roomData()
{
    Paper& paper = m_paper;
    const Hall& hall = *m_package.hall;
    paper.newPage();
    paper.section(QStringLiteral("Room data"));
    std::vector<Paper::Pair> pairs{
        {QStringLiteral("Hall"), paperText(hall.name, 80)},
        {QStringLiteral("Area inside the walls"), m_package.hallAreaM2 > 0 ? QStringLiteral("%1 m²").arg(QString::fromStdString(significant(m_package.hallAreaM2, 4))) : QStringLiteral("–")},
        {QStringLiteral("Height to the ceiling"), QStringLiteral("%1 mm").arg(count(static_cast<double>(hall.height.value())))},
        {QStringLiteral("Height of the cable trays"), QStringLiteral("%1 mm").arg(count(static_cast<double>(hall.trayHeight.value())))},
        {QStringLiteral("Floor rating"), figure(hall.floorRating)},
        {QStringLiteral("Altitude"), figure(hall.altitude)},
        {QStringLiteral("Floor tiles"), QStringLiteral("%1 mm").arg(count(static_cast<double>(hall.tile.value())))},
        {QStringLiteral("Columns, keep-outs, doors"), QStringLiteral("%1, %2, %3").arg(hall.columns.size()).arg(hall.keepOuts.size()).arg(hall.doors.size())},
    };
    if (m_package.hallAreaM2 > 0)
        pairs.push_back({QStringLiteral("Power over area"), QStringLiteral("%1/m²").arg(figure(std::optional{m_package.totals.provisioned.known.value() / m_package.hallAreaM2}, "W", 3))});
    paper.pairs(pairs, 3);

    Table rows;
    rows.title = QStringLiteral("Rows: of one placement of the pod design");
    rows.columns = {{QStringLiteral("Row"), Qt::AlignLeft, 1, 2},          {QStringLiteral("In"), Qt::AlignLeft, 0},
                    {QStringLiteral("Placed"), Qt::AlignRight, 0},         {QStringLiteral("Racks"), Qt::AlignRight, 0},
                    {QStringLiteral("Units"), Qt::AlignRight, 0},          {QStringLiteral("Power"), Qt::AlignRight, 0},
                    {QStringLiteral("Heat to liquid"), Qt::AlignRight, 0}, {QStringLiteral("Heat to air"), Qt::AlignRight, 0},
                    {QStringLiteral("Coolant, design"), Qt::AlignRight, 0}, {QStringLiteral("Mass"), Qt::AlignRight, 0},
                    {QStringLiteral("Footprint"), Qt::AlignRight, 0},      {QStringLiteral("Load"), Qt::AlignRight, 0}};
    constexpr double gravity = 9.80665;
    for (const package::RowTotals& row : m_package.rows) {
        const QString load = row.footprintM2 > 0 ? figure(std::optional{row.mass.known.value() * gravity / row.footprintM2}, "Pa", 3) : QStringLiteral("–");
        rows.rows.push_back({row.row.empty() ? quiet(QStringLiteral("in no row")) : Cell{paperText(row.name.empty() ? row.row : row.name, 80)},
                             holderText(row.podDesign), timesText(row.placements), count(row.racks), count(row.units), figure(row.power),
                             figure(row.heatToLiquid), figure(row.heatToAir), figure(row.flow), figure(row.mass),
                             QStringLiteral("%1 m²").arg(QString::fromStdString(significant(row.footprintM2, 3))), load});
    }
    rows.source = QStringLiteral("Footprint: of racks and units alone. Load: known mass over footprint, without coolant and cables; the floor's own rules "
                                 "judge rolling and point loads.");
    paper.table(rows);

    Table aisles;
    aisles.title = QStringLiteral("Aisles");
    aisles.columns = {{QStringLiteral("Kind"), Qt::AlignLeft, 0}, {QStringLiteral("In"), Qt::AlignLeft, 1},
                      {QStringLiteral("x"), Qt::AlignRight, 0}, {QStringLiteral("y"), Qt::AlignRight, 0},
                      {QStringLiteral("Width"), Qt::AlignRight, 0}, {QStringLiteral("Depth"), Qt::AlignRight, 0},
                      {QStringLiteral("Contained"), Qt::AlignLeft, 0}};
    const auto millimetres = [](Millimetres length) { return QStringLiteral("%1 mm").arg(count(static_cast<double>(length.value()))); };
    const auto add = [&](const Arrangement& arrangement, const QString& holder) {
        for (const Aisle& aisle : arrangement.aisles)
            aisles.rows.push_back({paperText(word(aisle.kind)), holder, millimetres(aisle.area.at.x), millimetres(aisle.area.at.y),
                                   millimetres(aisle.area.size.width), millimetres(aisle.area.size.depth),
                                   aisle.contained ? QStringLiteral("yes") : QStringLiteral("no")});
    };
    for (const package::PodPages& pod : m_package.pods)
        add(pod.design->arrangement(), paperText(pod.design->name(), 80));
    add(hall.arrangement, QStringLiteral("hall"));
    if (!aisles.rows.empty())
        paper.table(aisles);
}

void ReportWriter::power()
{
    Paper& paper = m_paper;
    paper.part(QStringLiteral("Power"));
    if (m_package.power.feeds.empty()) {
        paper.paragraph(QStringLiteral("The design has no feeds: loads on sources were not reckoned."));
    } else {
        Table sides;
        sides.title = QStringLiteral("Sides: totals of feeds that hang on no other");
        sides.columns = {{QStringLiteral("Side"), Qt::AlignLeft, 1}, {QStringLiteral("Feeds"), Qt::AlignRight, 0}, {QStringLiteral("Load, normal"), Qt::AlignRight, 0},
                         {QStringLiteral("Usable"), Qt::AlignRight, 0}, {QStringLiteral("Share"), Qt::AlignRight, 0}};
        for (const package::SideLine& side : m_package.power.sides)
            sides.rows.push_back({strong(paperText(side.side)), count(side.feeds), figure(side.normal), figure(side.limit),
                                  side.limit > Watts{} ? percentOf(side.normal / side.limit) : QStringLiteral("–")});
        paper.table(sides);

        Table feeds;
        feeds.title = QStringLiteral("Feeds: in normal state and in the worst single loss");
        feeds.columns = {{QStringLiteral("Feed"), Qt::AlignLeft, 1, 2},        {QStringLiteral("In"), Qt::AlignLeft, 0},
                         {QStringLiteral("Placed"), Qt::AlignRight, 0},        {QStringLiteral("Side"), Qt::AlignLeft, 0},
                         {QStringLiteral("Voltage"), Qt::AlignRight, 0},       {QStringLiteral("Rating"), Qt::AlignRight, 0},
                         {QStringLiteral("On it"), Qt::AlignRight, 0},         {QStringLiteral("Normal"), Qt::AlignRight, 0},
                         {QStringLiteral("Worst"), Qt::AlignRight, 0},         {QStringLiteral("when lost"), Qt::AlignLeft, 0},
                         {QStringLiteral("Usable"), Qt::AlignRight, 0},        {QStringLiteral("Share"), Qt::AlignRight, 0}};
        BarChart chart;
        chart.title = QStringLiteral("Worst load of each feed, % of what it may carry");
        for (const package::FeedLine& feed : m_package.power.feeds) {
            const QString share = phasePercent(feed.judged);
            const QString phases = feed.feed.phases == 0 ? QStringLiteral("DC") : QStringLiteral("%1 ph").arg(feed.feed.phases);
            feeds.rows.push_back({paperText(feed.feed.name, 80), holderText(feed.holder), timesText(feed.placements),
                                  QString{QLatin1Char{letter(feed.feed.side)}}, QStringLiteral("%1, %2").arg(figure(feed.feed.voltage, 3), phases),
                                  figure(feed.feed.rating), count(feed.consumers), figure(feed.normal), figure(feed.worst),
                                  feed.worstLoss ? paperText(*feed.worstLoss, 40) : QStringLiteral("–"), figure(feed.limit),
                                  strong(feed.limit > Watts{} ? share : QStringLiteral("–"))});
            if (chart.bars.size() < chartBars && feed.limit > Watts{})
                chart.bars.push_back({paperText(feed.feed.name, 40), 100 * feed.judged.share,
                                      feed.judged.share > 1 ? paper.theme().error : paper.theme().kind(DeviceRole::Power), share});
        }
        feeds.source = QStringLiteral("Provisioned power. Usable: rating × voltage × %1 (continuous) × power factor %2, where the feed says nothing else. "
                                      "Of one placement.")
                           .arg(QString::fromStdString(shortest(m_package.power.basis.continuousFactor)),
                                QString::fromStdString(shortest(m_package.power.basis.powerFactor)));
        cutTable(feeds, 200, QStringLiteral("feeds"));
        std::set<std::string> missing;
        for (const package::FeedLine& feed : m_package.power.feeds)
            missing.insert(feed.missing.begin(), feed.missing.end());
        if (!missing.empty())
            paper.note(QStringLiteral("Loads leave out what is not known: %1.").arg(joined({missing.begin(), missing.end()})));
        if (!chart.bars.empty()) {
            paper.space(8);
            addChart(paper, chart, QStringLiteral("Load of feeds with one feed lost"), 0.6);
        }
    }
    if (!m_package.power.unfed.empty()) {
        paper.section(QStringLiteral("Sides without a feed"));
        paper.paragraph(joined(m_package.power.unfed), print::body, {}, 12);
    }
    Table pdus;
    pdus.title = QStringLiteral("Rack PDUs: of one rack");
    pdus.columns = {{QStringLiteral("Rack design"), Qt::AlignLeft, 1}, {QStringLiteral("PDU"), Qt::AlignLeft, 0}, {QStringLiteral("Side"), Qt::AlignLeft, 0},
                    {QStringLiteral("Normal"), Qt::AlignRight, 0}, {QStringLiteral("Other side lost"), Qt::AlignRight, 0},
                    {QStringLiteral("Usable"), Qt::AlignRight, 0}, {QStringLiteral("Share"), Qt::AlignRight, 0}};
    for (const package::RackDesignPages& rack : m_package.rackDesigns) {
        for (const package::RackPdu& pdu : rack.pdus)
            pdus.rows.push_back({paperText(rack.design->name(), 80), paperText(pdu.device, 40), paperText(pdu.side), figure(pdu.normal), figure(pdu.worst),
                                 figure(pdu.limit), strong(pdu.limit && *pdu.limit > Watts{} ? phasePercent(pdu.judged) : QStringLiteral("–"))});
    }
    if (!pdus.rows.empty())
        paper.table(pdus);
    oneLine();
}

void ReportWriter::oneLine()
{
    const DesignPower power = designPower(m_design, m_package.power.basis);
    OneLineContent content;
    content.design = &m_design;
    content.power = &power;
    content.basis = m_package.power.basis;
    OneLineOptions options;
    options.most = 4;
    options.area = Paper::live().size();
    const OneLine diagram = oneLineOf(content, options);
    if (!diagram.hasNodes())
        return;
    Paper& paper = m_paper;
    paper.newPage();
    paper.section(QStringLiteral("One-line diagram"));
    OneLineMarks marks;
    marks.findings = oneLineFindings(diagram, m_package.findings);
    const auto draw = [&](const QRectF& part, const QString& caption) {
        const QRectF room = paper.room().adjusted(0, 0, 0, -24);
        const double height = std::min(room.height(), part.height() * std::min(room.width() / part.width(), oneLineText));
        paper.figure(height, caption, [&, part](QPainter& painter, const QRectF& area) {
            const auto window = OneLineWindow::fitted(part, area, 0, oneLineText);
            OneLinePainter{paper.theme(), window, oneLineText}.paint(painter, window.toView(part) & area, diagram, marks);
        });
    };
    const QString key = QStringLiteral("Bars: normal load, lighter the worst single loss, mark at the limit; side A solid, B dashed, to alternates dotted");
    const QRectF room = paper.room().adjusted(0, 0, 0, -24);
    const double whole = std::min(room.width() / diagram.extent.width(), room.height() / diagram.extent.height());
    if (whole >= leastOneLine || diagram.sheets.size() == 1) {
        draw(diagram.extent, QStringLiteral("Power from the sources to the racks. %1").arg(key));
        return;
    }
    for (std::size_t i = 0; i < diagram.sheets.size(); ++i) {
        if (i > 0)
            paper.newPage();
        const OneLineSheet& sheet = diagram.sheets[i];
        draw(sheet.frame, QStringLiteral("%1. %2").arg(sheet.title.left(80), key));
    }
}

void ReportWriter::cooling()
{
    Paper& paper = m_paper;
    paper.part(QStringLiteral("Cooling"));
    Table table;
    table.title = QStringLiteral("Coolant loops: with the spare CDUs lost");
    table.columns = {{QStringLiteral("Loop"), Qt::AlignLeft, 1, 2},          {QStringLiteral("In"), Qt::AlignLeft, 0},
                     {QStringLiteral("Placed"), Qt::AlignRight, 0},          {QStringLiteral("Fluid"), Qt::AlignLeft, 0},
                     {QStringLiteral("Racks"), Qt::AlignRight, 0},           {QStringLiteral("CDUs"), Qt::AlignRight, 0},
                     {QStringLiteral("Heat"), Qt::AlignRight, 0},            {QStringLiteral("Capacity"), Qt::AlignRight, 0},
                     {QStringLiteral("one lost"), Qt::AlignRight, 0},        {QStringLiteral("Facility"), Qt::AlignRight, 0},
                     {QStringLiteral("Supply"), Qt::AlignRight, 0},          {QStringLiteral("Inlet limit"), Qt::AlignRight, 0},
                     {QStringLiteral("Rise"), Qt::AlignRight, 0},            {QStringLiteral("Flow"), Qt::AlignRight, 0},
                     {QStringLiteral("N+1"), Qt::AlignLeft, 0}};
    std::set<std::string> missing;
    for (const package::LoopLine& loop : m_package.cooling.loops) {
        table.rows.push_back({paperText(loop.loop.name, 80), holderText(loop.holder), timesText(loop.placements), paperText(loop.loop.fluid, 20),
                              count(loop.racks), count(loop.cdus), figure(loop.heat), figure(loop.capacity), figure(loop.capacityLess),
                              figure(loop.loop.facilitySupply, 3), figure(loop.supply, 3), figure(loop.inletMax, 3), figure(loop.rise, 3),
                              figure(loop.flow), strong(loop.redundant ? QStringLiteral("yes") : QStringLiteral("no"))});
        missing.insert(loop.missing.begin(), loop.missing.end());
    }
    table.source = QStringLiteral("Supply: facility water plus the largest approach of the CDUs. Inlet limit: the lowest of what the loop cools. Of one placement.");
    if (m_package.cooling.loops.empty())
        paper.paragraph(QStringLiteral("The design has no coolant loops."));
    else
        paper.table(table);
    if (!missing.empty())
        paper.note(QStringLiteral("Left out, for it is not known: %1.").arg(joined({missing.begin(), missing.end()})));

    paper.section(QStringLiteral("Air"));
    std::vector<Paper::Pair> pairs{{QStringLiteral("Heat to the air of the hall"), figure(m_package.cooling.heatToAir)}};
    if (const auto& air = m_package.cooling.air) {
        pairs.push_back({QStringLiteral("Air handlers"), QStringLiteral("%1, of them %2 spare").arg(air->units).arg(air->spare)});
        pairs.push_back({QStringLiteral("Sensible capacity of one"), figure(air->sensibleEach)});
        pairs.push_back({QStringLiteral("Capacity without the spare ones"), figure(m_package.cooling.airCapacityLess)});
        pairs.push_back({QStringLiteral("Supply into the cold aisles"), figure(air->supply, 3)});
        pairs.push_back({QStringLiteral("Airflow of one"), figure(air->flowEach, 3)});
    } else {
        pairs.push_back({QStringLiteral("Air handlers"), QStringLiteral("none are drawn")});
    }
    paper.pairs(pairs, 2);
    loops();
}

} // namespace colonnade::render
