#pragma once

#include "model/units/Quantity.h"

#include <optional>
#include <span>
#include <vector>

namespace colonnade::model {

/// Formulas of the electrical plant: feeders, busbars, UPS blocks, generators, transformers. Plain numbers in and out;
/// the rules and the answers to their vectors call the same ones.

/// Standard ratings of overcurrent devices in A, rising (design-rules.md, 3.14): NEC 240.6(A) where a continuous load is
/// multiplied by 1.25, IEC preferred ratings where it is taken as it is.
std::span<const double> standardBreakers(double continuousFactor);

/// PWR-003: I_OCPD ≥ f · I_continuous + I_noncontinuous (NEC 215.3, 210.20: f = 1.25; IEC 60364-4-43: f = 1).
struct FeederSize {
    Amperes current;                 ///< Continuous and not, per line.
    Amperes least;                   ///< Rating that the load asks for.
    std::optional<Amperes> standard; ///< The smallest of `sizes` that has it; absent: none is so great.
};
FeederSize feederSize(Amperes continuous, Amperes noncontinuous, double factor, std::span<const double> sizes);

/// PWR-016: volts lost one way and back, from the resistance and reactance of one conductor in ohm per metre. Three
/// phases: √3 · I · (R cosφ + X sinφ) · L, line to line; one phase: 2 · I · (...) · L; DC: 2 · I · R · L.
Volts voltageDrop(Amperes current, double ohmPerMetre, double reactancePerMetre, double powerFactor, Metres length,
                  int phases);

/// PWR-015: I = P / V.
Amperes busbarCurrent(Watts power, Volts voltage);

/// Something on a rack's busbar: what shelves give it counts as positive, what devices draw as negative.
struct BusbarTap {
    double height = 0; ///< In any one unit.
    Watts power;
};
/// The stretch of a busbar between two neighbouring taps that carries the most.
struct BusbarSegment {
    double from = 0, to = 0; ///< Heights of the taps at its ends.
    Watts power;             ///< Through it, without sign.
};
/// Kirchhoff's law up the bar: through a cut goes what is given below it less what is drawn there. Absent: fewer than two
/// heights have taps.
std::optional<BusbarSegment> heaviestSegment(std::vector<BusbarTap> taps);

/// PWR-018: n equal blocks that carry a load together, with all of them and with one lost.
struct UpsShares {
    double normal = 0; ///< load / (n · P_m)
    double after = 0;  ///< load / ((n − 1) · P_m); infinite for one block.
};
UpsShares upsShares(Watts load, int blocks, Watts each);
/// The greatest normal share from which one block may be lost: (n − 1) / n (design-rules.md, 3.12).
double normalLimit(int blocks);

/// PWR-019: P_G = P_IT / η + c · P_IT + mech · P_IT.
Watts generatorLoad(Watts it, double efficiency, double recharge, double mechanical);

/// PWR-020: t_need = n · t_start + t_transfer + margin.
Seconds rideThroughNeeded(int tries, Seconds start, Seconds transfer, Seconds margin);
/// How long a store lasts that holds `autonomy` at `rated`, at another load: t = E · η / P. Unbounded for no load.
Seconds storeTime(Seconds autonomy, Watts rated, Watts load);

/// PWR-022: ΔP = N · (hi − lo) · P.
Watts loadStep(Watts each, double low, double high, double count);

/// PWR-025: I_FL = S / (√3 · V), I_sc = I_FL / Z_pu, fed by an infinite bus.
struct FaultCurrent {
    Amperes fullLoad, fault;
};
FaultCurrent faultCurrent(VoltAmperes transformer, Volts voltage, double impedance);

} // namespace colonnade::model
