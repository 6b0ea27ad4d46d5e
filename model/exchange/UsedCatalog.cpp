#include "model/exchange/UsedCatalog.h"

namespace colonnade::model {

namespace {

class Used {
public:
    explicit Used(const Design& design) : m_design{design} { }

    Catalog collect()
    {
        for (const auto& [id, rack] : m_design.rackDesigns()) {
            take(rack->frame());
            take(rack->system());
            take(rack->rearDoor());
            for (const Device& device : rack->devices())
                take(device.part);
            for (const HandCable& cable : rack->cables())
                take(cable.medium);
        }
        for (const auto& [id, pod] : m_design.podDesigns())
            take(pod->arrangement());
        take(m_design.hall()->arrangement);
        for (const SourceId& id : m_design.sources())
            take(id);
        return std::move(m_used);
    }

private:
    void take(const SourceId& id)
    {
        if (m_used.source(id))
            return;
        if (const Source* source = m_design.catalog().source(id))
            (void)m_used.add(*source); // Not there yet, so it cannot fail.
    }

    void take(const PartRef& part)
    {
        if (!part || m_used.part(part->id))
            return;
        m_used.put(part);
        for (const SourceId& id : part->sources)
            take(id);
        for (const Figure& figure : part->figures) {
            for (const SourceId& id : figure.sources)
                take(id);
        }
        const auto takeNamed = [&](const TypeId& id) { take(m_design.catalog().part(id)); };
        if (part->accelerator && part->accelerator->type)
            takeNamed(*part->accelerator->type);
        for (const ContentItem& item : part->contents)
            takeNamed(item.type);
        for (const ContentRun& run : part->layout)
            takeNamed(run.type);
        if (part->frame)
            takeNamed(*part->frame);
    }

    void take(const Arrangement& arrangement)
    {
        for (const Placement& item : arrangement.placements) {
            if (item.unit())
                take(*item.unit());
        }
        for (const Fabric& fabric : arrangement.fabrics) {
            for (const PartRef& medium : fabric.media)
                take(medium);
            for (const HandCable& cable : fabric.links)
                take(cable.medium);
            for (const CableChoice& choice : fabric.choices)
                take(choice.medium);
        }
    }

    const Design& m_design;
    Catalog m_used;
};

} // namespace

Catalog usedCatalog(const Design& design)
{
    return Used{design}.collect();
}

} // namespace colonnade::model
