#include "model/rules/Waivers.h"

#include "model/rules/Findings.h"
#include "model/units/Dates.h"
#include "model/units/Text.h"

#include <limits>
#include <unordered_map>

namespace colonnade::model {

namespace {

std::string_view ruleOf(std::string_view key)
{
    return key.substr(0, key.find('/'));
}

} // namespace

std::string_view word(WaiverOutcome::State state)
{
    switch (state) {
    case WaiverOutcome::State::Holds: return "holds";
    case WaiverOutcome::State::Expired: return "expired";
    case WaiverOutcome::State::Worse: return "worse";
    case WaiverOutcome::State::Orphan: return "orphan";
    case WaiverOutcome::State::Unknown: return "unknown";
    }
    return {};
}

double worsening(double before, double now)
{
    if (before == 0)
        return now > 0 ? std::numeric_limits<double>::infinity() : 0;
    return now / before - 1;
}

std::vector<WaiverOutcome> applyWaivers(const Design& design, const Profile& profile,
                                        std::string_view today, std::vector<Finding>& findings)
{
    std::vector<WaiverOutcome> outcomes;
    if (design.waivers().empty())
        return outcomes;
    std::unordered_map<std::string, Finding*> byKey;
    for (Finding& finding : findings)
        byKey.emplace(finding.key(), &finding);
    const double allowed = profile.parameter("DQ-003", "worse_share");
    const auto days = static_cast<int>(profile.parameter("DQ-003", "days"));
    for (const Waiver& waiver : design.waivers()) {
        using State = WaiverOutcome::State;
        WaiverOutcome outcome;
        outcome.waiver = waiver;
        outcome.expires = waiver.expires.empty()
            ? daysAfter(waiver.date, days).value_or(std::string{})
            : waiver.expires;
        const auto found = byKey.find(waiver.key);
        Finding* finding = found == byKey.end() ? nullptr : found->second;
        const std::string_view id = ruleOf(waiver.key);
        if ((!rule(id) && !profile.formula(id)) || !profile.enabled(id)
            || (finding && finding->severity == Severity::NotEvaluated)) {
            outcome.state = State::Unknown;
        } else if (!finding) {
            outcome.state = State::Orphan;
        } else if (!outcome.expires.empty() && outcome.expires < today) {
            outcome.state = State::Expired; // ISO dates sort as text.
        } else {
            outcome.now = finding->utilisation().value_or(0);
            outcome.before = waiver.value.value_or(outcome.now);
            outcome.state = exceeds(worsening(outcome.before, outcome.now), allowed) ? State::Worse
                                                                                     : State::Holds;
        }
        if (outcome.state == State::Holds) {
            finding->waived = true;
            finding->waiver = fmt::format("{}: {}", waiver.author, waiver.reason);
        }
        outcomes.push_back(std::move(outcome));
    }
    return outcomes;
}

} // namespace colonnade::model
