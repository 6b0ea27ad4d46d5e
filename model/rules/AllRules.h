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
MadeRule collisionRule();
MadeRule coolantFlowRule();
MadeRule coolantSupplyRule();
MadeRule copperReachRule();
MadeRule failoverLoadRule();
MadeRule floorLoadRule();
MadeRule heatSplitRule();
MadeRule insertionLossRule();
MadeRule missingInputRule();
MadeRule openUnitsRule();
MadeRule opticalReachRule();
MadeRule oversubscriptionRule();
MadeRule rackLoadRule();
MadeRule railAlignmentRule();
MadeRule residualAirRule();
MadeRule routedLengthRule();
MadeRule shelfRedundancyRule();
MadeRule staleWaiverRule();
MadeRule supplyQuorumRule();
MadeRule workingSpaceRule();

} // namespace colonnade::model
