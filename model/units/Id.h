#pragma once

#include "model/units/Result.h"

#include <compare>
#include <functional>
#include <string>
#include <string_view>

namespace colonnade::model {

/// True for a name that may stand in an instance path: 1 to 256 bytes of letters, digits, `.`, `_`, `-`, not
/// beginning with `.` or `-`. Such a name is plain in YAML, in a path and in a shell.
bool isIdText(std::string_view text);

/// The sentence for a text that is no id.
Error notAnId(std::string_view text);

/// The name by which one kind of thing is known. `Id<Device>` and `Id<Rack>` are different types.
///
/// Valid because it exists; there is no null id, use `std::optional`.
template <class Tag> class Id {
public:
    static Result<Id> parse(std::string_view text)
    {
        if (!isIdText(text))
            return tl::unexpected<Error>{notAnId(text)};
        return Id{std::string{text}};
    }
    /// For ids that stand in our own code; ends the program where `text` is none.
    static Id literal(std::string_view text)
    {
        return parse(text).value();
    }

    [[nodiscard]] const std::string& text() const { return m_text; }
    auto operator<=>(const Id&) const = default;

private:
    explicit Id(std::string text) : m_text{std::move(text)} { }
    std::string m_text;
};

struct PartTag;
struct SourceTag;
struct DeviceTag;
struct RackDesignTag;
struct PlacementTag;
struct PodDesignTag;
struct FeedTag;
struct LoopTag;
struct FacilityWaterTag;
struct FabricTag;
struct CableTag;
struct WorkloadTag;
struct MeasurementTag;
struct RowTag;
struct TrayTag;

using TypeId = Id<PartTag>;           ///< A catalog entry.
using SourceId = Id<SourceTag>;       ///< A document that figures come from.
using DeviceId = Id<DeviceTag>;       ///< A device, within its rack design.
using RackDesignId = Id<RackDesignTag>;
using PlacementId = Id<PlacementTag>; ///< A placed rack, pod or floor unit, within its pod design or hall.
using PodDesignId = Id<PodDesignTag>;
using FeedId = Id<FeedTag>;           ///< A feed, within its pod design or hall.
using LoopId = Id<LoopTag>;           ///< A coolant loop, within its pod design or hall.
using FacilityWaterId = Id<FacilityWaterTag>; ///< Facility water of the hall.
using FabricId = Id<FabricTag>;       ///< A fabric, within its pod design or hall.
using CableId = Id<CableTag>;         ///< A cable placed by hand, within its rack or pod design.
using WorkloadId = Id<WorkloadTag>;
using MeasurementId = Id<MeasurementTag>; ///< A measured run of a workload.
using RowId = Id<RowTag>;             ///< A row of racks, within its pod design.
using TrayId = Id<TrayTag>;           ///< A cable tray, within its pod design or hall.

} // namespace colonnade::model

template <class Tag> struct std::hash<colonnade::model::Id<Tag>> {
    std::size_t operator()(const colonnade::model::Id<Tag>& id) const noexcept
    {
        return std::hash<std::string>{}(id.text());
    }
};
template <class Tag> struct fmt::formatter<colonnade::model::Id<Tag>> : fmt::formatter<std::string_view> {
    template <class Context> auto format(const colonnade::model::Id<Tag>& id, Context& context) const
    {
        return fmt::formatter<std::string_view>::format(id.text(), context);
    }
};
