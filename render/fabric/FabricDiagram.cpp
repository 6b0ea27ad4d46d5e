#include "render/fabric/FabricDiagram.h"

#include <algorithm>

namespace colonnade::render {

using model::Subject;

bool isOfFabrics(const model::Finding& finding)
{
    return finding.rule.starts_with("NET") || finding.rule.starts_with("CAB");
}

std::optional<std::size_t> FabricDiagram::boxOf(std::size_t at, std::uint32_t vertex) const
{
    const FabricSheet& sheet = sheets[at];
    const FabricNetwork& network = *sheet.network;
    if (vertex < network.attached.size() && network.attached[vertex] != none)
        vertex = network.attached[vertex];
    std::uint32_t group = network.groupOf[vertex];
    if (const auto members = sheet.memberBoxes.find(group); members != sheet.memberBoxes.end())
        return members->second + (network.position[vertex] - network.groups[group].first);
    while (sheet.boxOf[group] == none) {
        if (network.groups[group].parent == group)
            return std::nullopt;
        group = network.groups[group].parent;
    }
    return sheet.boxOf[group];
}

std::optional<std::size_t> FabricDiagram::bundleBetween(std::size_t one, std::size_t other) const
{
    for (const auto& key : {std::pair{one, other}, std::pair{other, one}}) {
        if (const auto found = bundleAt.find(key); found != bundleAt.end())
            return found->second;
    }
    return std::nullopt;
}

namespace {

/// The ends of a cable as vertices of what is drawn; nothing where it is not of this network, or filtered out.
std::optional<std::pair<std::uint32_t, std::uint32_t>> endsOf(const FabricNetwork& network, const Subject& subject)
{
    const auto cable = network.cableOf(subject);
    if (!cable)
        return std::nullopt;
    const auto links = network.plan->cables.links(*cable);
    if (links.empty())
        return std::nullopt;
    const auto vertexOf = [&](std::uint32_t node) -> std::optional<std::uint32_t> {
        const auto found = std::ranges::lower_bound(network.planNodes, node);
        if (found == network.planNodes.end() || *found != node)
            return std::nullopt;
        return static_cast<std::uint32_t>(found - network.planNodes.begin());
    };
    const auto a = vertexOf(network.plan->links.a[links.front()]), b = vertexOf(network.plan->links.b[links.front()]);
    if (!a || !b)
        return std::nullopt;
    return std::pair{*a, *b};
}

} // namespace

std::optional<std::size_t> FabricDiagram::bundleOf(const Subject& cable) const
{
    if (cable.where != Subject::Where::Cable)
        return std::nullopt;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        if (const auto ends = endsOf(*sheets[i].network, cable)) {
            const auto a = boxOf(i, ends->first), b = boxOf(i, ends->second);
            return a && b ? bundleBetween(*a, *b) : std::nullopt;
        }
    }
    return std::nullopt;
}

std::vector<std::size_t> FabricDiagram::boxesOf(const Subject& subject) const
{
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const FabricNetwork& network = *sheets[i].network;
        if (subject.where == Subject::Where::Cable) {
            const auto ends = endsOf(network, subject);
            if (!ends)
                continue;
            if (const auto bundle = bundleOf(subject)) {
                const auto label = bundles[*bundle].trunk ? labelOfTrunk[*bundles[*bundle].trunk] : labelOfBundle[*bundle];
                if (label) {
                    found.push_back(*label);
                    continue;
                }
            }
            for (const std::uint32_t vertex : {ends->first, ends->second}) {
                if (const auto box = boxOf(i, vertex))
                    found.push_back(*box);
            }
            continue;
        }
        for (const std::uint32_t vertex : network.verticesOf(subject)) {
            if (const auto box = boxOf(i, vertex))
                found.push_back(*box);
        }
    }
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

std::vector<std::uint32_t> FabricDiagram::verticesOf(const FabricBox& box) const
{
    if (box.kind != FabricBox::Kind::Symbol)
        return {};
    if (box.vertex)
        return {*box.vertex};
    const FabricNetwork& network = networkOf(box);
    const FabricGroup& group = network.groups[box.group];
    return {network.order.begin() + group.first, network.order.begin() + group.last};
}

