#include "model/cooling/LoopNetwork.h"

#include "model/cooling/CooledParts.h"
#include "model/cooling/CoolingChain.h"
#include "model/cooling/LoopFlow.h"
#include "model/units/Text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace colonnade::model {

namespace {

constexpr double metresPerMillimetre = 1e-3, metresPerMicrometre = 1e-6;

// What a loop is taken to be where its design says nothing (engineering judgement); each use is told in `assumed`.
constexpr double headerVelocity = 1.5, hoseVelocity = 1.2; ///< m/s for which unknown pipes are sized.
constexpr double hoseLength = 2, leastMain = 1;            ///< m
constexpr double headerFittings = 0.5, mainFittings = 4, hoseFittings = 4;
constexpr double steelRoughness = 45, hoseRoughness = 1.5; ///< µm
constexpr Kilopascals devicesDrop{60}, manifoldDrop{10}, valveDrop{10};
constexpr Kilopascals fillPressure{150};
/// Inner diameters of DN 15 to DN 400, schedule 40, mm.
constexpr std::array<double, 16> nominal{15.8, 20.9, 26.6, 35.1, 40.9, 52.5, 62.7, 77.9,
                                         102.3, 128.2, 154.1, 202.7, 254.5, 303.2, 333.4, 381.0};

double sizedFor(LitresPerMinute flow, double velocity)
{
    const double needed =
        std::sqrt(4 * flow.value() / litresPerMinuteInCubicMetresPerSecond / (std::numbers::pi * velocity)) / metresPerMillimetre;
    const auto found = std::lower_bound(nominal.begin(), nominal.end(), needed);
    return found == nominal.end() ? needed : *found;
}

struct Middle {
    double x = 0, y = 0; ///< m
};
Middle middleOf(const Placement& placement)
{
    const FloorRect rect = placement.footprint();
    return {static_cast<double>(rect.at.x.value()) / 1000 + static_cast<double>(rect.size.width.value()) / 2000,
            static_cast<double>(rect.at.y.value()) / 1000 + static_cast<double>(rect.size.depth.value()) / 2000};
}
double apart(Middle a, Middle b)
{
    return std::abs(a.x - b.x) + std::abs(a.y - b.y);
}

class Compiler {
public:
    Compiler(const Arrangement& arrangement, const LoopLoad& load, const CoolingBasis& basis)
        : m_arrangement{arrangement}, m_load{load}, m_piping{load.loop.piping}, m_basis{basis}, m_network{load.loop.id}
    {
    }

    LoopNetwork compiled()
    {
        m_network.name = m_load.loop.name;
        m_network.hydraulics.coolant = m_load.fluid;
        m_network.hydraulics.nodes = 2;
        m_network.facilitySupply = m_load.loop.facilitySupply;
        m_network.facilityRise = m_load.facility && m_load.facility->rise ? *m_load.facility->rise : m_basis.facilityRise;
        m_network.facilityWater = coolant(m_load.facility ? std::string_view{m_load.facility->fluid} : "water",
                                          m_network.facilitySupply + m_network.facilityRise / 2.0)
                                      .value_or(Coolant{});
        m_network.setFlow = m_load.loop.flow;
        m_network.fill = m_piping.fill.value_or(fillPressure);
        for (const Placement& placement : m_arrangement.placements) {
            if (placement.loop == m_load.loop.id)
                addCdus(placement);
        }
        for (const Row& row : m_arrangement.rows)
            addRow(row.id);
        addRow(std::nullopt);
        m_network.volumeLitres = m_piping.volumeLitres.value_or(m_volume) + m_piping.bufferLitres;
        m_network.volumeAssumed = m_network.volumeAssumed && !m_piping.volumeLitres;
        return std::move(m_network);
    }

private:
    void assume(std::string what)
    {
        auto& list = m_network.assumed;
        if (std::find(list.begin(), list.end(), what) == list.end())
            list.push_back(std::move(what));
    }

    void addCdus(const Placement& placement)
    {
        const std::string label = labelOr(placement.label, placement.id.text());
        if (const PartRef* unit = placement.unit()) {
            if (isLoopCdu(**unit))
                addCdu(placement, placement.id.text(), label, *unit);
            return;
        }
        for (const Device& device : (*placement.rack())->devices()) {
            if (isLoopCdu(*device.part))
                addCdu(placement, fmt::format("{}/{}", placement.id, device.id), fmt::format("{} {}", label, device.label),
                       device.part);
        }
    }

