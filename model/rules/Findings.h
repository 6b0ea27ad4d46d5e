#pragma once

#include "model/rules/Profile.h"
#include "model/rules/Rule.h"

#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

/// What a formula says: nothing to report, or how severe it is.
using Verdict = std::optional<Severity>;
/// "pass", "info", "warn", "error"
std::string_view verdictWord(const Verdict& verdict);

/// Error above `error`, warning above `warn`. Equal is not above, but for rounding.
Verdict above(double value, double error, std::optional<double> warn = std::nullopt);
bool exceeds(double value, double limit);

/// "84.9 %"
std::string percent(double share, int digits = 3);

/// Takes what one rule says about the places of one part of a design, and counts them.
class Findings {
public:
    Findings(const RuleInfo& info, const Profile& profile, std::vector<Finding>& out)
        : m_info{info}, m_profile{profile}, m_out{out}
    {
    }

    /// A place with all inputs and nothing to report.
    void pass() { ++m_applicable, ++m_evaluated; }
    /// A place with all inputs and something to report. The rule's id is filled in; the profile
    /// caps the severity.
    void add(Finding finding);
    /// `add` where the verdict asks for it, else `pass`.
    void judge(const Verdict& verdict, Finding finding);
    /// The same where some inputs may be missing: what is known can already be an error, but never
    /// a pass.
    void judge(const Verdict& verdict, Finding finding, const std::vector<std::string>& missing);
    /// True where the place passes and is no nearer to its limit than one told before: it is counted, and no finding need
    /// be worded. For rules with very many places; more than the limit must be worse.
    [[nodiscard]] bool passesUnremarked(const Verdict& verdict, double measured, double limit,
                                        const std::vector<std::string>& missing = {});
    /// A place of which inputs are missing: never a pass. `places`: how many are told of together.
    void notEvaluated(Subject subject, std::vector<std::string> missing, std::string aspect = {},
                      std::vector<Fix> fixes = {}, int places = 1);

    /// Of the passing places told by `judge`, the one that comes nearest to its limit.
    [[nodiscard]] std::optional<Finding>& nearest() { return m_nearest; }

    [[nodiscard]] int applicable() const { return m_applicable; }
    [[nodiscard]] int evaluated() const { return m_evaluated; }

private:
    const RuleInfo& m_info;
    const Profile& m_profile;
    std::vector<Finding>& m_out;
    std::optional<Finding> m_nearest;
    int m_applicable = 0, m_evaluated = 0;
};

} // namespace colonnade::model
