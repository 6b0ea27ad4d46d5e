#include "tests/rules/Judging.h"
#include "tests/support/Designs.h"
#include "tests/support/Shipped.h"

#include "model/reliability/ReliabilityFacts.h"

#include <QTest>

#include <cmath>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

bool near(double found, double expected, double share = 1e-5)
{
    return std::abs(found - expected) <= share * std::abs(expected);
}

/// Servers of eight accelerators, each in a rack with two PDUs, on two feeds.
Arrangement nodes(int racks, int supplies = 6, double watts = 10'000)
{
    const auto rack = TinyRack{"ac"}
                          .add(tinyServer({.watts = watts, .supplies = supplies, .supplyWatts = watts / 2}))
                          .add(tinyPdu(), Side::A)
                          .add(tinyPdu(), Side::B)
                          .made();
    TinyFloor floor;
    floor.arrangement.feeds = {tinyFeed("a", Side::A, 415, 1000), tinyFeed("b", Side::B, 415, 1000)};
    for (int i = 0; i < racks; ++i)
        floor.rack(fmt::format("r{}", i + 1), rack, "A=a B=b");
    return floor.arrangement;
}

Design sparing(const Design& design, std::optional<int> spareNodes)
{
    return design
        .changedHall([&](const Hall& before) -> Result<Hall> {
            Hall hall = before;
            hall.site.spareNodes = spareNodes;
            return hall;
        })
        .value();
}

/// With four air handlers of which three carry the hall; of a hundred, two fail together now and then.
Design fewHandlers(const Design& design)
{
    return design
        .changedHall([](const Hall& before) -> Result<Hall> {
            Hall hall = before;
            hall.air->units = 4;
            return hall;
        })
        .value();
}

Profile with(const std::function<void(ReliabilityBasis&)>& change)
{
    Profile mine = profile();
    change(mine.reliability);
    return mine;
}

Profile failing(double perNodeDay)
{
    return with([&](ReliabilityBasis& basis) { basis.nodeFailuresPerDay = perNodeDay; });
}

std::string said(const Design& design, std::string_view rule, const Profile& by = profile())
{
    return colonnade::test::said(judged(design, by), rule);
}

/// A rack of 100 kW, four fifths to liquid, on two feeds and one loop of so many CDUs of 1 MW.
Arrangement wet(int cdus)
{
    const auto rack = TinyRack{"wet"}
                          .add(tinyServer({.id = "wet", .watts = 100'000, .supplyWatts = 50'000, .liquid = 0.8, .inletMaxC = 45}))
                          .add(tinyPdu(415, 3, 400), Side::A)
                          .add(tinyPdu(415, 3, 400), Side::B)
                          .made();
    TinyFloor floor;
    floor.arrangement.feeds = {tinyFeed("a", Side::A, 415, 1000), tinyFeed("b", Side::B, 415, 1000)};
    floor.arrangement.loops = {tinyLoop("tcs", 32)};
    floor.rack("r1", rack, "A=a B=b", "tcs");
    for (int i = 0; i < cdus; ++i)
        floor.unit(fmt::format("c{}", i + 1), tinyCdu(), "A=a B=b", "tcs");
    return floor.arrangement;
}

const std::string none;

} // namespace

