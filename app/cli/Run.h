#pragma once

namespace colonnade::cli {

/// True where the first argument asks for a subcommand, for help or for the version, and so for no window.
bool isForCommandLine(int argc, char** argv);

/// Runs a subcommand; answers the exit code of the program. Never throws.
int run(int argc, char** argv);

} // namespace colonnade::cli
