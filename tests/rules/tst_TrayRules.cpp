#include "tests/rules/CabledRacks.h"

#include "model/fabric/TrayUse.h"
#include "model/rules/Pathways.h"

#include <QTest>

using namespace colonnade::model;
using namespace colonnade::test;
using enum CageForm;
using Medium = CableFigures::Medium;

namespace {

const std::string none;

CableTray tray(std::string_view id, std::vector<Point> points, int width = 300, int depth = 100)
{
    CableTray made{TrayId::literal(id), {}, CableTray::Kind::Ladder, std::move(points)};
    made.width = Millimetres{width};
    made.depth = Millimetres{depth};
    return made;
}

Point at(int x, int y)
{
    return {Millimetres{x}, Millimetres{y}};
}

PartRef copper(std::optional<double> diameter, std::optional<double> gramsPerMetre = {})
{
    PartType part = *fabrictest::cable("dac", Medium::Dac, 400, 30, {Qsfp112}, {Qsfp112});
    part.cable->diameterMm = diameter;
    if (gramsPerMetre)
        part.cable->mass = KilogramsPerMetre{*gramsPerMetre / 1000};
    return std::make_shared<const PartType>(part);
}

/// `cables` nodes' ports in the first rack beside a switch in the second, under one tray over both.
struct UnderOneTray {
    explicit UnderOneTray(int cables = 8)
        : racks{fabrictest::server(cables, 400, Qsfp112, 16), fabrictest::ethernetSwitch(128, 400, Qsfp112)}
    {
        racks.fabric.family = FabricFamily::SingleTier;
        racks.floor.arrangement.trays = {tray("t1", {at(-600, 600), at(3000, 600)})};
    }
    UnderOneTray& of(const PartRef& medium)
    {
        racks.fabric.media = {medium};
        return *this;
    }
    CableTray& over() { return racks.floor.arrangement.trays.front(); }
    [[nodiscard]] std::string said(std::string_view rule, const Profile& by = profile()) const
    {
        return colonnade::test::said(racks.judged(by), rule);
    }

    CabledRacks racks;
};

/// A node of a storage fabric with a link to each of two leaves in racks of their own, which stand where a test puts them.
struct TwoWays {
    Point north, south; ///< Of the racks of the leaves.
    std::vector<CableTray> trays{};
    std::string second = "l02/s1"; ///< The other leaf.
    FabricRole role = FabricRole::Storage;

    [[nodiscard]] Evaluation judged() const
    {
        const PartRef leaf = fabrictest::ethernetSwitch(32, 400, Qsfp112);
        fabrictest::FloorOfRacks floor;
        floor.rack("n01", "n", {fabrictest::server(2, 400)});
        floor.rack("l01", "s", {leaf, leaf});
        floor.rack("l02", "s", {leaf});
        Arrangement arrangement = floor.arrangement;
        arrangement.placements[0].at = at(0, 6000);
        arrangement.placements[1].at = north;
        arrangement.placements[2].at = south;
        Fabric fabric = fabrictest::fabric(FabricFamily::Manual);
        fabric.role = role;
        fabric.switches = {{"l01/s1", 1, {}}, {"l01/s2", 1, {}}, {"l02/s1", 1, {}}};
        fabric.media = {copper(8.5)};
        fabric.links = {{CableId::literal("a"), port("n01/n1", PortRole::Compute, 1), port("l01/s1", PortRole::Any, 1), nullptr, {}},
                        {CableId::literal("b"), port("n01/n1", PortRole::Compute, 2), port(second, PortRole::Any, 2), nullptr, {}}};
        arrangement.trays = trays;
        arrangement.fabrics = {fabric};
        return colonnade::test::judged(tinyDesign(arrangement));
    }
};

} // namespace

class TrayRulesTest : public QObject {
    Q_OBJECT
private slots:
    void withoutTraysNothingPasses()
    {
        UnderOneTray place;
        place.of(copper(8.5, 90));
        place.racks.floor.arrangement.trays.clear();
        for (const std::string rule : {"CAB-010", "CAB-012", "CAB-013", "CAB-014", "CAB-015", "CAB-016"})
            QCOMPARE(place.said(rule), fmt::format("not-evaluated {}/pod:su#trays", rule));
        // Racks that no tray joins.
        place.racks.floor.arrangement.trays = {tray("t1", {at(-600, 60'000), at(3000, 60'000)})};
        QCOMPARE(place.said("CAB-010"), std::string("not-evaluated CAB-010/pod:su#unrouted"));
    }

