#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

namespace colonnade::model {

/// A cell: nothing, a number in the unit of its column, or text (never a formula, whatever it begins with).
using SheetCell = std::variant<std::monostate, double, std::string>;

/// A table of a workbook: a head, and rows of as many cells.
struct Sheet {
    struct Column {
        std::string head; ///< With the unit: "Power, W".
        double width = 14; ///< In characters.
        bool operator==(const Column&) const = default;
    };
    std::string name; ///< At most 31 characters, none of []:*?/\ in it.
    std::vector<Column> columns;
    std::vector<std::vector<SheetCell>> rows;
    bool operator==(const Sheet&) const = default;
};

/// Rows that a sheet of this format can have below its head.
inline constexpr std::size_t mostSheetRows = 1'048'575;
/// Bytes of text that a cell keeps; more is cut.
inline constexpr std::size_t mostCellBytes = 32'767;

} // namespace colonnade::model
