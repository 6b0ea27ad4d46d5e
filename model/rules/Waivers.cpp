#include "model/rules/Waivers.h"

#include "model/rules/Findings.h"
#include "model/units/Text.h"

#include <chrono>
#include <limits>
#include <unordered_map>

namespace colonnade::model {

namespace {

std::optional<std::chrono::sys_days> dateFrom(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    const auto part = [&](std::size_t at, std::size_t length) -> std::optional<int> {
        int number = 0;
        for (const char c : text.substr(at, length)) {
            if (c < '0' || c > '9')
                return std::nullopt;
            number = number * 10 + (c - '0');
        }
        return number;
    };
    const auto year = part(0, 4), month = part(5, 2), day = part(8, 2);
    if (!year || !month || !day)
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year},
                                           std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    return date.ok() ? std::optional{std::chrono::sys_days{date}} : std::nullopt;
}

std::string_view ruleOf(std::string_view key)
{
    return key.substr(0, key.find('/'));
}

} // namespace

double worsening(double before, double now)
{
    if (before == 0)
        return now > 0 ? std::numeric_limits<double>::infinity() : 0;
    return now / before - 1;
}

std::optional<std::string> daysAfter(std::string_view date, int days)
{
    const auto from = dateFrom(date);
    if (!from)
        return std::nullopt;
    const std::chrono::year_month_day then{*from + std::chrono::days{days}};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(then.year()),
                       static_cast<unsigned>(then.month()), static_cast<unsigned>(then.day()));
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
        outcome.waiver = &waiver;
        outcome.expires = waiver.expires.empty()
            ? daysAfter(waiver.date, days).value_or(std::string{})
            : waiver.expires;
        const auto found = byKey.find(waiver.key);
        Finding* finding = found == byKey.end() ? nullptr : found->second;
        const std::string_view id = ruleOf(waiver.key);
        if (!rule(id) || !profile.enabled(id)
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
