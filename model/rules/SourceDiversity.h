#pragma once

#include "model/rules/Findings.h"
#include "model/rules/Scopes.h"

namespace colonnade::model {

/// PWR-009, anc(A) ∩ anc(B) ⊆ {utility}: no node but a utility takes down two sides of one placement by its loss. One row for
/// each node that does, with all that hangs on it so. `checkShared` within an arrangement; `checkSharedByPods` for pods whose
/// two sides come together in the hall.
void checkShared(const ArrangementScope& scope, Findings& findings);
void checkSharedByPods(const HallScope& scope, Findings& findings);

} // namespace colonnade::model
