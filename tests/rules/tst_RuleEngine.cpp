#include "tests/rules/Judging.h"
#include "tests/support/Designs.h"

#include "model/edit/ChainEdits.h"
#include "model/edit/FloorEdits.h"
#include "model/edit/RackEdits.h"
#include "model/rules/Rule.h"
#include "model/rules/Waivers.h"
#include "model/units/Dates.h"

#include <QTest>

#include <atomic>
#include <set>
#include <thread>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

RackDesignRef rackOf(std::string_view id, double watts)
{
    return TinyRack{id}
        .add(tinyServer({.watts = watts, .supplyWatts = watts / 2}))
        .add(tinyPdu(), Side::A)
        .add(tinyPdu(), Side::B)
        .made();
}

/// Two rack designs in one pod on feeds that are too small with one of them lost.
Design twoKinds(int pods, double amperes = 60, double watts = 20'000)
{
    TinyFloor floor;
    floor.arrangement.feeds = {tinyFeed("a", Side::A, 415, amperes),
                               tinyFeed("b", Side::B, 415, amperes)};
    floor.rack("r1", rackOf("one", watts), "A=a B=b").rack("r2", rackOf("two", watts), "A=a B=b");
    return tinyDesign(floor.arrangement, pods);
}

Evaluation run(const RuleEngine& engine, const Design& design)
{
    return engine.evaluate(design, profile(), today);
}

std::vector<std::string> lines(const Evaluation& evaluation)
{
    std::vector<std::string> list;
    for (const Finding& finding : evaluation.findings)
        list.push_back(fmt::format("{} {} {} x{}", word(finding.severity), finding.key(),
                                   finding.message, finding.placements));
    return list;
}

Design with(const Design& design, Waiver waiver)
{
    auto waived = waive(design, std::move(waiver));
    if (!waived)
        throw std::runtime_error(waived.error().text);
    return *waived;
}

Waiver waiverOf(const Finding& finding)
{
    return {finding.key(), "Ada", "Accepted until the feed is replaced.",
            "2026-05-01",  "",    finding.utilisation()};
}

const std::string failoverOnA = "PWR-008/feed:su/a";

const Finding& find(const Evaluation& evaluation, const std::string& key)
{
    for (const Finding& finding : evaluation.findings) {
        if (finding.key() == key)
            return finding;
    }
    throw std::runtime_error("no finding " + key);
}

/// The load of the design's racks, by their server.
Design withServers(const Design& design, double watts)
{
    Design next = design;
    for (const std::string_view id : {"one", "two"}) {
        next = next.changedRack(RackDesignId::literal(id),
                                [&](const RackDesign& before) -> Result<RackDesign> {
                                    Device server = *before.device(DeviceId::literal("d01"));
                                    server.part =
                                        tinyServer({.watts = watts, .supplyWatts = watts / 2});
                                    return before.replaced(server);
                                })
                   .value();
    }
    return next;
}

} // namespace

class RuleEngineTest : public QObject {
    Q_OBJECT
private slots:
    void judgesNothingTwice()
    {
        const RuleEngine engine;
        const Design design = twoKinds(5);
        QCOMPARE(run(engine, design).recalculated, 4); // Two racks, a pod, the hall.
        QCOMPARE(run(engine, design).recalculated, 0);
        QCOMPARE(run(engine, design.named("another name")).recalculated, 0);
    }

    void anEditInOneRackJudgesThatRackItsPodAndTheHall()
    {
        const RuleEngine engine;
        const Design design = twoKinds(5);
        const Evaluation before = run(engine, design);
        const auto edited = removeDevices(design, RackDesignId::literal("one"),
                                          std::vector{DeviceId::literal("d01")});
        QVERIFY(edited);
        const Evaluation after = run(engine, *edited);
        QCOMPARE(after.recalculated, 3);
        QCOMPARE(lines(after), lines(RuleEngine{}.evaluate(*edited, profile(), today)));
        QCOMPARE(run(engine, design).recalculated, 0); // Undo costs nothing.
        QCOMPARE(lines(run(engine, design)), lines(before));
    }

    void movingAPodJudgesTheHallOnly()
    {
        const RuleEngine engine;
        const Design design = twoKinds(2);
        (void)run(engine, design);
        const auto moved = movePlacements(design, std::vector<std::string>{"su-2"},
                                          {Millimetres{0}, Millimetres{6000}});
        QVERIFY(moved);
        QCOMPARE(run(engine, *moved).recalculated, 1);
    }

    void anotherProfileIsJudgedAnew()
    {
        const RuleEngine engine;
        const Design design = twoKinds(1);
        (void)run(engine, design);
        QCOMPARE(engine.evaluate(design, profile("eu-iec"), today).recalculated, 4);
        Profile mine = profile();
        mine.rules["PWR-008"].parameters["warn_share"] = 0.5;
        QCOMPARE(engine.evaluate(design, mine, today).recalculated, 4);
        QVERIFY(mine.fingerprint() != profile().fingerprint());
        QCOMPARE(engine.evaluate(design, mine, today).recalculated, 0);
        QCOMPARE(run(engine, design).recalculated, 0); // The first is still remembered.
    }

