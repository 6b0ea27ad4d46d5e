#include "app/cli/Command.h"
#include "app/cli/Terminal.h"

#include "model/exchange/ProfileReader.h"
#include "model/exchange/RulesJson.h"
#include "model/exchange/SaveFile.h"
#include "model/units/Text.h"

namespace colonnade::cli {

namespace {

using namespace model;

constexpr std::size_t vectorBytes = 64u << 20;

std::string asText(const std::vector<const Rule*>& rules, const Profile& profile)
{
    std::vector<std::vector<std::string>> rows;
    for (const Rule* one : rules) {
        const RuleInfo& info = one->info();
        rows.push_back({std::string(info.id), std::string(word(info.domain)), std::string(word(info.severity)),
                        profile.enabled(info.id) ? "on" : "off", std::string(info.title)});
    }
    return table({"rule", "domain", "at most", "", "title"}, rows);
}

class RulesCommand final : public Command {
public:
    CLI::App* declare(CLI::App& program) override
    {
        CLI::App* command = program.add_subcommand("rules", "The catalogue of rules, from the rules themselves");
        command->add_option("id", m_id, "One rule, as PWR-013")->type_name("ID");
        command->add_option("--with", m_vector, "File with inputs: the rule's formula worked on them")->type_name("VECTOR.json");
        command->add_option("--profile", m_profile, "Rule profile")->type_name("P");
        command->add_option("-o,--output", m_output, "File to write; '-' is standard output")->type_name("FILE");
        addFormat(*command, m_format, {"text", "json", "markdown"});
        command->footer("Example: colonnade rules PWR-013 --with vector.json");
        return command;
    }

    int run() override
    {
        const auto profile = profileNamed(m_profile);
        if (!profile)
            return refuse(profile.error());
        if (!m_id.empty() && !rule(m_id))
            return refuse({fmt::format("There is no rule '{}'; 'colonnade rules' lists them", shown(m_id))});
        if (!m_vector.empty()) {
            const auto file = readFile(m_vector, vectorBytes);
            if (!file)
                return refuse(file.error());
            const auto answers = rulesAnswers(file->bytes, m_vector, m_id, *profile);
            return answers ? deliver(*answers, m_output, {".json"}) : refuse(answers.error());
        }
        std::vector<const Rule*> rules;
        for (const auto& one : registry()) {
            if (m_id.empty() || one->info().id == m_id)
                rules.push_back(one.get());
        }
        switch (m_format) {
        case Format::Json: return deliver(rulesJson(rules, *profile), m_output, {".json"});
        case Format::Markdown: return deliver(rulesMarkdown(rules, *profile), m_output, {".md"});
        default: return deliver(m_id.empty() ? asText(rules, *profile) : rulesMarkdown(rules, *profile), m_output, {".txt"});
        }
    }

private:
    std::string m_id, m_vector, m_profile = "us-nec", m_output;
    Format m_format = Format::Text;
};

} // namespace

std::unique_ptr<Command> rulesCommand()
{
    return std::make_unique<RulesCommand>();
}

} // namespace colonnade::cli
