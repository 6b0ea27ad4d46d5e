#include "model/design/Instance.h"
#include "model/units/Text.h"
#include "render/report/DrawingMarks.h"
#include "render/scene/ClearView.h"
#include "render/scene/FloorOverlay.h"
#include "render/scene/FloorScene.h"
#include "render/scene/FloorStage.h"
#include "tests/support/FloorDesigns.h"

#include <QRectF>
#include <QSize>
#include <QSizeF>
#include <QStringLiteral>
#include <QTest>

#include <QGuiApplication>

#include <cmath>
#include <set>

using namespace colonnade;
using namespace colonnade::model;
using namespace colonnade::render;

namespace {

const ScenePalette& light()
{
    static const ScenePalette palette = ScenePalette::of(Theme::of(ThemeName::Light));
    return palette;
}

const Design& oneUnit()
{
    static const Design design = test::floorHall();
    return design;
}

const FloorScene& sceneOfOneUnit()
{
    static const FloorScene scene = FloorScene::of(oneUnit(), light());
    return scene;
}

std::size_t itemOf(const FloorScene& scene, const char* path)
{
    const auto item = scene.itemAt(path);
    if (!item)
        qFatal("nothing stands at '%s'", path);
    return *item;
}

/// A line of sight towards a place, from `away` of it.
Ray towards(QVector3D place, QVector3D away)
{
    return {place + away, -away.normalized()};
}

bool near(QVector3D a, QVector3D b, float by = 0.5F)
{
    return (a - b).length() <= by;
}

Finding finding(Severity severity, Subject subject, bool waived = false)
{
    Finding finding;
    finding.rule = "TST-001";
    finding.severity = severity;
    finding.subjects = {std::move(subject)};
    finding.waived = waived;
    return finding;
}

} // namespace

class FloorSceneTest : public QObject {
    Q_OBJECT
private slots:
    void everyPlacedThingIsDrawnOnce()
    {
        const FloorScene& scene = sceneOfOneUnit();
        QCOMPARE(scene.items().size(), std::size_t{8 + 4 + 2});
        QCOMPARE(scene.shapes().size(), std::size_t{3});
        QCOMPARE(scene.runs().size(), std::size_t{2});
        QCOMPARE(scene.groups().size(), std::size_t{1});
        QCOMPARE(scene.caption(),
                 QStringLiteral("SU-1: 8 racks, 576 GPUs, 2 CDUs, 4 network racks"));
    }

    void thingsStandWhereThePlanHasThem()
    {
        Hall hall = *test::floorHall(3).hall();
        hall.pods[1].turn = Turn::Quarter;
        hall.pods[2].turn = Turn::Half;
        const Design design = oneUnit().withHall(hall);
        const FloorScene scene = FloorScene::of(design, light());
        int checked = 0;
        forEachInstance(*design.hall(), [&](const Instance& instance) {
            const SceneItem& item = scene.items()[itemOf(scene, instance.path.c_str())];
            QVERIFY(near(item.box.low, {float(instance.footprint.at.x.value()), 0,
                                        -float(instance.footprint.top().value())}));
            QVERIFY(near(item.box.high, {float(instance.footprint.right().value()),
                                         float(instance.placement->height().value()),
                                         -float(instance.footprint.at.y.value())}));
            // The shape, turned and put there, fills the same box.
            const Bounds shape = placed(scene.shapeOf(item).bounds, item.place, item.turn);
            QVERIFY(near(shape.low, item.box.low, 1.5F) && near(shape.high, item.box.high, 1.5F));
            ++checked;
        });
        QCOMPARE(checked, 3 * 14);
        // Furniture is turned with its pod: trays run along the row.
        for (const SceneGroup& group : scene.groups()) {
            const Bounds tray = placed(group.furniture->solids.bounds(), group.place, group.turn);
            const bool alongX = tray.size().x() > tray.size().z();
            QCOMPARE(alongX, group.turn == Turn::None || group.turn == Turn::Half);
        }
    }

