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
#include "model/units/Text.h"

namespace colonnade::cli {

namespace {

using namespace model;

class ImportCommand final : public Command {
public:
    CLI::App* declare(CLI::App& program) override
    {
        CLI::App* command = program.add_subcommand("import", "Take in what others have written, or compare it with a design");
        command->add_option("--from", m_kind, "Kind of file: p2p, a point-to-point list of cables as CSV; measurements, measured results as CSV or JSON")
            ->required()
            ->check(CLI::IsMember({"p2p", "measurements"}))
            ->type_name("KIND");
        command->add_option("input", m_input, "File to read; '-' is standard input")->required()->type_name("INPUT");
        command->add_option("design", m_design, "Of measurements: the design whose workloads were measured; it is not changed")->type_name("DESIGN");
        command->add_option("--compare", m_compare, "Say how the cables in place differ from those of this design")->type_name("DESIGN");
        command->add_option("-o,--output", m_output, "File to write: the design, or with '--compare' the report; '-' is standard output")->type_name("OUT");
        addFormat(*command, m_format, {"text", "json"});
        command->footer("Without '--compare' the list becomes a design with a fabric by hand. With it the exit code is 1 where anything differs.\n"
                        "Example: colonnade import --from p2p built.csv --compare hall.colonnade\n"
                        "Example: colonnade import --from p2p built.csv -o built.colonnade\n"
                        "Measurements are added to a copy of the design; the exit code is 1 where some were not taken. CSV has a row of keys:\n"
                        "  workload,date,source,iteration_s,accelerators\n"
                        "  llama-3-70b,2026-11-22,bench 7,8.31,1024\n"
                        "All keys: colonnade schema measurements\n"
                        "Example: colonnade import --from measurements runs.csv hall.colonnade -o measured.colonnade");
        return command;
    }

    int run() override
    {
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

    std::string m_kind, m_input, m_design, m_compare, m_output;
    Format m_format = Format::Text;
};

} // namespace

std::unique_ptr<Command> importCommand()
{
    return std::make_unique<ImportCommand>();
}

} // namespace colonnade::cli
