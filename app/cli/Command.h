#pragma once

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <memory>
#include <string>
#include <vector>

namespace colonnade::cli {

/// One subcommand: its options, and what it does with them.
class Command {
public:
    virtual ~Command() = default;
    /// Adds itself with its options, its help and an example.
    virtual CLI::App* declare(CLI::App& program) = 0;
    /// Runs with the options that were parsed; answers an `ExitCode`.
    virtual int run() = 0;
};

enum class Format { Text, Json, Sarif, Markdown };
/// `--format` with these words; the first is the default.
void addFormat(CLI::App& command, Format& format, const std::vector<std::string>& words);

std::unique_ptr<Command> newCommand();
std::unique_ptr<Command> checkCommand();
std::unique_ptr<Command> factsCommand();
std::unique_ptr<Command> fabricCommand();
std::unique_ptr<Command> estimateCommand();
std::unique_ptr<Command> failCommand();
std::unique_ptr<Command> exportCommand();
std::unique_ptr<Command> importCommand();
std::unique_ptr<Command> renderCommand();
std::unique_ptr<Command> catalogCommand();
std::unique_ptr<Command> rulesCommand();
std::unique_ptr<Command> schemaCommand();

} // namespace colonnade::cli
