#include "tests/rules/Judging.h"
#include "tests/support/Designs.h"

#include "model/power/PowerChain.h"

#include <QTest>

#include <cmath>
#include <stdexcept>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

const std::string none;

/// A server of 10.2 kW with six supplies of 3.3 kW, as cords set by hand say.
RackDesignRef dgxRack(std::vector<Side> sides, std::vector<SupplyShare> supplies = {})
{
    TinyRack rack{"dgx"};
    rack.add(tinyServer({.watts = 10'200}), 1, std::move(supplies));
    for (const Side side : sides)
        rack.add(tinyPdu(), side);
    return rack.made();
}

/// A rack of one server of `watts` that lives on either of two sides.
RackDesignRef dualRack(double watts, std::string_view id = "ac")
{
    return TinyRack{id}
        .add(tinyServer({.id = std::string(id) + "-server", .watts = watts, .supplies = 2, .supplyWatts = watts}))
        .add(tinyPdu(415, 3, 400), Side::A)
        .add(tinyPdu(415, 3, 400), Side::B)
        .made();
}

std::string said(const Design& design, std::string_view rule) { return colonnade::test::said(judged(design), rule); }

/// The design after that fix of the first finding of a rule.
Design fixed(const Design& design, std::string_view rule, std::string_view words)
{
    for (const Finding& finding : of(judged(design), rule)) {
        for (const Fix& fix : finding.fixes) {
            if (fix.text.find(words) == std::string::npos)
                continue;
            auto next = fix.edit(design);
            if (!next)
                throw std::runtime_error(next.error().text);
            return *next;
        }
    }
    throw std::runtime_error("no fix");
}

/// A hall with two racks of 30 kW in 2N on a pair of feeds, and an empty pair beside it.
Design twoPairs(double amperes, double spareAmperes)
{
    TinyFloor floor;
    floor.arrangement.feeds = {tinyFeed("a1", Side::A, 415, amperes), tinyFeed("b1", Side::B, 415, amperes),
                               tinyFeed("a2", Side::A, 415, spareAmperes), tinyFeed("b2", Side::B, 415, spareAmperes)};
    floor.rack("r1", dualRack(30'000), "A=a1 B=b1").rack("r2", dualRack(30'000), "A=a1 B=b1");
    return tinyHall(floor.arrangement);
}

Feed node(std::string_view id, FeedKind kind, Side side, std::optional<std::string_view> upstream = {})
{
    Feed feed = tinyFeed(id, side, 415, 2000, upstream);
    feed.kind = kind;
    return feed;
}

} // namespace

class RedundancyRulesTest : public QObject {
    Q_OBJECT
private slots:
    // 415 V · 100 A · √3 · 0.8 · 0.98 = 56.4 kW; both racks draw 60 kW when a side is lost.
    void aTwoNHallWhoseSideCannotCarryTheLoadNamesPhaseAndSupplies()
    {
        const Design design = twoPairs(100, 30);
        QCOMPARE(said(design, "PWR-008"), std::string("error PWR-008/feed:/a1; error PWR-008/feed:/b1"));
        const Finding finding = of(judged(design), "PWR-008").front();
        for (const char* words : {"(side A)", "on each phase", "with feed 'b1' lost", "supplies on side B of 'r1', 'r2'"})
            QVERIFY2(finding.message.find(words) != std::string::npos, finding.message.c_str());
        QCOMPARE(said(twoPairs(125, 30), "PWR-008"), none);
    }

    void raisingTheRatingClearsOneSideAndThePairClearsBoth()
    {
        const Design design = twoPairs(100, 30);
        QCOMPARE(said(fixed(design, "PWR-008", "Raise the rating of feed 'a1' to 125"), "PWR-008"),
                 std::string("error PWR-008/feed:/b1"));
        QCOMPARE(said(fixed(design, "PWR-008", ", and raise"), "PWR-008"), none);
    }

    void loadsMoveToAPairThatHasTheRoom()
    {
        QCOMPARE(said(fixed(twoPairs(100, 100), "PWR-008", "Move 'r"), "PWR-008"), none);
        const auto findings = of(judged(twoPairs(100, 30)), "PWR-008"); // 16.9 kW: no room.
        for (const Finding& finding : findings) {
            for (const Fix& fix : finding.fixes)
                QVERIFY2(fix.text.find("Move") == std::string::npos, fix.text.c_str());
        }
    }

    void theMostLoadedPhaseDecides()
    {
        // 33 kW on three phases: 11 kW each.
        FeedLoad load{.feed = tinyFeed("a", Side::A, 415, 60),
                      .factor = 0.8,
                      .normal = Watts{15'000},
                      .worst = Watts{30'000},
                      .worstLoss = {},
                      .limit = Watts{33'000},
                      .missing = {}};
        load.worstByPhase = {Watts{9'000}, Watts{12'000}, Watts{9'000}};
        const PhaseShare found = phaseShare(load);
        QVERIFY(std::abs(found.share - 12'000.0 / 11'000) < 1e-9);
        QVERIFY(found.phase == std::size_t{1});
    }

    void threeAndThreeSuppliesDoNotCarryTheServerAndAThirdSourceDoes()
    {
        TinyFloor floor;
        floor.arrangement.feeds = {tinyFeed("a", Side::A, 415, 60), tinyFeed("b", Side::B, 415, 60)};
        floor.rack("r1", dgxRack({Side::A, Side::B}), "A=a B=b");
        const Design design = tinyDesign(floor.arrangement);
        QCOMPARE(said(design, "PWR-009"), std::string("error PWR-009/rack:dgx/d01"));
        const Design mended = fixed(design, "PWR-009", "Add a PDU on side C");
        QCOMPARE(said(mended, "PWR-009"), none);
        const Arrangement& after = mended.podDesign(PodDesignId::literal("su"))->arrangement();
        QCOMPARE(after.placements.front().feeds.size(), std::size_t{3});
        QCOMPARE(after.feeds.size(), std::size_t{3});
    }

    void cordsSetByHandAreSpreadWhereTheRackHasThreeSides()
    {
        TinyFloor floor;
        floor.rack("r1", dgxRack({Side::A, Side::B, Side::C}, {{Side::A, 3}, {Side::B, 3}}));
        const Design design = tinyDesign(floor.arrangement);
        QCOMPARE(said(design, "PWR-009"), std::string("error PWR-009/rack:dgx/d01"));
        QCOMPARE(said(fixed(design, "PWR-009", "Spread the supplies"), "PWR-009"), none);
    }

    void racksWithoutPdusGetAThirdFeed()
    {
        TinyFloor floor;
        floor.arrangement.feeds = {tinyFeed("a", Side::A, 415, 60), tinyFeed("b", Side::B, 415, 60),
                                   tinyFeed("c", Side::C, 415, 60)};
        floor.rack("r1", dgxRack({}), "A=a B=b");
        const Design design = tinyDesign(floor.arrangement);
        QCOMPARE(said(design, "PWR-009"), std::string("error PWR-009/pod:su/r1/d01"));
        QCOMPARE(said(fixed(design, "PWR-009", "from side C"), "PWR-009"), none);
    }

    void twoSidesOnOneUpsAreNoTwoSources()
    {
        TinyFloor floor;
        floor.arrangement.feeds = {node("grid", FeedKind::Utility, Side::A), node("u1", FeedKind::Ups, Side::A, "grid"),
                                   node("u2", FeedKind::Ups, Side::B, "grid"), tinyFeed("a", Side::A, 415, 100, "u1"),
                                   tinyFeed("b", Side::B, 415, 100, "u1")};
        floor.rack("r1", dualRack(10'000), "A=a B=b").rack("r2", dualRack(10'000), "A=a B=b");
        const Design design = tinyHall(floor.arrangement);
        QCOMPARE(said(design, "PWR-009"), std::string("error PWR-009/feed:/u1#sources"));
        const Finding finding = of(judged(design), "PWR-009").front();
        QVERIFY2(finding.message.find("'r1', 'r2'") != std::string::npos, finding.message.c_str());
        QCOMPARE(said(fixed(design, "PWR-009", "on UPS block 'u2'"), "PWR-009"), none); // Only the utility is shared.
    }

    void podsWhoseSidesMeetInTheHallAreTold()
    {
        TinyFloor floor;
        floor.arrangement.feeds = {tinyFeed("a", Side::A, 415, 100), tinyFeed("b", Side::B, 415, 100)};
        floor.rack("r1", dualRack(10'000), "A=a B=b");
        Design design = tinyDesign(floor.arrangement);
        const auto supplied = [&](std::string_view b) {
            return design
                .changedHall([&](const Hall& before) -> Result<Hall> {
                    Hall hall = before;
                    hall.arrangement.feeds = {node("u1", FeedKind::Ups, Side::A), node("u2", FeedKind::Ups, Side::B)};
                    hall.pods.front().feeds = {{Side::A, FeedId::literal("u1")}, {Side::B, FeedId::literal(b)}};
                    return hall;
                })
                .value();
        };
        QCOMPARE(said(supplied("u1"), "PWR-009"), std::string("error PWR-009/feed:/u1#sources"));
        QCOMPARE(said(supplied("u2"), "PWR-009"), none);
    }

    void whatAnotherSourceTakesOverIsNotLost()
    {
        TinyFloor floor;
        floor.arrangement.feeds = {node("u1", FeedKind::Ups, Side::A), node("catcher", FeedKind::Ups, Side::B),
                                   tinyFeed("a", Side::A, 415, 100, "u1"), tinyFeed("b", Side::B, 415, 100, "u1")};
        for (std::size_t i : {2u, 3u})
            floor.arrangement.feeds[i].alternate = FeedId::literal("catcher");
        floor.rack("r1", dualRack(10'000), "A=a B=b");
        QCOMPARE(said(tinyHall(floor.arrangement), "PWR-009"), none);
    }
};

QTEST_APPLESS_MAIN(RedundancyRulesTest)
#include "tst_RedundancyRules.moc"
