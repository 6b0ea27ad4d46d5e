#include "tests/fabric/FabricParts.h"

#include <QTest>

using namespace colonnade::model;
using namespace colonnade::model::fabrictest;

namespace {

/// Between twin-port switch cages, both ports of each.
Connection switchToSwitch()
{
    return {OsfpTwin, OsfpTwin, CableShape::Straight, 2, 2, GigabitsPerSecond{400}};
}

Connection fanOut(CageForm far)
{
    return {OsfpTwin, far, CableShape::FanOut, 2, 1, GigabitsPerSecond{400}};
}

std::string chosen(const std::vector<PartRef>& media, const Connection& connection, double length)
{
    const auto choice = chosenMedium(media, connection, Metres{length});
    return choice.option ? std::string{media[choice.option->medium]->id.text()}
                         : std::string{"none"};
}

std::string optics(const std::vector<PartRef>& media, const Connection& connection, double length)
{
    const auto choice = chosenMedium(media, connection, Metres{length});
    if (!choice.option || choice.option->nearOptic == MediumOption::none)
        return "none";
    return media[choice.option->nearOptic]->id.text() + " "
        + media[choice.option->farOptic]->id.text();
}

} // namespace

class CableChoiceTest : public QObject {
    Q_OBJECT
private slots:
    // CAB-007: (1.05)(14.4 + 3.6 + (2.7 - 20 x 0.04445) + (2.7 - 40 x 0.04445) + 2 x 0.4) + 2 x
    // 0.5.
    void aRouteOverTraysHasRisesSidesSlackAndLoops()
    {
        const Metres tray[] = {Metres{14.4}, Metres{3.6}};
        const Route route = trayRoute(tray, Metres{20 * 0.04445}, Metres{40 * 0.04445}, {});
        QVERIFY(std::abs((route.tray + route.rises + route.sides).value() - 21.533) < 1e-9);
        QVERIFY(std::abs(route.length().value() - 23.60965) < 1e-9);
    }

    void aRouteBetweenRacksFollowsRowAndAisle()
    {
        FloorOfRacks floor;
        floor.fill('a', "n", ethernetSwitch(32, 400), 60, 20);
        Placement& far = floor.arrangement.placements[2];
        far.at = {Millimetres{1200}, Millimetres{3000}};
        const Placement& near = floor.arrangement.placements[0];
        const Device* low = &(*near.rack())->devices()[0]; // U3
        const Device* high = &(*far.rack())->devices()[17]; // U20
        const Route route = routeBetween(near, low, far, high, {});
        QCOMPARE(route.basis, RouteBasis::Estimated);
        QCOMPARE(route.tray.value(), 4.2);
        QVERIFY(std::abs(route.rises.value() - (2.7 - 3 * 0.04445 + 2.7 - 20 * 0.04445)) < 1e-9);
    }

    void aRouteWithinARackGoesUpItsSide()
    {
        FloorOfRacks floor;
        floor.fill('a', "n", ethernetSwitch(32, 400), 20, 20);
        const Placement& rack = floor.arrangement.placements[0];
        const auto devices = (*rack.rack())->devices();
        const Route route = routeBetween(rack, &devices[0], rack, &devices[10], {});
        QCOMPARE(route.basis, RouteBasis::InRack);
        QVERIFY(std::abs(route.length().value() - 1.05 * (10 * 0.04445 + 0.8)) < 1e-9);
    }

    // CAB-008: 23.61 m is ordered as 25 m.
    void theOrderLengthIsTheNextInStock()
    {
        CableFigures fibre;
        fibre.medium = Medium::MultimodeFibre;
        fibre.stockLengths = stockLengths({1, 2, 3, 5, 7, 10, 15, 20, 25, 30, 50, 100});
        QCOMPARE(orderLength(fibre, Metres{23.60965})->value(), 25.0);
        QCOMPARE(orderLength(fibre, Metres{30})->value(), 30.0);
        QVERIFY(!orderLength(fibre, Metres{100.1}));
        fibre.stockLengths.clear();
        QCOMPARE(orderLength(fibre, Metres{23.1})->value(), 24.0);
        fibre.medium = Medium::Dac;
        QCOMPARE(orderLength(fibre, Metres{1.2})->value(), 1.5);
    }

