#include "render/scene/FloorStage.h"

#include "model/units/AddOnce.h"
#include "render/scene/StageFixtures.h"
#include "render/scene/StageMarks.h"
#include "render/scene/StagePlates.h"
#include "render/theme/Fonts.h"

#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickItem>
#include <QtQml/qqml.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace colonnade::render {
namespace {

constexpr std::size_t mostClose = 48; ///< Racks in relief at once; the nearest ones.
constexpr float thinnestTray = 1.2F; ///< Pixels below which trays are not drawn.

} // namespace

FloorStage::FloorStage(QObject* parent)
    : QObject{parent}
{
    m_content.scene = std::make_shared<const FloorScene>();
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
        || m_content.scene->palette().theme.name != scene->palette().theme.name || !m_content.scene->hall();
    const QString before = caption();
    m_content.scene = std::move(scene);
    // Numbers of items are those of the scene before.
    m_content.selected.clear();
    m_content.hovered.reset();
    m_content.ghosts.clear();
    m_content.overlay = {};
    if (newTheme)
        takeTheme();
    takeShapes();
    takeFurniture();
    m_floor.setMesh(m_content.scene->room().floor);
    m_roomSolids.setMesh(m_content.scene->room().solids);
    m_roomMarks.setMesh(m_content.scene->room().marks);
    emit overlayChanged();
    emit cameraChanged();
    if (caption() != before)
        emit captionChanged();
    place();
}

void FloorStage::takeTheme()
{
    const ScenePalette& palette = m_content.scene->palette();
    m_tile.setPicture(tilePicture(palette));
    m_rowBox.setMesh(rowBoxMesh(palette));
    m_axisCube.setMesh(axisCubeMesh(palette));
    emit themeChanged();
}

