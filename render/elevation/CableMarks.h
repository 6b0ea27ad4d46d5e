#pragma once

#include "render/cables/CableView.h"
#include "render/cables/RackCables.h"
#include "render/elevation/ElevationLayout.h"
#include "render/theme/Theme.h"

#include <QPainter>

namespace colonnade::render {

/// The cables at the rear of a rack: from each device to the side of the rack, and there up to the exit at the top or to
/// another device, in the colours of their networks. As wide as they are many, with their count at the top; those of
/// which the length is an estimate with "≈".
void paintRackCables(QPainter& painter, const ElevationLayout& layout, const model::RackDesign& rack,
                     const RackCables& cables, const CableView& view, const Theme& theme);

} // namespace colonnade::render
