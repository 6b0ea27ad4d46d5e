#pragma once

#include "model/design/Design.h"

#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

/// Sections of trays whose loss takes the same cables of scale-out fabrics.
struct TrayCandidate {
    std::string path; ///< Of the first one, within its arrangement: "t01/section2".
    std::string name; ///< "Section 2 of tray Row A".
    int count = 1;
};
/// Of a pod of the hall, by its number, or of the hall's own trays; those that take none are left out.
std::vector<TrayCandidate> trayCandidates(const Design& design, std::optional<std::size_t> pod);

} // namespace colonnade::model
