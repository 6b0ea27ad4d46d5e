#include "model/economics/Capital.h"
#include "model/economics/CostDraws.h"
#include "model/economics/CostEstimate.h"
#include "model/exchange/CostBookReader.h"
#include "tests/support/Shipped.h"

#include <QTest>

#include <cmath>
#include <memory>
#include <span>
#include <utility>
#include <vector>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

bool near(double a, double b, double tolerance)
{
    return std::abs(a - b) <= tolerance * std::abs(b);
}

const CostBook& book()
{
    return carriedCostBook().value();
}

PartRef made(const char* id, PartKind kind)
{
    auto part = std::make_shared<PartType>(PartType{TypeId::literal(id)});
    part->kind = kind;
    return part;
}

OwnFigure own(double typical)
{
    OwnFigure figure;
    figure.typical = typical;
    return figure;
}

/// A bill of pieces with the project's own prices.
class Order {
public:
    void add(BillSection section, const char* id, PartKind kind, int count, double each)
    {
        BillLine line;
        line.section = section;
        line.part = made(id, kind);
        line.count = count;
        m_bill.lines.push_back(std::move(line));
        m_choices.prices[TypeId::literal(id)] = own(each);
    }
    [[nodiscard]] double total() const
    {
        double sum = 0;
        for (const CapitalLine& line : lines())
            sum += line.usd.typical;
        return sum;
    }
    [[nodiscard]] double networks() const
    {
        double sum = 0;
        for (const CapitalLine& line : lines())
            sum += line.category == CostCategory::Network || line.category == CostCategory::CablesAndOptics ? line.usd.typical : 0;
        return sum;
    }
    [[nodiscard]] std::vector<CapitalLine> lines() const { return capitalOf(m_bill, m_choices, book()); }

private:
    BillOfMaterials m_bill;
    CostChoices m_choices;
};

