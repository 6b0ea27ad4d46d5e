#pragma once

#include "model/units/Quantity.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace colonnade::model {

/// A place on the floor, in whole millimetres: x to the east, y to the north.
struct Point {
    Millimetres x, y;
    friend Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
    friend Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
    auto operator<=>(const Point&) const = default;
};

/// Width along x, depth along y.
struct FloorSize {
    Millimetres width, depth;
    auto operator<=>(const FloorSize&) const = default;
};

/// A rectangle along the axes; `at` is its south-west corner.
struct FloorRect {
    Point at;
    FloorSize size;
    [[nodiscard]] Millimetres right() const { return at.x + size.width; }
    [[nodiscard]] Millimetres top() const { return at.y + size.depth; }
    /// True where the two share area; touching edges do not.
    [[nodiscard]] bool overlaps(const FloorRect& other) const
    {
        return at.x < other.right() && other.at.x < right() && at.y < other.top() && other.at.y < top();
    }
    [[nodiscard]] bool contains(const FloorRect& other) const
    {
        return other.at.x >= at.x && other.at.y >= at.y && other.right() <= right() && other.top() <= top();
    }
    [[nodiscard]] FloorRect united(const FloorRect& other) const
    {
        const Point low{std::min(at.x, other.at.x), std::min(at.y, other.at.y)};
        return {low, {std::max(right(), other.right()) - low.x, std::max(top(), other.top()) - low.y}};
    }
    bool operator==(const FloorRect&) const = default;
};

/// Quarter turns, counter-clockwise seen from above. At `None` the front faces south.
enum class Turn : std::uint8_t { None, Quarter, Half, ThreeQuarters };

constexpr int degrees(Turn turn) { return 90 * static_cast<int>(turn); }
constexpr Turn operator+(Turn a, Turn b)
{
    return static_cast<Turn>((static_cast<int>(a) + static_cast<int>(b)) % 4);
}
/// The size on the floor of a thing of this size that has been turned.
constexpr FloorSize turned(FloorSize size, Turn turn)
{
    return turn == Turn::None || turn == Turn::Half ? size : FloorSize{size.depth, size.width};
}
/// Where a rectangle lies after a turn about the origin.
FloorRect turnedAboutOrigin(const FloorRect& rect, Turn turn);
/// A distance seen in axes that have been turned: what has to be added inside to move so much outside.
Point turnedBack(Point distance, Turn turn);

/// A closed outline; the last corner joins the first.
using Polygon = std::vector<Point>;
FloorRect boundingBox(const Polygon& polygon);
/// Area in square millimetres, always positive (shoelace formula).
double area(const Polygon& polygon);
/// True where all four corners lie in the outline or on its edge.
bool encloses(const Polygon& polygon, const FloorRect& rect);

} // namespace colonnade::model
