#pragma once

#include "model/fabric/TrayUse.h"
#include "model/rules/FabricPlaces.h"
#include "model/rules/Scopes.h"

#include <string>
#include <vector>

namespace colonnade::model {

/// A rule about what lies in the trays of an arrangement. Where cables leave their racks and no trays are drawn, or none
/// that join the racks, it is not evaluated there.
class TrayRule : public Rule {
public:
    void checkArrangement(const ArrangementScope& scope, Findings& findings) const final;

protected:
    struct Place {
        const ArrangementScope& scope;
        const TrayGraph& graph;
        const TrayUse& use;
    };
    virtual void checkTrays(const Place& place, Findings& findings) const = 0;
};

/// True where some cable of some fabric joins two placements.
bool leavesRacks(const ArrangementScope& scope);

/// The stretches of one tray with cables.
struct TrayLoadPlace {
    const TrayOnFloor* tray = nullptr;
    std::vector<const TrayStretch*> stretches;
};
/// By tray, in the order of the graph; steps between trays are left out.
std::vector<TrayLoadPlace> loadedTrays(const TrayGraph& graph, const TrayUse& use);

} // namespace colonnade::model
