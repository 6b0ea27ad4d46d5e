#pragma once

namespace colonnade::render {

/// Chooses OpenGL and a surface that Qt Quick 3D can draw on. Once, after the application object
/// was made and before its first window.
void prepareGraphics();

} // namespace colonnade::render
