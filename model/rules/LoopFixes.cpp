#include "model/rules/LoopFixes.h"

#include "model/edit/ChainEdits.h"
#include "model/edit/CoolingEdits.h"
#include "model/units/Text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace colonnade::model {

namespace {

/// Inner diameters of pipe, schedule 40, DN 15 to DN 300, mm.
constexpr std::array<double, 14> tradeSizes{15.8, 20.9, 26.6, 35.1, 40.9, 52.5, 62.7,
                                            77.9, 102.3, 128.2, 154.1, 202.7, 254.5, 303.2};

std::optional<PipeRun>& runOf(LoopPiping& piping, LoopPipe pipe)
{
    switch (pipe) {
    case LoopPipe::Main: return piping.main;
    case LoopPipe::Header: return piping.header;
    case LoopPipe::Hose: break;
    }
    return piping.hose;
}

/// The loop with all pipe of a kind at least so wide; nothing where none of it grows.
std::optional<Loop> withPipe(const Loop& loop, LoopPipe pipe, double inner)
{
    Loop changed = loop;
    std::optional<PipeRun>& run = runOf(changed.piping, pipe);
    if (!run)
        return std::nullopt;
    bool grows = false;
    const auto widen = [&](PipeRun& one) {
        grows = grows || inner > one.innerMm;
        one.innerMm = std::max(one.innerMm, inner);
    };
    widen(*run);
    for (LoopBranch& branch : changed.piping.branches) {
        if (auto& own = pipe == LoopPipe::Hose ? branch.hose : branch.header)
            widen(*own);
    }
    return grows ? std::optional{std::move(changed)} : std::nullopt;
}

Fix pipeFix(const ArrangementScope& scope, const LoopLoad& load, LoopPipe pipe, double inner, Loop changed)
{
    return changedLoop(scope, load,
                       fmt::format("Take a {} of {} mm inner diameter for loop '{}'", word(pipe), inner, load.loop.name),
                       std::move(changed));
}

} // namespace

std::string_view word(LoopPipe pipe)
{
    switch (pipe) {
    case LoopPipe::Main: return "main";
    case LoopPipe::Header: return "header";
    case LoopPipe::Hose: return "hose";
    }
    return {};
}

std::vector<std::string> missingForState(const LoopLoad& load)
{
    if (load.state || load.racks == 0)
        return {};
    std::vector<std::string> missing;
    if (load.cdus == 0)
        missing.push_back(fmt::format("a CDU on loop '{}'", load.loop.name));
    if (load.facilityMissing)
        missing.push_back(fmt::format("facility water '{}'", *load.loop.facility));
    if (load.fluid.density <= 0)
        missing.push_back(fmt::format("properties of the fluid '{}'", shown(load.loop.fluid)));
    if (load.network)
        missing.insert(missing.end(), load.network->missing.begin(), load.network->missing.end());
    if (missing.empty())
        missing.push_back(fmt::format("flow of loop '{}'", load.loop.name));
    return missing;
}

std::vector<std::string> missingForPressure(const LoopLoad& load)
{
    std::vector<std::string> missing = missingForState(load);
    if (!load.state)
        return missing;
    const LoopNetwork& network = *load.network;
    const auto assumedPipe = [](const LoopSegment& segment) { return segment.assumed; };
    const auto assumedHose = [](const LoopBranchNetwork& branch) { return branch.hoseAssumed; };
    if (std::any_of(network.segments.begin(), network.segments.end(), assumedPipe)
        || std::any_of(network.branches.begin(), network.branches.end(), assumedHose))
        missing.push_back(fmt::format("pipes of loop '{}'", load.loop.name));
    if (std::any_of(network.branches.begin(), network.branches.end(),
                    [](const LoopBranchNetwork& branch) { return branch.dropAssumed && branch.demand > LitresPerMinute{}; }))
        missing.push_back(fmt::format("pressure drop of devices on loop '{}'", load.loop.name));
    return missing;
}

Fix changedLoop(const ArrangementScope& scope, const LoopLoad&, std::string title, Loop changed)
{
    return {std::move(title), [holder = scope.holder(), changed = std::move(changed)](const Design& design) {
                return setLoop(design, holder, changed);
            }};
}

