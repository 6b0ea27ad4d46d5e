#pragma once

#include "model/edit/ChainEdits.h"

#include <span>
#include <string>
#include <vector>

namespace colonnade::model {

/// A node of the power chain to begin with, to stand above these feeds: on their side, at their voltage (a
/// transformer's is of its output), with a breaker for all of their ratings together. Above none: on side A, at the
/// voltage and rating of the first feed there is, or 415 V and 400 A. The id is new in the arrangement.
Feed proposedNode(const Arrangement& arrangement, FeedKind kind, std::span<const FeedId> below);

/// Adds the node and hangs these feeds on it; it takes the place of what they hung on where that was the same for all.
/// Fails where one of them is not there.
Result<Design> addNodeAbove(const Design& design, const Holder& pod, Feed node, std::span<const FeedId> below);

/// What supplies each side of a placed pod: feeds of the hall. Fails where `path` is no placed pod, a feed is not
/// there, or a side is named twice.
Result<Design> setPodFeeds(const Design& design, const std::string& path, std::vector<SideFeed> feeds);

} // namespace colonnade::model
