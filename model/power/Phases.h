#pragma once

#include "model/power/RackPower.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>

namespace colonnade::model {

/// Currents in L1, L2 and L3, or between L1-L2, L2-L3 and L3-L1.
using PerLine = std::array<Amperes, 3>;

/// Voltage from a line of three phases to their neutral: V_LL / √3.
Volts lineToNeutral(Volts lineToLine);

/// PWR-002: apparent power of a circuit, as its breaker is rated and as it may be used
/// continuously: S = √3 V_LL I_br for three phases, V I for one; S_use = k S.
struct CircuitCapacity {
    VoltAmperes rated;
    VoltAmperes usable;
};
CircuitCapacity circuitCapacity(Volts voltage, int phases, Amperes rating, double factor);

/// PWR-004: what loads between two lines draw from each line, at equal power factors:
/// I_L1 = √(I12² + I31² + I12 I31), and so on in turn. Phasor algebra; raritan.com, "How to
/// calculate current on a 3-phase 208 V rack PDU".
PerLine lineCurrents(const PerLine& between);

/// Line currents of a three-phase circuit whose loads are known by line, as `PerPhase` has them.
/// `lineToLine`: the loads hang between two lines, and half of each was counted on either; what
/// hangs between them is worked back from that.
PerLine lineCurrents(const PerPhase& load, Volts lineVoltage, double powerFactor, bool lineToLine);

/// The most loaded line; 0 is L1.
std::size_t hottest(const PerLine& lines);

/// The greater of the share of a limit and of the most loaded phase's share of a third of it.
struct PhaseShare {
    double share = 0;
    std::optional<std::size_t> phase; ///< 0 to 2; absent: all phases alike, or fewer than three.
    Watts load;                       ///< Of the phase, or of all.
    Watts limit;                      ///< Likewise.
};
/// Of loads by phase in any state; all phases zero: they are not told apart.
PhaseShare phaseShare(Watts load, const PerPhase& byPhase, Watts limit);
/// "L2"
std::string phaseName(std::size_t phase);

/// PWR-005: δ = max |I - mean| / mean over the three lines. Without any current: 0.
struct PhaseImbalance {
    Amperes mean;
    double delta = 0;
    std::size_t line = 0; ///< The one that is farthest from the mean.
};
PhaseImbalance phaseImbalance(const PerLine& lines);

/// PWR-006: current in the neutral of line-to-neutral loads of equal power factor.
struct NeutralCurrent {
    Amperes fundamental; ///< √(ΣI² - I_a I_b - I_b I_c - I_c I_a)
    Amperes third; ///< 3 h3 I: third harmonics of all phases add up there. I: mean of the lines.
    [[nodiscard]] Amperes total() const; ///< √ of the sum of squares.
};
NeutralCurrent neutralCurrent(const PerLine& lines, double thirdHarmonic);
/// The same with the current that the third harmonic is reckoned from given by itself.
NeutralCurrent neutralCurrent(const PerLine& lines, double thirdHarmonic, Amperes harmonicOf);

/// PWR-007: share of a breaker that each of `sides` feeds that share a load may carry normally, so
/// that the others carry it alone: k (n - 1) / n, k / 2 for a pair. Needs two sides at least.
double normalShareLimit(double factor, int sides);

/// PWR-010: input current of a supply: I = P_out / (η V PF).
Amperes supplyCurrent(Watts output, double efficiency, Volts voltage, double powerFactor);

/// PWR-021: supplies that a breaker stands when all are switched on in one half wave: floor(m √2
/// I_n / I_pk), m the lower multiple of the rating at which it may trip at once (IEC 60898: B 3, C
/// 5, D 10).
int inrushLimit(double multiple, Amperes rating, Amperes peak);

/// PWR-023: P_in = P_out / η; S = P_in / PF; what is lost on the way becomes heat.
struct InputPower {
    Watts input;
    VoltAmperes apparent;
    Watts loss;
};
InputPower inputPower(Watts output, double efficiency, double powerFactor);

} // namespace colonnade::model
