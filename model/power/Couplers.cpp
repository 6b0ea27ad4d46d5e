#include "model/power/Couplers.h"

#include "model/power/Cords.h"

#include <algorithm>
#include <array>

namespace colonnade::model {

namespace {

constexpr std::array<std::string_view, 4> inlets{"C14", "C16", "C20", "C22"};
constexpr std::array<std::string_view, 4> outlets{"C13", "C15", "C19", "C21"};

} // namespace

bool isInlet(std::string_view coupler)
{
    return std::find(inlets.begin(), inlets.end(), coupler) != inlets.end();
}

bool isOutlet(std::string_view coupler)
{
    return std::find(outlets.begin(), outlets.end(), coupler) != outlets.end()
        || mates("C14", coupler) || mates("C20", coupler);
}

std::string_view connectorFor(std::string_view inlet)
{
    const auto found = std::find(inlets.begin(), inlets.end(), inlet);
    return found == inlets.end() ? std::string_view{}
                                 : outlets[static_cast<std::size_t>(found - inlets.begin())];
}

bool goTogether(std::string_view first, std::string_view second)
{
    constexpr std::string_view cord = "cord";
    if (first.ends_with(cord))
        first.remove_suffix(cord.size());
    while (!first.empty() && first.back() == ' ')
        first.remove_suffix(1);
    if (isInlet(first) || isOutlet(second))
        return mates(first, second);
    if (isOutlet(first) || isInlet(second))
        return mates(second, first);
    // "L6-30P" and "L6-30R"; names without an ending are keyed by themselves.
    const auto keyed = [](std::string_view name, char ending) {
        return name.size() > 1 && name.back() == ending ? name.substr(0, name.size() - 1)
                                                        : std::string_view{};
    };
    const std::string_view plug = keyed(first, 'P'), receptacle = keyed(second, 'R');
    return !plug.empty() && plug == receptacle;
}

} // namespace colonnade::model
