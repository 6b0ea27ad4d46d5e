#pragma once

#include <concepts>
#include <type_traits>

namespace colonnade::model {

/// How many groups of `by` hold `number`, the last perhaps in part; 0 where `by` is not above 0. Of numbers from 0 whose sum fits.
template <std::integral A, std::integral B> constexpr std::common_type_t<A, B> ceilOver(A number, B by)
{
    return by > 0 ? (number + by - 1) / by : 0;
}

} // namespace colonnade::model
