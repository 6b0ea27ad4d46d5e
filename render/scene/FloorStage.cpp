#include "render/scene/FloorStage.h"

#include "render/theme/Fonts.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickItem>
#include <QtQml/qqml.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace colonnade::render {
namespace {

constexpr std::size_t mostClose = 48; ///< Racks in relief at once; the nearest ones.
constexpr float thinnestTray = 1.2F; ///< Pixels below which trays are not drawn.
constexpr double valueLeast = 26; ///< Pixels of width from which a rack carries its value.
constexpr std::size_t mostPlates = 80;
constexpr std::size_t mostSelectedPlates = 12;
constexpr std::size_t mostOutlines = 4000;

/// Twelve bars along the edges of a box, `thick` wide.
void addEdges(std::vector<InstanceTable::InstanceTableEntry>& entries, const Bounds& box,
              float thick, const QColor& colour)
{
    const float half = thick / 2;
    for (int axis = 0; axis < 3; ++axis) {
        const int u = (axis + 1) % 3;
        const int v = (axis + 2) % 3;
        for (const bool highU : {false, true}) {
            for (const bool highV : {false, true}) {
                Bounds bar;
                bar.low[axis] = box.low[axis] - half;
                bar.high[axis] = box.high[axis] + half;
                const float atU = highU ? box.high[u] : box.low[u];
                const float atV = highV ? box.high[v] : box.low[v];
                bar.low[u] = atU - half;
                bar.high[u] = atU + half;
                bar.low[v] = atV - half;
                bar.high[v] = atV + half;
                entries.push_back(InstanceTable::flatEntry(bar, colour));
            }
        }
    }
}

QColor clear(QColor colour, double alpha)
{
    colour.setAlphaF(static_cast<float>(alpha));
    return colour;
}

/// Four tiles with a line along two edges of each.
QImage tilePicture(const ScenePalette& palette)
{
    constexpr int side = 256;
    QImage picture{side, side, QImage::Format_RGBA8888};
    picture.fill(palette.floor);
    QPainter painter{&picture};
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen{palette.tileLine, 4});
    painter.drawLine(QPointF{0, 0}, QPointF{side, 0});
    painter.drawLine(QPointF{0, side}, QPointF{side, side});
    painter.drawLine(QPointF{0, 0}, QPointF{0, side});
    painter.drawLine(QPointF{side, 0}, QPointF{side, side});
    return picture;
}

Mesh axisCubeMesh(const ScenePalette& palette)
{
    const Theme& theme = palette.theme;
    Mesh mesh;
    const Bounds box{{-0.5F, -0.5F, -0.5F}, {0.5F, 0.5F, 0.5F}};
    const QColor light = theme.dark ? theme.panel.lighter(150) : QColor{Qt::white};
    mesh.box(box, theme.strong);
    for (int axis = 0; axis < 3; ++axis) {
        for (const float side : {-1.0F, 1.0F}) {
            Bounds face = box.grown(-0.045F);
            face.low[axis] = std::min(0.0F, side * 0.51F);
            face.high[axis] = std::max(0.0F, side * 0.51F);
            const unsigned sides[3][2] = {
                {LeftSide, RightSide}, {BottomSide, TopSide}, {RearSide, FrontSide}};
            // The front is where cold air goes in; it is marked so that one knows how the floor is
            // turned.
            const bool front = axis == 2 && side > 0;
            mesh.box(face, front ? mixed(theme.accent, light, 0.35) : light,
                     sides[axis][side > 0 ? 1 : 0]);
        }
    }
    return mesh;
}

} // namespace

FloorStage::FloorStage(QObject* parent)
    : QObject{parent}, m_scene{std::make_shared<const FloorScene>()}
{
    m_once.setEntries({InstanceTable::entry({})});
    Mesh cube;
    cube.box({{-0.5F, -0.5F, -0.5F}, {0.5F, 0.5F, 0.5F}}, Qt::white);
    m_cube.setMesh(cube);
    Mesh backdrop;
    backdrop.quad({{{-1, -1, 0}, {1, -1, 0}, {1, 1, 0}, {-1, 1, 0}}}, Qt::white);
    m_backdrop.setMesh(backdrop);
}

FloorStage::~FloorStage() = default;

