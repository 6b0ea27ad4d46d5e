#include "model/exchange/package/Package.h"

#include "model/exchange/CatalogJson.h"
#include "model/exchange/DesignWriter.h"
#include "model/exchange/Sha256.h"
#include "model/exchange/UsedCatalog.h"
#include "model/exchange/package/PackagePieces.h"
#include "model/exchange/package/Uuid.h"
#include "model/power/DesignNetwork.h"
#include "model/reliability/SingleFailures.h"
#include "model/rules/Depth.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

namespace colonnade::model {

namespace {

using namespace package;

/// Namespace of package ids: chosen once, never changed.
constexpr std::string_view packageNamespace = "6f2b8d1e-4c57-4e0b-9a35-71d0c2f4be98";

constexpr std::array<std::string_view, 1> audienceWords{"internal"};
constexpr std::array<std::string_view, 4> statusWords{"draft", "for_review", "issued", "superseded"};

constexpr double squareMillimetres = 1e6; ///< In a square metre.

void addControl(Package& package, const Design& design, const Profile& profile, const PackageOptions& options)
{
    package.control = options;
    package.control.file = std::filesystem::path(options.file).filename().string();
    if (package.control.title.empty())
        package.control.title = design.name();
    package.designText = designText(design);
    package.designHash = sha256(package.designText);
    package.id = uuid5(packageNamespace, fmt::format("{}\n{}\n{}", package.designHash, word(options.audience), options.revision));
    package.designName = design.name();
    package.purpose = design.purpose();
    package.profile = profile.id;
    package.profileTitle = profile.title;
    package.profileHash = sha256(profile.fingerprint());
}

/// Rows and fabrics, of the pod designs and of the hall itself.
void addArrangements(Package& package, const Design& design)
{
    const auto add = [&](const Arrangement& arrangement, const PodDesign* pod, const PodDesignRef& ref, int placements) {
        addRows(package.rows, arrangement, pod, placements);
        for (const Fabric& fabric : arrangement.fabrics) {
            if (const auto plan = pod ? fabricPlan(ref, fabric.id, package.hall->trayHeight) : fabricPlan(package.hall, fabric.id))
                package.fabrics.push_back(fabricPages(*plan, fabric, pod, placements));
        }
    };
    for (const auto& [id, pod] : design.podDesigns()) {
        const int placements = design.placementsOf(id);
        package.pods.push_back({pod, placements});
        add(pod->arrangement(), pod.get(), pod, placements);
    }
    add(package.hall->arrangement, nullptr, nullptr, 1);
    package.placements = placedThings(*package.hall);
}

/// Every part that fails alone, as the failures of the program list them.
void addLosses(Package& package, const Design& design, const Profile& profile)
{
    const int accelerators = package.totals.accelerators;
    if (accelerators == 0)
        return;
    const Failures failures{std::make_shared<const Design>(design), {profile.power, profile.cooling, profile.reliability}};
    for (const SingleFailure& one : singleFailures(failures)) {
        const int lost = static_cast<int>(std::ceil(one.lost.total() - 1e-6));
        package.losses.push_back({std::string(kindName(one.kind)), one.path,
                                  one.count > 1 ? fmt::format("{}, {} alike", one.name, one.count) : one.name, lost, accelerators});
    }
}

/// Failures and goodput, energy, and cost over the life.
void addRunning(Package& package, const Design& design, const Profile& profile)
{
    package.reliability = reliabilityFacts(design, profile.reliability);
    package.reliability.population.fabrics.clear(); // They point into the design.
    package.energy = sustainabilityFacts(design, DesignNetwork{design, profile.power}.state().conversion, profile.cooling.rise);
    for (const WorkloadPages& pages : package.workloads) {
        if (!package.cost && pages.story.cost)
            package.cost = pages.story.cost;
    }
    if (package.cost)
        return;
    auto cost = costOfDesign(design, {});
    if (cost)
        package.cost = std::move(*cost);
    else
        package.whyNoCost = cost.error().text;
}

void addJudgement(Package& package, const Design& design, const Profile& profile, const Evaluation& evaluation)
{
    package.rulesKnown = evaluation.rulesKnown;
    package.rulesEvaluated = evaluation.rulesEvaluated;
    package.checks = evaluation.checks;
    package.checksEvaluated = evaluation.checksEvaluated;
    for (const Finding& finding : evaluation.findings) {
        if (finding.waived)
            package.waived.push_back(finding);
        else if (finding.severity == Severity::NotEvaluated)
            package.notEvaluated.push_back(finding);
        else
            package.findings.push_back(finding);
    }
    package.waivers = waiverLines(design, evaluation);
    package.rules = ruleLines(evaluation, profile);
}

void addAssumptions(Package& package, const Design& design)
{
    for (const Assumption& assumption : design.assumptions())
        package.assumptions.push_back({assumption.text, assumption.source, "design"});
    for (const WorkloadPages& pages : package.workloads) {
        const std::vector<std::string> none;
        const auto& all = pages.estimate ? pages.estimate->assumptions : pages.serving ? pages.serving->assumptions : none;
        for (const std::string& assumption : all)
            package.assumptions.push_back({assumption, {}, pages.workload.name});
    }
    if (package.cost) {
        for (const std::string& assumption : package.cost->assumptions)
            package.assumptions.push_back({assumption, {}, "cost"});
    }
}

} // namespace

std::string_view word(Audience audience)
{
    return audienceWords[static_cast<std::size_t>(audience)];
}

std::string_view word(PackageStatus status)
{
    return statusWords[static_cast<std::size_t>(status)];
}

PackageStatus packageStatusFrom(std::string_view text)
{
    const auto found = std::ranges::find(statusWords, text);
    return found == statusWords.end() ? PackageStatus::Draft : static_cast<PackageStatus>(found - statusWords.begin());
}

Package packageOf(const Design& design, const Profile& profile, const Evaluation& evaluation, std::vector<WorkloadPages> workloads,
                  const PackageOptions& options)
{
    Package package;
    addControl(package, design, profile, options);
    package.totals = design.facts();
    package.workloads = std::move(workloads);
    const Catalog used = usedCatalog(design);
    for (const auto& [id, part] : used.parts())
        package.parts.push_back(part);
    package.catalogHash = sha256(catalogJson(package.parts, used));

    for (const auto& [id, rack] : design.rackDesigns())
        package.rackDesigns.push_back(rackPages(rack, design.placementsOf(id), profile.power));
    package.hall = design.hall();
    package.hallAreaM2 = area(package.hall->outline) / squareMillimetres;
    addArrangements(package, design);
    package.cabling = cablingPages(design, options.spareShare);

    package.power = powerPages(designPower(design, profile.power), profile.power);
    package.cooling = coolingPages(designCooling(design, profile.cooling), design);
    package.cooling.basis = profile.cooling;
    package.depthBasis = depthBasis(profile);
    addLosses(package, design, profile);
    addRunning(package, design, profile);

    const BillOfMaterials bill = billOf(design);
    for (const BillLine& line : bill.lines)
        package.bom.push_back({static_cast<int>(package.bom.size()) + 1, line});
    package.bomSummary = {bill.price(), bill.cablesWithoutMedium, bill.fabricsRefused};

    addJudgement(package, design, profile, evaluation);
    addAssumptions(package, design);
    addSources(package, used);
    for (const SourceId& source : design.sources())
        package.designSources.push_back(source.text());
    addKeyFigures(package);
    addOpenMatters(package, evaluation);
    package.notContained = absentParts(package);
    return package;
}

} // namespace colonnade::model
