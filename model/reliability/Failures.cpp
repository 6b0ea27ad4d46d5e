#include "model/reliability/Failures.h"

#include "model/design/Instance.h"
#include "model/power/PowerChain.h"
#include "model/reliability/BlastRadius.h"
#include "model/units/AddOnce.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <tuple>

namespace colonnade::model {

namespace {

/// Whole copies of a model of so many accelerators, as accelerators.
int wholeCopies(int accelerators, int each)
{
    return accelerators / each * each;
}

WorkloadFit fitOf(const Workload& workload, int left, int normally)
{
    using Fit = WorkloadFit::Fit;
    WorkloadFit fit;
    fit.workload = &workload;
    const TrainingJob* job = workload.training();
    if (!job) {
        fit.why = "Only trainings are judged.";
        return fit;
    }
    const int copy = job->layout ? job->layout->modelRanks() : 0;
    if (job->accelerators)
        fit.wanted = *job->accelerators;
    else if (copy > 0)
        fit.wanted = countedProduct(copy, std::max(job->layout->data, 1));
    if (fit.wanted == 0) {
        if (left == normally) {
            fit.fit = Fit::Fits;
            fit.share = 1;
            fit.why = fmt::format("It takes all {} accelerators that one network joins, and they are all left.", normally);
        } else if (left == 0) {
            fit.fit = Fit::TooFew;
            fit.why = "Nothing is left to run on.";
        } else {
            fit.why = fmt::format("It takes all accelerators that one network joins: {} of {} are left. Its layout is searched, so "
                                  "whether it fits on them is for the estimate.",
                                  left, normally);
        }
        return fit;
    }
    if (fit.wanted > left) {
        fit.fit = Fit::TooFew;
        fit.why = fmt::format("It needs {} accelerators in whole scale-up domains that one network joins; {} are left.", fit.wanted,
                              left);
        return fit;
    }
    fit.fit = Fit::Fits;
    const bool takesAll = !job->accelerators && job->layout && job->layout->data == 0;
    fit.share = takesAll && wholeCopies(normally, copy) > 0
        ? static_cast<double>(wholeCopies(left, copy)) / wholeCopies(normally, copy)
        : 1;
    fit.why = takesAll
        ? fmt::format("{} of {} copies of the model, of {} accelerators each, still run.", left / copy, normally / copy, copy)
        : fmt::format("It needs {} accelerators; {} are left.", fit.wanted, left);
    return fit;
}

std::vector<ScaleOut::FabricOf> scaleOutFabrics(const Arrangement& arrangement, const auto& planOf)
{
    std::vector<ScaleOut::FabricOf> fabrics;
    for (const Fabric& fabric : arrangement.fabrics) {
        if (fabric.role != FabricRole::ScaleOut)
            continue;
        if (auto plan = planOf(fabric.id))
            fabrics.push_back({fabric.id, labelOr(fabric.name, fabric.id.text()), std::move(plan)});
    }
    return fabrics;
}

} // namespace

class Failures::Ready {
public:
    Ready(std::shared_ptr<const Design> of, const FailureBasis& on) : design{std::move(of)}, basis{on}, network{*design, basis.power}
    {
        const Hall& room = *design->hall();
        auto special = provisionedOverrides(room);
        std::map<std::pair<const PodDesign*, std::string>, std::size_t> known;
        for (const PodPlacement& placement : room.pods) {
            const auto own = special.find(placement.id.text());
            const bool isSpecial = own != special.end();
            const auto [at, isNew] = known.try_emplace({placement.pod.get(), isSpecial ? placement.id.text() : std::string{}},
                                                       kinds.size());
            if (isNew)
                kinds.push_back(made(placement.pod, isSpecial ? own->second : std::map<PlacementId, Watts>{}));
            kindOf.push_back(at->second);
            const NetworkOutage& normal = kinds[at->second]->normalNetwork();
            domains += normal.domains;
            domainAccelerators += normal.domainAccelerators;
            largestJob = std::max(largestJob, normal.largestJob);
        }
        const auto planOf = [&](const FabricId& id) { return fabricPlan(design->hall(), id); };
        const auto fabrics = scaleOutFabrics(room.arrangement, planOf);
        hall = std::make_unique<const ArrangementFailing>(
            room.arrangement, hallPowerChain(room, basis.power), fabrics, design->catalog(), basis.power, basis.cooling, special[std::string{}],
            hallCoolingChain(design->hall(), basis.cooling));
        domains += hall->normalNetwork().domains;
        domainAccelerators += hall->normalNetwork().domainAccelerators;
        largestJob = std::max(largestJob, hall->normalNetwork().largestJob);
        overPods = std::make_unique<const HallNetwork>(room, fabrics);
        if (!overPods->empty()) {
            std::vector<HallNetwork::Place> places;
            for (const std::size_t kind : kindOf)
                places.push_back(normally(*kinds[kind]));
            largestJob = std::max(largestJob, overPods->with(normally(*hall), places).largestJob);
        }
        reliability = reliabilityFacts(*design, basis.reliability);
    }

