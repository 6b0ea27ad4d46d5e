#include "render/fabric/FabricLayout.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace colonnade::render {
namespace {

using namespace fabric;
constexpr std::uint32_t none = FabricNetwork::none;
constexpr std::size_t mostApart = 6;    ///< Lines between two rows that are drawn one by one.
constexpr std::size_t mostLabels = 120; ///< Of a sheet.

/// Boxes of groups and vertices of one sheet, worked out once.
class Shown {
public:
    Shown(const FabricDiagram& diagram, std::size_t sheet) : m_diagram{diagram}, m_sheet{sheet}, m_box(diagram.sheets[sheet].boxOf)
    {
        const FabricNetwork& network = *diagram.sheets[sheet].network;
        for (std::size_t g = 0; g < m_box.size(); ++g) { // Parents stand before their children.
            if (m_box[g] == none && network.groups[g].parent != g)
                m_box[g] = m_box[network.groups[g].parent];
        }
    }
    /// The box of all of a group; none where it is opened to its vertices, or not drawn.
    [[nodiscard]] std::uint32_t whole(std::uint32_t group) const { return m_box[group]; }
    [[nodiscard]] bool opened(std::uint32_t group) const { return m_diagram.sheets[m_sheet].memberBoxes.contains(group); }
    [[nodiscard]] std::uint32_t of(std::uint32_t vertex) const
    {
        const FabricNetwork& network = *m_diagram.sheets[m_sheet].network;
        const std::uint32_t group = network.groupOf[vertex];
        const auto members = m_diagram.sheets[m_sheet].memberBoxes.find(group);
        return members == m_diagram.sheets[m_sheet].memberBoxes.end() ? m_box[group] : members->second + (network.position[vertex] - network.groups[group].first);
    }

private:
    const FabricDiagram& m_diagram;
    std::size_t m_sheet;
    std::vector<std::uint32_t> m_box;
};

class Bundles {
public:
    Bundles(FabricDiagram& diagram, std::size_t sheet) :
        m_diagram{diagram}, m_sheet{diagram.sheets[sheet]}, m_network{*m_sheet.network}, m_shown{diagram, sheet}
    {
    }

    void add()
    {
        for (const FabricCell& cell : m_network.cells) {
            if (!m_shown.opened(cell.a) && !m_shown.opened(cell.b)) {
                take(m_shown.whole(cell.a), m_shown.whole(cell.b), cell);
                continue;
            }
            for (std::uint32_t i = cell.first; i < cell.last; ++i) {
                const std::uint32_t strand = m_network.strandOrder[i];
                FabricSum one;
                one.add(m_network.strands, strand);
                take(m_shown.of(m_network.strands.a[strand]), m_shown.of(m_network.strands.b[strand]), one);
            }
        }
    }

    void lose(const FabricState& state)
    {
        const FabricStrands& strands = m_network.strands;
        std::vector<bool> dark(m_network.vertices.size()), touched(m_network.groups.size());
        for (const std::uint32_t vertex : state.lostVertices) {
            dark[vertex] = touched[m_network.groupOf[vertex]] = true;
            if (const std::uint32_t box = m_shown.of(vertex); box != none)
                ++m_diagram.boxes[box].lost;
        }
        if (m_diagram.show == FabricShow::Failure) {
            count(state.cut, &FabricBox::cut);
            count(state.narrowed, &FabricBox::narrowed);
        }
        const auto loseOf = [&](std::uint32_t strand, std::uint64_t links) {
            const std::uint32_t a = m_shown.of(strands.a[strand]), b = m_shown.of(strands.b[strand]);
            if (const auto found = m_diagram.bundleAt.find({a, b}); found != m_diagram.bundleAt.end())
                m_diagram.bundles[found->second].lost += links;
        };
        for (const FabricCell& cell : m_network.cells) {
            if (!touched[cell.a] && !touched[cell.b])
                continue;
            for (std::uint32_t i = cell.first; i < cell.last; ++i) {
                const std::uint32_t strand = m_network.strandOrder[i];
                if (dark[strands.a[strand]] || dark[strands.b[strand]])
                    loseOf(strand, strands.count[strand]);
            }
        }
        for (const std::uint32_t link : state.lostLinks) {
            const auto next = std::ranges::upper_bound(strands.link, link);
            if (next == strands.link.begin())
                continue;
            const auto strand = static_cast<std::uint32_t>(next - strands.link.begin() - 1);
            if (link - strands.link[strand] < strands.count[strand] && !dark[strands.a[strand]] && !dark[strands.b[strand]])
                loseOf(strand, 1);
        }
    }

