#include "tests/support/Shipped.h"

#include "model/design/RackScale.h"
#include "model/edit/RackEdits.h"

#include <QTest>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

Mount at(int unit, Face face = Face::Front)
{
    return {face, RackUnit::whole(unit), Slot::Full};
}

RackDesign with(RackDesign rack, std::string_view id, const Mount& mount)
{
    return rack.mounted(freshDevice(rack, part(id), mount)).value();
}

} // namespace

class RackDesignTest : public QObject {
    Q_OBJECT
private slots:
    void standsOnlyInAFrame()
    {
        const auto rack = RackDesign::create(RackDesignId::literal("r"), "R", part("nvidia-qm9700"));
        QVERIFY(!rack);
        QVERIFY(rack.error().text.find("no rack frame") != std::string::npos);
    }

    void refusesAnOccupiedUnitAndSaysByWhat()
    {
        const RackDesign rack = with(cabinet(), "nvidia-dgx-h100", at(10));
        for (const int unit : {3, 10, 17})
            QVERIFY(rack.refusal(*part("nvidia-dgx-h100"), at(unit)));
        QVERIFY(!rack.refusal(*part("nvidia-dgx-h100"), at(2)));
        QVERIFY(!rack.refusal(*part("nvidia-dgx-h100"), at(18)));
        QCOMPARE(rack.refusal(*part("nvidia-qm9700"), at(12))->text, std::string("U12 is taken by C1 (DGX H100)"));
    }

    void refusesWhatIsOutsideTheFrame()
    {
        const RackDesign rack = cabinet();
        QVERIFY(rack.refusal(*part("nvidia-dgx-h100"), at(42)));
        QVERIFY(!rack.refusal(*part("nvidia-dgx-h100"), at(41)));
        QVERIFY(rack.refusal(*part("nvidia-qm9700"), at(0)));
    }

    void shallowPartsShareAUnitFrontAndRear()
    {
        const RackDesign rack = with(cabinet(), "nvidia-sn2201", at(40)); // 432 of 1,200 mm deep
        QVERIFY(!rack.refusal(*part("nvidia-sn2201"), at(40, Face::Rear)));
        QVERIFY(rack.refusal(*part("nvidia-qm9700"), at(40, Face::Rear))); // 660 mm: takes both faces
    }

    void zeroUPartsHangAtTheSidesOnly()
    {
        const RackDesign rack = cabinet();
        QVERIFY(rack.refusal(*part("generic-415v-60a-c39"), at(1)));
        QVERIFY(!rack.refusal(*part("generic-415v-60a-c39"), at(2, Face::ZeroULeft)));
        QVERIFY(rack.refusal(*part("generic-415v-60a-c39"), at(3, Face::ZeroULeft)));
        QVERIFY(rack.refusal(*part("nvidia-qm9700"), at(1, Face::ZeroULeft)));
    }

    void traysFitOnlyTheirSystem()
    {
        const auto why = cabinet().refusal(*part("nvidia-gb300-compute-tray"), at(8));
        QVERIFY(why);
        QVERIFY(why->text.find("nvidia-gb300-nvl72") != std::string::npos);
    }

    void aBareFrameOfTheirKindTakesTraysToo()
    {
        const auto frame = RackDesign::create(RackDesignId::literal("r"), "Rack", part("nvidia-mgx-nvl72"));
        QVERIFY(frame);
        QVERIFY(!frame->refusal(*part("nvidia-gb300-compute-tray"), at(8)));
        // A system that is another one does not.
        const auto other = RackDesign::create(RackDesignId::literal("v"), "Rack", part("nvidia-mgx-nvl72"), part("nvidia-vera-rubin-nvl72"));
        QVERIFY(other);
        QVERIFY(other->refusal(*part("nvidia-gb300-compute-tray"), at(8)));
    }

    void whatStandsOnTheFloorIsNotMounted()
    {
        QVERIFY(cabinet().refusal(*part("vertiv-coolchip-cdu-1350"), at(1)));
        QVERIFY(cabinet().refusal(*part("nvidia-h100-sxm5-80gb"), at(1)));
    }

    void takesTheLowestFreeUnit()
    {
        RackDesign rack = with(cabinet(), "nvidia-dgx-h100", at(1));
        QCOMPARE(rack.firstFreeUnit(*part("nvidia-dgx-h100"), Face::Front).value(), RackUnit::whole(9));
        rack = with(rack, "nvidia-qm9700", at(12));
        QCOMPARE(rack.firstFreeUnit(*part("nvidia-dgx-h100"), Face::Front).value(), RackUnit::whole(13));
        QCOMPARE(rack.nearestFreeUnit(*part("nvidia-qm9700"), Face::Front, RackUnit::whole(5)).value(), RackUnit::whole(9));
    }

    void blankingPanelsGiveWay()
    {
        RackDesign rack = with(cabinet(), "generic-blanking-panel-1u", at(20));
        rack = with(rack, "nvidia-qm9700", at(20));
        QCOMPARE(rack.devices().size(), std::size_t{1});
        QVERIFY(rack.refusal(*part("generic-blanking-panel-1u"), at(20)));
    }

    void aGroupMovesIntoPlacesThatItLeaves()
    {
        RackDesign rack = with(with(cabinet(), "nvidia-qm9700", at(1)), "nvidia-qm9700", at(2));
        std::vector<Device> devices(rack.devices().begin(), rack.devices().end());
        std::vector<DeviceId> ids;
        for (Device& device : devices) {
            ids.push_back(device.id);
            device.mount.unit = device.mount.unit + RackUnits::whole(1);
        }
        const auto moved = rack.mounted(devices, ids);
        QVERIFY2(moved, errorOf(moved));
        QVERIFY(!moved->occupant(Face::Front, RackUnit::whole(1)));
        QVERIFY(moved->occupant(Face::Front, RackUnit::whole(3)));
        QVERIFY(rack.occupant(Face::Front, RackUnit::whole(1))); // the one that was given is as it was
    }

