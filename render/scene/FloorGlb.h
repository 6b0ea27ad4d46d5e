#pragma once

#include "model/units/Result.h"
#include "render/scene/FloorScene.h"

#include <cstddef>
#include <string>

namespace colonnade::render {

/// With more devices on the floor than this, devices are triangles of their rack's mesh instead of nodes with names.
inline constexpr std::size_t mostDeviceNodes = 100'000;

/// A floor as a file, with what was not as usual.
struct FloorGlb {
    std::string bytes;
    std::size_t racks = 0, units = 0; ///< Nodes.
    std::size_t devices = 0;          ///< On the floor, whether nodes or not.
    bool devicesNamed = true;         ///< They are nodes.
};

/// The floor as binary glTF 2.0 (Khronos, 2.0.1): metres, y up, fronts of unturned racks towards +z.
///
/// One node of the design's name holds a node for each rack and floor unit, by its path and with the id of its rack design or part in
/// `extras`; below a rack stands a node for each device, by its path and with the id of its part. Everything is a box. What is alike
/// shares a mesh: a rack design its frame, a kind of device one cube. Materials have the colours of the light theme's kinds. Nothing
/// comes from the clock or the machine. Fails where nothing stands on the floor.
model::Result<FloorGlb> floorGlb(const FloorScene& scene, const std::string& name, std::string_view programVersion,
                                 std::size_t mostNamed = mostDeviceNodes);

} // namespace colonnade::render
