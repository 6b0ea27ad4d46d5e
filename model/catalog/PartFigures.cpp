#include "model/catalog/PartFigures.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>

namespace colonnade::model {
namespace {

constexpr double wattsPerKilowatt = 1000;
constexpr double litresPerUsGallon = 3.785411784;
constexpr double kilopascalsPerBar = 100;
constexpr double kilopascalsPerPsi = 6.894757293;

using Maybe = std::optional<double>;

template <class Unit> Maybe plain(const std::optional<Quantity<Unit>>& quantity)
{
    return quantity ? Maybe{static_cast<double>(quantity->value())} : std::nullopt;
}
template <class Unit> Maybe plain(Quantity<Unit> quantity)
{
    return quantity.value() != 0 ? Maybe{static_cast<double>(quantity.value())} : std::nullopt;
}
Maybe plain(int count)
{
    return count != 0 ? Maybe{count} : std::nullopt;
}
Maybe times(Maybe number, double factor)
{
    return number ? Maybe{*number * factor} : std::nullopt;
}
template <class Block, class Member> Maybe within(const std::optional<Block>& block, Member member)
{
    return block ? plain((*block).*member) : std::nullopt;
}

Millimetres wholeMillimetres(double millimetres)
{
    return Millimetres{std::llround(millimetres)};
}
int halves(double units)
{
    return static_cast<int>(std::lround(units * 2));
}

/// How one typed member repeats one figure.
struct Binding {
    std::string_view key;
    /// The member's value in the unit of the figure; nothing where it has none, or where another
    /// figure is the usual one for this member.
    Maybe (*get)(const PartType&);
    void (*set)(PartType&, double);
};

Maybe notWritten(const PartType&)
{
    return std::nullopt;
}

const Binding bindings[] = {
    {"rack_units",
     [](const PartType& part) -> Maybe {
         if (part.rack)
             return part.rack->units.value();
         return part.body.height && !part.body.openUnits ? Maybe{part.body.height->value()}
                                                         : std::nullopt;
     },
     [](PartType& part, double units) {
         if (part.rack) {
             part.rack->units = RackUnits::ofHalves(halves(units));
         } else if (part.kind != PartKind::RackFrame) {
             part.body.height = RackUnits::ofHalves(halves(units));
             part.body.openUnits = false;
         }
     }},
    {"open_units",
     [](const PartType& part) -> Maybe {
         if (part.rack)
             return part.rack->openUnits ? Maybe{*part.rack->openUnits} : std::nullopt;
         return part.body.height && part.body.openUnits ? Maybe{part.body.height->value()}
                                                        : std::nullopt;
     },
     [](PartType& part, double units) {
         const bool alsoInRackUnits = part.figure("rack_units") != nullptr;
         if (part.rack) {
             part.rack->openUnits = static_cast<int>(units);
             if (!alsoInRackUnits)
                 part.rack->units = RackUnits::whole(
                     static_cast<int>(units * openUnitMillimetres / rackUnitMillimetres));
         } else if (!alsoInRackUnits && part.kind != PartKind::RackFrame) {
             part.body.height = RackUnits::ofHalves(halves(units));
             part.body.openUnits = true;
         }
     }},
    {"height_mm", [](const PartType& part) { return plain(part.body.heightMm); },
     [](PartType& part, double mm) { part.body.heightMm = wholeMillimetres(mm); }},
    {"width_mm", [](const PartType& part) { return plain(part.body.widthMm); },
     [](PartType& part, double mm) { part.body.widthMm = wholeMillimetres(mm); }},
    {"depth_mm", [](const PartType& part) { return plain(part.body.depthMm); },
     [](PartType& part, double mm) { part.body.depthMm = wholeMillimetres(mm); }},
    {"weight_kg", [](const PartType& part) { return plain(part.body.mass); },
     [](PartType& part, double kg) { part.body.mass = Kilograms{kg}; }},
    {"weight_wet_kg", notWritten,
     [](PartType& part, double kg) { part.body.mass = Kilograms{kg}; }},
    {"empty_weight_kg",
     [](const PartType& part) { return within(part.rack, &RackFrameFigures::emptyMass); },
     [](PartType& part, double kg) {
         if (part.rack)
             part.rack->emptyMass = Kilograms{kg};
     }},
    {"max_load_kg",
     [](const PartType& part) { return within(part.rack, &RackFrameFigures::maxLoad); },
     [](PartType& part, double kg) {
         if (part.rack)
             part.rack->maxLoad = Kilograms{kg};
     }},

    {"tdp_w", [](const PartType& part) { return plain(part.power.tdp); },
     [](PartType& part, double watts) { part.power.tdp = Watts{watts}; }},
    {"power_typical_w", [](const PartType& part) { return plain(part.power.typical); },
     [](PartType& part, double watts) { part.power.typical = Watts{watts}; }},
    {"power_planning_w", [](const PartType& part) { return plain(part.power.provisioned); },
     [](PartType& part, double watts) { part.power.provisioned = Watts{watts}; }},
    {"power_w", notWritten,
     [](PartType& part, double watts) {
         if (part.kind == PartKind::Cdu)
             part.power.maximum = Watts{watts};
     }},
    {"power_max_w", [](const PartType& part) { return plain(part.power.maximum); },
     [](PartType& part, double watts) {
         part.power.maximum = Watts{watts};
         if (part.transceiver)
             part.transceiver->power = Watts{watts};
     }},
    {"power_peak_w", [](const PartType& part) { return plain(part.power.peak); },
     [](PartType& part, double watts) { part.power.peak = Watts{watts}; }},
    {"power_kw",
     [](const PartType& part) {
         return times(part.shelf ? plain(part.shelf->output)
                                 : within(part.pdu, &RackPduFigures::usable),
                      1 / wattsPerKilowatt);
     },
     [](PartType& part, double kilowatts) {
         if (part.shelf)
             part.shelf->output = Watts{kilowatts * wattsPerKilowatt};
         if (part.pdu)
             part.pdu->usable = Watts{kilowatts * wattsPerKilowatt};
     }},
    {"psu_count",
     [](const PartType& part) { return within(part.shelf, &PowerShelfFigures::rectifiers); },
     [](PartType& part, double count) {
         if (part.shelf)
             part.shelf->rectifiers = static_cast<int>(count);
     }},
    {"psu_w",
     [](const PartType& part) { return within(part.shelf, &PowerShelfFigures::rectifier); },
     [](PartType& part, double watts) {
         if (part.shelf)
             part.shelf->rectifier = Watts{watts};
     }},
    {"line_voltage_v",
     [](const PartType& part) { return within(part.pdu, &RackPduFigures::lineVoltage); },
     [](PartType& part, double volts) {
         if (part.pdu)
             part.pdu->lineVoltage = Volts{volts};
     }},
    {"phases", [](const PartType& part) { return within(part.pdu, &RackPduFigures::phases); },
     [](PartType& part, double count) {
         if (part.pdu)
             part.pdu->phases = static_cast<int>(count);
     }},
    {"amps", [](const PartType& part) { return within(part.pdu, &RackPduFigures::rating); },
     [](PartType& part, double amperes) {
         if (part.pdu)
             part.pdu->rating = Amperes{amperes};
     }},

    {"liquid_fraction", [](const PartType& part) { return part.cooling.liquidFraction; },
     [](PartType& part, double share) { part.cooling.liquidFraction = share; }},
    {"inlet_air_c_min", [](const PartType& part) { return plain(part.cooling.airInletMin); },
     [](PartType& part, double celsius) { part.cooling.airInletMin = Celsius{celsius}; }},
    {"inlet_air_c_max", [](const PartType& part) { return plain(part.cooling.airInletMax); },
     [](PartType& part, double celsius) { part.cooling.airInletMax = Celsius{celsius}; }},
    {"water_c_min", notWritten,
     [](PartType& part, double celsius) { part.cooling.liquidInletMin = Celsius{celsius}; }},
    {"water_c_max", notWritten,
     [](PartType& part, double celsius) { part.cooling.liquidInletMax = Celsius{celsius}; }},
    {"coolant_inlet_min_c", [](const PartType& part) { return plain(part.cooling.liquidInletMin); },
     [](PartType& part, double celsius) { part.cooling.liquidInletMin = Celsius{celsius}; }},
    {"coolant_inlet_max_c", [](const PartType& part) { return plain(part.cooling.liquidInletMax); },
     [](PartType& part, double celsius) { part.cooling.liquidInletMax = Celsius{celsius}; }},
    {"coolant_flow_l_min", [](const PartType& part) { return plain(part.cooling.flow); },
     [](PartType& part, double flow) { part.cooling.flow = LitresPerMinute{flow}; }},
    {"coolant_flow_min_l_min", [](const PartType& part) { return plain(part.cooling.flowMin); },
     [](PartType& part, double flow) { part.cooling.flowMin = LitresPerMinute{flow}; }},
    {"max_liquid_l_min", [](const PartType& part) { return plain(part.cooling.flowMax); },
     [](PartType& part, double flow) { part.cooling.flowMax = LitresPerMinute{flow}; }},
    {"node_pressure_drop_psi", notWritten,
     [](PartType& part, double psi) { part.cooling.flowDrop = Kilopascals{psi * kilopascalsPerPsi}; }},
    {"coolant_drop_kpa", [](const PartType& part) { return plain(part.cooling.flowDrop); },
     [](PartType& part, double kilopascals) { part.cooling.flowDrop = Kilopascals{kilopascals}; }},
    {"coolant_pressure_max_bar",
     [](const PartType& part) { return times(plain(part.cooling.pressureMax), 1 / kilopascalsPerBar); },
     [](PartType& part, double bar) { part.cooling.pressureMax = Kilopascals{bar * kilopascalsPerBar}; }},

    {"cooling_kw",
     [](const PartType& part) {
         return times(within(part.cdu, &CduFigures::capacity), 1 / wattsPerKilowatt);
     },
     [](PartType& part, double kilowatts) {
         if (part.cdu)
             part.cdu->capacity = Watts{kilowatts * wattsPerKilowatt};
     }},
    {"approach_c", [](const PartType& part) { return within(part.cdu, &CduFigures::approach); },
     [](PartType& part, double kelvins) {
         if (part.cdu)
             part.cdu->approach = Kelvins{kelvins};
     }},
    {"secondary_flow_gpm", notWritten,
     [](PartType& part, double gallons) {
         if (part.cdu)
             part.cdu->flow = LitresPerMinute{gallons * litresPerUsGallon};
     }},
    {"secondary_flow_l_min",
     [](const PartType& part) { return within(part.cdu, &CduFigures::flow); },
     [](PartType& part, double flow) {
         if (part.cdu)
             part.cdu->flow = LitresPerMinute{flow};
     }},
    {"secondary_flow_min_l_min",
     [](const PartType& part) { return within(part.cdu, &CduFigures::flowMin); },
     [](PartType& part, double value) {
         if (part.cdu)
             part.cdu->flowMin = LitresPerMinute{value};
     }},
    {"secondary_flow_max_l_min",
     [](const PartType& part) { return within(part.cdu, &CduFigures::flowMax); },
     [](PartType& part, double value) {
         if (part.cdu)
             part.cdu->flowMax = LitresPerMinute{value};
     }},
    {"secondary_flow_three_pump_l_min",
     [](const PartType& part) { return within(part.cdu, &CduFigures::flowThreePumps); },
     [](PartType& part, double value) {
         if (part.cdu)
             part.cdu->flowThreePumps = LitresPerMinute{value};
     }},
    {"secondary_head_psi",
     notWritten,
     [](PartType& part, double value) {
         if (part.cdu)
             part.cdu->head = Kilopascals{value * kilopascalsPerPsi};
     }},
    {"secondary_head_bar",
     [](const PartType& part) { return times(within(part.cdu, &CduFigures::head), 1 / kilopascalsPerBar); },
     [](PartType& part, double value) {
         if (part.cdu)
             part.cdu->head = Kilopascals{value * kilopascalsPerBar};
     }},
    {"secondary_head_three_pump_bar",
     [](const PartType& part) { return times(within(part.cdu, &CduFigures::headThreePumps), 1 / kilopascalsPerBar); },
     [](PartType& part, double value) {
         if (part.cdu)
             part.cdu->headThreePumps = Kilopascals{value * kilopascalsPerBar};
     }},
    {"secondary_supply_c_min",
     [](const PartType& part) { return within(part.cdu, &CduFigures::supplyMin); },
     [](PartType& part, double value) {
         if (part.cdu)
             part.cdu->supplyMin = Celsius{value};
     }},
    {"secondary_supply_c_max",
     [](const PartType& part) { return within(part.cdu, &CduFigures::supplyMax); },
     [](PartType& part, double value) {
         if (part.cdu)
             part.cdu->supplyMax = Celsius{value};
     }},
    {"primary_flow_l_min",
     [](const PartType& part) { return within(part.cdu, &CduFigures::primaryFlow); },
     [](PartType& part, double value) {
         if (part.cdu)
             part.cdu->primaryFlow = LitresPerMinute{value};
     }},
    {"pump_count", [](const PartType& part) { return within(part.cdu, &CduFigures::pumps); },
     [](PartType& part, double count) {
         if (part.cdu)
             part.cdu->pumps = static_cast<int>(count);
     }},
    {"pump_spare",
     [](const PartType& part) -> Maybe {
         return part.cdu && part.cdu->sparePumps ? Maybe{*part.cdu->sparePumps} : std::nullopt;
     },
     [](PartType& part, double count) {
         if (part.cdu)
             part.cdu->sparePumps = static_cast<int>(count);
     }},

    {"accelerator_count",
     [](const PartType& part) {
         return part.kind == PartKind::Accelerator
             ? std::nullopt
             : within(part.accelerator, &AcceleratorFigures::count);
     },
     [](PartType& part, double count) {
         if (part.accelerator)
             part.accelerator->count = static_cast<int>(count);
     }},
    {"scale_up_domain_size",
     [](const PartType& part) {
         return within(part.accelerator, &AcceleratorFigures::scaleUpDomain);
     },
     [](PartType& part, double count) {
         if (part.accelerator)
             part.accelerator->scaleUpDomain = static_cast<int>(count);
     }},

    {"throughput_tbit_s",
     [](const PartType& part) -> Maybe {
         return part.switching ? part.switching->throughputTbps : std::nullopt;
     },
     [](PartType& part, double throughput) {
         if (part.switching)
             part.switching->throughputTbps = throughput;
     }},
    {"latency_ns",
     [](const PartType& part) -> Maybe {
         return part.switching ? part.switching->latencyNs : std::nullopt;
     },
     [](PartType& part, double nanoseconds) {
         if (part.switching)
             part.switching->latencyNs = nanoseconds;
     }},

    {"speed_gbit_s",
     [](const PartType& part) {
         return part.cable ? plain(part.cable->speed)
                           : within(part.transceiver, &TransceiverFigures::speed);
     },
     [](PartType& part, double speed) {
         if (part.cable)
             part.cable->speed = GigabitsPerSecond{speed};
         if (part.transceiver)
             part.transceiver->speed = GigabitsPerSecond{speed};
     }},
    {"lane_gbit_s",
     [](const PartType& part) {
         return part.cable ? plain(part.cable->lane)
                           : within(part.transceiver, &TransceiverFigures::lane);
     },
     [](PartType& part, double speed) {
         if (part.cable)
             part.cable->lane = GigabitsPerSecond{speed};
         if (part.transceiver)
             part.transceiver->lane = GigabitsPerSecond{speed};
     }},
    {"reach_min_m",
     [](const PartType& part) { return within(part.cable, &CableFigures::reachMin); },
     [](PartType& part, double metres) {
         if (part.cable)
             part.cable->reachMin = Metres{metres};
     }},
    {"reach_max_m",
     [](const PartType& part) {
         return part.cable ? plain(part.cable->reachMax)
                           : within(part.transceiver, &TransceiverFigures::reachMax);
     },
     [](PartType& part, double metres) {
         if (part.cable)
             part.cable->reachMax = Metres{metres};
         if (part.transceiver)
             part.transceiver->reachMax = Metres{metres};
     }},
    {"cable_diameter_mm",
     [](const PartType& part) -> Maybe {
         return part.cable ? part.cable->diameterMm : std::nullopt;
     },
     [](PartType& part, double millimetres) {
         if (part.cable)
             part.cable->diameterMm = millimetres;
     }},
    {"cable_mass_g_per_m",
     [](const PartType& part) -> Maybe {
         return part.cable && part.cable->mass ? std::optional{part.cable->mass->value() * 1000} : std::nullopt;
     },
     [](PartType& part, double grams) {
         if (part.cable)
             part.cable->mass = KilogramsPerMetre{grams / 1000};
     }},
    {"min_bend_radius_mm",
     [](const PartType& part) -> Maybe {
         return part.cable ? part.cable->bendRadiusMm : std::nullopt;
     },
     [](PartType& part, double millimetres) {
         if (part.cable)
             part.cable->bendRadiusMm = millimetres;
     }},

    {"price_usd", [](const PartType& part) { return plain(part.price); },
     [](PartType& part, double dollars) { part.price = Dollars{dollars}; }},
};

/// The members that repeat a word; null where the part has no such member.
struct WordBinding {
    std::string_view key;
    std::string* (*member)(PartType&);
};
const WordBinding wordBindings[] = {
    {"coolant", [](PartType& part) -> std::string* { return &part.cooling.coolant; }},
    {"pump_redundancy",
     [](PartType& part) -> std::string* { return part.cdu ? &part.cdu->pumpRedundancy : nullptr; }},
    {"fabric",
     [](PartType& part) -> std::string* {
         return part.switching ? &part.switching->fabric : nullptr;
     }},
    {"optical_connector",
     [](PartType& part) -> std::string* {
         return part.transceiver ? &part.transceiver->connector : nullptr;
     }},
};

/// Makes the blocks of members that exist because a figure does.
void makeBlocks(PartType& part)
{
    if (part.kind == PartKind::PowerShelf && !part.shelf && part.figure("power_kw"))
        part.shelf.emplace();
    if (part.kind == PartKind::RackPdu && !part.pdu && part.figure("line_voltage_v"))
        part.pdu.emplace();
    if (!part.switching && part.figure("fabric"))
        part.switching.emplace();
    if (!part.accelerator
        && (part.kind == PartKind::Accelerator || part.figure("accelerator_count")
            || part.figure("scale_up_domain_size")))
        part.accelerator.emplace();
    if (part.kind == PartKind::Accelerator) {
        part.accelerator->type = part.id;
        part.accelerator->count = 1;
    }
}

} // namespace

Basis plainBasis(const PartType& part)
{
    return part.sources.empty() ? Basis::Unsourced : Basis::Quoted;
}

void setFigure(PartType& part, Figure figure)
{
    const auto place = std::lower_bound(part.figures.begin(), part.figures.end(), figure.kind,
                                        [](const Figure& other, const FigureKind* kind) {
                                            return std::less<>{}(other.kind, kind);
                                        });
    if (place != part.figures.end() && place->kind == figure.kind)
        *place = std::move(figure);
    else
        part.figures.insert(place, std::move(figure));
}

void setFigure(PartType& part, std::string_view key, FigureValue value)
{
    const FigureKind* kind = figureKind(key);
    assert(kind);
    if (!kind)
        std::abort();
    Figure figure;
    figure.kind = kind;
    figure.value = std::move(value);
    figure.basis = plainBasis(part);
    setFigure(part, std::move(figure));
}

void fillMembers(PartType& part)
{
    makeBlocks(part);
    for (const Binding& binding : bindings) {
        if (const auto number = part.number(binding.key))
            binding.set(part, *number);
    }
    for (const WordBinding& binding : wordBindings) {
        const Figure* figure = part.figure(binding.key);
        std::string* member = binding.member(part);
        if (const auto* text =
                figure && member ? std::get_if<std::string>(&figure->value) : nullptr)
            *member = *text;
    }
    const auto finest = [&](std::string_view key) -> Maybe {
        const Figure* figure = part.figure(key);
        const auto* grains = figure ? std::get_if<std::vector<double>>(&figure->value) : nullptr;
        return grains && !grains->empty() ? Maybe{*std::min_element(grains->begin(), grains->end())} : std::nullopt;
    };
    if (const Maybe grain = finest("coolant_filter_um"))
        part.cooling.filterUm = grain;
    if (const Maybe grain = part.cdu ? finest("secondary_filter_um") : std::nullopt)
        part.cdu->filterUm = grain;
    if (const Figure* lengths = part.cable ? part.figure("reach_options_m") : nullptr) {
        if (const auto* metres = std::get_if<std::vector<double>>(&lengths->value)) {
            part.cable->stockLengths.clear();
            for (const double length : *metres)
                part.cable->stockLengths.emplace_back(length);
            std::sort(part.cable->stockLengths.begin(), part.cable->stockLengths.end());
        }
    }
}

bool fillsMember(const FigureKind& kind)
{
    const auto isKind = [&](const auto& binding) { return binding.key == kind.key; };
    return std::any_of(std::begin(bindings), std::end(bindings), isKind)
        || std::any_of(std::begin(wordBindings), std::end(wordBindings), isKind);
}

void addMissingFigures(PartType& part)
{
    // What the figures alone would give.
    PartType told{.id = part.id};
    told.kind = part.kind;
    told.figures = part.figures;
    if (part.shelf)
        told.shelf.emplace();
    if (part.pdu)
        told.pdu.emplace();
    if (part.cdu)
        told.cdu.emplace();
    if (part.rack)
        told.rack.emplace();
    if (part.cable)
        told.cable.emplace();
    if (part.transceiver)
        told.transceiver.emplace();
    if (part.switching)
        told.switching.emplace();
    if (part.accelerator)
        told.accelerator.emplace();
    fillMembers(told);

    for (const Binding& binding : bindings) {
        const auto number = binding.get(part);
        if (number && binding.get(told) != number && !part.figure(binding.key))
            setFigure(part, binding.key, *number);
    }
    for (const WordBinding& binding : wordBindings) {
        const std::string* word = binding.member(part);
        if (word && !word->empty() && !part.figure(binding.key))
            setFigure(part, binding.key, *word);
    }
    if (part.cooling.filterUm && !part.figure("coolant_filter_um"))
        setFigure(part, "coolant_filter_um", std::vector{*part.cooling.filterUm});
    if (part.cdu && part.cdu->filterUm && !part.figure("secondary_filter_um"))
        setFigure(part, "secondary_filter_um", std::vector{*part.cdu->filterUm});
    if (part.cable && !part.cable->stockLengths.empty() && !part.figure("reach_options_m")) {
        std::vector<double> metres;
        for (const Metres length : part.cable->stockLengths)
            metres.push_back(length.value());
        setFigure(part, "reach_options_m", std::move(metres));
    }
}

} // namespace colonnade::model
