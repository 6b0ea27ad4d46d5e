#include "model/reliability/ArrangementFailure.h"

#include "model/cooling/CooledParts.h"
#include "model/units/AddOnce.h"
#include "model/units/Text.h"

#include <algorithm>
#include <set>

namespace colonnade::model {

namespace {

constexpr double equalEnough = 1e-9;

int acceleratorsAt(const Placement& placement)
{
    return placement.rack() ? (*placement.rack())->facts().accelerators : acceleratorsOf(**placement.unit());
}

bool coolsByLiquid(const Placement& placement)
{
    return placement.rack() && (*placement.rack())->facts().heatToLiquid.known > Watts{};
}

} // namespace

/// The work of `with`: what each cause takes, in this order: power, cooling, network.
class ArrangementFailing::Judging {
public:
    Judging(const ArrangementFailing& of, const ArrangementState& state, const ArrangementLoss& loss,
            const ServiceLoss& services)
        : m_of{of}, m_arrangement{*of.m_arrangement}, m_state{state}, m_loss{loss}, m_loops{services.loops}, m_pumps{services.pumps},
          m_links{services.links}, m_dark(of.m_scaleOut.numbers().size()), m_lostAt(m_arrangement.placements.size())
    {
        m_out.places.resize(m_arrangement.placements.size());
        for (const PlacementState& place : state.affected)
            m_affected.emplace(place.placement, &place);
    }

    ArrangementFailure operator()()
    {
        for (std::size_t i = 0; i < m_arrangement.placements.size(); ++i)
            losePower(i);
        for (std::size_t i = 0; i < m_arrangement.loops.size(); ++i)
            loseCooling(m_arrangement.loops[i]);
        for (std::size_t i = 0; i < m_arrangement.placements.size(); ++i)
            loseOwnCdus(i);
        loseNetwork();
        loadNodes();
        if (m_anyDark)
            m_out.darkDevices = std::move(m_dark);
        return std::move(m_out);
    }

private:
    [[nodiscard]] const Placement& placement(std::size_t i) const { return m_arrangement.placements[i]; }

    [[nodiscard]] std::size_t number(std::size_t place, std::int32_t device) const
    {
        return m_of.m_scaleOut.numbers().of(place, device);
    }

    void worsen(std::size_t place, PlaceState to) { m_out.places[place] = std::max(m_out.places[place], to); }

    void darken(std::size_t place)
    {
        const auto devices = placement(place).rack() ? (*placement(place).rack())->devices().size() : 0;
        for (std::size_t i = 0; i <= devices; ++i)
            m_dark[number(place, static_cast<std::int32_t>(i) - 1)] = true;
        m_anyDark = true;
    }

    [[nodiscard]] Alive aliveOf(const Placement& at) const
    {
        return aliveSides(at.feeds, m_arrangement, m_of.m_feeds, m_state);
    }

    void losePower(std::size_t i)
    {
        const Placement& at = placement(i);
        if (std::find(m_loss.placements.begin(), m_loss.placements.end(), at.id) != m_loss.placements.end()) {
            darken(i);
            worsen(i, PlaceState::Failed);
            m_lostAt[i] = acceleratorsAt(at);
            m_out.lost.itself += m_lostAt[i];
            m_out.dark.push_back({i, {}, DarkReason::Failed, m_lostAt[i]});
            return;
        }
        const auto inside = m_loss.inside.find(at.id);
        const Alive alive = aliveOf(at);
        if (alive == allAlive && inside == m_loss.inside.end())
            return;
        SideSet fed;
        for (const SideFeed& side : at.feeds)
            fed.add(side.side);
        if (at.rack())
            losePowerIn(i, **at.rack(), fed, inside == m_loss.inside.end() ? RackLoss{} : inside->second, alive);
        else
            losePowerOf(i, fed, alive);
    }

    /// A floor unit lives on any of the sides on which it is fed.
    void losePowerOf(std::size_t i, SideSet fed, const Alive& alive)
    {
        const auto sides = fed.list();
        const bool lives = std::any_of(sides.begin(), sides.end(), [&](Side side) { return alive[static_cast<std::size_t>(side)] > 0; });
        if (sides.empty())
            return;
        if (lives) {
            worsen(i, PlaceState::Degraded);
            return;
        }
        darken(i);
        worsen(i, PlaceState::Dark);
        m_lostAt[i] = acceleratorsAt(placement(i));
        m_out.lost.power += m_lostAt[i];
        m_out.dark.push_back({i, {}, DarkReason::NoPower, m_lostAt[i]});
    }

