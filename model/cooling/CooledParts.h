#pragma once

#include "model/design/RackDesign.h"

#include <optional>
#include <vector>

namespace colonnade::model {

/// As the facts of a rack see it: an entry that speaks of a coolant without a share leaves the
/// share unknown.
bool speaksOfLiquid(const CoolingFigures& cooling);
bool isLiquidCooled(const CoolingFigures& cooling);
/// A CDU that feeds a coolant loop: any but a rear door.
bool isLoopCdu(const PartType& part);

/// The maker's flow at a supply temperature, between the points that he gives, and what it costs there.
struct MakersFlow {
    LitresPerMinute flow;
    std::optional<Kilopascals> drop;
};
std::optional<MakersFlow> makersFlow(const CoolingFigures& cooling, std::optional<Celsius> supply);

/// What cools by liquid in a rack: the system by its own figures, or its devices.
struct Cooled {
    const PartType* part = nullptr;
    double count = 1;
};
std::vector<Cooled> cooledBy(const RackDesign& rack);

} // namespace colonnade::model
