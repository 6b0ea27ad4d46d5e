#include "model/rules/AirPlaces.h"

#include "model/edit/FloorEdits.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace colonnade::model {

HallAir hallAir(const HallScope& scope)
{
    std::vector<PlacedAir> placed;
    for (const HallPart& part : scope.parts) {
        if (part.air)
            placed.push_back({part.air, part.placements});
    }
    return hallAir(scope.hall, placed);
}

bool hasAirCooled(const HallScope& scope)
{
    return std::any_of(scope.parts.begin(), scope.parts.end(), [](const HallPart& part) {
        return part.placements > 0 && part.air
            && (part.air->heat > Watts{} || !part.air->missing.empty());
    });
}

void supplyUnknown(const HallScope& scope, Findings& findings)
{
    if (hasAirCooled(scope))
        findings.notEvaluated({Subject::Where::Hall, {}},
                              {"supply temperature of the air handlers"});
}

std::vector<Inlet> inlets(const HallScope& scope)
{
    std::vector<Inlet> list;
    if (!scope.hall.air || !scope.hall.air->supply)
        return list;
    const Celsius supply = *scope.hall.air->supply;
    const auto share = hallAir(scope).share();
    const double lacking = share ? std::clamp(1 - *share, 0.0, 1.0) : 0;
    for (const HallPart& part : scope.parts) {
        if (part.placements == 0 || !part.air)
            continue;
        std::map<RackDesignId, Inlet> worst;
        for (const RackGroup& group : part.air->groups) {
            if (group.air.heat <= Watts{} && group.air.missing.empty())
                continue;
            const double mixed = group.contained ? scope.profile.recirculationContained
                                                 : scope.profile.recirculationOpen;
            Inlet inlet{&part, &group, 0, std::max(mixed, lacking), supply, {}};
            inlet.temperature = inletTemperature(supply, inlet.recirculation, group.air.rise);
            const auto [at, fresh] = worst.try_emplace(group.rack->id(), inlet);
            const int before = at->second.placements;
            if (!fresh && inlet.temperature > at->second.temperature)
                at->second = inlet;
            at->second.placements = before + part.placements * static_cast<int>(group.racks.size());
        }
        for (const auto& [id, inlet] : worst)
            list.push_back(inlet);
    }
    return list;
}

std::string nameOf(const Inlet& inlet)
{
    return fmt::format("rack design '{}' in {}", inlet.group->rack->id(),
                       inlet.part->pod ? fmt::format("pod design '{}'", inlet.part->pod->id())
                                       : std::string{"the hall"});
}

void place(Finding& finding, const Inlet& inlet)
{
    finding.subjects = {Subject::rack(inlet.group->rack->id().text()),
                        inlet.part->pod ? Subject::pod(inlet.part->pod->id().text())
                                        : Subject{Subject::Where::Hall, {}}};
    finding.placements = inlet.placements;
}

std::optional<Fix> lowerSupply(const HallScope& scope, Celsius to, Celsius least)
{
    const double rounded = std::floor(to.value() * 2) / 2;
    if (!scope.hall.air || !scope.hall.air->supply || rounded < least.value()
        || rounded >= scope.hall.air->supply->value())
        return std::nullopt;
    const Celsius supply{rounded};
    return Fix{fmt::format("Supply air of {}", supply),
               [supply](const Design& design) -> Result<Design> {
                   Hall hall = *design.hall();
                   if (!hall.air)
                       return fail("The hall has no air handlers.");
                   hall.air->supply = supply;
                   return changeHall(design, std::move(hall));
               }};
}

std::optional<Fix> containAisles(const Arrangement& arrangement, const PodDesign* pod)
{
    const auto close = [](Arrangement before) {
        for (Aisle& aisle : before.aisles)
            aisle.contained = aisle.contained || aisle.kind == Aisle::Kind::Cold;
        return before;
    };
    if (close(arrangement) == arrangement)
        return std::nullopt;
    if (pod) {
        return Fix{fmt::format("Contain the cold aisles of pod design '{}'", pod->id()),
                   [id = pod->id(), close](const Design& design) {
                       return design.changedPod(
                           id, [&](const Arrangement& before) -> Result<Arrangement> {
                               return close(before);
                           });
                   }};
    }
    return Fix{"Contain the cold aisles of the hall", [close](const Design& design) {
                   Hall hall = *design.hall();
                   hall.arrangement = close(std::move(hall.arrangement));
                   return changeHall(design, std::move(hall));
               }};
}

} // namespace colonnade::model
