#include "model/edit/SetOutSwitches.h"

#include "model/units/Text.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace colonnade::model {

namespace {

/// What a rack is to a fabric.
enum class RackUse : std::uint8_t { Network, Empty, Other, Endpoints };

/// Sets out the switches of one fabric in one arrangement. Used once.
class SettingOut {
public:
    SettingOut(const Arrangement& arrangement, Fabric fabric, const SwitchesWanted& wanted) :
        m_arrangement{arrangement}, m_fabric{std::move(fabric)}, m_wanted{wanted}
    {
        for (const FabricSwitch& one : m_fabric.switches)
            m_known.insert(one.device);
        for (std::size_t i = 0; i < arrangement.placements.size(); ++i) {
            if (arrangement.placements[i].rack())
                m_uses.emplace(i, useOf(arrangement.placements[i]));
        }
        makeRows();
    }

    Result<void> operator()()
    {
        for (const auto& [tier, count] : {std::pair{1, m_wanted.leaves}, std::pair{2, m_wanted.spines}, std::pair{3, m_wanted.cores}}) {
            if (const auto done = setOut(tier, count); !done)
                return done;
        }
        return {};
    }

    [[nodiscard]] const Fabric& fabric() const { return m_fabric; }
    [[nodiscard]] const std::map<std::size_t, RackDesign>& changed() const { return m_changed; }

private:
    using Places = std::vector<std::size_t>; ///< In `Arrangement::placements`.

    [[nodiscard]] RackUse useOf(const Placement& placement) const
    {
        bool switches = false, others = false;
        for (const Device& device : (*placement.rack())->devices()) {
            const PartType& part = *device.part;
            const bool own = m_known.contains(fmt::format("{}/{}", placement.id, device.id));
            const bool endpoint = std::any_of(part.cages.begin(), part.cages.end(), [&](const Cages& row) { return row.role == m_fabric.endpointPorts; });
            if (endpoint && !own)
                return RackUse::Endpoints;
            switches |= part.kind == PartKind::Switch;
            others |= !device.zeroU() && part.kind != PartKind::Switch && part.kind != PartKind::Blanking;
        }
        return switches ? RackUse::Network : others ? RackUse::Other : RackUse::Empty;
    }

    /// The racks of each row, along it; those in no row are one.
    void makeRows()
    {
        std::map<std::string, Places> byRow;
        for (const auto& entry : m_uses) {
            const Placement& item = m_arrangement.placements[entry.first];
            byRow[item.row ? item.row->text() : std::string{}].push_back(entry.first);
        }
        for (auto& entry : byRow) {
            Places& row = entry.second;
            const auto at = [&](std::size_t place) { return m_arrangement.placements[place].at; };
            FloorRect box = m_arrangement.placements[row.front()].footprint();
            for (const std::size_t place : row)
                box = box.united(m_arrangement.placements[place].footprint());
            const bool alongX = box.size.width >= box.size.depth;
            std::stable_sort(row.begin(), row.end(),
                             [&](std::size_t a, std::size_t b) { return alongX ? at(a).x < at(b).x : at(a).y < at(b).y; });
            m_rows.push_back(std::move(row));
        }
    }

