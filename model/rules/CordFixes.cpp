#include "model/rules/CordFixes.h"

#include "model/edit/CordEdits.h"
#include "model/edit/RackEdits.h"
#include "model/power/CordBalance.h"
#include "model/power/CordLoads.h"
#include "model/power/Outlets.h"
#include "model/rules/Findings.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace colonnade::model {

namespace {

Result<RackDesign> patternAndBalance(const RackDesign& rack)
{
    const auto cleared = withoutCords(rack);
    return cleared ? balancedPhases(*cleared) : cleared;
}

bool reaches(const Result<RackDesign>& trial, const RackMeasure& measure, double goal)
{
    return trial && !exceeds(measure(*trial), goal);
}

Fix ofRack(std::string text, const RackDesignId& id,
           Result<RackDesign> (*change)(const RackDesign&))
{
    return {std::move(text),
            [id, change](const Design& design) { return design.changedRack(id, change); }};
}

/// The one cord whose move to another outlet of its PDU leaves the least; among equal ones, the
/// first.
std::optional<Fix> movedCord(const RackDesign& rack, const RackMeasure& measure, double goal)
{
    struct Move {
        const Device* device;
        Cord cord;
        double then;
    };
    std::optional<Move> best;
    const auto plan = cordPlan(rack);
    std::set<std::pair<const Device*, int>> taken;
    for (const PlannedCord& cord : plan)
        taken.emplace(cord.pdu, cord.outlet);
    // Cords of one kind on one phase and bank are as good as each other, and so are outlets.
    std::set<
        std::tuple<const Device*, const PartType*, std::optional<std::size_t>, std::optional<int>>>
        from;
    for (const PlannedCord& cord : plan) {
        if (!cord.pdu || cord.outlet == 0
            || !from.emplace(cord.pdu, cord.device->part.get(), cord.phase, cord.bank).second)
            continue;
        const PartType& pdu = *cord.pdu->part;
        std::set<std::pair<std::optional<std::size_t>, std::optional<int>>> to{
            {outletPhase(pdu, cord.outlet), outletBank(pdu, cord.outlet)}};
        for (int outlet = 1; outlet <= outletCount(pdu); ++outlet) {
            if (taken.contains({cord.pdu, outlet}) || outletType(pdu, outlet) != cord.outletType
                || !to.emplace(outletPhase(pdu, outlet), outletBank(pdu, outlet)).second)
                continue;
            const Cord moved{cord.supply, cord.pdu->id, outlet};
            const auto trial = withCord(rack, cord.device->id, moved);
            if (!trial)
                continue;
            const double then = measure(*trial);
            if (!exceeds(then, goal) && (!best || then < best->then))
                best = Move{cord.device, moved, then};
        }
    }
    if (!best)
        return std::nullopt;
    return Fix{fmt::format("Move the cord of supply {} of '{}' to outlet {} of '{}'",
                           best->cord.supply, best->device->id, best->cord.outlet, best->cord.pdu),
               [id = rack.id(), device = best->device->id, cord = best->cord](
                   const Design& design) { return setCord(design, id, device, cord); }};
}

} // namespace

std::vector<Fix> cordFixes(const RackScope& scope, const RackMeasure& measure, double goal)
{
    const RackDesign& rack = scope.rack;
    std::vector<Fix> fixes;
    if (auto moved = movedCord(rack, measure, goal))
        fixes.push_back(std::move(*moved));
    if (reaches(balancedPhases(rack), measure, goal))
        fixes.push_back(
            ofRack(fmt::format("Spread the cords of '{}' over phases and banks", rack.id()),
                   rack.id(), balancedPhases));
    const bool byHand = std::any_of(rack.devices().begin(), rack.devices().end(),
                                    [](const Device& device) { return !device.cords.empty(); });
    if (!byHand)
        return fixes;
    if (reaches(withoutCords(rack), measure, goal))
        fixes.push_back(
            {fmt::format("Let the cords of '{}' follow the pattern", rack.id()),
             [id = rack.id()](const Design& design) { return clearCords(design, id); }});
    else if (fixes.empty() && reaches(patternAndBalance(rack), measure, goal))
        fixes.push_back(
            ofRack(fmt::format("Spread all cords of '{}' anew, also those set by hand", rack.id()),
                   rack.id(), patternAndBalance));
    return fixes;
}

std::optional<Fix> otherPdu(const RackScope& scope, const PartType& instead,
                            const RackMeasure& measure, double goal)
{
    if (!scope.library || !instead.pdu || !instead.pdu->rating)
        return std::nullopt;
    std::vector<DeviceId> places;
    for (const Device& device : scope.rack.devices()) {
        if (device.part->id == instead.id)
            places.push_back(device.id);
    }
    std::vector<PartRef> candidates;
    for (const auto& [id, part] : scope.library->parts()) {
        const auto& pdu = part->pdu;
        if (part->kind == PartKind::RackPdu && part->id != instead.id && pdu && pdu->rating
            && pdu->phases == instead.pdu->phases && pdu->lineVoltage == instead.pdu->lineVoltage
            && *pdu->rating >= *instead.pdu->rating && part->body.mounting == instead.body.mounting
            && part->body.height == instead.body.height)
            candidates.push_back(part);
    }
    std::stable_sort(candidates.begin(), candidates.end(), [](const PartRef& a, const PartRef& b) {
        return std::pair(*a->pdu->rating, outletCount(*a))
            < std::pair(*b->pdu->rating, outletCount(*b));
    });
    for (const PartRef& part : candidates) {
        std::vector<Device> changed;
        for (const DeviceId& id : places) {
            changed.push_back(*scope.rack.device(id));
            changed.back().part = part;
        }
        if (!reaches(scope.rack.mounted(std::move(changed), places), measure, goal))
            continue;
        return Fix{
            fmt::format("Take {} in the place of {}", part->model, instead.model),
            [id = scope.rack.id(), places, part, library = scope.library](const Design& design) {
                return replaceParts(design, id, places, part, *library);
            }};
    }
    return std::nullopt;
}

std::string stateText(std::optional<Side> lost)
{
    return lost ? fmt::format("with side {} lost", letter(*lost)) : std::string{"in normal state"};
}

} // namespace colonnade::model
