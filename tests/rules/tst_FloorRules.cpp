#include "tests/rules/Judging.h"
#include "tests/support/StructureDesigns.h"

#include "model/edit/MoveOffEdits.h"
#include "model/rules/Clearances.h"
#include "model/rules/Rule.h"

#include <QTest>

#include <cmath>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

const std::string none;
constexpr double g = 9.80665;

Millimetres mm(std::int64_t value)
{
    return Millimetres{value};
}

FloorRect area(int x, int y, int width, int depth)
{
    return {{mm(x), mm(y)}, {mm(width), mm(depth)}};
}

/// `count` racks side by side from the west, fronts to the south, 0.6 by 1.2 m.
TinyFloor row(int count, const RackDesignRef& rack, int pitch = 600)
{
    TinyFloor floor;
    for (int i = 0; i < count; ++i) {
        const std::string id = fmt::format("r{:02}", i + 1);
        floor.rack(id, rack).at(id, i * pitch, 0);
    }
    return floor;
}

RackDesignRef plain(double mass = 100)
{
    return rackOf(tinyFrame({.massKg = 100}), {{box({.massKg = mass}), onFront(1)}});
}

void wall(Hall& hall, int x, int y, int width, int depth)
{
    hall.outline = {{mm(x), mm(y)}, {mm(x + width), mm(y)}, {mm(x + width), mm(y + depth)}, {mm(x), mm(y + depth)}};
}

/// Applies the first fix of the first finding of a rule, and says what is left of the rule.
std::string afterFix(const Design& design, std::string_view rule)
{
    const auto findings = of(judged(design), rule);
    if (findings.empty() || findings.front().fixes.empty())
        return "there is nothing to mend";
    const auto mended = findings.front().fixes.front().edit(design);
    return mended ? said(judged(*mended), rule) : mended.error().text;
}

} // namespace

class FloorRulesTest : public QObject {
    Q_OBJECT
private slots:
    // The frame's 100 kg, 100 kg and 3 % of cables: 203 kg on the move.
    void mec006WeighsWhatIsRolledIn()
    {
        const auto with = [](std::optional<double> rolling, std::optional<double> most) {
            PartRef frame = tinyFrame({.maxLoadKg = most});
            if (rolling)
                frame = withFigures(frame, {{"dynamic_load_kg", *rolling}});
            return aloneInHall(rackOf(frame, {{box({.massKg = 100}), onFront(1)}}));
        };
        QCOMPARE(said(judged(with(203, 1400)), "MEC-006"), none);
        QCOMPARE(said(judged(with(202, 1400)), "MEC-006"), std::string("error MEC-006/rack:rack"));
        // A rating taken from the static one is told, and is no error.
        QCOMPARE(said(judged(with({}, 271)), "MEC-006"), std::string("info MEC-006/rack:rack"));
        QCOMPARE(said(judged(with({}, 270)), "MEC-006"), std::string("warning MEC-006/rack:rack"));
        QCOMPARE(said(judged(with({}, {})), "MEC-006"), std::string("not-evaluated MEC-006/rack:rack"));
        QCOMPARE(afterFix(with(202, 1400), "MEC-006"), none); // Delivered empty.
    }

    void mec007JudgesAWeakPartByItself()
    {
        const auto hall = [](double rating, int x) {
            return withHall(tinyHall(row(1, plain(1000)).arrangement), [&](Hall& changed) {
                changed.structure.weakZones = {{area(x, 0, 600, 600), Kilopascals{rating}, {}, "cut-out"}};
            });
        };
        QCOMPARE(said(judged(hall(3, 600)), "MEC-007"), none); // Beside it.
        QCOMPARE(said(judged(hall(3, 599)), "MEC-007"), std::string("error MEC-007/r01#zone"));
        QCOMPARE(said(judged(hall(12, 599)), "MEC-007"), none);
        const auto findings = of(judged(hall(3, 300)), "MEC-007");
        QVERIFY(findings.front().message.find("cut-out") != std::string::npos);
        QCOMPARE(afterFix(hall(3, 300), "MEC-007"), none);
    }

