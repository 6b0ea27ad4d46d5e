#pragma once

#include "model/exchange/network/NetworkExport.h"

#include <string>

namespace colonnade::cli {

/// True where an output is meant as a folder: it is one, or ends as one.
bool isFolder(const std::string& output);

/// Hands an export over: one file to `output`, several into the folder of that name, which is made where it is not there. Of tables
/// and simulator files the first alone, where `output` has its ending. Notes go to standard error. Answers an `ExitCode`.
int deliverExport(const model::NetworkExport& out, std::string_view kind, const std::string& output, bool force, const std::string& input);

} // namespace colonnade::cli