void FloorStage::takeShapes()
{
    std::map<std::string, std::unique_ptr<ShapeBatch>> before = std::exchange(m_shapes, {});
    std::vector<QObject*> batches;
    for (const auto& shape : m_content.scene->shapes()) {
        std::unique_ptr<ShapeBatch> batch;
        if (const auto old = before.find(shape->key); old != before.end()) {
            batch = std::move(old->second);
            before.erase(old);
        } else {
            batch = std::make_unique<ShapeBatch>(this);
        }
        batch->setShape(shape, Theme::of(m_content.scene->palette().theme.name));
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
    for (const SceneGroup& group : m_content.scene->groups())
        model::addOnce(wanted, group.furniture);
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
    m_content.overlay = std::move(overlay);
    emit overlayChanged();
    place();
}

void FloorStage::setSelected(std::vector<SceneTarget> targets)
{
    m_content.selected = std::move(targets);
    placeMarks();
    placePlates();
}

void FloorStage::setHovered(std::optional<SceneTarget> target)
{
    if (m_content.hovered == target)
        return;
    m_content.hovered = target;
    placeMarks();
    placePlates();
}

void FloorStage::setGhosts(std::vector<FloorGhost> ghosts)
{
    if (ghosts.empty() && m_content.ghosts.empty())
        return;
    m_content.ghosts = std::move(ghosts);
    placeMarks();
}

void FloorStage::setCamera(const Camera& camera)
{
    if (m_content.camera == camera)
        return;
    m_content.camera = camera;
    emit cameraChanged();
    place();
}

void FloorStage::setViewSize(QSizeF size)
{
    if (m_content.view == size || size.isEmpty())
        return;
    m_content.view = size;
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

InstanceTable::InstanceTableEntry FloorStage::entryOf(std::size_t item) const
{
    const SceneItem& at = m_content.scene->items()[item];
    const bool overlaid = item < m_content.overlay.colours.size();
    const bool rack = m_content.scene->shapeOf(at).rack != nullptr;
    return InstanceTable::entry(placed(at.place, at.turn),
                                overlaid ? m_content.overlay.colours[item] : QColor{Qt::white},
                                !overlaid  ? InstanceTable::Nothing
                                    : rack ? InstanceTable::Roof
                                           : InstanceTable::RoofAndWhole);
}

void FloorStage::placeItems()
{
    const auto& items = m_content.scene->items();
    std::vector<std::pair<float, std::size_t>> close;
    std::vector<std::size_t> plain;
    std::vector<InstanceTable::InstanceTableEntry> rows;
    m_drawn = {};
    for (const SceneRun& run : m_content.scene->runs()) {
        if (!m_content.sees(run.box))
            continue;
        const float pixels = run.box.size().y() * m_content.magnificationOf(run.box);
        if (pixels < rowsBelow) {
            if (isOverlaid()) {
                // Boxes of one run may differ; each keeps its colour as a piece of the row.
                for (const std::size_t i : run.items)
                    rows.push_back(InstanceTable::boxEntry(items[i].box, m_content.overlay.colours[i],
                                                           InstanceTable::RoofAndWhole));
            } else {
                rows.push_back(InstanceTable::boxEntry(run.box, run.tint, InstanceTable::Whole));
            }
            m_drawn.rows += static_cast<int>(run.items.size());
            continue;
        }
        for (const std::size_t i : run.items) {
            if (pixels >= closeFrom && pixelHeight(items[i]) >= closeFrom && m_content.sees(items[i].box))
                close.emplace_back(m_content.camera.depthOf(items[i].box), i);
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

    std::vector<std::vector<InstanceTable::InstanceTableEntry>> near(m_content.scene->shapes().size());
    std::vector<std::vector<InstanceTable::InstanceTableEntry>> far(near.size());
    for (const auto& [depth, i] : close)
        near[items[i].shape].push_back(entryOf(i));
    for (const std::size_t i : plain)
        far[items[i].shape].push_back(entryOf(i));
    for (std::size_t shape = 0; shape < near.size(); ++shape)
        m_shapes.at(m_content.scene->shapes()[shape]->key)
            ->setPlaces(std::move(near[shape]), std::move(far[shape]));
    m_rows.setEntries(std::move(rows));
}

void FloorStage::placeFurniture()
{
    for (const auto& batch : m_furniture) {
        std::vector<InstanceTable::InstanceTableEntry> all, near;
        for (const SceneGroup& group : m_content.scene->groups()) {
            if (group.furniture != batch->furniture() || !m_content.sees(group.box))
                continue;
            const auto entry = InstanceTable::entry(placed(group.place, group.turn));
            all.push_back(entry);
            if (60 * m_content.magnificationOf(group.box) >= thinnestTray)
                near.push_back(entry);
        }
        batch->all()->setEntries(std::move(all));
        batch->near()->setEntries(std::move(near));
    }
}

void FloorStage::placeMarks()
{
    StageMarks marks = marksOf(m_content);
    m_outlines.setEntries(std::move(marks.outlines));
    m_tints.setEntries(std::move(marks.tints));
}

void FloorStage::placePlates()
{
    m_plates.setPlates(platesOf(m_content));
}

void FloorStage::setLegendArea(const QRectF& pixels)
{
    if (pixels == m_content.legendArea)
        return;
    m_content.legendArea = pixels;
    placePlates();
    emit legendAreaChanged();
}

QVector3D FloorStage::cameraPosition() const
{
    if (m_content.camera.perspective)
        return m_content.camera.position();
    // Far enough behind that nothing lies behind the camera.
    const float back =
        m_content.scene->room().bounds.united(m_content.scene->bounds()).size().length() + m_content.camera.distance;
    return m_content.camera.target - back * m_content.camera.forward();
}

qreal FloorStage::clipNear() const
{
    float nearest = 1e9F;
    const Bounds all = m_content.scene->room().bounds.united(m_content.scene->bounds()).grown(600);
    for (const QVector3D& corner : all.corners())
        nearest =
            std::min(nearest, QVector3D::dotProduct(corner - cameraPosition(), m_content.camera.forward()));
    // A fiftieth of the way to the target is near enough for what stands in the way.
    return std::max(nearest,
                    m_content.camera.perspective ? std::max(50.0F, m_content.camera.distance / 50) : 10.0F);
}

qreal FloorStage::clipFar() const
{
    float farthest = 1000;
    const Bounds all = m_content.scene->room().bounds.united(m_content.scene->bounds()).grown(600);
    for (const QVector3D& corner : all.corners())
        farthest = std::max(farthest,
                            QVector3D::dotProduct(corner - cameraPosition(), m_content.camera.forward()));
    return std::max<qreal>(farthest * 1.05, clipNear() * 2);
}

QVariantMap FloorStage::colours() const
{
    const ScenePalette& palette = m_content.scene->palette();
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
    return render::plateFont();
}

QFont FloorStage::captionFont() const
{
    return face(nullptr, type::head, QFont::Medium);
}

QFont FloorStage::valueFont() const
{
    return render::valueFont();
}

QVariantMap FloorStage::legend() const
{
    const Legend& legend = m_content.overlay.legend;
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
