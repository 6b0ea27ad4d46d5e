#include "app/cli/Command.h"
#include "app/cli/Terminal.h"

#include "model/exchange/DesignReader.h"
#include "model/exchange/FailuresJson.h"
#include "model/exchange/ProfileReader.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::cli {

namespace {

using namespace model;

/// Whole accelerators; a part of one counts as lost.
std::string count(double accelerators)
{
    return fmt::format("{}", std::llround(std::ceil(accelerators - 1e-6)));
}

std::string percent(double share)
{
    return fmt::format("{} %", significant(share * 100, 4));
}

std::string summary(const Failure& failure)
{
    const LostAccelerators& lost = failure.lost;
    std::vector<std::vector<std::string>> rows{
        {"accelerators lost", fmt::format("{} of {}", count(lost.total()), failure.accelerators)},
        {"in what has failed itself", count(lost.itself)},
        {"by power", count(lost.power)},
        {"by cooling", count(lost.cooling)},
        {"by network", count(lost.network)},
        {"whole scale-up domains", fmt::format("{} of {}", failure.domainsWhole, failure.domains)},
        {"capacity in whole domains", percent(failure.capacityShare)},
        {"largest job", fmt::format("{} of {}", failure.largestJob, failure.largestJobNormally)},
        {"scale-out bandwidth, worst fabric", percent(failure.bandwidthShare)},
        {"devices cut off, with fewer ports", fmt::format("{}, {}", failure.endpointsCut, failure.endpointsNarrowed)},
        {"power drawn", fmt::format("{} of {}", text(failure.power.drawn, 4), text(failure.power.wanted, 4))}};
    return table({"total", ">value"}, rows);
}

std::string goodputText(const JobGoodput& job)
{
    const auto figure = [](const std::optional<JobGoodput::State>& state) {
        return state ? percent(state->goodput) : "not evaluated";
    };
    if (!job.workload)
        return fmt::format("\nGoodput: {}\n", job.why);
    if (!job.normally && !job.now)
        return fmt::format("\nGoodput of '{}': {}\n", job.workload->id, job.why);
    return fmt::format("\nGoodput of '{}': {}, normally {}{}. {}\n", job.workload->id, figure(job.now), figure(job.normally),
                       job.sparesAssumed ? " (spare nodes assumed)" : "", job.why);
}

std::string stateText(const Failure& failure, const Design& design)
{
    const Hall& hall = *design.hall();
    std::string out;
    for (const FailedPart& part : failure.set.parts)
        out += fmt::format("Failed: {} ({}){}\n", part.name, part.path,
                           part.kind == FailedPart::Kind::Tray ? fmt::format(", with {} cables", part.cables) : std::string{});
    out += '\n' + summary(failure);

    std::vector<std::vector<std::string>> dark, loaded, loops;
    forEachPart(failure, hall, [&](const PodPlacement* pod, const Arrangement&, const ArrangementFailure& part) {
        for (const DarkPlace& place : part.dark)
            dark.push_back({pathOf(place, hall, pod), std::string(sentence(place.reason)), count(place.accelerators)});
        for (const LoadedNode& node : part.loaded) {
            const std::string phase = node.phase ? fmt::format("L{}", *node.phase + 1) : "";
            loaded.push_back({pathOf(node, hall, pod), nameOf(node, hall, pod), text(node.normally, 4), text(node.load, 4),
                              node.limit ? text(*node.limit, 4) : "–", node.limit ? percent(node.share) : "–", phase,
                              node.overloaded() ? fmt::format("over by {}", text(*node.limit * (node.share - 1), 4)) : ""});
        }
        for (const LoopOutage& loop : part.loops)
            loops.push_back({fmt::format("loop:{}/{}", pod ? pod->id.text() : "", loop.loop->id),
                             fmt::format("{} of {}", loop.cdusLost, loop.cdus), fmt::format("{}", loop.pumpsLost),
                             text(loop.heat, 4), text(loop.capacity, 4), loop.flowLeft ? text(*loop.flowLeft, 4) : "–",
                             loop.supply ? text(*loop.supply, 3) : "–", loop.back ? text(*loop.back, 3) : "–",
                             loop.rideThrough ? text(*loop.rideThrough, 3) : "–",
                             loop.holds ? "holds" : "does not hold", fmt::format("{}", fmt::join(loop.takeOver, ", "))});
    });
    if (!dark.empty())
        out += '\n' + table({"dark", "why", ">accelerators"}, dark);
    if (!loaded.empty())
        out += '\n' + table({"carries more", "name", ">normally", ">now", ">limit", ">share", "phase", "verdict"}, loaded);
    if (!loops.empty())
        out += '\n' + table({"loop", ">CDUs lost", ">pumps lost", ">heat", ">capacity", ">flow", ">supply", ">return", ">rides through", "verdict",
                             "carry more"},
                            loops);
    for (const WorkloadFit& fit : failure.workloads) {
        const std::string_view verdict = fit.fit == WorkloadFit::Fit::Fits ? "fits"
            : fit.fit == WorkloadFit::Fit::TooFew                          ? "does not fit"
                                                                           : "not evaluated";
        out += fmt::format("\nWorkload '{}' {}. {}", fit.workload->id, verdict, fit.why);
    }
    if (!failure.workloads.empty())
        out += '\n';
    for (const JobGoodput& job : failure.goodput)
        out += goodputText(job);
    for (const std::string& what : failure.unknown)
        out += fmt::format("\nNot known: {}", what);
    if (!failure.unknown.empty())
        out += '\n';
    return out;
}

std::string listText(const std::vector<SingleFailure>& all, const Failures& failures)
{
    std::vector<std::vector<std::string>> rows;
    for (const SingleFailure& one : all) {
        rows.push_back({one.path, std::string(kindName(one.kind)), one.name, fmt::format("{}", one.count), count(one.lost.total()),
                        one.worstNode.empty() ? "–" : percent(one.worstShare), one.worstNode, fmt::format("{}", one.largestJob),
                        percent(one.bandwidthShare)});
    }
    if (rows.empty())
        return "Nothing stands in the hall that could fail.\n";
    std::string out = table({"part", "kind", "name", ">count", ">lost", ">worst load", "on", ">largest job", ">bandwidth"}, rows);
    for (const JobGoodput& job : failures.goodputNormally())
        out += goodputText(job);
    return out;
}

class FailCommand final : public Command {
public:
    CLI::App* declare(CLI::App& program) override
    {
        CLI::App* command = program.add_subcommand("fail", "What is lost when parts fail; without a path, every single failure");
        command->add_option("design", m_design, "Design file")->required()->type_name("DESIGN");
        command
            ->add_option("path", m_paths,
                         "Parts that fail together: su-1 a pod, su-1/a04 a rack, su-1/a04/ps1 a device, su-1/a04/n3/psu2 a "
                         "supply, su-1/cdu-1/pump1 a pump of a CDU, su-1/bus-a or feed:su/bus-a a node of the power chain, loop:su/tcs-1 a loop, "
                         "cable:su-1/compute/17 a cable, fabric:su-1/compute/rail2 or plane2 a rail or plane, tray:su-1/t01 a tray, "
                         "tray:su-1/t01/section2 what lies between two of its corners and joints; 'tray:/t01' and 'fabric:/core/rail1' are of the hall")
            ->type_name("PATH");
        command->add_flag("--all", m_all, "Every single failure, worst first");
        command->add_option("--profile", m_profile, "Rule profile instead of the design's own")->type_name("P");
        command->add_option("--fail-on", m_failOn, "What makes the exit code 1")
            ->check(CLI::IsMember({"lost", "overload", "never"}))
            ->type_name("lost|overload|never");
        command->add_option("-o,--output", m_output, "File to write; '-' is standard output")->type_name("FILE");
        addFormat(*command, m_format, {"text", "json"});
        command->footer("Example: colonnade fail hall.colonnade su-1/bus-a su-1/cdu-1\nExample: colonnade fail hall.colonnade tray:su-1/t01/section2");
        return command;
    }

