#pragma once

#include "model/design/Arrangement.h"
#include "render/scene/Mesh.h"
#include "render/scene/ScenePalette.h"

#include <QImage>
#include <QString>

#include <memory>
#include <vector>

namespace colonnade::render {

/// Where a device of a rack is, in the rack's own coordinates.
struct DevicePlace {
    model::DeviceId id;
    Bounds box; ///< Reaches to the rack's front (or rear) plane, so that a ray meets it there.
    model::DeviceRole role = model::DeviceRole::Passive;
    bool front = true; ///< Shows at the front.
    bool rear = true;
};

/// A rack design, or a floor-standing part, as drawn once and placed many times.
///
/// Its own coordinates: millimetres, origin in the middle of the footprint on the floor, y up,
/// front towards +z. Faces take their picture from `facePicture`: the front from its left half, the
/// rear from its right half.
struct Shape {
    std::string key; ///< "rack:gb300", "part:vertiv-xdu1350": stays when the design is edited.
    model::RackDesignRef rack; ///< Null for a floor-standing part.
    model::PartRef part; ///< Null for a rack.
    Bounds bounds;
    QRectF opening; ///< Of a rack, on its front: x and height in millimetres, y counted from the
                    ///< floor up.
    std::vector<DevicePlace> devices;
    Mesh body, faces; ///< To be looked at closely: posts, handles, devices in relief.
    Mesh plainBody, plainFaces; ///< From farther away.
    QColor tint; ///< Of its front as a whole, for rows seen from very far.

    /// The triangles and places of a rack design.
    static std::shared_ptr<const Shape> of(const model::RackDesignRef& rack,
                                           const ScenePalette& palette);
    /// The same of a CDU, panel or other cabinet. `size` before turning.
    static std::shared_ptr<const Shape> of(const model::PartRef& part, model::FloorSize size,
                                           model::Millimetres height, const ScenePalette& palette);
};

/// Front (left half) and rear (right half) of a rack's devices as bands in the colours of their
/// kinds; `face` is the size of one half in pixels.
QImage bandPicture(const model::RackDesign& rack, const Theme& theme, QSize face);

} // namespace colonnade::render
