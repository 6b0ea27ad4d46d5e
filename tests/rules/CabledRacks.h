#pragma once

#include "tests/fabric/FabricParts.h"
#include "tests/rules/Judging.h"
#include "tests/support/Designs.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

/// Nodes beside switches, and parts whose figures a test sets one by one.
namespace colonnade::test {

inline model::PortRef port(std::string_view device, model::PortRole role, int index)
{
    return {std::string(device), role, index};
}

/// The part with one figure more.
inline model::PartRef withFigure(const model::PartRef& part, std::string_view key, model::FigureValue value)
{
    model::PartType made = *part;
    made.figures.push_back({model::figureKind(key), std::move(value), {}, {}, {}, {}});
    return std::make_shared<const model::PartType>(std::move(made));
}

inline model::PartRef named(const model::PartRef& part, std::string_view id)
{
    model::PartType made = *part;
    made.id = model::TypeId::literal(id);
    made.model = id;
    return std::make_shared<const model::PartType>(std::move(made));
}

/// A switch for a network: "Ethernet", "InfiniBand NDR".
inline model::PartRef madeFor(const model::PartRef& part, std::string_view network, std::optional<double> latencyNs = {})
{
    model::PartType made = *part;
    made.switching = model::SwitchFigures{};
    made.switching->fabric = network;
    made.switching->latencyNs = latencyNs;
    return std::make_shared<const model::PartType>(std::move(made));
}

/// A straight multimode or single-mode cord without a word on its ends.
inline model::PartRef cord(model::CableFigures::Medium medium = model::CableFigures::Medium::MultimodeFibre)
{
    model::PartType part = *model::fabrictest::cable("fibre", medium, 0, 0, {}, {});
    part.cable->reachMax.reset();
    return std::make_shared<const model::PartType>(std::move(part));
}

/// A node of four 400 Gbit/s ports beside a switch of 32. What joins them is up to the test.
struct CabledRacks {
    explicit CabledRacks(model::PartRef node = model::fabrictest::server(4, 400),
                         model::PartRef leaf = model::fabrictest::ethernetSwitch(32, 400, model::CageForm::Qsfp112))
    {
        floor.rack("n01", "n", {std::move(node)});
        floor.rack("l01", "s", {std::move(leaf)});
        fabric.switches = {{"l01/s1", 1, {}}};
    }

    /// The next port of the node to the next of the switch.
    CabledRacks& joined(const model::PartRef& medium, std::optional<double> metres = {})
    {
        const int number = static_cast<int>(fabric.links.size()) + 1;
        model::HandCable cable{model::CableId::literal(fmt::format("c{}", number)),
                               port("n01/n1", model::PortRole::Compute, number),
                               port("l01/s1", model::PortRole::Any, number),
                               medium,
                               {}};
        if (metres)
            cable.length = model::Metres{*metres};
        fabric.links.push_back(std::move(cable));
        return *this;
    }

    [[nodiscard]] model::Design design() const
    {
        model::Arrangement arrangement = floor.arrangement;
        arrangement.fabrics = {fabric};
        return tinyDesign(arrangement);
    }
    [[nodiscard]] model::Evaluation judged(const model::Profile& by = profile()) const { return test::judged(design(), by); }

    model::fabrictest::FloorOfRacks floor;
    model::Fabric fabric = model::fabrictest::fabric(model::FabricFamily::Manual);
};

/// `nodes` nodes, leaves and spines in racks of their own, by a recipe.
struct RackedFabric {
    model::fabrictest::FloorOfRacks floor;
    model::Fabric fabric;

    RackedFabric(model::FabricFamily family, int rails, const model::PartRef& node, int nodes, const model::PartRef& one, int leaves,
                 int spines)
        : fabric{model::fabrictest::fabric(family, rails)}
    {
        floor.fill('n', "n", node, nodes, 4);
        floor.switches(fabric, 'l', one, leaves, 1, family == model::FabricFamily::RailOptimised ? rails : 0);
        floor.switches(fabric, 's', one, spines, 2);
    }

    [[nodiscard]] model::Design design() const
    {
        model::Arrangement arrangement = floor.arrangement;
        arrangement.fabrics = {fabric};
        return tinyDesign(arrangement);
    }
    [[nodiscard]] model::Evaluation judged(const model::Profile& by = profile()) const { return test::judged(design(), by); }
};

/// The profile with one parameter of one rule changed.
inline model::Profile changed(std::string_view rule, std::string_view key, double value)
{
    model::Profile by = profile();
    by.rules[std::string{rule}].parameters[std::string{key}] = value;
    return by;
}

} // namespace colonnade::test
