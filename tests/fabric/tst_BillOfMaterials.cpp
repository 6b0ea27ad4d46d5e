#include "model/economics/BillOfMaterials.h"
#include "tests/fabric/FabricParts.h"

#include <QTest>

using namespace colonnade::model;
using namespace colonnade::model::fabrictest;

namespace {

PartRef priced(const PartRef& part, double dollars)
{
    PartType copy = *part;
    copy.price = Dollars{dollars};
    return std::make_shared<const PartType>(copy);
}

const BillLine* line(const BillOfMaterials& bill, std::string_view part, double metres = 0)
{
    for (const BillLine& item : bill.lines) {
        if (item.part->id.text() == part
            && (metres == 0 || (item.length && item.length->value() == metres)))
            return &item;
    }
    return nullptr;
}

/// Two leaves and a spine in one rack, four servers of two ports in another.
struct SmallPod {
    SmallPod()
    {
        floor.rack("a01", "n", std::vector<PartRef>(4, priced(server(2, 400, Qsfp112, 4), 100000)));
        const auto part = priced(ethernetSwitch(8, 400, Qsfp112), 20000);
        floor.rack("b01", "s", {part, part, part});
        recipe.switches = {{"b01/s1", 1, {}}, {"b01/s2", 1, {}}, {"b01/s3", 2, {}}};
        PartType copper =
            *cable("dac", Medium::Dac, 400, 2, {Qsfp112}, {Qsfp112}, 1, stockLengths({1, 2}));
        copper.price = Dollars{150};
        copper.figures.push_back({figureKind("price_per_m_usd"), 50.0, {}, {}, {}, {}});
        recipe.media = {
            std::make_shared<const PartType>(copper),
            priced(optic("sr4", Qsfp112, 400, "SR4", 100), 600),
            cable("mpo", Medium::MultimodeFibre, 0, 100, {}, {}, 1, stockLengths({5, 10}))};
        floor.arrangement.fabrics = {recipe};
    }
    PodDesignRef pod() const
    {
        auto made = PodDesign::create(PodDesignId::literal("pod"), "pod", floor.arrangement);
        return std::make_shared<const PodDesign>(std::move(made.value()));
    }
    FloorOfRacks floor;
    Fabric recipe = fabric(FabricFamily::Clos);
};

} // namespace

class BillOfMaterialsTest : public QObject {
    Q_OBJECT
private slots:
    void aRackHasItsFrameAndDevices()
    {
        const SmallPod small;
        const auto bill = billOf(*small.floor.arrangement.placements[0].rack());
        QCOMPARE(bill->lines.size(), std::size_t{2});
        QCOMPARE(line(*bill, "server")->count, 4);
        QCOMPARE(line(*bill, "server")->total()->value(), 400000.0);
        QVERIFY(!line(*bill, "frame-48")->total());
        QCOMPARE(bill->price().known.value(), 400000.0);
        QCOMPARE(bill->price().missing, 1); // The frame.
    }

    void aRackIsReckonedOnce()
    {
        const SmallPod small;
        const RackDesignRef& rack = *small.floor.arrangement.placements[0].rack();
        QCOMPARE(billOf(rack), billOf(rack));
    }

    // 8 endpoint links in fibre, 8 uplinks in copper of 1 and 2 m: 150 + 50 a metre.
    void aPodHasTheCablesOfItsFabrics()
    {
        const auto bill = billOf(SmallPod{}.pod());
        QCOMPARE(bill->cablesWithoutMedium, 0);
        const BillLine* fibre = line(*bill, "mpo");
        QVERIFY(fibre != nullptr);
        QCOMPARE(fibre->count, 8);
        QVERIFY(!fibre->price);
        QCOMPARE(line(*bill, "sr4")->count, 16);
        QCOMPARE(line(*bill, "sr4")->total()->value(), 9600.0);
        QCOMPARE(line(*bill, "dac", 1)->count, 8);
        QCOMPARE(line(*bill, "dac", 1)->price->value(), 200.0);
        QCOMPARE(bill->count(BillSection::Cable), 16);
        QCOMPARE(bill->price(BillSection::Cable).known.value(), 1600.0);
        QCOMPARE(bill->price(BillSection::Cable).missing, 8);
        QCOMPARE(bill->price().known.value(), 400000.0 + 60000 + 9600 + 1600);
        QCOMPARE(bill->price().missing, 2 + 8);
    }

