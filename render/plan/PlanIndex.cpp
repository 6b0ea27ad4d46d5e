#include "render/plan/PlanIndex.h"

#include "model/units/Text.h"

#include <algorithm>
#include <array>
#include <map>

namespace colonnade::render {
namespace {

using model::DeviceRole;
using model::FloorRect;
using model::Millimetres;

const model::FloorRect nothingYet{{}, {Millimetres{12000}, Millimetres{8000}}};

template <class Amount>
std::optional<DeviceRole> greatest(const std::array<Amount, model::deviceRoleCount>& amounts)
{
    const auto most = std::ranges::max_element(amounts);
    return *most > Amount{} ? std::optional{static_cast<DeviceRole>(most - amounts.begin())}
                            : std::nullopt;
}

std::string_view nameOf(const model::Placement& placement)
{
    if (const auto* rack = placement.rack())
        return (*rack)->name();
    return (*placement.unit())->model;
}

bool contains(const FloorRect& rect, model::Point point)
{
    return point.x >= rect.at.x && point.x < rect.right() && point.y >= rect.at.y
        && point.y < rect.top();
}

/// The box of the most of `members` that stand in one line with no more than an aisle between them.
FloorRect longestRun(std::vector<FloorRect> members)
{
    constexpr Millimetres aisle{1500};
    FloorRect all = members.front();
    for (const FloorRect& member : members)
        all = all.united(member);
    const bool alongX = all.size.width >= all.size.depth;
    std::ranges::sort(members, {}, [&](const FloorRect& member) { return alongX ? member.at.x : member.at.y; });
    FloorRect run = members.front(), longest = run;
    int count = 0, most = 0;
    for (const FloorRect& member : members) {
        const bool joins = alongX ? member.at.x - run.right() <= aisle && member.at.y < run.top() && run.at.y < member.top()
                                  : member.at.y - run.top() <= aisle && member.at.x < run.right() && run.at.x < member.right();
        run = joins ? run.united(member) : member;
        count = joins ? count + 1 : 1;
        if (count > most) {
            most = count;
            longest = run;
        }
    }
    return longest;
}

} // namespace

DeviceRole mainRole(const model::RackDesign& rack)
{
    // A rack of trays serves computing, whatever its shelves deliver.
    if (rack.facts().accelerators > 0)
        return DeviceRole::Compute;
    if (const auto role = greatest(rack.facts().powerByRole))
        return *role;
    std::array<int, model::deviceRoleCount> halves{};
    for (const model::Device& device : rack.devices()) {
        if (device.part->role != DeviceRole::Passive)
            halves[static_cast<std::size_t>(device.part->role)] += device.height().halves();
    }
    return greatest(halves).value_or(DeviceRole::Passive);
}

DeviceRole mainRole(const model::Placement& placement)
{
    if (const auto* rack = placement.rack())
        return mainRole(**rack);
    return (*placement.unit())->role;
}

bool adjoin(const FloorRect& a, const FloorRect& b, Millimetres gap)
{
    const bool acrossX = a.at.y == b.at.y && a.size.depth == b.size.depth
        && b.at.x - a.right() <= gap && a.at.x - b.right() <= gap;
    const bool acrossY = a.at.x == b.at.x && a.size.width == b.size.width && b.at.y - a.top() <= gap
        && a.at.y - b.top() <= gap;
    return acrossX || acrossY;
}

PlanIndex::PlanIndex(std::shared_ptr<const model::Hall> hall) : m_hall{std::move(hall)}
{
    for (const model::PodPlacement& pod : m_hall->pods) {
        const std::size_t first = m_items.size();
        const model::Arrangement& inside = pod.pod->arrangement();
        for (const model::Placement& placement : inside.placements)
            add(&pod, placement);
        m_pods.push_back({pod.id.text(), model::labelOr(pod.label, pod.id.text()),
                          pod.footprint(), &pod, first, m_items.size() - first});
        addRibbons(first, m_items.size(), inside);
        for (const model::Aisle& aisle : inside.aisles) {
            FloorRect placed = model::turnedAboutOrigin(aisle.area, pod.turn);
            placed.at = placed.at + pod.at;
            m_aisles.push_back({placed, aisle.kind, aisle.contained});
        }
    }
    const std::size_t alone = m_items.size();
    for (const model::Placement& placement : m_hall->arrangement.placements)
        add(nullptr, placement);
    addRibbons(alone, m_items.size(), m_hall->arrangement);
    for (const model::Aisle& aisle : m_hall->arrangement.aisles)
        m_aisles.push_back({aisle.area, aisle.kind, aisle.contained});

    std::optional<FloorRect> extent;
    const auto include = [&](const FloorRect& rect) {
        extent = extent ? extent->united(rect) : rect;
    };
    if (!m_hall->outline.empty())
        include(model::boundingBox(m_hall->outline));
    for (const PlanItem& item : m_items)
        include(item.footprint);
    for (const PlanAisle& aisle : m_aisles)
        include(aisle.area);
    for (const model::Door& door : m_hall->doors) {
        if (m_hall->outline.empty())
            break;
        // With the place that it swings over.
        const model::DoorOpening opening = model::openingOf(*m_hall, door);
        for (const model::Point corner : {opening.from, opening.to})
            include(model::boundingBox({corner, corner + opening.outward}));
    }
    m_extent = extent.value_or(nothingYet);
}

void PlanIndex::add(const model::PodPlacement* pod, const model::Placement& placement)
{
    PlanItem item;
    item.path = model::pathOf(pod, placement);
    item.label = model::labelOr(placement.label, placement.id.text());
    item.footprint = pod ? pod->footprint(placement) : placement.footprint();
    item.turn = pod ? pod->turn + placement.turn : placement.turn;
    item.role = mainRole(placement);
    item.placement = &placement;
    item.pod = pod;
    if (const auto special = m_hall->overrides.find(item.path);
        special != m_hall->overrides.end() && !special->second.label.empty())
        item.label = special->second.label;
    m_items.push_back(std::move(item));
}

void PlanIndex::addRibbons(std::size_t first, std::size_t last,
                           const model::Arrangement& arrangement)
{
    struct Growing {
        FloorRect footprint;
        std::optional<model::RowId> row;
        std::string firstLabel, lastLabel, design;
        bool mixed = false, isRack = false;
        int count = 0;
        DeviceRole role = DeviceRole::Compute;
    };
    std::vector<Growing> all;
    for (std::size_t i = first; i < last; ++i) {
        const PlanItem& item = m_items[i];
        const auto mayJoin = [&](const Growing& ribbon) {
            if (!item.isRack() || !ribbon.isRack)
                return false;
            if (item.placement->row || ribbon.row)
                return item.placement->row == ribbon.row;
            return ribbon.design == nameOf(*item.placement)
                && adjoin(ribbon.footprint, item.footprint, Millimetres{100});
        };
        // Neighbours follow each other in the file; looking back a few rows is enough and stays
        // linear.
        const std::size_t back = all.size() > 8 ? all.size() - 8 : 0;
        const auto found =
            std::find_if(all.begin() + static_cast<std::ptrdiff_t>(back), all.end(), mayJoin);
        if (found == all.end()) {
            all.push_back({item.footprint, item.placement->row, item.label, item.label,
                           std::string{nameOf(*item.placement)}, false, item.isRack(), 1,
                           item.role});
            continue;
        }
        found->footprint = found->footprint.united(item.footprint);
        found->lastLabel = item.label;
        found->mixed |= found->design != nameOf(*item.placement);
        ++found->count;
    }
    for (const Growing& ribbon : all) {
        PlanRibbon done;
        done.footprint = ribbon.footprint;
        done.count = ribbon.count;
        done.role = ribbon.role;
        if (ribbon.count == 1)
            done.text = ribbon.firstLabel;
        else if (ribbon.mixed)
            done.text =
                fmt::format("{}–{}, {} racks", ribbon.firstLabel, ribbon.lastLabel, ribbon.count);
        else
            done.text = fmt::format("{}–{}, {} × {}", ribbon.firstLabel, ribbon.lastLabel,
                                    ribbon.count, ribbon.design);
        m_ribbons.push_back(std::move(done));
    }
    for (const model::Row& row : arrangement.rows) {
        std::vector<FloorRect> members;
        for (std::size_t i = first; i < last; ++i) {
            if (m_items[i].placement->row == row.id)
                members.push_back(m_items[i].footprint);
        }
        if (!members.empty())
            m_rows.push_back({longestRun(std::move(members)), row.name});
    }
}

const PlanItem* PlanIndex::item(std::string_view path) const
{
    const auto found = std::ranges::find(m_items, path, &PlanItem::path);
    return found == m_items.end() ? nullptr : &*found;
}

const PlanPod* PlanIndex::pod(std::string_view path) const
{
    const auto found = std::ranges::find(m_pods, path, &PlanPod::path);
    return found == m_pods.end() ? nullptr : &*found;
}

const PlanItem* PlanIndex::itemAt(model::Point point) const
{
    const auto in = [&](const PlanItem& item) { return contains(item.footprint, point); };
    for (const PlanPod& pod : m_pods) {
        if (!contains(pod.footprint, point))
            continue;
        const auto begin = m_items.begin() + static_cast<std::ptrdiff_t>(pod.first);
        const auto end = begin + static_cast<std::ptrdiff_t>(pod.count);
        if (const auto found = std::find_if(begin, end, in); found != end)
            return &*found;
    }
    const std::size_t alone = m_pods.empty() ? 0 : m_pods.back().first + m_pods.back().count;
    const auto found =
        std::find_if(m_items.begin() + static_cast<std::ptrdiff_t>(alone), m_items.end(), in);
    return found == m_items.end() ? nullptr : &*found;
}

const PlanPod* PlanIndex::podAt(model::Point point) const
{
    const auto found = std::ranges::find_if(
        m_pods, [&](const PlanPod& pod) { return contains(pod.footprint, point); });
    return found == m_pods.end() ? nullptr : &*found;
}

std::vector<const PlanItem*> PlanIndex::itemsIn(const FloorRect& area, bool touching) const
{
    std::vector<const PlanItem*> items;
    for (const PlanItem& item : m_items) {
        if (touching ? area.overlaps(item.footprint) : area.contains(item.footprint))
            items.push_back(&item);
    }
    return items;
}

} // namespace colonnade::render
