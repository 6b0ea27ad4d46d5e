#include "render/cables/CableLayer.h"

#include "model/design/RememberedBeside.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace colonnade::render {
namespace {

using model::TrayGraph;

constexpr double cableSize = 6; // mm that one cable adds to the side of a square bundle of them.
constexpr double leastWidth = 14, mostWidth = 110;
constexpr double touching = 1e-6; // Metres.
constexpr double laneShare = 0.8; // Of the width of a tray that lanes take.

QVector3D scaled(const TrayGraph::Node& node)
{
    return {static_cast<float>(node.x * 1000), static_cast<float>(node.y * 1000), static_cast<float>(node.z * 1000)};
}

class Layering {
public:
    Layering(const TrayGraph& graph, const model::TrayUse& use, const model::Arrangement& arrangement) :
        m_graph{graph}, m_use{use}, m_arrangement{arrangement}
    {
    }

    CableLayer operator()(const std::string& owner)
    {
        for (const model::Fabric& fabric : m_arrangement.fabrics)
            m_layer.networks.push_back({owner + '/' + fabric.id.text(),
                                        QString::fromStdString(model::labelOr(fabric.name, fabric.id.text())),
                                        fabric.role, 0});
        m_layer.unrouted = m_use.unrouted;
        findLanes();
        findCuts();
        addStretches();
        addDrops();
        return std::move(m_layer);
    }

private:
    /// Only fabrics that have cables in trays take a lane.
    void findLanes()
    {
        m_lane.assign(m_layer.networks.size(), 0);
        for (const model::CableBundle& bundle : m_use.bundles)
            m_layer.networks[bundle.fabric].cables += bundle.cables;
        for (std::size_t i = 0; i < m_lane.size(); ++i) {
            m_lane[i] = m_lanes;
            m_lanes += m_layer.networks[i].cables > 0 ? 1 : 0;
        }
    }

    /// From the middle line of a segment to the lane of a fabric.
    [[nodiscard]] QVector3D aside(std::uint32_t segment, std::uint16_t network) const
    {
        const TrayGraph::Segment& on = m_graph.segments()[segment];
        if (on.isStep() || m_lanes < 2)
            return {};
        const QVector3D along = scaled(m_graph.nodes()[on.b]) - scaled(m_graph.nodes()[on.a]);
        QVector3D across{-along.y(), along.x(), 0};
        // To the same side whichever way the tray was drawn.
        if (across.y() < 0 || (across.y() == 0 && across.x() < 0))
            across = -across;
        const double width = static_cast<double>(m_graph.trays()[on.tray].tray.width.value()) * laneShare;
        const double lane = (m_lane[network] + 0.5) / m_lanes - 0.5;
        return across.normalized() * static_cast<float>(lane * width);
    }

    void addStretches()
    {
        std::map<std::uint16_t, std::size_t> open; // The last line of each fabric.
        const model::TrayStretch* before = nullptr;
        for (const model::TrayStretch& stretch : m_use.stretches) {
            const QVector3D from = scaled(m_graph.placeOn(stretch.segment, stretch.from));
            const QVector3D to = scaled(m_graph.placeOn(stretch.segment, stretch.to));
            const TrayGraph::Segment& on = m_graph.segments()[stretch.segment];
            if (!on.isStep())
                m_layer.fills.push_back({from, to,
                                         static_cast<double>(m_graph.trays()[on.tray].tray.width.value()),
                                         stretch.cables, m_use.fill(stretch, m_graph), stretch.withoutDiameter > 0});
            if (!before || before->segment != stretch.segment || before->to != stretch.from)
                open.clear();
            before = &stretch;
            std::map<std::uint16_t, int> counts;
            for (const model::CableCount& one : stretch.of)
                counts[one.fabric] += one.cables;
            std::erase_if(open, [&](const auto& line) { return !counts.contains(line.first); });
            for (const auto& [network, cables] : counts) {
                double at = stretch.from;
                if (isCut(stretch.segment, network, at))
                    open.erase(network);
                for (const double cut : cutsWithin(stretch, network)) {
                    addLine(stretch.segment, network, cables, at, cut, open);
                    open.erase(network);
                    at = cut;
                }
                addLine(stretch.segment, network, cables, at, stretch.to, open);
            }
        }
    }

