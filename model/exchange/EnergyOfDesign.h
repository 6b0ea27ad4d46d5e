#pragma once

#include "model/design/Design.h"
#include "model/performance/ClusterView.h"
#include "model/rules/Profile.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// What the energy of a token goes to.
enum class EnergyKind : std::uint8_t { Accelerators, OtherIt, Conversion, Cooling, OtherLoads };
std::string_view titleOf(EnergyKind); ///< "Accelerators", "Other IT", "Conversion", "Cooling", "Other loads".

/// A kind with its share of the whole, 0 to 1.
struct EnergyPart {
    EnergyKind kind = EnergyKind::Accelerators;
    double share = 0;
};

/// Power at full load by kind, as shares that add up to 1: of the whole site where the design says all that its facility factor
/// needs, else of what stands in the hall.
struct EnergySplit {
    std::vector<EnergyPart> parts;    ///< In the order of the kinds, without those of nothing.
    std::vector<std::string> missing; ///< What of the site is not known and hence not in it; empty: it is the whole site.
};

/// Accelerators at their thermal design power; nothing where that or the design's power is not known.
std::optional<EnergySplit> energySplitOf(const Design& design, const Profile& profile, const ClusterView& machine);

} // namespace colonnade::model