    void quarterTurnsGoCounterClockwiseFromSouth()
    {
        const Bounds front{{0, 0, 1}, {0, 0, 1}}; // South is towards +z, east towards +x.
        QVERIFY(near(placed(front, {}, Turn::None).low, {0, 0, 1}, 1e-5F));
        QVERIFY(near(placed(front, {}, Turn::Quarter).low, {1, 0, 0}, 1e-5F));
        QVERIFY(near(placed(front, {}, Turn::Half).low, {0, 0, -1}, 1e-5F));
        QVERIFY(near(placed(front, {}, Turn::ThreeQuarters).low, {-1, 0, 0}, 1e-5F));
        for (const Turn turn : {Turn::None, Turn::Quarter, Turn::Half, Turn::ThreeQuarters})
            QVERIFY(near(placed({10, 0, 20}, turn).map(QVector3D{1, 2, 3}),
                         placed(Bounds{{1, 2, 3}, {1, 2, 3}}, {10, 0, 20}, turn).low, 1e-3F));
    }

    void devicesFillTheirUnits()
    {
        const RackDesign rack = test::gb300Rack();
        const auto shape = Shape::of(std::make_shared<const RackDesign>(rack), light());
        QCOMPARE(shape->devices.size(), rack.devices().size());
        for (std::size_t i = 0; i < shape->devices.size(); ++i) {
            const Device& device = rack.devices()[i];
            const DevicePlace& place = shape->devices[i];
            QCOMPARE(place.id, device.id);
            QVERIFY(std::abs(place.box.low.y() - float(rack.unitBottom(device.mount.unit))) < 0.01F);
            QVERIFY(std::abs(place.box.size().y() - float(device.height().value() * 44.45)) < 0.01F);
            // EIA-310: a front panel is 482.6 mm wide.
            QVERIFY(std::abs(place.box.size().x() - 482.6F) < 0.01F);
            QVERIFY(shape->bounds.grown(1).united(place.box).size() == shape->bounds.grown(1).size());
        }
    }

    void oneMeshServesAllPlacementsAndOutlivesOtherEdits()
    {
        const FloorScene& before = sceneOfOneUnit();
        QCOMPARE(before.items()[itemOf(before, "su-1/a01")].shape,
                 before.items()[itemOf(before, "su-1/a08")].shape);
        const auto changed = oneUnit().changedRack(RackDesignId::literal("network"), [](const RackDesign& rack) {
            const DeviceId gone[] = {DeviceId::literal("leaf-1")};
            return Result<RackDesign>{rack.without(gone)};
        });
        QVERIFY(changed);
        const FloorScene after = FloorScene::of(*changed, light(), &before);
        for (const auto& shape : after.shapes()) {
            const bool kept = std::ranges::find(before.shapes(), shape) != before.shapes().end();
            QCOMPARE(kept, shape->key != "rack:network");
        }
        // Another theme has other colours: nothing is kept.
        const FloorScene dark = FloorScene::of(oneUnit(), ScenePalette::of(Theme::of(ThemeName::Dark)), &before);
        for (const auto& shape : dark.shapes())
            QVERIFY(std::ranges::find(before.shapes(), shape) == before.shapes().end());
    }

    void aLineOfSightMeetsTheNearestThing()
    {
        const FloorScene& scene = sceneOfOneUnit();
        const SceneItem& a04 = scene.items()[itemOf(scene, "su-1/a04")];
        const auto hits = scene.pick(towards(a04.box.centre(), {0, 0, 8000}));
        QVERIFY(!hits.empty());
        QCOMPARE(scene.items()[hits.front().item].path, std::string{"su-1/a04"});
        for (std::size_t i = 1; i < hits.size(); ++i)
            QVERIFY(hits[i - 1].distance <= hits[i].distance);
        QVERIFY(scene.pick(towards(a04.box.centre() + QVector3D{0, 5000, 0}, {0, 0, 8000})).empty());
        QVERIFY(scene.pick({{0, 1000, 90000}, {0, 0, 1}}).empty());
    }

