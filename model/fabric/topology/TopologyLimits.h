#pragma once

#include "model/units/Result.h"

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace colonnade::model {

/// What is built here at most. Above, a recipe is refused, so that no slip of the pen fills the memory.
namespace topologylimits {
constexpr int ports = 8192;               ///< Of a switch or endpoint.
constexpr int endpoints = 1 << 24;        ///< Or switches.
constexpr std::int64_t bundles = 1 << 26; ///< About 1 GB.
} // namespace topologylimits

struct TopologyFigure {
    template <class Number> TopologyFigure(std::string_view what, Number number) : name{what}, value{static_cast<double>(number)} {}
    std::string_view name;
    double value;
};
/// Fails with the first figure below 0 or above `most`.
inline Result<void> within(std::initializer_list<TopologyFigure> figures, double most)
{
    for (const TopologyFigure& figure : figures) {
        if (!(figure.value >= 0 && figure.value <= most))
            return fail("{:.0f} {} are outside of what can be built here, from 0 to {:.0f}", figure.value, figure.name, most);
    }
    return {};
}

} // namespace colonnade::model
