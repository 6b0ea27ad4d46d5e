#include "app/cli/Command.h"
#include "app/cli/Terminal.h"

#include "model/exchange/DesignReader.h"
#include "model/exchange/FabricAnalysisJson.h"
#include "model/exchange/FactsJson.h"
#include "model/exchange/SaveFile.h"
#include "model/exchange/fabriccase/FabricCase.h"
#include "model/fabric/FabricFacts.h"
#include "model/units/Text.h"

#include <algorithm>
#include <array>

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

std::string boundWord(BisectionBasis basis)
{
    return basis == BisectionBasis::Exact ? "" : basis == BisectionBasis::LowerBound ? "at least " : "at most ";
}

/// Of endpoints and spines, and of cores and others where there are some: "4096 + 4096 + 4096".
std::string byTier(const std::array<int, 4>& counts)
{
    std::string out = fmt::format("{} + {}", counts[0], counts[1]);
    for (const int more : {counts[2], counts[3]})
        out += more > 0 ? fmt::format(" + {}", more) : std::string{};
    return out;
}

std::string asText(const std::vector<FabricFacts>& fabrics)
{
    std::vector<std::vector<std::string>> rows;
    for (const FabricFacts& facts : fabrics) {
        const FabricPlan& plan = *facts.plan;
        std::string switches;
        for (const int count : facts.switchesByTier())
            switches += fmt::format("{}{}", switches.empty() ? "" : " + ", count);
        const auto ratio = plan.worstOversubscription();
        rows.push_back({facts.subject().text(), fmt::format("{}", facts.placements), std::string(word(plan.family)), switches,
                        byTier({plan.endpointLinks, plan.spineLinks, plan.coreLinks, plan.otherLinks}),
                        byTier({plan.endpointCables, plan.spineCables, plan.coreCables, plan.otherCables}), fmt::format("{}", plan.gaps),
                        ratio ? ratioText(*ratio) : "–", fmt::format("{}", plan.switchHops),
                        plan.refusal ? plan.refusal->text : boundWord(plan.bisectionBasis) + text(plan.bisection, 4)});
    }
    return table({"fabric", ">placed", "recipe", ">switches", ">links", ">cables", ">without medium", ">worst leaf", ">hops", ">bisection"},
                 rows);
}

std::string percent(double share)
{
    return fmt::format("{} %", significant(share * 100, 4));
}

/// What one fabric does under load and under failures.
std::string analysisText(const Design& design, const FabricFacts& facts)
{
    const FabricAnalysis analysis = analysed(design, facts);
    std::vector<std::vector<std::string>> traffic;
    for (const FabricAnalysis::Traffic& one : analysis.traffic) {
        const TrafficRates& rates = one.rates;
        if (!rates.evaluated()) {
            traffic.push_back({std::string(word(rates.pattern)), std::string(word(rates.choice)), "not evaluated", "", "", "", rates.why});
            continue;
        }
        traffic.push_back({std::string(word(rates.pattern)), std::string(word(rates.choice)), fmt::format("{}{}", rates.flows, rates.sampled ? " sampled" : ""),
                           percent(rates.least), percent(rates.mean), percent(rates.most),
                           one.busiest.empty() ? "–" : fmt::format("{} {}", percent(one.busiestShare), one.busiest)});
    }
    std::vector<std::vector<std::string>> losses;
    for (const FabricElementLoss& loss : analysis.losses) {
        const FabricCondition& now = loss.condition;
        losses.push_back({std::string(word(loss.kind)), placeOf(facts, analysis, loss), fmt::format("{}", loss.alike),
                          fmt::format("{} of {}", now.endpointsCut, now.endpoints), fmt::format("{}", now.endpointsNarrowed),
                          percent(now.endpointShare), percent(now.switchShare), percent(now.worstLeafShare),
                          now.allToAllEvaluated ? percent(now.allToAllShare) : "not evaluated"});
    }
    const PortUse& ports = analysis.ports;
    return fmt::format("\n{}\n{}\n{}\nPorts of its switches: {}; {} down, {} up, {} kept for endpoints, {} stranded\n", facts.subject().text(),
                       table({"traffic", "paths", ">flows", ">slowest port", ">mean", ">fastest", "busiest between switches"}, traffic),
                       table({"lost alone", "first", ">alike", ">cut off", ">narrowed", ">endpoint capacity", ">between switches",
                              ">worst leaf", ">all-to-all"},
                             losses),
                       ports.ports, ports.down, ports.up, ports.reserved, ports.stranded);
}

class FabricCommand final : public Command {
public:
    CLI::App* declare(CLI::App& program) override
    {
        CLI::App* command = program.add_subcommand("fabric", "Analyse the networks of a design, or build one that a case file describes");
        command->add_option("design", m_design, "Design file")->type_name("DESIGN");
        command->add_option("name", m_name, "Id of a fabric of the design; without it, all")->type_name("NAME");
        command->add_option("--case", m_case, "File with one case, or a list of them under 'oracles'; '-' is standard input")
            ->type_name("CASE");
        command->add_option("--links", m_links, "Also write every link of the one case as CSV")->type_name("OUT.csv");
        command->add_option("-o,--output", m_output, "File to write; '-' is standard output")->type_name("FILE");
        addFormat(*command, m_format, {"text", "json"});
        command->footer("Example: colonnade fabric --case superpod.yaml --format json");
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
        if (!m_links.empty())
            return refuse({"'--links' writes the links of a case; those of a design are in its package"});
        const auto design = loadDesign(m_design);
        if (!design)
            return refuse(design.error());
        auto fabrics = fabricFacts(*design);
        if (!m_name.empty()) {
            const auto others = std::remove_if(fabrics.begin(), fabrics.end(),
                                               [&](const FabricFacts& facts) { return facts.fabric->id.text() != m_name; });
            fabrics.erase(others, fabrics.end());
            if (fabrics.empty())
                return refuse({fmt::format("'{}' has no fabric '{}'", m_design, shown(m_name))});
        }
        std::string text;
        if (m_format == Format::Json) {
            text = fabricsJson(m_design, *design, fabrics);
        } else {
            text = asText(fabrics);
            for (const FabricFacts& facts : fabrics)
                text += analysisText(*design, facts);
        }
        return deliver(text, m_output, {".json", ".txt"}, false,
                       m_design);
    }

    [[nodiscard]] int ofCases() const
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

    std::string m_design, m_name, m_case, m_links, m_output;
    Format m_format = Format::Text;
};

} // namespace

std::unique_ptr<Command> fabricCommand()
{
    return std::make_unique<FabricCommand>();
}

} // namespace colonnade::cli
