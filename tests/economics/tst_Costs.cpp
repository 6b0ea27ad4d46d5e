#include "model/economics/BillOfMaterials.h"
#include "model/economics/CostEstimate.h"
#include "model/exchange/CostBookReader.h"
#include "model/exchange/CostJson.h"
#include "model/exchange/DesignReader.h"
#include "model/exchange/DesignWriter.h"
#include "tests/support/Shipped.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

bool near(double a, double b, double tolerance)
{
    return std::abs(a - b) <= tolerance * std::abs(b);
}

/// A rack of GB200 NVL72 that its owner runs: the worked example of the cost figures.
OwnershipInputs ownedRack()
{
    OwnershipInputs in;
    in.accelerators = 72;
    in.itCapital = 3'400'000;
    in.itPower = 132;
    in.facilityCapital = 132 * 15'000.0;
    in.facilityFactor = 1.12;
    in.meanDraw = 0.75;
    in.perKwh = 0.083;
    in.itYears = 5;
    in.facilityYears = 14;
    in.rate = 0.08;
    in.operationPerKwYear = 300;
    in.itMaintenance = 0.02;
    in.insurance = 0.0075;
    in.utilisation = 0.9;
    return in;
}

const CostBook& book()
{
    return carriedCostBook().value();
}

OwnFigure own(double typical)
{
    OwnFigure figure;
    figure.typical = typical;
    return figure;
}

CostPower powerOf(const Design& design)
{
    return {design.facts().provisioned.known, {}, {}};
}

CostEstimate gb300(const CostChoices& choices = {})
{
    const Design design = reference("gb300-nvl72-su").withCosts(choices);
    return costOf(design, powerOf(design), book()).value();
}

} // namespace