    void losePowerIn(std::size_t i, const RackDesign& rack, SideSet fed, const RackLoss& loss, const Alive& alive)
    {
        const auto special = m_of.m_provisioned.find(placement(i).id);
        const RackOutage outage = rackOutage(rack, fed, loss, alive, m_of.m_power,
                                             special == m_of.m_provisioned.end() ? std::nullopt : std::optional{special->second});
        const auto devices = rack.devices();
        std::size_t running = 0;
        for (const Device& device : devices)
            running += drawsPower(*device.part);
        bool alike = !outage.dark.empty() && outage.dark.size() == running;
        for (const DarkDevice& dark : outage.dark) {
            m_dark[number(i, static_cast<std::int32_t>(dark.device))] = true;
            m_anyDark = true;
            const double own = acceleratorsOf(*devices[dark.device].part);
            (dark.reason == DarkReason::Failed ? m_out.lost.itself : m_out.lost.power) += own;
            alike = alike && dark.reason == outage.dark.front().reason;
        }
        m_lostAt[i] = outage.accelerators;
        if (alike) {
            m_out.dark.push_back({i, {}, outage.dark.front().reason, static_cast<double>(outage.accelerators)});
        } else {
            for (const DarkDevice& dark : outage.dark)
                m_out.dark.push_back({i, dark.device, dark.reason, static_cast<double>(acceleratorsOf(*devices[dark.device].part))});
        }
        losePartOfSide(i, alive);
        if (running > 0 && outage.dark.size() == running)
            worsen(i, PlaceState::Dark);
        else if (!outage.dark.empty() || outage.lessRedundant || !loss.empty())
            worsen(i, PlaceState::Degraded);
        for (const TakerLoad& load : outage.loads) {
            LoadedNode node;
            node.placement = i;
            node.device = load.device;
            node.load = load.load;
            node.normally = load.normally;
            node.limit = load.limit;
            node.share = load.limit && *load.limit > Watts{} ? load.load / *load.limit : 0;
            if (node.overloaded())
                worsen(i, PlaceState::Overloaded);
            m_out.loaded.push_back(node);
        }
    }

    /// Where one of several feeds of a side is lost, which devices hang on it is not drawn: the network's expected loss.
    void losePartOfSide(std::size_t i, const Alive& alive)
    {
        const bool partly = std::any_of(alive.begin(), alive.end(), [](double share) { return share > 0 && share < 1; });
        const auto affected = m_affected.find(placement(i).id);
        if (!partly || affected == m_affected.end())
            return;
        const double more = affected->second->acceleratorsLost - m_lostAt[i];
        if (more <= equalEnough)
            return;
        m_lostAt[i] += more;
        m_out.lost.power += more;
        m_out.dark.push_back({i, {}, DarkReason::PartOfSide, more});
        worsen(i, PlaceState::Degraded);
    }

    /// Numbers of the living and of all CDUs of a loop.
    struct Cdus {
        int all = 0, lost = 0;
    };
    [[nodiscard]] Cdus cdusOf(const LoopId& loop) const
    {
        Cdus count;
        for (std::size_t i = 0; i < m_arrangement.placements.size(); ++i) {
            if (placement(i).loop != loop)
                continue;
            forEachCdu(i, [&](std::int32_t device) {
                ++count.all;
                count.lost += m_dark[number(i, device)];
            });
        }
        return count;
    }

    template <class Visit> void forEachCdu(std::size_t i, Visit visit) const
    {
        if (const PartRef* unit = placement(i).unit()) {
            if (isLoopCdu(**unit))
                visit(-1);
            return;
        }
        const auto devices = (*placement(i).rack())->devices();
        for (std::size_t device = 0; device < devices.size(); ++device) {
            if (isLoopCdu(*devices[device].part))
                visit(static_cast<std::int32_t>(device));
        }
    }

