#include "model/exchange/package/PackageShapes.h"

#include "model/exchange/package/PackageJson.h"
#include "model/exchange/package/ShapeViews.h"

namespace colonnade::model::package {

using enum AudienceClass;

namespace {

std::vector<FindingView> findingViews(const std::vector<Finding>& findings)
{
    return viewsOf<FindingView>(findings);
}

} // namespace

template <> void describe(ObjectShape<Package>& shape)
{
    using AudienceClass::Fabric, AudienceClass::Hall, AudienceClass::Workload;
    shape.field("format", Public, "Name of this format.", [](const Package&) { return Word{packageFormat}; }, {std::string(packageFormat)})
        .field("format_version", Public, "Version of this format.", [](const Package&) { return packageFormatVersion; })
        .field("package", Public, "Control of the document.", [](const Package& p) { return ControlView{&p}; })
        .field("design", Public, "What it was made of.", [](const Package& p) { return DesignView{&p}; })
        .field("purpose", Internal, "What the design is for.", &Package::purpose)
        .field("key_figures", Scale, "The summary.", &Package::keyFigures)
        .field("open_matters", Register, "What has to be settled.", &Package::openMatters)
        .field("totals", Scale, "Of the whole hall.", &Package::totals)
        .field("not_contained", Public, "Parts of a full package that this one does not have.", &Package::notContained)
        .field("workloads", Workload, "Jobs that the design is meant for.", &Package::workloads)
        .field("estimates", Performance, "Of each workload.", [](const Package& p) { return viewsOf<EstimateView>(p.workloads); })
        .field("parts", Public, "Catalog entries in use.",
               [](const Package& p) {
                   std::vector<PartView> out;
                   for (const PartRef& part : p.parts)
                       out.push_back({part.get()});
                   return out;
               })
        .field("rack_designs", Interface, "Racks, each as drawn once.", &Package::rackDesigns)
        .field("pods", Hall, "Pods, each as drawn once.", &Package::pods)
        .field("halls", Hall, "The room.", [](const Package& p) { return std::vector{HallView{&p}}; })
        .field("room_data", Hall, "By row of a pod design.", &Package::rows)
        .field("placements", Hall, "Everything on the floor.", &Package::placements)
        .field("power", Hall, "The power chain.", &Package::power)
        .field("cooling", Hall, "The cooling chain.", &Package::cooling)
        .field("fabrics", Fabric, "Networks.", &Package::fabrics)
        .field("cabling", Fabric, "Cables: totals, stock, trays, schedule.", &Package::cabling)
        .field("reliability", Reliability, "Blast radius, failures, goodput.", [](const Package& p) { return ReliabilityView{&p}; })
        .field("energy", Scale, "What hall and site take.", &Package::energy)
        .field("cost", Price, "Planning estimate over the life; null: none.", &Package::cost)
        .field("cost_refusal", Register, "Why there is no cost; empty: there is.", &Package::whyNoCost)
        .field("bom", Interface, "Bill of materials.", &Package::bom)
        .field("bom_summary", Scale, "What the bill comes to, and what is in no line.", &Package::bomSummary)
        .field("evaluation", Register, "How much the rules could judge.", [](const Package& p) { return EvaluationView{&p}; })
        .field("findings", Register, "Open findings, most severe first.", [](const Package& p) { return findingViews(p.findings); })
        .field("waived_findings", Register, "Findings that a waiver accepts.", [](const Package& p) { return findingViews(p.waived); })
        .field("not_evaluated", Register, "Places that a rule could not judge.", [](const Package& p) { return findingViews(p.notEvaluated); })
        .field("waivers", Register, "Decisions that a finding is accepted.", &Package::waivers)
        .field("rules", Public, "Rules that findings name.", &Package::rules)
        .field("assumptions", Internal, "What was assumed.", &Package::assumptions)
        .field("unsourced_figures", Public, "Figures of parts for which no source was found.", &Package::unsourced)
        .field("sources", Public, "Documents.", &Package::sources)
        .field("design_source_ids", Public, "Documents behind the design as a whole.", &Package::designSources)
        .field("redactions", Public, "What was changed or taken out for the reader.", &Package::redactions)
        .field("files", Public, "What lies beside this file in the package's folder; empty: nothing.", &Package::files);
}

const ObjectShape<Package>& packageShape()
{
    return *shapeOf<Package>();
}

} // namespace colonnade::model::package
