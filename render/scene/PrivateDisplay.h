#pragma once

#include "model/units/Result.h"

namespace colonnade::render {

/// Makes sure that a display can be drawn on. To be called before the application object is made,
/// by commands that draw in 3D without a window.
///
/// Where the environment names a display, that one is used. Else an X server without a screen
/// (Xvfb) is started as a child for the life of this process, and `DISPLAY` and `QT_QPA_PLATFORM`
/// are set to it. Fails where Xvfb is not installed or does not start.
model::Result<void> ensureDisplay();

} // namespace colonnade::render
