#pragma once

#include "model/fabric/FabricLinks.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace colonnade::render {

/// The cables of one rack by the devices that they come from: how they run at its rear.
struct RackCables {
    struct Network {
        std::string subject; ///< "su/compute", as `Subject` names a fabric.
        std::string name;
        model::FabricRole role = model::FabricRole::ScaleOut;
        int leaving = 0; ///< Cables that leave the rack.
        bool estimated = false; ///< Of some of them the length is an estimate.
    };
    /// Cables of one network between a device and the exit of the rack, or another device of it.
    struct Run {
        std::uint16_t network = 0;
        model::DeviceId device;
        std::optional<model::DeviceId> to; ///< Nothing: out of the rack.
        int cables = 0;
    };
    std::vector<Network> networks; ///< Those with cables here, in the order of the fabrics.
    std::vector<Run> runs; ///< By network, then from the floor up.

    /// `plans` beside `arrangement.fabrics`; `placement`: number of the rack there. `owner`: id of the pod design;
    /// empty for the hall.
    static RackCables of(const model::Arrangement& arrangement,
                         const std::vector<std::shared_ptr<const model::FabricPlan>>& plans, std::size_t placement,
                         const std::string& owner);
};

} // namespace colonnade::render
