#pragma once

#include "model/design/Design.h"
#include "ui/document/DesignSession.h"

#include <QString>

#include <functional>

namespace colonnade::ui {

class PropertyForm;

/// Makes one step of what it is told of the hall.
using HallChange = std::function<void(const QString& step, std::function<void(model::Hall&)> change)>;

/// What the air handlers of a hall move and what the air of the room is like. Rows of airflow are there only where the
/// hall has air handlers.
void showRoomAir(PropertyForm& form, const model::Hall& hall, const HallChange& change);

/// The heat exchanger in the place of a rack design's rear door, to choose among those of the library.
void showRearDoor(PropertyForm& form, const model::Catalog& library, const model::RackDesign& rack,
                  std::function<void(const QString& step, const Edit& edit)> change);

} // namespace colonnade::ui
