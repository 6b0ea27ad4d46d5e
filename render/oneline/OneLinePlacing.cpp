#include "render/oneline/OneLineGraph.h"

#include <algorithm>
#include <array>
#include <limits>

namespace colonnade::render {
namespace {

using model::Side;
using Run = OneLineWire::Run;

constexpr double gutter = 18; ///< At the left of a column, for conductors that pass.
constexpr double bodyWidth = 246, column = gutter + bodyWidth + 8;
constexpr double rowHeight = 108;
constexpr double lineAt = 24; ///< The conductor, from the body's left.
constexpr double markTop = 26, markSize = 40; ///< Above it the breaker, or the transfer switch.
constexpr double wordsAt = 52, markRoom = 20; ///< At the right, for the mark of a finding.
constexpr double channelTop = 14, track = 9, channelBottom = 16;
constexpr double loadWidth = 270, loadHeight = 64, loadGap = 14, pinGap = 16;
constexpr double pinRoom = 34; ///< Between a load and the rails beside it.
constexpr double frame = 18, head = 30, sides = 30;

enum class Zone { Left, Middle, Right };
constexpr std::size_t zones = 3;

std::size_t indexOf(Zone zone)
{
    return static_cast<std::size_t>(zone);
}

/// The numbers of a sheet's nodes: row from the top, zone, and column from the middle outwards.
struct Spot {
    std::size_t row = 0, column = 0;
    Zone zone = Zone::Left;
    bool rail = false; ///< Loads hang on it.
};

class Placing {
public:
    explicit Placing(OneLineGraph graph) : m_graph{std::move(graph)}, m_spots(m_graph.nodes.size()), m_below(m_graph.nodes.size()), m_transferring(m_graph.nodes.size())
    {
        for (std::size_t i = 0; i < m_graph.nodes.size(); ++i) {
            for (const std::size_t above : m_graph.nodes[i].upstream)
                m_below[above].push_back(i);
            if (m_graph.nodes[i].alternate)
                m_transferring[*m_graph.nodes[i].alternate].push_back(i);
        }
        for (const auto& load : m_graph.loads) {
            for (const OneLinePin& pin : load.pins)
                m_spots[pin.node].rail = true;
        }
        findRows();
        findZones();
        findColumns();
        orderLoads();
    }

    QRectF draw(OneLine& diagram, QPointF at)
    {
        m_diagram = &diagram;
        measure(at);
        drawNodes();
        drawLoads();
        drawChannels();
        drawSides();
        const std::size_t sheet = diagram.sheets.size() - 1;
        for (OneLineGraph::Node& node : m_graph.nodes)
            add(std::move(node.box), sheet);
        for (OneLineGraph::Load& load : m_graph.loads)
            add(std::move(load.box), sheet);
        return {at, QSizeF{m_right + frame - at.x(), m_bottom + frame - at.y()}};
    }

private:
    OneLineBox& box(std::size_t node) { return m_graph.nodes[node].box; }

    /// Below all that it hangs on, where that makes no circle.
    void findRows()
    {
        std::vector<int> state(m_spots.size(), 0);
        const auto visit = [&](auto&& self, std::size_t node) -> std::size_t {
            if (state[node] == 2)
                return m_spots[node].row;
            state[node] = 1;
            std::size_t row = 0;
            const auto under = [&](std::size_t above) {
                if (state[above] != 1)
                    row = std::max(row, self(self, above) + 1);
            };
            for (const std::size_t above : m_graph.nodes[node].upstream)
                under(above);
            if (m_graph.nodes[node].alternate)
                under(*m_graph.nodes[node].alternate);
            state[node] = 2;
            m_spots[node].row = row;
            return row;
        };
        for (std::size_t i = 0; i < m_spots.size(); ++i)
            m_rows = std::max(m_rows, visit(visit, i) + 1);
        if (m_spots.empty())
            m_rows = 0;
    }

