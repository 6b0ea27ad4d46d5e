#pragma once

#include "model/exchange/cabling/CableSchedule.h"
#include "ui/document/DesignSession.h"

#include <QString>

#include <functional>

class QMenu;

namespace colonnade::ui {

/// Adds what a person can choose for one cable: another medium, another length, or what the recipe chooses; and takes a link by
/// hand out. Each is one undo step; `said` tells why one was refused.
void addCableEdits(QMenu& menu, DesignSession& session, const model::CableSchedule& schedule, std::size_t row,
                   const std::function<void(const QString&)>& said);

} // namespace colonnade::ui
