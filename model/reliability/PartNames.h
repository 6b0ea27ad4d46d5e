#pragma once

#include "model/units/Result.h"

#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// The names nearest to the one asked for, at most six: "'a04', 'a05', …".
std::string nearestNames(std::string_view wanted, std::vector<std::string_view> names);

/// Why `path` names no part: there is no `name` in `where`, which has `names`.
tl::unexpected<Error> namesNothing(std::string_view path, std::string_view name, std::string_view where, std::vector<std::string_view> names);

/// The ids of what some lists hold.
template <class... Lists> std::vector<std::string_view> idsOf(const Lists&... lists)
{
    std::vector<std::string_view> names;
    const auto take = [&](const auto& list) {
        for (const auto& item : list)
            names.push_back(item.id.text());
    };
    (take(lists), ...);
    return names;
}

} // namespace colonnade::model
