#pragma once

#include "model/catalog/Catalog.h"
#include "model/design/Arrangement.h"
#include "model/design/CableNaming.h"
#include "model/design/CostChoices.h"
#include "model/design/FacilityWater.h"
#include "model/design/Measurement.h"
#include "model/design/RoomAir.h"
#include "model/design/Structure.h"
#include "model/design/Workload.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace colonnade::model {

/// Totals over placements. Of one pod, or of the hall.
struct FloorFacts {
    int racks = 0;
    int units = 0;          ///< Floor-standing units (CDUs, panels).
    int accelerators = 0;
    Sum<Watts> provisioned, operation, peak, heatToAir, heatToLiquid;
    Sum<Kilograms> mass;
    Sum<Dollars> price;
    Sum<LitresPerMinute> flow;
    std::array<Watts, deviceRoleCount> powerByRole{};
    FloorRect extent;       ///< Bounding box of the footprints.
};

/// An arrangement of racks and floor units, drawn once and placed many times.
class PodDesign {
public:
    /// Fails where the arrangement has a defect.
    static Result<PodDesign> create(PodDesignId id, std::string name, Arrangement arrangement);

    [[nodiscard]] const PodDesignId& id() const { return m_id; }
    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] const Arrangement& arrangement() const { return m_arrangement; }
    [[nodiscard]] const FloorFacts& facts() const;
    bool operator==(const PodDesign& other) const;

private:
    PodDesign(PodDesignId id, std::string name, Arrangement arrangement);
    PodDesignId m_id;
    std::string m_name;
    Arrangement m_arrangement;
    Remembered<FloorFacts> m_facts;
};
using PodDesignRef = std::shared_ptr<const PodDesign>; ///< Never null where it stands in a design.

/// A pod design at its place in the hall.
struct PodPlacement {
    PlacementId id;
    std::string label;
    PodDesignRef pod;
    Point at;                 ///< Where the pod design's own origin lies; it is turned about that.
    Turn turn = Turn::None;
    bool locked = false;
    /// What supplies each side of it: feeds of the hall, on which those feeds of the pod design hang that hang on no
    /// other. Empty: they are independent sources.
    std::vector<SideFeed> feeds = {};
    /// Bounding box in the hall of all that stands in it.
    [[nodiscard]] FloorRect footprint() const;
    /// Footprint and turn in the hall of one of the pod's placements.
    [[nodiscard]] FloorRect footprint(const Placement& inside) const;
    bool operator==(const PodPlacement& other) const;
};

/// Computer-room air handlers, as one group.
struct AirCooling {
    int units = 0;
    int spare = 0;                   ///< Of `units`, those not counted on ("N+1": 1).
    Watts sensibleEach;              ///< Sensible capacity at the return temperature.
    std::optional<Celsius> supply;   ///< Into the cold aisles.
    std::optional<CubicMetresPerSecond> flowEach = {}; ///< Of one unit.
    std::optional<double> leakage = {};   ///< Share of the flow that does not come to the cold aisles.
    std::optional<bool> onUps = {};       ///< Fans and chilled water go on when the supply fails.
    std::optional<Seconds> restart = {};  ///< From loss of power until cold air flows again.
    bool operator==(const AirCooling&) const = default;
};

/// A room under NEC Article 645 (PWR-026).
struct EquipmentRoom {
    bool equipmentDisconnect = false; ///< A disconnecting means for all IT equipment ...
    bool coolingDisconnect = false;   ///< ... and one for its air handling, ...
    bool grouped = false;             ///< ... both grouped and marked.
    bool fireStopped = false;         ///< Penetrations are fire-stopped.
    bool listed = false;              ///< Only listed equipment stands in it.
    bool operator==(const EquipmentRoom&) const = default;
};

