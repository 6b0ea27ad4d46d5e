#include "tests/rules/CabledRacks.h"
#include "tests/rules/Mending.h"

#include "model/rules/Findings.h"
#include "model/rules/Optics.h"
#include "model/rules/Rule.h"
#include "model/rules/Scopes.h"

#include <QTest>

using namespace colonnade::model;
using namespace colonnade::test;
using enum CageForm;
using Medium = CableFigures::Medium;

namespace {

const std::string none;

PartRef assembly(Medium medium, double speed, std::vector<CageForm> near, std::vector<CageForm> far, int ends = 1)
{
    return fabrictest::cable("assembly", medium, speed, 30, std::move(near), std::move(far), ends);
}

PartRef module(std::string_view id, std::string_view pmd, double speed = 400, Medium medium = Medium::MultimodeFibre, double lane = 100)
{
    return fabrictest::optic(id, Qsfp112, speed, pmd, 500, medium, lane);
}

/// Fibre between two modules of the list; by hand, so that also what does not fit is taken.
CabledRacks fibreBetween(const std::vector<PartRef>& modules, const PartRef& fibre = cord(), std::optional<double> metres = 20)
{
    CabledRacks racks;
    racks.fabric.media = modules;
    racks.joined(fibre, metres);
    return racks;
}

/// One node beside one switch, planned, and ready to be made otherwise than a planner would.
struct PlannedOnce {
    PlannedOnce(const PartRef& node, const PartRef& leaf)
    {
        RackedFabric fabric{FabricFamily::SingleTier, 0, node, 1, leaf, 1, 0};
        arrangement = fabric.floor.arrangement;
        arrangement.fabrics = {fabric.fabric};
        plan = fabrictest::planned(fabric.floor, fabric.fabric);
    }
    [[nodiscard]] std::vector<Finding> found() const
    {
        const PowerChain power;
        const CoolingChain cooling;
        const ArrangementScope scope{arrangement, nullptr, power, cooling, profile(), {std::make_shared<const FabricPlan>(plan)}};
        std::vector<Finding> all;
        Findings findings{rule("CAB-003")->info(), profile(), all};
        rule("CAB-003")->checkArrangement(scope, findings);
        return all;
    }
    /// "CAB-003/fabric:/compute#lanes 12 of 8"; empty where nothing is wrong.
    [[nodiscard]] std::string told() const
    {
        std::string text;
        for (const Finding& finding : found())
            text += fmt::format("{}{} {} of {}", text.empty() ? "" : "; ", finding.key(), *finding.measured, *finding.limit);
        return text;
    }

    Arrangement arrangement;
    FabricPlan plan;
};

} // namespace

class PlugRulesTest : public QObject {
    Q_OBJECT
private slots:
    void cab001HoldsPlugsToTheirCages()
    {
        const auto said1 = [](const PartRef& medium) { return said(CabledRacks{}.joined(medium, 3).judged(), "CAB-001"); };
        QCOMPARE(said1(assembly(Medium::Dac, 400, {Qsfp112}, {Qsfp112})), none);
        QCOMPARE(said1(assembly(Medium::Dac, 400, {Qsfp56}, {Qsfp112})), none); // A slower plug goes in.
        QCOMPARE(said1(assembly(Medium::Dac, 400, {Osfp}, {Qsfp112})), std::string("error CAB-001/fabric:su/compute#assembly"));
        // A cable that is turned fits as well.
        CabledRacks mixed{fabrictest::server(4, 400, OsfpRhs)};
        QCOMPARE(said(mixed.joined(assembly(Medium::Dac, 400, {Qsfp112}, {OsfpRhs}), 3).judged(), "CAB-001"), none);
        // No plugs given: nothing is known.
        QCOMPARE(said1(assembly(Medium::Dac, 400, {}, {})), std::string("not-evaluated CAB-001/fabric:su/compute"));
    }

