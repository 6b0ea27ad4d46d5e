#pragma once

#include "tests/support/Designs.h"

#include "model/catalog/PartFigures.h"

/// Rack PDUs with outlets and breakers, and servers with inlets: what rules about cords need.
namespace colonnade::test {

struct CordedPduSpec {
    std::string id = "pdu";
    double volts = 415;
    int phases = 3;
    std::optional<double> amperes = 60;
    std::vector<model::OutletGroup> outlets = {{"C19", 24}};
    std::string breakers = {}; ///< "6 x 20 A"
    bool switched = false;
};

inline model::PartRef cordedPdu(const CordedPduSpec& spec = {})
{
    model::PartType pdu = *tinyPdu(spec.volts, spec.phases, spec.amperes);
    pdu.id = model::TypeId::literal(spec.id);
    pdu.model = spec.id;
    pdu.pdu->outlets = spec.outlets;
    if (!spec.breakers.empty())
        model::setFigure(pdu, "breakers", spec.breakers);
    if (spec.switched)
        model::setFigure(pdu, "switched", true);
    return std::make_shared<const model::PartType>(std::move(pdu));
}

struct CordedServerSpec {
    std::string id = "server";
    std::optional<double> watts = 3'000;
    int supplies = 2;
    std::optional<double> supplyWatts = 4'000;
    std::string inlet = "C20";
    std::optional<std::pair<double, double>> volts = std::pair{200.0, 240.0};
    std::optional<double> inrush = {};
    int units = 1;
};

inline model::PartRef cordedServer(const CordedServerSpec& spec = {})
{
    model::PartType server = *tinyServer({.id = spec.id,
                                          .units = spec.units,
                                          .watts = spec.watts,
                                          .supplies = spec.supplies,
                                          .supplyWatts = spec.supplyWatts,
                                          .accelerators = 0});
    server.inputs.front().inlet = spec.inlet;
    if (spec.volts) {
        server.inputs.front().voltsMin = model::Volts{spec.volts->first};
        server.inputs.front().voltsMax = model::Volts{spec.volts->second};
    }
    if (spec.inrush)
        model::setFigure(server, "psu_inrush_a", *spec.inrush);
    return std::make_shared<const model::PartType>(std::move(server));
}

/// The rack with one cord set by hand.
inline model::RackDesignRef corded(const model::RackDesignRef& rack, std::string_view device,
                                   std::vector<model::Cord> cords)
{
    model::Device changed = *rack->device(model::DeviceId::literal(device));
    changed.cords = std::move(cords);
    auto next = rack->replaced(std::move(changed));
    if (!next)
        throw std::runtime_error(next.error().text);
    return std::make_shared<const model::RackDesign>(std::move(*next));
}

} // namespace colonnade::test
