#include "model/power/Cords.h"
#include "model/power/RackPower.h"
#include "model/units/Text.h"
#include "render/elevation/DeviceFace.h"
#include "render/oneline/OneLineSheets.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace colonnade::render {
namespace {

using namespace model;

template <class Unit> QString amount(Quantity<Unit> quantity, int digits = 3)
{
    return QString::fromStdString(text(quantity, digits));
}

QString labelOf(const Device& device)
{
    return plain(labelOr(device.label, device.id.text()));
}

bool passesPower(const PartType& part)
{
    switch (part.kind) {
    case PartKind::RackPdu:
    case PartKind::PowerShelf:
    case PartKind::Blanking:
    case PartKind::Manifold:
    case PartKind::PatchPanel: return true;
    default: return false;
    }
}

/// "36 × C13, 6 × C19"
QString outletsOf(const RackPduFigures& pdu)
{
    QStringList words;
    for (const OutletGroup& group : pdu.outlets)
        words << QStringLiteral("%1 × %2").arg(group.count).arg(plain(group.type));
    return words.join(QStringLiteral(", "));
}

/// The inside of one rack as a graph.
class RackGathering {
public:
    RackGathering(const RackDesign& rack, const PowerBasis& basis, const OneLineRackState* state) :
        m_rack{rack},
        m_draw{rackDraw(rack)},
        m_state{state}
    {
        if (state)
            m_outage = rackOutage(rack, state->fed, state->inside, state->alive, basis, state->provisioned);
        addPdus(basis);
        addShelves();
        addDevices();
    }

    OneLineGraph graph() && { return std::move(m_graph); }

private:
    [[nodiscard]] Subject subjectOf(const Device& device) const { return Subject::rack(m_rack.id().text(), device.id.text()); }

    [[nodiscard]] bool isLost(const Device& device) const { return m_state && (m_state->lost || m_state->inside.takes(device.id)); }
    [[nodiscard]] bool hasSupply(Side side) const { return !m_state || m_state->alive[static_cast<std::size_t>(side)] > 0; }

    [[nodiscard]] OneLineCondition conditionOf(const Device& taker, Side side) const
    {
        return isLost(taker) ? OneLineCondition::Lost : hasSupply(side) ? OneLineCondition::Live : OneLineCondition::Dead;
    }

    /// Power of this rack over that of its design.
    [[nodiscard]] double scale() const
    {
        const Watts own = m_rack.facts().provisioned.known;
        return m_state && m_state->provisioned && own > Watts{} ? *m_state->provisioned / own : 1;
    }

    /// Why a device does not run, by its number in the rack; nothing: it runs.
    [[nodiscard]] std::optional<DarkReason> darkReason(std::size_t device) const
    {
        if (m_state && m_state->lost)
            return DarkReason::Failed;
        const auto found = std::ranges::find(m_outage.dark, device, &DarkDevice::device);
        return found == m_outage.dark.end() ? std::nullopt : std::optional{found->reason};
    }

    void addPdus(const PowerBasis& basis)
    {
        for (const PduLoad& load : pduLoads(m_rack, basis)) {
            OneLineGraph::Node node;
            OneLineBox& box = node.box;
            box.symbol = OneLineSymbol::RackPdu;
            box.side = load.side;
            box.subjects = {subjectOf(*load.pdu)};
            box.name = box.members = labelOf(*load.pdu);
            const QString phases = load.phases == 0 ? QStringLiteral("DC") : QStringLiteral("%1\u00a0ph").arg(load.phases);
            box.rating = QStringLiteral("%1 %2").arg(amount(load.voltage), phases)
                + (load.rating ? QStringLiteral(" · %1").arg(amount(*load.rating)) : QString{});
            if (load.pdu->part->pdu)
                box.equipment = outletsOf(*load.pdu->part->pdu);
            box.figures.normal = load.normal;
            box.figures.worst = load.worst;
            box.figures.limit = load.limit;
            box.figures.normalByPhase = load.normalByPhase;
            box.figures.worstByPhase = load.worstByPhase;
            if (load.worstLoss)
                box.figures.worstState = QStringLiteral("side %1 lost").arg(QLatin1Char{letter(*load.worstLoss)});
            if (m_state) {
                box.condition = conditionOf(*load.pdu, load.side);
                const auto now = std::ranges::find(m_outage.pdus, load.pdu, &TakerLoad::device);
                if (now != m_outage.pdus.end())
                    box.figures.now = now->load;
            }
            node.supply = QStringLiteral("side %1").arg(QLatin1Char{letter(load.side)});
            m_nodeOf.emplace(load.pdu->id, m_graph.nodes.size());
            m_graph.nodes.push_back(std::move(node));
        }
    }

