#pragma once

#include "model/design/Design.h"
#include "model/fabric/FabricLinks.h"

#include <algorithm>
#include <string>
#include <vector>

/// Small parts and arrangements for tests of fabrics; figures are those of the data sheets where
/// they matter.
namespace colonnade::model::fabrictest {

using enum CageForm;
using Medium = CableFigures::Medium;

inline PartRef frame()
{
    PartType part{TypeId::literal("frame-48")};
    part.vendor = "Test";
    part.model = "48U frame";
    part.kind = PartKind::RackFrame;
    part.rack = RackFrameFigures{};
    part.rack->units = RackUnits::whole(48);
    part.body.widthMm = Millimetres{600};
    part.body.depthMm = Millimetres{1200};
    part.body.heightMm = Millimetres{2300};
    return std::make_shared<const PartType>(part);
}

inline Cages cages(PortRole role, CageForm form, int count, int perCage, double speed)
{
    return {role, form, count, perCage, GigabitsPerSecond{speed}, {}};
}

inline PartRef device(std::string_view id, PartKind kind, int units, std::vector<Cages> rows,
                      double liquid = 0)
{
    PartType part{TypeId::literal(id)};
    part.vendor = "Test";
    part.model = id;
    part.kind = kind;
    part.body.mounting = Mounting::Rack19;
    part.body.height = RackUnits::whole(units);
    part.cooling.liquidFraction = liquid;
    part.cages = std::move(rows);
    return std::make_shared<const PartType>(part);
}

/// Eight NICs behind four twin-port cages that take flat modules; DGX H100.
inline PartRef dgx()
{
    return device("dgx", PartKind::Server, 8,
                  {cages(PortRole::Compute, OsfpRhs, 4, 2, 400),
                   cages(PortRole::Storage, Qsfp112, 2, 1, 400),
                   cages(PortRole::Bmc, Rj45, 1, 1, 1)});
}

/// `nics` single-port cages.
inline PartRef server(int nics, double speed, CageForm form = Qsfp112, int units = 8)
{
    return device("server", PartKind::Server, units,
                  {cages(PortRole::Compute, form, nics, 1, speed)});
}

/// 32 twin-port cages: 64 ports of 400 Gbit/s; QM9700. The management port must not carry traffic.
inline PartRef qm9700()
{
    return device(
        "qm9700", PartKind::Switch, 1,
        {cages(PortRole::Any, OsfpTwin, 32, 2, 400), cages(PortRole::Management, Rj45, 1, 1, 1)});
}

inline PartRef ethernetSwitch(int ports, double speed, CageForm form = Osfp, int perCage = 1)
{
    return device("switch", PartKind::Switch, 1,
                  {cages(PortRole::Any, form, ports / perCage, perCage, speed)});
}

inline PartRef cable(std::string_view id, Medium medium, double speed, double reach,
                     std::vector<CageForm> near, std::vector<CageForm> far, int ends = 1,
                     std::vector<Metres> stock = {})
{
    PartType part{TypeId::literal(id)};
    part.vendor = "Test";
    part.model = id;
    part.kind = PartKind::Cable;
    part.cable = CableFigures{};
    part.cable->medium = medium;
    part.cable->speed = GigabitsPerSecond{speed};
    part.cable->ends = ends;
    part.cable->near = std::move(near);
    part.cable->far = std::move(far);
    part.cable->reachMax = Metres{reach};
    part.cable->stockLengths = std::move(stock);
    return std::make_shared<const PartType>(part);
}

inline PartRef optic(std::string_view id, CageForm cage, double speed, std::string_view pmd,
                     double reach, Medium fibre = Medium::MultimodeFibre, double lane = 100)
{
    PartType part{TypeId::literal(id)};
    part.vendor = "Test";
    part.model = id;
    part.kind = PartKind::Transceiver;
    part.transceiver = TransceiverFigures{};
    part.transceiver->cage = cage;
    part.transceiver->speed = GigabitsPerSecond{speed};
    part.transceiver->lane = GigabitsPerSecond{lane};
    part.transceiver->pmd = pmd;
    part.transceiver->connector = "MPO-12/APC";
    part.transceiver->fibre = fibre;
    part.transceiver->reachMax = Metres{reach};
    return std::make_shared<const PartType>(part);
}

inline std::vector<Metres> stockLengths(std::initializer_list<double> metres)
{
    std::vector<Metres> lengths;
    for (const double length : metres)
        lengths.emplace_back(length);
    return lengths;
}

/// What an NDR fabric is cabled with: copper between twin-port switch cages up to 2 m, else
/// multimode fibre.
inline std::vector<PartRef> ndrMedia()
{
    return {cable("dac", Medium::Dac, 800, 2, {OsfpTwin, Osfp}, {OsfpTwin, Osfp}, 1,
                  stockLengths({0.5, 1, 1.5, 2})),
            optic("sr4-finned", OsfpTwin, 800, "2xSR4", 50),
            optic("sr4-flat-twin", OsfpRhs, 800, "2xSR4", 50),
            optic("sr4-qsfp", Qsfp112, 400, "SR4", 50),
            cable("mpo", Medium::MultimodeFibre, 0, 50, {}, {}, 1,
                  stockLengths({3, 5, 7, 10, 15, 20, 30, 50}))};
}

/// Fills racks in a row, from the west.
class FloorOfRacks {
public:
    /// One rack with these devices, from unit 3 up; their ids begin with `stem`.
    std::string rack(std::string_view id, std::string_view stem,
                     const std::vector<PartRef>& devices)
    {
        auto design = RackDesign::create(RackDesignId::literal(fmt::format("rack-{}", id)),
                                         std::string{id}, m_frame);
        int unit = 3;
        int number = 0;
        for (const PartRef& part : devices) {
            Device item{DeviceId::literal(fmt::format("{}{}", stem, ++number)),
                        part,
                        {},
                        {},
                        {},
                        {},
                        false};
            item.mount.unit = RackUnit::whole(unit);
            unit += part->body.height->halves() / 2;
            design = design.value().mounted(item);
        }
        return place(id, std::make_shared<const RackDesign>(std::move(design.value())));
    }
    std::string place(std::string_view id, const RackDesignRef& design)
    {
        Placement placement{
            PlacementId::literal(id), std::string{id}, {}, design, {}, {}, {}, {}, false};
        placement.at = {Millimetres{600 * static_cast<std::int64_t>(arrangement.placements.size())},
                        Millimetres{0}};
        arrangement.placements.push_back(placement);
        return std::string{id};
    }
    /// `count` of a part, `perRack` in a rack, named "a01/n1" and so on.
    void fill(char row, std::string_view stem, const PartRef& part, int count, int perRack)
    {
        RackDesignRef whole;
        for (int i = 0; count > 0; ++i) {
            const int here = std::min(count, perRack);
            const std::string id = fmt::format("{}{:02}", row, i + 1);
            if (here == perRack && whole) {
                place(id, whole);
            } else {
                rack(id, stem, std::vector<PartRef>(static_cast<std::size_t>(here), part));
                if (here == perRack)
                    whole = *arrangement.placements.back().rack();
            }
            count -= here;
        }
    }
    /// Switches of a tier in racks of their own, forty each; leaves take rails in turn where
    /// `rails` is not 0.
    void switches(Fabric& fabric, char row, const PartRef& part, int count, int tier, int rails = 0)
    {
        const std::size_t before = arrangement.placements.size();
        fill(row, "s", part, count, 40);
        int number = 0;
        for (std::size_t i = before; i < arrangement.placements.size(); ++i) {
            const Placement& placement = arrangement.placements[i];
            for (const Device& item : (*placement.rack())->devices()) {
                FabricSwitch one{fmt::format("{}/{}", placement.id, item.id), tier, std::nullopt};
                if (rails > 0)
                    one.rail = number % rails + 1;
                fabric.switches.push_back(one);
                ++number;
            }
        }
    }

    Arrangement arrangement;

private:
    PartRef m_frame = frame();
};

inline Fabric fabric(FabricFamily family, int rails = 1)
{
    Fabric item{FabricId::literal("compute"), "compute"};
    item.family = family;
    item.rails = rails;
    return item;
}

inline FabricPlan planned(const FloorOfRacks& floor, const Fabric& item)
{
    RouteRules rules;
    rules.slack = item.slack;
    return plannedFabric(floor.arrangement, item, rules);
}

/// Links between two switches.
inline int linksBetween(const FabricPlan& plan, std::uint32_t a, std::uint32_t b)
{
    int count = 0;
    for (std::size_t i = 0; i < plan.links.size(); ++i)
        count += plan.links.a[i] == a && plan.links.b[i] == b ? 1 : 0;
    return count;
}

} // namespace colonnade::model::fabrictest
