#include "model/reliability/SingleFailures.h"

#include "model/cooling/CoolingChain.h"
#include "model/design/RememberedBeside.h"
#include "model/power/Cords.h"
#include "model/power/FeedSituations.h"
#include "model/reliability/TrayCandidates.h"
#include "model/units/Text.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace colonnade::model {

namespace {

using Kind = SingleFailure::Kind;

/// A class of parts alike, within one arrangement.
struct Candidate {
    Kind kind = Kind::Node;
    std::string path; ///< Within the arrangement; with "feed:" where a plain name would mean a placement.
    std::string name;
    int count = 0;
};

/// The parts of one arrangement that can fail alone, by classes of parts alike.
class Listing {
public:
    explicit Listing(const Arrangement& arrangement) : m_arrangement{arrangement}
    {
        for (const Fabric& fabric : arrangement.fabrics) {
            if (fabric.role != FabricRole::ScaleOut)
                continue;
            for (const FabricSwitch& one : fabric.switches)
                m_switches.insert(one.device);
        }
    }

    std::vector<Candidate> operator()()
    {
        for (const Feed& feed : m_arrangement.feeds) {
            const bool hidden = m_arrangement.placement(PlacementId::literal(feed.id.text()));
            m_all.push_back({Kind::Node, (hidden ? "feed:" : "") + feed.id.text(), labelOr(feed.name, feed.id.text()), 1});
        }
        for (const Placement& placement : m_arrangement.placements) {
            if (placement.rack())
                addRack(placement, **placement.rack());
            else
                addUnit(placement, **placement.unit());
        }
        return std::move(m_all);
    }

private:
    /// One more of the class with this key; true where it is the first.
    template <class... Parts> Candidate& classOf(bool& isNew, const Parts&... parts)
    {
        std::string key;
        ((key += fmt::format("{}\x1f", parts)), ...);
        const auto [at, first] = m_classes.try_emplace(std::move(key), m_all.size());
        isNew = first;
        if (first)
            m_all.emplace_back();
        return m_all[at->second];
    }

    static std::string placeKey(const Placement& placement)
    {
        std::string key = placement.loop ? placement.loop->text() : std::string{};
        for (const SideFeed& side : placement.feeds)
            key += fmt::format("|{}:{}", letter(side.side), side.feed);
        const void* what = placement.rack() ? static_cast<const void*>(placement.rack()->get())
                                            : static_cast<const void*>(placement.unit()->get());
        return fmt::format("{}|{}", key, what);
    }

    void addUnit(const Placement& placement, const PartType& unit)
    {
        const bool cdu = unit.kind == PartKind::Cdu;
        bool isNew = false;
        Candidate& one = classOf(isNew, "unit", placeKey(placement));
        if (isNew)
            one = {cdu ? Kind::Cdu : Kind::Unit, placement.id.text(), labelOr(placement.label, placement.id.text()), 0};
        ++one.count;
        if (cdu && placement.loop)
            addPumps(unit, placeKey(placement), placement.id.text(), labelOr(placement.label, placement.id.text()));
    }

    /// Those of one CDU are equal.
    void addPumps(const PartType& cdu, const std::string& place, const std::string& path, const std::string& name)
    {
        if (!cdu.cdu)
            return;
        bool isNew = false;
        Candidate& one = classOf(isNew, "pump", place, cdu.id);
        if (isNew)
            one = {Kind::Pump, path + "/pump1", "Pump of " + name, 0};
        one.count += pumpsOf(*cdu.cdu).all;
    }

    void addRack(const Placement& placement, const RackDesign& rack)
    {
        // Racks with switches differ by what hangs on them.
        const std::string own = placement.id.text() + '/';
        const auto first = m_switches.lower_bound(own);
        const bool network = first != m_switches.end() && first->starts_with(own);
        const std::string key = placeKey(placement) + (network ? own : std::string{});
        bool isNew = false;
        Candidate& whole = classOf(isNew, "rack", key);
        if (isNew)
            whole = {Kind::Rack, placement.id.text(),
                     network ? labelOr(placement.label, placement.id.text()) : "One " + labelOr(rack.name(), rack.id().text()), 0};
        ++whole.count;
        for (const Device& device : rack.devices())
            addDevice(placement, rack, device, key);
        addSupplies(placement, rack, key);
    }

