#include "model/reliability/ScaleUpDomains.h"

#include "model/reliability/RackOutage.h"

#include <algorithm>
#include <utility>

namespace colonnade::model {

namespace {

/// As the cluster view counts: trays hang on one scale-up network of their rack; servers have their own.
bool sharesRack(const RackDesign& rack, const PartType& part)
{
    return part.kind == PartKind::Tray || (rack.system() && part.kind != PartKind::Server);
}

int statedDomain(const PartType& part, const Catalog& catalog)
{
    if (!part.accelerator)
        return 0;
    if (part.accelerator->scaleUpDomain > 0)
        return part.accelerator->scaleUpDomain;
    const PartRef entry = part.accelerator->type ? catalog.part(*part.accelerator->type) : nullptr;
    if (!entry)
        return 0;
    if (entry->accelerator && entry->accelerator->scaleUpDomain > 0)
        return entry->accelerator->scaleUpDomain;
    return static_cast<int>(entry->number("scale_up_domain_size").value_or(0));
}

void addRack(std::vector<ScaleUpGroup>& groups, const RackDesign& rack, std::size_t placement, const DeviceNumbers& numbers,
             const Catalog& catalog)
{
    const auto devices = rack.devices();
    const int ofSystem = rack.system() && rack.system()->accelerator ? rack.system()->accelerator->scaleUpDomain : 0;
    ScaleUpGroup open;
    std::vector<std::size_t> switches;
    for (std::size_t i = 0; i < devices.size(); ++i) {
        if (devices[i].part->role == DeviceRole::ScaleUpSwitch)
            switches.push_back(numbers.of(placement, static_cast<std::int32_t>(i)));
    }
    for (std::size_t i = 0; i < devices.size(); ++i) {
        const PartType& part = *devices[i].part;
        const int own = acceleratorsOf(part);
        if (own == 0)
            continue;
        const std::size_t number = numbers.of(placement, static_cast<std::int32_t>(i));
        const int stated = statedDomain(part, catalog);
        const int domain = ofSystem > 1 ? ofSystem : stated;
        if (!sharesRack(rack, part) || domain <= own) {
            groups.push_back({{number}, {}, own});
            continue;
        }
        open.devices.push_back(number);
        open.accelerators += own;
        open.switches = switches;
        if (open.accelerators >= domain)
            groups.push_back(std::exchange(open, {}));
    }
    if (open.accelerators > 0)
        groups.push_back(std::move(open));
}

} // namespace

DeviceNumbers::DeviceNumbers(const Arrangement& arrangement)
{
    m_first.reserve(arrangement.placements.size() + 1);
    std::size_t next = 0;
    for (const Placement& placement : arrangement.placements) {
        m_first.push_back(next);
        next += 1 + (placement.rack() ? (*placement.rack())->devices().size() : 0);
    }
    m_first.push_back(next);
}

DeviceNumbers::Device DeviceNumbers::at(std::size_t number) const
{
    const auto after = std::upper_bound(m_first.begin(), m_first.end(), number);
    const auto placement = static_cast<std::size_t>(after - m_first.begin()) - 1;
    return {placement, static_cast<std::int32_t>(number - m_first[placement]) - 1};
}

std::vector<ScaleUpGroup> scaleUpGroups(const Arrangement& arrangement, const DeviceNumbers& numbers, const Catalog& catalog)
{
    std::vector<ScaleUpGroup> groups;
    for (std::size_t i = 0; i < arrangement.placements.size(); ++i) {
        const Placement& placement = arrangement.placements[i];
        if (const RackDesignRef* rack = placement.rack())
            addRack(groups, **rack, i, numbers, catalog);
        else if (const int own = acceleratorsOf(**placement.unit()); own > 0)
            groups.push_back({{numbers.of(i, -1)}, {}, own});
    }
    return groups;
}

} // namespace colonnade::model
