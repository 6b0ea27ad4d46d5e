#pragma once

#include "render/scene/Camera.h"
#include "render/scene/FloorScene.h"

#include <span>

namespace colonnade::render {

/// Moved so that `targets` fit into `share` of the view and can be seen there: in the direction of `from` where little of
/// them is hidden behind columns and other racks, else turned and raised by as little as it takes. Without perspective the
/// direction stays.
[[nodiscard]] Camera clearView(const FloorScene& scene, std::span<const SceneTarget> targets, const Camera& from, QSizeF view,
                               float share);

/// How much of `targets` other things hide, 0 to 1. What is framed together does not hide one another; a device that its own
/// rack hides counts half.
[[nodiscard]] float hiddenShare(const FloorScene& scene, std::span<const SceneTarget> targets, const Camera& camera, QSizeF view);

} // namespace colonnade::render
