#pragma once

#include "model/design/Feed.h"

#include <optional>
#include <span>

namespace colonnade::model {

/// A feed that hangs on itself, and the one by which it does: its upstream, or what takes over from that.
struct FeedCircle {
    FeedId feed, by;
    bool operator==(const FeedCircle&) const = default;
};

/// The first feed that hangs on itself; those that only hang on such a one do not. Names of nothing lead nowhere.
std::optional<FeedCircle> feedCircle(std::span<const Feed> feeds);

} // namespace colonnade::model
