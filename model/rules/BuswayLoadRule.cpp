#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/PowerPlaces.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

/// A busway or panel carries what is tapped from it, on each phase, in every state.
class BuswayLoadRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "PWR-017",
            .title = "Busway / RPP loading",
            .domain = Domain::Power,
            .scopes = {Scope::Feed},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"diversity", "", "Share of the loads that comes at once.", 0, 1}},
            .formula = "Σ S_tap · d ≤ √3 · V · I_bus · k on each phase, normal and failover",
            .explanation =
                "Nodes that are busways or panels. The factor k is the node's own, else the profile's. "
                "AI racks work in step, so nothing is taken off for diversity. Breakers of the taps may "
                "together exceed the bus: that is information.",
            .remedy = "Hang fewer racks on it, add a second run, or take the next larger one.",
            .sources = {{"NEC 368 / UL 857 and IEC 61439-6, named by busway specifications", "B"},
                        {"No diversity for synchronous AI load (developer.nvidia.com)", "A"}}
        };
        return info;
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        std::optional<FeedTree> tree;
        const double diversity = scope.profile.parameter(info().id, "diversity");
        for (std::size_t i = 0; i < scope.power.feeds.size(); ++i) {
            const FeedLoad& node = scope.power.feeds[i];
            if ((node.feed.kind != FeedKind::Busway && node.feed.kind != FeedKind::Panel)
                || (node.worst <= Watts{} && node.missing.empty()))
                continue;
            if (!tree)
                tree.emplace(scope.arrangement.feeds);
            Watts limit = usablePower(node.feed, scope.profile.power);
            const PhaseShare share = phaseShare(
                node.worst * diversity, node.feed.phases == 3 ? scaled(node.worstByPhase, diversity) : PerPhase{}, limit);
            const Verdict verdict = this->verdict(share.share);
            const auto taps = tapsOf(*tree, i);
            Finding finding;
            finding.subjects = {scope.feed(node.feed.id)};
            finding.measured = share.load.value();
            finding.limit = share.limit.value();
            finding.unit = "W";
            const std::string state = worstState(*tree, node).text;
            finding.message = fmt::format("{} of {} carries {} {}{}, {} of the {} that it may.", nodeName(node.feed),
                                          scope.name(), share.load, share.phase ? "on " + phaseName(*share.phase) + " " : "",
                                          state, percent(share.share), share.limit);
            if (node.consumers > 1 && verdict)
                finding.message += fmt::format(" {} of its {} racks fit on it.",
                                               static_cast<int>(std::floor(node.consumers / share.share + 1e-9)),
                                               node.consumers);
            finding.derivation = fmt::format("{} in normal state, {} {}; {} / {} = {}; breakers of its taps {}", node.normal,
                                             node.worst, state, share.load, share.limit, percent(share.share), taps.text);
            if (verdict) {
                if (auto fix = enlargedFix(scope, node, limit * share.share))
                    finding.fixes.push_back(std::move(*fix));
            }
            if (!verdict && node.missing.empty() && exceeds(taps.share, 1)) {
                finding.aspect = "taps";
                finding.measured = taps.share * node.feed.rating.value();
                finding.limit = node.feed.rating.value();
                finding.unit = "A";
                finding.message = fmt::format(
                    "The breakers tapped from {} of {} together give {}, {} of its {}; that is allowed, and {} is carried "
                    "at most.",
                    nodeName(node.feed), scope.name(), Amperes{*finding.measured}, percent(taps.share), node.feed.rating,
                    node.worst);
                findings.judge(Severity::Info, std::move(finding));
                continue;
            }
            findings.judge(verdict, std::move(finding), node.missing);
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"I"},
                                        {"V"},
                                        {"k", profile.power.continuousFactor},
                                        {"racks"},
                                        {"kW"},
                                        {"PF", profile.power.powerFactor},
                                        {"d", profile.parameter(info().id, "diversity")},
                                        {"phases", 3}})) {
            const double usable = ratedPower(Volts{row[1]}, static_cast<int>(row[7]), Amperes{row[0]}).value() * row[2];
            const double each = row[4] * 1000 / row[5] * row[6];
            out.add("S_use", usable);
            out.add("S_load", row[3] * each);
            out.add("max_racks", static_cast<std::int64_t>(std::floor(std::clamp(usable / each, 0.0, 1e9) + 1e-9)));
            out.add("verdict", verdictWord(verdict(row[3] * each / usable)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    static Verdict verdict(double share) { return above(share, 1); }

    static PerPhase scaled(PerPhase loads, double by)
    {
        for (Watts& load : loads)
            load = load * by;
        return loads;
    }

    struct Taps {
        double share = 0; ///< Of the rating of the bus.
        std::string text = "are not given";
    };
    static Taps tapsOf(const FeedTree& tree, std::size_t node)
    {
        const Feed& bus = tree.feed(node);
        const VoltAmperes rated = ratedPower(bus.voltage, bus.phases, bus.rating);
        VoltAmperes sum;
        for (const std::size_t child : tree.children(node)) {
            const Feed& tap = tree.feed(child);
            sum += ratedPower(tap.voltage, tap.phases, tap.rating);
        }
        if (sum <= VoltAmperes{} || rated <= VoltAmperes{})
            return {};
        return {sum / rated, fmt::format("{} of {}", sum, rated)};
    }
};

} // namespace

MadeRule buswayLoadRule()
{
    return std::make_unique<BuswayLoadRule>();
}

} // namespace colonnade::model
