#include "model/performance/CollectiveLaw.h"

#include "model/performance/PartWords.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace colonnade::model {

namespace {

constexpr double switchWidth = 0.08; // of the logarithm of the size
constexpr double mostMeasured = 8;   // ranks
constexpr int mostWithoutSwitch = 4; // ranks

} // namespace

const std::vector<CollectiveLaw>& shippedCollectiveLaws()
{
    static const std::vector<CollectiveLaw> laws = {
#include "CollectiveLaws.inc" // made of resources/calibration/collectives.yaml
    };
    return laws;
}

CollectiveChoice collectiveLawFor(const std::vector<CollectiveLaw>& laws, std::string_view part, Collective operation, ByteRate link)
{
    const auto words = wordsOf(part);
    CollectiveChoice choice;
    double best = std::numeric_limits<double>::max();
    for (const CollectiveLaw& law : laws) {
        if (law.operation != operation)
            continue;
        const bool same = hasWordOf(words, law.parts);
        const double away = same ? -1 : link.value() > 0 ? std::abs(std::log(law.nominal / link.value())) : 0;
        if (away < best) {
            best = away;
            choice = {&law, same && law.rows > 0};
        }
    }
    return choice;
}

CollectiveCurve curveOf(const CollectiveLaw& law, int ranks, ByteRate link)
{
    const double n = ranks;
    const double ratio = n / 4;
    const double measured = std::min(n, mostMeasured) / 4;
    CollectiveCurve curve;
    curve.busFactor = busFactor(law.operation, ranks);
    curve.latency = law.latency * std::pow(ratio, law.latencyGrowth);
    curve.step = law.step;
    curve.stepSize = law.stepSize;
    curve.rate = link.value() * law.rate * (1 - law.rankLoss / n) * std::pow(ratio, -law.pathLoss) * (ranks > mostWithoutSwitch ? law.inSwitch : 1);
    curve.smallRate = curve.rate * law.smallRate * std::pow(measured, law.smallGrowth);
    curve.bulkLatency = curve.latency * (1 + law.bulkStart * std::pow(measured, law.bulkGrowth));
    curve.switchSize = law.switchSize * std::pow(measured, law.switchGrowth);
    return curve;
}

Seconds CollectiveCurve::time(Bytes data) const
{
    const double below = std::min(data.value(), switchSize);
    const double small = latency + step * below / (below + stepSize) + below * busFactor / smallRate;
    const double distance = std::log(std::max(data.value(), 1.0) / switchSize) / switchWidth;
    if (distance < -30)
        return Seconds{small};
    const double bulk = std::max(small, bulkLatency + data.value() * busFactor / rate);
    const double share = 1 / (1 + std::exp(-distance));
    return Seconds{(1 - share) * small + share * bulk};
}

} // namespace colonnade::model
