#include "model/units/AddOnce.h"
#include "render/oneline/OneLineGraph.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>

namespace colonnade::render {
namespace {

using Colour = std::size_t;

/// Numbers for keys, in the order in which they are met.
template <class Key> class Numbers {
public:
    Colour of(const Key& key) { return m_numbers.try_emplace(key, m_numbers.size()).first->second; }
    [[nodiscard]] std::size_t size() const { return m_numbers.size(); }

private:
    std::map<Key, Colour> m_numbers;
};

/// Which nodes and loads cannot be told from one another: colours that are refined until neighbours of equals are equal.
class Equals {
public:
    explicit Equals(const OneLineGraph& graph) : m_graph{graph}
    {
        begin();
        for (std::size_t before = 0; m_classes != before;) {
            before = m_classes;
            refine();
        }
    }
    [[nodiscard]] const std::vector<Colour>& nodes() const { return m_nodes; }
    [[nodiscard]] const std::vector<Colour>& loads() const { return m_loads; }

private:
    static double value(const std::optional<model::Watts>& watts)
    {
        // Sums of floating figures that should be equal.
        return watts ? std::round(watts->value()) : -1;
    }

    static double ofPhase(const std::optional<model::PhaseShare>& share)
    {
        return share ? value(share->load) : -1;
    }

    void begin()
    {
        using Key = std::tuple<int, int, std::string, double, double, double, double, double, double, int, bool>;
        Numbers<Key> numbers;
        const auto key = [&](const OneLineBox& box, const QString& name) {
            const OneLineFigures& f = box.figures;
            return numbers.of({static_cast<int>(box.symbol), static_cast<int>(box.side),
                               (name + QLatin1Char('\n') + box.rating + QLatin1Char('\n') + box.equipment).toStdString(),
                               value(f.normal), value(f.worst), value(f.limit), value(f.now),
                               ofPhase(f.loaded()), ofPhase(f.loadedWorst()),
                               static_cast<int>(box.condition), f.incomplete});
        };
        for (const auto& node : m_graph.nodes)
            m_nodes.push_back(key(node.box, {}));
        for (const auto& load : m_graph.loads)
            m_loads.push_back(key(load.box, load.box.name + QString::number(load.box.count)));
        m_classes = numbers.size();
    }

    void refine()
    {
        using Neighbours = std::vector<Colour>;
        std::vector<Neighbours> below(m_nodes.size());
        for (std::size_t i = 0; i < m_nodes.size(); ++i) {
            for (const std::size_t above : m_graph.nodes[i].upstream)
                below[above].push_back(m_nodes[i]);
            if (m_graph.nodes[i].alternate)
                below[*m_graph.nodes[i].alternate].push_back(m_nodes[i] + alternates);
        }
        for (std::size_t i = 0; i < m_loads.size(); ++i) {
            for (const OneLinePin& pin : m_graph.loads[i].pins)
                below[pin.node].push_back(m_loads[i] + loadsFrom);
        }
        Numbers<std::pair<Colour, Neighbours>> nodes, loads;
        std::vector<Colour> nextNodes, nextLoads;
        for (std::size_t i = 0; i < m_nodes.size(); ++i) {
            Neighbours near = std::move(below[i]);
            for (const std::size_t above : m_graph.nodes[i].upstream)
                near.push_back(m_nodes[above] + parents);
            if (m_graph.nodes[i].alternate)
                near.push_back(m_nodes[*m_graph.nodes[i].alternate] + parents + alternates);
            std::ranges::sort(near);
            nextNodes.push_back(nodes.of({m_nodes[i], std::move(near)}));
        }
        for (std::size_t i = 0; i < m_loads.size(); ++i) {
            Neighbours near;
            for (const OneLinePin& pin : m_graph.loads[i].pins)
                near.push_back(m_nodes[pin.node] + parents * static_cast<Colour>(pin.side));
            std::ranges::sort(near);
            nextLoads.push_back(loads.of({m_loads[i], std::move(near)}));
        }
        m_nodes = std::move(nextNodes);
        m_loads = std::move(nextLoads);
        m_classes = nodes.size() + loads.size();
    }

