#include "render/loops/LoopGathering.h"

#include "model/units/Text.h"
#include "render/elevation/DeviceFace.h"
#include "render/loops/LoopGrouping.h"
#include "render/oneline/OneLineGraph.h"
#include "render/plan/PlanIndex.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace colonnade::render {
namespace {

using namespace model;

QString labelOf(const Placement& placement)
{
    return plain(labelOr(placement.label, placement.id.text()));
}

std::optional<double> number(const std::optional<Celsius>& value)
{
    return value ? std::optional{value->value()} : std::nullopt;
}

class Gathering {
public:
    Gathering(const Arrangement& arrangement, const LoopOf& of, const LoopDiagramOptions& options) :
        m_arrangement{arrangement},
        m_of{of},
        m_podDesign{of.podDesign},
        m_loop{of.loop},
        m_load{of.load},
        m_after{of.after},
        m_options{options},
        m_network{of.load ? of.load->network.get() : nullptr}
    {
        if (m_after)
            m_state = m_after->state ? &*m_after->state : nullptr;
        else if (m_load)
            m_state = m_load->state.get();
    }

    LoopPlan plan()
    {
        for (const Placement& placement : m_arrangement.placements) {
            if (placement.loop == m_loop.id)
                m_on.push_back(&placement);
        }
        addSheet();
        addFacility();
        addCdus();
        addRows();
        addHeader();
        return std::move(m_plan);
    }

private:
    [[nodiscard]] Subject subjectOf(const Placement& placement) const
    {
        return m_podDesign.empty() ? Subject::instance(placement.id.text()) : Subject::pod(m_podDesign, placement.id.text());
    }
    [[nodiscard]] bool hasFailed(const std::string& path) const
    {
        const PlaceState place = stateIn(m_of.places, m_of.holder + path);
        return place == PlaceState::Failed || place == PlaceState::Dark;
    }
    [[nodiscard]] Subject loopSubject() const { return {Subject::Where::Loop, m_podDesign + "/" + m_loop.id.text()}; }

    void addSheet()
    {
        LoopSheet& sheet = m_plan.sheet;
        sheet.subject = loopSubject();
        sheet.podDesign = m_podDesign;
        sheet.title = plain(labelOr(m_loop.name, m_loop.id.text()));
        if (m_after && !m_after->state)
            sheet.problem = QString::fromStdString(m_after->without);
        else if (m_load && !m_load->state)
            sheet.problem = QString::fromStdString(m_load->withoutState);
    }

    void addFacility()
    {
        LoopBox& box = m_plan.facility;
        box.kind = LoopBox::Kind::Facility;
        box.subjects = {loopSubject()};
        const FacilityWater* water = m_load && m_load->facility ? &*m_load->facility : nullptr;
        box.name = water ? plain(labelOr(water->name, water->id.text())) : QStringLiteral("Facility water");
        const Celsius supply = m_load ? m_load->loop.facilitySupply : m_loop.facilitySupply;
        box.figures.supply = LoopRange::of(supply.value());
        if (m_load && m_load->facilityMissing)
            box.problems << QStringLiteral("The hall does not have the facility water that the loop names.");
        if (m_network)
            box.figures.back = LoopRange::of((supply + m_network->facilityRise).value());
        if (m_state) {
            box.figures.flow = LoopRange::of(m_state->facilityFlow.value());
            box.figures.heat = (m_state->heat - m_state->heatToRoom).value();
        }
        if (!water)
            return;
        QStringList remark;
        if (water->waterClass)
            remark << QString::fromStdString(waterClassName(*water->waterClass));
        if (const auto& rejection = water->rejection) {
            const QString kind = QString::fromUtf8(std::string{word(rejection->kind)}.c_str()).replace(QLatin1Char('-'), QLatin1Char(' '));
            remark << (rejection->spare > 0 ? QStringLiteral("%1 + %2 × %3").arg(rejection->units - rejection->spare).arg(rejection->spare).arg(kind)
                                            : QStringLiteral("%1 × %2").arg(rejection->units).arg(kind));
            if (const auto usable = rejection->usable())
                box.figures.capacity = usable->value();
        }
        box.remark = remark.join(QStringLiteral(" · "));
        if (water->flow)
            box.figures.available = water->flow->value();
    }