    [[nodiscard]] std::unique_ptr<const ArrangementFailing> made(const PodDesignRef& pod, std::map<PlacementId, Watts> provisioned) const
    {
        const Hall& room = *design->hall();
        const auto planOf = [&](const FabricId& id) { return fabricPlan(pod, id, room.trayHeight); };
        return std::make_unique<const ArrangementFailing>(
            pod->arrangement(), podPowerChain(pod, basis.power, suppliedByHall(room, *pod), provisioned),
            scaleOutFabrics(pod->arrangement(), planOf), design->catalog(), basis.power, basis.cooling, provisioned,
            podCoolingChain(pod, basis.cooling, room.facilityWaters));
    }

    static HallNetwork::Place normally(const ArrangementFailing& failing)
    {
        return {&failing.scaleOut(), &failing.normalNetwork(), nullptr};
    }
    /// As the failure leaves it; null: as normally.
    static HallNetwork::Place placeOf(const ArrangementFailing& failing, const ArrangementFailure* failure)
    {
        return failure ? HallNetwork::Place{&failing.scaleOut(), &failure->network, &failure->darkDevices} : normally(failing);
    }

    /// What is left of the fabrics over the pods, and of the job that they carry.
    void judgeOverPods(Failure& failure, ArrangementFailure& own, const std::vector<LostLinks>& links) const
    {
        if (overPods->empty())
            return;
        std::vector<HallNetwork::Place> places;
        for (std::size_t i = 0; i < kindOf.size(); ++i)
            places.push_back(placeOf(*kinds[kindOf[i]], failure.pods[i].get()));
        HallNetwork::Outage outage = overPods->with(placeOf(*hall, &own), places, links);
        failure.largestJob = std::max(failure.largestJob, outage.largestJob);
        for (FabricOutage& fabric : outage.fabrics) {
            failure.bandwidthShare = std::min(failure.bandwidthShare, fabric.bandwidthShare());
            own.network.fabrics.push_back(std::move(fabric));
        }
    }

