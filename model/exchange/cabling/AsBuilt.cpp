#include "model/exchange/cabling/AsBuilt.h"

#include "model/exchange/cabling/ListedPorts.h"
#include "model/exchange/cabling/ScheduleSearch.h"
#include "model/units/Text.h"

#include <algorithm>
#include <array>
#include <map>

namespace colonnade::model {

namespace {

using Index = std::uint32_t;
constexpr Index none = std::numeric_limits<Index>::max();

constexpr std::array<std::string_view, 8> kindWords{"missing",    "extra",          "swapped",      "wrong medium",
                                                    "wrong port", "unknown device", "unknown port", "doubled port"};

class Comparison {
public:
    Comparison(const CableSchedule& schedule, const PointToPoint& list, const ScheduleDevices& devices, ListedPorts listed)
        : m_schedule{schedule}, m_list{list}, m_devices{devices}, m_listed{std::move(listed)}
    {
    }

    AsBuiltReport operator()()
    {
        readDesign();
        resolveRows();
        findCovered();
        matchRows();
        findSwaps();
        findWrongPorts();
        findMissing();
        finish();
        return std::move(m_report);
    }

private:
    struct End {
        std::uint64_t key;
        Index owner; ///< A link of the design, or a row of the list.
        bool far;
        bool operator<(const End& other) const { return std::tie(key, owner) < std::tie(other.key, other.owner); }
    };
    struct Row {
        std::uint64_t a = 0, z = 0;
        Index linkA = none, linkZ = none; ///< What is designed at each end.
        bool open = false;                ///< Resolved, and not accounted for yet.
    };
    struct Link {
        std::uint64_t a = 0, b = 0;
        Index section = 0;
        bool open = true;
    };

    void readDesign();
    void resolveRows();
    void findCovered();
    void matchRows();
    void judgeMedium(Index row, Index link);
    void findSwaps();
    void findWrongPorts();
    void findMissing();
    void finish();

    static Index ownerAt(const std::vector<End>& ends, std::uint64_t key)
    {
        const auto found = std::lower_bound(ends.begin(), ends.end(), key, [](const End& end, std::uint64_t wanted) { return end.key < wanted; });
        return found != ends.end() && found->key == key ? found->owner : none;
    }
    [[nodiscard]] const ScheduleSection& sectionOf(Index link) const { return m_schedule.sections()[m_links[link].section]; }
    [[nodiscard]] std::size_t linkInPlan(Index link) const { return link - m_firstLink[m_links[link].section]; }
    [[nodiscard]] Index cableOf(Index link) const
    {
        const ScheduleSection& section = sectionOf(link);
        return static_cast<Index>(section.firstRow + section.plan->links.cable[linkInPlan(link)]);
    }
    [[nodiscard]] std::string designed(Index link) const
    {
        const ScheduleSection& section = sectionOf(link);
        const FabricPlan& plan = *section.plan;
        const auto text = [&](const LinkEnd& end) { return m_schedule.names().port(placeOf(section, end.node), pieceOf(plan, end)); };
        return fmt::format("{} to {}", text(nearEnd(plan, linkInPlan(link))), text(farEnd(plan, linkInPlan(link))));
    }
    [[nodiscard]] std::string cableName(Index link) const
    {
        const ScheduleSection& section = sectionOf(link);
        return m_schedule.names().cable(section.pod, *section.fabric, cableOf(link) - section.firstRow + 1);
    }
    [[nodiscard]] std::string built(Index row) const
    {
        const PointToPointLink& link = m_list.links[row];
        return fmt::format("{}:{} to {}:{}", shown(m_list.nodes[link.a].name), shown(link.portA), shown(m_list.nodes[link.z].name),
                           shown(link.portZ));
    }
    [[nodiscard]] PartRef mediumOf(Index link) const
    {
        const ScheduleSection& section = sectionOf(link);
        const CableColumns& cables = section.plan->cables;
        const std::uint16_t medium = cables.medium[section.plan->links.cable[linkInPlan(link)]];
        return medium == CableColumns::none ? nullptr : section.plan->media[medium];
    }
    [[nodiscard]] std::vector<std::uint32_t> linesOf(std::initializer_list<Index> rows) const
    {
        std::vector<std::uint32_t> lines;
        for (const Index row : rows) {
            if (m_list.links[row].line > 0)
                lines.push_back(m_list.links[row].line);
        }
        std::sort(lines.begin(), lines.end());
        return lines;
    }
    AsBuiltDifference& add(AsBuiltKind kind, std::initializer_list<Index> links, std::initializer_list<Index> rows);

