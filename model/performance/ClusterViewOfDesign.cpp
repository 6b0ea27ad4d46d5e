#include "model/performance/ClusterViewOfDesign.h"

#include "model/fabric/FabricLinks.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace colonnade::model {

namespace {

/// Start of a message in NIC, host and library, without switches and cables. A planning value
/// between the 1 to 2 us of a bare verb and the 15 us of a collective's step between nodes.
constexpr Seconds messageStart{4e-6};
/// Of a switch whose entry gives no latency (NET-009).
constexpr Seconds usualSwitch{600e-9};
/// In glass, of refractive index 1.468 (CAB-023); copper is 3 % faster.
constexpr double secondsPerMetre = 4.9e-9;
/// Share of the bandwidth across spines that path collisions leave on Ethernet whose routing is not
/// stated. Static hashing leaves 0.6 to 0.95.
constexpr double unstatedRouting = 0.9;

/// The accelerators of an arrangement.
struct Census {
    std::map<TypeId, int> byType;
    int untyped = 0; ///< Of parts that do not name an entry.
    std::string untypedHolder; ///< One such part.
    int smallestDomain = 0, largestDomain = 0; ///< Of the scale-up domains that are drawn.

    [[nodiscard]] int total() const
    {
        int count = untyped;
        for (const auto& [type, number] : byType)
            count += number;
        return count;
    }
    void addDomain(int size)
    {
        smallestDomain = smallestDomain == 0 ? size : std::min(smallestDomain, size);
        largestDomain = std::max(largestDomain, size);
    }
    void add(const Census& other, int times)
    {
        for (const auto& [type, number] : other.byType)
            byType[type] += number * times;
        untyped += other.untyped * times;
        if (untypedHolder.empty())
            untypedHolder = other.untypedHolder;
        if (other.smallestDomain > 0) {
            addDomain(other.smallestDomain);
            addDomain(other.largestDomain);
        }
    }
};

class Counting {
public:
    explicit Counting(const Catalog& catalog) : m_catalog{catalog} {}

    Census of(const Arrangement& arrangement)
    {
        Census census;
        for (const Placement& placement : arrangement.placements) {
            if (const RackDesignRef* rack = placement.rack())
                census.add(of(*rack), 1);
            else
                addPart(census, **placement.unit(), 1, accelerators(**placement.unit()));
        }
        return census;
    }

private:
    static int accelerators(const PartType& part)
    {
        return part.accelerator ? part.accelerator->count : 0;
    }

    const Census& of(const RackDesignRef& rack)
    {
        const auto [found, isNew] = m_racks.try_emplace(rack.get());
        if (!isNew)
            return found->second;
        Census& census = found->second;
        int inTrays = 0;
        for (const Device& device : rack->devices())
            inTrays += sharesRack(*rack, *device.part) ? accelerators(*device.part) : 0;
        for (const Device& device : rack->devices()) {
            const int own = accelerators(*device.part);
            const bool shares = sharesRack(*rack, *device.part);
            addPart(census, *device.part, shares && rack->system() ? systemDomain(*rack) : 0,
                    shares ? inTrays : own);
        }
        return census;
    }

    /// Trays hang on one scale-up network of their rack; servers have their own.
    static bool sharesRack(const RackDesign& rack, const PartType& part)
    {
        return part.kind == PartKind::Tray || (rack.system() && part.kind != PartKind::Server);
    }

    static int systemDomain(const RackDesign& rack)
    {
        return rack.system()->accelerator ? rack.system()->accelerator->scaleUpDomain : 0;
    }

    /// `stated` is the domain that the rack's system states, `within` the accelerators that could
    /// share one.
    void addPart(Census& census, const PartType& part, int stated, int within)
    {
        const int count = accelerators(part);
        if (count == 0)
            return;
        int domain = stated > 1 ? stated : part.accelerator->scaleUpDomain;
        if (const auto& type = part.accelerator->type) {
            census.byType[*type] += count;
            if (domain == 0) {
                if (const PartRef entry = m_catalog.part(*type)) {
                    domain = entry->accelerator ? entry->accelerator->scaleUpDomain : 0;
                    if (domain == 0)
                        domain =
                            static_cast<int>(entry->number("scale_up_domain_size").value_or(0));
                }
            }
        } else {
            census.untyped += count;
            census.untypedHolder = part.id.text();
        }
        census.addDomain(domain > 0 ? std::max(1, std::min(domain, within)) : 1);
    }

    const Catalog& m_catalog;
    std::map<const RackDesign*, Census> m_racks;
};

/// How the accelerators of one arrangement are joined.
struct Joined {
    std::vector<FabricTier> tiers;
    int accelerators = 0; ///< That one network reaches; 0 without one.
    std::vector<std::string> missing;
};

using Plans = std::vector<std::pair<const Fabric*, std::shared_ptr<const FabricPlan>>>;

/// Reads the tiers off the scale-out fabrics of one arrangement. Several fabrics are planes: their
/// bandwidths add up.
class TierReading {
public:
    explicit TierReading(const Plans& plans) : m_plans{plans} {}

