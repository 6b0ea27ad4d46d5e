#include "model/exchange/cabling/ScheduleSearch.h"

#include <algorithm>

namespace colonnade::model {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::string pathSide(const Port& port)
{
    return fmt::format(":{}/{}", word(port.role), port.index);
}

} // namespace

std::string foldedCase(std::string_view text)
{
    std::string out{text};
    for (char& c : out)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

ScheduleSearch::ScheduleSearch(std::string_view text, const CableNames& names) : m_names{names}, m_text{foldedCase(text)}
{
    // A '+' may stand before the number of a strand, where no part of a port ends.
    m_spellsOut = !names.separable() || !names.between() || m_text.size() > JoinedText::longest || m_text.find('+') != std::string::npos;
    if (m_spellsOut)
        return;
    const std::string between = foldedCase(*names.between());
    // What goes over the edge of the two ports has the whole of what stands between them, or a part of it at an edge of itself.
    for (std::size_t at = 0; at < m_text.size(); ++at) {
        if (m_text.compare(at, between.size(), between) == 0)
            m_cuts.push_back({m_text.substr(0, at), m_text.substr(at + between.size())});
    }
    if (between.size() > 1) {
        const bool partly = m_text.find(between.front()) != std::string::npos || m_text.find(between.back()) != std::string::npos;
        m_spellsOut = partly || between.find(m_text) != std::string::npos;
    }
}

ScheduleSearch::PortBits ScheduleSearch::portsOf(const FabricPlan& plan) const
{
    PortBits bits;
    std::size_t count = 0;
    for (const auto& ports : plan.ports) {
        bits.first.push_back(count);
        count += ports.size() * PortBits::shares;
    }
    // Only those that carry something are looked at, so most pieces of most ports are never spelled out.
    std::vector<std::uint8_t> used(count);
    for (std::size_t link = 0; link < plan.links.size(); ++link) {
        used[bits.at(plan, nearEnd(plan, link))] = 1;
        used[bits.at(plan, farEnd(plan, link))] = 1;
    }
    bits.label.assign(count, 0);
    bits.path.assign(count, 0);
    bits.before.assign(m_cuts.size(), Bits(count, 0));
    bits.after.assign(m_cuts.size(), Bits(count, 0));
    const JoinedText sought{m_text};
    for (std::size_t part = 0; part < plan.ports.size(); ++part) {
        for (std::size_t port = 0; port < plan.ports[part].size(); ++port) {
            for (std::size_t share = 0; share < PortBits::shares; ++share) {
                const std::size_t at = bits.first[part] + port * PortBits::shares + share;
                if (!used[at])
                    continue;
                const Port& item = plan.ports[part][port];
                const PortPiece piece{&item, share == 0 ? 0 : static_cast<int>(share) - 1, share > 0};
                const std::string label = foldedCase(m_names.portSide(piece));
                bits.label[at] = sought.inSecond(label);
                bits.path[at] = sought.inSecond(pathSide(item));
                for (std::size_t cut = 0; cut < m_cuts.size(); ++cut) {
                    bits.before[cut][at] = JoinedText{m_cuts[cut].before}.endOfSecond(label);
                    bits.after[cut][at] = JoinedText{m_cuts[cut].after}.startOfSecond(label);
                }
            }
        }
    }
    return bits;
}

std::vector<std::uint8_t> ScheduleSearch::matches(const ScheduleSection& section, const std::stop_token& stop)
{
    const std::size_t count = section.plan->cables.size();
    std::vector<std::uint8_t> found(count);
    if (m_spellsOut) {
        for (std::size_t cable = 0; cable < count; ++cable) {
            if (cable % 4096 == 0 && stop.stop_requested())
                break;
            found[cable] = matchesSpelledOut(section, cable) ? 1 : 0;
        }
        return found;
    }
    auto ports = m_ports.find(section.plan.get());
    if (ports == m_ports.end())
        ports = m_ports.emplace(section.plan.get(), portsOf(*section.plan)).first;
    matchEnds(section, ports->second, found);
    matchNames(section, found);
    return found;
}

void ScheduleSearch::matchEnds(const ScheduleSection& section, const PortBits& ports, std::vector<std::uint8_t>& found) const
{
    const FabricPlan& plan = *section.plan;
    const std::size_t nodes = plan.nodes.size();
    Bits label(nodes), path(nodes);
    std::vector<Bits> before(m_cuts.size(), Bits(nodes)), after(m_cuts.size(), Bits(nodes));
    const JoinedText sought{m_text};
    std::string text;
    for (std::uint32_t node = 0; node < nodes; ++node) {
        const DevicePlace place = placeOf(section, node);
        text.clear();
        m_names.appendDeviceSide(text, place);
        text = foldedCase(text);
        label[node] = sought.inFirst(text);
        path[node] = sought.inFirst(foldedCase(place.path()));
        for (std::size_t cut = 0; cut < m_cuts.size(); ++cut) {
            before[cut][node] = JoinedText{m_cuts[cut].before}.endOfFirst(text);
            after[cut][node] = JoinedText{m_cuts[cut].after}.startOfFirst(text);
        }
    }
    const auto matches = [&](const LinkEnd& end) {
        const std::size_t port = ports.at(plan, end);
        return JoinedText::within(label[end.node], ports.label[port]) || JoinedText::within(path[end.node], ports.path[port]);
    };
    for (std::size_t cable = 0; cable < found.size(); ++cable) {
        for (const std::uint32_t link : plan.cables.links(cable)) {
            if (matches(nearEnd(plan, link)) || matches(farEnd(plan, link))) {
                found[cable] = 1;
                break;
            }
        }
    }
    if (!m_cuts.empty())
        matchLabels(section, ports, before, after, found);
}

void ScheduleSearch::matchLabels(const ScheduleSection& section, const PortBits& ports, const std::vector<Bits>& before,
                                 const std::vector<Bits>& after, std::vector<std::uint8_t>& found) const
{
    const FabricPlan& plan = *section.plan;
    const auto reads = [&](const LinkEnd& first, const LinkEnd& second) {
        const std::size_t firstPort = ports.at(plan, first), secondPort = ports.at(plan, second);
        for (std::size_t cut = 0; cut < m_cuts.size(); ++cut) {
            if (JoinedText::touches(before[cut][first.node], ports.before[cut][firstPort])
                && JoinedText::touches(after[cut][second.node], ports.after[cut][secondPort]))
                return true;
        }
        return false;
    };
    for (std::size_t cable = 0; cable < found.size(); ++cable) {
        if (found[cable])
            continue;
        const auto links = plan.cables.links(cable);
        const LinkEnd from = nearEnd(plan, links.front()), to = farEnd(plan, links.front());
        bool any = reads(from, to) || reads(to, from);
        if (!any && links.size() > 1) {
            const FanOut fan = fanOutOf(plan, cable);
            any = std::any_of(fan.legs.begin(), fan.legs.end(), [&](const LinkEnd& leg) { return reads(leg, fan.atNear ? to : from); });
        }
        found[cable] = any ? 1 : 0;
    }
}

void ScheduleSearch::matchNames(const ScheduleSection& section, std::vector<std::uint8_t>& found) const
{
    const std::size_t width = m_names.numberWidth();
    if (width == 0) {
        for (std::size_t cable = 0; cable < found.size(); ++cable) {
            if (!found[cable])
                found[cable] = foldedCase(m_names.cable(section.pod, *section.fabric, cable + 1)).find(m_text) != std::string::npos;
        }
        return;
    }
    std::string prefix = foldedCase(m_names.cable(section.pod, *section.fabric, 1));
    prefix.resize(prefix.size() - width);
    if (prefix.find(m_text) != std::string::npos) {
        std::fill(found.begin(), found.end(), std::uint8_t{1});
        return;
    }
    // What remains of the text after the end of the prefix has to be the beginning of the number, or all of it a part.
    std::vector<std::string_view> starts;
    const std::string_view sought = m_text;
    for (std::size_t k = 1; k < sought.size(); ++k) {
        if (prefix.ends_with(sought.substr(0, k)) && std::all_of(sought.begin() + static_cast<std::ptrdiff_t>(k), sought.end(), isDigit))
            starts.push_back(sought.substr(k));
    }
    const bool number = std::all_of(sought.begin(), sought.end(), isDigit);
    if (!number && starts.empty())
        return;
    fmt::memory_buffer digits;
    for (std::size_t cable = 0; cable < found.size(); ++cable) {
        if (found[cable])
            continue;
        digits.clear();
        fmt::format_to(std::back_inserter(digits), "{:0{}}", cable + 1, width);
        const std::string_view text{digits.data(), digits.size()};
        found[cable] = (number && text.find(sought) != std::string_view::npos)
            || std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return text.starts_with(start); });
    }
}

