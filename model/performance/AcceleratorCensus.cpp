#include "model/performance/AcceleratorCensus.h"

namespace colonnade::model {

namespace {

int accelerators(const PartType& part)
{
    return part.accelerator ? part.accelerator->count : 0;
}

/// Trays hang on one scale-up network of their rack; servers have their own.
bool sharesRack(const RackDesign& rack, const PartType& part)
{
    return part.kind == PartKind::Tray || (rack.system() && part.kind != PartKind::Server);
}

int systemDomain(const RackDesign& rack)
{
    return rack.system()->accelerator ? rack.system()->accelerator->scaleUpDomain : 0;
}

} // namespace

AcceleratorCensus AcceleratorCounting::of(const Arrangement& arrangement)
{
    AcceleratorCensus census;
    for (const Placement& placement : arrangement.placements) {
        if (const RackDesignRef* rack = placement.rack())
            census.add(of(*rack), 1);
        else
            addPart(census, **placement.unit(), 1, accelerators(**placement.unit()));
    }
    return census;
}

const AcceleratorCensus& AcceleratorCounting::of(const RackDesignRef& rack)
{
    const auto [found, isNew] = m_racks.try_emplace(rack.get());
    if (!isNew)
        return found->second;
    AcceleratorCensus& census = found->second;
    int inTrays = 0;
    for (const Device& device : rack->devices())
        inTrays += sharesRack(*rack, *device.part) ? accelerators(*device.part) : 0;
    for (const Device& device : rack->devices()) {
        const int own = accelerators(*device.part);
        const bool shares = sharesRack(*rack, *device.part);
        addPart(census, *device.part, shares && rack->system() ? systemDomain(*rack) : 0, shares ? inTrays : own);
    }
    return census;
}

/// `stated` is the domain that the rack's system states, `within` the accelerators that could share one.
void AcceleratorCounting::addPart(AcceleratorCensus& census, const PartType& part, int stated, int within) const
{
    const int count = accelerators(part);
    if (count == 0)
        return;
    int domain = stated > 1 ? stated : part.accelerator->scaleUpDomain;
    if (const auto& type = part.accelerator->type) {
        census.byType[*type] += count;
        const PartRef entry = domain == 0 ? m_catalog.part(*type) : nullptr;
        if (entry) {
            domain = entry->accelerator ? entry->accelerator->scaleUpDomain : 0;
            if (domain == 0)
                domain = static_cast<int>(entry->number("scale_up_domain_size").value_or(0));
        }
    } else {
        census.untyped += count;
        census.untypedHolder = part.id.text();
    }
    census.addDomain(domain > 0 ? std::max(1, std::min(domain, within)) : 1);
}

} // namespace colonnade::model
