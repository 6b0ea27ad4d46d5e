#pragma once

#include "model/power/Phases.h"
#include "model/rules/Scopes.h"

#include <map>

namespace colonnade::model {

/// Line currents of three-phase feeds, for the rules that judge phases.
PerLine feedLines(const FeedLoad& feed, const PerPhase& load, const Profile& profile);

/// True where loads on a feed hang between two lines: its voltage is that of a supply.
bool lineToLine(const Feed& feed);

/// Three-phase feeds whose lines are not all known to carry the same.
bool isUneven(const FeedLoad& feed, const PerPhase& load);

/// "with feed 'b' lost", "with side B lost", "in normal state"
std::string stateText(const ArrangementScope& scope, const FeedLoad& feed);

/// How the racks that hang directly on feeds draw, each rack design once.
class RackDraws {
public:
    explicit RackDraws(const Arrangement& arrangement) : m_arrangement{arrangement} {}
    /// Null where the placement is no rack.
    const RackDraw* of(const Placement& placement);
    [[nodiscard]] const Arrangement& arrangement() const { return m_arrangement; }

private:
    const Arrangement& m_arrangement;
    std::map<std::pair<const RackDesign*, unsigned>, RackDraw> m_draws;
};

} // namespace colonnade::model