void FloorStage::setScene(std::shared_ptr<const FloorScene> scene)
{
    const bool newTheme = m_shapes.empty()
        || m_scene->palette().theme.name != scene->palette().theme.name || !m_scene->hall();
    const QString before = caption();
    m_scene = std::move(scene);
    // Numbers of items are those of the scene before.
    m_selected.clear();
    m_hovered.reset();
    m_ghosts.clear();
    m_overlay = {};
    if (newTheme)
        takeTheme();
    takeShapes();
    takeFurniture();
    m_floor.setMesh(m_scene->room().floor);
    m_roomSolids.setMesh(m_scene->room().solids);
    m_roomMarks.setMesh(m_scene->room().marks);
    emit overlayChanged();
    emit cameraChanged();
    if (caption() != before)
        emit captionChanged();
    place();
}

void FloorStage::takeTheme()
{
    const ScenePalette& palette = m_scene->palette();
    m_tile.setPicture(tilePicture(palette));
    Mesh row;
    const Bounds unit{{-0.5F, -0.5F, -0.5F}, {0.5F, 0.5F, 0.5F}};
    row.box(unit, Qt::white, FrontSide | RearSide | LeftSide | RightSide);
    row.box(unit, palette.roof, TopSide);
    m_rowBox.setMesh(row);
    m_axisCube.setMesh(axisCubeMesh(palette));
    emit themeChanged();
}

void FloorStage::takeShapes()
{
    std::map<std::string, std::unique_ptr<ShapeBatch>> before = std::exchange(m_shapes, {});
    std::vector<QObject*> batches;
    for (const auto& shape : m_scene->shapes()) {
        std::unique_ptr<ShapeBatch> batch;
        if (const auto old = before.find(shape->key); old != before.end()) {
            batch = std::move(old->second);
            before.erase(old);
        } else {
            batch = std::make_unique<ShapeBatch>(this);
        }
        batch->setShape(shape, Theme::of(m_scene->palette().theme.name));
        batches.push_back(batch.get());
        m_shapes.emplace(shape->key, std::move(batch));
    }
    m_shapeModel.setBatches(batches);
    for (auto& [key, gone] : before)
        gone.release()->deleteLater();
}

void FloorStage::takeFurniture()
{
    std::vector<std::shared_ptr<const Furniture>> wanted;
    for (const SceneGroup& group : m_scene->groups()) {
        if (std::ranges::find(wanted, group.furniture) == wanted.end())
            wanted.push_back(group.furniture);
    }
    while (m_furniture.size() < wanted.size())
        m_furniture.push_back(std::make_unique<FurnitureBatch>(this));
    std::vector<std::unique_ptr<FurnitureBatch>> gone;
    while (m_furniture.size() > wanted.size()) {
        gone.push_back(std::move(m_furniture.back()));
        m_furniture.pop_back();
    }
    std::vector<QObject*> batches;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        m_furniture[i]->setFurniture(wanted[i]);
        batches.push_back(m_furniture[i].get());
    }
    m_furnitureModel.setBatches(batches);
    for (auto& batch : gone)
        batch.release()->deleteLater();
}

void FloorStage::setOverlay(OverlayColours overlay)
{
    m_overlay = std::move(overlay);
    emit overlayChanged();
    place();
}

void FloorStage::setSelected(std::vector<SceneTarget> targets)
{
    m_selected = std::move(targets);
    placeMarks();
    placePlates();
}

void FloorStage::setHovered(std::optional<SceneTarget> target)
{
    if (m_hovered == target)
        return;
    m_hovered = target;
    placeMarks();
    placePlates();
}

void FloorStage::setGhosts(std::vector<FloorGhost> ghosts)
{
    if (ghosts.empty() && m_ghosts.empty())
        return;
    m_ghosts = std::move(ghosts);
    placeMarks();
}

void FloorStage::setCamera(const Camera& camera)
{
    if (m_camera == camera)
        return;
    m_camera = camera;
    emit cameraChanged();
    place();
}

void FloorStage::setViewSize(QSizeF size)
{
    if (m_view == size || size.isEmpty())
        return;
    m_view = size;
    emit cameraChanged();
    place();
}

void FloorStage::setRubberBand(const QRectF& pixels, bool touching)
{
    m_rubberBand = pixels;
    m_touching = touching;
    emit rubberBandChanged();
}

void FloorStage::setDecorated(bool decorated)
{
    m_decorated = decorated;
    emit decoratedChanged();
}

void FloorStage::setSmooth(bool smooth)
{
    if (m_smooth == smooth)
        return;
    m_smooth = smooth;
    emit smoothChanged();
}