    /// CDUs of the network, or where there is none those that stand on the loop.
    void addCdus()
    {
        std::vector<LoopBox> boxes;
        if (m_network) {
            for (std::size_t i = 0; i < m_network->cdus.size(); ++i)
                boxes.push_back(cduBox(i));
        } else {
            for (const Placement* placement : m_on) {
                const PartRef* unit = placement->unit();
                if (!unit || (*unit)->kind != PartKind::Cdu)
                    continue;
                LoopBox box = emptyCdu(labelOf(*placement), **unit);
                box.subjects = {subjectOf(*placement)};
                box.lost = hasFailed(placement->id.text());
                if (const auto& cdu = (*unit)->cdu; cdu && cdu->capacity > Watts{})
                    box.figures.capacity = cdu->capacity.value();
                boxes.push_back(std::move(box));
            }
        }
        m_plan.sheet.cdus = static_cast<int>(boxes.size());
        if (boxes.size() > m_options.mostCdus)
            boxes = joined(std::move(boxes), [](const LoopBox& a, const LoopBox& b) {
                return a.name == b.name && a.lost == b.lost && a.overloaded == b.overloaded;
            });
        else
            boxes = joined(std::move(boxes), [](const LoopBox&, const LoopBox&) { return false; });
        m_plan.cdus = std::move(boxes);
    }

    static LoopBox emptyCdu(const QString& label, const PartType& part)
    {
        LoopBox box;
        box.kind = LoopBox::Kind::Cdu;
        box.name = plain(part.model);
        box.members = label;
        return box;
    }

    LoopBox cduBox(std::size_t i) const
    {
        const LoopCdu& cdu = m_network->cdus[i];
        LoopBox box = emptyCdu(plain(labelOr(cdu.label, cdu.path)), *cdu.part);
        LoopFigures& f = box.figures;
        const std::string holder = m_podDesign.empty() ? std::string{} : m_podDesign + "/";
        box.subjects = {{m_podDesign.empty() ? Subject::Where::Instance : Subject::Where::PodDesign, holder + cdu.path}};
        if (cdu.capacity > Watts{})
            f.capacity = cdu.capacity.value();
        else
            box.problems << QStringLiteral("The catalog does not know its capacity.");
        f.pumps = cdu.pumps;
        f.assumed = cdu.approachAssumed;
        if (cdu.pump.empty())
            box.problems << QStringLiteral("The catalog does not know the head of its pumps.");
        box.lost = hasFailed(cdu.path) || (m_after && std::ranges::find(m_after->loss.cdus, i) != m_after->loss.cdus.end());
        if (!m_state || i >= m_state->cdus.size())
            return box;
        const CduState& state = m_state->cdus[i];
        box.lost |= state.lost;
        f.running = state.running;
        if (box.lost)
            return box;
        f.speed = state.speed;
        f.flow = LoopRange::of(state.flow.value());
        f.heat = state.heat.value();
        f.approach = LoopRange::of(state.approach.value());
        widen(f.supply, number(state.supply));
        f.back = LoopRange::of(m_state->back.value());
        f.available = cdu.flowMax ? std::optional{cdu.flowMax->value()} : std::nullopt;
        box.overloaded = f.capacity && state.heat.value() > *f.capacity + 0.5;
        return box;
    }

