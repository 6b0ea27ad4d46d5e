#pragma once

#include "model/units/Result.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// Names as Slurm writes many in one word: "gpu[001-036,040],login". Sorted as people count; only the last number of a name is taken
/// together, with its leading zeros kept.
std::string hostList(std::vector<std::string> names);

/// All names of such a word, in its order. Fails where a bracket does not close or a range runs backwards or over `most` names.
Result<std::vector<std::string>> expandedHostList(std::string_view list, std::size_t most = 1'000'000);

} // namespace colonnade::model
