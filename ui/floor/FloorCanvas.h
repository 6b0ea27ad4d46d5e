#pragma once

#include "render/scene/FloorStage.h"

#include <QQuickWidget>
#include <QVariantAnimation>

namespace colonnade::ui {

/// The 3D picture with its camera: orbits, pans, zooms and glides; tells what was pointed at.
///
/// Middle or `Alt`+left drag orbits (right drag too, for pointers without a middle button),
/// `Shift`+middle pans, the wheel zooms at the cursor. Left drag from empty ground is a rubber
/// band: towards the right it takes what it encloses, towards the left what it touches.
class FloorCanvas final : public QQuickWidget {
    Q_OBJECT
public:
    /// The stage must outlive the canvas.
    explicit FloorCanvas(render::FloorStage& stage, QWidget* parent = nullptr);

    /// Why there is no picture; empty where there is one.
    [[nodiscard]] QString failure() const { return m_failure; }
    [[nodiscard]] QSizeF viewSize() const { return QSizeF{size()}; }
    /// Nobody has moved the camera since it showed everything; it follows the size of the view.
    [[nodiscard]] bool isAtHome() const { return m_home; }
    /// The camera that the present movement ends at.
    [[nodiscard]] const render::Camera& destination() const { return m_to; }

    void glideTo(const render::Camera& camera);
    void jumpTo(const render::Camera& camera);
    /// Shows everything, from the corner, and keeps it in sight when the size changes.
    void goHome(bool glide);
    void look(render::ViewDirection direction);
    void togglePerspective();
    /// Shows these from where they can be seen. False where the camera had to turn for that.
    bool frame(const std::vector<render::SceneTarget>& targets);
    /// Steps back without turning until these boxes are seen beside everything else; true where it had to.
    bool keepInSight(const std::vector<render::Bounds>& boxes);
    /// Things under a point, the nearest first.
    [[nodiscard]] std::vector<render::SceneHit> hitsAt(QPointF at) const;

signals:
    void clicked(QPointF at, Qt::KeyboardModifiers modifiers);
    void doubleClicked(QPointF at);
    void pointedAt(QPointF at); ///< The mouse moved without a button.
    void left();
    void banded(const QRectF& pixels, bool touching, Qt::KeyboardModifiers modifiers);
    void menuWanted(QPointF at);
    /// A drag, key or click on the axis cube has turned the camera; `direction` where it was one of
    /// the named views.
    void cameraTurned(std::optional<colonnade::render::ViewDirection> direction);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    enum class Gesture { None, Pressed, Orbit, Pan, Band };

    void move(const render::Camera& camera);
    void orbit(float yaw, float pitch);
    void zoom(float factor, QPointF at);
    void showBand(QPointF at);
    /// The side of the axis cube under a point.
    [[nodiscard]] std::optional<QVector3D> axisAt(QPointF at) const;
    void lookAlong(QVector3D side);

    render::FloorStage& m_stage;
    QString m_failure;
    QVariantAnimation m_glide;
    render::Camera m_from, m_to;
    bool m_home = true;
    Gesture m_gesture = Gesture::None;
    Qt::MouseButton m_button = Qt::NoButton;
    QPointF m_pressed, m_last;
};

} // namespace colonnade::ui
