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
MadeRule cduRedundancyRule();
MadeRule circuitCapacityRule();
MadeRule collisionRule();
MadeRule coolantFlowRule();
MadeRule coolantSupplyRule();
MadeRule copperReachRule();
MadeRule equipmentRoomRule();
MadeRule failoverLoadRule();
MadeRule faultCurrentRule();
MadeRule feederSizeRule();
MadeRule floorLoadRule();
MadeRule generatorCapacityRule();
MadeRule heatSplitRule();
MadeRule inputPowerRule();
MadeRule inrushRule();
MadeRule insertionLossRule();
MadeRule lineCurrentRule();
MadeRule loadStepRule();
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
MadeRule rackLoadRule();
MadeRule railAlignmentRule();
MadeRule residualAirRule();
MadeRule rideThroughRule();
MadeRule routedLengthRule();
MadeRule shelfPulseRule();
MadeRule shelfRedundancyRule();
MadeRule staleWaiverRule();
MadeRule supplyQuorumRule();
MadeRule upsTopologyRule();
MadeRule voltageDropRule();
MadeRule voltageRule();
MadeRule workingSpaceRule();

} // namespace colonnade::model
