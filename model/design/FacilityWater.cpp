#include "model/design/FacilityWater.h"

#include <algorithm>
#include <array>

namespace colonnade::model {

namespace {

constexpr std::array<std::string_view, 3> rejectionWords{"chiller", "dry-cooler", "tower"};

bool colder(const FacilityPoint& a, const FacilityPoint& b)
{
    return a.supply < b.supply;
}

} // namespace

std::string_view word(HeatRejection::Kind kind)
{
    return rejectionWords[static_cast<std::size_t>(kind)];
}

std::optional<HeatRejection::Kind> heatRejectionFrom(std::string_view word)
{
    const auto found = std::find(rejectionWords.begin(), rejectionWords.end(), word);
    if (found == rejectionWords.end())
        return std::nullopt;
    return static_cast<HeatRejection::Kind>(found - rejectionWords.begin());
}

Celsius FacilityWater::warmest() const
{
    return points.empty() ? Celsius{} : std::max_element(points.begin(), points.end(), colder)->supply;
}

Celsius FacilityWater::coldest() const
{
    return points.empty() ? Celsius{} : std::min_element(points.begin(), points.end(), colder)->supply;
}

std::string waterClassName(int highestSupply)
{
    return highestSupply > 45 ? "W+" : fmt::format("W{}", highestSupply);
}

const FacilityWater* facilityWater(std::span<const FacilityWater> all, const FacilityWaterId& id)
{
    const auto found = std::find_if(all.begin(), all.end(), [&](const FacilityWater& one) { return one.id == id; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace colonnade::model
