#pragma once

#include "model/rules/Rule.h"

#include <memory>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// The rules that a profile has: all of the program, then its own formulas. Copies share them.
class RuleSet {
public:
    explicit RuleSet(const Profile& profile);
    [[nodiscard]] const std::vector<const Rule*>& all() const { return m_all; }
    /// Null where there is no such rule.
    [[nodiscard]] const Rule* rule(std::string_view id) const;

private:
    std::vector<std::shared_ptr<const Rule>> m_own;
    std::vector<const Rule*> m_all;
};

} // namespace colonnade::model
