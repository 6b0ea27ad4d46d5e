#include "model/reliability/PartNames.h"

#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

std::string nearestNames(std::string_view wanted, std::vector<std::string_view> names)
{
    constexpr std::size_t most = 6, compared = 64;
    wanted = wanted.substr(0, compared);
    std::vector<std::pair<std::size_t, std::string_view>> ranked;
    ranked.reserve(names.size());
    for (const std::string_view name : names)
        ranked.emplace_back(editDistance(wanted, name.substr(0, compared)), name);
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::string out;
    for (std::size_t i = 0; i < ranked.size() && i < most; ++i)
        out += fmt::format("{}'{}'", out.empty() ? "" : ", ", ranked[i].second);
    if (ranked.size() > most)
        out += ", …";
    return out.empty() ? "nothing" : out;
}

tl::unexpected<Error> namesNothing(std::string_view path, std::string_view name, std::string_view where, std::vector<std::string_view> names)
{
    return fail("'{}' names nothing: there is no '{}' in {}; nearest: {}", shown(path), shown(name), where, nearestNames(name, std::move(names)));
}

} // namespace colonnade::model
