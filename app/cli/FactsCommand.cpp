#include "app/cli/Command.h"
#include "app/cli/Terminal.h"

#include "model/cooling/CoolingChain.h"
#include "model/exchange/DesignReader.h"
#include "model/exchange/FactsJson.h"
#include "model/exchange/ProfileReader.h"
#include "model/fabric/FabricFacts.h"
#include "model/power/DesignNetwork.h"
#include "model/power/PowerChain.h"
#include "model/reliability/ReliabilityFacts.h"
#include "model/reliability/Sustainability.h"
#include "model/units/Text.h"

namespace colonnade::cli {

namespace {

using namespace model;

/// "590 kg + 3 unknown": what is known, and how many figures are not.
template <class Q> std::string sumText(const Sum<Q>& sum)
{
    const std::string known = text(sum.known, 4);
    return sum.complete() ? known : fmt::format("{} + {} unknown", known, sum.missing);
}

std::vector<std::string> rackRow(const std::string& path, const RackDesign& rack, const Sum<Watts>& power)
{
    const RackFacts& facts = rack.facts();
    return {path, rack.id().text(), sumText(power), sumText(facts.heatToAir), sumText(facts.heatToLiquid),
            sumText(facts.mass), fmt::format("{} of {} U", text(facts.free), text(facts.units)),
            fmt::format("{}", facts.accelerators)};
}

const std::vector<std::string> rackHeads{"rack", "design", ">power", ">heat to air", ">heat to liquid", ">mass", ">free", ">accelerators"};

std::string floorText(const FloorFacts& facts)
{
    return table({"total", ">value"},
                 {{"racks", fmt::format("{}", facts.racks)},
                  {"floor units", fmt::format("{}", facts.units)},
                  {"accelerators", fmt::format("{}", facts.accelerators)},
                  {"power, provisioned", sumText(facts.provisioned)},
                  {"power, in operation", sumText(facts.operation)},
                  {"power, peak", sumText(facts.peak)},
                  {"heat to air", sumText(facts.heatToAir)},
                  {"heat to liquid", sumText(facts.heatToLiquid)},
                  {"coolant flow, at the warmest inlet", sumText(facts.flow)},
                  {"mass", sumText(facts.mass)},
                  {"price, planning estimate, without cabling", sumText(facts.price)}});
}

std::string chainsText(const Design& design, const Profile& profile)
{
    std::string out;
    std::vector<std::vector<std::string>> feeds;
    for (const DesignPower::Part& part : designPower(design, profile.power).parts) {
        for (const FeedLoad& load : part.chain->feeds) {
            feeds.push_back({fmt::format("feed:{}/{}{}", part.pod ? part.pod->id().text() : "", load.feed.id,
                                         part.instance.empty() ? "" : " in " + part.instance),
                             fmt::format("{}", part.placements), text(load.normal, 4), text(load.worst, 4),
                             load.worstLoss ? load.worstLoss->text() : "–", text(load.limit, 4)});
        }
    }
    if (!feeds.empty())
        out += '\n' + table({"feed", ">placed", ">normal", ">worst", "when lost", ">limit"}, feeds);
    std::vector<std::vector<std::string>> loops;
    for (const DesignCooling::Part& part : designCooling(design, profile.cooling).parts) {
        for (const LoopLoad& load : part.chain.loops) {
            loops.push_back({fmt::format("loop:{}/{}", part.pod ? part.pod->id().text() : "", load.loop.id),
                             fmt::format("{}", part.placements), text(load.heat, 4), text(load.capacity, 4),
                             text(load.capacityLess, 4), load.supply ? text(*load.supply, 4) : "–",
                             load.flow ? text(*load.flow, 4) : "–"});
        }
    }
    std::vector<std::vector<std::string>> fabrics;
    for (const FabricFacts& facts : fabricFacts(design)) {
        const FabricPlan& plan = *facts.plan;
        std::string switches;
        for (const int count : facts.switchesByTier())
            switches += fmt::format("{}{}", switches.empty() ? "" : " + ", count);
        const auto ratio = plan.worstOversubscription();
        fabrics.push_back({facts.subject().text(), fmt::format("{}", facts.placements), std::string(word(plan.family)),
                           fmt::format("{}", plan.endpointPorts - plan.unassigned), fmt::format("{}", plan.unassigned),
                           switches, fmt::format("{} + {}", plan.endpointLinks, plan.spineLinks),
                           ratio ? significant(*ratio, 3) + ":1" : "–",
                           plan.refusal ? plan.refusal->text : text(plan.bisection, 4)});
    }
    if (!loops.empty())
        out += '\n' + table({"loop", ">placed", ">heat", ">capacity", ">one CDU lost", ">supply", ">flow"}, loops);
    if (!fabrics.empty())
        out += '\n' + table({"fabric", ">placed", "recipe", ">linked ports", ">without", ">switches", ">links", ">leaf", ">bisection"}, fabrics);
    return out;
}

std::string shareText(const std::optional<double>& figure, int digits, std::string_view unit = {})
{
    if (!figure)
        return "–";
    return unit.empty() ? significant(*figure, digits) : withUnit(*figure, unit, digits);
}

std::string reliabilityText(const Design& design, const Profile& profile)
{
    const ReliabilityFacts facts = reliabilityFacts(design, profile.reliability);
    std::vector<std::vector<std::string>> classes;
    for (const ClassFailures& failures : facts.classes) {
        const bool known = failures.annualRate.has_value();
        classes.push_back({std::string(failureClassName(failures.kind)), fmt::format("{}", failures.count),
                           known ? significant(100 * *failures.annualRate, 3) + " %" : "–",
                           known ? significant(failures.perYear, 3) : "–",
                           known ? fmt::format("{}", failures.spares.count) : "–"});
    }
    std::string out;
    if (!classes.empty()) {
        classes.push_back({"all together", "", "", significant(facts.failuresPerYear, 3), ""});
        out += '\n' + table({"what fails", ">count", ">of one a year", ">failures a year", ">spares"}, classes);
    }
    for (const JobReliability& job : facts.jobs) {
        const std::string reason = reasonOf(job.checkpoint);
        out += '\n'
            + table({job.name, ">value"},
                    {{"nodes", fmt::format("{} of {}", job.nodes, facts.population.nodes)},
                     {job.sparesAssumed ? "spare nodes, assumed" : "spare nodes", fmt::format("{}", job.spareNodes)},
                     {"mean time to failure", lasting(job.meanTimeToFailure)},
                     {"checkpoint", lasting(job.checkpoint.time) + (reason.empty() ? "" : ": " + reason)},
                     {"checkpoint interval", lasting(job.interval)},
                     {"effective training time", significant(100 * job.effective, 3) + " %"},
                     {"enough nodes", significant(100 * job.enoughNodes, 3) + " %"},
                     {"goodput with spares and repair", significant(100 * job.goodput, 3) + " %"}});
    }
    const SustainabilityFacts site = sustainabilityFacts(
        design, DesignNetwork{design, profile.power}.state().conversion, profile.cooling.rise);
    return out + '\n'
        + table({"site", ">value"},
                {{"IT power, provisioned", text(site.it, 4)},
                 {"lost in the power chain", text(site.conversion, 4)},
                 {"PUE", shareText(site.pue, 4)},
                 {"WUE", shareText(site.wue, 4, "L/kWh")},
                 {"CUE", shareText(site.cue, 3, "kg/kWh")},
                 {"heat reused", shareText(site.reuseFactor ? std::optional{100 * *site.reuseFactor} : std::nullopt, 3, "%")}});
}

std::string designFacts(const Design& design, const Profile& profile)
{
    std::vector<std::vector<std::string>> rows;
    forEachInstance(*design.hall(), [&](const Instance& instance) {
        if (!instance.rack())
            return;
        Sum<Watts> power = instance.rack()->facts().provisioned;
        const auto special = design.hall()->overrides.find(instance.path);
        if (special != design.hall()->overrides.end() && special->second.provisioned)
            power = {*special->second.provisioned, 0};
        rows.push_back(rackRow(instance.path, *instance.rack(), power));
    });
    std::string out = table(rackHeads, rows) + '\n' + floorText(design.facts());
    return out + chainsText(design, profile) + reliabilityText(design, profile);
}

Result<std::string> placeFacts(const Design& design, const std::string& path)
{
    const auto place = placeAt(design, path);
    if (!place)
        return tl::unexpected<Error>{place.error()};
    if (!place->placement)
        return floorText(place->pod->pod->facts());
    if (!place->device && place->placement->rack())
        return table(rackHeads, {rackRow(path, **place->placement->rack(), (*place->placement->rack())->facts().provisioned)});
    const PartType& part = place->device ? *place->device->part : **place->placement->unit();
    std::vector<std::vector<std::string>> rows{{"part", part.id.text(), ""}, {"model", part.model, ""}};
    if (place->device)
        rows.push_back({"position", text(place->device->mount), ""});
    for (const Figure& figure : part.figures) {
        if (const auto number = figure.number())
            rows.push_back({std::string(figure.kind->label), withUnit(*number, figure.kind->unit, 4),
                            std::string(word(figure.basis))});
    }
    return table({"figure", ">value", "basis"}, rows);
}

class FactsCommand final : public Command {
public:
    CLI::App* declare(CLI::App& program) override
    {
        CLI::App* command = program.add_subcommand("facts", "The derived figures of a design or of a part of it");
        command->add_option("design", m_design, "Design file")->required()->type_name("DESIGN");
        command->add_option("path", m_path, "Instance path, as su-1, su-1/a04 or su-1/a04/c5")->type_name("PATH");
        command->add_option("--profile", m_profile, "Rule profile instead of the design's own")->type_name("P");
        command->add_option("-o,--output", m_output, "File to write; '-' is standard output")->type_name("FILE");
        addFormat(*command, m_format, {"text", "json"});
        command->footer("Example: colonnade facts hall.colonnade su-1/a04");
        return command;
    }

    int run() override
    {
        const auto design = loadDesign(m_design);
        if (!design)
            return refuse(design.error());
        const auto profile = profileOf(*design, m_design, m_profile);
        if (!profile)
            return refuse(profile.error());
        const auto out = m_format == Format::Json ? factsJson(*design, *profile, m_path)
            : m_path.empty() ? Result<std::string>{designFacts(*design, *profile)}
                             : placeFacts(*design, m_path);
        return out ? deliver(*out, m_output, {".json", ".txt"}, false, m_design) : refuse(out.error());
    }

private:
    std::string m_design, m_path, m_profile, m_output;
    Format m_format = Format::Text;
};

} // namespace

std::unique_ptr<Command> factsCommand()
{
    return std::make_unique<FactsCommand>();
}

} // namespace colonnade::cli
