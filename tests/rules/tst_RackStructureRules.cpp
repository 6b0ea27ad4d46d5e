#include "tests/rules/Judging.h"
#include "tests/support/StructureDesigns.h"

#include "model/design/RackBalance.h"
#include "model/rules/Rule.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <cmath>
#include <numbers>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

const std::string none;

std::string told(const RackDesignRef& rack, std::string_view rule)
{
    return said(judged(aloneInHall(rack)), rule);
}

Finding theOne(const RackDesignRef& rack, std::string_view rule)
{
    const auto list = of(judged(aloneInHall(rack)), rule);
    if (list.size() != 1)
        throw std::runtime_error(std::string(rule) + " says " + std::to_string(list.size()) + " things");
    return list.front();
}

} // namespace

class RackStructureRulesTest : public QObject {
    Q_OBJECT
private slots:
    // 1,200 mm of rack, 100 before the rails, 50 of plug and 100 of bend: 950 mm of device leave nothing.
    void mec002LeavesRoomForPlugAndBend()
    {
        const auto with = [](int depth) { return rackOf(tinyFrame(), {{box({.depthMm = depth}), onFront(1)}}); };
        QCOMPARE(told(with(925), "MEC-002"), none); // 25 mm of slack
        QCOMPARE(told(with(926), "MEC-002"), std::string("warning MEC-002/rack:rack"));
        QCOMPARE(told(with(950), "MEC-002"), std::string("warning MEC-002/rack:rack"));
        QCOMPARE(told(with(951), "MEC-002"), std::string("error MEC-002/rack:rack"));
        QCOMPARE(*theOne(with(980), "MEC-002").measured, -30.0);
    }

    void mec002DoesNotPassWhatItDoesNotKnow()
    {
        const auto unknown = box({.id = "unknown", .depthMm = {}});
        const Finding finding = theOne(rackOf(tinyFrame(), {{unknown, onFront(1)}}), "MEC-002");
        QCOMPARE(finding.severity, Severity::NotEvaluated);
        QCOMPARE(finding.missing, std::vector<std::string>{"depth of unknown"});
        QCOMPARE(told(rackOf(tinyFrame(), {{unknown, onFront(1)}, {box(), onFront(2)}}), "MEC-002"),
                 std::string("not-evaluated MEC-002/rack:rack"));
        // What is known to be too deep is an error, whatever else is not known.
        QCOMPARE(told(rackOf(tinyFrame(), {{unknown, onFront(1)}, {box({.depthMm = 1000}), onFront(2)}}), "MEC-002"),
                 std::string("error MEC-002/rack:rack"));
    }

    void mec002CountsDoorsRailsAndWhatHangsBehind()
    {
        const auto device = box({.depthMm = 900}); // 50 mm of slack in a bare frame.
        QCOMPARE(told(rackOf(tinyFrame(), {{device, onFront(1)}}), "MEC-002"), none);
        const PartRef doors = withFigures(tinyFrame(), {{"door_depth_mm", 60}});
        QCOMPARE(told(rackOf(doors, {{device, onFront(1)}}), "MEC-002"), std::string("error MEC-002/rack:rack"));
        const PartRef near = withFigures(tinyFrame(), {{"door_depth_mm", 60}, {"front_rail_mm", 40}});
        QCOMPARE(told(rackOf(near, {{device, onFront(1)}}), "MEC-002"), none);
        // Two shallow ones back to back: 100 + 400 + 150 of the first; the second ends at 1,200 − 100 − 450.
        const auto first = box({.depthMm = 400});
        const auto second = [](int depth) {
            return Mounted{box({.id = "rear", .depthMm = depth}), {Face::Rear, RackUnit::whole(1), Slot::Full}};
        };
        QCOMPARE(told(rackOf(tinyFrame(), {{first, onFront(1)}, second(425)}), "MEC-002"), none);
        QCOMPARE(told(rackOf(tinyFrame(), {{first, onFront(1)}, second(460)}), "MEC-002"),
                 std::string("error MEC-002/rack:rack"));
    }

