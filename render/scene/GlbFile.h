#pragma once

#include <QColor>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::render {

/// A box in metres.
struct GlbBox {
    std::array<float, 3> low{}, high{};
};

/// A kind of thing, and its colour.
struct GlbMaterial {
    std::string name;
    QColor colour;
};

/// Boxes of one material.
struct GlbPrimitive {
    std::size_t material = 0;
    std::vector<GlbBox> boxes;
};
/// What nodes share.
struct GlbMesh {
    std::string name;
    std::vector<GlbPrimitive> primitives;
};
/// A thing by its name, in the coordinates of the node above it.
struct GlbNode {
    std::string name, key, value; ///< `key` of `extras`, and its value; empty: none.
    std::optional<std::size_t> mesh;
    std::array<double, 3> at{}, scale{1, 1, 1};
    int degrees = 0; ///< About the vertical.
    std::vector<std::size_t> children;
};

/// A scene of boxes as it goes into a file. Node 0 is the only one that hangs on none.
struct GlbScene {
    std::vector<GlbNode> nodes;
    std::vector<GlbMesh> meshes;
    std::vector<GlbMaterial> materials;
};

/// Binary glTF 2.0 (Khronos Group, "glTF 2.0 Specification", 2.0.1): a JSON chunk and a binary one. Equal scenes give equal bytes.
/// `generator`: the program that wrote it.
std::string glbFile(const GlbScene& scene, std::string_view generator);

} // namespace colonnade::render