    void copperIsTakenUpToItsReachAndFibreBeyond()
    {
        const auto media = ndrMedia();
        QCOMPARE(chosen(media, switchToSwitch(), 1.3), std::string{"dac"});
        QCOMPARE(chosen(media, switchToSwitch(), 2.0), std::string{"dac"});
        QCOMPARE(chosen(media, switchToSwitch(), 2.1), std::string{"mpo"});
        QCOMPARE(chosenMedium(media, switchToSwitch(), Metres{1.3}).order.value(), 1.5);
        QCOMPARE(chosenMedium(media, switchToSwitch(), Metres{11}).order.value(), 15.0);
    }

    void aTwinPortAssemblyCarriesBothLinksAndFibreOneEach()
    {
        const auto media = ndrMedia();
        QCOMPARE(chosenMedium(media, switchToSwitch(), Metres{1}).option->linksPerCable, 2);
        QCOMPARE(chosenMedium(media, switchToSwitch(), Metres{9}).option->linksPerCable, 1);
    }

    void finnedModulesGoIntoSwitchesAndFlatOnesIntoServers()
    {
        const auto media = ndrMedia();
        const Connection mesh{OsfpRhs, OsfpTwin, CableShape::Mesh, 2, 2, GigabitsPerSecond{400}};
        QCOMPARE(optics(media, mesh, 8), std::string{"sr4-flat-twin sr4-finned"});
        QCOMPARE(optics(media, switchToSwitch(), 8), std::string{"sr4-finned sr4-finned"});
    }

    void aBreakoutReachesTwoSinglePortCages()
    {
        std::vector<PartRef> media{cable("split", Medium::Dac, 800, 3, {OsfpTwin}, {Qsfp112}, 2)};
        QCOMPARE(chosen(media, fanOut(Qsfp112), 2.5), std::string{"split"});
        QCOMPARE(chosen(media, fanOut(OsfpRhs), 2.5), std::string{"none"});
        QCOMPARE(chosenMedium(media, fanOut(Qsfp112), Metres{2.5}).option->linksPerCable, 2);
        // One leg may stay open, and the cable may be turned round.
        const Connection one{Qsfp112, OsfpTwin, CableShape::Straight, 1, 1, GigabitsPerSecond{400}};
        QCOMPARE(chosen(media, one, 2.5), std::string{"split"});
        // Two links between the same cages are not for a breakout.
        media.push_back(optic("dr4", OsfpTwin, 800, "2xDR4", 100, Medium::SinglemodeFibre));
        QCOMPARE(chosen(media, switchToSwitch(), 2.5), std::string{"none"});
    }

    void opticsOfAnotherKindOrLaneRateDoNotMeet()
    {
        const Connection wanted{OsfpTwin, Qsfp112, CableShape::FanOut,
                                2,        1,       GigabitsPerSecond{400}};
        const auto fibre = cable("os2", Medium::SinglemodeFibre, 0, 500, {}, {});
        const auto dr4 = optic("2dr4", OsfpTwin, 800, "2xDR4", 500, Medium::SinglemodeFibre);
        QCOMPARE(
            chosen({fibre, dr4, optic("dr4", Qsfp112, 400, "DR4", 100, Medium::SinglemodeFibre)},
                   wanted, 80),
            std::string{"os2"});
        QCOMPARE(
            chosen({fibre, dr4, optic("dr4", Qsfp112, 400, "DR4", 100, Medium::SinglemodeFibre)},
                   wanted, 120),
            std::string{"none"}); // The lower reach of the two counts.
        QCOMPARE(
            chosen({fibre, dr4, optic("fr4", Qsfp112, 400, "FR4", 2000, Medium::SinglemodeFibre)},
                   wanted, 80),
            std::string{"none"});
        QCOMPARE(chosen({fibre, dr4,
                         optic("dr4", Qsfp112, 400, "DR4", 500, Medium::SinglemodeFibre, 50)},
                        wanted, 80),
                 std::string{"none"});
    }