    void loseCooling(const Loop& loop)
    {
        const Cdus cdus = cdusOf(loop.id);
        const bool failed = std::find(m_loops.begin(), m_loops.end(), loop.id) != m_loops.end();
        const int pumps = pumpsLostOf(loop.id);
        if (!failed && cdus.lost == 0 && pumps == 0)
            return;
        LoopOutage outage;
        outage.loop = &loop;
        outage.cdus = cdus.all;
        outage.cdusLost = failed ? cdus.all : cdus.lost;
        const LoopLoad load = leftOf(loop);
        outage.heat = load.heat;
        outage.capacity = failed ? Watts{} : load.capacity;
        outage.flow = load.flow;
        outage.cduFlow = failed ? std::nullopt : load.cduFlow;
        outage.holds = !failed && carries(load, cdus);
        outage.pumpsLost = pumps;
        settle(loop, failed, outage);
        for (const std::string& what : load.missingHeat)
            unknown(fmt::format("Heat of loop '{}' leaves out {}.", labelOr(loop.name, loop.id.text()), what));
        m_out.loops.push_back(outage);
        if (outage.holds)
            return;
        for (std::size_t i = 0; i < m_arrangement.placements.size(); ++i) {
            if (placement(i).loop == loop.id && coolsByLiquid(placement(i)))
                overheat(i);
        }
    }

    int pumpsLostOf(const LoopId& loop) const
    {
        return static_cast<int>(std::count_if(m_pumps.begin(), m_pumps.end(), [&](const LostPump& pump) {
            const Placement* at = m_arrangement.placement(pump.placement);
            return at && at->loop == loop;
        }));
    }

    /// Flow and temperature of the loop with what still runs, as its network has them.
    void settle(const Loop& loop, bool failed, LoopOutage& outage)
    {
        const LoopLoad* normal = m_of.m_chain ? m_of.m_chain->loop(loop.id) : nullptr;
        if (!normal || !normal->state) {
            if (outage.pumpsLost > 0)
                unknown(fmt::format("What the loss of a pump does to loop '{}' is not known: its network has no solution.",
                                    labelOr(loop.name, loop.id.text())));
            return;
        }
        LoopNetwork network = *normal->network;
        LoopLoss loss;
        for (std::size_t i = 0; i < network.cdus.size(); ++i) {
            const LoopCdu& cdu = network.cdus[i];
            if (failed || isDark(cdu.path))
                loss.cdus.push_back(i);
            for (const LostPump& pump : m_pumps) {
                if (cdu.path == (pump.device ? fmt::format("{}/{}", pump.placement, *pump.device) : pump.placement.text()))
                    loss.pumps.push_back(i);
            }
        }
        bool fewer = false; // Racks that are dark give no heat.
        for (LoopBranchNetwork& branch : network.branches) {
            const auto place = placeOf(branch.placement);
            if (branch.heat > Watts{} && place && (m_dark[number(*place, -1)] || m_out.places[*place] >= PlaceState::Dark)) {
                branch.heat = {};
                fewer = true;
            }
        }
        LoopState before = *normal->state;
        if (fewer) {
            auto less = loopState(network, {}, FormerLoop{normal->network.get(), normal->state.get()});
            if (!less)
                return;
            before = std::move(*less);
        }
        LoopLossState after = loopWithout(network, before, loss);
        if (after.state) {
            outage.flowLeft = after.state->flow;
            outage.supply = after.state->supply;
            outage.back = after.state->back;
        }
        for (const std::size_t i : after.takeOver)
            outage.takeOver.push_back(network.cdus[i].label);
        outage.rideThrough = after.rideThrough;
        outage.rideThroughHow = after.rideThroughHow;
        if (!after.state || (normal->inletMax && after.state->supply > *normal->inletMax))
            outage.holds = outage.holds && before.heat <= Watts{};
        outage.after = std::make_shared<const LoopLossState>(std::move(after));
    }

    [[nodiscard]] std::optional<std::size_t> placeOf(const PlacementId& id) const
    {
        for (std::size_t i = 0; i < m_arrangement.placements.size(); ++i) {
            if (m_arrangement.placements[i].id == id)
                return i;
        }
        return std::nullopt;
    }
    /// "cdu-1", "a01/cdu"
    [[nodiscard]] bool isDark(std::string_view path) const
    {
        const auto slash = path.find('/');
        const auto place = placeOf(PlacementId::literal(path.substr(0, slash)));
        if (!place)
            return false;
        if (slash == std::string_view::npos)
            return m_dark[number(*place, -1)];
        const auto devices = (*placement(*place).rack())->devices();
        for (std::size_t device = 0; device < devices.size(); ++device) {
            if (devices[device].id.text() == path.substr(slash + 1))
                return m_dark[number(*place, static_cast<std::int32_t>(device))];
        }
        return false;
    }