    void cab001IsMendedByTheListOfTheFabric()
    {
        CabledRacks racks;
        racks.fabric.media = {named(assembly(Medium::Aoc, 400, {Qsfp112}, {Qsfp112}), "fits")};
        racks.joined(assembly(Medium::Dac, 400, {Osfp}, {Osfp}));
        QCOMPARE(saidOf(racks.design(), "CAB-001"), std::string("error CAB-001/fabric:su/compute#assembly"));
        QCOMPARE(saidOf(mended(racks.design(), "CAB-001"), "CAB-001"), none);
    }

    void cab002WantsOneLaneRateAtBothEnds()
    {
        QCOMPARE(said(fibreBetween({module("m", "SR4")}).judged(), "CAB-002"), none);
        PartType bare = *module("m", "SR4");
        bare.transceiver->lane.reset();
        QCOMPARE(*laneRate(*bare.transceiver), 100.0); // 400 over the four lanes of SR4.
        QCOMPARE(said(fibreBetween({std::make_shared<const PartType>(bare)}).judged(), "CAB-002"), none);
        bare.transceiver->pmd = "SR";
        QCOMPARE(said(fibreBetween({std::make_shared<const PartType>(bare)}).judged(), "CAB-002"),
                 std::string("not-evaluated CAB-002/fabric:su/compute"));
        // 400G over four lanes of 100 against eight of 50.
        QVERIFY(!lanesMatch({4, 100}, {8, 50}));
        QVERIFY(lanesMatch({8, 100}, *laneGroup("2x(4x100)")));
        QVERIFY(!lanesMatch({8, 100}, *laneGroup("3x(4x100)")));
        QVERIFY(!laneGroup("8x100x") && !laneGroup("") && !laneGroup("(8x100)"));
    }

    void cab002WantsAssembliesAsFastAsTheirLinks()
    {
        const auto with = [](double speed) {
            return said(CabledRacks{}.joined(assembly(Medium::Dac, speed, {Qsfp112}, {Qsfp112}), 2).judged(), "CAB-002");
        };
        QCOMPARE(with(400), none);
        QCOMPARE(with(200), std::string("error CAB-002/fabric:su/compute#assembly"));
        QCOMPARE(with(0), std::string("not-evaluated CAB-002/fabric:su/compute"));
    }

    void cab003CountsTheLanesOfACage()
    {
        // Two nodes of one 400 Gbit/s port each over the two halves of a twin cage.
        RackedFabric fabric{FabricFamily::SingleTier, 0, fabrictest::server(1, 400, OsfpRhs), 2, fabrictest::qm9700(), 1, 0};
        QCOMPARE(said(fabric.judged(), "CAB-003"), none);
        QVERIFY(breakoutFits(8, 8) && !breakoutFits(8, 12));
        QVERIFY(fabric.judged().coverage.at("CAB-003").evaluated == 1);
    }

    /// The planner keeps speeds apart, so the plan is made uneven here.
    void cab003WantsBothHalvesOfATwinPortSplitAlike()
    {
        const PartRef node = fabrictest::device("mixed", PartKind::Server, 8,
                                                {fabrictest::cages(PortRole::Compute, OsfpRhs, 1, 1, 400),
                                                 fabrictest::cages(PortRole::Compute, Qsfp112, 2, 1, 200)});
        PlannedOnce fabric{node, fabrictest::qm9700()};
        FabricPlan& plan = fabric.plan;
        QCOMPARE(plan.links.size(), std::size_t{3});
        QVERIFY(fabric.found().empty());
        // Both links of 200 Gbit/s on the second half of the cage whose first half is straight.
        QCOMPARE(plan.links.portB[2], static_cast<std::uint16_t>(plan.links.portB[1]));
        plan.links.portB[1] = plan.links.portB[2] = 1;
        QCOMPARE(fabric.told(), std::string("CAB-003/fabric:/compute#halves 2 of 1"));
        // All on one half: the other is not used, and eight lanes of 100 Gbit/s hold 400 + 200 + 200.
        plan.links.portB[1] = plan.links.portB[2] = plan.links.portB[0];
        QVERIFY(fabric.found().empty());
    }

