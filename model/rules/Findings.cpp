#include "model/rules/Findings.h"

#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

std::string_view verdictWord(const Verdict& verdict)
{
    if (!verdict)
        return "pass";
    return *verdict == Severity::Warning ? "warn" : word(*verdict);
}

bool exceeds(double value, double limit)
{
    return value > limit + 1e-9 * std::max(std::abs(limit), 1e-300);
}

Verdict above(double value, double error, std::optional<double> warn)
{
    if (exceeds(value, error))
        return Severity::Error;
    if (warn && exceeds(value, *warn))
        return Severity::Warning;
    return std::nullopt;
}

std::string percent(double share, int digits)
{
    return significant(100 * share, digits) + " %";
}

void Findings::add(Finding finding)
{
    ++m_applicable;
    ++m_evaluated;
    finding.rule = m_info.id;
    finding.severity = m_profile.capped(m_info.id, finding.severity);
    m_out.push_back(std::move(finding));
}

void Findings::judge(const Verdict& verdict, Finding finding)
{
    if (!verdict) {
        if (const auto now = finding.utilisation();
            now && (!m_nearest || *now > m_nearest->utilisation().value_or(0))) {
            finding.rule = m_info.id;
            finding.severity = Severity::Info;
            finding.fixes.clear(); // There is nothing to mend.
            m_nearest = std::move(finding);
        }
        return pass();
    }
    finding.severity = *verdict;
    add(std::move(finding));
}

void Findings::judge(const Verdict& verdict, Finding finding,
                     const std::vector<std::string>& missing)
{
    if (missing.empty())
        return judge(verdict, std::move(finding));
    if (verdict != Severity::Error)
        return notEvaluated(finding.subjects.front(), missing, finding.aspect);
    finding.message += fmt::format(" That leaves out {}.", fmt::join(missing, ", "));
    judge(verdict, std::move(finding));
}

bool Findings::passesUnremarked(const Verdict& verdict, double measured, double limit,
                                const std::vector<std::string>& missing)
{
    if (verdict || !missing.empty() || !m_nearest || limit <= 0
        || measured / limit > m_nearest->utilisation().value_or(0))
        return false;
    pass();
    return true;
}

void Findings::notEvaluated(Subject subject, std::vector<std::string> missing, std::string aspect,
                            std::vector<Fix> fixes, int places)
{
    m_applicable += places;
    Finding finding;
    finding.rule = m_info.id;
    finding.severity = Severity::NotEvaluated;
    finding.subjects = {std::move(subject)};
    finding.aspect = std::move(aspect);
    finding.message =
        fmt::format("{} is not evaluated: missing {}.", m_info.title, fmt::join(missing, ", "));
    finding.missing = std::move(missing);
    finding.fixes = std::move(fixes);
    m_out.push_back(std::move(finding));
}

} // namespace colonnade::model
