#include "model/performance/ClusterViewOfDesign.h"

#include "model/performance/AcceleratorCensus.h"
#include "model/performance/TiersOverPods.h"

#include <algorithm>
#include <map>

namespace colonnade::model {

namespace {

constexpr std::string_view hallItself = "the hall's own racks";

/// An arrangement with accelerators, and how often it stands in the hall.
struct Group {
    std::string name; ///< "pod design 'su'", "the hall's own racks".
    int times = 1;
    AcceleratorCensus census;
    JoinedAccelerators joined;
};

/// The largest part of a design that a network joins.
struct Machine {
    std::vector<Group> groups;
    JoinedAccelerators joined;
    std::string name; ///< Of the group it is; empty: pods that the hall's fabrics join.
    std::size_t pods = 0; ///< Joined by the hall's fabrics.
};

class MachineReading {
public:
    explicit MachineReading(const Design& design) : m_hall{design.hall()}, m_counting{design.catalog()} {}

    Machine operator()()
    {
        readPods();
        readHall();
        for (const Group& group : m_machine.groups) {
            if (m_machine.pods == 0 && group.joined.accelerators > m_machine.joined.accelerators) {
                m_machine.joined = group.joined;
                m_machine.name = group.name;
            }
        }
        if (m_machine.joined.tiers.empty() && !m_machine.groups.empty()) {
            m_machine.joined = m_machine.groups.front().joined;
            m_machine.name = m_machine.groups.front().name;
        }
        for (const std::string& why : m_refused)
            m_machine.joined.missing.push_back(why);
        return std::move(m_machine);
    }

private:
    void readPods()
    {
        std::vector<std::pair<PodDesignRef, int>> pods;
        for (const PodPlacement& placement : m_hall->pods) {
            const auto found = std::find_if(pods.begin(), pods.end(),
                                            [&](const auto& item) { return item.first == placement.pod; });
            if (found == pods.end())
                pods.emplace_back(placement.pod, 1);
            else
                ++found->second;
        }
        for (const auto& [pod, times] : pods) {
            PodFabrics& own = m_pods[pod.get()];
            for (const Fabric& fabric : pod->arrangement().fabrics) {
                if (fabric.role == FabricRole::ScaleOut)
                    own.fabrics.emplace_back(&fabric, fabricPlan(pod, fabric.id, m_hall->trayHeight));
            }
            own.inside = tiersOf(own.fabrics);
            add({fmt::format("pod design '{}'", pod->id()), times, m_counting.of(pod->arrangement()), own.inside});
        }
    }

    void readHall()
    {
        PlannedFabrics inside, over;
        for (const Fabric& fabric : m_hall->arrangement.fabrics) {
            if (fabric.role == FabricRole::ScaleOut)
                (fabric.joins ? over : inside).emplace_back(&fabric, fabricPlan(m_hall, fabric.id));
        }
        add({std::string{hallItself}, 1, m_counting.of(m_hall->arrangement), tiersOf(inside)});
        JoinedPods joined = tiersOverPods(over, m_pods);
        const bool isLargest = std::none_of(m_machine.groups.begin(), m_machine.groups.end(), [&](const Group& group) {
            return group.joined.accelerators >= joined.joined.accelerators;
        });
        if (joined.pods == 0 || !isLargest) {
            m_refused = std::move(joined.joined.missing);
            return;
        }
        m_machine.pods = joined.pods;
        m_machine.joined = std::move(joined.joined);
    }

    void add(Group group)
    {
        if (group.census.total() > 0)
            m_machine.groups.push_back(std::move(group));
    }

    const std::shared_ptr<const Hall> m_hall;
    AcceleratorCounting m_counting;
    std::map<const PodDesign*, PodFabrics> m_pods;
    std::vector<std::string> m_refused; ///< Why fabrics of the hall join nothing.
    Machine m_machine;
};

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

/// What of the design is not the machine, and why.
std::string leftOut(const Machine& machine, int accelerators, int all, int places)
{
    const bool hallStands = std::any_of(machine.groups.begin(), machine.groups.end(), [](const Group& group) { return group.name == hallItself; });
    const int pods = hallStands ? places - 1 : places;
    const std::string apart = fmt::format("{}{} {}", hallStands ? "the hall's own racks and its " : "the ", pods, pods == 1 ? "pod" : "pods");
    if (machine.joined.accelerators == 0)
        return fmt::format("No scale-out fabric joins the {} accelerators; one scale-up domain of {} is reckoned with.", all,
                           accelerators);
    if (machine.pods > 0)
        return fmt::format("The hall's fabrics join {} pods of {} accelerators, of {} in all; they are reckoned with.", machine.pods,
                           accelerators, all);
    if (places > 1 && machine.name == hallItself)
        return fmt::format("No fabric joins {}; the {} accelerators of the racks are reckoned with, of {} in all.", apart, accelerators, all);
    if (places > 1)
        return fmt::format("No fabric joins {}; one {} of {} accelerators is reckoned with, of {} in all.", apart, machine.name, accelerators, all);
    return fmt::format("The scale-out fabric joins {} of {} accelerators; they are reckoned with.", accelerators, all);
}

} // namespace

Result<ClusterView> clusterViewOf(const Design& design)
{
    const Machine machine = MachineReading{design}();
    AcceleratorCensus census;
    int places = 0;
    for (const Group& group : machine.groups) {
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

    view.tiers = machine.joined.tiers;
    view.missing.insert(view.missing.end(), machine.joined.missing.begin(), machine.joined.missing.end());
    view.accelerators = std::max(machine.joined.accelerators, std::min(census.largestDomain, census.total()));
    if (view.accelerators < census.total())
        view.missing.push_back(leftOut(machine, view.accelerators, census.total(), places));
    describePower(view, design, census.total());
    view.portsShared = true;
    if (const auto wrong = fault(view))
        return tl::unexpected<Error>{*wrong};
    return view;
}

} // namespace colonnade::model
