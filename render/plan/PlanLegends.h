#pragma once

#include "render/plan/PlanPainter.h"

namespace colonnade::render {

/// Into the bottom right corner of `area`: of the racks, or of the cables where the overlay is of these; of a failure
/// both, one above the other.
void paintPlanLegends(QPainter& painter, const QRectF& area, const PlanContent& content, const Theme& theme, double textScale);

/// Into the bottom left corner.
void paintScaleBar(QPainter& painter, const QRectF& area, const PlanLayout& layout, const Theme& theme, double textScale);

} // namespace colonnade::render
