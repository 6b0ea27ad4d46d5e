#pragma once

#include "model/exchange/JsonWriter.h"

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace colonnade::model {

/// Figures by key, in the order in which they were first put. A point in a key leads into a map: "switches.leaf".
class CaseAnswer {
public:
    using Value = std::variant<std::int64_t, double, bool, std::string>;

    template <std::integral Number> void put(std::string_view key, Number number)
    {
        if constexpr (std::same_as<Number, bool>)
            set(key, number);
        else
            set(key, static_cast<std::int64_t>(number));
    }
    void put(std::string_view key, double number) { set(key, number); }
    void put(std::string_view key, const char* text) { set(key, std::string{text}); }
    void put(std::string_view key, std::string text) { set(key, std::move(text)); }
    /// The same figure under every key; sources name it differently.
    template <class T> void putAll(std::initializer_list<std::string_view> keys, const T& value)
    {
        for (const std::string_view key : keys)
            put(key, value);
    }

    [[nodiscard]] bool empty() const { return m_root.entries.empty(); }
    /// The number or truth value (1, 0) of a key; nothing where there is none.
    [[nodiscard]] std::optional<double> number(std::string_view key) const;
    [[nodiscard]] std::string text(std::string_view key) const;
    /// As an object.
    void write(JsonWriter& json) const { writeMap(json, m_root); }
    /// Every figure with its whole key, in order.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> lines() const;

private:
    struct Entry;
    struct Map {
        std::vector<Entry> entries;
    };
    struct Entry {
        std::string key;
        Value value;
        Map within; ///< Not empty: a map, and no value.
    };
    void set(std::string_view key, Value value);
    [[nodiscard]] const Entry* find(std::string_view key) const;
    static void writeMap(JsonWriter& json, const Map& map);
    static void addLines(std::vector<std::pair<std::string, std::string>>& lines, const Map& map, const std::string& before);

    Map m_root;
};

/// "7:1", "1:2": capacity down to capacity up, with at most three decimals.
std::string ratioText(double downOverUp);

} // namespace colonnade::model
