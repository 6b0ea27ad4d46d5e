#include "model/units/Text.h"
#include "render/scene/FloorGlb.h"
#include "tests/support/FloorDesigns.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <cmath>
#include <cstring>
#include <set>

using namespace colonnade;
using namespace colonnade::model;
using namespace colonnade::render;

namespace {

/// A file taken apart again.
struct Parsed {
    nlohmann::json json;
    std::string binary;
};

std::uint32_t wholeAt(const std::string& bytes, std::size_t at)
{
    std::uint32_t number = 0;
    std::memcpy(&number, bytes.data() + at, sizeof number);
    return number;
}

/// Fails the program where the container is not as the specification says.
Parsed parsed(const std::string& bytes)
{
    if (bytes.size() < 28 || bytes.substr(0, 4) != "glTF" || wholeAt(bytes, 4) != 2 || wholeAt(bytes, 8) != bytes.size())
        qFatal("no header of glTF 2");
    const std::size_t json = wholeAt(bytes, 12), binary = wholeAt(bytes, 20 + json);
    if (json % 4 != 0 || binary % 4 != 0 || bytes.substr(16, 4) != "JSON" || bytes.substr(24 + json, 3) != "BIN" || 28 + json + binary != bytes.size())
        qFatal("no chunks of glTF 2");
    return {nlohmann::json::parse(bytes.substr(20, json)), bytes.substr(28 + json)};
}

const FloorScene& scene()
{
    static const Design design = test::floorHall();
    static const FloorScene all = FloorScene::of(design, ScenePalette::of(Theme::of(ThemeName::Light)));
    return all;
}

FloorGlb written(std::size_t mostNamed = mostDeviceNodes)
{
    auto out = floorGlb(scene(), "Hall \"1\" <ü>", "0.1.0", mostNamed);
    if (!out)
        qFatal("%s", out.error().text.c_str());
    return std::move(*out);
}

std::size_t devicesOf(const FloorScene& of)
{
    std::size_t devices = 0;
    for (const SceneItem& item : of.items())
        devices += of.shapeOf(item).devices.size();
    return devices;
}

const nlohmann::json& nodeNamed(const nlohmann::json& json, const std::string& name)
{
    for (const auto& node : json["nodes"]) {
        if (node["name"] == name)
            return node;
    }
    qFatal("no node '%s'", name.c_str());
}

} // namespace

/// The floor as a file for other programs.
class FloorGlbTest : public QObject {
    Q_OBJECT
private slots:
    void everyRackUnitAndDeviceIsANodeOfItsPath()
    {
        const FloorGlb out = written();
        const auto json = parsed(out.bytes).json;
        QCOMPARE(out.racks + out.units, scene().items().size());
        QCOMPARE(out.devices, devicesOf(scene()));
        QCOMPARE(json["nodes"].size(), 1 + scene().items().size() + out.devices);
        QCOMPARE(json["nodes"][0]["name"].get<std::string>(), std::string("Hall \"1\" <ü>"));
        QCOMPARE(json["nodes"][0]["children"].size(), scene().items().size());
        std::set<std::string> names;
        for (const auto& node : json["nodes"])
            names.insert(node["name"].get<std::string>());
        QCOMPARE(names.size(), json["nodes"].size());
        for (const SceneItem& item : scene().items()) {
            const Shape& shape = scene().shapeOf(item);
            const auto& node = nodeNamed(json, item.path);
            QCOMPARE(node["extras"][shape.rack ? "rack_design" : "part"].get<std::string>(), shape.rack ? shape.rack->id().text() : shape.part->id.text());
            for (const DevicePlace& device : shape.devices)
                QVERIFY(names.contains(item.path + '/' + device.id.text()));
        }
    }

    void whatIsAlikeSharesAMesh()
    {
        const auto json = parsed(written().bytes).json;
        std::set<std::size_t> shapes;
        std::set<DeviceRole> roles;
        for (const SceneItem& item : scene().items()) {
            shapes.insert(item.shape);
            for (const DevicePlace& device : scene().shapeOf(item).devices)
                roles.insert(device.role);
        }
        QCOMPARE(json["meshes"].size(), shapes.size() + roles.size());
        std::set<std::string> materials;
        for (const auto& material : json["materials"])
            materials.insert(material["name"].get<std::string>());
        QCOMPARE(materials.size(), json["materials"].size());
        for (const DeviceRole role : roles)
            QVERIFY(materials.contains(std::string(word(role))));
    }

    void aRackStandsWhereItIsInMetres()
    {
        const auto json = parsed(written().bytes).json;
        for (const SceneItem& item : scene().items()) {
            const auto& node = nodeNamed(json, item.path);
            const auto at = node.value("translation", std::vector<double>{0, 0, 0});
            QVERIFY(std::abs(at[0] - static_cast<double>(item.place.x()) / 1000) < 1e-4);
            QVERIFY(std::abs(at[2] - static_cast<double>(item.place.z()) / 1000) < 1e-4);
            QCOMPARE(node.contains("rotation"), item.turn != Turn::None);
        }
    }

