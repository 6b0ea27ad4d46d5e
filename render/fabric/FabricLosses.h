#pragma once

#include "model/fabric/analysis/FabricGraph.h"
#include "model/reliability/Failures.h"
#include "render/fabric/FabricDiagram.h"

namespace colonnade::render {

/// What a failure takes of a network, in the numbers of its plan, rising: devices that have failed or do not run, and the
/// links of cables and rails that have failed. Of a pod design that stands several times, what is lost in any of them.
/// Devices that run but reach nothing any more are not lost. `hall` is that of the design that the failure was judged for.
model::FabricLoss lossIn(const FabricNetwork& network, const model::Failure& failure, const model::Hall& hall);

/// The same of the network of one placed pod, or of the hall's own (null): what is lost there, and nowhere else.
model::FabricLoss lossIn(const model::FabricPlan& plan, const model::FabricId& fabric, const model::PodPlacement* pod,
                         const model::Failure& failure, const model::Hall& hall);

/// What is lost as a diagram draws it, with what runs but has lost all or some of its links. Of a topology without a plan: nothing.
FabricState stateWith(const FabricNetwork& network, const model::FabricLoss& loss);

} // namespace colonnade::render
