#pragma once

#include "tests/fabric/FabricParts.h"

#include "model/exchange/cabling/CableSchedule.h"

#include <stdexcept>

/// Small designs with several fabrics, for tests of names, schedules and exports.
namespace colonnade::test {

/// One scalable unit of `nodes` DGX systems, 8 rails, with its storage and out-of-band networks.
inline model::Arrangement cabledUnit(int nodes = 8)
{
    using namespace model;
    using namespace model::fabrictest;
    FloorOfRacks floor;
    floor.fill('n', "n", dgx(), nodes, 4);
    Fabric compute = fabric(FabricFamily::RailOptimised, 8);
    floor.switches(compute, 'l', qm9700(), 8, 1, 8);
    floor.switches(compute, 's', qm9700(), 4, 2);
    compute.media = ndrMedia();

    Fabric storage = fabric(FabricFamily::SingleTier);
    storage.id = FabricId::literal("storage");
    storage.name = "Storage";
    storage.role = FabricRole::Storage;
    storage.endpointPorts = PortRole::Storage;
    floor.switches(storage, 't', qm9700(), 1, 1);
    storage.media = ndrMedia();

    Fabric oob = fabric(FabricFamily::SingleTier);
    oob.id = FabricId::literal("oob");
    oob.name = "Out of band";
    oob.role = FabricRole::OutOfBand;
    oob.endpointPorts = PortRole::Bmc;
    floor.switches(oob, 'o', ethernetSwitch(48, 1, CageForm::Rj45), 1, 1);
    oob.media = {cable("cat6a", CableFigures::Medium::TwistedPair, 0, 90, {CageForm::Rj45}, {CageForm::Rj45})};

    floor.arrangement.fabrics = {compute, storage, oob};
    return floor.arrangement;
}

/// A hall with that pod so many times, one below the other, and its racks once more standing alone.
inline model::Design cabledDesign(int pods, const model::Arrangement& inside, bool alone = false)
{
    using namespace model;
    auto pod = PodDesign::create(PodDesignId::literal("su"), "Scalable unit", inside);
    if (!pod)
        throw std::runtime_error(pod.error().text);
    const auto shared = std::make_shared<const PodDesign>(std::move(*pod));
    Hall hall;
    hall.name = "north";
    for (int i = 0; i < pods; ++i)
        hall.pods.push_back({PlacementId::literal(fmt::format("su-{}", i + 1)), "SU", shared, Point{{}, Millimetres{3600 * i}}});
    if (alone) {
        hall.arrangement = inside;
        for (Placement& placement : hall.arrangement.placements)
            placement.at.y += Millimetres{3600 * pods};
    }
    return Design{}.named("cabled").withPodDesign(*shared).withHall(std::move(hall));
}

inline model::CableSchedule scheduleOf(const model::Design& design, const std::optional<model::CableNaming>& naming = {})
{
    auto schedule = model::CableSchedule::create(design, naming);
    if (!schedule)
        throw std::runtime_error(schedule.error().text);
    return *schedule;
}

} // namespace colonnade::test
