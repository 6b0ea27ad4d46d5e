#include "render/overlay/FigureSources.h"

#include "model/rules/AirPlaces.h"
#include "model/rules/FloorLoads.h"
#include "model/rules/Mechanics.h"
#include "model/rules/Scopes.h"
#include "model/units/Metres.h"
#include "model/units/Text.h"
#include "render/elevation/DeviceFace.h"

#include <algorithm>
#include <cmath>

namespace colonnade::render {
namespace {

using namespace model;
using State = PlaceFigure::State;

constexpr double watts = 1000; ///< In a kilowatt.

PlaceFigure known(double value, std::optional<double> limit = std::nullopt)
{
    PlaceFigure figure;
    figure.state = State::Known;
    figure.value = value;
    figure.limit = limit;
    figure.beyond = limit && value > *limit;
    return figure;
}

PlaceFigure unknown(const QString& why = {})
{
    PlaceFigure figure;
    figure.state = State::Unknown;
    figure.why = why;
    return figure;
}

PlaceFigure sumOf(const Sum<Watts>& sum)
{
    if (!sum.complete())
        return unknown(QStringLiteral("%1 without a figure").arg(sum.missing));
    return known(sum.known.value() / watts);
}

QString nameOf(const auto& named)
{
    return plain(labelOr(named.name, named.id.text()));
}

} // namespace

/// The air of each pod design and of the hall, and what the air handlers lack.
struct FigureSource::Air {
    std::map<const PodDesign*, AirChain> chains; ///< Null: the hall.
    std::map<std::pair<const PodDesign*, PlacementId>, const RackGroup*> groups;
    double lacking = 0;
};

FigureSource::FigureSource(FloorOverlay overlay, const OverlaySources& sources) : m_overlay{overlay}, m_sources{sources}
{
    const Hall& hall = *sources.hall;
    if (overlay == FloorOverlay::FloorLoad) {
        m_clearances = std::make_unique<FloorClearances>(hall);
        const auto standing = m_clearances->standing();
        for (std::size_t i = 0; i < standing.size(); ++i)
            m_standing.emplace(standing[i].path(), i);
    }
    if (overlay != FloorOverlay::AirInlet || !sources.profile || !sources.design)
        return;
    m_air = std::make_unique<Air>();
    std::map<const PodDesign*, int> placed;
    for (const PodPlacement& pod : hall.pods)
        ++placed[pod.pod.get()];
    placed[nullptr] = 1;
    std::vector<HallPart> parts;
    for (const auto& [pod, times] : placed) {
        AirChain& chain = m_air->chains[pod];
        chain = airChain(pod ? pod->arrangement() : hall.arrangement, sources.profile->airRise);
        HallPart part;
        part.pod = pod;
        part.placements = times;
        part.air = &chain;
        parts.push_back(part);
        for (const RackGroup& group : chain.groups) {
            for (const PlacementId& rack : group.racks)
                m_air->groups.emplace(std::pair{pod, rack}, &group);
        }
    }
    const FloorClearances none{Hall{}};
    const auto share = hallAir({*sources.design, hall, *sources.profile, none, parts}).share();
    m_air->lacking = share ? std::clamp(1 - *share, 0.0, 1.0) : 0;
}

FigureSource::~FigureSource() = default;

QString FigureSource::note() const
{
    switch (m_overlay) {
    case FloorOverlay::AirInlet: return QStringLiteral("Supply of the air handlers, warmed by the share of exhaust that comes back; no height in the rack, no end of a row.");
    case FloorOverlay::FloorLoad: return QStringLiteral("Known mass over footprint and half of the clearances, with people and raised floor (MEC-007).");
    default: return {};
    }
}

PlaceFigure FigureSource::of(const Instance& instance)
{
    switch (m_overlay) {
    case FloorOverlay::Power: return power(instance);
    case FloorOverlay::Feed: return feed(instance, instance.arrangement(*m_sources.hall));
    case FloorOverlay::Loop: return loop(instance, instance.arrangement(*m_sources.hall));
    case FloorOverlay::CoolantSupply:
    case FloorOverlay::CoolantReturn:
    case FloorOverlay::CoolantFlow: return instance.rack() ? coolant(instance) : ofCdu(instance);
    case FloorOverlay::HeatToLiquid: return heat(instance, true);
    case FloorOverlay::HeatToAir: return heat(instance, false);
    case FloorOverlay::AirInlet: return air(instance);
    case FloorOverlay::FloorLoad: return floorLoad(instance);
    case FloorOverlay::None:
    case FloorOverlay::Findings:
    case FloorOverlay::TrayFill:
    case FloorOverlay::Utilisation:
    case FloorOverlay::Failure: break;
    }
    return {};
}

PlaceFigure FigureSource::power(const Instance& instance) const
{
    const auto over = m_sources.hall->overrides.find(instance.path);
    if (over != m_sources.hall->overrides.end() && over->second.provisioned)
        return known(over->second.provisioned->value() / watts);
    if (const RackDesign* rack = instance.rack())
        return sumOf(rack->facts().provisioned);
    const auto power = (*instance.placement->unit())->power.forProvisioning();
    return power ? known(power->value() / watts) : unknown(QStringLiteral("the catalog has no figure"));
}

PlaceFigure FigureSource::feed(const Instance& instance, const Arrangement& arrangement)
{
    QStringList names;
    for (const SideFeed& feed : instance.placement->feeds) {
        const Feed* found = arrangement.feed(feed.feed);
        names << QChar{static_cast<char16_t>(letter(feed.side))} + QStringLiteral(": ") + (found ? nameOf(*found) : plain(feed.feed.text()));
    }
    PlaceFigure figure;
    if (names.isEmpty())
        return figure;
    figure.state = State::Known;
    figure.word = names.join(QStringLiteral(", "));
    return figure;
}

PlaceFigure FigureSource::loop(const Instance& instance, const Arrangement& arrangement)
{
    PlaceFigure figure;
    const auto& id = instance.placement->loop;
    if (!id)
        return figure;
    const Loop* found = arrangement.loop(*id);
    figure.state = State::Known;
    figure.word = found ? nameOf(*found) : plain(id->text());
    return figure;
}

std::optional<FigureSource::Branch> FigureSource::branchOf(const Instance& instance) const
{
    const auto place = loopPlaceOf(m_sources, instance);
    if (!place)
        return std::nullopt;
    Branch branch{*place, nullptr, nullptr};
    if (!place->load->network)
        return branch;
    const auto& branches = place->load->network->branches;
    const auto found = std::ranges::find(branches, instance.placement->id, &LoopBranchNetwork::placement);
    if (found == branches.end())
        return branch;
    branch.network = &*found;
    const auto index = static_cast<std::size_t>(found - branches.begin());
    if (place->state && index < place->state->branches.size())
        branch.state = &place->state->branches[index];
    return branch;
}

PlaceFigure FigureSource::coolant(const Instance& instance) const
{
    const auto& facts = instance.rack()->facts();
    const bool liquid = facts.heatToLiquid.known > Watts{} || !facts.heatToLiquid.complete();
    const auto branch = branchOf(instance);
    if (!branch) {
        if (!liquid)
            return {};
        return unknown(instance.placement->loop ? QStringLiteral("not worked out yet") : QStringLiteral("on no loop"));
    }
    if (!branch->network && !liquid)
        return {};
    if (!branch->state) {
        // Without a solution of pumps and pipes the temperatures of the chain still hold.
        const LoopLoad& load = *branch->place.load;
        const bool normal = branch->place.state == load.state.get();
        if (normal && load.supply && m_overlay != FloorOverlay::CoolantFlow) {
            const auto limit = load.inletMax ? std::optional{load.inletMax->value()} : std::nullopt;
            PlaceFigure figure = m_overlay == FloorOverlay::CoolantSupply ? known(load.supply->value(), limit) : known((*load.supply + load.rise).value());
            figure.why = QStringLiteral("without pumps and pipes: %1").arg(branch->place.why);
            return figure;
        }
        return unknown(branch->place.why);
    }
    const BranchState& state = *branch->state;
    const auto temperature = [&](const std::optional<Celsius>& value, std::optional<double> limit) {
        if (value)
            return known(value->value(), limit);
        return unknown(QStringLiteral("nothing flows"));
    };
    switch (m_overlay) {
    case FloorOverlay::CoolantSupply:
        return temperature(state.supply, branch->network->inletMax ? std::optional{branch->network->inletMax->value()} : std::nullopt);
    case FloorOverlay::CoolantReturn: return temperature(state.back, std::nullopt);
    default: break;
    }
    PlaceFigure figure = known(state.flow.value());
    if (branch->network->demand > LitresPerMinute{})
        figure.limit = branch->network->demand.value();
    figure.beyond = state.verdict != BranchVerdict::Balanced && state.verdict != BranchVerdict::Closed;
    if (state.verdict != BranchVerdict::Balanced)
        figure.why = QString::fromStdString(std::string{word(state.verdict)});
    return figure;
}

PlaceFigure FigureSource::ofCdu(const Instance& instance) const
{
    if ((*instance.placement->unit())->kind != PartKind::Cdu)
        return {};
    const auto branch = branchOf(instance);
    if (!branch)
        return unknown(instance.placement->loop ? QStringLiteral("not worked out yet") : QStringLiteral("on no loop"));
    if (!branch->place.state || !branch->place.load->network)
        return unknown(branch->place.why);
    const auto& cdus = branch->place.load->network->cdus;
    const auto found = std::ranges::find(cdus, instance.placement->id, &LoopCdu::placement);
    const auto index = static_cast<std::size_t>(found - cdus.begin());
    if (found == cdus.end() || index >= branch->place.state->cdus.size())
        return unknown(branch->place.why);
    const CduState& state = branch->place.state->cdus[index];
    if (state.lost || state.running == 0)
        return unknown(QStringLiteral("does not run"));
    if (m_overlay == FloorOverlay::CoolantFlow) {
        PlaceFigure figure = known(state.flow.value());
        figure.why = QStringLiteral("of the CDU");
        return figure;
    }
    if (m_overlay == FloorOverlay::CoolantReturn)
        return known(branch->place.state->back.value());
    return state.supply ? known(state.supply->value()) : unknown();
}

PlaceFigure FigureSource::heat(const Instance& instance, bool liquid)
{
    const RackDesign* rack = instance.rack();
    if (!rack)
        return {};
    const Sum<Watts>& sum = liquid ? rack->facts().heatToLiquid : rack->facts().heatToAir;
    if (sum.complete() && sum.known <= Watts{})
        return {};
    return sumOf(sum);
}

PlaceFigure FigureSource::air(const Instance& instance)
{
    const RackDesign* rack = instance.rack();
    if (!rack)
        return {};
    if (rack->facts().heatToAir.complete() && rack->facts().heatToAir.known <= Watts{})
        return {};
    if (!m_air)
        return unknown(QStringLiteral("not worked out yet"));
    const auto& handlers = m_sources.hall->air;
    if (!handlers || !handlers->supply)
        return unknown(QStringLiteral("the supply temperature of the air handlers is not known"));
    const auto group = m_air->groups.find({instance.pod ? instance.pod->pod.get() : nullptr, instance.placement->id});
    if (group == m_air->groups.end())
        return {};
    const RackAir& air = group->second->air;
    if (!air.missing.empty())
        return unknown(QString::fromStdString(air.missing.front()));
    const double mixed = group->second->contained ? m_sources.profile->recirculationContained : m_sources.profile->recirculationOpen;
    const Celsius inlet = inletTemperature(*handlers->supply, std::max(mixed, m_air->lacking), air.rise);
    PlaceFigure figure = known(inlet.value(), air.inletMax ? std::optional{air.inletMax->value()} : std::nullopt);
    if (air.inletMax)
        figure.why = plain(air.inletMaxOf);
    return figure;
}

PlaceFigure FigureSource::floorLoad(const Instance& instance)
{
    if (!m_sources.profile)
        return unknown(QStringLiteral("not worked out yet"));
    const auto found = m_standing.find(instance.path);
    if (found == m_standing.end())
        return unknown();
    const Standing& standing = m_clearances->standing()[found->second];
    const Profile& profile = *m_sources.profile;
    const StandingMass mass = standingMass(*instance.placement, profile);
    if (!mass.missing.empty())
        return unknown(QString::fromStdString(mass.missing.front()));
    const auto metres = [](Millimetres length) { return Metres{metresOf(length)}; };
    const FloorSize size = standing.size();
    const Clearance& clearance = m_clearances->of(found->second);
    const FloorLoadBasis basis{profile.parameter("MEC-007", "people"), profile.parameter("MEC-007", "floor"), Metres{profile.parameter("MEC-007", "half_clearance")}};
    const FloorLoad load = model::floorLoad(mass.mass, metres(size.width), metres(size.depth), metres(clearance.front), metres(clearance.rear), basis);
    // The weakest part of the floor that it touches counts.
    std::optional<Kilopascals> rating = m_sources.hall->floorRating;
    QString weak;
    for (const WeakZone& zone : m_sources.hall->structure.weakZones) {
        if (zone.rating && zone.area.overlaps(instance.footprint) && (!rating || *zone.rating < *rating)) {
            rating = zone.rating;
            weak = zone.reason.empty() ? QStringLiteral("weak part of the floor") : plain(zone.reason);
        }
    }
    PlaceFigure figure = known(load.pressure.value(), rating ? std::optional{rating->value()} : std::nullopt);
    figure.why = weak;
    return figure;
}

std::optional<LoopPlace> loopPlaceOf(const OverlaySources& sources, const Instance& instance)
{
    const auto& id = instance.placement->loop;
    if (!id || !sources.cooling)
        return std::nullopt;
    for (const DesignCooling::Part& part : sources.cooling->parts) {
        const bool same = instance.pod ? part.pod && part.pod->id() == instance.pod->pod->id() : !part.pod;
        const LoopLoad* load = same ? part.chain.loop(*id) : nullptr;
        if (!load)
            continue;
        LoopPlace place{load, load->state.get(), QString::fromStdString(load->withoutState)};
        for (const LoopInState& state : sources.loops) {
            const bool here = state.loop == *id && (state.pod ? instance.pod && state.pod->id == instance.pod->id : !instance.pod);
            if (!here || !state.after)
                continue;
            place.state = state.after->state ? &*state.after->state : nullptr;
            place.why = QString::fromStdString(state.after->without);
        }
        return place;
    }
    return std::nullopt;
}

} // namespace colonnade::render