    void load(const FabricState& state)
    {
        if (state.load.size() != m_network.strands.size())
            return;
        const std::vector<float> cells = state.cellLoad.empty() ? cellLoads(m_network, state.load) : state.cellLoad;
        for (std::size_t i = 0; i < m_network.cells.size(); ++i) {
            const FabricCell& cell = m_network.cells[i];
            if (!m_shown.opened(cell.a) && !m_shown.opened(cell.b)) {
                loadOf(m_shown.whole(cell.a), m_shown.whole(cell.b), cells[i]);
                continue;
            }
            for (std::uint32_t at = cell.first; at < cell.last; ++at) {
                const std::uint32_t strand = m_network.strandOrder[at];
                loadOf(m_shown.of(m_network.strands.a[strand]), m_shown.of(m_network.strands.b[strand]), state.load[strand]);
            }
        }
    }

private:
    void count(const std::vector<std::uint32_t>& vertices, std::uint32_t FabricBox::*figure)
    {
        for (const std::uint32_t vertex : vertices) {
            if (const std::uint32_t box = m_shown.of(vertex); box != none)
                ++(m_diagram.boxes[box].*figure);
        }
    }

    void loadOf(std::uint32_t a, std::uint32_t b, float load)
    {
        if (load < 0 || a == none || b == none)
            return;
        std::optional<double>* most = a == b ? &m_diagram.boxes[a].load : nullptr;
        if (const auto found = m_diagram.bundleAt.find({a, b}); found != m_diagram.bundleAt.end())
            most = &m_diagram.bundles[found->second].load;
        if (most)
            *most = std::max(most->value_or(0), static_cast<double>(load));
    }

    void take(std::uint32_t a, std::uint32_t b, const FabricSum& links)
    {
        if (b == none || a == none) { // Endpoints of a ring are drawn with their switches.
            if (const std::uint32_t host = b == none ? a : b; host != none) {
                m_diagram.boxes[host].hosted += links.links;
                m_sheet.inner += links.links;
            }
            return;
        }
        if (a == b) {
            m_diagram.boxes[a].inner += links.links;
            m_sheet.inner += links.links;
            return;
        }
        const auto [at, isNew] = m_diagram.bundleAt.try_emplace({a, b}, m_diagram.bundles.size());
        if (isNew) {
            FabricBundle bundle;
            bundle.from = a;
            bundle.to = b;
            m_diagram.bundles.push_back(bundle);
        }
        m_diagram.bundles[at->second].add(links);
        m_sheet.drawn += links.links;
    }

    FabricDiagram& m_diagram;
    FabricSheet& m_sheet;
    const FabricNetwork& m_network;
    Shown m_shown;
};

/// The open group around a box.
std::uint32_t around(const FabricNetwork& network, const FabricBox& box)
{
    return box.vertex && network.groups[box.group].size() > 1 && network.groups[box.group].children.empty() ? box.group : network.groups[box.group].parent;
}

void unite(FabricTrunk& trunk, FabricDiagram& diagram, const std::vector<std::size_t>& bundles)
{
    std::set<std::size_t> from, to;
    for (const std::size_t i : bundles) {
        FabricBundle& bundle = diagram.bundles[i];
        bundle.trunk = diagram.trunks.size();
        from.insert(bundle.from);
        to.insert(bundle.to);
        trunk.least = trunk.joined == 0 ? bundle.links : std::min(trunk.least, bundle.links);
        trunk.most = std::max(trunk.most, bundle.links);
        trunk.add(bundle);
        trunk.lost += bundle.lost;
        if (bundle.load)
            trunk.load = std::max(trunk.load.value_or(0), *bundle.load);
        ++trunk.joined;
    }
    if (diagram.boxes[*from.begin()].tier == diagram.boxes[*to.begin()].tier) { // Neighbours: all with all.
        from.insert(to.begin(), to.end());
        to = from;
        trunk.pairs = from.size() * (from.size() - 1) / 2;
    } else {
        trunk.pairs = from.size() * to.size();
    }
    trunk.from.assign(from.begin(), from.end());
    trunk.to.assign(to.begin(), to.end());
}

class Trunks {
public:
    Trunks(FabricDiagram& diagram, std::size_t sheet) : m_diagram{diagram}, m_at{sheet}, m_network{*diagram.sheets[sheet].network} {}

