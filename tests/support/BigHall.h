#pragma once

#include "model/design/Design.h"

#include <cmath>
#include <stdexcept>

namespace colonnade::test {

/// A hall of at least so many accelerators, made by placing the first pod design of a reference design many times
/// in a square grid with an aisle of 2.4 m between them.
inline model::Design bigHall(const model::Design& reference, int accelerators)
{
    using namespace model;
    if (reference.podDesigns().empty())
        throw std::runtime_error("the reference design has no pod");
    const PodDesignRef pod = reference.podDesigns().begin()->second;
    const FloorRect extent = pod->facts().extent;
    const int pods = (accelerators + pod->facts().accelerators - 1) / pod->facts().accelerators;
    const int columns = static_cast<int>(std::ceil(std::sqrt(pods)));
    Hall hall = *reference.hall();
    hall.columns.clear();
    hall.keepOuts.clear();
    hall.doors.clear();
    hall.pods.clear();
    const Millimetres width = extent.size.width + Millimetres{2400};
    const Millimetres depth = extent.size.depth + Millimetres{2400};
    for (int i = 0; i < pods; ++i) {
        const Point at{width * (i % columns) + Millimetres{2400}, depth * (i / columns) + Millimetres{2400}};
        const PlacementId id = PlacementId::literal(fmt::format("p{:04}", i + 1));
        hall.pods.push_back({id, id.text(), pod, at - extent.at, Turn::None, false});
    }
    const Millimetres right = width * columns + Millimetres{2400};
    const Millimetres top = depth * ((pods + columns - 1) / columns) + Millimetres{2400};
    hall.outline = {{}, {right, {}}, {right, top}, {{}, top}};
    if (hall.air)
        hall.air->units *= pods;
    return reference.named(fmt::format("{} x {}", pods, reference.name())).withHall(std::move(hall));
}

} // namespace colonnade::test