class ReliabilityRulesTest : public QObject {
    Q_OBJECT
private slots:
    // 16,384 GPUs are 2,048 nodes; 2,048 · 0.0065 = 13.312 a day, one in 1.803 h.
    void formulasGiveTheWorkedFigures()
    {
        const Seconds mttf = meanTimeToFailure(2048, 0.0065);
        QVERIFY(near(mttf.value() / 3600, 1.80288));
        QVERIFY(near(annualFailureRate(220, 16384, 54), 0.0907615));
        QVERIFY(near(timeBetweenFailures(100'000, 5).value() / 60, 26.28));
        const Spares spares = poissonSpares(expectedFailures(2304, 0.02, 45), 0.99);
        QCOMPARE(spares.count, 12);
        QVERIFY(near(spares.probability, 0.994232));
        QVERIFY(near(checkpointInterval(Seconds{60}, mttf).value(), 882.523));
        QVERIFY(near(effectiveTrainingTime(Seconds{60}, Seconds{882.523}, Seconds{300}, mttf), 0.817804));
        QVERIFY(near(1 - availability(0.9995, 7, 8), 6.99e-6, 2e-3)); // 3.67 min a year
        QCOMPARE(wholeAtLeast(512 * 0.0065 * 2), 7);
        QCOMPARE(wholeAtLeast(1000 * 0.0065 * 2), 13); // 13.000000000000002 by rounding.
    }

    void formulasHoldAtTheEnds()
    {
        QVERIFY(std::isinf(meanTimeToFailure(0, 0.0065).value()));
        QCOMPARE(poissonSpares(0, 0.99).count, 0);
        QCOMPARE(effectiveTrainingTime(Seconds{60}, Seconds{1}, Seconds{300}, meanTimeToFailure(0, 1)), 1.0);
        QCOMPARE(availability(0.9, 3, 2), 0.0);
        QCOMPARE(availability(0.9, 0, 2), 1.0);
        QVERIFY(near(availability(0.1, 8, 8), 1e-8));
        // A mean of a thousand: 2.326 deviations above it hold 99 % (normal approximation).
        QVERIFY(std::abs(poissonSpares(1000, 0.99).count - (1000 + 2.326 * std::sqrt(1000.0))) < 3);
        QVERIFY(std::abs(poissonSpares(1e8, 0.99).count - (1e8 + 2.3263 * 1e4)) < 20);
        QVERIFY(near(poissonAtMost(2, 1), 2.5 * std::exp(-1)));
        QCOMPARE(lasting(Seconds{882.523}), std::string("14.7\u00a0min"));
    }

    // Four servers of eight: 32 accelerators, 24 supplies, 8 PDUs.
    void factsCountWhatStands()
    {
        const Population population = populationOf(tinyDesign(nodes(4), 2));
        QCOMPARE(population.nodes, std::int64_t{8});
        QCOMPARE(population.count(FailureClass::Gpu), std::int64_t{64});
        QCOMPARE(population.count(FailureClass::Supply), std::int64_t{48});
        QCOMPARE(population.count(FailureClass::Pdu), std::int64_t{16});
        QCOMPARE(population.count(FailureClass::AirUnit), std::int64_t{100});
        QCOMPARE(population.inUse.size(), std::size_t{3}); // Server, PDU, frame.
    }

    // Eight racks of 18 trays with four GPUs; 72 switch trays and 16 more in the racks.
    void factsOfAReferenceAgreeWithACountByHand()
    {
        const Design design = reference("gb300-nvl72-su");
        const ReliabilityFacts facts = reliabilityFacts(design, profile().reliability);
        QCOMPARE(facts.population.nodes, std::int64_t{144});
        QCOMPARE(facts.population.count(FailureClass::Gpu), std::int64_t{576});
        QVERIFY(near(facts.meanTimeToFailure.value() / 3600, 24 / (144 * 0.0065)));
        double sum = 0;
        for (const ClassFailures& failures : facts.classes)
            sum += failures.perYear;
        QVERIFY(near(facts.failuresPerYear, sum));
        QCOMPARE(facts.classes.front().perYear, 576 * 0.09);
        QCOMPARE(facts.jobs.size(), std::size_t{1});
    }

    // N = 4, r = 0.0065, repair 2 d: 0.052 in repair. One spare: P = e^-0.052 (1 + 0.052) = 0.99869.
    void goodputCountsSparesRepairAndCheckpoints()
    {
        const ReliabilityFacts facts = reliabilityFacts(sparing(tinyDesign(nodes(4)), 1), profile().reliability);
        const JobReliability& job = facts.jobs.front();
        QCOMPARE(job.nodes, std::int64_t{3});
        QVERIFY(!job.sparesAssumed);
        QVERIFY(near(job.enoughNodes, std::exp(-0.052) * 1.052));
        const double failure = 86400 / (3 * 0.0065), interval = std::sqrt(2 * 60 * failure);
        const double effective = 1 - 60 / interval - (interval / 2 + 300) / failure;
        QVERIFY(near(job.effective, effective));
        QVERIFY(near(job.goodput, effective * std::exp(-0.052) * 1.052 * 3 / 4));
        const auto assumed = reliabilityFacts(tinyDesign(nodes(4)), profile().reliability);
        QVERIFY(assumed.jobs.front().sparesAssumed);
        QCOMPARE(assumed.jobs.front().spareNodes, 1); // P(0) = 0.949 is below 0.99.
    }

    void moreFailuresAreNeverBetter()
    {
        double before = 1;
        for (const double rate : {0.0001, 0.001, 0.01, 0.1, 1.0, 10.0}) {
            const auto facts =
                reliabilityFacts(sparing(tinyDesign(nodes(4)), 1), failing(rate).reliability);
            QVERIFY(facts.jobs.front().goodput <= before);
            before = facts.jobs.front().goodput;
        }
        QCOMPARE(before, 0.0); // No way at all.
    }

    void rel001TellsOfJobsThatFailSoon()
    {
        const Design design = tinyDesign(nodes(4)); // 24 h / (4 · 3) = 2 h
        QCOMPARE(said(design, "REL-001", failing(3)), none);
        QCOMPARE(said(design, "REL-001", failing(3.01)), std::string("info REL-001/design"));
    }

    // 32 r + 24 · 1 % + 8 · 0.5 % + 100 · 3 % = 3.28 + 32 r a year.
    void rel002TellsOfMoreThanOneFailureADay()
    {
        const Design design = tinyDesign(nodes(4));
        const auto rate = [](double gpu) {
            return with([&](ReliabilityBasis& basis) { basis.annualFailureRates["gpu"] = gpu; });
        };
        QCOMPARE(said(design, "REL-002", rate((364.9 - 3.28) / 32)), none);
        QCOMPARE(said(design, "REL-002", rate((365.1 - 3.28) / 32)), std::string("info REL-002/design"));
        const auto unknown = with([](ReliabilityBasis& basis) { basis.annualFailureRates.erase("psu"); });
        QCOMPARE(said(design, "REL-002", unknown), std::string("not-evaluated REL-002/design"));
    }

    void rel003TellsOfNetworksThatKeepPeopleBusy()
    {
        const Design design = reference("gb300-nvl72-su");
        const auto fabrics = populationOf(design).fabrics;
        const auto compute = std::find_if(fabrics.begin(), fabrics.end(), [](const FabricPopulation& fabric) {
            return fabric.fabric->id == FabricId::literal("compute");
        });
        QVERIFY(compute != fabrics.end());
        QVERIFY(compute->optics > 576); // One at each port at least.
        const double perMonth = static_cast<double>(compute->optics) * 0.015 / 12;
        Profile by = profile();
        by.rules["REL-003"].parameters["most_per_month"] = perMonth * 1.001;
        QCOMPARE(said(design, "REL-003", by), none);
        by.rules["REL-003"].parameters["most_per_month"] = perMonth * 0.999;
        QCOMPARE(said(design, "REL-003", by), std::string("info REL-003/fabric:su/compute"));
    }

    // One failure within the lead time: 100 · 3 % · 121.67 d / 365 of the air handlers.
    void rel005TellsOfSparesThatWillBeNeeded()
    {
        const Design design = tinyDesign(nodes(4));
        const auto lead = [](double days) {
            Profile by = with([&](ReliabilityBasis& basis) { basis.leadDays = days; });
            by.rules["REL-005"].parameters["most_expected"] = 1;
            return by;
        };
        QCOMPARE(said(design, "REL-005", lead(121.6)), none);
        QCOMPARE(said(design, "REL-005", lead(121.7)), std::string("info REL-005/design"));
        QVERIFY(of(judged(design, lead(121.7)), "REL-005").front().message.find("4 air handlers") != std::string::npos);
        // Without a limit the spares stand on the rule's page.
        const Evaluation plain = judged(design, with([](ReliabilityBasis& basis) { basis.leadDays = 121.7; }));
        QCOMPARE(colonnade::test::said(plain, "REL-005"), none);
        QVERIFY(plain.nearest.at("REL-005").message.find("4 air handlers") != std::string::npos);
        QVERIFY(plain.nearest.at("REL-005").derivation.find("air handlers: ") != std::string::npos);
    }

    // √(2 · 60 / μ) = 10 % at μ = 12,000 s: four nodes at 1.8 a day.
    void rel006TellsOfCheckpointsThatTakeTooMuch()
    {
        const Design design = sparing(tinyDesign(nodes(4)), 0);
        QCOMPARE(said(design, "REL-006", failing(1.79)), none);
        QCOMPARE(said(design, "REL-006", failing(1.81)), std::string("info REL-006/design"));
    }

    // 1 − √(120 / μ) − 300 / μ = 0.9 between μ = 17,400 s and 17,500 s.
    void rel007TellsOfTimeThatIsLost()
    {
        const Design design = sparing(tinyDesign(nodes(4)), 0);
        QCOMPARE(said(design, "REL-007", failing(86400.0 / (4 * 17'500))), none);
        QCOMPARE(said(design, "REL-007", failing(86400.0 / (4 * 17'400))), std::string("info REL-007/design"));
    }

    void rel008TellsOfUnitsThatMustNotFail()
    {
        QCOMPARE(said(fewHandlers(tinyDesign(wet(2))), "REL-008"), none);
        QCOMPARE(said(fewHandlers(tinyDesign(wet(1))), "REL-008"), std::string("info REL-008/loop:su/tcs"));
        // Two of two supplies of 1 % a year, two days to mend: 0.99989.
        QCOMPARE(said(fewHandlers(tinyDesign(nodes(1, 2))), "REL-008"), std::string("info REL-008/rack:ac#supplies"));
        QCOMPARE(said(fewHandlers(tinyDesign(nodes(1, 3))), "REL-008"), none);
        // 99 of 100, each 0.99984: two are down together 1.3 · 10⁻⁴ of the time.
        QCOMPARE(said(tinyDesign(nodes(1, 3)), "REL-008"), std::string("info REL-008/hall"));
    }

    void rel009WarnsOfPowerThatIsTwiceThereWithoutCooling()
    {
        QCOMPARE(said(tinyDesign(wet(2)), "REL-009"), none);
        QCOMPARE(said(tinyDesign(wet(1)), "REL-009"), std::string("warning REL-009/pod:su"));
    }

    void rel010AsksForNodesThatStandBy()
    {
        const Design design = tinyDesign(nodes(4));
        QCOMPARE(said(sparing(design, 1), "REL-010"), none);
        QCOMPARE(said(design, "REL-010"), std::string("not-evaluated REL-010/design"));
        const Design lacking = sparing(design, 0);
        const auto findings = of(judged(lacking), "REL-010");
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings.front().key(), std::string("REL-010/design"));
        QCOMPARE(*findings.front().measured, 1.0);
        const auto mended = findings.front().fixes.front().edit(lacking);
        QVERIFY(mended);
        QCOMPARE(said(*mended, "REL-010"), none);
    }

    void rel004CountsPdusAndShelves()
    {
        // One supply on each side, which carries half: a PDU takes the rack with it.
        const auto pdu = said(tinyDesign(nodes(1, 2)), "REL-004");
        QVERIFY2(pdu.find("error REL-004/rack:ac/d02#loss") != std::string::npos, pdu.c_str());
        QCOMPARE(said(tinyDesign(nodes(1)), "REL-004"), none);
        const auto shelves = [](int count) {
            TinyRack rack{"dc"};
            for (int i = 0; i < count; ++i)
                rack.add(tinyShelf(), i % 2 ? Side::B : Side::A);
            rack.add(tinyServer({.watts = 60'000, .busbar = true}));
            TinyFloor floor;
            floor.arrangement.feeds = {tinyFeed("a", Side::A, 415, 1000), tinyFeed("b", Side::B, 415, 1000)};
            floor.rack("r1", rack, "A=a B=b");
            return said(tinyDesign(floor.arrangement), "REL-004");
        };
        QCOMPARE(shelves(4), none);
        QVERIFY(shelves(2).find("error REL-004/rack:dc/d01#loss") != std::string::npos); // 33 of 60 kW
        QCOMPARE(shelves(3).find("/rack:dc/"), std::string::npos); // Another shelf takes over; the feed of two does not.
    }

    void rel004NamesTheWorstOfEachKindAndWhatHangsOnIt()
    {
        Arrangement floor = nodes(2, 2);
        Feed ups = tinyFeed("ups", Side::A, 415, 2000);
        ups.kind = FeedKind::Ups;
        floor.feeds.push_back(ups);
        floor.feeds.front().upstream = FeedId::literal("ups");
        const auto findings = of(judged(tinyDesign(floor)), "REL-004");
        const auto found = std::find_if(findings.begin(), findings.end(), [](const Finding& finding) {
            return finding.key() == "REL-004/feed:su/ups#loss";
        });
        QVERIFY(found != findings.end());
        QVERIFY(found->message.find("UPS block") != std::string::npos);
        QVERIFY2(found->derivation.find("on it hang 'a'") != std::string::npos, found->derivation.c_str());
    }
};

QTEST_APPLESS_MAIN(ReliabilityRulesTest)
#include "tst_ReliabilityRules.moc"
