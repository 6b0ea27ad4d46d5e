#pragma once

#include "model/power/PowerChain.h"

#include <vector>

namespace colonnade::model {

/// A number for each feed of a chain. Feeds of one number are alike in all that a change of one consumer's load meets on
/// its way to the roots: their figures, what they normally carry on each phase, their limit, and the numbers of what they
/// hang on and of what takes over. What they are called does not count. Loads within a millionth are equal.
std::vector<std::size_t> feedSituations(const PowerChain& chain);

} // namespace colonnade::model
