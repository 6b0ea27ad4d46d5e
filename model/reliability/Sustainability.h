#pragma once

#include "model/design/Design.h"

#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

/// SUS-001: PUE = (P_IT + losses + cooling + other) / P_IT (ISO/IEC 30134-2; here of power at full
/// load). Needs IT above 0.
double powerUsageEffectiveness(Watts it, Watts losses, Watts cooling, Watts other);
/// What a chain of this efficiency loses while it delivers `load`: P / η - P.
Watts conversionLoss(Watts load, double efficiency);
/// SUS-002: WUE = V_water / E_IT in L/kWh (ISO/IEC 30134-9), from m³ and kWh.
double waterUsageEffectiveness(double cubicMetres, double kilowattHours);
/// SUS-003: CUE = PUE x CEF in kg CO₂ per kWh of IT energy (ISO/IEC 30134-8), where all energy is
/// from the grid.
double carbonUsageEffectiveness(double pue, double carbonPerKwh);
/// SUS-004: ERF = E_reuse / E_site (ISO/IEC 30134-6).
double energyReuseFactor(Watts reused, Watts site);
/// SUS-004: ERE = PUE (1 - ERF).
double energyReuseEffectiveness(double pue, double reuseFactor);

/// What a hall with its site takes from the grid, in water and in carbon. Figures that the site
/// says nothing about, or that rest on such, are absent.
struct SustainabilityFacts {
    Watts it; ///< Provisioned power of all but cooling and power distribution.
    Watts conversion; ///< Lost in UPS blocks, transformers and other nodes of the power chain.
    Watts ownCooling; ///< CDUs and other cooling units in the hall.
    std::optional<Watts> mechanical, other; ///< Of the site.
    std::optional<Watts> siteTotal;
    double itEnergy = 0; ///< kWh in a year of operation.
    bool liquid = false; ///< Most of the heat leaves by liquid.
    std::optional<double> pue, wue, cue, reuseFactor, reuseEffectiveness;
    std::optional<Celsius> warmestReturn; ///< Of the coolant loops of the design.
    std::vector<std::string> missing; ///< What PUE lacks, each once: "efficiency of 'UPS A'".
};

/// `conversion`: lost in the power chain in normal state (`DesignPowerState::conversion`). `rise`:
/// of loops that name none.
SustainabilityFacts sustainabilityFacts(const Design& design, Watts conversion, Kelvins rise);
/// What a site must say before PUE can be worked out; without the power chain's state.
std::vector<std::string> missingForEffectiveness(const Design& design);

} // namespace colonnade::model