    void addCdu(const Placement& placement, std::string path, std::string label, const PartRef& part)
    {
        const CduFigures& figures = *part->cdu;
        LoopCdu cdu{.path = std::move(path), .label = std::move(label), .placement = placement.id, .part = part,
                    .capacity = figures.capacity, .approach = {}, .pump = {}, .flowMin = figures.flowMin,
                    .flowMax = figures.flowMax};
        cdu.toRoomAir = figures.type == CduFigures::Type::LiquidToAir;
        cdu.approach = figures.approach.value_or(cdu.toRoomAir ? m_basis.airApproach : m_basis.liquidApproach);
        cdu.approachAssumed = !figures.approach;
        const CduPumps set = pumpsOf(figures);
        cdu.pumps = set.all;
        cdu.spare = set.spare;
        cdu.pump = pumpCurveOf(figures, set.all - set.spare);
        if (cdu.pump.empty())
            m_network.missing.push_back(fmt::format("{} of {}", figures.flow || !figures.pumpCurve.empty() ? "head" : "flow", part->model));
        else if (figures.pumpCurve.empty())
            assume(fmt::format("pumps of {}: a shut-off head of 1.25 times the rated one", part->model));
        HydraulicEdge edge{.from = 0, .to = 1};
        edge.pump = cdu.pump;
        edge.pumps = set.all - set.spare;
        m_network.hydraulics.edges.push_back(std::move(edge));
        m_cduAt.x += middleOf(placement).x;
        m_cduAt.y += middleOf(placement).y;
        m_network.cdus.push_back(std::move(cdu));
    }

    [[nodiscard]] Middle cduMiddle() const
    {
        const double count = std::max<double>(1, static_cast<double>(m_network.cdus.size()));
        return {m_cduAt.x / count, m_cduAt.y / count};
    }

    /// The racks of a row on this loop, the one nearest to the first CDU first.
    [[nodiscard]] std::vector<const Placement*> racksOf(const std::optional<RowId>& row) const
    {
        std::vector<const Placement*> racks;
        for (const Placement& placement : m_arrangement.placements) {
            if (placement.rack() && placement.loop == m_load.loop.id && placement.row == row)
                racks.push_back(&placement);
        }
        if (racks.size() < 2)
            return racks;
        const auto [west, east] = std::minmax_element(racks.begin(), racks.end(), [](const Placement* a, const Placement* b) {
            return middleOf(*a).x < middleOf(*b).x;
        });
        const auto [south, north] = std::minmax_element(racks.begin(), racks.end(), [](const Placement* a, const Placement* b) {
            return middleOf(*a).y < middleOf(*b).y;
        });
        const bool alongX = middleOf(**east).x - middleOf(**west).x >= middleOf(**north).y - middleOf(**south).y;
        std::stable_sort(racks.begin(), racks.end(), [alongX](const Placement* a, const Placement* b) {
            return alongX ? middleOf(*a).x < middleOf(*b).x : middleOf(*a).y < middleOf(*b).y;
        });
        if (const Placement* first = firstCdu()) {
            if (apart(middleOf(*racks.back()), middleOf(*first)) < apart(middleOf(*racks.front()), middleOf(*first)))
                std::reverse(racks.begin(), racks.end());
        }
        return racks;
    }

    [[nodiscard]] const Placement* firstCdu() const
    {
        return m_network.cdus.empty() ? nullptr : m_arrangement.placement(m_network.cdus.front().placement);
    }

    PipeSection section(const std::optional<PipeRun>& run, double length, LitresPerMinute demand, double velocity,
                        double fittings, double roughness, std::string_view what, bool& assumed)
    {
        PipeSection pipe{length, 0, roughness * metresPerMicrometre, fittings};
        if (run) {
            pipe.length = run->length ? run->length->value() : length;
            pipe.roughness = run->roughnessUm * metresPerMicrometre;
            pipe.fittings = run->fittings;
            pipe.inner = run->innerMm * metresPerMillimetre;
        }
        assumed = pipe.inner <= 0;
        if (assumed) {
            const double inner = sizedFor(demand, velocity);
            pipe.inner = inner * metresPerMillimetre;
            assume(fmt::format("{}: inner diameter of {} mm, for {} m/s at most", what, inner, velocity));
            m_network.volumeAssumed = true;
        }
        return pipe;
    }

    void count(const PipeSection& pipe)
    {
        m_volume += std::numbers::pi / 4 * pipe.inner * pipe.inner * pipe.length * 1000;
    }

