#include "model/fabric/Route.h"

#include <cmath>
#include <cstdlib>

namespace colonnade::model {

namespace {

Metres metres(double millimetres)
{
    return Metres{millimetres / 1000};
}

Metres apart(Metres a, Metres b)
{
    return Metres{std::abs(a.value() - b.value())};
}

} // namespace

std::string_view word(RouteBasis basis)
{
    switch (basis) {
    case RouteBasis::Estimated: return "estimated";
    case RouteBasis::Trays: return "trays";
    case RouteBasis::InRack: return "in-rack";
    case RouteBasis::Given: return "given";
    }
    return {};
}

Route trayRoute(std::span<const Metres> segments, Metres portA, Metres portB,
                const RouteRules& rules)
{
    Route route;
    for (const Metres segment : segments)
        route.tray += segment;
    route.rises = apart(rules.trayHeight, portA) + apart(rules.trayHeight, portB);
    route.sides = rules.sideRun * 2;
    route.loops = rules.loop * 2;
    route.slack = rules.slack;
    return route;
}

Route rackRoute(Metres portA, Metres portB, const RouteRules& rules)
{
    Route route;
    route.basis = RouteBasis::InRack;
    route.rises = apart(portA, portB);
    route.sides = rules.sideRun * 2;
    route.slack = rules.slack;
    return route;
}

Metres portHeight(const Placement& placement, const Device* device)
{
    const RackDesignRef* rack = placement.rack();
    if (!device || !rack)
        return metres(static_cast<double>(placement.height().value()) / 2);
    if (device->zeroU())
        return metres(static_cast<double>((*rack)->height().value()) / 2);
    // CAB-007 takes U times the pitch for a port in unit U; a taller device has its ports in its
    // middle unit.
    const double middle =
        device->mount.unit.value() + std::max(0.0, (device->height().value() - 1) / 2);
    return metres(middle * (*rack)->unitPitch());
}

Route estimatedRoute(const FloorRect& from, Metres portA, const FloorRect& to, Metres portB,
                     const RouteRules& rules)
{
    const auto middle = [](Millimetres start, Millimetres size) {
        return 2 * start.value() + size.value();
    };
    const auto along =
        std::abs(middle(from.at.x, from.size.width) - middle(to.at.x, to.size.width));
    const auto across =
        std::abs(middle(from.at.y, from.size.depth) - middle(to.at.y, to.size.depth));
    const Metres segments[] = {metres(static_cast<double>(along) / 2),
                               metres(static_cast<double>(across) / 2)};
    return trayRoute(segments, portA, portB, rules);
}

Route routeBetween(const Placement& a, const Device* deviceA, const Placement& b,
                   const Device* deviceB, const RouteRules& rules)
{
    const Metres portA = portHeight(a, deviceA);
    const Metres portB = portHeight(b, deviceB);
    if (&a == &b || a.id == b.id)
        return rackRoute(portA, portB, rules);
    return estimatedRoute(a.footprint(), portA, b.footprint(), portB, rules);
}

} // namespace colonnade::model
