#include "model/cooling/Psychrometrics.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

constexpr double a = 17.62, b = 243.12; // Magnus, over water.

} // namespace

Celsius dewPoint(Celsius dryBulb, double humidity)
{
    constexpr double dry = 1e-6; // Bone dry has no dew point; this is −90 °C.
    const double gamma =
        a * dryBulb.value() / (b + dryBulb.value()) + std::log(std::max(humidity, dry));
    return Celsius{b * gamma / (a - gamma)};
}

double relativeHumidity(Celsius dryBulb, Celsius dewPoint)
{
    return std::exp(a * dewPoint.value() / (b + dewPoint.value())
                    - a * dryBulb.value() / (b + dryBulb.value()));
}

} // namespace colonnade::model
