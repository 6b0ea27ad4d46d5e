#include "model/performance/Sensitivity.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

template <class Q> void multiply(std::optional<Q>& quantity, double factor)
{
    if (quantity)
        quantity = *quantity * factor;
}

double changeOf(std::optional<double> now, double before)
{
    return now ? *now / before - 1 : -1;
}

} // namespace

std::string_view text(MachineProperty property)
{
    constexpr std::array<std::string_view, machineProperties.size()> texts{
        "Memory bandwidth", "Scale-up bandwidth", "Network bandwidth", "Compute rate", "Memory capacity", "Power"};
    return texts[static_cast<std::size_t>(property)];
}

std::string_view word(MachineProperty property)
{
    constexpr std::array<std::string_view, machineProperties.size()> words{
        "memory_bandwidth", "scale_up_bandwidth", "network_bandwidth", "compute_rate", "memory_capacity", "power"};
    return words[static_cast<std::size_t>(property)];
}

ClusterView with(ClusterView view, MachineProperty property, double factor)
{
    switch (property) {
    case MachineProperty::MemoryBandwidth: multiply(view.memoryBandwidth, factor); break;
    case MachineProperty::ScaleUpBandwidth: multiply(view.scaleUp.bandwidth, factor); break;
    case MachineProperty::NetworkBandwidth:
        for (FabricTier& tier : view.tiers)
            tier.bandwidth = tier.bandwidth * factor;
        break;
    case MachineProperty::ComputeRate:
        for (auto& peak : view.peak)
            multiply(peak, factor);
        break;
    case MachineProperty::MemoryCapacity: multiply(view.memory, factor); break;
    case MachineProperty::Power:
        multiply(view.tdp, factor);
        for (auto& peak : view.peak)
            multiply(peak, std::cbrt(factor));
        break;
    }
    return view;
}

std::vector<Sensitivity> sensitivities(const ClusterView& view, const Throughput& throughput, double share)
{
    std::vector<Sensitivity> all;
    const auto before = throughput(view);
    if (!before || *before <= 0)
        return all;
    for (const MachineProperty property : machineProperties) {
        all.push_back({property, changeOf(throughput(with(view, property, 1 + share)), *before),
                       changeOf(throughput(with(view, property, 1 - share)), *before)});
    }
    const auto size = [](const Sensitivity& one) { return std::abs(one.more) + std::abs(one.less); };
    std::stable_sort(all.begin(), all.end(), [&](const auto& a, const auto& b) { return size(a) > size(b); });
    return all;
}

std::vector<Sensitivity> trainingSensitivities(const ClusterView& view, const Workload& workload,
                                               const Calibration& calibration, double share, const std::stop_token& stop)
{
    const TrainingJob* job = workload.training();
    if (!job)
        return {};
    // A tenth of one property rarely makes another layout the best: the last one found rules out most of the others.
    std::vector<TrainingFigures> known;
    auto all = sensitivities(
        view,
        [&](const ClusterView& machine) -> std::optional<double> {
            if (stop.stop_requested())
                return std::nullopt;
            const auto figures = job->layout && job->free.none()
                ? figuresOf(machine, workload.model, *job, *job->layout, calibration)
                : bestLayout(machine, workload.model, *job, calibration, known);
            if (!figures || (machine.memory && figures->memory.total() > *machine.memory))
                return std::nullopt;
            known.assign(1, *figures);
            return figures->tokensPerSecond;
        },
        share);
    return stop.stop_requested() ? std::vector<Sensitivity>{} : all;
}

} // namespace colonnade::model
