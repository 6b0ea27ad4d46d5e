#include "model/rules/Inputs.h"

#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

Inputs::Inputs(const RuleInfo& rule, const RuleValue& in) : m_rule{rule}, m_in{in}
{
    if (!in.isObject())
        refuse(fmt::format("The input of {} is no object of named numbers.", rule.id));
}

bool Inputs::has(std::string_view key) const
{
    return m_in.find(key) != nullptr;
}

bool Inputs::isList(std::string_view key) const
{
    const RuleValue* const value = m_in.find(key);
    return value && value->isList();
}

const RuleValue& Inputs::at(std::string_view key)
{
    static const RuleValue nothing;
    if (const RuleValue* const value = m_in.find(key))
        return *value;
    refuse(fmt::format("{} needs the input '{}'.", m_rule.id, key));
    return nothing;
}

double Inputs::number(std::string_view key, std::optional<double> fallback)
{
    if (fallback && !has(key))
        return *fallback;
    const RuleValue& value = at(key);
    if (value.isNumber())
        return value.number();
    wrong(key, "a number");
    return 1;
}

std::vector<double> Inputs::numbers(std::string_view key)
{
    const RuleValue& value = at(key);
    std::vector<double> list;
    if (value.isNumber())
        return {value.number()};
    if (!value.isList() || value.empty()) {
        wrong(key, "a number or a list of numbers");
        return {1};
    }
    for (const RuleValue& item : value) {
        if (!item.isNumber())
            wrong(key, "a list of numbers");
        list.push_back(item.isNumber() ? item.number() : 1);
    }
    return list;
}

std::vector<std::vector<double>> Inputs::rows(std::initializer_list<InputKey> keys)
{
    std::vector<std::vector<double>> columns;
    std::size_t count = 1;
    for (const InputKey& input : keys) {
        columns.push_back(input.fallback && !has(input.key) ? std::vector{*input.fallback}
                                                            : numbers(input.key));
        m_listed = m_listed || isList(input.key);
        count = std::max(count, columns.back().size());
    }
    std::vector<std::vector<double>> out(count);
    std::size_t column = 0;
    for (const InputKey& input : keys) {
        const auto& values = columns[column++];
        if (values.size() != 1 && values.size() != count)
            wrong(input.key, fmt::format("{} numbers, as the longest list has", count));
        for (std::size_t row = 0; row < count; ++row)
            out[row].push_back(values.size() == count ? values[row] : values.front());
    }
    return out;
}

std::string Inputs::text(std::string_view key, std::string_view fallback)
{
    if (!has(key))
        return std::string(fallback);
    const RuleValue& value = at(key);
    if (value.isText())
        return value.text();
    wrong(key, "a word");
    return std::string(fallback);
}

std::vector<RuleValue> Inputs::cases(std::string_view key)
{
    const RuleValue& value = at(key);
    std::vector<RuleValue> list;
    if (!value.isList()) {
        wrong(key, "a list of cases");
        return list;
    }
    for (const RuleValue& item : value)
        list.push_back(item);
    return list;
}

void Inputs::wrong(std::string_view key, std::string_view expected)
{
    refuse(fmt::format("The input '{}' of {} is not {}.", key, m_rule.id, expected));
}

void Inputs::refuse(std::string sentence)
{
    if (!m_error)
        m_error = Error{std::move(sentence)};
}

Result<RuleValue> Inputs::finish(RuleValue out) const
{
    if (m_error)
        return tl::unexpected<Error>{*m_error};
    return out;
}

Result<RuleValue> verdictsOfPairs(const RuleInfo& rule, const RuleValue& given,
                             const std::function<std::optional<Verdict>(const std::string&, const std::string&)>& verdict,
                             std::string refusal)
{
    Inputs in{rule, given};
    Answers out;
    for (const RuleValue& one : in.cases("cases")) {
        const bool texts = one.isList() && one.size() == 2 && one[0].isText() && one[1].isText();
        const auto said = texts ? verdict(one[0].text(), one[1].text()) : std::nullopt;
        if (!said) {
            in.refuse(std::move(refusal));
            break;
        }
        out.add("verdict", verdictWord(*said));
    }
    return in.finish(out.value(true));
}

Millimetres millimetresFrom(double value)
{
    constexpr double most = 1e12;
    return Millimetres{std::isnan(value) ? 0 : std::llround(std::clamp(value, -most, most))};
}

void Answers::add(std::string_view key, RuleValue value)
{
    for (auto& [name, list] : m_lists) {
        if (name == key) {
            list.add(std::move(value));
            return;
        }
    }
    m_lists.emplace_back(std::string(key), RuleValue::list({std::move(value)}));
}

RuleValue Answers::value(bool listed) const
{
    RuleValue out = RuleValue::object();
    for (const auto& [name, list] : m_lists)
        out.put(name, listed ? list : list.front());
    return out;
}

} // namespace colonnade::model