    void aDeviceIsPickedOnItsFaceOnly()
    {
        const FloorScene& scene = sceneOfOneUnit();
        for (const char* path : {"su-1/a04", "su-1/b02"}) { // The second one is turned by half.
            const std::size_t item = itemOf(scene, path);
            const auto& devices = scene.shapeOf(scene.items()[item]).devices;
            for (std::size_t d = 0; d < devices.size(); ++d) {
                const Bounds box = scene.boundsOf({item, d});
                const float outward = scene.items()[item].turn == Turn::Half ? -1 : 1;
                const QVector3D at{box.centre().x(), box.centre().y(),
                                   scene.items()[item].box.centre().z() + outward * 700};
                const auto hits = scene.pick(towards(at, {0, 0, outward * 500}));
                QVERIFY(!hits.empty() && hits.front().item == item && hits.front().device);
                QCOMPARE(devices[*hits.front().device].id, devices[d].id);
                QCOMPARE(scene.subjectOf({item, d}).text(), std::string{path} + "/" + devices[d].id.text());
            }
        }
        const SceneItem& a04 = scene.items()[itemOf(scene, "su-1/a04")];
        const auto roof = scene.pick(towards(a04.place + QVector3D{0, 2000, 0}, {0, 5000, 0}));
        QVERIFY(!roof.empty() && !roof.front().device);
    }

    void aSubjectNamesAllThatItConcerns()
    {
        const FloorScene& scene = sceneOfOneUnit();
        const auto count = [&](const char* subject) { return scene.targets(Subject::parse(subject)).size(); };
        QCOMPARE(count("su-1/a04"), std::size_t{1});
        QCOMPARE(count("su-1"), std::size_t{14});
        QCOMPARE(count("rack:gb300"), std::size_t{8});
        QCOMPARE(count("rack:network/leaf-2"), std::size_t{4});
        QCOMPARE(count("pod:su"), std::size_t{14});
        QCOMPARE(count("pod:su/a04"), std::size_t{1});
        QCOMPARE(count("feed:su/a"), std::size_t{14});
        QCOMPARE(count("loop:su/tcs-1"), std::size_t{10});
        QCOMPARE(count("part:vertiv-coolchip-cdu-1350"), std::size_t{2});
        QCOMPARE(count("part:nvidia-qm9790"), std::size_t{4 * 6});
        QCOMPARE(count("su-1/z99"), std::size_t{0});
        const auto device = scene.targets(Subject::parse("su-1/b01/leaf-2"));
        QVERIFY(device.size() == 1 && device.front().device);
        QVERIFY(scene.boundsOf(device.front()).size().y() < 50);
    }

    void aTriedDesignShowsWhatWouldBeNew()
    {
        const FloorScene& before = sceneOfOneUnit();
        QVERIFY(before.newIn(before).empty());
        const auto mounted = oneUnit().changedRack(RackDesignId::literal("network"), [](const RackDesign& rack) {
            return rack.mounted(test::device("new-1", "nvidia-qm9790", test::at(30), "L9"));
        });
        QVERIFY(mounted);
        const FloorScene after = FloorScene::of(*mounted, light(), &before);
        const auto devices = before.newIn(after);
        QCOMPARE(devices.size(), std::size_t{4}); // In each of the four placements.
        for (const SceneTarget& target : devices)
            QCOMPARE(after.subjectOf(target).path.substr(9), std::string{"new-1"});

        Hall hall = *oneUnit().hall();
        hall.pods[0].at = test::mm(600, 0);
        const FloorScene moved = FloorScene::of(oneUnit().withHall(hall), light(), &before);
        QCOMPARE(before.newIn(moved).size(), std::size_t{14});
    }

    void anEmptyHallIsAFloorOfItsOutline()
    {
        Hall hall;
        hall.outline = {test::mm(0, 0), test::mm(12000, 0), test::mm(12000, 6000), test::mm(6000, 6000),
                        test::mm(6000, 9000), test::mm(0, 9000)};
        const FloorScene scene = FloorScene::of(Design{}.withHall(hall), light());
        QVERIFY(scene.empty());
        QVERIFY(!scene.room().floor.empty());
        QCOMPARE(scene.bounds().size().x(), 12000 + 100); // And half a kerb on each side.
        QVERIFY(scene.caption().isEmpty());
        const FloorScene bare = FloorScene::of(Design{}, light());
        QVERIFY(!bare.room().floor.empty());
    }

