#include "render/scene/FloorScene.h"

#include "model/design/Instance.h"

#include <QStringList>

#include <algorithm>
#include <map>
#include <utility>

namespace colonnade::render {
namespace {

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
