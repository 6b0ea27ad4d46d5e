#include "render/scene/Camera.h"

#include <QString>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace colonnade::render {
namespace {

constexpr float nearest = 300; ///< Least distance of the camera from its target.
constexpr float farthest = 4.0e6F;

float tangent()
{
    return std::tan(Camera::fieldOfView / 2 * std::numbers::pi_v<float> / 180);
}

/// A place as the camera sees it: x to the right, y up, z away from it.
QVector3D seen(const Camera& camera, QVector3D place)
{
    const QVector3D local = camera.rotation().conjugated().rotatedVector(place - camera.position());
    return {local.x(), local.y(), -local.z()};
}

} // namespace

QString word(ViewDirection direction)
{
    switch (direction) {
    case ViewDirection::Corner: return QStringLiteral("corner");
    case ViewDirection::Front: return QStringLiteral("front");
    case ViewDirection::Side: return QStringLiteral("side");
    case ViewDirection::Top: return QStringLiteral("top");
    case ViewDirection::Rear: return QStringLiteral("rear");
    }
    return {};
}

std::optional<QVector3D> Ray::onFloor() const
{
    if (direction.y() > -1e-4F)
        return std::nullopt;
    return at(-origin.y() / direction.y());
}

QQuaternion Camera::rotation() const
{
    return QQuaternion::fromAxisAndAngle(0, 1, 0, yaw)
        * QQuaternion::fromAxisAndAngle(1, 0, 0, -pitch);
}

QVector3D Camera::position() const
{
    return target - distance * forward();
}

QVector3D Camera::forward() const
{
    return rotation().rotatedVector({0, 0, -1});
}

float Camera::magnification(QSizeF view) const
{
    return static_cast<float>(view.height()) / (2 * distance * tangent());
}

float Camera::magnificationAt(float depth, QSizeF view) const
{
    return perspective ? static_cast<float>(view.height()) / (2 * std::max(depth, 1.0F) * tangent())
                       : magnification(view);
}

Sight Camera::sightOf(QVector3D place, QSizeF view) const
{
    const QVector3D local = seen(*this, place);
    const float scale = magnificationAt(local.z(), view);
    return {{view.width() / 2 + static_cast<double>(local.x() * scale),
             view.height() / 2 - static_cast<double>(local.y() * scale)},
            // Parallel lines of sight begin far behind the camera, see `rayAt`.
            perspective ? local.z() : local.z() + farthest};
}

Ray Camera::rayAt(QPointF pixel, QSizeF view) const
{
    const float scale = magnification(view);
    const QVector3D atTarget{static_cast<float>(pixel.x() - view.width() / 2) / scale,
                             static_cast<float>(view.height() / 2 - pixel.y()) / scale, -distance};
    const QQuaternion turn = rotation();
    if (perspective)
        return {position(), turn.rotatedVector(atTarget.normalized())};
    // Without perspective all lines of sight are parallel; begin well behind the camera.
    const QVector3D start =
        position() + turn.rotatedVector({atTarget.x(), atTarget.y(), 0}) - farthest * forward();
    return {start, forward()};
}

float Camera::depthOf(const Bounds& box) const
{
    const QVector3D at = position();
    const QVector3D closest{std::clamp(at.x(), box.low.x(), box.high.x()),
                            std::clamp(at.y(), box.low.y(), box.high.y()),
                            std::clamp(at.z(), box.low.z(), box.high.z())};
    return std::max(1.0F, QVector3D::dotProduct(closest - at, forward()));
}

bool Camera::sees(const Bounds& box, QSizeF view) const
{
    const float aspect = static_cast<float>(view.width() / view.height());
    const QVector3D local = rotation().conjugated().rotatedVector(box.centre() - position());
    const float radius = box.size().length() / 2;
    const float depth = perspective ? -local.z() : distance;
    if (perspective && depth < -radius)
        return false;
    // Distance from the slanted planes of the view, made a little generous.
    const auto outside = [&](float across, float slope) {
        const float lean = perspective ? std::sqrt(1 + slope * slope) : 1;
        return std::abs(across) - slope * std::max(depth, 0.0F) > radius * lean;
    };
    return !outside(local.x(), tangent() * aspect) && !outside(local.y(), tangent());
}

