#include "render/fabric/FabricLayout.h"

#include "render/oneline/OneLineGraph.h"

#include <algorithm>
#include <cmath>

namespace colonnade::render {
namespace {

using namespace fabric;
constexpr double between = 28; ///< Two sheets.

/// "4 × placed · 40 switches · 1,016 links"
QString remarkOf(const FabricNetwork& network)
{
    QStringList parts;
    if (!network.podDesign.empty())
        parts << QStringLiteral("pod design %1").arg(QString::fromStdString(network.podDesign));
    if (network.placements > 1)
        parts << QStringLiteral("placed %1 ×").arg(wholeText(network.placements));
    parts << tierText(network, 0, network.vertices.size() - network.switches);
    if (network.switches > 0)
        parts << QStringLiteral("%1 %2").arg(wholeText(network.switches), network.switches == 1 ? QStringLiteral("switch") : QStringLiteral("switches"));
    parts << QStringLiteral("%1 links").arg(wholeText(static_cast<double>(network.links)));
    if (!network.remark.isEmpty())
        parts << network.remark;
    return parts.join(QStringLiteral(" · "));
}

void shift(FabricDiagram& diagram, std::size_t sheet, QPointF by)
{
    for (FabricBox& box : diagram.boxes) {
        if (box.sheet == sheet) {
            box.body.translate(by);
            box.room.translate(by);
        }
    }
    for (FabricFrame& frame : diagram.frames) {
        if (frame.sheet == sheet)
            frame.area.translate(by);
    }
    for (FabricTrunk& trunk : diagram.trunks) {
        if (trunk.sheet != sheet)
            continue;
        for (auto& line : trunk.lines) {
            for (QPointF& point : line)
                point += by;
        }
        for (QPointF& point : trunk.spine)
            point += by;
    }
    for (auto& [name, area] : diagram.sheets[sheet].rows)
        area.translate(by);
    diagram.sheets[sheet].frame.translate(by);
}

/// One network at (0, 0).
void addSheet(FabricDiagram& diagram, const std::shared_ptr<const FabricNetwork>& network, const FabricDiagramContent& content,
              const FabricDiagramOptions& options)
{
    const std::size_t at = diagram.sheets.size();
    FabricSheet sheet;
    sheet.network = network;
    sheet.title = network->title;
    sheet.remark = remarkOf(*network);
    sheet.boxOf.assign(network->groups.size(), FabricNetwork::none);
    diagram.sheets.push_back(std::move(sheet));

    const std::size_t firstBox = diagram.boxes.size();
    const std::vector<bool> open = openGroups(*network, content.opened, options.most);
    std::vector<FabricItem> tiers;
    for (std::size_t tier = 0; tier < network->tiers.size(); ++tier) {
        const bool hosted = network->lateral && tier == 0 && network->tiers.size() > 1;
        if (network->tiers[tier] != FabricNetwork::none && !hosted)
            tiers.push_back(itemsOf(diagram, at, network->tiers[tier], open));
    }
    QRectF area = network->lateral ? placeRing(diagram, at, tiers.front()) : placeRows(diagram, at, tiers, content.networks.size() == 1 ? options.area : QSizeF{2, 1});
    const auto state = content.states.find(network.get());
    addBundles(diagram, at, state == content.states.end() ? nullptr : &state->second);
    for (std::size_t box = firstBox; box < diagram.boxes.size(); ++box)
        writeWords(diagram, box);
    addTrunks(diagram, at);
    addLabels(diagram, at);
    for (std::size_t box = firstBox; box < diagram.boxes.size(); ++box)
        area |= diagram.boxes[box].body;
    for (const FabricTrunk& trunk : diagram.trunks) {
        for (const auto& line : trunk.lines) {
            if (trunk.sheet == at)
                area |= QRectF{line.front(), line.back()}.normalized();
        }
    }
    for (const FabricBundle& bundle : diagram.bundles) { // Arcs over a row.
        const FabricBox &from = diagram.boxes[bundle.from], &to = diagram.boxes[bundle.to];
        if (from.sheet == at && from.tier == to.tier && !network->lateral && !bundle.trunk)
            area |= (from.body | to.body).adjusted(0, -40, 0, 0);
    }
    const double problem = network->problem.isEmpty() ? 0 : 24;
    diagram.sheets[at].frame = area.adjusted(-margin, -head - problem, margin, margin);
    if (diagram.sheets[at].frame.width() < 460)
        diagram.sheets[at].frame.setWidth(460);
    shift(diagram, at, -diagram.sheets[at].frame.topLeft());
    if (state == content.states.end())
        return;
    if (!state->second.name.isEmpty())
        diagram.state = state->second.name;
    if (!state->second.remark.isEmpty())
        diagram.sheets[at].remark += QStringLiteral(" · ") + state->second.remark;
}

} // namespace

FabricDiagram fabricDiagramOf(const FabricDiagramContent& content, const FabricDiagramOptions& options)
{
    FabricDiagram diagram;
    diagram.show = content.show;
    diagram.measure = content.measure;
    diagram.waited = content.waited;
    double area = 0, widest = 0;
    for (const auto& network : content.networks) {
        if (network->vertices.size() == 0)
            continue;
        addSheet(diagram, network, content, options);
        const QRectF& frame = diagram.sheets.back().frame;
        area += (frame.width() + between) * (frame.height() + between);
        widest = std::max(widest, frame.width());
    }
    // Side by side in lines that together have about the shape of the view.
    const double line = std::max(widest, std::sqrt(area * options.area.width() / std::max(options.area.height(), 1.0)) * 1.1);
    QPointF at;
    double deep = 0;
    for (std::size_t i = 0; i < diagram.sheets.size(); ++i) {
        const QSizeF size = diagram.sheets[i].frame.size();
        if (at.x() > 0 && at.x() + size.width() > line) {
            at = {0, at.y() + deep + between};
            deep = 0;
        }
        shift(diagram, i, at);
        diagram.extent |= diagram.sheets[i].frame;
        at.rx() += size.width() + between;
        deep = std::max(deep, size.height());
    }
    return diagram;
}

} // namespace colonnade::render
