#pragma once

#include "model/catalog/PartType.h"
#include "model/exchange/YamlReader.h"
#include "model/exchange/YamlWriter.h"

#include <optional>
#include <string>
#include <string_view>

/// Fields with a usual value: absent in a file where they have it.
namespace colonnade::model {

/// Of ranks of one kind in a layout, whatever file it stands in.
inline constexpr WholeRange layoutDegree{1, 100'000};

/// Sets `word` to that at `key`; leaves it where there is none. Any other text than the words of `E` is an error of the map.
template <class E> void readWordIf(YamlMap& map, std::string_view key, E& word)
{
    const auto value = map.find(key);
    if (!value)
        return;
    if (value->node().isScalar()) {
        if (const auto found = fromWord<E>(value->node().text())) {
            word = *found;
            return;
        }
    }
    value->refuse(fmt::format("one of '{}'", fmt::join(words<E>(), "', '")));
}

inline int readWholeIf(YamlMap& map, std::string_view key, WholeRange range, int otherwise)
{
    return static_cast<int>(map.wholeIf(key, range).value_or(otherwise));
}
inline std::optional<int> readWholeIf(YamlMap& map, std::string_view key, WholeRange range)
{
    const auto number = map.wholeIf(key, range);
    return number ? std::optional{static_cast<int>(*number)} : std::nullopt;
}

template <class T> void entryIf(YamlWriter& yaml, std::string_view key, const T& value, const T& usual)
{
    if (value != usual)
        yaml.entry(key, value);
}
inline void entryIf(YamlWriter& yaml, std::string_view key, const std::string& text)
{
    if (!text.empty())
        yaml.entry(key, text);
}
template <class T> void entryIf(YamlWriter& yaml, std::string_view key, const std::optional<T>& value)
{
    if (value)
        yaml.entry(key, *value);
}
inline void flagIf(YamlWriter& yaml, std::string_view key, bool flag)
{
    if (flag)
        yaml.entry(key, true);
}

/// A list with one `write` for each item; no key where there is none.
template <class Items, class Write> void listIf(YamlWriter& yaml, std::string_view key, const Items& items, Write write)
{
    if (items.empty())
        return;
    yaml.key(key);
    yaml.beginList();
    for (const auto& item : items)
        write(item);
    yaml.end();
}
template <class Ids> void idsIf(YamlWriter& yaml, std::string_view key, const Ids& ids)
{
    listIf(yaml, key, ids, [&](const auto& id) { yaml.value(id); });
}

} // namespace colonnade::model
