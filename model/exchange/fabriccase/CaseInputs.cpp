#include "model/exchange/fabriccase/CaseInputs.h"

#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

constexpr double most = 1e8;

std::optional<double> numberOf(const YamlNode& node)
{
    return node.isScalar() ? numberFrom(node.text()) : std::nullopt;
}

std::optional<int> wholeOf(const YamlNode& node)
{
    const auto number = numberOf(node);
    if (!number || *number < 0 || *number > most || *number != static_cast<int>(*number))
        return std::nullopt;
    return static_cast<int>(*number);
}

std::string_view leadingNumber(std::string_view text)
{
    return text.substr(0, text.find_first_not_of("0123456789."));
}

} // namespace

int boundedProduct(int a, int b, int c)
{
    return static_cast<int>(std::min(1e9, static_cast<double>(a) * b * c));
}

std::optional<double> CaseInputs::number(Keys keys) const
{
    for (const std::string_view key : keys) {
        const auto node = m_map ? m_map->find(key) : std::nullopt;
        if (const auto number = node ? numberOf(*node) : std::nullopt)
            return number;
    }
    return std::nullopt;
}

int CaseInputs::whole(Keys keys, int otherwise) const
{
    for (const std::string_view key : keys) {
        const auto node = m_map ? m_map->find(key) : std::nullopt;
        if (const auto number = node ? wholeOf(*node) : std::nullopt)
            return *number;
    }
    return otherwise;
}

std::optional<double> CaseInputs::ratio(Keys keys) const
{
    for (const std::string_view key : keys) {
        const auto node = m_map ? m_map->find(key) : std::nullopt;
        if (!node || !node->isScalar())
            continue;
        const std::string_view text = node->text();
        const std::string_view down = leadingNumber(text);
        const auto downs = numberFrom(down);
        if (!downs || *downs <= 0)
            continue;
        if (down.size() == text.size())
            return downs;
        const auto ups = text[down.size()] == ':' ? numberFrom(leadingNumber(text.substr(down.size() + 1))) : std::nullopt;
        if (ups && *ups > 0)
            return *downs / *ups;
    }
    return std::nullopt;
}

std::string CaseInputs::text(Keys keys) const
{
    for (const std::string_view key : keys) {
        const auto node = m_map ? m_map->find(key) : std::nullopt;
        if (node && node->isScalar())
            return std::string{node->text()};
    }
    return {};
}

std::optional<bool> CaseInputs::flag(Keys keys) const
{
    const std::string word = text(keys);
    return word == "true" ? std::optional{true} : word == "false" ? std::optional{false} : std::nullopt;
}

std::vector<int> CaseInputs::sizes(Keys keys) const
{
    for (const std::string_view key : keys) {
        const auto node = m_map ? m_map->find(key) : std::nullopt;
        if (!node)
            continue;
        std::vector<int> sizes;
        if (node->isSequence()) {
            for (const YamlNode item : node->items())
                sizes.push_back(wholeOf(item).value_or(0));
        } else if (node->isScalar()) {
            std::string_view rest = node->text();
            while (!rest.empty()) {
                const std::string_view digits = leadingNumber(rest);
                sizes.push_back(static_cast<int>(wholeFrom(digits).value_or(0)));
                rest.remove_prefix(digits.size());
                if (!rest.empty())
                    rest.remove_prefix(1);
            }
        }
        if (!sizes.empty())
            return sizes;
    }
    return {};
}

CaseInputs CaseInputs::within(Keys keys) const
{
    for (const std::string_view key : keys) {
        const auto node = m_map ? m_map->find(key) : std::nullopt;
        if (node && node->isMap())
            return CaseInputs{node};
    }
    return CaseInputs{std::nullopt};
}

} // namespace colonnade::model