/// What the site adds to the hall, for efficiency, carbon and operation. Whatever is absent is not evaluated.
struct Site {
    std::optional<double> mechanicalShare;  ///< Power of cooling and pumps outside the hall's own units over IT power.
    std::optional<Watts> other;             ///< Lighting, offices.
    std::optional<double> waterPerYear;     ///< m³.
    std::optional<double> carbonPerKwh;     ///< kg of CO₂ per kWh from the grid.
    std::optional<Watts> heatReuse;         ///< Heat given to others, on average.
    std::optional<Watts> loadStep;          ///< Largest step that the supply takes at once.
    std::optional<int> spareNodes;          ///< Nodes kept as hot spares, of those drawn.
    std::optional<EquipmentRoom> equipmentRoom; ///< Absent: Article 645 is not claimed.
    RoomAir room = {};
    bool operator==(const Site&) const = default;
};

struct KeepOut {
    FloorRect area;
    std::string reason;
    bool operator==(const KeepOut&) const = default;
};
/// In the wall that passes nearest to `at`, from there to the east or to the north.
struct Door {
    enum class Swing : std::uint8_t { Inward, Outward, Sliding };
    Point at;
    Millimetres width{1200}, height{2400};
    std::string name;
    std::optional<Swing> swing = {}; ///< Absent: not known.
    int leaves = 1;                  ///< 1 or 2; each sweeps its share of the width.
    bool operator==(const Door&) const = default;
};
std::string_view word(Door::Swing); ///< "inward", "outward", "sliding"

/// What is special to one instance, kept beside the placements. Keyed by instance path.
struct Override {
    std::string label;
    std::optional<Watts> provisioned; ///< Instead of the figure that the design gives.
    std::string note;
    bool operator==(const Override&) const = default;
};

/// The room.
struct Hall {
    std::string name = "hall";
    Polygon outline;                       ///< Empty: no walls drawn yet.
    Millimetres height{4000};              ///< Floor to ceiling.
    Millimetres trayHeight{2700};          ///< Cable trays above the floor (CAB-007).
    Millimetres tile{600};                 ///< Grid pitch; also the plan's snap.
    std::optional<Kilopascals> floorRating; ///< Distributed load that the floor takes (MEC-007).
    Metres altitude;
    std::vector<FloorRect> columns;
    std::vector<KeepOut> keepOuts;
    std::vector<Door> doors;
    Structure structure = {};
    std::optional<AirCooling> air;
    std::vector<FacilityWater> facilityWaters = {};
    Site site = {};
    std::vector<PodPlacement> pods;
    Arrangement arrangement;               ///< Racks and units that stand alone, hall feeds and loops.
    std::map<std::string, Override> overrides;
    [[nodiscard]] const PodPlacement* pod(const PlacementId&) const;
    bool operator==(const Hall&) const = default;
};

/// Where a door is in its wall.
struct DoorOpening {
    Point from, to;
    Point outward; ///< As long as the door is wide, away from the hall.
    [[nodiscard]] bool alongX() const { return from.y == to.y; }
};
DoorOpening openingOf(const Hall& hall, const Door& door);
/// The floor inside the hall before an opening, so deep: what its leaves sweep, or the way through it.
FloorRect floorInside(const DoorOpening& opening, Millimetres depth);
/// How deep the leaves of a door sweep the floor of the hall; 0 where they swing out or slide.
std::optional<Millimetres> sweptDepth(const Door& door);

/// A person's decision that a finding is accepted. Part of the design.
struct Waiver {
    std::string key;       ///< Of the finding: rule and subjects.
    std::string author;
    std::string reason;
    std::string date;      ///< ISO, given by the caller.
    std::string expires;   ///< ISO; empty: 180 days after `date`.
    std::optional<double> value; ///< Measured over limit when it was given; a value worse by 5 % asks again (DQ-003).
    bool operator==(const Waiver&) const = default;
};

struct Assumption {
    std::string text;
    std::string source;
    bool operator==(const Assumption&) const = default;
};