Camera Camera::looking(ViewDirection direction) const
{
    Camera camera = *this;
    const auto turn = [&](float newYaw, float newPitch) {
        camera.yaw = newYaw;
        camera.pitch = newPitch;
    };
    switch (direction) {
    case ViewDirection::Corner: turn(-28, 24); break;
    case ViewDirection::Front: turn(0, 0); break;
    case ViewDirection::Side: turn(90, 0); break;
    case ViewDirection::Top: turn(0, 90); break;
    case ViewDirection::Rear: turn(180, 0); break;
    }
    return camera;
}

Camera Camera::framing(const Bounds& box, QSizeF view, float share) const
{
    const auto corners = box.corners();
    return framing(corners, view, share);
}

Camera Camera::framing(std::span<const QVector3D> places, QSizeF view, float share) const
{
    Camera camera = *this;
    if (places.empty())
        return camera;
    Bounds box{places.front(), places.front()};
    for (const QVector3D& place : places)
        box = box.united({place, place});
    camera.target = box.centre();
    camera.distance = 1000;
    const float up = tangent() * share;
    const float side = up * static_cast<float>(view.width() / std::max(view.height(), 1.0));
    // Each pass puts the target into the middle of what is seen; perspective makes that depend on
    // the distance. The first pass of three is within a tenth, the third within a pixel.
    for (int pass = 0; pass < 3; ++pass) {
        float wanted = nearest;
        for (const QVector3D& corner : places) {
            const QVector3D local = seen(camera, corner) - QVector3D{0, 0, camera.distance};
            const float reach = std::max(std::abs(local.x()) / side, std::abs(local.y()) / up);
            wanted = std::max(wanted, perspective ? reach - local.z() : reach);
        }
        camera.distance = std::clamp(wanted, nearest, farthest);
        float left = 1e9F, right = -1e9F, bottom = 1e9F, top = -1e9F;
        for (const QVector3D& corner : places) {
            const QVector3D local = seen(camera, corner);
            const float depth = perspective ? std::max(local.z(), 1.0F) / camera.distance : 1.0F;
            left = std::min(left, local.x() / depth);
            right = std::max(right, local.x() / depth);
            bottom = std::min(bottom, local.y() / depth);
            top = std::max(top, local.y() / depth);
        }
        camera.target +=
            camera.rotation().rotatedVector({(left + right) / 2, (bottom + top) / 2, 0});
    }
    return camera;
}

Camera Camera::orbited(float yawBy, float pitchBy) const
{
    Camera camera = *this;
    camera.yaw = std::remainder(yaw + yawBy, 360.0F);
    camera.pitch = std::clamp(pitch + pitchBy, 0.0F, 90.0F);
    return camera;
}

Camera Camera::panned(QPointF pixels, QSizeF view) const
{
    Camera camera = *this;
    const float scale = magnification(view);
    camera.target += rotation().rotatedVector(
        {static_cast<float>(-pixels.x()) / scale, static_cast<float>(pixels.y()) / scale, 0});
    return camera;
}

Camera Camera::zoomed(float factor, QVector3D fixed) const
{
    Camera camera = *this;
    camera.distance = std::clamp(distance * factor, nearest, farthest);
    const float applied = camera.distance / distance;
    camera.target = fixed + (target - fixed) * applied;
    return camera;
}

Camera Camera::towards(const Camera& other, float share) const
{
    if (share >= 1)
        return other;
    Camera camera = other;
    camera.target = target + (other.target - target) * share;
    camera.yaw = yaw + std::remainder(other.yaw - yaw, 360.0F) * share;
    camera.pitch = pitch + (other.pitch - pitch) * share;
    camera.distance = distance * std::pow(other.distance / distance, share);
    return camera;
}

} // namespace colonnade::render
