#include "model/reliability/RackOutage.h"

#include "model/power/Cords.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace colonnade::model {

namespace {

constexpr double equalEnough = 1 + 1e-9; // Sums of floating figures that should be equal.

std::size_t index(Side side)
{
    return static_cast<std::size_t>(side);
}

/// Real power that a rack PDU may carry continuously.
std::optional<Watts> limitOf(const PartType& part, const PowerBasis& basis)
{
    std::optional<Watts> limit;
    if (!part.pdu)
        return limit;
    const RackPduFigures& pdu = *part.pdu;
    if (pdu.rating && pdu.lineVoltage > Volts{})
        limit = usablePower(pdu.lineVoltage, pdu.phases, *pdu.rating, basis.continuousFactor, basis.powerFactor);
    if (pdu.usable && (!limit || *pdu.usable < *limit))
        limit = pdu.usable;
    return limit;
}

class Reckoning {
public:
    Reckoning(const RackDesign& rack, SideSet fallback, const RackLoss& loss, const Alive& alive, const PowerBasis& basis,
              std::optional<Watts> provisioned)
        : m_rack{rack}, m_fallback{fallback}, m_loss{loss}, m_alive{alive}, m_basis{basis}, m_sides{sidesOf(rack, fallback)},
          m_provisioned{provisioned}
    {
        m_lost.insert(loss.devices.begin(), loss.devices.end());
        for (const Device& device : rack.devices()) {
            m_hasPdus = m_hasPdus || isPdu(device);
            m_hasShelves = m_hasShelves || isSourceShelf(device);
        }
        if (const PartRef& system = rack.system(); system && system->power.forProvisioning()) {
            for (const ContentItem& item : system->contents)
                m_covered.insert(item.type);
        }
    }

    RackOutage operator()()
    {
        readCords();
        const auto shelves = shelvesReason();
        const auto devices = m_rack.devices();
        const auto whole = m_hasShelves || m_covered.empty() ? std::nullopt : systemReason();
        for (std::size_t i = 0; i < devices.size(); ++i) {
            const Device& device = devices[i];
            if (!drawsPower(*device.part))
                continue;
            std::optional<DarkReason> reason;
            if (m_lost.contains(device.id))
                reason = DarkReason::Failed;
            else if (onShelves(device))
                reason = shelves;
            else if (m_covered.contains(device.part->id))
                reason = whole;
            else
                reason = cordedReason(device);
            if (!reason)
                continue;
            m_out.dark.push_back({i, *reason});
            m_out.accelerators += acceleratorsOf(*device.part);
        }
        pduLoads();
        return std::move(m_out);
    }

private:
    [[nodiscard]] bool lives(Side side) const { return m_alive[index(side)] > 0; }

    [[nodiscard]] bool onShelves(const Device& device) const
    {
        if (!m_hasShelves)
            return false;
        return m_covered.contains(device.part->id) || !(m_hasPdus && cordsOf(*device.part));
    }

    void readCords()
    {
        for (const PlannedCord& cord : cordPlan(m_rack, m_fallback)) {
            if (m_lost.contains(cord.device->id))
                continue;
            m_cords[cord.device->id].push_back(cord);
        }
    }

    [[nodiscard]] bool lives(const PlannedCord& cord, std::map<Side, int>& taken) const
    {
        if (!lives(cord.side) || (cord.pdu && m_lost.contains(cord.pdu->id)))
            return false;
        // A supply that has failed: the first ones of its side, whichever they are.
        const auto lost = m_loss.supplies.find(cord.device->id);
        if (lost == m_loss.supplies.end())
            return true;
        return ++taken[cord.side] > lost->second[index(cord.side)];
    }

    struct Supplies {
        int all = 0, living = 0;
        std::array<int, sideCount> bySide{}, livingBySide{};
    };

    Supplies suppliesOf(const Device& device) const
    {
        Supplies count;
        const auto cords = m_cords.find(device.id);
        if (cords != m_cords.end()) {
            std::map<Side, int> taken;
            for (const PlannedCord& cord : cords->second) {
                const bool living = lives(cord, taken);
                ++count.all;
                ++count.bySide[index(cord.side)];
                count.living += living;
                count.livingBySide[index(cord.side)] += living;
            }
            return count;
        }
        // The number of supplies is not known: one on each side, as a redundant device would have.
        for (const Side side : m_sides.list()) {
            const bool living = lives(side) && !pdusOfSideLost(side);
            ++count.all;
            ++count.bySide[index(side)];
            count.living += living;
            count.livingBySide[index(side)] += living;
        }
        return count;
    }

