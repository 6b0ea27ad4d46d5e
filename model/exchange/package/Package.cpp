#include "model/exchange/package/Package.h"

#include "model/exchange/CatalogJson.h"
#include "model/exchange/DesignWriter.h"
#include "model/exchange/Sha256.h"
#include "model/exchange/package/Uuid.h"
#include "model/fabric/FabricLinks.h"
#include "model/performance/ClusterViewOfDesign.h"
#include "model/power/RackPower.h"
#include "model/rules/Depth.h"
#include "model/rules/RuleSet.h"
#include "model/rules/Scopes.h"
#include "model/rules/Waivers.h"
#include "model/units/Text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

namespace colonnade::model {

namespace {

using namespace package;

/// Namespace of package ids: chosen once, never changed.
constexpr std::string_view packageNamespace = "6f2b8d1e-4c57-4e0b-9a35-71d0c2f4be98";
constexpr std::string_view staleWaivers = "DQ-003";

constexpr std::array<std::string_view, 1> audienceWords{"internal"};
constexpr std::array<std::string_view, 4> statusWords{"draft", "for_review", "issued", "superseded"};

constexpr double squareMillimetres = 1e6; ///< In a square metre.

constexpr std::array<double, 13> lengthBands{1, 2, 3, 5, 10, 15, 20, 30, 50, 100, 200, 500, 2000};

std::string subjectText(Subject::Where where, const PodDesign* pod, const std::string& id)
{
    return Subject{where, fmt::format("{}/{}", pod ? pod->id().text() : std::string{}, id)}.text();
}

std::string holderOf(const PodDesign* pod)
{
    return pod ? pod->id().text() : std::string{};
}

// Racks and floor.

std::vector<OpenUnits> openUnits(const RackDesign& rack)
{
    std::vector<OpenUnits> runs;
    const int units = static_cast<int>(rack.units().value());
    for (int unit = 1; unit <= units; ++unit) {
        if (rack.occupant(Face::Front, RackUnit::whole(unit)))
            continue;
        if (!runs.empty() && runs.back().unit + runs.back().units == unit)
            runs.back().units += 1;
        else
            runs.push_back({static_cast<double>(unit), 1});
    }
    return runs;
}

RackDesignPages rackPages(const RackDesignRef& rack, int placements, const PowerBasis& basis)
{
    RackDesignPages pages;
    pages.design = rack;
    pages.placements = placements;
    for (const Device& device : rack->devices()) {
        RackDevice line{device.id.text(), device.label, device.part, text(device.mount), {}, device.height().value(),
                        std::string(word(device.mount.face)), std::string(word(device.mount.slot)), {}};
        if (!device.zeroU())
            line.unit = device.mount.unit.value();
        if (device.takesFeed())
            line.side = std::string(1, letter(sideOf(*rack, device)));
        pages.devices.push_back(std::move(line));
    }
    pages.open = openUnits(*rack);
    for (const PduLoad& load : pduLoads(*rack, basis))
        pages.pdus.push_back({load.pdu->id.text(), std::string(1, letter(load.side)), load.normal, load.worst, load.limit});
    for (const auto& [role, count] : rack->facts().ports)
        pages.ports.push_back({std::string(word(role)), count});
    const auto& power = rack->facts().powerByRole;
    for (std::size_t role = 0; role < power.size(); ++role) {
        if (power[role] > Watts{})
            pages.powerByRole.push_back({std::string(word(static_cast<DeviceRole>(role))), power[role]});
    }
    pages.handCables = static_cast<int>(rack->cables().size());
    return pages;
}

void addPlacement(RowTotals& row, const Placement& placement)
{
    const FloorSize size = placement.footprint().size;
    row.footprintM2 += static_cast<double>(size.width.value()) * static_cast<double>(size.depth.value()) / squareMillimetres;
    if (const RackDesignRef* rack = placement.rack()) {
        const RackFacts& facts = (*rack)->facts();
        ++row.racks;
        row.accelerators += facts.accelerators;
        row.power += facts.provisioned;
        row.heatToAir += facts.heatToAir;
        row.heatToLiquid += facts.heatToLiquid;
        row.mass += facts.mass;
        row.flow += facts.flow;
        return;
    }
    const PartType& unit = **placement.unit();
    ++row.units;
    row.mass.addIf(unit.body.mass);
    if (unit.kind == PartKind::FloorPower)
        return; // Passes power on.
    row.power.addIf(unit.power.forProvisioning());
    row.heatToAir.addIf(unit.power.forProvisioning());
}

void addRows(std::vector<RowTotals>& out, const Arrangement& arrangement, const PodDesign* pod, int placements)
{
    std::vector<RowTotals> rows;
    for (const Row& row : arrangement.rows)
        rows.push_back({holderOf(pod), row.id.text(), row.name, placements});
    rows.push_back({holderOf(pod), {}, {}, placements});
    for (const Placement& placement : arrangement.placements) {
        auto row = std::ranges::find_if(rows, [&](const RowTotals& each) {
            return placement.row ? each.row == placement.row->text() : each.row.empty();
        });
        if (row == rows.end())
            row = rows.end() - 1;
        addPlacement(*row, placement);
    }
    std::erase_if(rows, [](const RowTotals& row) { return row.racks + row.units == 0; });
    out.insert(out.end(), rows.begin(), rows.end());
}

std::vector<PlacedThing> placedThings(const Hall& hall)
{
    std::vector<PlacedThing> things;
    forEachInstance(hall, [&](const Instance& instance) {
        PlacedThing thing;
        thing.path = instance.path;
        thing.label = instance.placement->label;
        if (const RackDesignRef* rack = instance.placement->rack())
            thing.rackDesign = (*rack)->id().text();
        else
            thing.part = (*instance.placement->unit())->id.text();
        if (instance.placement->row)
            thing.row = instance.placement->row->text();
        thing.footprint = instance.footprint;
        thing.turn = instance.turn;
        thing.feeds = instance.placement->feeds;
        if (instance.placement->loop)
            thing.loop = instance.placement->loop->text();
        if (const auto special = hall.overrides.find(instance.path); special != hall.overrides.end())
            thing.special = special->second;
        things.push_back(std::move(thing));
    });
    return things;
}

// Chains.

PowerPages powerPages(const DesignPower& power, const PowerBasis& basis)
{
    PowerPages pages;
    pages.basis = basis;
    for (const SideTotal& side : power.bySide())
        pages.sides.push_back({std::string(1, letter(side.side)), side.normal, side.limit, side.feeds});
    for (const DesignPower::Part& part : power.parts) {
        for (const FeedLoad& load : part.chain->feeds) {
            FeedLine line{.subject = subjectText(Subject::Where::Feed, part.pod, load.feed.id.text()),
                          .holder = holderOf(part.pod),
                          .instance = part.instance,
                          .placements = part.placements,
                          .feed = load.feed,
                          .factor = load.factor,
                          .normal = load.normal,
                          .worst = load.worst,
                          .limit = load.limit,
                          .worstLoss = {},
                          .consumers = load.consumers,
                          .acceleratorsLost = load.acceleratorsLost,
                          .acceleratorsBehind = load.acceleratorsBehind,
                          .missing = load.missing};
            if (load.worstLoss)
                line.worstLoss = load.worstLoss->text();
            pages.feeds.push_back(std::move(line));
        }
        for (const Unfed& unfed : part.chain->unfed) {
            const Subject place = part.pod ? Subject::pod(part.pod->id().text(), unfed.placement.text())
                                           : Subject::instance(unfed.placement.text());
            pages.unfed.push_back(fmt::format("{} side {}", place.text(), letter(unfed.side)));
        }
    }
    return pages;
}

CoolingPages coolingPages(const DesignCooling& cooling, const Design& design)
{
    CoolingPages pages;
    for (const DesignCooling::Part& part : cooling.parts) {
        for (const LoopLoad& load : part.chain.loops) {
            LoopLine line{.subject = subjectText(Subject::Where::Loop, part.pod, load.loop.id.text()),
                          .holder = holderOf(part.pod),
                          .placements = part.placements,
                          .loop = load.loop,
                          .racks = load.racks,
                          .cdus = load.cdus,
                          .accelerators = load.accelerators,
                          .heat = load.heat,
                          .capacity = load.capacity,
                          .capacityLess = load.capacityLess,
                          .supply = load.supply,
                          .inletMax = load.inletMax,
                          .inletMaxOf = load.inletMaxOf,
                          .flow = load.flow,
                          .cduFlowLess = load.cduFlowLess,
                          .flowByMaker = load.flowByMaker,
                          .rise = load.rise,
                          .redundant = load.redundant(),
                          .missing = load.missingHeat};
            line.missing.insert(line.missing.end(), load.missingInlet.begin(), load.missingInlet.end());
            line.missing.insert(line.missing.end(), load.missingCdu.begin(), load.missingCdu.end());
            pages.loops.push_back(std::move(line));
        }
    }
    pages.air = design.hall()->air;
    if (pages.air)
        pages.airCapacityLess = pages.air->sensibleEach * static_cast<double>(std::max(0, pages.air->units - pages.air->spare));
    pages.heatToAir = design.facts().heatToAir;
    return pages;
}

// Fabrics.

std::vector<FabricTierLine> tiersOf(const FabricPlan& plan)
{
    std::vector<FabricTierLine> lines;
    for (const SwitchUse& use : plan.switches) {
        const FabricNode& node = plan.nodes[use.node];
        const PartRef& part = plan.parts[node.part];
        auto line = std::ranges::find_if(lines, [&](const FabricTierLine& each) { return each.tier == node.tier && each.part == part; });
        if (line == lines.end())
            line = lines.insert(lines.end(), {node.tier, part});
        ++line->count;
        line->ports += use.ports;
        line->down += use.down;
        line->up += use.up;
        line->free += use.free();
    }
    std::ranges::stable_sort(lines, {}, &FabricTierLine::tier);
    return lines;
}

std::vector<MediumLine> mediaOf(const FabricPlan& plan)
{
    std::vector<MediumLine> lines;
    for (const PartRef& part : plan.media)
        lines.push_back({part});
    const CableColumns& cables = plan.cables;
    for (std::size_t i = 0; i < cables.size(); ++i) {
        if (cables.medium[i] == CableColumns::none)
            continue;
        MediumLine& line = lines[cables.medium[i]];
        const Metres length{static_cast<double>(cables.ordered[i])};
        line.shortest = line.count == 0 ? length : std::min(line.shortest, length);
        line.longest = std::max(line.longest, length);
        line.total += length;
        ++line.count;
    }
    for (const PlacedOptic& optic : plan.optics)
        ++lines[optic.part].count;
    std::erase_if(lines, [](const MediumLine& line) { return line.count == 0; });
    return lines;
}

std::vector<LengthBand> lengthsOf(const FabricPlan& plan)
{
    std::vector<LengthBand> bands;
    for (const double end : lengthBands)
        bands.push_back({Metres{end}});
    for (const float length : plan.cables.routed) {
        const auto band = std::ranges::find_if(bands, [&](const LengthBand& each) { return length <= each.upTo.value(); });
        if (band != bands.end())
            ++band->cables;
        else
            ++bands.back().cables;
    }
    while (!bands.empty() && bands.back().cables == 0)
        bands.pop_back();
    return bands;
}

std::vector<MissingMedium> gapsOf(const FabricPlan& plan)
{
    // The same connection lacks a medium for the same reason; the sentence of the first stands for all.
    std::map<std::pair<std::uint16_t, MediumGap>, MissingMedium> gaps;
    for (std::size_t i = 0; i < plan.cables.size(); ++i) {
        if (plan.cables.gap[i] == MediumGap::None)
            continue;
        MissingMedium& gap = gaps[{plan.cables.connection[i], plan.cables.gap[i]}];
        if (gap.cables++ == 0)
            gap.reason = plan.gapText(i);
    }
    std::vector<MissingMedium> out;
    for (const auto& [key, gap] : gaps)
        out.push_back(gap);
    return out;
}

FabricPages fabricPages(const FabricPlan& plan, const Fabric& fabric, const PodDesign* pod, int placements)
{
    FabricPages pages;
    pages.subject = subjectText(Subject::Where::Fabric, pod, fabric.id.text());
    pages.holder = holderOf(pod);
    pages.placements = placements;
    pages.id = fabric.id.text();
    pages.name = fabric.name;
    pages.role = word(plan.role);
    pages.family = word(plan.family);
    pages.rails = plan.rails;
    pages.oversubscriptionWanted = fabric.oversubscription;
    if (plan.refusal)
        pages.refusal = plan.refusal->text;
    pages.conflicts = plan.conflicts;
    pages.tiers = tiersOf(plan);
    pages.endpointDevices = plan.endpointDevices;
    pages.endpointPorts = plan.endpointPorts;
    pages.unassigned = plan.unassigned;
    pages.endpointLinks = plan.endpointLinks;
    pages.spineLinks = plan.spineLinks;
    pages.endpointCables = plan.endpointCables;
    pages.spineCables = plan.spineCables;
    pages.handCables = static_cast<int>(std::ranges::count_if(plan.cables.hand, [](std::int32_t hand) { return hand >= 0; }));
    pages.withoutMedium = plan.gaps;
    pages.estimatedLengths = plan.estimated;
    pages.components = plan.components;
    pages.hops = plan.switchHops;
    pages.oversubscription = plan.worstOversubscription();
    pages.bisection = plan.bisection;
    pages.fullBisection = plan.fullBisection;
    pages.bisectionExact = plan.bisectionExact;
    pages.media = mediaOf(plan);
    pages.lengths = lengthsOf(plan);
    pages.gaps = gapsOf(plan);
    return pages;
}

using Plans = std::vector<std::shared_ptr<const FabricPlan>>;

void addSwitchLosses(std::vector<LossLine>& losses, const Arrangement& arrangement, const PodDesign* pod, const Plans& plans,
                     const Profile& profile, int of)
{
    static const PowerChain noPower;
    static const CoolingChain noCooling;
    const ArrangementScope scope{
        .arrangement = arrangement, .pod = pod, .power = noPower, .cooling = noCooling, .profile = profile, .fabrics = plans};
    for (const HallPart::SwitchLoss& loss : switchLosses(scope))
        losses.push_back({"leaf switch", loss.subject.text(), fmt::format("worst leaf, {}", loss.device), loss.accelerators, of});
}

// Judgement.

std::vector<WaiverLine> waiverLines(const Design& design, const Evaluation& evaluation)
{
    std::vector<WaiverLine> lines;
    for (const Waiver& waiver : design.waivers()) {
        WaiverLine line{waiver, "not evaluated", {}};
        for (const Finding& finding : evaluation.findings) {
            if (finding.waived && finding.key() == waiver.key) {
                line.state = "holds";
                line.message = finding.message;
                break;
            }
            const bool isOfWaiver = finding.rule == staleWaivers && !finding.subjects.empty()
                && finding.subjects.front().where == Subject::Where::Waiver && finding.subjects.front().path == waiver.key;
            if (isOfWaiver) {
                line.state = "stale";
                line.message = finding.message;
            }
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<RuleLine> ruleLines(const Evaluation& evaluation, const Profile& profile)
{
    const RuleSet rules{profile};
    std::set<std::string> named;
    for (const Finding& finding : evaluation.findings)
        named.insert(finding.rule);
    std::vector<RuleLine> lines;
    for (const std::string& id : named) {
        const Rule* known = rules.rule(id);
        if (!known)
            continue;
        const RuleInfo& info = known->info();
        RuleLine line{id, std::string(info.title), std::string(word(info.domain)), std::string(info.formula),
                      std::string(info.explanation), std::string(info.remedy), {}};
        for (const RuleSource& source : info.sources)
            line.sources.push_back(fmt::format("{} ({})", source.text, source.confidence));
        lines.push_back(std::move(line));
    }
    return lines;
}

void addSources(Package& package, const Catalog& used)
{
    std::map<SourceId, int> counts;
    for (const PartRef& part : package.parts) {
        std::set<SourceId> named{part->sources.begin(), part->sources.end()};
        for (const Figure& figure : part->figures) {
            named.insert(figure.sources.begin(), figure.sources.end());
            if (figure.basis == Basis::Unsourced)
                package.unsourced.push_back({part->id.text(), std::string(figure.kind->key), figure.note});
        }
        for (const SourceId& id : named)
            ++counts[id];
    }
    for (const auto& [id, source] : used.sources())
        package.sources.push_back({source, counts[id]});
}

// Summary.

template <class Q> KeyFigure sumFigure(std::string key, std::string label, const Sum<Q>& sum)
{
    return {std::move(key), std::move(label), static_cast<double>(sum.known.value()), std::string(Q::symbol()), sum.missing, {},
            AudienceClass::Scale};
}

const FeedLine* worstFeed(const PowerPages& power)
{
    const auto share = [](const FeedLine& line) { return line.limit > Watts{} ? line.worst / line.limit : 0; };
    const auto worst = std::ranges::max_element(power.feeds, {}, share);
    return worst == power.feeds.end() || worst->limit <= Watts{} ? nullptr : &*worst;
}

void addKeyFigures(Package& package)
{
    const FloorFacts& totals = package.totals;
    auto& figures = package.keyFigures;
    figures.push_back({"accelerators", "Accelerators", totals.accelerators, {}, 0, {}, AudienceClass::Scale});
    figures.push_back({"racks", "Racks", totals.racks, {}, 0,
                       totals.units ? fmt::format("and {} floor units", totals.units) : std::string{}, AudienceClass::Scale});
    figures.push_back(sumFigure("power_w", "Power, provisioned", totals.provisioned));
    if (totals.peak.known > totals.provisioned.known)
        figures.back().note = fmt::format("peak {}", text(totals.peak.known));
    if (const FeedLine* feed = worstFeed(package.power)) {
        figures.push_back({"worst_feed_percent", feed->worstLoss ? "Worst: one feed lost" : "Worst feed", 100 * (feed->worst / feed->limit),
                           "%", static_cast<int>(feed->missing.size()),
                           fmt::format("{} of {} on {}", text(feed->worst), text(feed->limit), feed->feed.name), AudienceClass::Hall});
    }
    figures.push_back(sumFigure("heat_liquid_w", "Heat to liquid", totals.heatToLiquid));
    figures.push_back(sumFigure("heat_air_w", "Heat to air", totals.heatToAir));
    if (package.cooling.air)
        figures.back().note = fmt::format("room air gives {}", text(package.cooling.airCapacityLess));
    const auto byLoad = [](const LoopLine& line) { return line.capacityLess > Watts{} ? line.heat / line.capacityLess : 0; };
    const auto loop = std::ranges::max_element(package.cooling.loops, {}, byLoad);
    if (loop != package.cooling.loops.end() && loop->capacityLess > Watts{}) {
        figures.push_back({"worst_loop_percent", "Worst loop, CDU lost", 100 * byLoad(*loop), "%", static_cast<int>(loop->missing.size()),
                           fmt::format("{} of {} on {}", text(loop->heat), text(loop->capacityLess), loop->loop.name),
                           AudienceClass::Hall});
    }
    figures.push_back(sumFigure("mass_kg", "Mass", totals.mass));
    for (const WorkloadPages& pages : package.workloads) {
        if (!pages.estimate)
            continue;
        figures.push_back({"tokens_per_s", "Training", pages.estimate->figures.tokensPerSecond, "tok/s", 0,
                           fmt::format("±{} %, {}", shortest(std::round(100 * pages.estimate->errorShare)), pages.workload.model.name),
                           AudienceClass::Performance});
        break;
    }
    figures.push_back(sumFigure("price_usd", "Price, planning estimate", package.bomSummary.price));
    figures.back().audience = AudienceClass::Price;
}

void addOpenMatters(Package& package, const Evaluation& evaluation)
{
    const FloorFacts& totals = package.totals;
    const int unknown = totals.provisioned.missing + totals.heatToAir.missing + totals.heatToLiquid.missing + totals.mass.missing
        + package.bomSummary.price.missing;
    const int stale = static_cast<int>(std::ranges::count_if(
        evaluation.findings, [](const Finding& finding) { return finding.rule == staleWaivers && !finding.waived; }));
    const auto add = [&](std::string key, std::string label, int count) {
        package.openMatters.push_back({std::move(key), std::move(label), count, AudienceClass::Register});
    };
    add("errors", "Errors", evaluation.count(Severity::Error));
    add("warnings", "Warnings", evaluation.count(Severity::Warning));
    add("not_evaluated", "Places not evaluated", evaluation.count(Severity::NotEvaluated));
    add("unknown_figures", "Figures missing in totals", unknown);
    add("unsourced_figures", "Figures without a source", static_cast<int>(package.unsourced.size()));
    add("stale_waivers", "Stale waivers", stale);
}

std::vector<std::string> absentParts(const Package& package)
{
    std::vector<std::string> absent{"What changed since the last revision", "Requirements"};
    if (package.workloads.empty())
        absent.emplace_back("Workload and performance");
    if (package.fabrics.empty())
        absent.emplace_back("Fabrics and cabling");
    for (const char* part : {"Cost over the life", "Options and decisions", "Technology and gaps", "Interfaces", "Responsibility",
                             "Verification and acceptance", "Risks and open items"})
        absent.emplace_back(part);
    return absent;
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

std::vector<WorkloadPages> packageWorkloads(const Design& design)
{
    std::vector<WorkloadPages> all;
    if (design.workloads().empty())
        return all;
    const auto machine = clusterViewOf(design);
    for (const Workload& workload : design.workloads()) {
        WorkloadPages pages{.workload = workload, .refusal = {}, .machine = {}, .estimate = {}, .scaling = {}};
        if (machine) {
            pages.machine = *machine;
            auto estimate = estimateTraining(*machine, workload);
            if (estimate) {
                pages.scaling = scalingOf(*machine, workload, *estimate);
                pages.estimate = std::move(*estimate);
            } else {
                pages.refusal = estimate.error().text;
            }
        } else {
            pages.refusal = machine.error().text;
        }
        all.push_back(std::move(pages));
    }
    return all;
}

Package packageOf(const Design& design, const Profile& profile, const Evaluation& evaluation, std::vector<WorkloadPages> workloads,
                  const PackageOptions& options)
{
    Package package;
    package.control = options;
    package.control.file = std::filesystem::path(options.file).filename().string();
    if (package.control.title.empty())
        package.control.title = design.name();
    package.designHash = designHash(design);
    package.id = uuid5(packageNamespace, fmt::format("{}\n{}\n{}", package.designHash, word(options.audience), options.revision));
    package.designName = design.name();
    package.purpose = design.purpose();
    package.profile = profile.id;
    package.profileTitle = profile.title;
    package.profileHash = sha256(profile.fingerprint());
    package.totals = design.facts();
    package.workloads = std::move(workloads);

    const Catalog used = usedCatalog(design);
    for (const auto& [id, part] : used.parts())
        package.parts.push_back(part);
    package.catalogHash = sha256(catalogJson(package.parts, used));

    for (const auto& [id, rack] : design.rackDesigns())
        package.rackDesigns.push_back(rackPages(rack, design.placementsOf(id), profile.power));
    package.hall = design.hall();
    const Hall& hall = *package.hall;
    package.hallAreaM2 = area(hall.outline) / squareMillimetres;
    const int accelerators = package.totals.accelerators;

    const auto addArrangement = [&](const Arrangement& arrangement, const PodDesign* pod, const PodDesignRef& ref, int placements) {
        addRows(package.rows, arrangement, pod, placements);
        Plans plans;
        for (const Fabric& fabric : arrangement.fabrics) {
            plans.push_back(pod ? fabricPlan(ref, fabric.id, hall.trayHeight) : fabricPlan(package.hall, fabric.id));
            if (plans.back())
                package.fabrics.push_back(fabricPages(*plans.back(), fabric, pod, placements));
        }
        if (placements > 0)
            addSwitchLosses(package.losses, arrangement, pod, plans, profile, accelerators);
    };
    for (const auto& [id, pod] : design.podDesigns()) {
        const int placements = design.placementsOf(id);
        package.pods.push_back({pod, placements});
        addArrangement(pod->arrangement(), pod.get(), pod, placements);
    }
    addArrangement(hall.arrangement, nullptr, nullptr, 1);
    package.placements = placedThings(hall);

    const DesignPower power = designPower(design, profile.power);
    const DesignCooling cooling = designCooling(design, profile.cooling);
    package.power = powerPages(power, profile.power);
    package.cooling = coolingPages(cooling, design);
    package.cooling.basis = profile.cooling;
    package.depthBasis = depthBasis(profile);

    for (const FeedLine& feed : package.power.feeds) {
        if (feed.placements > 0 && feed.acceleratorsBehind > 0)
            package.losses.push_back({"feed", feed.subject, feed.feed.name, feed.acceleratorsLost, accelerators});
    }
    for (const LoopLine& loop : package.cooling.loops) {
        if (loop.placements > 0 && loop.accelerators > 0 && loop.cdus > 0)
            package.losses.push_back({"CDU", loop.subject, fmt::format("one CDU of {}", loop.loop.name),
                                      loop.redundant ? 0 : loop.accelerators, accelerators});
    }
    for (const RackDesignPages& rack : package.rackDesigns) {
        if (rack.placements > 0 && rack.design->facts().accelerators > 0)
            package.losses.push_back({"rack", Subject::rack(rack.design->id().text()).text(), rack.design->name(),
                                      rack.design->facts().accelerators, accelerators});
    }
    std::ranges::stable_sort(package.losses, std::greater{}, &LossLine::accelerators);

    const BillOfMaterials bill = billOf(design);
    for (const BillLine& line : bill.lines)
        package.bom.push_back({static_cast<int>(package.bom.size()) + 1, line});
    package.bomSummary = {bill.price(), bill.cablesWithoutMedium, bill.fabricsRefused};

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

    for (const Assumption& assumption : design.assumptions())
        package.assumptions.push_back({assumption.text, assumption.source, "design"});
    for (const WorkloadPages& pages : package.workloads) {
        if (!pages.estimate)
            continue;
        for (const std::string& assumption : pages.estimate->assumptions)
            package.assumptions.push_back({assumption, {}, pages.workload.name});
    }
    addSources(package, used);
    for (const SourceId& source : design.sources())
        package.designSources.push_back(source.text());

    addKeyFigures(package);
    addOpenMatters(package, evaluation);
    package.notContained = absentParts(package);
    return package;
}

} // namespace colonnade::model