    void trianglesOfAnOutlineCoverItsAreaOnce()
    {
        const Polygon shapes[] = {
            {test::mm(0, 0), test::mm(5000, 0), test::mm(5000, 4000), test::mm(0, 4000)},
            // An L, once each way round, and a comb with corners that turn in.
            {test::mm(0, 0), test::mm(12000, 0), test::mm(12000, 6000), test::mm(6000, 6000), test::mm(6000, 9000), test::mm(0, 9000)},
            {test::mm(0, 9000), test::mm(6000, 9000), test::mm(6000, 6000), test::mm(12000, 6000), test::mm(12000, 0), test::mm(0, 0)},
            {test::mm(0, 0), test::mm(9000, 0), test::mm(9000, 5000), test::mm(7000, 5000), test::mm(7000, 1000), test::mm(5000, 1000),
             test::mm(5000, 5000), test::mm(3000, 5000), test::mm(3000, 1000), test::mm(1000, 1000), test::mm(1000, 5000), test::mm(0, 5000)},
            {test::mm(0, 0), test::mm(1000, 0), test::mm(2000, 0), test::mm(2000, 2000)}, // A corner that does not turn.
        };
        for (const Polygon& shape : shapes) {
            double sum = 0;
            for (const auto& [a, b, c] : triangles(shape))
                sum += area(Polygon{a, b, c});
            QCOMPARE(sum, area(shape));
        }
        QVERIFY(triangles({}).empty());
        QVERIFY(triangles({test::mm(0, 0), test::mm(1, 1)}).empty());
    }

    void traysAndPipesFollowWhatTheDesignHas()
    {
        const PodDesign pod = test::scalableUnit();
        const auto all = Furniture::of(pod.arrangement(), Millimetres{2700}, light());
        QCOMPARE(all->rows.size(), std::size_t{2});
        QCOMPARE(all->rows[1].name, QStringLiteral("Row B network"));
        QVERIFY(!all->glass.empty()); // One aisle is contained.
        QVERIFY(all->solids.bounds().high.y() >= 2700);
        Arrangement bare = pod.arrangement();
        bare.fabrics.clear();
        bare.aisles.clear();
        for (Placement& placement : bare.placements)
            placement.loop.reset();
        const auto without = Furniture::of(bare, Millimetres{2700}, light());
        QVERIFY(without->glass.empty());
        QVERIFY(without->solids.triangles() < all->solids.triangles());
        const auto isPipe = [](const Vertex& vertex) {
            return vertex.colour == vectorOf(light().theme.supply) || vertex.colour == vectorOf(light().theme.returnPipe);
        };
        QVERIFY(std::ranges::any_of(all->solids.vertices(), isPipe));
        QVERIFY(std::ranges::none_of(without->solids.vertices(), isPipe));
    }

    void pixelsAndLinesOfSightAgree()
    {
        const QSizeF view{640, 400};
        for (const bool perspective : {true, false}) {
            Camera camera;
            camera.target = {1000, 900, -2000};
            camera.perspective = perspective;
            for (const QVector3D& place : {QVector3D{0, 0, 0}, QVector3D{2500, 1800, -3000}, camera.target}) {
                const Sight sight = camera.sightOf(place, view);
                const Ray ray = camera.rayAt(sight.at, view);
                const QVector3D met = ray.at(QVector3D::dotProduct(place - ray.origin, ray.direction));
                // Without perspective rays begin four kilometres away, where a float is good to a quarter millimetre.
                QVERIFY2(near(met, place, 2), qPrintable(QString::number((met - place).length())));
            }
            const Sight middle = camera.sightOf(camera.target, view);
            QVERIFY(std::abs(middle.at.x() - 320) < 0.01 && std::abs(middle.at.y() - 200) < 0.01);
        }
    }

    void framingHoldsEverythingAndFillsTheView()
    {
        const QSizeF view{640, 400};
        const Bounds box{{-4000, 0, -1500}, {6000, 2200, 1200}};
        for (const ViewDirection direction :
             {ViewDirection::Corner, ViewDirection::Front, ViewDirection::Side, ViewDirection::Top, ViewDirection::Rear}) {
            for (const bool perspective : {true, false}) {
                Camera camera;
                camera.perspective = perspective;
                camera = camera.looking(direction).framing(box, view, 0.9F);
                QRectF seen;
                for (const QVector3D& corner : box.corners()) {
                    const Sight sight = camera.sightOf(corner, view);
                    QVERIFY(sight.depth > 0);
                    seen = seen.isNull() ? QRectF{sight.at, QSizeF{0.01, 0.01}} : seen.united({sight.at, QSizeF{0.01, 0.01}});
                }
                QVERIFY(QRectF({}, view).adjusted(-1, -1, 1, 1).contains(seen));
                const double filled = std::max(seen.width() / view.width(), seen.height() / view.height());
                QVERIFY2(filled > 0.8 && filled < 0.93, qPrintable(QString::number(filled)));
            }
        }
    }

