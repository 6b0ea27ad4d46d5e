#include "app/cli/Command.h"
#include "app/cli/Terminal.h"

#include "model/exchange/ProfileReader.h"
#include "model/exchange/RulesJson.h"
#include "model/exchange/SaveFile.h"
#include "model/rules/FormulaFacts.h"
#include "model/rules/RuleSet.h"
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

std::string ruleText(const Rule& rule, const Profile& profile)
{
    const RuleInfo& info = rule.info();
    std::string out = fmt::format("{} {}\n\n{}\n\n", info.id, info.title, info.explanation);
    std::vector<std::vector<std::string>> rows{{"judged for", scopesText(info)},
                                               {"at most", std::string(word(info.severity))},
                                               {"formula", std::string(info.formula)}};
    for (const RuleParameter& parameter : info.parameters)
        rows.push_back({std::string(parameter.key),
                        fmt::format("{}{}{}: {}", shortest(profile.parameter(info.id, parameter.key)),
                                    parameter.unit.empty() ? "" : " ", parameter.unit, parameter.description)});
    if (!info.remedy.empty())
        rows.push_back({"usual remedy", std::string(info.remedy)});
    for (const RuleSource& source : info.sources)
        rows.push_back({fmt::format("source ({})", source.confidence), std::string(source.text)});
    return out + table({"of the rule", fmt::format("in profile {}", profile.title)}, rows);
}

class RulesCommand final : public Command {
public:
    CLI::App* declare(CLI::App& program) override
    {
        CLI::App* command = program.add_subcommand("rules", "The catalogue of rules, from the rules themselves");
        command->add_option("id", m_id, "One rule, as PWR-013")->type_name("ID");
        command->add_option("--with", m_vector, "File with inputs: the rule's formula worked on them; '-' is standard input")->type_name("VECTOR.json");
        command->add_option("--profile", m_profile, "Rule profile: a name, a name with presets as us-nec+inference, or a FILE.yaml")->type_name("P");
        command->add_flag("--facts", m_facts, "The facts that formulas of a profile may name, with their units");
        command->add_option("-o,--output", m_output, "File to write; '-' is standard output")->type_name("FILE");
        addFormat(*command, m_format, {"text", "json", "markdown"});
        command->footer("Example: colonnade rules PWR-013 --with vector.json");
        return command;
    }

    int run() override
    {
        if (m_facts)
            return facts();
        const auto profile = profileNamed(m_profile);
        if (!profile)
            return refuse(profile.error());
        const RuleSet all{*profile};
        if (!m_id.empty() && !all.rule(m_id))
            return refuse({fmt::format("There is no rule '{}'; 'colonnade rules' lists them", shown(m_id))});
        if (!m_vector.empty()) {
            std::string bytes;
            if (m_vector == "-") {
                auto typed = standardInput(vectorBytes);
                if (!typed)
                    return refuse(typed.error());
                bytes = std::move(*typed);
            } else {
                auto file = readFile(m_vector, vectorBytes);
                if (!file)
                    return refuse(file.error());
                bytes = std::move(file->bytes);
            }
            const auto answers = rulesAnswers(bytes, m_vector, m_id, *profile);
            return answers ? deliver(*answers, m_output, {".json"}) : refuse(answers.error());
        }
        std::vector<const Rule*> rules;
        for (const Rule* one : all.all()) {
            if (m_id.empty() || one->info().id == m_id)
                rules.push_back(one);
        }
        switch (m_format) {
        case Format::Json: return deliver(rulesJson(rules, *profile), m_output, {".json"});
        case Format::Markdown: return deliver(rulesMarkdown(rules, *profile), m_output, {".md"});
        default: return deliver(m_id.empty() ? asText(rules, *profile) : ruleText(*rules.front(), *profile), m_output, {".txt"});
        }
    }

private:
    [[nodiscard]] int facts() const
    {
        if (m_format == Format::Json)
            return deliver(factsOfFormulasJson(), m_output, {".json"});
        if (m_format == Format::Markdown)
            return deliver(factsOfFormulasMarkdown(), m_output, {".md"});
        std::vector<std::vector<std::string>> rows;
        for (const FormulaRule::On on : formulaPlaces) {
            for (const FactName& fact : factNames(on))
                rows.push_back({std::string(word(on)), std::string(fact.name), std::string(fact.unit),
                                std::string(fact.description)});
        }
        return deliver(table({"on", "fact", "unit", "what it is"}, rows), m_output, {".txt"});
    }

    bool m_facts = false;
    std::string m_id, m_vector, m_profile = "us-nec", m_output;
    Format m_format = Format::Text;
};

} // namespace

std::unique_ptr<Command> rulesCommand()
{
    return std::make_unique<RulesCommand>();
}

} // namespace colonnade::cli
