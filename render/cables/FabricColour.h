#pragma once

#include "render/theme/Theme.h"

#include "model/design/Arrangement.h"

namespace colonnade::render {

/// Cables of a network take the colour of the switches and hosts that it is for, as racks do.
QColor fabricColour(const Theme& theme, model::FabricRole role);

} // namespace colonnade::render