    void findZones()
    {
        const bool four = std::ranges::any_of(m_graph.nodes, [](const auto& node) { return node.box.side == Side::D; });
        const auto zoneOf = [four](Side side) { return side == Side::A || (four && side == Side::B) ? Zone::Left : Zone::Right; };
        for (std::size_t i = 0; i < m_spots.size(); ++i)
            m_spots[i].zone = zoneOf(box(i).side);
        // What serves both sides stands between them.
        for (std::size_t i = 0; i < m_spots.size(); ++i) {
            std::array<bool, zones> serves{};
            std::vector<bool> seen(m_spots.size());
            const auto visit = [&](auto&& self, std::size_t node) -> void {
                for (const auto* list : {&m_below[node], &m_transferring[node]}) {
                    for (const std::size_t other : *list) {
                        if (seen[other])
                            continue;
                        seen[other] = true;
                        serves[indexOf(zoneOf(box(other).side))] = true;
                        self(self, other);
                    }
                }
            };
            if (m_below[i].empty() && m_transferring[i].empty()) {
                // The bar of a rack, which all its shelves feed.
                std::array<bool, zones> feeds{};
                for (const std::size_t above : m_graph.nodes[i].upstream)
                    feeds[indexOf(zoneOf(box(above).side))] = true;
                if (feeds[0] && feeds[2])
                    m_middle.push_back(i);
                continue;
            }
            visit(visit, i);
            if (serves[0] && serves[2])
                m_middle.push_back(i);
        }
        for (const std::size_t node : m_middle)
            m_spots[node].zone = Zone::Middle;
    }

    void findColumns()
    {
        std::vector<std::size_t> order(m_spots.size());
        for (std::size_t i = 0; i < order.size(); ++i)
            order[i] = i;
        // Inner columns first: of the left zone that is the later side.
        std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
            if (m_spots[a].zone != m_spots[b].zone || m_spots[a].zone == Zone::Middle)
                return false;
            return m_spots[a].zone == Zone::Left ? box(a).side > box(b).side : box(a).side < box(b).side;
        });
        std::vector<bool> placed(m_spots.size());
        const auto place = [&](auto&& self, std::size_t node) -> void {
            Spot& spot = m_spots[node];
            std::size_t& next = m_columns[indexOf(spot.zone)];
            placed[node] = true;
            spot.column = next;
            if (spot.rail)
                ++next; // Its rail runs down beside what else hangs on it.
            bool own = spot.rail;
            for (const std::size_t below : m_below[node]) {
                if (placed[below] || m_spots[below].zone != spot.zone)
                    continue;
                self(self, below);
                own = true;
            }
            if (!own)
                ++next;
        };
        for (const std::size_t node : order) {
            const auto& up = m_graph.nodes[node].upstream;
            const bool root = std::ranges::none_of(up, [&](std::size_t above) { return m_spots[above].zone == m_spots[node].zone; });
            if (root && !placed[node])
                place(place, node);
        }
        for (const std::size_t node : order) {
            if (!placed[node])
                place(place, node);
        }
    }

    /// Loads on inner rails first, so that these end before others pass below them.
    void orderLoads()
    {
        const auto reach = [&](const OneLineGraph::Load& load) {
            std::size_t sum = 0;
            for (const OneLinePin& pin : load.pins)
                sum += m_spots[pin.node].column;
            return load.pins.empty() ? std::numeric_limits<std::size_t>::max() : sum;
        };
        std::ranges::stable_sort(m_graph.loads, {}, reach);
    }

    // Places.

    void measure(QPointF at)
    {
        m_left = at.x() + frame;
        m_top = at.y() + frame + head + sides;
        const bool anyLoads = !m_graph.loads.empty();
        const auto wide = [&](Zone zone) { return static_cast<double>(m_columns[indexOf(zone)]) * column; };
        double middle = wide(Zone::Middle);
        // A rail of the middle zone runs at the left of the loads.
        double railRoom = 0;
        for (const std::size_t node : m_middle) {
            if (m_spots[node].rail)
                railRoom = std::max(railRoom, static_cast<double>(m_spots[node].column) * column + gutter + lineAt);
        }
        const double loads = anyLoads ? loadWidth + 2 * pinRoom + railRoom : 0;
        m_middleWidth = std::max(middle, loads);
        m_middleLeft = m_left + wide(Zone::Left);
        m_middleColumns = railRoom > 0 ? m_middleLeft : m_middleLeft + (m_middleWidth - middle) / 2;
        m_right = m_middleLeft + m_middleWidth + wide(Zone::Right);
        m_right = std::max(m_right, m_left + column);
        m_loadLeft = m_middleLeft + railRoom + (m_middleWidth - railRoom - loadWidth) / 2;

        findTracks();
        double y = m_top;
        for (std::size_t row = 0; row < m_rows; ++row) {
            m_rowTop.push_back(y);
            y += rowHeight + channelTop + track * static_cast<double>(m_tracks[row]) + channelBottom;
        }
        m_bottom = y;
        for (std::size_t i = 0; i < m_spots.size(); ++i) {
            OneLineBox& at2 = box(i);
            at2.body = {columnLeft(m_spots[i]) + gutter, m_rowTop[m_spots[i].row], bodyWidth, rowHeight};
            at2.line = at2.body.left() + lineAt;
            at2.mark = {at2.line - markSize / 2, at2.body.top() + markTop, markSize, markSize};
            at2.room = at2.body.adjusted(wordsAt, 2, -markRoom, -2);
            at2.source = m_graph.nodes[i].upstream.empty();
            at2.transfers = m_graph.nodes[i].alternate.has_value();
        }
    }

