#include "model/power/Phases.h"
#include "model/rules/AllRules.h"
#include "model/rules/FeedLines.h"
#include "model/rules/Fixes.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace colonnade::model {

namespace {

/// Feeds that back each other up carry so little normally that the others can take over.
class NormalLoadingRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "PWR-007",
            .title = "A/B normal-state loading indicator",
            .domain = Domain::Power,
            .scopes = {Scope::Feed},
            .severity = Severity::Info,
            .adjustable = Adjustable::Yes,
            .parameters = {},
            .formula = "u_X = I_X,normal / I_br,X ≤ k / 2 for a pair, k · (n − 1) / n for n sides",
            .explanation =
                "Groups of feeds that share racks, all of them on the same number of sides and "
                "none with a cord to one side only: the figure to watch on the meters of the "
                "feeds. Told of only above it, once for a group; what a loss really does to each "
                "feed is PWR-008's.",
            .remedy = "Keep each feed of a pair below the indicator, or raise both ratings.",
            .sources = {{"Belden, Heather, Vutlan: A-B power guides", "B"},
                        {"Practical form of PWR-008", "EJ"}}};
        return info;
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        if (!scope.profile.redundantPower)
            return;
        RackDraws draws{scope.arrangement};
        for (const auto& [root, group] : groups(scope, draws)) {
            if (group.sides < 2)
                continue;
            const FeedLoad* worst = nullptr;
            double worstShare = 0;
            std::vector<std::string> missing;
            for (const std::size_t i : group.feeds) {
                const FeedLoad& feed = scope.power.feeds[i];
                const double share = currentOf(feed, scope.profile) / limitOf(feed, group.sides);
                if (!worst || share > worstShare) {
                    worst = &feed;
                    worstShare = share;
                }
                if (missing.empty())
                    missing = feed.missing;
            }
            Finding finding;
            for (const std::size_t i : group.feeds)
                finding.subjects.push_back(scope.feed(scope.power.feeds[i].feed.id));
            const Amperes current = currentOf(*worst, scope.profile);
            const Amperes limit = limitOf(*worst, group.sides);
            finding.measured = current.value();
            finding.limit = limit.value();
            finding.unit = "A";
            finding.message = fmt::format(
                "Feed '{}' of {} carries {} in normal state; where {} share their load, {} ({}) is "
                "the most that leaves room for the loss of one.",
                worst->feed.name, scope.name(), current,
                group.sides == 2 ? "two sides" : fmt::format("{} sides", group.sides), limit,
                percent(normalShareLimit(worst->factor, group.sides)));
            finding.derivation = fmt::format(
                "u = {} / {} = {} against {} · {} / {} = {}", current, worst->feed.rating,
                percent(current / worst->feed.rating), percent(worst->factor), group.sides - 1,
                group.sides, percent(normalShareLimit(worst->factor, group.sides)));
            findings.judge(verdict(current, limit), std::move(finding), missing);
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        const bool loaded = in.has("I");
        for (const auto& row :
             in.rows({{"k", profile.power.continuousFactor}, {"I_br"}, {"sides", 2}, {"I", 0}})) {
            const double most =
                normalShareLimit(row[0], static_cast<int>(std::clamp(row[2], 2.0, 64.0)));
            out.add("u_normal_max", most);
            out.add("I_each_A", most * row[1]);
            if (loaded) {
                out.add("u", row[3] / row[1]);
                out.add("verdict", verdictWord(verdict(Amperes{row[3]}, Amperes{most * row[1]})));
            }
        }
        return in.finish(out.value(in.listed()));
    }

private:
    /// Feeds that share racks.
    struct Group {
        std::vector<std::size_t> feeds;
        /// That all racks hang on; 0 where they differ, or one has a cord to one side only.
        int sides = 0;
    };

    static Verdict verdict(Amperes current, Amperes limit)
    {
        return exceeds(current.value(), limit.value()) ? Verdict{Severity::Info} : std::nullopt;
    }

    static Amperes currentOf(const FeedLoad& feed, const Profile& profile)
    {
        const double factor = feed.feed.phases == 0 ? 1 : profile.power.powerFactor;
        return lineCurrent(VoltAmperes{feed.normal.value() / factor}, feed.feed.voltage,
                           feed.feed.phases);
    }

    static Amperes limitOf(const FeedLoad& feed, int sides)
    {
        return feed.feed.rating * normalShareLimit(feed.factor, sides);
    }

    static bool loadsOneSideOnly(const RackDraw& draw)
    {
        const auto sum = [](const PerSide& loads) {
            return std::accumulate(loads.begin(), loads.end(), Watts{});
        };
        const Watts all = sum(draw.corded[0]);
        const auto sides = draw.sides.list();
        return std::any_of(sides.begin(), sides.end(), [&](Side lost) {
            const Watts then = sum(draw.corded[1u << static_cast<unsigned>(lost)]);
            return then.value() < all.value() * (1 - 1e-9);
        });
    }

    static std::map<std::size_t, Group> groups(const ArrangementScope& scope, RackDraws& draws)
    {
        std::map<FeedId, std::size_t> indices;
        for (std::size_t i = 0; i < scope.power.feeds.size(); ++i)
            indices.emplace(scope.power.feeds[i].feed.id, i);
        std::vector<std::size_t> parent(indices.size());
        std::iota(parent.begin(), parent.end(), std::size_t{0});
        const auto rootOf = [&](std::size_t at) {
            while (parent[at] != at)
                at = parent[at] = parent[parent[at]];
            return at;
        };
        std::map<std::size_t, int> sidesOfFeed;
        for (const Placement& placement : scope.arrangement.placements) {
            const RackDraw* draw = draws.of(placement);
            if (!draw || placement.feeds.empty())
                continue;
            SideSet fed;
            for (const SideFeed& side : placement.feeds)
                fed.add(side.side);
            const int sides = loadsOneSideOnly(*draw) ? 0 : fed.size();
            std::optional<std::size_t> first;
            for (const SideFeed& side : placement.feeds) {
                const auto at = indices.find(side.feed);
                if (at == indices.end())
                    continue;
                const auto [known, fresh] = sidesOfFeed.try_emplace(at->second, sides);
                known->second = fresh || known->second == sides ? sides : 0;
                if (first)
                    parent[rootOf(at->second)] = rootOf(*first);
                first = at->second;
            }
        }
        std::map<std::size_t, Group> groups;
        for (const auto& [feed, sides] : sidesOfFeed) {
            Group& group = groups[rootOf(feed)];
            group.sides = group.feeds.empty() || group.sides == sides ? sides : 0;
            group.feeds.push_back(feed);
        }
        return groups;
    }
};

} // namespace

MadeRule normalLoadingRule()
{
    return std::make_unique<NormalLoadingRule>();
}

} // namespace colonnade::model