    void aLinkOfAllConnectorsTakesAStrandForEach()
    {
        const auto dr4 = optic("2fr4", Osfp, 800, "2xDR4", 500, Medium::SinglemodeFibre);
        const Connection link{Osfp, Osfp, CableShape::Straight, 1, 1, GigabitsPerSecond{800}};
        const auto choice =
            chosenMedium(std::vector{cable("os2", Medium::SinglemodeFibre, 0, 500, {}, {}), dr4},
                         link, Metres{60});
        QVERIFY(choice.option.has_value());
        QCOMPARE(choice.option->cablesPerLink, 2);
    }

    void theReasonSaysHowFarTheBestCame()
    {
        const auto media = ndrMedia();
        const auto gap = [&](const std::vector<PartRef>& list, const Connection& wanted,
                             double length) {
            return chosenMedium(list, wanted, Metres{length}).gap;
        };
        QCOMPARE(gap({}, switchToSwitch(), 1), MediumGap::NothingToFit);
        QCOMPARE(gap(media, fanOut(Sfp28), 1), MediumGap::Cage);
        QCOMPARE(
            gap(media, {OsfpTwin, OsfpTwin, CableShape::Straight, 2, 2, GigabitsPerSecond{800}}, 1),
            MediumGap::Speed);
        QCOMPARE(gap(media, switchToSwitch(), 51), MediumGap::Reach);
        QCOMPARE(gap(media, switchToSwitch(), 5), MediumGap::None);
        QCOMPARE(text(MediumGap::Reach, switchToSwitch(), Metres{51}),
                 std::string{"nothing in the fabric's list that fits OSFP twin-port cages at both ends reaches over 51.0 m"});
    }

    void cagesOfNoKnownFormAreSaidToBeUnknown()
    {
        const auto said = [](CageForm near, CageForm far) {
            Connection connection;
            connection.near = near;
            connection.far = far;
            return text(MediumGap::Cage, connection, Metres{1});
        };
        QCOMPARE(said(Osfp, Qsfp112), std::string{"nothing in the fabric's list goes into both OSFP and QSFP112 cages"});
        QCOMPARE(said(Osfp, Osfp), std::string{"nothing in the fabric's list goes into OSFP cages at both ends"});
        QCOMPARE(said(Other, Other), std::string{"the catalog names the form of neither cage, so no plug is known to fit"});
        const std::string one = "the catalog does not name the form of the cage opposite the OSFP one, so no plug is known to fit both";
        QCOMPARE(said(Osfp, Other), one);
        QCOMPARE(said(Other, Osfp), one);
    }

    void activeCopperHasALeastLength()
    {
        std::vector<PartRef> media{cable("acc", Medium::Acc, 800, 5, {OsfpTwin}, {OsfpTwin})};
        PartType part = *media[0];
        part.cable->reachMin = Metres{3};
        media[0] = std::make_shared<const PartType>(part);
        QCOMPARE(chosenMedium(media, switchToSwitch(), Metres{2.2}).order.value(), 3.0);
    }

    void copperWithoutAFigureReachesAsItsKindDoes()
    {
        CableFigures dac;
        dac.lane = GigabitsPerSecond{100};
        QCOMPARE(cableReach(dac)->value(), 2.0);
        dac.ends = 2;
        QCOMPARE(cableReach(dac)->value(), 3.0);
        dac.ends = 1;
        dac.lane = GigabitsPerSecond{200};
        QCOMPARE(cableReach(dac)->value(), 1.0);
        dac.lane.reset();
        QVERIFY(!cableReach(dac));
    }
};

QTEST_APPLESS_MAIN(CableChoiceTest)
#include "tst_CableChoice.moc"
