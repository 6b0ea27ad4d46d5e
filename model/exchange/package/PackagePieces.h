#pragma once

#include "model/cooling/CoolingChain.h"
#include "model/exchange/package/Package.h"
#include "model/fabric/FabricLinks.h"
#include "model/power/PowerChain.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// How the pieces of a package are gathered, each subject in a file of its own. Only `Package.cpp` calls these.
namespace colonnade::model::package {

inline constexpr std::string_view staleWaivers = "DQ-003"; ///< The rule that tells of them.

/// "feed:su/bus-a"; `pod` null: of the hall.
std::string subjectText(Subject::Where where, const PodDesign* pod, const std::string& id);
/// Id of the pod design; empty: the hall.
std::string holderOf(const PodDesign* pod);

// PackageFloor.cpp
RackDesignPages rackPages(const RackDesignRef& rack, int placements, const PowerBasis& basis);
void addRows(std::vector<RowTotals>& out, const Arrangement& arrangement, const PodDesign* pod, int placements);
std::vector<PlacedThing> placedThings(const Hall& hall);

// PackageChains.cpp
PowerPages powerPages(const DesignPower& power, const PowerBasis& basis);
CoolingPages coolingPages(const DesignCooling& cooling, const Design& design);

// PackageFabrics.cpp
FabricPages fabricPages(const FabricPlan& plan, const Fabric& fabric, const PodDesign* pod, int placements);

// PackageJudgement.cpp
std::vector<WaiverLine> waiverLines(const Design& design, const Evaluation& evaluation);
std::vector<RuleLine> ruleLines(const Evaluation& evaluation, const Profile& profile);
/// The sources of the parts, and their figures without one.
void addSources(Package& package, const Catalog& used);

// PackageSummary.cpp; of a package that has all else.
void addKeyFigures(Package& package);
void addOpenMatters(Package& package, const Evaluation& evaluation);
/// Parts of a full package that this one does not have.
std::vector<std::string> absentParts(const Package& package);

} // namespace colonnade::model::package
