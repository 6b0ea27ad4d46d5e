#include "model/rules/Stability.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace colonnade::model {

Metres centreOfGravity(std::span<const double> kilograms, std::span<const double> metres)
{
    double mass = 0, moment = 0;
    for (std::size_t i = 0; i < std::min(kilograms.size(), metres.size()); ++i) {
        mass += kilograms[i];
        moment += kilograms[i] * metres[i];
    }
    return Metres{mass > 0 ? moment / mass : 0};
}

double tipAngle(Metres base, Metres height)
{
    return std::atan2(base.value(), height.value()) * 180 / std::numbers::pi;
}

double slideOutSafety(Kilograms rack, Metres behindFoot, Kilograms device, Metres beforeFoot)
{
    const double tipping = device.value() * std::max(beforeFoot.value(), 0.0);
    return tipping > 0 ? rack.value() * behindFoot.value() / tipping : std::numeric_limits<double>::infinity();
}

Newtons SeismicForce::governing() const
{
    return std::clamp(plain, least, most);
}

SeismicForce seismicForce(Kilograms mass, double acceleration, double heightRatio, const SeismicBasis& basis)
{
    const Newtons weight{mass.value() * standardGravity};
    SeismicForce force;
    force.plain = weight
        * (0.4 * basis.amplification * acceleration / (basis.response / basis.importance) * (1 + 2 * heightRatio));
    force.least = weight * (0.3 * acceleration * basis.importance);
    force.most = weight * (1.6 * acceleration * basis.importance);
    return force;
}

} // namespace colonnade::model
