#include "ui/floor/FloorCanvas.h"

#include "render/scene/ClearView.h"

#include <QApplication>
#include <QMouseEvent>
#include <QQuickItem>
#include <QStyle>

#include <algorithm>
#include <cmath>

namespace colonnade::ui {
namespace {

constexpr int glideMilliseconds = 200;
constexpr float degreesPerPixel = 0.4F;
constexpr float keyDegrees = 7.5F;
constexpr double keyPixels = 40;
constexpr double axisSide = 52; ///< Of the square that holds the axis cube, in Floor.qml.
constexpr double axisMargin = 10;
constexpr double axisScale = 27;

/// Pixels after which a press becomes a drag.
bool isDrag(QPointF from, QPointF to)
{
    return (to - from).manhattanLength() >= 4;
}

} // namespace

FloorCanvas::FloorCanvas(render::FloorStage& stage, QWidget* parent)
    : QQuickWidget(parent), m_stage{stage}
{
    setObjectName(QStringLiteral("floorCanvas"));
    setResizeMode(QQuickWidget::SizeRootObjectToView);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(120, 90);
    auto item = m_stage.createItem(*engine());
    if (item)
        setContent({}, nullptr, item->release());
    else
        m_failure = QString::fromStdString(item.error().text);
    m_glide.setStartValue(0.0);
    m_glide.setEndValue(1.0);
    m_glide.setEasingCurve(QEasingCurve::InOutCubic);
    connect(&m_glide, &QVariantAnimation::valueChanged, this, [this](const QVariant& share) {
        m_stage.setCamera(m_from.towards(m_to, share.toFloat()));
    });
}

void FloorCanvas::jumpTo(const render::Camera& camera)
{
    m_glide.stop();
    m_to = camera;
    m_stage.setCamera(camera);
}

void FloorCanvas::glideTo(const render::Camera& camera)
{
    // Reduced motion is a duration of zero in the style.
    const int duration = style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) > 0
        ? glideMilliseconds
        : 0;
    const bool turnsProjection = camera.perspective != m_stage.camera().perspective;
    if (duration == 0 || !isVisible() || turnsProjection) {
        jumpTo(camera);
        return;
    }
    m_glide.stop();
    m_from = m_stage.camera();
    m_to = camera;
    m_glide.setDuration(duration);
    m_glide.start();
}

void FloorCanvas::goHome(bool glide)
{
    m_home = true;
    render::Camera camera = m_to.looking(render::ViewDirection::Corner);
    camera.perspective = true;
    const auto corners = m_stage.scene().corners();
    camera = camera.framing(corners, viewSize());
    if (glide)
        glideTo(camera);
    else
        jumpTo(camera);
}

void FloorCanvas::look(render::ViewDirection direction)
{
    m_home = false;
    render::Camera camera = m_to.looking(direction);
    camera.perspective = direction == render::ViewDirection::Corner;
    const auto corners = m_stage.scene().corners();
    glideTo(camera.framing(corners, viewSize()));
    emit cameraTurned(direction);
}

void FloorCanvas::togglePerspective()
{
    m_home = false;
    render::Camera camera = m_to;
    camera.perspective = !camera.perspective;
    jumpTo(camera);
}

bool FloorCanvas::frame(const std::vector<render::SceneTarget>& targets)
{
    m_home = false;
    const render::Camera before = m_to;
    glideTo(render::clearView(m_stage.scene(), targets, m_to, viewSize(), 0.72F));
    return m_to.yaw == before.yaw && m_to.pitch == before.pitch;
}

bool FloorCanvas::keepInSight(const std::vector<render::Bounds>& boxes)
{
    const QRectF view{QPointF{}, viewSize()};
    const auto inSight = [&](const render::Bounds& box) {
        const render::Sight sight = m_to.sightOf(box.centre(), viewSize());
        return sight.depth > 0 && view.contains(sight.at);
    };
    if (std::ranges::all_of(boxes, inSight))
        return false;
    std::vector<QVector3D> places = m_stage.scene().corners();
    for (const render::Bounds& box : boxes) {
        const auto corners = box.corners();
        places.insert(places.end(), corners.begin(), corners.end());
    }
    glideTo(m_to.framing(places, viewSize()));
    return true;
}

