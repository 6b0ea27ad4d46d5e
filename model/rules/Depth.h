#pragma once

#include "model/design/RackDepth.h"
#include "model/rules/Profile.h"

namespace colonnade::model {

/// What a profile takes where neither the frame nor a cable says it (parameters of MEC-002 and MEC-003).
DepthBasis depthBasis(const Profile& profile);

} // namespace colonnade::model
