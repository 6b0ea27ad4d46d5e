#include "model/edit/ChainEdits.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/rules/Waivers.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// A waiver that has expired, fits nothing, or accepted something milder than what is there now is
/// asked for again.
class StaleWaiverRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "DQ-003",
            .title = "Stale or orphan waiver",
            .domain = Domain::DataQuality,
            .scopes = {Scope::Design},
            .severity = Severity::Warning,
            .adjustable = Adjustable::Yes,
            .parameters = {{"worse_share", "", "Worsening above which a waiver no longer holds.", 0,
                            1},
                           {"days", "d", "How long a waiver without an expiry holds.", 1, 36500}},
            .formula = "worsening = new / old − 1 ≤ 5 %",
            .explanation = "Waivers hang on the key of a finding: rule and places, no numbers. "
                           "Judged after a complete run only; a "
                           "waiver of a rule that is off, unknown, or could not be evaluated there "
                           "is left alone.",
            .remedy = "Waive again with today's value, mend the cause, or remove the waiver.",
            .sources = {{"KiCad: exclusion keys (issue 24264)", "A"},
                        {"LibrePCB: approvals are cleaned only after a full run", "A"}}};
        return info;
    }

    void checkWaivers(const RunScope& scope, Findings& findings) const override
    {
        for (const WaiverOutcome& outcome : scope.waivers) {
            using State = WaiverOutcome::State;
            if (outcome.state == State::Unknown)
                continue;
            if (outcome.state == State::Holds) {
                findings.pass();
                continue;
            }
            const std::string& key = outcome.waiver.key;
            Finding finding;
            finding.severity = Severity::Warning;
            finding.subjects = {{Subject::Where::Waiver, key}};
            if (outcome.state == State::Expired) {
                finding.message = fmt::format("The waiver of '{}' by {} expired on {}.", shown(key),
                                              shown(outcome.waiver.author), outcome.expires);
            } else if (outcome.state == State::Orphan) {
                finding.message = fmt::format("The waiver of '{}' by {} fits no finding any more.",
                                              shown(key), shown(outcome.waiver.author));
            } else {
                const double worse = worsening(outcome.before, outcome.now);
                finding.measured = outcome.now;
                finding.limit = outcome.before;
                finding.message = fmt::format(
                    "The waiver of '{}' was given at {} of the limit; now it is {}, {} worse.",
                    shown(key), percent(outcome.before), percent(outcome.now), percent(worse));
                finding.derivation = fmt::format("{} / {} − 1 = {}", significant(outcome.now, 4),
                                                 significant(outcome.before, 4), percent(worse));
            }
            finding.fixes.push_back({"Remove the waiver",
                                     [key](const Design& design) { return unwaive(design, key); }});
            findings.add(std::move(finding));
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"old"}, {"new"}})) {
            const double worse = worsening(row[0], row[1]);
            out.add("worse", worse);
            out.add("verdict",
                    exceeds(worse, profile.parameter(info().id, "worse_share")) ? "reopen"
                                                                                : "waived");
        }
        return in.finish(out.value(in.listed()));
    }
};

} // namespace

MadeRule staleWaiverRule()
{
    return std::make_unique<StaleWaiverRule>();
}

} // namespace colonnade::model
