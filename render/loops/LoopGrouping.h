#pragma once

#include "render/loops/LoopGathering.h"

#include <functional>
#include <vector>

namespace colonnade::render {

/// Neighbours that look alike become one box, with the range of their figures.
std::vector<LoopBox> joined(std::vector<LoopBox> boxes, const std::function<bool(const LoopBox&, const LoopBox&)>& alike);

/// Racks of a row: few stand one by one, many as groups of equal neighbours, ever less strictly until there are at most
/// `most`. `whole`: one group for all that look alike, so that rows compare.
std::vector<LoopBox> collapsed(std::vector<LoopBox> racks, std::size_t most, bool whole);

/// Rows whose racks look alike, drawn once.
std::vector<LoopPlan::Row> equalRows(std::vector<LoopPlan::Row> rows);

} // namespace colonnade::render
