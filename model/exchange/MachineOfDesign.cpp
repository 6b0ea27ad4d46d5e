#include "model/exchange/MachineOfDesign.h"

#include "model/performance/ClusterViewOfDesign.h"
#include "model/power/DesignNetwork.h"
#include "model/reliability/Sustainability.h"

namespace colonnade::model {

Result<ClusterView> machineOf(const Design& design, const Profile& profile)
{
    auto view = clusterViewOf(design);
    if (!view || !design.hall() || !missingForEffectiveness(design).empty())
        return view;
    const Watts lost = DesignNetwork{design, profile.power}.state().conversion;
    const SustainabilityFacts facts = sustainabilityFacts(design, lost, profile.cooling.rise);
    const Watts provisioned = design.facts().provisioned.known;
    if (facts.siteTotal && provisioned > Watts{})
        view->facilityFactor = *facts.siteTotal / provisioned;
    return view;
}

} // namespace colonnade::model
