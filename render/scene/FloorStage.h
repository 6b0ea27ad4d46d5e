#pragma once

#include "render/scene/StageContent.h"
#include "render/scene/StageParts.h"

#include <QFont>
#include <QVariant>

#include <memory>
#include <optional>

class QQmlEngine;
class QQuickItem;

namespace colonnade::render {

/// What the QML module Colonnade.Floor shows: a scene through a camera, with marks.
///
/// Chooses the level of detail for each item by its height in the picture: relief and elevation
/// picture from 220 px, bands of kinds below, one box for a row under 12 px. Leaves out what the
/// camera does not see.
class FloorStage final : public QObject {
    Q_OBJECT
    Q_PROPERTY(QAbstractListModel* shapes READ shapes CONSTANT)
    Q_PROPERTY(QAbstractListModel* furniture READ furniture CONSTANT)
    Q_PROPERTY(QQuick3DGeometry* floor READ floor CONSTANT)
    Q_PROPERTY(QQuick3DGeometry* roomSolids READ roomSolids CONSTANT)
    Q_PROPERTY(QQuick3DGeometry* roomMarks READ roomMarks CONSTANT)
    Q_PROPERTY(QQuick3DGeometry* cube READ cube CONSTANT)
    Q_PROPERTY(QQuick3DGeometry* rowBox READ rowBox CONSTANT)
    Q_PROPERTY(QQuick3DGeometry* axisCube READ axisCube CONSTANT)
    Q_PROPERTY(QQuick3DGeometry* backdrop READ backdrop CONSTANT)
    Q_PROPERTY(QQuick3DInstancing* once READ once CONSTANT)
    Q_PROPERTY(QQuick3DInstancing* rows READ rows CONSTANT)
    Q_PROPERTY(QQuick3DInstancing* outlines READ outlines CONSTANT)
    Q_PROPERTY(QQuick3DInstancing* tints READ tints CONSTANT)
    Q_PROPERTY(QQuick3DTextureData* tile READ tile CONSTANT)
    Q_PROPERTY(QAbstractListModel* plates READ plates CONSTANT)
    Q_PROPERTY(QVector3D cameraPosition READ cameraPosition NOTIFY cameraChanged)
    Q_PROPERTY(QQuaternion cameraRotation READ cameraRotation NOTIFY cameraChanged)
    Q_PROPERTY(qreal fieldOfView READ fieldOfView CONSTANT)
    Q_PROPERTY(bool perspective READ isPerspective NOTIFY cameraChanged)
    Q_PROPERTY(qreal magnification READ magnification NOTIFY cameraChanged)
    Q_PROPERTY(qreal clipNear READ clipNear NOTIFY cameraChanged)
    Q_PROPERTY(qreal clipFar READ clipFar NOTIFY cameraChanged)
    Q_PROPERTY(QVariantMap colours READ colours NOTIFY themeChanged)
    Q_PROPERTY(QFont plateFont READ plateFont CONSTANT)
    Q_PROPERTY(QFont captionFont READ captionFont CONSTANT)
    Q_PROPERTY(QFont valueFont READ valueFont CONSTANT)
    Q_PROPERTY(QString caption READ caption NOTIFY captionChanged)
    Q_PROPERTY(QVariantMap legend READ legend NOTIFY overlayChanged)
    Q_PROPERTY(QRectF legendArea READ legendArea WRITE setLegendArea NOTIFY legendAreaChanged)
    Q_PROPERTY(QRectF rubberBand READ rubberBand NOTIFY rubberBandChanged)
    Q_PROPERTY(bool touching READ isTouching NOTIFY rubberBandChanged)
    Q_PROPERTY(bool decorated READ isDecorated NOTIFY decoratedChanged)
    Q_PROPERTY(bool smooth READ isSmooth NOTIFY smoothChanged)
public:
    explicit FloorStage(QObject* parent = nullptr);
    ~FloorStage() override;

    void setScene(std::shared_ptr<const FloorScene> scene);
    [[nodiscard]] const FloorScene& scene() const
    {
        return *m_content.scene;
    } ///< Empty before the first is set.
    void setOverlay(OverlayColours overlay);
    [[nodiscard]] const OverlayColours& overlay() const { return m_content.overlay; }
    void setSelected(std::vector<SceneTarget> targets);
    void setHovered(std::optional<SceneTarget> target);
    void setGhosts(std::vector<FloorGhost> ghosts);
    void setCamera(const Camera& camera);
    [[nodiscard]] const Camera& camera() const { return m_content.camera; }
    void setViewSize(QSizeF size);
    [[nodiscard]] QSizeF viewSize() const { return m_content.view; }
    void setRubberBand(const QRectF& pixels, bool touching);
    /// Shows caption, legend and axis cube.
    void setDecorated(bool decorated);
    /// Smooths edges; costs time in software.
    void setSmooth(bool smooth);