    Joined operator()()
    {
        for (const auto& [fabric, plan] : m_plans)
            addLinks(*fabric, *plan);
        int connected = 0;
        double worst = 0;
        for (const auto& [place, own] : m_nodes) {
            connected += own.accelerators;
            const double each = own.speed / own.accelerators;
            worst = worst == 0 ? each : std::min(worst, each);
        }
        if (connected == 0)
            return std::move(m_joined);
        int worseOff = 0;
        for (const auto& [place, own] : m_nodes)
            worseOff += own.speed / own.accelerators <= worst * (1 + 1e-9) ? own.accelerators : 0;

        int leafReach = 0, reach = 0;
        bool spines = true;
        double oversubscription = 1;
        double routing = 1;
        Seconds leafLatency, spineLatency;
        for (const auto& [fabric, plan] : m_plans) {
            if (plan->endpointLinks == 0)
                continue;
            const auto [own, all] = reaches(*plan, worst);
            leafReach = leafReach == 0 ? own : std::min(leafReach, own);
            reach = reach == 0 ? all : std::min(reach, all);
            spines &= plan->switchHops > 1;
            if (const auto ratio = plan->worstOversubscription())
                oversubscription = std::max(oversubscription, *ratio);
            const Seconds leaf = switchTime(*plan, 1);
            leafLatency = std::max(leafLatency, messageStart + leaf + wireTime(*plan, 1) * 2);
            spineLatency = std::max(spineLatency,
                                    messageStart + leaf * 2 + switchTime(*plan, 2)
                                        + (wireTime(*plan, 1) + wireTime(*plan, 2)) * 2);
            if (plan->switchHops > 1 && statesNoRouting(*plan)) {
                routing = unstatedRouting;
                m_joined.missing.push_back(
                    fmt::format("Whether fabric '{}' routes around collisions is not stated; {} of "
                                "its bandwidth across spines "
                                "is counted on.",
                                fabric->id, shortest(unstatedRouting)));
            }
            if (plan->components > 1 && plan->rails == 0)
                m_joined.missing.push_back(
                    fmt::format("Fabric '{}' falls into {} parts that nothing joins.", fabric->id,
                                plan->components));
        }
        const ByteRate bandwidth{worst * 1e9 / 8};
        const double share = static_cast<double>(worseOff) / connected;
        m_joined.tiers.push_back({"leaf", leafReach, bandwidth, leafLatency, 1, 1, share});
        m_joined.accelerators = leafReach;
        if (spines && reach > leafReach) {
            m_joined.tiers.push_back(
                {"spine", reach, bandwidth, spineLatency, oversubscription, routing, share});
            m_joined.accelerators = reach;
        }
        return std::move(m_joined);
    }

private:
    struct Node {
        int accelerators = 0;
        double speed = 0; ///< Of all its links, Gbit/s.
    };
    using Place = std::pair<std::uint32_t, std::int32_t>;

    static int accelerators(const FabricPlan& plan, std::uint32_t node)
    {
        const auto& figures = plan.part(node).accelerator;
        return figures ? figures->count : 0;
    }

    void addLinks(const Fabric& fabric, const FabricPlan& plan)
    {
        if (plan.refusal)
            m_joined.missing.push_back(plan.refusal->text + '.');
        const LinkColumns& links = plan.links;
        for (std::size_t i = 0; i < links.size(); ++i) {
            if (links.tier[i] != 1 || accelerators(plan, links.a[i]) == 0)
                continue;
            const FabricNode& node = plan.nodes[links.a[i]];
            Node& own = m_nodes[Place{node.placement, node.device}];
            own.accelerators = accelerators(plan, links.a[i]);
            own.speed += static_cast<double>(links.speed[i]);
        }
        if (!plan.refusal && plan.unassigned > 0)
            m_joined.missing.push_back(
                fmt::format("Fabric '{}' leaves {} endpoint ports without a link.", fabric.id,
                            plan.unassigned));
    }

