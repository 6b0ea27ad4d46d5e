#pragma once

#include "model/rules/Rule.h"
#include "render/theme/Glyphs.h"
#include "ui/document/DesignSession.h"

#include <optional>
#include <vector>

namespace colonnade::ui {

/// How one rule stands in one design.
struct RuleStanding {
    enum class State {
        Found,        ///< It objects to something, or a waiver accepts what it objects to.
        NotEvaluated, ///< Inputs are missing somewhere, and it objects to nothing.
        Passes,
        NoPlace,      ///< Nothing in the design that it judges.
        Off,
        Pending       ///< Being worked out.
    };
    const model::RuleInfo* info = nullptr;
    State state = State::Pending;
    std::optional<render::Glyph> glyph; ///< The worst that it says; none for no place, off and pending.
    int found = 0;                      ///< Findings that no waiver accepts.
    int waived = 0;
    int notEvaluated = 0;               ///< Rows about missing inputs.
    model::Coverage coverage;
    bool changed = false;               ///< Set otherwise than the profile that the design names says.
};

/// The declarations of the rules that a profile judges by, by id.
[[nodiscard]] std::vector<const model::RuleInfo*> rulesOf(const model::Profile& profile);

/// All rules, by id. `now` is the profile in force, `named` the one that the design names.
[[nodiscard]] std::vector<RuleStanding> ruleStandings(const Judgement& judgement, const model::Profile& now,
                                                      const model::Profile& named);

/// "3 findings, 1 waived; 8 of 8 places evaluated", "passes; 8 of 8 …", "passes only where it has its inputs; 4 of 6 …".
[[nodiscard]] QString standingWords(const RuleStanding& standing);
/// "Power"
[[nodiscard]] QString domainName(model::Domain domain);

} // namespace colonnade::ui