model::Result<std::unique_ptr<QQuickItem>> FloorStage::createItem(QQmlEngine& engine)
{
    engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    QQmlComponent component{&engine, QUrl{QStringLiteral("qrc:/qt/qml/Colonnade/Floor/Floor.qml")}};
    QObject* object = component.createWithInitialProperties(
        {{QStringLiteral("stage"), QVariant::fromValue(this)}});
    auto* item = qobject_cast<QQuickItem*>(object);
    if (!item) {
        delete object;
        return model::fail("The 3D floor cannot be shown: {}",
                           component.errorString().toStdString());
    }
    return std::unique_ptr<QQuickItem>{item};
}

void FloorStage::place()
{
    placeItems();
    placeFurniture();
    placeMarks();
    placePlates();
}

bool FloorStage::sees(const Bounds& box) const
{
    const float tangent = std::tan(Camera::fieldOfView / 2 * std::numbers::pi_v<float> / 180);
    const float aspect = static_cast<float>(m_view.width() / m_view.height());
    const QVector3D local =
        m_camera.rotation().conjugated().rotatedVector(box.centre() - m_camera.position());
    const float radius = box.size().length() / 2;
    const float depth = m_camera.perspective ? -local.z() : m_camera.distance;
    if (m_camera.perspective && depth < -radius)
        return false;
    // Distance from the slanted planes of the view, made a little generous.
    const auto outside = [&](float across, float slope) {
        const float lean = m_camera.perspective ? std::sqrt(1 + slope * slope) : 1;
        return std::abs(across) - slope * std::max(depth, 0.0F) > radius * lean;
    };
    return !outside(local.x(), tangent * aspect) && !outside(local.y(), tangent);
}

float FloorStage::depthOf(const Bounds& box) const
{
    const QVector3D at = m_camera.position();
    const QVector3D nearest{std::clamp(at.x(), box.low.x(), box.high.x()),
                            std::clamp(at.y(), box.low.y(), box.high.y()),
                            std::clamp(at.z(), box.low.z(), box.high.z())};
    return std::max(1.0F, QVector3D::dotProduct(nearest - at, m_camera.forward()));
}

float FloorStage::pixelHeight(const SceneItem& item) const
{
    return item.box.size().y() * m_camera.magnificationAt(depthOf(item.box), m_view);
}

InstanceTable::InstanceTableEntry FloorStage::entryOf(std::size_t item) const
{
    const SceneItem& at = m_scene->items()[item];
    const bool overlaid = item < m_overlay.colours.size();
    const bool rack = m_scene->shapeOf(at).rack != nullptr;
    return InstanceTable::entry(placed(at.place, at.turn),
                                overlaid ? m_overlay.colours[item] : QColor{Qt::white},
                                !overlaid  ? InstanceTable::Nothing
                                    : rack ? InstanceTable::Roof
                                           : InstanceTable::RoofAndWhole);
}

void FloorStage::placeItems()
{
    const auto& items = m_scene->items();
    std::vector<std::pair<float, std::size_t>> close;
    std::vector<std::size_t> plain;
    std::vector<InstanceTable::InstanceTableEntry> rows;
    m_drawn = {};
    for (const SceneRun& run : m_scene->runs()) {
        if (!sees(run.box))
            continue;
        const float depth = depthOf(run.box);
        const float pixels = run.box.size().y() * m_camera.magnificationAt(depth, m_view);
        if (pixels < rowsBelow) {
            if (isOverlaid()) {
                // Boxes of one run may differ; each keeps its colour as a piece of the row.
                for (const std::size_t i : run.items)
                    rows.push_back(InstanceTable::boxEntry(items[i].box, m_overlay.colours[i],
                                                           InstanceTable::RoofAndWhole));
            } else {
                rows.push_back(InstanceTable::boxEntry(run.box, run.tint, InstanceTable::Whole));
            }
            m_drawn.rows += static_cast<int>(run.items.size());
            continue;
        }
        for (const std::size_t i : run.items) {
            if (pixels >= closeFrom && pixelHeight(items[i]) >= closeFrom && sees(items[i].box))
                close.emplace_back(depthOf(items[i].box), i);
            else
                plain.push_back(i);
        }
    }
    if (close.size() > mostClose) {
        std::ranges::nth_element(close, close.begin() + mostClose);
        for (auto far = close.begin() + mostClose; far != close.end(); ++far)
            plain.push_back(far->second);
        close.resize(mostClose);
    }
    m_drawn.close = static_cast<int>(close.size());
    m_drawn.plain = static_cast<int>(plain.size());

    std::vector<std::vector<InstanceTable::InstanceTableEntry>> near(m_scene->shapes().size());
    std::vector<std::vector<InstanceTable::InstanceTableEntry>> far(near.size());
    for (const auto& [depth, i] : close)
        near[items[i].shape].push_back(entryOf(i));
    for (const std::size_t i : plain)
        far[items[i].shape].push_back(entryOf(i));
    for (std::size_t shape = 0; shape < near.size(); ++shape)
        m_shapes.at(m_scene->shapes()[shape]->key)
            ->setPlaces(std::move(near[shape]), std::move(far[shape]));
    m_rows.setEntries(std::move(rows));
}

