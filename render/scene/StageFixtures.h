#pragma once

#include "render/scene/Mesh.h"
#include "render/scene/ScenePalette.h"

#include <QImage>

namespace colonnade::render {

// What every stage shows in the colours of its theme, whatever the design.

/// Four tiles with a line along two edges of each.
[[nodiscard]] QImage tilePicture(const ScenePalette& palette);
/// A box for a row seen from afar, to be stretched and tinted; its roof has a colour of its own.
[[nodiscard]] Mesh rowBoxMesh(const ScenePalette& palette);
/// The cube in the corner that tells how the floor is turned.
[[nodiscard]] Mesh axisCubeMesh(const ScenePalette& palette);

} // namespace colonnade::render