    LoopBox rackBox(const Placement& placement, std::optional<std::size_t> branch) const
    {
        LoopBox box;
        const RackDesignRef* rack = placement.rack();
        box.name = plain(rack ? (*rack)->name() : (*placement.unit())->model);
        box.members = labelOf(placement);
        box.role = mainRole(placement);
        box.subjects = {subjectOf(placement)};
        if (rack)
            box.also = {Subject::rack((*rack)->id().text())};
        box.lost = hasFailed(placement.id.text());
        if (box.lost)
            box.problems << failureWord(stateIn(m_of.places, m_of.holder + placement.id.text()));
        if (!branch)
            return box;
        LoopFigures& f = box.figures;
        const LoopBranchNetwork& network = m_network->branches[*branch];
        f.heat = network.heat.value();
        f.demand = LoopRange::of(network.demand.value());
        f.assumed = network.hoseAssumed || network.dropAssumed;
        if (network.open <= 0)
            box.verdict = BranchVerdict::Closed;
        if (!m_state || *branch >= m_state->branches.size()) {
            if (m_after) { // Nothing flows in all of the loop.
                box.verdict = BranchVerdict::Dead;
                f.flow = LoopRange::of(0);
            }
            return box;
        }
        const BranchState& state = m_state->branches[*branch];
        box.verdict = state.verdict;
        f.flow = LoopRange::of(state.flow.value());
        f.drop = LoopRange::of(state.drop.value());
        widen(f.supply, number(state.supply));
        widen(f.back, number(state.back));
        f.velocity = state.hoseVelocity;
        if (state.supply && network.inletMax)
            f.margin = LoopRange::of(difference(*network.inletMax, *state.supply).value());
        return box;
    }

    /// Racks in the order in which the header passes them; of the network where there is one.
    void addRows()
    {
        std::map<PlacementId, std::size_t> branchOf;
        std::map<std::string, std::optional<RowId>> rowOf;
        if (m_network) {
            for (std::size_t i = 0; i < m_network->branches.size(); ++i)
                branchOf.emplace(m_network->branches[i].placement, i);
        }
        struct Found {
            std::optional<RowId> row;
            std::vector<LoopBox> racks;
        };
        std::vector<Found> rows;
        const auto rowAt = [&](const std::optional<RowId>& row) -> Found& {
            const auto found = std::ranges::find_if(rows, [&](const Found& each) { return each.row == row; });
            if (found != rows.end())
                return *found;
            rows.push_back({row, {}});
            return rows.back();
        };
        const auto add = [&](const Placement& placement, std::optional<std::size_t> branch) {
            rowAt(placement.row).racks.push_back(rackBox(placement, branch));
        };
        if (m_network) {
            for (std::size_t i = 0; i < m_network->branches.size(); ++i) {
                if (const Placement* placement = m_arrangement.placement(m_network->branches[i].placement))
                    add(*placement, i);
            }
        }
        for (const Placement* placement : m_on) {
            if (placement->rack() && !branchOf.contains(placement->id))
                add(*placement, std::nullopt);
        }
        // The more rows, the fewer boxes each.
        const std::size_t most = rows.size() <= 1 ? m_options.most : std::min<std::size_t>(m_options.most, rows.size() <= 3 ? 6 : 4);
        for (Found& found : rows) {
            m_plan.sheet.racks += static_cast<int>(found.racks.size());
            LoopPlan::Row row;
            row.box = rowBox(found.row);
            row.racks = collapsed(std::move(found.racks), most, rows.size() > m_options.mostRows);
            m_plan.rows.push_back(std::move(row));
        }
        if (m_plan.rows.size() > m_options.mostRows)
            m_plan.rows = equalRows(std::move(m_plan.rows));
    }

