#pragma once

#include "model/units/Result.h"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <string_view>

namespace colonnade::model {

/// What a JSON file may hold; refused above, with the limit in the message.
struct JsonLimits {
    std::size_t bytes = 64u << 20;
    std::size_t depth = 64;
    std::size_t values = 4'000'000;
    std::size_t text = 1u << 20;
};

/// Reads untrusted JSON: one value, UTF-8, no doubled keys, no whole number beyond 2^53. Whatever
/// is wrong becomes one sentence: "file 'x', line 3, column 5, key 'a.b[2]': found ..., expected
/// ...".
Result<nlohmann::json> parseJson(std::string_view text, std::string_view file,
                                 const JsonLimits& limits = {});

} // namespace colonnade::model