    // 8 cables of 8.5 mm: 453.96 mm².
    void cab010HoldsTraysToHalfOfTheirSection()
    {
        const auto with = [](int width, int depth, std::optional<double> diameter = 8.5) {
            UnderOneTray place;
            place.of(copper(diameter));
            place.over().width = Millimetres{width};
            place.over().depth = Millimetres{depth};
            return place.said("CAB-010");
        };
        QCOMPARE(with(100, 12), none); // 37.8 %
        QCOMPARE(with(100, 11), std::string("warning CAB-010/pod:su#t1")); // 41.3 %
        QCOMPARE(with(90, 10), std::string("error CAB-010/pod:su#t1"));    // 50.4 %
        QCOMPARE(with(300, 100, {}), std::string("not-evaluated CAB-010/pod:su#figures"));
        QCOMPARE(trayFill(1000, 100, 400), trayFill(1000, 100, 150)); // No more than 150 mm count.
        QVERIFY(sharedShare(12, 40, 44) == 0.3 && sharedShare(12, 44, 40) == 0.3 && sharedShare(0, 0, 0) == 0); // CAB-016
    }

    void cab012HoldsTraysToTheirRating()
    {
        const auto with = [](std::optional<double> rated, std::optional<double> grams = 90.0) {
            UnderOneTray place;
            place.of(copper(8.5, grams));
            if (rated)
                place.over().rated = KilogramsPerMetre{*rated};
            return place.said("CAB-012");
        };
        QCOMPARE(with(0.91), none);                                          // 0.72 kg/m: 79 %
        QCOMPARE(with(0.89), std::string("info CAB-012/pod:su#t1"));         // 81 %
        QCOMPARE(with(0.71), std::string("warning CAB-012/pod:su#t1"));      // 101 %
        QCOMPARE(with({}), std::string("not-evaluated CAB-012/pod:su#figures"));
        QCOMPARE(with(50, {}), std::string("not-evaluated CAB-012/pod:su#figures"));
    }

    void cab013HoldsCornersToTheStiffestCable()
    {
        const auto with = [](double corner, std::optional<double> diameter = 8.5, std::optional<double> own = {}) {
            PartType part = *copper(diameter);
            part.cable->bendRadiusMm = own;
            UnderOneTray place;
            place.of(std::make_shared<const PartType>(part));
            return place.said("CAB-013", changed("CAB-013", "corner", corner));
        };
        QCOMPARE(with(68), none); // 8 · 8.5 mm
        QCOMPARE(with(67), std::string("error CAB-013/pod:su"));
        QCOMPARE(with(67, 8.5, 60), none); // The entry says less.
        QCOMPARE(with(0), std::string("not-evaluated CAB-013/pod:su"));
        QCOMPARE(with(68, {}), std::string("not-evaluated CAB-013/pod:su"));
        CableFigures fibre;
        fibre.medium = Medium::MultimodeFibre;
        fibre.diameterMm = 2;
        QCOMPARE(*bendRadiusOf(fibre, 4, 10, 8, 25), 25.0); // Never less than 25 mm.
        fibre.diameterMm = 3;
        QCOMPARE(*bendRadiusOf(fibre, 4, 10, 8, 25), 30.0);
    }

    void cab014CountsTheCablesOfABundle()
    {
        const auto with = [](int cables) { return UnderOneTray{cables}.of(copper(8.5)).said("CAB-014"); };
        QCOMPARE(with(24), none);
        QCOMPARE(with(25), std::string("info CAB-014/fabric:su/compute#copper"));
        UnderOneTray optical{48};
        optical.of(fabrictest::cable("aoc", Medium::Aoc, 400, 30, {Qsfp112}, {Qsfp112}));
        QCOMPARE(optical.said("CAB-014"), none);
        UnderOneTray many{49};
        many.of(fabrictest::cable("aoc", Medium::Aoc, 400, 30, {Qsfp112}, {Qsfp112}));
        QCOMPARE(many.said("CAB-014"), std::string("info CAB-014/fabric:su/compute#fibre"));
    }

    void cab015KeepsPowerApart()
    {
        // Twinax, so screened: 50 mm between edges, whatever the power cables are.
        const auto with = [](int aside, std::optional<bool> screened, int turnY = 0) {
            UnderOneTray place;
            place.of(copper(8.5));
            CableTray power = tray("p1", {at(-600, 600 + aside), at(3000, 600 + aside + turnY)}, 100);
            power.carries = CableTray::Carries::Power;
            power.screened = screened;
            place.racks.floor.arrangement.trays.push_back(power);
            return place.said("CAB-015");
        };
        QCOMPARE(with(250, false), none); // 250 − 150 − 50
        QCOMPARE(with(249, false), std::string("warning CAB-015/pod:su#t1"));
        QCOMPARE(with(249, {}), std::string("warning CAB-015/pod:su#t1")); // The floor holds for both.
        QCOMPARE(with(2000, {}), none);
        QCOMPARE(with(-200, false, 9000), none); // Crosses.
        UnderOneTray alone;
        QCOMPARE(alone.of(copper(8.5)).said("CAB-015"), std::string("not-evaluated CAB-015/pod:su"));
        QCOMPARE(separation(Screening::Unscreened, Screening::Unscreened, Divider::Steel, 50), 50.0);
        QCOMPARE(separation(Screening::Screened, Screening::Unscreened, Divider::Aluminium, 50), 10.0);
        QCOMPARE(separation(Screening::Screened, Screening::Fibre, Divider::None, 50), 50.0);
    }