    const CableSchedule& m_schedule;
    const PointToPoint& m_list;
    const ScheduleDevices& m_devices;
    ListedPorts m_listed;
    AsBuiltReport m_report;
    std::vector<Index> m_firstLink; ///< Of each section.
    std::vector<Link> m_links;
    std::vector<End> m_designEnds, m_rowEnds;
    std::vector<Row> m_rows;
    std::vector<bool> m_covered;       ///< By section.
    std::vector<std::uint8_t> m_wrong; ///< By cable: something differs.
    std::map<std::pair<AsBuiltKind, std::vector<std::uint32_t>>, std::size_t> m_known; ///< Differences by kind and cables.
};

/// One entry for a cable, whatever the number of links that it carries.
AsBuiltDifference& Comparison::add(AsBuiltKind kind, std::initializer_list<Index> links, std::initializer_list<Index> rows)
{
    std::vector<std::uint32_t> cables;
    for (const Index link : links) {
        cables.push_back(cableOf(link));
        m_wrong[cables.back()] = 1;
    }
    std::sort(cables.begin(), cables.end());
    cables.erase(std::unique(cables.begin(), cables.end()), cables.end());
    const std::vector<std::uint32_t> lines = linesOf(rows);
    if (!cables.empty()) {
        const auto [at, isNew] = m_known.emplace(std::pair{kind, cables}, m_report.differences.size());
        if (!isNew) {
            AsBuiltDifference& before = m_report.differences[at->second];
            before.lines.insert(before.lines.end(), lines.begin(), lines.end());
            return before;
        }
    }
    AsBuiltDifference& difference = m_report.differences.emplace_back();
    difference.kind = kind;
    for (const std::uint32_t cable : cables) {
        const ScheduleSection& section = m_schedule.sectionOf(cable);
        difference.names.push_back(m_schedule.names().cable(section.pod, *section.fabric, cable - section.firstRow + 1));
    }
    difference.cables = std::move(cables);
    difference.lines = lines;
    return difference;
}

void Comparison::readDesign()
{
    const auto sections = m_schedule.sections();
    for (std::size_t at = 0; at < sections.size(); ++at) {
        const FabricPlan& plan = *sections[at].plan;
        m_firstLink.push_back(static_cast<Index>(m_links.size()));
        for (std::size_t link = 0; link < plan.links.size(); ++link) {
            const LinkEnd near = nearEnd(plan, link), far = farEnd(plan, link);
            const auto index = static_cast<Index>(m_links.size());
            Link& item = m_links.emplace_back();
            item.a = ListedPorts::key(m_devices.index(at, near.node), near.port, near.piece);
            item.b = ListedPorts::key(m_devices.index(at, far.node), far.port, far.piece);
            item.section = static_cast<Index>(at);
            m_designEnds.push_back({item.a, index, false});
            m_designEnds.push_back({item.b, index, true});
        }
    }
    std::sort(m_designEnds.begin(), m_designEnds.end());
    m_covered.resize(sections.size());
    m_wrong.resize(m_schedule.size());
}

void Comparison::resolveRows()
{
    std::vector<std::optional<Index>> nodes;
    for (const PointToPointNode& node : m_list.nodes)
        nodes.push_back(m_listed.device(node.name));
    m_rows.resize(m_list.links.size());
    const auto resolve = [&](Index row, std::uint32_t node, const std::string& port) -> std::optional<std::uint64_t> {
        const std::string& name = m_list.nodes[node].name;
        if (!nodes[node]) {
            AsBuiltDifference& difference = add(AsBuiltKind::UnknownDevice, {}, {row});
            difference.built = built(row);
            difference.message = fmt::format("The design has no device '{}' with cables", shown(name));
            return std::nullopt;
        }
        const PartRef& part = m_devices.all()[*nodes[node]].place.part();
        const auto key = m_listed.port(*nodes[node], part, port);
        if (!key) {
            AsBuiltDifference& difference = add(AsBuiltKind::UnknownPort, {}, {row});
            difference.built = built(row);
            difference.message = fmt::format("'{}' ({}) has no port '{}'", shown(name), part->model, shown(port));
        }
        return key;
    };
    for (Index row = 0; row < m_rows.size(); ++row) {
        const PointToPointLink& link = m_list.links[row];
        const auto a = resolve(row, link.a, link.portA);
        const auto z = a ? resolve(row, link.z, link.portZ) : std::nullopt;
        if (!z)
            continue;
        m_rows[row] = {*a, *z, none, none, true};
        m_rowEnds.push_back({*a, row, false});
        m_rowEnds.push_back({*z, row, true});
    }
    std::sort(m_rowEnds.begin(), m_rowEnds.end());
    for (std::size_t i = 1; i < m_rowEnds.size(); ++i) {
        if (m_rowEnds[i].key != m_rowEnds[i - 1].key)
            continue;
        const Index row = m_rowEnds[i].owner;
        if (!m_rows[row].open)
            continue;
        m_rows[row].open = false;
        const PointToPointLink& link = m_list.links[row];
        AsBuiltDifference& difference = add(AsBuiltKind::DoubledPort, {}, {row});
        difference.built = built(row);
        const bool far = m_rowEnds[i].far;
        difference.message = fmt::format("Port '{}' of '{}' stands in the list twice", shown(far ? link.portZ : link.portA),
                                         shown(m_list.nodes[far ? link.z : link.a].name));
    }
    std::erase_if(m_rowEnds, [&](const End& end) { return !m_rows[end.owner].open; });
    for (Row& row : m_rows) {
        if (row.open) {
            row.linkA = ownerAt(m_designEnds, row.a);
            row.linkZ = ownerAt(m_designEnds, row.z);
        }
    }
}

void Comparison::findCovered()
{
    for (const Row& row : m_rows) {
        if (row.linkA != none && row.linkZ != none && m_links[row.linkA].section == m_links[row.linkZ].section)
            m_covered[m_links[row.linkA].section] = true;
    }
}

void Comparison::matchRows()
{
    for (Index row = 0; row < m_rows.size(); ++row) {
        Row& item = m_rows[row];
        // A port of a link joined to itself would match too.
        if (!item.open || item.linkA == none || item.linkA != item.linkZ || item.a == item.z)
            continue;
        item.open = false;
        m_links[item.linkA].open = false;
        judgeMedium(row, item.linkA);
    }
}

void Comparison::judgeMedium(Index row, Index link)
{
    const std::string& built = m_list.media[m_list.links[row].medium];
    const PartRef medium = mediumOf(link);
    if (built.empty() || !medium) {
        ++m_report.mediumUnsaid;
        return;
    }
    if (foldedCase(built) == foldedCase(medium->id.text()) || foldedCase(built) == foldedCase(medium->model))
        return;
    AsBuiltDifference& difference = add(AsBuiltKind::WrongMedium, {link}, {row});
    difference.designed = medium->id.text();
    difference.built = shown(built);
    difference.message = fmt::format("Cable '{}' from {} is '{}', designed as '{}'", cableName(link), designed(link), difference.built, medium->id);
}

void Comparison::findSwaps()
{
    const auto other = [&](Index link, std::uint64_t end) { return m_links[link].a == end ? m_links[link].b : m_links[link].a; };
    for (Index row = 0; row < m_rows.size(); ++row) {
        Row& item = m_rows[row];
        const Index first = item.linkA, second = item.linkZ;
        if (!item.open || first == none || second == none || !m_links[first].open || !m_links[second].open || first == second)
            continue;
        const std::uint64_t farA = other(first, item.a), farZ = other(second, item.z);
        const Index partner = ownerAt(m_rowEnds, farA);
        if (partner == none || partner == row || partner != ownerAt(m_rowEnds, farZ) || !m_rows[partner].open)
            continue;
        item.open = m_rows[partner].open = false;
        m_links[first].open = m_links[second].open = false;
        AsBuiltDifference& difference = add(AsBuiltKind::Swapped, {first, second}, {row, partner});
        if (!difference.message.empty())
            continue;
        difference.designed = fmt::format("{}; {}", designed(first), designed(second));
        difference.built = fmt::format("{}; {}", built(row), built(partner));
        difference.message = fmt::format("Cables '{}' and '{}' are exchanged at one end: designed {}; built {}", cableName(first), cableName(second),
                                         difference.designed, difference.built);
    }
}

void Comparison::findWrongPorts()
{
    const auto isFree = [&](Index link) { return link != none && m_links[link].open; };
    // Rows that can only be one cable are told first, so that none is taken away from them.
    for (const bool sure : {true, false}) {
        for (Index row = 0; row < m_rows.size(); ++row) {
            Row& item = m_rows[row];
            if (!item.open || (sure && isFree(item.linkA) && isFree(item.linkZ)))
                continue;
            const Index link = isFree(item.linkA) ? item.linkA : isFree(item.linkZ) ? item.linkZ : none;
            if (link == none)
                continue;
            item.open = false;
            m_links[link].open = false;
            AsBuiltDifference& difference = add(AsBuiltKind::WrongPort, {link}, {row});
            difference.designed = designed(link);
            difference.built = built(row);
            difference.message = fmt::format("Cable '{}' is plugged in elsewhere: designed {}; built {}", cableName(link), difference.designed,
                                             difference.built);
        }
    }
    for (Index row = 0; row < m_rows.size(); ++row) {
        if (!m_rows[row].open)
            continue;
        AsBuiltDifference& difference = add(AsBuiltKind::Extra, {}, {row});
        difference.built = built(row);
        difference.message = fmt::format("A cable that is not designed joins {}", difference.built);
    }
}

void Comparison::findMissing()
{
    for (Index link = 0; link < m_links.size(); ++link) {
        if (!m_links[link].open || !m_covered[m_links[link].section])
            continue;
        AsBuiltDifference& difference = add(AsBuiltKind::Missing, {link}, {});
        if (!difference.message.empty())
            continue;
        difference.designed = designed(link);
        difference.message = fmt::format("Cable '{}' from {} is missing", cableName(link), difference.designed);
    }
}

void Comparison::finish()
{
    m_report.rows = m_list.links.size();
    m_report.problems = m_list.problems;
    const auto sections = m_schedule.sections();
    for (std::size_t at = 0; at < sections.size(); ++at) {
        const ScheduleSection& section = sections[at];
        const std::string name = fmt::format("{}/{}", section.pod ? section.pod->id.text() : std::string{}, section.fabric->id);
        (m_covered[at] ? m_report.compared : m_report.notCompared).push_back(name);
        const std::size_t count = section.plan->cables.size();
        if (!m_covered[at])
            continue;
        m_report.cables += count;
        const auto first = m_wrong.begin() + static_cast<std::ptrdiff_t>(section.firstRow);
        m_report.asDesigned += static_cast<std::size_t>(std::count(first, first + static_cast<std::ptrdiff_t>(count), 0));
    }
    std::stable_sort(m_report.differences.begin(), m_report.differences.end(), [](const AsBuiltDifference& a, const AsBuiltDifference& b) {
        return std::tie(a.kind, a.cables, a.lines) < std::tie(b.kind, b.cables, b.lines);
    });
}

} // namespace

std::string_view word(AsBuiltKind kind)
{
    return kindWords[static_cast<std::size_t>(kind)];
}

std::size_t AsBuiltReport::count(AsBuiltKind kind) const
{
    return static_cast<std::size_t>(
        std::count_if(differences.begin(), differences.end(), [&](const AsBuiltDifference& one) { return one.kind == kind; }));
}

Result<AsBuiltReport> asBuiltReport(const CableSchedule& schedule, const PointToPoint& list, std::string file)
{
    const ScheduleDevices devices{schedule};
    auto listed = ListedPorts::create(schedule, devices);
    if (!listed)
        return tl::unexpected{listed.error()};
    AsBuiltReport report = Comparison{schedule, list, devices, std::move(*listed)}();
    report.file = std::move(file);
    return report;
}

} // namespace colonnade::model