    /// True where the side has rack PDUs, and all of them are lost.
    [[nodiscard]] bool pdusOfSideLost(Side side) const
    {
        bool any = false;
        for (const Device& device : m_rack.devices()) {
            if (!isPdu(device) || sideOf(m_rack, device, m_fallback) != side)
                continue;
            if (!m_lost.contains(device.id))
                return false;
            any = true;
        }
        return any;
    }

    [[nodiscard]] std::optional<DarkReason> reasonOf(const Supplies& count, const PowerInput* input,
                                                     std::optional<Watts> power)
    {
        if (count.all == 0 || count.living == count.all)
            return {};
        if (count.living == 0)
            return DarkReason::NoPower;
        m_out.lessRedundant = true;
        const bool weak = input && input->each && power
            && *input->each * static_cast<double>(count.living) * equalEnough < *power;
        if (weak || (input && input->needed && count.living < *input->needed))
            return DarkReason::TooFewSupplies;
        return {};
    }

    std::optional<DarkReason> cordedReason(const Device& device)
    {
        const auto power = device.part->power.forProvisioning();
        return reasonOf(suppliesOf(device), cordsOf(*device.part), power ? std::optional{*power * scale()} : std::nullopt);
    }

    /// A rack-scale system with cords of its own stops as one.
    std::optional<DarkReason> systemReason()
    {
        const PowerInput* input = cordsOf(*m_rack.system());
        Supplies count;
        const auto sides = m_sides.list();
        const int all = input && input->count > 0 ? input->count : static_cast<int>(sides.size());
        for (int i = 0; i < all && !sides.empty(); ++i) {
            const Side side = sides[static_cast<std::size_t>(i) % sides.size()];
            ++count.all;
            count.living += lives(side) && !pdusOfSideLost(side);
        }
        return reasonOf(count, input, m_rack.facts().provisioned.known * scale());
    }

    [[nodiscard]] double scale() const
    {
        const Watts own = m_rack.facts().provisioned.known;
        return m_provisioned && own > Watts{} ? *m_provisioned / own : 1;
    }

    std::optional<DarkReason> shelvesReason()
    {
        if (!m_hasShelves)
            return {};
        Watts all, living;
        for (const Device& device : m_rack.devices()) {
            if (!isSourceShelf(device))
                continue;
            const Watts output = device.part->shelf->output;
            all += output;
            if (!m_lost.contains(device.id) && lives(sideOf(m_rack, device, m_fallback)))
                living += output;
        }
        if (living == all)
            return {};
        if (living <= Watts{})
            return DarkReason::NoPower;
        m_out.lessRedundant = true;
        const Watts load = rackDraw(m_rack, m_fallback).shelfLoad * scale();
        m_out.loads.push_back({nullptr, load, load, living});
        return living * equalEnough < load ? std::optional{DarkReason::ShelvesTooWeak} : std::nullopt;
    }

    void pduLoads()
    {
        if (!m_hasPdus)
            return;
        std::map<DeviceId, std::pair<Watts, Watts>> loads; // Normally, and now.
        if (cordsAreKnown())
            loadsByCord(loads);
        else if (!m_hasShelves)
            loadsBySide(loads);
        for (const auto& [id, load] : loads) {
            const auto& [normally, now] = load;
            const Device* pdu = m_rack.device(id);
            m_out.pdus.push_back({pdu, now, normally, limitOf(*pdu->part, m_basis)});
            if (now > normally * equalEnough)
                m_out.loads.push_back(m_out.pdus.back());
        }
    }

    /// True where every device that draws from the PDUs has cords in the plan.
    [[nodiscard]] bool cordsAreKnown() const
    {
        for (const Device& device : m_rack.devices()) {
            const bool corded = drawsPower(*device.part) && !onShelves(device);
            if (corded && (m_covered.contains(device.part->id) || (device.part->power.forProvisioning() && !m_cords.contains(device.id)
                                                                   && !m_lost.contains(device.id))))
                return false;
        }
        return true;
    }

