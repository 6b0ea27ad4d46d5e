#pragma once

#include "model/exchange/ProfileReader.h"
#include "model/rules/Engine.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

namespace colonnade::test {

inline const model::Profile& profile(std::string_view id = "us-nec")
{
    static const auto read = [](std::string_view which) {
        auto found = model::carriedProfile(which);
        if (!found)
            throw std::runtime_error(found.error().text);
        return std::move(*found);
    };
    static const model::Profile us = read("us-nec"), eu = read("eu-iec");
    return id == "eu-iec" ? eu : us;
}

inline constexpr std::string_view today = "2026-06-01";

inline model::Evaluation judged(const model::Design& design, const model::Profile& by = profile())
{
    return model::RuleEngine{}.evaluate(design, by, today);
}

/// All that one rule says.
inline std::vector<model::Finding> of(const model::Evaluation& evaluation, std::string_view rule)
{
    std::vector<model::Finding> list;
    std::copy_if(evaluation.findings.begin(), evaluation.findings.end(), std::back_inserter(list),
                 [&](const model::Finding& finding) { return finding.rule == rule; });
    return list;
}

/// "error PWR-001/feed:su/a; ..." of one rule, in order.
inline std::string said(const model::Evaluation& evaluation, std::string_view rule)
{
    std::string text;
    for (const model::Finding& finding : of(evaluation, rule))
        text +=
            fmt::format("{}{} {}", text.empty() ? "" : "; ", word(finding.severity), finding.key());
    return text;
}

} // namespace colonnade::test
