#include "render/cables/FabricColour.h"

namespace colonnade::render {

QColor fabricColour(const Theme& theme, model::FabricRole role)
{
    switch (role) {
    case model::FabricRole::ScaleUp: return theme.kind(model::DeviceRole::ScaleUpSwitch);
    case model::FabricRole::ScaleOut: return theme.kind(model::DeviceRole::ScaleOutSwitch);
    case model::FabricRole::Storage: return theme.kind(model::DeviceRole::StorageRole);
    case model::FabricRole::Frontend: return theme.kind(model::DeviceRole::Host);
    case model::FabricRole::Management:
    case model::FabricRole::OutOfBand: return theme.kind(model::DeviceRole::Management);
    }
    return theme.text2;
}

} // namespace colonnade::render
