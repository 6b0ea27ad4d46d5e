#pragma once

#include "tests/support/SampleDesigns.h"

/// Floors for pictures and views in 3D, of shipped parts.
namespace colonnade::test {

/// Leaf and management switches with storage and two rack PDUs.
inline model::RackDesign networkRack()
{
    model::RackDesign rack = emptyRack("network");
    std::vector<model::Device> devices;
    for (int i = 0; i < 6; ++i)
        devices.push_back(device("leaf-" + std::to_string(i + 1), "nvidia-qm9790", at(4 + 2 * i),
                                 "L" + std::to_string(i + 1)));
    for (int i = 0; i < 2; ++i)
        devices.push_back(device("oob-" + std::to_string(i + 1), "nvidia-sn2201", at(40 + i),
                                 "M" + std::to_string(i + 1)));
    devices.push_back(device("st-1", "generic-all-flash-storage-node", at(26), "D1"));
    return valueOf(rack.mounted(std::move(devices)));
}

/// Row A: a CDU, `compute` GB300 racks, a CDU. Row B behind it, facing the other way: four network racks. Cold aisles
/// before the fronts, a hot one between the rows; two feeds, a loop, two fabrics.
inline model::PodDesign scalableUnit(int compute = 8)
{
    using namespace model;
    Arrangement floor;
    floor.rows = {{RowId::literal("a"), "Row A"}, {RowId::literal("b"), "Row B network"}};
    for (const char* side : {"a", "b"}) {
        Feed feed{FeedId::literal(side), std::string{"Busway "} + side, Side::A, Volts{415}, 3, Amperes{800}, {}, {}};
        feed.side = side[0] == 'a' ? Side::A : Side::B;
        floor.feeds.push_back(feed);
    }
    floor.loops = {{LoopId::literal("tcs-1"), "TCS-1", "PG25", Celsius{35}, {}, {}}};
    const auto add = [&](const std::string& id, const char* row, auto what, int x, int y, Turn turn) {
        std::string label = id;
        std::ranges::transform(label, label.begin(), [](char c) { return static_cast<char>(std::toupper(c)); });
        Placement placement{PlacementId::literal(id), label, RowId::literal(row), std::move(what), mm(x, y), turn,
                            {{Side::A, FeedId::literal("a")}, {Side::B, FeedId::literal("b")}}, {}, false};
        if (row[0] == 'a')
            placement.loop = LoopId::literal("tcs-1");
        floor.placements.push_back(std::move(placement));
    };
    const auto rack = std::make_shared<const RackDesign>(gb300Rack());
    const auto network = std::make_shared<const RackDesign>(networkRack());
    const PartRef cdu = part("vertiv-coolchip-cdu-1350");
    int x = 0;
    add("cdu-1", "a", cdu, x, 0, Turn::None);
    x += 900;
    for (int i = 1; i <= compute; ++i, x += 600)
        add(fmt::format("a{:02}", i), "a", rack, x, 0, Turn::None);
    add("cdu-2", "a", cdu, x, 0, Turn::None);
    const int width = x + 900;
    for (int i = 0; i < 4; ++i)
        add(fmt::format("b{:02}", i + 1), "b", network, 600 + i * 750, 2700, Turn::Half);
    floor.aisles = {{Aisle::Kind::Cold, area(0, -1800, width, 1800), false},
                    {Aisle::Kind::Hot, area(0, 1243, width, 1457), false},
                    {Aisle::Kind::Cold, area(600, 3770, 3000, 1200), true}};
    floor.fabrics = {{FabricId::literal("compute"), "Compute"}};
    return valueOf(PodDesign::create(PodDesignId::literal("su"), "Scalable unit", std::move(floor)));
}

/// A hall with so many of them, in rows of `across`, three metres apart. 174 of them hold 100,224 accelerators.
inline model::Design floorHall(int pods = 1, int across = 6)
{
    const model::PodDesign pod = scalableUnit();
    model::Design design = model::Design{}.named("floor").withRackDesign(gb300Rack()).withRackDesign(networkRack()).withPodDesign(pod);
    const auto kept = design.podDesign(pod.id());
    model::Hall hall;
    hall.name = "Hall north";
    for (int i = 0; i < pods; ++i) {
        const std::string number = std::to_string(i + 1);
        hall.pods.push_back({model::PlacementId::literal("su-" + number), "SU-" + number, kept,
                             mm((i % across) * 9600, (i / across) * 9000), model::Turn::None, false});
    }
    return design.withHall(std::move(hall));
}

} // namespace colonnade::test
