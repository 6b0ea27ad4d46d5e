#pragma once

#include "tests/support/Designs.h"

#include "model/edit/FloorEdits.h"

#include <functional>
#include <stdexcept>
#include <utility>
#include <vector>

/// Parts with a body that a reader can add up, and halls that say how they are built.
namespace colonnade::test {

inline model::PartRef withFigures(const model::PartRef& part, const std::vector<std::pair<std::string_view, double>>& figures)
{
    auto made = std::make_shared<model::PartType>(*part);
    for (const auto& [key, value] : figures) {
        model::Figure figure;
        figure.kind = model::figureKind(key);
        if (!figure.kind)
            throw std::runtime_error(std::string(key) + " is no figure");
        figure.value = value;
        made->figures.push_back(std::move(figure));
    }
    return made;
}

struct BoxSpec {
    std::string id = "box";
    int units = 1;
    std::optional<double> massKg = 20;
    std::optional<int> depthMm = 700;
    std::optional<int> widthMm = {};
    model::Mounting mounting = model::Mounting::Rack19;
};
inline model::PartRef box(const BoxSpec& spec = {})
{
    auto made = std::make_shared<model::PartType>(*tinyServer({.id = spec.id, .units = spec.units, .massKg = spec.massKg}));
    made->body.depthMm = spec.depthMm ? std::optional{model::Millimetres{*spec.depthMm}} : std::nullopt;
    made->body.widthMm = spec.widthMm ? std::optional{model::Millimetres{*spec.widthMm}} : std::nullopt;
    made->body.mounting = spec.mounting;
    return made;
}

/// A rack PDU of 56 by 60 mm.
inline model::PartRef sizedPdu(std::optional<int> widthMm = 56, std::optional<int> depthMm = 60)
{
    auto made = std::make_shared<model::PartType>(*tinyPdu());
    made->body.widthMm = widthMm ? std::optional{model::Millimetres{*widthMm}} : std::nullopt;
    made->body.depthMm = depthMm ? std::optional{model::Millimetres{*depthMm}} : std::nullopt;
    return made;
}

struct Mounted {
    model::PartRef part;
    model::Mount mount;
};
inline model::Mount onFront(int unit)
{
    return {model::Face::Front, model::RackUnit::whole(unit), model::Slot::Full};
}
/// Devices "d1", "d2", ... in a frame.
inline model::RackDesignRef rackOf(const model::PartRef& frame, const std::vector<Mounted>& devices,
                                   std::string_view id = "rack", const model::PartRef& system = nullptr)
{
    auto rack = model::RackDesign::create(model::RackDesignId::literal(id), std::string(id), frame, system);
    int number = 0;
    for (const Mounted& one : devices) {
        if (!rack)
            break;
        rack = rack->mounted({model::DeviceId::literal("d" + std::to_string(++number)), one.part, one.mount, {}, {}, {}, false});
    }
    if (!rack)
        throw std::runtime_error(rack.error().text);
    return std::make_shared<const model::RackDesign>(std::move(*rack));
}

/// One rack alone in a hall.
inline model::Design aloneInHall(const model::RackDesignRef& rack)
{
    TinyFloor floor;
    floor.rack("x1", rack);
    return tinyHall(floor.arrangement);
}

inline model::Design withHall(const model::Design& design, const std::function<void(model::Hall&)>& change)
{
    model::Hall hall = *design.hall();
    change(hall);
    return design.withHall(std::move(hall));
}

} // namespace colonnade::test