    [[nodiscard]] double columnLeft(const Spot& spot) const
    {
        const auto k = static_cast<double>(spot.column);
        switch (spot.zone) {
        case Zone::Left: return m_middleLeft - (k + 1) * column;
        case Zone::Middle: return m_middleColumns + k * column;
        case Zone::Right: return m_middleLeft + m_middleWidth + k * column;
        }
        return 0;
    }

    [[nodiscard]] double lineOf(std::size_t node) const { return columnLeft(m_spots[node]) + gutter + lineAt; }

    /// Alternates of one column come down side by side in its gutter.
    [[nodiscard]] double gutterOf(std::size_t node) const
    {
        double before = 0;
        for (std::size_t other = 0; other < node; ++other)
            before += m_graph.nodes[other].alternate && m_spots[other].zone == m_spots[node].zone
                && m_spots[other].column == m_spots[node].column;
        return columnLeft(m_spots[node]) + 4 + 4 * std::min(before, 3.0);
    }

    // Between rows: one track for each node that has anything below it.

    struct Net {
        std::size_t node = 0;
        std::vector<std::size_t> below, alternates; ///< What hangs on it, first or second.
        double from = 0, to = 0; ///< x of its horizontal piece.
        std::size_t track = 0;
        [[nodiscard]] bool straight() const { return from == to; }
    };

    void findTracks()
    {
        m_tracks.assign(m_rows, 0);
        for (std::size_t i = 0; i < m_spots.size(); ++i) {
            Net net;
            net.node = i;
            net.below = m_below[i];
            net.from = net.to = lineOf(i);
            net.alternates = m_transferring[i];
            if (net.below.empty() && net.alternates.empty())
                continue;
            const auto reach = [&net](double x) {
                net.from = std::min(net.from, x);
                net.to = std::max(net.to, x);
            };
            for (const std::size_t below : net.below)
                reach(lineOf(below));
            for (const std::size_t below : net.alternates)
                reach(gutterOf(below));
            m_nets.push_back(std::move(net));
        }
        std::vector<Net*> order;
        for (Net& net : m_nets)
            order.push_back(&net);
        // Short ones highest: what comes down from above them crosses the fewest.
        std::ranges::stable_sort(order, {}, [](const Net* net) { return net->to - net->from; });
        std::vector<std::vector<std::vector<const Net*>>> taken(m_rows);
        for (Net* net : order) {
            if (net->straight())
                continue;
            auto& tracks = taken[m_spots[net->node].row];
            const auto free = [net](const std::vector<const Net*>& there) {
                return std::ranges::none_of(there, [net](const Net* other) { return net->from <= other->to + 12 && other->from <= net->to + 12; });
            };
            const auto found = std::ranges::find_if(tracks, free);
            net->track = static_cast<std::size_t>(found - tracks.begin());
            if (found == tracks.end())
                tracks.emplace_back();
            tracks[net->track].push_back(net);
        }
        for (std::size_t row = 0; row < m_rows; ++row)
            m_tracks[row] = taken[row].size();
    }

    [[nodiscard]] bool isLive(std::size_t node) const
    {
        const OneLineCondition condition = m_graph.nodes[node].box.condition;
        return condition != OneLineCondition::Dead && condition != OneLineCondition::Lost;
    }

    void wire(std::vector<QPointF> points, Run run, Side side, bool live, std::vector<QPointF> joints = {}, bool open = false)
    {
        m_diagram->wires.push_back({std::move(points), std::move(joints), run, side, live, open});
    }