bool ScheduleSearch::matchesSpelledOut(const ScheduleSection& section, std::size_t cable) const
{
    const FabricPlan& plan = *section.plan;
    const auto has = [&](std::string_view text) { return foldedCase(text).find(m_text) != std::string::npos; };
    const std::string name = m_names.cable(section.pod, *section.fabric, cable + 1);
    if (has(name))
        return true;
    const auto portLabel = [&](const LinkEnd& end) { return m_names.port(placeOf(section, end.node), pieceOf(plan, end)); };
    const auto links = plan.cables.links(cable);
    for (const std::uint32_t link : links) {
        for (const LinkEnd& end : {nearEnd(plan, link), farEnd(plan, link)}) {
            if (has(portLabel(end)) || has(placeOf(section, end.node).path() + pathSide(plan.port(end.node, end.port))))
                return true;
        }
    }
    const int strand = strandOf(plan.cables, cable);
    const std::string from = portLabel(nearEnd(plan, links.front())), to = portLabel(farEnd(plan, links.front()));
    if (has(m_names.label(from, to, name, strand)) || has(m_names.label(to, from, name, strand)))
        return true;
    const FanOut fan = fanOutOf(plan, cable);
    return std::any_of(fan.legs.begin(), fan.legs.end(), [&](const LinkEnd& leg) {
        return has(m_names.label(portLabel(leg), fan.atNear ? to : from, name, strand));
    });
}

} // namespace colonnade::model