    // A node 3 m of tray from where the ways to its two leaves part; north it is 3 m more to the first.
    void cab016MeasuresWhatTwoWaysShareByTheShorter()
    {
        const auto found = [](int south, Side other = Side::B) {
            TwoWays place{at(3000, 9000), at(3000, 6000 - south)};
            place.trays = {tray("trunk", {at(300, 6600), at(3300, 6600)}), tray("north", {at(3300, 6600), at(3300, 9600)}),
                           tray("south", {at(3300, 6600), at(3300, 6600 - south)})};
            // The sides lie elsewhere: that there are two is what promises diversity.
            place.trays.push_back(tray("ta", {at(0, 30'000), at(3000, 30'000)}));
            place.trays.push_back(tray("tb", {at(0, 40'000), at(3000, 40'000)}));
            place.trays[3].side = Side::A;
            place.trays[4].side = other;
            return of(place.judged(), "CAB-016");
        };
        // 3 m of 6 m north and 6.6 m south are half of the shorter: more than none, no more than half.
        const auto half = found(3600);
        QCOMPARE(half.size(), std::size_t{1});
        QCOMPARE(half.front().key(), std::string("CAB-016/fabric:su/compute"));
        QVERIFY(half.front().severity == Severity::Warning);
        QVERIFY(std::abs(*half.front().measured - 50) < 1e-6);
        // 3 m of 6 m and 5.4 m: 55.6 %.
        const auto more = found(2400);
        QCOMPARE(more.size(), std::size_t{1});
        QVERIFY(more.front().severity == Severity::Error);
        QVERIFY(std::abs(*more.front().measured - 500.0 / 9) < 1e-6);
        QVERIFY(found(2400, Side::A).empty()); // One side only: nothing is promised.
    }

    void cab016PassesWaysThatShareNothing()
    {
        // North over the trays of side A alone, south over those of side B.
        TwoWays place{at(3000, 9000), at(3000, 3600)};
        place.trays = {tray("ta", {at(300, 7000), at(3300, 7000), at(3300, 9600)}), tray("tb", {at(300, 6200), at(3300, 6200), at(3300, 4200)})};
        place.trays[0].side = Side::A;
        place.trays[1].side = Side::B;
        const Evaluation apart = place.judged();
        QVERIFY(of(apart, "CAB-016").empty());
        QCOMPARE(apart.coverage.at("CAB-016").evaluated, 1);
        // Both leaves in one rack are reached over one way.
        place.second = "l01/s2";
        const auto together = of(place.judged(), "CAB-016");
        QCOMPARE(together.size(), std::size_t{1});
        QVERIFY(together.front().severity == Severity::Error);
        QVERIFY(std::abs(*together.front().measured - 100) < 1e-6);
        // One leaf alone is no pair, and a scale-out fabric promises none.
        place.second = "l01/s1";
        QVERIFY(of(place.judged(), "CAB-016").empty());
        place.second = "l01/s2";
        place.role = FabricRole::ScaleOut;
        QVERIFY(of(place.judged(), "CAB-016").empty());
    }

    void cab011HoldsManagersAndExhaustFree()
    {
        UnderOneTray place{32};
        place.of(copper(8.5));
        QCOMPARE(place.said("CAB-011"), std::string("not-evaluated CAB-011/pod:su#manager"));
        // 32 · 56.745 mm² over two managers: 907.9 mm² each; half of 43 · 43 mm is 924.5, of 42 · 42 882.
        QCOMPARE(place.said("CAB-011", changed("CAB-011", "width", 43)), none);
        QVERIFY2(place.said("CAB-011", changed("CAB-011", "width", 42)).starts_with("warning CAB-011/pod:su/"),
                 place.said("CAB-011", changed("CAB-011", "width", 42)).c_str());
        // The switch of one unit: 1815.8 mm² of 450 · 44.45 = 20 002 mm² are 9.1 %.
        Profile strict = changed("CAB-011", "exhaust_share", 0.09);
        strict.rules["CAB-011"].parameters["width"] = 100;
        const std::string said = place.said("CAB-011", strict);
        QVERIFY2(said.find("warning CAB-011/pod:su/l01#exhaust") != std::string::npos, said.c_str());
        QVERIFY(place.of(copper({})).said("CAB-011").find("not-evaluated CAB-011/pod:su#exhaust") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TrayRulesTest)
#include "tst_TrayRules.moc"
