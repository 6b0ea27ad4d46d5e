#pragma once

#include "model/fabric/FabricLinks.h"
#include "model/reliability/ScaleUpDomains.h"
#include "model/reliability/ServiceLoss.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace colonnade::model {

/// What the dark devices leave of one scale-out fabric, for the accelerators that still run.
struct FabricOutage {
    std::string name;
    double endpointShare = 1; ///< Capacity of their ports that are still linked, of that normally.
    double spineShare = 1;    ///< Capacity between leaves and spines, of that normally; 1 without spines.
    [[nodiscard]] double bandwidthShare() const { return std::min(endpointShare, spineShare); }
};

/// What the dark devices of an arrangement do to its scale-out fabrics and scale-up domains.
struct NetworkOutage {
    /// An accelerator's device that runs, but has lost its last port of a scale-out fabric.
    struct Cut {
        std::size_t device = 0; ///< By number.
        int accelerators = 0;
    };
    std::vector<Cut> cut;
    std::vector<std::size_t> thinned; ///< Devices that run with fewer linked ports than normally; by number.
    std::vector<FabricOutage> fabrics; ///< Beside `ScaleOut::fabrics`.
    int domains = 0, domainsWhole = 0; ///< Scale-up domains: all, and with all of their accelerators and switches.
    int domainAccelerators = 0;        ///< In the whole ones.
    int largestJob = 0; ///< The most accelerators of whole domains that one scale-out network still joins.
    /// What its networks still join: accelerators of whole domains by part, and the part of each device by number.
    std::vector<int> parts;
    static constexpr std::uint32_t noPart = 0xffffffff; ///< Of a device that no accelerator of a whole domain reaches.
    std::vector<std::uint32_t> partOf;
};

/// The scale-out fabrics and scale-up domains of an arrangement, ready to have devices go dark.
///
/// Keeps nothing of the arrangement but numbers and shared plans.
class ScaleOut {
public:
    struct FabricOf {
        FabricId id;
        std::string name;
        std::shared_ptr<const FabricPlan> plan; ///< Never null.
    };
    ScaleOut(const Arrangement& arrangement, std::vector<FabricOf> fabrics, const Catalog& catalog);

    [[nodiscard]] const DeviceNumbers& numbers() const { return m_numbers; }
    [[nodiscard]] const std::vector<FabricOf>& fabrics() const { return m_fabrics; }
    /// A fabric that joins those of pods: none of its links end in this arrangement alone. See `HallNetwork`.
    [[nodiscard]] bool isOverPods(const FabricId& fabric) const;
    /// `dark` by number. Links of fabrics that are not of scale-out are passed over.
    [[nodiscard]] NetworkOutage with(const std::vector<bool>& dark, const std::vector<LostLinks>& links = {}) const;

private:
    DeviceNumbers m_numbers;
    std::vector<FabricOf> m_fabrics;
    std::vector<FabricId> m_overPods;
    std::vector<std::vector<std::size_t>> m_nodes; ///< By fabric: the number of the device of each node.
    std::vector<ScaleUpGroup> m_domains;
};

/// By link of the fabric: those that have failed by themselves. Empty where none has.
std::vector<bool> lostLinksOf(const ScaleOut::FabricOf& fabric, const std::vector<LostLinks>& lost);

} // namespace colonnade::model
