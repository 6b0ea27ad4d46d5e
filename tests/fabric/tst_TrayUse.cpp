#include "tests/fabric/FabricParts.h"

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

CableTray tray(std::string_view id, std::vector<Point> points)
{
    return {TrayId::literal(id), {}, CableTray::Kind::Ladder, std::move(points)};
}

Arrangement racksAt(const std::vector<Point>& middles)
{
    const auto design = std::make_shared<const RackDesign>(*RackDesign::create(RackDesignId::literal("r"), "R", frame()));
    Arrangement all;
    for (const Point& middle : middles)
        all.placements.push_back({PlacementId::literal("p" + std::to_string(all.placements.size())), {}, {}, design,
                                  middle - at(300, 600), Turn::None, {}, {}, false});
    return all;
}

PartRef cable(std::string_view id, std::optional<double> diameter, std::optional<double> kilogramsPerMetre = {})
{
    PartType part{TypeId::literal(id)};
    part.kind = PartKind::Cable;
    part.cable = CableFigures{};
    part.cable->diameterMm = diameter;
    if (kilogramsPerMetre)
        part.cable->mass = KilogramsPerMetre{*kilogramsPerMetre};
    return std::make_shared<const PartType>(part);
}

struct Run {
    std::uint32_t a, b;
    std::uint16_t medium; ///< In `media`; `CableColumns::none`: without one.
    int count;
};

/// A plan of which only places and media matter.
std::shared_ptr<const FabricPlan> planOf(const Arrangement& all, std::vector<PartRef> media, const std::vector<Run>& runs)
{
    auto plan = std::make_shared<FabricPlan>();
    plan->media = std::move(media);
    for (std::uint32_t i = 0; i < all.placements.size(); ++i)
        plan->nodes.push_back({i, -1});
    plan->cables.firstLink.push_back(0);
    for (const Run& run : runs) {
        for (int i = 0; i < run.count; ++i) {
            plan->cables.linkOrder.push_back(static_cast<std::uint32_t>(plan->links.a.size()));
            plan->links.a.push_back(run.a);
            plan->links.b.push_back(run.b);
            plan->cables.firstLink.push_back(static_cast<std::uint32_t>(plan->cables.linkOrder.size()));
            plan->cables.medium.push_back(run.medium);
            plan->gaps += run.medium == CableColumns::none ? 1 : 0;
        }
    }
    return plan;
}

TrayUse useOf(const Arrangement& all, const std::vector<std::shared_ptr<const FabricPlan>>& plans)
{
    return trayUse(trayGraphOf(all), all, plans);
}

bool near(double a, double b)
{
    return std::abs(a - b) < 1e-9 * std::max({1.0, std::abs(a), std::abs(b)});
}

} // namespace

class TrayUseTest : public QObject {
    Q_OBJECT
private slots:
    void theExamplesOfTheRulesComeOut_data()
    {
        QTest::addColumn<int>("fibres");
        QTest::addColumn<int>("copper");
        QTest::addColumn<double>("fill");
        QTest::addColumn<double>("mass");
        // CAB-010 and CAB-012: a tray of 300 by 100 mm; cords of 3.0 mm and 10 g/m, DAC of 8.5 mm and 90 g/m.
        QTest::newRow("400 cords") << 400 << 0 << 0.0942478 << 4.0;
        QTest::newRow("and 200 DAC") << 400 << 200 << 0.472548 << 22.0;
        QTest::newRow("and 240 DAC") << 400 << 240 << 0.548208 << 25.6;
    }

    void theExamplesOfTheRulesComeOut()
    {
        QFETCH(int, fibres);
        QFETCH(int, copper);
        QFETCH(double, fill);
        QFETCH(double, mass);
        Arrangement all = racksAt({at(0, 0), at(5000, 0)});
        all.trays = {tray("row", {at(0, 0), at(5000, 0)})};
        const auto plan = planOf(all, {cable("cord", 3.0, 0.01), cable("dac", 8.5, 0.09)}, {{0, 1, 0, fibres}, {1, 0, 1, copper}});
        const TrayUse use = useOf(all, {plan});
        QCOMPARE(use.stretches.size(), std::size_t{1});
        QVERIFY(std::abs(use.fill(use.stretches.front(), trayGraphOf(all)).value() - fill) < 1e-6);
        QVERIFY(near(use.stretches.front().mass.known.value(), mass));
        QVERIFY(use.stretches.front().mass.complete());
        QCOMPARE(use.stretches.front().cables, fibres + copper);
    }