    bool carries(const LoopLoad& load, const Cdus& cdus)
    {
        if (load.heat <= Watts{})
            return true;
        if (cdus.all == cdus.lost)
            return false;
        for (const std::string& what : load.missingCdu) {
            if (!what.starts_with("capacity"))
                continue;
            unknown(fmt::format("Whether loop '{}' carries its heat is not known without the {}.",
                                labelOr(load.loop.name, load.loop.id.text()), what));
            return true;
        }
        return load.heat <= load.capacity && (!load.flow || !load.cduFlow || *load.flow <= *load.cduFlow);
    }

    /// The loop with what still runs: the arrangement without what is dark, by the same reckoning as always.
    [[nodiscard]] LoopLoad leftOf(const Loop& loop) const
    {
        Arrangement left;
        left.loops = {loop};
        left.loops.front().facility.reset(); // It stands for its warmest supply.
        left.loops.front().piping.branches.clear();
        for (std::size_t i = 0; i < m_arrangement.placements.size(); ++i) {
            const Placement& at = placement(i);
            if (at.loop != loop.id || m_dark[number(i, -1)] || m_out.places[i] >= PlaceState::Dark)
                continue;
            left.placements.push_back(at);
            if (!at.rack())
                continue;
            std::vector<DeviceId> gone;
            const auto devices = (*at.rack())->devices();
            forEachCdu(i, [&](std::int32_t device) {
                if (m_dark[number(i, device)])
                    gone.push_back(devices[static_cast<std::size_t>(device)].id);
            });
            if (!gone.empty())
                left.placements.back().what = std::make_shared<const RackDesign>((*at.rack())->without(gone));
        }
        CoolingBasis basis = m_of.m_cooling;
        basis.spareCdus = 0;
        return loopLoad(left, left.loops.front(), basis);
    }

    /// A rack that cools itself stops where all of its own CDUs do.
    void loseOwnCdus(std::size_t i)
    {
        if (placement(i).loop || !coolsByLiquid(placement(i)) || m_out.places[i] == PlaceState::Failed)
            return;
        int all = 0, lost = 0;
        forEachCdu(i, [&](std::int32_t device) {
            ++all;
            lost += m_dark[number(i, device)];
        });
        if (all > 0 && all == lost)
            overheat(i);
    }

    void overheat(std::size_t i)
    {
        if (m_out.places[i] == PlaceState::Failed)
            return;
        const double more = acceleratorsAt(placement(i)) - m_lostAt[i];
        darken(i);
        worsen(i, PlaceState::Dark);
        m_lostAt[i] += more;
        m_out.lost.cooling += more;
        if (more > equalEnough || acceleratorsAt(placement(i)) == 0)
            m_out.dark.push_back({i, {}, DarkReason::NoCooling, more});
    }

    void loseNetwork()
    {
        m_out.network = m_anyDark || !m_links.empty() ? m_of.m_scaleOut.with(m_dark, m_links) : m_of.m_normalNetwork;
        for (const LostLinks& lost : m_links) {
            const auto& fabrics = m_of.m_scaleOut.fabrics();
            const bool counted = std::any_of(fabrics.begin(), fabrics.end(), [&](const ScaleOut::FabricOf& fabric) { return fabric.id == lost.fabric; });
            if (!counted && !m_of.m_scaleOut.isOverPods(lost.fabric))
                unknown(fmt::format("What the lost links of fabric '{}' are for: only scale-out fabrics are counted.", lost.fabric));
        }
        for (const NetworkOutage::Cut& cut : m_out.network.cut) {
            const auto at = m_of.m_scaleOut.numbers().at(cut.device);
            m_lostAt[at.placement] += cut.accelerators;
            m_out.lost.network += cut.accelerators;
            m_out.dark.push_back({at.placement, at.device < 0 ? std::nullopt : std::optional{static_cast<std::size_t>(at.device)},
                                  DarkReason::NoNetwork, static_cast<double>(cut.accelerators)});
            const bool all = m_lostAt[at.placement] >= acceleratorsAt(placement(at.placement)) - equalEnough;
            worsen(at.placement, all ? PlaceState::Dark : PlaceState::Degraded);
        }
        for (const std::size_t device : m_out.network.thinned)
            worsen(m_of.m_scaleOut.numbers().at(device).placement, PlaceState::Degraded);
    }

