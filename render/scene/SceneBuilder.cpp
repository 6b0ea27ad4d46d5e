#include "model/units/Text.h"
#include "render/scene/FloorScene.h"

#include <QColor>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace colonnade::render {
namespace {

constexpr float labelGap = 160; ///< Plates stand so far above what they name.

} // namespace

/// Builds a scene from a design, taking over what the scene before has already worked out.
class SceneBuilder {
public:
    SceneBuilder(const model::Design& design, const ScenePalette& palette, const FloorScene* before,
                 const CableView& cables, const CableOverlay& overlay)
    {
        m_scene.m_palette = palette;
        m_scene.m_cables = cables;
        m_scene.m_overlay = overlay;
        m_scene.m_hall = design.hall();
        const bool sameColours = before && before->m_palette.theme.name == palette.theme.name;
        if (!sameColours)
            return;
        for (const auto& shape : before->m_shapes)
            m_before.emplace(shape->key, shape);
        const bool sameTrays =
            before->m_hall && before->m_hall->trayHeight == design.hall()->trayHeight && before->m_cables == cables
            && before->m_overlay.show == overlay.show && before->m_overlay.fill == overlay.fill;
        for (const SceneGroup& group : before->m_groups) {
            if (group.pod && sameTrays)
                m_furniture.emplace(std::pair{group.pod->pod.get(), statesOf(before->m_overlay, *group.pod).get()}, group.furniture);
        }
        m_keepAlive = before->m_hall;
        m_statesAlive = before->m_overlay.cables;
    }

    FloorScene operator()()
    {
        const model::Hall& hall = *m_scene.m_hall;
        for (const model::PodPlacement& pod : hall.pods)
            addGroup(&pod, pod.pod->arrangement());
        if (!hall.arrangement.placements.empty() || !hall.arrangement.aisles.empty() || !hall.arrangement.trays.empty())
            addGroup(nullptr, hall.arrangement);
        finishBounds();
        addUnitLabels();
        return std::move(m_scene);
    }

private:
    void addGroup(const model::PodPlacement* pod, const model::Arrangement& arrangement)
    {
        SceneGroup group;
        group.pod = pod;
        group.furniture = pod
            ? furnitureOf(*pod)
            : Furniture::of(arrangement, m_scene.m_hall->trayHeight, m_scene.m_palette,
                            cablesOf(arrangement, m_scene.m_overlay.cables ? m_scene.m_overlay.cables->of(m_scene.m_hall) : nullptr,
                                     [&] { return cableLayer(m_scene.m_hall); }));
        group.place = pod ? scenePoint(pod->at) : QVector3D{};
        group.turn = pod ? pod->turn : model::Turn::None;
        group.label = pod ? QString::fromStdString(model::labelOr(pod->label, pod->id.text()))
                          : QString::fromStdString(m_scene.m_hall->name);
        group.box = placed(group.furniture->bounds, group.place, group.turn);

        const std::size_t first = m_scene.m_items.size();
        const std::size_t number = m_scene.m_groups.size();
        for (const model::Placement& placement : arrangement.placements)
            addItem(pod, placement, number);
        for (const RunPlan& plan : group.furniture->runs)
            addRun(plan, first);
        for (const RowPlan& row : group.furniture->rows) {
            const Bounds box = placed(row.core, group.place, group.turn);
            if (!row.name.isEmpty())
                m_scene.m_labels.push_back(
                    {row.name,
                     {box.centre().x(), box.high.y() + labelGap, box.centre().z()},
                     SceneLabel::Row,
                     std::max(box.size().x(), box.size().z()),
                     110});
        }
        if (pod && m_scene.m_hall->pods.size() > 1) {
            const float top = std::max(group.box.high.y(), 0.0F) + labelGap;
            m_scene.m_labels.push_back({group.label,
                                        {group.box.centre().x(), top, group.box.centre().z()},
                                        SceneLabel::Pod,
                                        std::max(group.box.size().x(), group.box.size().z()),
                                        50});
        }
        m_scene.m_groups.push_back(std::move(group));
    }

    static std::shared_ptr<const LayerStates> statesOf(const CableOverlay& overlay, const model::PodPlacement& pod)
    {
        return overlay.cables ? overlay.cables->of(pod) : nullptr;
    }

    /// One for all placements of a pod design whose cables look alike.
    std::shared_ptr<const Furniture> furnitureOf(const model::PodPlacement& placed)
    {
        const model::PodDesignRef& pod = placed.pod;
        auto states = statesOf(m_scene.m_overlay, placed);
        auto& known = m_furniture[{pod.get(), states.get()}];
        if (!known) {
            const model::Millimetres height = m_scene.m_hall->trayHeight;
            known = Furniture::of(pod->arrangement(), height, m_scene.m_palette,
                                  cablesOf(pod->arrangement(), std::move(states), [&] { return cableLayer(pod, height); }));
        }
        return known;
    }

