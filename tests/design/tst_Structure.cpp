#include "tests/support/StructureDesigns.h"

#include "model/design/RackBalance.h"
#include "model/exchange/DesignReader.h"
#include "model/exchange/DesignWriter.h"

#include <QTest>

#include <cmath>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

const std::string head = "format: 1\nname: x\nprofile: us-nec\nhall:\n  name: h\n"
                         "  outline_mm: [[0, 0], [6000, 0], [6000, 6000], [0, 6000]]\n  height_mm: 4000\n"
                         "  tray_height_mm: 2700\n  tile_mm: 600\n  altitude_m: 0\n";

const std::string whole = head
    + "  doors:\n"
      "    - {name: Dock, x_mm: 0, y_mm: 600, width_mm: 1500, height_mm: 2500, swing: inward, leaves: 2}\n"
      "    - {x_mm: 0, y_mm: 3000, width_mm: 900, height_mm: 2100}\n"
      "  structure:\n"
      "    raised_floor: true\n"
      "    panel_load_n: 13344.7\n"
      "    wheel_load_n: 6000\n"
      "    weak_zones:\n"
      "      - {x_mm: 0, y_mm: 0, width_mm: 600, depth_mm: 600, rating_kpa: 5, panel_load_n: 4000, reason: joint}\n"
      "      - {x_mm: 600, y_mm: 0, width_mm: 600, depth_mm: 600}\n"
      "    sprinklers: {installed: true, deflector_mm: 3700}\n"
      "    delivery:\n"
      "      pallet_mm: 130\n"
      "      populated_on_site: true\n"
      "      route:\n"
      "        - {kind: door, name: dock, width_mm: 1800, height_mm: 2700}\n"
      "        - {kind: lift, width_mm: 1500, height_mm: 2600, rating_kg: 2500}\n"
      "        - {kind: ramp, slope: 0.05}\n"
      "    seismic: {s_ds_g: 0.2, anchorage: anchored, importance: 1.25, height_ratio: 0.5}\n"
      "    overheads:\n"
      "      - {kind: pipe, name: FWS, x_mm: 0, y_mm: 2000, width_mm: 6000, depth_mm: 200, bottom_mm: 3000, leak_protected: true}\n"
      "      - {kind: duct, x_mm: 0, y_mm: 4000, width_mm: 6000, depth_mm: 400, bottom_mm: 3200}\n"
      "...\n";

} // namespace

class StructureTest : public QObject {
    Q_OBJECT
private slots:
    void readsAndWritesAllOfIt()
    {
        const auto design = readDesign(whole, "x");
        QVERIFY2(design, design ? "" : design.error().text.c_str());
        QCOMPARE(QString::fromStdString(designText(*design)), QString::fromStdString(whole));
        const Structure& structure = design->hall()->structure;
        QCOMPARE(structure.panelLoad->value(), 13344.7);
        QCOMPARE(structure.weakZones.size(), std::size_t{2});
        QVERIFY(!structure.weakZones[1].rating && !structure.weakZones[1].panelLoad);
        QCOMPARE(structure.delivery->route.size(), std::size_t{3});
        QVERIFY(structure.delivery->route[1].kind == RouteStep::Kind::Lift);
        QVERIFY(structure.seismic->anchorage == Seismic::Anchorage::Anchored);
        QCOMPARE(structure.overheads->size(), std::size_t{2});
        QVERIFY(!(*structure.overheads)[1].leakProtected);
        QVERIFY(design->hall()->doors[0].swing == Door::Swing::Inward);
        QCOMPARE(design->hall()->doors[0].leaves, 2);
        QVERIFY(!design->hall()->doors[1].swing);
    }

