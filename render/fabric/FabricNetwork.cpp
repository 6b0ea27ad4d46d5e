#include "render/fabric/FabricNetwork.h"

#include "model/units/Text.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace colonnade::render {
namespace {

using model::FabricPlan;
using model::Subject;

QString words(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::uint16_t small(std::size_t value)
{
    return static_cast<std::uint16_t>(std::min<std::size_t>(value, 0xffff));
}

/// Puts strands one behind the other; parallel neighbours become one.
class StrandRow {
public:
    explicit StrandRow(FabricStrands& strands) : m_strands{strands} {}
    void add(std::uint32_t a, std::uint32_t b, std::uint32_t count, float speed, std::uint16_t medium, std::uint32_t link)
    {
        FabricStrands& s = m_strands;
        const bool next = s.size() > 0 && count == 1 && s.link.back() + s.count.back() == link;
        if (next && s.a.back() == a && s.b.back() == b && s.speed.back() == speed && s.medium.back() == medium) {
            ++s.count.back();
            return;
        }
        s.a.push_back(a);
        s.b.push_back(b);
        s.count.push_back(count);
        s.speed.push_back(speed);
        s.medium.push_back(medium);
        s.link.push_back(link);
    }

private:
    FabricStrands& m_strands;
};

/// Takes vertices away that a filter has left no strand.
void dropLoose(FabricNetwork& network)
{
    std::vector<std::uint32_t> now(network.vertices.size(), FabricNetwork::none);
    std::vector<bool> kept(network.vertices.size());
    for (std::size_t i = 0; i < network.strands.size(); ++i)
        kept[network.strands.a[i]] = kept[network.strands.b[i]] = true;
    const FabricVertices all = std::move(network.vertices);
    const std::vector<std::uint32_t> nodes = std::exchange(network.planNodes, {});
    network.vertices = {};
    std::uint32_t switches = 0;
    for (std::uint32_t v = 0; v < all.size(); ++v) {
        if (!kept[v])
            continue;
        now[v] = static_cast<std::uint32_t>(network.vertices.size());
        switches += v < network.switches ? 1 : 0;
        network.vertices.tier.push_back(all.tier[v]);
        network.vertices.rail.push_back(all.rail[v]);
        network.vertices.plane.push_back(all.plane[v]);
        network.vertices.unit.push_back(all.unit[v]);
        network.vertices.place.push_back(all.place[v]);
        network.vertices.part.push_back(all.part[v]);
        network.vertices.ports.push_back(all.ports[v]);
        network.vertices.used.push_back(all.used[v]);
        network.planNodes.push_back(nodes[v]);
    }
    network.switches = switches;
    for (std::size_t i = 0; i < network.strands.size(); ++i) {
        network.strands.a[i] = now[network.strands.a[i]];
        network.strands.b[i] = now[network.strands.b[i]];
    }
}

void finish(FabricNetwork& network)
{
    network.links = std::accumulate(network.strands.count.begin(), network.strands.count.end(), std::uint64_t{0});
    group(network);
}

void numberNodes(FabricNetwork& network)
{
    network.planNodes.resize(network.vertices.size());
    std::iota(network.planNodes.begin(), network.planNodes.end(), 0U);
}

QString labelOf(const model::Placement& placement)
{
    return words(model::labelOr(placement.label, placement.id.text()));
}

/// The group of each switch as the fabric names or counts it, and the pod of each that stands in one.
std::vector<std::uint32_t> unitsOf(const FabricPlan& plan, const model::Fabric& fabric, const model::Arrangement& arrangement)
{
    std::vector<std::uint32_t> units(plan.nodes.size(), FabricNetwork::none);
    std::unordered_map<std::string_view, int> named;
    for (const model::FabricSwitch& each : fabric.switches) {
        if (each.group)
            named.emplace(each.device, *each.group);
    }
    const bool counted = plan.family == model::FabricFamily::Dragonfly && !fabric.size.empty() && fabric.size.front() > 0;
    for (std::uint32_t v = 0; v < plan.nodes.size(); ++v) {
        if (plan.nodes[v].pod > 0)
            units[v] = plan.nodes[v].pod - 1;
        else if (v < plan.switchCount && counted)
            units[v] = v / static_cast<std::uint32_t>(fabric.size.front());
        if (v >= plan.switchCount || named.empty())
            continue;
        if (const auto found = named.find(plan.path(arrangement, v)); found != named.end() && found->second > 0)
            units[v] = static_cast<std::uint32_t>(found->second) - 1;
    }
    return units;
}

/// "su-1/n01/leaf-1" without its first step.
std::string_view afterFirst(std::string_view path)
{
    const auto slash = path.find('/');
    return slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
}

} // namespace

FabricNetwork fabricNetwork(const model::FabricFacts& facts, const model::Arrangement& arrangement, std::shared_ptr<const void> holder)
{
    const FabricPlan& plan = *facts.plan;
    FabricNetwork network;
    network.subject = facts.subject();
    network.title = words(model::shown(model::labelOr(facts.fabric->name, facts.fabric->id.text()), 80));
    network.role = plan.role;
    network.placements = facts.placements;
    network.podDesign = facts.pod ? facts.pod->id().text() : std::string{};
    network.problem = plan.refusal ? words(plan.refusal->text) : QString{};
    network.plan = facts.plan;
    network.arrangement = &arrangement;
    network.holder = std::move(holder);
    network.switches = plan.switchCount;
    for (const model::PartRef& part : plan.parts)
        network.parts.push_back(words(part->model));
    for (const model::PartRef& part : plan.media)
        network.media.push_back(words(part->model));
    for (const model::Placement& placement : arrangement.placements)
        network.places.push_back(labelOf(placement));
    if (plan.family == model::FabricFamily::Dragonfly || plan.family == model::FabricFamily::DragonflyPlus)
        network.unitWord = "Group";

    for (const model::JoinedPod& pod : plan.pods) {
        network.firstPlace.push_back(static_cast<std::uint32_t>(network.places.size()));
        for (const model::Placement& placement : pod.pod->arrangement().placements)
            network.places.push_back(words(pod.id.text()) + QLatin1Char(' ') + labelOf(placement));
    }
    const std::vector<std::uint32_t> units = unitsOf(plan, *facts.fabric, arrangement);
    FabricVertices& vertices = network.vertices;
    for (std::size_t v = 0; v < plan.nodes.size(); ++v) {
        const model::FabricNode& node = plan.nodes[v];
        const bool isSwitch = v < plan.switchCount;
        vertices.tier.push_back(isSwitch ? std::max<std::uint8_t>(node.tier, 1) : 0);
        vertices.rail.push_back(node.rail);
        vertices.plane.push_back(node.plane);
        vertices.unit.push_back(units[v]);
        vertices.place.push_back(node.pod == 0 ? node.placement : network.firstPlace[node.pod - 1] + node.placement);
        vertices.part.push_back(node.part);
        const bool known = isSwitch && v < plan.switches.size();
        vertices.ports.push_back(known ? small(static_cast<std::size_t>(plan.switches[v].ports)) : std::uint16_t{0});
        vertices.used.push_back(known ? small(static_cast<std::size_t>(plan.switches[v].down + plan.switches[v].up)) : std::uint16_t{0});
    }
    StrandRow row{network.strands};
    const model::LinkColumns& links = plan.links;
    for (std::uint32_t i = 0; i < links.size(); ++i) {
        row.add(links.a[i], links.b[i], 1, links.speed[i], plan.cables.medium[links.cable[i]], i);
    }
    numberNodes(network);
    finish(network);
    return network;
}

FabricNetwork fabricNetwork(const model::Topology& topology, const QString& title)
{
    FabricNetwork network;
    network.title = title;
    network.switches = static_cast<std::uint32_t>(topology.switches.size());
    network.unitWord = topology.family.find("dragonfly") != std::string::npos ? "Group" : "Unit";
    // Endpoints of one node are drawn as that node; a chip that forwards for others stands alone.
    const auto perNode = static_cast<std::uint32_t>(std::max(topology.endpointsPerNode, 1));
    const std::uint32_t nodes = (topology.endpoints + perNode - 1) / perNode;
    network.parts = {QString{}, QString{}};
    FabricVertices& vertices = network.vertices;
    const auto add = [&](int tier, int rail, int plane, std::uint32_t unit, int part) {
        vertices.tier.push_back(static_cast<std::uint8_t>(tier));
        vertices.rail.push_back(small(static_cast<std::size_t>(rail)));
        vertices.plane.push_back(small(static_cast<std::size_t>(plane)));
        vertices.unit.push_back(unit);
        vertices.place.push_back(FabricNetwork::none);
        vertices.part.push_back(static_cast<std::uint16_t>(part));
        vertices.ports.push_back(static_cast<std::size_t>(tier) < topology.portsOfTier.size() && tier > 0
                                     ? small(static_cast<std::size_t>(topology.portsOfTier[static_cast<std::size_t>(tier)]))
                                     : std::uint16_t{0});
        vertices.used.push_back(0);
    };
    for (std::size_t i = 0; i < topology.switches.size(); ++i)
        add(topology.switches.tier[i], topology.switches.rail[i], topology.switches.plane[i], topology.switches.group[i], 1);
    for (std::uint32_t i = 0; i < nodes; ++i)
        add(0, 0, 0, FabricNetwork::none, 0);
    const auto vertexOf = [&](std::uint32_t vertex) {
        return topology.isSwitch(vertex) ? vertex - topology.endpoints : network.switches + vertex / perNode;
    };
    StrandRow row{network.strands};
    for (std::uint32_t i = 0; i < topology.links.size(); ++i) {
        const std::uint32_t a = vertexOf(topology.links.a[i]), b = vertexOf(topology.links.b[i]);
        const std::uint32_t count = topology.links.count[i];
        for (const std::uint32_t v : {a, b}) {
            if (vertices.ports[v])
                vertices.used[v] = small(vertices.used[v] + count);
        }
        row.add(a, b, count, static_cast<float>(topology.kinds[topology.links.kind[i]].speed), FabricNetwork::noMedium, i);
    }
    numberNodes(network);
    finish(network);
    return network;
}

FabricNetwork filtered(const FabricNetwork& whole, const FabricFilter& filter)
{
    FabricNetwork network;
    network.subject = whole.subject;
    network.title = whole.title;
    network.remark = QStringLiteral("filtered");
    network.role = whole.role;
    network.placements = whole.placements;
    network.podDesign = whole.podDesign;
    network.pods = whole.pods;
    network.problem = whole.problem;
    network.plan = whole.plan;
    network.arrangement = whole.arrangement;
    network.holder = whole.holder;
    network.unitWord = whole.unitWord;
    network.switches = whole.switches;
    network.vertices = whole.vertices;
    network.parts = whole.parts;
    network.media = whole.media;
    network.places = whole.places;
    network.firstPlace = whole.firstPlace;
    network.planNodes = whole.planNodes;
    const FabricVertices& v = whole.vertices;
    const FabricStrands& s = whole.strands;
    StrandRow row{network.strands};
    for (std::size_t i = 0; i < s.size(); ++i) {
        const std::uint32_t a = s.a[i], b = s.b[i];
        if ((filter.rail && v.rail[a] != *filter.rail && v.rail[b] != *filter.rail) || (filter.plane && v.plane[a] != *filter.plane && v.plane[b] != *filter.plane)
            || (filter.medium && s.medium[i] != *filter.medium))
            continue;
        if (filter.only && !filter.only->vertices.contains(a) && !filter.only->vertices.contains(b)) {
            const auto link = filter.only->links.lower_bound(s.link[i]);
            if (link == filter.only->links.end() || *link >= s.link[i] + s.count[i])
                continue;
        }
        row.add(a, b, s.count[i], s.speed[i], s.medium[i], s.link[i]);
    }
    dropLoose(network);
    finish(network);
    return network;
}

std::vector<std::shared_ptr<const FabricNetwork>> fabricNetworks(const std::shared_ptr<const model::Design>& design)
{
    std::vector<std::shared_ptr<const FabricNetwork>> all;
    for (const model::FabricFacts& facts : model::fabricFacts(*design)) {
        if (!facts.plan || facts.plan->nodes.empty())
            continue;
        const model::Arrangement& arrangement = facts.pod ? facts.pod->arrangement() : design->hall()->arrangement;
        auto network = std::make_shared<FabricNetwork>(fabricNetwork(facts, arrangement, design));
        if (facts.pod) {
            for (const model::PodPlacement& pod : design->hall()->pods) {
                if (pod.pod->id() == facts.pod->id())
                    network->pods.push_back(pod.id.text());
            }
        }
        all.push_back(std::move(network));
    }
    return all;
}

std::string FabricNetwork::path(std::uint32_t vertex) const
{
    if (plan && arrangement)
        return plan->path(*arrangement, planNodes[vertex]);
    return fmt::format("{}-{}", vertex < switches ? "switch" : "node", (vertex < switches ? vertex : vertex - switches) + 1);
}

QString FabricNetwork::name(std::uint32_t vertex) const
{
    const QString brief = briefName(vertex);
    if (!plan || !arrangement || plan->nodes[planNodes[vertex]].device < 0)
        return brief;
    return QStringLiteral("%1 %2").arg(places[vertices.place[vertex]], brief);
}

QString FabricNetwork::briefName(std::uint32_t vertex) const
{
    if (!plan || !arrangement) {
        const std::uint8_t tier = vertices.tier[vertex];
        const char* word = tier == 0 ? (switches > 0 ? "Node" : "Chip") : tiers.size() <= 2 ? "Switch" : tier == 1 ? "Leaf" : tier == 2 ? "Spine" : "Core";
        return QStringLiteral("%1 %2").arg(QLatin1StringView{word}).arg(position[vertex] - groups[tiers[tier]].first + 1);
    }
    const model::FabricNode& node = plan->nodes[planNodes[vertex]];
    const model::Placement& placement = plan->placement(*arrangement, planNodes[vertex]);
    if (node.device < 0 || !placement.rack())
        return places[vertices.place[vertex]];
    const model::Device& device = (*placement.rack())->devices()[static_cast<std::size_t>(node.device)];
    return words(model::labelOr(device.label, device.id.text()));
}

Subject FabricNetwork::subjectOf(std::uint32_t vertex) const
{
    if (podDesign.empty())
        return Subject::instance(path(vertex));
    return pods.empty() ? Subject::pod(podDesign, path(vertex)) : Subject::instance(pods.front() + '/' + path(vertex));
}

std::vector<std::uint32_t> FabricNetwork::verticesOf(const Subject& thing) const
{
    if (!plan || !arrangement)
        return {};
    std::string_view inside = thing.path;
    const std::string_view first = inside.substr(0, inside.find('/'));
    if (thing.where == Subject::Where::Instance && !podDesign.empty()) {
        if (std::ranges::find(pods, first) == pods.end())
            return {};
        inside = afterFirst(inside);
    } else if (thing.where == Subject::Where::PodDesign) {
        if (podDesign.empty() || first != podDesign)
            return {};
        inside = afterFirst(inside);
    } else if (thing.where != Subject::Where::Instance) {
        return {};
    }
    const model::Arrangement* within = arrangement;
    std::uint32_t offset = 0;
    for (std::size_t i = 0; i < plan->pods.size(); ++i) { // Of a pod that a hall's fabric joins.
        if (inside.substr(0, inside.find('/')) != plan->pods[i].id.text())
            continue;
        within = &plan->pods[i].pod->arrangement();
        offset = firstPlace[i];
        inside = afterFirst(inside);
        break;
    }
    const std::string_view device = afterFirst(inside);
    const auto id = model::PlacementId::parse(inside.substr(0, inside.find('/')));
    const model::Placement* placement = id ? within->placement(*id) : nullptr;
    if (!placement)
        return {};
    const auto place = offset + static_cast<std::uint32_t>(placement - within->placements.data());
    const auto at = [this](std::uint32_t vertex) { return vertices.place[vertex]; };
    std::vector<std::uint32_t> found;
    const auto begin = std::ranges::lower_bound(byPlace, place, {}, at);
    for (auto each = begin; each != byPlace.end() && at(*each) == place; ++each) {
        const std::int32_t number = plan->nodes[planNodes[*each]].device;
        if (device.empty() || (number >= 0 && placement->rack() && (*placement->rack())->devices()[static_cast<std::size_t>(number)].id.text() == device))
            found.push_back(*each);
    }
    return found;
}

std::optional<std::size_t> FabricNetwork::cableOf(const Subject& thing) const
{
    const std::string head = this->subject.path + '/';
    if (!plan || thing.where != Subject::Where::Cable || !thing.path.starts_with(head))
        return std::nullopt;
    const auto number = model::wholeFrom(std::string_view{thing.path}.substr(head.size()));
    if (!number || *number < 1 || static_cast<std::size_t>(*number) > plan->cables.size())
        return std::nullopt;
    return static_cast<std::size_t>(*number) - 1;
}

} // namespace colonnade::render
