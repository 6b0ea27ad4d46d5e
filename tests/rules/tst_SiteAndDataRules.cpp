#include "tests/rules/Judging.h"
#include "tests/support/Designs.h"
#include "tests/support/Shipped.h"

#include "model/catalog/PartFigures.h"
#include "model/exchange/MachineOfDesign.h"
#include "model/power/DesignNetwork.h"
#include "model/reliability/Sustainability.h"

#include <QTest>

#include <cmath>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

bool near(double found, double expected)
{
    return std::abs(found - expected) <= 1e-5 * std::abs(expected);
}

std::string said(const Design& design, std::string_view rule, const Profile& by = profile())
{
    return colonnade::test::said(judged(design, by), rule);
}

Design fixed(const Design& design, std::string_view rule)
{
    const auto findings = of(judged(design), rule);
    if (findings.empty() || findings.front().fixes.empty())
        throw std::runtime_error("no fix");
    auto next = findings.front().fixes.front().edit(design);
    if (!next)
        throw std::runtime_error(next.error().text);
    return *next;
}

Arrangement oneRack(const ServerSpec& server = {}, bool fed = true, double feedAmperes = 1000)
{
    const auto rack = TinyRack{"ac"}.add(tinyServer(server)).add(tinyPdu(), Side::A).add(tinyPdu(), Side::B).made();
    TinyFloor floor;
    floor.arrangement.feeds = {tinyFeed("a", Side::A, 415, feedAmperes), tinyFeed("b", Side::B, 415, feedAmperes)};
    for (Feed& feed : floor.arrangement.feeds) {
        feed.kind = FeedKind::Ups;
        feed.equipment.efficiency = 0.96;
    }
    floor.rack("r1", rack, fed ? "A=a B=b" : "");
    return floor.arrangement;
}

Design atSite(const Design& design, const std::function<void(Site&)>& change)
{
    return design
        .changedHall([&](const Hall& before) -> Result<Hall> {
            Hall hall = before;
            change(hall.site);
            return hall;
        })
        .value();
}

Design efficient(double mechanicalShare)
{
    return atSite(tinyDesign(oneRack()), [&](Site& site) {
        site.mechanicalShare = mechanicalShare;
        site.other = Watts{};
    });
}

const std::string none;

} // namespace

