#include "model/power/RackLosses.h"

#include "model/design/RememberedBeside.h"
#include "model/power/RackPower.h"

namespace colonnade::model {

std::shared_ptr<const RackLosses> rackLosses(const RackDesignRef& rack)
{
    static RememberedBeside<RackDesign, int, RackLosses> remembered;
    return remembered.get(rack, 0, [&] {
        RackLosses losses;
        if (rack->facts().accelerators == 0)
            return losses;
        for (const Device& device : rack->devices()) {
            if (!isTaker(device))
                continue;
            RackLoss loss;
            loss.devices.push_back(device.id);
            const RackTaker taker{device.id, sideOf(*rack, device), rackDraw(*rack, {}, loss).dark(allAlive)};
            auto& worst = isPdu(device) ? losses.pdu : losses.shelf;
            if (!worst || taker.accelerators > worst->accelerators)
                worst = taker;
        }
        return losses;
    });
}

} // namespace colonnade::model
