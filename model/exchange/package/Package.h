#pragma once

#include "model/cooling/CoolingChain.h"
#include "model/design/RackDepth.h"
#include "model/design/Design.h"
#include "model/design/Instance.h"
#include "model/economics/BillOfMaterials.h"
#include "model/exchange/EstimateStory.h"
#include "model/exchange/package/AudienceClass.h"
#include "model/exchange/package/PackageCabling.h"
#include "model/performance/ClusterView.h"
#include "model/performance/Estimate.h"
#include "model/performance/Scaling.h"
#include "model/power/PowerChain.h"
#include "model/reliability/ReliabilityFacts.h"
#include "model/reliability/Sustainability.h"
#include "model/rules/Engine.h"
#include "model/rules/Profile.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

/// Who a package is made for.
enum class Audience : std::uint8_t { Internal };
std::string_view word(Audience); ///< "internal"

enum class PackageStatus : std::uint8_t { Draft, ForReview, Issued, Superseded };
std::string_view word(PackageStatus); ///< "draft", "for_review", "issued", "superseded"
/// The status of a word; a draft where it is none.
PackageStatus packageStatusFrom(std::string_view word);

/// What its maker says about a package. Nothing here comes from the clock or the machine.
struct PackageOptions {
    std::string title{};         ///< Empty: the design's name.
    std::string revision = "A";
    PackageStatus status = PackageStatus::Draft;
    std::string issuedOn{};      ///< ISO date; may be empty.
    std::string issuer{};
    std::string recipient{};
    std::string marking{};       ///< "Confidential", printed on every page.
    Audience audience = Audience::Internal;
    double spareShare = 0;       ///< Of each stock item of the cabling, 0 to 1.
    std::string file{};          ///< Name of the design file; a folder in front of it is left out.
    std::string programVersion{};
};

