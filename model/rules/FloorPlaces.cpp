#include "model/rules/FloorPlaces.h"

#include "model/edit/MoveOffEdits.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

Subject instanceOf(const Standing& one)
{
    return Subject::instance(one.path());
}

Subject definitionOf(const Standing& one)
{
    return one.pod ? Subject::pod(one.pod->pod->id().text(), one.placement->id.text()) : instanceOf(one);
}

bool isRack(const Standing& one)
{
    return one.placement->rack() != nullptr;
}

bool isGear(const Standing& one)
{
    const PartRef* unit = one.placement->unit();
    return unit && (*unit)->kind == PartKind::FloorPower;
}

RunSubject subjectOf(const FloorRun& run, std::span<const Standing> standing)
{
    const Standing& first = standing[run.things.front()];
    const Standing& last = standing[run.things.back()];
    const bool inside = first.pod
        && std::all_of(run.things.begin(), run.things.end(),
                       [&](std::uint32_t thing) { return standing[thing].pod == first.pod; });
    std::string name = fmt::format("'{}'", first.path());
    if (run.things.size() > 1)
        name += fmt::format(" to '{}'", last.path());
    return {inside ? definitionOf(first) : instanceOf(first), std::move(name)};
}

Fix moveOffFix(const Standing& one, const FloorRect& area, std::string text)
{
    return {std::move(text),
            [path = one.path(), area](const Design& design) { return moveOff(design, path, area); }};
}

FloorRect floorBefore(const FloorRect& footprint, Towards side, Millimetres width, Millimetres depth)
{
    const Millimetres x = footprint.at.x + (footprint.size.width - width) / 2;
    const Millimetres y = footprint.at.y + (footprint.size.depth - width) / 2;
    switch (side) {
    case Towards::South: return {{x, footprint.at.y - depth}, {width, depth}};
    case Towards::North: return {{x, footprint.top()}, {width, depth}};
    case Towards::East: return {{footprint.right(), y}, {depth, width}};
    case Towards::West: break;
    }
    return {{footprint.at.x - depth, y}, {depth, width}};
}

} // namespace colonnade::model
