#pragma once

namespace colonnade::render {

/// Chooses OpenGL and a surface that Qt Quick 3D can draw on: OpenGL 3.3, the least that it needs for instancing. Once,
/// before the application object is made, which may make the context that all windows share.
void prepareGraphics();

} // namespace colonnade::render