    /// Accelerators that talk through one leaf, of the emptiest one, and through all of the fabric.
    std::pair<int, int> reaches(const FabricPlan& plan, double perAccelerator) const
    {
        std::vector<int> onLeaf(plan.switchCount);
        std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
        std::set<std::uint32_t> nodes;
        int all = 0;
        for (std::size_t i = 0; i < plan.links.size(); ++i) {
            const int count = accelerators(plan, plan.links.a[i]);
            if (plan.links.tier[i] != 1 || count == 0)
                continue;
            if (seen.insert({plan.links.b[i], plan.links.a[i]}).second)
                onLeaf[plan.links.b[i]] += count;
            if (nodes.insert(plan.links.a[i]).second)
                all += count;
        }
        // With rails the leaves of a scalable unit reach all of its nodes, each on its own rail.
        // Without, a leaf reaches as many accelerators as its ports carry in full.
        int least = 0;
        for (std::uint32_t leaf = 0; leaf < plan.switchCount; ++leaf) {
            if (onLeaf[leaf] == 0)
                continue;
            const int carried = static_cast<int>(
                std::floor(plan.switches[leaf].capacityDown.value() / perAccelerator * (1 + 1e-9)));
            const int own =
                plan.rails > 0 ? onLeaf[leaf] : std::max(1, std::min(onLeaf[leaf], carried));
            least = least == 0 ? own : std::min(least, own);
        }
        return {least, plan.components == 1 || plan.rails > 0 ? all : least};
    }

    Seconds switchTime(const FabricPlan& plan, std::uint8_t tier)
    {
        Seconds longest;
        for (std::uint32_t i = 0; i < plan.switchCount; ++i) {
            if (plan.nodes[i].tier != tier)
                continue;
            const PartType& part = plan.part(i);
            if (part.switching && part.switching->latencyNs) {
                longest = std::max(longest, Seconds{*part.switching->latencyNs * 1e-9});
                continue;
            }
            longest = std::max(longest, usualSwitch);
            auto sentence = fmt::format("The latency of switch '{}' is not known; {} ns are counted.",
                                        part.id, shortest(usualSwitch.value() * 1e9));
            if (std::find(m_joined.missing.begin(), m_joined.missing.end(), sentence)
                == m_joined.missing.end())
                m_joined.missing.push_back(std::move(sentence));
        }
        return longest;
    }

    static Seconds wireTime(const FabricPlan& plan, std::uint8_t tier)
    {
        float longest = 0;
        for (std::size_t i = 0; i < plan.links.size(); ++i) {
            if (plan.links.tier[i] == tier)
                longest = std::max(longest, plan.cables.ordered[plan.links.cable[i]]);
        }
        return Seconds{static_cast<double>(longest) * secondsPerMetre};
    }

    /// InfiniBand routes adaptively; of Ethernet the catalog does not say.
    static bool statesNoRouting(const FabricPlan& plan)
    {
        for (std::uint32_t i = 0; i < plan.switchCount; ++i) {
            const auto& figures = plan.part(i).switching;
            if (!figures || figures->fabric.find("InfiniBand") == std::string::npos)
                return true;
        }
        return false;
    }