std::optional<Fix> raisedFlow(const ArrangementScope& scope, const LoopLoad& load, LitresPerMinute flow)
{
    const double wanted = std::ceil(flow.value() / 10 - 1e-9) * 10;
    if (!load.network || !std::isfinite(wanted))
        return std::nullopt;
    LoopNetwork network = *load.network;
    network.setFlow = LitresPerMinute{wanted};
    const auto state = loopState(network, {}, FormerLoop{load.network.get(), load.state.get()});
    if (!state || state->fallsShort)
        return std::nullopt;
    Loop changed = load.loop;
    changed.flow = network.setFlow;
    return changedLoop(scope, load, fmt::format("Set the flow of loop '{}' to {}", changed.name, *changed.flow), changed);
}

std::optional<Fix> openedValve(const ArrangementScope& scope, const LoopLoad& load, const LoopBranchNetwork& branch)
{
    if (branch.open >= 1)
        return std::nullopt;
    return Fix{fmt::format("Open the valve of '{}' on loop '{}'", branch.label, load.loop.name),
               [holder = scope.holder(), placement = branch.placement](const Design& design) {
                   return setBranchValve(design, holder, placement, 1);
               }};
}

std::optional<Fix> widerPipe(const ArrangementScope& scope, const LoopLoad& load, LoopPipe pipe, LitresPerMinute flow,
                             double velocity)
{
    const auto slowEnough = [&](double inner) {
        return 4 * flow.value() / litresPerMinuteInCubicMetresPerSecond / (std::numbers::pi * inner * inner * 1e-6) <= velocity;
    };
    for (const double size : tradeSizes) {
        const auto changed = withPipe(load.loop, pipe, size);
        if (changed && slowEnough(size))
            return pipeFix(scope, load, pipe, size, *changed);
    }
    return std::nullopt;
}

std::optional<Fix> widerPipe(const ArrangementScope& scope, const LoopLoad& load, LoopPipe pipe,
                             const std::function<bool(const LoopState&)>& good)
{
    for (const double size : tradeSizes) {
        const auto changed = withPipe(load.loop, pipe, size);
        if (!changed)
            continue;
        LoopLoad tried = load;
        tried.loop = *changed;
        const auto state = loopState(loopNetwork(scope.arrangement, tried, scope.profile.cooling));
        if (state && good(*state))
            return pipeFix(scope, load, pipe, size, *changed);
    }
    return std::nullopt;
}

std::optional<Fix> addedCdu(const ArrangementScope& scope, const LoopLoad& load)
{
    const auto& placements = scope.arrangement.placements;
    const auto isIts = [&](const Placement& one) {
        return one.loop == load.loop.id && one.unit() && (*one.unit())->cdu;
    };
    const auto found = std::find_if(placements.rbegin(), placements.rend(), isIts);
    if (found == placements.rend())
        return std::nullopt;
    Placement added = *found;
    added.id = scope.arrangement.freshId("cdu");
    added.label = added.id.text();
    const FloorRect own = added.footprint();
    Millimetres east = own.at.x + own.size.width;
    for (const Placement& other : placements) {
        const FloorRect rect = other.footprint();
        if (rect.at.y < own.at.y + own.size.depth && own.at.y < rect.at.y + rect.size.depth)
            east = std::max(east, rect.at.x + rect.size.width);
    }
    added.at.x += east - own.at.x;
    return Fix{fmt::format("Add another {} to loop '{}'", (*added.unit())->model, load.loop.name),
               [holder = scope.holder(), added](const Design& design) -> Result<Design> {
                   const auto with = [&](const Arrangement& before) {
                       Arrangement after = before;
                       after.placements.push_back(added);
                       return after;
                   };
                   if (holder)
                       return design.changedPod(*holder, [&](const Arrangement& before) -> Result<Arrangement> { return with(before); });
                   return design.changedHall([&](const Hall& before) -> Result<Hall> {
                       Hall hall = before;
                       hall.arrangement = with(before.arrangement);
                       return hall;
                   });
               }};
}

} // namespace colonnade::model
