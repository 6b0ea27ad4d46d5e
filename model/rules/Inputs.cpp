#include "model/rules/Inputs.h"

#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

Inputs::Inputs(const RuleInfo& rule, const Json& in) : m_rule{rule}, m_in{in}
{
    if (!in.is_object())
        refuse(fmt::format("The input of {} is no object of named numbers.", rule.id));
}

bool Inputs::has(std::string_view key) const
{
    return m_in.is_object() && m_in.contains(std::string(key));
}

bool Inputs::isList(std::string_view key) const
{
    return has(key) && m_in.at(std::string(key)).is_array();
}

const Json& Inputs::at(std::string_view key)
{
    static const Json nothing;
    if (has(key))
        return m_in.at(std::string(key));
    refuse(fmt::format("{} needs the input '{}'.", m_rule.id, key));
    return nothing;
}

double Inputs::number(std::string_view key, std::optional<double> fallback)
{
    if (fallback && !has(key))
        return *fallback;
    const Json& value = at(key);
    if (value.is_number())
        return value.get<double>();
    wrong(key, "a number");
    return 1;
}

std::vector<double> Inputs::numbers(std::string_view key)
{
    const Json& value = at(key);
    std::vector<double> list;
    if (value.is_number())
        return {value.get<double>()};
    if (!value.is_array() || value.empty()) {
        wrong(key, "a number or a list of numbers");
        return {1};
    }
    for (const Json& item : value) {
        if (!item.is_number())
            wrong(key, "a list of numbers");
        list.push_back(item.is_number() ? item.get<double>() : 1);
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
    const Json& value = at(key);
    if (value.is_string())
        return value.get<std::string>();
    wrong(key, "a word");
    return std::string(fallback);
}

std::vector<Json> Inputs::cases(std::string_view key)
{
    const Json& value = at(key);
    std::vector<Json> list;
    if (!value.is_array()) {
        wrong(key, "a list of cases");
        return list;
    }
    for (const Json& item : value)
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

Result<Json> Inputs::finish(Json out) const
{
    if (m_error)
        return tl::unexpected<Error>{*m_error};
    return out;
}

Result<Json> verdictsOfPairs(const RuleInfo& rule, const Json& json,
                             const std::function<std::optional<Verdict>(const std::string&, const std::string&)>& verdict,
                             std::string refusal)
{
    Inputs in{rule, json};
    Answers out;
    for (const Json& one : in.cases("cases")) {
        const bool texts = one.is_array() && one.size() == 2 && one[0].is_string() && one[1].is_string();
        const auto said = texts ? verdict(one[0].get<std::string>(), one[1].get<std::string>()) : std::nullopt;
        if (!said) {
            in.refuse(std::move(refusal));
            break;
        }
        out.add("verdict", verdictWord(*said));
    }
    return in.finish(out.json(true));
}

Millimetres millimetresFrom(double value)
{
    constexpr double most = 1e12;
    return Millimetres{std::isnan(value) ? 0 : std::llround(std::clamp(value, -most, most))};
}

void Answers::add(std::string_view key, Json value)
{
    for (auto& [name, list] : m_lists) {
        if (name == key) {
            list.push_back(std::move(value));
            return;
        }
    }
    m_lists.emplace_back(std::string(key), Json::array({std::move(value)}));
}

Json Answers::json(bool listed) const
{
    Json out = Json::object();
    for (const auto& [name, list] : m_lists)
        out[name] = listed ? list : list.front();
    return out;
}

} // namespace colonnade::model
