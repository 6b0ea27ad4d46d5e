#include "app/cli/Run.h"

#include "app/cli/Command.h"
#include "app/cli/Terminal.h"

#include <algorithm>
#include <array>
#include <clocale>
#include <cstdio>
#include <map>
#include <new>
#include <string_view>

namespace colonnade::cli {

namespace {

constexpr std::array<std::string_view, 9> names{"new", "check", "facts", "estimate", "export",
                                                "render", "catalog", "rules", "schema"};

int parseAndRun(int argc, char** argv)
{
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
    add(estimateCommand());
    add(exportCommand());
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
    return std::find(names.begin(), names.end(), first) != names.end() || first == "--help" || first == "-h"
        || first == "--version";
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