    void whatIsAbsentStaysAbsent()
    {
        const auto bare = readDesign(head + "...\n", "x");
        QVERIFY(bare);
        QVERIFY(bare->hall()->structure == Structure{});
        QVERIFY(designText(*bare).find("structure") == std::string::npos);
        // No pipes is another thing than none that were drawn.
        const auto none = readDesign(head + "  structure:\n    overheads: []\n...\n", "x");
        QVERIFY2(none, none ? "" : none.error().text.c_str());
        QVERIFY(none->hall()->structure.overheads && none->hall()->structure.overheads->empty());
        QCOMPARE(designText(*none), head + "  structure:\n    overheads: []\n...\n");
    }

    void refusesWhatIsNoStructure_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const char* text, const char* says) {
            QTest::newRow(name) << QString(text) << QString(says);
        };
        row("an unknown key", "  structure: {roof: flat}\n", "roof");
        row("a load below nothing", "  structure: {panel_load_n: -5}\n", "panel_load_n");
        row("an anchorage of another kind", "  structure: {seismic: {s_ds_g: 0.2, anchorage: glued}}\n", "anchorage");
        row("a route without kinds", "  structure: {delivery: {route: [{name: x}]}}\n", "kind");
        row("a pipe without a height", "  structure: {overheads: [{kind: pipe, x_mm: 0, y_mm: 0, width_mm: 1, depth_mm: 1}]}\n",
            "bottom_mm");
        row("a door of three leaves",
            "  doors: [{x_mm: 0, y_mm: 0, width_mm: 900, height_mm: 2100, leaves: 3}]\n", "leaves");
        row("a list", "  structure: [1, 2]\n", "structure");
    }
    void refusesWhatIsNoStructure()
    {
        QFETCH(QString, text);
        QFETCH(QString, says);
        const auto design = readDesign(head + text.toStdString() + "...\n", "x");
        QVERIFY(!design);
        QVERIFY2(design.error().text.find(says.toStdString()) != std::string::npos, design.error().text.c_str());
    }

    void aDoorSweepsTheFloorInside()
    {
        Hall hall;
        hall.outline = {{Millimetres{0}, Millimetres{0}}, {Millimetres{6000}, Millimetres{0}},
                        {Millimetres{6000}, Millimetres{6000}}, {Millimetres{0}, Millimetres{6000}}};
        const auto inside = [&](int x, int y) {
            Door door;
            door.at = {Millimetres{x}, Millimetres{y}};
            door.width = Millimetres{1000};
            return floorInside(openingOf(hall, door), Millimetres{800});
        };
        QVERIFY((inside(0, 2000) == FloorRect{{Millimetres{0}, Millimetres{2000}}, {Millimetres{800}, Millimetres{1000}}}));
        QVERIFY((inside(6000, 2000) == FloorRect{{Millimetres{5200}, Millimetres{2000}}, {Millimetres{800}, Millimetres{1000}}}));
        QVERIFY((inside(2000, 0) == FloorRect{{Millimetres{2000}, Millimetres{0}}, {Millimetres{1000}, Millimetres{800}}}));
        QVERIFY((inside(2000, 6000) == FloorRect{{Millimetres{2000}, Millimetres{5200}}, {Millimetres{1000}, Millimetres{800}}}));
        Door door{{}, Millimetres{1500}, Millimetres{2400}, {}, Door::Swing::Inward, 2};
        QCOMPARE(*sweptDepth(door), Millimetres{750});
        door.swing = Door::Swing::Outward;
        QCOMPARE(*sweptDepth(door), Millimetres{0});
        door.swing.reset();
        QVERIFY(!sweptDepth(door));
    }

    /// All boxes lie where a side view draws them.
    void theDepthOfARackAddsUp()
    {
        const PartRef frame = withFigures(tinyFrame(), {{"door_depth_mm", 40}, {"front_rail_mm", 120}, {"rail_depth_mm", 740},
                                                        {"front_door_leaves", 1}, {"rear_door_leaves", 2}});
        const auto rack = rackOf(frame, {{box({.units = 2, .depthMm = 800}), onFront(3)},
                                         {box({.id = "rear", .depthMm = 200}), {Face::Rear, RackUnit::whole(10), Slot::Full}},
                                         {sizedPdu(), {Face::ZeroULeft, RackUnit::whole(1), Slot::Full}},
                                         {sizedPdu(), {Face::ZeroULeft, RackUnit::whole(2), Slot::Full}},
                                         {sizedPdu(), {Face::ZeroURight, RackUnit::whole(1), Slot::Full}},
                                         {tinyBlanking(), onFront(20)}});
        const RackDepth depth = rackDepth(*rack);
        QCOMPARE(depth.depth, Millimetres{1200});
        QCOMPARE(depth.rearEnd(), Millimetres{1160});
        QVERIFY(depth.railsKnown);
        QCOMPARE(depth.frontRail, Millimetres{120});
        QCOMPARE(depth.rearRail, Millimetres{860});
        QCOMPARE(depth.devices.size(), std::size_t{2}); // No panel.
        const DeviceDepth& first = depth.devices[0];
        QCOMPARE(first.body.front, Millimetres{120});
        QCOMPARE(first.body.rear, Millimetres{920});
        QCOMPARE(first.end(), Millimetres{1070});
        QCOMPARE(first.slack, Millimetres{90});
        QCOMPARE(first.body.right - first.body.left, Millimetres{450});
        QCOMPARE(first.body.left, Millimetres{75});
        QVERIFY(std::abs((first.body.top - first.body.bottom).value() - 89) <= 1);
        const DeviceDepth& rear = depth.devices[1];
        QCOMPARE(rear.body.rear, Millimetres{860});
        QCOMPARE(rear.body.front, Millimetres{660});
        QCOMPARE(rear.end(), Millimetres{510});
        QCOMPARE(rear.slack, Millimetres{470}); // To the inside of the front door.
        QCOMPARE(depth.zeroU[0].body.rear, Millimetres{1160});
        QCOMPARE(depth.zeroU[0].body.front, Millimetres{1100});
        QCOMPARE(depth.zeroU[1].body.rear, Millimetres{1160});
        QCOMPARE(depth.zeroU[2].body.rear, Millimetres{1100}); // Before the one at its side.
        QCOMPARE(depth.zeroU[0].body.left, Millimetres{40});
        QCOMPARE(depth.zeroU[1].body.right, Millimetres{560});
        const RackDoorSwing swing = doorSwing(*rack);
        QCOMPARE(*swing.front, Millimetres{600});
        QCOMPARE(*swing.rear, Millimetres{300});
        QVERIFY(!doorSwing(*rackOf(tinyFrame(), {})).front);
    }

    void theBalanceOfARackIsThatOfItsParts()
    {
        const auto rack = rackOf(tinyFrame({.massKg = 100}), {{box({.massKg = 60, .depthMm = 1000}), onFront(1)},
                                                              {box({.id = "deep", .massKg = 40, .depthMm = 500}), onFront(48)}});
        const RackBalance balance = rackBalance(*rack, rackDepth(*rack));
        QCOMPARE(balance.mass.value(), 200.0);
        QCOMPARE(balance.lower.value(), 60.0);
        QCOMPARE(balance.upper.value(), 40.0);
        const double depth = (100 * 600 + 60 * 600 + 40 * 350) / 200.0;
        QVERIFY(std::abs(balance.depth - depth) < 0.5);
        // The same height as the rack's own figure.
        QVERIFY(std::abs(balance.height - static_cast<double>(rack->facts().centreOfGravity->value())) <= 0.5);
        QCOMPARE(rackBalance(*rackOf(tinyFrame({.massKg = {}}), {{box({.massKg = {}}), onFront(1)}}),
                             rackDepth(*rack)).missing.size(), std::size_t{2});
    }
};

QTEST_APPLESS_MAIN(StructureTest)
#include "tst_Structure.moc"
