#include "model/design/RackScale.h"

namespace colonnade::model {

Result<RackDesign> openedRackScale(const PartRef& system, RackDesignId id,
                                   const std::function<PartRef(const TypeId&)>& part)
{
    if (system->layout.empty() || !system->frame)
        return fail("The catalog does not know where the trays of '{}' stand in its frame", system->id);
    const PartRef frame = part(*system->frame);
    if (!frame)
        return fail("'{}' comes in frame '{}', which the catalog does not have", system->id, *system->frame);
    auto rack = RackDesign::create(std::move(id), system->model, frame, system);
    for (const ContentRun& run : system->layout) {
        const PartRef tray = part(run.type);
        if (!tray)
            return fail("'{}' contains '{}', which the catalog does not have", system->id, run.type);
        RackUnit unit = run.unit;
        for (int i = 0; i < run.count && rack; ++i) {
            rack = rack->mounted(freshDevice(*rack, tray, {Face::Front, unit, Slot::Full}));
            unit = unit + tray->body.height.value_or(RackUnits::whole(1));
        }
        if (!rack)
            return tl::unexpected<Error>{rack.error().in(fmt::format("Cannot open '{}'", system->id))};
    }
    return rack;
}

} // namespace colonnade::model