    /// Goes on with the line of the network that is open, where as many lie there.
    void addLine(std::uint32_t segment, std::uint16_t network, int cables, double from, double to, std::map<std::uint16_t, std::size_t>& open)
    {
        const QVector3D shift = aside(segment, network);
        const QVector3D end = scaled(m_graph.placeOn(segment, to)) + shift;
        const auto last = open.find(network);
        if (last != open.end() && m_layer.lines[last->second].cables == cables) {
            m_layer.lines[last->second].to = end;
            m_layer.lines[last->second].end = to;
            return;
        }
        open[network] = m_layer.lines.size();
        m_layer.lines.push_back({network, scaled(m_graph.placeOn(segment, from)) + shift, end, cables, false, segment, from, to, 0});
    }

    /// Where bundles leave their trays: as many may end there as begin, and yet they are others.
    void findCuts()
    {
        for (const model::CableBundle& bundle : m_use.bundles) {
            for (const TrayGraph::Drop* drop : {&bundle.way.from, &bundle.way.to})
                m_cuts[{drop->segment, bundle.fabric}].insert(drop->at);
        }
    }

    [[nodiscard]] bool isCut(std::uint32_t segment, std::uint16_t network, double at) const
    {
        const auto cuts = m_cuts.find({segment, network});
        if (cuts == m_cuts.end())
            return false;
        const auto next = cuts->second.lower_bound(at - touching);
        return next != cuts->second.end() && *next <= at + touching;
    }

    [[nodiscard]] std::vector<double> cutsWithin(const model::TrayStretch& stretch, std::uint16_t network) const
    {
        const auto cuts = m_cuts.find({stretch.segment, network});
        if (cuts == m_cuts.end() || stretch.to - stretch.from <= 2 * touching)
            return {};
        return {cuts->second.upper_bound(stretch.from + touching), cuts->second.lower_bound(stretch.to - touching)};
    }

    void addDrops()
    {
        struct Key {
            std::uint16_t network;
            std::uint32_t placement, segment;
            double at;
            auto operator<=>(const Key&) const = default;
        };
        std::map<Key, int> drops;
        for (const model::CableBundle& bundle : m_use.bundles) {
            drops[{bundle.fabric, bundle.a, bundle.way.from.segment, bundle.way.from.at}] += bundle.cables;
            drops[{bundle.fabric, bundle.b, bundle.way.to.segment, bundle.way.to.at}] += bundle.cables;
        }
        for (const auto& [key, cables] : drops) {
            const QVector3D tray = scaled(m_graph.placeOn(key.segment, key.at)) + aside(key.segment, key.network);
            const model::TrayPlace& rack = m_use.places[key.placement];
            const model::FloorRect& area = rack.footprint;
            const auto real = [](model::Millimetres length) { return static_cast<float>(length.value()); };
            // Down beside where it leaves the tray, as long as that is over the rack.
            const QVector3D over{std::clamp(tray.x(), real(area.at.x), real(area.right())),
                                 std::clamp(tray.y(), real(area.at.y), real(area.top())), tray.z()};
            if (over != tray)
                m_layer.lines.push_back({key.network, tray, over, cables, true, key.segment, key.at, key.at, key.placement});
            const float end = tray.z() > 0 ? real(rack.height) : 0.0F;
            m_layer.lines.push_back({key.network, over, {over.x(), over.y(), end}, cables, true, key.segment, key.at, key.at, key.placement});
        }
    }

    const TrayGraph& m_graph;
    const model::TrayUse& m_use;
    const model::Arrangement& m_arrangement;
    CableLayer m_layer;
    std::map<std::pair<std::uint32_t, std::uint16_t>, std::set<double>> m_cuts; ///< By segment and network.
    std::vector<int> m_lane;
    int m_lanes = 0;
};

} // namespace

CableLayer CableLayer::of(const TrayGraph& graph, const model::TrayUse& use, const model::Arrangement& arrangement,
                          const std::string& owner)
{
    return Layering{graph, use, arrangement}(owner);
}

std::shared_ptr<const CableLayer> cableLayer(const model::PodDesignRef& pod, model::Millimetres trayHeight)
{
    static model::RememberedBeside<model::PodDesign, model::Millimetres, CableLayer> remembered;
    return remembered.get(pod, trayHeight, [&] {
        return CableLayer::of(*model::trayGraph(pod), *model::trayUse(pod, trayHeight), pod->arrangement(),
                              pod->id().text());
    });
}

std::shared_ptr<const CableLayer> cableLayer(const std::shared_ptr<const model::Hall>& hall)
{
    static model::RememberedBeside<model::Hall, int, CableLayer> remembered;
    return remembered.get(hall, 0, [&] {
        return CableLayer::of(*model::trayGraph(hall), *model::trayUse(hall), hall->arrangement, {});
    });
}

double bundleWidth(int cables)
{
    return std::clamp(cableSize * std::sqrt(std::max(cables, 1)), leastWidth, mostWidth);
}

} // namespace colonnade::render
