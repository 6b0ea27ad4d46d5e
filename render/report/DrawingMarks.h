#pragma once

#include "model/rules/Finding.h"
#include "render/plan/PlanIndex.h"
#include "render/theme/Glyphs.h"

#include <map>
#include <string>
#include <vector>

namespace colonnade::render {

/// The worst mark of each rack, unit and pod of a plan, by instance path: what is found for a rack design or a pod
/// design is marked wherever that stands.
std::map<std::string, Glyph> planFindings(const PlanIndex& index, const std::vector<model::Finding>& findings);

} // namespace colonnade::render