    void noMoreThan150MillimetresOfTheDepthCount()
    {
        Arrangement all = racksAt({at(0, 0), at(5000, 0)});
        all.trays = {tray("row", {at(0, 0), at(5000, 0)})};
        const auto plan = planOf(all, {cable("dac", 10.0)}, {{0, 1, 0, 60}});
        const auto fillAt = [&](int depth) {
            all.trays.front().depth = Millimetres{depth};
            const TrayUse use = useOf(all, {plan});
            return use.fill(use.stretches.front(), trayGraphOf(all)).value();
        };
        QVERIFY(near(fillAt(150), fillAt(300)));
        QVERIFY(near(fillAt(75), 2 * fillAt(150)));
    }

    void whatIsNotKnownIsCountedAndNotTakenForNothing()
    {
        Arrangement all = racksAt({at(0, 0), at(5000, 0)});
        all.trays = {tray("row", {at(0, 0), at(5000, 0)})};
        const TrayUse some = useOf(all, {planOf(all, {cable("dac", 10.0), cable("new", {})},
                                                {{0, 1, 0, 4}, {0, 1, 1, 3}, {0, 1, CableColumns::none, 2}})});
        const TrayStretch& stretch = some.stretches.front();
        QCOMPARE(stretch.cables, 9);
        QCOMPARE(stretch.withoutDiameter, 5);
        QCOMPARE(stretch.mass.missing, 9);
        QVERIFY(near(stretch.area, 4 * std::acos(-1.0) * 25));
        const TrayUse none = useOf(all, {planOf(all, {cable("new", {})}, {{0, 1, 0, 3}})});
        QVERIFY(!none.fill(none.stretches.front(), trayGraphOf(all)));
    }

    void cablesThatJoinOnTheWayFillTheRestOfTheRow()
    {
        Arrangement all = racksAt({at(0, 0), at(2000, 0), at(6000, 0)});
        all.trays = {tray("row", {at(-500, 0), at(6500, 0)})};
        const TrayUse use = useOf(all, {planOf(all, {cable("dac", 10.0)}, {{0, 2, 0, 8}, {1, 2, 0, 5}})});
        QCOMPARE(use.bundles.size(), std::size_t{2});
        QCOMPARE(use.stretches.size(), std::size_t{2});
        QCOMPARE(use.stretches[0].cables, 8);
        QCOMPARE(use.stretches[1].cables, 13);
        QVERIFY(near(use.stretches[0].from, 0.5)); // The row begins half a metre before the first rack.
        QVERIFY(near(use.stretches[1].from, 2.5));
        QVERIFY(near(use.stretches[1].to, 6.5));
    }

    void whatNoTrayJoinsLiesInNone()
    {
        Arrangement all = racksAt({at(0, 0), at(2000, 0), at(2000, 9000)});
        all.trays = {tray("row", {at(-500, 0), at(6500, 0)})};
        const TrayUse use = useOf(all, {planOf(all, {cable("dac", 10.0)}, {{0, 2, 0, 8}, {0, 1, 0, 5}, {1, 1, 0, 7}})});
        QCOMPARE(use.unrouted, 8);
        QCOMPARE(use.bundles.size(), std::size_t{1});
        QCOMPARE(use.stretches.front().cables, 5);
    }

    void fabricsLieSideBySideAndStayApartInTheCount()
    {
        Arrangement all = racksAt({at(0, 0), at(5000, 0)});
        all.trays = {tray("row", {at(0, 0), at(5000, 0)})};
        const PartRef dac = cable("dac", 10.0);
        const TrayUse use = useOf(all, {planOf(all, {dac}, {{0, 1, 0, 8}}), nullptr, planOf(all, {dac}, {{0, 1, 0, 3}})});
        QCOMPARE(use.parts.size(), std::size_t{1});
        QVERIFY((use.stretches.front().of == std::vector<CableCount>{{0, 0, 8}, {2, 0, 3}}));
    }

