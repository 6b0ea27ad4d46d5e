#include "tests/rules/Judging.h"
#include "tests/support/CordDesigns.h"

#include "model/edit/CordEdits.h"
#include "model/power/CordBalance.h"
#include "model/power/CordLoads.h"
#include "model/power/Outlets.h"
#include "model/exchange/RuleValueJson.h"
#include "model/rules/Rule.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <cmath>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

/// Servers on a PDU of side A and one of side B. With one side lost a supply of 3 kW draws
/// 3000 / (239.6 · 0.98) = 12.78 A at 415 V, 14.72 A at 208 V between lines.
RackDesignRef servers(int count, const CordedServerSpec& server = {}, const CordedPduSpec& pdu = {},
                      std::string_view id = "rack")
{
    return TinyRack{id}
        .add(cordedServer(server), count)
        .add(cordedPdu(pdu), Side::A)
        .add(cordedPdu(pdu), Side::B)
        .made();
}

DeviceId device(int number)
{
    return DeviceId::literal(fmt::format("d{:02}", number));
}

/// Supply 1 of the first servers, set by hand to these outlets of the PDU on side A.
RackDesignRef byHand(RackDesignRef rack, int count, std::vector<int> outlets)
{
    for (std::size_t i = 0; i < outlets.size(); ++i) {
        const auto server = device(static_cast<int>(i) + 1);
        rack = corded(rack, server.text(), {{1, device(count + 1), outlets[i]}});
    }
    return rack;
}

Arrangement floorOf(const RackDesignRef& rack, double volts = 415, double amperes = 400,
                    int racks = 1)
{
    TinyFloor floor;
    floor.arrangement.feeds = {tinyFeed("a", Side::A, volts, amperes),
                               tinyFeed("b", Side::B, volts, amperes)};
    for (int i = 0; i < racks; ++i)
        floor.rack(fmt::format("r{}", i + 1), rack, "A=a B=b");
    return floor.arrangement;
}

std::string said(const Arrangement& arrangement, std::string_view rule,
                 const Profile& by = profile())
{
    return colonnade::test::said(judged(tinyDesign(arrangement), by), rule);
}

std::string said(const RackDesignRef& rack, std::string_view rule, const Profile& by = profile())
{
    return said(floorOf(rack), rule, by);
}

/// What a rule says after the first fix of its first finding.
std::string afterFix(const Design& design, std::string_view rule, const Profile& by = profile())
{
    const auto findings = of(judged(design, by), rule);
    if (findings.empty() || findings.front().fixes.empty())
        return "no fix";
    const auto next = findings.front().fixes.front().edit(design);
    return next ? colonnade::test::said(judged(*next, by), rule) : next.error().text;
}

