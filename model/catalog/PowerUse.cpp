#include "model/catalog/PowerUse.h"

#include <algorithm>

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

const PowerInput* cordsOf(const PartType& part)
{
    const auto found = std::find_if(part.inputs.begin(), part.inputs.end(),
                                    [](const PowerInput& input) { return input.kind == PowerInput::Kind::AcCord; });
    return found == part.inputs.end() ? nullptr : &*found;
}

int outletCount(const PartType& pdu)
{
    int count = 0;
    if (pdu.pdu) {
        for (const OutletGroup& group : pdu.pdu->outlets)
            count += group.count;
    }
    return count;
}

} // namespace colonnade::model
