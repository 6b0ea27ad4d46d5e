#pragma once

#include "model/units/Id.h"
#include "model/units/Quantity.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// A run of round pipe or hose, one way, filled.
struct PipeRun {
    std::optional<Metres> length = {}; ///< Absent: from where things stand; where they do not say, assumed.
    double innerMm = 0;               ///< Inner diameter.
    double roughnessUm = 45;          ///< Commercial steel; drawn tube and hose 1.5.
    double fittings = 0;              ///< Sum of the K of bends, tees and couplings, each ρv²/2.
    bool operator==(const PipeRun&) const = default;
};

/// What is special to the branch of one rack. Beside the loop, by the rack's placement.
struct LoopBranch {
    PlacementId placement;
    double open = 1;                     ///< Share of the balancing valve's stroke; 0: closed.
    std::optional<PipeRun> header = {};  ///< The header's piece up to it from the rack before it, in place of the loop's.
    std::optional<PipeRun> hose = {};    ///< Its hoses, in place of the loop's.
    bool operator==(const LoopBranch&) const = default;
};

/// How the return header of a row runs.
enum class ReturnLayout : std::uint8_t {
    Direct, ///< Back the way it came: the first rack has the shortest path.
    Reverse ///< On in the direction of the supply (Tichelmann): all paths are equally long.
};
std::string_view word(ReturnLayout); ///< "direct", "reverse"
std::optional<ReturnLayout> returnLayoutFrom(std::string_view word);

/// Pipes, valves and volume of a loop. Where it says nothing the cooling chain assumes, and says so.
///
/// From the CDUs a main goes to the head of each row; the row's header passes its racks in their order, which hang on
/// it by a hose each way, a valve and their manifold. The return is its mirror image. Lengths are one way.
struct LoopPiping {
    std::optional<PipeRun> main = {};    ///< CDUs to the head of a row.
    std::optional<PipeRun> header = {};  ///< Between two neighbouring racks of a row.
    std::optional<PipeRun> hose = {};    ///< Header to rack manifold.
    ReturnLayout layout = ReturnLayout::Direct;
    std::optional<Kilopascals> manifoldDrop = {};    ///< Over both manifolds of a rack and their couplings ...
    std::optional<LitresPerMinute> manifoldFlow = {}; ///< ... at this flow (square law).
    std::optional<double> valveKv = {};  ///< Of a branch's balancing valve, wide open: m³/h of water at 1 bar.
    std::vector<LoopBranch> branches = {};
    std::optional<double> volumeLitres = {}; ///< Of all that is filled; absent: from the pipes.
    double bufferLitres = 0;             ///< Tank beside that.
    std::optional<double> filterUm = {}; ///< Finest filter in the loop.
    std::optional<Kilopascals> pressureMax = {}; ///< That pipes and hoses take, above ambient.
    std::optional<Kilopascals> fill = {};        ///< Static pressure at the pumps' inlet, above ambient.
    std::optional<bool> pumpsOnUps = {};
    std::optional<Seconds> restart = {}; ///< From loss of power until the flow is back.
    std::optional<bool> leakDetection = {};

    /// Null where nothing is special to it.
    [[nodiscard]] const LoopBranch* branch(const PlacementId&) const;
    bool operator==(const LoopPiping&) const = default;
};

/// A technology-coolant circuit: the CDUs that name it feed the racks that name it.
struct Loop {
    LoopId id;
    std::string name;
    std::string fluid = "PG25";             ///< "water", "PG25", "PG30" (design-rules.md, 3.5).
    Celsius facilitySupply;                 ///< Facility water into the CDUs. Stands for the warmest of `facility` where that is named.
    std::optional<Kelvins> rise;            ///< Wanted temperature rise over the racks; absent: the profile's.
    std::optional<LitresPerMinute> flow;    ///< Flow set at the racks of the loop, all together; absent: by demand.
    std::optional<FacilityWaterId> facility = {}; ///< Of the hall; then `facilitySupply` is not asked.
    LoopPiping piping = {};
    bool operator==(const Loop&) const = default;
};

} // namespace colonnade::model
