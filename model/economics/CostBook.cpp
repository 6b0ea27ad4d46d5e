#include "model/economics/CostBook.h"

#include <algorithm>

namespace colonnade::model {

namespace {

template <class List, class Match> auto* found(const List& list, Match match)
{
    const auto at = std::find_if(list.begin(), list.end(), match);
    return at == list.end() ? nullptr : &*at;
}

} // namespace

std::string_view word(CostConfidence confidence)
{
    switch (confidence) {
    case CostConfidence::Low: return "low";
    case CostConfidence::Medium: return "medium";
    case CostConfidence::High: return "high";
    }
    return {};
}

const CostRange* CostBook::range(std::string_view id) const
{
    return found(ranges, [&](const CostRange& range) { return range.id == id; });
}

const CostRange* CostBook::priceOf(const TypeId& part) const
{
    return found(ranges, [&](const CostRange& range) { return range.part == part && range.unit == "usd"; });
}

const CostProfile* CostBook::profile(std::string_view id) const
{
    return found(profiles, [&](const CostProfile& profile) { return profile.id == id; });
}

} // namespace colonnade::model
