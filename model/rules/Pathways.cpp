#include "model/rules/Pathways.h"

#include <algorithm>
#include <array>
#include <numbers>

namespace colonnade::model {

double cableArea(double diameterMm)
{
    return std::numbers::pi * diameterMm * diameterMm / 4;
}

double trayFill(double areaMm2, double widthMm, double depthMm)
{
    constexpr double mostDepth = 150; // Deeper trays are not filled higher.
    const double room = widthMm * std::min(depthMm, mostDepth);
    return room > 0 ? areaMm2 / room : 0;
}

double trayLoad(std::span<const double> kilogramsPerMetre, std::span<const double> counts)
{
    double load = 0;
    for (std::size_t i = 0; i < std::min(kilogramsPerMetre.size(), counts.size()); ++i)
        load += kilogramsPerMetre[i] * counts[i];
    return load;
}

double sharedShare(double shared, double a, double b)
{
    const double shorter = std::min(a, b);
    return shorter > 0 ? shared / shorter : 0;
}

double bendRadius(const BendRule& rule, double diameterMm)
{
    return std::max(rule.factor * diameterMm, rule.least);
}

std::optional<double> bendRadiusOf(const CableFigures& cable, double twistedPair, double fibre, double twinax, double fibreLeast)
{
    if (cable.bendRadiusMm)
        return cable.bendRadiusMm;
    if (!cable.diameterMm)
        return std::nullopt;
    switch (cable.medium) {
    case CableFigures::Medium::TwistedPair: return bendRadius({twistedPair, 0}, *cable.diameterMm);
    case CableFigures::Medium::Aoc:
    case CableFigures::Medium::MultimodeFibre:
    case CableFigures::Medium::SinglemodeFibre: return bendRadius({fibre, fibreLeast}, *cable.diameterMm);
    default: return bendRadius({twinax, 0}, *cable.diameterMm);
    }
}

std::optional<Screening> screeningOf(std::string_view word)
{
    if (word == "UTP" || word == "unscr")
        return Screening::Unscreened;
    if (word == "STP" || word == "scr" || word == "twinax")
        return Screening::Screened;
    return word == "fibre" ? std::optional{Screening::Fibre} : std::nullopt;
}

double separation(Screening power, Screening data, Divider divider, double floorMm)
{
    // Rows: power unscreened, screened; columns: no divider, aluminium, steel.
    constexpr std::array<std::array<double, 3>, 2> unscreenedData{{{200, 100, 50}, {30, 10, 2}}};
    constexpr std::array<std::array<double, 3>, 2> screenedData{{{50, 20, 5}, {0, 0, 0}}};
    const std::size_t row = power == Screening::Unscreened ? 0 : 1;
    const auto column = static_cast<std::size_t>(divider);
    const double table = data == Screening::Fibre ? 0 : data == Screening::Unscreened ? unscreenedData[row][column] : screenedData[row][column];
    return divider == Divider::None ? std::max(table, floorMm) : table;
}

} // namespace colonnade::model
