#pragma once

#include "model/power/Cords.h"
#include "model/power/Phases.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

/// What one cord carries in one state: the device's power, shared equally by its supplies that
/// live.
struct LoadedCord {
    PlannedCord cord;
    const PowerInput* input = nullptr; ///< Of the device; never null.
    std::optional<Watts> normal; ///< Absent: the device's power is not known.
    std::optional<Watts> worst; ///< Normal state, or with the worst other side lost.
    std::optional<Side>
        worstLoss; ///< The side whose loss that is; absent: normal state is the worst.
    std::optional<Volts> voltage; ///< Across the supply; absent: no PDU, or not known.
    int lines = 1; ///< That the supply hangs on: 1 or 3.

    /// 0 where `lost` is this cord's own side. `lost` absent: normal state.
    [[nodiscard]] std::optional<Watts> load(std::optional<Side> lost) const;

    std::array<int, sideCount> split{}; ///< Supplies of the device by side.
    std::optional<Watts> device; ///< Its power.
};

/// Voltage across what hangs on the outlets of a PDU: line to line, or line to neutral
/// (`lineToLine`).
Volts outletVoltage(const RackPduFigures& pdu);

/// The cords of a rack design as planned, each with its load. Whatever hangs on a DC busbar has
/// none.
std::vector<LoadedCord> loadedCords(const RackDesign& rack, SideSet fallback = {});

/// The lines of one three-phase rack PDU.
struct PduLines {
    const Device* pdu = nullptr;
    Side side = Side::A;
    bool lineToLine = false;
    Amperes rating; ///< 0: not known.
    PerLine normal;
    PerLine worst; ///< In the state with the most current in any line.
    std::optional<Side> worstLoss; ///< Absent: normal state.
    std::array<int, 3> cords{}; ///< On each phase.
    std::vector<std::string> missing; ///< What the currents leave out, each once.
};

/// Three-phase rack PDUs on which cords hang, with the currents of their lines. A three-phase
/// supply loads all lines alike. Those whose voltage or rating is not known say so in `missing`.
std::vector<PduLines> pduLines(const RackDesign& rack, double powerFactor);

/// "L1", "L2", "L3"
std::string_view lineName(std::size_t line);

} // namespace colonnade::model
