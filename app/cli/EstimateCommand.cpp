#include "app/cli/Command.h"
#include "app/cli/EstimateText.h"
#include "app/cli/Terminal.h"

#include "model/exchange/DesignReader.h"
#include "model/exchange/EstimateJson.h"
#include "model/exchange/MachineOfDesign.h"
#include "model/exchange/ProfileReader.h"
#include "model/exchange/SaveFile.h"
#include "model/exchange/ServingJson.h"
#include "model/exchange/estimatecase/EstimateCase.h"
#include "model/reliability/Failures.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::cli {

namespace {

using namespace model;

constexpr std::size_t caseBytes = catalogLimits.bytes;

std::string allAsText(const EstimateCases& cases, bool search)
{
    std::string out;
    for (const EstimateCase& one : cases.cases)
        out += (out.empty() ? "" : "\n") + asText(one, answered(one, Calibration::builtIn(), search));
    return out;
}

class EstimateCommand final : public Command {
public:
    CLI::App* declare(CLI::App& program) override
    {
        CLI::App* command = program.add_subcommand("estimate", "Performance and energy of a workload on a design, or of a run that a case file describes");
        command->add_option("design", m_design, "Design file")->type_name("DESIGN");
        command->add_option("--case", m_case, "File with one case, or a list of them under 'oracles'; '-' is standard input")
            ->type_name("CASE");
        command->add_option("--workload", m_workload, "Id of a workload of the design; without it, the first")->type_name("NAME");
        command->add_flag("--search", m_search, "Search the best layout, also where the workload names one; the ten best are listed");
        command->add_option("--free", m_free, "Choose these with the layout, also where the workload fixes them; of serving the precision and the pools")
            ->type_name("precision,recompute,schedule,microbatch,pools")
            ->delimiter(',')
            ->check(CLI::IsMember(freeWords()));
        command->add_option("-o,--output", m_output, "File to write; '-' is standard output")->type_name("FILE");
        addFormat(*command, m_format, {"text", "json"});
        command->footer("Example: colonnade estimate hall.colonnade --workload llama-3-70b --format json\n"
                        "Example: colonnade estimate hall.colonnade --search --free recompute,schedule,microbatch");
        return command;
    }

    int run() override
    {
        if (m_case.empty() == m_design.empty())
            return refuse({"A design or '--case' is needed, and not both"});
        return m_case.empty() ? ofDesign() : ofCases();
    }

private:
    [[nodiscard]] int ofDesign() const
    {
        const auto design = loadDesign(m_design);
        if (!design)
            return refuse(design.error());
        auto workload = chosen(*design);
        if (!workload)
            return refuse(workload.error());
        if (const auto wrong = open(*workload))
            return refuse(*wrong);
        const auto profile = profileOf(*design, m_design, {});
        if (!profile)
            return refuse(profile.error());
        const auto view = machineOf(*design, *profile);
        if (!view)
            return refuse(view.error());
        const ProjectCalibration calibration{*design, *view};
        for (const std::string& note : calibration.notes())
            say(note);
        if (workload->serving()) {
            const auto serving = estimateServing(*view, *workload, calibration.serving());
            if (!serving)
                return refuse(serving.error());
            LayoutRanking ranking;
            if (m_search) {
                const ServingJob& job = *workload->serving();
                const auto search = searchServing(*view, workload->model, job, std::min(job.accelerators.value_or(view->accelerators), view->accelerators),
                                                  arrivalOf(job), calibration.serving());
                if (!search)
                    return refuse(search.error());
                ranking = rankingOf(*search);
            }
            const EstimateStory story = storyOf(*design, *workload, *view, *serving, calibration);
            return deliver(m_format == Format::Json
                               ? estimateJson(m_design, *workload, *view, *serving, story, m_search ? &ranking : nullptr)
                               : asText(*workload, *view, *serving) + asText(ranking, {}) + asText(story),
                           m_output, {".json", ".txt"}, false, m_design);
        }
        LayoutRanking ranking;
        const auto estimate = m_search ? searched(*view, *workload, calibration.training(), ranking)
                                       : estimateTraining(*view, *workload, calibration.training());
        if (!estimate)
            return refuse(estimate.error());
        const JobGoodput goodput = goodputOf(
            Failures{std::make_shared<const Design>(*design), {profile->power, profile->cooling, profile->reliability}}, workload->id);
        const EstimateStory story = storyOf(*design, *workload, *view, *estimate, calibration, &goodput);
        return deliver(m_format == Format::Json ? estimateJson(m_design, *workload, *view, *estimate, story, m_search ? &ranking : nullptr)
                                                : asText(*workload, *view, *estimate) + asText(ranking, workload->training()->free) + asText(story),
                       m_output, {".json", ".txt"}, false, m_design);
    }

