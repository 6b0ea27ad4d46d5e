#pragma once

#include "model/exchange/YamlReader.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// The product, at most a thousand million: more than any bound of a recipe, which then refuses it.
int boundedProduct(int a, int b, int c = 1);

/// What a case says of a network, by key. Sources word the same thing differently, so a question names several keys, and
/// the first that is there with a value of that form answers. Lives as long as the tree that it was read from.
class CaseInputs {
public:
    using Keys = std::initializer_list<std::string_view>;
    explicit CaseInputs(std::optional<YamlNode> map) : m_map{map} {}

    [[nodiscard]] bool has(std::string_view key) const { return m_map && m_map->find(key).has_value(); }
    [[nodiscard]] std::optional<double> number(Keys keys) const;
    /// Between 0 and a hundred million; `otherwise` for what is missing or no such number.
    [[nodiscard]] int whole(Keys keys, int otherwise = 0) const;
    /// Down over up: "7:1" is 7, a plain number itself; what follows the two numbers is a remark.
    [[nodiscard]] std::optional<double> ratio(Keys keys) const;
    [[nodiscard]] std::string text(Keys keys) const;
    [[nodiscard]] std::optional<bool> flag(Keys keys) const;
    /// "[16, 16, 16]" or "16x16x16"; a single number is a list of one.
    [[nodiscard]] std::vector<int> sizes(Keys keys) const;
    /// The inputs within a map; empty where there is none.
    [[nodiscard]] CaseInputs within(Keys keys) const;

private:
    std::optional<YamlNode> m_map;
};

} // namespace colonnade::model
