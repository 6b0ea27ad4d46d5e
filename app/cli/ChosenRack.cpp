#include "app/cli/ChosenRack.h"

#include "model/design/Instance.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::cli {

using namespace model;

Result<ChosenRack> rackAt(const Design& design, std::string_view path)
{
    if (path.empty()) {
        if (design.rackDesigns().empty())
            return fail("The design has no racks");
        // The one that stands most often is what the design is about.
        const auto most = std::max_element(design.rackDesigns().begin(), design.rackDesigns().end(), [&](const auto& a, const auto& b) {
            return design.placementsOf(a.first) < design.placementsOf(b.first);
        });
        return ChosenRack{most->second, {}};
    }
    constexpr std::string_view prefix = "rack:";
    const std::string_view name = path.starts_with(prefix) ? path.substr(prefix.size()) : path;
    if (const auto id = RackDesignId::parse(name)) {
        if (const auto rack = design.rackDesign(*id))
            return ChosenRack{rack, {}};
    }
    const auto place = placeAt(design, path);
    if (!place)
        return tl::unexpected{place.error()};
    if (!place->placement || !place->placement->rack())
        return fail("'{}' is no rack", shown(path));
    return ChosenRack{*place->placement->rack(), place->instance.path};
}

} // namespace colonnade::cli
