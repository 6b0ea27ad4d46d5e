#pragma once

#include "model/design/Design.h"
#include "model/design/Subject.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

enum class Severity : std::uint8_t { Error, Warning, Info, NotEvaluated };
std::string_view word(Severity); ///< "error", "warning", "info", "not-evaluated"

/// A way to mend a finding: an edit with the words that undo shows.
struct Fix {
    std::string text; ///< "Fill U41 to U46 with blanking panels"
    std::function<Result<Design>(const Design&)> edit;
};

/// What a rule says about one place in one design.
struct Finding {
    std::string rule; ///< "PWR-013"
    Severity severity = Severity::Error;
    std::vector<Subject> subjects; ///< The first is where to go.
    std::string aspect; ///< Tells two findings of one rule at one place apart; may be empty.
    std::optional<double> measured,
        limit; ///< In `unit`; absent when not evaluated or not a number.
    std::string unit; ///< "W"
    std::string message; ///< One sentence with value and limit.
    std::string derivation; ///< The formula with this design's numbers in it.
    std::vector<std::string>
        missing; ///< Not evaluated: what is missing, "mass of NVLink 5 switch tray".
    int placements = 1; ///< How many instances it stands for.
    std::vector<Fix> fixes;

    bool waived = false; ///< A valid waiver of the design accepts it.
    std::string waiver; ///< Author and reason, when waived.
    bool lowerIsWorse = false; ///< The limit is the least that is allowed.

    /// Stable: rule, subjects and aspect; no numbers, no text of the message. "PWR-003/su-1/a04".
    [[nodiscard]] std::string key() const;
    /// Measured over limit, for waivers and sorting: greater is worse. Where less is worse, or the
    /// limit is negative, 1 and how far the value is beyond the limit as a share of it. Where the
    /// limit is zero, the measured value, or what it falls short.
    [[nodiscard]] std::optional<double> utilisation() const;
};

} // namespace colonnade::model
