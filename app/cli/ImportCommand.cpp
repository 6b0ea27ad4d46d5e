#include "app/cli/Command.h"
#include "app/cli/Terminal.h"

#include "model/edit/MeasurementEdits.h"
#include "model/exchange/CsvRows.h"
#include "model/exchange/DesignReader.h"
#include "model/exchange/DesignWriter.h"
#include "model/exchange/MeasurementImport.h"
#include "model/exchange/SaveFile.h"
#include "model/exchange/cabling/AsBuilt.h"
#include "model/exchange/cabling/PointToPointDesign.h"
#include "model/exchange/package/PackageImport.h"
#include "model/units/Text.h"

#include <algorithm>
#include <array>
#include <filesystem>

namespace colonnade::cli {

namespace {

using namespace model;

constexpr std::array<std::string_view, 3> kinds{"p2p", "measurements", "package"};
/// Kinds of `--from` that belong to the command's contract and that this version does not read.
constexpr std::array<std::string_view, 2> laterKinds{"netbox-device-types", "netbox"};

/// The file of a package that is a folder; any other input is itself.
std::string fileOf(const std::string& input)
{
    std::error_code none;
    const std::filesystem::path path{input};
    return std::filesystem::is_directory(path, none) ? (path / "package.json").string() : input;
}

class ImportCommand final : public Command {
public:
    CLI::App* declare(CLI::App& program) override
    {
        CLI::App* command = program.add_subcommand("import", "Take in what others have written, or compare it with a design");
        command->add_option("--from", m_kind, "Kind of file: p2p, a point-to-point list of cables as CSV; measurements, measured results as CSV or JSON; package, the JSON that 'export --to json' wrote, or its folder")
            ->required()
            ->type_name("KIND");
        command->add_option("input", m_input, "File to read; '-' is standard input")->required()->type_name("INPUT");
        command->add_option("design", m_design, "Of measurements: the design whose workloads were measured; it is not changed")->type_name("DESIGN");
        command->add_option("--compare", m_compare, "Say how the cables in place differ from those of this design")->type_name("DESIGN");
        command->add_option("-o,--output", m_output, "File to write: the design, or with '--compare' the report; '-' is standard output")->type_name("OUT");
        command->add_option("--profile", m_profile, "Of packages: rule profile to judge the design by, instead of the package's")->type_name("P");
        addFormat(*command, m_format, {"text", "json"});
        command->footer("Without '--compare' the list becomes a design with a fabric by hand. With it the exit code is 1 where anything differs.\n"
                        "Example: colonnade import --from p2p built.csv --compare hall.colonnade\n"
                        "Example: colonnade import --from p2p built.csv -o built.colonnade\n"
                        "Measurements are added to a copy of the design; the exit code is 1 where some were not taken. CSV has a row of keys:\n"
                        "  workload,date,source,iteration_s,accelerators\n"
                        "  llama-3-70b,2026-11-22,bench 7,8.31,1024\n"
                        "All keys: colonnade schema measurements\n"
                        "A package becomes the design that it was made of; its figures are compared with what the program derives, and the exit code is 1 where any differs.\n"
                        "Example: colonnade import --from package hall.json -o hall.colonnade\n"
                        "Example: colonnade import --from measurements runs.csv hall.colonnade -o measured.colonnade");
        return command;
    }

