#include "model/power/Feeds.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace colonnade::model {

namespace {

double phaseFactor(int phases)
{
    return phases == 3 ? std::sqrt(3.0) : 1.0;
}

} // namespace

VoltAmperes ratedPower(Volts voltage, int phases, Amperes rating)
{
    return VoltAmperes{phaseFactor(phases) * voltage.value() * rating.value()};
}

Amperes lineCurrent(VoltAmperes load, Volts voltage, int phases)
{
    return Amperes{load.value() / (phaseFactor(phases) * voltage.value())};
}

ContinuousLoad continuousLoad(VoltAmperes load, Volts voltage, int phases, Amperes rating,
                              double factor)
{
    const Amperes current = lineCurrent(load, voltage, phases);
    return {current, rating * factor, current / rating};
}

Watts usablePower(Volts voltage, int phases, Amperes rating, double factor, double powerFactor)
{
    return Watts{ratedPower(voltage, phases, rating).value() * factor
                 * (phases == 0 ? 1.0 : powerFactor)};
}

Watts usablePower(const Feed& feed, const PowerBasis& basis)
{
    return usablePower(feed.voltage, feed.phases, feed.rating,
                       feed.continuousFactor.value_or(basis.continuousFactor), basis.powerFactor);
}

SupplyQuorum supplyQuorum(std::span<const int> split, Watts each)
{
    const auto worst = std::max_element(split.begin(), split.end());
    const int all = std::accumulate(split.begin(), split.end(), 0);
    return {each * static_cast<double>(all - *worst), *worst,
            static_cast<std::size_t>(worst - split.begin())};
}

ShelfBank shelfBank(std::span<const Shelf> shelves, int spareShelves)
{
    ShelfBank bank;
    std::vector<Watts> outputs;
    std::vector<Watts> bySource;
    for (const Shelf& shelf : shelves) {
        bank.installed += shelf.output;
        outputs.push_back(shelf.output);
        if (bySource.size() <= shelf.source)
            bySource.resize(shelf.source + 1);
        bySource[shelf.source] += shelf.output;
    }
    std::sort(outputs.begin(), outputs.end(), std::greater<>{});
    bank.lessShelf = bank.installed;
    for (std::size_t i = 0;
         i < outputs.size() && i < static_cast<std::size_t>(std::max(spareShelves, 0)); ++i)
        bank.lessShelf -= outputs[i];
    bank.lessFeed = bank.installed;
    for (std::size_t i = 0; i < bySource.size(); ++i) {
        if (bank.installed - bySource[i] < bank.lessFeed) {
            bank.lessFeed = bank.installed - bySource[i];
            bank.worstSource = i;
        }
    }
    return bank;
}

} // namespace colonnade::model
