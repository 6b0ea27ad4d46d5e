#pragma once

#include "model/rules/Findings.h"
#include "model/rules/Scopes.h"

#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

/// Places, words and edits that the rules about air have in common.

/// Demand and supply of the hall's air.
HallAir hallAir(const HallScope& scope);

/// How the racks of one design breathe in one arrangement: the worst of its placements there.
struct Inlet {
    const HallPart* part = nullptr;
    const RackGroup* group = nullptr; ///< The worst.
    int placements = 0; ///< Instances in the hall.
    double recirculation = 0; ///< By the profile; what the room lacks, where that is more.
    Celsius supply;
    Celsius temperature; ///< At the inlets.
    [[nodiscard]] Celsius exhaust() const { return temperature + group->air.rise; }
};
/// Of all racks in the hall that leave heat in the air; empty where the supply temperature is
/// unknown. Recirculation is the profile's share for contained and open aisles; where the air
/// handlers give less than the racks draw, the rest comes from their exhaust, and that share counts
/// where it is greater.
std::vector<Inlet> inlets(const HallScope& scope);
/// True where a rack in the hall leaves heat in the air.
bool hasAirCooled(const HallScope& scope);
/// One place without a supply temperature, where there is something to cool.
void supplyUnknown(const HallScope& scope, Findings& findings);

/// "Rack design 'a' in pod design 'su'"
std::string nameOf(const Inlet& inlet);
/// The rack design and the arrangement it stands in, and how often.
void place(Finding& finding, const Inlet& inlet);

/// Sets the air handlers to colder air. Nothing where that is below `least`.
std::optional<Fix> lowerSupply(const HallScope& scope, Celsius to, Celsius least);
/// Closes the cold aisles of an arrangement; nothing where all are closed, or none is drawn.
std::optional<Fix> containAisles(const Arrangement& arrangement, const PodDesign* pod);

} // namespace colonnade::model