RackDesignRef fourSmallAndALargeOne()
{
    return TinyRack{"rack"}
        .add(cordedServer({.id = "small", .watts = 1'000}), 4)
        .add(cordedServer({.id = "large", .watts = 3'000}), 1)
        .add(cordedPdu(), Side::A)
        .add(cordedPdu(), Side::B)
        .made();
}

/// Power on the most loaded line of the PDU on side A in its worst state, in watts.
double mostOnALine(const RackDesign& rack)
{
    const auto lines = pduLines(rack, 1).front().worst;
    return lines[hottest(lines)].value() * 415 / std::sqrt(3.0);
}

const std::string none;

Result<RuleValue> answerOf(std::string_view id, const nlohmann::json& in)
{
    return rule(id)->answer(ruleValue(in), profile());
}

} // namespace

class CircuitRulesTest : public QObject {
    Q_OBJECT
private slots:
    // √3 · 415 V · 60 A · 0.8 = 34.50 kVA on each side.
    void pwr002AsksWhetherOneSideCarriesTheRack()
    {
        QCOMPARE(said(servers(11), "PWR-002"), none); // 33.67 kVA
        QCOMPARE(said(servers(12), "PWR-002"), std::string("error PWR-002/rack:rack")); // 36.73 kVA
        const auto finding = of(judged(tinyDesign(floorOf(servers(12)))), "PWR-002").front();
        QVERIFY(std::abs(*finding.measured - 36'000 / 0.98) < 1e-6);
        QVERIFY(std::abs(*finding.limit - std::sqrt(3.0) * 415 * 48) < 1e-6);
        QVERIFY2(finding.message.find("with side A lost") != std::string::npos,
                 finding.message.c_str());
    }

    void pwr002AsksTheFeedsOfEachPlaceToo()
    {
        const auto rackOf = [](double watts) {
            return TinyRack{"rack"}.add(tinyServer({.watts = watts})).made();
        };
        QCOMPARE(said(floorOf(rackOf(33'000), 415, 60), "PWR-002"), none);
        const Design design = tinyDesign(floorOf(rackOf(36'000), 415, 60, 2));
        QCOMPARE(colonnade::test::said(judged(design), "PWR-002"),
                 std::string("error PWR-002/pod:su,rack:rack"));
        QCOMPARE(afterFix(design, "PWR-002"), none);
        Profile relaxed = profile();
        relaxed.redundantPower = false; // Both sides carry it together.
        QCOMPARE(said(floorOf(rackOf(36'000), 415, 60), "PWR-002", relaxed), none);
    }

    // A pole of 60 A carries 48 A: three cords, not four.
    void pwr004JudgesEachPoleOfAPduInItsWorstState()
    {
        QCOMPARE(said(servers(9), "PWR-004"), none);
        QCOMPARE(said(servers(10), "PWR-004"),
                 std::string("error PWR-004/rack:rack/d11; error PWR-004/rack:rack/d12"));
        const auto finding = of(judged(tinyDesign(floorOf(servers(10)))), "PWR-004").front();
        const double each = 3'000 / (415 / std::sqrt(3.0) * 0.98);
        QVERIFY(std::abs(*finding.measured - 4 * each) < 1e-6);
        QCOMPARE(*finding.limit, 48.0);
        QVERIFY2(finding.message.starts_with("L1 of rack PDU 'd11'"), finding.message.c_str());
        QVERIFY(finding.fixes.empty()); // Ten cords on three poles: no order of them helps.
    }

    void pwr004MovesACordToAnotherPhase()
    {
        const auto rack = byHand(servers(6), 6, {1, 4, 7, 10}); // All on L1.
        const Design design = tinyDesign(floorOf(rack));
        QCOMPARE(colonnade::test::said(judged(design), "PWR-004"),
                 std::string("error PWR-004/rack:rack/d07"));
        QCOMPARE(afterFix(design, "PWR-004"), none);
        const auto fixes = of(judged(design), "PWR-004").front().fixes;
        QVERIFY(fixes.front().text.starts_with("Move the cord of supply 1 of 'd0"));
        QCOMPARE(fixes.back().text, std::string("Let the cords of 'rack' follow the pattern"));
    }

    void pwr004AddsLoadsBetweenLinesAsPhasors()
    {
        const auto rack = servers(3, {}, {.volts = 208});
        const auto lines = pduLines(*rack, 0.98);
        QCOMPARE(lines.size(), std::size_t{2});
        const double between = 3'000 / (208 * 0.98);
        for (const Amperes line : lines.front().worst)
            QVERIFY(std::abs(line.value() - between * std::sqrt(3.0)) < 1e-9);
        // One load between two lines: both carry it, and by the halves on lines too.
        const auto one =
            lineCurrents(PerPhase{Watts{500}, Watts{500}, Watts{0}}, Volts{208}, 1, true);
        QVERIFY(std::abs(one[0].value() - 1'000 / 208.0) < 1e-9);
        QVERIFY(std::abs(one[1].value() - 1'000 / 208.0) < 1e-9);
        QVERIFY(std::abs(one[2].value()) < 1e-9);
    }

    void pwr004JudgesFeedsWhosePhasesDiffer()
    {
        // Four cords a rack: L1 carries two. Ten racks, A alone: 20 · 12.78 = 255.5 A.
        QCOMPARE(said(floorOf(servers(4), 415, 350, 10), "PWR-004"), none); // 280 A
        const Design design = tinyDesign(floorOf(servers(4), 415, 300, 10)); // 240 A
        QCOMPARE(colonnade::test::said(judged(design), "PWR-004"),
                 std::string("error PWR-004/feed:su/a; error PWR-004/feed:su/b"));
        QCOMPARE(afterFix(design, "PWR-004"), std::string("error PWR-004/feed:su/b"));
        QCOMPARE(said(floorOf(servers(3), 415, 200, 10), "PWR-004"), none); // Even: not its matter.
    }

    void pwr005WarnsOfALoadedUnevenPdu()
    {
        QCOMPARE(said(servers(6), "PWR-005"), none);
        const Design design = tinyDesign(floorOf(byHand(servers(6), 6, {1, 4, 7, 10})));
        QCOMPARE(colonnade::test::said(judged(design), "PWR-005"),
                 std::string("warning PWR-005/rack:rack/d07"));
        const auto finding = of(judged(design), "PWR-005").front();
        QVERIFY(std::abs(*finding.measured - 100) < 1e-6); // 4, 1 and 1 cords: mean 2.
        QCOMPARE(afterFix(design, "PWR-005"), none);
        // Three by hand: L1 carries 19.2 of 48 A, which leaves room enough.
        QCOMPARE(said(byHand(servers(5), 5, {1, 4, 7}), "PWR-005"), none);
    }

    void pwr005TellsOnceOfWhatTurningThePhasesMends()
    {
        const auto findings =
            of(judged(tinyDesign(floorOf(servers(4), 415, 80, 3))), "PWR-005"); // 2, 1, 1 each
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings.front().severity, Severity::Info);
        QCOMPARE(findings.front().subjects.size(), std::size_t{2});
        QVERIFY(std::abs(*findings.front().measured - 50) < 1e-6);
        // One such rack alone cannot be turned against another.
        QCOMPARE(said(floorOf(servers(4), 415, 30), "PWR-005"),
                 std::string("warning PWR-005/feed:su/a; warning PWR-005/feed:su/b"));
    }

    void pwr006AddsUnevenPhasesAndThirdHarmonics()
    {
        QCOMPARE(said(servers(5), "PWR-006"), none);
        const Design design = tinyDesign(floorOf(byHand(servers(5), 5, {1, 4, 7, 10, 13})));
        QCOMPARE(colonnade::test::said(judged(design), "PWR-006"),
                 std::string("warning PWR-006/rack:rack/d06"));
        const auto finding = of(judged(design), "PWR-006").front();
        const double line = 5 * 3'000 / (415 / std::sqrt(3.0) * 0.98);
        QVERIFY(std::abs(*finding.measured - std::hypot(line, 0.1 * line)) < 1e-6);
        QCOMPARE(afterFix(design, "PWR-006"), none);
        // Between lines there is no neutral.
        QCOMPARE(said(floorOf(servers(5, {}, {.volts = 208}), 208), "PWR-006"), none);
    }

    void pwr006JudgesTheNeutralThatAFeedGives()
    {
        Arrangement floor = floorOf(servers(4), 415, 80, 3);
        QCOMPARE(said(floor, "PWR-006"), none);
        floor.feeds.front().equipment.neutral =
            Amperes{20}; // 38.3 A more on L1 than on the others.
        const Design design = tinyDesign(floor);
        QCOMPARE(colonnade::test::said(judged(design), "PWR-006"),
                 std::string("warning PWR-006/feed:su/a"));
        QCOMPARE(afterFix(design, "PWR-006"), none);
    }

    // 40 % of 30 A: 12 A, 8.45 kW a feed.
    void pwr007SpeaksOnceForAPairAboveTheIndicator()
    {
        const auto rackOf = [](double watts) {
            return TinyRack{"rack"}.add(tinyServer({.watts = watts})).made();
        };
        QCOMPARE(said(floorOf(rackOf(16'500), 415, 30), "PWR-007"), none);
        QCOMPARE(said(floorOf(rackOf(17'500), 415, 30), "PWR-007"),
                 std::string("info PWR-007/feed:su/a,feed:su/b"));
        const auto single =
            TinyRack{"rack"}.add(tinyServer({.watts = 17'500}), 1, {{Side::A, 6}}).made();
        QCOMPARE(said(floorOf(single, 415, 30), "PWR-007"), none); // No pair that shares.
        Profile relaxed = profile();
        relaxed.redundantPower = false;
        QCOMPARE(said(floorOf(rackOf(17'500), 415, 30), "PWR-007", relaxed), none);
    }

    // 208 V between lines: C19 16 A, 3.26 kW; C13 12 A, 2.45 kW.
    void pwr010JudgesTheCordOfTheSupplyThatIsLeft()
    {
        const auto rackOf = [](double watts, const std::string& inlet) {
            return servers(1, {.watts = watts, .inlet = inlet},
                           {.volts = 208, .outlets = {{"C13", 12}, {"C19", 12}}});
        };
        QCOMPARE(said(rackOf(3'200, "C20"), "PWR-010"), none);
        QCOMPARE(said(rackOf(3'300, "C20"), "PWR-010"),
                 std::string("error PWR-010/rack:rack#server"));
        QCOMPARE(said(rackOf(2'400, "C14"), "PWR-010"), none);
        QCOMPARE(said(rackOf(2'500, "C14"), "PWR-010"),
                 std::string("error PWR-010/rack:rack#server"));
        QCOMPARE(said(rackOf(2'400, "C14"), "PWR-010", profile("eu-iec")), // 10 A
                 std::string("error PWR-010/rack:rack#server"));
        const auto finding =
            of(judged(tinyDesign(floorOf(rackOf(3'300, "C20")))), "PWR-010").front();
        QVERIFY(std::abs(*finding.measured - 3'300 / (208 * 0.98)) < 1e-9);
        QCOMPARE(*finding.limit, 16.0);
    }

    void pwr010SpreadsSuppliesThatWereSetByHand()
    {
        const auto rack =
            TinyRack{"rack"}
                .add(cordedServer({.watts = 3'300, .supplies = 4}), 1, {{Side::A, 3}, {Side::B, 1}})
                .add(cordedPdu({.volts = 208}), Side::A)
                .add(cordedPdu({.volts = 208}), Side::B)
                .made();
        const Design design = tinyDesign(floorOf(rack, 208));
        QCOMPARE(colonnade::test::said(judged(design), "PWR-010"),
                 std::string("error PWR-010/rack:rack#server"));
        QCOMPARE(afterFix(design, "PWR-010"), none); // 1.65 kW a supply
    }

    void pwr010PassesWhatAnyCouplerCarriesAndElseAsksForTheInlet()
    {
        QCOMPARE(said(servers(1, {.watts = 2'000, .inlet = ""}, {.outlets = {}}), "PWR-010"), none);
        const auto findings = of(
            judged(tinyDesign(floorOf(servers(1, {.watts = 3'000, .inlet = ""}, {.outlets = {}})))),
            "PWR-010");
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings.front().missing, std::vector<std::string>{"inlet of server"});
    }

    void pwr010BoundsAnUnknownPowerByTheRatedOutput()
    {
        QCOMPARE(said(servers(1, {.watts = {}, .supplyWatts = 3'000}), "PWR-010"), none);
        QCOMPARE(said(servers(1, {.watts = {}, .supplyWatts = 4'000}), "PWR-010"),
                 std::string("error PWR-010/rack:rack#server")); // 17.75 A
    }

    void pwr011FindsPlugsWithoutAnOutlet()
    {
        QCOMPARE(said(servers(2), "PWR-011"), none);
        QCOMPARE(said(servers(2, {}, {.outlets = {{"C13", 24}}}), "PWR-011"),
                 std::string("error PWR-011/rack:rack#server:kind"));
        QCOMPARE(said(servers(3, {}, {.outlets = {{"C19", 2}}}), "PWR-011"),
                 std::string("error PWR-011/rack:rack#server:full"));
        QCOMPARE(said(servers(2, {}, {.outlets = {{"C13/C19 combination", 24}}}), "PWR-011"), none);
        QCOMPARE(said(servers(2, {.inlet = "C16"}, {.outlets = {{"C13", 24}}}), "PWR-011"),
                 std::string("error PWR-011/rack:rack#server:kind"));
    }

    void pwr011MendsACordThatWasSetToTheWrongOutlet()
    {
        const auto rack = servers(2, {}, {.outlets = {{"C13", 6}, {"C19", 6}}});
        const Design design = tinyDesign(floorOf(byHand(rack, 2, {1})));
        QCOMPARE(colonnade::test::said(judged(design), "PWR-011"),
                 std::string("error PWR-011/rack:rack#server:mate"));
        QCOMPARE(afterFix(design, "PWR-011"), none);
    }

    void pwr011BringsAPduOfTheLibraryWithTheOutlets()
    {
        const Design design =
            tinyDesign(floorOf(servers(3, {}, {.id = "few", .outlets = {{"C19", 2}}})));
        Catalog library;
        QVERIFY(library.add(cordedPdu({.id = "many", .outlets = {{"C19", 12}}})));
        QVERIFY(library.add(cordedPdu({.id = "small", .amperes = 30, .outlets = {{"C19", 12}}})));
        RuleEngine engine;
        engine.useLibrary(std::make_shared<const Catalog>(library));
        const auto findings = of(engine.evaluate(design, profile(), today), "PWR-011");
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings.front().fixes.size(), std::size_t{1});
        QCOMPARE(findings.front().fixes.front().text, std::string("Take many in the place of few"));
        const auto next = findings.front().fixes.front().edit(design);
        QVERIFY2(next, next ? "" : next.error().text.c_str());
        QCOMPARE(colonnade::test::said(judged(*next), "PWR-011"), none);
    }

    void pwr011AsksForInletsOnceForARack()
    {
        const auto findings = of(judged(tinyDesign(floorOf(servers(4, {.inlet = ""})))), "PWR-011");
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings.front().severity, Severity::NotEvaluated);
    }

    // Six breakers of 20 A behind 24 outlets: a bank of four outlets carries 16 A, one cord
    // of 12.78 A.
    void pwr012JudgesTheBankThatCarriesMost()
    {
        const CordedPduSpec pdu{.breakers = "6 x 20 A"};
        QCOMPARE(said(servers(6, {}, pdu), "PWR-012"), none); // One in each bank.
        QCOMPARE(said(servers(7, {}, pdu), "PWR-012"),
                 std::string("error PWR-012/rack:rack/d08; error PWR-012/rack:rack/d09"));
        const Design design = tinyDesign(floorOf(byHand(servers(3, {}, pdu), 3, {1, 4})));
        QCOMPARE(colonnade::test::said(judged(design), "PWR-012"),
                 std::string("error PWR-012/rack:rack/d04"));
        QCOMPARE(afterFix(design, "PWR-012"), none);
    }

    void pwr012AsksForBreakersOnlyWhereTheyMatter()
    {
        const CordedPduSpec range{.breakers = "6 to 12 x 20 A"};
        QCOMPARE(said(servers(3, {}, range), "PWR-012"), none); // One breaker would carry a phase.
        const auto findings = of(judged(tinyDesign(floorOf(servers(6, {}, range)))), "PWR-012");
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings.front().missing,
                 std::vector<std::string>{"number of outlet breakers of pdu"});
        QCOMPARE(of(judged(tinyDesign(floorOf(servers(6)))), "PWR-012").front().missing,
                 std::vector<std::string>{"outlet breakers of pdu"});
        QCOMPARE(said(servers(1, {}, {.volts = 208, .phases = 1, .amperes = 20}), "PWR-012"), none);
    }

    // 20 A of type C: 5 · √2 · 20 / 35 = 4.04, four supplies.
    void pwr021CountsTheSuppliesThatComeOnAtOnce()
    {
        const auto floorWith = [](int count, std::optional<double> inrush, std::string curve,
                                  bool switched = false) {
            const auto rack =
                servers(count, {.watts = 300, .inrush = inrush},
                        {.volts = 230, .phases = 1, .amperes = 20, .switched = switched});
            Arrangement floor = floorOf(rack, 230, 20);
            for (Feed& feed : floor.feeds) {
                feed.phases = 1;
                feed.equipment.curve = curve;
            }
            return floor;
        };
        QCOMPARE(said(floorWith(4, 35, "C"), "PWR-021"), none);
        const Design design = tinyDesign(floorWith(8, 35, "C"));
        QCOMPARE(colonnade::test::said(judged(design), "PWR-021"),
                 std::string("warning PWR-021/feed:su/a; warning PWR-021/feed:su/b"));
        QCOMPARE(afterFix(design, "PWR-021"),
                 std::string("warning PWR-021/feed:su/b")); // Type D: 8.
        QCOMPARE(said(floorWith(8, 35, "C", true), "PWR-021"), none); // In turn.
        const auto findings = of(judged(tinyDesign(floorWith(8, {}, ""))), "PWR-021");
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings.front().severity, Severity::NotEvaluated);
        QCOMPARE(findings.front().missing.size(), std::size_t{3}); // Two types, one inrush.
        QCOMPARE(said(floorOf(servers(8), 415, 400), "PWR-021"), none); // A trip that is set.
    }

    void pwr023TellsOfTheLossOfShelvesOnce()
    {
        TinyRack rack{"dc"};
        rack.add(tinyShelf(), Side::A).add(tinyShelf(), Side::B);
        rack.add(tinyServer({.watts = 24'000, .busbar = true}));
        const auto findings = of(judged(tinyDesign(floorOf(rack))), "PWR-023");
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings.front().severity, Severity::Info);
        QVERIFY(std::abs(*findings.front().measured - 25'000) < 1e-6); // 24 kW / 0.96
        QCOMPARE(said(servers(2), "PWR-023"), none); // Its power is that at the cords.
    }

    void pwr024JudgesSuppliesOnTheirOutlets()
    {
        QCOMPARE(said(servers(1, {}, {.volts = 415}), "PWR-024"), none); // 239.6 V
        QCOMPARE(said(floorOf(servers(1, {}, {.volts = 480}), 480), "PWR-024"), // 277.1 V
                 std::string("error PWR-024/rack:rack#server"));
        QCOMPARE(said(floorOf(servers(1, {}, {.volts = 208}), 208), "PWR-024"), none);
        const auto findings = of(judged(tinyDesign(floorOf(servers(3, {.volts = {}})))), "PWR-024");
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings.front().missing, std::vector<std::string>{"input voltage of server"});
    }

    void pwr024JudgesRackPdusOnTheirFeeds()
    {
        QCOMPARE(said(floorOf(servers(1), 400), "PWR-024"), none); // One class with 415 V.
        QCOMPARE(said(floorOf(servers(1), 480), "PWR-024"),
                 std::string("error PWR-024/feed:su/a#pdu; error PWR-024/feed:su/b#pdu"));
        Arrangement floor = floorOf(servers(1), 415);
        floor.feeds.front().phases = 1;
        QCOMPARE(said(floor, "PWR-024"), std::string("error PWR-024/feed:su/a#pdu"));
        // A PDU of one phase finds its voltage between a line and the neutral.
        QCOMPARE(said(floorOf(servers(1, {}, {.volts = 230, .phases = 1, .amperes = 32}), 400),
                      "PWR-024"),
                 none);
    }

    void cordsAreSetOneByOneAndFreed()
    {
        const Design design = tinyDesign(floorOf(servers(2)));
        const auto rack = RackDesignId::literal("rack");
        const auto set = setCord(design, rack, device(1), {1, device(3), 5});
        QVERIFY(set);
        QCOMPARE(set->rackDesign(rack)->device(device(1))->cords.size(), std::size_t{1});
        const auto again = setCord(*set, rack, device(1), {1, device(3), 6}); // The same supply.
        QCOMPARE(again->rackDesign(rack)->device(device(1))->cords.front().outlet, 6);
        QCOMPARE(setCord(*set, rack, device(2), {1, device(3), 5}).error().text,
                 std::string("Outlet 5 of rack PDU 'd03' has the cord of supply 1 of 'd01'"));
        QCOMPARE(setCord(design, rack, device(1), {3, device(3), 1}).error().text,
                 std::string("'d01' has no supply 3"));
        QCOMPARE(setCord(design, rack, device(1), {1, device(3), 25}).error().text,
                 std::string("Rack PDU 'd03' has no outlet 25"));
        QCOMPARE(setCord(design, rack, device(1), {1, device(2), 1}).error().text,
                 std::string("Rack design 'rack' has no rack PDU 'd02'"));
        QVERIFY(*clearCords(*set, rack) == design);
        const std::vector other{device(2)};
        QVERIFY(*clearCords(*set, rack, other) == *set);
    }

    // Small ones of 1 kW and a large one of 3 kW, in the order of the rack: 1, 1, 1, then 1 and 3
    // on the first two phases.
    void balancingPutsLargeLoadsFirst()
    {
        const auto rack = fourSmallAndALargeOne();
        QVERIFY(std::abs(mostOnALine(*rack) - 4'000) < 1e-6);
        const auto balanced = balancedPhases(*rack);
        QVERIFY2(balanced, balanced ? "" : balanced.error().text.c_str());
        QVERIFY(std::abs(mostOnALine(*balanced) - 3'000) < 1e-6);
        QVERIFY(!balancedPhases(*balanced)); // It does not get better than that.
        QVERIFY(!balancedPhases(*servers(6)));
    }

    void balancingKeepsWhatWasSetByHand()
    {
        const Cord set{1, device(6), 4};
        const auto rack = corded(fourSmallAndALargeOne(), "d01", {set});
        const auto balanced = balancedPhases(*rack);
        QVERIFY2(balanced, balanced ? "" : balanced.error().text.c_str());
        QVERIFY(std::abs(mostOnALine(*balanced) - 3'000) < 1e-6);
        QCOMPARE(balanced->device(device(1))->cords.front(), set);
    }

    void banksAreReadFromTheWordsOfTheEntry()
    {
        QCOMPARE(*outletBanks(*cordedPdu({.breakers = "6 x 20 A"})), (OutletBanks{6, Amperes{20}}));
        QCOMPARE(*outletBanks(*cordedPdu({.breakers = "6 to 12 x 20 A"})),
                 (OutletBanks{std::nullopt, Amperes{20}}));
        QVERIFY(!outletBanks(*cordedPdu({.breakers = "thermal"})));
        QVERIFY(!outletBanks(*cordedPdu()));
        const auto pdu = cordedPdu({.breakers = "6 x 20 A"});
        QCOMPARE(outletBank(*pdu, 1), std::optional{1});
        QCOMPARE(outletBank(*pdu, 2), std::optional{3});
        QCOMPARE(outletBank(*pdu, 10), std::optional{1});
        QCOMPARE(outletBank(*pdu, 13), std::optional{2});
        QCOMPARE(outletBank(*pdu, 24), std::optional{6});
        QVERIFY(!outletBank(*pdu, 25));
    }

    void outletsOfTheRegionsDiffer()
    {
        const auto carries = [](const Profile& of, std::size_t i) {
            return of.outlets.at(i).rating.value() * of.outlets.at(i).continuousFactor;
        };
        QCOMPARE(profile().outlets.size(), std::size_t{4});
        QCOMPARE(profile().outlets.front().type, std::string("C13"));
        QCOMPARE(carries(profile(), 0), 12.0);
        QCOMPARE(carries(profile(), 2), 16.0);
        QCOMPARE(carries(profile("eu-iec"), 0), 10.0);
        Profile other = profile();
        other.outlets.front().continuousFactor = 1;
        QVERIFY(other.fingerprint() != profile().fingerprint());
        const auto read = readProfile(
            "format: 1\nprofile: mine\nextends: us-nec\ntitle: Mine\nsummary: For tests.\n"
            "outlets:\n  - {type: C13, rating_a: 10}\n",
            "mine.yaml", [](std::string_view base) { return carriedProfile(base); });
        QVERIFY(!read); // No source.
        QVERIFY2(read.error().text.find("'source' is missing") != std::string::npos,
                 read.error().text.c_str());
    }

    void answersTakeListsWhereTheVectorHasThem()
    {
        const auto many =
            answerOf("PWR-002", {{"V_LL", {415, 208}}, {"I_br", 60}, {"k", 0.8}});
        QVERIFY(many);
        QVERIFY(std::abs(many->find("S_use_VA")->items()[1].number() - 17'292.8) < 1);
        const auto pair =
            answerOf("PWR-011", nlohmann::json::parse(R"({"cases": [["C20", "C19"]]})"));
        QCOMPARE(pair->find("verdict")->front().text(), std::string("pass"));
        const auto one = answerOf("PWR-024", {{"V_LL", 208}, {"PSU", {200, 240}}, {"connection", "L-L"}});
        QCOMPARE(one->find("verdict")->text(), std::string("pass"));
        const auto phases = answerOf("PWR-005", {{"I", {10, 10, 13}}, {"I_br", 16}});
        QCOMPARE(phases->find("verdict")->text(), std::string("warn")); // 18.2 %
        const auto sequenced = answerOf("PWR-021", {{"m", 5}, {"I_n", 20}, {"I_pk", 35}, {"n", 8}, {"t_seq", 100}});
        QCOMPARE(sequenced->find("verdict")->text(), std::string("pass"));
    }
};

QTEST_APPLESS_MAIN(CircuitRulesTest)
#include "tst_CircuitRules.moc"
