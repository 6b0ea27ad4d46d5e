#pragma once

#include "model/design/Design.h"
#include "model/power/RackPower.h"

#include <cmath>
#include <span>
#include <stdexcept>
#include <vector>

namespace colonnade::test {

/// A hall of at least so many accelerators, of the first pod designs of several references in turn, each four pods on a
/// pair of UPS blocks of their own that hang on switchboards with a generator behind them; one pod in twenty has a rack
/// of another power than its design.
inline model::Design mixedHall(std::span<const model::Design> references, int accelerators)
{
    using namespace model;
    Design mixed = references.front();
    std::vector<PodDesignRef> kinds;
    for (const Design& reference : references) {
        if (reference.podDesigns().empty())
            throw std::runtime_error("a reference design has no pod");
        for (const auto& [id, part] : reference.catalog().parts())
            mixed = mixed.withPart(part, reference.catalog());
        // Ids of racks and pods are unique only within a reference.
        const auto number = kinds.size() + 1;
        std::map<RackDesignId, RackDesignId> renamed;
        for (const auto& [id, rack] : reference.rackDesigns()) {
            const auto fresh = RackDesignId::literal(fmt::format("{}-{}", id, number));
            renamed.emplace(id, fresh);
            mixed = mixed.withRackDesign(rack->renamed(fresh, rack->name()));
        }
        const PodDesign& pod = *reference.podDesigns().begin()->second;
        Arrangement arrangement = pod.arrangement();
        for (Placement& placement : arrangement.placements) {
            if (const RackDesignRef* rack = placement.rack())
                placement.what = mixed.rackDesign(renamed.at((*rack)->id()));
        }
        const auto id = PodDesignId::literal(fmt::format("{}-{}", pod.id(), number));
        mixed = mixed.withPodDesign(PodDesign::create(id, pod.name(), std::move(arrangement)).value());
        kinds.push_back(mixed.podDesign(id));
    }

    Hall hall = *mixed.hall();
    for (const Design& reference : references) {
        for (const FacilityWater& water : reference.hall()->facilityWaters) {
            if (!facilityWater(hall.facilityWaters, water.id))
                hall.facilityWaters.push_back(water);
        }
    }
    hall.columns.clear();
    hall.keepOuts.clear();
    hall.doors.clear();
    hall.pods.clear();
    hall.overrides.clear();
    hall.arrangement = {};
    Millimetres width, depth;
    for (const PodDesignRef& pod : kinds) {
        width = std::max(width, pod->facts().extent.size.width + Millimetres{2400});
        depth = std::max(depth, pod->facts().extent.size.depth + Millimetres{2400});
    }
    const auto feed = [&](std::string id, FeedKind kind, Side side, double volts, double amperes, std::string upstream,
                          std::string alternate) {
        Feed made{FeedId::literal(id), id, side, Volts{volts}, 3, Amperes{amperes}, {}, {}};
        made.kind = kind;
        if (!upstream.empty())
            made.upstream = FeedId::literal(upstream);
        if (!alternate.empty())
            made.alternate = FeedId::literal(alternate);
        if (kind == FeedKind::Ups)
            made.equipment.efficiency = 0.96;
        hall.arrangement.feeds.push_back(std::move(made));
    };
    feed("utility", FeedKind::Utility, Side::A, 138'000, 20'000, {}, {});
    feed("generators", FeedKind::Generator, Side::A, 13'800, 95'000, {}, {});
    int total = 0;
    constexpr int columns = 40;
    for (int i = 0; total < accelerators; ++i) {
        if (i % 4 == 0) {
            for (const auto& [side, letter] : {std::pair{Side::A, 'a'}, std::pair{Side::B, 'b'}, std::pair{Side::C, 'c'}}) {
                feed(fmt::format("board-{}-{}", letter, i / 4), FeedKind::Switchboard, side, 480, 12'000, "utility", "generators");
                feed(fmt::format("ups-{}-{}", letter, i / 4), FeedKind::Ups, side, 480, 12'000, fmt::format("board-{}-{}", letter, i / 4), {});
            }
        }
        const PodDesignRef& pod = kinds[static_cast<std::size_t>(i) % kinds.size()];
        const auto id = PlacementId::literal(fmt::format("p{:05}", i + 1));
        const Point at{width * (i % columns) + Millimetres{2400}, depth * (i / columns) + Millimetres{2400}};
        PodPlacement placed{id, id.text(), pod, at - pod->facts().extent.at, Turn::None, false};
        SideSet sides;
        for (const Feed& one : pod->arrangement().feeds) {
            if (!one.upstream && !sides.has(one.side)) {
                sides.add(one.side);
                const char letter = static_cast<char>('a' + static_cast<int>(one.side));
                placed.feeds.push_back({one.side, FeedId::literal(fmt::format("ups-{}-{}", letter, i / 4))});
            }
        }
        hall.pods.push_back(std::move(placed));
        total += pod->facts().accelerators;
        if (i % 20 == 7) {
            for (const Placement& inside : pod->arrangement().placements) {
                if (inside.rack() && (*inside.rack())->facts().accelerators > 0) {
                    hall.overrides[fmt::format("{}/{}", id, inside.id)] = {"", (*inside.rack())->facts().provisioned.known * 0.9, ""};
                    break;
                }
            }
        }
    }
    const Millimetres right = width * columns + Millimetres{2400};
    const Millimetres top = depth * (static_cast<int>(hall.pods.size()) / columns + 1) + Millimetres{2400};
    hall.outline = {{}, {right, {}}, {right, top}, {{}, top}};
    if (hall.air)
        hall.air->units *= static_cast<int>(hall.pods.size());
    return mixed.named(fmt::format("{} mixed pods", hall.pods.size())).withHall(std::move(hall));
}

} // namespace colonnade::test
