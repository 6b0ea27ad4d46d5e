#include "tests/fabric/FabricParts.h"

#include <QTest>

using namespace colonnade::model;
using namespace colonnade::model::fabrictest;

class PortsTest : public QObject {
    Q_OBJECT
private slots:
    void aTwinPortCageCarriesTwoPorts()
    {
        const auto ports = portsOf(*qm9700());
        QCOMPARE(ports.size(), std::size_t{65});
        QCOMPARE(ports[0].index, 1);
        QCOMPARE(ports[0].cage, 0);
        QCOMPARE(ports[1].cage, 0);
        QCOMPARE(ports[1].place, 1);
        QCOMPARE(ports[2].cage, 1);
        QCOMPARE(ports[63].index, 64);
        QCOMPARE(ports[63].cage, 31);
        QCOMPARE(ports[63].speed.value(), 400.0);
    }

    void everyRoleIsNumberedFromOne()
    {
        const auto part = dgx();
        QCOMPARE(portCount(*part, PortRole::Compute), 8);
        QCOMPARE(portCount(*part, PortRole::Storage), 2);
        QCOMPARE(portCount(*part, PortRole::ScaleUp), 0);
        const auto second = portOf(*part, PortRole::Storage, 2);
        QVERIFY(second.has_value());
        QCOMPARE(second->cage, 5);
        QCOMPARE(portsOf(*part)[9], *second);
        QVERIFY(!portOf(*part, PortRole::Storage, 3));
        QVERIFY(!portOf(*part, PortRole::Storage, 0));
    }

    void rowsOfOneRoleAreNumberedOn()
    {
        const auto part =
            device("mixed", PartKind::Switch, 1,
                   {cages(PortRole::Any, Rj45, 48, 1, 1), cages(PortRole::Any, Qsfp28, 4, 1, 100)});
        const auto uplink = portOf(*part, PortRole::Any, 49);
        QVERIFY(uplink.has_value());
        QCOMPARE(uplink->form, Qsfp28);
        QCOMPARE(uplink->cage, 48);
    }

    void aPortIsFoundByItsPath()
    {
        FloorOfRacks floor;
        floor.fill('a', "n", dgx(), 4, 4);
        const auto place = portAt(floor.arrangement, {"a01/n3", PortRole::Compute, 5});
        QVERIFY(place.has_value());
        QCOMPARE(place->device->id.text(), std::string{"n3"});
        QCOMPARE(place->port.cage, 2);
    }

    void aPortThatIsNotThereIsNamed()
    {
        FloorOfRacks floor;
        floor.fill('a', "n", dgx(), 4, 4);
        const auto beyond = portAt(floor.arrangement, {"a01/n3", PortRole::Compute, 9});
        QVERIFY(!beyond);
        QCOMPARE(beyond.error().text, std::string{"'a01/n3' (dgx) has 8 compute ports, not 9"});
        QVERIFY(!portAt(floor.arrangement, {"a01/n7", PortRole::Compute, 1}));
        QVERIFY(!portAt(floor.arrangement, {"b01/n1", PortRole::Compute, 1}));
        QVERIFY(!portAt(floor.arrangement, {"a01", PortRole::Compute, 1}));
    }

    void serversAndLiquidCooledSwitchesTakeFlatModules()
    {
        const auto server = device("gb200", PartKind::Tray, 1, {});
        const auto liquid = device("wet", PartKind::Switch, 1, {}, 0.9);
        QCOMPARE(plugCage(*server, Osfp), OsfpRhs);
        QCOMPARE(plugCage(*liquid, OsfpTwin), OsfpRhs);
        QCOMPARE(plugCage(*qm9700(), OsfpTwin), OsfpTwin);
        QCOMPARE(plugCage(*server, Qsfp112), Qsfp112);
    }

    // CAB-001: finned into flat and QSFP112 into a twin-port cage do not go; QSFP56 into QSFP112
    // does.
    void plugsGoOnlyIntoTheirCages()
    {
        QVERIFY(!accepts(OsfpRhs, OsfpTwin));
        QVERIFY(!accepts(OsfpTwin, OsfpRhs));
        QVERIFY(!accepts(OsfpTwin, Qsfp112));
        QVERIFY(accepts(Qsfp112, Qsfp56));
        QVERIFY(accepts(Qsfp112, Qsfp28));
        QVERIFY(!accepts(Qsfp56, Qsfp112));
        QVERIFY(accepts(OsfpTwin, Osfp));
        QVERIFY(!accepts(Other, Other));
    }
};

QTEST_APPLESS_MAIN(PortsTest)
#include "tst_Ports.moc"
