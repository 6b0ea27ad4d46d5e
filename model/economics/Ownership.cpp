#include "model/economics/Ownership.h"

#include <cmath>

namespace colonnade::model {

namespace {

/// Leap years counted in.
constexpr double yearHours = 8766;

/// Share to put aside each year so that 1 is there after so many years: r / ((1 + r)^n - 1).
double sinkingFundFactor(double rate, double years)
{
    return rate > 0 ? rate / (std::pow(1 + rate, years) - 1) : 1 / years;
}

} // namespace

double capitalRecoveryFactor(double rate, double years)
{
    return rate > 0 ? rate / (1 - std::pow(1 + rate, -years)) : 1 / years;
}

OwnershipCost ownershipCost(const OwnershipInputs& in)
{
    const bool owned = in.rentPerKwMonth <= 0;
    OwnershipCost out;
    out.itCapital = in.itCapital * (capitalRecoveryFactor(in.rate, in.itYears) - in.residual * sinkingFundFactor(in.rate, in.itYears));
    out.facility = owned ? in.facilityCapital * capitalRecoveryFactor(in.rate, in.facilityYears) : in.itPower * in.rentPerKwMonth * 12;
    out.energy = in.itPower * in.meanDraw * in.facilityFactor * yearHours * in.perKwh;
    out.other = (owned ? in.itPower * in.operationPerKwYear : 0) + in.itCapital * in.itMaintenance
        + (in.itCapital + (owned ? in.facilityCapital : 0)) * in.insurance;
    const double hours = in.accelerators * yearHours * in.utilisation;
    out.perAcceleratorHour = out.total() / hours;
    out.energyPerAcceleratorHour = out.energy / hours;
    return out;
}

double perMillionTokens(double perAcceleratorHour, double tokensPerSecondPerAccelerator, double goodput)
{
    return perAcceleratorHour / (3600 * tokensPerSecondPerAccelerator * goodput) * 1e6;
}

} // namespace colonnade::model
