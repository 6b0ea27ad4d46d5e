#pragma once

#include "model/design/Subject.h"
#include "model/reliability/FailureSet.h"

#include <span>
#include <string_view>

namespace colonnade::model {

/// The cable, rail, plane or tray that a path with a prefix names: `where` says which prefix, `pod` whose it is (null: the
/// hall's), `parts` what stands after the prefix between slashes, the owner first. `path` is for messages.
Result<FailedPart> failedNetworkPart(const Design& design, Subject::Where where, const PodPlacement* pod,
                                     std::span<const std::string_view> parts, std::string_view path);

} // namespace colonnade::model
