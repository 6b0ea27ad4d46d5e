#pragma once

#include "model/units/Quantity.h"

namespace colonnade::model {

/// Moist air by Magnus with a = 17.62, b = 243.12 °C (calcipedia.org); between −45 and 60 °C other constants differ by less than 0.2 K.

/// THM-007: T_d = b γ / (a − γ), γ = a T / (b + T) + ln(RH). `humidity` is relative, above 0 to 1.
Celsius dewPoint(Celsius dryBulb, double humidity);
/// The relative humidity at which air of this temperature has this dew point; the inverse of `dewPoint`.
double relativeHumidity(Celsius dryBulb, Celsius dewPoint);

} // namespace colonnade::model
