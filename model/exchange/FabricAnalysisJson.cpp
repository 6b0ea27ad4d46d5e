#include "model/exchange/FabricAnalysisJson.h"

#include "model/fabric/TrayLinks.h"

namespace colonnade::model {

namespace {

void writeTraffic(JsonWriter& json, const FabricAnalysis::Traffic& traffic)
{
    const TrafficRates& rates = traffic.rates;
    json.beginObject();
    json.entry("pattern", word(rates.pattern));
    json.entry("paths", word(rates.choice));
    json.entry("evaluated", rates.evaluated());
    json.entry("why", rates.why);
    json.entry("ports", rates.ports);
    json.entry("silent_ports", rates.silent);
    json.entry("flows", rates.flows);
    json.entry("sampled", rates.sampled);
    json.entry("uniform", rates.uniform);
    json.entry("least_share", rates.least);
    json.entry("mean_share", rates.mean);
    json.entry("most_share", rates.most);
    json.entry("busiest_link", traffic.busiest);
    json.entry("busiest_share", traffic.busiestShare);
    json.end();
}

void writeLoss(JsonWriter& json, const FabricFacts& facts, const FabricAnalysis& analysis, const FabricElementLoss& loss)
{
    const FabricCondition& now = loss.condition;
    json.beginObject();
    json.entry("kind", word(loss.kind));
    json.entry("place", placeOf(facts, analysis, loss));
    json.entry("alike", loss.alike);
    json.entry("endpoints", now.endpoints);
    json.entry("endpoints_lost", now.endpointsLost);
    json.entry("endpoints_cut", now.endpointsCut);
    json.entry("endpoints_narrowed", now.endpointsNarrowed);
    json.entry("endpoint_share", now.endpointShare);
    json.entry("switch_share", now.switchShare);
    json.entry("worst_leaf_share", now.worstLeafShare);
    json.entry("all_to_all_share", now.allToAllEvaluated ? std::optional{now.allToAllShare} : std::nullopt);
    json.entry("parts", now.parts);
    json.end();
}

/// The links of the fabric in each section of the trays, and the sections' names.
std::vector<std::vector<std::uint32_t>> linksBySection(const Design& design, const FabricFacts& facts, std::vector<std::string>& names)
{
    const auto graph = facts.pod ? trayGraph(facts.pod) : trayGraph(design.hall());
    if (graph->segments().empty())
        return {};
    const auto links = facts.pod ? trayLinks(facts.pod, design.hall()->trayHeight) : trayLinks(design.hall());
    const auto number = static_cast<std::size_t>(facts.fabric - facts.arrangement->fabrics.data());
    std::vector<std::vector<std::uint32_t>> all;
    for (const TraySection& section : sectionsOf(*graph)) {
        all.push_back((*links)[number].through(section));
        names.push_back(fmt::format("{} section {}", graph->trays()[section.tray].path, section.number));
    }
    return all;
}

} // namespace

FabricAnalysis analysed(const Design& design, const FabricFacts& facts)
{
    const FabricPlan& plan = *facts.plan;
    const FabricGraph graph{plan};
    FabricAnalysis out;
    std::size_t at = 0;
    for (const TrafficPattern pattern : {TrafficPattern::AllToAll, TrafficPattern::Ring}) {
        for (const PathChoice choice : {PathChoice::EvenSplit, PathChoice::Hashed}) {
            FabricAnalysis::Traffic& traffic = out.traffic[at++];
            traffic.rates = trafficRates(graph, pattern, choice);
            const auto busiest = traffic.rates.busiest(graph);
            if (!busiest)
                continue;
            const FabricGraph::Bundle& bundle = graph.bundles()[*busiest];
            traffic.busiest = fmt::format("{} to {}", plan.path(*facts.arrangement, bundle.a), plan.path(*facts.arrangement, bundle.b));
            traffic.busiestShare = static_cast<double>(traffic.rates.use[*busiest]);
        }
    }
    out.losses = singleElementLosses(plan, linksBySection(design, facts, out.sections));
    out.ports = portUse(plan);
    return out;
}

std::string placeOf(const FabricFacts& facts, const FabricAnalysis& analysis, const FabricElementLoss& loss)
{
    const FabricPlan& plan = *facts.plan;
    switch (loss.kind) {
    case FabricElementLoss::Kind::Switch: return plan.path(*facts.arrangement, loss.index);
    case FabricElementLoss::Kind::Cable: return plan.linkText(*facts.arrangement, plan.cables.links(loss.index).front());
    case FabricElementLoss::Kind::Rail: return fmt::format("rail {}", loss.index);
    case FabricElementLoss::Kind::Plane: return fmt::format("plane {}", loss.index);
    case FabricElementLoss::Kind::TraySection: return analysis.sections[loss.index];
    }
    return {};
}

void writeFabricAnalysis(JsonWriter& json, const Design& design, const FabricFacts& facts)
{
    const FabricAnalysis analysis = analysed(design, facts);
    json.beginObject();
    json.key("traffic");
    json.beginArray();
    for (const FabricAnalysis::Traffic& traffic : analysis.traffic)
        writeTraffic(json, traffic);
    json.end();
    json.key("losses");
    json.beginArray();
    for (const FabricElementLoss& loss : analysis.losses)
        writeLoss(json, facts, analysis, loss);
    json.end();
    json.key("ports");
    json.beginObject();
    json.entry("usable", analysis.ports.ports);
    json.entry("down", analysis.ports.down);
    json.entry("up", analysis.ports.up);
    json.entry("reserved", analysis.ports.reserved);
    json.entry("stranded", analysis.ports.stranded);
    json.entry("growth", analysis.ports.growth);
    json.end();
    json.end();
}

} // namespace colonnade::model
