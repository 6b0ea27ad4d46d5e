#pragma once

#include "model/catalog/PartType.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// Cross-section of a round cable in mm².
double cableArea(double diameterMm);
/// CAB-010: Σ (π d²/4) / (W · H_eff), H_eff = min(depth, 150 mm).
double trayFill(double areaMm2, double widthMm, double depthMm);
/// CAB-012: Σ n_i · m'_i in kg/m.
double trayLoad(std::span<const double> kilogramsPerMetre, std::span<const double> counts);
/// CAB-016: shared over the shorter of two ways.
double sharedShare(double shared, double a, double b);

/// How a cable may be bent: what its entry says, else by its kind.
struct BendRule {
    double factor = 0; ///< Times the outer diameter.
    double least = 0;  ///< mm; of fibre.
};
/// CAB-013: R ≥ max(k · OD, least), in mm.
double bendRadius(const BendRule& rule, double diameterMm);
/// The entry's own radius, else by factors for twisted pair, fibre and twinax. Nothing where neither is known.
std::optional<double> bendRadiusOf(const CableFigures& cable, double twistedPair, double fibre, double twinax, double fibreLeast);

/// Kinds of cable as separation from power knows them.
enum class Screening : std::uint8_t { Unscreened, Screened, Fibre };
/// "UTP" and "unscr", "STP" and "scr", "fibre"; nothing for another word.
std::optional<Screening> screeningOf(std::string_view word);
enum class Divider : std::uint8_t { None, Aluminium, Steel };
/// CAB-015: least distance in mm between power and data by EN 50174-2:2000, simple method; with no divider never less than
/// `floorMm`.
double separation(Screening power, Screening data, Divider divider, double floorMm);

} // namespace colonnade::model
