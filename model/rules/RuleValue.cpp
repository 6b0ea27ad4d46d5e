#include "model/rules/RuleValue.h"

#include <algorithm>

namespace colonnade::model {

RuleValue RuleValue::list(std::initializer_list<RuleValue> items)
{
    RuleValue out;
    out.m_value = List(items);
    return out;
}

RuleValue RuleValue::object(std::initializer_list<Entry> entries)
{
    RuleValue out;
    out.m_value = Object{};
    for (const auto& [name, value] : entries)
        out.put(name, value);
    return out;
}

bool RuleValue::truth() const
{
    const bool* const value = std::get_if<bool>(&m_value);
    return value && *value;
}

double RuleValue::number() const
{
    if (const auto* const value = std::get_if<std::int64_t>(&m_value))
        return static_cast<double>(*value);
    const double* const value = std::get_if<double>(&m_value);
    return value ? *value : 0;
}

std::int64_t RuleValue::whole() const
{
    if (const auto* const value = std::get_if<std::int64_t>(&m_value))
        return *value;
    constexpr double most = 9e18; // Beyond it a number is no 64-bit one.
    const double value = number();
    return value >= -most && value <= most ? static_cast<std::int64_t>(value) : 0;
}

const std::string& RuleValue::text() const
{
    static const std::string none;
    const auto* const value = std::get_if<std::string>(&m_value);
    return value ? *value : none;
}

const RuleValue::List& RuleValue::items() const
{
    static const List none;
    const List* const value = std::get_if<List>(&m_value);
    return value ? *value : none;
}

void RuleValue::add(RuleValue item)
{
    if (!isList())
        m_value = List{};
    std::get<List>(m_value).push_back(std::move(item));
}

const std::vector<RuleValue::Entry>& RuleValue::entries() const
{
    static const std::vector<Entry> none;
    const Object* const value = std::get_if<Object>(&m_value);
    return value ? value->entries : none;
}

const RuleValue* RuleValue::find(std::string_view name) const
{
    const auto found = std::find_if(entries().begin(), entries().end(), [&](const Entry& entry) { return entry.first == name; });
    return found == entries().end() ? nullptr : &found->second;
}

void RuleValue::put(std::string_view name, RuleValue value)
{
    if (!isObject())
        m_value = Object{};
    auto& entries = std::get<Object>(m_value).entries;
    const auto at = std::lower_bound(entries.begin(), entries.end(), name,
                                     [](const Entry& entry, std::string_view wanted) { return entry.first < wanted; });
    if (at != entries.end() && at->first == name)
        at->second = std::move(value);
    else
        entries.insert(at, {std::string(name), std::move(value)});
}

} // namespace colonnade::model
