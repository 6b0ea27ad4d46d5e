#pragma once

#include <memory>

namespace colonnade::model {

class Rule;
using MadeRule = std::unique_ptr<const Rule>;

/// One function for each rule, defined in the rule's file.
MadeRule aisleWidthRule();
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
MadeRule containmentRule();
MadeRule coolantFlowRule();
MadeRule coolantSupplyRule();
MadeRule copperReachRule();
MadeRule deliveryRule();
MadeRule depthFitRule();
MadeRule electricalSpaceRule();
MadeRule equipmentRoomRule();
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
MadeRule heavyDeviceRule();
MadeRule hotSpareRule();
MadeRule inputPowerRule();
MadeRule inrushRule();
MadeRule insertionLossRule();
MadeRule jobFailureRule();
MadeRule lineCurrentRule();
MadeRule linkFailureRule();
MadeRule loadStepRule();
MadeRule missingInputRule();
MadeRule mountingRule();
MadeRule neutralCurrentRule();
MadeRule normalLoadingRule();
MadeRule openUnitsRule();
MadeRule opticalReachRule();
MadeRule outletBankRule();
MadeRule outletCurrentRule();
MadeRule outletMatingRule();
MadeRule overheadRule();
MadeRule oversubscriptionRule();
MadeRule phaseImbalanceRule();
MadeRule pointLoadRule();
MadeRule powerUsageRule();
MadeRule rackLoadRule();
MadeRule railAlignmentRule();
MadeRule redundancyClassRule();
MadeRule residualAirRule();
MadeRule rideThroughRule();
MadeRule rollingLoadRule();
MadeRule routedLengthRule();
MadeRule rowLengthRule();
MadeRule seismicRule();
MadeRule shelfPulseRule();
MadeRule shelfRedundancyRule();
MadeRule slideOutRule();
MadeRule sparesRule();
MadeRule staleWaiverRule();
MadeRule strandedCapacityRule();
MadeRule supplyQuorumRule();
MadeRule tipAngleRule();
MadeRule trainingTimeRule();
MadeRule unconnectedRule();
MadeRule unsourcedFigureRule();
MadeRule upsTopologyRule();
MadeRule voltageDropRule();
MadeRule voltageRule();
MadeRule waterUsageRule();
MadeRule workingSpaceRule();
MadeRule zeroURule();

} // namespace colonnade::model
