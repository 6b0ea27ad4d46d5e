#include "model/edit/TrayEdits.h"

#include "model/units/Text.h"

namespace colonnade::model {

namespace {

Result<CableTray> trayOf(const Design& design, const Holder& pod, const TrayId& id)
{
    const PodDesignRef held = pod ? design.podDesign(*pod) : nullptr;
    if (pod && !held)
        return fail("There is no pod design '{}'", *pod);
    const Arrangement& all = pod ? held->arrangement() : design.hall()->arrangement;
    if (const CableTray* tray = all.tray(id))
        return *tray;
    return fail("There is no tray '{}'", id);
}

template <class Change>
Result<Design> changedRun(const Design& design, const Holder& pod, const TrayId& id, Change change)
{
    auto tray = trayOf(design, pod, id);
    if (!tray)
        return tl::unexpected<Error>{tray.error()};
    if (auto done = change(tray->points); !done)
        return tl::unexpected<Error>{done.error()};
    return setTray(design, pod, std::move(*tray));
}

Error noPoint(const TrayId& tray, std::size_t point, std::size_t count)
{
    return Error{fmt::format("Tray '{}' has points 1 to {}, no point {}", tray, count, point + 1)};
}

} // namespace

Result<DrawnTray> drawTray(const Design& design, const Holder& pod, std::vector<Point> points, CableTray::Kind kind)
{
    const PodDesignRef held = pod ? design.podDesign(*pod) : nullptr;
    if (pod && !held)
        return fail("There is no pod design '{}'", *pod);
    const Arrangement& all = pod ? held->arrangement() : design.hall()->arrangement;
    CableTray tray{all.freshTrayId(), {}, kind, std::move(points)};
    tray.height = kind == CableTray::Kind::Underfloor ? Millimetres{-300} : design.hall()->trayHeight;
    for (const CableTray& other : all.trays) {
        if (other.kind != kind)
            continue;
        tray.height = other.height;
        tray.width = other.width;
        tray.depth = other.depth;
        tray.rated = other.rated;
    }
    const TrayId id = tray.id;
    auto next = setTray(design, pod, std::move(tray));
    if (!next)
        return tl::unexpected<Error>{next.error()};
    return DrawnTray{std::move(*next), id};
}

Result<Design> moveTray(const Design& design, const Holder& pod, const TrayId& tray, Point by)
{
    return changedRun(design, pod, tray, [&](std::vector<Point>& points) -> Result<void> {
        for (Point& point : points)
            point = point + by;
        return {};
    });
}

Result<Design> moveTrayPoint(const Design& design, const Holder& pod, const TrayId& tray, std::size_t point, Point to)
{
    return changedRun(design, pod, tray, [&](std::vector<Point>& points) -> Result<void> {
        if (point >= points.size())
            return tl::unexpected<Error>{noPoint(tray, point, points.size())};
        points[point] = to;
        return {};
    });
}

Result<Design> addTrayPoint(const Design& design, const Holder& pod, const TrayId& tray, std::size_t before, Point at)
{
    return changedRun(design, pod, tray, [&](std::vector<Point>& points) -> Result<void> {
        if (before > points.size())
            return tl::unexpected<Error>{noPoint(tray, before, points.size())};
        points.insert(points.begin() + static_cast<std::ptrdiff_t>(before), at);
        return {};
    });
}

Result<Design> removeTrayPoint(const Design& design, const Holder& pod, const TrayId& tray, std::size_t point)
{
    return changedRun(design, pod, tray, [&](std::vector<Point>& points) -> Result<void> {
        if (point >= points.size())
            return tl::unexpected<Error>{noPoint(tray, point, points.size())};
        if (points.size() == 2)
            return fail("Tray '{}' has only its two ends; remove the tray", tray);
        points.erase(points.begin() + static_cast<std::ptrdiff_t>(point));
        return {};
    });
}

} // namespace colonnade::model
