#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace colonnade::model {

/// What a rule's formula is given by hand, and what it answers: nothing, true or false, a number, a text, a list, or values by name,
/// in the order of the names.
///
/// Of its own, and not a JSON library's, since every rule reads this header; `RulesJson.h` turns it from and into JSON.
class RuleValue {
public:
    using List = std::vector<RuleValue>;
    using Entry = std::pair<std::string, RuleValue>;

    RuleValue() = default; ///< Nothing: JSON's null.
    RuleValue(bool truth) : m_value{truth} { }
    RuleValue(std::integral auto whole) : m_value{static_cast<std::int64_t>(whole)} { }
    RuleValue(double number) : m_value{number} { }
    RuleValue(const char* text) : m_value{std::string(text)} { }
    RuleValue(std::string_view text) : m_value{std::string(text)} { }
    RuleValue(std::string text) : m_value{std::move(text)} { }
    template <class T> RuleValue(const std::vector<T>& list) : m_value{List(list.begin(), list.end())} { }

    static RuleValue list(std::initializer_list<RuleValue> items = {});
    static RuleValue object(std::initializer_list<Entry> entries = {});

    [[nodiscard]] bool isNothing() const { return std::holds_alternative<std::monostate>(m_value); }
    [[nodiscard]] bool isTruth() const { return std::holds_alternative<bool>(m_value); }
    [[nodiscard]] bool isWhole() const { return std::holds_alternative<std::int64_t>(m_value); }
    [[nodiscard]] bool isNumber() const { return isWhole() || std::holds_alternative<double>(m_value); }
    [[nodiscard]] bool isText() const { return std::holds_alternative<std::string>(m_value); }
    [[nodiscard]] bool isList() const { return std::holds_alternative<List>(m_value); }
    [[nodiscard]] bool isObject() const { return std::holds_alternative<Object>(m_value); }

    /// As it was given; of another kind false, 0 or "".
    [[nodiscard]] bool truth() const;
    [[nodiscard]] double number() const;
    [[nodiscard]] std::int64_t whole() const;
    [[nodiscard]] const std::string& text() const;

    /// The items of a list; of what is none, none.
    [[nodiscard]] const List& items() const;
    [[nodiscard]] List::const_iterator begin() const { return items().begin(); }
    [[nodiscard]] List::const_iterator end() const { return items().end(); }
    [[nodiscard]] std::size_t size() const { return items().size(); }
    [[nodiscard]] bool empty() const { return items().empty(); }
    [[nodiscard]] const RuleValue& front() const { return items().front(); }
    [[nodiscard]] const RuleValue& operator[](std::size_t at) const { return items()[at]; }
    /// Turns what is no list into one.
    void add(RuleValue item);

    /// The named values of an object; of what is none, none.
    [[nodiscard]] const std::vector<Entry>& entries() const;
    /// Null where there is no value of that name.
    [[nodiscard]] const RuleValue* find(std::string_view name) const;
    /// Replaces a value of the same name. Turns what is no object into one.
    void put(std::string_view name, RuleValue value);

private:
    struct Object {
        std::vector<Entry> entries;
    };
    std::variant<std::monostate, bool, std::int64_t, double, std::string, List, Object> m_value;
};

} // namespace colonnade::model
