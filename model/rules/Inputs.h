#pragma once

#include "model/rules/Findings.h"
#include "model/rules/RuleValue.h"

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// One input of a formula, and what it is where the caller does not give it.
struct InputKey {
    std::string_view key;
    std::optional<double> fallback = std::nullopt;
};

/// Reads the inputs of a rule's formula. Keeps the first thing that is wrong and goes on with
/// stand-ins; `finish` answers with it.
class Inputs {
public:
    Inputs(const RuleInfo& rule, const RuleValue& in);

    /// The values of these keys side by side: one row where all are numbers, one for each item
    /// where some are lists.
    [[nodiscard]] std::vector<std::vector<double>> rows(std::initializer_list<InputKey> keys);
    /// True after `rows` met a list.
    [[nodiscard]] bool listed() const { return m_listed; }
    [[nodiscard]] bool isList(std::string_view key) const;
    [[nodiscard]] bool has(std::string_view key) const;

    double number(std::string_view key, std::optional<double> fallback = std::nullopt);
    std::vector<double> numbers(std::string_view key);
    std::string text(std::string_view key, std::string_view fallback);
    /// The value as it stands; nothing, and an error, where it is missing.
    const RuleValue& at(std::string_view key);
    /// The items of a list of cases, each a list itself.
    std::vector<RuleValue> cases(std::string_view key);

    void wrong(std::string_view key, std::string_view expected);
    void refuse(std::string sentence);
    [[nodiscard]] bool good() const { return !m_error; }
    /// The answer, or the first thing that was wrong.
    [[nodiscard]] Result<RuleValue> finish(RuleValue out) const;

private:
    const RuleInfo& m_rule;
    const RuleValue& m_in;
    bool m_listed = false;
    std::optional<Error> m_error;
};

/// What a rule says of the pairs of texts among "cases" of a vector. `verdict` says nothing of a pair that it cannot read; then the
/// answer is `refusal`.
Result<RuleValue> verdictsOfPairs(const RuleInfo& rule, const RuleValue& in,
                             const std::function<std::optional<Verdict>(const std::string&, const std::string&)>& verdict,
                             std::string refusal);

/// A length given as a number, whole and within what a building has.
Millimetres millimetresFrom(double value);

/// Gathers results row by row: lists where the inputs were lists, else plain values.
class Answers {
public:
    void add(std::string_view key, RuleValue value);
    [[nodiscard]] RuleValue value(bool listed) const;

private:
    std::vector<std::pair<std::string, RuleValue>> m_lists;
};

} // namespace colonnade::model