    /// Of the device's own node, below that of its rack.
    void aDeviceHasItsPlaceAndSizeInTheRack()
    {
        const auto json = parsed(written().bytes).json;
        const SceneItem& item = scene().items()[scene().itemAt("su-1/a04").value()];
        const Shape& shape = scene().shapeOf(item);
        for (const DevicePlace& device : shape.devices) {
            const auto& node = nodeNamed(json, item.path + '/' + device.id.text());
            const QVector3D size = device.box.size() / 1000, middle = device.box.centre() / 1000;
            for (int axis = 0; axis < 3; ++axis) {
                QVERIFY(std::abs(node["scale"][static_cast<std::size_t>(axis)].get<double>() - static_cast<double>(size[axis])) < 1e-4);
                if (node.contains("translation"))
                    QVERIFY(std::abs(node["translation"][static_cast<std::size_t>(axis)].get<double>() - static_cast<double>(middle[axis])) < 1e-4);
            }
            QCOMPARE(node["extras"]["part"].get<std::string>(), shape.rack->device(device.id)->part->id.text());
        }
    }

    void accessorsLieInTheBufferAndTrianglesNameItsCorners()
    {
        for (const std::size_t most : {mostDeviceNodes, std::size_t{0}}) {
            const Parsed file = parsed(written(most).bytes);
            const auto& json = file.json;
            QVERIFY(json["buffers"][0]["byteLength"].get<std::size_t>() <= file.binary.size());
            for (const auto& mesh : json["meshes"]) {
                for (const auto& primitive : mesh["primitives"]) {
                    const auto& positions = json["accessors"][primitive["attributes"]["POSITION"].get<std::size_t>()];
                    const auto& indices = json["accessors"][primitive["indices"].get<std::size_t>()];
                    QVERIFY(primitive["material"].get<std::size_t>() < json["materials"].size());
                    QCOMPARE(positions["count"].get<std::size_t>() % 24, std::size_t{0}); // Four corners of six sides.
                    QCOMPARE(indices["count"].get<std::size_t>(), positions["count"].get<std::size_t>() / 24 * 36);
                    const auto& view = json["bufferViews"][indices["bufferView"].get<std::size_t>()];
                    const std::size_t offset = view["byteOffset"].get<std::size_t>();
                    QVERIFY(offset + view["byteLength"].get<std::size_t>() <= file.binary.size());
                    for (std::size_t i = 0; i < indices["count"].get<std::size_t>(); ++i)
                        QVERIFY(wholeAt(file.binary, offset + 4 * i) < positions["count"].get<std::size_t>());
                }
            }
        }
    }

    /// By the volume that they enclose: positive where all triangles are counter-clockwise from outside.
    void sidesLookOutward()
    {
        const Parsed file = parsed(written().bytes);
        const auto& json = file.json;
        for (const auto& mesh : json["meshes"]) {
            for (const auto& primitive : mesh["primitives"]) {
                const auto viewOf = [&](const nlohmann::json& accessor) {
                    return json["bufferViews"][json["accessors"][accessor.get<std::size_t>()]["bufferView"].get<std::size_t>()]["byteOffset"].get<std::size_t>();
                };
                const std::size_t corners = viewOf(primitive["attributes"]["POSITION"]), triangles = viewOf(primitive["indices"]);
                const auto corner = [&](std::size_t at) {
                    std::array<float, 3> xyz{};
                    std::memcpy(xyz.data(), file.binary.data() + corners + 12UL * wholeAt(file.binary, triangles + 4 * at), sizeof xyz);
                    return QVector3D{xyz[0], xyz[1], xyz[2]};
                };
                const std::size_t count = json["accessors"][primitive["indices"].get<std::size_t>()]["count"].get<std::size_t>();
                // Each box by itself: 36 corners.
                for (std::size_t box = 0; box < count; box += 36) {
                    float volume = 0;
                    for (std::size_t i = box; i < box + 36; i += 3)
                        volume += QVector3D::dotProduct(corner(i), QVector3D::crossProduct(corner(i + 1), corner(i + 2))) / 6;
                    QVERIFY(volume > 0);
                }
            }
        }
    }

    void manyDevicesAreTrianglesOfTheirRack()
    {
        const FloorGlb out = written(0);
        QVERIFY(!out.devicesNamed);
        QCOMPARE(out.devices, devicesOf(scene()));
        const auto json = parsed(out.bytes).json;
        QCOMPARE(json["nodes"].size(), 1 + scene().items().size());
        const auto& rack = json["meshes"][nodeNamed(json, "su-1/a04")["mesh"].get<std::size_t>()];
        QVERIFY(rack["primitives"].size() > 1);
    }

    void equalFloorsGiveEqualBytes() { QVERIFY(written().bytes == written().bytes); }

    void anEmptyFloorIsRefusedInOneSentence()
    {
        const auto out = floorGlb(FloorScene{}, "Nothing", "0.1.0");
        QVERIFY(!out);
        QCOMPARE(out.error().text, std::string("Nothing stands on the floor, and so there is nothing to write as glTF"));
    }
};

QTEST_MAIN(FloorGlbTest)
#include "tst_FloorGlb.moc"
