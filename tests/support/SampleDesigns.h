#pragma once

#include "model/design/Design.h"
#include "model/design/RackScale.h"
#include "model/edit/FloorEdits.h"
#include "model/edit/RackEdits.h"
#include "model/exchange/CatalogReader.h"

#include <QtGlobal>

/// Small designs of shipped parts for tests of pictures and views.
namespace colonnade::test {

inline const model::Catalog& catalog()
{
    static const auto shipped = model::shippedCatalog();
    if (!shipped)
        qFatal("%s", shipped.error().text.c_str());
    return *shipped;
}

inline model::PartRef part(std::string_view id)
{
    auto found = catalog().part(model::TypeId::literal(id));
    if (!found)
        qFatal("The catalog has no '%s'.", std::string{id}.c_str());
    return found;
}

template <class T> T valueOf(model::Result<T> result)
{
    if (!result)
        qFatal("%s", result.error().text.c_str());
    return std::move(*result);
}

/// A GB300 NVL72 rack opened to its trays.
inline model::RackDesign gb300Rack()
{
    return valueOf(
        model::openedRackScale(part("nvidia-gb300-nvl72"), model::RackDesignId::literal("gb300"),
                               [](const model::TypeId& id) { return catalog().part(id); }));
}

/// An empty 48 U rack of 750 mm.
inline model::RackDesign emptyRack(std::string_view id = "empty")
{
    return valueOf(model::RackDesign::create(model::RackDesignId::literal(id), "Network rack",
                                             part("apc-ar3157")));
}

inline model::Device device(std::string_view id, std::string_view type, model::Mount mount,
                            std::string label)
{
    return {model::DeviceId::literal(id), part(type), mount, std::move(label), {}, {}, false};
}

inline model::Mount at(int unit, model::Face face = model::Face::Front)
{
    return {face, model::RackUnit::whole(unit), model::Slot::Full};
}

inline model::Point mm(int x, int y)
{
    return {model::Millimetres{x}, model::Millimetres{y}};
}

inline model::FloorRect area(int x, int y, int width, int depth)
{
    return {mm(x, y), {model::Millimetres{width}, model::Millimetres{depth}}};
}

/// Eight GB300 racks in a row with a cold and a hot aisle and a CDU at each end.
inline model::PodDesign gb300Pod()
{
    model::Arrangement inside;
    const auto row = model::RowId::literal("a");
    inside.rows.push_back({row, "Row A"});
    const auto rack = std::make_shared<const model::RackDesign>(gb300Rack());
    for (int i = 0; i < 8; ++i) {
        const std::string name = "a0" + std::to_string(i + 1);
        inside.placements.push_back({model::PlacementId::literal(name),
                                     "A0" + std::to_string(i + 1),
                                     row,
                                     rack,
                                     mm(600 + 600 * i, 1200),
                                     model::Turn::None,
                                     {},
                                     {},
                                     false});
    }
    const int depth = static_cast<int>(rack->depth().value());
    inside.aisles.push_back({model::Aisle::Kind::Cold, area(0, 0, 6000, 1200), false});
    inside.aisles.push_back({model::Aisle::Kind::Hot, area(0, 1200 + depth, 6000, 1200), true});
    return valueOf(model::PodDesign::create(model::PodDesignId::literal("su"),
                                            "GB300 scalable unit", std::move(inside)));
}

/// A hall with that pod, a column, a keep-out and a door.
inline model::Design gb300Hall(int pods = 1)
{
    model::Hall hall;
    hall.name = "Hall north";
    const auto pod = std::make_shared<const model::PodDesign>(gb300Pod());
    const int columns = pods > 4 ? 16 : 1;
    const int rows = (pods + columns - 1) / columns;
    const int width = 3600 + columns * 7200, depth = 3000 + rows * 4800;
    hall.outline = {mm(0, 0), mm(width, 0), mm(width, depth), mm(0, depth)};
    hall.columns.push_back(area(width - 1500, depth - 1500, 500, 500));
    hall.keepOuts.push_back({area(300, depth - 1500, 2400, 1200), "fire pump"});
    hall.doors.push_back(
        {mm(width - 2400, 0), model::Millimetres{1200}, model::Millimetres{2400}, "Door 1"});
    for (int i = 0; i < pods; ++i) {
        const std::string name = "su-" + std::to_string(i + 1);
        hall.pods.push_back({model::PlacementId::literal(name), "SU-" + std::to_string(i + 1), pod,
                             mm(1200 + (i % columns) * 7200, 600 + (i / columns) * 4800),
                             model::Turn::None, false});
    }
    return model::Design{}
        .named("gb300")
        .withRackDesign(gb300Rack())
        .withPodDesign(gb300Pod())
        .withHall(std::move(hall));
}

} // namespace colonnade::test
