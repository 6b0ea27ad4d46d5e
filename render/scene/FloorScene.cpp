#include "render/scene/FloorScene.h"

#include "model/design/Instance.h"

#include <algorithm>
#include <set>

namespace colonnade::render {
namespace {

constexpr float labelGap = 160; ///< Plates stand so far above what they name.

QVector3D turnedVector(QVector3D v, model::Turn turn)
{
    switch (turn) {
    case model::Turn::None: return v;
    case model::Turn::Quarter: return {v.z(), v.y(), -v.x()};
    case model::Turn::Half: return {-v.x(), v.y(), -v.z()};
    case model::Turn::ThreeQuarters: return {-v.z(), v.y(), v.x()};
    }
    return v;
}

model::Turn opposite(model::Turn turn)
{
    return static_cast<model::Turn>((4 - static_cast<int>(turn)) % 4);
}

QString plural(int count, const QString& one, const QString& many)
{
    return grouped(count) + QLatin1Char{' '} + (count == 1 ? one : many);
}

} // namespace

QString grouped(int number)
{
    QString digits = QString::number(number);
    for (qsizetype at = digits.size() - 3; at > 0; at -= 3)
        digits.insert(at, QLatin1Char{','});
    return digits;
}

QMatrix4x4 placed(QVector3D place, model::Turn turn)
{
    QMatrix4x4 matrix;
    matrix.translate(place);
    matrix.rotate(static_cast<float>(model::degrees(turn)), 0, 1, 0);
    return matrix;
}

Bounds placed(const Bounds& box, QVector3D place, model::Turn turn)
{
    const QVector3D a = turnedVector(box.low, turn) + place;
    const QVector3D b = turnedVector(box.high, turn) + place;
    return Bounds{a, a}.united({b, b});
}

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
        group.label = pod ? QString::fromStdString(pod->label.empty() ? pod->id.text() : pod->label)
                          : QString::fromStdString(m_scene.m_hall->name);
        group.box = placed(group.furniture->bounds, group.place, group.turn);

