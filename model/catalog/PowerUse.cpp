#include "model/catalog/PowerUse.h"

namespace colonnade::model {

bool drawsPower(const PartType& part)
{
    switch (part.kind) {
    case PartKind::RackPdu:
    case PartKind::PowerShelf:
    case PartKind::Blanking:
    case PartKind::Manifold:
    case PartKind::PatchPanel: return false;
    default: return true;
    }
}

int acceleratorsOf(const PartType& part)
{
    return part.accelerator ? part.accelerator->count : 0;
}

} // namespace colonnade::model