    void mec002TakesTheStiffestCableOfTheRack()
    {
        auto cable = std::make_shared<PartType>(PartType{TypeId::literal("stiff")});
        cable->model = "stiff";
        cable->kind = PartKind::Cable;
        cable->cable = CableFigures{};
        cable->cable->bendRadiusMm = 160;
        const auto rack = rackOf(tinyFrame(), {{box({.depthMm = 900}), onFront(1)}, {box({.depthMm = 300}), onFront(3)}});
        const auto wired = rack->withCable({CableId::literal("c1"), {"d1", PortRole::Compute, 1}, {"d2", PortRole::Compute, 1},
                                            cable, {}});
        QVERIFY2(wired, wired ? "" : wired.error().text.c_str());
        const RackDepth depth = rackDepth(*wired);
        QCOMPARE(depth.devices[0].bend, Millimetres{160});
        QCOMPARE(depth.devices[0].bendOf, std::string("stiff"));
        QCOMPARE(depth.devices[0].slack, Millimetres{-10});
    }

    // Behind the rails 1,100 mm are clear; an upright of 60 mm leaves 1,040.
    void mec003FindsUprightsInTheWay()
    {
        const Mount left{Face::ZeroULeft, RackUnit::whole(1), Slot::Full};
        const auto with = [&](int depth, int width) {
            return rackOf(tinyFrame({.widthMm = width}), {{box({.depthMm = depth}), onFront(10)}, {sizedPdu(), left}});
        };
        QCOMPARE(told(with(1040, 600), "MEC-003"), none);
        QCOMPARE(told(with(1041, 600), "MEC-003"), std::string("error MEC-003/rack:rack/d2"));
        QCOMPARE(*theOne(with(1070, 600), "MEC-003").measured, 30.0);
        QCOMPARE(told(with(1070, 750), "MEC-003"), none); // Beside the opening.
        const auto unsized = rackOf(tinyFrame(), {{box(), onFront(1)}, {tinyPdu(), left}});
        QCOMPARE(told(unsized, "MEC-003"), std::string("not-evaluated MEC-003/rack:rack/d2"));
    }