    void everyPlaceHoldsTheBundlesThatPassIt()
    {
        std::mt19937 random{42};
        std::uniform_int_distribution<int> place(0, 9), count(1, 40);
        Arrangement all = racksAt({});
        std::vector<Point> middles;
        for (int row = 0; row < 3; ++row) {
            for (int i = 0; i < 10; ++i)
                middles.push_back(at(i * 600, row * 3000));
        }
        all = racksAt(middles);
        for (int row = 0; row < 3; ++row)
            all.trays.push_back(tray("row" + std::to_string(row), {at(-600, row * 3000), at(6000, row * 3000)}));
        all.trays.push_back(tray("west", {at(-400, -200), at(-400, 6200)}));
        all.trays.push_back(tray("east", {at(5900, -200), at(5900, 6200)}));
        std::vector<Run> runs;
        int total = 0;
        for (int i = 0; i < 60; ++i) {
            const auto a = static_cast<std::uint32_t>(place(random) + 10 * (place(random) % 3));
            const auto b = static_cast<std::uint32_t>(place(random) + 10 * (place(random) % 3));
            if (a == b)
                continue;
            runs.push_back({a, b, 0, count(random)});
            total += runs.back().count;
        }
        const TrayUse use = useOf(all, {planOf(all, {cable("dac", 10.0)}, runs)});
        QCOMPARE(use.unrouted, 0);
        int bundled = 0;
        for (const CableBundle& bundle : use.bundles)
            bundled += bundle.cables;
        QCOMPARE(bundled, total);
        const TrayGraph graph = trayGraphOf(all);
        double metres = 0, metresOfBundles = 0;
        for (std::uint32_t segment = 0; segment < graph.segments().size(); ++segment) {
            for (int i = 0; i < 50; ++i) {
                const double where = graph.segments()[segment].length * (i + 0.4831) / 50;
                int expected = 0, found = 0;
                for (const CableBundle& bundle : use.bundles) {
                    for (const TrayStep& step : bundle.way.steps) {
                        if (step.segment == segment && std::min(step.from, step.to) < where && where < std::max(step.from, step.to))
                            expected += bundle.cables;
                    }
                }
                for (const TrayStretch& stretch : use.stretches) {
                    if (stretch.segment == segment && stretch.from < where && where < stretch.to)
                        found += stretch.cables;
                }
                QCOMPARE(found, expected);
            }
        }
        for (const TrayStretch& stretch : use.stretches)
            metres += stretch.cables * (stretch.to - stretch.from);
        for (const CableBundle& bundle : use.bundles)
            metresOfBundles += bundle.cables * (bundle.way.length() - Metres{bundle.way.from.aside + bundle.way.to.aside}).value();
        QVERIFY(near(metres, metresOfBundles));
    }

    void aFabricOverTraysKnowsWhatItsLengthsGoBy()
    {
        FloorOfRacks floor;
        floor.rack("a01", "n", {server(2, 400), server(2, 400)});
        floor.rack("b01", "s", {ethernetSwitch(8, 400, Qsfp112)});
        Fabric one = fabric(FabricFamily::SingleTier);
        one.switches = {{"b01/s1", 1, {}}};
        const FabricPlan estimated = planned(floor, one);
        QVERIFY2(!estimated.refusal, estimated.refusal ? estimated.refusal->text.c_str() : "");
        QCOMPARE(estimated.estimated, static_cast<int>(estimated.cables.size()));
        floor.arrangement.trays = {tray("row", {at(-1000, 600), at(3000, 600)})};
        const FabricPlan routed = planned(floor, one);
        QCOMPARE(routed.estimated, 0);
        QCOMPARE(routed.cables.size(), std::size_t{4});
        for (std::size_t i = 0; i < routed.cables.size(); ++i) {
            QCOMPARE(routed.cables.basis[i], RouteBasis::Trays);
            // The tray is as high as the estimate takes it, and runs over the middles of the racks.
            QVERIFY(std::abs(routed.cables.routed[i] - estimated.cables.routed[i]) < 1e-4F);
        }
        floor.arrangement.trays.front().points = {at(-1000, 600), at(3000, 600)};
        floor.arrangement.trays.front().height = Millimetres{3000};
        const FabricPlan higher = planned(floor, one);
        QVERIFY(std::abs(higher.cables.routed[0] - routed.cables.routed[0] - 0.6F * 1.05F) < 1e-4F);
    }
};

QTEST_APPLESS_MAIN(TrayUseTest)
#include "tst_TrayUse.moc"
