#include "model/design/CableTray.h"

#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

constexpr std::int64_t farthest = 10'000'000; // mm, as `placeRange` of the file.

bool within(Millimetres length, std::int64_t least, std::int64_t most)
{
    return length.value() >= least && length.value() <= most;
}

} // namespace

std::string_view word(CableTray::Kind kind)
{
    switch (kind) {
    case CableTray::Kind::Tray: return "tray";
    case CableTray::Kind::Ladder: return "ladder";
    case CableTray::Kind::Underfloor: return "underfloor";
    }
    return {};
}

std::string_view word(CableTray::Carries carries)
{
    switch (carries) {
    case CableTray::Carries::Data: return "data";
    case CableTray::Carries::Power: return "power";
    }
    return {};
}

std::string_view trayKindName(CableTray::Kind kind)
{
    switch (kind) {
    case CableTray::Kind::Tray: return "Tray";
    case CableTray::Kind::Ladder: return "Ladder";
    case CableTray::Kind::Underfloor: return "Basket under the floor";
    }
    return {};
}

Metres distance(Point a, Point b)
{
    return Metres{std::hypot(static_cast<double>((b.x - a.x).value()),
                             static_cast<double>((b.y - a.y).value()))
                  / 1000};
}

Metres CableTray::length() const
{
    Metres sum;
    for (std::size_t i = 1; i < points.size(); ++i)
        sum += distance(points[i - 1], points[i]);
    return sum;
}

FloorRect CableTray::extent() const
{
    if (points.empty())
        return {};
    const FloorRect line = boundingBox(points);
    const Millimetres half = width / 2;
    return {{line.at.x - half, line.at.y - half},
            {line.size.width + half * 2, line.size.depth + half * 2}};
}

std::optional<Error> CableTray::defect() const
{
    if (points.size() < 2 || points.size() > mostPoints)
        return Error{fmt::format("Tray '{}' runs over 2 to {} points; found {}", id, mostPoints, points.size())};
    for (const Point& point : points) {
        if (!within(point.x, -farthest, farthest) || !within(point.y, -farthest, farthest))
            return Error{fmt::format("The points of tray '{}' lie within 10,000,000 mm of the origin", id)};
    }
    for (std::size_t i = 1; i < points.size(); ++i) {
        if (points[i] == points[i - 1])
            return Error{fmt::format("Tray '{}' stays at the same place from point {} to point {}", id, i, i + 1)};
    }
    if (!within(height, -10'000, 100'000))
        return Error{fmt::format("Tray '{}' lies -10,000 to 100,000 mm above the floor; found {} mm", id, height.value())};
    if (!within(width, 10, 10'000) || !within(depth, 10, 10'000))
        return Error{fmt::format("Tray '{}' is 10 to 10,000 mm wide and deep; found {} and {} mm", id, width.value(), depth.value())};
    if (rated && !(rated->value() >= 0.1 && rated->value() <= 10'000))
        return Error{fmt::format("Tray '{}' bears 0.1 to 10,000 kg/m; found {}", id, shortest(rated->value()))};
    return std::nullopt;
}

CableTray placed(CableTray tray, Point at, Turn turn)
{
    for (Point& point : tray.points)
        point = turnedAboutOrigin({point, {}}, turn).at + at;
    return tray;
}

} // namespace colonnade::model
