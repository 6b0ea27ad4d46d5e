#pragma once

#include "render/scene/StageContent.h"
#include "render/scene/StageParts.h"

#include <QFont>

#include <vector>

namespace colonnade::render {

/// The names and values that stand in the picture, none over another: of what is selected or pointed at, of the overlay,
/// and of the floor, in this order.
[[nodiscard]] std::vector<PlateModel::Plate> platesOf(const StageContent& content);

[[nodiscard]] QFont plateFont();
[[nodiscard]] QFont valueFont(); ///< Of a value on a rack.

} // namespace colonnade::render
