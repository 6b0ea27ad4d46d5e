#include "model/exchange/package/PackagePieces.h"

#include "model/fabric/analysis/FabricCondition.h"

#include <algorithm>
#include <array>
#include <map>

namespace colonnade::model::package {

namespace {

constexpr std::array<double, 13> lengthBands{1, 2, 3, 5, 10, 15, 20, 30, 50, 100, 200, 500, 2000};

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
        if (const auto tapered = use.oversubscription(); tapered && (!line->oversubscription || *tapered > *line->oversubscription))
            line->oversubscription = tapered;
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

} // namespace

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
    pages.coreLinks = plan.coreLinks;
    pages.otherLinks = plan.otherLinks;
    pages.coreCables = plan.coreCables;
    pages.otherCables = plan.otherCables;
    pages.planes = plan.planes;
    if (fabric.routing)
        pages.routing = word(*fabric.routing);
    pages.endpointCables = plan.endpointCables;
    pages.spineCables = plan.spineCables;
    pages.handCables = static_cast<int>(std::ranges::count_if(plan.cables.hand, [](std::int32_t hand) { return hand >= 0; }));
    pages.withoutMedium = plan.gaps;
    pages.estimatedLengths = plan.estimated;
    pages.components = plan.components;
    pages.hops = plan.switchHops;
    pages.linkHops = plan.linkHops;
    const PortUse ports = portUse(plan);
    pages.strandedPorts = ports.stranded;
    pages.growthPorts = ports.growth;
    pages.oversubscription = plan.worstOversubscription();
    pages.bisection = plan.bisection;
    pages.fullBisection = plan.fullBisection;
    pages.bisectionExact = plan.bisectionExact;
    pages.bisectionBasis = word(plan.bisectionBasis);
    pages.media = mediaOf(plan);
    pages.lengths = lengthsOf(plan);
    pages.gaps = gapsOf(plan);
    return pages;
}

} // namespace colonnade::model::package