void FloorStage::placeFurniture()
{
    for (const auto& batch : m_furniture) {
        std::vector<InstanceTable::InstanceTableEntry> all, near;
        for (const SceneGroup& group : m_scene->groups()) {
            if (group.furniture != batch->furniture() || !sees(group.box))
                continue;
            const auto entry = InstanceTable::entry(placed(group.place, group.turn));
            all.push_back(entry);
            if (60 * m_camera.magnificationAt(depthOf(group.box), m_view) >= thinnestTray)
                near.push_back(entry);
        }
        batch->all()->setEntries(std::move(all));
        batch->near()->setEntries(std::move(near));
    }
}

/// Bars round what has failed, is dark or overloaded, is not known or beyond its limit: each its own number, so that the
/// colour does not carry it alone.
void FloorStage::addBars(std::vector<InstanceTable::InstanceTableEntry>& entries) const
{
    using Pattern = LegendEntry::Pattern;
    constexpr std::size_t mostBarred = 600;
    constexpr float leastPixels = 28;
    const Theme& theme = m_scene->palette().theme;
    std::size_t barred = 0;
    const auto add = [&](std::size_t i, int bars, const QColor& ink) {
        const SceneItem& item = m_scene->items()[i];
        if (bars == 0 || !sees(item.box) || pixelHeight(item) < leastPixels || barred >= mostBarred)
            return;
        ++barred;
        const float pitch = item.box.size().y() / static_cast<float>(bars);
        for (int bar = 0; bar < bars; ++bar) {
            Bounds box = item.box.grown(5);
            box.low.setY(item.box.low.y() + (static_cast<float>(bar) + 0.4F) * pitch);
            box.high.setY(box.low.y() + std::min(pitch * 0.22F, 36.0F));
            entries.push_back(InstanceTable::flatEntry(box, ink));
        }
    };
    for (std::size_t i = 0; i < m_scene->items().size(); ++i) {
        const model::PlaceState state = i < m_overlay.states.size() ? m_overlay.states[i] : model::PlaceState::Normal;
        if (state != model::PlaceState::Normal && state != model::PlaceState::Degraded) {
            add(i, state == model::PlaceState::Failed ? 12 : state == model::PlaceState::Dark ? 6 : 3, failureInk(state, theme));
            continue;
        }
        const Pattern pattern = i < m_overlay.patterns.size() ? m_overlay.patterns[i] : Pattern::Plain;
        if (pattern != Pattern::Plain)
            add(i, pattern == Pattern::Beyond ? 9 : 4, pattern == Pattern::Beyond ? theme.error : theme.notEvaluated);
    }
}

void FloorStage::placeMarks()
{
    const Theme& theme = m_scene->palette().theme;
    std::vector<InstanceTable::InstanceTableEntry> edges, tints;
    addBars(edges);
    const auto outline = [&](const Bounds& box, double pixels, const QColor& colour) {
        const float thick =
            static_cast<float>(pixels) / m_camera.magnificationAt(depthOf(box), m_view);
        addEdges(edges, box.grown(std::min(thick / 2, 20.0F)), thick, colour);
    };
    const std::size_t shown = std::min(m_selected.size(), mostOutlines);
    for (std::size_t i = 0; i < shown; ++i) {
        const Bounds box = m_scene->boundsOf(m_selected[i]);
        outline(box, 2, theme.accent);
        tints.push_back(InstanceTable::flatEntry(box.grown(4), clear(theme.accent, 0.16)));
    }
    if (m_hovered && std::ranges::find(m_selected, *m_hovered) == m_selected.end())
        outline(m_scene->boundsOf(*m_hovered), 1, theme.accent);
    for (const FloorGhost& ghost : m_ghosts) {
        outline(ghost.box, 2, ghost.colour);
        tints.push_back(InstanceTable::flatEntry(ghost.box.grown(3), clear(ghost.colour, 0.55)));
    }
    m_outlines.setEntries(std::move(edges));
    m_tints.setEntries(std::move(tints));
}

