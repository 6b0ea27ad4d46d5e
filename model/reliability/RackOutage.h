#pragma once

#include "model/catalog/PowerUse.h"
#include "model/power/RackPower.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// Why something does not run.
enum class DarkReason : std::uint8_t {
    Failed,         ///< It has failed itself.
    NoPower,        ///< No supply, shelf or feed of it is alive.
    TooFewSupplies, ///< Some of its supplies live, but fewer than it needs.
    ShelvesTooWeak, ///< The living shelves of its rack give less than the rack draws.
    PartOfSide,     ///< One of several feeds of a side is lost; which of its cords hang on that one is not drawn.
    NoCooling,      ///< Its loop cannot take the heat.
    NoNetwork       ///< It runs, but has lost its last port of a scale-out fabric.
};
std::string_view word(DarkReason);     ///< "failed", "no-power", "too-few-supplies", "shelves-too-weak", ...
std::string_view sentence(DarkReason); ///< For people: "has too few supplies left".

/// A device of a rack that does not run.
struct DarkDevice {
    std::size_t device = 0; ///< In `RackDesign::devices`.
    DarkReason reason = DarkReason::NoPower;
    bool operator==(const DarkDevice&) const = default;
};

/// Load of one rack PDU, or of all living shelves of a rack together.
struct TakerLoad {
    const Device* device = nullptr; ///< The PDU; null: the shelves.
    Watts load;
    Watts normally;
    std::optional<Watts> limit; ///< Absent: the entry gives no rating.
};

/// What is left of one rack in one state.
struct RackOutage {
    std::vector<DarkDevice> dark; ///< Devices that draw power, in their order.
    std::vector<TakerLoad> loads; ///< PDUs and shelves that carry more than normally.
    std::vector<TakerLoad> pdus;  ///< All PDUs of which the load is known, whatever it has become.
    bool lessRedundant = false;   ///< It runs, but on fewer sides, shelves or supplies than normally.
    int accelerators = 0;         ///< Of the dark devices.
};

/// Which devices of a rack stop, by the rules of `rackDraw`: a corded device needs as many living supplies as its entry
/// says and as carry it; what hangs on shelves stops when the living ones cannot carry the rack. Which supply hangs on
/// which rack PDU is as in `cordPlan`.
///
/// `alive`: share of each side's feeds that is alive; above 0 is taken as alive. `provisioned`: of this rack where it is
/// another than its design gives.
RackOutage rackOutage(const RackDesign& rack, SideSet fallback, const RackLoss& loss, const Alive& alive, const PowerBasis& basis,
                      std::optional<Watts> provisioned = {});

} // namespace colonnade::model
