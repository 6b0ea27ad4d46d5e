#include "render/scene/StageParts.h"

#include "render/elevation/ElevationPainter.h"

#include <QPainter>

#include <algorithm>

namespace colonnade::render {
namespace {

constexpr int bandWidth = 96; ///< Pixels of one face; devices are bands with a bar.
constexpr int closeWidth = 360; ///< Pixels of one face at more than 220 px of height on the screen.

/// The colours of kinds stronger than in a drawing, since a floor is seen from farther away than an
/// elevation.
void tintByKind(QPainter& painter, const model::RackDesign& rack, const Theme& theme,
                const ElevationLayout& layout, FaceSide side)
{
    for (const model::Device& device : rack.devices()) {
        const QRectF place = layout.place(rack, *device.part, device.mount, side);
        if (place.isEmpty() || device.zeroU() || device.part->kind == model::PartKind::Blanking)
            continue;
        QColor kind = theme.kind(device.part->role);
        const double bar = place.width() * 0.05;
        const double left = side == FaceSide::Front ? place.left() : place.right() - bar;
        painter.fillRect(QRectF{left, place.top(), bar, place.height()}, kind);
        kind.setAlphaF(theme.dark ? 0.20F : 0.15F);
        painter.fillRect(place, kind);
    }
}

} // namespace

void InstanceTable::setEntries(std::vector<InstanceTableEntry> entries)
{
    const bool changesCount = entries.size() != m_entries.size();
    const bool same = !changesCount
        && std::equal(entries.begin(), entries.end(), m_entries.begin(),
                      [](const InstanceTableEntry& a, const InstanceTableEntry& b) {
                          return a.row0 == b.row0 && a.row1 == b.row1 && a.row2 == b.row2
                              && a.color == b.color && a.instanceData == b.instanceData;
                      });
    if (same)
        return;
    m_entries = std::move(entries);
    markDirty();
    if (changesCount)
        emit countChanged();
}

namespace {

constexpr QVector4D white{1, 1, 1, 1};

InstanceTable::InstanceTableEntry stretched(const Bounds& box, QVector4D colour, QVector4D data)
{
    const QVector3D size = box.size();
    const QVector3D at = box.centre();
    return {
        {size.x(), 0, 0, at.x()}, {0, size.y(), 0, at.y()}, {0, 0, size.z(), at.z()}, colour, data};
}

QVector4D tintOf(const QColor& tint, InstanceTable::Tinted tinted)
{
    return {tint.redF(), tint.greenF(), tint.blueF(), static_cast<float>(tinted)};
}

} // namespace

InstanceTable::InstanceTableEntry InstanceTable::entry(const QMatrix4x4& place, const QColor& tint,
                                                       Tinted tinted)
{
    return {place.row(0), place.row(1), place.row(2), white, tintOf(tint, tinted)};
}

InstanceTable::InstanceTableEntry InstanceTable::boxEntry(const Bounds& box, const QColor& tint,
                                                          Tinted tinted)
{
    return stretched(box, white, tintOf(tint, tinted));
}

InstanceTable::InstanceTableEntry InstanceTable::flatEntry(const Bounds& box, const QColor& colour)
{
    return stretched(box, vectorOf(colour), white);
}

QByteArray InstanceTable::getInstanceBuffer(int* instanceCount)
{
    if (instanceCount)
        *instanceCount = count();
    return {reinterpret_cast<const char*>(m_entries.data()),
            static_cast<qsizetype>(m_entries.size() * sizeof(InstanceTableEntry))};
}

MeshGeometry::MeshGeometry(QQuick3DObject* parent) : QQuick3DGeometry(parent)
{
    setStride(sizeof(Vertex));
}

void MeshGeometry::setMesh(const Mesh& mesh)
{
    clear();
    const auto bytes = [](const auto& vector) {
        return QByteArray{reinterpret_cast<const char*>(vector.data()),
                          static_cast<qsizetype>(vector.size() * sizeof(vector[0]))};
    };
    setVertexData(bytes(mesh.vertices()));
    setIndexData(bytes(mesh.indices()));
    setStride(sizeof(Vertex));
    setPrimitiveType(PrimitiveType::Triangles);
    const Bounds bounds = mesh.bounds();
    setBounds(bounds.low, bounds.high);
    addAttribute(Attribute::PositionSemantic, offsetof(Vertex, position), Attribute::F32Type);
    addAttribute(Attribute::NormalSemantic, offsetof(Vertex, normal), Attribute::F32Type);
    addAttribute(Attribute::ColorSemantic, offsetof(Vertex, colour), Attribute::F32Type);
    addAttribute(Attribute::TexCoordSemantic, offsetof(Vertex, uv), Attribute::F32Type);
    addAttribute(Attribute::IndexSemantic, 0, Attribute::U32Type);
    update();
    if (m_empty != mesh.empty()) {
        m_empty = mesh.empty();
        emit emptyChanged();
    }
}

void PictureTexture::setPicture(const QImage& picture)
{
    const QImage plain = picture.convertToFormat(QImage::Format_RGBA8888);
    setFormat(RGBA8);
    setSize(plain.size());
    // Rows of this format have no padding.
    setTextureData(
        QByteArray{reinterpret_cast<const char*>(plain.constBits()), plain.sizeInBytes()});
    update();
}

void PlateModel::setPlates(std::vector<Plate> plates)
{
    const int before = rowCount();
    const int after = static_cast<int>(plates.size());
    if (after < before) {
        beginRemoveRows({}, after, before - 1);
        m_plates.resize(plates.size());
        endRemoveRows();
    }
    for (int row = 0; row < std::min(before, after); ++row) {
        const auto at = static_cast<std::size_t>(row);
        if (m_plates[at] == plates[at])
            continue;
        m_plates[at] = plates[at];
        emit dataChanged(index(row), index(row));
    }
    if (after > before) {
        beginInsertRows({}, before, after - 1);
        m_plates = std::move(plates);
        endInsertRows();
    }
}

int PlateModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_plates.size());
}

