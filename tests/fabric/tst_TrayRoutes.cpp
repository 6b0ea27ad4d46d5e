#include "tests/fabric/FabricParts.h"

#include "model/fabric/TrayRoutes.h"
#include "model/fabric/TrayUse.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace colonnade::model;
using namespace colonnade::model::fabrictest;

namespace {

Point at(std::int64_t x, std::int64_t y)
{
    return {Millimetres{x}, Millimetres{y}};
}

CableTray tray(std::string_view id, std::vector<Point> points, std::int64_t height = 2700)
{
    CableTray made{TrayId::literal(id), {}, CableTray::Kind::Ladder, std::move(points)};
    made.height = Millimetres{height};
    return made;
}

TrayGraph graphOf(const std::vector<CableTray>& trays)
{
    std::vector<TrayOnFloor> all;
    for (const CableTray& one : trays)
        all.push_back({one, one.id.text()});
    return TrayGraph{std::move(all)};
}

/// A rack 600 by 1200 mm with its middle there.
Placement rack(std::string_view id, std::int64_t x, std::int64_t y)
{
    static const auto design = std::make_shared<const RackDesign>(*RackDesign::create(RackDesignId::literal("r"), "R", frame()));
    return {PlacementId::literal(id), {}, {}, design, at(x - 300, y - 600), Turn::None, {}, {}, false};
}

const Metres floorLevel{0.5};

/// Length of the way over trays alone; nothing where the route is an estimate.
std::optional<double> alongTrays(const TrayGraph& graph, const std::vector<Placement>& racks, std::uint32_t a, std::uint32_t b)
{
    TrayRoutes routes{graph, trayPlaces(racks)};
    const Route route = routes.route(a, floorLevel, b, floorLevel, {});
    return route.basis == RouteBasis::Trays ? std::optional{route.tray.value()} : std::nullopt;
}

/// What a way is chosen by: its length, with what lies aside of the racks counted a little more.
double chosenBy(const TrayWay& way)
{
    return way.length().value() + TrayRoutes::asideWeight * (way.from.aside + way.to.aside);
}

bool near(double a, double b)
{
    return std::abs(a - b) < 1e-9 * std::max({1.0, std::abs(a), std::abs(b)});
}

/// A street plan of trays, some of its streets left out.
std::vector<CableTray> streets(std::mt19937& random, int size)
{
    std::vector<CableTray> trays;
    std::uniform_int_distribution<int> jitter(-400, 400), keep(0, 9);
    for (int i = 0; i < size; ++i) {
        const int x = i * 3000 + jitter(random), y = i * 3000 + jitter(random);
        if (keep(random) > 1)
            trays.push_back(tray("v" + std::to_string(i), {at(x, -500), at(x, size * 3000)}));
        if (keep(random) > 1)
            trays.push_back(tray("h" + std::to_string(i), {at(-500, y), at(size * 3000, y)}));
    }
    return trays;
}

std::vector<std::vector<double>> floydWarshall(const TrayGraph& graph)
{
    const std::size_t n = graph.nodes().size();
    std::vector<std::vector<double>> all(n, std::vector<double>(n, std::numeric_limits<double>::infinity()));
    for (std::size_t i = 0; i < n; ++i)
        all[i][i] = 0;
    for (const TrayGraph::Segment& one : graph.segments()) {
        all[one.a][one.b] = std::min(all[one.a][one.b], one.length);
        all[one.b][one.a] = all[one.a][one.b];
    }
    for (std::size_t k = 0; k < n; ++k) {
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < n; ++j)
                all[i][j] = std::min(all[i][j], all[i][k] + all[k][j]);
        }
    }
    return all;
}

} // namespace

