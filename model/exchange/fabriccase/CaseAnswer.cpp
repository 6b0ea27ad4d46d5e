#include "model/exchange/fabriccase/CaseAnswer.h"

#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

void CaseAnswer::set(std::string_view key, Value value)
{
    Map* map = &m_root;
    while (true) {
        const auto point = key.find('.');
        const std::string_view name = key.substr(0, point);
        auto entry = std::find_if(map->entries.begin(), map->entries.end(), [&](const Entry& one) { return one.key == name; });
        if (entry == map->entries.end())
            entry = map->entries.insert(map->entries.end(), Entry{std::string{name}, {}, {}});
        if (point == std::string_view::npos) {
            entry->value = std::move(value);
            return;
        }
        map = &entry->within;
        key.remove_prefix(point + 1);
    }
}

const CaseAnswer::Entry* CaseAnswer::find(std::string_view key) const
{
    const Map* map = &m_root;
    while (true) {
        const auto point = key.find('.');
        const std::string_view name = key.substr(0, point);
        const auto entry
            = std::find_if(map->entries.begin(), map->entries.end(), [&](const Entry& one) { return one.key == name; });
        if (entry == map->entries.end())
            return nullptr;
        if (point == std::string_view::npos)
            return entry->within.entries.empty() ? &*entry : nullptr;
        map = &entry->within;
        key.remove_prefix(point + 1);
    }
}

std::optional<double> CaseAnswer::number(std::string_view key) const
{
    const Entry* const entry = find(key);
    if (!entry)
        return std::nullopt;
    if (const auto* whole = std::get_if<std::int64_t>(&entry->value))
        return static_cast<double>(*whole);
    if (const auto* number = std::get_if<double>(&entry->value))
        return *number;
    if (const auto* flag = std::get_if<bool>(&entry->value))
        return *flag ? 1 : 0;
    return std::nullopt;
}

std::string CaseAnswer::text(std::string_view key) const
{
    const Entry* const entry = find(key);
    const auto* text = entry ? std::get_if<std::string>(&entry->value) : nullptr;
    return text ? *text : std::string{};
}

void CaseAnswer::writeMap(JsonWriter& json, const Map& map)
{
    json.beginObject();
    for (const Entry& entry : map.entries) {
        json.key(entry.key);
        if (entry.within.entries.empty())
            std::visit([&](const auto& value) { json.value(value); }, entry.value);
        else
            writeMap(json, entry.within);
    }
    json.end();
}

void CaseAnswer::addLines(std::vector<std::pair<std::string, std::string>>& lines, const Map& map, const std::string& before)
{
    for (const Entry& entry : map.entries) {
        if (!entry.within.entries.empty()) {
            addLines(lines, entry.within, before + entry.key + '.');
            continue;
        }
        std::string text;
        if (const auto* number = std::get_if<double>(&entry.value))
            text = shortest(std::round(*number * 1e6) / 1e6);
        else
            std::visit([&](const auto& value) { text = fmt::format("{}", value); }, entry.value);
        lines.emplace_back(before + entry.key, std::move(text));
    }
}

std::vector<std::pair<std::string, std::string>> CaseAnswer::lines() const
{
    std::vector<std::pair<std::string, std::string>> lines;
    addLines(lines, m_root, {});
    return lines;
}

std::string ratioText(double downOverUp)
{
    const auto rounded = [](double ratio) { return shortest(std::round(ratio * 1000) / 1000); };
    if (downOverUp <= 0)
        return "none up";
    return downOverUp >= 1 ? rounded(downOverUp) + ":1" : "1:" + rounded(1 / downOverUp);
}

} // namespace colonnade::model