    void drawNodes()
    {
        for (std::size_t i = 0; i < m_spots.size(); ++i) {
            const OneLineGraph::Node& node = m_graph.nodes[i];
            if (node.supply.isEmpty())
                continue;
            // From outside this sheet; the words say from where.
            const OneLineBox& here = node.box;
            wire({{here.line, here.body.top() - 8}, {here.line, here.body.top()}}, Run::Supply, here.side, true);
        }
    }

    /// Height of the horizontal piece below a node that has one.
    [[nodiscard]] double trackOf(std::size_t node) const
    {
        const auto net = std::ranges::find(m_nets, node, &Net::node);
        return m_graph.nodes[node].box.body.bottom() + channelTop + track * static_cast<double>(net == m_nets.end() ? 0 : net->track);
    }

    void drawChannels()
    {
        for (const Net& net : m_nets) {
            const OneLineBox& above = box(net.node);
            const bool live = isLive(net.node);
            const double bottom = above.body.bottom();
            const double y = bottom + channelTop + track * static_cast<double>(net.track);
            if (!net.straight()) {
                const bool onlyAlternates = net.below.empty();
                const bool bar = above.symbol == OneLineSymbol::Switchboard || above.symbol == OneLineSymbol::Panel
                    || above.symbol == OneLineSymbol::Busway || above.symbol == OneLineSymbol::Busbar;
                std::vector<QPointF> joints;
                if (m_spots[net.node].rail || (net.from < above.line && above.line < net.to))
                    joints.push_back({above.line, y});
                if (!m_spots[net.node].rail) // Else the rail comes down to it, and goes on.
                    wire({{above.line, bottom}, {above.line, y}}, Run::Supply, above.side, live);
                wire({{net.from, y}, {net.to, y}}, onlyAlternates ? Run::Alternate : bar ? Run::Bus : Run::Supply, above.side, live,
                     std::move(joints));
            }
            for (const std::size_t i : net.below) {
                const OneLineBox& to = box(i);
                const bool feeds = live && to.condition != OneLineCondition::Transferred;
                std::vector<QPointF> joints;
                if (net.from < to.line && to.line < net.to)
                    joints.push_back({to.line, y});
                // Where several supply it, each comes down to the next, and the last to the node.
                double end = to.body.top();
                for (const std::size_t other : m_graph.nodes[i].upstream) {
                    const double its = trackOf(other);
                    if (its > y && its < end)
                        end = its;
                }
                if (end < to.body.top())
                    joints.push_back({to.line, end});
                wire({{to.line, net.straight() ? bottom : y}, {to.line, end}}, Run::Supply, to.side, feeds, std::move(joints));
            }
            for (const std::size_t i : net.alternates) {
                const OneLineBox& to = box(i);
                const double x = gutterOf(i), input = to.line - 14;
                std::vector<QPointF> joints;
                if (net.from < x && x < net.to)
                    joints.push_back({x, y});
                const double jog = to.body.top() - 6;
                wire({{x, y}, {x, jog}, {input, jog}, {input, to.body.top()}}, Run::Alternate, above.side,
                     live && to.condition == OneLineCondition::Transferred, std::move(joints));
            }
        }
    }

