#pragma once

#include "model/units/Result.h"

#include <string>
#include <string_view>
#include <vector>

namespace colonnade::cli {

/// How a command ends; the contract that scripts rely on.
enum ExitCode {
    Done = 0,
    Found = 1,  ///< Done, and there are findings or differences at or above the asked level.
    Refused = 2, ///< Wrong use, or input that cannot be read.
    Fault = 3    ///< A fault of ours.
};

/// Prints one sentence to standard error, safe for a terminal; answers `Refused`.
int refuse(const model::Error& error);
/// Prints a remark to standard error.
void say(std::string_view sentence);

/// All of standard input; fails where it is larger than `limit` bytes.
model::Result<std::string> standardInput(std::size_t limit);

/// Writes data to standard output ("" or "-"), or to a file by the save protocol. Refuses to replace a file that is
/// not of the same kind (`kinds`: endings that may be replaced, as ".json") unless `force`.
/// Never replaces `input`, the file that the data was made from.
int deliver(std::string_view data, const std::string& path, std::vector<std::string_view> kinds = {},
            bool force = false, const std::string& input = {});

/// A table with aligned columns. Cells are shown safely; numbers are aligned to the right where a column's head
/// starts with '>'.
std::string table(const std::vector<std::string>& heads, const std::vector<std::vector<std::string>>& rows);

/// Today by the machine's clock, "2026-11-22".
std::string today();

} // namespace colonnade::cli
