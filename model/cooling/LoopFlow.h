#pragma once

#include "model/cooling/LoopState.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace colonnade::model {

/// Less is no flow: 0.06 L/min, in m³/s.
inline constexpr double stillFlow = 1e-6;

/// Where a rising function reaches `wanted`, between two values.
template <class Function> double reached(double low, double high, double wanted, Function rising)
{
    constexpr int halvings = 100;
    for (int i = 0; i < halvings && high - low > 1e-13 * std::max(std::abs(high), 1e-6); ++i) {
        const double middle = (low + high) / 2;
        (rising(middle) < wanted ? low : high) = middle;
    }
    return (low + high) / 2;
}

/// Of one of `duty` equal pumps that run; empty where no head is known.
PumpCurve pumpCurveOf(const CduFigures& cdu, int duty);

/// Flow and pressure of a loop with what is not lost, in SI units.
struct LoopFlow {
    std::vector<double> flows, pressures;
    std::vector<double> cduFlows; ///< m³/s
    std::vector<double> speeds;
    std::vector<int> running;
    double head = 0, asked = 0, available = 0; ///< Pa
    double wanted = 0; ///< m³/s
    bool fullSpeed = false, fallsShort = false;
    int iterations = 0;
};

/// Fails with half a sentence: "no pump runs".
Result<LoopFlow> loopFlow(const LoopNetwork& network, const LoopLoss& loss, const std::optional<FormerLoop>& former);

} // namespace colonnade::model
