#include "model/power/PodPower.h"

#include "model/design/RememberedBeside.h"

#include <tuple>

namespace colonnade::model {

namespace {

PodPower worked(const PodDesignRef& pod, const PowerBasis& basis, const std::map<PlacementId, Watts>& provisioned)
{
    // The network reads the arrangement and must not outlive it; `pod` is not kept here, since what is remembered
    // beside a part may not keep the part alive.
    PowerNetwork network{pod->arrangement(), basis, provisioned};
    PodPower power{std::move(network), {}, {}, {}, {}};
    power.chain = power.network.chain();
    power.chainInHall = power.network.chain(true);
    power.normal = std::make_shared<const ArrangementState>(power.network.state());
    power.draw = std::make_shared<const RackDraw>(power.network.draw());
    return power;
}

} // namespace

std::shared_ptr<const PodPower> podPower(const PodDesignRef& pod, const PowerBasis& basis,
                                         const std::map<PlacementId, Watts>& provisioned)
{
    using Key = std::tuple<double, double, std::map<PlacementId, Watts>>;
    static RememberedBeside<PodDesign, Key, PodPower> remembered;
    return remembered.get(pod, Key{basis.continuousFactor, basis.powerFactor, provisioned},
                          [&] { return worked(pod, basis, provisioned); });
}

std::vector<PodConsumer> podConsumers(const Hall& hall, const PowerBasis& basis)
{
    std::vector<PodConsumer> consumers;
    const auto special = provisionedOverrides(hall);
    static const std::map<PlacementId, Watts> none;
    for (const PodPlacement& placement : hall.pods) {
        if (placement.feeds.empty())
            continue;
        const auto own = special.find(placement.id.text());
        const auto power = podPower(placement.pod, basis, own == special.end() ? none : own->second);
        consumers.push_back({placement.id, placement.feeds, power->draw, placement.pod->facts().accelerators});
    }
    return consumers;
}

} // namespace colonnade::model
