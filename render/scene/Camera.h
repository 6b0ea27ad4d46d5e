#pragma once

#include "render/scene/Mesh.h"

#include <QMatrix4x4>
#include <QPointF>
#include <QQuaternion>
#include <QSizeF>

#include <optional>
#include <span>

namespace colonnade::render {

/// Where a view of the floor looks from.
enum class ViewDirection {
    Corner, ///< From above the front left corner, in perspective.
    Front, ///< From the south.
    Side, ///< From the east.
    Top, ///< From above, north up.
    Rear ///< From the north.
};
QString word(ViewDirection direction);

/// A line of sight.
struct Ray {
    QVector3D origin;
    QVector3D direction; ///< Of length 1.
    [[nodiscard]] QVector3D at(float length) const { return origin + length * direction; }
    /// Where it meets the floor; nothing where it looks up.
    [[nodiscard]] std::optional<QVector3D> onFloor() const;
};

/// A place in the picture, in pixels from its upper left corner, and how far behind it lies.
struct Sight {
    QPointF at;
    float depth =
        0; ///< Millimetres along the line of sight; what is not above 0 lies behind the camera.
};

/// A camera that looks at a target from a distance. A value; angles in degrees, lengths in
/// millimetres.
struct Camera {
    QVector3D target;
    float yaw = -28; ///< About the vertical: 0 looks north, positive from the east of that.
    float pitch = 24; ///< Above the horizon, 0 to 90.
    float distance = 12000;
    bool perspective = true;

    static constexpr float fieldOfView = 30; ///< Vertical.

    [[nodiscard]] QQuaternion rotation() const;
    [[nodiscard]] QVector3D position() const;
    [[nodiscard]] QVector3D forward() const;
    /// Pixels for one millimetre at the target.
    [[nodiscard]] float magnification(QSizeF view) const;
    /// Pixels for one millimetre at `depth`; the same everywhere without perspective.
    [[nodiscard]] float magnificationAt(float depth, QSizeF view) const;
    [[nodiscard]] Sight sightOf(QVector3D place, QSizeF view) const;
    [[nodiscard]] Ray rayAt(QPointF pixel, QSizeF view) const;
    /// Of the nearest point of a box, along the line of sight; at least 1.
    [[nodiscard]] float depthOf(const Bounds& box) const;
    /// False where a box is surely outside the view; a little generous.
    [[nodiscard]] bool sees(const Bounds& box, QSizeF view) const;

    [[nodiscard]] Camera looking(ViewDirection direction) const;
    /// Moved along its line of sight so that all `places` just fit into `share` of the view.
    [[nodiscard]] Camera framing(std::span<const QVector3D> places, QSizeF view,
                                 float share = 0.92F) const;
    [[nodiscard]] Camera framing(const Bounds& box, QSizeF view, float share = 0.92F) const;
    [[nodiscard]] Camera orbited(float yawBy, float pitchBy) const;
    /// Moved so that what lies at the target follows a drag of so many pixels.
    [[nodiscard]] Camera panned(QPointF pixels, QSizeF view) const;
    /// Nearer (factor below 1) or farther; `fixed` keeps its place in the picture.
    [[nodiscard]] Camera zoomed(float factor, QVector3D fixed) const;
    /// Between two cameras; `share` 0 gives this one.
    [[nodiscard]] Camera towards(const Camera& other, float share) const;
    bool operator==(const Camera&) const = default;
};

} // namespace colonnade::render
