#pragma once

#include "render/elevation/ElevationPainter.h"
#include "ui/document/DesignSession.h"

namespace colonnade::ui {

/// The rack design that the elevation shows now; null where there is none.
model::RackDesignRef currentRackDesign(const DesignSession& session);

// What the views of that rack mark on it, each anew. `content.rack` is that rack, or null.
void takeFindings(render::ElevationContent& content, const DesignSession& session);
void takeFailure(render::ElevationContent& content, const DesignSession& session);
void takeSelection(render::ElevationContent& content, const DesignSession& session);

/// The cables of that rack where `content.cableView` shows some; of a rack design that is placed nowhere, none.
void takeCables(render::ElevationContent& content, const DesignSession& session);

/// What a tool tip says of a device of that rack: rich text, a line each.
QStringList deviceTip(const DesignSession& session, const model::RackDesign& rack, const model::Device& device);

} // namespace colonnade::ui