    /// Without a layer while neither cables are shown nor an overlay tells of them: then nobody waits for their routes.
    template <class Make>
    [[nodiscard]] SceneCables cablesOf(const model::Arrangement& arrangement, std::shared_ptr<const LayerStates> states, Make make) const
    {
        SceneCables cables;
        if (states)
            cables.layer = states->layer;
        else if (m_scene.m_cables.shown && !arrangement.fabrics.empty())
            cables.layer = make();
        cables.states = std::move(states);
        cables.view = m_scene.m_cables;
        cables.show = m_scene.m_overlay.show;
        cables.fill = m_scene.m_overlay.fill;
        return cables;
    }

    void addItem(const model::PodPlacement* pod, const model::Placement& placement,
                 std::size_t group)
    {
        SceneItem item;
        item.path = pod ? pod->id.text() + "/" + placement.id.text() : placement.id.text();
        const auto over = m_scene.m_hall->overrides.find(item.path);
        const bool named = over != m_scene.m_hall->overrides.end() && !over->second.label.empty();
        const std::string& label = named ? over->second.label
            : placement.label.empty()    ? placement.id.text()
                                         : placement.label;
        item.label = QString::fromStdString(label);
        item.turn = pod ? pod->turn + placement.turn : placement.turn;
        const model::FloorRect footprint = pod ? pod->footprint(placement) : placement.footprint();
        item.box = sceneBox(footprint, placement.height());
        item.place = {item.box.centre().x(), 0, item.box.centre().z()};
        item.shape = shapeOf(placement);
        item.placement = &placement;
        item.pod = group;
        m_scene.m_byPath.emplace(item.path, m_scene.m_items.size());
        m_scene.m_items.push_back(std::move(item));
    }

    std::size_t shapeOf(const model::Placement& placement)
    {
        const model::RackDesignRef* rack = placement.rack();
        const std::string key =
            rack ? "rack:" + (*rack)->id().text() : "part:" + (*placement.unit())->id.text();
        const auto [known, isNew] = m_shapes.try_emplace(key, m_scene.m_shapes.size());
        if (!isNew)
            return known->second;
        const auto old = m_before.find(key);
        if (old != m_before.end()
            && (rack ? old->second->rack == *rack : old->second->part == *placement.unit()))
            m_scene.m_shapes.push_back(old->second);
        else if (rack)
            m_scene.m_shapes.push_back(Shape::of(*rack, m_scene.m_palette));
        else
            m_scene.m_shapes.push_back(Shape::of(*placement.unit(), placement.size(),
                                                 placement.height(), m_scene.m_palette));
        return known->second;
    }

    void addRun(const RunPlan& plan, std::size_t firstItem)
    {
        SceneRun run;
        double red = 0, green = 0, blue = 0;
        for (const std::size_t member : plan.members) {
            SceneItem& item = m_scene.m_items[firstItem + member];
            run.box = run.items.empty() ? item.box : run.box.united(item.box);
            run.items.push_back(firstItem + member);
            item.run = m_scene.m_runs.size();
            const QColor& tint = m_scene.shapeOf(item).tint;
            red += tint.redF();
            green += tint.greenF();
            blue += tint.blueF();
        }
        const double n = static_cast<double>(plan.members.size());
        run.tint = QColor::fromRgbF(static_cast<float>(red / n), static_cast<float>(green / n),
                                    static_cast<float>(blue / n));
        m_scene.m_runs.push_back(std::move(run));
    }

    void finishBounds()
    {
        bool first = true;
        for (const SceneGroup& group : m_scene.m_groups) {
            m_scene.m_bounds = first ? group.box : m_scene.m_bounds.united(group.box);
            first = false;
        }
        if (first)
            m_scene.m_bounds = {{-3000, 0, -3000}, {3000, 100, 3000}};
        m_scene.m_room = Room::of(*m_scene.m_hall, m_scene.m_bounds, m_scene.m_palette);
        if (first)
            m_scene.m_bounds = m_scene.m_room.bounds;
    }

    /// CDUs and panels carry their names, on the upper edge of the front.
    void addUnitLabels()
    {
        for (const SceneItem& item : m_scene.m_items) {
            if (!item.placement->unit())
                continue;
            const Bounds& box = m_scene.shapeOf(item).bounds;
            const QVector3D at =
                placed(Bounds{{0, box.high.y(), box.high.z()}, {0, box.high.y(), box.high.z()}},
                       item.place, item.turn)
                    .low;
            m_scene.m_labels.push_back({item.label, at, SceneLabel::Unit, box.size().x(), 22});
        }
    }

    FloorScene m_scene;
    std::map<std::string, std::shared_ptr<const Shape>> m_before;
    /// By pod design, and what is told of its cables.
    std::map<std::pair<const model::PodDesign*, const LayerStates*>, std::shared_ptr<const Furniture>> m_furniture;
    std::map<std::string, std::size_t> m_shapes;
    std::shared_ptr<const model::Hall>
        m_keepAlive; ///< So that no new pod design takes an old one's address.
    std::shared_ptr<const HallCables> m_statesAlive; ///< The same of what is told of cables.
};

FloorScene FloorScene::of(const model::Design& design, const ScenePalette& palette,
                          const FloorScene* before, const CableView& cables, const CableOverlay& overlay)
{
    return SceneBuilder{design, palette, before, cables, overlay}();
}

} // namespace colonnade::render
