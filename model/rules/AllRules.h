#pragma once

#include <memory>

namespace colonnade::model {

class Rule;
using MadeRule = std::unique_ptr<const Rule>;

/// One function for each rule, defined in the rule's file.
MadeRule blastRadiusRule();
MadeRule branchCircuitLoadRule();
MadeRule cableSlackRule();
MadeRule carbonUsageRule();
MadeRule cduRedundancyRule();
MadeRule checkpointIntervalRule();
MadeRule collisionRule();
MadeRule coolantFlowRule();
MadeRule coolantSupplyRule();
MadeRule copperReachRule();
MadeRule failoverLoadRule();
MadeRule failureRateRule();
MadeRule figureSanityRule();
MadeRule floorLoadRule();
MadeRule groupAvailabilityRule();
MadeRule heatReuseRule();
MadeRule heatSplitRule();
MadeRule hotSpareRule();
MadeRule insertionLossRule();
MadeRule jobFailureRule();
MadeRule linkFailureRule();
MadeRule missingInputRule();
MadeRule openUnitsRule();
MadeRule opticalReachRule();
MadeRule oversubscriptionRule();
MadeRule powerUsageRule();
MadeRule rackLoadRule();
MadeRule railAlignmentRule();
MadeRule redundancyClassRule();
MadeRule residualAirRule();
MadeRule routedLengthRule();
MadeRule shelfRedundancyRule();
MadeRule sparesRule();
MadeRule staleWaiverRule();
MadeRule strandedCapacityRule();
MadeRule supplyQuorumRule();
MadeRule trainingTimeRule();
MadeRule unconnectedRule();
MadeRule unsourcedFigureRule();
MadeRule waterUsageRule();
MadeRule workingSpaceRule();

} // namespace colonnade::model
