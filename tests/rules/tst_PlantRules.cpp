#include "tests/rules/Judging.h"
#include "tests/support/Designs.h"

#include "model/power/FeedTree.h"
#include "model/power/Plant.h"

#include <QTest>

#include <cmath>
#include <stdexcept>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

const std::string none;

RackDesignRef dualRack(double watts, std::string_view id = "ac")
{
    return TinyRack{id}
        .add(tinyServer({.id = std::string(id) + "-server", .watts = watts, .supplies = 2, .supplyWatts = watts}))
        .add(tinyPdu(415, 3, 4000), Side::A)
        .add(tinyPdu(415, 3, 4000), Side::B)
        .made();
}

std::string said(const Design& design, std::string_view rule, const Profile& by = profile())
{
    return colonnade::test::said(judged(design, by), rule);
}

Design fixed(const Design& design, std::string_view rule)
{
    const auto findings = of(judged(design), rule);
    if (findings.empty() || findings.front().fixes.empty())
        throw std::runtime_error("no fix");
    auto next = findings.front().fixes.front().edit(design);
    if (!next)
        throw std::runtime_error(next.error().text);
    return *next;
}

Feed node(std::string_view id, FeedKind kind, Side side, double amperes, std::optional<std::string_view> upstream = {},
          FeedEquipment equipment = {})
{
    Feed feed = tinyFeed(id, side, 415, amperes, upstream);
    feed.kind = kind;
    feed.equipment = std::move(equipment);
    return feed;
}

FeedEquipment units(int count, int spare, double watts)
{
    FeedEquipment equipment;
    equipment.units = count;
    equipment.spareUnits = spare;
    equipment.unitPower = Watts{watts};
    return equipment;
}

/// One rack of `watts` on feeds A and B, one way up to what `above` says.
Design hallOf(std::vector<Feed> feeds, double watts, std::string_view on = "A=a B=b")
{
    TinyFloor floor;
    floor.arrangement.feeds = std::move(feeds);
    floor.rack("r1", dualRack(watts), on);
    return tinyHall(floor.arrangement);
}

Design withSite(const Design& design, const Site& site)
{
    return design
        .changedHall([&](const Hall& before) -> Result<Hall> {
            Hall hall = before;
            hall.site = site;
            return hall;
        })
        .value();
}

} // namespace

class PlantRulesTest : public QObject {
    Q_OBJECT
private slots:
    void currentThroughABusbarIsWhatIsGivenBelowLessWhatIsDrawn()
    {
        // A shelf of 100 at the bottom, loads of 60 and 40 above it: all of it goes through the first stretch.
        const auto bottom = heaviestSegment({{1, Watts{100}}, {5, Watts{-60}}, {9, Watts{-40}}});
        QVERIFY(bottom);
        QCOMPARE(bottom->power.value(), 100.0);
        // In the middle, the halves part.
        const auto middle = heaviestSegment({{1, Watts{-50}}, {5, Watts{100}}, {9, Watts{-50}}});
        QCOMPARE(middle->power.value(), 50.0);
        QVERIFY(!heaviestSegment({{1, Watts{100}}, {1, Watts{-100}}}));
    }

    void aNodeFallsWithWhatStandsAboveBothOfItsSources()
    {
        std::vector<Feed> feeds{node("grid", FeedKind::Utility, Side::A, 1), node("u1", FeedKind::Ups, Side::A, 1, "grid"),
                                node("u2", FeedKind::Ups, Side::B, 1, "grid"), node("a", FeedKind::Feed, Side::A, 1, "u1")};
        feeds[3].alternate = FeedId::literal("u2");
        const FeedTree tree{feeds};
        QCOMPARE(tree.vital(3), (std::vector<std::size_t>{3, 0}));
        QCOMPARE(tree.path(3), (std::vector<std::size_t>{3, 1, 0}));
        const std::vector<std::size_t> lost{1};
        QCOMPARE(tree.livingPath(3, tree.dead(lost)), (std::vector<std::size_t>{3, 2, 0}));
        const std::vector<std::size_t> all{0};
        QVERIFY(tree.livingPath(3, tree.dead(all)).empty());
    }