void FloorStage::setLegendArea(const QRectF& pixels)
{
    if (pixels == m_legendArea)
        return;
    m_legendArea = pixels;
    placePlates();
    emit legendAreaChanged();
}

void FloorStage::placePlates()
{
    const QFontMetricsF plateMetrics{plateFont()};
    const QFontMetricsF valueMetrics{valueFont()};
    std::vector<PlateModel::Plate> plates;
    std::vector<QRectF> taken;
    if (!m_legendArea.isEmpty())
        taken.push_back(m_legendArea);
    const QRectF view{QPointF{}, m_view};

    const auto free = [&](const QRectF& rect) {
        return std::ranges::none_of(taken, [&](const QRectF& other) {
            return other.adjusted(-3, -3, 3, 3).intersects(rect);
        });
    };
    const auto add = [&](const QString& text, QVector3D at, const QString& style, double lift) {
        if (plates.size() >= mostPlates)
            return;
        const Sight sight = m_camera.sightOf(at, m_view);
        if (sight.depth <= 0 || !view.contains(sight.at))
            return;
        const double width = std::ceil(plateMetrics.horizontalAdvance(text)) + 14;
        QRectF rect{0, 0, width, 19};
        rect.moveCenter({sight.at.x(), 0});
        rect.moveBottom(sight.at.y() - lift);
        if (style == QStringLiteral("selected")) {
            rect.moveLeft(std::clamp(rect.left(), 2.0, std::max(2.0, view.right() - width - 2)));
            rect.moveTop(std::max(rect.top(), 2.0));
        }
        rect.moveTopLeft({std::round(rect.left()), std::round(rect.top())});
        if (!free(rect))
            return;
        taken.push_back(rect);
        plates.push_back({text, rect, style, {}, lift > 6 ? sight.at : QPointF{}});
    };
    const auto topOf = [&](const SceneTarget& target) {
        const SceneItem& item = m_scene->items()[target.item];
        const Bounds& box = m_scene->shapeOf(item).bounds;
        if (target.device) {
            const Bounds device = m_scene->boundsOf(target);
            return QVector3D{device.centre().x(), device.high.y(), device.centre().z()};
        }
        const QVector3D front{0, box.high.y(), box.high.z() * 0.4F};
        return placed(Bounds{front, front}, item.place, item.turn).low;
    };
    const auto nameOf = [&](const SceneTarget& target) {
        const SceneItem& item = m_scene->items()[target.item];
        if (!target.device)
            return item.label;
        const Shape& shape = m_scene->shapeOf(item);
        const model::Device* device = shape.rack->device(shape.devices[*target.device].id);
        const QString name = device && !device->label.empty()
            ? QString::fromStdString(device->label)
            : QString::fromStdString(shape.devices[*target.device].id.text());
        return item.label + QStringLiteral(" › ") + name;
    };

    for (std::size_t i = 0; i < std::min(m_selected.size(), mostSelectedPlates); ++i)
        add(nameOf(m_selected[i]), topOf(m_selected[i]), QStringLiteral("selected"), 22);
    if (m_hovered && std::ranges::find(m_selected, *m_hovered) == m_selected.end())
        add(nameOf(*m_hovered), topOf(*m_hovered), QStringLiteral("plate"), 22);

    for (std::size_t i = 0; i < m_overlay.values.size() && plates.size() < mostPlates; ++i) {
        const QString& text = m_overlay.values[i];
        const SceneItem& item = m_scene->items()[i];
        if (text.isEmpty() || !sees(item.box))
            continue;
        const Bounds& box = m_scene->shapeOf(item).bounds;
        // On the face that looks at the camera.
        const QVector3D ahead = placed(Bounds{{0, 0, 1}, {0, 0, 1}}, {}, item.turn).low;
        const bool rear = QVector3D::dotProduct(ahead, m_camera.position() - item.place) < 0;
        const QVector3D face{0, box.high.y() * 0.58F, rear ? box.low.z() - 5 : box.high.z() + 5};
        const QVector3D middle = placed(Bounds{face, face}, item.place, item.turn).low;
        const Sight sight = m_camera.sightOf(middle, m_view);
        const double wide = box.size().x() * m_camera.magnificationAt(sight.depth, m_view);
        if (sight.depth <= 0 || wide < valueLeast || !view.contains(sight.at))
            continue;
        const auto hits = m_scene->pick(m_camera.rayAt(sight.at, m_view));
        const double width = valueMetrics.horizontalAdvance(text);
        if (hits.empty() || hits.front().item != i || width > wide)
            continue;
        QRectF rect{0, 0, width + 4, 20};
        rect.moveCenter(sight.at);
        if (!free(rect))
            continue;
        taken.push_back(rect);
        plates.push_back({text, rect, QStringLiteral("value"), inkOn(m_overlay.colours[i]), {}});
    }

    std::vector<const SceneLabel*> labels;
    for (const SceneLabel& label : m_scene->labels()) {
        const Sight sight = m_camera.sightOf(label.at, m_view);
        if (sight.depth > 0
            && label.least * m_camera.magnificationAt(sight.depth, m_view) >= label.leastPixels)
            labels.push_back(&label);
    }
    std::ranges::stable_sort(labels, {}, [](const SceneLabel* label) { return label->rank; });
    for (const SceneLabel* label : labels)
        add(label->text, label->at, QStringLiteral("plate"), 3);
    m_plates.setPlates(std::move(plates));
}

