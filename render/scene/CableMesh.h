#pragma once

#include "render/cables/CableOverlay.h"
#include "render/scene/Mesh.h"
#include "render/scene/ScenePalette.h"

#include <span>

namespace colonnade::render {

/// Trays as open boxes of two walls and a bed; ladders with rungs, unless there is a great deal of them.
void addTrays(Mesh& mesh, std::span<const model::CableTray> trays, const ScenePalette& palette);

/// Bundles as square bars, as thick as their cross-section, in the colours of their networks. Those of a network that
/// does not stand out pale where another does. `states`: of an overlay that shows them so; null: none. What is lost lies in
/// pieces.
void addCables(Mesh& mesh, const CableLayer& layer, const CableView& view, const ScenePalette& palette,
               const LayerStates* states = nullptr, CableShow show = CableShow::Networks);

/// The beds of trays in the colours of their fill; those of which it is not known in pieces.
void addFills(Mesh& mesh, const CableLayer& layer, const TrayFillView& limits, const ScenePalette& palette);

} // namespace colonnade::render
