#pragma once

#include "model/reliability/SingleFailures.h"

#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// The answer of `fail --format json` for a set of failed parts; schema "fail".
std::string failureJson(const Failure& failure, const Design& design, std::string_view profile);
/// The answer of `fail --format json` without a path: all single failures of `failures`, worst first; schema "fail".
std::string singleFailuresJson(const std::vector<SingleFailure>& all, const Failures& failures, std::string_view profile);

} // namespace colonnade::model
