#include "model/economics/BillOfMaterials.h"

#include "model/design/RememberedBeside.h"
#include "model/fabric/FabricLinks.h"

#include <algorithm>
#include <map>
#include <set>

namespace colonnade::model {

namespace {

/// Where a line belongs.
struct LineKey {
    BillSection section;
    TypeId id;
    std::int64_t millimetres; ///< Of cables; else 0.

    auto operator<=>(const LineKey&) const = default;
};

LineKey keyOf(const BillLine& line)
{
    const auto length =
        line.length ? static_cast<std::int64_t>(line.length->value() * 1000 + 0.5) : 0;
    return {line.section, line.part->id, length};
}

/// Collects lines in their order.
class Ledger {
public:
    void add(BillLine line)
    {
        const auto key = keyOf(line);
        const auto [found, isNew] = m_lines.try_emplace(key, std::move(line));
        if (isNew)
            return;
        // Not moved from where the line was there already.
        found->second.count += line.count;
        found->second.covered += line.covered;
        if (!found->second.price)
            found->second.price = line.price;
    }
    void add(const std::vector<BillLine>& lines, int times)
    {
        for (BillLine line : lines) {
            line.count *= times;
            line.covered *= times;
            add(std::move(line));
        }
    }
    std::vector<BillLine> lines() &&
    {
        std::vector<BillLine> all;
        all.reserve(m_lines.size());
        for (auto& [key, line] : m_lines)
            all.push_back(std::move(line));
        return all;
    }

private:
    std::map<LineKey, BillLine> m_lines;
};

BillLine lineFor(BillSection section, const PartRef& part, int count)
{
    BillLine line;
    line.section = section;
    line.part = part;
    line.count = count;
    line.price = part->price;
    return line;
}

BillOfMaterials rackBill(const RackDesign& rack)
{
    Ledger ledger;
    // The price of a rack-scale system holds for its frame and contents. Where it has none, they
    // are priced one by one.
    const PartRef& system = rack.system();
    const bool whole = system && system->price.has_value();
    std::map<TypeId, int> covered;
    if (whole) {
        ledger.add(lineFor(BillSection::System, system, 1));
        for (const ContentItem& item : system->contents)
            covered[item.type] += item.count;
    }
    BillLine frame = lineFor(BillSection::Frame, rack.frame(), 1);
    if (whole) {
        frame.covered = 1;
        frame.price.reset();
    }
    ledger.add(std::move(frame));
    if (rack.rearDoor())
        ledger.add(lineFor(BillSection::Device, rack.rearDoor(), 1));
    for (const Device& device : rack.devices()) {
        BillLine line = lineFor(BillSection::Device, device.part, 1);
        const auto inSystem = covered.find(device.part->id);
        if (inSystem != covered.end() && inSystem->second > 0) {
            --inSystem->second;
            line.covered = 1;
        }
        ledger.add(std::move(line));
    }
    BillOfMaterials bill;
    bill.lines = std::move(ledger).lines();
    return bill;
}

void addPlan(Ledger& ledger, BillOfMaterials& bill, const FabricPlan& plan)
{
    bill.fabricsRefused += plan.refusal ? 1 : 0;
    const CableColumns& cables = plan.cables;
    std::map<std::pair<std::uint16_t, float>, int> counts;
    for (std::size_t i = 0; i < cables.size(); ++i) {
        if (cables.medium[i] == CableColumns::none)
            ++bill.cablesWithoutMedium;
        else
            ++counts[{cables.medium[i], cables.ordered[i]}];
    }
    for (const auto& [what, count] : counts) {
        BillLine line = lineFor(BillSection::Cable, plan.media[what.first], count);
        line.length = Metres{static_cast<double>(what.second)};
        line.price = cablePrice(*line.part, *line.length);
        ledger.add(std::move(line));
    }
    std::map<std::uint16_t, int> optics;
    for (const PlacedOptic& optic : plan.optics)
        ++optics[optic.part];
    for (const auto& [part, count] : optics)
        ledger.add(lineFor(BillSection::Transceiver, plan.media[part], count));
}

/// Cables within racks that belong to no fabric.
void addOtherRackCables(Ledger& ledger, BillOfMaterials& bill, const Arrangement& arrangement,
                        const std::set<std::pair<std::uint32_t, std::int32_t>>& inFabrics)
{
    for (std::uint32_t i = 0; i < arrangement.placements.size(); ++i) {
        const Placement& placement = arrangement.placements[i];
        const RackDesignRef* rack = placement.rack();
        if (!rack)
            continue;
        const auto cables = (*rack)->cables();
        for (std::size_t number = 0; number < cables.size(); ++number) {
            const HandCable& cable = cables[number];
            if (inFabrics.contains({i, static_cast<std::int32_t>(number)}))
                continue;
            const auto from = portAt(**rack, cable.from);
            const auto to = portAt(**rack, cable.to);
            if (!cable.medium || !cable.medium->cable || (!cable.length && (!from || !to))) {
                ++bill.cablesWithoutMedium;
                continue;
            }
            BillLine line = lineFor(BillSection::Cable, cable.medium, 1);
            const Metres routed = cable.length.value_or(
                rackRoute(from ? portHeight(placement, from->device) : Metres{},
                          to ? portHeight(placement, to->device) : Metres{}, RouteRules{})
                    .length());
            line.length =
                cable.length ? routed : orderLength(*cable.medium->cable, routed).value_or(routed);
            line.price = cablePrice(*line.part, *line.length);
            ledger.add(std::move(line));
        }
    }
}

template <class PlanOf>
BillOfMaterials arrangementBill(const Arrangement& arrangement, PlanOf planOf)
{
    BillOfMaterials bill;
    Ledger ledger;
    for (const Placement& placement : arrangement.placements) {
        if (const RackDesignRef* rack = placement.rack())
            ledger.add(billOf(*rack)->lines, 1);
        else
            ledger.add(lineFor(BillSection::FloorUnit, *placement.unit(), 1));
    }
    std::set<std::pair<std::uint32_t, std::int32_t>> inFabrics;
    for (const Fabric& fabric : arrangement.fabrics) {
        const auto plan = planOf(fabric.id);
        addPlan(ledger, bill, *plan);
        for (std::size_t i = 0; i < plan->cables.size(); ++i) {
            const auto link = plan->cables.links(i).front();
            if (plan->links.origin[link] == LinkOrigin::RackByHand)
                inFabrics.insert(
                    {plan->nodes[plan->links.a[link]].placement, plan->cables.hand[i]});
        }
    }
    addOtherRackCables(ledger, bill, arrangement, inFabrics);
    bill.lines = std::move(ledger).lines();
    return bill;
}

} // namespace

std::string_view word(BillSection section)
{
    switch (section) {
    case BillSection::System: return "systems";
    case BillSection::Device: return "devices";
    case BillSection::Frame: return "frames";
    case BillSection::FloorUnit: return "floor units";
    case BillSection::Cable: return "cables";
    case BillSection::Transceiver: return "transceivers";
    }
    return {};
}

std::optional<Dollars> BillLine::total() const
{
    if (count == covered)
        return Dollars{};
    if (!price)
        return std::nullopt;
    return *price * static_cast<double>(count - covered);
}

Sum<Dollars> BillOfMaterials::price() const
{
    Sum<Dollars> sum;
    for (const BillLine& line : lines)
        sum.addIf(line.price, line.count - line.covered);
    sum.missing += cablesWithoutMedium;
    return sum;
}

Sum<Dollars> BillOfMaterials::price(BillSection section) const
{
    Sum<Dollars> sum;
    for (const BillLine& line : lines) {
        if (line.section == section)
            sum.addIf(line.price, line.count - line.covered);
    }
    if (section == BillSection::Cable)
        sum.missing += cablesWithoutMedium;
    return sum;
}

int BillOfMaterials::count(BillSection section) const
{
    int count = 0;
    for (const BillLine& line : lines)
        count += line.section == section ? line.count : 0;
    return count;
}

void BillOfMaterials::add(const BillOfMaterials& other, int times)
{
    Ledger ledger;
    ledger.add(lines, 1);
    ledger.add(other.lines, times);
    lines = std::move(ledger).lines();
    cablesWithoutMedium += other.cablesWithoutMedium * times;
    fabricsRefused += other.fabricsRefused * times;
}

std::shared_ptr<const BillOfMaterials> billOf(const RackDesignRef& rack)
{
    static RememberedBeside<RackDesign, int, BillOfMaterials> remembered;
    return remembered.get(rack, 0, [&] { return rackBill(*rack); });
}

std::shared_ptr<const BillOfMaterials> billOf(const PodDesignRef& pod, Millimetres trayHeight)
{
    static RememberedBeside<PodDesign, Millimetres, BillOfMaterials> remembered;
    return remembered.get(pod, trayHeight, [&] {
        return arrangementBill(pod->arrangement(),
                               [&](const FabricId& id) { return fabricPlan(pod, id, trayHeight); });
    });
}

BillOfMaterials billOf(const Design& design)
{
    const auto& hall = design.hall();
    BillOfMaterials bill = arrangementBill(
        hall->arrangement, [&](const FabricId& id) { return fabricPlan(hall, id); });
    std::vector<std::pair<PodDesignRef, int>> pods;
    for (const PodPlacement& placement : hall->pods) {
        const auto found = std::find_if(pods.begin(), pods.end(), [&](const auto& item) {
            return item.first == placement.pod;
        });
        if (found == pods.end())
            pods.emplace_back(placement.pod, 1);
        else
            ++found->second;
    }
    for (const auto& [pod, times] : pods)
        bill.add(*billOf(pod, hall->trayHeight), times);
    return bill;
}

std::optional<Dollars> cablePrice(const PartType& cable, Metres length)
{
    const auto perMetre = cable.number("price_per_m_usd");
    if (!cable.price && !perMetre)
        return std::nullopt;
    return cable.price.value_or(Dollars{}) + Dollars{perMetre.value_or(0) * length.value()};
}

} // namespace colonnade::model
