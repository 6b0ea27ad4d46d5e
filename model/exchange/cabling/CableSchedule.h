#pragma once

#include "model/design/CableNaming.h"
#include "model/design/Design.h"
#include "model/design/Subject.h"
#include "model/exchange/cabling/CableRow.h"
#include "model/exchange/cabling/ScheduleQuery.h"
#include "model/fabric/FabricLinks.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

class CableNames;

/// The cables of one fabric in one of its places: of a pod placement, or of the hall itself.
struct ScheduleSection {
    const PodPlacement* pod = nullptr;         ///< Null: of the hall itself.
    const Arrangement* arrangement = nullptr;  ///< The pod design's, or the hall's.
    const Fabric* fabric = nullptr;
    std::shared_ptr<const FabricPlan> plan;    ///< Shared by all places of the pod design.
    std::size_t firstRow = 0;                  ///< Rows of a section stand together, in the order of the plan's cables.
    std::string fabricPath;                    ///< As in a `Subject`: "su/compute"; "/oob" of the hall.
    std::vector<const PodPlacement*> joined = {}; ///< As `FabricPlan::pods`: those whose switches a hall's fabric joins.
    /// True where the fabric has this path or id.
    [[nodiscard]] bool isOf(std::string_view name) const { return name == fabricPath || name == fabric->id.text(); }
};

/// Every cable of a design, one a row, with nothing spelled out until a row is asked for.
///
/// A value that keeps its design alive; made in the time that the plans take (they are remembered), then cheap to copy. Rows
/// are numbered from 0: first those of the pod placements in the hall's order, then the hall's own. Safe to use from several threads.
class CableSchedule {
public:
    CableSchedule(); ///< Of an empty design.
    /// By the design's own naming, or by another. Fails where a template of that names what does not exist.
    static Result<CableSchedule> create(const Design& design, const std::optional<CableNaming>& naming = {});

    /// The same with the cables of one fabric alone, by its path or id; empty where there is none.
    [[nodiscard]] CableSchedule ofFabric(std::string_view name) const;

    [[nodiscard]] std::size_t size() const;
    /// The row spelled out. `index` below `size()`.
    [[nodiscard]] CableRow row(std::size_t index) const;
    /// What a selection or a finding calls it: "cable:su/compute/17", whatever the placement.
    [[nodiscard]] Subject subject(std::size_t index) const;

    /// The rows that a query asks for, in its order. A fraction of a second for 3,000,000 rows; where `stop` is asked for
    /// meanwhile, an empty answer.
    [[nodiscard]] std::vector<std::uint32_t> rows(const ScheduleQuery& query, const std::stop_token& stop = {}) const;

    /// The fabrics with cables here, each once, by path: "su/compute".
    [[nodiscard]] std::vector<std::string> fabrics() const;
    /// The media that some cable is made of, each once, in the order of their names.
    [[nodiscard]] std::vector<PartRef> media() const;

    [[nodiscard]] std::span<const ScheduleSection> sections() const;
    /// The section that a row stands in; the row's cable in its plan is `index - firstRow`.
    [[nodiscard]] const ScheduleSection& sectionOf(std::size_t index) const;
    [[nodiscard]] const Design& design() const;
    [[nodiscard]] const CableNames& names() const;

private:
    struct Content;
    explicit CableSchedule(std::shared_ptr<const Content> content) : m_content{std::move(content)} { }
    [[nodiscard]] std::vector<std::uint32_t> sorted(std::vector<std::uint32_t> rows, ScheduleOrder order, bool descending,
                                                    const std::stop_token& stop) const;
    std::shared_ptr<const Content> m_content;
};

} // namespace colonnade::model
