#pragma once

#include "model/rules/Scopes.h"

#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

/// The next standard rating that carries `load`, as a fix; nothing where there is none, or where
/// the rating carries it.
std::optional<Fix> raisedRating(const ArrangementScope& scope, const FeedLoad& feed, Watts load);

/// What has power to draw, but no feed on a side where it hangs: "feed for side A of 'a01', 'a02'
/// and 6 more".
std::vector<std::string> withoutFeed(const ArrangementScope& scope);

/// "'a01', 'a02' and 6 more"
std::string someOf(const std::vector<std::string>& names);

} // namespace colonnade::model
