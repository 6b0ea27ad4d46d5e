#include "app/cli/Command.h"
#include "app/cli/Terminal.h"

#include "model/exchange/DesignReader.h"
#include "model/exchange/DesignWriter.h"
#include "model/exchange/FindingsJson.h"
#include "model/exchange/ProfileShelf.h"
#include "model/exchange/SaveFile.h"
#include "model/rules/Engine.h"
#include "model/units/Text.h"

#include <array>

namespace colonnade::cli {

namespace {

std::string figure(const std::optional<double>& number, const std::string& unit)
{
    return number ? model::withUnit(*number, unit, 4) : "–";
}

std::string asText(const model::Evaluation& evaluation, const model::FoundProfile& profile)
{
    std::vector<std::vector<std::string>> rows;
    for (const model::Finding& finding : evaluation.findings) {
        const std::string level = finding.waived ? "waived" : std::string(word(finding.severity));
        rows.push_back({level, finding.rule, finding.subjects.empty() ? "" : finding.subjects.front().text(),
                        figure(finding.measured, finding.unit), figure(finding.limit, finding.unit), finding.message});
    }
    std::string out = rows.empty() ? "" : table({"level", "rule", "where", ">value", ">limit", "finding"}, rows);
    const auto count = [&](model::Severity severity, std::string_view noun) {
        const int number = evaluation.count(severity);
        return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
    };
    out += fmt::format("{}, {}, {}, {} not evaluated, {} waived; {} of {} rules evaluated, {} of {} "
                       "checks had all their inputs\n",
                       count(model::Severity::Error, "error"), count(model::Severity::Warning, "warning"),
                       count(model::Severity::Info, "note"), evaluation.count(model::Severity::NotEvaluated),
                       evaluation.waived(), evaluation.rulesEvaluated, evaluation.rulesKnown,
                       evaluation.checksEvaluated, evaluation.checks);
    out += fmt::format("Judged by the profile '{}'{}\n", model::shown(profile.profile.id),
                       profile.from.empty() ? ", which the program carries"
                                            : fmt::format(" of '{}'", model::shown(profile.from, 400)));
    return out;
}

class CheckCommand final : public Command {
public:
    CLI::App* declare(CLI::App& program) override
    {
        CLI::App* command = program.add_subcommand("check", "Judge a design by every rule");
        command->add_option("design", m_design, "Design file")->required()->type_name("DESIGN");
        command->add_option("--profile", m_profile, "Rule profile instead of the design's own")->type_name("P");
        command->add_option("--fail-on", m_failOn, "Least severity that makes the exit code 1")
            ->check(CLI::IsMember({"error", "warning", "info", "never"}))
            ->type_name("error|warning|info|never");
        command->add_flag("--canonical", m_canonical, "Also demand that the file is written canonically");
        command->add_option("-o,--output", m_output, "File to write; '-' is standard output")->type_name("FILE");
        addFormat(*command, m_format, {"text", "json", "sarif"});
        command->footer("Example: colonnade check hall.colonnade --fail-on warning --format json");
        return command;
    }

    int run() override
    {
        const auto file = model::readFile(m_design, model::designLimits.bytes);
        if (!file)
            return refuse(file.error());
        const auto design = model::readDesign(file->bytes, m_design);
        if (!design)
            return refuse(design.error());
        const auto found = model::foundProfileOf(*design, m_design, m_profile);
        if (!found)
            return refuse(found.error());
        const model::Profile& profile = found->profile;
        const model::Evaluation evaluation = model::RuleEngine{}.evaluate(*design, profile, today());
        const auto text = [&] {
            switch (m_format) {
            case Format::Json: return model::findingsJson(evaluation, m_design, profile, found->from);
            case Format::Sarif: return model::findingsSarif(evaluation, m_design, profile, found->from);
            default: return asText(evaluation, *found);
            }
        }();
        if (const int wrong = deliver(text, m_output, {".json", ".sarif", ".txt"}, false, m_design))
            return wrong;
        if (m_canonical && model::designText(*design) != file->bytes) {
            say(fmt::format("'{}' is not written canonically; saving it would change its bytes", m_design));
            return Found;
        }
        return fails(evaluation) ? Found : Done;
    }

private:
    [[nodiscard]] bool fails(const model::Evaluation& evaluation) const
    {
        static constexpr std::array<std::pair<std::string_view, model::Severity>, 3> levels{
            {{"error", model::Severity::Error}, {"warning", model::Severity::Warning}, {"info", model::Severity::Info}}};
        for (const auto& [name, severity] : levels) {
            if (m_failOn == "never")
                return false;
            if (evaluation.count(severity) > 0)
                return true;
            if (m_failOn == name)
                return false;
        }
        return false;
    }

    std::string m_design, m_profile, m_output, m_failOn = "error";
    bool m_canonical = false;
    Format m_format = Format::Text;
};

} // namespace

std::unique_ptr<Command> checkCommand()
{
    return std::make_unique<CheckCommand>();
}

} // namespace colonnade::cli