    void loadNodes()
    {
        const auto& normal = m_of.m_normal->feeds;
        std::set<FeedId> overloaded;
        for (std::size_t i = 0; i < m_state.nodes.size() && i < normal.size(); ++i) {
            const NodeState& now = m_state.nodes[i];
            const FeedLoad& before = normal[i];
            if (now.dead || now.load.value() <= before.normal.value() * (1 + equalEnough))
                continue;
            LoadedNode node;
            node.feed = &m_arrangement.feeds[i];
            node.load = now.load;
            node.normally = before.normal;
            node.limit = before.limit;
            if (before.limit > Watts{}) {
                node.share = now.load / before.limit;
                for (std::size_t phase = 0; node.feed->phases == 3 && phase < now.byPhase.size(); ++phase) {
                    const double share = now.byPhase[phase] * 3.0 / before.limit;
                    if (share > node.share * (1 + 1e-6)) {
                        node.share = share;
                        node.phase = phase;
                    }
                }
            }
            if (node.overloaded())
                overloaded.insert(node.feed->id);
            for (const std::string& what : before.missing)
                unknown(fmt::format("The load of '{}' leaves out {}.", labelOr(node.feed->name, node.feed->id.text()), what));
            m_out.loaded.push_back(node);
        }
        std::stable_sort(m_out.loaded.begin(), m_out.loaded.end(),
                         [](const LoadedNode& a, const LoadedNode& b) { return a.share > b.share; });
        if (overloaded.empty())
            return;
        for (std::size_t i = 0; i < m_arrangement.placements.size(); ++i) {
            const auto& feeds = placement(i).feeds;
            const bool hangs = std::any_of(feeds.begin(), feeds.end(),
                                           [&](const SideFeed& side) { return overloaded.contains(side.feed); });
            if (hangs)
                worsen(i, PlaceState::Overloaded);
        }
    }

    void unknown(std::string sentence)
    {
        addOnce(m_out.unknown, std::move(sentence));
    }

    const ArrangementFailing& m_of;
    const Arrangement& m_arrangement;
    const ArrangementState& m_state;
    const ArrangementLoss& m_loss;
    const std::vector<LoopId>& m_loops;
    const std::vector<LostPump>& m_pumps;
    const std::vector<LostLinks>& m_links;
    std::vector<bool> m_dark; ///< By number.
    bool m_anyDark = false;
    std::vector<double> m_lostAt; ///< Accelerators lost so far, by placement.
    std::map<PlacementId, const PlacementState*> m_affected;
    ArrangementFailure m_out;
};

std::string_view word(PlaceState state)
{
    switch (state) {
    case PlaceState::Normal: return "normal";
    case PlaceState::Degraded: return "degraded";
    case PlaceState::Overloaded: return "overloaded";
    case PlaceState::Dark: return "dark";
    case PlaceState::Failed: return "failed";
    }
    return {};
}

void LostAccelerators::operator+=(const LostAccelerators& other)
{
    itself += other.itself;
    power += other.power;
    cooling += other.cooling;
    network += other.network;
}

ArrangementFailing::ArrangementFailing(const Arrangement& arrangement, std::shared_ptr<const PowerChain> normal,
                                       std::vector<ScaleOut::FabricOf> fabrics, const Catalog& catalog, const PowerBasis& power,
                                       const CoolingBasis& cooling, std::map<PlacementId, Watts> provisioned,
                                       std::shared_ptr<const CoolingChain> loops)
    : m_arrangement{&arrangement}, m_normal{std::move(normal)}, m_scaleOut{arrangement, std::move(fabrics), catalog},
      m_normalNetwork{m_scaleOut.with(std::vector<bool>(m_scaleOut.numbers().size()))},
      m_power{power}, m_cooling{cooling}, m_provisioned{std::move(provisioned)}, m_chain{std::move(loops)}
{
    for (std::size_t i = 0; i < arrangement.feeds.size(); ++i)
        m_feeds.emplace(arrangement.feeds[i].id, i);
}

ArrangementFailure ArrangementFailing::with(const ArrangementState& state, const ArrangementLoss& loss,
                                            const ServiceLoss& services) const
{
    return Judging{*this, state, loss, services}();
}

} // namespace colonnade::model
