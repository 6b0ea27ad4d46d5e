#include "tests/cooling/Loops.h"

#include "model/catalog/PartFigures.h"
#include "model/edit/CoolingEdits.h"
#include "model/exchange/CatalogReader.h"
#include "model/exchange/CatalogWriter.h"
#include "model/exchange/DesignReader.h"
#include "model/exchange/DesignWriter.h"

#include <QTest>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

/// A design that says all that a loop and facility water can say.
Design everything()
{
    Arrangement floor = wetFloor(wetRack(), 2, 1, {.headKpa = 250});
    Loop& loop = floor.loops.front();
    loop.facility = FacilityWaterId::literal("fws");
    loop.flow = LitresPerMinute{300};
    LoopPiping& piping = loop.piping;
    piping.main = PipeRun{Metres{12.5}, 102.3, 30, 4.5};
    piping.header = PipeRun{{}, 77.9, 45, 0};
    piping.hose = PipeRun{Metres{1.5}, 40, 1.5, 2};
    piping.layout = ReturnLayout::Reverse;
    piping.manifoldDrop = Kilopascals{8};
    piping.manifoldFlow = LitresPerMinute{150};
    piping.valveKv = 12.5;
    piping.volumeLitres = 400;
    piping.bufferLitres = 250;
    piping.filterUm = 25;
    piping.pressureMax = Kilopascals{600};
    piping.fill = Kilopascals{180};
    piping.pumpsOnUps = false;
    piping.restart = Seconds{20};
    piping.leakDetection = true;
    piping.branches = {{PlacementId::literal("r1"), 0.5, PipeRun{Metres{3}, 50, 45, 0}, {}},
                       {PlacementId::literal("r2"), 0, {}, PipeRun{{}, 30, 1.5, 0}}};
    FacilityWater water{FacilityWaterId::literal("fws"), "Facility water", "PG30",
                        {{"summer peak", Celsius{34}}, {"mean", Celsius{24.5}}, {"winter", Celsius{18}}}};
    water.waterClass = 40;
    water.flow = LitresPerMinute{2'500};
    water.differential = Kilopascals{120};
    water.rise = Kelvins{8};
    water.rejection = HeatRejection{HeatRejection::Kind::Tower, 3, 1, Watts{900'000}};
    return setFacilityWater(tinyDesign(floor), water).value();
}

std::string without(std::string text, std::string_view what)
{
    const auto at = text.find(what);
    return at == std::string::npos ? text : text.erase(at, what.size());
}
std::string with(std::string text, std::string_view what, std::string_view instead)
{
    const auto at = text.find(what);
    return at == std::string::npos ? text : text.replace(at, what.size(), instead);
}

} // namespace

class LoopFileTest : public QObject {
    Q_OBJECT
private slots:
    void everythingComesBack()
    {
        const Design design = everything();
        const std::string text = designText(design);
        const auto read = readDesign(text, "x");
        QVERIFY2(read, read ? "" : read.error().text.c_str());
        // Parts made in code gain the figures that tell of their members; all else is the same.
        QVERIFY(read->podDesigns().begin()->second->arrangement().loops == design.podDesigns().begin()->second->arrangement().loops);
        QVERIFY(read->hall()->facilityWaters == design.hall()->facilityWaters);
        QVERIFY(designText(*read) == text);
    }

    void aLoopWithNothingNewIsWrittenAsBefore()
    {
        const std::string text = designText(tinyDesign(wetFloor(wetRack(), 1, 1, {})));
        QVERIFY(text.find("\n      - {id: tcs, name: tcs, fluid: PG25, facility_supply_c: 32}\n") != std::string::npos);
        QVERIFY(text.find("piping") == std::string::npos && text.find("facility_water") == std::string::npos);
    }

    void aLoopTakesTheWarmestSupplyOfTheWaterThatItNames()
    {
        const auto read = readDesign(designText(everything()), "x");
        QCOMPARE(read->podDesigns().begin()->second->arrangement().loops.front().facilitySupply, Celsius{34});
    }

    void refusesWhatMakesNoSense()
    {
        const std::string text = designText(everything());
        const auto error = [](const std::string& file) {
            const auto read = readDesign(file, "x");
            return read ? std::string{"none"} : read.error().text;
        };
        QVERIFY(error(with(text, "facility: fws\n", "facility: fws\n        facility_supply_c: 20\n")).find("one of the two") != std::string::npos);
        QVERIFY(error(with(text, "facility: fws\n", "facility: nowhere\n")).find("there is no facility water 'nowhere' in the hall") != std::string::npos);
        QVERIFY(error(with(text, "placement: r1", "placement: r9")).find("there is no placement 'r9' here") != std::string::npos);
        QVERIFY(error(with(text, "placement: r1", "placement: r2")).find("a branch to 'r2' already") != std::string::npos);
        QVERIFY(error(with(text, "return: reverse", "return: sideways")).find("one of direct, reverse") != std::string::npos);
        QVERIFY(error(with(text, "type: tower", "type: fan")).find("one of chiller, dry-cooler, tower") != std::string::npos);
        QVERIFY(error(without(text, "          manifold_flow_l_min: 150\n")).find("belong together") != std::string::npos);
        QVERIFY(error(with(text, "open: 0.5", "open: 1.5")) != "none");
        QCOMPARE(error(text), std::string{"none"});
    }

    void removingARackRemovesItsBranch()
    {
        const Design design = everything();
        const auto next = design.changedPod(design.podDesigns().begin()->first, [](const Arrangement& before) -> Result<Arrangement> {
            Arrangement after = before;
            std::erase_if(after.placements, [](const Placement& one) { return one.id.text() == "r1"; });
            after.dropLooseEnds();
            return after;
        });
        QVERIFY2(next, next ? "" : next.error().text.c_str());
        QCOMPARE(next->podDesigns().begin()->second->arrangement().loops.front().piping.branches.size(), std::size_t{1});
    }

    void removingFacilityWaterLeavesItsSupplyToTheLoops()
    {
        const auto next = removeFacilityWater(everything(), FacilityWaterId::literal("fws"));
        QVERIFY(next);
        const Loop& loop = next->podDesigns().begin()->second->arrangement().loops.front();
        QVERIFY(!loop.facility);
        QCOMPARE(loop.facilitySupply, Celsius{34});
        QVERIFY(next->hall()->facilityWaters.empty());
        QVERIFY(!removeFacilityWater(*next, FacilityWaterId::literal("fws")));
    }

    void aValveIsSetAndForgotten()
    {
        const Design design = everything();
        const PodDesignId pod = design.podDesigns().begin()->first;
        const auto next = setBranchValve(design, pod, PlacementId::literal("r1"), 0.25);
        QVERIFY(next);
        QCOMPARE(next->podDesign(pod)->arrangement().loops.front().piping.branches.front().open, 0.25);
        QVERIFY(!setBranchValve(design, pod, PlacementId::literal("c1"), 0.5));
        QVERIFY(!setBranchValve(design, pod, PlacementId::literal("r1"), 1.5));
    }

    void aCatalogKeepsTheCurvesOfACdu()
    {
        PartType cdu = *tinyCdu({.headKpa = 250, .pumps = 3, .sparePumps = 1});
        cdu.cdu->pumpCurve = {{LitresPerMinute{0}, Kilopascals{300}, 0}, {LitresPerMinute{1'500}, Kilopascals{250}, 0},
                              {LitresPerMinute{1'800}, Kilopascals{200}, 3}};
        cdu.cdu->approachByLoad = {{0.5, Kelvins{1.5}}, {1, Kelvins{4}}};
        cdu.cdu->flowMin = LitresPerMinute{200};
        cdu.cdu->flowMax = LitresPerMinute{1'900};
        cdu.cdu->supplyMin = Celsius{18};
        cdu.cdu->supplyMax = Celsius{50};
        cdu.cdu->primaryFlow = LitresPerMinute{1'400};
        cdu.cdu->filterUm = 25;
        cdu.cooling.pressureMax = Kilopascals{500};
        addMissingFigures(cdu);
        const NamedText file{"x.yaml", writeCatalog(std::vector{std::make_shared<const PartType>(cdu)})};
        const auto catalog = readCatalog(std::span{&file, 1});
        QVERIFY2(catalog, catalog ? "" : catalog.error().text.c_str());
        QVERIFY2(*catalog->part(cdu.id) == cdu, file.text.c_str());
    }

    void theShippedCdusKnowTheirPumps()
    {
        const Design design = loadReference("gb300-nvl72-su").value();
        const PartRef cdu = design.catalog().part(TypeId::literal("vertiv-coolchip-cdu-1350"));
        QCOMPARE(*cdu->cdu->head, Kilopascals{250});
        QCOMPARE(*cdu->cdu->flowThreePumps, LitresPerMinute{1'800});
        QCOMPARE(*cdu->cdu->headThreePumps, Kilopascals{200});
        QCOMPARE(*cdu->cdu->supplyMax, Celsius{52});
        QCOMPARE(*cdu->cdu->filterUm, 25.0);
    }
};

QTEST_APPLESS_MAIN(LoopFileTest)
#include "tst_LoopFile.moc"
