#include "model/rules/FormulaRule.h"

namespace colonnade::model {

namespace {

using Limit = std::optional<double> FormulaRule::*;
constexpr std::array<Limit, FormulaRule::limitKeys.size()> limits{&FormulaRule::warnAbove, &FormulaRule::errorAbove,
                                                                  &FormulaRule::warnBelow, &FormulaRule::errorBelow};

Limit named(std::string_view key)
{
    for (std::size_t i = 0; i < limits.size(); ++i) {
        if (FormulaRule::limitKeys[i] == key)
            return limits[i];
    }
    return nullptr;
}

} // namespace

std::optional<double> FormulaRule::limit(std::string_view key) const
{
    const Limit limit = named(key);
    return limit ? this->*limit : std::nullopt;
}

void FormulaRule::setLimit(std::string_view key, std::optional<double> value)
{
    if (const Limit limit = named(key))
        this->*limit = value;
}

std::string_view word(FormulaRule::On on)
{
    switch (on) {
    case FormulaRule::On::RackDesign: return "rack-design";
    case FormulaRule::On::Feed: return "feed";
    case FormulaRule::On::PodDesign: return "pod-design";
    case FormulaRule::On::Hall: return "hall";
    }
    return {};
}

} // namespace colonnade::model
