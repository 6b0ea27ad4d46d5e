#pragma once

#include "model/cooling/HydraulicNetwork.h"
#include "model/design/Design.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

struct CoolingBasis;
struct LoopLoad;

/// Pumps of a CDU by number, else as the maker's word for their redundancy says: "N+1", "N+N", "2N", "twin"; one where
/// nothing is said.
struct CduPumps {
    int all = 1;
    int spare = 0; ///< Of `all`, those that stand by.
};
CduPumps pumpsOf(const CduFigures& cdu);

/// A CDU of a loop, with what it can do.
struct LoopCdu {
    std::string path;              ///< "cdu-1"; of one in a rack "a01/cdu".
    std::string label;             ///< For people.
    PlacementId placement;
    PartRef part;                  ///< Never null.
    Watts capacity;                ///< 0: unknown.
    Kelvins approach;              ///< At its capacity.
    bool approachAssumed = false;
    int pumps = 1;                 ///< That it has ...
    int spare = 0;                 ///< ... of which so many stand by.
    PumpCurve pump;                ///< Of one; empty: unknown, and the loop has no solution.
    std::optional<LitresPerMinute> flowMin, flowMax; ///< Of the unit.
    bool toRoomAir = false;
    /// Approach at this heat: by its curve, else in proportion to the load (constant flows, so constant effectiveness).
    [[nodiscard]] Kelvins approachAt(Watts heat) const;
};

/// A piece of main or header. `from` and `to` are ends of it as the supply runs; the return mirrors it.
struct LoopSegment {
    enum class Kind : std::uint8_t { Main, Header, ReturnMain, ReturnHeader };
    Kind kind = Kind::Main;
    std::optional<RowId> row;      ///< Racks without a row share one.
    std::optional<PlacementId> to; ///< The rack to which it leads from the one before it, or with the main from the CDUs.
    PipeSection pipe;
    bool assumed = false;          ///< Diameter or length is not from the design.
    std::size_t edge = 0;          ///< In the network.
};

/// A rack's way from supply to return header.
struct LoopBranchNetwork {
    PlacementId placement;
    std::string label;
    LitresPerMinute demand;        ///< 0: it asks for none.
    bool demandByMaker = false;
    std::optional<LitresPerMinute> makersFlow; ///< At the supply temperature, where every device has one.
    std::optional<LitresPerMinute> flowMin, flowMax; ///< Of its devices, all together; as far as known.
    Watts heat;                    ///< To liquid, in operation.
    double open = 1;               ///< Of the valve; 0: closed.
    PipeSection hose;              ///< Both ways together.
    bool hoseAssumed = false;
    double devices = 0, manifold = 0, valve = 0; ///< Square laws, Pa/(m³/s)².
    bool dropAssumed = false;      ///< Of the devices: no figure gives it.
    std::optional<Celsius> inletMax;
    std::optional<Kilopascals> pressureMax; ///< Lowest limit of its devices and of the loop.
    std::size_t edge = 0;          ///< In the network.
};

/// One loop of an arrangement, compiled for the solver.
///
/// Node 0 is the pumps' inlet (common return), node 1 their outlet (common supply).
struct LoopNetwork {
    explicit LoopNetwork(LoopId of) : loop{std::move(of)} {}

    LoopId loop;
    std::string name;
    HydraulicNetwork hydraulics;   ///< Pump edges first: one for each CDU, in their order.
    std::vector<LoopCdu> cdus;
    std::vector<LoopSegment> segments;
    std::vector<LoopBranchNetwork> branches;
    Celsius facilitySupply;
    Kelvins facilityRise;          ///< Of the facility water over the CDUs.
    Coolant facilityWater;
    std::optional<LitresPerMinute> setFlow; ///< Set on the loop; else the pumps run for the demand.
    double volumeLitres = 0;       ///< Pipes, hoses and buffer, or as given.
    bool volumeAssumed = false;
    Kilopascals fill;              ///< At the pumps' inlet, above ambient.
    std::vector<std::string> assumed; ///< What the design does not say: "header of loop 'tcs-1': 80 mm".
    std::vector<std::string> missing; ///< Without which there is no solution: "head of CHx200".

    [[nodiscard]] LitresPerMinute demand() const; ///< Of the open branches.
    [[nodiscard]] Watts heat() const;
};

/// The loop of a reckoned load: its facility water, its demands and its fluid are the load's.
LoopNetwork loopNetwork(const Arrangement& arrangement, const LoopLoad& load, const CoolingBasis& basis);

} // namespace colonnade::model