    void framingTurnsAwayFromWhatStandsBefore()
    {
        // A column right where the camera would stand.
        const std::vector<SceneTarget> wanted{{itemOf(sceneOfOneUnit(), "su-1/a04"), std::nullopt}};
        const QSizeF view{404, 300};
        const Camera corner = Camera{}.looking(ViewDirection::Corner);
        const Camera free = clearView(sceneOfOneUnit(), wanted, corner, view, 0.72F);
        QCOMPARE(free.yaw, corner.yaw);
        QCOMPARE(free.pitch, corner.pitch);

        model::Hall hall = *oneUnit().hall();
        hall.height = model::Millimetres{6000};
        hall.trayHeight = model::Millimetres{5000};
        const QVector3D at = free.position();
        hall.columns = {test::area(static_cast<int>(at.x()) - 400, static_cast<int>(-at.z()) - 400, 800, 800)};
        hall.outline = {test::mm(-20000, -20000), test::mm(30000, -20000), test::mm(30000, 20000), test::mm(-20000, 20000)};
        const FloorScene scene = FloorScene::of(oneUnit().withHall(hall), light());
        QCOMPARE(scene.room().columns.size(), std::size_t{1});
        const Camera before = corner.framing(scene.boundsOf(wanted.front()), view, 0.72F);
        QVERIFY(hiddenShare(scene, wanted, before, view) > 0.9F);
        const Camera after = clearView(scene, wanted, corner, view, 0.72F);
        QVERIFY(hiddenShare(scene, wanted, after, view) <= 0.4F);
        QVERIFY(after.yaw != before.yaw || after.pitch != before.pitch);
    }

    void zoomingKeepsThePlaceUnderTheCursor()
    {
        const QSizeF view{640, 400};
        Camera camera;
        camera.target = {1000, 500, 0};
        const QVector3D fixed{2200, 0, 900};
        const Sight before = camera.sightOf(fixed, view);
        const Sight after = camera.zoomed(0.5F, fixed).sightOf(fixed, view);
        QVERIFY((before.at - after.at).manhattanLength() < 0.5);
        QVERIFY(camera.zoomed(1e-9F, fixed).distance > 0);
        QCOMPARE(camera.orbited(0, 500).pitch, 90.0F);
        QCOMPARE(camera.orbited(0, -500).pitch, 0.0F);
        QCOMPARE(camera.towards(camera.zoomed(0.5F, fixed), 1), camera.zoomed(0.5F, fixed));
    }

    void aRubberBandTakesWhatItEnclosesOrTouches()
    {
        const FloorScene& scene = sceneOfOneUnit();
        const QSizeF view{800, 500};
        Camera camera;
        camera.perspective = false;
        camera = camera.looking(ViewDirection::Front).framing(scene.corners(), view);
        const Bounds& a04 = scene.items()[itemOf(scene, "su-1/a04")].box;
        const QRectF around{camera.sightOf({a04.low.x(), a04.high.y(), a04.high.z()}, view).at,
                            camera.sightOf({a04.high.x(), a04.low.y(), a04.high.z()}, view).at};
        const auto names = [&](const QRectF& band, bool touching) {
            std::set<std::string> paths;
            for (const std::size_t item : scene.itemsIn(band, touching, camera, view))
                paths.insert(scene.items()[item].path.substr(5, 1));
            return paths;
        };
        QCOMPARE(scene.itemsIn(around.adjusted(-1, -1, 1, 1), false, camera, view).size(), std::size_t{1});
        QVERIFY(scene.itemsIn(around.adjusted(-1, -1, 1, 1), true, camera, view).size() >= 3); // And its neighbours.
        QCOMPARE(scene.itemsIn({{}, view}, false, camera, view).size(), std::size_t{14});
        QCOMPARE(names({{}, view}, true), (std::set<std::string>{"a", "b", "c"}));
    }