    [[nodiscard]] std::optional<Kind> kindOf(const Placement& placement, const Device& device) const
    {
        const PartType& part = *device.part;
        if (part.kind == PartKind::RackPdu)
            return Kind::RackPdu;
        if (part.kind == PartKind::PowerShelf)
            return isSource(part) ? std::optional{Kind::Shelf} : std::nullopt;
        if (part.kind == PartKind::Cdu)
            return Kind::Cdu;
        if (part.role == DeviceRole::ScaleUpSwitch || m_switches.contains(fmt::format("{}/{}", placement.id, device.id)))
            return Kind::Switch;
        if (part.accelerator && part.accelerator->count > 0)
            return Kind::Compute;
        return {};
    }

    void addDevice(const Placement& placement, const RackDesign& rack, const Device& device, const std::string& place)
    {
        const auto kind = kindOf(placement, device);
        if (!kind)
            return;
        SideSet fed;
        for (const SideFeed& side : placement.feeds)
            fed.add(side.side);
        // Shelves and PDUs are alike on one side; switches by themselves, until they are judged.
        const std::string side = device.takesFeed() ? std::string(1, letter(sideOf(rack, device, fed))) : std::string{};
        const bool alone = *kind == Kind::Switch && device.part->role != DeviceRole::ScaleUpSwitch;
        bool isNew = false;
        Candidate& one = classOf(isNew, "device", place, device.part->id, side, alone ? device.id.text() : std::string{});
        if (isNew) {
            const std::string label = labelOr(device.label, device.id.text());
            const std::string where = alone ? labelOr(placement.label, placement.id.text()) : labelOr(rack.name(), rack.id().text());
            one = {*kind, fmt::format("{}/{}", placement.id, device.id), fmt::format("{} of {}", label, where), 0};
        }
        ++one.count;
        if (*kind == Kind::Cdu && placement.loop)
            addPumps(*device.part, place, fmt::format("{}/{}", placement.id, device.id),
                     fmt::format("{} of {}", labelOr(device.label, device.id.text()), labelOr(rack.name(), rack.id().text())));
    }

    void addSupplies(const Placement& placement, const RackDesign& rack, const std::string& place)
    {
        SideSet fed;
        for (const SideFeed& side : placement.feeds)
            fed.add(side.side);
        auto& cords = m_cords[{&rack, fed.bits()}];
        if (cords.empty())
            cords = cordPlan(rack, fed);
        for (const PlannedCord& cord : cords) {
            const auto split = supplySplit(*cord.device, fed);
            bool isNew = false;
            Candidate& one = classOf(isNew, "supply", place, cord.device->part->id, letter(cord.side),
                                     fmt::format("{}", fmt::join(split, ",")));
            if (isNew)
                one = {Kind::Supply, fmt::format("{}/{}/psu{}", placement.id, cord.device->id, cord.supply),
                       fmt::format("Supply {} ({}) of {} of {}", cord.supply, letter(cord.side),
                                   labelOr(cord.device->label, cord.device->id.text()), labelOr(rack.name(), rack.id().text())),
                       0};
            ++one.count;
        }
    }