    [[nodiscard]] LoopBox rowBox(const std::optional<RowId>& row) const
    {
        LoopBox box;
        box.kind = LoopBox::Kind::Row;
        box.subjects = {loopSubject()};
        box.name = QStringLiteral("Racks");
        if (row) {
            const auto found = std::ranges::find(m_arrangement.rows, *row, &Row::id);
            const bool named = found != m_arrangement.rows.end() && !found->name.empty();
            box.name = plain(named ? found->name : row->text());
            if (!named)
                box.name.prepend(QStringLiteral("Row "));
        } else if (m_arrangement.rows.size() > 1) {
            box.name = QStringLiteral("In no row");
        }
        if (!m_network)
            return box;
        double drop = 0;
        for (std::size_t i = 0; i < m_network->segments.size(); ++i) {
            const LoopSegment& segment = m_network->segments[i];
            if (segment.row != row)
                continue;
            box.figures.assumed |= segment.assumed;
            if (!m_state || i >= m_state->segments.size())
                continue;
            const SegmentState& state = m_state->segments[i];
            drop += state.pipe.drop.value();
            const double velocity = std::abs(state.pipe.velocity);
            box.figures.velocity = std::max(box.figures.velocity.value_or(0), velocity);
            const bool supplyMain = segment.kind == LoopSegment::Kind::Main || segment.kind == LoopSegment::Kind::Header;
            if (supplyMain) { // The piece that carries all of the row has the most.
                const double flow = std::abs(state.flow.value());
                if (!box.figures.flow || flow > box.figures.flow->high)
                    box.figures.flow = LoopRange::of(flow);
            }
        }
        if (m_state)
            box.figures.drop = LoopRange::of(drop);
        return box;
    }

    void addHeader()
    {
        LoopBox& box = m_plan.header;
        box.kind = LoopBox::Kind::Header;
        box.subjects = {loopSubject()};
        box.name = m_plan.sheet.title;
        QStringList remark{plain(m_loop.fluid)};
        if (m_loop.piping.layout == ReturnLayout::Reverse)
            remark << QStringLiteral("reverse return");
        box.remark = remark.join(QStringLiteral(" · "));
        LoopFigures& f = box.figures;
        if (m_network) {
            const double demand = m_network->setFlow ? m_network->setFlow->value() : m_network->demand().value();
            f.demand = LoopRange::of(demand);
            f.assumed = !m_network->assumed.empty();
            f.heat = m_network->heat().value();
        } else if (m_load) {
            f.heat = m_load->heat.value();
        }
        if (m_load && !m_load->missingHeat.empty())
            box.problems << QStringLiteral("Left out: %1.").arg(plain(m_load->missingHeat.front()));
        if (m_state) {
            f.flow = LoopRange::of(m_state->flow.value());
            f.supply = LoopRange::of(m_state->supply.value());
            f.back = LoopRange::of(m_state->back.value());
            f.drop = LoopRange::of(m_state->head.value());
            f.head = m_state->headAvailable.value();
            f.speed = m_state->speed;
            f.heat = m_state->heat.value();
            if (m_load && m_load->inletMax)
                f.margin = LoopRange::of(difference(*m_load->inletMax, m_state->supply).value());
            if (m_state->fallsShort)
                box.verdict = BranchVerdict::Starved;
        }
        if (m_after && m_after->rideThrough)
            box.facts.emplace_back(QStringLiteral("Ride-through"), QString::fromStdString(text(*m_after->rideThrough)));
        if (m_network) {
            for (const std::string& assumed : m_network->assumed)
                box.facts.emplace_back(QStringLiteral("Assumed"), plain(assumed));
            for (const std::string& missing : m_network->missing)
                box.facts.emplace_back(QStringLiteral("Not known"), plain(missing));
        }
    }

    const Arrangement& m_arrangement;
    const LoopOf& m_of;
    const std::string m_podDesign;
    const Loop& m_loop;
    const LoopLoad* m_load;
    const LoopLossState* m_after;
    const LoopDiagramOptions& m_options;
    const LoopNetwork* m_network;
    const LoopState* m_state = nullptr;
    std::vector<const Placement*> m_on;
    LoopPlan m_plan;
};

} // namespace

LoopPlan loopPlan(const Arrangement& arrangement, const LoopOf& of, const LoopDiagramOptions& options)
{
    return Gathering{arrangement, of, options}.plan();
}

} // namespace colonnade::render
