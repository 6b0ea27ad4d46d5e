#pragma once

#include "tests/rules/Judging.h"

#include <stdexcept>

/// What a rule says of a whole design, and what becomes of it by the rule's own fixes.
namespace colonnade::test {

inline std::string saidOf(const model::Design& design, std::string_view rule)
{
    return said(judged(design), rule);
}

/// The design after a fix of the first finding of a rule.
inline model::Design mended(const model::Design& design, std::string_view rule,
                            std::size_t which = 0,
                            const model::RuleEngine& engine = model::RuleEngine{})
{
    const auto findings = of(engine.evaluate(design, profile(), today), rule);
    if (findings.empty() || findings.front().fixes.size() <= which)
        throw std::runtime_error("no fix");
    auto next = findings.front().fixes[which].edit(design);
    if (!next)
        throw std::runtime_error(next.error().text);
    return *next;
}

} // namespace colonnade::test
