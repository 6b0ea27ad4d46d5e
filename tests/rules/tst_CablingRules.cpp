#include "tests/fabric/FabricParts.h"
#include "tests/rules/Judging.h"
#include "tests/support/Designs.h"

#include "model/rules/Cabling.h"

#include <QTest>

using namespace colonnade::model;
using namespace colonnade::test;
using fabrictest::FloorOfRacks;
using Medium = CableFigures::Medium;

namespace {

PortRef port(std::string_view device, PortRole role, int index)
{
    return {std::string(device), role, index};
}

/// A node of four ports beside a switch; what joins them is up to the test.
struct TwoRacks {
    TwoRacks()
    {
        floor.rack("n01", "n", {fabrictest::server(4, 400)});
        floor.rack("l01", "s", {fabrictest::ethernetSwitch(32, 400, CageForm::Qsfp112)});
        fabric.switches = {{"l01/s1", 1, {}}};
    }

    /// The first port of the node to the first of the switch.
    TwoRacks& joined(const PartRef& medium, std::optional<double> metres)
    {
        HandCable cable{CableId::literal("c1"),
                        port("n01/n1", PortRole::Compute, 1),
                        port("l01/s1", PortRole::Any, 1),
                        medium,
                        {}};
        if (metres)
            cable.length = Metres{*metres};
        fabric.links.push_back(std::move(cable));
        return *this;
    }

    [[nodiscard]] Evaluation judged(const Profile& by = profile()) const
    {
        Arrangement arrangement = floor.arrangement;
        arrangement.fabrics = {fabric};
        return colonnade::test::judged(tinyDesign(arrangement), by);
    }

    FloorOfRacks floor;
    Fabric fabric = fabrictest::fabric(FabricFamily::Manual);
};

PartRef copper(Medium medium, double lane, double reach, int ends = 1)
{
    PartType part = *fabrictest::cable("copper", medium, 400, reach, {CageForm::Qsfp112},
                                       {CageForm::Qsfp112}, ends);
    part.cable->lane = GigabitsPerSecond{lane};
    if (reach <= 0)
        part.cable->reachMax.reset();
    return std::make_shared<const PartType>(part);
}

PartRef fibre(Medium medium = Medium::MultimodeFibre)
{
    PartType part = *fabrictest::cable("fibre", medium, 0, 0, {}, {});
    part.cable->reachMax.reset();
    return std::make_shared<const PartType>(part);
}

PartRef module(std::string_view pmd, double reach, Medium medium = Medium::MultimodeFibre)
{
    return fabrictest::optic("module", CageForm::Qsfp112, 400, pmd, reach, medium);
}

const std::string none;

} // namespace

class CablingRulesTest : public QObject {
    Q_OBJECT
private slots:
    void cab005HoldsCopperToItsReach()
    {
        QCOMPARE(said(TwoRacks{}.joined(copper(Medium::Dac, 100, 2), 2).judged(), "CAB-005"), none);
        QCOMPARE(said(TwoRacks{}.joined(copper(Medium::Dac, 100, 2), 2.5).judged(), "CAB-005"),
                 std::string("error CAB-005/fabric:su/compute#copper"));
        // Where the entry says nothing, the table speaks: AEC 7 m.
        QCOMPARE(said(TwoRacks{}.joined(copper(Medium::Aec, 100, 0), 7).judged(), "CAB-005"), none);
        QCOMPARE(said(TwoRacks{}.joined(copper(Medium::Aec, 100, 0), 8).judged(), "CAB-005"),
                 std::string("error CAB-005/fabric:su/compute#copper"));
    }

    void cab005FindingNamesTheCable()
    {
        const auto evaluation = TwoRacks{}.joined(copper(Medium::Dac, 100, 2), 2.5).judged();
        const auto finding = of(evaluation, "CAB-005").front();
        QCOMPARE(*finding.measured, 2.5);
        QCOMPARE(*finding.limit, 2.0);
        QVERIFY2(finding.message.find("n01/n1:compute/1") != std::string::npos,
                 finding.message.c_str());
    }