std::vector<render::SceneHit> FloorCanvas::hitsAt(QPointF at) const
{
    return m_stage.scene().pick(m_stage.camera().rayAt(at, viewSize()));
}

void FloorCanvas::move(const render::Camera& camera)
{
    m_home = false;
    jumpTo(camera);
}

void FloorCanvas::orbit(float yaw, float pitch)
{
    move(m_stage.camera().orbited(yaw, pitch));
    emit cameraTurned(std::nullopt);
}

void FloorCanvas::zoom(float factor, QPointF at)
{
    const render::Camera& camera = m_stage.camera();
    const render::Ray ray = camera.rayAt(at, viewSize());
    const auto hits = m_stage.scene().pick(ray);
    const QVector3D fixed =
        !hits.empty() ? ray.at(hits.front().distance) : ray.onFloor().value_or(camera.target);
    // A floor that is almost seen from its edge is met too far away to be a good centre.
    const bool near = (fixed - camera.position()).length() < 4 * camera.distance;
    move(camera.zoomed(factor, near ? fixed : camera.target));
}

void FloorCanvas::resizeEvent(QResizeEvent* event)
{
    QQuickWidget::resizeEvent(event);
    m_stage.setViewSize(viewSize());
    if (m_home)
        goHome(false);
}

void FloorCanvas::mousePressEvent(QMouseEvent* event)
{
    setFocus(Qt::MouseFocusReason);
    if (m_gesture != Gesture::None)
        return;
    m_pressed = m_last = event->position();
    m_button = event->button();
    const bool alt = event->modifiers() & Qt::AltModifier;
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    if (m_button == Qt::MiddleButton)
        m_gesture = shift ? Gesture::Pan : Gesture::Orbit;
    else if (m_button == Qt::LeftButton && alt)
        m_gesture = shift ? Gesture::Pan : Gesture::Orbit;
    else
        m_gesture = Gesture::Pressed;
    m_glide.stop();
}

void FloorCanvas::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF at = event->position();
    const QPointF by = at - m_last;
    switch (m_gesture) {
    case Gesture::None: emit pointedAt(at); break;
    case Gesture::Pressed:
        if (!isDrag(m_pressed, at))
            return;
        if (m_button == Qt::RightButton)
            m_gesture = Gesture::Orbit;
        else if (m_button == Qt::LeftButton && hitsAt(m_pressed).empty() && !axisAt(m_pressed))
            m_gesture = Gesture::Band;
        break;
    case Gesture::Orbit:
        orbit(static_cast<float>(-by.x()) * degreesPerPixel,
              static_cast<float>(by.y()) * degreesPerPixel);
        break;
    case Gesture::Pan: move(m_stage.camera().panned(by, viewSize())); break;
    case Gesture::Band: showBand(at); break;
    }
    m_last = at;
}

void FloorCanvas::showBand(QPointF at)
{
    m_stage.setRubberBand(QRectF{m_pressed, at}.normalized(), at.x() < m_pressed.x());
}

void FloorCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != m_button)
        return;
    const Gesture gesture = std::exchange(m_gesture, Gesture::None);
    const QPointF at = event->position();
    if (gesture == Gesture::Band) {
        m_stage.setRubberBand({}, false);
        emit banded(QRectF{m_pressed, at}.normalized(), at.x() < m_pressed.x(), event->modifiers());
        return;
    }
    if (gesture != Gesture::Pressed || isDrag(m_pressed, at))
        return;
    if (m_button == Qt::RightButton)
        emit menuWanted(at);
    else if (const auto side = axisAt(at))
        lookAlong(*side);
    else if (m_button == Qt::LeftButton)
        emit clicked(at, event->modifiers());
}

void FloorCanvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && !axisAt(event->position()))
        emit doubleClicked(event->position());
}

void FloorCanvas::wheelEvent(QWheelEvent* event)
{
    const double steps = event->angleDelta().y() / 120.0;
    if (steps != 0)
        zoom(static_cast<float>(std::pow(0.84, steps)), event->position());
    event->accept();
}

