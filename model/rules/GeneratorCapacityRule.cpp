#include "model/edit/ChainEdits.h"
#include "model/power/Plant.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/PowerPlaces.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace colonnade::model {

namespace {

/// Generators less one carry the load, the recharge of the batteries and the cooling when the utility is gone.
class GeneratorCapacityRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "PWR-019",
            .title = "Generator block capacity (N+1)",
            .domain = Domain::Power,
            .scopes = {Scope::Hall},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"warn_share", "", "Share of what remains above which a warning is given.", 0, 1},
                           {"recharge", "", "Recharge of the batteries over the load of the UPS.", 0, 1}},
            .formula = "P_G = P_IT / η_UPS + c_rech · P_IT + mech · P_IT ≤ (n − 1) · P_gen",
            .explanation =
                "Each generator block in the worst state of the chain, in which it has taken over, with "
                "the conversion losses of the nodes below it; to that come the recharge and the site's "
                "share for cooling outside the hall's own units, both of the load of the UPS blocks "
                "below it, or of all where there are none. A block of several sets runs without its "
                "spare ones, at least without one. A set that stands alone may be lost as a whole, "
                "which is PWR-008's.",
            .remedy = "Stage the recharge, add a set, or shed what is no IT load.",
            .sources = {{"Step loads and staging (enerzip.com)", "B"},
                        {"Structure of the sum", "EJ"}}
        };
        return info;
    }

    bool hallHasPlaces() const override { return false; }
    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        for (const HallPart& part : scope.parts) {
            if (!part.power || (part.pod && part.placements == 0))
                continue;
            const auto isGenerator = [](const FeedLoad& node) { return node.feed.kind == FeedKind::Generator; };
            if (!std::any_of(part.power->feeds.begin(), part.power->feeds.end(), isGenerator))
                continue;
            std::vector<Feed> feeds;
            for (const FeedLoad& node : part.power->feeds)
                feeds.push_back(node.feed);
            const FeedTree tree{feeds};
            for (std::size_t i = 0; i < feeds.size(); ++i) {
                if (isGenerator(part.power->feeds[i]))
                    judge(scope, part, tree, i, findings);
            }
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"P_IT"},
                                        {"eta", 1},
                                        {"c", profile.parameter(info().id, "recharge")},
                                        {"mech", 0},
                                        {"gens_left"},
                                        {"P_gen"}})) {
            const Watts load = generatorLoad(Watts{row[0]}, row[1], row[2], row[3]);
            const double share = load.value() / (row[4] * row[5]);
            out.add("P_G", load.value());
            out.add("U", share);
            out.add("verdict", verdictWord(verdict(share, profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    Verdict verdict(double share, const Profile& profile) const
    {
        return above(share, 1, profile.parameter(info().id, "warn_share"));
    }

    /// Load of the UPS blocks that this generator feeds once it has taken over; of all that hangs on it where there are none.
    static Watts storedLoad(const HallPart& part, const FeedTree& tree, std::size_t generator)
    {
        const auto fedBy = [&](std::size_t node) {
            for (const std::size_t above : tree.path(node)) {
                if (above == generator || tree.alternate(above) == generator)
                    return true;
            }
            return false;
        };
        Watts sum;
        for (std::size_t i = 0; i < tree.feeds().size(); ++i) {
            if (tree.feed(i).kind == FeedKind::Ups && fedBy(i))
                sum += part.power->feeds[i].normal;
        }
        return sum > Watts{} ? sum : part.power->feeds[generator].worst;
    }

    void judge(const HallScope& scope, const HallPart& part, const FeedTree& tree, std::size_t index,
               Findings& findings) const
    {
        const FeedLoad& node = part.power->feeds[index];
        if (node.worst <= Watts{} && node.missing.empty())
            return;
        const FeedEquipment& sets = node.feed.equipment;
        const Subject subject{Subject::Where::Feed,
                              fmt::format("{}/{}", part.pod ? part.pod->id().text() : std::string{}, node.feed.id)};
        std::vector<std::string> missing = node.missing;
        if (!scope.hall.site.mechanicalShare)
            missing.push_back("share of cooling power of the site");
        if (!sets.unitPower) {
            missing.push_back(fmt::format("unit power of '{}'", node.feed.name));
            return findings.notEvaluated(subject, std::move(missing));
        }
        const int spare = std::max(sets.spareUnits, scope.profile.redundantPower && sets.units > 1 ? 1 : 0);
        const double recharge = scope.profile.parameter(info().id, "recharge");
        const double mechanical = scope.hall.site.mechanicalShare.value_or(0);
        const Watts it = storedLoad(part, tree, index);
        // The chain has the conversion losses in: efficiency 1 of what arrives at the generator, and the rest of the IT load.
        const Watts load = generatorLoad(node.worst, 1, 0, 0) + it * (recharge + mechanical);
        const Watts left = *sets.unitPower * static_cast<double>(sets.units - spare);
        const double share = left > Watts{} ? load / left : std::numeric_limits<double>::infinity();
        Finding finding;
        finding.subjects = {subject};
        finding.measured = load.value();
        finding.limit = left.value();
        finding.unit = "W";
        const WorstState state = worstState(tree, node);
        finding.message = fmt::format("{} of {} is asked for {} {}; {} of its {} sets give {}{}.", nodeName(node.feed),
                                      part.pod ? fmt::format("pod design '{}'", part.pod->id()) : "the hall", load, state.text,
                                      sets.units - spare, sets.units, left,
                                      left > Watts{} ? fmt::format(", {} of that", percent(share)) : std::string{});
        finding.derivation = fmt::format("{} with conversion losses + {} · {} recharge + {} · {} cooling = {}; ({} − {}) · {} = {}",
                                         node.worst, recharge, it, mechanical, it, load, sets.units, spare, *sets.unitPower,
                                         left);
        const double within = scope.profile.parameter(info().id, "warn_share");
        const Verdict verdict = this->verdict(share, scope.profile);
        if (verdict) {
            Feed larger = node.feed;
            larger.equipment.units = spare + static_cast<int>(std::ceil(load / (*sets.unitPower * within) - 1e-9));
            const Holder holder = part.pod ? std::optional{part.pod->id()} : std::nullopt;
            finding.fixes.push_back({enlargement(node.feed, larger), [holder, larger](const Design& design) {
                                         return setFeed(design, holder, larger);
                                     }});
        }
        findings.judge(verdict, std::move(finding), missing);
    }
};

} // namespace

MadeRule generatorCapacityRule()
{
    return std::make_unique<GeneratorCapacityRule>();
}

} // namespace colonnade::model
