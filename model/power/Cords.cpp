#include "model/power/Cords.h"

#include "model/power/Outlets.h"

#include <algorithm>
#include <map>
#include <set>

namespace colonnade::model {

namespace {

/// A rack PDU while its outlets are given away.
struct Pdu {
    const Device* device = nullptr;
    Side side = Side::A;
    std::vector<std::string_view> outlets; ///< Their types, in order.
    std::vector<std::optional<int>> banks; ///< Of each outlet.
    std::vector<bool> taken;
    bool threePhase = false;
    double weight = 1;
    double load = 0;
    std::array<double, 3> byPhase{};
    std::map<int, double> byBank{}; ///< Where the banks are known.
};

Pdu opened(const RackDesign& rack, const Device& device, SideSet fallback)
{
    Pdu pdu;
    pdu.device = &device;
    pdu.side = sideOf(rack, device, fallback);
    if (const auto& known = device.part->pdu) {
        for (const OutletGroup& group : known->outlets) {
            for (int i = 0; i < group.count; ++i)
                pdu.outlets.push_back(group.type);
        }
        pdu.threePhase = known->phases == 3;
        if (known->rating && known->lineVoltage > Volts{})
            pdu.weight = ratedPower(known->lineVoltage, known->phases, *known->rating).value();
    }
    pdu.taken.resize(pdu.outlets.size());
    for (std::size_t i = 0; i < pdu.outlets.size(); ++i)
        pdu.banks.push_back(outletBank(*device.part, static_cast<int>(i) + 1));
    return pdu;
}

std::optional<std::size_t> phaseOf(const Pdu& pdu, std::size_t outlet)
{
    return pdu.threePhase ? std::optional{outlet % 3} : std::nullopt;
}

/// Those of which the entry says how many there are.
const PowerInput* countedCordsOf(const PartType& part)
{
    const PowerInput* const cords = cordsOf(part);
    return cords && cords->count > 0 ? cords : nullptr;
}

/// Sides of the supplies of a device, one for each.
std::vector<Side> sidesBySupply(const Device& device, int count, SideSet sides)
{
    std::vector<Side> list;
    if (device.supplies.empty()) {
        const auto all = sides.list();
        for (int i = 0; i < count && !all.empty(); ++i)
            list.push_back(all[static_cast<std::size_t>(i) % all.size()]);
        return list;
    }
    for (const SupplyShare& share : device.supplies)
        list.insert(list.end(), static_cast<std::size_t>(std::max(share.supplies, 0)), share.side);
    return list;
}

class Plan {
public:
    Plan(const RackDesign& rack, SideSet fallback) : m_rack{rack}, m_sides{sidesOf(rack, fallback)}
    {
        for (const Device& device : rack.devices()) {
            if (device.part->kind == PartKind::RackPdu)
                m_pdus.push_back(opened(rack, device, fallback));
        }
    }

    std::vector<PlannedCord> operator()()
    {
        for (const Device* device : corded())
            addByHand(*device);
        for (const Device* device : corded())
            addByPattern(*device);
        std::stable_sort(m_cords.begin(), m_cords.end(), [&](const PlannedCord& a, const PlannedCord& b) {
            return a.device != b.device ? a.device < b.device : a.supply < b.supply; // In the order of the rack.
        });
        return std::move(m_cords);
    }

private:
    [[nodiscard]] std::vector<const Device*> corded() const
    {
        const bool busbar = std::any_of(m_rack.devices().begin(), m_rack.devices().end(), [](const Device& device) {
            return isSourceShelf(device);
        });
        std::set<TypeId> covered;
        if (m_rack.system() && m_rack.system()->power.forProvisioning()) {
            for (const ContentItem& item : m_rack.system()->contents)
                covered.insert(item.type);
        }
        std::vector<const Device*> list;
        for (const Device& device : m_rack.devices()) {
            if (!device.takesFeed() && countedCordsOf(*device.part) && !covered.contains(device.part->id)
                && !(busbar && m_pdus.empty()))
                list.push_back(&device);
        }
        return list;
    }

    static double loadOf(const Device& device)
    {
        const auto power = device.part->power.forProvisioning();
        return power ? power->value() / countedCordsOf(*device.part)->count : 0;
    }

    void take(Pdu& pdu, std::size_t outlet, PlannedCord& cord, double load)
    {
        pdu.taken[outlet] = true;
        cord.pdu = pdu.device;
        cord.outlet = static_cast<int>(outlet) + 1;
        cord.outletType = pdu.outlets[outlet];
        cord.phase = phaseOf(pdu, outlet);
        cord.bank = pdu.banks[outlet];
        pdu.load += load;
        if (cord.phase)
            pdu.byPhase[*cord.phase] += load;
        if (cord.bank)
            pdu.byBank[*cord.bank] += load;
    }