    void addSegment(LoopSegment::Kind kind, const std::optional<RowId>& row, const PlacementId& to, const PipeSection& pipe,
                    bool assumed, std::size_t fromNode, std::size_t toNode)
    {
        HydraulicEdge edge{.from = fromNode, .to = toNode};
        edge.pipe = pipe;
        m_network.segments.push_back({kind, row, to, pipe, assumed, m_network.hydraulics.edges.size()});
        m_network.hydraulics.edges.push_back(std::move(edge));
        count(pipe);
    }

    void addRow(const std::optional<RowId>& row)
    {
        const auto racks = racksOf(row);
        if (racks.empty())
            return;
        std::vector<LoopBranchNetwork> branches;
        LitresPerMinute demand;
        for (const Placement* rack : racks) {
            branches.push_back(branchOf(*rack));
            demand += branches.back().demand;
        }
        const bool reverse = m_piping.layout == ReturnLayout::Reverse;
        auto& nodes = m_network.hydraulics.nodes;
        const std::size_t supply = nodes, back = nodes + racks.size();
        nodes += 2 * racks.size();

        bool assumed = false;
        const double toRow = std::max(leastMain, apart(cduMiddle(), middleOf(*racks.front())));
        const PipeSection main = section(own(*racks.front(), m_piping.main), toRow, demand, headerVelocity, mainFittings,
                                         steelRoughness, "main", assumed);
        addSegment(LoopSegment::Kind::Main, row, racks.front()->id, main, assumed, 1, supply);
        PipeSection returnMain = main;
        if (reverse) // From the far end.
            returnMain.length += apart(middleOf(*racks.front()), middleOf(*racks.back()));
        addSegment(LoopSegment::Kind::ReturnMain, row, reverse ? racks.back()->id : racks.front()->id, returnMain, assumed,
                   reverse ? back + racks.size() - 1 : back, 0);
        for (std::size_t i = 1; i < racks.size(); ++i) {
            const PipeSection pipe =
                section(own(*racks[i], m_piping.header), std::max(0.1, apart(middleOf(*racks[i - 1]), middleOf(*racks[i]))),
                        demand, headerVelocity, headerFittings, steelRoughness, "header", assumed);
            addSegment(LoopSegment::Kind::Header, row, racks[i]->id, pipe, assumed, supply + i - 1, supply + i);
            addSegment(LoopSegment::Kind::ReturnHeader, row, racks[i]->id, pipe, assumed,
                       reverse ? back + i - 1 : back + i, reverse ? back + i : back + i - 1);
        }
        for (std::size_t i = 0; i < racks.size(); ++i)
            addBranch(std::move(branches[i]), supply + i, back + i);
    }

    [[nodiscard]] std::optional<PipeRun> own(const Placement& rack, const std::optional<PipeRun>& common) const
    {
        const LoopBranch* special = m_piping.branch(rack.id);
        return special && special->header ? special->header : common;
    }

    LoopBranchNetwork branchOf(const Placement& placement)
    {
        const RackDesign& rack = **placement.rack();
        LoopBranchNetwork branch{.placement = placement.id,
                                 .label = labelOr(placement.label, placement.id.text()),
                                 .demand = {}, .makersFlow = {}, .flowMin = {}, .flowMax = {}, .heat = rack.facts().heatToLiquid.known,
                                 .hose = {}, .inletMax = {}, .pressureMax = m_piping.pressureMax};
        const LoopBranch* special = m_piping.branch(placement.id);
        branch.open = special ? special->open : 1;
        takeDevices(rack, branch);
        const auto& run = special && special->hose ? special->hose : m_piping.hose;
        branch.hose = section(run, hoseLength, branch.demand, hoseVelocity, hoseFittings, hoseRoughness, "hose",
                              branch.hoseAssumed);
        branch.hose.length *= 2;
        branch.hose.fittings *= 2;
        takeManifold(rack, branch);
        takeValve(branch);
        return branch;
    }

