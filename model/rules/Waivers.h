#pragma once

#include "model/rules/Scopes.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// How much worse a value is than the one that was waived: new / old − 1 (DQ-003). Infinite where
/// the old one was 0.
double worsening(double before, double now);

/// Marks the findings that the design's waivers accept, and tells what became of each waiver.
std::vector<WaiverOutcome> applyWaivers(const Design& design, const Profile& profile,
                                        std::string_view today, std::vector<Finding>& findings);

} // namespace colonnade::model
