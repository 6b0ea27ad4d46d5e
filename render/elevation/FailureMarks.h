#pragma once

#include "model/reliability/ArrangementFailure.h"
#include "render/theme/Theme.h"

#include <QPainter>
#include <QString>

#include <string>
#include <unordered_map>

namespace colonnade::model {
struct Failure;
struct Hall;
} // namespace colonnade::model

namespace colonnade::render {

/// What became of racks and units in a what-if, by instance path ("su-1/a04"). What is not here is as normally.
using PlaceStates = std::unordered_map<std::string, model::PlaceState>;
model::PlaceState stateIn(const PlaceStates* states, const std::string& path);
/// `hall`: of the design that the failure was judged for.
PlaceStates placeStatesIn(const model::Failure& failure, const model::Hall& hall);

/// "failed", "dark", "overloaded", "degraded", "as normally".
QString failureWord(model::PlaceState state);
/// Ground of a place. Each state also has a hatch and a mark of its own: the colour never carries it alone.
QColor failureFill(model::PlaceState state, const Theme& theme);
/// Lines over the ground.
QColor failureInk(model::PlaceState state, const Theme& theme);
/// Hatch of a place: crossed where it has failed, one way where it is dark, wide where it is overloaded.
void paintFailureHatch(QPainter& painter, const QRectF& rect, model::PlaceState state, const Theme& theme, double textScale = 1);
/// Octagon with a cross, ring with a bar, triangle, half-filled disc; nothing for what is as normally.
void paintFailureMark(QPainter& painter, model::PlaceState state, const QRectF& box, const Theme& theme);

} // namespace colonnade::render
