#include "model/design/Feed.h"

#include <array>

namespace colonnade::model {

namespace {

constexpr std::array<std::string_view, 8> feedKindWords{"feed", "busway", "panel", "transformer",
                                                        "switchboard", "ups", "generator", "utility"};

} // namespace

std::string_view word(FeedKind kind)
{
    return feedKindWords[static_cast<std::size_t>(kind)];
}

std::optional<FeedKind> feedKindFrom(std::string_view word)
{
    for (std::size_t i = 0; i < feedKindWords.size(); ++i) {
        if (feedKindWords[i] == word)
            return static_cast<FeedKind>(i);
    }
    return std::nullopt;
}

std::string_view feedKindName(FeedKind kind)
{
    switch (kind) {
    case FeedKind::Feed: return "Feed";
    case FeedKind::Busway: return "Busway";
    case FeedKind::Panel: return "Power panel";
    case FeedKind::Transformer: return "Transformer";
    case FeedKind::Switchboard: return "Switchboard";
    case FeedKind::Ups: return "UPS block";
    case FeedKind::Generator: return "Generator";
    case FeedKind::Utility: return "Utility";
    }
    return {};
}

} // namespace colonnade::model
