#pragma once

#include "render/cables/CableOverlay.h"
#include "render/overlay/FloorFigures.h"
#include "ui/document/DesignSession.h"

#include <memory>

namespace colonnade::ui {

struct FailureState;

/// The figures of an overlay for the present design, or in the failure that is looked at: one for plan and 3D.
///
/// `before`: those on screen; they stay while the rules are at work, so that colours do not flicker, and their scale
/// while the overlay stays the same, so that colours compare. Null where the overlay has no figures.
using FloorFiguresRef = std::shared_ptr<const render::FloorFigures>;
FloorFiguresRef overlayFigures(const DesignSession& session, render::FloorOverlay overlay, const FloorFiguresRef& before);
/// True for overlays that change when the rules have answered, or something has failed.
bool followsCooling(render::FloorOverlay overlay);
/// How trays and bundles look under an overlay, in plan and 3D alike; as without one until that has been worked out, which the
/// session's `CableOverlayer` does and tells of. It learns by this what `view` shows.
render::CableOverlay cableOverlay(const DesignSession& session, render::FloorOverlay overlay, const QObject* view);
/// The loops that what has failed leaves in another state than normally; they live as long as the failure state.
std::vector<render::LoopInState> loopsInState(const FailureState& failure);
/// What overlays are worked out from now.
render::OverlaySources overlaySources(const DesignSession& session);
/// Of one place only, and the unit of the overlay.
render::PlaceFigure overlayFigure(const DesignSession& session, render::FloorOverlay overlay, const model::Instance& instance);
QString overlayUnit(render::FloorOverlay overlay);
/// Places that the failure has taken, to be marked over the figures; null: nothing has failed.
const render::PlaceStates* placeStates(const DesignSession& session);

} // namespace colonnade::ui