    void operator()()
    {
        using Key = std::tuple<std::uint32_t, std::uint32_t, std::uint8_t, std::uint8_t>;
        std::map<Key, std::vector<std::size_t>> together;
        for (std::size_t i = 0; i < m_diagram.bundles.size(); ++i) {
            const FabricBundle& bundle = m_diagram.bundles[i];
            const FabricBox &from = m_diagram.boxes[bundle.from], &to = m_diagram.boxes[bundle.to];
            if (from.sheet == m_at)
                together[{anchor(bundle.from), anchor(bundle.to), from.tier, to.tier}].push_back(i);
        }
        for (const auto& [key, bundles] : together) {
            if (bundles.size() <= mostApart)
                continue;
            FabricTrunk trunk;
            trunk.sheet = m_at;
            unite(trunk, m_diagram, bundles);
            if (m_network.lateral)
                drawAcross(trunk);
            else
                draw(trunk);
            m_diagram.trunks.push_back(std::move(trunk));
        }
    }

private:
    /// What its lines start from: the row that it stands in; in a ring a frame, or it alone.
    [[nodiscard]] std::uint32_t anchor(std::size_t box) const
    {
        const std::uint32_t group = around(m_network, m_diagram.boxes[box]);
        if (m_network.lateral && m_network.groups[group].kind == FabricGroup::Kind::Tier)
            return static_cast<std::uint32_t>(m_network.groups.size() + box);
        return group;
    }
    [[nodiscard]] const FabricFrame* frameOf(std::size_t box) const
    {
        const std::uint32_t group = around(m_network, m_diagram.boxes[box]);
        const auto found = std::ranges::find_if(m_diagram.frames, [&](const FabricFrame& frame) { return frame.sheet == m_at && frame.group == group; });
        return found == m_diagram.frames.end() ? nullptr : &*found;
    }
    [[nodiscard]] QRectF rowOf(std::uint8_t tier) const
    {
        std::size_t below = 0; // Rows stand from the topmost tier that there is.
        for (std::size_t i = tier + std::size_t{1}; i < m_network.tiers.size(); ++i)
            below += m_network.tiers[i] == none ? 0 : 1;
        return m_diagram.sheets[m_at].rows[below].second;
    }

    /// A rail over (or under) boxes with a stub to each; where they stand in several lines, one stub to their frame.
    double rail(FabricTrunk& trunk, const std::vector<std::size_t>& boxes, double y, bool above)
    {
        std::vector<double> stubs;
        const FabricFrame* frame = frameOf(boxes.front());
        if (above && frame && frame->grid > 1) {
            stubs.push_back(frame->area.center().x());
            trunk.lines.push_back({{stubs.back(), frame->area.top()}, {stubs.back(), y}});
        } else {
            for (const std::size_t box : boxes) {
                const QRectF& body = m_diagram.boxes[box].body;
                stubs.push_back(body.center().x());
                trunk.lines.push_back({{stubs.back(), above ? body.top() : body.bottom()}, {stubs.back(), y}});
            }
        }
        const auto [least, most] = std::ranges::minmax(stubs);
        if (least < most)
            trunk.lines.push_back({{least, y}, {most, y}});
        return (least + most) / 2;
    }

    void draw(FabricTrunk& trunk)
    {
        const std::uint8_t low = m_diagram.boxes[trunk.from.front()].tier, high = m_diagram.boxes[trunk.to.front()].tier;
        const double step = 7.0 * static_cast<double>(m_used[{low, high}]++ % 5);
        const double lower = rowOf(low).top() - 14 - step;
        const double x = rail(trunk, trunk.from, lower, true);
        if (low == high) {
            trunk.spine = {{x - 20, lower}, {x + 20, lower}};
            return;
        }
        const double upper = rowOf(high).bottom() + 14 + step;
        trunk.spine = {{x, lower}, {rail(trunk, trunk.to, upper, false), upper}};
    }