    void drawLoads()
    {
        struct Rail {
            double end = 0;
            std::vector<double> pins;
        };
        std::map<std::size_t, Rail> rails;
        double y = m_bottom + (m_graph.loads.empty() ? 0 : 4);
        for (OneLineGraph::Load& load : m_graph.loads) {
            std::vector<const OneLinePin*> left, right;
            for (const OneLinePin& pin : load.pins)
                (m_spots[pin.node].zone == Zone::Right ? right : left).push_back(&pin);
            const auto inner = [&](const OneLinePin* pin) {
                const Spot& spot = m_spots[pin->node];
                return std::pair{spot.zone == Zone::Middle ? 0 : 1, spot.column};
            };
            std::ranges::stable_sort(left, {}, inner);
            std::ranges::stable_sort(right, {}, inner);
            std::vector<Side> openLeft, openRight;
            for (const Side side : load.open)
                (side == Side::A ? openLeft : openRight).push_back(side);
            const std::size_t pins = std::max(left.size() + openLeft.size(), right.size() + openRight.size());
            const double height = std::max(loadHeight, pinGap * (static_cast<double>(pins) + 1));
            OneLineBox& here = load.box;
            here.body = {m_loadLeft, y, loadWidth, height};
            here.mark = {here.body.left() + 8, here.body.center().y() - 20, 30, 40};
            here.room = here.body.adjusted(46, 4, -markRoom, -4);
            here.line = here.body.center().x();
            const auto draw = [&](const std::vector<const OneLinePin*>& list, const std::vector<Side>& open, bool atLeft) {
                const double edge = atLeft ? here.body.left() : here.body.right();
                const double out = atLeft ? -1 : 1;
                const double step = height / static_cast<double>(list.size() + open.size() + 1);
                double pinY = y;
                for (const OneLinePin* pin : list) {
                    pinY += step;
                    const double x = lineOf(pin->node);
                    const bool live = isLive(pin->node);
                    wire({{edge, pinY}, {x, pinY}}, Run::Supply, pin->side, live);
                    rails[pin->node].end = pinY;
                    rails[pin->node].pins.push_back(pinY);
                    const QString words = QString{QLatin1Char{model::letter(pin->side)}};
                    if (box(pin->node).symbol != OneLineSymbol::Busbar) // It has both sides.
                        m_diagram->tags.push_back({{edge + out * 9, pinY - 3}, words, true});
                    if (!pin->words.isEmpty())
                        m_diagram->tags.push_back({{edge + out * 50, pinY - 3}, pin->words, false});
                }
                for (const Side side : open) {
                    pinY += step;
                    wire({{edge, pinY}, {edge + out * 20, pinY}}, Run::Supply, side, false, {}, true);
                    m_diagram->tags.push_back({{edge + out * 9, pinY - 3}, QString{QLatin1Char{model::letter(side)}}, true});
                }
            };
            draw(left, openLeft, true);
            draw(right, openRight, false);
            y += height + loadGap;
            m_bottom = here.body.bottom();
        }
        m_right = std::max(m_right, m_loadLeft + (m_graph.loads.empty() ? 0 : loadWidth + pinRoom));
        for (auto& [node, rail] : rails) {
            const OneLineBox& from = box(node);
            rail.pins.pop_back(); // The last is its end.
            std::vector<QPointF> joints;
            for (const double pinY : rail.pins)
                joints.push_back({from.line, pinY});
            const bool bar = from.symbol == OneLineSymbol::Busway || from.symbol == OneLineSymbol::Busbar;
            wire({{from.line, from.body.bottom()}, {from.line, rail.end}}, bar ? Run::Bus : Run::Supply, from.side, isLive(node),
                 std::move(joints));
        }
    }

    /// "Side A", over the columns of each.
    void drawSides()
    {
        std::map<Side, std::pair<double, double>> reach;
        for (std::size_t i = 0; i < m_spots.size(); ++i) {
            if (m_spots[i].zone == Zone::Middle)
                continue;
            const QRectF& body = box(i).body;
            const auto [at, isNew] = reach.try_emplace(box(i).side, body.left(), body.right());
            if (!isNew)
                at->second = {std::min(at->second.first, body.left()), std::max(at->second.second, body.right())};
        }
        for (const auto& [side, span] : reach)
            m_diagram->tags.push_back({{(span.first + span.second) / 2, m_top - 10}, QStringLiteral("Side %1").arg(QLatin1Char{model::letter(side)}), true});
    }

    void add(OneLineBox here, std::size_t sheet)
    {
        here.sheet = sheet;
        writeWords(here);
        m_diagram->boxes.push_back(std::move(here));
    }

    OneLineGraph m_graph;
    std::vector<Spot> m_spots;
    std::vector<std::vector<std::size_t>> m_below, m_transferring; ///< What hangs on each, first or second.
    std::vector<std::size_t> m_middle;
    std::vector<Net> m_nets;
    std::size_t m_rows = 0;
    std::array<std::size_t, zones> m_columns{};
    std::vector<std::size_t> m_tracks;
    std::vector<double> m_rowTop;
    OneLine* m_diagram = nullptr;
    double m_left = 0, m_top = 0, m_right = 0, m_bottom = 0;
    double m_middleLeft = 0, m_middleWidth = 0, m_middleColumns = 0, m_loadLeft = 0;
};

} // namespace

QRectF placed(OneLineGraph graph, OneLine& diagram, QPointF at)
{
    return Placing{std::move(graph)}.draw(diagram, at);
}

} // namespace colonnade::render
