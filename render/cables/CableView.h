#pragma once

#include "model/design/Arrangement.h"

#include <set>
#include <string>

namespace colonnade::render {

/// What a view shows of the cables.
struct CableView {
    bool shown = false;
    std::set<model::FabricRole> hidden = {}; ///< Networks that are left out.
    /// The fabric whose cables stand out, as a subject names it ("su/compute"); empty: none.
    std::string marked = {};

    [[nodiscard]] bool shows(model::FabricRole role) const { return shown && !hidden.contains(role); }
    bool operator==(const CableView&) const = default;
};

} // namespace colonnade::render
