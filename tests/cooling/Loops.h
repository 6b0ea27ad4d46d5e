#pragma once

#include "model/cooling/CoolingChain.h"
#include "tests/support/Designs.h"

#include <cmath>

/// Small loops with round figures.
namespace colonnade::test {

/// A rack of one device with `heat` to liquid, that asks for `flow` at `drop` where these are given.
struct WetSpec {
    std::string id = "wet";
    double watts = 100'000;
    std::optional<double> inletMaxC = 45;
    std::optional<double> flow = {}, dropKpa = {}, flowMax = {}, pressureMaxKpa = {};
};
inline model::RackDesignRef wetRack(const WetSpec& spec = {})
{
    model::PartType part =
        *tinyServer({.id = spec.id, .watts = spec.watts, .liquid = 1.0, .inletMaxC = spec.inletMaxC});
    if (spec.flow)
        part.cooling.flow = model::LitresPerMinute{*spec.flow};
    if (spec.dropKpa)
        part.cooling.flowDrop = model::Kilopascals{*spec.dropKpa};
    if (spec.flowMax)
        part.cooling.flowMax = model::LitresPerMinute{*spec.flowMax};
    if (spec.pressureMaxKpa)
        part.cooling.pressureMax = model::Kilopascals{*spec.pressureMaxKpa};
    return TinyRack{spec.id}.add(std::make_shared<const model::PartType>(part)).made();
}

/// Pipes so wide that only the racks cost pressure.
inline model::LoopPiping widePiping()
{
    model::LoopPiping piping;
    const model::PipeRun wide{model::Metres{1}, 1000, 1, 0};
    piping.main = piping.header = piping.hose = wide;
    piping.manifoldDrop = model::Kilopascals{0.001};
    piping.manifoldFlow = model::LitresPerMinute{1000};
    return piping;
}

/// `racks` of them and `cdus`, on the loop "tcs" at 32 °C.
inline model::Arrangement wetFloor(const model::RackDesignRef& rack, int racks, int cdus, const CduSpec& cdu,
                                   std::optional<model::LoopPiping> piping = {})
{
    TinyFloor floor;
    model::Loop loop = tinyLoop("tcs", 32, {});
    if (piping)
        loop.piping = *piping;
    floor.arrangement.loops = {loop};
    for (int i = 0; i < cdus; ++i)
        floor.unit(fmt::format("c{}", i + 1), tinyCdu(cdu), {}, "tcs");
    for (int i = 0; i < racks; ++i)
        floor.rack(fmt::format("r{}", i + 1), rack, {}, "tcs");
    return floor.arrangement;
}

inline model::LoopLoad theLoop(const model::Arrangement& floor)
{
    return model::coolingChain(floor, {}).loops.front();
}

inline bool near(double a, double b, double share = 1e-6)
{
    return std::abs(a - b) <= share * std::max(1e-9, std::abs(b));
}

} // namespace colonnade::test
