#pragma once

#include "tests/fabric/FabricParts.h"

#include <memory>

/// Pods with spines of their own, and a hall whose cores join them.
namespace colonnade::test {

/// An accelerator with the figures that estimates need.
inline model::PartRef joinedAccelerator()
{
    using namespace model;
    PartType part{TypeId::literal("nvidia-h100-sxm5-80gb")};
    part.kind = PartKind::Accelerator;
    const auto add = [&](std::string_view key, double value) { part.figures.push_back({figureKind(key), value, {}, {}, {}, {}}); };
    add("bf16_tflops_dense", 989);
    add("fp8_tflops_dense", 1979);
    add("hbm_gb", 80);
    add("hbm_bandwidth_tb_s", 3.35);
    add("scale_up_gb_s_per_direction", 450);
    return std::make_shared<const PartType>(part);
}

/// A server with one accelerator and one NIC of 400 Gbit/s.
inline model::PartRef joinedServer()
{
    using namespace model;
    PartType server = *fabrictest::server(1, 400, CageForm::Qsfp112, 1);
    server.accelerator = AcceleratorFigures{joinedAccelerator()->id, 1, 1};
    return std::make_shared<const PartType>(server);
}

/// 32 nodes, 4 leaves of 16 ports, 4 spines whose other half of the ports is free.
inline model::PodDesignRef joinedPod(bool withTrays = false)
{
    using namespace model;
    using namespace model::fabrictest;
    FloorOfRacks floor;
    Fabric recipe = fabric(FabricFamily::Clos);
    floor.fill('n', "n", joinedServer(), 32, 32);
    floor.switches(recipe, 'l', ethernetSwitch(16, 400, CageForm::Qsfp112), 4, 1);
    floor.switches(recipe, 's', ethernetSwitch(16, 400, CageForm::Qsfp112), 4, 2);
    recipe.media = {cable("aoc", CableFigures::Medium::Aoc, 400, 100, {CageForm::Qsfp112}, {CageForm::Qsfp112}, 1,
                          stockLengths({3, 5, 10, 20, 30, 50, 100}))};
    Arrangement arrangement = floor.arrangement;
    arrangement.fabrics = {recipe};
    if (withTrays) { // Over the middles of the three racks: nodes, leaves, spines.
        CableTray tray{TrayId::literal("t01"), "Row", CableTray::Kind::Ladder, {}};
        tray.points = {{Millimetres{300}, Millimetres{600}}, {Millimetres{900}, Millimetres{600}}, {Millimetres{1500}, Millimetres{600}}};
        arrangement.trays = {tray};
    }
    return std::make_shared<const PodDesign>(PodDesign::create(PodDesignId::literal("pod"), "pod", arrangement).value());
}

/// So many pods in a row, 10 m apart, and cores of 16 ports in a rack of the hall; none: no fabric of the hall.
inline std::shared_ptr<const model::Design> joinedDesign(int pods, int cores, bool withTrays = false)
{
    using namespace model;
    using namespace model::fabrictest;
    const PodDesignRef pod = joinedPod(withTrays);
    Design design;
    design = design.withPart(joinedAccelerator(), Catalog{});
    for (const Placement& placement : pod->arrangement().placements)
        design = design.withRackDesign(**placement.rack());
    design = design.withPodDesign(*pod);
    FloorOfRacks floor;
    Fabric core{FabricId::literal("core"), "core"};
    core.joins = FabricId::literal("compute");
    if (cores > 0) // Of 32 uplinks of each pod.
        core.spineOversubscription = std::max(1.0, 2.0 * pods / cores);
    if (cores > 0)
        floor.switches(core, 'c', ethernetSwitch(16, 400, CageForm::Qsfp112), cores, 3);
    core.media = pod->arrangement().fabrics.front().media;
    Hall hall;
    hall.arrangement = floor.arrangement;
    for (const Placement& placement : hall.arrangement.placements)
        design = design.withRackDesign(**placement.rack());
    if (cores > 0)
        hall.arrangement.fabrics = {core};
    for (int i = 0; i < pods; ++i)
        hall.pods.push_back({PlacementId::literal(fmt::format("p{}", i + 1)), {}, design.podDesign(PodDesignId::literal("pod")),
                             {Millimetres{10'000 * (i + 1)}, Millimetres{5'000}}, Turn::None, false});
    return std::make_shared<const Design>(design.withHall(hall));
}

} // namespace colonnade::test
