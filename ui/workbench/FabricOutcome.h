#pragma once

#include "model/fabric/FabricLinks.h"

#include <QString>

#include <memory>
#include <optional>

namespace colonnade::ui {

/// What a recipe comes to, a few lines: switches by tier, cables, oversubscription as built; or why it is impossible, with the
/// nearest that is not. `mounted`: switches that are set out with it. `impossible`: why its switches could not be counted.
[[nodiscard]] QString fabricOutcome(const model::Fabric& fabric, const std::shared_ptr<const model::FabricPlan>& made, int mounted,
                                    const std::optional<model::Error>& impossible);

} // namespace colonnade::ui