    void whatTakesAFeedGetsTheSidesInTurn()
    {
        RackDesign rack = cabinet();
        for (const auto& [face, unit] : {std::pair{Face::ZeroULeft, 1}, std::pair{Face::ZeroURight, 1},
                                         std::pair{Face::ZeroULeft, 2}})
            rack = with(rack, "generic-415v-60a-c39", at(unit, face));
        std::string sides;
        for (const Device& device : rack.devices())
            sides += letter(device.side.value());
        std::sort(sides.begin(), sides.end());
        QCOMPARE(sides, std::string("AAB"));
    }

    void factsAreTheSumOfTheDevices()
    {
        // By hand: 4 x 10.2 kW at most, all of it to air, 4 x 8.2 kW in operation; 185.45 + 4 x 130.45 kg.
        RackDesign rack = cabinet();
        for (const int unit : {3, 13, 23, 33})
            rack = with(rack, "nvidia-dgx-h100", at(unit));
        const RackFacts& facts = rack.facts();
        QCOMPARE(facts.provisioned.known, Watts{40800});
        QCOMPARE(facts.operation.known, Watts{32800});
        QCOMPARE(facts.heatToAir.known, Watts{40800});
        QCOMPARE(facts.heatToLiquid.known, Watts{0});
        QVERIFY(facts.mass.complete());
        QCOMPARE(facts.mass.known, Kilograms{185.45 + 4 * 130.45});
        QCOMPARE(facts.free, RackUnits::whole(48 - 32));
        QCOMPARE(facts.largestRun, RackUnits::whole(8)); // U41 to U48
        QCOMPARE(facts.accelerators, 32);
        QCOMPARE(facts.ports.at(PortRole::Compute), 32);
    }

    void theCentreOfGravityRisesWithTheDevices()
    {
        const RackDesign low = with(cabinet(), "nvidia-dgx-h100", at(1));
        const RackDesign high = with(cabinet(), "nvidia-dgx-h100", at(41));
        QVERIFY(low.facts().centreOfGravity && high.facts().centreOfGravity);
        QVERIFY(*low.facts().centreOfGravity < *high.facts().centreOfGravity);
    }

    void anUnknownFigureIsCountedAndNotTakenAsZero()
    {
        const RackDesign rack = with(with(cabinet(), "nvidia-dgx-h100", at(1)), "nvidia-sn4700", at(20));
        QCOMPARE(rack.facts().mass.missing, 1); // SN4700: no source gives its mass
        QVERIFY(!rack.facts().centreOfGravity);
    }

    void aRackScaleSystemOpensToItsTraysAndKeepsItsOwnFigures()
    {
        const auto rack = openedRackScale(part("nvidia-gb300-nvl72"), RackDesignId::literal("gb300"),
                                          [](const TypeId& id) { return catalog().part(id); });
        QVERIFY2(rack, errorOf(rack));
        QCOMPARE(rack->facts().accelerators, 72);
        QCOMPARE(rack->facts().provisioned.known, Watts{142000});
        QCOMPARE(rack->facts().operation.known, Watts{132000});
        QCOMPARE(rack->facts().heatToLiquid.known, Watts{0.9 * 142000}); // Of what is provisioned, not of the 132 kW in operation.
        QCOMPARE(rack->facts().shelves, 8);
        QCOMPARE(rack->facts().shelfOutput, Watts{8 * 33000});
        // One tray of 18 gone: 17/18 of the figures.
        const auto tray = std::find_if(rack->devices().begin(), rack->devices().end(),
                                       [](const Device& device) { return device.part->kind == PartKind::Tray && device.part->accelerator; });
        const DeviceId id = tray->id;
        const RackDesign less = rack->without(std::span(&id, 1));
        QCOMPARE(less.facts().accelerators, 68);
        QVERIFY(std::abs(less.facts().operation.known.value() - 132000.0 * 17 / 18) < 1e-6);
    }

    void powerCappingBoundsWhatIsDrawnForLongAndNotThePeak()
    {
        const auto rack = openedRackScale(part("nvidia-gb300-nvl72"), RackDesignId::literal("gb300"),
                                          [](const TypeId& id) { return catalog().part(id); })
                              ->withPowerCap(Watts{132000});
        QCOMPARE(rack.facts().provisioned.known, Watts{132000});
        QCOMPARE(rack.facts().operation.known, Watts{132000});
        QCOMPARE(rack.facts().heatToLiquid.known, Watts{0.9 * 132000});
        QVERIFY(rack.facts().peak.known >= Watts{142000});
        QCOMPARE(rack.withPowerCap(Watts{100000}).facts().operation.known, Watts{100000});
    }

    void portsAreNamedAndReadBack()
    {
        const auto port = portFrom("a01/c05:compute/3");
        QVERIFY2(port, errorOf(port));
        QCOMPARE(text(*port), std::string("a01/c05:compute/3"));
        for (const char* wrong : {"", "a01", "a01:compute", "a01:nothing/1", "a01:compute/0", ":compute/1", "a:compute/x"})
            QVERIFY2(!portFrom(wrong), wrong);
    }
};

QTEST_APPLESS_MAIN(RackDesignTest)
#include "tst_RackDesign.moc"