    std::shared_ptr<const Design> design;
    FailureBasis basis;
    DesignNetwork network;
    std::vector<std::unique_ptr<const ArrangementFailing>> kinds; ///< Of pods: by design, and each that is special.
    std::vector<std::size_t> kindOf; ///< Beside the pods of the hall.
    std::unique_ptr<const ArrangementFailing> hall;
    std::unique_ptr<const HallNetwork> overPods; ///< The hall's fabrics that join pods.
    int domains = 0, domainAccelerators = 0, largestJob = 0; ///< Normally.
    ReliabilityFacts reliability;
    mutable std::once_flag reckoned;
    mutable SharedFailures shared;
    mutable std::vector<JobGoodput> goodput; ///< Normally.
};

Failures::Failures(std::shared_ptr<const Design> design, const FailureBasis& basis)
    : m_ready{std::make_unique<const Ready>(std::move(design), basis)}
{
}

Failures::~Failures() = default;

const Design& Failures::design() const
{
    return *m_ready->design;
}

const FailureBasis& Failures::basis() const
{
    return m_ready->basis;
}

const std::vector<JobGoodput>& Failures::goodputNormally() const
{
    std::call_once(m_ready->reckoned, [this] {
        const Ready& ready = *m_ready;
        ready.goodput = jobGoodputs(*ready.design, ready.reliability);
        const bool any = std::any_of(ready.goodput.begin(), ready.goodput.end(), [](const JobGoodput& job) { return job.normally.has_value(); });
        if (!any || ready.basis.reliability.annualFailureRates.empty())
            return;
        ready.shared = sharedFailures(singleFailures(*this), ready.reliability.population, ready.basis.reliability);
        ready.goodput = jobGoodputs(*ready.design, ready.reliability, ready.basis.reliability, ready.shared);
    });
    return m_ready->goodput;
}

bool Failures::joinsPods() const
{
    return !m_ready->overPods->empty();
}

const ArrangementFailing& Failures::failing(std::optional<std::size_t> pod) const
{
    return pod ? *m_ready->kinds[m_ready->kindOf[*pod]] : *m_ready->hall;
}

Failure Failures::of(FailureSet set) const
{
    Failure failure = stateOf(std::move(set));
    failure.goodput = goodputNormally();
    for (JobGoodput& job : failure.goodput) {
        for (const WorkloadFit& fit : failure.workloads) {
            if (!failure.set.empty() && fit.workload == job.workload)
                job = goodputWithout(job, failure.lost.total(), fit, m_ready->reliability, m_ready->basis.reliability, m_ready->shared);
        }
    }
    return failure;
}

Failure Failures::stateOf(FailureSet set) const
{
    const Hall& hall = *m_ready->design->hall();
    Failure failure;
    failure.power = m_ready->network.state(set.power);
    failure.accelerators = m_ready->design->facts().accelerators;
    failure.domains = m_ready->domains;
    failure.largestJobNormally = m_ready->largestJob;
    failure.pods.resize(hall.pods.size());
    int whole = 0, inWhole = 0;
    const auto count = [&](const NetworkOutage& network) {
        whole += network.domainsWhole;
        inWhole += network.domainAccelerators;
        failure.largestJob = std::max(failure.largestJob, network.largestJob);
    };
    const auto take = [&](const ArrangementFailure& one) {
        count(one.network);
        failure.lost += one.lost;
        failure.endpointsCut += static_cast<int>(one.network.cut.size());
        failure.endpointsNarrowed += static_cast<int>(one.network.thinned.size());
        for (const FabricOutage& fabric : one.network.fabrics)
            failure.bandwidthShare = std::min(failure.bandwidthShare, fabric.bandwidthShare());
        for (const std::string& what : one.unknown)
            addOnce(failure.unknown, what);
    };

    std::optional<ArrangementFailure> own; // Of the hall.
    if (!set.empty()) {
        own = m_ready->hall->with(failure.power.hall, set.power.hall, set.hallServices);
        take(*own);
    } else {
        count(m_ready->hall->normalNetwork());
    }
    // Pods of one design that the hall leaves in one state are judged once.
    std::map<std::pair<const ArrangementFailing*, const ArrangementState*>, std::shared_ptr<const ArrangementFailure>> met;
    static const ArrangementLoss nothing;
    static const ServiceLoss noService;
    for (std::size_t i = 0; i < hall.pods.size(); ++i) {
        const ArrangementFailing& pod = failing(i);
        const DesignPowerState::Pod& state = failure.power.pods[i];
        const auto loss = set.power.pods.find(hall.pods[i].id);
        const auto services = set.podServices.find(hall.pods[i].id);
        const bool itself = loss != set.power.pods.end() || services != set.podServices.end();
        if (state.normal && !itself) {
            count(pod.normalNetwork());
            continue;
        }
        const auto judged = [&] {
            return std::make_shared<const ArrangementFailure>(
                pod.with(*state.state, loss == set.power.pods.end() ? nothing : loss->second,
                         services == set.podServices.end() ? noService : services->second));
        };
        if (itself) {
            failure.pods[i] = judged();
        } else {
            auto& known = met[{&pod, state.state.get()}];
            if (!known)
                known = judged();
            failure.pods[i] = known;
        }
        take(*failure.pods[i]);
    }
    if (own) {
        m_ready->judgeOverPods(failure, *own, set.hallServices.links);
        failure.hall = std::make_shared<const ArrangementFailure>(std::move(*own));
    } else {
        failure.largestJob = m_ready->largestJob;
    }
    failure.domainsWhole = whole;
    if (m_ready->domainAccelerators > 0)
        failure.capacityShare = static_cast<double>(inWhole) / m_ready->domainAccelerators;
    for (const Workload& workload : m_ready->design->workloads())
        failure.workloads.push_back(fitOf(workload, failure.largestJob, failure.largestJobNormally));
    failure.set = std::move(set);
    return failure;
}

Result<Failure> Failures::of(std::span<const std::string> paths) const
{
    auto set = failureSet(*m_ready->design, paths);
    if (!set)
        return tl::unexpected<Error>{set.error()};
    return of(std::move(*set));
}

const ArrangementFailure* Failure::of(std::optional<std::size_t> pod) const
{
    return pod ? pods[*pod].get() : hall.get();
}

Failure::Worst Failure::worst() const
{
    Worst worst;
    const auto look = [&](const PodPlacement* pod, const ArrangementFailure& one) {
        // The first has the greatest share.
        if (!one.loaded.empty() && one.loaded.front().share > (worst.node ? worst.node->share : 0))
            worst = {pod, &one.loaded.front()};
    };
    if (hall)
        look(nullptr, *hall);
    for (std::size_t i = 0; i < pods.size(); ++i) {
        if (pods[i])
            look(power.pods[i].placement, *pods[i]);
    }
    return worst;
}

int Failure::overloads() const
{
    int count = 0;
    const auto look = [&](const std::shared_ptr<const ArrangementFailure>& one) {
        if (one)
            count += static_cast<int>(std::count_if(one->loaded.begin(), one->loaded.end(),
                                                    [](const LoadedNode& node) { return node.overloaded(); }));
    };
    look(hall);
    for (const auto& pod : pods)
        look(pod);
    return count;
}

std::string nameOf(const LoadedNode& node, const Arrangement& arrangement)
{
    if (node.feed)
        return labelOr(node.feed->name, node.feed->id.text());
    const Placement& placement = arrangement.placements[*node.placement];
    const std::string rack = labelOr(placement.label, placement.id.text());
    return node.device ? fmt::format("{} of {}", labelOr(node.device->label, node.device->id.text()), rack)
                       : "Living shelves of " + rack;
}

std::string nameOf(const LoadedNode& node, const Hall& hall, const PodPlacement* pod)
{
    if (!pod)
        return nameOf(node, hall.arrangement);
    return nameOf(node, pod->pod->arrangement()) + (node.feed ? " of " : ", ") + labelOr(pod->label, pod->id.text());
}

std::string pathOf(const LoadedNode& node, const Hall& hall, const PodPlacement* pod)
{
    std::string path = pod ? pod->id.text() + '/' : std::string{};
    if (node.feed)
        return path + node.feed->id.text();
    const Arrangement& arrangement = pod ? pod->pod->arrangement() : hall.arrangement;
    path += arrangement.placements[*node.placement].id.text();
    return node.device ? fmt::format("{}/{}", path, node.device->id) : path;
}

std::string pathOf(const DarkPlace& place, const Hall& hall, const PodPlacement* pod)
{
    const Arrangement& arrangement = pod ? pod->pod->arrangement() : hall.arrangement;
    const Placement& placement = arrangement.placements[place.placement];
    std::string path = pathOf(pod, placement);
    if (place.device)
        path += '/' + (*placement.rack())->devices()[*place.device].id.text();
    return path;
}

} // namespace colonnade::model
