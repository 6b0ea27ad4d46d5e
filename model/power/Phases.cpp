#include "model/power/Phases.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

constexpr double equalEnough = 1 + 1e-6; // Phases whose difference nobody would see.

Amperes meanOf(const PerLine& lines)
{
    return (lines[0] + lines[1] + lines[2]) / 3.0;
}

} // namespace

Volts lineToNeutral(Volts lineToLine)
{
    return lineToLine / std::sqrt(3.0);
}

CircuitCapacity circuitCapacity(Volts voltage, int phases, Amperes rating, double factor)
{
    const VoltAmperes rated = ratedPower(voltage, phases, rating);
    return {rated, rated * factor};
}

PerLine lineCurrents(const PerLine& between)
{
    const auto of = [&](std::size_t leaving, std::size_t arriving) {
        const double a = between[leaving].value(), b = between[arriving].value();
        return Amperes{std::sqrt(std::max(0.0, a * a + b * b + a * b))};
    };
    return {of(0, 2), of(1, 0), of(2, 1)};
}

PerLine lineCurrents(const PerPhase& load, Volts lineVoltage, double powerFactor, bool lineToLine)
{
    PerLine currents;
    if (lineToLine) {
        // L1 has half of 1-2 and of 3-1, and so on: 1-2 is what L1 and L2 have and L3 has not.
        PerPhase between;
        for (std::size_t i = 0; i < 3; ++i)
            between[i] = load[i] + load[(i + 1) % 3] - load[(i + 2) % 3];
        const double most = std::max({load[0].value(), load[1].value(), load[2].value(), 0.0});
        const bool possible = std::all_of(between.begin(), between.end(), [&](Watts watts) {
            return watts.value() >= -1e-9 * most;
        });
        if (possible) {
            for (std::size_t i = 0; i < 3; ++i)
                currents[i] = supplyCurrent(between[i], 1, lineVoltage, powerFactor);
            return lineCurrents(currents);
        }
    }
    for (std::size_t i = 0; i < 3; ++i)
        currents[i] = supplyCurrent(load[i], 1, lineToNeutral(lineVoltage), powerFactor);
    return currents;
}

std::size_t hottest(const PerLine& lines)
{
    return static_cast<std::size_t>(std::max_element(lines.begin(), lines.end()) - lines.begin());
}

PhaseShare phaseShare(Watts load, const PerPhase& byPhase, Watts limit)
{
    PhaseShare result{limit > Watts{} ? load / limit : 0, {}, load, limit};
    const auto most = std::max_element(byPhase.begin(), byPhase.end());
    const auto least = std::min_element(byPhase.begin(), byPhase.end());
    if (*most <= Watts{} || most->value() <= least->value() * equalEnough)
        return result;
    const Watts third = limit / 3.0;
    return {third > Watts{} ? *most / third : 0, static_cast<std::size_t>(most - byPhase.begin()), *most, third};
}

std::string phaseName(std::size_t phase)
{
    return fmt::format("L{}", phase + 1);
}

PhaseImbalance phaseImbalance(const PerLine& lines)
{
    PhaseImbalance imbalance{meanOf(lines), 0, 0};
    if (imbalance.mean <= Amperes{})
        return imbalance;
    for (std::size_t i = 0; i < 3; ++i) {
        const double delta = std::abs(lines[i] / imbalance.mean - 1);
        if (delta > imbalance.delta) {
            imbalance.delta = delta;
            imbalance.line = i;
        }
    }
    return imbalance;
}

Amperes NeutralCurrent::total() const
{
    return Amperes{std::hypot(fundamental.value(), third.value())};
}

NeutralCurrent neutralCurrent(const PerLine& lines, double thirdHarmonic)
{
    return neutralCurrent(lines, thirdHarmonic, meanOf(lines));
}

NeutralCurrent neutralCurrent(const PerLine& lines, double thirdHarmonic, Amperes harmonicOf)
{
    const double a = lines[0].value(), b = lines[1].value(), c = lines[2].value();
    const double square = a * a + b * b + c * c - a * b - b * c - c * a;
    return {Amperes{std::sqrt(std::max(0.0, square))}, harmonicOf * (3 * thirdHarmonic)};
}

double normalShareLimit(double factor, int sides)
{
    return factor * (sides - 1) / sides;
}

Amperes supplyCurrent(Watts output, double efficiency, Volts voltage, double powerFactor)
{
    return Amperes{output.value() / (efficiency * voltage.value() * powerFactor)};
}

int inrushLimit(double multiple, Amperes rating, Amperes peak)
{
    constexpr double most = 1e9; // Of a count that fits.
    const double count = std::floor(multiple * std::sqrt(2.0) * (rating / peak) * (1 + 1e-12));
    return std::isfinite(count) ? static_cast<int>(std::clamp(count, 0.0, most))
                                : static_cast<int>(most);
}

InputPower inputPower(Watts output, double efficiency, double powerFactor)
{
    const Watts input = output / efficiency;
    return {input, VoltAmperes{input.value() / powerFactor}, input - output};
}

} // namespace colonnade::model