    /// Between frames of a ring: from middle to middle.
    void drawAcross(FabricTrunk& trunk)
    {
        const auto middle = [this](const std::vector<std::size_t>& boxes) {
            const FabricFrame* frame = frameOf(boxes.front());
            return frame ? frame->area.center() : m_diagram.boxes[boxes.front()].body.center();
        };
        const FabricFrame *one = frameOf(trunk.from.front()), *other = frameOf(trunk.to.front());
        if (one && one == other) { // Within a frame: its words tell it.
            const auto at = static_cast<std::size_t>(one - m_diagram.frames.data());
            m_diagram.frames[at].remark += QStringLiteral(" · ") + trunkText(trunk);
            return;
        }
        trunk.spine = {middle(trunk.from), middle(trunk.to)};
    }

    FabricDiagram& m_diagram;
    std::size_t m_at;
    const FabricNetwork& m_network;
    std::map<std::pair<std::uint8_t, std::uint8_t>, int> m_used;
};

/// Where the words of a line stand without covering anything: at its middle, or as near to it as there is room.
std::optional<QRectF> roomOn(QPointF from, QPointF to, QSizeF size, const std::vector<QRectF>& taken)
{
    for (const double at : {0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74}) {
        const QPointF middle = from + (to - from) * at;
        const QRectF room{middle - QPointF{size.width() / 2, size.height() / 2}, size};
        if (std::ranges::none_of(taken, [&](const QRectF& other) { return other.intersects(room.adjusted(-2, -2, 2, 2)); }))
            return room;
    }
    return std::nullopt;
}

} // namespace

void addBundles(FabricDiagram& diagram, std::size_t sheet, const FabricState* state)
{
    Bundles bundles{diagram, sheet};
    bundles.add();
    if (!state)
        return;
    bundles.lose(*state);
    bundles.load(*state);
}

void addTrunks(FabricDiagram& diagram, std::size_t sheet)
{
    Trunks{diagram, sheet}();
}

void addLabels(FabricDiagram& diagram, std::size_t sheet)
{
    diagram.labelOfBundle.resize(diagram.bundles.size());
    diagram.labelOfTrunk.resize(diagram.trunks.size());
    std::vector<QRectF> taken;
    for (const FabricBox& box : diagram.boxes) {
        if (box.sheet == sheet)
            taken.push_back(box.body);
    }
    std::size_t labels = 0;
    const auto add = [&](FabricBox label, QPointF from, QPointF to) -> std::optional<std::size_t> {
        const std::size_t at = diagram.boxes.size();
        diagram.boxes.push_back(std::move(label));
        writeWords(diagram, at);
        FabricBox& box = diagram.boxes[at];
        qsizetype longest = 0;
        for (const DiagramText& text : box.texts)
            longest = std::max(longest, text.text.size());
        const QSizeF size{static_cast<double>(longest) * 6.6 + 14, 8.0 + 16.0 * static_cast<double>(box.texts.size())};
        const auto room = labels < mostLabels ? roomOn(from, to, size, taken) : std::nullopt;
        if (!room) {
            diagram.boxes.pop_back();
            return std::nullopt;
        }
        box.body = *room;
        box.room = room->adjusted(7, 3, -3, -3);
        taken.push_back(*room);
        ++labels;
        return at;
    };
    for (std::size_t i = 0; i < diagram.trunks.size(); ++i) {
        const FabricTrunk& trunk = diagram.trunks[i];
        if (trunk.sheet != sheet || trunk.spine.size() < 2)
            continue;
        FabricBox label;
        label.kind = FabricBox::Kind::Label;
        label.sheet = sheet;
        label.trunk = i;
        diagram.labelOfTrunk[i] = add(label, trunk.spine.front(), trunk.spine.back());
    }
    for (std::size_t i = 0; i < diagram.bundles.size(); ++i) {
        const FabricBundle& bundle = diagram.bundles[i];
        const FabricBox &from = diagram.boxes[bundle.from], &to = diagram.boxes[bundle.to];
        if (from.sheet != sheet || bundle.trunk)
            continue;
        FabricBox label;
        label.kind = FabricBox::Kind::Label;
        label.sheet = sheet;
        label.bundle = i;
        const bool beside = from.tier == to.tier;
        const QPointF start = beside ? from.body.center() : QPointF{from.body.center().x(), from.body.top()};
        const QPointF end = beside ? to.body.center() : QPointF{to.body.center().x(), to.body.bottom()};
        diagram.labelOfBundle[i] = add(label, start, end);
    }
}

} // namespace colonnade::render
