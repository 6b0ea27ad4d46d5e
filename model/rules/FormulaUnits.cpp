#include "model/rules/FormulaUnits.h"

#include "model/units/Text.h"

#include <cmath>
#include <cstdlib>

namespace colonnade::model {

namespace {

constexpr int whole = 12;
constexpr std::array<std::string_view, Dimension::bases> names{"W", "A", "kg", "m", "s", "L/min", "K", "kPa", "USD"};

struct NamedUnit {
    std::string_view name;
    std::array<int, Dimension::bases> powers;
};
/// Longer names before those that they begin with.
constexpr std::array<NamedUnit, 12> known{{{"L/min", {0, 0, 0, 0, 0, 1, 0, 0, 0}},
                                           {"USD", {0, 0, 0, 0, 0, 0, 0, 0, 1}},
                                           {"kPa", {0, 0, 0, 0, 0, 0, 0, 1, 0}},
                                           {"°C", {0, 0, 0, 0, 0, 0, 1, 0, 0}},
                                           {"VA", {1, 0, 0, 0, 0, 0, 0, 0, 0}},
                                           {"kg", {0, 0, 1, 0, 0, 0, 0, 0, 0}},
                                           {"W", {1, 0, 0, 0, 0, 0, 0, 0, 0}},
                                           {"V", {1, -1, 0, 0, 0, 0, 0, 0, 0}},
                                           {"A", {0, 1, 0, 0, 0, 0, 0, 0, 0}},
                                           {"m", {0, 0, 0, 1, 0, 0, 0, 0, 0}},
                                           {"s", {0, 0, 0, 0, 1, 0, 0, 0, 0}},
                                           {"K", {0, 0, 0, 0, 0, 0, 1, 0, 0}}}};

bool take(std::string_view& text, std::string_view start)
{
    if (!text.starts_with(start))
        return false;
    text.remove_prefix(start.size());
    return true;
}

/// The power behind a unit; 1 where there is none, 0 where it is none.
int takePower(std::string_view& text)
{
    if (take(text, "²"))
        return 2;
    if (take(text, "³"))
        return 3;
    if (!take(text, "^"))
        return 1;
    if (text.empty() || text.front() < '1' || text.front() > '9')
        return 0;
    const int power = text.front() - '0';
    text.remove_prefix(1);
    return power;
}

std::string powered(std::string_view name, int twelfths)
{
    if (twelfths == whole)
        return std::string(name);
    if (twelfths == 2 * whole)
        return fmt::format("{}²", name);
    if (twelfths == 3 * whole)
        return fmt::format("{}³", name);
    if (twelfths % whole == 0)
        return fmt::format("{}^{}", name, twelfths / whole);
    return fmt::format("{}^({}/12)", name, twelfths);
}

} // namespace

std::optional<Dimension> Dimension::parse(std::string_view unit)
{
    Dimension dimension;
    if (unit.empty() || unit == "%")
        return dimension;
    int sign = 1;
    if (take(unit, "1/"))
        sign = -1;
    while (true) {
        const NamedUnit* found = nullptr;
        for (const NamedUnit& one : known) {
            if (take(unit, one.name)) {
                found = &one;
                break;
            }
        }
        const int power = found ? takePower(unit) : 0;
        if (power == 0)
            return std::nullopt;
        for (std::size_t i = 0; i < bases; ++i)
            dimension.m_twelfths[i] += sign * power * whole * found->powers[i];
        if (unit.empty())
            return dimension;
        if (take(unit, "/"))
            sign = -1;
        else if (take(unit, "·") || take(unit, "*"))
            sign = 1;
        else
            return std::nullopt;
    }
}

std::string Dimension::text() const
{
    Dimension rest = *this;
    std::string above, below;
    const auto add = [](std::string& list, const std::string& name, std::string_view between) {
        list += (list.empty() ? "" : std::string(between)) + name;
    };
    // W/A is written V, alone and beside others.
    const int volts = std::min(rest.m_twelfths[0], -rest.m_twelfths[1]);
    if (volts > 0 && volts % whole == 0) {
        rest.m_twelfths[0] -= volts;
        rest.m_twelfths[1] += volts;
        add(above, powered("V", volts), "·");
    }
    for (std::size_t i = 0; i < bases; ++i) {
        if (rest.m_twelfths[i] > 0)
            add(above, powered(names[i], rest.m_twelfths[i]), "·");
        if (rest.m_twelfths[i] < 0)
            add(below, powered(names[i], -rest.m_twelfths[i]), "/");
    }
    if (below.empty())
        return above;
    return (above.empty() ? "1" : above) + "/" + below;
}

Dimension Dimension::times(const Dimension& other) const
{
    Dimension product = *this;
    for (std::size_t i = 0; i < bases; ++i)
        product.m_twelfths[i] += other.m_twelfths[i];
    return product;
}

Dimension Dimension::over(const Dimension& other) const
{
    Dimension quotient = *this;
    for (std::size_t i = 0; i < bases; ++i)
        quotient.m_twelfths[i] -= other.m_twelfths[i];
    return quotient;
}

std::optional<Dimension> Dimension::power(double exponent) const
{
    constexpr double most = 1000; // Far above any exponent that means something, far below an overflow.
    if (plain())
        return *this;
    if (!(std::abs(exponent) <= most))
        return std::nullopt;
    Dimension raised;
    for (std::size_t i = 0; i < bases; ++i) {
        const double twelfths = m_twelfths[i] * exponent;
        if (std::abs(twelfths - std::round(twelfths)) > 1e-9 || std::abs(twelfths) > most * whole)
            return std::nullopt;
        raised.m_twelfths[i] = static_cast<int>(std::lround(twelfths));
    }
    return raised;
}

double Dimension::scale(std::span<const double, bases> factors) const
{
    double scale = 1;
    for (std::size_t i = 0; i < bases; ++i)
        scale *= std::pow(factors[i], static_cast<double>(m_twelfths[i]) / whole);
    return scale;
}

} // namespace colonnade::model
