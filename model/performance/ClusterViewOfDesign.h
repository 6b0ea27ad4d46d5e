#pragma once

#include "model/design/Design.h"
#include "model/performance/ClusterView.h"

namespace colonnade::model {

/// The machine that a drawn design is: its accelerators, their scale-up domains, and the scale-out
/// fabrics as they are cabled, of the worst accelerator where they differ.
///
/// Fabrics of the hall that join those of its pods (`Fabric::joins`) make one machine of them, with their tiers above the
/// pods' own.
///
/// A job needs accelerators that a network joins. Where pods are placed several times without a
/// fabric between them, or where no scale-out fabric is drawn, the view is of the largest part that
/// is joined, and `missing` says so. Fails where the design has no accelerators, or none of a type
/// that its catalog knows.
Result<ClusterView> clusterViewOf(const Design& design);

} // namespace colonnade::model
