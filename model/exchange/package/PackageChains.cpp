#include "model/exchange/package/PackagePieces.h"

#include <algorithm>

namespace colonnade::model::package {

std::string subjectText(Subject::Where where, const PodDesign* pod, const std::string& id)
{
    return Subject{where, fmt::format("{}/{}", pod ? pod->id().text() : std::string{}, id)}.text();
}

std::string holderOf(const PodDesign* pod)
{
    return pod ? pod->id().text() : std::string{};
}

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
                          .missing = load.missing,
                          .judged = phaseShare(load)};
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

} // namespace colonnade::model::package
