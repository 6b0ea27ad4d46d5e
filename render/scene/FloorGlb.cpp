#include "render/scene/FloorGlb.h"

#include "model/design/Instance.h"
#include "render/scene/GlbFile.h"

#include <algorithm>
#include <limits>
#include <map>
#include <vector>

namespace colonnade::render {

namespace {

constexpr double millimetresInMetre = 1000;
constexpr float wall = 20; ///< Of a rack's frame in millimetres: no data sheet states it; it only shapes the picture.

GlbBox metres(const Bounds& bounds)
{
    const auto scaled = [](float v) { return static_cast<float>(static_cast<double>(v) / millimetresInMetre); };
    return {{scaled(bounds.low.x()), scaled(bounds.low.y()), scaled(bounds.low.z())}, {scaled(bounds.high.x()), scaled(bounds.high.y()), scaled(bounds.high.z())}};
}

/// Gathers nodes, meshes and materials from a scene.
class GlbBuilder {
public:
    GlbBuilder(const FloorScene& scene, bool named) : m_scene{scene}, m_named{named} {}

    FloorGlb build(const std::string& name, std::string_view version)
    {
        FloorGlb out;
        out.devicesNamed = m_named;
        m_file.nodes.push_back({name, {}, {}, std::nullopt, {}, {1, 1, 1}, 0, {}});
        for (const SceneItem& item : m_scene.items()) {
            const Shape& shape = m_scene.shapeOf(item);
            ++(shape.rack ? out.racks : out.units);
            out.devices += shape.devices.size();
            const std::size_t child = addItem(item, shape); // Adds nodes, so the root is looked up after.
            m_file.nodes[0].children.push_back(child);
        }
        out.bytes = glbFile(m_file, fmt::format("Colonnade {}", version));
        return out;
    }

private:
    std::size_t addNode(GlbNode node)
    {
        m_file.nodes.push_back(std::move(node));
        return m_file.nodes.size() - 1;
    }

    std::size_t addItem(const SceneItem& item, const Shape& shape)
    {
        GlbNode node;
        node.name = item.path;
        node.key = shape.rack ? "rack_design" : "part";
        node.value = shape.rack ? shape.rack->id().text() : shape.part->id.text();
        node.mesh = meshOf(item.shape, shape);
        node.at = {item.place.x() / millimetresInMetre, item.place.y() / millimetresInMetre, item.place.z() / millimetresInMetre};
        node.degrees = model::degrees(item.turn);
        const std::size_t index = addNode(std::move(node));
        for (const DevicePlace& place : shape.devices) {
            if (!m_named)
                break;
            const model::Device* device = shape.rack->device(place.id);
            const GlbBox box = metres(place.box);
            GlbNode part;
            part.name = item.path + '/' + place.id.text();
            part.key = "part";
            part.value = device ? device->part->id.text() : std::string{};
            part.mesh = cubeOf(place.role);
            for (std::size_t axis = 0; axis < 3; ++axis) {
                part.at[axis] = (static_cast<double>(box.low[axis]) + static_cast<double>(box.high[axis])) / 2;
                part.scale[axis] = std::max(1e-3, static_cast<double>(box.high[axis]) - static_cast<double>(box.low[axis]));
            }
            const std::size_t child = addNode(std::move(part));
            m_file.nodes[index].children.push_back(child);
        }
        return index;
    }

    std::size_t material(const std::string& name, const QColor& colour)
    {
        const auto [at, isNew] = m_materialOf.try_emplace(name, m_file.materials.size());
        if (isNew)
            m_file.materials.push_back({name, colour});
        return at->second;
    }
    std::size_t materialOf(model::DeviceRole role) { return material(std::string(word(role)), m_scene.palette().theme.kind(role)); }

    /// One cube for each kind of device, a metre wide about its middle.
    std::size_t cubeOf(model::DeviceRole role)
    {
        const auto [at, isNew] = m_cubes.try_emplace(role, m_file.meshes.size());
        if (isNew)
            m_file.meshes.push_back({std::string(word(role)), {{materialOf(role), {{{-0.5F, -0.5F, -0.5F}, {0.5F, 0.5F, 0.5F}}}}}});
        return at->second;
    }

    /// Of a rack its frame, open at front and rear; with its devices where these are no nodes. Of a floor unit its box.
    std::size_t meshOf(std::size_t number, const Shape& shape)
    {
        const auto [at, isNew] = m_shapes.try_emplace(number, m_file.meshes.size());
        if (!isNew)
            return at->second;
        GlbMesh mesh{shape.key, {}};
        if (!shape.rack) {
            mesh.primitives.push_back({material(std::string(word(shape.part->kind)), m_scene.palette().cabinet), {metres(shape.bounds)}});
        } else {
            mesh.primitives.push_back({material("rack frame", m_scene.palette().frame), frameOf(shape.bounds)});
            std::map<model::DeviceRole, std::vector<GlbBox>> byRole;
            for (const DevicePlace& place : shape.devices) {
                if (!m_named)
                    byRole[place.role].push_back(metres(place.box));
            }
            for (auto& [role, boxes] : byRole)
                mesh.primitives.push_back({materialOf(role), std::move(boxes)});
        }
        m_file.meshes.push_back(std::move(mesh));
        return at->second;
    }
    /// Two side walls, roof and base.
    static std::vector<GlbBox> frameOf(const Bounds& b)
    {
        return {metres({b.low, {b.low.x() + wall, b.high.y(), b.high.z()}}), metres({{b.high.x() - wall, b.low.y(), b.low.z()}, b.high}),
                metres({{b.low.x() + wall, b.high.y() - wall, b.low.z()}, {b.high.x() - wall, b.high.y(), b.high.z()}}),
                metres({{b.low.x() + wall, b.low.y(), b.low.z()}, {b.high.x() - wall, b.low.y() + wall, b.high.z()}})};
    }

    const FloorScene& m_scene;
    bool m_named;
    GlbScene m_file;
    std::map<std::string, std::size_t> m_materialOf;
    std::map<model::DeviceRole, std::size_t> m_cubes;
    std::map<std::size_t, std::size_t> m_shapes;
};

} // namespace

model::Result<FloorGlb> floorGlb(const FloorScene& scene, const std::string& name, std::string_view programVersion, std::size_t mostNamed)
{
    if (scene.empty())
        return model::fail("Nothing stands on the floor, and so there is nothing to write as glTF");
    std::size_t devices = 0;
    for (const SceneItem& item : scene.items())
        devices += scene.shapeOf(item).devices.size();
    FloorGlb out = GlbBuilder{scene, devices <= mostNamed}.build(name, programVersion);
    if (out.bytes.size() > std::numeric_limits<std::uint32_t>::max())
        return model::fail("The floor takes {} bytes as binary glTF, which ends at 4 GiB", out.bytes.size());
    return out;
}

} // namespace colonnade::render