    void cab003CountsLanesBySpeedAndForm()
    {
        // Eight lanes of 100 Gbit/s in a twin cage of 2 · 400, and of one of 400 at the node.
        PlannedOnce twin{fabrictest::server(3, 400, OsfpRhs), fabrictest::qm9700()};
        const auto onOneCage = [](PlannedOnce& fabric, std::vector<float> speeds) {
            LinkColumns& links = fabric.plan.links;
            for (std::size_t i = 0; i < links.size(); ++i) {
                links.portB[i] = 0;
                links.speed[i] = speeds.at(i);
            }
            return fabric.told();
        };
        QCOMPARE(twin.plan.links.size(), std::size_t{3});
        QCOMPARE(onOneCage(twin, {400, 200, 200}), none); // 8 of 8
        QCOMPARE(onOneCage(twin, {400, 400, 200}), std::string("CAB-003/fabric:/compute#lanes 10 of 8"));
        QCOMPARE(onOneCage(twin, {400, 400, 400}), std::string("CAB-003/fabric:/compute#lanes 12 of 8"));

        // Four lanes of 100 Gbit/s in a cage of 400.
        PlannedOnce single{fabrictest::server(3, 200), fabrictest::ethernetSwitch(32, 400, Qsfp112)};
        QCOMPARE(single.plan.links.size(), std::size_t{3});
        QCOMPARE(onOneCage(single, {200, 100, 100}), none); // 4 of 4
        QCOMPARE(onOneCage(single, {200, 200, 200}), std::string("CAB-003/fabric:/compute#lanes 6 of 4"));
        // The end at the node counts as well: 400 Gbit/s in its cage of 200, which is worse than 4.5 of 4 at the switch.
        QCOMPARE(onOneCage(single, {400, 25, 25}), std::string("CAB-003/fabric:/compute#lanes 8 of 4"));
    }

    void cab004PairsOpticsOfOneKind()
    {
        QCOMPARE(said(fibreBetween({module("m", "SR4")}).judged(), "CAB-004"),
                 std::string("not-evaluated CAB-004/fabric:su/compute#protocol"));
        const auto pair = [](std::string_view a, std::string_view b) {
            const auto one = opticalMode(a), other = opticalMode(b);
            return one && other && modesPair(*one, one->lanes, *other, other->lanes);
        };
        QVERIFY(pair("DR8", "2xDR4") && pair("400GBASE-DR4", "DR4") && pair("SR4", "SR4"));
        QVERIFY(!pair("DR4", "FR4") && !pair("SR4", "SR4.2") && !pair("DR8", "DR4"));
        QVERIFY(!opticalMode("") && !opticalMode("4"));
    }

    void cab004WantsOneProtocol()
    {
        const auto with = [](std::vector<std::string> protocols, std::string_view network) {
            PartRef node = fabrictest::server(4, 400);
            if (!protocols.empty())
                node = withFigure(node, "protocols", std::move(protocols));
            CabledRacks racks{node, madeFor(fabrictest::ethernetSwitch(32, 400, Qsfp112), network)};
            return said(racks.joined(assembly(Medium::Dac, 400, {Qsfp112}, {Qsfp112}), 2).judged(), "CAB-004");
        };
        QCOMPARE(with({"InfiniBand NDR", "Ethernet"}, "Ethernet"), none);
        QCOMPARE(with({"Ethernet"}, "InfiniBand NDR"), std::string("error CAB-004/fabric:su/compute#server+switch"));
        QCOMPARE(with({}, "Ethernet"), std::string("not-evaluated CAB-004/fabric:su/compute#protocol"));
    }

    void cab009KeepsSomeReachInHand()
    {
        const auto with = [](double metres) {
            PartType optic = *module("m", "SR4");
            optic.transceiver->reachMax = Metres{50};
            return said(fibreBetween({std::make_shared<const PartType>(optic)}, cord(), metres).judged(), "CAB-009");
        };
        QCOMPARE(with(47), none);    // 6 %
        QCOMPARE(with(47.5), none);  // 5 %, just so
        QCOMPARE(with(48), std::string("warning CAB-009/fabric:su/compute#fibre+m")); // 4 %
        QCOMPARE(with(50), std::string("warning CAB-009/fabric:su/compute#fibre+m"));
        QCOMPARE(with(51), none); // CAB-006's.
        // Copper may use all of its reach.
        QCOMPARE(said(CabledRacks{}.joined(assembly(Medium::Dac, 400, {Qsfp112}, {Qsfp112}), 30).judged(), "CAB-009"), none);
    }

