#pragma once

#include "model/exchange/YamlReader.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What a `YamlTree` is made of; only for the files that read YAML.
namespace colonnade::model {

struct YamlTree::Data {
    /// Values in the order of the file; a collection is followed by all that it holds.
    struct Value {
        std::uint32_t line;
        std::uint32_t column : 29;
        std::uint32_t kind : 2;
        std::uint32_t quoted : 1;
        std::uint32_t a; ///< Scalar: where its text begins. Collection: index behind its last
                         ///< value; 0 while open.
        std::uint32_t
            b; ///< Scalar: length of its text. Collection: values directly in it, keys counted too.

        [[nodiscard]] YamlKind is() const { return static_cast<YamlKind>(kind); }
        [[nodiscard]] bool isCollection() const
        {
            return is() == YamlKind::Sequence || is() == YamlKind::Map;
        }
    };

    std::vector<Value> values;
    std::string text;
    std::string file;

    [[nodiscard]] std::string_view textOf(const Value& value) const
    {
        return value.is() == YamlKind::Scalar ? std::string_view{text}.substr(value.a, value.b)
                                              : std::string_view{};
    }
    /// Index of the value behind this one and all that it holds.
    [[nodiscard]] std::uint32_t after(std::uint32_t index) const
    {
        const Value& value = values[index];
        if (!value.isCollection())
            return index + 1;
        return value.a != 0 ? value.a : static_cast<std::uint32_t>(values.size());
    }
    /// "racks[3].id"
    [[nodiscard]] std::string path(std::uint32_t goal) const;
    [[nodiscard]] std::string found(std::uint32_t index) const;
    /// The second of two equal keys of a map whose values are all there; 0 where there is none.
    /// `keys` is only room to work in.
    [[nodiscard]] std::uint32_t doubledKey(std::uint32_t map,
                                           std::vector<std::uint32_t>& keys) const;
};

/// "file 'x', line 3, column 5, key 'a.b'"
std::string placeIn(std::string_view file, std::size_t line, std::size_t column,
                    std::string_view path);

} // namespace colonnade::model
