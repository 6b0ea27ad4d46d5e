#pragma once

#include "tests/support/FloorDesigns.h"

/// Halls with a power chain from the utility to the racks.
namespace colonnade::test {

inline model::Feed powerNode(std::string_view id, std::string name, model::FeedKind kind, model::Side side, double volts, double amperes,
                             std::optional<std::string> upstream = {}, std::optional<std::string> alternate = {})
{
    using namespace model;
    Feed feed{FeedId::literal(id), std::move(name), side, Volts{volts}, 3, Amperes{amperes}, {}, {}};
    feed.kind = kind;
    if (upstream)
        feed.upstream = FeedId::literal(*upstream);
    if (alternate)
        feed.alternate = FeedId::literal(*alternate);
    return feed;
}

/// The scalable unit on two busways that can carry it.
inline model::PodDesign poweredUnit()
{
    const model::PodDesign unit = scalableUnit();
    model::Arrangement inside = unit.arrangement();
    for (model::Feed& feed : inside.feeds) {
        feed.kind = model::FeedKind::Busway;
        feed.rating = model::Amperes{2500};
        feed.name = feed.side == model::Side::A ? "Busway A" : "Busway B";
    }
    return valueOf(model::PodDesign::create(unit.id(), unit.name(), std::move(inside)));
}

/// Two utilities, a generator behind both switchboards, a UPS block on each side, and a third that catches either; two
/// busways a side, two pods on each pair, and a CDU that stands alone.
inline model::Design catcherHall()
{
    using namespace model;
    const PodDesign pod = poweredUnit();
    Design design = Design{}.named("Catcher hall").withRackDesign(gb300Rack()).withRackDesign(networkRack()).withPodDesign(pod);
    const auto kept = design.podDesign(pod.id());
    Hall hall;
    hall.name = "Hall north";
    auto& feeds = hall.arrangement.feeds;
    using K = FeedKind;
    feeds.push_back(powerNode("utility-a", "Utility A", K::Utility, Side::A, 13800, 400));
    feeds.push_back(powerNode("utility-b", "Utility B", K::Utility, Side::B, 13800, 400));
    Feed generators = powerNode("gen", "Generators", K::Generator, Side::C, 415, 10000);
    generators.equipment.units = 4;
    generators.equipment.spareUnits = 1;
    generators.equipment.unitPower = Watts{2.5e6};
    generators.equipment.start = Seconds{10};
    feeds.push_back(generators);
    for (const Side side : {Side::A, Side::B}) {
        const std::string s{side == Side::A ? 'a' : 'b'}, S{letter(side)};
        Feed transformer = powerNode("tx-" + s, "Transformer " + S, K::Transformer, side, 415, 10000, "utility-" + s);
        transformer.equipment.rated = VoltAmperes{7.5e6};
        transformer.equipment.impedance = 0.0575;
        transformer.equipment.efficiency = 0.99;
        feeds.push_back(transformer);
        feeds.push_back(powerNode("board-" + s, "Switchboard " + S, K::Switchboard, side, 415, 10000, "tx-" + s, "gen"));
        Feed ups = powerNode("ups-" + s, "UPS " + S, K::Ups, side, 415, 10000, "board-" + s);
        ups.equipment.units = 5;
        ups.equipment.spareUnits = 1;
        ups.equipment.unitPower = Watts{1.25e6};
        ups.equipment.autonomy = Seconds{300};
        ups.equipment.efficiency = 0.965;
        feeds.push_back(ups);
    }
    Feed catcher = powerNode("ups-c", "Catcher UPS", K::Ups, Side::C, 415, 10000, "gen");
    catcher.equipment.units = 5;
    catcher.equipment.spareUnits = 1;
    catcher.equipment.unitPower = Watts{1.25e6};
    feeds.push_back(catcher);
    for (const Side side : {Side::A, Side::B}) {
        const std::string s{side == Side::A ? 'a' : 'b'}, S{letter(side)};
        for (const char* number : {"1", "2"})
            feeds.push_back(powerNode("bus-" + s + number, "Busway " + S + number, K::Busway, side, 415, 5000, "ups-" + s, "ups-c"));
    }
    for (int i = 0; i < 4; ++i) {
        const std::string number = std::to_string(i + 1), pair = i < 2 ? "1" : "2";
        PodPlacement placed{PlacementId::literal("su-" + number), "SU-" + number, kept, mm((i % 2) * 9600, (i / 2) * 9000), Turn::None, false};
        placed.feeds = {{Side::A, FeedId::literal("bus-a" + pair)}, {Side::B, FeedId::literal("bus-b" + pair)}};
        hall.pods.push_back(std::move(placed));
    }
    hall.arrangement.placements.push_back({PlacementId::literal("cdu-9"), "CDU-9", {}, part("vertiv-coolchip-cdu-1350"), mm(20000, 0), Turn::None,
                                           {{Side::A, FeedId::literal("bus-a1")}, {Side::B, FeedId::literal("bus-b1")}}, {}, false});
    return design.withHall(std::move(hall));
}

/// A hall of so many pods, each on a pair of feeds of its own behind four UPS blocks a side.
inline model::Design wideHall(int pods)
{
    using namespace model;
    const PodDesign pod = poweredUnit();
    Design design = Design{}.named("Wide hall").withRackDesign(gb300Rack()).withRackDesign(networkRack()).withPodDesign(pod);
    const auto kept = design.podDesign(pod.id());
    Hall hall;
    hall.name = "Hall";
    auto& feeds = hall.arrangement.feeds;
    for (const Side side : {Side::A, Side::B}) {
        const std::string s{side == Side::A ? 'a' : 'b'}, S{letter(side)};
        feeds.push_back(powerNode("utility-" + s, "Utility " + S, FeedKind::Utility, side, 34500, 4000));
        for (int i = 1; i <= 4; ++i)
            feeds.push_back(powerNode(fmt::format("ups-{}{}", s, i), fmt::format("UPS {}{}", S, i), FeedKind::Ups, side, 415, 60000, "utility-" + s));
    }
    for (int i = 0; i < pods; ++i) {
        const std::string number = std::to_string(i + 1);
        PodPlacement placed{PlacementId::literal("su-" + number), "SU-" + number, kept, mm((i % 12) * 9600, (i / 12) * 9000), Turn::None, false};
        for (const Side side : {Side::A, Side::B}) {
            const std::string s{side == Side::A ? 'a' : 'b'}, S{letter(side)};
            const std::string id = fmt::format("bus-{}{}", s, number);
            feeds.push_back(powerNode(id, fmt::format("Busway {}{}", S, number), FeedKind::Busway, side, 415, 4000, fmt::format("ups-{}{}", s, i % 4 + 1)));
            placed.feeds.push_back({side, FeedId::literal(id)});
        }
        hall.pods.push_back(std::move(placed));
    }
    return design.withHall(std::move(hall));
}

} // namespace colonnade::test