    void cab017ComposesTheWayOfFibres()
    {
        const auto with = [](std::string_view type) {
            PartRef fibre = withFigure(cord(), "near_end", std::string{"MPO-12/APC"});
            if (!type.empty())
                fibre = withFigure(fibre, "polarity", fmt::format("type {}", type));
            return said(fibreBetween({module("m", "SR4")}, fibre).judged(), "CAB-017");
        };
        QCOMPARE(with("B"), none);
        QCOMPARE(with("A"), std::string("error CAB-017/fabric:su/compute#fibre"));
        QCOMPARE(with("C"), std::string("error CAB-017/fabric:su/compute#fibre"));
        QCOMPARE(with(""), std::string("not-evaluated CAB-017/fabric:su/compute"));
        // Reversals are odd in number exactly where it holds; type C never helps, whatever stands beside it.
        for (const std::string_view chain : {"B", "BbB", "AaB", "AbA", "BaBaB", "BbBbBbBbB"}) {
            const auto reversals = std::count(chain.begin(), chain.end(), 'B') + std::count(chain.begin(), chain.end(), 'b');
            for (int fibre = 1; fibre <= 12; ++fibre)
                QCOMPARE(polarityHolds(chain, fibre), reversals % 2 == 1);
        }
        QVERIFY(!polarityHolds("C", 1) && !polarityHolds("CC", 1));
        QVERIFY(!arrival("B", 13) && !arrival("B", 0) && !arrival("", 1) && !arrival("X", 1));
    }

    void cab018MatesPolishBaseAndGender()
    {
        const auto with = [](std::string_view end) {
            PartRef fibre = withFigure(cord(), "near_end", std::string{end});
            fibre = withFigure(fibre, "far_end", std::string{end});
            return said(fibreBetween({module("m", "SR4")}, fibre).judged(), "CAB-018"); // MPO-12/APC
        };
        QCOMPARE(with("MPO-12/APC"), none);
        QCOMPARE(with("MPO-12/UPC"), std::string("error CAB-018/fabric:su/compute#fibre+m"));
        QCOMPARE(with("MPO-16/APC"), std::string("error CAB-018/fabric:su/compute#fibre+m"));
        QCOMPARE(with("MPO-12/APC male"), std::string("error CAB-018/fabric:su/compute#fibre+m"));
        QCOMPARE(with("MPO-12"), std::string("not-evaluated CAB-018/fabric:su/compute")); // Which polish?
        QCOMPARE(said(fibreBetween({module("m", "SR4")}).judged(), "CAB-018"),
                 std::string("not-evaluated CAB-018/fabric:su/compute"));
        QCOMPARE(usualPolish(100, 4), std::string("APC"));
        QCOMPARE(usualPolish(50, 8), std::string("APC"));
        QCOMPARE(usualPolish(50, 4), std::string("UPC"));
        QCOMPARE(usualPolish(25, 4), std::string("UPC"));
    }

    void cab019KeepsMultimodeAndSingleModeApart()
    {
        QCOMPARE(said(fibreBetween({module("m", "SR4")}).judged(), "CAB-019"), none);
        QCOMPARE(said(fibreBetween({module("m", "SR4")}, cord(Medium::SinglemodeFibre)).judged(), "CAB-019"),
                 std::string("error CAB-019/fabric:su/compute#fibre"));
        QCOMPARE(said(fibreBetween({}).judged(), "CAB-019"), std::string("not-evaluated CAB-019/fabric:su/compute"));
        CabledRacks racks = fibreBetween({module("m", "SR4"), cord()}, named(cord(Medium::SinglemodeFibre), "odd"), {});
        QCOMPARE(saidOf(racks.design(), "CAB-019"), std::string("error CAB-019/fabric:su/compute#odd"));
        QCOMPARE(saidOf(mended(racks.design(), "CAB-019"), "CAB-019"), none);
    }

