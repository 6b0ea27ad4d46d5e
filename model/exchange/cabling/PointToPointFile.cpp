#include "model/exchange/cabling/PointToPoint.h"

#include "model/exchange/CsvRows.h"
#include "model/exchange/Quote.h"
#include "model/units/Text.h"

#include <algorithm>
#include <array>

namespace colonnade::model {

namespace {

constexpr std::size_t mostProblems = 100;

enum class Column : std::size_t { NodeA, TypeA, PortA, NodeZ, TypeZ, PortZ, RackA, UnitA, RackZ, UnitZ, Speed, Cable, Length };
constexpr std::size_t columnCount = 13;
constexpr std::size_t absent = static_cast<std::size_t>(-1);

constexpr std::array<std::string_view, columnCount> heads{"A-Node Name", "A-Type", "A-Port", "Z-Node Name", "Z-Type",  "Z-Port",  "A-Rack",
                                                          "A-U",         "Z-Rack", "Z-U",    "Speed Gb/s",  "Cable", "Length m"};

/// Small letters and digits only: "A-Node Name" and "a_node_name" are one.
std::string plain(std::string_view head)
{
    std::string out;
    for (const char c : head) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            out += c;
        else if (c >= 'A' && c <= 'Z')
            out += static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

/// What a head says without its side.
std::optional<Column> columnOf(std::string_view word, bool sideZ)
{
    const auto either = [&](Column a, Column z) { return sideZ ? z : a; };
    if (word == "nodename" || word == "name" || word == "node" || word == "device" || word == "hostname" || word == "host")
        return either(Column::NodeA, Column::NodeZ);
    if (word == "type")
        return either(Column::TypeA, Column::TypeZ);
    if (word == "port" || word == "hcaport" || word == "hca" || word == "interface")
        return either(Column::PortA, Column::PortZ);
    if (word == "rack")
        return either(Column::RackA, Column::RackZ);
    if (word == "u" || word == "unit")
        return either(Column::UnitA, Column::UnitZ);
    return std::nullopt;
}

std::optional<Column> columnOf(std::string_view head, const std::array<std::size_t, columnCount>& found)
{
    const std::string word = plain(head);
    const std::string_view text = word;
    if (text == "speedgbs" || text == "speed" || text == "speedgbits")
        return Column::Speed;
    if (text == "cable" || text == "medium" || text == "cablepartnumber" || text == "cabletype")
        return Column::Cable;
    if (text == "lengthm" || text == "length" || text == "cablelengthm")
        return Column::Length;
    for (const auto& [prefix, sideZ] : {std::pair<std::string_view, bool>{"a", false}, {"z", true}, {"b", true}, {"from", false}, {"to", true},
                                        {"source", false}, {"destination", true}}) {
        if (text.starts_with(prefix)) {
            if (const auto column = columnOf(text.substr(prefix.size()), sideZ))
                return column;
        }
    }
    // Without a side: the first of its kind is A, the second Z.
    const auto first = columnOf(text, false);
    if (first && found[static_cast<std::size_t>(*first)] != absent)
        return columnOf(text, true);
    return first;
}

PointToPointNode::Kind kindOf(std::string_view text)
{
    const std::string word = plain(text);
    if (word == "host" || word == "server" || word == "node")
        return PointToPointNode::Kind::Host;
    return word == "switch" || word == "leaf" || word == "spine" ? PointToPointNode::Kind::Switch : PointToPointNode::Kind::Unknown;
}

std::string_view word(PointToPointNode::Kind kind)
{
    switch (kind) {
    case PointToPointNode::Kind::Host: return "Host";
    case PointToPointNode::Kind::Switch: return "Switch";
    case PointToPointNode::Kind::Unknown: break;
    }
    return "";
}

class PointToPointReader {
public:
    explicit PointToPointReader(std::string_view file) : m_file{file} { m_at.fill(absent); }

    Result<void> operator()(const CsvRow& row) { return m_hasHead ? readLink(row) : readHead(row); }
    PointToPoint take() { return std::move(m_list); }

private:
    Result<void> readHead(const CsvRow& row)
    {
        m_hasHead = true;
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            if (const auto column = columnOf(row.cells[i], m_at); column && m_at[static_cast<std::size_t>(*column)] == absent)
                m_at[static_cast<std::size_t>(*column)] = i;
        }
        for (const Column needed : {Column::NodeA, Column::PortA, Column::NodeZ, Column::PortZ}) {
            const auto at = static_cast<std::size_t>(needed);
            if (m_at[at] == absent)
                return fail("File '{}', line {}: there is no column '{}'; expected at least A-Node Name, A-Port, Z-Node Name, Z-Port",
                            shown(m_file), row.line, heads[at]);
        }
        return {};
    }

    [[nodiscard]] std::string_view cell(const CsvRow& row, Column column) const
    {
        const std::size_t at = m_at[static_cast<std::size_t>(column)];
        if (at == absent)
            return {};
        std::string_view text = quote::csvUnguarded(row.cells[at]);
        while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
            text.remove_prefix(1);
        while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
            text.remove_suffix(1);
        return text;
    }

    void complain(const CsvRow& row, std::string sentence)
    {
        if (m_list.problems.size() < mostProblems)
            m_list.problems.push_back(fmt::format("File '{}', line {}: {}", shown(m_file), row.line, sentence));
        else if (m_list.problems.size() == mostProblems)
            m_list.problems.emplace_back("There are more problems than are told");
    }

    Result<void> readLink(const CsvRow& row)
    {
        for (const Column needed : {Column::NodeA, Column::PortA, Column::NodeZ, Column::PortZ}) {
            if (cell(row, needed).empty()) {
                complain(row, fmt::format("the row is left out, for its cell '{}' is empty", heads[static_cast<std::size_t>(needed)]));
                return {};
            }
        }
        PointToPointLink& link = m_list.links.emplace_back();
        link.line = static_cast<std::uint32_t>(row.line);
        link.a = node(row, Column::NodeA, Column::TypeA, Column::RackA, Column::UnitA);
        link.z = node(row, Column::NodeZ, Column::TypeZ, Column::RackZ, Column::UnitZ);
        link.portA = cell(row, Column::PortA);
        link.portZ = cell(row, Column::PortZ);
        link.medium = m_list.mediumIndex(cell(row, Column::Cable));
        link.speed = number(row, Column::Speed);
        link.length = number(row, Column::Length);
        return {};
    }

    std::uint32_t node(const CsvRow& row, Column name, Column type, Column rack, Column unit)
    {
        const std::uint32_t at = m_list.node(cell(row, name));
        PointToPointNode& node = m_list.nodes[at];
        if (node.kind == PointToPointNode::Kind::Unknown)
            node.kind = kindOf(cell(row, type));
        if (node.rack.empty())
            node.rack = cell(row, rack);
        if (node.unit.empty())
            node.unit = cell(row, unit);
        return at;
    }

    std::optional<float> number(const CsvRow& row, Column column)
    {
        const std::string_view text = cell(row, column);
        if (text.empty())
            return std::nullopt;
        const auto value = numberFrom(text);
        if (!value || *value < 0 || *value > 1e6) {
            complain(row, fmt::format("found '{}', expected a number in '{}'; it is taken as not said", shown(text),
                                      heads[static_cast<std::size_t>(column)]));
            return std::nullopt;
        }
        return static_cast<float>(*value);
    }

    std::string_view m_file;
    std::array<std::size_t, columnCount> m_at{};
    bool m_hasHead = false;
    PointToPoint m_list;
};

} // namespace

std::string pointToPointCsv(const PointToPoint& list)
{
    std::string out;
    for (std::size_t i = 0; i < heads.size(); ++i)
        out += fmt::format("{}{}", i == 0 ? "" : ",", heads[i]);
    out += "\r\n";
    std::vector<std::string> nodes, kinds, racks, units, media;
    for (const PointToPointNode& node : list.nodes) {
        nodes.push_back(quote::csvCell(node.name));
        racks.push_back(quote::csvCell(node.rack));
        units.push_back(quote::csvCell(node.unit));
    }
    for (const std::string& medium : list.media)
        media.push_back(quote::csvCell(medium));
    const auto number = [](const std::optional<float>& value) {
        return value ? fmt::format("{}", *value) : std::string{};
    };
    for (const PointToPointLink& link : list.links) {
        out += nodes[link.a];
        out += ',';
        out += word(list.nodes[link.a].kind);
        out += ',' + quote::csvCell(link.portA) + ',' + nodes[link.z] + ',';
        out += word(list.nodes[link.z].kind);
        out += ',' + quote::csvCell(link.portZ) + ',' + racks[link.a] + ',' + units[link.a] + ',' + racks[link.z] + ',' + units[link.z] + ','
            + number(link.speed) + ',' + media[link.medium] + ',' + number(link.length) + "\r\n";
    }
    return out;
}

Result<PointToPoint> readPointToPoint(std::string_view text, std::string_view file)
{
    PointToPointReader reader{file};
    if (auto read = readCsv(text, file, [&](const CsvRow& row) { return reader(row); }); !read)
        return tl::unexpected{read.error()};
    return reader.take();
}

} // namespace colonnade::model
