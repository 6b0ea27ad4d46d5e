#pragma once

#include <memory>

namespace colonnade::model {

class Rule;
using MadeRule = std::unique_ptr<const Rule>;

/// One function for each rule, defined in the rule's file.
MadeRule blastRadiusRule();
MadeRule branchCircuitLoadRule();
MadeRule cableSlackRule();
MadeRule cduRedundancyRule();
MadeRule circuitCapacityRule();
MadeRule collisionRule();
MadeRule coolantFlowRule();
MadeRule coolantSupplyRule();
MadeRule copperReachRule();
MadeRule failoverLoadRule();
MadeRule floorLoadRule();
MadeRule heatSplitRule();
MadeRule inputPowerRule();
MadeRule inrushRule();
MadeRule insertionLossRule();
MadeRule lineCurrentRule();
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
MadeRule routedLengthRule();
MadeRule shelfRedundancyRule();
MadeRule staleWaiverRule();
MadeRule supplyQuorumRule();
MadeRule voltageRule();
MadeRule workingSpaceRule();

} // namespace colonnade::model