    void anySequenceOfEditsGivesWhatAFullRunGives()
    {
        const RuleEngine engine;
        Design design = twoKinds(3);
        unsigned seed = 7;
        const auto pick = [&](unsigned most) {
            seed = seed * 1'664'525u + 1'013'904'223u;
            return (seed >> 16) % most;
        };
        for (int step = 0; step < 120; ++step) {
            Result<Design> next = design;
            switch (pick(5)) {
            case 0: next = withServers(design, 1'000.0 * (1 + pick(30))); break;
            case 1: {
                Feed feed = *design.podDesign(PodDesignId::literal("su"))
                                 ->arrangement()
                                 .feed(FeedId::literal("a"));
                feed.rating = Amperes{20.0 + pick(200)};
                next = setFeed(design, PodDesignId::literal("su"), feed);
                break;
            }
            case 2:
                next = movePlacements(
                    design, std::vector<std::string>{"su-1"},
                    {Millimetres{0}, Millimetres{100 * (1 + static_cast<int>(pick(9)))}});
                break;
            case 3: {
                Override special;
                special.provisioned = Watts{1'000.0 * (1 + pick(40))};
                next = overrideInstance(design, "su-2/r1", special);
                break;
            }
            default: {
                Hall hall = *design.hall();
                hall.floorRating = Kilopascals{1.0 + pick(12)};
                next = changeHall(design, hall);
            }
            }
            if (next)
                design = *next;
            QCOMPARE(lines(run(engine, design)),
                     lines(RuleEngine{}.evaluate(design, profile(), today)));
        }
    }

    void findingsOfADefinitionStandForAllItsPlacements()
    {
        const Evaluation evaluation = judged(twoKinds(5));
        QCOMPARE(find(evaluation, failoverOnA).placements, 5);
        const auto open = of(evaluation, "THM-021");
        QCOMPARE(open.size(), std::size_t{2});
        QCOMPARE(open.front().placements, 5);
    }

    void whatIsSpecialToOneInstanceIsJudgedThere()
    {
        const Design design = twoKinds(3, 100);
        QVERIFY(of(judged(design), "PWR-008").empty());
        Override special;
        special.provisioned = Watts{60'000};
        const auto changed = overrideInstance(design, "su-2/r1", special);
        QVERIFY(changed);
        QCOMPARE(said(judged(*changed), "PWR-008"),
                 std::string("error PWR-008/feed:su/a,su-2; error PWR-008/feed:su/b,su-2"));
        const auto findings = of(judged(*changed), "PWR-008");
        QCOMPARE(findings.front().subjects.front().text(), std::string("su-2"));
        QCOMPARE(findings.front().placements, 1);
    }

    void theMostSevereComeFirst()
    {
        const auto evaluation = judged(twoKinds(1));
        for (std::size_t i = 1; i < evaluation.findings.size(); ++i)
            QVERIFY(evaluation.findings[i - 1].severity <= evaluation.findings[i].severity);
        QVERIFY(evaluation.count(Severity::Error) > 0);
    }

    void keysAreDistinct()
    {
        const auto evaluation = judged(twoKinds(2));
        std::set<std::string> keys;
        for (const Finding& finding : evaluation.findings)
            QVERIFY2(keys.insert(finding.key()).second, finding.key().c_str());
    }

    void aWaiverAcceptsAFinding()
    {
        const Design design = twoKinds(1);
        const Evaluation before = judged(design);
        const Evaluation after = judged(with(design, waiverOf(find(before, failoverOnA))));
        QVERIFY(find(after, failoverOnA).waived);
        QCOMPARE(find(after, failoverOnA).waiver,
                 std::string("Ada: Accepted until the feed is replaced."));
        QCOMPARE(after.waived(), 1);
        QCOMPARE(after.count(Severity::Error), before.count(Severity::Error) - 1);
        QVERIFY(of(after, "DQ-003").empty());
    }

    // 40 kW waived; 5 % more is 42 kW.
    void aWaiverAsksAgainWhenTheValueIsWorseByFivePercent()
    {
        const Design waived = with(twoKinds(1), waiverOf(find(judged(twoKinds(1)), failoverOnA)));
        const Evaluation still = judged(withServers(waived, 20'990));
        QVERIFY(find(still, failoverOnA).waived);
        const Evaluation worse = judged(withServers(waived, 21'020));
        QVERIFY(!find(worse, failoverOnA).waived);
        QCOMPARE(said(worse, "DQ-003"), "warning DQ-003/waiver:" + failoverOnA);
        QVERIFY(find(judged(withServers(waived, 19'000)), failoverOnA)
                    .waived); // Better is no reason to ask.
    }

    void aWaiverExpires()
    {
        const Design design = twoKinds(1);
        Waiver waiver = waiverOf(find(judged(design), failoverOnA));
        const Design waived = with(design, waiver);
        const RuleEngine engine;
        QVERIFY(find(engine.evaluate(waived, profile(), "2026-10-28"), failoverOnA)
                    .waived); // 180 days from 1 May
        const Evaluation after = engine.evaluate(waived, profile(), "2026-10-29");
        QVERIFY(!find(after, failoverOnA).waived);
        QCOMPARE(said(after, "DQ-003"), "warning DQ-003/waiver:" + failoverOnA);
        QCOMPARE(*daysAfter("2024-02-28", 2), std::string("2024-03-01"));
        QVERIFY(!daysAfter("2024-02-31", 1));
    }

    void aWaiverThatFitsNothingIsShownAndCanBeRemoved()
    {
        Design design =
            with(twoKinds(1),
                 {"PWR-008/feed:su/gone", "Ada", "Long forgotten by all.", "2026-05-01", "", 1.1});
        const Evaluation evaluation = judged(design);
        QCOMPARE(said(evaluation, "DQ-003"),
                 std::string("warning DQ-003/waiver:PWR-008/feed:su/gone"));
        const auto mended = of(evaluation, "DQ-003").front().fixes.front().edit(design);
        QVERIFY(mended && mended->waivers().empty());
    }

    void waiversOfRulesThatDidNotRunAreLeftAlone()
    {
        const Design design =
            with(twoKinds(1),
                 {"XXX-001/feed:su/a", "Ada", "A rule of a newer program.", "2026-05-01", "", {}});
        QVERIFY(of(judged(design), "DQ-003").empty());
        Profile without = profile();
        without.rules["PWR-008"].enabled = false;
        const Design off = with(
            twoKinds(1),
            {"PWR-008/feed:su/gone", "Ada", "The rule is switched off.", "2026-05-01", "", {}});
        const Evaluation evaluation = judged(off, without);
        QVERIFY(of(evaluation, "DQ-003").empty());
        QVERIFY(of(evaluation, "PWR-008").empty());
    }

    void aProfileCapsTheSeverity()
    {
        Profile mild = profile();
        mild.rules["PWR-008"].atMost = Severity::Warning;
        QCOMPARE(find(judged(twoKinds(1), mild), failoverOnA).severity, Severity::Warning);
    }

    void notEvaluatedIsNeverAPass()
    {
        const auto rack =
            TinyRack{"odd"}
                .add(tinyServer(
                    {.watts = {}, .massKg = {}, .supplies = 0, .supplyWatts = {}, .liquid = {}}))
                .add(tinyPdu(415, 3, {}), Side::A)
                .add(tinyPdu(415, 3, {}), Side::B)
                .made();
        TinyFloor floor;
        floor.arrangement.feeds = {tinyFeed("a", Side::A, 415, 60),
                                   tinyFeed("b", Side::B, 415, 60)};
        floor.rack("r1", rack, "A=a B=b");
        const auto evaluation = judged(tinyDesign(floor.arrangement));
        for (const std::string_view rule :
             {"PWR-001", "PWR-008", "PWR-009", "THM-001", "MEC-005", "MEC-007", "THM-016"}) {
            const auto findings = of(evaluation, rule);
            QVERIFY2(!findings.empty(), rule.data());
            for (const Finding& finding : findings) {
                QCOMPARE(finding.severity, Severity::NotEvaluated);
                QVERIFY(!finding.missing.empty());
                QVERIFY(!finding.measured);
            }
        }
        QVERIFY(evaluation.checksEvaluated < evaluation.checks);
        QCOMPARE(evaluation.count(Severity::Error), 0);
    }

    void tellsWhatAChangeAddsAndRemoves()
    {
        const Design design = twoKinds(1);
        const Evaluation before = judged(design);
        const auto fixedDesign = find(before, failoverOnA).fixes.front().edit(design);
        QVERIFY(fixedDesign);
        const FindingDelta delta = compare(before, judged(*fixedDesign));
        QVERIFY(std::any_of(delta.removed.begin(), delta.removed.end(),
                            [](const Finding& finding) { return finding.key() == failoverOnA; }));
        QVERIFY(std::none_of(delta.added.begin(), delta.added.end(), [](const Finding& finding) {
            return finding.severity == Severity::Error;
        }));
        const FindingDelta nothing = compare(before, before);
        QVERIFY(nothing.added.empty() && nothing.removed.empty());
    }

    void servesSeveralThreads()
    {
        const RuleEngine engine;
        const Design design = twoKinds(3);
        const auto expected = lines(run(RuleEngine{}, design));
        std::vector<std::thread> threads;
        std::atomic<int> wrong{0};
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&, t] {
                for (int i = 0; i < 20; ++i) {
                    const Design mine = withServers(design, 1'000.0 * (1 + (i + t) % 5));
                    if (lines(run(engine, mine)) != lines(run(RuleEngine{}, mine)))
                        ++wrong;
                    if (lines(run(engine, design)) != expected)
                        ++wrong;
                }
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(wrong.load(), 0);
    }

    void anEmptyDesignHasNothingToSay()
    {
        const Evaluation evaluation = judged(Design{});
        QVERIFY2(evaluation.findings.empty(),
                 evaluation.findings.empty() ? "" : evaluation.findings.front().message.c_str());
        QCOMPARE(evaluation.rulesKnown, static_cast<int>(registry().size()));
    }
};

QTEST_APPLESS_MAIN(RuleEngineTest)
#include "tst_RuleEngine.moc"