void FloorCanvas::keyPressEvent(QKeyEvent* event)
{
    const bool keypad = event->modifiers() & Qt::KeypadModifier;
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    const auto turn = [&](float yaw, float pitch, QPointF pan) {
        if (shift)
            move(m_stage.camera().panned(pan, viewSize()));
        else
            orbit(yaw, pitch);
    };
    using render::ViewDirection;
    switch (event->key()) {
    case Qt::Key_1:
        if (keypad)
            return look(event->modifiers() & Qt::ControlModifier ? ViewDirection::Rear
                                                                 : ViewDirection::Front);
        break;
    case Qt::Key_3:
        if (keypad)
            return look(ViewDirection::Side);
        break;
    case Qt::Key_7:
        if (keypad)
            return look(ViewDirection::Top);
        break;
    case Qt::Key_5:
        if (keypad)
            return togglePerspective();
        break;
    case Qt::Key_Left: return turn(-keyDegrees, 0, {keyPixels, 0});
    case Qt::Key_Right: return turn(keyDegrees, 0, {-keyPixels, 0});
    case Qt::Key_Up: return turn(0, keyDegrees, {0, keyPixels});
    case Qt::Key_Down: return turn(0, -keyDegrees, {0, -keyPixels});
    case Qt::Key_Plus:
    case Qt::Key_Equal: return zoom(0.84F, QRectF{QPointF{}, viewSize()}.center());
    case Qt::Key_Minus: return zoom(1 / 0.84F, QRectF{QPointF{}, viewSize()}.center());
    default: break;
    }
    event->ignore();
}

void FloorCanvas::leaveEvent(QEvent* event)
{
    QQuickWidget::leaveEvent(event);
    emit left();
}

bool FloorCanvas::event(QEvent* event)
{
    // Keys that turn the camera here must not move the selection meanwhile.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool keypad = key->modifiers() & Qt::KeypadModifier;
        const bool digit = key->key() == Qt::Key_1 || key->key() == Qt::Key_3
            || key->key() == Qt::Key_5 || key->key() == Qt::Key_7;
        const bool arrow = key->key() >= Qt::Key_Left && key->key() <= Qt::Key_Down;
        if ((keypad && digit)
            || (arrow && !(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier)))) {
            event->accept();
            return true;
        }
    }
    return QQuickWidget::event(event);
}

std::optional<QVector3D> FloorCanvas::axisAt(QPointF at) const
{
    const QPointF middle{viewSize().width() - axisMargin - axisSide / 2, axisMargin + axisSide / 2};
    const QPointF away = at - middle;
    if (std::abs(away.x()) > axisSide / 2 || std::abs(away.y()) > axisSide / 2)
        return std::nullopt;
    const QQuaternion turn = m_stage.camera().rotation();
    const QVector3D origin = turn.rotatedVector(
        {static_cast<float>(away.x() / axisScale), static_cast<float>(-away.y() / axisScale), 4});
    const QVector3D direction = turn.rotatedVector({0, 0, -1});
    const render::Bounds cube{{-0.5F, -0.5F, -0.5F}, {0.5F, 0.5F, 0.5F}};
    const float length = cube.meets(origin, direction);
    if (length < 0)
        return std::nullopt;
    const QVector3D met = origin + length * direction;
    QVector3D side;
    int axis = 0;
    for (int i = 1; i < 3; ++i) {
        if (std::abs(met[i]) > std::abs(met[axis]))
            axis = i;
    }
    side[axis] = met[axis] > 0 ? 1.0F : -1.0F;
    return side;
}

void FloorCanvas::lookAlong(QVector3D side)
{
    using render::ViewDirection;
    if (side.y() != 0)
        return look(ViewDirection::Top);
    if (side.z() != 0)
        return look(side.z() > 0 ? ViewDirection::Front : ViewDirection::Rear);
    look(ViewDirection::Side);
    if (side.x() < 0) {
        render::Camera west = m_to;
        west.yaw = -90;
        glideTo(west);
    }
}

} // namespace colonnade::ui
