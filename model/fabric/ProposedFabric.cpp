#include "model/fabric/ProposedFabric.h"

#include "model/fabric/Ports.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace colonnade::model {

namespace {

bool onCopper(FabricRole role)
{
    return role == FabricRole::Management || role == FabricRole::OutOfBand;
}

/// Ports of the kind that a network of this role is built from, and their speed: the fastest row.
struct Trunk {
    int ports = 0;
    GigabitsPerSecond speed;
};
Trunk trunkOf(const PartType& part, bool copper)
{
    Trunk trunk;
    for (const Cages& row : part.cages) {
        if ((row.form == CageForm::Rj45) != copper || row.ports() == 0)
            continue;
        if (row.portSpeed > trunk.speed)
            trunk = {0, row.portSpeed};
        if (row.portSpeed == trunk.speed)
            trunk.ports += row.ports();
    }
    return trunk;
}

template <class Visit> void forEachDevice(const Arrangement& arrangement, Visit visit)
{
    for (const Placement& placement : arrangement.placements) {
        if (!placement.rack())
            continue;
        std::vector<const Device*> devices;
        for (const Device& device : (*placement.rack())->devices())
            devices.push_back(&device);
        std::stable_sort(devices.begin(), devices.end(), [](const Device* a, const Device* b) { return a->mount.unit < b->mount.unit; });
        for (const Device* device : devices)
            visit(fmt::format("{}/{}", placement.id, device->id), *device);
    }
}

std::string nameOf(FabricRole role)
{
    switch (role) {
    case FabricRole::ScaleUp: return "Scale-up";
    case FabricRole::ScaleOut: return "Compute fabric";
    case FabricRole::Storage: return "Storage fabric";
    case FabricRole::Frontend: return "Front-end network";
    case FabricRole::Management: return "Management network";
    case FabricRole::OutOfBand: return "Out-of-band network";
    }
    return {};
}

} // namespace

PortRole endpointPorts(FabricRole role)
{
    switch (role) {
    case FabricRole::ScaleUp: return PortRole::ScaleUp;
    case FabricRole::ScaleOut: return PortRole::Compute;
    case FabricRole::Storage: return PortRole::Storage;
    case FabricRole::Frontend: return PortRole::Frontend;
    case FabricRole::Management: return PortRole::Management;
    case FabricRole::OutOfBand: return PortRole::Bmc;
    }
    return PortRole::Any;
}

std::vector<SpareSwitches> spareSwitches(const Arrangement& arrangement, FabricRole role, const std::optional<FabricId>& beside)
{
    std::set<std::string> taken;
    for (const Fabric& fabric : arrangement.fabrics) {
        if (fabric.id == beside)
            continue;
        for (const FabricSwitch& item : fabric.switches)
            taken.insert(item.device);
    }
    const bool copper = onCopper(role);
    std::map<TypeId, SpareSwitches> models;
    forEachDevice(arrangement, [&](const std::string& path, const Device& device) {
        if (device.part->kind != PartKind::Switch || taken.contains(path))
            return;
        SpareSwitches& model = models[device.part->id];
        model.part = device.part;
        model.devices.push_back(path);
    });
    std::vector<SpareSwitches> all;
    for (auto& [id, model] : models) {
        if (trunkOf(*model.part, copper).ports > 0)
            all.push_back(std::move(model));
    }
    const auto capacity = [&](const SpareSwitches& model) {
        const Trunk trunk = trunkOf(*model.part, copper);
        const Trunk other = trunkOf(*model.part, !copper);
        // A switch that is mostly of the other kind serves last.
        return std::pair{trunk.ports >= other.ports, trunk.speed.value() * trunk.ports};
    };
    std::stable_sort(all.begin(), all.end(), [&](const SpareSwitches& a, const SpareSwitches& b) { return capacity(a) > capacity(b); });
    return all;
}

namespace {

Endpoints endpointsAt(const Arrangement& arrangement, PortRole wanted, int first, int last, const std::vector<FabricSwitch>& except)
{
    Endpoints all;
    std::map<std::pair<double, bool>, int> byKind;
    forEachDevice(arrangement, [&](const std::string& path, const Device& device) {
        if (std::any_of(except.begin(), except.end(), [&](const FabricSwitch& item) { return item.device == path; }))
            return;
        int ports = 0;
        for (const Port& port : portsOf(*device.part)) {
            if (port.role != wanted || port.index < first || (last > 0 && port.index > last))
                continue;
            ++ports;
            ++byKind[{port.speed.value(), port.form == CageForm::Rj45}];
        }
        if (ports == 0)
            return;
        all.portsPerDevice = all.devices == 0 || all.portsPerDevice == ports ? ports : 0;
        ++all.devices;
        all.ports += ports;
    });
    const auto most = std::max_element(byKind.begin(), byKind.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most != byKind.end()) {
        all.speed = GigabitsPerSecond{most->first.first};
        all.copper = most->first.second;
    }
    return all;
}

} // namespace

Endpoints endpointsOf(const Arrangement& arrangement, FabricRole role, const std::vector<FabricSwitch>& except)
{
    return endpointsAt(arrangement, endpointPorts(role), 1, 0, except);
}

Endpoints endpointsOf(const Arrangement& arrangement, const Fabric& fabric)
{
    return endpointsAt(arrangement, fabric.endpointPorts, fabric.firstPort, fabric.lastPort, fabric.switches);
}