    /// The estimate of the best layout; `ranking` becomes it and those that come after.
    static Result<TrainingEstimate> searched(const ClusterView& view, const Workload& workload, const Calibration& calibration,
                                             LayoutRanking& ranking)
    {
        auto both = rankedTraining(view, workload, calibration);
        if (!both)
            return tl::unexpected<Error>{both.error()};
        ranking = std::move(both->ranking);
        return std::move(both->estimate);
    }

    /// Leaves to the search what is asked for.
    [[nodiscard]] std::optional<Error> open(Workload& workload) const
    {
        auto* training = std::get_if<TrainingJob>(&workload.job);
        auto* serving = std::get_if<ServingJob>(&workload.job);
        FreeChoices& free = training ? training->free : serving->free;
        for (const std::string& text : m_free) {
            const FreeChoice choice = *fromWord<FreeChoice>(text);
            if (serving && choice != FreeChoice::Precision && choice != FreeChoice::Pools)
                return Error{fmt::format("'{}' is serving: of what '--free' names only 'precision' and 'pools' can be chosen for it", shown(workload.name))};
            if (training && choice == FreeChoice::Pools)
                return Error{fmt::format("'{}' is a training: 'pools' can be chosen for serving alone", shown(workload.name))};
            free = free.with(choice);
        }
        if (m_search && training)
            training->layout.reset();
        if (m_search && serving)
            *serving = withoutLayout(*serving);
        return std::nullopt;
    }

    static std::vector<std::string> freeWords()
    {
        std::vector<std::string> out;
        for (const std::string_view text : words<FreeChoice>())
            out.emplace_back(text);
        return out;
    }

    [[nodiscard]] int ofCases() const
    {
        if (!m_free.empty())
            return refuse({"'--free' is for a workload of a design; what a case leaves out is assumed or searched"});
        if (!m_workload.empty())
            return refuse({"'--workload' names one of a design; a case is a workload of its own"});
        const auto text = content();
        if (!text)
            return refuse(text.error());
        const auto cases = readEstimateCases(*text, m_case == "-" ? "standard input" : m_case);
        if (!cases)
            return refuse(cases.error());
        return deliver(m_format == Format::Json ? estimateCasesJson(*cases, Calibration::builtIn(), m_search) : allAsText(*cases, m_search),
                       m_output, {".json", ".txt"}, false, m_case == "-" ? std::string{} : m_case);
    }

    [[nodiscard]] Result<std::string> content() const
    {
        if (m_case == "-")
            return standardInput(caseBytes);
        auto file = readFile(m_case, caseBytes);
        return file ? Result<std::string>{std::move(file->bytes)} : tl::unexpected{file.error()};
    }

    [[nodiscard]] Result<Workload> chosen(const Design& design) const
    {
        const auto& all = design.workloads();
        if (all.empty())
            return fail("'{}' has no workload", m_design);
        if (m_workload.empty())
            return all.front();
        const auto found
            = std::find_if(all.begin(), all.end(), [&](const Workload& one) { return one.id.text() == m_workload; });
        if (found == all.end())
            return fail("'{}' has no workload '{}'", m_design, shown(m_workload));
        return *found;
    }

    std::string m_design, m_case, m_workload, m_output;
    std::vector<std::string> m_free;
    bool m_search = false;
    Format m_format = Format::Text;
};

} // namespace

std::unique_ptr<Command> estimateCommand()
{
    return std::make_unique<EstimateCommand>();
}

} // namespace colonnade::cli
