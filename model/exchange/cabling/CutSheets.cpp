#include "model/exchange/cabling/CutSheets.h"

#include "model/exchange/cabling/NodeOrder.h"
#include "model/exchange/cabling/ScheduleEnds.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace colonnade::model {

namespace {

constexpr std::uint16_t none = CableColumns::none;

std::string rackOf(const ScheduleSection& section, std::uint32_t node)
{
    const DevicePlace place = placeOf(section, node);
    return place.pod ? fmt::format("{}/{}", place.pod->id, place.placement->id) : place.placement->id.text();
}

/// The racks of a section's nodes, each spelled out once.
std::vector<std::string> racksOf(const ScheduleSection& section)
{
    std::vector<std::string> racks(section.plan->nodes.size());
    for (std::uint32_t node = 0; node < racks.size(); ++node)
        racks[node] = rackOf(section, node);
    return racks;
}

} // namespace

std::vector<StockItem> stockOf(const CableSchedule& schedule, double spareShare)
{
    // By plan first: placements share them.
    std::map<const FabricPlan*, int> times;
    for (const ScheduleSection& section : schedule.sections())
        ++times[section.plan.get()];
    using Key = std::tuple<bool, std::string, TypeId, double>;
    std::map<Key, StockItem> items;
    const auto add = [&](const PartRef& part, std::optional<Metres> length, int count) {
        StockItem& item = items[Key{!length, naturalKey(part->model), part->id, length ? length->value() : 0}];
        item.part = part;
        item.length = length;
        item.count += count;
    };
    for (const auto& [plan, count] : times) {
        const CableColumns& cables = plan->cables;
        std::map<std::pair<std::uint16_t, float>, int> counted;
        for (std::size_t cable = 0; cable < cables.size(); ++cable) {
            if (cables.medium[cable] != none)
                ++counted[{cables.medium[cable], cables.ordered[cable]}];
        }
        for (const auto& [what, each] : counted)
            add(plan->media[what.first], Metres{static_cast<double>(what.second)}, each * count);
        for (const PlacedOptic& optic : plan->optics)
            add(plan->media[optic.part], std::nullopt, count);
    }
    std::vector<StockItem> stock;
    for (auto& [key, item] : items) {
        item.spares = static_cast<int>(std::ceil(item.count * spareShare - 1e-9));
        stock.push_back(std::move(item));
    }
    return stock;
}

std::vector<RackCut> cutSheetByRack(const CableSchedule& schedule)
{
    ScheduleQuery byFrom, byTo;
    byFrom.order = ScheduleOrder::From;
    byTo.order = ScheduleOrder::To;
    std::map<std::pair<std::string, std::string>, RackCut> cuts;
    std::map<const ScheduleSection*, std::vector<std::string>> racks;
    for (const ScheduleSection& section : schedule.sections())
        racks.emplace(&section, racksOf(section));
    const auto add = [&](std::uint32_t row, bool atFrom) {
        const ScheduleSection& section = schedule.sectionOf(row);
        const FabricPlan& plan = *section.plan;
        const std::vector<std::string>& here = racks.at(&section);
        std::vector<std::string> seen;
        for (const std::uint32_t link : plan.cables.links(row - section.firstRow)) {
            const std::string& rack = here[atFrom ? plan.links.a[link] : plan.links.b[link]];
            const std::string& other = here[plan.links.a[link]];
            if ((!atFrom && rack == other) || std::find(seen.begin(), seen.end(), rack) != seen.end())
                continue;
            seen.push_back(rack);
            RackCut& cut = cuts[{naturalKey(rack), rack}];
            cut.rack = rack;
            cut.rows.push_back(row);
        }
    };
    for (const std::uint32_t row : schedule.rows(byFrom))
        add(row, true);
    for (const std::uint32_t row : schedule.rows(byTo))
        add(row, false);
    std::vector<RackCut> sheet;
    for (auto& [key, cut] : cuts)
        sheet.push_back(std::move(cut));
    return sheet;
}

std::vector<PathCut> cutSheetByPath(const CableSchedule& schedule)
{
    using Key = std::tuple<std::string, std::string, std::string, std::string>;
    std::map<Key, PathCut> cuts;
    for (const ScheduleSection& section : schedule.sections()) {
        const FabricPlan& plan = *section.plan;
        const std::vector<std::string> racks = racksOf(section);
        for (std::size_t cable = 0; cable < plan.cables.size(); ++cable) {
            const std::uint32_t link = plan.cables.links(cable).front();
            const std::string &from = racks[plan.links.a[link]], &to = racks[plan.links.b[link]];
            PathCut& cut = cuts[Key{naturalKey(from), naturalKey(to), from, to}];
            cut.from = from;
            cut.to = to;
            cut.longest = std::max(cut.longest, Metres{static_cast<double>(plan.cables.ordered[cable])});
            cut.rows.push_back(static_cast<std::uint32_t>(section.firstRow + cable));
        }
    }
    const auto ordered = [&](std::uint32_t row) {
        const ScheduleSection& section = schedule.sectionOf(row);
        return section.plan->cables.ordered[row - section.firstRow];
    };
    std::vector<PathCut> sheet;
    for (auto& [key, cut] : cuts) {
        std::stable_sort(cut.rows.begin(), cut.rows.end(), [&](std::uint32_t a, std::uint32_t b) { return ordered(a) > ordered(b); });
        sheet.push_back(std::move(cut));
    }
    return sheet;
}

} // namespace colonnade::model