    /// Equal shelves of one side as one; all of them feed the busbar.
    void addShelves()
    {
        std::map<std::tuple<const PartType*, Side, OneLineCondition>, std::size_t> known;
        std::map<std::size_t, std::vector<std::string>> labels;
        Watts living;
        for (const Device& device : m_rack.devices()) {
            if (!isSourceShelf(device))
                continue;
            const Side side = sideOf(m_rack, device);
            const OneLineCondition condition = conditionOf(device, side);
            if (condition == OneLineCondition::Live)
                living += device.part->shelf->output;
            const auto [at, isNew] = known.try_emplace({device.part.get(), side, condition}, m_graph.nodes.size());
            if (isNew) {
                OneLineGraph::Node node;
                node.box.condition = condition;
                node.box.symbol = OneLineSymbol::PowerShelf;
                node.box.side = side;
                node.box.count = 0;
                node.box.name = plain(device.part->model);
                const PowerShelfFigures& shelf = *device.part->shelf;
                node.box.rating = QStringLiteral("output %1").arg(amount(shelf.output));
                if (shelf.rectifiers > 0)
                    node.box.equipment = QStringLiteral("%1 rectifiers").arg(shelf.rectifiers)
                        + (shelf.rectifier ? QStringLiteral(" × %1").arg(amount(*shelf.rectifier)) : QString{});
                node.supply = QStringLiteral("side %1").arg(QLatin1Char{letter(side)});
                m_graph.nodes.push_back(std::move(node));
            }
            OneLineBox& box = m_graph.nodes[at->second].box;
            ++box.count;
            box.subjects.push_back(subjectOf(device));
            labels[at->second].push_back(labelOf(device).toStdString());
        }
        if (known.empty())
            return;
        Watts installed;
        for (const Watts output : m_draw.shelfOutput)
            installed += output;
        OneLineGraph::Node bar;
        bar.box.symbol = OneLineSymbol::Busbar;
        bar.box.name = bar.box.members = QStringLiteral("Busbar");
        bar.box.rating = QStringLiteral("DC");
        bar.box.subjects = {Subject::rack(m_rack.id().text())};
        bar.box.figures.normal = m_draw.shelfLoad;
        bar.box.figures.limit = installed;
        for (auto& [key, index] : known) {
            OneLineBox& box = m_graph.nodes[index].box;
            box.members = rangesText(labels[index]);
            // Shelves share the load of the bar by their rated output.
            const Watts output = std::get<const PartType*>(key)->shelf->output;
            if (installed > Watts{})
                box.figures.normal = m_draw.shelfLoad * (output / installed);
            if (m_state)
                box.figures.now = box.condition == OneLineCondition::Live ? m_draw.shelfLoad * (scale() * (output / living)) : Watts{};
            box.figures.limit = output;
            bar.upstream.push_back(index);
            bar.box.side = std::min(bar.box.side, std::get<Side>(key));
        }
        for (const std::size_t index : bar.upstream)
            takeWorst(m_graph.nodes[index].box, installed);
        // The bar is judged by what its shelves still give with the worst side lost (PWR-013).
        bar.box.equipment = QStringLiteral("%1 installed").arg(amount(installed));
        bar.box.figures.worst = m_draw.shelfLoad;
        for (std::size_t i = 0; i < sideCount; ++i) {
            const Watts left = installed - m_draw.shelfOutput[i];
            if (m_draw.shelfOutput[i] <= Watts{} || left <= Watts{} || left >= *bar.box.figures.limit)
                continue;
            bar.box.figures.limit = left;
            bar.box.figures.worstState = QStringLiteral("side %1 lost").arg(QLatin1Char{letter(static_cast<Side>(i))});
        }
        if (m_state) { // A load counts while any shelf lives, also where they are too weak for it.
            bar.box.condition = m_state->lost ? OneLineCondition::Lost : living > Watts{} ? OneLineCondition::Live : OneLineCondition::Dead;
            bar.box.figures.now = living > Watts{} ? m_draw.shelfLoad * scale() : Watts{};
            bar.box.figures.limit = living;
            bar.box.equipment = QStringLiteral("%1 of %2 alive").arg(amount(living), amount(installed));
        }
        m_bar = m_graph.nodes.size();
        m_graph.nodes.push_back(std::move(bar));
    }