class CostsTest : public QObject {
    Q_OBJECT
private slots:
    void anOwnedRackCostsWhatItsWorkedExampleSays()
    {
        const OwnershipCost cost = ownershipCost(ownedRack());
        QCOMPARE(std::round(cost.itCapital), 851'552.0);
        QCOMPARE(std::round(cost.facility), 240'168.0);
        QCOMPARE(std::round(cost.energy), 80'674.0);
        QCOMPARE(std::round(cost.other), 147'950.0);
        QCOMPARE(std::round(cost.total()), 1'320'344.0);
        QVERIFY(near(cost.perAcceleratorHour, 2.3244, 2e-5));
    }

    void aRentedHallReplacesItsCapitalAndItsOperation()
    {
        OwnershipInputs in;
        in.accelerators = 1024;
        in.itCapital = 44'029'440;
        in.itPower = 1305.6;
        in.rentPerKwMonth = 140;
        in.facilityFactor = 1.25;
        in.meanDraw = 0.75;
        in.perKwh = 0.083;
        in.itYears = 4;
        in.rate = 0.1;
        in.operationPerKwYear = 300; // Not paid by who rents.
        in.itMaintenance = 0.04;
        in.insurance = 0.0075;
        in.utilisation = 0.85;
        const OwnershipCost cost = ownershipCost(in);
        QCOMPARE(std::round(cost.itCapital), 13'890'003.0);
        QCOMPARE(std::round(cost.facility), 2'193'408.0);
        QCOMPARE(std::round(cost.energy), 890'555.0);
        QCOMPARE(std::round(cost.other), 2'091'398.0);
        QCOMPARE(std::round(cost.total()), 19'065'365.0);
        QVERIFY(near(cost.perAcceleratorHour, 2.4988, 2e-5));
    }

    void withoutInterestAResidualIsTakenOffInEqualParts()
    {
        OwnershipInputs in = ownedRack();
        in.rate = 0;
        in.residual = 0.25;
        const OwnershipCost cost = ownershipCost(in);
        QCOMPARE(std::round(cost.itCapital), 510'000.0);
        QCOMPARE(std::round(cost.facility), 141'429.0);
        QCOMPARE(std::round(cost.energy), 80'674.0);
        QCOMPARE(std::round(cost.other), 147'950.0);
        QVERIFY(std::abs(cost.total() - 880'052) < 1); // Published as the sum of rounded parts.
        QVERIFY(near(cost.perAcceleratorHour, 1.5493, 5e-5));
    }

    // What is paid each year and the residual at the end, both taken back to today, are the price: so says interest, whatever
    // the formula of the payment.
    void paymentsAndResidualTakenBackToTodayAreThePrice()
    {
        for (const double rate : {0.03, 0.08, 0.14}) {
            OwnershipInputs in = ownedRack();
            in.rate = rate;
            in.residual = 0.25;
            const OwnershipCost cost = ownershipCost(in);
            double today = 0.25 * in.itCapital / std::pow(1 + rate, 5);
            for (int year = 1; year <= 5; ++year)
                today += cost.itCapital / std::pow(1 + rate, year);
            QVERIFY(near(today, in.itCapital, 1e-12));
            in.residual = 0;
            QVERIFY(cost.itCapital < ownershipCost(in).itCapital);
        }
    }

    // performance-model: 2.50 USD an hour and 0.08 of energy at 1,619 tokens/s and no losses come to 0.448 USD a million.
    void aMillionTokensCostTheirShareOfAnHour()
    {
        const double energy = 0.236 * 0.08; // kWh a million, USD a kWh.
        QVERIFY(near(perMillionTokens(2.5, 1619, 1) + energy, 0.448, 2e-3));
    }

    // With 85.2 % goodput each useful one costs 1 / 0.852 of it: 0.4289 / 0.852 = 0.5034.
    void lossesToFailuresMakeTokensDearer()
    {
        QVERIFY(near(perMillionTokens(2.5, 1619, 0.852), 2.5 / (3600 * 1619 * 0.852) * 1e6, 1e-12));
        QVERIFY(near(perMillionTokens(2.5, 1619, 0.852), 0.5034, 1e-3));
    }

    // performance-model, DeepSeek's day: 226.75 nodes of 8 at 2 USD for 24 h are 87,072 USD for 168e9 tokens.
    void aDayOfDeepSeek()
    {
        const double accelerators = 226.75 * 8;
        QVERIFY(near(perMillionTokens(2, 168e9 / 86'400 / accelerators, 1) * 168e9 / 1e6, 87'072, 1e-9));
    }

    void paybackWithAndWithoutInterestMeet()
    {
        QVERIFY(near(capitalRecoveryFactor(1e-9, 5), capitalRecoveryFactor(0, 5), 1e-6));
        QCOMPARE(capitalRecoveryFactor(0, 4), 0.25);
        QVERIFY(capitalRecoveryFactor(0.1, 5) > capitalRecoveryFactor(0.05, 5));
        QVERIFY(capitalRecoveryFactor(0.1, 6) < capitalRecoveryFactor(0.1, 5));
    }

    void theBookHoldsItsRangesWithTheirSources()
    {
        QVERIFY2(carriedCostBook(), carriedCostBook() ? "" : carriedCostBook().error().text.c_str());
        QCOMPARE(book().ranges.size(), std::size_t{131});
        for (const CostRange& range : book().ranges) {
            QVERIFY2(range.band.low <= range.band.typical && range.band.typical <= range.band.high, range.id.c_str());
            QVERIFY2(!range.sources.empty() || range.confidence == CostConfidence::Low, range.id.c_str());
        }
        QVERIFY(book().profile("owner-hyperscale"));
        QVERIFY(!book().range("no-such-range"));
    }

    void aBookThatIsWrongSaysWhere()
    {
        const auto told = [](std::string_view ranges) {
            const auto read = readCostBook(fmt::format("format: 1\ncurrency: USD\nas_of: \"2026\"\nsources: []\nranges:\n{}profiles: []\n", ranges),
                                           "book.yaml");
            return read ? std::string{} : read.error().text;
        };
        const std::string wrong = told("  - {id: a, group: g, unit: usd, low: 3, typical: 2, high: 4, as_of: x, basis: quoted, "
                                       "confidence: low, sources: []}\n");
        QVERIFY2(wrong.find("line 6") != std::string::npos && wrong.find("do not rise") != std::string::npos, wrong.c_str());
        const std::string unknown = told("  - {id: a, group: g, unit: usd, low: 1, typical: 2, high: 4, as_of: x, basis: quoted, "
                                         "confidence: low, sources: [nobody]}\n");
        QVERIFY2(unknown.find("'nobody'") != std::string::npos, unknown.c_str());
    }

    void aReferenceCostsTheSumOfItsParts()
    {
        const CostEstimate cost = gb300();
        double parts = 0;
        for (const CapitalLine& line : cost.capital)
            parts += line.category == CostCategory::Facility ? 0 : line.usd.typical;
        QVERIFY(near(cost.itCapital.typical, parts, 0.02)); // The middle of the draws lies near the sum of what is typical.
        const BillOfMaterials bill = billOf(reference("gb300-nvl72-su"));
        QVERIFY(near(bill.price().known.value(), parts, 0.02)); // The bill has no range for what the catalog does not price.
        QVERIFY(cost.perAcceleratorHour.low < cost.perAcceleratorHour.typical);
        QVERIFY(cost.perAcceleratorHour.typical < cost.perAcceleratorHour.high);
        // Rented H100s of 2025 and 2026 go for 1.70 to 2.95 USD; a GB300 costs more, and not ten times as much.
        QVERIFY(cost.perAcceleratorHour.typical > 1.7 && cost.perAcceleratorHour.typical < 17);
    }

    void aQuoteWinsOverTheCatalogAndTheRange()
    {
        const Design design = reference("gb300-nvl72-su");
        const BillOfMaterials bill = billOf(design);
        const auto most = std::max_element(bill.lines.begin(), bill.lines.end(), [](const BillLine& a, const BillLine& b) {
            return a.total().value_or(Dollars{}) < b.total().value_or(Dollars{});
        });
        const auto sumOf = [](const CostEstimate& cost) {
            double sum = 0;
            for (const CapitalLine& line : cost.capital)
                sum += line.category == CostCategory::Facility ? 0 : line.usd.typical;
            return sum;
        };
        const double before = sumOf(gb300());
        CostChoices choices;
        choices.prices.emplace(most->part->id, own(most->price->value() + 1000));
        const double after = sumOf(gb300(choices));
        QVERIFY(near(after - before, 1000.0 * (most->count - most->covered), 1e-6));
    }

    void theCostFollowsEachOfItsInputs()
    {
        const double usual = gb300().perAcceleratorHour.typical;
        CostChoices dear;
        dear.inputs[CostInput::PerKwh] = own(0.3);
        QVERIFY(gb300(dear).perAcceleratorHour.typical > usual);
        CostChoices lasting;
        lasting.inputs[CostInput::ItYears] = own(8);
        QVERIFY(gb300(lasting).perAcceleratorHour.typical < usual);
        CostChoices idle;
        idle.inputs[CostInput::Utilisation] = own(0.45);
        QVERIFY(near(gb300(idle).perAcceleratorHour.typical, usual * 2, 1e-6));
        CostChoices rented;
        rented.profile = "neocloud";
        QCOMPARE(gb300(rented).facilityCapital.typical, 0.0);
    }

    void theTornadoNamesTheWidestFirst()
    {
        const CostEstimate cost = gb300();
        QVERIFY(cost.tornado.size() > 6);
        for (std::size_t i = 1; i < cost.tornado.size(); ++i)
            QVERIFY(cost.tornado[i - 1].width() >= cost.tornado[i].width());
        for (const CostSwing& swing : cost.tornado)
            QVERIFY2(swing.atLow != swing.atHigh, swing.input.c_str());
    }

    void twoRunsAgree()
    {
        QCOMPARE(gb300().perAcceleratorHour, gb300().perAcceleratorHour);
    }

    void anUnknownProfileIsNamedWithThoseThatExist()
    {
        CostChoices choices;
        choices.profile = "nobody";
        const Design design = reference("gb300-nvl72-su").withCosts(choices);
        const auto cost = costOf(design, powerOf(design), book());
        QVERIFY(!cost);
        QVERIFY(cost.error().text.find("'owner-hyperscale'") != std::string::npos);
    }

    void theChoicesOfAProjectComeBackFromItsFile()
    {
        CostChoices choices;
        choices.profile = "neocloud";
        choices.inputs[CostInput::PerKwh] = own(0.061);
        OwnFigure life = own(4.5);
        life.low = 4;
        life.high = 6;
        life.source = "Auditor's letter";
        life.asOf = "2026-10-01";
        choices.inputs[CostInput::ItYears] = life;
        OwnFigure quote = own(3'650'000);
        quote.high = 3'900'000;
        quote.source = "Offer 4711";
        quote.asOf = "2026-11-02";
        choices.prices.emplace(TypeId::literal("nvidia-gb300-nvl72"), quote);
        const Design design = reference("gb300-nvl72-su").withCosts(choices);
        const std::string text = designText(design);
        const auto read = readDesign(text, "again.colonnade");
        QVERIFY2(read, read ? "" : read.error().text.c_str());
        QCOMPARE(read->costs(), choices);
        QCOMPARE(designText(*read), text);
        QVERIFY(text.find("per_kwh_usd: 0.061\n") != std::string::npos); // A bare number stays one.
    }

    void aFigureOutOfItsOrderOrRangeIsRefusedWithItsLine()
    {
        const auto told = [](std::string_view costs) {
            CostChoices choices;
            choices.inputs[CostInput::PerKwh] = own(0.061);
            std::string text = designText(reference("gb300-nvl72-su").withCosts(choices));
            const auto at = text.find("per_kwh_usd: 0.061");
            text.replace(at, std::string_view{"per_kwh_usd: 0.061"}.size(), costs);
            const auto read = readDesign(text, "wrong.colonnade");
            return read ? std::string{} : read.error().text;
        };
        const std::string order = told("per_kwh_usd: {typical: 0.06, low: 0.07}");
        QVERIFY2(order.find("line ") != std::string::npos && order.find("do not rise") != std::string::npos, order.c_str());
        QVERIFY(told("it_years: 0").find("line ") != std::string::npos);
        QVERIFY(!told("utilisation: {typical: 0.5, low: 0.4}").empty()); // It has no band.
        QVERIFY(told("it_years: {typical: 5}").empty());
    }

    void anOwnFigureSaysWhereItComesFromAmongTheAssumptions()
    {
        CostChoices choices;
        OwnFigure tariff = own(0.06);
        tariff.high = 0.09;
        tariff.source = "Utility offer";
        tariff.asOf = "2026-10";
        choices.inputs[CostInput::PerKwh] = tariff;
        const CostEstimate cost = gb300(choices);
        const bool told = std::any_of(cost.assumptions.begin(), cost.assumptions.end(), [](const std::string& text) {
            return text.starts_with("Electricity per kWh: ") && text.ends_with(", as chosen for this project (Utility offer, 2026-10).");
        });
        QVERIFY(told);
        // Its band is one that the tornado swings.
        QVERIFY(std::any_of(cost.tornado.begin(), cost.tornado.end(), [](const CostSwing& swing) { return swing.band.high == 0.09; }));
    }
};

QTEST_APPLESS_MAIN(CostsTest)
#include "tst_Costs.moc"
