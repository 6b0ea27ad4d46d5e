#include "model/design/Geometry.h"

#include <array>
#include <cmath>

namespace colonnade::model {

namespace {

struct Real {
    double x, y;
};

Real real(Point p)
{
    return {static_cast<double>(p.x.value()), static_cast<double>(p.y.value())};
}

bool onEdge(Real p, Real a, Real b)
{
    const double cross = (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
    return cross == 0 && p.x >= std::min(a.x, b.x) && p.x <= std::max(a.x, b.x) && p.y >= std::min(a.y, b.y)
        && p.y <= std::max(a.y, b.y);
}

bool inside(const Polygon& polygon, Point point)
{
    const Real p = real(point);
    bool in = false;
    for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++) {
        const Real a = real(polygon[i]);
        const Real b = real(polygon[j]);
        if (onEdge(p, a, b))
            return true;
        if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x)
            in = !in;
    }
    return in;
}

} // namespace

FloorRect turnedAboutOrigin(const FloorRect& rect, Turn turn)
{
    const FloorSize size = turned(rect.size, turn);
    switch (turn) {
    case Turn::None: return rect;
    case Turn::Quarter: return {{-rect.top(), rect.at.x}, size};
    case Turn::Half: return {{-rect.right(), -rect.top()}, size};
    case Turn::ThreeQuarters: return {{rect.at.y, -rect.right()}, size};
    }
    return rect;
}

Point turnedBack(Point distance, Turn turn)
{
    switch (turn) {
    case Turn::None: return distance;
    case Turn::Quarter: return {distance.y, -distance.x};
    case Turn::Half: return {-distance.x, -distance.y};
    case Turn::ThreeQuarters: return {-distance.y, distance.x};
    }
    return distance;
}

FloorRect boundingBox(const Polygon& polygon)
{
    if (polygon.empty())
        return {};
    FloorRect box{polygon.front(), {}};
    for (const Point point : polygon)
        box = box.united({point, {}});
    return box;
}

double area(const Polygon& polygon)
{
    double twice = 0;
    for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++) {
        const Real a = real(polygon[j]);
        const Real b = real(polygon[i]);
        twice += a.x * b.y - b.x * a.y;
    }
    return std::abs(twice) / 2;
}

bool encloses(const Polygon& polygon, const FloorRect& rect)
{
    if (polygon.size() < 3)
        return false;
    const std::array corners{rect.at, Point{rect.right(), rect.at.y}, Point{rect.right(), rect.top()},
                             Point{rect.at.x, rect.top()}};
    return std::all_of(corners.begin(), corners.end(), [&](Point p) { return inside(polygon, p); });
}

} // namespace colonnade::model
