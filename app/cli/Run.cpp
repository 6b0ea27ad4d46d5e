#include "app/cli/Run.h"

#include "app/cli/Command.h"
#include "app/cli/GuiApplication.h"
#include "app/cli/Terminal.h"

#include "model/units/Text.h"

#include <algorithm>
#include <array>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <new>
#include <string_view>

namespace colonnade::cli {

namespace {

constexpr std::array<std::string_view, 12> names{"new", "check", "facts", "fabric", "estimate", "fail", "export", "import",
                                                 "render", "catalog", "rules", "schema"};

/// For measuring the start of the window; the only option that it takes.
constexpr std::string_view measuring = "--quit-when-ready";

/// What CLI11 says of an argument that no command takes, where that argument stands for a command.
std::string noSuchCommand(std::string_view word)
{
    std::string known;
    for (const std::string_view name : names)
        known += fmt::format("{}{}", known.empty() ? "" : ", ", name);
    return fmt::format("There is no command '{}'; there are {}. A design is opened by the name of its file", model::shown(word), known);
}

int parseAndRun(int argc, char** argv)
{
    if (argc > 1 && argv[1][0] != '-' && std::find(names.begin(), names.end(), argv[1]) == names.end()) {
        say(noSuchCommand(argv[1]));
        return Refused;
    }
    CLI::App program{"Colonnade: reference designs of AI infrastructure, drawn, judged and handed over.", "colonnade"};
    program.footer("Without a subcommand, or with only a design file, it opens the workbench.\n"
                   "Exit codes: 0 done, 1 findings at or above the asked level, 2 wrong use or unreadable input, 3 a fault "
                   "of ours.");
    program.set_version_flag("--version", "colonnade " COLONNADE_VERSION);
    program.require_subcommand(1);
    std::vector<std::pair<CLI::App*, std::unique_ptr<Command>>> commands;
    const auto add = [&](std::unique_ptr<Command> command) {
        CLI::App* const parsed = command->declare(program);
        commands.emplace_back(parsed, std::move(command));
    };
    add(newCommand());
    add(checkCommand());
    add(factsCommand());
    add(fabricCommand());
    add(estimateCommand());
    add(failCommand());
    add(exportCommand());
    add(importCommand());
    add(renderCommand());
    add(catalogCommand());
    add(rulesCommand());
    add(schemaCommand());
    try {
        program.parse(argc, argv);
    } catch (const CLI::CallForHelp& call) {
        return program.exit(call);
    } catch (const CLI::CallForVersion& call) {
        return program.exit(call);
    } catch (const CLI::ParseError& error) {
        say(error.what());
        return Refused;
    }
    for (const auto& [parsed, command] : commands) {
        if (parsed->parsed())
            return command->run();
    }
    return Refused;
}

} // namespace

void addFormat(CLI::App& command, Format& format, const std::vector<std::string>& words)
{
    static const std::map<std::string, Format> all{
        {"text", Format::Text}, {"json", Format::Json}, {"sarif", Format::Sarif}, {"markdown", Format::Markdown}};
    std::map<std::string, Format> allowed;
    for (const std::string& word : words)
        allowed.emplace(word, all.at(word));
    format = all.at(words.front());
    std::string list;
    for (const std::string& word : words)
        list += (list.empty() ? "" : "|") + word;
    command
        .add_option_function<std::string>(
            "--format",
            [allowed, &format, list](const std::string& word) {
                const auto found = allowed.find(word);
                if (found == allowed.end())
                    throw CLI::ValidationError("--format", fmt::format("found '{}', expected {}", word, list));
                format = found->second;
            },
            "How the data is written")
        ->type_name(list);
}

bool isForCommandLine(int argc, char** argv)
{
    if (argc < 2)
        return false;
    const std::string_view first = argv[1];
    if (std::find(names.begin(), names.end(), first) != names.end())
        return true;
    // A file opens the workbench. All else is a command that does not exist or a slip of the pen, and is told so.
    if (argc == 2 || (argc == 3 && first == measuring)) {
        const std::string_view last = argv[argc - 1];
        const bool option = last.starts_with('-');
        const bool fileLike = last.find('/') != std::string_view::npos || last.find('.') != std::string_view::npos;
        std::error_code none;
        return option ? last != measuring : !fileLike && !std::filesystem::exists(last, none);
    }
    return true;
}

model::Result<void> windowDisplay()
{
    if (std::getenv("QT_QPA_PLATFORM") || std::getenv("WAYLAND_DISPLAY"))
        return {};
    const char* display = std::getenv("DISPLAY");
    if (!display || !*display)
        return model::fail("There is no display for the window; the commands need none, see 'colonnade --help'");
    if (!displayAnswers(display))
        return model::fail("The display '{}' does not answer; the commands need none, see 'colonnade --help'",
                           model::shown(display));
    return {};
}

int run(int argc, char** argv)
{
    std::setlocale(LC_ALL, "C.UTF-8");
    try {
        return parseAndRun(argc, argv);
    } catch (const std::bad_alloc&) {
        std::fputs("colonnade: There is not enough memory for this\n", stderr);
    } catch (const std::exception& error) {
        say(fmt::format("A fault of ours: {}", error.what()));
    }
    return Fault;
}

} // namespace colonnade::cli
