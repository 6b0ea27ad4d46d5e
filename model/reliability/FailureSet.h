#pragma once

#include "model/power/DesignNetwork.h"
#include "model/reliability/ServiceLoss.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// One part that has failed. Its pointers live as long as the design.
struct FailedPart {
    enum class Kind : std::uint8_t { Pod, Rack, Unit, Device, Supply, Feed, Loop, Pump, Cable, Rail, Plane, Tray };
    Kind kind = Kind::Rack;
    std::string path; ///< Of the instance: "su-1/a04/ps1", "su-1/bus-a", "ups-a". Reads back as the same part.
    std::string name; ///< For people: "PS1 of A04, SU-1".
    const PodPlacement* pod = nullptr;    ///< Null: of the hall itself.
    const Placement* placement = nullptr; ///< Null: a feed, a loop or a whole pod.
    const Device* device = nullptr;
    int supply = 0; ///< Of the device, from 1.
    int pump = 0;   ///< Of the CDU, from 1.
    const Feed* feed = nullptr;
    const Loop* loop = nullptr;
    const Fabric* fabric = nullptr;
    int cable = 0; ///< Of the fabric, from 1.
    int rail = 0;  ///< Of the fabric, from 1.
    int plane = 0; ///< Of the fabric, from 1.
    const CableTray* tray = nullptr;
    int section = 0; ///< Of the tray, from 1; 0: all of it.
    int cables = 0;  ///< That run through it.
    std::vector<LostLinks> inTray;     ///< Of fabrics of its arrangement ...
    std::vector<LostLinks> hallInTray; ///< ... and, of a pod's tray, of those of the hall.

    [[nodiscard]] const Arrangement& arrangement(const Hall& hall) const
    {
        return pod ? pod->pod->arrangement() : hall.arrangement;
    }
};
std::string_view word(FailedPart::Kind); ///< "pod", "rack", "unit", "device", "supply", "feed", "loop", "pump", "cable", "rail", "plane", "tray"

/// The sides on which a placement is fed.
SideSet fedSides(const Placement& placement);

/// What has failed together: a value that depends on one design.
struct FailureSet {
    std::vector<FailedPart> parts; ///< Each once, in the order given.
    DesignLoss power;              ///< The same as the power chain takes it.
    std::map<PlacementId, ServiceLoss> podServices; ///< What it does not feel, by pod placement ...
    ServiceLoss hallServices;                       ///< ... and in the hall.

    [[nodiscard]] bool empty() const { return parts.empty(); }
    void add(FailedPart part);

private:
    /// Takes what the power chain does not feel.
    void addService(const FailedPart& part);
};

/// What a path names: "su-1" a pod, "su-1/a04" a rack or unit, "su-1/a04/ps1" a device of it, "su-1/a04/node3/psu2" one
/// supply of a device, "su-1/cdu-1/pump2" a pump of a CDU, "su-1/bus-a" a node of a pod's power chain, "ups-a" one of the hall's, "su-1/tcs-1" a loop,
/// "cable:su-1/compute/17" a cable of a fabric, "fabric:su-1/compute/rail3" or ".../plane2" a rail or plane of it,
/// "tray:su-1/t01" a tray, "tray:su-1/t01/section2" what lies between two of its corners and joints ("tray:/t01" in the hall).
/// With a prefix the name may be of a definition, whose first placement it then means: "feed:su/bus-a", "feed:/ups-a",
/// "loop:su/tcs-1", "rack:gb300/ps1", "pod:su/a04".
///
/// Fails with the part of the path that names nothing, and the nearest names that exist.
Result<FailedPart> failedPart(const Design& design, std::string_view path);
/// All of them; fails as the first that names nothing.
Result<FailureSet> failureSet(const Design& design, std::span<const std::string> paths);

} // namespace colonnade::model