    // 100 kW, half on each side: 50 kW / 0.98 / (√3 · 415 V) = 71.0 A, · 1.25 = 88.7 A.
    void pwr003AsksForOneAndAQuarterOfTheContinuousLoad()
    {
        const auto with = [](double amperes) {
            return hallOf({node("a", FeedKind::Busway, Side::A, amperes), node("b", FeedKind::Busway, Side::B, 400)}, 100'000);
        };
        QCOMPARE(said(with(90), "PWR-003"), none);
        QCOMPARE(said(with(80), "PWR-003"), std::string("error PWR-003/feed:/a"));
        QCOMPARE(said(with(80), "PWR-003", profile("eu-iec")), none); // 71.0 A.
        QCOMPARE(said(fixed(with(80), "PWR-003"), "PWR-003"), none);
    }

    // Four shelves of 33 kW, two on each side: 66 kW with a side lost; 1.4 times 75.4 kW is 1.6 of that.
    void pwr014HoldsPeaksAgainstWhatALossLeaves()
    {
        const auto with = [](double watts) {
            TinyRack rack{"dc"};
            for (int i = 0; i < 4; ++i)
                rack.add(tinyShelf(), i < 2 ? Side::A : Side::B);
            TinyFloor floor;
            floor.rack("r1", rack.add(tinyServer({.watts = watts, .busbar = true})).made());
            return tinyDesign(floor.arrangement);
        };
        QCOMPARE(said(with(66'000), "PWR-014"), none);
        QCOMPARE(said(with(67'000), "PWR-014"), std::string("warning PWR-014/rack:dc")); // The mean is above.
        QCOMPARE(said(with(80'000), "PWR-014"), std::string("warning PWR-014/rack:dc"));
    }

    void pwr015NeedsARatingAndJudgesTheWorstStretch()
    {
        const auto with = [](std::optional<double> amperes) {
            PartType shelf = *tinyShelf(60'000);
            if (amperes)
                shelf.figures.push_back({figureKind("busbar_a"), *amperes, Basis::Quoted, {}, {}, {}});
            const auto part = std::make_shared<const PartType>(std::move(shelf));
            TinyRack rack{"dc"};
            rack.add(part, Side::A).add(part, Side::B);
            TinyFloor floor;
            floor.rack("r1", rack.add(tinyServer({.watts = 48'000, .busbar = true})).made());
            return tinyDesign(floor.arrangement);
        };
        QCOMPARE(said(with(1'000), "PWR-015"), none); // 48 kW / 48 V.
        QCOMPARE(said(with(990), "PWR-015"), std::string("error PWR-015/rack:dc"));
        const auto findings = of(judged(with({})), "PWR-015");
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings.front().missing, std::vector<std::string>{"busbar rating of frame"});
    }

    void pwr016AsksOnceForAllConductors()
    {
        const auto with = [](std::optional<double> metres) {
            FeedEquipment line;
            line.ohmPerMetre = 0.00161;
            line.reactancePerMetre = 0;
            line.length = metres ? std::optional{Metres{*metres}} : std::nullopt;
            return hallOf({node("a", FeedKind::Feed, Side::A, 60, {}, line), node("b", FeedKind::Feed, Side::B, 60, {}, line)},
                          33'000);
        };
        // 46.8 A at worst: 0.1279 V/m of 12.45 V that may be lost.
        QCOMPARE(said(with(95), "PWR-016"), none);
        QCOMPARE(said(with(100), "PWR-016"), std::string("warning PWR-016/feed:/a; warning PWR-016/feed:/b"));
        const auto findings = of(judged(with({})), "PWR-016");
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings.front().severity, Severity::NotEvaluated);
        QVERIFY(findings.front().missing.front().find("'a', 'b'") != std::string::npos);
    }

    // 400 A at 415 V: 230 kVA, 225.4 kW.
    void pwr017JudgesBuswaysInEveryState()
    {
        const auto with = [](double watts) {
            return hallOf({node("a", FeedKind::Busway, Side::A, 400), node("b", FeedKind::Busway, Side::B, 400)}, watts);
        };
        QCOMPARE(said(with(225'000), "PWR-017"), none);
        QCOMPARE(said(with(226'000), "PWR-017"), std::string("error PWR-017/feed:/a; error PWR-017/feed:/b"));
        QCOMPARE(said(hallOf({node("bus", FeedKind::Busway, Side::A, 100), tinyFeed("a", Side::A, 415, 60, "bus"),
                              tinyFeed("a2", Side::A, 415, 60, "bus"), tinyFeed("b", Side::B, 415, 100)},
                             20'000),
                      "PWR-017"),
                 std::string("info PWR-017/feed:/bus#taps"));
    }

    void pwr018JudgesTheRealPairing()
    {
        // Three blocks of 100 kW on paper carry 180 kW with one lost; here two of them share all of it.
        const auto with = [](double watts) {
            TinyFloor floor;
            floor.arrangement.feeds = {node("u1", FeedKind::Ups, Side::A, 4000, {}, units(1, 0, 100'000)),
                                       node("u2", FeedKind::Ups, Side::B, 4000, {}, units(1, 0, 100'000)),
                                       node("u3", FeedKind::Ups, Side::B, 4000, {}, units(1, 0, 100'000))};
            floor.rack("r1", dualRack(watts), "A=u1 B=u2").rack("r2", dualRack(10'000, "small"), "A=u1 B=u3");
            return tinyHall(floor.arrangement);
        };
        QCOMPARE(said(with(80'000), "PWR-018"), none);
        const auto findings = of(judged(with(120'000)), "PWR-018");
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings.front().severity, Severity::Error);
        QCOMPARE(findings.front().subjects.size(), std::size_t{3});
        QVERIFY2(findings.front().message.find("3 blocks that make 2") != std::string::npos,
                 findings.front().message.c_str());
    }

    void pwr018CountsSpareModules()
    {
        const auto with = [](double watts) {
            return hallOf({node("u1", FeedKind::Ups, Side::A, 4000, {}, units(3, 1, 50'000)),
                           node("u2", FeedKind::Ups, Side::B, 4000, {}, units(3, 1, 50'000))},
                          watts, "A=u1 B=u2");
        };
        QCOMPARE(said(with(95'000), "PWR-018"), none);
        QCOMPARE(of(judged(with(110'000)), "PWR-018").front().severity, Severity::Error);
    }

    // 100 kW each way with the utility gone, 10 % recharge: 110 kW on two sets of three.
    void pwr019TakesRechargeAndCoolingIn()
    {
        const auto with = [](double each) {
            auto feeds = std::vector<Feed>{node("grid", FeedKind::Utility, Side::A, 4000),
                                           node("gen", FeedKind::Generator, Side::A, 4000, {}, units(3, 1, each)),
                                           node("main", FeedKind::Switchboard, Side::A, 4000, "grid"),
                                           node("u1", FeedKind::Ups, Side::A, 4000, "main", units(1, 0, 200'000)),
                                           node("u2", FeedKind::Ups, Side::B, 4000, "main", units(1, 0, 200'000))};
            feeds[2].alternate = FeedId::literal("gen");
            return hallOf(std::move(feeds), 100'000, "A=u1 B=u2");
        };
        Site site;
        site.mechanicalShare = 0;
        QCOMPARE(said(withSite(with(60'000), site), "PWR-019"), none);
        QCOMPARE(said(withSite(with(50'000), site), "PWR-019"), std::string("error PWR-019/feed:/gen"));
        QCOMPARE(said(fixed(withSite(with(50'000), site), "PWR-019"), "PWR-019"), none);
        site.mechanicalShare = 0.25;
        QCOMPARE(said(withSite(with(60'000), site), "PWR-019"), std::string("error PWR-019/feed:/gen"));
        QCOMPARE(said(with(60'000), "PWR-019"), std::string("not-evaluated PWR-019/feed:/gen"));
    }

    void pwr020HoldsTheStoreAgainstTwoStarts()
    {
        const auto with = [](double seconds) {
            FeedEquipment ups = units(1, 0, 100'000);
            ups.autonomy = Seconds{seconds};
            auto feeds = std::vector<Feed>{node("gen", FeedKind::Generator, Side::A, 4000), node("grid", FeedKind::Utility, Side::A, 4000),
                                           node("u1", FeedKind::Ups, Side::A, 4000, "grid", ups), tinyFeed("b", Side::B, 415, 4000)};
            feeds[2].alternate = FeedId::literal("gen");
            return hallOf(std::move(feeds), 100'000, "A=u1 B=b");
        };
        QCOMPARE(said(with(130), "PWR-020"), none); // 2 · 60 + 10 s.
        QCOMPARE(said(with(120), "PWR-020"), std::string("error PWR-020/feed:/u1"));
    }

    void pwr022AsksForTheStepThatTheSiteTakes()
    {
        const Design design = hallOf({tinyFeed("a", Side::A, 415, 4000), tinyFeed("b", Side::B, 415, 4000)}, 100'000);
        QCOMPARE(said(design, "PWR-022"), std::string("not-evaluated PWR-022/hall#step"));
        Site site;
        site.loadStep = Watts{60'000};
        QCOMPARE(said(withSite(design, site), "PWR-022"), none); // 60 % of 100 kW.
        site.loadStep = Watts{59'000};
        QCOMPARE(said(withSite(design, site), "PWR-022"), std::string("warning PWR-022/hall#step"));
    }

    // 1,500 kVA, 5.75 %, 415 V: 36.3 kA.
    void pwr025JudgesGearUnderItsTransformer()
    {
        const auto with = [](std::optional<double> kiloamperes) {
            FeedEquipment transformer, gear;
            transformer.rated = VoltAmperes{1.5e6};
            transformer.impedance = 0.0575;
            if (kiloamperes)
                gear.shortCircuit = Amperes{*kiloamperes * 1000};
            return hallOf({node("t", FeedKind::Transformer, Side::A, 4000, {}, transformer),
                           node("a", FeedKind::Busway, Side::A, 400, "t", gear), tinyFeed("b", Side::B, 415, 400)},
                          20'000);
        };
        QCOMPARE(said(with(42), "PWR-025"), none);
        QCOMPARE(said(with(22), "PWR-025"), std::string("error PWR-025/feed:/a"));
        QCOMPARE(said(with({}), "PWR-025"), std::string("not-evaluated PWR-025/hall#sccr"));
    }

    void pwr026IsSilentUnlessTheArticleIsClaimed()
    {
        const Design design = hallOf({tinyFeed("a", Side::A, 415, 400), tinyFeed("b", Side::B, 415, 400)}, 20'000);
        QCOMPARE(said(design, "PWR-026"), none);
        Site site;
        site.equipmentRoom = EquipmentRoom{true, true, true, true, true};
        QCOMPARE(said(withSite(design, site), "PWR-026"), none);
        site.equipmentRoom->grouped = false;
        QCOMPARE(said(withSite(design, site), "PWR-026"), std::string("error PWR-026/hall#room"));
        QCOMPARE(said(fixed(withSite(design, site), "PWR-026"), "PWR-026"), none);
        QCOMPARE(said(withSite(design, site), "PWR-026", profile("eu-iec")), none);
    }
};

QTEST_APPLESS_MAIN(PlantRulesTest)
#include "tst_PlantRules.moc"
