#include "model/power/Plant.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace colonnade::model {

namespace {

// NEC 240.6(A), and the preferred ratings of IEC devices: recalled, not read again.
constexpr std::array necBreakers{15.,   20.,   25.,   30.,   35.,   40.,   45.,   50.,   60.,   70.,
                                 80.,   90.,   100.,  110.,  125.,  150.,  175.,  200.,  225.,  250.,
                                 300.,  350.,  400.,  450.,  500.,  600.,  700.,  800.,  1000., 1200.,
                                 1600., 2000., 2500., 3000., 4000., 5000., 6000.};
constexpr std::array iecBreakers{6.,   10.,  13.,  16.,  20.,   25.,   32.,   40.,   50.,   63.,
                                 80.,  100., 125., 160., 200.,  250.,  315.,  400.,  500.,  630.,
                                 800., 1000., 1250., 1600., 2000., 2500., 3200., 4000., 5000., 6300.};

constexpr double equalEnough = 1 + 1e-9; // An equal size is enough, but for rounding.

} // namespace

std::span<const double> standardBreakers(double continuousFactor)
{
    if (continuousFactor > 1)
        return necBreakers;
    return iecBreakers;
}

FeederSize feederSize(Amperes continuous, Amperes noncontinuous, double factor, std::span<const double> sizes)
{
    FeederSize size{continuous + noncontinuous, continuous * factor + noncontinuous, {}};
    const auto fits = std::find_if(sizes.begin(), sizes.end(),
                                   [&](double one) { return one * equalEnough >= size.least.value(); });
    if (fits != sizes.end())
        size.standard = Amperes{*fits};
    return size;
}

Volts voltageDrop(Amperes current, double ohmPerMetre, double reactancePerMetre, double powerFactor, Metres length,
                  int phases)
{
    if (phases == 0)
        return Volts{2 * current.value() * ohmPerMetre * length.value()};
    const double sine = std::sqrt(std::max(0.0, 1 - powerFactor * powerFactor));
    const double perMetre = ohmPerMetre * powerFactor + reactancePerMetre * sine;
    return Volts{(phases == 3 ? std::sqrt(3.0) : 2.0) * current.value() * perMetre * length.value()};
}

Amperes busbarCurrent(Watts power, Volts voltage)
{
    return Amperes{power.value() / voltage.value()};
}

std::optional<BusbarSegment> heaviestSegment(std::vector<BusbarTap> taps)
{
    std::sort(taps.begin(), taps.end(), [](const BusbarTap& a, const BusbarTap& b) { return a.height < b.height; });
    std::optional<BusbarSegment> heaviest;
    Watts below;
    for (std::size_t i = 0; i + 1 < taps.size(); ++i) {
        below += taps[i].power;
        if (taps[i].height == taps[i + 1].height)
            continue;
        const Watts through{std::abs(below.value())};
        if (!heaviest || through > heaviest->power)
            heaviest = BusbarSegment{taps[i].height, taps[i + 1].height, through};
    }
    return heaviest;
}

UpsShares upsShares(Watts load, int blocks, Watts each)
{
    const double one = load / each;
    return {one / blocks, blocks > 1 ? one / (blocks - 1) : std::numeric_limits<double>::infinity()};
}

double normalLimit(int blocks)
{
    return blocks > 1 ? (blocks - 1.0) / blocks : 1.0;
}

Watts generatorLoad(Watts it, double efficiency, double recharge, double mechanical)
{
    return it / efficiency + it * (recharge + mechanical);
}

Seconds rideThroughNeeded(int tries, Seconds start, Seconds transfer, Seconds margin)
{
    return start * static_cast<double>(tries) + transfer + margin;
}

Seconds storeTime(Seconds autonomy, Watts rated, Watts load)
{
    if (load <= Watts{})
        return Seconds{std::numeric_limits<double>::infinity()};
    return autonomy * (rated / load);
}

Watts loadStep(Watts each, double low, double high, double count)
{
    return each * ((high - low) * count);
}

FaultCurrent faultCurrent(VoltAmperes transformer, Volts voltage, double impedance)
{
    const Amperes fullLoad{transformer.value() / (std::sqrt(3.0) * voltage.value())};
    return {fullLoad, fullLoad / impedance};
}

} // namespace colonnade::model
