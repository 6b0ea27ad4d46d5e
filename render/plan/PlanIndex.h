#pragma once

#include "model/design/Design.h"
#include "model/design/Instance.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace colonnade::render {

/// One rack or floor unit of the hall, ready to draw.
struct PlanItem {
    std::string path; ///< "su-1/a04"
    std::string label; ///< "A04"
    model::FloorRect footprint;
    model::Turn turn = model::Turn::None;
    model::DeviceRole role =
        model::DeviceRole::Passive; ///< The role that most of its power is for.
    const model::Placement* placement = nullptr;
    const model::PodPlacement* pod = nullptr; ///< Null for one that stands alone.
    [[nodiscard]] bool isRack() const { return placement->rack() != nullptr; }
};

struct PlanPod {
    std::string path, label;
    model::FloorRect footprint;
    const model::PodPlacement* placement = nullptr;
    std::size_t first = 0, count = 0; ///< Its items.
};

/// Racks of one row side by side, as one piece.
struct PlanRibbon {
    model::FloorRect footprint;
    std::string text; ///< "A01–A16, 16 × GB300 NVL72 rack"
    int count = 0;
    model::DeviceRole role = model::DeviceRole::Compute;
};

/// A row, for its name.
struct PlanRow {
    model::FloorRect footprint; ///< Of what stands side by side in it, not of what was moved away.
    std::string name; ///< May be empty.
};

struct PlanAisle {
    model::FloorRect area;
    model::Aisle::Kind kind = model::Aisle::Kind::Cold;
    bool contained = false;
};

/// All that stands on a hall's floor, found once per hall and then drawn and asked many times.
class PlanIndex {
public:
    explicit PlanIndex(std::shared_ptr<const model::Hall> hall);

    [[nodiscard]] const std::shared_ptr<const model::Hall>& hall() const { return m_hall; }
    [[nodiscard]] const std::vector<PlanItem>& items() const
    {
        return m_items;
    } ///< Pods first, then what stands alone.
    [[nodiscard]] const std::vector<PlanPod>& pods() const { return m_pods; }
    [[nodiscard]] const std::vector<PlanRibbon>& ribbons() const { return m_ribbons; }
    [[nodiscard]] const std::vector<PlanRow>& rows() const { return m_rows; }
    [[nodiscard]] const std::vector<PlanAisle>& aisles() const { return m_aisles; }
    /// Bounding box of walls and all that stands; 12 by 8 m where there is nothing.
    [[nodiscard]] const model::FloorRect& extent() const { return m_extent; }
    [[nodiscard]] bool empty() const { return m_items.empty() && m_hall->outline.empty(); }

    [[nodiscard]] const PlanItem* item(std::string_view path) const; ///< Null where there is none.
    [[nodiscard]] const PlanPod* pod(std::string_view path) const;
    [[nodiscard]] const PlanItem* itemAt(model::Point point) const;
    [[nodiscard]] const PlanPod* podAt(model::Point point) const;
    /// Items that lie in `area` whole, or that it touches.
    [[nodiscard]] std::vector<const PlanItem*> itemsIn(const model::FloorRect& area,
                                                       bool touching) const;

private:
    void add(const model::PodPlacement* pod, const model::Placement& placement);
    void addRibbons(std::size_t first, std::size_t last, const model::Arrangement& arrangement);

    std::shared_ptr<const model::Hall> m_hall;
    std::vector<PlanItem> m_items;
    std::vector<PlanPod> m_pods;
    std::vector<PlanRibbon> m_ribbons;
    std::vector<PlanRow> m_rows;
    std::vector<PlanAisle> m_aisles;
    model::FloorRect m_extent;
};

/// The role that most of a rack's provisioned power is for; of its devices by height where no power
/// is known.
model::DeviceRole mainRole(const model::RackDesign& rack);
model::DeviceRole mainRole(const model::Placement& placement);
/// True where the two rectangles lie side by side within `gap`.
bool adjoin(const model::FloorRect& a, const model::FloorRect& b, model::Millimetres gap);

} // namespace colonnade::render
