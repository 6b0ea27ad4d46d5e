#include "model/edit/ChainEdits.h"
#include "model/power/Plant.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/PowerPlaces.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// The device that protects a feeder is as great as 1.25 times what the feeder carries continuously asks for.
class FeederSizeRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "PWR-003",
            .title = "Feeder / OCPD sizing for continuous load",
            .domain = Domain::Power,
            .scopes = {Scope::Feed},
            .severity = Severity::Error,
            .adjustable = Adjustable::ByProfile,
            .parameters = {{"continuous_factor", "", "What a continuous load is multiplied by.", 1, 2}},
            .formula = "I_OCPD ≥ f · I_cont + I_noncont, I_cont = P / (√3 · V_LL · PF); the next standard size",
            .explanation =
                "Feeders: busways, panels, switchboards, transformers, and circuits that other circuits "
                "hang on, with the load of the normal state taken as continuous; the state with a "
                "source lost is PWR-008's. A device that is rated for continuous use (a factor of its "
                "own) asks for the reciprocal of that factor. An equal size is enough.",
            .remedy = "Raise the rating to the next standard size, or divide the load over two feeders.",
            .sources = {{"NEC 215.3, 210.20; 800 kW ask for 1,000 kW (electricalcalcpro.com)", "B"},
                        {"NEC 240.6(A), IEC preferred ratings", "C"}}
        };
        return info;
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        if (scope.power.feeds.empty())
            return;
        const FeedTree tree{scope.arrangement.feeds};
        const Profile& profile = scope.profile;
        const double usual = profile.parameter(info().id, "continuous_factor");
        for (std::size_t i = 0; i < scope.power.feeds.size(); ++i) {
            const FeedLoad& node = scope.power.feeds[i];
            if (!isFeeder(tree, i) || (node.normal <= Watts{} && node.missing.empty()))
                continue;
            const double factor = node.feed.continuousFactor ? std::max(1.0, 1 / *node.feed.continuousFactor) : usual;
            const double powerFactor = node.feed.phases == 0 ? 1 : profile.power.powerFactor;
            const Amperes current = lineCurrent(VoltAmperes{node.normal.value() / powerFactor}, node.feed.voltage,
                                                node.feed.phases);
            const FeederSize size = feederSize(current, Amperes{}, factor, profile.breakerSizes);
            const Verdict verdict = this->verdict(size, node.feed.rating);
            if (!verdict && node.missing.empty()) {
                findings.pass();
                continue;
            }
            Finding finding;
            finding.subjects = {scope.feed(node.feed.id)};
            finding.measured = size.least.value();
            finding.limit = node.feed.rating.value();
            finding.unit = "A";
            finding.message = fmt::format(
                "{} of {} carries {} continuously, which asks for a device of {}; it has {}.", nodeName(node.feed),
                scope.name(), size.current, size.least, node.feed.rating);
            finding.derivation =
                fmt::format("I = {} / ({}{} · {}) = {}; {} · {} = {}{}", node.normal,
                            node.feed.phases == 3 ? "√3 · " : "", node.feed.voltage, powerFactor, size.current,
                            significant(factor, 4), size.current, size.least,
                            size.standard ? fmt::format("; next standard size {}", *size.standard) : "");
            if (verdict && size.standard) {
                Feed raised = node.feed;
                raised.rating = *size.standard;
                finding.fixes.push_back({enlargement(node.feed, raised),
                                         [holder = scope.holder(), raised](const Design& design) {
                                             return setFeed(design, holder, raised);
                                         }});
            }
            findings.judge(verdict, std::move(finding), node.missing);
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        const double usual = profile.parameter(info().id, "continuous_factor");
        for (const auto& row : in.rows({{"P_W"},
                                        {"V_LL"},
                                        {"PF", profile.power.powerFactor},
                                        {"factor", usual},
                                        {"P_noncont_W", 0},
                                        {"I_br", 0},
                                        {"phases", 3}})) {
            const auto current = [&](double watts) {
                return lineCurrent(VoltAmperes{watts / row[2]}, Volts{row[1]}, static_cast<int>(row[6]));
            };
            const bool own = row[3] == usual;
            const auto size =
                feederSize(current(row[0]), current(row[4]), row[3],
                           own ? std::span<const double>{profile.breakerSizes} : standardBreakers(row[3]));
            out.add("I_A", size.current.value());
            out.add("I_min_A", size.least.value());
            out.add("ocpd_A", size.standard ? RuleValue(size.standard->value()) : RuleValue());
            if (in.has("I_br"))
                out.add("verdict", verdictWord(verdict(size, Amperes{row[5]})));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    static Verdict verdict(const FeederSize& size, Amperes rating) { return above(size.least.value(), rating.value()); }

    static bool isFeeder(const FeedTree& tree, std::size_t node)
    {
        switch (tree.feed(node).kind) {
        case FeedKind::Busway:
        case FeedKind::Panel:
        case FeedKind::Transformer:
        case FeedKind::Switchboard: return true;
        case FeedKind::Feed: return !tree.children(node).empty();
        case FeedKind::Ups:
        case FeedKind::Generator:
        case FeedKind::Utility: return false;
        }
        return false;
    }
};

} // namespace

MadeRule feederSizeRule()
{
    return std::make_unique<FeederSizeRule>();
}

} // namespace colonnade::model
