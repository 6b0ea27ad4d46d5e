#include "tests/support/Designs.h"

#include "model/power/Cords.h"
#include "model/power/DesignNetwork.h"
#include "model/power/SupplyPatterns.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

const PowerBasis plain{0.8, 1.0};

bool near(double a, double b)
{
    return std::abs(a - b) < 1e-6 * std::max(1.0, std::abs(b));
}
bool near(Watts a, double b)
{
    return near(a.value(), b);
}

double sum(const PerSide& sides)
{
    double all = 0;
    for (const Watts side : sides)
        all += side.value();
    return all;
}

Feed node(std::string_view id, FeedKind kind, std::optional<std::string_view> upstream = {},
          std::optional<std::string_view> alternate = {}, std::optional<double> efficiency = {}, Side side = Side::A)
{
    Feed feed = tinyFeed(id, side, 415, 4000, upstream);
    feed.kind = kind;
    if (alternate)
        feed.alternate = FeedId::literal(*alternate);
    feed.equipment.efficiency = efficiency;
    return feed;
}

RackDesignRef dualRack(std::vector<SupplyShare> supplies = {})
{
    return TinyRack{"ac"}.add(tinyServer(), 4, std::move(supplies)).add(tinyPdu(), Side::A).add(tinyPdu(), Side::B).made();
}