class TrayRoutesTest : public QObject {
    Q_OBJECT
private slots:
    void theExampleOfTheRuleComesOut()
    {
        // CAB-007: 14.4 m along and 3.6 m across, trays at 2.7 m, ports in U20 and U40, 5 % and two loops: 23.61 m.
        const TrayGraph graph = graphOf({tray("row", {at(0, 0), at(14'400, 0)}), tray("cross", {at(14'400, 0), at(14'400, 3600)})});
        const std::vector<Placement> racks{rack("a", 0, 0), rack("b", 14'400, 3600)};
        TrayRoutes routes{graph, trayPlaces(racks)};
        const auto height = [](int unit) { return Metres{unit * 0.04445}; };
        const Route route = routes.route(0, height(20), 1, height(40), {});
        QCOMPARE(route.basis, RouteBasis::Trays);
        QVERIFY(near(route.tray.value(), 18.0));
        QVERIFY(std::abs(route.length().value() - 23.6096) < 1e-4);
    }

    void whereNoTrayIsDrawnTheLengthIsAnEstimate()
    {
        const std::vector<Placement> racks{rack("a", 0, 0), rack("b", 6000, 3600)};
        const TrayGraph graph = graphOf({});
        TrayRoutes routes{graph, trayPlaces(racks)};
        const Route route = routes.route(0, floorLevel, 1, floorLevel, {});
        QCOMPARE(route.basis, RouteBasis::Estimated);
        QVERIFY(near(route.tray.value(), 9.6));
        QVERIFY(!routes.way(0, 1));
        QCOMPARE(routes.route(0, floorLevel, 0, Metres{1}, {}).basis, RouteBasis::InRack);
    }

    void aRackOutOfReachOfTheTrayIsEstimated()
    {
        // The tray's edge passes 600 mm from the footprint of the first (reached), 601 mm from that of the second.
        const std::vector<Placement> racks{rack("a", 0, -1350), rack("b", 6000, -1351), rack("c", 9000, 0)};
        const TrayGraph graph = graphOf({tray("row", {at(0, 0), at(9000, 0)})});
        QVERIFY(near(alongTrays(graph, racks, 0, 2).value(), 9.0 + 1.35));
        QVERIFY(!alongTrays(graph, racks, 1, 2));
    }

    void traysThatCrossAreJoinedThere()
    {
        const std::vector<Placement> racks{rack("a", 0, 0), rack("b", 5000, 8000)};
        const TrayGraph graph = graphOf({tray("x", {at(0, 0), at(9000, 0)}), tray("y", {at(5000, -2000), at(5000, 8000)}, 3000)});
        // 5 m, a step of 0.3 m up, 8 m.
        QVERIFY(near(alongTrays(graph, racks, 0, 1).value(), 13.3));
        const TrayGraph tooHigh = graphOf({tray("x", {at(0, 0), at(9000, 0)}), tray("y", {at(5000, -2000), at(5000, 8000)}, 3301)});
        QVERIFY(!alongTrays(tooHigh, racks, 0, 1));
    }

    void traysWhoseEdgesMeetAreJoinedAndOthersAreNot()
    {
        const std::vector<Placement> racks{rack("a", 0, 0), rack("b", 9000, 0)};
        const auto gap = [&](int millimetres) {
            return alongTrays(graphOf({tray("w", {at(0, 0), at(4000, 0)}), tray("e", {at(4000 + millimetres, 0), at(9000, 0)})}), racks, 0, 1);
        };
        QVERIFY(near(gap(400).value(), 9.0)); // Half of both widths and 100 mm.
        QVERIFY(!gap(401));
    }

    void sidesThatAreKeptApartAreNotJoined()
    {
        const std::vector<Placement> racks{rack("a", 0, 0), rack("b", 5000, 8000)};
        CableTray x = tray("x", {at(0, 0), at(9000, 0)}), y = tray("y", {at(5000, -2000), at(5000, 8000)});
        x.side = Side::A;
        y.side = Side::B;
        QVERIFY(!alongTrays(graphOf({x, y}), racks, 0, 1));
        y.side = Side::A;
        QVERIFY(alongTrays(graphOf({x, y}), racks, 0, 1));
    }

    void noDataCableLiesInAPowerTray()
    {
        const std::vector<Placement> racks{rack("a", 0, 0), rack("b", 9000, 0)};
        CableTray x = tray("x", {at(0, 0), at(9000, 0)});
        x.carries = CableTray::Carries::Power;
        QVERIFY(!alongTrays(graphOf({x}), racks, 0, 1));
        x.carries = CableTray::Carries::Data;
        QVERIFY(alongTrays(graphOf({x}), racks, 0, 1));
    }

    void aTrayUnderTheFloorIsReachedDownwards()
    {
        const std::vector<Placement> racks{rack("a", 0, 0), rack("b", 4000, 0)};
        const TrayGraph graph = graphOf({tray("u", {at(0, 0), at(4000, 0)}, -400)});
        TrayRoutes routes{graph, trayPlaces(racks)};
        const Route route = routes.route(0, Metres{1.0}, 1, Metres{2.0}, {});
        QVERIFY(near(route.rises.value(), 1.4 + 2.4));
        QVERIFY(near(routes.route(1, Metres{2.0}, 0, Metres{1.0}, {}).rises.value(), 1.4 + 2.4));
    }

    void theWayIsAsLongAsItsSteps()
    {
        const std::vector<Placement> racks{rack("a", 1000, 0), rack("b", 6800, 6000)};
        const TrayGraph graph = graphOf({tray("u", {at(0, 100), at(8000, 100), at(8000, 6000), at(6000, 6000)})});
        TrayRoutes routes{graph, trayPlaces(racks)};
        const auto way = routes.way(0, 1), back = routes.way(1, 0);
        QVERIFY(way && back);
        // 7 m east, 5.9 m north, 1.2 m west; 100 mm from the middle of the first rack.
        QVERIFY(near(way->length().value(), 7.0 + 5.9 + 1.2 + 0.1));
        QVERIFY(near(way->length().value(), routes.route(0, floorLevel, 1, floorLevel, {}).tray.value()));
        QCOMPARE(way->steps.size(), std::size_t{3});
        QCOMPARE(back->steps.front().segment, way->steps.back().segment);
        QCOMPARE(back->steps.front().from, way->steps.back().to);
        QVERIFY(near(sharedLength(*way, *back).value(), 14.1));
    }

    void aRackDropsFromTheTrayAboveItRatherThanFromOneBeside()
    {
        // The cross tray begins 500 mm beside the rack, over the same line: as far either way.
        const std::vector<Placement> racks{rack("a", 0, 0), rack("b", 800, 5000)};
        const TrayGraph graph = graphOf({tray("cross", {at(800, 1), at(800, 5000)}), tray("row", {at(-500, 1), at(900, 1)})});
        TrayRoutes routes{graph, trayPlaces(racks)};
        const auto way = routes.way(0, 1);
        QVERIFY(way);
        QCOMPARE(graph.trays()[graph.segments()[way->from.segment].tray].path, std::string("row"));
        QVERIFY(std::abs(way->length().value() - 5.8) < 0.002);
    }

    void whatTwoWaysShareIsWhereBothLie()
    {
        const std::vector<Placement> racks{rack("a", 0, 0), rack("b", 6000, 0), rack("c", 2000, 0), rack("d", 9000, 0)};
        const TrayGraph graph = graphOf({tray("x", {at(0, 0), at(9000, 0)})});
        TrayRoutes routes{graph, trayPlaces(racks)};
        QVERIFY(near(sharedLength(*routes.way(0, 1), *routes.way(2, 3)).value(), 4.0));
        QVERIFY(near(sharedLength(*routes.way(0, 2), *routes.way(1, 3)).value(), 0.0));
    }

    void aStreetPlanIsWalkedAsFloydAndWarshallWalkIt()
    {
        std::mt19937 random{20'261'129};
        int compared = 0;
        for (int trial = 0; trial < 12; ++trial) {
            const int size = 4 + trial % 3;
            const auto trays = streets(random, size);
            const TrayGraph graph = graphOf(trays);
            const auto all = floydWarshall(graph);
            std::vector<Placement> racks;
            std::uniform_int_distribution<int> place(0, size * 3000);
            for (int i = 0; i < 8; ++i)
                racks.push_back(rack("r" + std::to_string(i), place(random), place(random)));
            TrayRoutes routes{graph, trayPlaces(racks)};
            for (std::uint32_t a = 0; a < racks.size(); ++a) {
                for (std::uint32_t b = 0; b < racks.size(); ++b) {
                    if (a == b)
                        continue;
                    double least = std::numeric_limits<double>::infinity();
                    for (const TrayGraph::Drop& one : graph.drops(racks[a].footprint())) {
                        for (const TrayGraph::Drop& two : graph.drops(racks[b].footprint())) {
                            const auto& s = graph.segments()[one.segment];
                            const auto& t = graph.segments()[two.segment];
                            double way = one.segment == two.segment ? std::abs(one.at - two.at) : std::numeric_limits<double>::infinity();
                            way = std::min({way, one.at + all[s.a][t.a] + two.at, one.at + all[s.a][t.b] + t.length - two.at,
                                            s.length - one.at + all[s.b][t.a] + two.at,
                                            s.length - one.at + all[s.b][t.b] + t.length - two.at});
                            least = std::min(least, way + (one.aside + two.aside) * (1 + TrayRoutes::asideWeight));
                        }
                    }
                    const Route route = routes.route(a, floorLevel, b, floorLevel, {});
                    QCOMPARE(route.basis == RouteBasis::Trays, std::isfinite(least));
                    if (!std::isfinite(least))
                        continue;
                    const auto found = routes.way(a, b);
                    QVERIFY(near(chosenBy(*found), least));
                    QVERIFY(near(found->length().value(), route.tray.value()));
                    ++compared;
                }
            }
        }
        QVERIFY(compared > 100);
    }

    void aRouteIsAsLongEitherWay()
    {
        std::mt19937 random{7};
        const auto trays = streets(random, 6);
        const TrayGraph graph = graphOf(trays);
        std::vector<Placement> racks;
        for (int i = 0; i < 10; ++i)
            racks.push_back(rack("r" + std::to_string(i), (i * 7919) % 18'000, (i * 104'729) % 18'000));
        TrayRoutes there{graph, trayPlaces(racks)}, back{graph, trayPlaces(racks)};
        for (std::uint32_t a = 0; a < racks.size(); ++a) {
            for (std::uint32_t b = 0; b < racks.size(); ++b) {
                const Metres low{0.3}, high{1.9};
                QCOMPARE(there.route(a, low, b, high, {}).length().value(), back.route(b, high, a, low, {}).length().value());
            }
        }
    }

    void betweenCornersNoDetourIsShorter()
    {
        std::mt19937 random{11};
        const TrayGraph graph = graphOf(streets(random, 6));
        // Racks on one street each that they alone reach: their drops are one place.
        std::vector<Placement> racks;
        for (const TrayGraph::Node& node : graph.nodes())
            racks.push_back(rack("n" + std::to_string(racks.size()), std::llround(node.x * 1000), std::llround(node.y * 1000)));
        TrayRoutes routes{graph, trayPlaces(racks)};
        const auto length = [&](std::uint32_t a, std::uint32_t b) {
            return a == b ? 0.0 : routes.route(a, floorLevel, b, floorLevel, {}).tray.value();
        };
        const auto count = std::min<std::uint32_t>(static_cast<std::uint32_t>(racks.size()), 14);
        for (std::uint32_t a = 0; a < count; ++a) {
            for (std::uint32_t b = 0; b < count; ++b) {
                for (std::uint32_t c = 0; c < count; ++c)
                    QVERIFY(length(a, c) <= length(a, b) + length(b, c) + 0.01);
            }
        }
    }

    void moreTraysMakeNoRouteLonger()
    {
        std::mt19937 random{3};
        std::vector<CableTray> trays{tray("ring", {at(-500, -500), at(15'500, -500), at(15'500, 15'500), at(-500, 15'500), at(-500, -500)})};
        std::vector<Placement> racks;
        for (int i = 0; i < 8; ++i)
            racks.push_back(rack("r" + std::to_string(i), i < 4 ? i * 4000 : 15'000, i < 4 ? 0 : (i - 4) * 4000 + 1500));
        std::uniform_int_distribution<int> place(0, 15'000);
        std::vector<double> before(racks.size(), std::numeric_limits<double>::infinity());
        int shorter = 0;
        for (int more = 0; more < 12; ++more) {
            const TrayGraph graph = graphOf(trays);
            TrayRoutes routes{graph, trayPlaces(racks)};
            for (std::uint32_t i = 1; i < racks.size(); ++i) {
                const Route route = routes.route(0, floorLevel, i, floorLevel, {});
                QCOMPARE(route.basis, RouteBasis::Trays);
                const double length = chosenBy(*routes.way(0, i));
                QVERIFY(length <= before[i] + 1e-9);
                shorter += std::isfinite(before[i]) && length < before[i] - 1e-6 ? 1 : 0;
                before[i] = length;
            }
            trays.push_back(tray("more" + std::to_string(more), {at(place(random), -500), at(place(random), 15'500)}));
        }
        QVERIFY(shorter > 0);
    }

    void theTraysOfAPodMeetThoseOfTheHall()
    {
        Arrangement inside;
        inside.trays = {tray("row", {at(0, 0), at(6000, 0)})};
        const auto pod = std::make_shared<const PodDesign>(*PodDesign::create(PodDesignId::literal("su"), "SU", inside));
        Hall hall;
        hall.arrangement.trays = {tray("main", {at(-1000, 10'000), at(20'000, 10'000)})};
        // Turned by a quarter its row runs north from (3000, 4000) to (3000, 10000), where the main tray passes.
        hall.pods = {{PlacementId::literal("su-1"), {}, pod, at(3000, 4000), Turn::Quarter}};
        const TrayGraph graph = trayGraphOf(hall);
        QCOMPARE(graph.trays().back().path, std::string("su-1/row"));
        const std::vector<Placement> racks{rack("x", 3000, 4000), rack("y", 9000, 10'000)};
        QVERIFY(near(alongTrays(graph, racks, 0, 1).value(), 12.0));
    }

    void aTangleIsRefusedRatherThanWaitedFor()
    {
        std::vector<CableTray> trays;
        for (int i = 0; i < 400; ++i) {
            trays.push_back(tray("v" + std::to_string(i), {at(i * 1000, 0), at(i * 1000, 400'000)}));
            trays.push_back(tray("h" + std::to_string(i), {at(0, i * 1000), at(400'000, i * 1000)}));
        }
        const TrayGraph graph = graphOf(trays);
        QVERIFY(!graph.complete());
        const std::vector<Placement> racks{rack("a", 0, 0), rack("b", 9000, 0)};
        QVERIFY(!alongTrays(graph, racks, 0, 1));
    }
};

QTEST_APPLESS_MAIN(TrayRoutesTest)
#include "tst_TrayRoutes.moc"
