#include "model/cooling/Coolant.h"

#include <algorithm>
#include <array>
#include <functional>

namespace colonnade::model {

namespace {

struct Row {
    std::string_view fluid;
    double temperature; ///< °C
    Coolant properties;
};
// Density and heat capacity: Airedale DeltaChill manual, glycol design data. Viscosity: 1.6 mPa s of PG25 at 30 °C from
// the rules' facts; the others from the ASHRAE Handbook of Fundamentals, recalled and not read again.
constexpr std::array<Row, 7> table{{{"water", 20, {998.2, 4180, 1.002e-3}},
                                    {"water", 30, {995.6, 4180, 0.798e-3}},
                                    {"water", 40, {992.2, 4180, 0.653e-3}},
                                    {"PG25", 20, {1023.7, 3910, 2.1e-3}},
                                    {"PG25", 30, {1019.2, 3940, 1.6e-3}},
                                    {"PG25", 40, {1014.3, 3960, 1.25e-3}},
                                    {"PG30", 30, {1023.6, 3880, 1.86e-3}}}};

double between(double a, double b, double share)
{
    return a + (b - a) * share;
}

} // namespace

std::optional<Coolant> coolant(std::string_view fluid, Celsius mean)
{
    const Row* below = nullptr;
    const Row* above = nullptr;
    for (const Row& row : table) {
        if (row.fluid != fluid)
            continue;
        if (row.temperature <= mean.value() || !below)
            below = &row;
        above = &row;
        if (row.temperature >= mean.value())
            break;
    }
    if (!below)
        return std::nullopt;
    const double span = above->temperature - below->temperature;
    const double share =
        span > 0 ? std::clamp((mean.value() - below->temperature) / span, 0.0, 1.0) : 0.0;
    return Coolant{between(below->properties.density, above->properties.density, share),
                   between(below->properties.heatCapacity, above->properties.heatCapacity, share),
                   between(below->properties.viscosity, above->properties.viscosity, share)};
}

HeatSplit heatSplit(Watts heat, double liquidFraction)
{
    return {heat * liquidFraction, heat * (1 - liquidFraction)};
}

LitresPerMinute flowDemand(Watts heat, const Coolant& coolant, Kelvins rise)
{
    return LitresPerMinute{60'000 * heat.value()
                           / (coolant.density * coolant.heatCapacity * rise.value())};
}

Approach approach(Celsius facilitySupply, Kelvins approach, Celsius inletMax)
{
    const Celsius supply = facilitySupply + approach;
    return {supply, difference(inletMax, supply)};
}

double remaining(std::span<const double> units, int spare)
{
    std::vector<double> sorted{units.begin(), units.end()};
    std::sort(sorted.begin(), sorted.end(), std::greater<>{});
    double sum = 0;
    for (std::size_t i = static_cast<std::size_t>(std::max(spare, 0)); i < sorted.size(); ++i)
        sum += sorted[i];
    return sum;
}

} // namespace colonnade::model
