#include "model/power/CordLoads.h"
#include "model/rules/AllRules.h"
#include "model/rules/CordFixes.h"
#include "model/rules/FeedLines.h"
#include "model/rules/Fixes.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

#include <cmath>

namespace colonnade::model {

namespace {

/// No line of a three-phase circuit carries more than its pole may, wherever the loads hang.
class LineCurrentRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "PWR-004",
            .title = "Line current with line-to-line loads",
            .domain = Domain::Power,
            .scopes = {Scope::RackDesign, Scope::Feed},
            .severity = Severity::Error,
            .adjustable = Adjustable::ByProfile,
            .parameters = {},
            .formula = "Between lines: I_L1 = √(I12² + I31² + I12 · I31), L2 and L3 in turn; "
                       "to neutral: I_Lx = Σ loads on Lx; max(I_L) ≤ k · I_br",
            .explanation =
                "Every three-phase rack PDU by its cords, in normal state and with each other side "
                "lost, and every feed whose loads lie unevenly on its phases. At up to 240 V "
                "between lines, outlets hang between two of them; above, from a line to neutral. "
                "Feeds with even loads are judged by PWR-001 and PWR-008.",
            .remedy = "Move a cord to another phase, or take a higher rating.",
            .sources = {{"Raritan: how to calculate current on a 3-phase 208 V rack PDU", "A"},
                        {"Phasor algebra at equal power factors", "A"}}};
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        const Profile& profile = scope.profile;
        const double factor = profile.power.continuousFactor;
        for (const PduLines& pdu : pduLines(scope.rack, profile.power.powerFactor)) {
            if (pdu.rating <= Amperes{}) {
                findings.notEvaluated(scope.subject(*pdu.pdu), pdu.missing);
                continue;
            }
            const Amperes limit = pdu.rating * factor;
            const std::size_t line = hottest(pdu.worst);
            Finding finding;
            finding.subjects = {scope.subject(*pdu.pdu)};
            report(finding,
                   fmt::format("Rack PDU {}", scope.name(*pdu.pdu)),
                   pdu.worst, limit, stateText(pdu.worstLoss));
            finding.derivation = fmt::format(
                "{} · {} = {}; {} cords on {}, {} on {}, {} on {}; {} {}: L1 {}, L2 {}, L3 {}",
                percent(factor), pdu.rating, limit, pdu.cords[0], phase(pdu, 0), pdu.cords[1],
                phase(pdu, 1), pdu.cords[2], phase(pdu, 2),
                pdu.lineToLine ? "between lines," : "to neutral,", stateText(pdu.worstLoss),
                pdu.worst[0], pdu.worst[1], pdu.worst[2]);
            const Verdict found = verdict(pdu.worst[line], limit);
            if (found)
                finding.fixes = cordFixes(
                    scope, [&](const RackDesign& rack) { return fullest(rack, profile); }, 1);
            findings.judge(found, std::move(finding), pdu.missing);
        }
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        for (const FeedLoad& feed : scope.power.feeds) {
            if (!isUneven(feed, feed.worstByPhase))
                continue;
            const Amperes limit = feed.feed.rating * feed.factor;
            const PerLine lines = feedLines(feed, feed.worstByPhase, scope.profile);
            const Verdict found = verdict(lines[hottest(lines)], limit);
            if (findings.passesUnremarked(found, lines[hottest(lines)].value(), limit.value(), feed.missing))
                continue;
            Finding finding;
            finding.subjects = {scope.feed(feed.feed.id)};
            report(finding, fmt::format("Feed '{}' of {}", feed.feed.name, scope.name()), lines,
                   limit, stateText(scope, feed));
            finding.derivation = fmt::format(
                "{} · {} = {}; L1 {}, L2 {}, L3 {} of load {}: {}, {}, {}", percent(feed.factor),
                feed.feed.rating, limit, feed.worstByPhase[0], feed.worstByPhase[1],
                feed.worstByPhase[2], stateText(scope, feed), lines[0], lines[1], lines[2]);
            if (found) {
                // The even load whose line current is that of the most loaded line.
                const Watts even{std::sqrt(3.0) * feed.feed.voltage.value()
                                 * lines[hottest(lines)].value() * scope.profile.power.powerFactor};
                if (auto fix = raisedRating(scope, feed, even))
                    finding.fixes.push_back(std::move(*fix));
            }
            findings.judge(found, std::move(finding), feed.missing);
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        const bool toNeutral = in.has("I") && !in.has("I12");
        if (toNeutral) {
            const auto lines = in.numbers("I");
            if (lines.size() != 3)
                in.wrong("I", "a list of three currents");
            const Amperes limit{in.number("I_br") * in.number("k", profile.power.continuousFactor)};
            PerLine currents;
            for (std::size_t i = 0; i < 3 && i < lines.size(); ++i)
                currents[i] = Amperes{lines[i]};
            add(out, currents, limit);
            return in.finish(out.value(false));
        }
        for (const auto& row :
             in.rows({{"I12"}, {"I23"}, {"I31"}, {"I_br"}, {"k", profile.power.continuousFactor}}))
            add(out, lineCurrents(PerLine{Amperes{row[0]}, Amperes{row[1]}, Amperes{row[2]}}),
                Amperes{row[3] * row[4]});
        return in.finish(out.value(in.listed()));
    }

private:
    static Verdict verdict(Amperes current, Amperes limit)
    {
        return above(current.value(), limit.value());
    }

    static void add(Answers& out, const PerLine& lines, Amperes limit)
    {
        out.add("L1", lines[0].value());
        out.add("L2", lines[1].value());
        out.add("L3", lines[2].value());
        out.add("U", lines[hottest(lines)].value() / limit.value());
        out.add("verdict", verdictWord(verdict(lines[hottest(lines)], limit)));
    }

    /// Largest line current of the rack's PDUs over their limits.
    static double fullest(const RackDesign& rack, const Profile& profile)
    {
        double most = 0;
        for (const PduLines& pdu : pduLines(rack, profile.power.powerFactor)) {
            if (pdu.rating > Amperes{})
                most = std::max(most,
                                pdu.worst[hottest(pdu.worst)]
                                    / (pdu.rating * profile.power.continuousFactor));
        }
        return most;
    }

    static std::string phase(const PduLines& pdu, std::size_t i)
    {
        return pdu.lineToLine ? fmt::format("{}-{}", lineName(i), lineName((i + 1) % 3))
                              : std::string(lineName(i));
    }

    static void report(Finding& finding, const std::string& what, const PerLine& lines,
                       Amperes limit, const std::string& state)
    {
        const std::size_t line = hottest(lines);
        finding.measured = lines[line].value();
        finding.limit = limit.value();
        finding.unit = "A";
        finding.message = fmt::format("{} of {} carries {} {}; its pole may carry {}.",
                                      lineName(line), lowered(what), lines[line], state, limit);
    }

    /// "Feed 'a'" within a sentence: "feed 'a'".
    static std::string lowered(std::string text)
    {
        if (!text.empty() && text.front() >= 'A' && text.front() <= 'Z')
            text.front() = static_cast<char>(text.front() - 'A' + 'a');
        return text;
    }
};

} // namespace

MadeRule lineCurrentRule()
{
    return std::make_unique<LineCurrentRule>();
}

} // namespace colonnade::model
