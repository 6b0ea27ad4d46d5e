#include "model/rules/PowerPlaces.h"

#include "model/edit/ChainEdits.h"
#include "model/rules/Fixes.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace colonnade::model {

std::string nodeName(const Feed& feed)
{
    return fmt::format("{} '{}'", feedKindName(feed.kind), feed.name);
}

std::vector<Hanging> hangingIn(const ArrangementScope& scope)
{
    std::vector<Hanging> hanging;
    for (const Placement& placement : scope.arrangement.placements) {
        if (placement.feeds.empty())
            continue;
        const Watts load = placement.rack() ? (*placement.rack())->facts().provisioned.known
                                            : (*placement.unit())->power.forProvisioning().value_or(Watts{});
        hanging.push_back({placement.id, &placement.feeds, load});
    }
    for (const PodPlacement& placed : scope.pods) {
        if (!placed.feeds.empty())
            hanging.push_back({placed.id, &placed.feeds, placed.pod->facts().provisioned.known});
    }
    return hanging;
}

WorstState worstState(const FeedTree& tree, const FeedLoad& load)
{
    WorstState state{{}, "in normal state"};
    if (load.worstLoss) {
        if (const auto lost = tree.indexOf(*load.worstLoss)) {
            std::string name = nodeName(tree.feed(*lost));
            if (tree.feed(*lost).kind != FeedKind::Ups) // "UPS" is no word to write small.
                name.front() = static_cast<char>(std::tolower(name.front()));
            return {{*lost}, fmt::format("with {} lost", name)};
        }
    }
    if (load.worstSide) {
        for (std::size_t i = 0; i < tree.feeds().size(); ++i) {
            if (tree.feed(i).side == *load.worstSide)
                state.lost.push_back(i);
        }
        state.text = fmt::format("with side {} lost", letter(*load.worstSide));
    }
    return state;
}

std::vector<Hanging> movedTo(const FeedTree& tree, const std::vector<Hanging>& hanging, std::size_t node,
                             const WorstState& state)
{
    std::vector<Hanging> moved;
    if (state.lost.empty())
        return moved;
    const auto dead = tree.dead(state.lost);
    const auto has = [&](const std::vector<std::size_t>& path) {
        return std::find(path.begin(), path.end(), node) != path.end();
    };
    for (const Hanging& one : hanging) {
        bool lostOne = false, here = false, before = false;
        for (const SideFeed& supply : *one.feeds) {
            const auto feed = tree.indexOf(supply.feed);
            if (!feed)
                continue;
            lostOne = lostOne || dead[*feed];
            here = here || has(tree.livingPath(*feed, dead));
            before = before || has(tree.path(*feed));
        }
        if (here && (lostOne || !before))
            moved.push_back(one);
    }
    return moved;
}

std::optional<Feed> enlarged(const ArrangementScope& scope, const FeedLoad& node, Watts load)
{
    Feed larger = node.feed;
    if (const auto each = larger.equipment.unitPower; each && *each > Watts{}) {
        const int needed = static_cast<int>(std::ceil(load / *each - 1e-9));
        larger.equipment.units = std::max(larger.equipment.units, needed + larger.equipment.spareUnits);
    }
    if (usablePower(larger, scope.profile.power) < load) {
        const auto& sizes = scope.profile.breakerSizes;
        const auto fits = std::find_if(sizes.begin(), sizes.end(), [&](double size) {
            Feed raised = larger;
            raised.rating = Amperes{size};
            return size > larger.rating.value() && usablePower(raised, scope.profile.power) >= load;
        });
        if (fits == sizes.end())
            return std::nullopt;
        larger.rating = Amperes{*fits};
    }
    return larger == node.feed ? std::nullopt : std::optional{larger};
}

std::string enlargement(const Feed& before, const Feed& after)
{
    const int more = after.equipment.units - before.equipment.units;
    const std::string units =
        more > 0 ? fmt::format("Add {} unit{} to {}", more, more == 1 ? "" : "s", nodeName(before)) : std::string{};
    if (after.rating == before.rating)
        return units;
    if (!units.empty())
        return fmt::format("{} and raise its rating to {}", units, after.rating);
    std::string name = nodeName(before);
    if (before.kind != FeedKind::Ups)
        name.front() = static_cast<char>(std::tolower(name.front()));
    return fmt::format("Raise the rating of {} to {}", name, after.rating);
}

std::optional<Fix> enlargedFix(const ArrangementScope& scope, const FeedLoad& node, Watts load)
{
    auto larger = enlarged(scope, node, load);
    if (!larger)
        return std::nullopt;
    return Fix{enlargement(node.feed, *larger), [holder = scope.holder(), larger = std::move(*larger)](const Design& design) {
                   return setFeed(design, holder, larger);
               }};
}

std::string namesOf(const std::vector<const Feed*>& feeds)
{
    std::vector<std::string> names;
    for (const Feed* feed : feeds)
        names.push_back(feed->name);
    return someOf(names);
}

} // namespace colonnade::model