    /// The item of the QML module that shows this stage. Fails with what the QML engine says.
    model::Result<std::unique_ptr<QQuickItem>> createItem(QQmlEngine& engine);

    /// Height in pixels from which devices of a rack can be picked.
    static constexpr float closeFrom = 220;
    static constexpr float rowsBelow = 12;
    /// Height of the item in the picture.
    [[nodiscard]] float pixelHeight(const SceneItem& item) const { return m_content.pixelHeight(item); }
    /// Drawn in relief in the present picture, drawn plain, and drawn as rows.
    struct Drawn {
        int close = 0, plain = 0, rows = 0;
    };
    [[nodiscard]] Drawn drawn() const { return m_drawn; }

    QAbstractListModel* shapes() { return &m_shapeModel; }
    QAbstractListModel* furniture() { return &m_furnitureModel; }
    QQuick3DGeometry* floor() { return &m_floor; }
    QQuick3DGeometry* roomSolids() { return &m_roomSolids; }
    QQuick3DGeometry* roomMarks() { return &m_roomMarks; }
    QQuick3DGeometry* cube() { return &m_cube; }
    QQuick3DGeometry* rowBox() { return &m_rowBox; }
    QQuick3DGeometry* axisCube() { return &m_axisCube; }
    QQuick3DGeometry* backdrop() { return &m_backdrop; }
    QQuick3DInstancing* once() { return &m_once; }
    QQuick3DInstancing* rows() { return &m_rows; }
    QQuick3DInstancing* outlines() { return &m_outlines; }
    QQuick3DInstancing* tints() { return &m_tints; }
    QQuick3DTextureData* tile() { return &m_tile; }
    [[nodiscard]] bool isOverlaid() const { return m_content.overlay.overlay != FloorOverlay::None; }
    QAbstractListModel* plates() { return &m_plates; }
    [[nodiscard]] const std::vector<PlateModel::Plate>& plateList() const
    {
        return m_plates.plates();
    }
    [[nodiscard]] QVector3D cameraPosition() const;
    [[nodiscard]] QQuaternion cameraRotation() const { return m_content.camera.rotation(); }
    [[nodiscard]] qreal fieldOfView() const { return Camera::fieldOfView; }
    [[nodiscard]] bool isPerspective() const { return m_content.camera.perspective; }
    [[nodiscard]] qreal magnification() const { return m_content.camera.magnification(m_content.view); }
    [[nodiscard]] qreal clipNear() const;
    [[nodiscard]] qreal clipFar() const;
    [[nodiscard]] QVariantMap colours() const;
    [[nodiscard]] QFont plateFont() const;
    [[nodiscard]] QFont captionFont() const;
    [[nodiscard]] QFont valueFont() const;
    [[nodiscard]] QString caption() const { return m_content.scene->caption(); }
    [[nodiscard]] QVariantMap legend() const;
    /// Where the legend stands, in pixels of the view; names keep clear of it. Empty: nowhere.
    [[nodiscard]] QRectF legendArea() const { return m_content.legendArea; }
    void setLegendArea(const QRectF& pixels);
    [[nodiscard]] QRectF rubberBand() const { return m_rubberBand; }
    [[nodiscard]] bool isTouching() const { return m_touching; }
    [[nodiscard]] bool isDecorated() const { return m_decorated; }
    [[nodiscard]] bool isSmooth() const { return m_smooth; }

signals:
    void overlayChanged();
    void legendAreaChanged();
    void cameraChanged();
    void themeChanged();
    void captionChanged();
    void rubberBandChanged();
    void decoratedChanged();
    void smoothChanged();

private:
    void takeTheme();
    void takeShapes();
    void takeFurniture();
    void place();
    void placeItems();
    void placeFurniture();
    void placeMarks();
    void placePlates();
    [[nodiscard]] InstanceTable::InstanceTableEntry entryOf(std::size_t item) const;

    StageContent m_content;
    QRectF m_rubberBand;
    bool m_touching = false;
    bool m_decorated = true;
    bool m_smooth = true;
    Drawn m_drawn;

    std::map<std::string, std::unique_ptr<ShapeBatch>> m_shapes; ///< By key of the shape.
    std::vector<std::unique_ptr<FurnitureBatch>> m_furniture;
    BatchModel m_shapeModel, m_furnitureModel;
    MeshGeometry m_floor, m_roomSolids, m_roomMarks, m_cube, m_rowBox, m_axisCube, m_backdrop;
    InstanceTable m_once, m_rows, m_outlines, m_tints;
    PictureTexture m_tile;
    PlateModel m_plates;
};

} // namespace colonnade::render
