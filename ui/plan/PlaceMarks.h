#pragma once

#include "render/plan/PlanPainter.h"
#include "ui/document/DesignSession.h"
#include "ui/document/OverlayFigures.h"

namespace colonnade::ui {

/// Kinds of findings that a plan marks; the rest is for lists.
bool isMarked(const model::Finding& finding);

// What a plan marks on racks, units and pods, each anew. `content.index` is that of the session's hall.
void takeFindings(render::PlanContent& content, const DesignSession& session);
void takeSelection(render::PlanContent& content, const DesignSession& session);
/// What a fix or an array would place, or take away.
void takePreview(render::PlanContent& content, const DesignSession& session);

/// Places by their worst finding in `content`; of a pod, its racks by their own.
FloorFiguresRef findingsFigures(const render::PlanContent& content);

} // namespace colonnade::ui
