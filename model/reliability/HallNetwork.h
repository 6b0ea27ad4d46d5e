#pragma once

#include "model/reliability/NetworkOutage.h"

#include <span>

namespace colonnade::model {

/// The scale-out fabrics of a hall that join those of its pods, ready to have devices of the hall and of pods go dark.
class HallNetwork {
public:
    /// The hall's own arrangement, or a pod, as the failure leaves it. Neither pointer is null.
    struct Place {
        const ScaleOut* scaleOut = nullptr;
        const NetworkOutage* network = nullptr;
        const std::vector<bool>* dark = nullptr; ///< By number; null: nothing.
    };
    struct Outage {
        std::vector<FabricOutage> fabrics; ///< One each; `spineShare` is of the links between pods and hall and above.
        int largestJob = 0; ///< The most accelerators of whole domains that these and the pods' own fabrics still join.
    };

    /// Those of `fabrics` that join pods; the others are passed over. They are numbered by the hall's pods.
    HallNetwork(const Hall& hall, const std::vector<ScaleOut::FabricOf>& fabrics);

    [[nodiscard]] bool empty() const { return m_fabrics.empty(); }
    /// `pods` beside those of the hall.
    [[nodiscard]] Outage with(const Place& hall, std::span<const Place> pods, const std::vector<LostLinks>& links = {}) const;

private:
    std::vector<ScaleOut::FabricOf> m_fabrics;
    std::vector<std::vector<std::size_t>> m_pods; ///< By fabric and pod of its plan: the pod of the hall.
};

} // namespace colonnade::model
