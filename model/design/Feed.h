#pragma once

#include "model/design/RackDesign.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace colonnade::model {

/// What a node of the power chain is. Each carries what hangs on it to what it hangs on.
enum class FeedKind : std::uint8_t {
    Feed,        ///< A circuit of which no more is known.
    Busway,
    Panel,       ///< Remote power panel or PDU cabinet.
    Transformer,
    Switchboard,
    Ups,         ///< One block: its modules carry the load together.
    Generator,
    Utility
};
std::string_view word(FeedKind); ///< "feed", "busway", "panel", "transformer", "switchboard", "ups", "generator", "utility"
std::optional<FeedKind> feedKindFrom(std::string_view word);
std::string_view feedKindName(FeedKind); ///< For people: "Feed", "UPS block".

/// What is known of a node of the power chain besides its breaker. Absent: not known, so not evaluated.
struct FeedEquipment {
    std::optional<double> efficiency;     ///< Output over input, above 0 to 1. Absent: no loss is counted.
    int units = 1;                        ///< Equal modules or sets side by side.
    int spareUnits = 0;                   ///< Of `units`, those not counted on ("N+1": 1).
    std::optional<Watts> unitPower;       ///< Rated real output of each unit.
    std::optional<Seconds> autonomy;      ///< Of a store (UPS, battery shelf), at the rated load of all its units.
    std::optional<Seconds> start;         ///< One start attempt of a generator, until it takes load.
    std::optional<VoltAmperes> rated;     ///< Of a transformer.
    std::optional<double> impedance;      ///< Of a transformer, per unit (0.0575).
    std::optional<Amperes> shortCircuit;  ///< Short-circuit current rating, symmetrical (SCCR).
    std::optional<double> ohmPerMetre;    ///< Resistance of one conductor at operating temperature.
    std::optional<double> reactancePerMetre; ///< Reactance of one conductor in ohm per metre.
    std::optional<Metres> length;         ///< One way, from what it hangs on to its middle load.
    std::optional<Amperes> neutral;       ///< Rating of the neutral; absent: there is none, or not known.
    std::optional<double> thirdHarmonic;  ///< Third harmonic over fundamental current of the loads, 0 to 1.
    std::string curve;                    ///< Trip curve of the breaker: "B", "C" or "D"; empty: not known.
    bool operator==(const FeedEquipment&) const = default;
};

/// A source of power for racks, within its pod design or the hall: a circuit, a busway, a panel, a UPS block, the
/// utility. A node of the power chain.
struct Feed {
    FeedId id;
    std::string name;
    Side side = Side::A;
    Volts voltage;                          ///< Line to line for three phases; DC: of the bus.
    int phases = 3;                         ///< 3, 1, or 0 for DC.
    Amperes rating;                         ///< Of the breaker.
    std::optional<double> continuousFactor; ///< Share usable for continuous load; absent: the profile's.
    std::optional<FeedId> upstream;         ///< What it hangs on, in the same arrangement; absent: independent.
    std::optional<FeedId> alternate = {};   ///< What takes over when `upstream` is lost: a generator, a catcher UPS.
    FeedKind kind = FeedKind::Feed;
    FeedEquipment equipment = {};
    bool operator==(const Feed&) const = default;
};

/// Feed of one side of a placement.
struct SideFeed {
    Side side = Side::A;
    FeedId feed;
    bool operator==(const SideFeed&) const = default;
};

} // namespace colonnade::model
