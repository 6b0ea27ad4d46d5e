#pragma once

#include "tests/support/Designs.h"

#include "model/catalog/PartFigures.h"

#include <stdexcept>

/// Tiny halls whose air can be added up by hand: 10 kW at 12 K ask for 10,000 / (1.2 · 1006 · 12) =
/// 0.690 m³/s.
namespace colonnade::test {

struct DryServerSpec {
    double watts = 10'000;
    model::Airflow airflow = model::Airflow::FrontToRear;
    std::optional<double> inletMaxC = {}; ///< Of the air.
    std::optional<double> inletMinC = {};
    std::optional<double> cfm = {};
    std::string sold = {}; ///< `airflow_direction`, as the maker says it.
};
inline model::PartRef dryServer(const DryServerSpec& spec = {})
{
    using namespace model;
    PartType server = *tinyServer({.id = "dry", .watts = spec.watts});
    server.cooling.airflow = spec.airflow;
    if (spec.inletMaxC)
        server.cooling.airInletMax = Celsius{*spec.inletMaxC};
    if (spec.inletMinC)
        server.cooling.airInletMin = Celsius{*spec.inletMinC};
    if (spec.cfm)
        setFigure(server, "airflow_cfm", *spec.cfm);
    if (!spec.sold.empty())
        setFigure(server, "airflow_direction", spec.sold);
    return std::make_shared<const PartType>(std::move(server));
}
inline model::RackDesignRef dryRack(const DryServerSpec& spec = {})
{
    return TinyRack{"dry"}.add(dryServer(spec)).made();
}

/// So many racks in a row whose fronts, in the south, are in a cold aisle and whose rears are in a
/// hot one.
inline model::Arrangement aisleFloor(const model::RackDesignRef& rack, int racks = 1,
                                     bool contained = true)
{
    using namespace model;
    TinyFloor floor;
    for (int i = 0; i < racks; ++i)
        floor.rack(fmt::format("r{}", i + 1), rack);
    const Millimetres width{600 * static_cast<std::int64_t>(racks)};
    floor.arrangement.aisles = {
        {Aisle::Kind::Cold,
         {{Millimetres{0}, Millimetres{-1200}}, {width, Millimetres{1200}}},
         contained},
        {Aisle::Kind::Hot, {{Millimetres{0}, Millimetres{1200}}, {width, Millimetres{1200}}}}};
    return floor.arrangement;
}

/// A heat exchanger for the rear of a rack, without fans.
inline model::PartRef tinyDoor(double watts, std::string_view id = "door")
{
    using namespace model;
    PartType door =
        *tinyCdu({.id = std::string{id}, .watts = watts, .massKg = 100, .powerWatts = {}});
    door.body.mounting = Mounting::RearDoor;
    door.cdu->type = CduFigures::Type::RearDoor;
    door.cdu->place = CduFigures::Place::RearDoorPlace;
    return std::make_shared<const PartType>(std::move(door));
}
/// A unit that gives the heat of coolant to the air of the room.
inline model::PartRef tinyLiquidToAir(double watts)
{
    using namespace model;
    PartType unit = *tinyCdu({.id = "l2a", .watts = watts});
    unit.cdu->type = CduFigures::Type::LiquidToAir;
    return std::make_shared<const PartType>(std::move(unit));
}

template <class Change> model::Design withHall(const model::Design& design, Change change)
{
    auto next = design.changedHall([&](const model::Hall& before) -> model::Result<model::Hall> {
        model::Hall hall = before;
        change(hall);
        return hall;
    });
    if (!next)
        throw std::runtime_error(next.error().text);
    return *next;
}

/// The same with supply air of this temperature, in a room of class A2.
inline model::Design supplied(const model::Design& design, double celsius,
                              std::optional<model::AirClass> airClass = model::AirClass::A2)
{
    return withHall(design, [&](model::Hall& hall) {
        hall.air->supply = model::Celsius{celsius};
        hall.site.room.airClass = airClass;
    });
}

} // namespace colonnade::test
