#include "render/scene/GlbFile.h"

#include "model/exchange/JsonWriter.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace colonnade::render {

namespace {

using model::JsonWriter;
using enum JsonWriter::Layout;

// Words of glTF 2.0 (Khronos Group, "glTF 2.0 Specification", 2.0.1).
constexpr std::uint32_t magic = 0x46546C67, container = 2, jsonChunk = 0x4E4F534A, binaryChunk = 0x004E4942;
constexpr int floats = 5126, wholes = 5125, vertices = 34962, indices = 34963;

/// To the micrometre, as shortest text.
double rounded(double value)
{
    return std::round(value * 1e6) / 1e6;
}

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4); // IEC 61966-2-1.
}

/// The binary chunk with the views and accessors that describe it.
class Buffer {
public:
    struct Accessor {
        std::size_t view = 0;
        int component = floats;
        std::size_t count = 0;
        bool vectors = true;
        std::optional<GlbBox> bounds; ///< Of positions.
    };
    struct View {
        std::size_t offset = 0, bytes = 0;
        int target = vertices;
    };

    /// Accessors of positions, normals and indices of boxes, in that order; answers the first.
    std::size_t add(const std::vector<GlbBox>& boxes)
    {
        std::vector<float> positions, normals;
        std::vector<std::uint32_t> triangles;
        GlbBox bounds{{big, big, big}, {-big, -big, -big}};
        for (const GlbBox& box : boxes) {
            for (std::size_t axis = 0; axis < 3; ++axis) {
                bounds.low[axis] = std::min(bounds.low[axis], box.low[axis]);
                bounds.high[axis] = std::max(bounds.high[axis], box.high[axis]);
                addSide(box, axis, false, positions, normals, triangles);
                addSide(box, axis, true, positions, normals, triangles);
            }
        }
        const std::size_t first = m_accessors.size();
        m_accessors.push_back({view(positions, vertices), floats, positions.size() / 3, true, bounds});
        m_accessors.push_back({view(normals, vertices), floats, normals.size() / 3, true, std::nullopt});
        m_accessors.push_back({view(triangles, indices), wholes, triangles.size(), false, std::nullopt});
        return first;
    }

    [[nodiscard]] const std::vector<Accessor>& accessors() const { return m_accessors; }
    [[nodiscard]] const std::vector<View>& views() const { return m_views; }
    [[nodiscard]] const std::string& bytes() const { return m_bytes; }

private:
    static constexpr float big = std::numeric_limits<float>::max();

    /// A side as four corners of its own, so that its normal is flat; seen from outside they run counter-clockwise.
    static void addSide(const GlbBox& box, std::size_t axis, bool high, std::vector<float>& positions, std::vector<float>& normals,
                        std::vector<std::uint32_t>& triangles)
    {
        const auto base = static_cast<std::uint32_t>(positions.size() / 3);
        const std::size_t u = (axis + 1) % 3, v = (axis + 2) % 3;
        constexpr std::array<std::array<bool, 2>, 4> corners{{{false, false}, {true, false}, {true, true}, {false, true}}};
        for (const auto& [atU, atV] : corners) {
            std::array<float, 3> corner{}, normal{};
            corner[axis] = high ? box.high[axis] : box.low[axis];
            corner[u] = atU ? box.high[u] : box.low[u];
            corner[v] = atV ? box.high[v] : box.low[v];
            normal[axis] = high ? 1.0F : -1.0F;
            positions.insert(positions.end(), corner.begin(), corner.end());
            normals.insert(normals.end(), normal.begin(), normal.end());
        }
        const std::array<std::uint32_t, 6> outward{0, 1, 2, 0, 2, 3}, inward{0, 2, 1, 0, 3, 2};
        for (const std::uint32_t corner : high ? outward : inward)
            triangles.push_back(base + corner);
    }

    template <class Value> std::size_t view(const std::vector<Value>& values, int target)
    {
        static_assert(sizeof(Value) == 4 && std::endian::native == std::endian::little);
        m_views.push_back({m_bytes.size(), values.size() * sizeof(Value), target});
        for (const Value value : values) {
            const auto four = std::bit_cast<std::array<char, 4>>(value);
            m_bytes.append(four.data(), four.size());
        }
        return m_views.size() - 1;
    }

    std::string m_bytes;
    std::vector<View> m_views;
    std::vector<Accessor> m_accessors;
};

template <class List> void numbers(JsonWriter& json, std::string_view key, const List& values)
{
    json.key(key);
    json.beginArray(Line);
    for (const auto value : values)
        json.value(rounded(static_cast<double>(value)));
    json.end();
}

/// As they stand in the binary chunk, to the bit.
void exact(JsonWriter& json, std::string_view key, const std::array<float, 3>& values)
{
    json.key(key);
    json.beginArray(Line);
    for (const float value : values)
        json.value(static_cast<double>(value));
    json.end();
}

