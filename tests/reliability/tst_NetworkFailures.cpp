#include "model/fabric/TrayLinks.h"
#include "model/fabric/analysis/FabricCondition.h"
#include "model/reliability/SingleFailures.h"
#include "tests/support/JoinedPods.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

const FailureBasis basis;

/// What a design loses; keeps what the failure points into.
Failure lost(const std::shared_ptr<const Design>& design, const std::vector<std::string>& paths)
{
    static std::vector<std::unique_ptr<Failures>> kept;
    kept.push_back(std::make_unique<Failures>(design, basis));
    const auto failure = kept.back()->of(paths);
    if (!failure)
        qFatal("%s", failure.error().text.c_str());
    return *failure;
}

std::string refusal(const Design& design, const std::string& path)
{
    const auto part = failedPart(design, path);
    return part ? std::string{} : part.error().text;
}

bool near(double a, double b)
{
    return std::abs(a - b) < 1e-9;
}

} // namespace

/// Fabrics of the hall that join pods, and trays, as failures see them.
class NetworkFailuresTest : public QObject {
    Q_OBJECT
private slots:
    // 4 pods of 32 accelerators; each of 8 cores has 16 of the 128 links.
    void aCoreTakesItsShareOfTheBandwidthOfAllPods()
    {
        const auto design = joinedDesign(4, 8);
        const Failure one = lost(design, {"c01/s1"});
        QVERIFY(near(one.bandwidthShare, 7.0 / 8));
        QCOMPARE(one.lost.total(), 0.0);
        QCOMPARE(one.largestJob, 128);
        QCOMPARE(one.largestJobNormally, 128);
        QVERIFY(one.hall && one.hall->network.fabrics.size() == 1);
        QCOMPARE(one.hall->network.fabrics.front().name, std::string{"core"});
        QVERIFY(near(one.hall->network.fabrics.front().spineShare, 7.0 / 8));
        QVERIFY(near(lost(design, {"c01/s1", "c01/s2"}).bandwidthShare, 6.0 / 8));
    }

    void withoutCoresEachPodIsByItself()
    {
        const Failure all = lost(joinedDesign(4, 8), {"c01"});
        QVERIFY(near(all.bandwidthShare, 0));
        QCOMPARE(all.largestJob, 32);
        QCOMPARE(all.largestJobNormally, 128);
        QCOMPARE(all.lost.total(), 0.0);
    }

    void withoutAFabricOfTheHallAPodIsTheLargestJob()
    {
        const auto design = joinedDesign(4, 0);
        QCOMPARE(lost(design, {"p1/s01/s1"}).largestJobNormally, 32);
    }

    // A spine of four: a quarter of its pod's bandwidth, and 8 of the 128 links to cores.
    void aSpineIsFeltInItsPodAndInTheHall()
    {
        const Failure spine = lost(joinedDesign(4, 8), {"p2/s01/s1"});
        QVERIFY(near(spine.bandwidthShare, 0.75));
        QVERIFY(near(spine.hall->network.fabrics.front().spineShare, 120.0 / 128));
        QCOMPARE(spine.largestJob, 128);
    }

    // Its links are not missed by those that still run.
    void aPodThatIsLostLeavesTheOthersTheirs()
    {
        const Failure pod = lost(joinedDesign(4, 8), {"p3"});
        QVERIFY(near(pod.hall->network.fabrics.front().spineShare, 1));
        QCOMPARE(pod.largestJob, 96);
        QCOMPARE(pod.lost.total(), 32.0);
    }

    void aPodWhoseSpinesAreLostIsOutOfTheJob()
    {
        QCOMPARE(lost(joinedDesign(4, 8), {"p3/s01"}).largestJob, 96);
    }

    void aCableOfTheHallIsOneLink()
    {
        const Failure cable = lost(joinedDesign(4, 8), {"cable:/core/5"});
        QVERIFY(near(cable.bandwidthShare, 127.0 / 128));
        QVERIFY(cable.unknown.empty());
    }

    void coresAreAmongTheSingleFailures()
    {
        const auto design = joinedDesign(4, 8);
        const Failures failures{design, basis};
        const auto all = singleFailures(failures);
        const auto core = std::find_if(all.begin(), all.end(), [](const SingleFailure& one) { return one.path == "c01/s1"; });
        QVERIFY(core != all.end());
        QCOMPARE(core->count, 8);
        QVERIFY(near(core->bandwidthShare, 7.0 / 8));
        const auto spines = std::find_if(all.begin(), all.end(), [](const SingleFailure& one) { return one.path == "p1/s01"; });
        QVERIFY(spines != all.end());
        QCOMPARE(spines->largestJob, 96);
    }

