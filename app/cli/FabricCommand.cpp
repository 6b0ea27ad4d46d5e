#include "app/cli/Command.h"
#include "app/cli/Terminal.h"

#include "model/exchange/SaveFile.h"
#include "model/exchange/fabriccase/FabricCase.h"
#include "model/units/Text.h"

namespace colonnade::cli {

namespace {

using namespace model;

constexpr std::size_t caseBytes = catalogLimits.bytes;
/// Of a topology whose links are written out, in memory: about eight million links.
constexpr std::int64_t mostLinks = 8'000'000;

std::string asText(const FabricCases& cases)
{
    std::string out;
    for (const FabricCase& one : cases.cases) {
        const FabricCaseAnswer answer = answered(one);
        out += fmt::format("{}{} ({})\n", out.empty() ? "" : "\n", shown(one.id), shown(one.family));
        if (answer.error)
            out += "Not built: " + shown(answer.error->text, 400) + '\n';
        std::vector<std::vector<std::string>> rows;
        for (const auto& [key, value] : answer.answer.lines())
            rows.push_back({key, value});
        if (!rows.empty())
            out += table({"figure", ">value"}, rows);
    }
    return out;
}

class FabricCommand final : public Command {
public:
    CLI::App* declare(CLI::App& program) override
    {
        CLI::App* command = program.add_subcommand("fabric", "Build and analyse a network that a case file describes");
        command->add_option("--case", m_case, "File with one case, or a list of them under 'oracles'; '-' is standard input")
            ->required()
            ->type_name("CASE");
        command->add_option("--links", m_links, "Also write every link of the one case as CSV")->type_name("OUT.csv");
        command->add_option("-o,--output", m_output, "File to write; '-' is standard output")->type_name("FILE");
        addFormat(*command, m_format, {"text", "json"});
        command->footer("Example: colonnade fabric --case superpod.yaml --format json");
        return command;
    }

    int run() override
    {
        const auto text = content();
        if (!text)
            return refuse(text.error());
        const auto cases = readFabricCases(*text, m_case == "-" ? "standard input" : m_case);
        if (!cases)
            return refuse(cases.error());
        if (!m_links.empty()) {
            if (const int code = writeLinks(*cases); code != Done)
                return code;
        }
        return deliver(m_format == Format::Json ? fabricCasesJson(*cases) : asText(*cases), m_output, {".json", ".txt"}, false,
                       m_case == "-" ? std::string{} : m_case);
    }

private:
    [[nodiscard]] Result<std::string> content() const
    {
        if (m_case == "-")
            return standardInput(caseBytes);
        auto file = readFile(m_case, caseBytes);
        return file ? Result<std::string>{std::move(file->bytes)} : tl::unexpected{file.error()};
    }

    [[nodiscard]] int writeLinks(const FabricCases& cases) const
    {
        if (cases.cases.size() != 1)
            return refuse({fmt::format("The links of one case can be written, and '{}' has {}", shown(m_case), cases.cases.size())});
        const auto recipe = recipeOf(cases.cases.front());
        if (!recipe)
            return refuse(recipe.error());
        const auto topology = built(*recipe);
        if (!topology)
            return refuse(topology.error());
        if (topology->linkCount() > mostLinks)
            return refuse({fmt::format("{} links are more than are written as CSV; the most is {}", topology->linkCount(), mostLinks)});
        return deliver(linksCsv(*topology), m_links, {".csv"}, false, m_case == "-" ? std::string{} : m_case);
    }

    std::string m_case, m_links, m_output;
    Format m_format = Format::Text;
};

} // namespace

std::unique_ptr<Command> fabricCommand()
{
    return std::make_unique<FabricCommand>();
}

} // namespace colonnade::cli
