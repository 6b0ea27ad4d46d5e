#pragma once

#include "model/units/Result.h"

#include <compare>
#include <string>
#include <string_view>

namespace colonnade::model {

/// What a finding, a selection or a comment is about: one place in a design, by name.
///
/// Written as one word that survives edits elsewhere:
/// "su-1/a04/c05" an instance in the hall · "rack:gb300/c05" a rack design or a device of it, wherever placed ·
/// "pod:su/a04" a pod design or a placement of it · "fabric:su/compute" a fabric of a pod design ("fabric:/oob" of
/// the hall) · "feed:su/a", "loop:su/tcs-1", "tray:su/t01" likewise · "cable:su/compute/17" a link of a fabric by its number ·
/// "part:nvidia-qm9700" a catalog entry · "waiver:KEY" · "hall" · "design".
struct Subject {
    enum class Where { Instance, RackDesign, PodDesign, Fabric, Feed, Loop, Tray, Cable, Part, Waiver, Hall, Design };
    Where where = Where::Design;
    std::string path; ///< Without the prefix.

    [[nodiscard]] std::string text() const;
    static Subject parse(std::string_view text);

    static Subject instance(std::string path) { return {Where::Instance, std::move(path)}; }
    static Subject rack(std::string_view rackDesign, std::string_view device = {});
    static Subject pod(std::string_view podDesign, std::string_view placement = {});
    auto operator<=>(const Subject&) const = default;
};

} // namespace colonnade::model