    void takeDevices(const RackDesign& rack, LoopBranchNetwork& branch)
    {
        const auto cooled = cooledBy(rack);
        double conductance = 0;
        bool known = !cooled.empty();
        std::optional<LitresPerMinute> makers = LitresPerMinute{}, least = LitresPerMinute{}, most = LitresPerMinute{};
        const auto add = [](std::optional<LitresPerMinute>& sum, const std::optional<LitresPerMinute>& flow, double times) {
            sum = sum && flow ? std::optional{*sum + *flow * times} : std::nullopt;
        };
        for (const Cooled& one : cooled) {
            const CoolingFigures& figures = one.part->cooling;
            const auto flow = makersFlow(figures, m_load.supply);
            add(makers, flow ? std::optional{flow->flow} : std::nullopt, one.count);
            add(least, figures.flowMin, one.count);
            add(most, figures.flowMax, one.count);
            known = known && flow && flow->drop && *flow->drop > Kilopascals{};
            if (known)
                conductance += one.count / std::sqrt(squareLaw(*flow->drop, flow->flow));
            if (figures.liquidInletMax && (!branch.inletMax || *figures.liquidInletMax < *branch.inletMax))
                branch.inletMax = figures.liquidInletMax;
            if (figures.pressureMax && (!branch.pressureMax || *figures.pressureMax < *branch.pressureMax))
                branch.pressureMax = figures.pressureMax;
        }
        if (cooled.empty())
            makers = least = most = std::nullopt;
        branch.makersFlow = makers;
        branch.flowMin = least;
        branch.flowMax = most;
        branch.demandByMaker = m_load.flowByMaker && makers.has_value();
        branch.demand = branch.demandByMaker ? *makers : flowDemand(branch.heat, m_load.fluid, m_load.rise);
        if (known && conductance > 0) {
            branch.devices = 1 / (conductance * conductance);
            return;
        }
        branch.dropAssumed = true;
        branch.devices = squareLaw(devicesDrop, usual(branch.demand));
        if (branch.demand > LitresPerMinute{})
            assume(fmt::format("devices of rack design '{}': {} at their demand", rack.name(), devicesDrop));
    }

    /// A rack without demand still lets something through.
    static LitresPerMinute usual(LitresPerMinute demand)
    {
        return demand > LitresPerMinute{} ? demand : LitresPerMinute{1};
    }

    void takeManifold(const RackDesign& rack, LoopBranchNetwork& branch)
    {
        if (m_piping.manifoldDrop && m_piping.manifoldFlow) {
            branch.manifold = squareLaw(*m_piping.manifoldDrop, *m_piping.manifoldFlow);
        } else if (!rack.system()) { // A rack-scale system's figures are at its manifolds.
            branch.manifold = squareLaw(manifoldDrop, usual(branch.demand));
            assume(fmt::format("rack manifolds: {} at the demand", manifoldDrop));
        }
    }

    void takeValve(LoopBranchNetwork& branch)
    {
        if (m_piping.valveKv) {
            branch.valve = valveSquare(*m_piping.valveKv, branch.open, m_load.fluid);
        } else if (branch.open > 0 && branch.open < 1) {
            const double volume = usual(branch.demand).value() * 60 / 1000; // m³/h
            const double kv = volume / std::sqrt(valveDrop.value() / 100 * 1000 / m_load.fluid.density);
            branch.valve = valveSquare(kv, branch.open, m_load.fluid);
            assume(fmt::format("balancing valves: {} wide open at the demand", valveDrop));
        }
    }

    void addBranch(LoopBranchNetwork branch, std::size_t supply, std::size_t back)
    {
        HydraulicEdge edge{.from = supply, .to = back};
        edge.open = branch.open > 0;
        edge.pipe = branch.hose;
        if (edge.open)
            edge.square = branch.devices + branch.manifold + branch.valve;
        branch.edge = m_network.hydraulics.edges.size();
        m_network.hydraulics.edges.push_back(std::move(edge));
        count(branch.hose);
        m_network.branches.push_back(std::move(branch));
    }

    const Arrangement& m_arrangement;
    const LoopLoad& m_load;
    const LoopPiping& m_piping;
    const CoolingBasis& m_basis;
    LoopNetwork m_network;
    Middle m_cduAt; ///< Sum over the CDUs.
    double m_volume = 0; ///< L
};

} // namespace

LitresPerMinute LoopNetwork::demand() const
{
    LitresPerMinute sum;
    for (const LoopBranchNetwork& branch : branches) {
        if (branch.open > 0)
            sum += branch.demand;
    }
    return sum;
}

Watts LoopNetwork::heat() const
{
    Watts sum;
    for (const LoopBranchNetwork& branch : branches)
        sum += branch.heat;
    return sum;
}

LoopNetwork loopNetwork(const Arrangement& arrangement, const LoopLoad& load, const CoolingBasis& basis)
{
    return Compiler{arrangement, load, basis}.compiled();
}

} // namespace colonnade::model