        const std::size_t first = m_scene.m_items.size();
        const std::size_t number = m_scene.m_groups.size();
        for (const model::Placement& placement : arrangement.placements)
            addItem(pod, placement, number);
        for (const RunPlan& plan : group.furniture->runs)
            addRun(plan, first);
        for (const RowPlan& row : group.furniture->rows) {
            const Bounds box = placed(row.box, group.place, group.turn);
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

std::vector<QVector3D> FloorScene::corners() const
{
    std::vector<QVector3D> out;
    const auto add = [&](const Bounds& box) {
        const auto corners = box.corners();
        out.insert(out.end(), corners.begin(), corners.end());
    };
    for (const SceneGroup& group : m_groups) {
        for (const RowPlan& row : group.furniture->rows) {
            Bounds box = placed(row.box, group.place, group.turn);
            box.high.setY(std::max(box.high.y(), m_bounds.high.y()));
            add(box);
        }
    }
    if (out.empty())
        add(m_bounds);
    return out;
}

SceneCounts FloorScene::counts() const
{
    SceneCounts counts;
    counts.pods = m_hall ? static_cast<int>(m_hall->pods.size()) : 0;
    for (const SceneItem& item : m_items) {
        const Shape& shape = shapeOf(item);
        if (!shape.rack) {
            ++(shape.part->cdu ? counts.cdus : counts.otherUnits);
            continue;
        }
        const int gpus = shape.rack->facts().accelerators;
        counts.gpus += gpus;
        const bool switches =
            std::ranges::any_of(shape.rack->devices(), [](const model::Device& device) {
                return device.part->kind == model::PartKind::Switch;
            });
        ++(gpus > 0 ? counts.racks : switches ? counts.networkRacks : counts.otherRacks);
    }
    return counts;
}

QString FloorScene::caption() const
{
    if (m_items.empty())
        return {};
    const SceneCounts counts = this->counts();
    QStringList parts;
    if (counts.pods > 1)
        parts << plural(counts.pods, QStringLiteral("pod"), QStringLiteral("pods"));
    const auto add = [&](int count, const char* one, const char* many) {
        if (count > 0)
            parts << plural(count, QString::fromUtf8(one), QString::fromUtf8(many));
    };
    add(counts.racks, "rack", "racks");
    add(counts.gpus, "GPU", "GPUs");
    add(counts.cdus, "CDU", "CDUs");
    add(counts.networkRacks, "network rack", "network racks");
    const bool more = !parts.isEmpty();
    add(counts.otherRacks, more ? "other rack" : "rack", more ? "other racks" : "racks");
    add(counts.otherUnits, more ? "other unit" : "unit", more ? "other units" : "units");
    const bool onePod = m_hall->pods.size() == 1;
    const QString name = onePod ? m_groups.front().label : QString::fromStdString(m_hall->name);
    return name + QStringLiteral(": ") + parts.join(QStringLiteral(", "));
}

std::optional<std::size_t> FloorScene::itemAt(std::string_view path) const
{
    const auto found = m_byPath.find(std::string{path});
    return found == m_byPath.end() ? std::nullopt : std::optional{found->second};
}

namespace {

std::optional<std::size_t> deviceOf(const Shape& shape, std::string_view id)
{
    for (std::size_t i = 0; i < shape.devices.size(); ++i) {
        if (shape.devices[i].id.text() == id)
            return i;
    }
    return std::nullopt;
}

/// "a" and "b/c" of "a/b/c".
std::pair<std::string_view, std::string_view> cutFirst(std::string_view path)
{
    const auto slash = path.find('/');
    if (slash == std::string_view::npos)
        return {path, {}};
    return {path.substr(0, slash), path.substr(slash + 1)};
}

} // namespace

std::vector<SceneTarget> FloorScene::targets(const model::Subject& subject) const
{
    using Where = model::Subject::Where;
    std::vector<SceneTarget> out;
    const auto addAll = [&](const auto& belongs) {
        for (std::size_t i = 0; i < m_items.size(); ++i) {
            if (belongs(m_items[i]))
                out.push_back({i, std::nullopt});
        }
    };
    // Not as a structured binding, which clang 14 does not let a lambda capture.
    const auto cut = cutFirst(subject.path);
    const auto& first = cut.first;
    const auto& rest = cut.second;
    const auto inPodDesign = [&](const SceneItem& item) {
        const model::PodPlacement* pod = m_groups[item.pod].pod;
        return pod ? pod->pod->id().text() == first : first.empty();
    };
    switch (subject.where) {
    case Where::Instance: {
        if (const auto item = itemAt(subject.path))
            return {{*item, std::nullopt}};
        const auto slash = subject.path.rfind('/');
        if (slash != std::string::npos) {
            const auto item = itemAt(std::string_view{subject.path}.substr(0, slash));
            const auto device = item
                ? deviceOf(shapeOf(m_items[*item]), subject.path.substr(slash + 1))
                : std::nullopt;
            if (device)
                return {{*item, device}};
            return {};
        }
        addAll([&](const SceneItem& item) {
            const model::PodPlacement* pod = m_groups[item.pod].pod;
            return pod && pod->id.text() == subject.path;
        });
        break;
    }
    case Where::RackDesign:
        for (std::size_t i = 0; i < m_items.size(); ++i) {
            const Shape& shape = shapeOf(m_items[i]);
            if (!shape.rack || shape.rack->id().text() != first)
                continue;
            const auto device = rest.empty() ? std::nullopt : deviceOf(shape, rest);
            if (rest.empty() || device)
                out.push_back({i, device});
        }
        break;
    case Where::PodDesign: {
        const auto inside = cutFirst(rest);
        const auto& placement = inside.first;
        const auto& device = inside.second;
        addAll([&](const SceneItem& item) {
            return m_groups[item.pod].pod && inPodDesign(item)
                && (placement.empty() || item.placement->id.text() == placement);
        });
        if (!device.empty()) {
            for (SceneTarget& target : out)
                target.device = deviceOf(shapeOf(m_items[target.item]), device);
        }
        break;
    }
    case Where::Feed:
        addAll([&](const SceneItem& item) {
            return inPodDesign(item)
                && std::ranges::any_of(item.placement->feeds, [&](const model::SideFeed& feed) {
                       return feed.feed.text() == rest;
                   });
        });
        break;
    case Where::Loop:
        addAll([&](const SceneItem& item) {
            return inPodDesign(item) && item.placement->loop
                && item.placement->loop->text() == rest;
        });
        break;
    case Where::Part:
        for (std::size_t i = 0; i < m_items.size(); ++i) {
            const Shape& shape = shapeOf(m_items[i]);
            if (shape.part && shape.part->id.text() == subject.path)
                out.push_back({i, std::nullopt});
            for (std::size_t d = 0; shape.rack && d < shape.devices.size(); ++d) {
                const model::Device* device = shape.rack->device(shape.devices[d].id);
                if (device && device->part->id.text() == subject.path)
                    out.push_back({i, d});
            }
        }
        break;
    case Where::Fabric:
    case Where::Tray:
    case Where::Cable:
    case Where::Waiver:
    case Where::Hall:
    case Where::Design: break;
    }
    return out;
}

Bounds FloorScene::boundsOf(const SceneTarget& target) const
{
    const SceneItem& item = m_items[target.item];
    if (!target.device)
        return item.box;
    return placed(shapeOf(item).devices[*target.device].box, item.place, item.turn);
}

model::Subject FloorScene::subjectOf(const SceneTarget& target) const
{
    const SceneItem& item = m_items[target.item];
    if (!target.device)
        return model::Subject::instance(item.path);
    return model::Subject::instance(item.path + "/"
                                    + shapeOf(item).devices[*target.device].id.text());
}

std::vector<SceneTarget> FloorScene::newIn(const FloorScene& tried) const
{
    std::vector<SceneTarget> out;
    std::map<std::pair<const Shape*, const Shape*>, std::vector<std::size_t>> known;
    for (std::size_t i = 0; i < tried.m_items.size(); ++i) {
        const SceneItem& after = tried.m_items[i];
        const auto old = itemAt(after.path);
        if (!old || m_items[*old].box.low != after.box.low || m_items[*old].turn != after.turn) {
            out.push_back({i, std::nullopt});
            continue;
        }
        const Shape& was = shapeOf(m_items[*old]);
        const Shape& is = tried.shapeOf(after);
        if (&was == &is || !was.rack || !is.rack || was.rack == is.rack)
            continue;
        const auto [differ, isNew] = known.try_emplace({&was, &is});
        for (std::size_t d = 0; isNew && d < is.devices.size(); ++d) {
            const model::Device* before = was.rack->device(is.devices[d].id);
            const model::Device* now = is.rack->device(is.devices[d].id);
            if (!before || !(before->mount == now->mount) || before->part->id != now->part->id)
                differ->second.push_back(d);
        }
        for (const std::size_t d : differ->second)
            out.push_back({i, d});
    }
    return out;
}

std::vector<SceneHit> FloorScene::pick(const Ray& ray) const
{
    std::vector<SceneHit> hits;
    for (const SceneRun& run : m_runs) {
        if (run.box.meets(ray.origin, ray.direction) < 0)
            continue;
        for (const std::size_t i : run.items) {
            const SceneItem& item = m_items[i];
            const float distance = item.box.meets(ray.origin, ray.direction);
            if (distance < 0)
                continue;
            SceneHit hit{i, std::nullopt, distance};
            const model::Turn back = opposite(item.turn);
            const QVector3D origin = turnedVector(ray.origin - item.place, back);
            const QVector3D direction = turnedVector(ray.direction, back);
            float nearest = 0;
            const auto& devices = shapeOf(item).devices;
            for (std::size_t d = 0; d < devices.size(); ++d) {
                const float at = devices[d].box.meets(origin, direction);
                if (at >= 0 && (!hit.device || at < nearest)) {
                    hit.device = d;
                    nearest = at;
                }
            }
            // Through the roof or a side panel no device is seen.
            if (hit.device && nearest > distance + 60)
                hit.device.reset();
            hits.push_back(hit);
        }
    }
    std::ranges::sort(hits, {}, &SceneHit::distance);
    return hits;
}

std::vector<std::size_t> FloorScene::itemsIn(const QRectF& pixels, bool touching,
                                             const Camera& camera, QSizeF view) const
{
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;
        bool behind = false;
        for (const QVector3D& corner : m_items[i].box.corners()) {
            const Sight sight = camera.sightOf(corner, view);
            behind = behind || sight.depth <= 0;
            left = std::min(left, sight.at.x());
            right = std::max(right, sight.at.x());
            top = std::min(top, sight.at.y());
            bottom = std::max(bottom, sight.at.y());
        }
        const QRectF seen{QPointF{left, top}, QPointF{right, bottom}};
        if (!behind && (touching ? pixels.intersects(seen) : pixels.contains(seen)))
            out.push_back(i);
    }
    return out;
}

} // namespace colonnade::render