/// H100 clusters of August 2024: servers at 310,000 USD, switches at 36,000, cables with their optics in one sum, 50,000 a node
/// for the hall.
Order cluster(int nodes, int switches, double cables)
{
    Order order;
    order.add(BillSection::Device, "node", PartKind::Server, nodes, 310'000);
    order.add(BillSection::Device, "switch", PartKind::Switch, switches, 36'000);
    order.add(BillSection::Cable, "cables", PartKind::Cable, 1, cables);
    return order;
}

double hall(int nodes)
{
    constexpr double kwOfNode = 10.2;
    return plantCost(nodes * 50'000.0, 0, nodes * kwOfNode, nodes * kwOfNode).total;
}

double varianceOf(const CostBand& band)
{
    const double a = band.low, b = band.high, c = band.typical;
    return (a * a + b * b + c * c - a * b - a * c - b * c) / 18;
}

/// Mean and variance of a function of the draws.
template <class Of> std::pair<double, double> momentsOf(std::vector<CostBand> inputs, Of of)
{
    constexpr int draws = 200'000;
    double sum = 0, squares = 0;
    CostDraws{std::move(inputs)}.run(draws, [&](std::span<const double> values) {
        const double value = of(values);
        sum += value;
        squares += value * value;
    });
    const double mean = sum / draws;
    return {mean, squares / draws - mean * mean};
}

} // namespace

/// The published and the worked vectors of the cost figures, and what the draws must come to by closed forms.
class CostVectorsTest : public QObject {
    Q_OBJECT
private slots:
    void publishedClustersOfH100CostWhatTheirSpreadsheetSays_data()
    {
        QTest::addColumn<int>("nodes");
        QTest::addColumn<int>("switches");
        QTest::addColumn<double>("cables");
        QTest::addColumn<double>("total");
        QTest::addColumn<double>("perAccelerator");
        QTest::addRow("512") << 64 << 8 << 675'840.0 << 24'003'840.0 << 46'882.5;
        QTest::addRow("1024") << 128 << 48 << 2'621'440.0 << 50'429'440.0 << 49'247.5;
        QTest::addRow("32768") << 4096 << 2560 << 124'518'400.0 << 1'691'238'400.0 << 51'612.5;
    }
    void publishedClustersOfH100CostWhatTheirSpreadsheetSays()
    {
        QFETCH(int, nodes);
        QFETCH(int, switches);
        QFETCH(double, cables);
        QFETCH(double, total);
        QFETCH(double, perAccelerator);
        const Order order = cluster(nodes, switches, cables);
        QCOMPARE(order.total() + hall(nodes), total);
        const int accelerators = nodes * 8;
        QCOMPARE((order.total() + hall(nodes)) / accelerators, perAccelerator);
        // The table of network cost per accelerator was made from the same spreadsheet, to three digits.
        const CostRange* network = backendNetworkPerAccelerator(book(), accelerators);
        QVERIFY(network);
        QVERIFY(near(order.networks() / accelerators, network->band.typical, 3e-3));
        const CostRange* it = book().range("h100-cluster-it-per-gpu");
        const double itEach = order.total() / accelerators;
        QVERIFY(it->band.low <= itEach * 1.001 && itEach <= it->band.high);
    }

    void theTableOfNetworkCostRisesWithTheTiers()
    {
        QCOMPARE(backendTiers(16), 0);
        QCOMPARE(backendTiers(512), 1);
        QCOMPARE(backendTiers(1024), 2);
        QCOMPARE(backendTiers(32'768), 3);
        double before = 0;
        for (const double accelerators : {16, 512, 16'384, 16'385}) {
            const CostRange* range = backendNetworkPerAccelerator(book(), accelerators);
            QVERIFY(range && range->band.typical > before);
            before = range->band.typical;
        }
    }

    // Bernstein, October 2025: 3.4 M USD of IT and 2.5 M of facility a GB200 rack, 35 G USD a GW. What a rack then has of the
    // power is 5.9 M / 35,000 USD per kW.
    void aGigawattOfGb200RacksIsWhatItsPublisherSays()
    {
        const double kw = 5'900'000.0 / 35'000;
        const PlantCost all = plantCost(5'900'000, 0, kw, kw), facility = plantCost(2'500'000, 0, kw, kw);
        QVERIFY(near(all.perFacilityKw, 35'000, 1e-12));
        QCOMPARE(std::round(1e6 / kw), 5932.0);
        QVERIFY(near(kw, 168.6, 3e-4));
        QVERIFY(near(facility.perFacilityKw, 14'831, 1e-4));
        QCOMPARE(std::round(all.total / 72), 81'944.0);
        // A published machine that our bands must hold: they were not made from it alone.
        const auto holds = [](const char* id, double value) {
            const CostBand& band = book().range(id)->band;
            return band.low <= value && value <= band.high;
        };
        QVERIFY(holds("ai-ready-us", facility.perFacilityKw));
        QVERIFY(holds("gb200-total-per-gpu-with-facility", all.total / 72));
        QVERIFY(holds("gb200-it-per-gpu", 3'400'000.0 / 72));
    }

    void theLiquidPartsOfAGb300RackAreTheSumOfItsTrays()
    {
        Order order;
        order.add(BillSection::Device, "compute-tray-parts", PartKind::Manifold, 18, 2260);
        order.add(BillSection::Device, "switch-tray-parts", PartKind::Manifold, 9, 1020);
        QCOMPARE(order.total(), 49'860.0);
        QCOMPARE(order.total(), book().range("liquid-parts-gb300-rack")->band.typical);
    }

    void anElectricalPlantCostsItsListAndItsContingency()
    {
        const CostRange* contingency = book().range("contingency");
        const PlantCost plant = plantCost(67'086'385, contingency->band.typical, 22'000, 29'700);
        QVERIFY(std::abs(plant.total - 75'472'183) < 1);
        QCOMPARE(std::round(plant.perItKw * 10), 34306.0);
        QVERIFY(near(plant.perFacilityKw, 2541.15, 1e-5));
        QVERIFY(near(plant.perItKw, book().range("electrical-all-in")->band.typical, 1e-3));
    }

    // Epoch, May 2026: 38 G USD and 0.9 G a year, of that 0.6 of energy, are 8.5 G a year for IT of five years, 12 of three, 7 of
    // seven. How capital splits and what it costs is not published, so that our usual owner has to come within 15 %.
    void aGigawattComesWithinItsPublishedYearForEachLife()
    {
        const double kw = 1e6;
        const CostProfile& owner = *book().profile("owner-hyperscale");
        OwnershipInputs in;
        in.accelerators = 1;
        in.itPower = kw;
        in.facilityCapital = plantCost(book().range(owner.facility)->band.typical * kw, 0, kw, kw).total;
        in.itCapital = 38e9 - in.facilityCapital;
        in.facilityYears = *owner.facilityYears;
        in.rate = owner.costOfCapital;
        in.operationPerKwYear = book().range("facility-opex-without-energy")->band.typical;
        in.meanDraw = book().range("mean-draw-of-server-tdp-training")->band.typical;
        in.facilityFactor = 1.1; // As the publisher takes for hyperscalers.
        in.perKwh = book().range("electricity-us-industrial")->band.typical;
        for (const auto& [years, published] : {std::pair{5.0, 8.5e9}, std::pair{3.0, 12e9}, std::pair{7.0, 7e9}}) {
            in.itYears = years;
            QVERIFY(near(ownershipCost(in).total(), published, 0.15));
        }
        const OwnershipCost cost = ownershipCost(in);
        QVERIFY(near(cost.energy + cost.other, 0.9e9, 0.01));
    }

    // Wright: with 18 % off for each doubling, four doublings leave 0.82⁴ of the price, and half the output takes it back.
    void eachDoublingOfOutputTakesTheLearningRateOff()
    {
        QVERIFY(near(learnedPrice(1000, 2, 0.18), 820, 1e-12));
        QVERIFY(near(learnedPrice(1000, 16, 0.18), 1000 * std::pow(0.82, 4), 1e-12));
        QVERIFY(near(learnedPrice(820, 0.5, 0.18), 1000, 1e-12));
        QCOMPARE(learnedPrice(1000, 1, 0.18), 1000.0);
        QVERIFY(learnedPrice(1000, 2, 0.25) < learnedPrice(1000, 2, 0.10));
    }

    void whatIsLearnedLowersPlanningFiguresAndNoQuote()
    {
        const Design design = reference("gb300-nvl72-su");
        const auto computeOf = [&](const CostChoices& choices) {
            const CostPower power{design.facts().provisioned.known, {}, {}};
            const CostEstimate cost = costOf(design.withCosts(choices), power, book()).value();
            for (const CapitalLine& line : cost.capital) {
                if (line.category == CostCategory::Compute)
                    return line.usd.typical;
            }
            return 0.0;
        };
        CostChoices later;
        later.inputs[CostInput::VolumeDoublings] = own(2);
        const double usual = computeOf({});
        QVERIFY(near(computeOf(later), usual * 0.82 * 0.82, 1e-9));
        // All of the systems are quoted: they stay, whatever is learned.
        CostChoices quoted, both = later;
        for (const BillLine& line : billOf(design).lines) {
            const double price = line.price ? line.price->value() : 1;
            quoted.prices[line.part->id] = own(price);
            both.prices[line.part->id] = own(price);
        }
        QVERIFY(near(computeOf(both), computeOf(quoted), 1e-9));
    }

    // By the quantile at the middles of 100,000 equal shares: a sum that converges, and no random number.
    void aTriangleHasItsMeanAndItsVariance()
    {
        for (const CostBand& band : {CostBand{2, 3, 10}, CostBand{-1, 4, 5}, CostBand{0, 0, 1}, CostBand{0, 1, 1}}) {
            constexpr int parts = 100'000;
            double sum = 0, squares = 0;
            for (int i = 0; i < parts; ++i) {
                const double value = triangular(band, (i + 0.5) / parts);
                sum += value;
                squares += value * value;
            }
            const double mean = sum / parts;
            QVERIFY(std::abs(mean - (band.low + band.typical + band.high) / 3) < 1e-4);
            QVERIFY(near(squares / parts - mean * mean, varianceOf(band), 1e-3));
        }
        QCOMPARE(triangular({2, 3, 10}, 0), 2.0);
        QCOMPARE(triangular({2, 3, 10}, 1), 10.0);
        QCOMPARE(triangular({7, 7, 7}, 0.3), 7.0);
        QVERIFY(near(triangular({0, 0.5, 1}, 0.1), std::sqrt(0.05), 1e-12));
    }

    void independentInputsAddInQuadrature()
    {
        const CostBand a{2, 3, 10}, b{1, 6, 8};
        const auto [mean, variance] = momentsOf({a, b}, [](std::span<const double> values) { return values[0] + values[1]; });
        QVERIFY(near(mean, 5.0 + 5.0, 3e-3));
        QVERIFY(near(variance, varianceOf(a) + varianceOf(b), 0.02));
    }

    // Two classes on one draw: the spread of their sum is the sum of their spreads, as is each quantile.
    void whatSharesADrawAddsLinearly()
    {
        const CostBand a{2, 3, 10};
        const auto [mean, variance] = momentsOf({a}, [](std::span<const double> values) { return values[0] + 2 * values[0]; });
        QVERIFY(near(mean, 15, 3e-3));
        QVERIFY(near(std::sqrt(variance), 3 * std::sqrt(varianceOf(a)), 0.01));
        Order order;
        order.add(BillSection::Device, "a", PartKind::Server, 1, 3);
        order.add(BillSection::Device, "b", PartKind::Server, 2, 3);
        QCOMPARE(order.lines().size(), std::size_t{1}); // One category, hence one draw.
        for (const double share : {0.1, 0.5, 0.9})
            QVERIFY(near(triangular({6, 9, 30}, share), 3 * triangular(a, share), 1e-12));
    }

    void bandsAreTheTenthTheFiftiethAndTheNinetiethOfAHundred()
    {
        std::vector<double> values;
        for (int i = 100; i >= 0; --i)
            values.push_back(i);
        QCOMPARE(plannedBand(values), (CostBand{10, 50, 90}));
        std::vector<double> drawn;
        CostDraws{{CostBand{2, 3, 10}}}.run(200'000, [&](std::span<const double> one) { drawn.push_back(one[0]); });
        const CostBand band = plannedBand(std::move(drawn));
        for (const auto& [share, value] : {std::pair{0.1, band.low}, std::pair{0.5, band.typical}, std::pair{0.9, band.high}})
            QVERIFY(near(value, triangular({2, 3, 10}, share), 5e-3));
    }

    void contingencyIsOnTheFacilityAlone()
    {
        const Design design = reference("gb300-nvl72-su");
        const CostPower power{design.facts().provisioned.known, {}, {}};
        const CostEstimate usual = costOf(design, power, book()).value();
        CostChoices choices;
        choices.inputs[CostInput::Contingency] = own(0.125);
        const CostEstimate more = costOf(design.withCosts(choices), power, book()).value();
        QVERIFY(near(more.facilityCapital.typical, usual.facilityCapital.typical * 1.125, 1e-9));
        QCOMPARE(more.itCapital, usual.itCapital);
    }

    void energyIsItsShareOfTheAcceleratorHour()
    {
        const Design design = reference("gb300-nvl72-su");
        const CostEstimate cost = costOf(design, {design.facts().provisioned.known, {}, {}}, book()).value();
        QVERIFY(near(cost.typical.energyPerAcceleratorHour / cost.typical.perAcceleratorHour, cost.typical.energy / cost.typical.total(), 1e-12));
        QVERIFY(cost.energyPerAcceleratorHour.low < cost.energyPerAcceleratorHour.typical);
        QVERIFY(cost.energyPerAcceleratorHour.high < cost.perAcceleratorHour.low);
    }

    void aDesignIsSetBesidePublishedClusters()
    {
        const Design design = reference("dgx-h100-superpod-su");
        const CostEstimate cost = costOf(design, {design.facts().provisioned.known, {}, {}}, book()).value();
        QVERIFY(!cost.checks.empty());
        for (const CostCheck& check : cost.checks)
            QVERIFY2(check.value > 0 && check.published.low < check.published.high && !check.sources.empty(), check.name.c_str());
        // Rented halls have no capital to compare.
        CostChoices rented;
        rented.profile = "neocloud";
        const CostEstimate leased = costOf(design.withCosts(rented), {design.facts().provisioned.known, {}, {}}, book()).value();
        QVERIFY(leased.checks.size() < cost.checks.size());
    }
};

QTEST_APPLESS_MAIN(CostVectorsTest)
#include "tst_CostVectors.moc"
