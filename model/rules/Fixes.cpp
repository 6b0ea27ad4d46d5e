#include "model/rules/Fixes.h"

#include "model/edit/ChainEdits.h"
#include "model/units/Text.h"

#include <map>

namespace colonnade::model {

std::optional<Fix> raisedRating(const ArrangementScope& scope, const FeedLoad& feed, Watts load)
{
    for (const double size : scope.profile.breakerSizes) {
        if (size <= feed.feed.rating.value())
            continue;
        Feed raised = feed.feed;
        raised.rating = Amperes{size};
        if (usablePower(raised, scope.profile.power) < load)
            continue;
        return Fix{fmt::format("Raise the rating of feed '{}' to {}", raised.name, raised.rating),
                   [holder = scope.holder(), raised](const Design& design) {
                       return setFeed(design, holder, raised);
                   }};
    }
    return std::nullopt;
}

std::string someOf(const std::vector<std::string>& names)
{
    constexpr std::size_t most = 4;
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < most; ++i)
        text += fmt::format("{}'{}'", i > 0 ? ", " : "", names[i]);
    if (names.size() > most)
        text += fmt::format(" and {} more", names.size() - most);
    return text;
}

std::vector<std::string> withoutFeed(const ArrangementScope& scope)
{
    std::map<Side, std::vector<std::string>> bySide;
    for (const Unfed& unfed : scope.power.unfed)
        bySide[unfed.side].push_back(unfed.placement.text());
    std::vector<std::string> missing;
    for (const auto& [side, names] : bySide)
        missing.push_back(fmt::format("feed for side {} of {}", letter(side), someOf(names)));
    if (!scope.power.withoutSides.empty()) {
        std::vector<std::string> names;
        for (const PlacementId& id : scope.power.withoutSides)
            names.push_back(id.text());
        missing.push_back(fmt::format("feeds of {}", someOf(names)));
    }
    return missing;
}

} // namespace colonnade::model