    // Far above any number of things in one sheet.
    static constexpr Colour alternates = Colour{1} << 28, loadsFrom = Colour{1} << 29, parents = Colour{1} << 30;

    const OneLineGraph& m_graph;
    std::vector<Colour> m_nodes, m_loads;
    std::size_t m_classes = 0;
};

template <class Item> void append(std::vector<Item>& to, const std::vector<Item>& from)
{
    to.insert(to.end(), from.begin(), from.end());
}

/// "Busway A" of "Busway A1", "Busway A2"; the first where they begin with different words.
QString commonName(const std::vector<std::string>& names)
{
    std::string common = names.front();
    for (const std::string& name : names) {
        const auto differs = std::ranges::mismatch(common, name);
        common.erase(differs.in1, common.end());
    }
    constexpr std::size_t least = 3;
    const QString trimmed = QString::fromStdString(common).trimmed();
    return common.size() < least ? QString::fromStdString(names.front()) : trimmed;
}

/// One more of the same.
void join(OneLineBox& group, const OneLineBox& box)
{
    group.count += box.count;
    append(group.subjects, box.subjects);
    for (const model::Subject& subject : box.also)
        model::addOnce(group.also, subject);
    if (group.load) {
        group.figures.accelerators += box.figures.accelerators;
        group.figures.dark += box.figures.dark;
    }
}

/// Nodes that need a column of their own on the fuller side: those from which nothing else hangs.
std::size_t width(const OneLineGraph& graph)
{
    std::vector<bool> ends(graph.nodes.size(), true);
    for (const auto& node : graph.nodes) {
        for (const std::size_t above : node.upstream)
            ends[above] = false;
    }
    std::array<std::size_t, 4> bySide{};
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        bySide[static_cast<std::size_t>(graph.nodes[i].box.side)] += ends[i];
    return *std::ranges::max_element(bySide);
}

} // namespace

OneLineGraph grouped(OneLineGraph graph, std::size_t most)
{
    if (width(graph) <= most && graph.loads.size() <= 4 * most)
        return graph;
    const Equals equals{graph};
    OneLineGraph next;
    std::map<Colour, std::size_t> nodeOf, loadOf;
    std::vector<std::size_t> place(graph.nodes.size());
    std::map<std::size_t, std::vector<std::string>> names;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        const auto [at, isNew] = nodeOf.try_emplace(equals.nodes()[i], next.nodes.size());
        place[i] = at->second;
        names[at->second].push_back(graph.nodes[i].box.members.toStdString());
        if (isNew)
            next.nodes.push_back(graph.nodes[i]);
        else
            join(next.nodes[at->second].box, graph.nodes[i].box);
    }
    for (std::size_t i = 0; i < next.nodes.size(); ++i) {
        OneLineGraph::Node& node = next.nodes[i];
        for (std::size_t& above : node.upstream)
            above = place[above];
        if (node.alternate)
            node.alternate = place[*node.alternate];
        if (node.box.count == 1)
            continue;
        node.box.name = commonName(names[i]);
        node.box.members = rangesText(names[i]);
        if (!node.box.figures.worstState.isEmpty())
            node.box.figures.worstState = QStringLiteral("one other lost");
    }
    std::map<std::size_t, std::vector<std::string>> labels;
    for (std::size_t i = 0; i < graph.loads.size(); ++i) {
        OneLineGraph::Load& load = graph.loads[i];
        for (OneLinePin& pin : load.pins)
            pin.node = place[pin.node];
        std::ranges::sort(load.pins);
        load.pins.erase(std::unique(load.pins.begin(), load.pins.end()), load.pins.end());
        const auto [at, isNew] = loadOf.try_emplace(equals.loads()[i], next.loads.size());
        labels[at->second].push_back(load.box.members.toStdString());
        if (isNew)
            next.loads.push_back(std::move(load));
        else
            join(next.loads[at->second].box, load.box);
    }
    for (std::size_t i = 0; i < next.loads.size(); ++i) {
        if (labels[i].size() > 1)
            next.loads[i].box.members = rangesText(labels[i]);
    }
    return next;
}

} // namespace colonnade::render
