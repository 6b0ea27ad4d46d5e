#include "render/fabric/PortMap.h"

#include "model/fabric/Ports.h"
#include "model/units/AddOnce.h"

#include <algorithm>

namespace colonnade::render {
namespace {

using State = MappedPort::State;

constexpr double portWide = 24, portHigh = 22, cageGap = 5, lineGap = 10; ///< Of one logical port, and between cages.
constexpr std::size_t fewest = 4, most = 32; ///< Columns of cages in a pair of lines.

QString words(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString portText(const model::Port& port)
{
    return QStringLiteral("%1 %2").arg(words(model::word(port.role))).arg(port.index);
}

class Mapping {
public:
    Mapping(const std::vector<std::shared_ptr<const FabricNetwork>>& networks, const model::Subject& device) : m_networks{networks} { m_map.device = device; }

    std::optional<PortMap> operator()()
    {
        for (std::size_t i = 0; i < m_networks.size(); ++i) {
            const FabricNetwork& network = *m_networks[i];
            for (const std::uint32_t vertex : network.verticesOf(m_map.device)) {
                // Of a rack, its first device.
                const std::uint32_t node = network.planNodes[vertex];
                if (m_map.ports.empty())
                    begin(network, vertex);
                if (network.name(vertex) == m_map.title)
                    add(i, vertex, node);
            }
        }
        if (m_map.ports.empty())
            return std::nullopt;
        judgeFree();
        layPorts(m_map, {900, 180});
        return std::move(m_map);
    }

private:
    void begin(const FabricNetwork& network, std::uint32_t vertex)
    {
        const model::FabricPlan& plan = *network.plan;
        const std::uint32_t node = network.planNodes[vertex];
        m_map.device = network.subjectOf(vertex);
        m_map.title = network.name(vertex);
        const std::vector<model::Port>& ports = plan.ports[plan.nodes[node].part];
        m_map.remark = QStringLiteral("%1, %2 ports").arg(words(plan.part(node).model)).arg(ports.size());
        for (const model::Port& port : ports) {
            MappedPort mapped;
            mapped.number = port.index;
            mapped.cage = static_cast<std::size_t>(port.cage);
            mapped.place = static_cast<std::size_t>(port.place);
            mapped.speed = static_cast<float>(port.speed.value());
            mapped.role = words(model::word(port.role));
            m_map.ports.push_back(std::move(mapped));
        }
    }

    void add(std::size_t at, std::uint32_t vertex, std::uint32_t node)
    {
        const FabricNetwork& network = *m_networks[at];
        const model::FabricPlan& plan = *network.plan;
        const std::uint8_t tier = network.vertices.tier[vertex];
        for (std::uint32_t link = 0; link < plan.links.size(); ++link) {
            for (const bool near : {true, false}) {
                const std::uint32_t here = near ? plan.links.a[link] : plan.links.b[link], there = near ? plan.links.b[link] : plan.links.a[link];
                if (here != node)
                    continue;
                MappedPort& port = m_map.ports[near ? plan.links.portA[link] : plan.links.portB[link]];
                const std::uint8_t other = there < plan.switchCount ? std::max<std::uint8_t>(plan.nodes[there].tier, 1) : std::uint8_t{0};
                port.state = tier == 0 || other < tier ? State::Down : other > tier ? State::Up : State::Beside;
                port.network = at;
                port.speed = plan.links.speed[link];
                ++port.links;
                const std::uint32_t cable = plan.links.cable[link];
                model::addOnce(port.cables, model::Subject{model::Subject::Where::Cable, fmt::format("{}/{}", network.subject.path, cable + 1)});
                const std::uint16_t medium = plan.cables.medium[cable];
                port.medium = medium < network.media.size() ? network.media[medium] : QStringLiteral("no medium: %1").arg(words(plan.gapText(cable)));
                const double metres = static_cast<double>(medium < network.media.size() ? plan.cables.ordered[cable] : plan.cables.routed[cable]);
                port.length = QStringLiteral("%1\u00a0m %2").arg(metres, 0, 'f', 1).arg(medium < network.media.size() ? QStringLiteral("ordered") : QStringLiteral("routed"));
                if (port.links == 1)
                    port.farEnd = QStringLiteral("%1, %2").arg(nameOf(network, there), portText(plan.port(there, near ? plan.links.portB[link] : plan.links.portA[link])));
            }
        }
        if (node < plan.switches.size()) {
            const model::SwitchUse& use = plan.switches[node];
            m_reserved += static_cast<std::size_t>(std::max(use.reservedDown - use.down, 0));
        }
    }

    static QString nameOf(const FabricNetwork& network, std::uint32_t node)
    {
        const auto found = std::ranges::lower_bound(network.planNodes, node);
        return found != network.planNodes.end() && *found == node ? network.name(static_cast<std::uint32_t>(found - network.planNodes.begin()))
                                                                  : words(network.plan->path(*network.arrangement, node));
    }

    void judgeFree()
    {
        std::vector<bool> used;
        for (const MappedPort& port : m_map.ports) {
            used.resize(std::max(used.size(), port.cage + 1));
            used[port.cage] = used[port.cage] || port.links > 0;
        }
        for (MappedPort& port : m_map.ports) {
            switch (port.state) {
            case State::Down: ++m_map.down; continue;
            case State::Up: ++m_map.up; continue;
            case State::Beside: ++m_map.beside; continue;
            default: break;
            }
            ++m_map.free;
            if (m_reserved > 0) { // The recipe fills its ports for endpoints from the first on.
                --m_reserved;
                ++m_map.reserved;
                port.state = State::Reserved;
            } else if (used[port.cage]) {
                ++m_map.stranded;
                port.state = State::Stranded;
            }
        }
    }

    const std::vector<std::shared_ptr<const FabricNetwork>>& m_networks;
    PortMap m_map;
    std::size_t m_reserved = 0;
};

/// Odd cages above even ones, as they are numbered on most faces, in pairs of lines of so many columns.
void layIn(PortMap& map, std::size_t columns)
{
    std::size_t cages = 0;
    for (const MappedPort& port : map.ports)
        cages = std::max(cages, port.cage + 1);
    std::vector<std::size_t> shared(cages, 1);
    for (const MappedPort& port : map.ports)
        shared[port.cage] = std::max(shared[port.cage], port.place + 1);
    map.cages.assign(cages, {});
    double x = 0, top = 0, widest = 0;
    for (std::size_t cage = 0; cage < cages; cage += 2) {
        const std::size_t column = cage / 2 % columns;
        if (cage > 0 && column == 0) {
            x = 0;
            top += 2 * portHigh + cageGap + lineGap;
        }
        double wide = 0;
        for (std::size_t i = cage; i < std::min(cage + 2, cages); ++i) {
            map.cages[i] = {x, top + static_cast<double>(i - cage) * (portHigh + cageGap), static_cast<double>(shared[i]) * portWide, portHigh};
            wide = std::max(wide, map.cages[i].width());
        }
        x += wide + cageGap;
        widest = std::max(widest, x);
    }
    for (MappedPort& port : map.ports)
        port.body = {map.cages[port.cage].left() + static_cast<double>(port.place) * portWide, map.cages[port.cage].top(), portWide, portHigh};
    map.size = {widest - cageGap, top + 2 * portHigh + cageGap};
}

} // namespace

QString word(State state)
{
    switch (state) {
    case State::Free: return QStringLiteral("free");
    case State::Reserved: return QStringLiteral("free, kept for endpoints");
    case State::Stranded: return QStringLiteral("free, beside a port in use in its cage");
    case State::Down: return QStringLiteral("down");
    case State::Up: return QStringLiteral("up");
    case State::Beside: return QStringLiteral("to its own tier");
    }
    return {};
}

void layPorts(PortMap& map, QSizeF area)
{
    const auto scaleOf = [&](std::size_t columns) {
        layIn(map, columns);
        return std::min(area.width() / map.size.width(), area.height() / map.size.height());
    };
    std::size_t best = most;
    double largest = 0;
    for (std::size_t columns = most; columns >= fewest; columns /= 2) {
        if (const double scale = scaleOf(columns); scale > largest * 1.02) {
            largest = scale;
            best = columns;
        }
    }
    layIn(map, best);
}

std::optional<std::size_t> PortMap::portAt(QPointF at) const
{
    for (std::size_t i = 0; i < ports.size(); ++i) {
        if (ports[i].body.contains(at))
            return i;
    }
    return std::nullopt;
}

QString PortMap::counts() const
{
    QStringList parts;
    const auto add = [&](std::size_t count, const char* text) {
        if (count > 0)
            parts << QStringLiteral("%1 %2").arg(count).arg(QLatin1StringView{text});
    };
    add(down, "down");
    add(up, "up");
    add(beside, "to its tier");
    parts << QStringLiteral("%1 free").arg(free);
    QStringList of;
    if (reserved > 0)
        of << QStringLiteral("%1 kept for endpoints").arg(reserved);
    if (stranded > 0)
        of << QStringLiteral("%1 stranded").arg(stranded);
    if (!of.isEmpty())
        parts.back() += QStringLiteral(" (%1)").arg(of.join(QStringLiteral(", ")));
    return parts.join(QStringLiteral(", "));
}

std::optional<PortMap> portMapOf(const std::vector<std::shared_ptr<const FabricNetwork>>& networks, const model::Subject& device)
{
    return Mapping{networks, device}();
}

} // namespace colonnade::render
