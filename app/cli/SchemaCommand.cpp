#include "app/cli/Command.h"
#include "app/cli/Terminal.h"

#include "model/exchange/Resources.h"
#include "model/units/Text.h"

namespace colonnade::cli {

namespace {

class SchemaCommand final : public Command {
public:
    CLI::App* declare(CLI::App& program) override
    {
        CLI::App* command = program.add_subcommand("schema", "Print the JSON Schema of an output");
        command->add_option("name", m_name, "Name of the schema; without it, their names are listed")->type_name("NAME");
        command->footer("Example: colonnade schema check");
        return command;
    }

    int run() override
    {
        constexpr std::string_view ending = ".schema";
        std::string known;
        for (const std::filesystem::path& path : model::resourceFiles("schema", ".json")) {
            std::string name = path.stem().string(); // "check.schema"
            name.erase(name.size() - ending.size());
            if (name == m_name) {
                const auto text = model::readResource(path);
                return text ? deliver(*text, {}) : refuse(text.error());
            }
            known += name + '\n';
        }
        if (m_name.empty())
            return deliver(known, {});
        return refuse({fmt::format("There is no schema '{}'; 'colonnade schema' lists them", model::shown(m_name))});
    }

private:
    std::string m_name;
};

} // namespace

std::unique_ptr<Command> schemaCommand()
{
    return std::make_unique<SchemaCommand>();
}

} // namespace colonnade::cli