    /// As `pduLoads`: PDUs of one side share what the side carries by rating; what hung on a lost one moves to the other
    /// sides.
    void loadsBySide(std::map<DeviceId, std::pair<Watts, Watts>>& loads) const
    {
        const PerSide before = rackDraw(m_rack, m_fallback).load(allAlive);
        const PerSide after = rackDraw(m_rack, m_fallback, m_loss).load(m_alive);
        for (std::size_t side = 0; side < sideCount; ++side) {
            std::vector<const Device*> pdus;
            bool rated = true;
            for (const Device& device : m_rack.devices()) {
                if (!isPdu(device) || index(sideOf(m_rack, device, m_fallback)) != side)
                    continue;
                pdus.push_back(&device);
                rated = rated && limitOf(*device.part, m_basis);
            }
            double all = 0, living = 0;
            const auto weight = [&](const Device* pdu) { return rated ? limitOf(*pdu->part, m_basis)->value() : 1.0; };
            for (const Device* pdu : pdus) {
                all += weight(pdu);
                living += m_lost.contains(pdu->id) ? 0 : weight(pdu);
            }
            for (const Device* pdu : pdus) {
                const bool lives = !m_lost.contains(pdu->id) && living > 0;
                loads[pdu->id] = {before[side] * scale() * (weight(pdu) / all),
                                  lives ? after[side] * scale() * (weight(pdu) / living) : Watts{}};
            }
        }
    }

    void loadsByCord(std::map<DeviceId, std::pair<Watts, Watts>>& loads) const
    {
        for (const Device& device : m_rack.devices()) {
            if (!drawsPower(*device.part) || onShelves(device) || m_covered.contains(device.part->id))
                continue;
            const auto power = device.part->power.forProvisioning();
            const auto cords = m_cords.find(device.id);
            if (!power || cords == m_cords.end())
                continue;
            const Supplies count = suppliesOf(device);
            std::map<Side, int> taken;
            for (const PlannedCord& cord : cords->second) {
                const bool living = lives(cord, taken);
                if (!cord.pdu)
                    continue;
                auto& [normally, now] = loads[cord.pdu->id];
                normally += *power * scale() / static_cast<double>(count.all);
                if (living && !isDark(device))
                    now += *power * scale() / static_cast<double>(count.living);
            }
        }
    }

    [[nodiscard]] bool isDark(const Device& device) const
    {
        const auto at = static_cast<std::size_t>(&device - m_rack.devices().data());
        return std::any_of(m_out.dark.begin(), m_out.dark.end(),
                           [&](const DarkDevice& dark) { return dark.device == at; });
    }

    const RackDesign& m_rack;
    const SideSet m_fallback;
    const RackLoss& m_loss;
    const Alive& m_alive;
    const PowerBasis& m_basis;
    const SideSet m_sides;
    const std::optional<Watts> m_provisioned;
    std::set<DeviceId> m_lost;
    std::set<TypeId> m_covered; ///< By the figures of the rack-scale system.
    bool m_hasPdus = false, m_hasShelves = false;
    std::map<DeviceId, std::vector<PlannedCord>> m_cords;
    RackOutage m_out;
};

} // namespace

std::string_view word(DarkReason reason)
{
    switch (reason) {
    case DarkReason::Failed: return "failed";
    case DarkReason::NoPower: return "no-power";
    case DarkReason::TooFewSupplies: return "too-few-supplies";
    case DarkReason::ShelvesTooWeak: return "shelves-too-weak";
    case DarkReason::PartOfSide: return "part-of-side";
    case DarkReason::NoCooling: return "no-cooling";
    case DarkReason::NoNetwork: return "no-network";
    }
    return {};
}

std::string_view sentence(DarkReason reason)
{
    switch (reason) {
    case DarkReason::Failed: return "has failed";
    case DarkReason::NoPower: return "has no power";
    case DarkReason::TooFewSupplies: return "has too few supplies left";
    case DarkReason::ShelvesTooWeak: return "draws more than its shelves still give";
    case DarkReason::PartOfSide: return "loses a part: one of several feeds of a side is lost";
    case DarkReason::NoCooling: return "has no cooling: the loop cannot take its heat";
    case DarkReason::NoNetwork: return "has lost its last port of a scale-out fabric";
    }
    return {};
}

RackOutage rackOutage(const RackDesign& rack, SideSet fallback, const RackLoss& loss, const Alive& alive, const PowerBasis& basis,
                      std::optional<Watts> provisioned)
{
    return Reckoning{rack, fallback, loss, alive, basis, provisioned}();
}

} // namespace colonnade::model