    const Arrangement& m_arrangement;
    std::set<std::string, std::less<>> m_switches; ///< Paths of the switches of scale-out fabrics.
    std::map<std::string, std::size_t> m_classes;
    std::map<std::pair<const RackDesign*, unsigned>, std::vector<PlannedCord>> m_cords;
    std::vector<Candidate> m_all;
};

std::string within(const PodPlacement* pod, const std::string& path)
{
    for (const std::string_view prefix : {"feed:", "tray:"}) {
        if (path.starts_with(prefix))
            return fmt::format("{}{}/{}", prefix, pod ? pod->id.text() : std::string{}, path.substr(prefix.size()));
    }
    return pod ? fmt::format("{}/{}", pod->id, path) : path;
}

/// Equal but for the path: switches of one tier that do the same.
bool alike(const SingleFailure& a, const SingleFailure& b)
{
    return a.kind == Kind::Switch && b.kind == Kind::Switch && a.lost.total() == b.lost.total() && a.worstShare == b.worstShare
        && a.largestJob == b.largestJob && a.bandwidthShare == b.bandwidthShare && a.of == b.of;
}

/// All single failures inside of one placement of a pod design, or of the hall's own arrangement. `largestJob` is that
/// within the arrangement.
std::vector<SingleFailure> judged(const Failures& failures, std::optional<std::size_t> pod)
{
    const Design& design = failures.design();
    const Hall& hall = *design.hall();
    const PodPlacement* placement = pod ? &hall.pods[*pod] : nullptr;
    const Arrangement& arrangement = failures.failing(pod).arrangement();
    std::vector<SingleFailure> all;
    std::vector<Candidate> candidates = Listing{arrangement}();
    for (TrayCandidate& section : trayCandidates(design, pod))
        candidates.push_back({Kind::Tray, "tray:" + section.path, std::move(section.name), section.count});
    for (const Candidate& candidate : candidates) {
        const auto part = failedPart(design, within(placement, candidate.path));
        if (!part)
            continue;
        FailureSet set;
        set.add(*part);
        const Failure failure = failures.stateOf(std::move(set));
        SingleFailure one{.kind = candidate.kind,
                          .path = candidate.path,
                          .name = candidate.name,
                          .of = pod ? labelOr(placement->pod->name(), placement->pod->id().text()) : "the hall",
                          .count = candidate.count,
                          .lost = failure.lost,
                          .overloads = failure.overloads(),
                          .worstShare = 0,
                          .worstNode = {},
                          .largestJob = failure.of(pod) ? failure.of(pod)->network.largestJob
                                                        : failures.failing(pod).normalNetwork().largestJob,
                          .bandwidthShare = failure.bandwidthShare,
                          .unknown = static_cast<int>(failure.unknown.size())};
        if (const Failure::Worst worst = failure.worst(); worst.node) {
            one.worstShare = worst.node->share;
            one.worstNode = nameOf(*worst.node, worst.pod ? worst.pod->pod->arrangement() : hall.arrangement);
        }
        // Losses of the hall's nodes reach jobs in pods; where its fabrics join pods, so do those of the pods.
        if (!pod || failures.joinsPods())
            one.largestJob = failure.largestJob;
        const auto same = std::find_if(all.begin(), all.end(), [&](const SingleFailure& other) { return alike(one, other); });
        if (same != all.end())
            same->count += one.count;
        else
            all.push_back(std::move(one));
    }
    return all;
}

/// What is remembered of a pod design holds for this.
using Key = std::tuple<double, double, double, double, double, int, std::int64_t, int, int, int, std::string>;

Key keyOf(const Failures& failures, std::size_t pod)
{
    const FailureBasis& basis = failures.basis();
    const NetworkOutage& normal = failures.failing(pod).normalNetwork();
    return {basis.power.continuousFactor,
            basis.power.powerFactor,
            basis.cooling.rise.value(),
            basis.cooling.liquidApproach.value(),
            basis.cooling.airApproach.value(),
            basis.cooling.spareCdus,
            failures.design().hall()->trayHeight.value(),
            normal.domains,
            normal.domainAccelerators,
            normal.largestJob,
            facilitiesKey(failures.failing(pod).arrangement(), failures.design().hall()->facilityWaters)};
}

/// What placements have in common whose parts do the same when they fail: the pod design, racks of other powers, and the
/// situation of what each side hangs on.
using GroupKey = std::tuple<const PodDesign*, std::map<PlacementId, Watts>, std::vector<std::pair<Side, std::size_t>>>;
struct Group {
    std::size_t first = 0;
    int count = 0;
};

} // namespace