    void mec003MovesTheUprightToTheOtherSide()
    {
        Mount half = onFront(10);
        half.slot = Slot::Left;
        auto narrow = std::make_shared<PartType>(*box({.depthMm = 1090}));
        narrow->body.halfWidth = true;
        const auto rack =
            rackOf(tinyFrame(), {{narrow, half}, {sizedPdu(), {Face::ZeroULeft, RackUnit::whole(1), Slot::Full}}});
        const Design design = aloneInHall(rack);
        const auto findings = of(judged(design), "MEC-003");
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings[0].fixes.size(), std::size_t{1});
        const auto mended = findings[0].fixes[0].edit(design);
        QVERIFY2(mended, mended ? "" : mended.error().text.c_str());
        QCOMPARE(said(judged(*mended), "MEC-003"), none);
        // A device as wide as the rack leaves no side that would do.
        const auto full = rackOf(tinyFrame(), {{box({.depthMm = 1090}), onFront(10)},
                                               {sizedPdu(), {Face::ZeroULeft, RackUnit::whole(1), Slot::Full}}});
        QVERIFY(theOne(full, "MEC-003").fixes.empty());
    }

    void mec004TellsStandardsApart()
    {
        const auto frameOf = [](Mounting holds) {
            auto frame = std::make_shared<PartType>(*tinyFrame());
            frame->rack->holds = holds;
            return frame;
        };
        const auto in = [&](Mounting frame, Mounting device, std::optional<int> width = {}) {
            return told(rackOf(frameOf(frame), {{box({.widthMm = width, .mounting = device}), onFront(1)}}), "MEC-004");
        };
        // 19 and 21 inch never mix: the edit is refused.
        for (const auto& [frame, device] : {std::pair{Mounting::OpenRack21, Mounting::Rack19},
                                            std::pair{Mounting::Rack19, Mounting::OpenRack21}}) {
            QVERIFY_THROWS_EXCEPTION(std::runtime_error,
                                     (void)rackOf(frameOf(frame), {{box({.mounting = device}), onFront(1)}}));
        }
        const std::string error = "error MEC-004/rack:rack/d1";
        QCOMPARE(in(Mounting::Rack19, Mounting::Rack19), none);
        QCOMPARE(in(Mounting::OpenRack21, Mounting::OpenRack21, 537), none);
        QCOMPARE(in(Mounting::OpenRack21, Mounting::OpenRack21, 539), std::string("error MEC-004/rack:rack/d1#width"));
        QCOMPARE(in(Mounting::MgxTray, Mounting::Rack19), none);
        QCOMPARE(in(Mounting::Rack19, Mounting::MgxTray), error);
        QCOMPARE(in(Mounting::Rack19, Mounting::Unknown), std::string("not-evaluated MEC-004/rack:rack/d1"));
        QCOMPARE(in(Mounting::Rack19, Mounting::Rack19, 483), none);
        QCOMPARE(in(Mounting::Rack19, Mounting::Rack19, 484), std::string("error MEC-004/rack:rack/d1#width"));
    }

    // 100 kW to liquid at 0.25 kg/kW: 25 kg of coolant on 103 kg of device and cables.
    void mec005CountsTheCoolant()
    {
        const auto with = [](double most, double liquid) {
            return rackOf(tinyFrame({.maxLoadKg = most}),
                          {{tinyServer({.watts = 100'000, .massKg = 100, .liquid = liquid}), onFront(1)}});
        };
        QCOMPARE(told(with(103 / 0.9 + 0.1, 0), "MEC-005"), none);
        QCOMPARE(told(with(128 / 0.9 + 0.1, 1), "MEC-005"), none);
        QCOMPARE(told(with(128 / 0.9 - 0.1, 1), "MEC-005"), std::string("warning MEC-005/rack:rack"));
        QCOMPARE(told(with(127.9, 1), "MEC-005"), std::string("error MEC-005/rack:rack"));
    }

    // A frame of 100 kg at 1.15 m and 100 kg of one unit; the base is half of 600 mm.
    void mec010WorksOutTheTipAngle()
    {
        const auto at = [](int unit) { return rackOf(tinyFrame(), {{box({.massKg = 100, .depthMm = 1000}), onFront(unit)}}); };
        const auto rack = at(24);
        const RackBalance balance = rackBalance(*rack, rackDepth(*rack));
        const double device = (rack->unitBottom(RackUnit::whole(24)) + 44.45 / 2);
        QVERIFY(std::abs(balance.height - (1150 + device) / 2) < 0.01);
        QVERIFY(std::abs(balance.depth - 600) < 0.01); // 100 + 500, and the middle of the frame.
        const double angle = std::atan(300 / balance.height) * 180 / std::numbers::pi;
        QVERIFY(angle < 15);
        const auto findings = of(judged(aloneInHall(rack)), "MEC-010");
        QVERIFY(!findings.empty());
        QCOMPARE(findings[0].key(), std::string("MEC-010/rack:rack"));
        QCOMPARE(findings[0].severity, Severity::Warning);
        QVERIFY(std::abs(*findings[0].measured - angle) < 1e-6);

        // tan 15° · 300 mm: a centre below 1,119.6 mm passes.
        const auto heavy = [](int unit, double mass) {
            return rackOf(tinyFrame({.massKg = 1}), {{box({.massKg = mass, .depthMm = 1000}), onFront(unit)}});
        };
        QCOMPARE(told(heavy(22, 1000), "MEC-010"), none);
        QCOMPARE(told(heavy(24, 1000), "MEC-010").substr(0, 25), std::string("warning MEC-010/rack:rack"));
        // An error below 10°: above 1,701 mm.
        QVERIFY(told(heavy(37, 1000), "MEC-010").starts_with("error MEC-010/rack:rack"));
        QVERIFY(told(heavy(35, 1000), "MEC-010").starts_with("warning MEC-010/rack:rack"));
        QCOMPARE(told(rackOf(tinyFrame(), {{box({.massKg = {}}), onFront(1)}}), "MEC-010"),
                 std::string("not-evaluated MEC-010/rack:rack"));
    }

    void mec010AsksForAnchorsOfHighRacks()
    {
        // Wide enough not to tip, but high: 45 of 48 units.
        const auto rack = rackOf(tinyFrame({.massKg = 1, .widthMm = 1200}), {{box({.massKg = 500, .depthMm = 1000}), onFront(26)}});
        const Design free = aloneInHall(rack);
        QCOMPARE(said(judged(free), "MEC-010"), std::string("warning MEC-010/rack:rack#high"));
        const Design loose = withHall(free, [](Hall& hall) { hall.structure.seismic = Seismic{0.2, Seismic::Anchorage::None, {}, {}}; });
        const auto findings = of(judged(loose), "MEC-010");
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings[0].fixes.size(), std::size_t{2});
        for (const Fix& fix : findings[0].fixes) {
            const auto mended = fix.edit(loose);
            QVERIFY2(mended, mended ? "" : mended.error().text.c_str());
            QCOMPARE(said(judged(*mended), "MEC-010"), none);
        }
    }

    // Pulled out until its rear is at the rails, a device of 1,000 mm has its middle 500 − 100 mm before the front and
    // 475 mm before the feet; the frame's 100 kg hang 600 − 75 mm behind them.
    void mec011HoldsOneDeviceAtATime()
    {
        const auto with = [](double mass) { return rackOf(tinyFrame(), {{box({.massKg = mass, .depthMm = 1000}), onFront(1)}}); };
        const double most = 100 * 525.0 / (2 * 475.0); // 55.3 kg
        QCOMPARE(told(with(most - 0.1), "MEC-011"), none);
        QCOMPARE(told(with(most + 0.1), "MEC-011"), std::string("warning MEC-011/rack:rack"));
        const Finding finding = theOne(with(100), "MEC-011");
        QVERIFY(std::abs(*finding.measured - 525.0 / 475.0) < 1e-9);
        QCOMPARE(told(rackOf(tinyFrame({.massKg = {}}), {{box(), onFront(1)}}), "MEC-011"),
                 std::string("not-evaluated MEC-011/rack:rack"));
        // Filling the rack helps.
        const auto filled = rackOf(tinyFrame(), {{box({.massKg = most + 0.1, .depthMm = 1000}), onFront(1)},
                                                 {box({.id = "other", .massKg = 50}), onFront(3)}});
        QCOMPARE(told(filled, "MEC-011"), none);
    }

    // 0.7 of 48 units: up to U33; U34 is above.
    void mec012KeepsHeavyDevicesLow()
    {
        const auto ballast = Mounted{box({.id = "ballast", .massKg = 500}), onFront(1)};
        const auto with = [&](double mass, int unit) {
            return told(rackOf(tinyFrame(), {ballast, {box({.massKg = mass}), onFront(unit)}}), "MEC-012");
        };
        QCOMPARE(with(25, 40), none);
        QCOMPARE(with(26, 33), none);
        QCOMPARE(with(26, 34), std::string("warning MEC-012/rack:rack"));
        const auto list = of(judged(aloneInHall(rackOf(tinyFrame(), {ballast, {box({.massKg = 130}), onFront(35)}}))), "MEC-012");
        QVERIFY(list.size() == 1 && list[0].message.find("a lift") != std::string::npos);
    }

    void mec012SortsByMass()
    {
        const auto rack = rackOf(tinyFrame(), {{box({.id = "light", .massKg = 10}), onFront(1)},
                                               {box({.id = "heavy", .units = 4, .massKg = 60}), onFront(40)}});
        const Design design = aloneInHall(rack);
        const auto findings = of(judged(design), "MEC-012");
        QCOMPARE(said(judged(design), "MEC-012"), std::string("warning MEC-012/rack:rack; warning MEC-012/rack:rack#halves"));
        const auto mended = findings[0].fixes.at(0).edit(design);
        QVERIFY2(mended, mended ? "" : mended.error().text.c_str());
        QCOMPARE(said(judged(*mended), "MEC-012"), none);
        const auto sorted = mended->rackDesign(rack->id());
        QCOMPARE(sorted->device(DeviceId::literal("d2"))->mount.unit, RackUnit::whole(1));
        QCOMPARE(sorted->device(DeviceId::literal("d1"))->mount.unit, RackUnit::whole(5));
        QVERIFY(!findings[0].fixes[0].edit(*mended)); // There is nothing left to move.
    }

    void mec012ComparesTheHalves()
    {
        // U24 ends at the middle of 48 units; an upright of unknown mass has no half.
        auto upright = std::make_shared<PartType>(*tinyPdu());
        upright->body.mass.reset();
        const auto with = [&](std::optional<double> upper, double lower) {
            return told(rackOf(tinyFrame({.massKg = {}}), {{box({.id = "low", .massKg = lower}), onFront(24)},
                                                           {box({.id = "high", .massKg = upper}), onFront(25)},
                                                           {upright, {Face::ZeroULeft, RackUnit::whole(1), Slot::Full}}}),
                        "MEC-012");
        };
        QCOMPARE(with(20, 20), none);
        QCOMPARE(with(20.1, 20), std::string("warning MEC-012/rack:rack#halves"));
        QCOMPARE(with({}, 20), std::string("not-evaluated MEC-012/rack:rack#halves"));
    }

    void mec012LeavesTheMakersOrderAlone()
    {
        auto system = std::make_shared<PartType>(PartType{TypeId::literal("system")});
        system->model = "system";
        system->kind = PartKind::RackScale;
        system->contents = {{TypeId::literal("box"), 1}};
        const auto rack = rackOf(tinyFrame(), {{box({.massKg = 100}), onFront(40)}}, "rack", system);
        QCOMPARE(told(rack, "MEC-012"), none);
    }
};

QTEST_APPLESS_MAIN(RackStructureRulesTest)
#include "tst_RackStructureRules.moc"