/// A whole reference design: an immutable value made of shared parts. Copies are cheap.
class Design {
public:
    Design();

    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] const std::string& purpose() const { return m_purpose; }
    [[nodiscard]] const std::string& profile() const { return m_profile; } ///< Name of a rule profile: "us-nec".
    [[nodiscard]] const Catalog& catalog() const { return m_catalog; }     ///< The parts that it uses.
    [[nodiscard]] const std::map<RackDesignId, RackDesignRef>& rackDesigns() const { return m_racks; }
    [[nodiscard]] const std::map<PodDesignId, PodDesignRef>& podDesigns() const { return m_pods; }
    [[nodiscard]] const std::shared_ptr<const Hall>& hall() const { return m_hall; }
    [[nodiscard]] const std::vector<Workload>& workloads() const { return m_workloads; }
    [[nodiscard]] const std::vector<Waiver>& waivers() const { return m_waivers; }
    [[nodiscard]] const std::vector<Assumption>& assumptions() const { return m_assumptions; }
    [[nodiscard]] const CableNaming& naming() const { return m_naming; } ///< Of devices, ports and cables.
    [[nodiscard]] const CostChoices& costs() const { return m_costs; }
    [[nodiscard]] const MeasuredResults& measured() const { return m_measured; } ///< Runs of its workloads.
    /// Documents behind the design as a whole (its page of sources), by id in the catalog's list of sources.
    [[nodiscard]] const std::vector<SourceId>& sources() const { return m_sources; }
    [[nodiscard]] RackDesignRef rackDesign(const RackDesignId&) const; ///< Null where there is none.
    [[nodiscard]] PodDesignRef podDesign(const PodDesignId&) const;

    [[nodiscard]] Design named(std::string name) const;
    [[nodiscard]] Design withPurpose(std::string purpose) const;
    [[nodiscard]] Design withProfile(std::string profile) const;
    /// Adds the entry, or takes it as the newer one for every device of that id.
    [[nodiscard]] Design withPart(const PartRef& part, const Catalog& documents) const;
    [[nodiscard]] Design withSource(Source source) const;
    [[nodiscard]] Design withSources(std::vector<SourceId> sources) const;
    [[nodiscard]] Design withWorkloads(std::vector<Workload> workloads) const;
    [[nodiscard]] Design withWaivers(std::vector<Waiver> waivers) const;
    [[nodiscard]] Design withAssumptions(std::vector<Assumption> assumptions) const;
    /// Fails where a template names what does not exist.
    [[nodiscard]] Result<Design> withNaming(CableNaming naming) const;
    [[nodiscard]] Design withCosts(CostChoices costs) const;
    [[nodiscard]] Design withMeasured(MeasuredResults measured) const;
    [[nodiscard]] Design withHall(Hall hall) const;
    /// Adds the rack design, or puts it in the place of the one of its id, wherever that is placed.
    [[nodiscard]] Design withRackDesign(RackDesign rack) const;
    [[nodiscard]] Design withPodDesign(PodDesign pod) const;
    /// Fails where it is still placed.
    [[nodiscard]] Result<Design> withoutRackDesign(const RackDesignId&) const;
    [[nodiscard]] Result<Design> withoutPodDesign(const PodDesignId&) const;
    /// Changes one rack design everywhere. Fails where there is none, or as `change` fails.
    [[nodiscard]] Result<Design> changedRack(const RackDesignId&,
                                             const std::function<Result<RackDesign>(const RackDesign&)>& change) const;
    [[nodiscard]] Result<Design> changedPod(const PodDesignId&,
                                            const std::function<Result<Arrangement>(const Arrangement&)>& change) const;
    [[nodiscard]] Result<Design> changedHall(const std::function<Result<Hall>(const Hall&)>& change) const;

    [[nodiscard]] const FloorFacts& facts() const; ///< Of the whole hall, overrides counted in.
    /// How often a rack design stands in the hall.
    [[nodiscard]] int placementsOf(const RackDesignId&) const;
    [[nodiscard]] int placementsOf(const PodDesignId&) const;

    bool operator==(const Design& other) const;

private:
    std::string m_name, m_purpose, m_profile = "us-nec";
    Catalog m_catalog;
    std::map<RackDesignId, RackDesignRef> m_racks;
    std::map<PodDesignId, PodDesignRef> m_pods;
    std::shared_ptr<const Hall> m_hall;
    std::vector<Workload> m_workloads;
    std::vector<Waiver> m_waivers;
    std::vector<Assumption> m_assumptions;
    CableNaming m_naming;
    CostChoices m_costs;
    MeasuredResults m_measured;
    std::vector<SourceId> m_sources;
    Remembered<FloorFacts> m_facts;
};

} // namespace colonnade::model