    void aHallCountsEveryPlacement()
    {
        const SmallPod small;
        Design design;
        for (const Placement& placement : small.floor.arrangement.placements)
            design = design.withRackDesign(**placement.rack());
        design = design.withPodDesign(*small.pod());
        Hall hall;
        for (const std::string_view id : {"p1", "p2", "p3"})
            hall.pods.push_back({PlacementId::literal(id),
                                 "",
                                 design.podDesign(PodDesignId::literal("pod")),
                                 {},
                                 {},
                                 false});
        design = design.withHall(hall);
        const BillOfMaterials bill = billOf(design);
        QCOMPARE(line(bill, "server")->count, 12);
        QCOMPARE(line(bill, "mpo")->count, 24);
        QCOMPARE(bill.price().known.value(), 3 * 471200.0);
        QCOMPARE(bill.price().missing, 30);
        QCOMPARE(bill.lines.size(),
                 billOf(design.podDesign(PodDesignId::literal("pod")))->lines.size());
    }

    void aSystemsPriceCoversItsContents()
    {
        const auto tray = priced(device("tray", PartKind::Tray, 1, {}), 200000);
        PartType system{TypeId::literal("nvl")};
        system.kind = PartKind::RackScale;
        system.contents = {{tray->id, 3}};
        system.price = Dollars{1000000};
        FloorOfRacks floor;
        const auto rackOf = [&](const PartRef& whole) {
            auto rack = RackDesign::create(RackDesignId::literal("r"), "r", frame(), whole).value();
            for (int unit = 5; unit < 9; ++unit) {
                const auto id = DeviceId::literal(fmt::format("t{}", unit));
                rack = rack.mounted({id,
                                     tray,
                                     {Face::Front, RackUnit::whole(unit), Slot::Full},
                                     {},
                                     {},
                                     {},
                                     false})
                           .value();
            }
            return std::make_shared<const RackDesign>(rack);
        };
        const auto bill = billOf(rackOf(std::make_shared<const PartType>(system)));
        QCOMPARE(line(*bill, "tray")->count, 4);
        QCOMPARE(line(*bill, "tray")->covered, 3);
        QCOMPARE(bill->price().known.value(),
                 1200000.0); // The fourth tray is beyond the system's contents.
        QCOMPARE(bill->price().missing, 0);
        system.price.reset();
        const auto apart = billOf(rackOf(std::make_shared<const PartType>(system)));
        QCOMPARE(apart->price().known.value(), 800000.0);
        QCOMPARE(apart->price().missing, 1); // The frame.
    }

    void cablesWithoutAMediumAreCountedAsMissing()
    {
        SmallPod small;
        small.floor.arrangement.fabrics[0].media.clear();
        const auto bill = billOf(small.pod());
        QCOMPARE(bill->cablesWithoutMedium, 16);
        QCOMPARE(bill->count(BillSection::Cable), 0);
        QCOMPARE(bill->price().missing, 2 + 16);
        small.floor.arrangement.fabrics[0].switches.pop_back();
        QCOMPARE(billOf(small.pod())->fabricsRefused, 1);
    }

    void cablesOfARackOutsideFabricsAreCounted()
    {
        SmallPod small;
        HandCable own{CableId::literal("c1"),
                      {"n1", PortRole::Compute, 1},
                      {"n2", PortRole::Compute, 1},
                      small.recipe.media[0],
                      std::nullopt};
        Placement& placement = small.floor.arrangement.placements[0];
        placement.what =
            std::make_shared<const RackDesign>((*placement.rack())->withCable(own).value());
        small.floor.arrangement.fabrics.clear();
        const auto bill = billOf(small.pod());
        QCOMPARE(line(*bill, "dac")->count, 1);
        QCOMPARE(bill->count(BillSection::Cable), 1);
    }
};

QTEST_APPLESS_MAIN(BillOfMaterialsTest)
#include "tst_BillOfMaterials.moc"
