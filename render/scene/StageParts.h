#pragma once

#include "render/scene/FloorScene.h"

#include <QAbstractListModel>
#include <QQuick3DGeometry>
#include <QQuick3DInstancing>
#include <QQuick3DTextureData>

namespace colonnade::render {

/// Places of a thing that is drawn many times, as they go to the graphics card.
class InstanceTable final : public QQuick3DInstancing {
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY countChanged)
public:
    using QQuick3DInstancing::QQuick3DInstancing;
    [[nodiscard]] int count() const { return static_cast<int>(m_entries.size()); }
    void setEntries(std::vector<InstanceTableEntry> entries);
    [[nodiscard]] const std::vector<InstanceTableEntry>& entries() const { return m_entries; }

    /// What a tint colours of lit things: it replaces the colour of upward faces, and multiplies
    /// that of all others.
    enum Tinted { Nothing = 0, Roof = 1, Whole = 2, RoofAndWhole = 3 };
    static InstanceTableEntry entry(const QMatrix4x4& place, const QColor& tint = Qt::white,
                                    Tinted tinted = Nothing);
    /// The unit cube stretched to a box.
    static InstanceTableEntry boxEntry(const Bounds& box, const QColor& tint, Tinted tinted);
    /// The same for things without light, in this colour.
    static InstanceTableEntry flatEntry(const Bounds& box, const QColor& colour);

signals:
    void countChanged();

protected:
    QByteArray getInstanceBuffer(int* instanceCount) override;

private:
    std::vector<InstanceTableEntry> m_entries;
};

/// A mesh on its way to the graphics card.
class MeshGeometry final : public QQuick3DGeometry {
    Q_OBJECT
    Q_PROPERTY(bool empty READ isEmpty NOTIFY emptyChanged)
public:
    /// Empty, but with a stride: Qt 6.4 divides by it, also where there is no vertex.
    explicit MeshGeometry(QQuick3DObject* parent = nullptr);
    void setMesh(const Mesh& mesh);
    [[nodiscard]] bool isEmpty() const { return m_empty; }

signals:
    void emptyChanged();

private:
    bool m_empty = true;
};

/// A picture on its way to the graphics card.
class PictureTexture final : public QQuick3DTextureData {
    Q_OBJECT
public:
    using QQuick3DTextureData::QQuick3DTextureData;
    void setPicture(const QImage& picture);
};

/// Plates with names, in pixels of the view; rows keep their order, so that plates move instead of
/// blinking.
class PlateModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { TextRole = Qt::UserRole + 1, RectRole, StyleRole, InkRole, FootRole };
    struct Plate {
        QString text;
        QRectF rect;
        QString style; ///< "plate", "selected", "value".
        QColor ink; ///< Of a value.
        QPointF foot; ///< What the plate stands above; null without a leader.
        bool operator==(const Plate&) const = default;
    };

    using QAbstractListModel::QAbstractListModel;
    void setPlates(std::vector<Plate> plates);
    [[nodiscard]] const std::vector<Plate>& plates() const { return m_plates; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

private:
    std::vector<Plate> m_plates;
};

/// The batches that a repeater of the scene goes through, in the role "batch". A batch that stays keeps its row, and so
/// its delegate: Qt 6.4 ends the program where a texture is made anew for texture data that has been drawn already.
class BatchModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { BatchRole = Qt::UserRole + 1 };

    using QAbstractListModel::QAbstractListModel;
    /// Those that are gone may be deleted (later) behind this.
    void setBatches(const std::vector<QObject*>& batches);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

private:
    std::vector<QObject*> m_batches;
};

/// One shape with its places: near ones in relief, far ones plain.
class ShapeBatch final : public QObject {
    Q_OBJECT
    Q_PROPERTY(QQuick3DGeometry* body READ body CONSTANT)
    Q_PROPERTY(QQuick3DGeometry* faces READ faces CONSTANT)
    Q_PROPERTY(QQuick3DGeometry* plainBody READ plainBody CONSTANT)
    Q_PROPERTY(QQuick3DGeometry* plainFaces READ plainFaces CONSTANT)
    Q_PROPERTY(QQuick3DInstancing* near READ near CONSTANT)
    Q_PROPERTY(QQuick3DInstancing* far READ far CONSTANT)
    Q_PROPERTY(QQuick3DTextureData* closeTexture READ closeTexture CONSTANT)
    Q_PROPERTY(QQuick3DTextureData* bandTexture READ bandTexture CONSTANT)
public:
    explicit ShapeBatch(QObject* parent) : QObject{parent} {}

    void setShape(std::shared_ptr<const Shape> shape, const Theme& theme);
    void setPlaces(std::vector<InstanceTable::InstanceTableEntry> near,
                   std::vector<InstanceTable::InstanceTableEntry> far);
    [[nodiscard]] const std::shared_ptr<const Shape>& shape() const { return m_shape; }

    QQuick3DGeometry* body() { return &m_body; }
    QQuick3DGeometry* faces() { return &m_faces; }
    QQuick3DGeometry* plainBody() { return &m_plainBody; }
    QQuick3DGeometry* plainFaces() { return &m_plainFaces; }
    InstanceTable* near() { return &m_near; }
    InstanceTable* far() { return &m_far; }
    QQuick3DTextureData* closeTexture() { return &m_close; }
    QQuick3DTextureData* bandTexture() { return &m_bands; }

private:
    std::shared_ptr<const Shape> m_shape;
    const Theme* m_theme = nullptr;
    bool m_closePainted = false;
    MeshGeometry m_body, m_faces, m_plainBody, m_plainFaces;
    InstanceTable m_near, m_far;
    PictureTexture m_close, m_bands;
};

/// Furniture of one arrangement with its places.
class FurnitureBatch final : public QObject {
    Q_OBJECT
    Q_PROPERTY(QQuick3DGeometry* solids READ solids CONSTANT)
    Q_PROPERTY(QQuick3DGeometry* marks READ marks CONSTANT)
    Q_PROPERTY(QQuick3DGeometry* glass READ glass CONSTANT)
    Q_PROPERTY(QQuick3DInstancing* all READ all CONSTANT)
    Q_PROPERTY(QQuick3DInstancing* near READ near CONSTANT)
public:
    explicit FurnitureBatch(QObject* parent) : QObject{parent} {}

    void setFurniture(std::shared_ptr<const Furniture> furniture);
    [[nodiscard]] const std::shared_ptr<const Furniture>& furniture() const { return m_furniture; }

    QQuick3DGeometry* solids() { return &m_solids; }
    QQuick3DGeometry* marks() { return &m_marks; }
    QQuick3DGeometry* glass() { return &m_glass; }
    InstanceTable* all() { return &m_all; } ///< For what lies on the floor.
    InstanceTable* near() { return &m_near; } ///< For trays and pipes, where they can be seen.

private:
    std::shared_ptr<const Furniture> m_furniture;
    MeshGeometry m_solids, m_marks, m_glass;
    InstanceTable m_all, m_near;
};

/// Front and rear of a rack as the elevation draws them, side by side, for a look from close by.
QImage closePicture(const model::RackDesign& rack, const Theme& theme, int faceWidth);

} // namespace colonnade::render
