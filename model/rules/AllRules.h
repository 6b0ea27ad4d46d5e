#pragma once

#include <memory>

namespace colonnade::model {

class Rule;
using MadeRule = std::unique_ptr<const Rule>;

/// One function for each rule, defined in the rule's file.
MadeRule blastRadiusRule();
MadeRule branchCircuitLoadRule();
MadeRule busbarCurrentRule();
MadeRule buswayLoadRule();
MadeRule cableSlackRule();
MadeRule carbonUsageRule();
MadeRule cduRedundancyRule();
MadeRule checkpointIntervalRule();
MadeRule circuitCapacityRule();
MadeRule collisionRule();
MadeRule coolantFlowRule();
MadeRule coolantSupplyRule();
MadeRule copperReachRule();
MadeRule equipmentRoomRule();
MadeRule facilityWaterRule();
MadeRule failoverLoadRule();
MadeRule failureRateRule();
MadeRule faultCurrentRule();
MadeRule feederSizeRule();
MadeRule figureSanityRule();
MadeRule floorLoadRule();
MadeRule generatorCapacityRule();
MadeRule groupAvailabilityRule();
MadeRule heatReuseRule();
MadeRule heatSplitRule();
MadeRule hotSpareRule();
MadeRule inputPowerRule();
MadeRule inrushRule();
MadeRule insertionLossRule();
MadeRule jobFailureRule();
MadeRule lineCurrentRule();
MadeRule linkFailureRule();
MadeRule loadStepRule();
MadeRule loopHeadRule();
MadeRule missingInputRule();
MadeRule neutralCurrentRule();
MadeRule normalLoadingRule();
MadeRule openUnitsRule();
MadeRule opticalReachRule();
MadeRule outletBankRule();
MadeRule outletCurrentRule();
MadeRule outletMatingRule();
MadeRule oversubscriptionRule();
MadeRule phaseImbalanceRule();
MadeRule pipeVelocityRule();
MadeRule powerUsageRule();
MadeRule rackLoadRule();
MadeRule railAlignmentRule();
MadeRule redundancyClassRule();
MadeRule residualAirRule();
MadeRule rideThroughRule();
MadeRule routedLengthRule();
MadeRule shelfPulseRule();
MadeRule shelfRedundancyRule();
MadeRule sparesRule();
MadeRule specificFlowRule();
MadeRule staleWaiverRule();
MadeRule strandedCapacityRule();
MadeRule supplyQuorumRule();
MadeRule thermalRideThroughRule();
MadeRule trainingTimeRule();
MadeRule unconnectedRule();
MadeRule unsourcedFigureRule();
MadeRule upsTopologyRule();
MadeRule voltageDropRule();
MadeRule voltageRule();
MadeRule waterUsageRule();
MadeRule workingSpaceRule();

} // namespace colonnade::model
