#include "render/fabric/FabricPainter.h"
#include "render/report/ReportWriter.h"

#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::render {
namespace {

using namespace model;

constexpr double fabricText = 0.75; ///< 10.5 px of the screen are 7.9 pt.

/// "57.6 Tbit/s"
QString bandwidth(GigabitsPerSecond rate)
{
    return rate.value() >= 1000 ? figure(std::optional{rate.value() / 1000}, "Tbit/s", 4) : figure(std::optional{rate.value()}, "Gbit/s", 4);
}

/// "256 to leaves, 256 to spines", and those to cores and beside the tiers where there are some.
QString tierText(int leaves, int spines, int cores, int others)
{
    QString text = QStringLiteral("%1 to leaves, %2 to spines").arg(count(leaves), count(spines));
    if (cores > 0)
        text += QStringLiteral(", %1 to cores").arg(count(cores));
    return others > 0 ? text + QStringLiteral(", %1 others").arg(count(others)) : text;
}

QString tierName(int tier)
{
    return tier == 1 ? QStringLiteral("leaf") : tier == 2 ? QStringLiteral("spine") : tier == 3 ? QStringLiteral("core") : QStringLiteral("–");
}

} // namespace

void ReportWriter::fabrics()
{
    if (m_package.fabrics.empty())
        return;
    m_paper.part(QStringLiteral("Fabrics"));
    for (const package::FabricPages& each : m_package.fabrics)
        fabric(each);
    fabricDiagrams();
}

void ReportWriter::fabric(const package::FabricPages& pages)
{
    Paper& paper = m_paper;
    paper.need(170);
    paper.section(pages.name.empty() ? paperText(pages.id) : paperText(pages.name, 160), Paper::Size::Section);
    if (pages.refusal)
        paper.paragraph(QStringLiteral("The recipe is impossible: %1").arg(paperText(*pages.refusal)), print::body, paper.theme().error);
    std::vector<Paper::Pair> pairs{
        {QStringLiteral("Carries"), paperText(pages.role)},
        {QStringLiteral("Recipe"), pages.rails > 0 ? QStringLiteral("%1, %2 rails").arg(paperText(pages.family)).arg(pages.rails) : paperText(pages.family)},
        {QStringLiteral("In"), QStringLiteral("%1, %2").arg(holderText(pages.holder), timesText(pages.placements))},
        {QStringLiteral("Endpoints"), QStringLiteral("%1 devices, %2 ports").arg(count(pages.endpointDevices), count(pages.endpointPorts))},
        {QStringLiteral("Ports without a link"), count(pages.unassigned)},
        {QStringLiteral("Links"), tierText(pages.endpointLinks, pages.spineLinks, pages.coreLinks, pages.otherLinks)},
        {QStringLiteral("Cables"), tierText(pages.endpointCables, pages.spineCables, pages.coreCables, pages.otherCables)},
        {QStringLiteral("Cables by hand, without medium"), QStringLiteral("%1, %2").arg(count(pages.handCables), count(pages.withoutMedium))},
        {QStringLiteral("Oversubscription, worst leaf"), pages.oversubscription ? QStringLiteral("%1 : 1, wanted %2 : 1").arg(QString::fromStdString(significant(*pages.oversubscription, 3)), QString::fromStdString(shortest(pages.oversubscriptionWanted))) : QStringLiteral("no uplinks")},
        {QStringLiteral("Bisection, one direction"), QStringLiteral("%1%2").arg(pages.bisectionExact ? QString{} : pages.bisectionBasis == "upper-bound" ? QStringLiteral("at most ") : QStringLiteral("at least "), bandwidth(pages.bisection))},
        {QStringLiteral("Half of what endpoints send"), bandwidth(pages.fullBisection)},
        {QStringLiteral("On the longest path"), QStringLiteral("%1 switches, %2 links").arg(count(pages.hops), count(pages.linkHops))},
        {QStringLiteral("Parts that are not joined"), pages.components <= 1 ? QStringLiteral("none") : count(pages.components)},
        {QStringLiteral("Ports left for growth, stranded"), QStringLiteral("%1, %2").arg(count(pages.growthPorts), count(pages.strandedPorts))},
    };
    paper.pairs(pairs, 2);
    Table tiers;
    tiers.title = QStringLiteral("Switches of %1").arg(pages.name.empty() ? paperText(pages.id) : paperText(pages.name, 80));
    tiers.columns = {{QStringLiteral("Tier"), Qt::AlignLeft, 0},          {QStringLiteral("Switch"), Qt::AlignLeft, 1},
                     {QStringLiteral("Number"), Qt::AlignRight, 0},       {QStringLiteral("Ports"), Qt::AlignRight, 0},
                     {QStringLiteral("down"), Qt::AlignRight, 0},         {QStringLiteral("up"), Qt::AlignRight, 0},
                     {QStringLiteral("Free"), Qt::AlignRight, 0},         {QStringLiteral("Oversubscription"), Qt::AlignRight, 0}};
    for (const package::FabricTierLine& tier : pages.tiers)
        tiers.rows.push_back({tierName(tier.tier), paperText(tier.part->model, 120), strong(count(tier.count)),
                              count(tier.ports), count(tier.down), count(tier.up), count(tier.free),
                              tier.oversubscription ? QStringLiteral("%1 : 1").arg(QString::fromStdString(significant(*tier.oversubscription, 3)))
                                                    : QStringLiteral("–")});
    tiers.source = QStringLiteral("Ports of all switches of a line. Oversubscription: capacity down over up of the worst of them as built; “–” where none has uplinks.");
    paper.table(tiers);
    if (!pages.conflicts.empty())
        paper.note(QStringLiteral("Exceptions by hand that no longer fit: %1").arg(joined(pages.conflicts)));
}

void ReportWriter::fabricDiagrams()
{
    Paper& paper = m_paper;
    for (const auto& network : fabricNetworks(std::make_shared<const model::Design>(m_design))) {
        paper.newPage();
        paper.section(network->title.left(160));
        const QRectF room = paper.room().adjusted(0, 0, 0, -24);
        FabricDiagramContent content;
        content.networks = {network};
        FabricDiagramOptions options;
        options.area = room.size();
        const FabricDiagram diagram = fabricDiagramOf(content, options);
        FabricMarks marks;
        addFindings(marks, diagram, m_package.findings);
        const double height = std::min(room.height(), diagram.extent.height() * std::min(room.width() / diagram.extent.width(), fabricText));
        const QString caption = QStringLiteral("Network from its topmost switches down to its nodes; a stack stands for several, and a line for as many links as it says. Bars: ports in use");
        paper.figure(height, caption, [&](QPainter& painter, const QRectF& area) {
            const auto window = DiagramWindow::fitted(diagram.extent, area, 0, fabricText);
            FabricPainter{paper.theme(), window, fabricText}.paint(painter, window.toView(diagram.extent) & area, diagram, marks);
        });
    }
}

} // namespace colonnade::render