void takeSwitches(Fabric& fabric, const SpareSwitches& spare, SwitchNeed need)
{
    // What a person pinned stays, in its tier and on its rail, and is counted in.
    std::erase_if(fabric.switches, [](const FabricSwitch& one) { return !one.pinned && one.tier <= 2; });
    auto surplus = std::count_if(fabric.switches.begin(), fabric.switches.end(), [](const FabricSwitch& one) { return one.tier > 2; }) - need.cores;
    for (std::size_t i = fabric.switches.size(); i-- > 0 && surplus > 0;) {
        if (fabric.switches[i].tier <= 2 || fabric.switches[i].pinned)
            continue;
        fabric.switches.erase(fabric.switches.begin() + static_cast<std::ptrdiff_t>(i));
        --surplus;
    }
    const std::vector<FabricSwitch> kept = fabric.switches;
    const bool onRails = fabric.family == FabricFamily::RailOptimised || fabric.family == FabricFamily::RailOnly;
    std::vector<int> leavesOfRail(static_cast<std::size_t>(std::max(fabric.rails, 1)));
    for (const FabricSwitch& one : kept) {
        if (one.tier == 1 && one.rail && *one.rail >= 1 && *one.rail <= fabric.rails)
            ++leavesOfRail[static_cast<std::size_t>(*one.rail - 1)];
    }
    auto next = spare.devices.begin();
    const auto take = [&](int tier, int count) {
        count -= static_cast<int>(std::count_if(kept.begin(), kept.end(), [&](const FabricSwitch& one) { return one.tier == tier; }));
        while (count > 0 && next != spare.devices.end()) {
            const std::string& device = *next++;
            if (std::any_of(kept.begin(), kept.end(), [&](const FabricSwitch& one) { return one.device == device; }))
                continue;
            FabricSwitch item;
            item.device = device;
            item.tier = tier;
            if (tier == 1 && onRails) {
                const auto rail = std::min_element(leavesOfRail.begin(), leavesOfRail.end());
                ++*rail;
                item.rail = static_cast<int>(rail - leavesOfRail.begin()) + 1;
            }
            fabric.switches.push_back(std::move(item));
            --count;
        }
    };
    take(1, need.leaves);
    take(2, need.spines);
    take(3, need.cores);
}

Fabric proposedFabric(const Arrangement& arrangement, FabricRole role)
{
    const auto fresh = [&] {
        for (int number = 1;; ++number) {
            auto id = FabricId::literal(number == 1 ? std::string{word(role)} : fmt::format("{}-{}", word(role), number));
            if (!arrangement.fabric(id))
                return id;
        }
    };
    Fabric fabric{fresh(), nameOf(role), role};
    fabric.endpointPorts = endpointPorts(role);
    fabric.family = onCopper(role) ? FabricFamily::SingleTier : FabricFamily::Clos;
    const auto spare = spareSwitches(arrangement, role);
    const Endpoints endpoints = endpointsOf(arrangement, role);
    if (spare.empty() || endpoints.ports == 0)
        return fabric;

    const PartType& model = *spare.front().part;
    const int there = static_cast<int>(spare.front().devices.size());
    const auto needFor = [&](FabricFamily family, int rails) {
        fabric.family = family;
        fabric.rails = rails;
        return switchNeed(fabric, endpoints, model).value_or(SwitchNeed{});
    };
    SwitchNeed need = needFor(FabricFamily::SingleTier, 1);
    if (!onCopper(role) && need.leaves != 1) {
        const bool mayRail = role == FabricRole::ScaleOut && endpoints.portsPerDevice > 1;
        const SwitchNeed onRails = mayRail ? needFor(FabricFamily::RailOptimised, endpoints.portsPerDevice) : SwitchNeed{};
        const bool rails = onRails.leaves > 0 && onRails.leaves + onRails.spines + onRails.cores <= there;
        need = rails ? onRails : needFor(FabricFamily::Clos, 1);
    }
    takeSwitches(fabric, spare.front(), need);
    return fabric;
}

std::vector<PartRef> proposedMedia(const Arrangement& arrangement, Fabric fabric, const Catalog& catalog,
                                   const RouteRules& rules)
{
    fabric.media.clear();
    for (const auto& [id, part] : catalog.parts()) {
        const bool buyable = part->availability != Availability::Withdrawn && part->availability != Availability::EndOfSale
            && part->availability != Availability::Hypothetical;
        if (buyable && (part->cable || part->transceiver))
            fabric.media.push_back(part);
    }
    const auto rank = [](const PartRef& part) {
        return std::tuple{part->availability, part->cable ? static_cast<int>(part->cable->medium) : 1000,
                          part->transceiver ? static_cast<int>(part->transceiver->fibre) : 0, part->price.value_or(Dollars{1e9})};
    };
    std::stable_sort(fabric.media.begin(), fabric.media.end(), [&](const PartRef& a, const PartRef& b) { return rank(a) < rank(b); });

    const FabricPlan plan = plannedFabric(arrangement, fabric, rules);
    std::set<std::size_t> used;
    for (const auto* column : {&plan.cables.medium, &plan.cables.opticA, &plan.cables.opticB}) {
        for (const std::uint16_t index : *column) {
            if (index != CableColumns::none && index < fabric.media.size())
                used.insert(index);
        }
    }
    std::vector<PartRef> media;
    for (const std::size_t index : used)
        media.push_back(fabric.media[index]);
    return media;
}

} // namespace colonnade::model
