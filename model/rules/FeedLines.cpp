#include "model/rules/FeedLines.h"

#include "model/power/Cords.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

PerLine feedLines(const FeedLoad& feed, const PerPhase& load, const Profile& profile)
{
    return lineCurrents(load, feed.feed.voltage, profile.power.powerFactor, lineToLine(feed.feed));
}

bool lineToLine(const Feed& feed)
{
    RackPduFigures outlets;
    outlets.lineVoltage = feed.voltage;
    outlets.phases = feed.phases;
    return lineToLine(outlets);
}

bool isUneven(const FeedLoad& feed, const PerPhase& load)
{
    if (feed.feed.phases != 3 || feed.feed.voltage <= Volts{})
        return false;
    const auto [least, most] = std::minmax_element(load.begin(), load.end());
    return most->value() > least->value() + 1e-6 * most->value();
}

std::string stateText(const ArrangementScope& scope, const FeedLoad& feed)
{
    if (feed.worstSide)
        return fmt::format("with side {} lost", letter(*feed.worstSide));
    if (const FeedLoad* lost = feed.worstLoss ? scope.power.feed(*feed.worstLoss) : nullptr)
        return fmt::format("with feed '{}' lost", lost->feed.name);
    return "in normal state";
}

const RackDraw* RackDraws::of(const Placement& placement)
{
    const RackDesignRef* rack = placement.rack();
    if (!rack)
        return nullptr;
    SideSet fed;
    for (const SideFeed& side : placement.feeds)
        fed.add(side.side);
    const auto [draw, fresh] = m_draws.try_emplace({rack->get(), fed.bits()});
    if (fresh)
        draw->second = rackDraw(**rack, fed);
    return &draw->second;
}

} // namespace colonnade::model