void writeNode(JsonWriter& json, const GlbNode& node)
{
    json.beginObject(Line);
    json.entry("name", node.name);
    if (node.mesh)
        json.entry("mesh", *node.mesh);
    if (node.at != std::array<double, 3>{})
        numbers(json, "translation", node.at);
    if (node.degrees != 0) {
        const double half = node.degrees * std::acos(-1.0) / 360;
        numbers(json, "rotation", std::array{0.0, std::sin(half), 0.0, std::cos(half)});
    }
    if (node.scale != std::array<double, 3>{1, 1, 1})
        numbers(json, "scale", node.scale);
    if (!node.key.empty()) {
        json.key("extras");
        json.beginObject(Line);
        json.entry(node.key, node.value);
        json.end();
    }
    if (!node.children.empty()) {
        json.key("children");
        json.lineArray(node.children);
    }
    json.end();
}

void writeMaterial(JsonWriter& json, const GlbMaterial& material)
{
    json.beginObject(Line);
    json.entry("name", material.name);
    json.key("pbrMetallicRoughness");
    json.beginObject(Line);
    const QColor& c = material.colour;
    numbers(json, "baseColorFactor", std::array{linear(c.redF()), linear(c.greenF()), linear(c.blueF()), 1.0});
    json.entry("metallicFactor", 0);
    json.entry("roughnessFactor", 0.8);
    json.end();
    json.end();
}

void writeMesh(JsonWriter& json, const GlbMesh& mesh, Buffer& buffer)
{
    json.beginObject(Line);
    json.entry("name", mesh.name);
    json.key("primitives");
    json.beginArray(Line);
    for (const GlbPrimitive& primitive : mesh.primitives) {
        const std::size_t first = buffer.add(primitive.boxes);
        json.beginObject(Line);
        json.key("attributes");
        json.beginObject(Line);
        json.entry("POSITION", first);
        json.entry("NORMAL", first + 1);
        json.end();
        json.entry("indices", first + 2);
        json.entry("material", primitive.material);
        json.end();
    }
    json.end();
    json.end();
}

void writeBuffer(JsonWriter& json, const Buffer& buffer)
{
    json.key("accessors");
    json.beginArray();
    for (const Buffer::Accessor& accessor : buffer.accessors()) {
        json.beginObject(Line);
        json.entry("bufferView", accessor.view);
        json.entry("componentType", accessor.component);
        json.entry("count", accessor.count);
        json.entry("type", accessor.vectors ? "VEC3" : "SCALAR");
        if (accessor.bounds) {
            exact(json, "min", accessor.bounds->low);
            exact(json, "max", accessor.bounds->high);
        }
        json.end();
    }
    json.end();
    json.key("bufferViews");
    json.beginArray();
    for (const Buffer::View& view : buffer.views()) {
        json.beginObject(Line);
        json.entry("buffer", 0);
        json.entry("byteOffset", view.offset);
        json.entry("byteLength", view.bytes);
        json.entry("target", view.target);
        json.end();
    }
    json.end();
    json.key("buffers");
    json.beginArray();
    json.beginObject(Line);
    json.entry("byteLength", buffer.bytes().size());
    json.end();
    json.end();
}

/// Header and the two chunks, each padded to four bytes.
std::string joined(std::string json, std::string binary)
{
    json.resize((json.size() + 3) / 4 * 4, ' ');
    binary.resize((binary.size() + 3) / 4 * 4, '\0');
    std::string out;
    const auto whole = [&out](std::size_t number) {
        const auto four = std::bit_cast<std::array<char, 4>>(static_cast<std::uint32_t>(number));
        out.append(four.data(), four.size());
    };
    whole(magic);
    whole(container);
    whole(12 + 8 + json.size() + 8 + binary.size());
    whole(json.size());
    whole(jsonChunk);
    out += json;
    whole(binary.size());
    whole(binaryChunk);
    out += binary;
    return out;
}

} // namespace

std::string glbFile(const GlbScene& scene, std::string_view generator)
{
    JsonWriter json;
    Buffer buffer;
    json.beginObject();
    json.key("asset");
    json.beginObject(Line);
    json.entry("version", "2.0");
    json.entry("generator", generator);
    json.end();
    json.entry("scene", 0);
    json.key("scenes");
    json.beginArray();
    json.beginObject(Line);
    json.key("nodes");
    json.lineArray(std::array{0});
    json.end();
    json.end();
    json.key("nodes");
    json.beginArray();
    for (const GlbNode& node : scene.nodes)
        writeNode(json, node);
    json.end();
    json.key("meshes");
    json.beginArray();
    for (const GlbMesh& mesh : scene.meshes)
        writeMesh(json, mesh, buffer);
    json.end();
    json.key("materials");
    json.beginArray();
    for (const GlbMaterial& material : scene.materials)
        writeMaterial(json, material);
    json.end();
    writeBuffer(json, buffer);
    json.end();
    return joined(json.finish(), buffer.bytes());
}

} // namespace colonnade::render