    void cab006TakesTheLowerOfTableAndDataSheet()
    {
        const auto with = [](double reach, double metres) {
            TwoRacks racks;
            racks.fabric.media = {module("SR4", reach)};
            return said(racks.joined(fibre(), metres).judged(), "CAB-006");
        };
        QCOMPARE(with(100, 80), none); // OM4: 100 m
        QCOMPARE(with(50, 80), std::string("error CAB-006/fabric:su/compute#fibre+module"));
        QCOMPARE(with(50, 50), none);
        QCOMPARE(with(200, 101), std::string("error CAB-006/fabric:su/compute#fibre+module"));
        QCOMPARE(with(100, 0.4),
                 std::string("error CAB-006/fabric:su/compute#fibre+module")); // Too short.
    }

    void cab007NoticesALengthShorterThanItsWay()
    {
        // From rack to rack over the tray: more than 4 m.
        QCOMPARE(said(TwoRacks{}.joined(copper(Medium::Aoc, 100, 30), 10).judged(), "CAB-007"),
                 none);
        QCOMPARE(said(TwoRacks{}.joined(copper(Medium::Aoc, 100, 30), 1).judged(), "CAB-007"),
                 std::string("info CAB-007/fabric:su/compute"));
    }

    void cab008AsksForAMediumThatReaches()
    {
        TwoRacks racks;
        racks.fabric.family = FabricFamily::SingleTier;
        racks.fabric.media = {fabrictest::cable("dac", Medium::Dac, 400, 1, {CageForm::Qsfp112},
                                                {CageForm::Qsfp112})};
        const auto findings = of(racks.judged(), "CAB-008");
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings.front().severity, Severity::Error);
        QCOMPARE(*findings.front().measured, 4.0); // All four links, in one finding.
        racks.fabric.media = {fabrictest::cable("aoc", Medium::Aoc, 400, 30, {CageForm::Qsfp112},
                                                {CageForm::Qsfp112})};
        QCOMPARE(said(racks.judged(), "CAB-008"), none);
        racks.fabric.media = {fabrictest::cable("aoc", Medium::Aoc, 400, 30, {CageForm::Qsfp112},
                                                {CageForm::Qsfp112}, 1, {Metres{30}})};
        QCOMPARE(said(racks.judged(), "CAB-008"),
                 std::string("warning CAB-008/fabric:su/compute#aoc"));
    }

    // SR100 over OM4: 1.8 dB; 30 m lose 0.09 dB.
    void cab020CountsConnectors()
    {
        TwoRacks racks;
        racks.fabric.media = {module("SR4", 100)};
        racks.joined(fibre(), 30);
        QCOMPARE(said(racks.judged(), "CAB-020"), none);
        const auto with = [&](double connectors) {
            Profile changed = profile();
            changed.rules["CAB-020"].parameters["connectors"] = connectors;
            return said(racks.judged(changed), "CAB-020");
        };
        QCOMPARE(with(1), none); // 0.84 dB
        QCOMPARE(with(2), std::string("warning CAB-020/fabric:su/compute#fibre+module")); // 1.59 dB
        QCOMPARE(with(3), std::string("error CAB-020/fabric:su/compute#fibre+module")); // 2.34 dB
    }

    void cab020DoesNotPassOpticsWithoutABudget()
    {
        TwoRacks racks;
        racks.fabric.media = {module("ZR", 80'000, Medium::SinglemodeFibre)};
        racks.joined(fibre(Medium::SinglemodeFibre), 30);
        QCOMPARE(said(racks.judged(), "CAB-020"),
                 std::string("not-evaluated CAB-020/fabric:su/compute#budget"));
    }

    void net001ComparesDownWithUp()
    {
        const auto with = [](double recipe, FabricRole role) {
            FloorOfRacks floor;
            floor.fill('n', "n", fabrictest::server(8, 400), 8, 4); // 64 ports
            Fabric fabric = fabrictest::fabric(FabricFamily::Clos);
            fabric.role = role;
            fabric.oversubscription = recipe;
            floor.switches(fabric, 'l', fabrictest::ethernetSwitch(32, 400), recipe > 1 ? 3 : 4, 1);
            floor.switches(fabric, 's', fabrictest::ethernetSwitch(32, 400), recipe > 1 ? 2 : 4, 2);
            Arrangement arrangement = floor.arrangement;
            arrangement.fabrics = {fabric};
            return said(colonnade::test::judged(tinyDesign(arrangement)), "NET-001");
        };
        QCOMPARE(with(1, FabricRole::ScaleOut), none);
        QCOMPARE(with(2.2, FabricRole::ScaleOut), std::string("error NET-001/fabric:su/compute"));
        QCOMPARE(with(2.2, FabricRole::Frontend), none); // 3:1 is the policy.
        QCOMPARE(with(2.2, FabricRole::OutOfBand), none); // No policy.
    }

    void net001NamesARecipeThatItsSwitchesCannotCarry()
    {
        FloorOfRacks floor;
        floor.fill('n', "n", fabrictest::server(8, 400), 8, 4); // 64 ports
        Fabric fabric = fabrictest::fabric(FabricFamily::Clos);
        floor.switches(fabric, 'l', fabrictest::ethernetSwitch(32, 400), 1, 1);
        Arrangement arrangement = floor.arrangement;
        arrangement.fabrics = {fabric};
        const Evaluation evaluation = colonnade::test::judged(tinyDesign(arrangement));
        QCOMPARE(said(evaluation, "NET-001"), std::string("error NET-001/fabric:su/compute#recipe"));
        QVERIFY(of(evaluation, "NET-001").front().message.find("compute") != std::string::npos);
    }

    void net004FindsSwappedCables()
    {
        FloorOfRacks floor;
        floor.fill('n', "n", fabrictest::dgx(), 8, 4);
        Fabric fabric = fabrictest::fabric(FabricFamily::RailOptimised, 8);
        floor.switches(fabric, 'l', fabrictest::qm9700(), 8, 1, 8);
        floor.switches(fabric, 's', fabrictest::qm9700(), 4, 2);
        fabric.media = fabrictest::ndrMedia();
        Arrangement arrangement = floor.arrangement;
        arrangement.fabrics = {fabric};
        QCOMPARE(said(colonnade::test::judged(tinyDesign(arrangement)), "NET-004"), none);
        arrangement.fabrics.front().links = {{CableId::literal("swap-1"),
                                              port("n01/n1", PortRole::Compute, 1),
                                              port("l01/s2", PortRole::Any, 1),
                                              nullptr,
                                              {}},
                                             {CableId::literal("swap-2"),
                                              port("n01/n1", PortRole::Compute, 2),
                                              port("l01/s1", PortRole::Any, 1),
                                              nullptr,
                                              {}}};
        const auto evaluation = colonnade::test::judged(tinyDesign(arrangement));
        QCOMPARE(said(evaluation, "NET-004"), std::string("error NET-004/fabric:su/compute"));
        QCOMPARE(*of(evaluation, "NET-004").front().measured, 200.0 / 64);
    }

    void rel004CountsNodesThatHangOnOneLeaf()
    {
        const auto with = [](FabricFamily family, int leaves) {
            PartType node = *fabrictest::server(2, 400);
            node.accelerator = AcceleratorFigures{};
            node.accelerator->count = 8;
            FloorOfRacks floor;
            floor.fill('n', "n", std::make_shared<const PartType>(node), 4, 4);
            Fabric fabric = fabrictest::fabric(family, 2);
            floor.switches(fabric, 'l', fabrictest::ethernetSwitch(32, 400), leaves, 1, 2);
            if (leaves > 1)
                floor.switches(fabric, 's', fabrictest::ethernetSwitch(32, 400), 2, 2);
            Arrangement arrangement = floor.arrangement;
            arrangement.fabrics = {fabric};
            return said(colonnade::test::judged(tinyDesign(arrangement)), "REL-004");
        };
        QCOMPARE(with(FabricFamily::SingleTier, 1),
                 std::string("error REL-004/fabric:su/compute#loss"));
        QCOMPARE(with(FabricFamily::RailOptimised, 2), none); // The other rail remains.
    }

    void readsOpticsByTheirMakersNames()
    {
        QCOMPARE(opticalInterface(profile(), "2xDR4"), std::string("DR"));
        QCOMPARE(opticalInterface(profile(), "400GBASE-DR4"), std::string("DR"));
        QCOMPARE(opticalInterface(profile(), "SR4", 100), std::string("SR100"));
        QCOMPARE(opticalInterface(profile(), "SR8", 50), std::string("SR8"));
        QCOMPARE(opticalInterface(profile(), "SR8", 100), std::string("SR100"));
        QCOMPARE(opticalInterface(profile(), "SR4.2"), std::string("SR4.2"));
        QCOMPARE(opticalInterface(profile(), "2xFR4"), std::string("FR"));
        QCOMPARE(opticalInterface(profile(), "ZR"), std::string());
    }
};

QTEST_APPLESS_MAIN(CablingRulesTest)
#include "tst_CablingRules.moc"
