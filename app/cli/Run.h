#pragma once

#include "model/units/Result.h"

namespace colonnade::cli {

/// True but for no argument or a single file, which open the workbench.
bool isForCommandLine(int argc, char** argv);

/// Fails with a sentence where the window has no display to open on, over which Qt would end the program.
model::Result<void> windowDisplay();

/// Runs a subcommand; answers the exit code of the program. Never throws.
int run(int argc, char** argv);

} // namespace colonnade::cli
