#pragma once

#include "model/catalog/Catalog.h"
#include "model/rules/Profile.h"

#include <memory>
#include <string_view>
#include <vector>

namespace colonnade::ui {

/// What the program brings along: all parts and all rule profiles. Read once, shared.
struct Library {
    model::Catalog catalog;
    std::vector<std::shared_ptr<const model::Profile>> profiles; ///< At least one.

    /// The profile of this id, or the first one.
    [[nodiscard]] std::shared_ptr<const model::Profile> profile(std::string_view id) const;

    static std::shared_ptr<const Library> shipped();
};

} // namespace colonnade::ui
