#pragma once

#include "model/units/Quantity.h"

#include <span>

namespace colonnade::model {

/// Standard acceleration of gravity, m/s².
inline constexpr double standardGravity = 9.80665;

/// MEC-010: Σ m z / Σ m.
Metres centreOfGravity(std::span<const double> kilograms, std::span<const double> metres);
/// MEC-010: degrees by which a rack may be tilted before its centre of gravity passes its base, θ = atan(b / z_cg);
/// tip threshold angle of ASME ESDA2014.
double tipAngle(Metres base, Metres height);
/// MEC-011: restoring over tipping moment, m_r x_r / (m_e x_e); infinite where nothing hangs out before the feet.
double slideOutSafety(Kilograms rack, Metres behindFoot, Kilograms device, Metres beforeFoot);

/// MEC-018: horizontal force on a component, ASCE 7-16, 13.3: F_p = 0.4 a_p S_DS W / (R_p / I_p) (1 + 2 z/h), at
/// least 0.3 and at most 1.6 S_DS I_p W.
struct SeismicForce {
    Newtons plain, least, most;
    [[nodiscard]] Newtons governing() const;
};
struct SeismicBasis {
    double amplification = 1; ///< a_p
    double response = 2.5;    ///< R_p
    double importance = 1.5;  ///< I_p
};
SeismicForce seismicForce(Kilograms mass, double acceleration, double heightRatio, const SeismicBasis& basis);

} // namespace colonnade::model
