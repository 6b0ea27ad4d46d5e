#pragma once

#include "render/plan/PlanPainter.h"
#include "ui/document/DesignSession.h"

#include <QString>

#include <string>

namespace colonnade::ui {

/// What a tool tip says of a rack, unit or pod of the plan: rich text.
[[nodiscard]] QString placeTip(const DesignSession& session, const render::PlanContent& content, const std::string& path);

/// Of a tray, with the cables in it at this point of the floor, `reach` from it or less.
[[nodiscard]] QString trayTip(const DesignSession& session, const render::PlanCables& cables, const render::PlanTray& tray,
                              model::Point at, model::Millimetres reach);

} // namespace colonnade::ui
