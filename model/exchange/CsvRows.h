#pragma once

#include "model/units/Result.h"

#include <cstddef>
#include <functional>
#include <span>
#include <string_view>

namespace colonnade::model {

/// What a CSV file may hold; refused above, with the limit in the message.
struct CsvLimits {
    std::size_t bytes = 64U << 20U;
    std::size_t line = 1U << 20U; ///< Bytes of one row, line ends in quotes counted.
    std::size_t rows = 1'000'000; ///< Without the head.
    std::size_t columns = 256;
    std::size_t cell = 32U << 10U;
};

/// A row as it stands in the file; the texts live as long as the call.
struct CsvRow {
    std::size_t line = 1; ///< From 1, where the row begins.
    std::span<const std::string_view> cells;
};

/// Reads untrusted CSV (RFC 4180, UTF-8, a byte order mark is skipped; separated by comma, semicolon or tab, whichever the first
/// row has most of). The first row is the head. Empty lines are passed over. `row` may end the reading with an error of its own.
///
/// Fails in one sentence with file and line: a limit, a quote that does not close, a row of another length than the head, bytes that
/// are no UTF-8 or control characters.
Result<void> readCsv(std::string_view text, std::string_view file, const std::function<Result<void>(const CsvRow&)>& row,
                     const CsvLimits& limits = {});

} // namespace colonnade::model
