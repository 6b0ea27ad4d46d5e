#pragma once

#include "model/rules/Finding.h"
#include "model/rules/Profile.h"
#include "model/rules/WaiverOutcome.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace colonnade::model {

/// Places that one rule was called for; a rack or pod design counts once, however often it is placed.
struct Coverage {
    int applicable = 0, evaluated = 0; ///< Evaluated: with all inputs.
    bool operator==(const Coverage&) const = default;
};

/// What all rules say about one design.
struct Evaluation {
    std::vector<Finding>
        findings; ///< Most severe first, then by rule and place; waived ones among them.
    int rulesEvaluated = 0; ///< Rules that had a place to judge and all their inputs somewhere.
    int rulesKnown = 0;
    int checks = 0; ///< Applicable places of all rules (DQ-001's denominator).
    int checksEvaluated = 0; ///< Those with all inputs.
    int recalculated = 0; ///< Places judged anew in this run; the rest was remembered.
    std::vector<WaiverOutcome> waivers; ///< What became of each waiver of the design.
    std::map<std::string, Coverage, std::less<>> coverage; ///< By rule; those that are off are absent.
    /// Where a rule passes: its passing place that comes nearest to the limit, with its numbers. Not a finding.
    /// Absent where the rule's passes carry no number.
    std::map<std::string, Finding, std::less<>> nearest;

    [[nodiscard]] int count(Severity severity) const; ///< Waived ones not counted.
    [[nodiscard]] int waived() const;
};

/// What a change does to the findings.
struct FindingDelta {
    std::vector<Finding> added, removed;
};
FindingDelta compare(const Evaluation& before, const Evaluation& after);

/// Runs the rules. Remembers what it found for each part of a design, so that the next design costs
/// only what differs. Safe to use from several threads.
class RuleEngine {
public:
    RuleEngine();
    ~RuleEngine();
    RuleEngine(const RuleEngine&) = delete;
    RuleEngine& operator=(const RuleEngine&) = delete;

    /// `today` (ISO date) decides which waivers have expired.
    [[nodiscard]] Evaluation evaluate(const Design& design, const Profile& profile,
                                      std::string_view today) const;
    /// Parts that fixes may bring into a design (blanking panels). Forgets everything.
    void useLibrary(std::shared_ptr<const Catalog> library);
    /// Forgets everything, for measuring.
    void forget();

private:
    struct Memory;
    std::unique_ptr<Memory> m_memory;
};

} // namespace colonnade::model
