#include "model/edit/ChainEdits.h"
#include "model/power/CordLoads.h"
#include "model/rules/AllRules.h"
#include "model/rules/CordFixes.h"
#include "model/rules/FeedLines.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// The neutral carries what uneven phases and third harmonics leave in it.
class NeutralCurrentRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "PWR-006",
            .title = "Neutral current",
            .domain = Domain::Power,
            .scopes = {Scope::RackDesign, Scope::Feed},
            .severity = Severity::Warning,
            .adjustable = Adjustable::Yes,
            .parameters = {{"third_harmonic", "",
                            "Third harmonic over fundamental current of the loads, where the feed "
                            "does not give it.",
                            0, 1},
                           {"neutral_share", "",
                            "Rating of a neutral over that of its breaker, where the feed does "
                            "not give it.",
                            0.1, 4}},
            .formula = "I_N = √(ΣI² − I_a · I_b − I_b · I_c − I_c · I_a); I_N,3h = 3 · h₃ · Ī; "
                       "√(I_N² + I_N,3h²) ≤ rating of the neutral",
            .explanation =
                "Three-phase rack PDUs whose outlets hang between a line and the neutral, feeds "
                "on which such PDUs hang, and every feed that gives the rating of its neutral; in "
                "the worst state. Third harmonics of the three phases do not cancel in the "
                "neutral but add up.",
            .remedy = "Spread the loads over the phases, or specify a neutral of 200 %.",
            .sources = {{"Phasor algebra", "A"},
                        {"Legrand: a new look at 3-phase power distribution; 200 % neutral in "
                         "busway specifications",
                         "B"}}};
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        const Profile& profile = scope.profile;
        const double harmonic = profile.parameter(info().id, "third_harmonic");
        for (const PduLines& pdu : pduLines(scope.rack, profile.power.powerFactor)) {
            if (pdu.lineToLine)
                continue;
            if (pdu.rating <= Amperes{}) {
                findings.notEvaluated(scope.subject(*pdu.pdu), pdu.missing);
                continue;
            }
            const Amperes limit = pdu.rating * profile.parameter(info().id, "neutral_share");
            const NeutralCurrent current = neutralCurrent(pdu.worst, harmonic);
            Finding finding;
            finding.subjects = {scope.subject(*pdu.pdu)};
            report(finding,
                   fmt::format("rack PDU {}", scope.name(*pdu.pdu)),
                   pdu.worst, current, harmonic, limit, stateText(pdu.worstLoss));
            const Verdict found = verdict(current, limit);
            if (found)
                finding.fixes = cordFixes(
                    scope, [&](const RackDesign& rack) { return fullest(rack, profile); }, 1);
            findings.judge(found, std::move(finding), pdu.missing);
        }
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        const auto withNeutral = feedsToNeutral(scope.arrangement);
        for (const FeedLoad& feed : scope.power.feeds) {
            const FeedEquipment& equipment = feed.feed.equipment;
            const bool here = equipment.neutral
                || std::find(withNeutral.begin(), withNeutral.end(), feed.feed.id)
                    != withNeutral.end();
            if (feed.feed.phases != 3 || feed.feed.voltage <= Volts{} || !here)
                continue;
            const double harmonic = equipment.thirdHarmonic.value_or(
                scope.profile.parameter(info().id, "third_harmonic"));
            const Amperes limit = equipment.neutral.value_or(
                feed.feed.rating * scope.profile.parameter(info().id, "neutral_share"));
            const PerLine lines = feedLines(feed, feed.worstByPhase, scope.profile);
            const NeutralCurrent current = neutralCurrent(lines, harmonic);
            Finding finding;
            finding.subjects = {scope.feed(feed.feed.id)};
            report(finding, fmt::format("feed '{}' of {}", feed.feed.name, scope.name()), lines,
                   current, harmonic, limit, stateText(scope, feed));
            constexpr double doubled = 2; // A neutral of 200 %.
            if (current.total() <= feed.feed.rating * doubled)
                finding.fixes.push_back(neutralOf(scope, feed.feed, feed.feed.rating * doubled));
            findings.judge(verdict(current, limit), std::move(finding), feed.missing);
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        PerLine lines;
        const auto currents = in.numbers("I");
        if (currents.size() != 3)
            in.wrong("I", "a list of three currents");
        for (std::size_t i = 0; i < 3 && i < currents.size(); ++i)
            lines[i] = Amperes{currents[i]};
        const double mean = phaseImbalance(lines).mean.value();
        const bool limited = in.has("I_neutral");
        for (const auto& row : in.rows({{"h3", profile.parameter(info().id, "third_harmonic")},
                                        {"I_h", mean},
                                        {"I_neutral", 0}})) {
            const NeutralCurrent current = neutralCurrent(lines, row[0], Amperes{row[1]});
            out.add("I_N", current.fundamental.value());
            out.add("I_N3", current.third.value());
            out.add("I_total", current.total().value());
            if (limited)
                out.add("verdict", verdictWord(verdict(current, Amperes{row[2]})));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    static Verdict verdict(const NeutralCurrent& current, Amperes limit)
    {
        return exceeds(current.total().value(), limit.value()) ? Verdict{Severity::Warning}
                                                               : std::nullopt;
    }

    double fullest(const RackDesign& rack, const Profile& profile) const
    {
        double most = 0;
        for (const PduLines& pdu : pduLines(rack, profile.power.powerFactor)) {
            if (pdu.lineToLine || pdu.rating <= Amperes{})
                continue;
            const auto current =
                neutralCurrent(pdu.worst, profile.parameter(info().id, "third_harmonic"));
            most = std::max(most,
                            current.total()
                                / (pdu.rating * profile.parameter(info().id, "neutral_share")));
        }
        return most;
    }

    /// Feeds on which rack PDUs hang whose outlets need the neutral.
    static std::vector<FeedId> feedsToNeutral(const Arrangement& arrangement)
    {
        std::vector<FeedId> feeds;
        for (const Placement& placement : arrangement.placements) {
            const RackDesignRef* rack = placement.rack();
            if (!rack)
                continue;
            for (const SideFeed& side : placement.feeds) {
                if (std::find(feeds.begin(), feeds.end(), side.feed) != feeds.end())
                    continue;
                const bool needed =
                    std::any_of((*rack)->devices().begin(), (*rack)->devices().end(),
                                [&](const Device& device) {
                                    const auto& pdu = device.part->pdu;
                                    return device.part->kind == PartKind::RackPdu && pdu
                                        && pdu->phases == 3 && !lineToLine(*pdu)
                                        && sideOf(**rack, device) == side.side;
                                });
                if (needed)
                    feeds.push_back(side.feed);
            }
        }
        return feeds;
    }

    static Fix neutralOf(const ArrangementScope& scope, const Feed& feed, Amperes rating)
    {
        Feed changed = feed;
        changed.equipment.neutral = rating;
        return {fmt::format("Specify a neutral of {} for feed '{}'", rating, feed.name),
                [holder = scope.holder(), changed](const Design& design) {
                    return setFeed(design, holder, changed);
                }};
    }

    static void report(Finding& finding, const std::string& what, const PerLine& lines,
                       const NeutralCurrent& current, double harmonic, Amperes limit,
                       const std::string& state)
    {
        finding.measured = current.total().value();
        finding.limit = limit.value();
        finding.unit = "A";
        finding.message = fmt::format("The neutral of {} carries {} {}; it may carry {}.", what,
                                      current.total(), state, limit);
        finding.derivation = fmt::format(
            "L1 {}, L2 {}, L3 {} {}: I_N = {}; I_N,3h = 3 · {} · Ī = {}; √(I_N² + I_N,3h²) = {}",
            lines[0], lines[1], lines[2], state, current.fundamental, percent(harmonic),
            current.third, current.total());
    }
};

} // namespace

MadeRule neutralCurrentRule()
{
    return std::make_unique<NeutralCurrentRule>();
}

} // namespace colonnade::model