/// The pieces of a package. Plain content: numbers in the unit of their type, text as a person may read it.
namespace package {

/// One line of the summary.
struct KeyFigure {
    std::string key;   ///< Stable, with the unit: "power_w".
    std::string label; ///< "Power, provisioned"
    std::optional<double> value;
    std::string unit;
    int missing = 0;   ///< Figures that the value leaves out.
    std::string note;  ///< What it is compared with: "worst feed 80 % of its limit"; may be empty.
    AudienceClass audience = AudienceClass::Scale;
};

/// What has to be settled before a reader relies on the package.
struct OpenMatter {
    std::string key;   ///< "errors", "warnings", "not_evaluated", "unsourced_figures", "stale_waivers", "unknown_figures",
                       ///< "unpriced_pieces"
    std::string label; ///< "Figures without a source"
    int count = 0;
    AudienceClass audience = AudienceClass::Internal;
};

/// A device of a rack design.
struct RackDevice {
    std::string id, label;
    PartRef part;
    std::string position; ///< "U12", "zero-U left 1"
    std::optional<double> unit; ///< Lowest rack unit; nothing for zero-U.
    double units = 0;     ///< Height in rack units.
    std::string face, slot;
    std::optional<std::string> side; ///< Of what takes a feed: "A".
};
/// A rack PDU of a rack design in normal state and with the worst other side lost.
struct RackPdu {
    std::string device, side;
    Watts normal, worst;
    std::optional<Watts> limit;
    PhaseShare judged; ///< `worst` of its limit, by its most loaded phase.
};
template <class Q> struct PerRole {
    std::string role;
    Q value{};
};
/// A run of front units with neither device nor blanking panel.
struct OpenUnits {
    double unit = 1; ///< The lowest.
    double units = 0;
};
struct RackDesignPages {
    RackDesignRef design;
    int placements = 0;
    std::vector<RackDevice> devices; ///< From the floor up, as in the design.
    std::vector<OpenUnits> open;     ///< From the floor up.
    std::vector<RackPdu> pdus;
    std::vector<PerRole<int>> ports;
    std::vector<PerRole<Watts>> powerByRole;
    int handCables = 0;
};

/// A row of a pod design, or what stands in none: the room data of one placement.
struct RowTotals {
    std::string podDesign; ///< Empty: the hall itself.
    std::string row, name;
    int placements = 1;    ///< Of the pod design.
    int racks = 0, units = 0, accelerators = 0;
    Sum<Watts> power{}, heatToAir{}, heatToLiquid{};
    Sum<Kilograms> mass{};
    Sum<LitresPerMinute> flow{};
    double footprintM2 = 0; ///< Of the racks and units alone.
};
struct PodPages {
    PodDesignRef design;
    int placements = 0;
};
/// One rack or floor unit in the hall.
struct PlacedThing {
    std::string path, label;
    std::optional<std::string> rackDesign, part; ///< One of the two.
    std::optional<std::string> row;
    FloorRect footprint;
    Turn turn = Turn::None;
    std::vector<SideFeed> feeds;
    std::optional<std::string> loop;
    std::optional<Override> special;
};

struct FeedLine {
    std::string subject; ///< "feed:su/bus-a"
    std::string holder;  ///< Pod design; empty: the hall.
    std::string instance; ///< The one placement whose racks have other powers; empty: all others.
    int placements = 1;
    Feed feed;
    double factor = 0.8;
    Watts normal, worst, limit;
    std::optional<std::string> worstLoss;
    int consumers = 0, acceleratorsLost = 0, acceleratorsBehind = 0;
    std::vector<std::string> missing;
    PhaseShare judged; ///< `worst` of its limit, by its most loaded phase.
};
struct SideLine {
    std::string side;
    Watts normal, limit;
    int feeds = 0;
};
struct PowerPages {
    PowerBasis basis;
    std::vector<SideLine> sides;
    std::vector<FeedLine> feeds;
    std::vector<std::string> unfed; ///< "pod:su/a04 side B": hangs on a side that no feed supplies.
};

struct LoopLine {
    std::string subject; ///< "loop:su/tcs-1"
    std::string holder;
    int placements = 1;
    Loop loop;
    int racks = 0, cdus = 0, accelerators = 0;
    Watts heat, capacity, capacityLess;
    std::optional<Celsius> supply, inletMax;
    std::string inletMaxOf;
    std::optional<LitresPerMinute> flow, cduFlowLess;
    bool flowByMaker = false;
    Kelvins rise;
    bool redundant = false;
    std::vector<std::string> missing;
};
struct CoolingPages {
    CoolingBasis basis;
    std::vector<LoopLine> loops;
    std::optional<AirCooling> air;
    Watts airCapacityLess; ///< Of the room's units with the spare ones left out.
    Sum<Watts> heatToAir;
};

/// Switches of one part on one tier.
struct FabricTierLine {
    int tier = 1;
    PartRef part;
    int count = 0;
    int ports = 0, down = 0, up = 0, free = 0; ///< Over all of them.
    std::optional<double> oversubscription{};  ///< Of the worst of them as built; nothing where none has uplinks.
};
/// A cable or transceiver that a fabric takes.
struct MediumLine {
    PartRef part;
    int count = 0;
    Metres total{}, shortest{}, longest{}; ///< As ordered; zero for transceivers.
};
struct LengthBand {
    Metres upTo; ///< Routed length; the band before ends where this one begins.
    int cables = 0;
};
struct MissingMedium {
    std::string reason;
    int cables = 0;
};
struct FabricPages {
    std::string subject; ///< "fabric:su/compute"
    std::string holder;
    int placements = 1;
    std::string id, name, role, family;
    int rails = 0;
    double oversubscriptionWanted = 1;
    std::optional<std::string> refusal;
    std::vector<std::string> conflicts;
    std::vector<FabricTierLine> tiers;
    int endpointDevices = 0, endpointPorts = 0, unassigned = 0;
    int endpointLinks = 0, spineLinks = 0, coreLinks = 0, otherLinks = 0;
    int endpointCables = 0, spineCables = 0, coreCables = 0, otherCables = 0, handCables = 0;
    int withoutMedium = 0, components = 0, hops = 0;
    int linkHops = 0; ///< Links on the longest shortest path, those of the endpoints counted.
    int strandedPorts = 0, growthPorts = 0; ///< Free ports of no use, and endpoint ports that could still be linked.
    int estimatedLengths = 0; ///< Cables whose length goes by no tray that is drawn.
    std::optional<double> oversubscription; ///< Worst of all leaves as built.
    GigabitsPerSecond bisection, fullBisection;
    bool bisectionExact = true;
    std::string bisectionBasis; ///< "exact", "lower-bound", "upper-bound"
    int planes = 1;
    std::optional<std::string> routing; ///< As stated; absent: it is not.
    std::vector<MediumLine> media;
    std::vector<LengthBand> lengths;
    std::vector<MissingMedium> gaps;
};

/// A workload estimated on the design's own machine.
struct WorkloadPages {
    Workload workload;
    std::optional<std::string> refusal;        ///< Why there is no estimate.
    std::optional<ClusterView> machine;
    std::optional<TrainingEstimate> estimate;
    std::vector<ScalingPoint> scaling;         ///< Rising accelerators.
    std::optional<ServingEstimate> serving;    ///< Of a workload that serves, in place of `estimate`.
    EstimateStory story;                       ///< Why it is so, and what it costs.
};

/// What is lost when one thing fails.
struct LossLine {
    std::string kind;    ///< "Power node", "Tray section"
    std::string subject; ///< Path of the first of those alike: "su-1/a01/ps1".
    std::string name;    ///< For people.
    int accelerators = 0;
    int of = 0;          ///< In the design.
};

/// One line of the bill of materials.
struct BomLine {
    int line = 0; ///< From 1.
    BillLine item;
};
struct BomSummary {
    Sum<Dollars> price; ///< Planning estimate of all lines; cables included.
    int cablesWithoutMedium = 0, fabricsRefused = 0; ///< What is in no line.
};

struct WaiverLine {
    Waiver waiver;
    std::string state;   ///< "holds", "stale" (matches no finding), "not accepted" (expired, or the value got worse)
    std::string message; ///< Of the finding; empty where there is none.
};
/// A rule that a finding of the package names.
struct RuleLine {
    std::string id, title, domain, formula, explanation, remedy;
    std::vector<std::string> sources;
};
struct AssumptionLine {
    std::string text, source;
    std::string origin; ///< "design", or the workload whose estimate makes it.
};
struct UnsourcedFigure {
    std::string part, figure, note;
};
struct SourceLine {
    Source source;
    int parts = 0; ///< Parts with figures from it.
};

/// A field that was changed or taken out for the reader.
struct Redaction {
    std::string pointer, kind, reason;
};

/// A file that lies beside the package's own in its folder.
struct PackageFile {
    std::string name, mediaType, sha256;
    std::size_t bytes = 0;
    std::optional<std::size_t> rows{}; ///< Of a table, without its head.
};

} // namespace package