    void unknownPowerIsShownAsUnknown()
    {
        Design design = oneUnit();
        const auto powerless = [] {
            PartType part = *test::part("nvidia-qm9790");
            part.id = TypeId::literal("powerless");
            part.power = {};
            return std::make_shared<const PartType>(part);
        }();
        const auto changed = design.changedRack(RackDesignId::literal("network"), [&](const RackDesign& rack) {
            return rack.mounted(Device{DeviceId::literal("mystery"), powerless, test::at(33), "?", {}, {}, false});
        });
        QVERIFY(changed);
        const FloorScene scene = FloorScene::of(*changed, light());
        const OverlayColours power = OverlayColours::of(FloorOverlay::Power, scene);
        QCOMPARE(power.values[itemOf(scene, "su-1/b01")], QStringLiteral("–"));
        const std::size_t a01 = itemOf(scene, "su-1/a01");
        const double watts = test::gb300Rack().facts().provisioned.known.value();
        QCOMPARE(power.values[a01], QString::fromStdString(significant(watts / 1000, 3)));
        QCOMPARE(power.colours[a01], light().theme.sequential.back()); // Nothing draws more.
        QVERIFY(power.colours[itemOf(scene, "su-1/b01")] != light().theme.sequential.front());
        QCOMPARE(power.legend.entries.size(), std::size_t{1});
        QCOMPARE(power.legend.entries.front().count, 4);
    }

    void theWorstFindingColoursARack()
    {
        const FloorScene& scene = sceneOfOneUnit();
        const Finding findings[] = {finding(Severity::Warning, Subject::parse("rack:gb300")),
                                    finding(Severity::Error, Subject::parse("su-1/a02")),
                                    finding(Severity::Info, Subject::parse("su-1/a02/m1")),
                                    finding(Severity::Error, Subject::parse("su-1/a03"), true),
                                    finding(Severity::NotEvaluated, Subject::parse("su-1/cdu-1"))};
        const OverlayColours colours = OverlayColours::of(FloorOverlay::Findings, scene, findings);
        const auto of = [&](const char* path) { return colours.colours[itemOf(scene, path)]; };
        QCOMPARE(of("su-1/a02"), light().theme.error);
        QCOMPARE(of("su-1/a03"), light().theme.warningFill); // Its error is waived.
        QVERIFY(of("su-1/cdu-1") != of("su-1/cdu-2"));
        int counted = 0;
        for (const LegendEntry& entry : colours.legend.entries)
            counted += entry.count;
        QCOMPARE(counted, 14);
    }

    void aFindingColoursThePlacesThatThePlanMarks()
    {
        const FloorScene& scene = sceneOfOneUnit();
        const std::vector<Finding> findings{finding(Severity::Error, Subject::parse("feed:su/a")),
                                            finding(Severity::Error, Subject::parse("loop:su/tcs-1")),
                                            finding(Severity::Error, Subject::parse("su-1")),
                                            finding(Severity::Warning, Subject::parse("pod:su/b02")),
                                            finding(Severity::Warning, Subject::parse("su-1/a02/m1/p1")),
                                            finding(Severity::Error, Subject::parse("su-1/a04"))};
        const OverlayColours colours = OverlayColours::of(FloorOverlay::Findings, scene, findings);
        const PlanIndex index{oneUnit().hall()};
        const auto marks = planFindings(index, findings);
        for (std::size_t i = 0; i < scene.items().size(); ++i) {
            const auto mark = marks.find(scene.items()[i].path);
            const QColor expected = mark == marks.end()  ? colours.colours[itemOf(scene, "su-1/a01")]
                : mark->second == Glyph::Error           ? light().theme.error
                                                         : light().theme.warningFill;
            QCOMPARE(colours.colours[i], expected);
        }
        QCOMPARE(marks.size(), std::size_t{4}); // Two racks by warnings, one by an error, and the pod.
    }