    const Plans& m_plans;
    std::map<Place, Node> m_nodes;
    Joined m_joined;
};

/// An arrangement with accelerators, and how often it stands in the hall.
struct Group {
    const Arrangement* arrangement = nullptr;
    Plans plans;
    std::string name; ///< "pod design 'su'", "the hall's own racks".
    int times = 1;
    Census census;
    Joined joined;
};

std::vector<Group> groupsOf(const Design& design)
{
    Counting counting{design.catalog()};
    const auto& hall = design.hall();
    std::vector<Group> groups;
    const auto add = [&](Group group) {
        group.census = counting.of(*group.arrangement);
        if (group.census.total() == 0)
            return;
        group.joined = TierReading{group.plans}();
        groups.push_back(std::move(group));
    };
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
    for (const auto& [pod, times] : pods) {
        Group group;
        group.arrangement = &pod->arrangement();
        for (const Fabric& fabric : pod->arrangement().fabrics) {
            if (fabric.role == FabricRole::ScaleOut)
                group.plans.emplace_back(&fabric, fabricPlan(pod, fabric.id, hall->trayHeight));
        }
        group.name = fmt::format("pod design '{}'", pod->id());
        group.times = times;
        add(std::move(group));
    }
    Group own;
    own.arrangement = &hall->arrangement;
    for (const Fabric& fabric : hall->arrangement.fabrics) {
        if (fabric.role == FabricRole::ScaleOut)
            own.plans.emplace_back(&fabric, fabricPlan(hall, fabric.id));
    }
    own.name = "the hall's own racks";
    add(std::move(own));
    return groups;
}

std::optional<double> firstOf(const PartType& part, std::initializer_list<std::string_view> keys)
{
    for (const std::string_view key : keys) {
        if (const auto number = part.number(key))
            return number;
    }
    return std::nullopt;
}

void describeAccelerator(ClusterView& view, const PartType& part)
{
    const auto rate = [&](Precision precision, std::initializer_list<std::string_view> keys) {
        if (const auto tera = firstOf(part, keys))
            view.peak[static_cast<std::size_t>(precision)] = FlopRate{*tera * 1e12};
    };
    rate(Precision::Bf16, {"bf16_tflops_dense", "fp16_tflops_dense"});
    rate(Precision::Fp16, {"fp16_tflops_dense", "bf16_tflops_dense", "fp16_tflops_dense_assumed"});
    rate(Precision::Fp8, {"fp8_tflops_dense", "fp8_tflops_per_gpu_from_rack"});
    rate(Precision::Fp4, {"fp4_tflops_dense", "fp4_tflops_training"});
    // Memory makers count in powers of two: an "80 GB" accelerator reports 81,559 MiB.
    if (const auto size = firstOf(part, {"hbm_gib", "hbm_gb"}))
        view.memory = Bytes{*size * gibibyte};
    if (const auto bandwidth = part.number("hbm_bandwidth_tb_s"))
        view.memoryBandwidth = ByteRate{*bandwidth * 1e12};
    view.tdp = part.power.tdp;
    if (const auto each = part.number("scale_up_gb_s_per_direction"))
        view.scaleUp.bandwidth = ByteRate{*each * 1e9};
    else if (const auto both = part.number("scale_up_gb_s_total"))
        view.scaleUp.bandwidth = ByteRate{*both * 1e9 / 2};

    const auto lacks = [&](bool known, std::string_view what) {
        if (!known)
            view.missing.push_back(fmt::format("The {} of '{}' is not known.", what, part.id));
    };
    lacks(view.peakOf(Precision::Bf16).has_value(), "16-bit peak rate");
    lacks(view.memory.has_value(), "memory size");
    lacks(view.memoryBandwidth.has_value(), "memory bandwidth");
    lacks(view.scaleUp.bandwidth.has_value() || view.scaleUp.size == 1, "scale-up bandwidth");
}

void describePower(ClusterView& view, const Design& design, int all)
{
    const Sum<Watts>& power = design.facts().provisioned;
    if (power.missing > 0)
        view.missing.push_back(fmt::format("The power of {} {} is not known and not counted.",
                                           power.missing, power.missing == 1 ? "part" : "parts"));
    if (power.known.value() > 0 && all > 0)
        view.powerPerAccelerator = power.known / static_cast<double>(all);
}

} // namespace

Result<ClusterView> clusterViewOf(const Design& design)
{
    const std::vector<Group> groups = groupsOf(design);
    Census census;
    int places = 0;
    for (const Group& group : groups) {
        census.add(group.census, group.times);
        places += group.times;
    }
    if (census.total() == 0)
        return fail("The design has no accelerators.");
    const auto main =
        std::max_element(census.byType.begin(), census.byType.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    if (main == census.byType.end())
        return fail("The catalog does not say which accelerators '{}' holds.",
                    census.untypedHolder);
    const PartRef part = design.catalog().part(main->first);
    if (!part)
        return fail("The design's catalog lacks the accelerator '{}'.", main->first);

    ClusterView view;
    view.name = design.name();
    view.accelerator = part->id.text();
    view.scaleUp.size = census.smallestDomain;
    describeAccelerator(view, *part);
    if (census.largestDomain != census.smallestDomain)
        view.missing.push_back(fmt::format(
            "Scale-up domains differ, from {} to {} accelerators; the smallest is counted.",
            census.smallestDomain, census.largestDomain));
    if (census.total() > main->second)
        view.missing.push_back(
            fmt::format("{} accelerators are not '{}' and reckoned as if they were.",
                        census.total() - main->second, main->first));

    // The largest part that is joined is the machine.
    const auto widest =
        std::max_element(groups.begin(), groups.end(), [](const Group& a, const Group& b) {
            return a.joined.accelerators < b.joined.accelerators;
        });
    view.tiers = widest->joined.tiers;
    view.missing.insert(view.missing.end(), widest->joined.missing.begin(),
                        widest->joined.missing.end());
    view.accelerators =
        std::max(widest->joined.accelerators, std::min(census.largestDomain, census.total()));
    if (view.accelerators < census.total()) {
        if (widest->joined.accelerators == 0)
            view.missing.push_back(fmt::format(
                "No scale-out fabric joins the {} accelerators; one scale-up domain of {} is "
                "reckoned with.",
                census.total(), view.accelerators));
        else if (places > 1)
            view.missing.push_back(fmt::format(
                "No fabric joins the {} pods; one {} of {} accelerators is reckoned with, of "
                "{} in all.",
                places, widest->name, view.accelerators, census.total()));
        else
            view.missing.push_back(fmt::format(
                "The scale-out fabric joins {} of {} accelerators; they are reckoned with.",
                view.accelerators, census.total()));
    }
    describePower(view, design, census.total());
    if (const auto wrong = fault(view))
        return tl::unexpected<Error>{*wrong};
    return view;
}

} // namespace colonnade::model
