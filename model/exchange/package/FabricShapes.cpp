#include "model/exchange/package/ShapeViews.h"

namespace colonnade::model::package {

using enum AudienceClass;

template <> void describe(ObjectShape<FabricTierLine>& shape)
{
    using AudienceClass::Fabric;
    shape.line()
        .field("tier", Fabric, "1 leaf, 2 spine, 3 core.", &FabricTierLine::tier)
        .field("part_id", Fabric, "Switch.", [](const FabricTierLine& t) { return t.part->id; })
        .field("count", Fabric, "How many.", &FabricTierLine::count)
        .field("ports", Fabric, "Usable ports of all of them.", &FabricTierLine::ports)
        .field("ports_down", Fabric, "In use away from the spines.", &FabricTierLine::down)
        .field("ports_up", Fabric, "In use towards the spines.", &FabricTierLine::up)
        .field("ports_free", Fabric, "Free.", &FabricTierLine::free)
        .field("oversubscription", Fabric, "Capacity down over up of the worst of them; null: none has uplinks.", &FabricTierLine::oversubscription);
}

template <> void describe(ObjectShape<MediumLine>& shape)
{
    using AudienceClass::Fabric;
    shape.line()
        .field("part_id", Fabric, "Cable or transceiver.", [](const MediumLine& m) { return m.part->id; })
        .field("count", Fabric, "How many.", &MediumLine::count)
        .field("length_m", Fabric, "Ordered length of all; 0 for transceivers.", &MediumLine::total)
        .field("shortest_m", Fabric, "Ordered.", &MediumLine::shortest)
        .field("longest_m", Fabric, "Ordered.", &MediumLine::longest);
}

template <> void describe(ObjectShape<LengthBand>& shape)
{
    shape.line()
        .field("up_to_m", AudienceClass::Fabric, "Routed length.", &LengthBand::upTo)
        .field("cables", AudienceClass::Fabric, "How many.", &LengthBand::cables);
}

template <> void describe(ObjectShape<MissingMedium>& shape)
{
    shape.line()
        .field("reason", AudienceClass::Fabric, "Why no medium was found.", &MissingMedium::reason)
        .field("cables", AudienceClass::Fabric, "How many.", &MissingMedium::cables);
}

template <> void describe(ObjectShape<FabricPages>& shape)
{
    using AudienceClass::Fabric;
    using F = FabricPages;
    shape.field("id", Fabric, "Fabric.", &F::subject)
        .field("pod_design_id", Fabric, "Pod design; empty: the hall.", &F::holder)
        .field("placements", Scale, "How often it stands in the hall.", &F::placements)
        .field("name", Internal, "Name.", &F::name)
        .field("role", Fabric, "What it carries.", &F::role)
        .field("recipe", Fabric, "Family.", &F::family)
        .field("rails", Fabric, "Rails; 0: not rail-optimised.", &F::rails)
        .field("planes", Fabric, "Planes that share no switch.", &F::planes)
        .field("oversubscription_wanted", Fabric, "Down over up capacity of a leaf that the recipe aims at.", &F::oversubscriptionWanted)
        .field("oversubscription", Fabric, "As built, the worst leaf; null: no uplinks.", &F::oversubscription)
        .field("routing", Fabric, "static or adaptive; null: not stated.", &F::routing)
        .field("refusal", Fabric, "Why the recipe is impossible; null: it is not.", &F::refusal)
        .field("conflicts", Fabric, "Exceptions by hand that no longer fit, a sentence each.", &F::conflicts)
        .field("tiers", Fabric, "Switches.", &F::tiers)
        .field("endpoint_devices", Fabric, "Devices.", &F::endpointDevices)
        .field("endpoint_ports", Fabric, "Their ports.", &F::endpointPorts)
        .field("unassigned_ports", Fabric, "Of those, without a link.", &F::unassigned)
        .field("endpoint_links", Fabric, "Links to leaves.", &F::endpointLinks)
        .field("spine_links", Fabric, "Links from leaves to spines.", &F::spineLinks)
        .field("core_links", Fabric, "Links from spines to cores.", &F::coreLinks)
        .field("other_links", Fabric, "Links beside the tiers.", &F::otherLinks)
        .field("endpoint_cables", Fabric, "Cables to leaves.", &F::endpointCables)
        .field("spine_cables", Fabric, "Cables from leaves to spines.", &F::spineCables)
        .field("core_cables", Fabric, "Cables from spines to cores.", &F::coreCables)
        .field("other_cables", Fabric, "Cables beside the tiers.", &F::otherCables)
        .field("hand_cables", Fabric, "Cables placed by hand.", &F::handCables)
        .field("without_medium", Fabric, "Cables for which no medium was found.", &F::withoutMedium)
        .field("estimated_lengths", Fabric, "Cables whose length goes by no tray that is drawn, but at right angles between the racks.", &F::estimatedLengths)
        .field("components", Fabric, "Parts that the switches do not join; 1: connected.", &F::components)
        .field("hops", Fabric, "Switches on the longest shortest path.", &F::hops)
        .field("link_hops", Fabric, "Links on it, those of the endpoints counted.", &F::linkHops)
        .field("stranded_ports", Fabric, "Free ports of switches that are of no use.", &F::strandedPorts)
        .field("growth_ports", Fabric, "Endpoint ports that could still be linked without a new switch.", &F::growthPorts)
        .field("bisection_gbit_s", Fabric, "Between two halves of the endpoints, one direction.", &F::bisection)
        .field("full_bisection_gbit_s", Fabric, "Half of what all endpoints can send.", &F::fullBisection)
        .field("bisection_exact", Fabric, "Else a bound, as its basis says.", &F::bisectionExact)
        .field("bisection_basis", Fabric, "exact, lower-bound, upper-bound.", &F::bisectionBasis)
        .field("media", Fabric, "Cables and transceivers.", &F::media)
        .field("lengths", Fabric, "Cables by routed length.", &F::lengths)
        .field("gaps", Fabric, "Cables without a medium.", &F::gaps);
}

} // namespace colonnade::model::package
