#pragma once

#include "model/design/Design.h"
#include "model/design/Subject.h"
#include "render/scene/Camera.h"
#include "render/scene/Furniture.h"
#include "render/scene/Shape.h"

#include <QMatrix4x4>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace colonnade::render {

/// One placed rack or floor unit.
struct SceneItem {
    std::string path; ///< "su-1/a04".
    QString label;
    std::size_t shape = 0; ///< Number in `FloorScene::shapes`.
    QVector3D place; ///< Middle of its footprint on the floor.
    model::Turn turn = model::Turn::None;
    Bounds box; ///< In the hall.
    std::size_t run = 0; ///< Number in `FloorScene::runs`.
    std::size_t pod = 0; ///< Number in `FloorScene::groups`.
    const model::Placement* placement = nullptr; ///< Lives as long as the scene.
};

/// Items that stand side by side; one box from very far.
struct SceneRun {
    std::vector<std::size_t> items;
    Bounds box;
    QColor tint;
};

/// A placed pod, or what stands in the hall by itself: its furniture and where that is.
struct SceneGroup {
    const model::PodPlacement* pod = nullptr; ///< Null for the hall's own arrangement.
    std::shared_ptr<const Furniture> furniture; ///< Never null.
    QVector3D place;
    model::Turn turn = model::Turn::None;
    Bounds box;
    QString label;
};

/// A name on the floor. Lower ranks stay where two would overlap.
struct SceneLabel {
    enum Rank { Selected, Hovered, Value, Unit, Row, Pod };
    QString text;
    QVector3D at;
    Rank rank = Row;
    float least = 0; ///< Shown where its thing is at least so many millimetres ...
    float leastPixels = 0; ///< ... times magnification this many pixels wide.
};

/// A thing to be outlined: a whole item, or one device of it.
struct SceneTarget {
    std::size_t item = 0;
    std::optional<std::size_t> device; ///< Number in the shape's devices.
    bool operator==(const SceneTarget&) const = default;
};

/// What a line of sight meets, the nearest first.
struct SceneHit {
    std::size_t item = 0;
    std::optional<std::size_t> device; ///< Where it looks at the face of a device.
    float distance = 0;
};

/// Numbers for one line under the picture.
struct SceneCounts {
    int pods = 0, racks = 0, gpus = 0, cdus = 0, networkRacks = 0, otherRacks = 0, otherUnits = 0;
};

/// A design as a picture in space: values only, in millimetres. What of a design before is still
/// the same is kept.
class FloorScene {
public:
    FloorScene() = default;
    static FloorScene of(const model::Design& design, const ScenePalette& palette,
                         const FloorScene* before = nullptr, const CableView& cables = {},
                         const CableOverlay& overlay = {});

    [[nodiscard]] const CableView& cables() const { return m_cables; }
    /// What the colours of its trays and bundles tell.
    [[nodiscard]] const CableOverlay& cableOverlay() const { return m_overlay; }
    [[nodiscard]] const ScenePalette& palette() const { return m_palette; }
    [[nodiscard]] const std::vector<std::shared_ptr<const Shape>>& shapes() const
    {
        return m_shapes;
    }
    [[nodiscard]] const std::vector<SceneItem>& items() const { return m_items; }
    [[nodiscard]] const std::vector<SceneRun>& runs() const { return m_runs; }
    [[nodiscard]] const std::vector<SceneGroup>& groups() const { return m_groups; }
    [[nodiscard]] const Room& room() const { return m_room; }
    [[nodiscard]] const std::vector<SceneLabel>& labels() const { return m_labels; }
    [[nodiscard]] const model::Hall* hall() const { return m_hall.get(); }
    [[nodiscard]] bool empty() const { return m_items.empty(); }
    /// Of what stands in the hall with its trays; of the floor in an empty hall.
    [[nodiscard]] const Bounds& bounds() const { return m_bounds; }
    /// Corners of all that a view of everything should hold.
    [[nodiscard]] std::vector<QVector3D> corners() const;
    [[nodiscard]] SceneCounts counts() const;
    /// "SU-1: 8 racks, 576 GPUs, 2 CDUs, 4 network racks"
    [[nodiscard]] QString caption() const;

    [[nodiscard]] const Shape& shapeOf(const SceneItem& item) const
    {
        return *m_shapes[item.shape];
    }
    /// The number of the item of this path.
    [[nodiscard]] std::optional<std::size_t> itemAt(std::string_view path) const;
    /// All that a subject names: one item, a device wherever its rack design stands, all racks on a
    /// feed, ...
    [[nodiscard]] std::vector<SceneTarget> targets(const model::Subject& subject) const;
    /// In the hall.
    [[nodiscard]] Bounds boundsOf(const SceneTarget& target) const;
    /// "su-1/a04", "su-1/a04/c05".
    [[nodiscard]] model::Subject subjectOf(const SceneTarget& target) const;
    /// What changes between this scene and one of a design that is only tried out: things at new
    /// places.
    [[nodiscard]] std::vector<SceneTarget> newIn(const FloorScene& tried) const;

    [[nodiscard]] std::vector<SceneHit> pick(const Ray& ray) const;
    /// Items in a rectangle of the picture: all that touch it, or only those that it encloses.
    [[nodiscard]] std::vector<std::size_t> itemsIn(const QRectF& pixels, bool touching,
                                                   const Camera& camera, QSizeF view) const;

private:
    friend class SceneBuilder;
    ScenePalette m_palette;
    CableView m_cables;
    CableOverlay m_overlay;
    std::shared_ptr<const model::Hall> m_hall;
    std::vector<std::shared_ptr<const Shape>> m_shapes;
    std::vector<SceneItem> m_items;
    std::vector<SceneRun> m_runs;
    std::vector<SceneGroup> m_groups;
    std::vector<SceneLabel> m_labels;
    std::unordered_map<std::string, std::size_t> m_byPath;
    Room m_room;
    Bounds m_bounds;
};

/// From the coordinates of a thing drawn once to the hall.
QMatrix4x4 placed(QVector3D place, model::Turn turn);
Bounds placed(const Bounds& box, QVector3D place, model::Turn turn);
/// "1,392"
QString grouped(int number);

} // namespace colonnade::render