    void feedsAndLoopsAreNamedInTheLegend()
    {
        const FloorScene& scene = sceneOfOneUnit();
        const OverlayColours feeds = OverlayColours::of(FloorOverlay::Feed, scene);
        QCOMPARE(feeds.legend.entries.size(), std::size_t{1});
        QCOMPARE(feeds.legend.entries.front().text, QStringLiteral("A: Busway a, B: Busway b"));
        const OverlayColours loops = OverlayColours::of(FloorOverlay::Loop, scene);
        QCOMPARE(loops.legend.entries.size(), std::size_t{2});
        QCOMPARE(loops.legend.entries[0].text, QStringLiteral("TCS-1"));
        QCOMPARE(loops.legend.entries[0].count, 10);
        QCOMPARE(loops.legend.entries[1].text, QStringLiteral("no loop"));
        QCOMPARE(loops.legend.entries[1].count, 4);
        QVERIFY(OverlayColours::of(FloorOverlay::None, scene).colours.empty());
    }

    void bandsHaveTheColoursOfTheirKinds()
    {
        const RackDesign rack = test::gb300Rack();
        const QSize face{96, 48 * 9};
        const QImage picture = bandPicture(rack, light().theme, face);
        QCOMPARE(picture.size(), QSize(192, 48 * 9));
        for (const Device& device : rack.devices()) {
            const double top = 48 - (device.mount.unit.value() - 1 + device.height().value());
            const int y = static_cast<int>((top + device.height().value() * 0.4) * 9);
            QCOMPARE(picture.pixelColor(2, y), light().theme.kind(device.part->role)); // Front: bar at the left.
            if (rack.takesBothFaces(*device.part))
                QCOMPARE(picture.pixelColor(189, y), light().theme.kind(device.part->role)); // Rear: at the right.
        }
        QCOMPARE(picture.pixelColor(40, 2), light().theme.opening); // U48 is open.
    }

    void detailFollowsTheHeightInThePicture()
    {
        FloorStage stage;
        stage.setViewSize({808, 516});
        const auto big = std::make_shared<const FloorScene>(FloorScene::of(test::floorHall(174, 14), light()));
        QCOMPARE(big->counts().gpus, 174 * 576);
        stage.setScene(big);
        Camera camera;
        stage.setCamera(camera.framing(big->corners(), stage.viewSize()));
        QVERIFY(stage.drawn().rows > 1000);
        QCOMPARE(stage.drawn().close, 0);
        QVERIFY(stage.drawn().rows + stage.drawn().plain <= 174 * 14);

        stage.setCamera(camera.framing(big->items()[itemOf(*big, "su-100/a04")].box, stage.viewSize()));
        QVERIFY(stage.drawn().close > 0);
        QVERIFY(stage.drawn().close <= 48);
        QVERIFY(stage.pixelHeight(big->items()[itemOf(*big, "su-100/a04")]) >= FloorStage::closeFrom);
        // What the camera does not see is left out.
        QVERIFY(stage.drawn().close + stage.drawn().plain + stage.drawn().rows < 174 * 14 / 2);
    }

    void platesDoNotOverlapAndTheSelectionStays()
    {
        FloorStage stage;
        stage.setViewSize({404, 258});
        const auto scene = std::make_shared<const FloorScene>(sceneOfOneUnit());
        stage.setScene(scene);
        Camera camera;
        stage.setCamera(camera.framing(scene->corners(), stage.viewSize()));
        stage.setSelected({{itemOf(*scene, "su-1/a04"), std::nullopt}});
        const auto& plates = stage.plateList();
        QVERIFY(plates.size() >= 3);
        QCOMPARE(plates.front().text, QStringLiteral("A04"));
        QCOMPARE(plates.front().style, QStringLiteral("selected"));
        for (std::size_t i = 0; i < plates.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                QVERIFY(!plates[i].rect.intersects(plates[j].rect));

        // Names keep clear of the legend, and come back when it is gone.
        const std::size_t all = plates.size();
        const QRectF legend = plates.back().rect.adjusted(-10, -10, 10, 10);
        stage.setLegendArea(legend);
        QVERIFY(stage.plateList().size() < all);
        for (const PlateModel::Plate& plate : stage.plateList())
            QVERIFY(!plate.rect.intersects(legend));
        stage.setLegendArea({});
        QCOMPARE(stage.plateList().size(), all);
    }
};

QTEST_MAIN(FloorSceneTest)
#include "tst_FloorScene.moc"
