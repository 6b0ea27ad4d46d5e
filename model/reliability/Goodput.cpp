#include "model/reliability/Goodput.h"

#include <cmath>

namespace colonnade::model {

Seconds dalyInterval(Seconds checkpoint, Seconds betweenFailures)
{
    const double c = checkpoint.value();
    const double m = betweenFailures.value();
    if (!(c < 2 * m))
        return betweenFailures;
    return Seconds{std::sqrt(2 * c * m) * (1 + std::sqrt(c / (2 * m)) / 3 + c / (18 * m)) - c};
}

double checkpointedGoodput(Seconds interval, Seconds checkpoint, Seconds restart, Seconds betweenFailures)
{
    if (!(interval.value() > 0))
        return 0;
    const double m = betweenFailures.value();
    return interval.value() / (m * std::exp(restart.value() / m) * std::expm1((interval + checkpoint).value() / m));
}

double stragglerDelay(double spread, double ranks)
{
    return ranks > 1 ? spread * std::sqrt(2 * std::log(ranks)) : 0;
}

Bytes checkpointSize(double parameters)
{
    return Bytes{14 * parameters};
}

} // namespace colonnade::model