    int run() override
    {
        if (const auto good = checkedKind(); !good)
            return refuse(good.error());
        if (m_kind == "package")
            return takePackage();
        if (!m_profile.empty())
            return refuse({"'--profile' belongs to '--from package'"});
        const bool measured = m_kind == "measurements";
        if (measured && !m_compare.empty())
            return refuse({"'--compare' is of cables; 'estimate' shows measurements beside the estimate"});
        if (measured == m_design.empty())
            return refuse({measured ? "The design whose workloads were measured is needed" : "A list of cables is one file; found two"});
        const auto text = content(measured ? measurementBytes : CsvLimits{}.bytes);
        if (!text)
            return refuse(text.error());
        const std::string name = m_input == "-" ? "standard input" : m_input;
        if (measured)
            return takeMeasurements(*text, name);
        const auto list = readPointToPoint(*text, name);
        if (!list)
            return refuse(list.error());
        if (!m_compare.empty())
            return compare(*list, name);
        for (const std::string& problem : list->problems)
            say(problem);
        const auto taken = pointToPointDesign(*list, name);
        if (!taken)
            return refuse(taken.error());
        for (const std::string& note : taken->notes)
            say(note);
        return deliver(designText(taken->design), m_output, {".colonnade"}, false, m_input == "-" ? std::string{} : m_input);
    }

private:
    [[nodiscard]] Result<void> checkedKind() const
    {
        const std::string read = fmt::format("{}", fmt::join(kinds, ", "));
        if (std::find(laterKinds.begin(), laterKinds.end(), m_kind) != laterKinds.end())
            return fail("This version does not read '{}'; it reads {}", m_kind, read);
        if (std::find(kinds.begin(), kinds.end(), m_kind) == kinds.end())
            return fail("--from: found '{}', expected {}", shown(m_kind), read);
        return {};
    }

    [[nodiscard]] int takePackage()
    {
        if (!m_design.empty())
            return refuse({"A package is one file; found two"});
        if (!m_compare.empty())
            return refuse({"'--compare' is of cables; a package is compared with what the program derives from its own design"});
        m_input = fileOf(m_input);
        const auto text = content(packageLimits.bytes);
        if (!text)
            return refuse(text.error());
        const auto import = readPackage(*text, m_input == "-" ? "standard input" : m_input, {m_profile, today()});
        if (!import)
            return refuse(import.error());
        for (const std::string& sentence : import->taken)
            say(fmt::format("Taken: {}", sentence));
        for (const std::string& sentence : import->notTaken)
            say(fmt::format("Not taken: {}", sentence));
        for (const std::string& sentence : import->differences)
            say(fmt::format("Differs: {}", sentence));
        if (const int wrong = deliver(designText(import->design), m_output, {".colonnade"}, false, m_input == "-" ? std::string{} : m_input))
            return wrong;
        return import->differing == 0 ? Done : Found;
    }

    [[nodiscard]] int takeMeasurements(const std::string& text, const std::string& name) const
    {
        const auto design = loadDesign(m_design);
        if (!design)
            return refuse(design.error());
        const auto import = readMeasurements(text, name, *design);
        if (!import)
            return refuse(import.error());
        for (const auto* sentences : {&import->notTaken, &import->notes}) {
            for (const std::string& sentence : *sentences)
                say(sentence);
        }
        if (import->taken.empty())
            return refuse({takenText(*import, name)});
        say(takenText(*import, name));
        const auto next = addMeasurements(*design, import->taken);
        if (!next)
            return refuse(next.error());
        if (const int wrong = deliver(designText(*next), m_output, {".colonnade"}, false, m_design))
            return wrong;
        return import->notTaken.empty() ? Done : Found;
    }

    [[nodiscard]] int compare(const PointToPoint& list, const std::string& name) const
    {
        const auto design = loadDesign(m_compare);
        if (!design)
            return refuse(design.error());
        const auto schedule = CableSchedule::create(*design);
        if (!schedule)
            return refuse(schedule.error());
        const auto report = asBuiltReport(*schedule, list, name);
        if (!report)
            return refuse(report.error());
        const std::string answer = m_format == Format::Json ? asBuiltJson(*report, m_compare) : asBuiltText(*report);
        if (const int wrong = deliver(answer, m_output, {".json", ".txt"}, false, m_compare))
            return wrong;
        return report->differences.empty() ? Done : Found;
    }

    [[nodiscard]] Result<std::string> content(std::size_t most) const
    {
        if (m_input == "-")
            return standardInput(most);
        auto file = readFile(m_input, most);
        return file ? Result<std::string>{std::move(file->bytes)} : tl::unexpected{file.error()};
    }

    std::string m_kind, m_input, m_design, m_compare, m_output, m_profile;
    Format m_format = Format::Text;
};

} // namespace

std::unique_ptr<Command> importCommand()
{
    return std::make_unique<ImportCommand>();
}

} // namespace colonnade::cli