    // Nodes stand first, leaves second, spines third under one tray: node cables lie in its first section, the 32 between leaves and
    // spines in the second.
    void aSectionOfATrayTakesTheCablesThatRunThroughIt()
    {
        const auto design = joinedDesign(2, 0, true);
        const auto first = failedPart(*design, "tray:p1/t01/section1");
        QVERIFY2(first, first ? "" : first.error().text.c_str());
        QCOMPARE(first->kind, FailedPart::Kind::Tray);
        QCOMPARE(first->path, std::string{"tray:p1/t01/section1"});
        QCOMPARE(first->cables, 32);
        const Failure nodes = lost(design, {"tray:p1/t01/section1"});
        QCOMPARE(nodes.lost.network, 32.0);
        QCOMPARE(nodes.endpointsCut, 32);
        QCOMPARE(nodes.largestJob, 32); // The other pod.
        QVERIFY(near(nodes.bandwidthShare, 0));

        const Failure spines = lost(design, {"tray:p1/t01/section2"});
        QCOMPARE(spines.lost.total(), 0.0);
        QCOMPARE(spines.endpointsCut, 0);
        QVERIFY(near(spines.bandwidthShare, 0)); // Nothing is left between leaves and spines.
        QCOMPARE(failedPart(*design, "tray:p1/t01")->cables, 64);
        // By the definition its first placement is meant.
        QCOMPARE(failedPart(*design, "tray:pod/t01/section2")->path, std::string{"tray:p1/t01/section2"});
    }

    // What runs through a section is found anew from the ways of single cables.
    void linksThroughASectionAreThoseWhoseWaysCrossIt()
    {
        const PodDesignRef pod = joinedPod(true);
        const Arrangement& arrangement = pod->arrangement();
        const auto graph = trayGraph(pod);
        const auto plan = fabricPlan(pod, FabricId::literal("compute"));
        TrayRoutes routes{*graph, trayPlaces(arrangement.placements)};
        const auto sections = sectionsOf(*graph);
        QCOMPARE(sections.size(), std::size_t{2});
        for (const TraySection& section : sections) {
            std::set<std::uint32_t> crossing;
            for (std::uint32_t link = 0; link < plan->links.size(); ++link) {
                const auto way = routes.way(plan->nodes[plan->links.a[link]].placement, plan->nodes[plan->links.b[link]].placement);
                for (const TrayStep& step : way->steps) {
                    if (step.segment + 1 == static_cast<std::uint32_t>(section.number) && std::abs(step.from - step.to) > 1e-6)
                        crossing.insert(link);
                }
            }
            const auto found = trayLinks(pod)->front().through(section);
            QCOMPARE(std::set<std::uint32_t>(found.begin(), found.end()), crossing);
            QVERIFY(!crossing.empty());
        }
    }

    void theAnalysisHasTheWorstSection()
    {
        const PodDesignRef pod = joinedPod(true);
        const auto plan = fabricPlan(pod, FabricId::literal("compute"));
        const std::vector<std::vector<std::uint32_t>> sections{trayLinks(pod)->front().through(sectionsOf(*trayGraph(pod))[0]),
                                                               trayLinks(pod)->front().through(sectionsOf(*trayGraph(pod))[1]), {}};
        const auto losses = singleElementLosses(*plan, sections);
        QCOMPARE(losses.front().kind, FabricElementLoss::Kind::TraySection);
        QCOMPARE(losses.front().index, 0U);
        QCOMPARE(losses.front().condition.endpointsCut, 32);
        const auto count = std::count_if(losses.begin(), losses.end(), [](const FabricElementLoss& loss) {
            return loss.kind == FabricElementLoss::Kind::TraySection;
        });
        QCOMPARE(count, 2);
    }

    void sectionsAreAmongTheSingleFailures()
    {
        const auto design = joinedDesign(2, 0, true);
        const Failures failures{design, basis};
        const auto all = singleFailures(failures);
        const auto section = std::find_if(all.begin(), all.end(), [](const SingleFailure& one) { return one.path == "tray:p1/t01/section1"; });
        QVERIFY(section != all.end());
        QCOMPARE(section->kind, SingleFailure::Kind::Tray);
        QCOMPARE(section->count, 2); // One in each pod.
        QCOMPARE(section->lost.network, 32.0);
    }

    void whatIsNoSectionSaysWhichThereAre()
    {
        const auto design = joinedDesign(2, 0, true);
        QVERIFY(refusal(*design, "tray:p1/t01/section3").find("are 'section1' to 'section2'") != std::string::npos);
        QVERIFY(refusal(*design, "tray:p1/t02").find("there is no 't02' in the trays; nearest: 't01'") != std::string::npos);
        QVERIFY(refusal(*design, "tray:p1").find("'tray:su/t01/section2'") != std::string::npos);
        QVERIFY(refusal(*design, "fabric:p1/compute/plane1").find("has no planes") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(NetworkFailuresTest)
#include "tst_NetworkFailures.moc"
