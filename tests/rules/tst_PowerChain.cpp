#include "tests/support/Designs.h"

#include "model/power/PowerChain.h"

#include <QTest>

#include <cmath>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

const PowerBasis plain{0.8, 1.0};

bool near(Watts a, double b)
{
    return std::abs(a.value() - b) < 1e-6 * std::max(1.0, std::abs(b));
}

/// Four servers of 10 kW on two PDUs.
RackDesignRef acRack(std::vector<SupplyShare> supplies = {})
{
    return TinyRack{"ac"}
        .add(tinyServer(), 4, std::move(supplies))
        .add(tinyPdu(), Side::A)
        .add(tinyPdu(), Side::B)
        .made();
}

/// Four servers of 30 kW on a busbar that eight shelves feed, four on each side.
RackDesignRef dcRack()
{
    TinyRack rack{"dc"};
    for (int i = 0; i < 8; ++i)
        rack.add(tinyShelf(), i < 4 ? Side::A : Side::B);
    return rack.add(tinyServer({.watts = 30'000, .busbar = true}), 4).made();
}

TinyFloor twoFeeds(const RackDesignRef& design, int racks = 2)
{
    TinyFloor floor;
    floor.arrangement.feeds = {tinyFeed("a", Side::A, 415, 200), tinyFeed("b", Side::B, 415, 200)};
    for (int i = 0; i < racks; ++i)
        floor.rack(fmt::format("r{}", i + 1), design, "A=a B=b");
    return floor;
}

} // namespace

class PowerChainTest : public QObject {
    Q_OBJECT
private slots:
    // 415 V, 60 A: √3 · 415 · 60 · 0.8 = 34,502.5 VA (design-rules.md, 3.3).
    void threePhasesCarryRootThreeTimesMore()
    {
        QVERIFY(std::abs(usablePower(Volts{415}, 3, Amperes{60}, 0.8, 1).value() - 34'502.5) < 0.5);
        QVERIFY(near(usablePower(Volts{208}, 1, Amperes{30}, 0.8, 0.98), 208 * 30 * 0.8 * 0.98));
        QVERIFY(near(usablePower(Volts{800}, 0, Amperes{100}, 1, 0.98),
                     80'000)); // DC has no power factor.
    }

    void dualCordedLoadsMoveWhenAFeedIsLost()
    {
        const PowerChain chain = powerChain(twoFeeds(acRack()).arrangement, plain);
        QVERIFY(near(chain.load, 80'000));
        QVERIFY(near(chain.feeds[0].normal, 40'000));
        QVERIFY(near(chain.feeds[0].worst, 80'000));
        QCOMPARE(chain.feeds[0].worstLoss->text(), std::string("b"));
        QCOMPARE(chain.feeds[0].consumers, 2);
        // Six supplies, three on each side: 9.9 kW do not carry 10 kW.
        QCOMPARE(chain.feeds[0].acceleratorsLost, 64);
        QVERIFY(chain.unfed.empty() && chain.missing.empty());
        QCOMPARE(chain.worst()->feed.id.text(), std::string("a"));
    }

    void theFeedWithTheFullestPhaseIsTheWorst()
    {
        PowerChain chain = powerChain(twoFeeds(acRack()).arrangement, plain);
        FeedLoad &a = chain.feeds[0], &b = chain.feeds[1];
        a.limit = b.limit = Watts{120'000};
        a.worst = Watts{90'000};
        a.worstByPhase = {Watts{30'000}, Watts{30'000}, Watts{30'000}};
        b.worst = Watts{60'000};
        b.worstByPhase = {Watts{50'000}, Watts{10'000}, Watts{}};
        QCOMPARE(chain.worst()->feed.id.text(), std::string("b"));
        QVERIFY(std::abs(phaseShare(b).share - 1.25) < 1e-9);
        QVERIFY(!phaseShare(a).phase);
        QVERIFY(std::abs(phaseShare(a).share - 0.75) < 1e-9);
    }

    void unevenCordsLoadTheirSides()
    {
        const auto rack = acRack({{Side::A, 4}, {Side::B, 2}});
        const PowerChain chain = powerChain(twoFeeds(rack, 1).arrangement, plain);
        QVERIFY(near(chain.feeds[0].normal, 40'000 * 4.0 / 6));
        QVERIFY(near(chain.feeds[1].normal, 40'000 * 2.0 / 6));
        QVERIFY(near(chain.feeds[1].worst, 40'000));
        QCOMPARE(chain.feeds[1].acceleratorsLost, 0); // 4 · 3.3 kW remain on A.
        QCOMPARE(chain.feeds[0].acceleratorsLost, 32);
    }

    void shelvesShareTheRackByOutput()
    {
        const PowerChain chain = powerChain(twoFeeds(dcRack(), 1).arrangement, plain);
        QVERIFY(near(chain.feeds[0].normal, 60'000));
        QVERIFY(near(chain.feeds[0].worst, 120'000));
        QCOMPARE(chain.feeds[0].acceleratorsLost, 0); // 132 kW on the other side.
        QCOMPARE(chain.feeds[0].acceleratorsBehind, 32);
    }

    void severalFeedsOfASideShareIt()
    {
        TinyFloor floor;
        floor.arrangement.feeds = {tinyFeed("a1", Side::A, 415, 100),
                                   tinyFeed("a2", Side::A, 415, 100),
                                   tinyFeed("b", Side::B, 415, 200)};
        floor.rack("r1", dcRack(), "A=a1 A=a2 B=b");
        const PowerChain chain = powerChain(floor.arrangement, plain);
        QVERIFY(near(chain.feeds[0].normal, 30'000));
        // Six shelves of eight remain when one A feed is lost: 20 kW each, 80 kW on B, 40 kW on the
        // other A feed; with B lost the A feeds carry 60 kW each.
        QVERIFY(near(chain.feeds[2].worst, 80'000));
        QVERIFY(near(chain.feeds[0].worst, 60'000));
    }

    void whatHangsBelowALostFeedIsLostToo()
    {
        TinyFloor floor;
        floor.arrangement.feeds = {
            tinyFeed("ups-a", Side::A, 415, 1000), tinyFeed("a1", Side::A, 415, 200, "ups-a"),
            tinyFeed("a2", Side::A, 415, 200, "ups-a"), tinyFeed("b", Side::B, 415, 1000)};
        floor.rack("r1", dcRack(), "A=a1 B=b").rack("r2", dcRack(), "A=a2 B=b");
        const PowerChain chain = powerChain(floor.arrangement, plain);
        QVERIFY(near(chain.feed(FeedId::literal("ups-a"))->normal,
                     120'000)); // What its two feeds carry.
        QVERIFY(near(chain.feed(FeedId::literal("a1"))->normal, 60'000));
        const FeedLoad& b = *chain.feed(FeedId::literal("b"));
        QVERIFY(near(b.normal, 120'000));
        QVERIFY(near(b.worst, 240'000));
        QCOMPARE(b.worstLoss->text(), std::string("ups-a"));
        QVERIFY(near(chain.feed(FeedId::literal("ups-a"))->worst, 240'000));
        QVERIFY(near(chain.feed(FeedId::literal("a1"))->worst, 120'000));
    }

    void powerIsConservedInEveryState()
    {
        // Each of three feeds carries a third; with one lost, the two others together carry all.
        TinyRack rack{"three"};
        rack.add(tinyServer(), 4);
        for (const Side side : {Side::A, Side::B, Side::C})
            rack.add(tinyPdu(), side);
        TinyFloor floor;
        floor.arrangement.feeds = {tinyFeed("a", Side::A, 415, 100),
                                   tinyFeed("b", Side::B, 415, 100),
                                   tinyFeed("c", Side::C, 415, 100)};
        floor.rack("r1", rack, "A=a B=b C=c");
        const PowerChain chain = powerChain(floor.arrangement, plain);
        double normal = 0;
        for (const FeedLoad& feed : chain.feeds) {
            normal += feed.normal.value();
            QVERIFY(near(feed.worst, 20'000));
            QCOMPARE(feed.acceleratorsLost, 0); // 4 · 3.3 kW of 10 kW.
        }
        QVERIFY(std::abs(normal - 40'000) < 1e-6);
    }

    void saysWhatNoFeedSupplies()
    {
        TinyFloor floor = twoFeeds(acRack(), 1);
        floor.arrangement.placements[0].feeds.pop_back();
        const PowerChain chain = powerChain(floor.arrangement, plain);
        QCOMPARE(chain.unfed.size(), std::size_t{1});
        QCOMPARE(chain.unfed[0].side, Side::B);
    }

    void neverTakesAnUnknownPowerAsZero()
    {
        const auto rack = TinyRack{"odd"}
                              .add(tinyServer())
                              .add(tinyServer({.id = "mystery", .watts = {}}))
                              .add(tinyPdu(), Side::A)
                              .add(tinyPdu(), Side::B)
                              .made();
        const PowerChain chain = powerChain(twoFeeds(rack, 1).arrangement, plain);
        QVERIFY(near(chain.load, 10'000));
        QCOMPARE(chain.missing, std::vector<std::string>{"power of mystery"});
        QCOMPARE(chain.feeds[0].missing, std::vector<std::string>{"power of mystery"});
    }

    void anotherPowerForOneRackScalesItsDraw()
    {
        const auto floor = twoFeeds(dcRack());
        const PowerChain chain =
            powerChain(floor.arrangement, plain, {{PlacementId::literal("r2"), Watts{60'000}}});
        QVERIFY(near(chain.load, 180'000));
        QVERIFY(near(chain.feeds[0].normal, 90'000));
        QVERIFY(near(chain.feeds[0].worst, 180'000));
    }

    void batteriesAreNoSource()
    {
        PartType battery = *tinyShelf(15'000);
        QVERIFY(isSource(battery));
        battery.figures.push_back({figureKind("backup_s"), 240.0, Basis::Quoted, {}, {}, {}});
        QVERIFY(!isSource(battery));
    }

    void pdusOfASideShareByRating()
    {
        const auto rack = TinyRack{"two"}
                              .add(tinyServer(), 3)
                              .add(tinyPdu(415, 3, 60), Side::A)
                              .add(tinyPdu(415, 3, 30), Side::A)
                              .add(tinyPdu(415, 3, 60), Side::B)
                              .made();
        const auto loads = pduLoads(*rack, plain);
        QCOMPARE(loads.size(), std::size_t{3});
        double a = 0;
        for (const PduLoad& load : loads) {
            if (load.side == Side::A)
                a += load.normal.value();
        }
        QVERIFY(std::abs(a - 15'000) < 1e-6);
        const auto large =
            std::max_element(loads.begin(), loads.end(), [](const PduLoad& x, const PduLoad& y) {
                return x.side == Side::B || (y.side == Side::A && x.normal < y.normal);
            });
        QVERIFY(near(large->normal, 10'000));
        QVERIFY(near(large->worst, 20'000));
    }

    void sumsSidesOverAllPlacements()
    {
        const Design design = tinyDesign(twoFeeds(dcRack()).arrangement, 3);
        const DesignPower power = designPower(design, plain);
        const auto sides = power.bySide();
        QCOMPARE(sides.size(), std::size_t{2});
        QVERIFY(near(sides[0].normal, 3 * 120'000));
        QCOMPARE(sides[0].feeds, 3);
        QCOMPARE(power.worst().feed->feed.id.text(), std::string("a"));
        QCOMPARE(power.worst().part->pod->id().text(), std::string("su"));
    }
};

QTEST_APPLESS_MAIN(PowerChainTest)
#include "tst_PowerChain.moc"
