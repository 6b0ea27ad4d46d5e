#pragma once

#include "model/design/Arrangement.h"
#include "model/exchange/YamlReader.h"

#include <string_view>
#include <vector>

namespace colonnade::model {

inline constexpr std::string_view sideWords = "one of A, B, C, D"; ///< What a side may be, for messages.

/// Where a feed names what it hangs on.
struct HangingFeed {
    FeedId feed, on;
    YamlValue at;
};

/// A feed of an arrangement. What it hangs on may come later: each such name is added to `hanging`.
Feed readFeed(const YamlValue& value, std::vector<HangingFeed>& hanging);

} // namespace colonnade::model
