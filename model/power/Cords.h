#pragma once

#include "model/power/RackPower.h"

#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

/// One supply of one device and where its cord goes.
struct PlannedCord {
    const Device* device = nullptr; ///< Never null; of the rack design.
    int supply = 1;                 ///< Of the device, from 1.
    Side side = Side::A;
    const Device* pdu = nullptr;    ///< Null: the rack has none on that side; the cord goes to the feed itself.
    int outlet = 0;                 ///< Of the PDU, from 1; 0: no outlet that mates is free, or its outlets are not known.
    std::string outletType;         ///< "C19"; empty with `outlet` 0.
    std::optional<std::size_t> phase; ///< 0 to 2: L1, L2, L3 (line to neutral), or L1-L2, L2-L3, L3-L1 (line to line); absent: one phase, or not known.
    std::optional<int> bank;        ///< Of the PDU, from 1; absent: not known.
    bool byHand = false;
};

/// The cords of a rack: those set by hand, and the others by the pattern: supplies in turn over the sides, over the PDUs
/// of a side by load, each on a free outlet that mates with the inlet, on the phase, and there in the bank, that has the
/// least load so far.
///
/// Devices that a DC busbar feeds have none. `fallback`: as for `sidesOf`.
std::vector<PlannedCord> cordPlan(const RackDesign& rack, SideSet fallback = {});

/// True where a female connector or outlet of one kind takes an inlet or plug of another (design-rules.md, 3.2):
/// C13 takes C14; C15 takes C14 and C16; C19 takes C20; C21 takes C20 and C22.
bool mates(std::string_view inlet, std::string_view outlet);

/// True where loads on the outlets of this PDU hang between two lines: its outlets give the line voltage (208 V), as
/// opposed to line to neutral (415 V: 240 V).
bool lineToLine(const RackPduFigures& pdu);

} // namespace colonnade::model