class SiteAndDataRulesTest : public QObject {
    Q_OBJECT
private slots:
    void formulasGiveTheWorkedFigures()
    {
        const Watts it{2.8e6};
        const double pue = powerUsageEffectiveness(it, conversionLoss(it, 0.96), Watts{0.35e6}, Watts{0.05e6});
        QVERIFY(near(pue, 1.18452));
        QVERIFY(near(waterUsageEffectiveness(42'000, 24.5e6), 1.71429));
        QVERIFY(near(carbonUsageEffectiveness(1.184524, 0.35), 0.414583));
        const double reused = energyReuseFactor(Watts{1.2e6}, it * pue);
        QVERIFY(near(reused, 0.361809));
        QVERIFY(near(energyReuseEffectiveness(pue, reused), 0.755952));
    }

    // 10 kW through 96 %: 1.0417, and the mechanical share.
    void sus001TellsOfAHighPue()
    {
        QCOMPARE(said(tinyDesign(oneRack()), "SUS-001"), std::string("not-evaluated SUS-001/hall"));
        QCOMPARE(said(efficient(0.458), "SUS-001"), none);
        QCOMPARE(said(efficient(0.459), "SUS-001"), std::string("info SUS-001/hall"));
        QVERIFY(near(*of(judged(efficient(0.459)), "SUS-001").front().measured, 1 / 0.96 + 0.459));
    }

    // Cooling outside the hall takes 15 % of the IT power, lighting and controls 15 kW; the CDUs are provisioned with the racks.
    void whatTheFacilityTakesIsPartOfTheMachineOfItsWorkloads()
    {
        const Design design = reference("gb300-nvl72-su");
        const auto machine = machineOf(design, profile());
        QVERIFY2(machine.has_value(), machine ? "" : machine.error().text.c_str());
        const SustainabilityFacts facts =
            sustainabilityFacts(design, DesignNetwork{design, profile().power}.state().conversion, profile().cooling.rise);
        const double site = facts.it.value() * 1.15 + 15'000 + facts.conversion.value() + facts.ownCooling.value();
        QVERIFY(facts.ownCooling.value() > 0 && facts.conversion.value() > 0);
        QVERIFY(near(*machine->facilityFactor, site / design.facts().provisioned.known.value()));
        QVERIFY(!machineOf(atSite(design, [](Site& silent) { silent.other.reset(); }), profile())->facilityFactor);
    }

    void sus001AsksForTheEfficiencyOfEveryUps()
    {
        Arrangement floor = oneRack();
        floor.feeds.front().equipment.efficiency.reset();
        const Design design = atSite(tinyDesign(floor), [](Site& site) {
            site.mechanicalShare = 0.1;
            site.other = Watts{};
        });
        const auto findings = of(judged(design), "SUS-001");
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings.front().missing, std::vector<std::string>{"efficiency of '" + floor.feeds.front().name + "'"});
    }

    // 10 kW for a year are 87,600 kWh.
    void sus002TellsOfMuchWater()
    {
        const auto using_ = [](double cubicMetres) {
            return atSite(tinyDesign(oneRack()), [&](Site& site) { site.waterPerYear = cubicMetres; });
        };
        QCOMPARE(said(using_(87.6 * 1.79), "SUS-002"), none);
        QCOMPARE(said(using_(87.6 * 1.81), "SUS-002"), std::string("info SUS-002/hall"));
        QCOMPARE(said(tinyDesign(oneRack()), "SUS-002"), std::string("not-evaluated SUS-002/hall"));
    }

    // PUE 1.0417 + 0.1 = 1.1417; 0.3 / 1.1417 = 0.26277.
    void sus003TellsOfMuchCarbon()
    {
        const auto from = [](std::optional<double> factor) {
            return atSite(efficient(0.1), [&](Site& site) { site.carbonPerKwh = factor; });
        };
        Profile strict = profile();
        strict.rules["SUS-003"].parameters["most"] = 0.3;
        QCOMPARE(colonnade::test::said(judged(from(0.262), strict), "SUS-003"), none);
        QCOMPARE(colonnade::test::said(judged(from(0.264), strict), "SUS-003"), std::string("info SUS-003/hall"));
        QCOMPARE(said(from({}), "SUS-003"), std::string("not-evaluated SUS-003/hall"));
        // Without a limit it is a number, not a finding.
        const Evaluation plain = judged(from(0.9));
        QCOMPARE(colonnade::test::said(plain, "SUS-003"), none);
        QVERIFY(near(*plain.nearest.at("SUS-003").measured, 0.9 * (1 / 0.96 + 0.1)));
        QVERIFY(!plain.nearest.at("SUS-003").limit);
    }

    void sus004TellsOfWarmWaterThatNobodyUses()
    {
        const auto reusing = [](double facility, double watts) {
            Arrangement floor = oneRack();
            floor.loops = {tinyLoop("tcs", facility)}; // Rises by 10 K.
            return atSite(tinyDesign(floor), [&](Site& site) {
                site.mechanicalShare = 0.1;
                site.other = Watts{};
                site.heatReuse = Watts{watts};
            });
        };
        Profile wanting = profile();
        wanting.rules["SUS-004"].parameters["least_share"] = 0.1;
        const auto wanted = [&](const Design& design) { return colonnade::test::said(judged(design, wanting), "SUS-004"); };
        QCOMPARE(wanted(reusing(34, 0)), none);
        QCOMPARE(wanted(reusing(35, 0)), std::string("info SUS-004/hall"));
        QCOMPARE(wanted(reusing(35, 1'200)), none); // 1.2 of 11.4 kW
        const Evaluation plain = judged(reusing(35, 1'200));
        QCOMPARE(colonnade::test::said(plain, "SUS-004"), none);
        QVERIFY(near(*plain.nearest.at("SUS-004").measured, 100 * 1.2 / (10 / 0.96 + 1)));
        QCOMPARE(said(reusing(35, 1e6), "SUS-004"), std::string("info SUS-004/hall")); // More than the site draws.
        QCOMPARE(said(efficient(0.1), "SUS-004"), std::string("not-evaluated SUS-004/hall"));
    }

    // What only works out a number of the design is on the rule's page, not among what wants an answer.
    void mereFactsAreNoFindingsOfTheReferences()
    {
        for (const std::string_view name : references) {
            const Evaluation evaluation = judged(reference(name));
            for (const std::string_view rule : {"REL-005", "SUS-003", "SUS-004"}) {
                QCOMPARE(colonnade::test::said(evaluation, rule), none);
                QVERIFY2(evaluation.nearest.contains(rule) && evaluation.nearest.find(rule)->second.measured, rule.data());
                QCOMPARE(evaluation.coverage.find(std::string(rule))->second.evaluated, 1);
            }
        }
    }

    // √3 · 415 V · 60 A · 0.8 · 0.98 = 33.8 kW on the surviving PDU; 8 of 48 units.
    void sus005TellsOfRacksBoundByPower()
    {
        QCOMPARE(said(tinyDesign(oneRack({.watts = 31'000, .supplyWatts = 16'000})), "SUS-005"), none);
        QCOMPARE(said(tinyDesign(oneRack({.watts = 33'000, .supplyWatts = 16'500})), "SUS-005"),
                 std::string("info SUS-005/rack:ac"));
        // Overloaded: for the rules of power.
        QCOMPARE(said(tinyDesign(oneRack({.watts = 36'000, .supplyWatts = 18'000})), "SUS-005"), none);
    }

    void dq002TellsOfFiguresThatNobodyReadOfLate()
    {
        const auto readOn = [](const std::string& date, Basis basis) {
            PartType server = *tinyServer();
            server.sources = {SourceId::literal("sheet")};
            addMissingFigures(server);
            for (Figure& figure : server.figures)
                figure.basis = basis;
            const auto rack =
                TinyRack{"ac"}.add(std::make_shared<const PartType>(std::move(server))).made();
            TinyFloor floor;
            floor.rack("r1", rack);
            Source source{SourceId::literal("sheet")};
            source.title = "Data sheet";
            source.date = date;
            return tinyDesign(floor.arrangement).withSource(source);
        };
        QCOMPARE(said(readOn("2025-06-01", Basis::Quoted), "DQ-002"), none); // 365 d before today
        QCOMPARE(said(readOn("2025-05-31", Basis::Quoted), "DQ-002"), std::string("info DQ-002/design"));
        QCOMPARE(said(readOn("2026-05-31", Basis::Estimated), "DQ-002"), std::string("info DQ-002/design"));
        QVERIFY(of(judged(readOn("", Basis::Quoted)), "DQ-002").front().message.find("'server'") != std::string::npos);
    }

    void dq004WarnsOfRacksWithoutFeedsUntilTheyAreAssigned()
    {
        const Design design = tinyDesign(oneRack({}, false));
        QCOMPARE(said(design, "DQ-004"), std::string("warning DQ-004/pod:su#side-A; warning DQ-004/pod:su#side-B"));
        QCOMPARE(said(fixed(design, "DQ-004"), "DQ-004"), none);
        QCOMPARE(said(tinyDesign(oneRack()), "DQ-004"), none);
        Profile release = profile();
        release.rules["DQ-004"].parameters["release"] = 1;
        QCOMPARE(said(design, "DQ-004", release),
                 std::string("error DQ-004/pod:su#side-A; error DQ-004/pod:su#side-B"));
    }

    void dq004WarnsOfLiquidWithoutALoop()
    {
        Arrangement floor = oneRack({.liquid = 0.8, .inletMaxC = 45});
        floor.loops = {tinyLoop("tcs", 32)};
        const Design design = tinyDesign(floor);
        QCOMPARE(said(design, "DQ-004"), std::string("warning DQ-004/pod:su#loops"));
        QCOMPARE(said(fixed(design, "DQ-004"), "DQ-004"), none);
    }

    void dq004WarnsOfPodsThatMissTheHallsFeeds()
    {
        const Design design = tinyDesign(oneRack(), 3)
                                  .changedHall([](const Hall& before) -> Result<Hall> {
                                      Hall hall = before;
                                      hall.arrangement.feeds = {tinyFeed("ua", Side::A, 415, 4000),
                                                                tinyFeed("ub", Side::B, 415, 4000)};
                                      return hall;
                                  })
                                  .value();
        QCOMPARE(said(design, "DQ-004"), std::string("warning DQ-004/hall#pods"));
        QCOMPARE(*of(judged(design), "DQ-004").front().measured, 3.0);
        const Design mended = fixed(design, "DQ-004");
        QCOMPARE(said(mended, "DQ-004"), none);
        QCOMPARE(mended.hall()->pods.front().feeds.size(), std::size_t{2});
    }

    void dq004WarnsOfRackDesignsThatStandNowhere()
    {
        const auto spare = TinyRack{"spare"}.add(tinyServer()).made();
        const Design design = tinyDesign(oneRack()).withRackDesign(*spare);
        QCOMPARE(said(design, "DQ-004"), std::string("warning DQ-004/rack:spare#placed"));
        QCOMPARE(said(fixed(design, "DQ-004"), "DQ-004"), none);
        QCOMPARE(said(Design{}.withRackDesign(*spare), "DQ-004"), none); // Nothing is placed yet.
    }

    void dq005RefusesAPercentageForAShare()
    {
        const auto shelved = [](double efficiency) {
            PartType shelf = *tinyShelf();
            setFigure(shelf, "efficiency_peak", efficiency);
            TinyRack rack{"dc"};
            rack.add(std::make_shared<const PartType>(shelf), Side::A);
            TinyFloor floor;
            floor.rack("r1", rack);
            return tinyDesign(floor.arrangement);
        };
        QCOMPARE(said(shelved(1), "DQ-005"), none);
        QCOMPARE(said(shelved(96), "DQ-005"), std::string("error DQ-005/part:shelf#efficiency"));
        QCOMPARE(said(fixed(shelved(96), "DQ-005"), "DQ-005"), none);
        QCOMPARE(said(shelved(0), "DQ-005"), std::string("error DQ-005/part:shelf#efficiency"));
    }

    void dq005DoubtsNodesThatWeighTooLittle()
    {
        QCOMPARE(said(tinyDesign(oneRack({.massKg = 16})), "DQ-005"), none); // 2 kg for each of eight
        QCOMPARE(said(tinyDesign(oneRack({.massKg = 10})), "DQ-005"),
                 std::string("warning DQ-005/part:server#mass-per-accelerator"));
        QCOMPARE(said(tinyDesign(oneRack({.watts = 161'000})), "DQ-005"),
                 std::string("error DQ-005/part:server#power-per-unit")); // 20.1 kW for each of eight
    }
};

QTEST_APPLESS_MAIN(SiteAndDataRulesTest)
#include "tst_SiteAndDataRules.moc"