QVariant PlateModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Plate& plate = m_plates[static_cast<std::size_t>(index.row())];
    switch (role) {
    case TextRole: return plate.text;
    case RectRole: return plate.rect;
    case StyleRole: return plate.style;
    case InkRole: return plate.ink;
    case FootRole: return plate.foot;
    default: return {};
    }
}

QHash<int, QByteArray> PlateModel::roleNames() const
{
    return {{TextRole, "label"},
            {RectRole, "place"},
            {StyleRole, "style"},
            {InkRole, "ink"},
            {FootRole, "foot"}};
}

void BatchModel::setBatches(const std::vector<QObject*>& batches)
{
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (std::ranges::find(batches, m_batches[static_cast<std::size_t>(row)]) != batches.end())
            continue;
        beginRemoveRows({}, row, row);
        m_batches.erase(m_batches.begin() + row);
        endRemoveRows();
    }
    for (QObject* batch : batches) {
        if (std::ranges::find(m_batches, batch) != m_batches.end())
            continue;
        beginInsertRows({}, rowCount(), rowCount());
        m_batches.push_back(batch);
        endInsertRows();
    }
}

int BatchModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_batches.size());
}

QVariant BatchModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != BatchRole)
        return {};
    return QVariant::fromValue(m_batches[static_cast<std::size_t>(index.row())]);
}

QHash<int, QByteArray> BatchModel::roleNames() const
{
    return {{BatchRole, "batch"}};
}

void ShapeBatch::setShape(std::shared_ptr<const Shape> shape, const Theme& theme)
{
    if (m_shape == shape)
        return;
    m_shape = std::move(shape);
    m_theme = &theme;
    m_body.setMesh(m_shape->body);
    m_faces.setMesh(m_shape->faces);
    m_plainBody.setMesh(m_shape->plainBody);
    m_plainFaces.setMesh(m_shape->plainFaces);
    m_closePainted = false;
    if (!m_shape->rack)
        return;
    const int height = std::max(
        1, static_cast<int>(bandWidth * m_shape->opening.height() / m_shape->opening.width()));
    m_bands.setPicture(bandPicture(*m_shape->rack, theme, {bandWidth, height}));
    if (m_near.count() > 0)
        setPlaces(m_near.entries(), m_far.entries());
}

void ShapeBatch::setPlaces(std::vector<InstanceTable::InstanceTableEntry> near,
                           std::vector<InstanceTable::InstanceTableEntry> far)
{
    if (!near.empty() && !m_closePainted && m_shape->rack) {
        m_close.setPicture(closePicture(*m_shape->rack, *m_theme, closeWidth));
        m_closePainted = true;
    }
    m_near.setEntries(std::move(near));
    m_far.setEntries(std::move(far));
}

void FurnitureBatch::setFurniture(std::shared_ptr<const Furniture> furniture)
{
    if (m_furniture == furniture)
        return;
    m_furniture = std::move(furniture);
    m_solids.setMesh(m_furniture->solids);
    m_marks.setMesh(m_furniture->marks);
    m_glass.setMesh(m_furniture->glass);
}

QImage closePicture(const model::RackDesign& rack, const Theme& theme, int faceWidth)
{
    ElevationContent content;
    content.rack = &rack;
    content.judged = true;
    QImage both;
    for (const FaceSide side : {FaceSide::Front, FaceSide::Rear}) {
        ElevationOptions options;
        options.views = side == FaceSide::Front ? ElevationOptions::Views::Front
                                                : ElevationOptions::Views::Rear;
        options.titles = options.rulers = options.brackets = options.legend = false;
        options.detail = FaceDetail::Faces;
        const auto opening = [&](double scale) {
            return ElevationLayout::scaled(rack, {}, scale, options).opening(side);
        };
        const double scale = faceWidth / std::max(1.0, opening(1).width());
        const QRectF shown = opening(scale);
        const QSize face{faceWidth, std::max(1, qRound(shown.height()))};
        if (both.isNull()) {
            both = QImage{face.width() * 2, face.height(), QImage::Format_RGBA8888};
            both.fill(theme.opening);
        }
        QImage one{face, QImage::Format_ARGB32_Premultiplied};
        one.fill(theme.opening);
        QPainter on{&one};
        on.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
        const ElevationPainter painter{
            theme, ElevationLayout::scaled(rack, -shown.topLeft(), scale, options)};
        painter.paintRack(on, content);
        tintByKind(on, rack, theme, painter.layout(), side);
        on.end();
        QPainter join{&both};
        join.drawImage(side == FaceSide::Front ? 0 : face.width(), 0, one);
    }
    return both;
}

} // namespace colonnade::render