/// Everything that a reader is given about a design: the value from which the PDF and its JSON twin are written.
///
/// The order and the words are those of a reference package; parts without content yet are absent.
struct Package {
    // Cover and control.
    std::string id; ///< UUID of design, audience and revision: the same for the same content.
    PackageOptions control;
    std::string designHash, designName, purpose;
    std::string designText; ///< The canonical text of the design file, from which the design is read back.
    std::string profile, profileTitle, profileHash, catalogHash;

    // Summary.
    std::vector<package::KeyFigure> keyFigures;
    std::vector<package::OpenMatter> openMatters;
    FloorFacts totals;

    std::vector<std::string> notContained; ///< Parts of a full package that this one does not have.
    std::vector<package::WorkloadPages> workloads;
    std::vector<PartRef> parts; ///< Of the catalog, that the design uses, by id.
    std::vector<package::RackDesignPages> rackDesigns;
    std::vector<package::PodPages> pods;
    std::shared_ptr<const Hall> hall;
    double hallAreaM2 = 0; ///< Inside the outline; 0: no outline.
    std::vector<package::RowTotals> rows;
    std::vector<package::PlacedThing> placements;
    package::PowerPages power;
    package::CoolingPages cooling;
    DepthBasis depthBasis; ///< With which racks are drawn from the side.
    std::vector<package::FabricPages> fabrics;
    package::CablingPages cabling;
    std::vector<package::LossLine> losses; ///< Most accelerators first.
    ReliabilityFacts reliability;          ///< Without the fabrics of its population.
    SustainabilityFacts energy;
    std::optional<CostEstimate> cost;
    std::string whyNoCost;                 ///< One sentence, where there is none.
    std::vector<package::BomLine> bom;
    package::BomSummary bomSummary;

    // Findings and waivers.
    int rulesKnown = 0, rulesEvaluated = 0, checks = 0, checksEvaluated = 0;
    std::vector<Finding> findings;     ///< Open ones, most severe first.
    std::vector<Finding> waived;
    std::vector<Finding> notEvaluated;
    std::vector<package::WaiverLine> waivers;
    std::vector<package::RuleLine> rules;

    // Assumptions and sources.
    std::vector<package::AssumptionLine> assumptions;
    std::vector<package::UnsourcedFigure> unsourced;
    std::vector<package::SourceLine> sources;
    std::vector<std::string> designSources; ///< Ids of the documents behind the design as a whole.

    std::vector<package::Redaction> redactions;
    std::vector<package::PackageFile> files; ///< Empty where the package is one file.
};

/// Estimates every workload of a design on the design's own machine, calibrated by its own runs where it wants that, and how
/// a training's throughput scales. Without the stories.
std::vector<package::WorkloadPages> estimatedWorkloads(const Design& design, const Profile& profile);
/// The same with the story of each, under the failures that a profile expects. The slow part of making a package.
std::vector<package::WorkloadPages> packageWorkloads(const Design& design, const Profile& profile);

/// Gathers the package of a design. `evaluation` is what the rules said under `profile`. Pure: equal input gives an
/// equal package.
Package packageOf(const Design& design, const Profile& profile, const Evaluation& evaluation,
                  std::vector<package::WorkloadPages> workloads, const PackageOptions& options);

} // namespace colonnade::model