    /// The racks for the one of `count` switches with that number, the best first.
    [[nodiscard]] Places candidates(int tier, int number, int count) const
    {
        Places order;
        std::vector<bool> seen(m_arrangement.placements.size());
        const auto add = [&](std::size_t place) {
            if (!seen[place])
                order.push_back(place);
            seen[place] = true;
        };
        const auto share = [&](std::size_t all) {
            return all == 0 ? 0 : static_cast<std::size_t>(number) * all / static_cast<std::size_t>(std::max(count, 1));
        };
        const SwitchSite place = m_fabric.place;
        if (place == SwitchSite::TopOfRack && tier == 1) {
            Places racks;
            for (const Places& row : m_rows)
                std::copy_if(row.begin(), row.end(), std::back_inserter(racks), [&](std::size_t one) { return m_uses.at(one) == RackUse::Endpoints; });
            for (std::size_t i = 0; i < racks.size(); ++i)
                add(racks[(share(racks.size()) + i) % racks.size()]);
        } else if (place == SwitchSite::EndOfRow || place == SwitchSite::MiddleOfRow) {
            for (std::size_t i = 0; i < m_rows.size(); ++i) {
                Places row = m_rows[(share(m_rows.size()) + i) % m_rows.size()];
                const auto middle = static_cast<double>(row.size() - 1) / 2;
                std::vector<std::pair<double, std::size_t>> away;
                for (std::size_t at = 0; at < row.size(); ++at) {
                    const double off = place == SwitchSite::EndOfRow ? static_cast<double>(row.size() - 1 - at)
                                                                      : std::abs(static_cast<double>(at) - middle);
                    away.emplace_back(off, row[at]);
                }
                std::stable_sort(away.begin(), away.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
                for (const auto& entry : away)
                    add(entry.second);
            }
        }
        for (const RackUse use : {RackUse::Network, RackUse::Empty, RackUse::Other, RackUse::Endpoints}) {
            for (const auto& entry : m_uses) {
                if (entry.second == use)
                    add(entry.first);
            }
        }
        return order;
    }

    [[nodiscard]] const RackDesign& rackAt(std::size_t place) const
    {
        const auto found = m_changed.find(place);
        return found == m_changed.end() ? **m_arrangement.placements[place].rack() : found->second;
    }

    /// Where it goes in a rack; nothing where that has no room.
    [[nodiscard]] std::optional<Mount> mountIn(std::size_t place, int tier) const
    {
        const RackDesign& rack = rackAt(place);
        const bool onTop = m_fabric.place == SwitchSite::TopOfRack && tier == 1;
        const auto top = RackUnit::whole(std::max(1, static_cast<int>(rack.units().value())));
        const auto unit = onTop ? rack.nearestFreeUnit(*m_wanted.part, Face::Front, top) : rack.firstFreeUnit(*m_wanted.part, Face::Front);
        if (!unit)
            return std::nullopt;
        const Mount mount{Face::Front, *unit};
        return rack.refusal(*m_wanted.part, mount) ? std::nullopt : std::optional{mount};
    }

    Result<void> setOut(int tier, int count)
    {
        const auto inTier = [&](const FabricSwitch& one) { return one.tier == tier && m_arrangement.device(one.device); };
        auto stand = static_cast<int>(std::count_if(m_fabric.switches.begin(), m_fabric.switches.end(), inTier));
        for (std::size_t i = m_fabric.switches.size(); i-- > 0 && stand > count;) {
            if (!inTier(m_fabric.switches[i]) || m_fabric.switches[i].pinned)
                continue;
            m_fabric.switches.erase(m_fabric.switches.begin() + static_cast<std::ptrdiff_t>(i));
            --stand;
        }
        const int missing = count - stand;
        for (int number = 0; number < missing; ++number) {
            const Places order = candidates(tier, number, missing);
            std::optional<Mount> mount;
            const auto place = std::find_if(order.begin(), order.end(), [&](std::size_t one) {
                mount = mountIn(one, tier);
                return mount.has_value();
            });
            if (place == order.end())
                return tooFull(missing - number, order);
            Device device = freshDevice(rackAt(*place), m_wanted.part, *mount);
            auto rack = rackAt(*place).mounted(device);
            if (!rack)
                return tl::unexpected<Error>{rack.error()};
            m_changed.insert_or_assign(*place, std::move(*rack));
            enter(fmt::format("{}/{}", m_arrangement.placements[*place].id, device.id), tier);
        }
        return {};
    }

    void enter(std::string device, int tier)
    {
        FabricSwitch item;
        item.device = std::move(device);
        item.tier = tier;
        // The least used of what others of the tier name; leaves of rails name theirs anyway.
        const auto least = [&](int most, std::optional<int> FabricSwitch::*name) {
            std::vector<int> used(static_cast<std::size_t>(std::max(most, 1)));
            for (const FabricSwitch& one : m_fabric.switches) {
                if (one.tier == tier && one.*name && *(one.*name) >= 1 && *(one.*name) <= most)
                    ++used[static_cast<std::size_t>(*(one.*name) - 1)];
            }
            return static_cast<int>(std::min_element(used.begin(), used.end()) - used.begin()) + 1;
        };
        const auto named = [&](std::optional<int> FabricSwitch::*name) {
            return std::any_of(m_fabric.switches.begin(), m_fabric.switches.end(),
                               [&](const FabricSwitch& one) { return one.tier == tier && (one.*name).has_value(); });
        };
        const bool onRails = m_fabric.family == FabricFamily::RailOptimised || m_fabric.family == FabricFamily::RailOnly;
        if (onRails && (tier == 1 || named(&FabricSwitch::rail)))
            item.rail = least(m_fabric.rails, &FabricSwitch::rail);
        if (m_fabric.planes > 1 && named(&FabricSwitch::plane))
            item.plane = least(m_fabric.planes, &FabricSwitch::plane);
        m_fabric.switches.push_back(std::move(item));
    }

    [[nodiscard]] Result<void> tooFull(int left, const Places& order) const
    {
        const double height = m_wanted.part->body.height.value_or(RackUnits{}).value();
        std::string where;
        for (std::size_t i = 0; i < order.size() && i < 3; ++i)
            where += fmt::format("{}'{}'", i == 0 ? "" : ", ", m_arrangement.placements[order[i]].id);
        if (order.size() > 3)
            where += fmt::format(" and {} more", order.size() - 3);
        if (order.empty())
            return fail("There is no rack here for {} switches '{}'", left, m_wanted.part->id);
        return fail("{} U are short for {} of the switches '{}': {} {} no room for them", shortest(height * left), left, m_wanted.part->id,
                    where, order.size() == 1 ? "has" : "have");
    }

    const Arrangement& m_arrangement;
    Fabric m_fabric;
    const SwitchesWanted& m_wanted;
    std::set<std::string> m_known; ///< Devices that are its switches already.
    std::map<std::size_t, RackUse> m_uses; ///< By placement.
    std::vector<Places> m_rows;
    std::map<std::size_t, RackDesign> m_changed; ///< By placement.
};

/// Placements of a rack design in every arrangement of the design.
int standsAt(const Design& design, const RackDesignId& id)
{
    const auto in = [&](const Arrangement& arrangement) {
        return static_cast<int>(std::count_if(arrangement.placements.begin(), arrangement.placements.end(),
                                              [&](const Placement& item) { return item.rack() && (*item.rack())->id() == id; }));
    };
    int count = in(design.hall()->arrangement);
    for (const auto& entry : design.podDesigns())
        count += in(entry.second->arrangement());
    return count;
}

} // namespace

Result<Design> setOutSwitches(const Design& design, const Holder& pod, const FabricId& fabric, const SwitchesWanted& wanted,
                              const Catalog& documents)
{
    if (!wanted.part || wanted.part->kind != PartKind::Switch)
        return fail("'{}' is no switch", wanted.part ? wanted.part->id.text() : std::string{});
    if (wanted.leaves < 0 || wanted.spines < 0 || wanted.cores < 0 || wanted.leaves + wanted.spines + wanted.cores > 100'000)
        return fail("{} leaves, {} spines and {} cores cannot be set out", wanted.leaves, wanted.spines, wanted.cores);
    const PodDesignRef held = pod ? design.podDesign(*pod) : nullptr;
    if (pod && !held)
        return fail("There is no pod design '{}'", *pod);
    const Arrangement& before = held ? held->arrangement() : design.hall()->arrangement;
    const Fabric* const standing = before.fabric(fabric);
    if (!standing)
        return fail("There is no fabric '{}'", fabric);

    SettingOut setting{before, *standing, wanted};
    if (const auto done = setting(); !done)
        return tl::unexpected<Error>{done.error()};

    Design next = design.catalog().part(wanted.part->id) ? design : design.withPart(wanted.part, documents);
    // A design that changes alike wherever it stands stays one.
    std::map<RackDesignId, std::vector<std::size_t>> byDesign;
    for (const auto& entry : setting.changed())
        byDesign[entry.second.id()].push_back(entry.first);
    Arrangement after = before;
    for (const auto& entry : byDesign) {
        const std::vector<std::size_t>& places = entry.second;
        const RackDesign& first = setting.changed().at(places.front());
        const bool alike = std::all_of(places.begin(), places.end(), [&](std::size_t place) { return setting.changed().at(place) == first; });
        if (alike && static_cast<int>(places.size()) == standsAt(design, entry.first)) {
            next = next.withRackDesign(first);
            const RackDesignRef shared = next.rackDesign(entry.first);
            for (const std::size_t place : places)
                after.placements[place].what = shared;
            continue;
        }
        for (const std::size_t place : places) {
            const Placement& item = before.placements[place];
            RackDesignId id = RackDesignId::literal(fmt::format("{}-{}", entry.first, item.id));
            for (int number = 2; next.rackDesign(id); ++number)
                id = RackDesignId::literal(fmt::format("{}-{}-{}", entry.first, item.id, number));
            const RackDesign& own = setting.changed().at(place);
            next = next.withRackDesign(own.renamed(id, fmt::format("{} {}", own.name(), item.id)));
            after.placements[place].what = next.rackDesign(id);
        }
    }
    const auto same = std::find_if(after.fabrics.begin(), after.fabrics.end(), [&](const Fabric& one) { return one.id == fabric; });
    *same = setting.fabric();
    if (pod)
        return next.changedPod(*pod, [&](const Arrangement&) -> Result<Arrangement> { return after; });
    return next.changedHall([&](const Hall& hall) -> Result<Hall> {
        if (const auto wrong = after.defect())
            return tl::unexpected<Error>{*wrong};
        Hall changed = hall;
        changed.arrangement = after;
        return changed;
    });
}

} // namespace colonnade::model
