#include "model/design/Structure.h"

namespace colonnade::model {

namespace {

template <class E, std::size_t N> std::string_view at(const std::array<std::string_view, N>& words, E value)
{
    return words.at(static_cast<std::size_t>(value));
}

} // namespace

std::string_view word(RouteStep::Kind kind)
{
    static constexpr std::array<std::string_view, 3> words{"door", "lift", "ramp"};
    return at(words, kind);
}

std::string_view word(Seismic::Anchorage anchorage)
{
    static constexpr std::array<std::string_view, 3> words{"none", "anchored", "isolated"};
    return at(words, anchorage);
}

std::string_view word(Overhead::Kind kind)
{
    static constexpr std::array<std::string_view, 2> words{"pipe", "duct"};
    return at(words, kind);
}

} // namespace colonnade::model
