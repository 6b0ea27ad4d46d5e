#include "model/reliability/FailureSet.h"

#include "model/power/Cords.h"
#include "model/units/AddOnce.h"

#include <algorithm>
#include <array>

namespace colonnade::model {

namespace {

using Kind = FailedPart::Kind;

} // namespace

std::string_view word(FailedPart::Kind kind)
{
    switch (kind) {
    case Kind::Pod: return "pod";
    case Kind::Rack: return "rack";
    case Kind::Unit: return "unit";
    case Kind::Device: return "device";
    case Kind::Supply: return "supply";
    case Kind::Feed: return "feed";
    case Kind::Loop: return "loop";
    case Kind::Pump: return "pump";
    case Kind::Cable: return "cable";
    case Kind::Rail: return "rail";
    case Kind::Plane: return "plane";
    case Kind::Tray: return "tray";
    }
    return {};
}

SideSet fedSides(const Placement& placement)
{
    SideSet sides;
    for (const SideFeed& feed : placement.feeds)
        sides.add(feed.side);
    return sides;
}

void FailureSet::addService(const FailedPart& part)
{
    ServiceLoss& loss = part.pod ? podServices[part.pod->id] : hallServices;
    switch (part.kind) {
    case Kind::Loop: addOnce(loss.loops, part.loop->id); break;
    case Kind::Pump:
        addOnce(loss.pumps, LostPump{part.placement->id, part.device ? std::optional{part.device->id} : std::nullopt, part.pump});
        break;
    case Kind::Cable: addOnce(loss.links, LostLinks{part.fabric->id, part.cable, {}, {}, {}}); break;
    case Kind::Rail: addOnce(loss.links, LostLinks{part.fabric->id, {}, part.rail, {}, {}}); break;
    case Kind::Plane: addOnce(loss.links, LostLinks{part.fabric->id, {}, {}, part.plane, {}}); break;
    case Kind::Tray:
        for (const LostLinks& one : part.inTray)
            addOnce(loss.links, one);
        for (const LostLinks& one : part.hallInTray)
            addOnce(hallServices.links, one);
        break;
    default: break;
    }
}

void FailureSet::add(FailedPart part)
{
    for (const FailedPart& each : parts) {
        if (each.path == part.path)
            return;
    }
    constexpr std::array services{Kind::Loop, Kind::Pump, Kind::Cable, Kind::Rail, Kind::Plane, Kind::Tray};
    if (std::find(services.begin(), services.end(), part.kind) != services.end()) {
        addService(part);
        parts.push_back(std::move(part));
        return;
    }
    ArrangementLoss& loss = part.pod ? power.pods[part.pod->id] : power.hall;
    switch (part.kind) {
    case Kind::Pod:
        for (const Placement& placement : part.pod->pod->arrangement().placements)
            addOnce(loss.placements, placement.id);
        break;
    case Kind::Rack:
    case Kind::Unit: addOnce(loss.placements, part.placement->id); break;
    case Kind::Device: addOnce(loss.inside[part.placement->id].devices, part.device->id); break;
    case Kind::Supply: {
        for (const PlannedCord& cord : cordPlan(**part.placement->rack(), fedSides(*part.placement))) {
            if (cord.device->id == part.device->id && cord.supply == part.supply)
                ++loss.inside[part.placement->id].supplies[part.device->id][static_cast<std::size_t>(cord.side)];
        }
        break;
    }
    case Kind::Feed: addOnce(loss.feeds, part.feed->id); break;
    default: break;
    }
    parts.push_back(std::move(part));
}

Result<FailureSet> failureSet(const Design& design, std::span<const std::string> paths)
{
    FailureSet set;
    for (const std::string& path : paths) {
        auto part = failedPart(design, path);
        if (!part)
            return tl::unexpected<Error>{part.error()};
        set.add(std::move(*part));
    }
    return set;
}

} // namespace colonnade::model