    int run() override
    {
        if (m_all && !m_paths.empty())
            return refuse({"Name parts that fail, or '--all' for each of them by itself, but not both."});
        auto read = loadDesign(m_design);
        if (!read)
            return refuse(read.error());
        const auto design = std::make_shared<const Design>(std::move(*read));
        const auto profile = profileOf(*design, m_design, m_profile);
        if (!profile)
            return refuse(profile.error());
        const Failures failures{design, {profile->power, profile->cooling, profile->reliability}};
        if (m_paths.empty()) {
            const auto all = singleFailures(failures);
            const int wrong = write(m_format == Format::Json ? singleFailuresJson(all, failures, profile->id) : listText(all, failures));
            const bool found = std::any_of(all.begin(), all.end(), [&](const SingleFailure& one) {
                return fails(one.lost.total(), one.overloads);
            });
            return wrong != Done ? wrong : found ? Found : Done;
        }
        const auto failure = failures.of(m_paths);
        if (!failure)
            return refuse(failure.error());
        const int wrong = write(m_format == Format::Json ? failureJson(*failure, *design, profile->id) : stateText(*failure, *design));
        return wrong != Done ? wrong : fails(failure->lost.total(), failure->overloads()) ? Found : Done;
    }

private:
    [[nodiscard]] int write(const std::string& text) const { return deliver(text, m_output, {".json", ".txt"}, false, m_design); }

    [[nodiscard]] bool fails(double lost, int overloads) const
    {
        if (m_failOn == "never")
            return false;
        return overloads > 0 || (m_failOn == "lost" && lost > 1e-6);
    }

    std::string m_design, m_profile, m_output, m_failOn = "never";
    std::vector<std::string> m_paths;
    bool m_all = false;
    Format m_format = Format::Text;
};

} // namespace

std::unique_ptr<Command> failCommand()
{
    return std::make_unique<FailCommand>();
}

} // namespace colonnade::cli