    void addByHand(const Device& device)
    {
        for (const Cord& cord : device.cords) {
            const auto pdu = std::find_if(m_pdus.begin(), m_pdus.end(),
                                          [&](const Pdu& one) { return one.device->id == cord.pdu; });
            if (pdu == m_pdus.end() || cord.supply > countedCordsOf(*device.part)->count
                || !m_set.emplace(&device, cord.supply).second)
                continue;
            PlannedCord planned;
            planned.device = &device;
            planned.supply = cord.supply;
            planned.side = pdu->side;
            planned.byHand = true;
            const auto outlet = static_cast<std::size_t>(cord.outlet - 1);
            if (outlet < pdu->outlets.size() && !pdu->taken[outlet]) {
                take(*pdu, outlet, planned, loadOf(device));
            } else { // Nobody took it from there: the finding is a rule's.
                planned.pdu = pdu->device;
                pdu->load += loadOf(device);
            }
            m_cords.push_back(std::move(planned));
        }
    }

    void addByPattern(const Device& device)
    {
        const PowerInput& input = *countedCordsOf(*device.part);
        const auto sides = sidesBySupply(device, input.count, m_sides);
        for (std::size_t i = 0; i < sides.size(); ++i) {
            const int supply = static_cast<int>(i) + 1;
            if (m_set.contains({&device, supply}))
                continue;
            PlannedCord planned;
            planned.device = &device;
            planned.supply = supply;
            planned.side = sides[i];
            place(planned, input.inlet, loadOf(device));
            m_cords.push_back(std::move(planned));
        }
    }

    /// On the PDU of the side that has the least of its rating on it, there on the outlet of the least loaded phase.
    void place(PlannedCord& cord, std::string_view inlet, double load)
    {
        std::vector<Pdu*> candidates;
        for (Pdu& pdu : m_pdus) {
            if (pdu.side == cord.side)
                candidates.push_back(&pdu);
        }
        std::stable_sort(candidates.begin(), candidates.end(),
                         [](const Pdu* a, const Pdu* b) { return a->load / a->weight < b->load / b->weight; });
        for (Pdu* pdu : candidates) {
            std::optional<std::size_t> best;
            for (std::size_t outlet = 0; outlet < pdu->outlets.size(); ++outlet) {
                if (pdu->taken[outlet] || !(inlet.empty() || mates(inlet, pdu->outlets[outlet])))
                    continue;
                if (!best || loadsOn(*pdu, outlet) < loadsOn(*pdu, *best))
                    best = outlet;
            }
            if (best)
                return take(*pdu, *best, cord, load);
        }
        if (!candidates.empty()) { // No outlet is free or known; the load is there all the same.
            cord.pdu = candidates.front()->device;
            candidates.front()->load += load;
        }
    }

    /// What an outlet shares its phase with, then its bank.
    static std::pair<double, double> loadsOn(const Pdu& pdu, std::size_t outlet)
    {
        const auto bank = pdu.banks[outlet];
        const auto known = bank ? pdu.byBank.find(*bank) : pdu.byBank.end();
        return {pdu.threePhase ? pdu.byPhase[outlet % 3] : 0, known == pdu.byBank.end() ? 0 : known->second};
    }

    const RackDesign& m_rack;
    SideSet m_sides;
    std::vector<Pdu> m_pdus;
    std::vector<PlannedCord> m_cords;
    std::set<std::pair<const Device*, int>> m_set;
};

} // namespace

std::vector<PlannedCord> cordPlan(const RackDesign& rack, SideSet fallback)
{
    return Plan{rack, fallback}();
}

bool mates(std::string_view inlet, std::string_view outlet)
{
    struct Pair {
        std::string_view inlet, outlet;
    };
    // C39 and the makers' combined outlets ("Cx") take C14 and C20.
    static constexpr std::array pairs{Pair{"C14", "C13"}, Pair{"C14", "C15"}, Pair{"C16", "C15"}, Pair{"C20", "C19"},
                                      Pair{"C20", "C21"}, Pair{"C22", "C21"}, Pair{"C14", "C39"}, Pair{"C20", "C39"},
                                      Pair{"C14", "Cx"},  Pair{"C20", "Cx"}};
    const bool combined = outlet.starts_with("Cx") || outlet.starts_with("C13/C19");
    return std::any_of(pairs.begin(), pairs.end(), [&](const Pair& pair) {
        return pair.inlet == inlet && pair.outlet == (combined ? "Cx" : outlet);
    });
}

bool lineToLine(const RackPduFigures& pdu)
{
    constexpr Volts highestSupply{240}; // Supplies of servers take 200 to 240 V: above, outlets give line to neutral.
    return pdu.phases == 3 && pdu.lineVoltage <= highestSupply;
}

} // namespace colonnade::model
