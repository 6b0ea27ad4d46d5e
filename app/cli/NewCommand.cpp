#include "app/cli/Command.h"
#include "app/cli/Terminal.h"

#include "model/exchange/DesignReader.h"
#include "model/exchange/DesignWriter.h"

namespace colonnade::cli {

namespace {

class NewCommand final : public Command {
public:
    CLI::App* declare(CLI::App& program) override
    {
        CLI::App* command = program.add_subcommand("new", "Start from a shipped reference design");
        command->add_option("--from", m_from, "Name of the reference design")->type_name("REFERENCE");
        command->add_flag("--list", m_list, "Name the reference designs");
        command->add_option("-o,--output", m_output, "File to write; '-' is standard output")->type_name("FILE");
        command->add_flag("--force", m_force, "Replace a file of another kind");
        command->footer("Example: colonnade new --from gb300-nvl72-su -o d.colonnade");
        return command;
    }

    int run() override
    {
        if (m_list) {
            std::vector<std::vector<std::string>> rows;
            for (const model::ReferenceDesign& design : model::referenceDesigns())
                rows.push_back({design.name, design.title});
            return deliver(table({"name", "design"}, rows), m_output);
        }
        if (m_from.empty())
            return refuse({"'new' needs --from REFERENCE, or --list"});
        const auto design = model::loadReference(m_from);
        if (!design)
            return refuse(design.error());
        return deliver(model::designText(*design), m_output, {".colonnade"}, m_force);
    }

private:
    std::string m_from, m_output;
    bool m_list = false, m_force = false;
};

} // namespace

std::unique_ptr<Command> newCommand()
{
    return std::make_unique<NewCommand>();
}

} // namespace colonnade::cli
