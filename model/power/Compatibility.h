#pragma once

#include "model/design/Feed.h"

#include <optional>
#include <string>

namespace colonnade::model {

/// PWR-024: true where a nominal voltage lies in the nameplate range of a supply.
bool suits(Volts voltage, Volts least, Volts most);

/// What of a feed does not suit what hangs on it: "480 V three-phase, not 415 V"; nothing where all
/// does.
struct Mismatch {
    Volts given; ///< By the feed, as the taker would hang on it.
    Volts least, most; ///< That it takes.
    std::string why; ///< "is DC", "has one phase"; empty where only the voltage is wrong.
};
/// A rack PDU takes a feed of its line voltage, give or take the tolerance (400 and 415 V are one
/// class), with as many phases; a PDU of one phase also hangs between a line and the neutral of
/// three.
std::optional<Mismatch> mismatch(const Feed& feed, const RackPduFigures& pdu, double tolerance);
/// A shelf, unit or supply by its input of known range: three phases by the line voltage; one phase
/// between two lines or a line and the neutral, whichever suits; DC by that of the bus.
std::optional<Mismatch> mismatch(const Feed& feed, const PowerInput& input);

} // namespace colonnade::model
