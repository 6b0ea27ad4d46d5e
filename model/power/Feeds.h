#pragma once

#include "model/design/Arrangement.h"

#include <optional>
#include <span>
#include <vector>

namespace colonnade::model {

/// What every figure of the power chain rests on besides the design: from a rule profile.
struct PowerBasis {
    double continuousFactor =
        0.8; ///< Share of a breaker usable for continuous load (NEC 210.20; IEC: 1).
    double powerFactor = 0.98; ///< Of the loads.
    bool operator==(const PowerBasis&) const = default;
};

/// Apparent power of a circuit of this rating: V I for one phase and DC, sqrt(3) V I for three (V
/// line to line). design-rules.md, PWR-002.
VoltAmperes ratedPower(Volts voltage, int phases, Amperes rating);

/// Current of a load on such a circuit, per line.
Amperes lineCurrent(VoltAmperes load, Volts voltage, int phases);

/// PWR-001: I = S / V (three phases: over sqrt(3) V), U = I / I_br, limit k I_br.
struct ContinuousLoad {
    Amperes current;
    Amperes limit;
    double utilisation = 0; ///< Of the whole rating: compare with k.
};
ContinuousLoad continuousLoad(VoltAmperes load, Volts voltage, int phases, Amperes rating,
                              double factor);

/// PWR-008: real power that a source may carry, P_use = S_rated k PF. DC has no power factor.
Watts usablePower(Volts voltage, int phases, Amperes rating, double factor, double powerFactor);
/// The same of a feed, with the feed's own factor where it has one.
Watts usablePower(const Feed& feed, const PowerBasis& basis);

/// PWR-009: what the supplies of one device still give when a source is lost.
struct SupplyQuorum {
    Watts left; ///< After the loss of the worst source.
    int lost = 0; ///< Supplies on that source.
    std::size_t worst = 0; ///< Index of that source in the split.
};
/// `split`: supplies on each source; needs one source at least.
SupplyQuorum supplyQuorum(std::span<const int> split, Watts each);

/// PWR-013: rated output of a bank of DC power shelves with the worst units removed.
struct ShelfBank {
    Watts installed;
    Watts lessShelf; ///< The `spareShelves` largest shelves lost.
    Watts lessFeed; ///< The shelves of the worst source lost.
    std::size_t worstSource = 0;
    [[nodiscard]] Watts available() const { return std::min(lessShelf, lessFeed); }
};
struct Shelf {
    std::size_t source = 0; ///< Index of its source, from 0.
    Watts output; ///< Rated, less the rectifiers that are not counted on.
};
ShelfBank shelfBank(std::span<const Shelf> shelves, int spareShelves);

} // namespace colonnade::model
