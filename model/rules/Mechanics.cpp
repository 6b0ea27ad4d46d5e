#include "model/rules/Mechanics.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace colonnade::model {

namespace {

constexpr double gravity = 9.80665; // m/s²

bool shareSlots(Slot a, Slot b)
{
    return a == Slot::Full || b == Slot::Full || a == b;
}

} // namespace

double unitOverlap(double lowA, double heightA, double lowB, double heightB)
{
    return std::max(0.0, std::min(lowA + heightA, lowB + heightB) - std::max(lowA, lowB));
}

std::vector<Collision> collisions(std::span<const Device> devices, Millimetres frameDepth)
{
    std::vector<Collision> found;
    const auto depth = [&](const Device& device) {
        // As edits see it (`RackDesign::takesBothFaces`): a panel is at its face alone.
        const PartType& part = *device.part;
        const bool flat = part.kind == PartKind::Blanking || part.kind == PartKind::PatchPanel;
        return part.body.depthMm.value_or(flat ? Millimetres{} : frameDepth);
    };
    for (std::size_t i = 0; i < devices.size(); ++i) {
        for (std::size_t k = i + 1; k < devices.size(); ++k) {
            const Device& a = devices[i];
            const Device& b = devices[k];
            if (a.zeroU() || b.zeroU()) {
                if (a.mount == b.mount)
                    found.push_back({&a, &b, 0});
                continue;
            }
            const double units = unitOverlap(a.mount.unit.value(), a.height().value(),
                                             b.mount.unit.value(), b.height().value());
            if (units <= 0 || !shareSlots(a.mount.slot, b.mount.slot))
                continue;
            const bool sameFace = a.mount.face == b.mount.face;
            if (sameFace || depth(a) + depth(b) > frameDepth)
                found.push_back({&a, &b, units});
        }
    }
    return found;
}

RackMass rackMass(const RackDesign& rack, double cableShare)
{
    RackMass mass;
    const Sum<Kilograms>& facts = rack.facts().mass;
    const PartType& frame = *rack.frame();
    const auto empty = frame.rack->emptyMass ? frame.rack->emptyMass : frame.body.mass;
    mass.frameUnknown = !empty;
    mass.payload = {facts.known - empty.value_or(Kilograms{}), facts.missing - (empty ? 0 : 1)};
    const bool bySystem = rack.system() && rack.system()->body.mass;
    std::set<TypeId> covered;
    if (bySystem) {
        for (const ContentItem& item : rack.system()->contents)
            covered.insert(item.type);
    } else {
        mass.cables = mass.payload.known * cableShare;
    }
    mass.payload.known += mass.cables;
    mass.whole = {mass.payload.known + empty.value_or(Kilograms{}), facts.missing};
    for (const Device& device : rack.devices()) {
        auto what = fmt::format("mass of {}", device.part->model);
        // Blanking panels are light and many; `RackFacts::mass` leaves them out.
        if (device.part->kind != PartKind::Blanking && !device.part->body.mass && !covered.contains(device.part->id)
            && std::find(mass.missing.begin(), mass.missing.end(), what) == mass.missing.end())
            mass.missing.push_back(std::move(what));
    }
    return mass;
}

FloorLoad floorLoad(Kilograms mass, Metres width, Metres depth, Metres front, Metres rear,
                    const FloorLoadBasis& basis)
{
    const double half = std::min(front.value() / 2, basis.halfClearance.value())
        + std::min(rear.value() / 2, basis.halfClearance.value());
    const double service = width.value() * half; // A_svc / 2
    FloorLoad load;
    load.area = width.value() * depth.value() + service;
    load.kilogramsPerArea =
        (mass.value() + basis.people * service + basis.floor * load.area) / load.area;
    load.pressure = Kilopascals{load.kilogramsPerArea * gravity / 1000};
    return load;
}

std::optional<Metres> workingDepth(const std::vector<WorkingSpace>& table, Volts lineToLine,
                                   int condition)
{
    const double toGround = lineToLine.value() / std::sqrt(3.0);
    for (const WorkingSpace& row : table) {
        if (toGround <= row.toGround.value() * (1 + 1e-9))
            return row.depth[static_cast<std::size_t>(std::clamp(condition, 1, 3) - 1)];
    }
    return std::nullopt;
}

} // namespace colonnade::model