    // Frame, device and cables: m; a foot loads m g / 3.
    void mec008JudgesAFoot()
    {
        const double mass = 100 + 1000 * 1.03;
        const auto hall = [](double panel, int pitch = 600, bool raised = true) {
            return withHall(tinyHall(row(2, plain(1000), pitch).arrangement), [&](Hall& changed) {
                changed.structure.raisedFloor = raised;
                changed.structure.panelLoad = Newtons{panel};
            });
        };
        const double foot = mass * g / 3;
        QCOMPARE(said(judged(hall(foot / 0.8 + 1)), "MEC-008"), none);
        QCOMPARE(said(judged(hall(foot / 0.8 - 1)), "MEC-008"), std::string("warning MEC-008/rack:rack"));
        QCOMPARE(said(judged(hall(foot - 1)), "MEC-008"), std::string("error MEC-008/rack:rack"));
        QCOMPARE(said(judged(tinyHall(row(2, plain()).arrangement)), "MEC-008"), std::string("not-evaluated MEC-008/hall"));
        QCOMPARE(afterFix(tinyHall(row(2, plain()).arrangement), "MEC-008"), none);
    }

    void mec008AddsFeetOnOnePanel()
    {
        const double mass = 100 + 1000 * 1.03, two = 2 * mass * g / 3;
        const auto hall = [](double panel, int from, bool raised) {
            TinyFloor floor = row(2, plain(1000));
            floor.at("r01", from, 0).at("r02", from + 600, 0);
            return withHall(tinyHall(floor.arrangement), [&](Hall& changed) {
                changed.structure.raisedFloor = raised;
                changed.structure.panelLoad = Newtons{panel};
            });
        };
        // On the grid each stands on panels of its own; half a tile off the inner feet share one.
        QCOMPARE(said(judged(hall(two - 1, 0, true)), "MEC-008"), none);
        QCOMPARE(said(judged(hall(two - 1, 300, true)), "MEC-008"), std::string("error MEC-008/rack:rack,rack:rack#tile"));
        QCOMPARE(said(judged(hall(two / 0.8 + 1, 300, true)), "MEC-008"), none);
        QCOMPARE(said(judged(hall(two - 1, -300, true)), "MEC-008"), std::string("error MEC-008/rack:rack,rack:rack#tile"));
        QCOMPARE(said(judged(hall(two - 1, 300, false)), "MEC-008"), none); // A slab has no panels.
    }

