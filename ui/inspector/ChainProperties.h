#pragma once

#include "model/design/Design.h"

#include <QString>

#include <functional>

namespace colonnade::ui {

class PropertyForm;

/// Sends an edit of a feed as one step of this name.
using FeedChange = std::function<void(const QString& step, std::function<void(model::Feed&)> field)>;

/// What a feed is in the power chain: its kind, what it hangs on, and what takes over when that is lost.
void showChainPlace(PropertyForm& form, const model::Arrangement& arrangement, const model::Feed& feed, const FeedChange& set);
/// What is known of it besides its breaker: the fields that belong to its kind.
void showEquipment(PropertyForm& form, const model::Feed& feed, const FeedChange& set);

/// Which feeds of the hall supply the sides of a placed pod; `taken` gets all of them after a change.
void showPodFeeds(PropertyForm& form, const model::Hall& hall, const model::PodPlacement& pod,
                  const std::function<void(const QString& step, std::vector<model::SideFeed>)>& taken);

} // namespace colonnade::ui
