#include "model/edit/MoveOffEdits.h"

#include "model/design/Instance.h"
#include "model/edit/FloorEdits.h"
#include "model/units/Text.h"

#include <algorithm>
#include <array>

namespace colonnade::model {

namespace {

Millimetres upToTiles(Millimetres way, Millimetres tile)
{
    const std::int64_t step = std::max<std::int64_t>(tile.value(), 1);
    return Millimetres{(std::max<std::int64_t>(way.value(), 0) + step - 1) / step * step};
}

} // namespace

Result<Design> moveOff(const Design& design, const std::string& path, const FloorRect& area, Millimetres farthest)
{
    const auto place = placeAt(design, path);
    if (!place)
        return tl::unexpected<Error>{place.error()};
    if (!place->placement)
        return fail("'{}' is no rack or unit", path);
    const FloorRect own = place->instance.footprint;
    if (!own.overlaps(area))
        return fail("'{}' stands off it already", path);
    const Millimetres tile = design.hall()->tile, none{};
    // What takes it just beyond each side of the area, and then on by tiles.
    struct Way {
        Point by;
        Point step;
    };
    std::array<Way, 4> ways{{{{upToTiles(area.right() - own.at.x, tile), none}, {tile, none}},
                             {{-upToTiles(own.right() - area.at.x, tile), none}, {-tile, none}},
                             {{none, upToTiles(area.top() - own.at.y, tile)}, {none, tile}},
                             {{none, -upToTiles(own.top() - area.at.y, tile)}, {none, -tile}}}};
    const auto length = [](Point by) { return std::max(std::abs(by.x.value()), std::abs(by.y.value())); };
    std::optional<Error> refusal;
    for (;;) {
        Way& way = *std::min_element(ways.begin(), ways.end(),
                                     [&](const Way& a, const Way& b) { return length(a.by) < length(b.by); });
        if (length(way.by) > farthest.value())
            break;
        auto moved = movePlacements(design, std::array{path}, way.by);
        if (moved)
            return moved;
        refusal = moved.error();
        way.by = way.by + way.step;
        if (way.step == Point{})
            break;
    }
    return fail("'{}' finds no free place within {}{}", path, farthest,
                refusal ? ": " + refusal->text : std::string{});
}

} // namespace colonnade::model
