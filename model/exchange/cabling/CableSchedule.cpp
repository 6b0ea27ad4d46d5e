#include "model/exchange/cabling/CableSchedule.h"

#include "model/exchange/cabling/CableNames.h"
#include "model/exchange/cabling/NodeOrder.h"
#include "model/exchange/cabling/ScheduleEnds.h"
#include "model/exchange/cabling/ScheduleSearch.h"
#include "model/units/AddOnce.h"
#include "model/units/Text.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <numeric>
#include <set>

namespace colonnade::model {

struct CableSchedule::Content {
    Design design;
    CableNames names;
    std::vector<ScheduleSection> sections;
    std::size_t rows = 0;
    mutable std::once_flag ranked;
    mutable std::unique_ptr<const NodeOrder> order; ///< Made when something is first sorted by its ends.

    Content(Design d, CableNames n) : design{std::move(d)}, names{std::move(n)} { }
    const NodeOrder& nodeOrder() const
    {
        std::call_once(ranked, [&] { order = std::make_unique<const NodeOrder>(sections, names); });
        return *order;
    }
};

namespace {

constexpr std::uint16_t none = CableColumns::none;

std::string fabricPathOf(const PodPlacement* pod, const Fabric& fabric)
{
    return fmt::format("{}/{}", pod ? pod->pod->id().text() : std::string{}, fabric.id);
}

CableEnd endOf(const ScheduleSection& section, const CableNames& names, const LinkEnd& end, std::uint16_t optic)
{
    const FabricPlan& plan = *section.plan;
    const DevicePlace place = placeOf(section, end.node);
    CableEnd out;
    out.device = place.path();
    out.name = names.device(place);
    if (place.pod)
        out.pod = place.pod->id.text();
    if (place.placement->row) {
        const auto& rows = place.arrangement->rows;
        const auto row = std::find_if(rows.begin(), rows.end(), [&](const Row& item) { return item.id == *place.placement->row; });
        out.row = row == rows.end() || row->name.empty() ? place.placement->row->text() : row->name;
    }
    out.rack = place.placement->id.text();
    out.unit = CableNames::unitText(place.device);
    const PortPiece piece = pieceOf(plan, end);
    out.port = CableNames::portText(piece);
    out.portPath = fmt::format("{}:{}/{}", out.device, word(piece.port->role), piece.port->index);
    out.part = place.part();
    out.cage = plugCage(*out.part, piece.port->form);
    if (optic != none)
        out.optic = plan.media[optic];
    return out;
}

/// Keys to sort by, and the row.
struct Keyed {
    std::uint64_t first, second;
    std::uint32_t row;
};

} // namespace

CableSchedule::CableSchedule() : CableSchedule{create(Design{}).value()} { }

Result<CableSchedule> CableSchedule::create(const Design& design, const std::optional<CableNaming>& naming)
{
    auto names = CableNames::create(design, naming.value_or(design.naming()));
    if (!names)
        return tl::unexpected{names.error()};
    auto content = std::make_shared<Content>(design, std::move(*names));
    const std::shared_ptr<const Hall>& hall = content->design.hall();
    const auto add = [&](const PodPlacement* pod, const Arrangement& arrangement, const Fabric& fabric, std::shared_ptr<const FabricPlan> plan) {
        if (!plan || plan->cables.size() == 0)
            return;
        const std::size_t cables = plan->cables.size();
        std::vector<const PodPlacement*> joined;
        for (const JoinedPod& other : plan->pods)
            joined.push_back(hall->pod(other.id));
        content->sections.push_back({pod, &arrangement, &fabric, std::move(plan), content->rows, fabricPathOf(pod, fabric), std::move(joined)});
        content->rows += cables;
    };
    for (const PodPlacement& pod : hall->pods) {
        const Arrangement& arrangement = pod.pod->arrangement();
        for (const Fabric& fabric : arrangement.fabrics)
            add(&pod, arrangement, fabric, fabricPlan(pod.pod, fabric.id, hall->trayHeight));
    }
    for (const Fabric& fabric : hall->arrangement.fabrics)
        add(nullptr, hall->arrangement, fabric, fabricPlan(hall, fabric.id));
    if (content->rows > std::numeric_limits<std::uint32_t>::max())
        return fail("The design has {} cables; a schedule holds {}", content->rows, std::numeric_limits<std::uint32_t>::max());
    return CableSchedule{std::shared_ptr<const Content>{std::move(content)}};
}

CableSchedule CableSchedule::ofFabric(std::string_view name) const
{
    auto content = std::make_shared<Content>(m_content->design, m_content->names);
    for (ScheduleSection section : m_content->sections) {
        if (!section.isOf(name))
            continue;
        section.firstRow = content->rows;
        content->rows += section.plan->cables.size();
        content->sections.push_back(std::move(section));
    }
    return CableSchedule{std::shared_ptr<const Content>{std::move(content)}};
}

std::size_t CableSchedule::size() const
{
    return m_content->rows;
}

std::span<const ScheduleSection> CableSchedule::sections() const
{
    return m_content->sections;
}

const ScheduleSection& CableSchedule::sectionOf(std::size_t index) const
{
    const auto& sections = m_content->sections;
    const auto after = std::upper_bound(sections.begin(), sections.end(), index,
                                        [](std::size_t row, const ScheduleSection& section) { return row < section.firstRow; });
    return *std::prev(after);
}

const Design& CableSchedule::design() const
{
    return m_content->design;
}

const CableNames& CableSchedule::names() const
{
    return m_content->names;
}

Subject CableSchedule::subject(std::size_t index) const
{
    const ScheduleSection& section = sectionOf(index);
    return {Subject::Where::Cable, fmt::format("{}/{}", section.fabricPath, index - section.firstRow + 1)};
}

CableRow CableSchedule::row(std::size_t index) const
{
    const ScheduleSection& section = sectionOf(index);
    const CableNames& names = m_content->names;
    const FabricPlan& plan = *section.plan;
    const CableColumns& cables = plan.cables;
    const std::size_t cable = index - section.firstRow;
    const auto links = cables.links(cable);
    const std::uint32_t link = links.front();

    CableRow row;
    row.name = names.cable(section.pod, *section.fabric, cable + 1);
    row.subject = {Subject::Where::Cable, fmt::format("{}/{}", section.fabricPath, cable + 1)};
    row.fabric = labelOr(section.fabric->name, section.fabric->id.text());
    row.fabricPath = section.fabricPath;
    row.from = endOf(section, names, nearEnd(plan, link), cables.opticA[cable]);
    row.to = endOf(section, names, farEnd(plan, link), cables.opticB[cable]);
    if (cables.medium[cable] != none)
        row.medium = plan.media[cables.medium[cable]];
    if (cables.gap[cable] != MediumGap::None)
        row.gap = plan.gapText(cable);
    row.links = static_cast<int>(links.size());
    row.strand = strandOf(cables, cable);
    row.rail = plan.links.rail[link];
    row.plane = plan.links.plane[link];
    row.speed = GigabitsPerSecond{static_cast<double>(plan.links.speed[link])};
    row.routed = Metres{static_cast<double>(cables.routed[cable])};
    row.ordered = Metres{static_cast<double>(cables.ordered[cable])};
    row.basis = cables.basis[cable];
    row.byHand = cables.hand[cable] >= 0;
    row.chosen = cables.choice[cable] >= 0;

    const auto portLabel = [&](const LinkEnd& end) { return names.port(placeOf(section, end.node), pieceOf(plan, end)); };
    const std::string from = portLabel(nearEnd(plan, link)), to = portLabel(farEnd(plan, link));
    row.from.label = names.label(from, to, row.name, row.strand);
    row.to.label = names.label(to, from, row.name, row.strand);
    if (const FanOut fan = fanOutOf(plan, cable); fan.legs.size() > 1) {
        row.legsAtFrom = fan.atNear;
        for (const LinkEnd& leg : fan.legs) {
            row.legs.push_back(endOf(section, names, leg, fan.atNear ? cables.opticA[cable] : cables.opticB[cable]));
            row.legs.back().label = names.label(portLabel(leg), fan.atNear ? to : from, row.name, row.strand);
        }
    }
    return row;
}

std::vector<std::string> CableSchedule::fabrics() const
{
    std::vector<std::string> paths;
    for (const ScheduleSection& section : m_content->sections)
        addOnce(paths, section.fabricPath);
    return paths;
}

std::vector<PartRef> CableSchedule::media() const
{
    std::set<const FabricPlan*> seen;
    std::map<std::pair<std::string, TypeId>, PartRef> found;
    for (const ScheduleSection& section : m_content->sections) {
        if (!seen.insert(section.plan.get()).second)
            continue;
        std::vector<bool> used(section.plan->media.size());
        for (const std::uint16_t medium : section.plan->cables.medium) {
            if (medium != none)
                used[medium] = true;
        }
        for (std::size_t i = 0; i < used.size(); ++i) {
            const PartRef& part = section.plan->media[i];
            if (used[i])
                found.emplace(std::pair{naturalKey(part->model), part->id}, part);
        }
    }
    std::vector<PartRef> media;
    for (const auto& [key, part] : found)
        media.push_back(part);
    return media;
}

std::vector<std::uint32_t> CableSchedule::rows(const ScheduleQuery& query, const std::stop_token& stop) const
{
    std::vector<std::uint32_t> rows;
    const std::unique_ptr<ScheduleSearch> search = query.text.empty() ? nullptr : std::make_unique<ScheduleSearch>(query.text, m_content->names);
    for (const ScheduleSection& section : m_content->sections) {
        if (stop.stop_requested())
            return {};
        if (query.fabric && *query.fabric != section.fabricPath)
            continue;
        const CableColumns& cables = section.plan->cables;
        std::vector<std::uint8_t> wanted;
        if (search)
            wanted = search->matches(section, stop);
        std::vector<std::uint8_t> medium(section.plan->media.size() + 1, 1);
        if (query.medium || query.withoutMedium) {
            std::fill(medium.begin(), medium.end(), std::uint8_t{0});
            for (std::size_t i = 0; i < section.plan->media.size(); ++i)
                medium[i] = !query.withoutMedium && section.plan->media[i]->id == *query.medium;
            medium.back() = query.withoutMedium;
        }
        for (std::size_t cable = 0; cable < cables.size(); ++cable) {
            const std::size_t made = std::min<std::size_t>(cables.medium[cable], medium.size() - 1);
            if (medium[made] && (!search || wanted[cable]))
                rows.push_back(static_cast<std::uint32_t>(section.firstRow + cable));
        }
    }
    return stop.stop_requested() ? std::vector<std::uint32_t>{} : sorted(std::move(rows), query.order, query.descending, stop);
}

std::vector<std::uint32_t> CableSchedule::sorted(std::vector<std::uint32_t> rows, ScheduleOrder order, bool descending,
                                                 const std::stop_token& stop) const
{
    if (order == ScheduleOrder::Plan) {
        if (descending)
            std::reverse(rows.begin(), rows.end());
        return rows;
    }
    const bool byEnds = order == ScheduleOrder::Label || order == ScheduleOrder::From || order == ScheduleOrder::To;
    const NodeOrder* nodes = byEnds ? &m_content->nodeOrder() : nullptr;
    std::map<TypeId, std::uint64_t> rankOfMedium;
    if (order == ScheduleOrder::Medium) {
        for (const PartRef& part : media())
            rankOfMedium.emplace(part->id, rankOfMedium.size());
    }
    std::vector<Keyed> keyed;
    keyed.reserve(rows.size());
    std::size_t at = 0; // The rows rise, so their sections do.
    for (const std::uint32_t row : rows) {
        const auto& sections = m_content->sections;
        while (at + 1 < sections.size() && row >= sections[at + 1].firstRow)
            ++at;
        const ScheduleSection& section = sections[at];
        const FabricPlan& plan = *section.plan;
        const std::size_t cable = row - section.firstRow;
        Keyed key{0, 0, row};
        if (byEnds) {
            const std::uint32_t link = plan.cables.links(cable).front();
            const std::uint64_t from = nodes->rank(at, nearEnd(plan, link)), to = nodes->rank(at, farEnd(plan, link));
            key.first = order == ScheduleOrder::To ? to : from;
            key.second = order == ScheduleOrder::Label ? to : 0;
        } else if (order == ScheduleOrder::Length) {
            key.first = static_cast<std::uint64_t>(static_cast<double>(plan.cables.ordered[cable]) * 1e6);
        } else {
            const std::uint16_t medium = plan.cables.medium[cable];
            key.first = medium == none ? std::numeric_limits<std::uint64_t>::max() : rankOfMedium.at(plan.media[medium]->id);
        }
        if (descending) {
            key.first = ~key.first;
            key.second = ~key.second;
        }
        keyed.push_back(key);
    }
    if (stop.stop_requested())
        return {};
    std::sort(keyed.begin(), keyed.end(), [](const Keyed& a, const Keyed& b) {
        return std::tie(a.first, a.second, a.row) < std::tie(b.first, b.second, b.row);
    });
    std::transform(keyed.begin(), keyed.end(), rows.begin(), [](const Keyed& key) { return key.row; });
    return rows;
}

} // namespace colonnade::model