    /// The shelves of a side, with the largest other side lost: they share its load with those that are left.
    void takeWorst(OneLineBox& box, Watts installed) const
    {
        std::optional<Side> worst;
        Watts left = installed;
        for (std::size_t i = 0; i < sideCount; ++i) {
            const bool own = static_cast<Side>(i) == box.side;
            const Watts living = installed - m_draw.shelfOutput[i];
            if (m_draw.shelfOutput[i] <= Watts{} || own || living <= Watts{} || living >= left)
                continue;
            left = living;
            worst = static_cast<Side>(i);
        }
        OneLineFigures& f = box.figures;
        f.worst = f.normal;
        if (!worst || !f.normal || left <= Watts{})
            return;
        f.worst = *f.normal * (installed / left);
        f.worstState = QStringLiteral("side %1 lost").arg(QLatin1Char{letter(*worst)});
    }

    /// By which nodes a device is supplied, and what its cords are.
    struct Supply {
        std::map<std::pair<Side, std::size_t>, std::map<QString, int>> outlets;
        std::map<Side, int> open;
    };

    void addDevices()
    {
        std::map<DeviceId, Supply> supplies;
        for (const PlannedCord& cord : cordPlan(m_rack)) {
            Supply& supply = supplies[cord.device->id];
            const auto node = cord.pdu ? m_nodeOf.find(cord.pdu->id) : m_nodeOf.end();
            if (node == m_nodeOf.end())
                ++supply.open[cord.side];
            else
                ++supply.outlets[{cord.side, node->second}][plain(cord.outletType)];
        }
        struct Group {
            OneLineGraph::Load load;
            std::vector<std::string> labels;
            std::size_t first = 0;
        };
        std::map<std::tuple<const PartType*, std::vector<std::pair<OneLinePin, QString>>, std::vector<Side>, std::optional<DarkReason>>, Group> groups;
        const auto devices = m_rack.devices();
        for (std::size_t number = 0; number < devices.size(); ++number) {
            const Device& device = devices[number];
            if (passesPower(*device.part))
                continue;
            const std::optional<DarkReason> dark = darkReason(number);
            std::vector<std::pair<OneLinePin, QString>> pins;
            std::vector<Side> open;
            if (const auto at = supplies.find(device.id); at != supplies.end()) {
                for (const auto& [where, outlets] : at->second.outlets) {
                    QStringList words;
                    for (const auto& [type, cords] : outlets)
                        words << QStringLiteral("%1 × %2").arg(cords).arg(type.isEmpty() ? QStringLiteral("no outlet") : type);
                    pins.emplace_back(OneLinePin{where.second, where.first, words.join(QStringLiteral(", "))}, words.join(QStringLiteral(", ")));
                }
                for (const auto& [side, cords] : at->second.open)
                    open.push_back(side);
            } else if (m_bar) {
                pins.emplace_back(OneLinePin{*m_bar, m_graph.nodes[*m_bar].box.side, {}}, QString{});
            }
            const auto [at, isNew] = groups.try_emplace({device.part.get(), pins, open, dark});
            Group& group = at->second;
            OneLineBox& box = group.load.box;
            if (isNew) {
                group.first = groups.size();
                box.load = true;
                box.count = 0;
                box.symbol = OneLineSymbol::Device;
                box.role = device.part->role;
                box.name = plain(device.part->model);
                box.figures.normal = device.part->power.forProvisioning();
                if (m_state && box.figures.normal)
                    box.figures.now = dark ? Watts{} : *box.figures.normal * scale();
                if (dark) {
                    box.condition = *dark == DarkReason::Failed ? OneLineCondition::Lost : OneLineCondition::Dead;
                    box.why = *dark == DarkReason::Failed ? QString{} : plain(sentence(*dark));
                }
                for (const auto& [pin, words] : pins)
                    group.load.pins.push_back(pin);
                group.load.open = open;
            }
            ++box.count;
            box.subjects.push_back(subjectOf(device));
            box.figures.accelerators += acceleratorsOf(*device.part);
            if (dark)
                box.figures.dark += acceleratorsOf(*device.part);
            group.labels.push_back(labelOf(device).toStdString());
        }
        std::vector<Group*> order;
        for (auto& [key, group] : groups)
            order.push_back(&group);
        std::ranges::sort(order, {}, [](const Group* group) { return group->first; });
        for (Group* group : order) {
            group->load.box.members = rangesText(std::move(group->labels));
            m_graph.loads.push_back(std::move(group->load));
        }
    }

    const RackDesign& m_rack;
    RackDraw m_draw;
    const OneLineRackState* m_state; ///< Null: the normal state.
    RackOutage m_outage;
    OneLineGraph m_graph;
    std::map<DeviceId, std::size_t> m_nodeOf;
    std::optional<std::size_t> m_bar;
};

} // namespace

OneLineGraph rackGraph(const RackDesign& rack, const PowerBasis& basis, const OneLineRackState* state)
{
    return RackGathering{rack, basis, state}.graph();
}

} // namespace colonnade::render