namespace {

/// Cables between boxes, in the order of the plan.
std::vector<Subject> cablesOf(const FabricDiagram& diagram, const FabricBox& label, std::size_t most)
{
    const FabricNetwork& network = diagram.networkOf(label);
    if (!network.plan)
        return {};
    const auto wanted = [&](std::size_t a, std::size_t b) {
        if (const auto bundle = diagram.bundleBetween(a, b))
            return label.bundle ? *label.bundle == *bundle : diagram.bundles[*bundle].trunk == label.trunk;
        return false;
    };
    std::vector<std::uint32_t> cables;
    for (const FabricCell& cell : network.cells) {
        // Cells whose groups are drawn whole are looked at once.
        const auto a = diagram.boxOf(label.sheet, network.order[network.groups[cell.a].first]);
        const auto b = diagram.boxOf(label.sheet, network.order[network.groups[cell.b].first]);
        const FabricSheet& sheet = diagram.sheets[label.sheet];
        const bool whole = !sheet.memberBoxes.contains(cell.a) && !sheet.memberBoxes.contains(cell.b);
        if (whole && (!a || !b || !wanted(*a, *b)))
            continue;
        for (std::uint32_t i = cell.first; i < cell.last && cables.size() < most * 4; ++i) {
            const std::uint32_t strand = network.strandOrder[i];
            if (!whole) {
                const auto from = diagram.boxOf(label.sheet, network.strands.a[strand]), to = diagram.boxOf(label.sheet, network.strands.b[strand]);
                if (!from || !to || !wanted(*from, *to))
                    continue;
            }
            for (std::uint32_t link = 0; link < network.strands.count[strand]; ++link)
                cables.push_back(network.plan->links.cable[network.strands.link[strand] + link]);
        }
    }
    std::ranges::sort(cables);
    cables.erase(std::unique(cables.begin(), cables.end()), cables.end());
    cables.resize(std::min(cables.size(), most));
    std::vector<Subject> subjects;
    for (const std::uint32_t cable : cables)
        subjects.push_back({Subject::Where::Cable, fmt::format("{}/{}", network.subject.path, cable + 1)});
    return subjects;
}

} // namespace

std::vector<Subject> FabricDiagram::subjectsOf(std::size_t at, std::size_t most) const
{
    const FabricBox& box = boxes[at];
    const FabricNetwork& network = networkOf(box);
    std::vector<Subject> subjects;
    if (box.kind == FabricBox::Kind::Label) {
        subjects = cablesOf(*this, box, most);
    } else if (network.arrangement) {
        const std::vector<std::uint32_t> vertices = verticesOf(box);
        for (std::size_t i = 0; i < std::min(vertices.size(), most); ++i)
            subjects.push_back(network.subjectOf(vertices[i]));
    }
    if (subjects.empty())
        subjects.push_back(network.subject);
    return subjects;
}

std::string FabricDiagram::openKey(std::size_t at) const
{
    const FabricBox& box = boxes[at];
    return box.opens ? networkOf(box).subject.text() + '|' + networkOf(box).groups[box.group].id : std::string{};
}

std::string FabricDiagram::closeKey(std::size_t at) const
{
    const FabricBox& box = boxes[at];
    if (box.kind != FabricBox::Kind::Symbol)
        return {};
    const FabricNetwork& network = networkOf(box);
    // A single vertex lies in its group; a group that is drawn closed lies in its parent.
    const std::uint32_t around = box.vertex && network.groups[box.group].size() > 1 ? box.group : network.groups[box.group].parent;
    return network.groups[around].kind == FabricGroup::Kind::Tier ? std::string{} : network.subject.text() + '|' + network.groups[around].id;
}

std::vector<float> cellLoads(const FabricNetwork& network, const std::vector<float>& loads)
{
    std::vector<float> cells(network.cells.size(), FabricState::noLoad);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        for (std::uint32_t at = network.cells[i].first; at < network.cells[i].last; ++at)
            cells[i] = std::max(cells[i], loads[network.strandOrder[at]]);
    }
    return cells;
}

std::vector<std::string> keysTo(const FabricNetwork& network, std::uint32_t vertex)
{
    if (vertex < network.attached.size() && network.attached[vertex] != FabricNetwork::none)
        vertex = network.attached[vertex];
    std::vector<std::string> keys;
    for (std::uint32_t group = network.groupOf[vertex]; network.groups[group].kind != FabricGroup::Kind::Tier; group = network.groups[group].parent) {
        if (network.groups[group].size() > 1)
            keys.insert(keys.begin(), network.subject.text() + '|' + network.groups[group].id);
    }
    return keys;
}

} // namespace colonnade::render
