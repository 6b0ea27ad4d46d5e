#include "render/cables/CableLayer.h"
#include "render/cables/RackCables.h"
#include "tests/fabric/FabricParts.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace colonnade::model;
using namespace colonnade::model::fabrictest;
using colonnade::render::bundleWidth;
using colonnade::render::CableLayer;
using colonnade::render::CableLine;
using colonnade::render::CableView;
using colonnade::render::RackCables;

namespace {

Point at(std::int64_t x, std::int64_t y)
{
    return {Millimetres{x}, Millimetres{y}};
}

/// Two racks of servers and one with the leaf, 600 mm apart under one tray.
Arrangement row()
{
    FloorOfRacks floor;
    floor.rack("a01", "n", {server(2, 400), server(2, 400)});
    floor.rack("a02", "n", {server(2, 400)});
    floor.rack("b01", "s", {ethernetSwitch(8, 400, Qsfp112)});
    Fabric one = fabric(FabricFamily::SingleTier);
    one.switches = {{"b01/s1", 1, {}}};
    floor.arrangement.fabrics = {one};
    floor.arrangement.trays = {{TrayId::literal("t"), {}, CableTray::Kind::Ladder, {at(-300, 600), at(2100, 600)}}};
    return floor.arrangement;
}

std::vector<std::shared_ptr<const FabricPlan>> plansOf(const Arrangement& all)
{
    std::vector<std::shared_ptr<const FabricPlan>> plans;
    for (const Fabric& one : all.fabrics)
        plans.push_back(std::make_shared<const FabricPlan>(plannedFabric(all, one, {})));
    return plans;
}

CableLayer layerOf(const Arrangement& all)
{
    const TrayGraph graph = trayGraphOf(all);
    return CableLayer::of(graph, trayUse(graph, all, plansOf(all)), all, "su");
}

} // namespace

class CablesTest : public QObject {
    Q_OBJECT
private slots:
    void bundlesGrowWhereCablesJoin()
    {
        const CableLayer layer = layerOf(row());
        QCOMPARE(layer.networks.size(), std::size_t{1});
        QCOMPARE(layer.networks.front().subject, std::string("su/compute"));
        QCOMPARE(layer.networks.front().cables, 6);
        std::vector<CableLine> along;
        std::copy_if(layer.lines.begin(), layer.lines.end(), std::back_inserter(along), [](const CableLine& line) { return !line.isDrop; });
        QCOMPARE(along.size(), std::size_t{2});
        QCOMPARE(along[0].cables, 4);
        QCOMPARE(along[1].cables, 6);
        QCOMPARE(along[0].to, along[1].from);
        QCOMPARE(along[0].from, QVector3D(300, 600, 2700)); // Over the middle of the first rack.
    }

    void everyDropEndsOnItsRack()
    {
        const CableLayer layer = layerOf(row());
        int down = 0;
        for (const CableLine& line : layer.lines) {
            if (!line.isDrop || line.from.z() == line.to.z())
                continue;
            QCOMPARE(line.to.z(), 2300.0F);
            down += line.cables;
        }
        QCOMPARE(down, 12); // Six cables, both ends.
    }

    void whatNoTrayJoinsIsNotDrawn()
    {
        Arrangement all = row();
        all.trays.front().points = {at(-300, 600), at(300, 600)};
        const CableLayer layer = layerOf(all);
        QCOMPARE(layer.unrouted, 6); // The tray ends before it comes in reach of the leaf's rack.
        QVERIFY(layer.lines.empty());
    }

    void aBundleOfFourTimesTheCablesIsTwiceAsWide()
    {
        QVERIFY(std::abs(bundleWidth(64) / bundleWidth(16) - 2) < 1e-9);
        QVERIFY(bundleWidth(1) > 0);
        QVERIFY(bundleWidth(1'000'000) < 300); // No wider than a tray.
    }

    void aViewLeavesOutNetworks()
    {
        CableView view;
        QVERIFY(!view.shows(FabricRole::ScaleOut));
        view.shown = true;
        view.hidden = {FabricRole::Storage};
        QVERIFY(view.shows(FabricRole::ScaleOut));
        QVERIFY(!view.shows(FabricRole::Storage));
    }

    void theRearOfARackKnowsWhatLeavesIt()
    {
        const Arrangement all = row();
        const RackCables leaf = RackCables::of(all, plansOf(all), 2, "su");
        QCOMPARE(leaf.networks.size(), std::size_t{1});
        QCOMPARE(leaf.networks.front().leaving, 6);
        QVERIFY(!leaf.networks.front().estimated);
        const RackCables servers = RackCables::of(all, plansOf(all), 0, "su");
        QCOMPARE(servers.runs.size(), std::size_t{2});
        QCOMPARE(servers.runs[0].cables, 2);
        QVERIFY(!servers.runs[0].to);
        Arrangement bare = all;
        bare.trays.clear();
        QVERIFY(RackCables::of(bare, plansOf(bare), 0, "su").networks.front().estimated);
    }
};

QTEST_APPLESS_MAIN(CablesTest)
#include "tst_Cables.moc"
