#pragma once

#include "model/design/Geometry.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace colonnade::model {

/// The side of a footprint towards which one looks.
enum class Towards : std::uint8_t { South, East, North, West };
Towards frontSide(Turn turn); ///< Unturned fronts face south; turns go counter-clockwise.
Towards rearSide(Turn turn);
Towards rightSide(Turn turn); ///< As seen by who stands before the front.
Towards opposite(Towards side);

/// What stands in front of something.
enum class Ahead : std::uint8_t { Open, Wall, Thing };

struct ClearAhead {
    Millimetres depth;
    Ahead what = Ahead::Open;
    std::size_t thing = 0; ///< Index in `standing`, where `what` is a thing on the floor.
    bool column = false; ///< The thing is a column of the building.
};

/// Finds what stands near a place: a grid over all footprints, things first, then the columns of the building.
class FloorIndex {
public:
    static constexpr Millimetres farthest{2000}; ///< As far as one looks.

    struct Stood {
        FloorRect footprint;
        Turn turn = Turn::None;
        bool operator==(const Stood&) const = default;
    };

    FloorIndex() = default;
    FloorIndex(std::vector<Stood> things, std::size_t columnsFrom, Polygon outline);

    [[nodiscard]] const std::vector<Stood>& things() const { return m_things; }
    [[nodiscard]] std::size_t columnsFrom() const { return m_columnsFrom; }
    [[nodiscard]] const Polygon& outline() const { return m_outline; }
    [[nodiscard]] bool sameAs(const std::vector<Stood>& things, std::size_t columnsFrom, const Polygon& outline) const
    {
        return m_columnsFrom == columnsFrom && m_things == things && m_outline == outline;
    }

    /// By thing, whether it or something within `farthest` of it stands elsewhere than in `before`: what the others see has
    /// not changed. Nothing where the two do not hold the same things within the same walls, or where many have moved.
    [[nodiscard]] std::optional<std::vector<bool>> nearMoved(const FloorIndex& before) const;

    /// From the middle of a side of a thing, over a width that may be more than its own. Of several as near, the first.
    [[nodiscard]] ClearAhead look(std::size_t from, Towards side, Millimetres width) const;

    /// Calls for each thing or column that shares area with `rect`; some twice.
    template <class Visit> void touching(const FloorRect& rect, Visit visit) const
    {
        forCells(rect, [&](std::size_t at) {
            for (std::uint32_t k = m_first[at]; k < m_first[at + 1]; ++k) {
                if (m_things[m_inside[k]].footprint.overlaps(rect))
                    visit(static_cast<std::size_t>(m_inside[k]));
            }
        });
    }

private:
    template <class Visit> void forCells(const FloorRect& rect, Visit visit) const
    {
        if (m_things.empty())
            return;
        const auto clampTo = [](std::int64_t value, std::int64_t most) {
            return std::clamp<std::int64_t>(value, 0, most);
        };
        const auto x0 = clampTo((rect.at.x - m_extent.at.x).value() / m_cell, m_columns - 1);
        const auto x1 = clampTo((rect.right() - m_extent.at.x).value() / m_cell, m_columns - 1);
        const auto y0 = clampTo((rect.at.y - m_extent.at.y).value() / m_cell, m_rows - 1);
        const auto y1 = clampTo((rect.top() - m_extent.at.y).value() / m_cell, m_rows - 1);
        for (auto y = y0; y <= y1; ++y) {
            for (auto x = x0; x <= x1; ++x)
                visit(static_cast<std::size_t>(y * m_columns + x));
        }
    }

    std::vector<Stood> m_things;
    std::size_t m_columnsFrom = 0;
    Polygon m_outline;
    FloorRect m_extent;
    std::int64_t m_cell = 2400;
    std::int64_t m_columns = 0, m_rows = 0;
    std::vector<std::uint32_t> m_first, m_inside; ///< Which things touch each cell.
};

} // namespace colonnade::model
