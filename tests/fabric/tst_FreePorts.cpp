#include "tests/fabric/FabricParts.h"

#include "model/edit/FabricEdits.h"
#include "model/fabric/FreePorts.h"

#include <QTest>

using namespace colonnade::model;
using namespace colonnade::model::fabrictest;

namespace {

const PodDesignId podId = PodDesignId::literal("pod");
const FabricId computeId = FabricId::literal("compute");

/// Four nodes of two NICs and a storage port, two leaves and one spine of 16 ports.
Design small()
{
    FloorOfRacks floor;
    Fabric recipe = fabric(FabricFamily::Clos);
    const PartRef node = device("node", PartKind::Server, 2, {cages(PortRole::Compute, Qsfp112, 2, 1, 400), cages(PortRole::Storage, Qsfp112, 1, 1, 400)});
    floor.fill('n', "n", node, 4, 2);
    floor.switches(recipe, 'l', ethernetSwitch(16, 400, Qsfp112), 2, 1);
    floor.switches(recipe, 's', ethernetSwitch(16, 400, Qsfp112), 1, 2);
    Design design;
    for (const Placement& item : floor.arrangement.placements) {
        design = design.withPart((*item.rack())->frame(), {});
        for (const Device& device : (*item.rack())->devices())
            design = design.withPart(device.part, {});
        design = design.withRackDesign(**item.rack());
    }
    Arrangement arrangement = floor.arrangement;
    arrangement.fabrics = {recipe};
    return design.withPodDesign(PodDesign::create(podId, "pod", arrangement).value());
}
std::vector<FreePort> freeOf(const Design& design)
{
    return freePorts(design, design.podDesign(podId), computeId);
}
std::vector<FreePort> freeAt(const Design& design, std::string_view device)
{
    std::vector<FreePort> all = freeOf(design);
    std::erase_if(all, [&](const FreePort& one) { return one.ref.device != device; });
    return all;
}

} // namespace

class FreePortsTest : public QObject {
    Q_OBJECT
private slots:
    // Of 3 switches with 16 ports and 4 nodes with 3, 8 endpoint links and 16 uplinks take two ports each.
    void whatNoLinkTakesIsFree()
    {
        const auto all = freeOf(small());
        QCOMPARE(all.size(), std::size_t{3 * 16 + 4 * 3 - 2 * (8 + 16)});
        QVERIFY(freeAt(small(), "s01/s1").empty());
        const auto node = freeAt(small(), "n01/n1");
        QCOMPARE(node.size(), std::size_t{1});
        QVERIFY(node.front().ref.role == PortRole::Storage);
        QCOMPARE(node.front().tier, 0);
        // Switches of the fabric come first.
        QCOMPARE(all.front().tier, 1);
        QCOMPARE(all.front().ref.device, std::string{"l01/s1"});
    }

    void aLinkByHandTakesBothItsPorts()
    {
        const Design before = small();
        const PortRef a = freeAt(before, "l01/s1").front().ref, b = freeAt(before, "n01/n1").front().ref;
        const auto after = setLink(before, podId, computeId, {CableId::literal("own"), a, b, nullptr, {}});
        QVERIFY2(after, after ? "" : after.error().text.c_str());
        QCOMPARE(freeOf(*after).size(), freeOf(before).size() - 2);
        QVERIFY(freeAt(*after, "n01/n1").empty());
        for (const FreePort& one : freeAt(*after, "l01/s1"))
            QVERIFY(one.ref != a);
    }

    void aFabricThatIsNotThereHasNone()
    {
        const Design design = small();
        QVERIFY(freePorts(design, design.podDesign(podId), FabricId::literal("none")).empty());
    }

    void theConnectionIsOfTheSlowerPort()
    {
        const FreePort fast{{}, qm9700(), {PortRole::Any, 1, OsfpTwin, GigabitsPerSecond{400}}, 1};
        const FreePort slow{{}, dgx(), {PortRole::Storage, 1, Qsfp112, GigabitsPerSecond{200}}, 0};
        const Connection wanted = connectionBetween(fast, slow);
        QCOMPARE(wanted.speed.value(), 200.0);
        QVERIFY(wanted.near == plugCage(*qm9700(), OsfpTwin));
        QVERIFY(wanted.far == Qsfp112);
    }

    void eachMediumFitsOnce()
    {
        const std::vector<PartRef> media{cable("dac", Medium::Dac, 400, 3, {Qsfp112}, {Qsfp112}), cable("other", Medium::Dac, 400, 3, {Rj45}, {Rj45}),
                                         cable("aoc", Medium::Aoc, 400, 30, {Qsfp112}, {Qsfp112})};
        Connection wanted;
        wanted.near = wanted.far = Qsfp112;
        wanted.speed = GigabitsPerSecond{400};
        const auto fitting = fittingMedia(media, wanted);
        QCOMPARE(fitting.size(), std::size_t{2});
        QCOMPARE(fitting.front().medium, std::uint16_t{0});
        QCOMPARE(fitting.back().medium, std::uint16_t{2});
        QCOMPARE(fitting.back().reach.value(), 30.0);
    }
};

QTEST_APPLESS_MAIN(FreePortsTest)
#include "tst_FreePorts.moc"
