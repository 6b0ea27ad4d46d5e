#pragma once

#include "model/cooling/LoopNetwork.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// What a branch is told to be, the worst last but for what a person has closed.
enum class BranchVerdict : std::uint8_t {
    Balanced,
    Closed,        ///< Its valve is shut.
    OverPressured, ///< Above what its devices, hoses or pipes take, or more flow than its devices may have.
    Starved,       ///< Less than 95 % of its demand.
    Dead           ///< Its valve is open, but less than 1 % of its demand flows.
};
std::string_view word(BranchVerdict); ///< "balanced", "closed", "over-pressured", "starved", "dead"

struct BranchState {
    LitresPerMinute flow;
    Kilopascals drop;       ///< From supply to return header.
    Kilopascals pressure;   ///< At its supply end, above ambient.
    std::optional<Celsius> supply; ///< Absent where nothing flows.
    std::optional<Celsius> back;   ///< Into the return header.
    double hoseVelocity = 0; ///< m/s
    BranchVerdict verdict = BranchVerdict::Balanced;
};

struct SegmentState {
    LitresPerMinute flow;   ///< Above 0 in the direction of its edge: away from the CDUs in the supply, to them in the return.
    PipeFlow pipe;
    std::optional<Celsius> temperature;
};

struct CduState {
    int running = 0;        ///< Pumps; 0: it is lost, or its check valve is shut.
    bool lost = false;
    double speed = 0;       ///< Share of full speed.
    LitresPerMinute flow;
    Watts heat;             ///< That it takes.
    Kelvins approach;
    std::optional<Celsius> supply; ///< That it gives.
    LitresPerMinute facilityFlow;  ///< That it asks for; 0 where it rejects to room air.
};

/// A loop at work: flow, pressure and temperature.
struct LoopState {
    std::vector<CduState> cdus;         ///< Beside the network's.
    std::vector<SegmentState> segments; ///< Beside the network's.
    std::vector<BranchState> branches;  ///< Beside the network's.
    LitresPerMinute flow;
    Kilopascals head;         ///< Over the loop, from the pumps' outlet to their inlet.
    LitresPerMinute asked;    ///< Flow that it is set to, else that its open branches ask for.
    Kilopascals headAsked;    ///< That the flow asked for costs; beyond what the pumps give without any head, by the square law.
    Kilopascals headAvailable; ///< That the running pumps give at the flow asked for, at full speed; 0: none.
    double speed = 0;         ///< Of the running pumps; 1: full.
    bool fallsShort = false;  ///< At full speed it has less than it is set to, or asked for.
    Watts heat;               ///< Of the branches in which something flows.
    Watts heatStranded;       ///< Of those where nothing does: it goes nowhere.
    Celsius supply, back;     ///< Mixed.
    LitresPerMinute facilityFlow;
    Watts heatToRoom;         ///< By CDUs that reject to room air.
    std::vector<double> flows; ///< m³/s of each edge of the network, for a warm start.
    int iterations = 0;

    [[nodiscard]] int count(BranchVerdict) const;
    /// The branch with the least flow over demand; nothing where none asks.
    [[nodiscard]] std::optional<std::size_t> worstBranch(const LoopNetwork& network) const;
};

/// Pumps and CDUs that do not run.
struct LoopLoss {
    std::vector<std::size_t> cdus;              ///< Wholly lost; numbers in the network.
    std::vector<std::size_t> pumps;             ///< One entry for each pump lost: the number of its CDU.
    bool empty() const { return cdus.empty() && pumps.empty(); }
};

/// A loop that has been solved.
struct FormerLoop {
    const LoopNetwork* network = nullptr; ///< Never null.
    const LoopState* state = nullptr;     ///< Of that network; never null.
};

/// The loop with all that is not lost. Pumps run at the speed that gives the flow set on the loop, else the branches'
/// demand, else at full speed; the flows then fall where pipes and valves let them.
///
/// Fails with a whole sentence where there is no solution: no CDU, a pump without a curve, every branch closed, every
/// pump lost. `former`: this loop before an edit or a loss; its flows start the solver.
Result<LoopState> loopState(const LoopNetwork& network, const LoopLoss& loss = {},
                            const std::optional<FormerLoop>& former = std::nullopt);

/// What becomes of a loop that has lost pumps or CDUs.
struct LoopLossState {
    LoopLoss loss;
    std::optional<LoopState> state; ///< When it has settled; absent: nothing flows.
    std::string without;            ///< Why there is none.
    std::vector<std::size_t> takeOver; ///< CDUs that carry more heat than before.
    std::vector<std::size_t> overloaded; ///< Those above their capacity.
    std::optional<Celsius> supply;  ///< Settled.
    bool holds = false;             ///< No limit is passed, however long it lasts.
    /// THM-022: until the supply is as warm as the lowest inlet limit. Absent: it never gets so warm, or no limit is
    /// known.
    std::optional<Seconds> rideThrough;
    std::string rideThroughHow;     ///< Its derivation with figures.
};
/// Every single loss: each CDU, and one pump of each CDU that has some (its pumps are equal).
std::vector<LoopLoss> singleLosses(const LoopNetwork& network);
LoopLossState loopWithout(const LoopNetwork& network, const LoopState& normal, const LoopLoss& loss);

/// THM-022: t = M c_p ΔT / Q, with M = ρV.
Seconds thermalRideThrough(double volumeLitres, const Coolant& coolant, Kelvins allowed, Watts heat);

} // namespace colonnade::model