RackDesignRef shelfRack()
{
    TinyRack rack{"dc"};
    for (int i = 0; i < 8; ++i)
        rack.add(tinyShelf(), i < 4 ? Side::A : Side::B);
    return rack.add(tinyServer({.watts = 30'000, .busbar = true}), 4).made();
}

/// Utility and generators, two UPS blocks and a catcher, two busways.
TinyFloor blockRedundant(int racks = 2)
{
    TinyFloor floor;
    floor.arrangement.feeds = {node("utility", FeedKind::Utility),
                               node("generator", FeedKind::Generator),
                               node("board", FeedKind::Switchboard, "utility", "generator"),
                               node("ups-1", FeedKind::Ups, "board", {}, 0.96),
                               node("ups-2", FeedKind::Ups, "board", {}, 0.96, Side::B),
                               node("catcher", FeedKind::Ups, "board", {}, 0.94),
                               node("bus-a", FeedKind::Busway, "ups-1", "catcher"),
                               node("bus-b", FeedKind::Busway, "ups-2", "catcher", {}, Side::B)};
    for (int i = 0; i < racks; ++i)
        floor.rack(fmt::format("r{}", i + 1), i % 2 ? shelfRack() : dualRack(), "A=bus-a B=bus-b");
    return floor;
}

const NodeState& at(const ArrangementState& state, const Arrangement& arrangement, std::string_view id)
{
    for (std::size_t i = 0; i < arrangement.feeds.size(); ++i) {
        if (arrangement.feeds[i].id.text() == id)
            return state.nodes[i];
    }
    qFatal("no such node");
}

ArrangementLoss lost(std::initializer_list<std::string_view> feeds)
{
    ArrangementLoss loss;
    for (const auto feed : feeds)
        loss.feeds.push_back(FeedId::literal(feed));
    return loss;
}

/// A tree of nodes with losses and alternates, and racks of several kinds on it.
TinyFloor randomFloor(std::mt19937& random)
{
    const auto up = [&](int most) { return std::uniform_int_distribution<int>{0, most}(random); };
    TinyFloor floor;
    const int nodes = 3 + up(9);
    for (int i = 0; i < nodes; ++i) {
        std::optional<std::string> upstream, alternate;
        if (i > 0 && up(3) > 0)
            upstream = fmt::format("n{}", up(i - 1));
        if (upstream && up(2) == 0)
            alternate = fmt::format("n{}", up(i - 1));
        Feed feed = node(fmt::format("n{}", i), FeedKind::Feed, upstream, alternate,
                         up(1) ? std::optional{0.9 + 0.01 * up(9)} : std::nullopt, up(1) ? Side::A : Side::B);
        feed.rating = Amperes{100.0 * (1 + up(20))};
        floor.arrangement.feeds.push_back(feed);
    }
    for (int i = 0; i < 1 + up(5); ++i) {
        std::string feeds;
        for (const char side : {'A', 'B'}) {
            for (int times = up(2); times > 0; --times)
                feeds += fmt::format("{}{}=n{}", feeds.empty() ? "" : " ", side, up(nodes - 1));
        }
        floor.rack(fmt::format("r{}", i), up(1) ? shelfRack() : dualRack(up(1) ? std::vector<SupplyShare>{{Side::A, 4}, {Side::B, 2}} : std::vector<SupplyShare>{}), feeds);
    }
    return floor;
}

} // namespace

class PowerStatesTest : public QObject {
    Q_OBJECT
private slots:
    // 40 kW of cords and 120 kW of shelves, half on each bus: 80 kW each; the UPS takes 80 / 0.96.
    void lossesArePassedOnToTheSource()
    {
        const auto floor = blockRedundant();
        const ArrangementState state = PowerNetwork{floor.arrangement, plain}.state();
        QVERIFY(near(at(state, floor.arrangement, "bus-a").load, 80'000));
        QVERIFY(near(at(state, floor.arrangement, "ups-1").input, 80'000 / 0.96));
        QVERIFY(near(at(state, floor.arrangement, "catcher").load, 0));
        QVERIFY(near(at(state, floor.arrangement, "utility").load, 160'000 / 0.96));
        QVERIFY(near(at(state, floor.arrangement, "generator").load, 0));
        QVERIFY(near(state.conversion, 160'000 / 0.96 - 160'000));
    }

    void theCatcherTakesTheLoadOfALostBlock()
    {
        const auto floor = blockRedundant();
        const PowerNetwork network{floor.arrangement, plain};
        const ArrangementState state = network.state(lost({"ups-1"}));
        QVERIFY(at(state, floor.arrangement, "bus-a").transferred);
        QVERIFY(!at(state, floor.arrangement, "bus-a").dead);
        QVERIFY(near(at(state, floor.arrangement, "catcher").load, 80'000));
        QVERIFY(near(at(state, floor.arrangement, "ups-2").load, 80'000));
        QCOMPARE(state.acceleratorsLost, 0.0);
        QVERIFY(near(at(state, floor.arrangement, "board").load, 80'000 / 0.96 + 80'000 / 0.94));
        // With the catcher gone, too, side A is: all is on B. 9.9 kW of supplies do not carry 10 kW of a server.
        const ArrangementState both = network.state(lost({"ups-1", "catcher"}));
        QVERIFY(at(both, floor.arrangement, "bus-a").dead);
        QVERIFY(near(at(both, floor.arrangement, "bus-b").load, 160'000));
        QCOMPARE(both.acceleratorsLost, 32.0);
    }

    void theGeneratorTakesOverFromTheUtility()
    {
        const auto floor = blockRedundant();
        const ArrangementState state = PowerNetwork{floor.arrangement, plain}.state(lost({"utility"}));
        QVERIFY(near(at(state, floor.arrangement, "generator").load, 160'000 / 0.96));
        QCOMPARE(state.acceleratorsLost, 0.0);
        const PowerChain chain = powerChain(floor.arrangement, plain);
        QCOMPARE(chain.feed(FeedId::literal("generator"))->worstLoss->text(), std::string("utility"));
        QVERIFY(near(chain.feed(FeedId::literal("generator"))->worst, 160'000 / 0.96));
        QCOMPARE(chain.feed(FeedId::literal("board"))->acceleratorsLost, 64);
    }

    void powerIsConservedInEveryState()
    {
        for (unsigned seed = 1; seed <= 300; ++seed) {
            std::mt19937 random{seed};
            const TinyFloor floor = randomFloor(random);
            const PowerNetwork network{floor.arrangement, plain};
            for (int times = 0; times < 4; ++times) {
                ArrangementLoss loss;
                for (const Feed& feed : floor.arrangement.feeds) {
                    if (times > 0 && random() % 4 == 0)
                        loss.feeds.push_back(feed.id);
                }
                if (times == 3) {
                    loss.placements.push_back(floor.arrangement.placements.front().id);
                    loss.supplied[0] = 0.5;
                }
                const ArrangementState state = network.state(loss);
                const double left = sum(state.fromRoots);
                const double right = (state.drawn - state.unfed + state.conversion).value();
                QVERIFY2(near(left, right), qPrintable(QString("seed %1: %2 W from the roots, %3 W drawn").arg(seed).arg(left).arg(right)));
                for (std::size_t i = 0; i < state.nodes.size(); ++i) {
                    const NodeState& one = state.nodes[i];
                    QVERIFY(!one.dead || near(one.load, 0));
                    QVERIFY(near(one.byPhase[0] + one.byPhase[1] + one.byPhase[2], one.load.value()));
                }
            }
        }
    }

    /// The chain reckons each loss from what it changes; a state reckons all anew.
    void theChainAgreesWithEveryStateByItself()
    {
        for (unsigned seed = 1; seed <= 200; ++seed) {
            std::mt19937 random{seed};
            const TinyFloor floor = randomFloor(random);
            const PowerNetwork network{floor.arrangement, plain};
            const PowerChain chain = network.chain();
            std::vector<double> worst;
            for (const NodeState& one : network.state().nodes)
                worst.push_back(std::max(one.load.value(), 3 * std::max({one.byPhase[0], one.byPhase[1], one.byPhase[2]}).value()));
            for (const Feed& feed : floor.arrangement.feeds) {
                ArrangementLoss loss;
                loss.feeds = {feed.id};
                const ArrangementState state = network.state(loss);
                for (std::size_t i = 0; i < state.nodes.size(); ++i) {
                    const NodeState& one = state.nodes[i];
                    worst[i] = std::max({worst[i], one.load.value(), 3 * std::max({one.byPhase[0], one.byPhase[1], one.byPhase[2]}).value()});
                }
                QCOMPARE(chain.feed(feed.id)->acceleratorsLost, static_cast<int>(std::ceil(state.acceleratorsLost - 1e-6)));
            }
            for (std::size_t i = 0; i < worst.size(); ++i) {
                const FeedLoad& load = chain.feeds[i];
                const double found = std::max(load.worst.value(), 3 * std::max({load.worstByPhase[0], load.worstByPhase[1], load.worstByPhase[2]}).value());
                QVERIFY2(near(found, worst[i]), qPrintable(QString("seed %1, node %2: %3 and %4").arg(seed).arg(i).arg(found).arg(worst[i])));
            }
        }
    }

    /// A pod that hangs on the hall's feeds is no other than its racks standing in the hall.
    void aPodOnTheHallIsAsItsRacksWouldBe()
    {
        TinyFloor pod;
        pod.arrangement.feeds = {tinyFeed("a", Side::A, 415, 400), tinyFeed("b", Side::B, 415, 400)};
        pod.rack("r1", dualRack(), "A=a B=b").rack("r2", shelfRack(), "A=a B=b");
        Design design = tinyDesign(pod.arrangement, 3);
        Hall hall = *design.hall();
        const TinyFloor plant = blockRedundant(0);
        hall.arrangement.feeds = plant.arrangement.feeds;
        for (PodPlacement& placement : hall.pods)
            placement.feeds = {{Side::A, FeedId::literal("bus-a")}, {Side::B, FeedId::literal("bus-b")}};
        design = design.withHall(hall);

        TinyFloor flat = blockRedundant(0);
        for (int i = 0; i < 3; ++i) {
            flat.rack(fmt::format("r{}", 2 * i), dualRack(), "A=bus-a B=bus-b");
            flat.rack(fmt::format("r{}", 2 * i + 1), shelfRack(), "A=bus-a B=bus-b");
        }
        const PowerChain placed = *hallPowerChain(*design.hall(), plain), standing = powerChain(flat.arrangement, plain);
        QCOMPARE(placed.feeds.size(), standing.feeds.size());
        for (std::size_t i = 0; i < placed.feeds.size(); ++i) {
            QVERIFY(near(placed.feeds[i].normal, standing.feeds[i].normal.value()));
            QVERIFY(near(placed.feeds[i].worst, standing.feeds[i].worst.value()));
            QCOMPARE(placed.feeds[i].acceleratorsLost, standing.feeds[i].acceleratorsLost);
        }
        const DesignNetwork network{design, plain};
        const PowerNetwork alone{flat.arrangement, plain};
        for (const auto& loss : {lost({}), lost({"ups-1"}), lost({"ups-1", "catcher"}), lost({"utility", "generator"})}) {
            const DesignPowerState state = network.state({loss, {}});
            const ArrangementState flatState = alone.state(loss);
            QVERIFY(near(state.acceleratorsLost, flatState.acceleratorsLost));
            QVERIFY(near(state.drawn, flatState.drawn.value()));
            QVERIFY(near(state.wanted, flatState.wanted.value()));
            QVERIFY(near(state.fromSources, (state.drawn - state.unfed + state.conversion).value()));
        }
        // One pod loses a feed of its own; the others keep both.
        ArrangementLoss inside = lost({"a"});
        const DesignPowerState state = network.state({{}, {{PlacementId::literal("su-2"), inside}}});
        QVERIFY(near(state.acceleratorsLost, 32));
        QVERIFY(near(at(state.hall, design.hall()->arrangement, "bus-a").load, 2 * 80'000));
        QVERIFY(near(at(state.hall, design.hall()->arrangement, "bus-b").load, 2 * 80'000 + 160'000));
        QVERIFY(state.pods[0].normal && !state.pods[1].normal);
        QVERIFY(near(state.fromSources, (state.drawn - state.unfed + state.conversion).value()));
    }

    /// 8 shelves of 33 kW carry 120 kW; without one the seven others do; without a PDU its side is gone for the rack.
    void whatIsLostInsideARackStaysThere()
    {
        TinyFloor floor;
        floor.arrangement.feeds = {tinyFeed("a", Side::A, 415, 400), tinyFeed("b", Side::B, 415, 400)};
        floor.rack("dc", shelfRack(), "A=a B=b").rack("ac", dualRack(), "A=a B=b");
        const PowerNetwork network{floor.arrangement, plain};
        const auto losing = [&](std::string_view rack, RackLoss inside) {
            ArrangementLoss loss;
            loss.inside.emplace(PlacementId::literal(rack), std::move(inside));
            return network.state(loss);
        };
        const auto device = [&](std::size_t placement, PartKind kind, Side side) {
            const RackDesign& rack = **floor.arrangement.placements[placement].rack();
            for (const Device& one : rack.devices()) {
                if (one.part->kind == kind && (!one.side || *one.side == side))
                    return one.id;
            }
            qFatal("no such device");
        };
        const ArrangementState shelf = losing("dc", {{device(0, PartKind::PowerShelf, Side::A)}, {}});
        QVERIFY(near(shelf.nodes[0].load, 120'000 * 3.0 / 7 + 20'000));
        QVERIFY(near(shelf.nodes[1].load, 120'000 * 4.0 / 7 + 20'000));
        QCOMPARE(shelf.acceleratorsLost, 0.0);

        const ArrangementState pdu = losing("ac", {{device(1, PartKind::RackPdu, Side::A)}, {}});
        QVERIFY(near(pdu.nodes[0].load, 60'000));
        QVERIFY(near(pdu.nodes[1].load, 60'000 + 40'000));
        QCOMPARE(pdu.acceleratorsLost, 32.0); // Three supplies of 3.3 kW do not carry 10 kW.

        const DeviceId server = device(1, PartKind::Server, Side::A);
        const ArrangementState one = losing("ac", {{}, {{server, {1, 0, 0, 0}}}});
        QVERIFY(near(one.nodes[0].load, 60'000 + 15'000 + 10'000 * 2.0 / 5));
        QCOMPARE(one.acceleratorsLost, 0.0); // Five supplies remain.
        const ArrangementState failed = losing("ac", {{server}, {}});
        QVERIFY(near(failed.nodes[0].load, 60'000 + 15'000));
        QCOMPARE(failed.acceleratorsLost, 8.0);
    }

    void theLimitIsThatOfTheUnitsLessTheSpareOnes()
    {
        Feed block = node("ups", FeedKind::Ups);
        block.equipment.units = 4;
        block.equipment.spareUnits = 1;
        block.equipment.unitPower = Watts{500'000};
        Arrangement arrangement;
        arrangement.feeds = {block};
        QVERIFY(near(powerChain(arrangement, plain).feeds[0].limit, 1'500'000));
    }

    void cordsAlternateSidesAndBalancePhases()
    {
        PartType pdu = *tinyPdu();
        pdu.pdu->outlets = {{"C19", 12}, {"C13", 6}};
        PartType server = *tinyServer();
        server.inputs.front().inlet = "C20";
        const auto part = [](PartType type) { return std::make_shared<const PartType>(std::move(type)); };
        const auto rack = TinyRack{"cords"}.add(part(server), 3).add(part(pdu), Side::A).add(part(pdu), Side::B).made();
        const auto plan = cordPlan(*rack);
        QCOMPARE(plan.size(), std::size_t{18});
        std::array<std::array<int, 3>, 2> count{};
        for (const PlannedCord& cord : plan) {
            QVERIFY(cord.pdu && cord.outlet > 0 && cord.phase && !cord.byHand);
            QCOMPARE(cord.outletType, std::string("C19"));
            QCOMPARE(cord.side, cord.supply % 2 ? Side::A : Side::B);
            ++count[static_cast<std::size_t>(cord.side)][*cord.phase];
        }
        for (const auto& side : count) {
            for (const int cords : side)
                QCOMPARE(cords, 3);
        }
    }

    void oneCommandPutsShelvesAndPdusOnTheirSides()
    {
        TinyRack bare{"bare"};
        for (int i = 0; i < 6; ++i)
            bare.add(tinyShelf());
        const RackDesignRef rack = bare.add(tinyServer({.watts = 30'000, .busbar = true})).made();
        const auto sides = [](const Result<RackDesign>& design) {
            std::string text;
            for (const Device& device : design->devices()) {
                if (device.part->kind == PartKind::PowerShelf)
                    text += letter(device.side.value_or(Side::D));
            }
            return text;
        };
        QCOMPARE(sides(suppliedBy(*rack, SupplyPattern::Alternate)), std::string("ABABAB"));
        QCOMPARE(sides(suppliedBy(*rack, SupplyPattern::ThreeSides)), std::string("ABCABC"));
        const auto halves = suppliedBy(*rack, SupplyPattern::HalfAndHalf);
        QCOMPARE(sides(halves), std::string("AAABBB"));
        QVERIFY(!suppliedBy(*halves, SupplyPattern::HalfAndHalf)); // Nothing to do.
        Device held = halves->devices().front();
        held.locked = true;
        QCOMPARE(sides(suppliedBy(*halves->replaced(held), SupplyPattern::Alternate)), std::string("ABABAB"));
        held.side = Side::B;
        QCOMPARE(sides(suppliedBy(*halves->replaced(held), SupplyPattern::Alternate)), std::string("BBABAB"));
        const auto refused = suppliedBy(*dualRack(), SupplyPattern::ThreeSides);
        QVERIFY(!refused && refused.error().text.find("3 sides") != std::string::npos);
    }

    void cordsSetByHandAreKept()
    {
        PartType pdu = *tinyPdu();
        pdu.pdu->outlets = {{"C19", 12}};
        PartType server = *tinyServer();
        server.inputs.front().inlet = "C20";
        const auto part = [](PartType type) { return std::make_shared<const PartType>(std::move(type)); };
        RackDesignRef rack = TinyRack{"cords"}.add(part(server), 1).add(part(pdu), Side::A).add(part(pdu), Side::B).made();
        Device changed = rack->devices().front();
        const Device* b = nullptr;
        for (const Device& device : rack->devices()) {
            if (device.part->kind == PartKind::RackPdu && device.side == Side::B)
                b = &device;
        }
        changed.cords = {{1, b->id, 7}};
        const auto next = rack->replaced(changed);
        QVERIFY(next);
        const auto plan = cordPlan(*next);
        QCOMPARE(plan.front().side, Side::B);
        QCOMPARE(plan.front().outlet, 7);
        QVERIFY(plan.front().byHand);
        const std::vector<DeviceId> gone{b->id};
        QVERIFY(next->without(gone).devices().front().cords.empty());
    }
};

QTEST_APPLESS_MAIN(PowerStatesTest)
#include "tst_PowerStates.moc"