    // 20 m of OM4 lose 0.06 dB.
    void cab021WeighsLightAgainstLoss()
    {
        const auto with = [](std::optional<double> launch) {
            PartRef optic = module("m", "SR4");
            optic = withFigure(withFigure(optic, "rx_sensitivity_dbm", -5.9), "optical_penalty_db", 0.5);
            if (launch)
                optic = withFigure(optic, "tx_power_min_dbm", *launch);
            return said(fibreBetween({optic}).judged(), "CAB-021");
        };
        QCOMPARE(with(-2.9), none);  // 2.44 dB
        QCOMPARE(with(-5.0), std::string("warning CAB-021/fabric:su/compute#m+m")); // 0.34 dB
        QCOMPARE(with(-5.4), std::string("error CAB-021/fabric:su/compute#m+m"));   // −0.06 dB
        QCOMPARE(with({}), std::string("not-evaluated CAB-021/fabric:su/compute"));
    }

    void cab022HoldsModulesToThePowerOfTheCage()
    {
        const auto with = [](std::optional<double> cage, std::optional<double> drawn) {
            PartType optic = *module("m", "SR4");
            if (drawn)
                optic.transceiver->power = Watts{*drawn};
            PartRef node = fabrictest::server(4, 400), leaf = fabrictest::ethernetSwitch(32, 400, Qsfp112);
            if (cage) {
                node = withFigure(node, "cage_power_w", *cage);
                leaf = withFigure(leaf, "cage_power_w", *cage);
            }
            CabledRacks racks{node, leaf};
            racks.fabric.media = {std::make_shared<const PartType>(optic)};
            return said(racks.joined(cord(), 20).judged(), "CAB-022");
        };
        QCOMPARE(with(9, 9), none);
        QCOMPARE(with(9, 9.5),
                 std::string("error CAB-022/fabric:su/compute#server+m; error CAB-022/fabric:su/compute#switch+m"));
        QCOMPARE(with(9, {}), std::string("not-evaluated CAB-022/fabric:su/compute"));
        QCOMPARE(with({}, 9), std::string("not-evaluated CAB-022/fabric:su/compute"));
    }

    void cab024CountsWhatHasNoCable()
    {
        RackedFabric fabric{FabricFamily::SingleTier, 0, fabrictest::server(4, 400), 2, fabrictest::ethernetSwitch(32, 400, Qsfp112), 1, 0};
        fabric.fabric.media = {assembly(Medium::Aoc, 400, {Qsfp112}, {Qsfp112})};
        QCOMPARE(said(fabric.judged(), "CAB-024"), none);
        fabric.fabric.media.clear();
        QCOMPARE(said(fabric.judged(), "CAB-024"), std::string("warning CAB-024/fabric:su/compute"));
        QCOMPARE(*of(fabric.judged(), "CAB-024").front().measured, 8.0);
        QCOMPARE(said(fabric.judged(changed("CAB-024", "release", 1)), "CAB-024"), std::string("error CAB-024/fabric:su/compute"));
        // A cable by hand to a port that is not there.
        fabric.fabric.media = {assembly(Medium::Aoc, 400, {Qsfp112}, {Qsfp112})};
        fabric.fabric.links = {{CableId::literal("c1"), port("n01/n1", PortRole::Compute, 9), port("l01/s1", PortRole::Any, 1), nullptr, {}}};
        QCOMPARE(*of(fabric.judged(), "CAB-024").front().measured, 1.0);
    }

    void aWaiverTakesAFindingByItsKey()
    {
        CabledRacks racks;
        racks.joined(assembly(Medium::Dac, 400, {Osfp}, {Osfp}), 2);
        const Evaluation evaluation = racks.judged();
        const Finding finding = of(evaluation, "CAB-001").front();
        QCOMPARE(finding.key(), std::string("CAB-001/fabric:su/compute#assembly"));
        const Design waived = racks.design().withWaivers(
            {{finding.key(), "a person", "as the vendor has confirmed", "2026-05-01", {}, finding.utilisation()}});
        QVERIFY(of(judged(waived), "CAB-001").front().waived);
    }
};

QTEST_APPLESS_MAIN(PlugRulesTest)
#include "tst_PlugRules.moc"
