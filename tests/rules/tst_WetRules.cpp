#include "tests/rules/Mending.h"
#include "tests/support/AirDesigns.h"

#include <QTest>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

struct WetServerSpec {
    std::string id = "wet";
    std::string coolant = "PG25";
    std::optional<double> filterUm = {};
    std::optional<double> pressureKpa = {};
};
PartRef wetServer(const WetServerSpec& spec = {})
{
    PartType server =
        *tinyServer({.id = spec.id, .watts = 100'000, .liquid = 0.8, .inletMaxC = 45});
    server.cooling.coolant = spec.coolant;
    server.cooling.filterUm = spec.filterUm;
    if (spec.pressureKpa)
        server.cooling.pressureMax = Kilopascals{*spec.pressureKpa};
    return std::make_shared<const PartType>(std::move(server));
}
PartRef filteredCdu(std::optional<double> filterUm, std::string_view pressureBar = {})
{
    PartType cdu = *tinyCdu({});
    cdu.cdu->filterUm = filterUm;
    if (!pressureBar.empty())
        setFigure(cdu, "secondary_pressure_bar", std::string{pressureBar});
    return std::make_shared<const PartType>(std::move(cdu));
}

/// A rack of each server and two CDUs on one loop.
Arrangement loopFloor(const std::vector<PartRef>& servers, const PartRef& cdu = tinyCdu(),
                      double facility = 32, int cdus = 2)
{
    TinyFloor floor;
    floor.arrangement.loops = {tinyLoop("tcs", facility)};
    int number = 0;
    for (const PartRef& server : servers) {
        const std::string id = fmt::format("r{}", ++number);
        floor.rack(id, TinyRack{id}.add(server).made(), {}, "tcs");
    }
    for (int i = 0; i < cdus; ++i)
        floor.unit(fmt::format("c{}", i + 1), cdu, {}, "tcs");
    return floor.arrangement;
}

Design watched(const Arrangement& arrangement, std::optional<bool> detection)
{
    Arrangement floor = arrangement;
    floor.loops.front().piping.leakDetection = detection;
    return tinyDesign(floor);
}

Design misty(double facility, double dew, std::optional<bool> insulated)
{
    return withHall(tinyDesign(loopFloor({wetServer()}, tinyCdu(), facility)), [&](Hall& hall) {
        hall.site.room.dewPointMax = Celsius{dew};
        hall.site.room.pipesInsulated = insulated;
    });
}

/// A pipe over the first of these racks or units, 3 m up.
WetSegment pipe(std::optional<bool> tray, std::optional<bool> sensor, int height = 3000)
{
    const Millimetres zero{0}, side{600};
    return {"main", {{zero, zero}, {side, side}}, Millimetres{height}, tray, sensor};
}
Design piped(const std::variant<RackDesignRef, PartRef>& below, const WetSegment& segment)
{
    TinyFloor floor;
    if (const auto* rack = std::get_if<RackDesignRef>(&below))
        floor.rack("x1", *rack);
    else
        floor.unit("x1", std::get<PartRef>(below));
    floor.arrangement.wetSegments = {segment};
    return tinyDesign(floor.arrangement);
}

const std::string none;

} // namespace

class WetRulesTest : public QObject {
    Q_OBJECT
private slots:
    // Coolant of 4 K above the facility water, against a dew point of 15 °C.
    void thm008JudgesTheCoolant()
    {
        QCOMPARE(saidOf(misty(14, 15, true), "THM-008"), none);
        QCOMPARE(saidOf(misty(13.9, 15, true), "THM-008"),
                 std::string("warning THM-008/loop:su/tcs"));
        QCOMPARE(saidOf(misty(13, 15, true), "THM-008"),
                 std::string("warning THM-008/loop:su/tcs"));
        QCOMPARE(saidOf(misty(12.9, 15, true), "THM-008"),
                 std::string("error THM-008/loop:su/tcs"));
        QCOMPARE(saidOf(mended(misty(10, 15, true), "THM-008"), "THM-008"), none);
    }

    void thm008JudgesBareFacilityPipes()
    {
        QCOMPARE(saidOf(misty(18, 15, {}), "THM-008"), none);
        QCOMPARE(saidOf(misty(17.9, 15, false), "THM-008"),
                 std::string("warning THM-008/loop:su/tcs#facility"));
        QCOMPARE(saidOf(misty(16.9, 15, {}), "THM-008"),
                 std::string("error THM-008/loop:su/tcs#facility"));
    }

    void thm008TakesFacilityWaterAtItsColdest()
    {
        const auto yearly = [](double winter) {
            Arrangement floor = loopFloor({wetServer()});
            floor.loops.front().facility = FacilityWaterId::literal("fws");
            return withHall(tinyDesign(floor), [&](Hall& hall) {
                hall.site.room.dewPointMax = Celsius{15};
                FacilityWater water{FacilityWaterId::literal("fws")};
                water.points = {{"summer", Celsius{30}}, {"winter", Celsius{winter}}};
                hall.facilityWaters = {water};
            });
        };
        QCOMPARE(saidOf(yearly(18), "THM-008"), none);
        QCOMPARE(saidOf(yearly(17.9), "THM-008"),
                 std::string("warning THM-008/loop:su/tcs#facility"));
        QCOMPARE(saidOf(yearly(16), "THM-008"), std::string("error THM-008/loop:su/tcs#facility"));
        // Water that the hall does not have has no temperature.
        QCOMPARE(saidOf(withHall(yearly(18), [](Hall& hall) { hall.facilityWaters.clear(); }), "THM-008"),
                 std::string("not-evaluated THM-008/loop:su/tcs"));
    }

    void thm008TakesTheDewPointOfTheRoom()
    {
        const Design room = withHall(misty(10, 0, true), [](Hall& hall) {
            hall.site.room = {
                .dryBulb = Celsius{24}, .humidity = 0.55, .pipesInsulated = true}; // 14.4 °C
        });
        QCOMPARE(saidOf(room, "THM-008"), std::string("error THM-008/loop:su/tcs"));
        const Design unknown = withHall(room, [](Hall& hall) { hall.site.room = {}; });
        QCOMPARE(saidOf(unknown, "THM-008"), std::string("not-evaluated THM-008/loop:su/tcs"));
    }

    // 36 °C against 45 °C: 9 K, less what the supply may drift.
    void thm011LeavesRoomForDrift()
    {
        const Design design = tinyDesign(loopFloor({wetServer()}));
        Profile drifting = profile();
        const auto with = [&](double kelvins) {
            drifting.rules["THM-011"].parameters["drift"] = kelvins;
            return colonnade::test::said(judged(design, drifting), "THM-011");
        };
        QCOMPARE(with(7), none);
        QCOMPARE(with(7.1), std::string("warning THM-011/loop:su/tcs"));
        QCOMPARE(with(9.1), std::string("error THM-011/loop:su/tcs"));
    }

    void thm012AsksForASparePump()
    {
        const auto with = [](const std::string& pumps) {
            return tinyDesign(loopFloor({wetServer()}, tinyCdu({.redundancy = pumps})));
        };
        QCOMPARE(saidOf(with("N+1"), "THM-012"), none);
        QCOMPARE(saidOf(with("triple pumps, N+2 configurable"), "THM-012"), none);
        QCOMPARE(saidOf(with("twin pumps, run/standby or both"), "THM-012"), none);
        QCOMPARE(saidOf(with("N"), "THM-012"), std::string("error THM-012/loop:su/tcs#pumps"));
        QCOMPARE(saidOf(with("single"), "THM-012"), std::string("error THM-012/loop:su/tcs#pumps"));
        QCOMPARE(saidOf(with(""), "THM-012"),
                 std::string("not-evaluated THM-012/loop:su/tcs#pumps"));
    }

    // 80 kW to liquid; two CDUs of 100 kW.
    void thm012AsksForTwoSources()
    {
        const auto fed = [](const std::string& first, const std::string& second,
                            double each = 100'000) {
            TinyFloor floor;
            floor.arrangement.loops = {tinyLoop("tcs", 32)};
            floor.arrangement.feeds = {tinyFeed("a", Side::A, 415, 100),
                                       tinyFeed("b", Side::B, 415, 100)};
            floor.rack("r1", TinyRack{"wet"}.add(wetServer()).made(), {}, "tcs");
            floor.unit("c1", tinyCdu({.watts = each}), first, "tcs")
                .unit("c2", tinyCdu({.watts = each}), second, "tcs");
            return tinyDesign(floor.arrangement);
        };
        QCOMPARE(saidOf(fed("A=a B=b", "A=a B=b"), "THM-012"), none);
        QCOMPARE(saidOf(fed("A=a", "B=b"), "THM-012"), none); // The other carries the loop.
        QCOMPARE(saidOf(fed("A=a", "A=a"), "THM-012"),
                 std::string("error THM-012/loop:su/tcs#sources"));
        QCOMPARE(saidOf(fed("A=a", "A=a B=b"), "THM-012"), none);
        Profile single = profile();
        single.redundantPower = false;
        QCOMPARE(colonnade::test::said(judged(fed("A=a", "A=a"), single), "THM-012"),
                 std::string("info THM-012/loop:su/tcs#sources"));
    }

    void thm024ComparesFilters()
    {
        const auto with = [](std::optional<double> device, std::optional<double> cdu) {
            return tinyDesign(loopFloor({wetServer({.filterUm = device})}, filteredCdu(cdu)));
        };
        QCOMPARE(saidOf(with(25, 25), "THM-024"), none);
        QCOMPARE(saidOf(with({}, {}), "THM-024"), none); // 50 µm each.
        QCOMPARE(saidOf(with(25, 50), "THM-024"), std::string("error THM-024/loop:su/tcs#filter"));
        QCOMPARE(saidOf(with(25, {}), "THM-024"), std::string("error THM-024/loop:su/tcs#filter"));
        const Design finer = mended(with(25, 50), "THM-024");
        QCOMPARE(*finer.podDesign(PodDesignId::literal("su"))
                      ->arrangement()
                      .loops.front()
                      .piping.filterUm,
                 25.0);
        QCOMPARE(saidOf(finer, "THM-024"), none);
    }

    void thm024ComparesFluids()
    {
        const WetServerSpec water{.id = "di", .coolant = "treated deionized water"};
        const WetServerSpec both{.id = "both",
                                 .coolant = "deionized water preferred, PG25 allowed"};
        QCOMPARE(saidOf(tinyDesign(loopFloor({wetServer(), wetServer(both)})), "THM-024"), none);
        const Design wrong = tinyDesign(loopFloor({wetServer(water), wetServer(both)}));
        QCOMPARE(saidOf(wrong, "THM-024"), std::string("error THM-024/loop:su/tcs#fluid"));
        const Design filled = mended(wrong, "THM-024");
        QCOMPARE(filled.podDesign(PodDesignId::literal("su"))->arrangement().loops.front().fluid,
                 std::string("water"));
        QCOMPARE(saidOf(filled, "THM-024"), none);
        const auto findings =
            of(judged(tinyDesign(loopFloor({wetServer({.coolant = ""})}))), "THM-024");
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings.front().missing, std::vector<std::string>{"coolant of wet"});
    }

    void thm024SplitsALoopThatHasNoCommonFluid()
    {
        const Design mixed = tinyDesign(loopFloor(
            {wetServer(), wetServer({.id = "di", .coolant = "treated deionized water"})}));
        QCOMPARE(saidOf(mixed, "THM-024"), std::string("error THM-024/loop:su/tcs#fluid"));
        const Design apart = mended(mixed, "THM-024");
        const Arrangement& floor = apart.podDesign(PodDesignId::literal("su"))->arrangement();
        QCOMPARE(floor.loops.size(), std::size_t{2});
        QCOMPARE(floor.loops.back().fluid, std::string("water"));
        QCOMPARE(floor.placement(PlacementId::literal("r2"))->loop,
                 std::optional{floor.loops.back().id});
        QCOMPARE(floor.placement(PlacementId::literal("r1"))->loop,
                 std::optional{floor.loops.front().id});
        QCOMPARE(floor.placement(PlacementId::literal("c2"))->loop,
                 std::optional{floor.loops.back().id});
        QCOMPARE(saidOf(apart, "THM-024"), none);
    }

    void thm024ComparesPressures()
    {
        const auto with = [](double bearable, std::string_view range) {
            return tinyDesign(
                loopFloor({wetServer({.pressureKpa = bearable})}, filteredCdu({}, range)));
        };
        QCOMPARE(saidOf(with(300, "3-6"), "THM-024"), none);
        QCOMPARE(saidOf(with(299, "3-6"), "THM-024"),
                 std::string("error THM-024/loop:su/tcs#pressure"));
        QCOMPARE(saidOf(with(300, ""), "THM-024"),
                 std::string("not-evaluated THM-024/loop:su/tcs#pressure"));
    }

    void thm025AsksForSensorsOnALoop()
    {
        const Arrangement floor = loopFloor({wetServer()});
        QCOMPARE(saidOf(watched(floor, true), "THM-025"), none);
        QCOMPARE(saidOf(watched(floor, false), "THM-025"),
                 std::string("error THM-025/loop:su/tcs"));
        QCOMPARE(saidOf(watched(floor, {}), "THM-025"),
                 std::string("not-evaluated THM-025/loop:su/tcs"));
        QCOMPARE(saidOf(mended(watched(floor, false), "THM-025"), "THM-025"), none);
        QCOMPARE(saidOf(mended(watched(floor, {}), "THM-025"), "THM-025"), none);
    }

    void thm025KeepsPipesFromDryRacks()
    {
        QCOMPARE(saidOf(piped(dryRack(), pipe(true, true)), "THM-025"), none);
        QCOMPARE(saidOf(piped(dryRack(), pipe(false, true)), "THM-025"),
                 std::string("error THM-025/pod:su#segment-1"));
        QCOMPARE(saidOf(piped(dryRack(), pipe(true, false)), "THM-025"),
                 std::string("error THM-025/pod:su#segment-1"));
        QCOMPARE(saidOf(piped(dryRack(), pipe({}, true)), "THM-025"),
                 std::string("not-evaluated THM-025/pod:su#segment-1"));
        QCOMPARE(
            saidOf(piped(TinyRack{"wet"}.add(wetServer()).made(), pipe(false, true)), "THM-025"),
            none);
        QCOMPARE(saidOf(mended(piped(dryRack(), pipe(false, false)), "THM-025"), "THM-025"), none);
    }

    // The panel is 2 m high: 1.83 m above it are the NEC's.
    void thm025KeepsTheSpaceAboveGearFree()
    {
        QCOMPARE(saidOf(piped(tinyPanel(), pipe(true, true, 3830)), "THM-025"), none);
        QCOMPARE(saidOf(piped(tinyPanel(), pipe(true, true, 3829)), "THM-025"),
                 std::string("error THM-025/pod:su#segment-1"));
        QCOMPARE(saidOf(piped(tinyPanel(), pipe(false, true, 4000)), "THM-025"),
                 std::string("error THM-025/pod:su#segment-1"));
        const auto close = of(judged(piped(tinyPanel(), pipe(false, true, 3000))), "THM-025");
        QVERIFY(close.front().fixes.empty()); // A tray does not mend it.
    }

    void thm025SeesPodsUnderThePipesOfTheHall()
    {
        const Design design = withHall(tinyDesign(aisleFloor(dryRack()), 2), [](Hall& hall) {
            hall.arrangement.wetSegments = {pipe(false, true)};
            hall.arrangement.wetSegments.front().area.at.x = hall.pods.back().at.x;
        });
        QCOMPARE(saidOf(design, "THM-025"), std::string("error THM-025/hall#segment-1"));
        QCOMPARE(saidOf(mended(design, "THM-025"), "THM-025"), none);
    }
};

QTEST_APPLESS_MAIN(WetRulesTest)
#include "tst_WetRules.moc"
