#include "model/exchange/RuleValueJson.h"

#include <nlohmann/json.hpp>

#include <limits>

namespace colonnade::model {

RuleValue ruleValue(const nlohmann::json& json)
{
    if (json.is_boolean())
        return json.get<bool>();
    if (json.is_number_unsigned() && json.get<std::uint64_t>() > std::uint64_t{std::numeric_limits<std::int64_t>::max()})
        return json.get<double>();
    if (json.is_number_integer())
        return json.get<std::int64_t>();
    if (json.is_number())
        return json.get<double>();
    if (json.is_string())
        return json.get<std::string>();
    RuleValue value = json.is_array() ? RuleValue::list() : json.is_object() ? RuleValue::object() : RuleValue{};
    if (json.is_array()) {
        for (const nlohmann::json& item : json)
            value.add(ruleValue(item));
    }
    if (json.is_object()) {
        for (const auto& [name, item] : json.items())
            value.put(name, ruleValue(item));
    }
    return value;
}

nlohmann::json json(const RuleValue& value)
{
    if (value.isTruth())
        return value.truth();
    if (value.isWhole())
        return value.whole();
    if (value.isNumber())
        return value.number();
    if (value.isText())
        return value.text();
    nlohmann::json out = value.isList() ? nlohmann::json::array() : value.isObject() ? nlohmann::json::object() : nlohmann::json{};
    for (const RuleValue& item : value)
        out.push_back(json(item));
    for (const auto& [name, item] : value.entries())
        out[name] = json(item);
    return out;
}

} // namespace colonnade::model