    void mec008JudgesAWeakPartByItself()
    {
        const Design design = withHall(tinyHall(row(1, plain(1000)).arrangement), [&](Hall& hall) {
            hall.structure.panelLoad = Newtons{20'000};
            hall.structure.weakZones = {{area(0, 0, 600, 600), {}, Newtons{3'000}, {}}};
        });
        QCOMPARE(said(judged(design), "MEC-008"), std::string("error MEC-008/r01#zone"));
        QCOMPARE(afterFix(design, "MEC-008"), none);
    }

    // 2,300 mm on a pallet of 120 under a door of H: 2,420 ≤ H − 50.
    void mec009GoesThroughEveryNarrowPlace()
    {
        using Kind = RouteStep::Kind;
        const auto hall = [](RouteStep step, std::optional<double> wheel = {}) {
            return withHall(tinyHall(row(1, plain(1000)).arrangement), [&](Hall& changed) {
                changed.structure.raisedFloor = wheel.has_value();
                if (wheel)
                    changed.structure.wheelLoad = Newtons{*wheel};
                changed.structure.delivery = Delivery{{std::move(step)}, {}, false};
            });
        };
        const auto said = [&](RouteStep step, std::optional<double> wheel = {}) {
            return colonnade::test::said(judged(hall(std::move(step), wheel)), "MEC-009");
        };
        const std::string error = "error MEC-009/rack:rack";
        QCOMPARE(said({Kind::Door, "dock", mm(1000), mm(2470), {}, {}}), none);
        QCOMPARE(said({Kind::Door, "dock", mm(1000), mm(2469), {}, {}}), error);
        QCOMPARE(said({Kind::Door, "dock", mm(700), mm(3000), {}, {}}), none);
        QCOMPARE(said({Kind::Door, "dock", mm(699), mm(3000), {}, {}}), error);
        QCOMPARE(said({Kind::Lift, "lift", mm(1000), mm(3000), Kilograms{1130}, {}}), none); // 100 + 1.03 · 1,000
        QCOMPARE(said({Kind::Lift, "lift", mm(1000), mm(3000), Kilograms{1129}, {}}), error);
        QCOMPARE(said({Kind::Lift, "lift", mm(1000), mm(3000), {}, {}}), std::string("not-evaluated MEC-009/rack:rack"));
        QCOMPARE(said({Kind::Ramp, "ramp", {}, {}, {}, 1.0 / 12}), none);
        QCOMPARE(said({Kind::Ramp, "ramp", {}, {}, {}, 1.0 / 11}), error);
        QCOMPARE(said({Kind::Ramp, "ramp", {}, {}, {}, 0.0}, 1130 * g / 3 + 1), none);
        QCOMPARE(said({Kind::Ramp, "ramp", {}, {}, {}, 0.0}, 1130 * g / 3 - 1), error);
        QCOMPARE(colonnade::test::said(judged(tinyHall(row(1, plain()).arrangement)), "MEC-009"),
                 std::string("not-evaluated MEC-009/hall"));
        QCOMPARE(afterFix(hall({Kind::Lift, "lift", mm(1000), mm(3000), Kilograms{500}, {}}), "MEC-009"), none);
    }

    void mec009TakesTheBestDoorOfTheHall()
    {
        const auto hall = [](std::vector<int> heights) {
            return withHall(tinyHall(row(1, plain()).arrangement), [&](Hall& changed) {
                changed.structure.raisedFloor = false;
                changed.structure.delivery = Delivery{};
                wall(changed, -5000, -5000, 10000, 10000);
                for (std::size_t i = 0; i < heights.size(); ++i)
                    changed.doors.push_back({{mm(-5000), mm(-3000 + static_cast<int>(i) * 2000)}, mm(1500), mm(heights[i]), {}, {}, 1});
            });
        };
        QCOMPARE(said(judged(hall({2000, 2470})), "MEC-009"), none);
        QCOMPARE(said(judged(hall({2000, 2400})), "MEC-009"), std::string("error MEC-009/rack:rack"));
    }

    // A front of 0.7 m of device asks for the 1.2 m of a cold aisle, one of 1.05 m for 1.25 m.
    void mec013MeasuresInFrontAndBehind()
    {
        const PartRef frame = withFigures(tinyFrame(), {{"front_door_leaves", 0}, {"rear_door_leaves", 0}});
        const auto facing = [&](int clear, int depth, bool rear) {
            const auto rack = rackOf(frame, {{box({.depthMm = depth}), onFront(1)}});
            TinyFloor floor;
            floor.rack("a", rack).rack("b", rack).at("a", 0, 0, rear ? Turn::Half : Turn::None);
            floor.at("b", 0, -1200 - clear, rear ? Turn::None : Turn::Half);
            return said(judged(tinyHall(floor.arrangement)), "MEC-013");
        };
        QCOMPARE(facing(1200, 700, false), none);
        QCOMPARE(facing(1199, 700, false), std::string("error MEC-013/a#front; error MEC-013/b#front"));
        QCOMPARE(facing(1250, 1050, false), none);
        QCOMPARE(facing(1249, 1050, false), std::string("error MEC-013/a#front; error MEC-013/b#front"));
        QCOMPARE(facing(900, 700, true), none);
        QCOMPARE(facing(899, 700, true), std::string("warning MEC-013/a#rear; warning MEC-013/b#rear"));
        QCOMPARE(facing(599, 700, true), std::string("error MEC-013/a#rear; error MEC-013/b#rear"));
    }

    void mec013LeavesRoomForDoorsOfRacks()
    {
        const auto facing = [](const PartRef& frame, int clear) {
            const auto rack = rackOf(frame, {{box(), onFront(1)}});
            TinyFloor floor;
            floor.rack("a", rack).rack("b", rack).at("a", 0, 0).at("b", 0, -1200 - clear, Turn::Half);
            return said(judged(tinyHall(floor.arrangement)), "MEC-013");
        };
        const FrameSpec wide{.widthMm = 800};
        const PartRef one = withFigures(tinyFrame(wide), {{"front_door_leaves", 1}, {"rear_door_leaves", 2}});
        QCOMPARE(facing(one, 1400), none); // 0.8 + 0.6 m
        QCOMPARE(facing(one, 1399), std::string("error MEC-013/a#front; error MEC-013/b#front"));
        // Doors that nobody knows: the widest leaf fits, or it is not evaluated.
        QCOMPARE(facing(tinyFrame(wide), 1400), none);
        QCOMPARE(facing(tinyFrame(wide), 1399), std::string("not-evaluated MEC-013/a#front; not-evaluated MEC-013/b#front"));
        QCOMPARE(facing(tinyFrame(wide), 1199), std::string("error MEC-013/a#front; error MEC-013/b#front"));
    }

    void mec013TellsARowOnceAndMovesIt()
    {
        const PartRef frame = withFigures(tinyFrame(), {{"front_door_leaves", 0}, {"rear_door_leaves", 0}});
        const auto rack = rackOf(frame, {{box(), onFront(1)}});
        TinyFloor floor;
        for (int i = 0; i < 4; ++i) {
            const std::string a = "a" + std::to_string(i), b = "b" + std::to_string(i);
            floor.rack(a, rack).rack(b, rack).at(a, i * 600, 0).at(b, i * 600, -2300, Turn::Half);
        }
        const Design pods = tinyDesign(floor.arrangement, 3);
        const auto findings = of(judged(pods), "MEC-013");
        QCOMPARE(said(judged(pods), "MEC-013"), std::string("error MEC-013/pod:su/a0#front; error MEC-013/pod:su/b0#front"));
        QCOMPARE(findings[0].placements, 4);
        QCOMPARE(afterFix(tinyHall(floor.arrangement), "MEC-013"), none);
    }

    void mec013KeepsServiceAislesAndTheirHeight()
    {
        const auto hall = [](int width, int tray) {
            Arrangement arrangement;
            arrangement.aisles = {{Aisle::Kind::Service, area(0, 0, 6000, width), false}};
            return said(judged(withHall(tinyHall(arrangement), [&](Hall& changed) { changed.trayHeight = mm(tray); })), "MEC-013");
        };
        QCOMPARE(hall(1200, 2400), none);
        QCOMPARE(hall(1199, 2400), std::string("warning MEC-013/hall#service-1"));
        QCOMPARE(hall(914, 2400), std::string("error MEC-013/hall#service-1"));
        QCOMPARE(hall(1200, 2399), std::string("warning MEC-013/hall#service-1-height"));
    }

    // A door of 1.5 m in the west wall at x = −3,000; a rack so far before it.
    void mec013KeepsDoorsOfTheHallClear()
    {
        const auto hall = [](int away, std::optional<Door::Swing> swing, int leaves = 1) {
            return withHall(tinyHall(row(1, plain()).arrangement), [&](Hall& changed) {
                wall(changed, -away, -5000, 20000, 10000);
                changed.doors = {{{mm(-away), mm(-200)}, mm(1500), mm(2400), "Dock", swing, leaves}};
            });
        };
        const auto told = [&](int away, std::optional<Door::Swing> swing, int leaves = 1) {
            return said(judged(hall(away, swing, leaves)), "MEC-013");
        };
        using Swing = Door::Swing;
        const std::string error = "error MEC-013/r01#door-1";
        QCOMPARE(told(1500, Swing::Inward), none);
        QCOMPARE(told(1499, Swing::Inward), error);
        QCOMPARE(told(915, Swing::Inward, 2), none); // Leaves of 0.75 m, and the way out.
        QCOMPARE(told(914, Swing::Inward, 2), error);
        QCOMPARE(told(915, Swing::Outward), none);
        QCOMPARE(told(914, Swing::Outward), error);
        QCOMPARE(told(915, Swing::Sliding), none);
        QCOMPARE(told(1500, {}), none);
        QCOMPARE(told(1499, {}), std::string("not-evaluated MEC-013/r01#door-1"));
        QCOMPARE(told(914, {}), error);
        QCOMPARE(afterFix(hall(1000, Swing::Inward), "MEC-013"), none);
    }

    void mec014OffersToMoveWhatStandsThere()
    {
        TinyFloor floor;
        floor.arrangement.feeds = {tinyFeed("a", Side::A, 415, 400)};
        floor.unit("rpp", tinyPanel(), "A=a").rack("r1", plain()).at("rpp", 0, 0).at("r1", 0, -2200);
        QCOMPARE(said(judged(tinyHall(floor.arrangement)), "MEC-014"), std::string("error MEC-014/rpp"));
        QCOMPARE(afterFix(tinyHall(floor.arrangement), "MEC-014"), none);
    }

    // The panel is 2.0 m high.
    void mec015KeepsPipesAwayFromPanels()
    {
        const auto hall = [](std::optional<std::vector<Overhead>> overheads, int height = 6000) {
            TinyFloor floor;
            floor.unit("rpp", tinyPanel());
            return withHall(tinyHall(floor.arrangement), [&](Hall& changed) {
                changed.height = mm(height);
                changed.structure.overheads = std::move(overheads);
            });
        };
        const auto pipe = [](int bottom, std::optional<bool> pan = {}, int x = 0) {
            return std::vector{Overhead{Overhead::Kind::Pipe, "TCS", area(x, 0, 200, 3000), mm(bottom), pan}};
        };
        const std::string error = "error MEC-015/rpp#overhead-1";
        QCOMPARE(said(judged(hall({})), "MEC-015"), std::string("not-evaluated MEC-015/hall"));
        QCOMPARE(said(judged(hall(std::vector<Overhead>{})), "MEC-015"), none);
        QCOMPARE(said(judged(hall(pipe(3830))), "MEC-015"), none);
        QCOMPARE(said(judged(hall(pipe(3829))), "MEC-015"), error);
        QCOMPARE(said(judged(hall(pipe(3829, {}, 600))), "MEC-015"), none); // Beside it.
        QCOMPARE(said(judged(hall(pipe(3830, false))), "MEC-015"), std::string("warning MEC-015/rpp#overhead-1"));
        QCOMPARE(said(judged(hall(pipe(3830, true))), "MEC-015"), none);
        QCOMPARE(said(judged(hall(pipe(3500), 3500)), "MEC-015"), none); // At the structural ceiling.
        QCOMPARE(afterFix(hall(pipe(3200)), "MEC-015"), none);
    }

    void mec016CountsTheRacksOfARow()
    {
        QCOMPARE(said(judged(tinyHall(row(20, plain()).arrangement)), "MEC-016"), none);
        const Design longRow = tinyHall(row(21, plain()).arrangement);
        QCOMPARE(said(judged(longRow), "MEC-016"), std::string("warning MEC-016/r01"));
        QCOMPARE(afterFix(longRow, "MEC-016"), none);
        // A gap that nobody passes ends no row; one of 915 mm does.
        const auto gapped = [](int gap) {
            TinyFloor floor = row(21, plain());
            floor.at("r21", 20 * 600 + gap, 0);
            return said(judged(tinyHall(floor.arrangement)), "MEC-016");
        };
        QCOMPARE(gapped(914), std::string("warning MEC-016/r01"));
        QCOMPARE(gapped(915), none);
    }

    void mec016FindsDeadEnds()
    {
        const auto at = [](int racks, int gap, std::optional<bool> sprinklered) {
            return said(judged(withHall(tinyHall(row(racks, plain()).arrangement),
                                        [&](Hall& hall) {
                                            wall(hall, -gap, -5000, 30000, 10000);
                                            if (sprinklered)
                                                hall.structure.sprinklers = Sprinklers{*sprinklered, {}};
                                        })),
                        "MEC-016");
        };
        const std::string error = "error MEC-016/r01#dead-end";
        QCOMPARE(at(10, 0, false), none); // 6.0 m
        QCOMPARE(at(11, 0, true), error); // By their number.
        QCOMPARE(at(11, 914, true), error);
        QCOMPARE(at(11, 915, true), none);
        // Nine racks of 0.8 m: 7.2 m, which only sprinklers allow.
        const auto wide = [](std::optional<bool> sprinklered) {
            return said(judged(withHall(tinyHall(row(9, rackOf(tinyFrame({.widthMm = 800}), {{box(), onFront(1)}}), 800).arrangement),
                                        [&](Hall& hall) {
                                            wall(hall, 0, -5000, 30000, 10000);
                                            if (sprinklered)
                                                hall.structure.sprinklers = Sprinklers{*sprinklered, {}};
                                        })),
                        "MEC-016");
        };
        QCOMPARE(wide(false), error);
        QCOMPARE(wide(true), none);
        QCOMPARE(wide({}), std::string("not-evaluated MEC-016/r01#dead-end"));
    }

    void mec016WantsTwoWaysToWideGear()
    {
        auto wide = std::make_shared<PartType>(*withFigures(tinyPanel(), {{"amps", 2000}}));
        wide->body.widthMm = mm(2000);
        const auto told = [&](int gap) {
            TinyFloor floor;
            floor.unit("board", wide).at("board", 0, 0);
            return said(judged(withHall(tinyHall(floor.arrangement), [&](Hall& hall) { wall(hall, -gap, -5000, 20000, 10000); })),
                        "MEC-016");
        };
        QCOMPARE(told(610), none);
        QCOMPARE(told(609), std::string("error MEC-016/board#entrance"));
    }

    // Trays at 2,700 mm in a zone of 100; the racks are 2,300 mm high.
    void mec017LeavesRoomForSprinklersAndHands()
    {
        const auto told = [](int ceiling, std::optional<Sprinklers> sprinklers, int tray = 2700) {
            return said(judged(withHall(tinyHall(row(1, plain()).arrangement),
                                        [&](Hall& hall) {
                                            hall.height = mm(ceiling);
                                            hall.trayHeight = mm(tray);
                                            hall.structure.sprinklers = sprinklers;
                                        })),
                        "MEC-017");
        };
        QCOMPARE(told(3100, Sprinklers{false, {}}), none);
        QCOMPARE(told(3099, Sprinklers{false, {}}), std::string("error MEC-017/hall#access"));
        QCOMPARE(told(4000, Sprinklers{true, mm(3257)}), none);
        QCOMPARE(told(4000, Sprinklers{true, mm(3256)}), std::string("error MEC-017/hall#sprinkler"));
        QCOMPARE(told(4000, Sprinklers{true, mm(3256)}, 2200), none); // Above the racks: 2,300 + 100 + 457.
        QCOMPARE(told(4000, Sprinklers{true, {}}), std::string("not-evaluated MEC-017/hall#sprinkler"));
        QCOMPARE(told(3200, Sprinklers{true, {}}), std::string("error MEC-017/hall#sprinkler")); // By the ceiling already.
        QCOMPARE(told(4000, {}), std::string("not-evaluated MEC-017/hall#sprinkler"));
        QCOMPARE(afterFix(withHall(tinyHall(row(1, plain()).arrangement),
                                   [](Hall& hall) { hall.structure.sprinklers = Sprinklers{true, mm(3200)}; }),
                          "MEC-017"),
                 none);
    }

    void mec018AsksForAnEngineer()
    {
        const auto hall = [](double acceleration) {
            return withHall(tinyHall(row(3, plain()).arrangement),
                            [&](Hall& changed) { changed.structure.seismic = Seismic{acceleration, {}, {}, {}}; });
        };
        QCOMPARE(said(judged(hall(0.33)), "MEC-018"), none);
        QCOMPARE(said(judged(hall(0.34)), "MEC-018"), std::string("info MEC-018/rack:rack"));
        QCOMPARE(said(judged(tinyHall(row(3, plain()).arrangement)), "MEC-018"), std::string("not-evaluated MEC-018/hall"));
        const auto findings = of(judged(hall(1.0)), "MEC-018");
        const auto anchored = findings.front().fixes.at(0).edit(hall(1.0));
        QVERIFY(anchored);
        QVERIFY(anchored->hall()->structure.seismic->anchorage == Seismic::Anchorage::Anchored);
        QVERIFY(of(judged(*anchored), "MEC-018").front().fixes.empty());
    }

    void mec019ClosesContainedAisles()
    {
        const auto pod = [](int pitch, int length, bool contained = true) {
            TinyFloor floor = row(4, plain(), pitch);
            floor.arrangement.aisles = {{Aisle::Kind::Cold, area(0, -1200, length, 1200), contained}};
            return tinyDesign(floor.arrangement);
        };
        QCOMPARE(said(judged(pod(600, 2400)), "MEC-019"), none);
        QCOMPARE(said(judged(pod(610, 2430)), "MEC-019"), none);
        QCOMPARE(said(judged(pod(611, 2433)), "MEC-019"), std::string("warning MEC-019/pod:su#aisle-1"));
        QCOMPARE(said(judged(pod(611, 2433, false)), "MEC-019"), none); // Not contained.
        QCOMPARE(said(judged(pod(600, 3000)), "MEC-019"), std::string("warning MEC-019/pod:su#aisle-1")); // An open position.
        const auto findings = of(judged(pod(611, 2433)), "MEC-019");
        QCOMPARE(findings.front().fixes.size(), std::size_t{2});
        for (const Fix& fix : findings.front().fixes) {
            const auto mended = fix.edit(pod(611, 2433));
            QVERIFY2(mended, mended ? "" : mended.error().text.c_str());
            const std::string left = said(judged(*mended), "MEC-019");
            QVERIFY2(left == none, (fix.text + ": " + left).c_str());
        }
    }

    void mec019WantsRacksOfOneHeight()
    {
        const auto pod = [](std::optional<int> height) {
            auto frame = std::make_shared<PartType>(*tinyFrame());
            frame->id = TypeId::literal("tall");
            frame->model = "tall";
            frame->body.heightMm = height ? std::optional{mm(*height)} : std::nullopt;
            TinyFloor floor = row(2, plain());
            floor.rack("t", rackOf(frame, {{box(), onFront(1)}}, "tall")).at("t", 1200, 0);
            floor.arrangement.aisles = {{Aisle::Kind::Cold, area(0, -1200, 1800, 1200), true}};
            return said(judged(tinyDesign(floor.arrangement)), "MEC-019");
        };
        QCOMPARE(pod(2325), none);
        QCOMPARE(pod(2326), std::string("warning MEC-019/pod:su#aisle-1-height"));
        QCOMPARE(pod({}), std::string("not-evaluated MEC-019/pod:su#aisle-1-height"));
    }

    void mec001OffersToMoveWhatStandsInAnothersPlace()
    {
        TinyFloor floor = row(2, plain(), 300);
        QCOMPARE(said(judged(tinyHall(floor.arrangement)), "MEC-001"), std::string("error MEC-001/r01,r02#floor"));
        QCOMPARE(afterFix(tinyHall(floor.arrangement), "MEC-001"), none);
    }

    void aThingMovesOffByTheLeastWay()
    {
        const Design design = tinyHall(row(2, plain()).arrangement);
        // r02 stands at 600 to 1,200 mm; the area takes its eastern edge.
        const auto moved = moveOff(design, "r02", area(1100, 300, 600, 100));
        QVERIFY2(moved, moved ? "" : moved.error().text.c_str());
        const FloorRect now = moved->hall()->arrangement.placement(PlacementId::literal("r02"))->footprint();
        QVERIFY(!now.overlaps(area(1100, 300, 600, 100)));
        QVERIFY(!moveOff(design, "r02", area(5000, 5000, 100, 100))); // It stands off that already.
        QVERIFY(!moveOff(design, "nobody", area(0, 0, 100, 100)));
    }

    /// What is known of a floor is taken over while nothing moves, and worked out again where something does.
    void aSurveyIsTakenOverWhileNothingMoves()
    {
        const Design design = tinyDesign(row(4, plain()).arrangement, 3);
        const FloorClearances first{*design.hall()};
        const FloorClearances again{*design.hall(), &first};
        QCOMPARE(&again.survey(), &first.survey());
        const Design doored = withHall(design, [](Hall& hall) { hall.doors = {Door{}}; });
        const FloorClearances third{*doored.hall(), &again};
        QVERIFY(&third.survey() != &first.survey());
        QCOMPARE(&third.index(), &first.index());
        QCOMPARE(third.survey().runs.size(), first.survey().runs.size());
        const auto moved = movePlacements(design, std::array{std::string("su-2")}, {mm(600), mm(0)});
        QVERIFY(moved);
        const FloorClearances fourth{*moved->hall(), &third};
        QVERIFY(&fourth.index() != &first.index());
        QCOMPARE(fourth.kinds().size(), std::size_t{1});
        QCOMPARE(fourth.kinds()[0].count, 12);
    }
};

QTEST_APPLESS_MAIN(FloorRulesTest)
#include "tst_FloorRules.moc"