std::string_view word(SingleFailure::Kind kind)
{
    switch (kind) {
    case Kind::Node: return "node";
    case Kind::Rack: return "rack";
    case Kind::Unit: return "unit";
    case Kind::RackPdu: return "rack-pdu";
    case Kind::Shelf: return "shelf";
    case Kind::Supply: return "supply";
    case Kind::Cdu: return "cdu";
    case Kind::Switch: return "switch";
    case Kind::Compute: return "compute";
    case Kind::Pump: return "pump";
    case Kind::Tray: return "tray";
    }
    return {};
}

std::string_view kindName(SingleFailure::Kind kind)
{
    switch (kind) {
    case Kind::Node: return "Power node";
    case Kind::Rack: return "Rack";
    case Kind::Unit: return "Floor unit";
    case Kind::RackPdu: return "Rack PDU";
    case Kind::Shelf: return "Power shelf";
    case Kind::Supply: return "Supply";
    case Kind::Cdu: return "CDU";
    case Kind::Switch: return "Switch";
    case Kind::Compute: return "Compute";
    case Kind::Pump: return "Pump";
    case Kind::Tray: return "Tray section";
    }
    return {};
}

std::vector<SingleFailure> singleFailures(const Failures& failures)
{
    const Hall& hall = *failures.design().hall();
    const auto special = provisionedOverrides(hall);
    const PowerChain& chain = failures.failing(std::nullopt).normalPower();
    const auto situations = feedSituations(chain);
    std::map<GroupKey, Group> groups;
    for (std::size_t i = 0; i < hall.pods.size(); ++i) {
        const PodPlacement& pod = hall.pods[i];
        GroupKey key{pod.pod.get(), {}, {}};
        if (const auto own = special.find(pod.id.text()); own != special.end())
            std::get<1>(key) = own->second;
        for (const SideFeed& side : pod.feeds) {
            if (const FeedLoad* load = chain.feed(side.feed))
                std::get<2>(key).emplace_back(side.side, situations[static_cast<std::size_t>(load - chain.feeds.data())]);
        }
        const auto [at, isNew] = groups.try_emplace(std::move(key), Group{i, 0});
        ++at->second.count;
    }
    // The largest jobs of the hall, of two groups or of one that is there twice: one of them lies outside of any pod.
    int largest = failures.failing(std::nullopt).normalNetwork().largestJob, second = largest;
    const GroupKey* largestIn = nullptr;
    for (const auto& [key, group] : groups) {
        const int job = failures.failing(group.first).normalNetwork().largestJob;
        if (job > largest) {
            second = group.count > 1 ? job : largest;
            largest = job;
            largestIn = &key;
        } else {
            second = std::max(second, job);
        }
    }

    std::vector<SingleFailure> all;
    for (const auto& [key, group] : groups) {
        const PodPlacement& pod = hall.pods[group.first];
        std::shared_ptr<const std::vector<SingleFailure>> inside;
        if (pod.feeds.empty() && std::get<1>(key).empty() && !failures.joinsPods()) {
            static RememberedBeside<PodDesign, Key, std::vector<SingleFailure>> remembered;
            inside = remembered.get(pod.pod, keyOf(failures, group.first), [&failures, &group = group] { return judged(failures, group.first); });
        } else {
            inside = std::make_shared<const std::vector<SingleFailure>>(judged(failures, group.first));
        }
        const int elsewhere = failures.joinsPods() ? 0 : largestIn == &key ? second : largest;
        for (SingleFailure one : *inside) {
            one.path = within(&pod, one.path);
            one.count *= group.count;
            one.largestJob = std::max(one.largestJob, elsewhere);
            all.push_back(std::move(one));
        }
    }
    for (SingleFailure& one : judged(failures, std::nullopt)) {
        one.path = within(nullptr, one.path);
        all.push_back(std::move(one));
    }
    std::sort(all.begin(), all.end(), [](const SingleFailure& a, const SingleFailure& b) {
        return std::tuple{-a.lost.total(), -a.worstShare, a.bandwidthShare, std::string_view{a.path}}
        < std::tuple{-b.lost.total(), -b.worstShare, b.bandwidthShare, std::string_view{b.path}};
    });
    return all;
}

} // namespace colonnade::model