QVector3D FloorStage::cameraPosition() const
{
    if (m_camera.perspective)
        return m_camera.position();
    // Far enough behind that nothing lies behind the camera.
    const float back =
        m_scene->room().bounds.united(m_scene->bounds()).size().length() + m_camera.distance;
    return m_camera.target - back * m_camera.forward();
}

qreal FloorStage::clipNear() const
{
    float nearest = 1e9F;
    const Bounds all = m_scene->room().bounds.united(m_scene->bounds()).grown(600);
    for (const QVector3D& corner : all.corners())
        nearest =
            std::min(nearest, QVector3D::dotProduct(corner - cameraPosition(), m_camera.forward()));
    // A fiftieth of the way to the target is near enough for what stands in the way.
    return std::max(nearest,
                    m_camera.perspective ? std::max(50.0F, m_camera.distance / 50) : 10.0F);
}

qreal FloorStage::clipFar() const
{
    float farthest = 1000;
    const Bounds all = m_scene->room().bounds.united(m_scene->bounds()).grown(600);
    for (const QVector3D& corner : all.corners())
        farthest = std::max(farthest,
                            QVector3D::dotProduct(corner - cameraPosition(), m_camera.forward()));
    return std::max<qreal>(farthest * 1.05, clipNear() * 2);
}

QVariantMap FloorStage::colours() const
{
    const ScenePalette& palette = m_scene->palette();
    const Theme& theme = palette.theme;
    QVariantMap map;
    const auto add = [&](const char* name, const QColor& colour) {
        map.insert(QLatin1StringView{name}, colour.isValid() ? colour : QColor{Qt::white});
    };
    add("backdropTop", palette.backdropTop);
    add("backdropBottom", palette.backdropBottom);
    add("plate", theme.panel);
    add("plateLine", theme.line);
    add("text", theme.text);
    add("text2", theme.text2);
    add("accent", theme.accent);
    add("error", theme.error);
    add("onAccent", theme.onAccent);
    return map;
}

QFont FloorStage::plateFont() const
{
    return face(nullptr, type::head, QFont::DemiBold);
}

QFont FloorStage::captionFont() const
{
    return face(nullptr, type::head, QFont::Medium);
}

QFont FloorStage::valueFont() const
{
    return face(nullptr, type::strip, QFont::DemiBold);
}

QVariantMap FloorStage::legend() const
{
    const Legend& legend = m_overlay.legend;
    QVariantMap map;
    map.insert(QStringLiteral("title"), legend.title);
    QVariantList scale;
    for (const QColor& colour : legend.scale)
        scale.push_back(colour);
    map.insert(QStringLiteral("scale"), scale);
    QVariantList ticks;
    for (const QString& tick : legend.ticks)
        ticks.push_back(tick);
    map.insert(QStringLiteral("ticks"), ticks);
    QVariantList entries;
    for (const LegendEntry& entry : legend.entries)
        entries.push_back(QVariantMap{{QStringLiteral("colour"), entry.colour},
                                      {QStringLiteral("text"), entry.text},
                                      {QStringLiteral("count"), grouped(entry.count)},
                                      {QStringLiteral("pattern"), static_cast<int>(entry.pattern)}});
    map.insert(QStringLiteral("entries"), entries);
    map.insert(QStringLiteral("limit"), legend.limit.value_or(-1));
    map.insert(QStringLiteral("limitText"), legend.limitText);
    return map;
}

} // namespace colonnade::render
